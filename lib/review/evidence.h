/* Internal: what a rule judged of a project, in words, and where it stands. */
#ifndef REVIEW_EVIDENCE_H
#define REVIEW_EVIDENCE_H

#include "rules/facts.h"
#include "rules/rules.h"

/* One judged project. */
struct evidence {
	struct dgpm_arena *arena;
	const struct dgpm_facts_in *in;
	const struct dgpm_card *card;
	const struct dgpm_node *joined; /* the card with its facts */
};

/*
 * The values that a rule's `require` and `needs` ask, those that failed first, and the facts its message names:
 * "findings.overdue: 2; plan.date: 2021-04-01".
 *
 * Shape:  values of cards and facts that are there; of lists the number of entries, of facts from the ledger the
 *         amounts they were made of and the first row of each. *at is the place of the fact that failed first. Where
 *         none did it is that of the first told, the ledger's before the card's; without any of the ledger it is
 *         untouched where a rule with `at` failed.
 * Owner:  e->arena. NULL: nothing of it is there; *at is then untouched.
 */
const char *evidence_of(struct dgpm_loc *at, const struct evidence *e, const struct dgpm_rule *rule,
			const struct dgpm_judged *judged);

/*
 * Of a rule whose condition does not hold, what of the card and the facts it fails: "phase: operation".
 *
 * Shape:  as above; what the card lacks is －. Where the condition fails as a whole, all it asks that is there.
 * Owner:  e->arena. NULL: nothing can be told.
 */
const char *evidence_against(const struct evidence *e, struct dgpm_schema_run *run, const struct dgpm_rule *rule);

/*
 * Where a fact comes from in the ledger: "request 120 (a.csv:3); required 100 (a.csv:2)".
 *
 * Shape:  `fact` without "facts."; `item` is the item of a list it belongs to, or NULL. *at: the first row.
 * Errors: NULL, and *at untouched: it is not of the ledger.
 */
const char *evidence_ledger(struct dgpm_loc *at, const struct evidence *e, const char *fact,
			    const struct dgpm_node *item);

#endif
