/* Internal: what a rule asks of a card is what a card can say. */
#ifndef RULES_CARD_KEYS_H
#define RULES_CARD_KEYS_H

#include "doc/doc.h"

/*
 * Whether every key and code that a rule names, in its conditions, `at`, messages and examples, is one that the schema
 * of cards has: RULE-06 for a key, RULE-07 for a value, each with the likest.
 */
bool rule_card_keys(struct dgpm_arena *arena, struct dgpm_diags *diags, const struct dgpm_node *card,
		    const struct dgpm_node *rule, const char *pack);

/* The same for `excuses` of a pack: keys that stand anywhere on a card. */
void rule_excuses_check(struct dgpm_arena *arena, struct dgpm_diags *diags, const struct dgpm_node *card,
			const struct dgpm_node *pack, const char *path);

#endif
