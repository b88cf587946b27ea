/* What the rows of the budget table give cause to say. */
#include "ledgertable.h"
#include "i18n.h"

#include <stdlib.h>

#define MANY_AMOUNTS 12
#define SMALL_YEN 500000

const char *ledgertable_text(const struct ledgertable_part *part, enum dgpm_table_col col, uint32_t number)
{
	return number != LEDGERTABLE_NONE ? part->texts[col].names.s[number].s : "";
}

static void tell_negative(struct dgpm_diags *diags, const struct ledgertable_part *part)
{
	for (size_t i = 0; i < part->n_negative && i < LEDGERTABLE_MOST; i++)
		dgpm_diag_add(diags, DGPM_MSG_LED_03, ledgertable_loc(part->negative[i]), NULL);
	if (part->n_negative > LEDGERTABLE_MOST)
		dgpm_diag_addf(diags, DGPM_MSG_LED_03,
			       (struct dgpm_loc){ .path = part->negative[LEDGERTABLE_MOST - 1].path },
			       _("%zu more rows"), part->n_negative - LEDGERTABLE_MOST);
}

static int cmp_owners(const void *pa, const void *pb)
{
	const struct ledgertable_group *a = *(const struct ledgertable_group *const *)pa;
	const struct ledgertable_group *b = *(const struct ledgertable_group *const *)pb;

	for (size_t k = 0; k < 2; k++)
		if (a->key[k] != b->key[k])
			return a->key[k] < b->key[k] ? -1 : 1;
	return ledgertable_before(a->first, b->first) ? -1 : ledgertable_before(b->first, a->first);
}

/* A project whose budget stands under two organizations in one year: told once a project and year. */
static void tell_owners(struct dgpm_diags *diags, const struct ledgertable_part *part, struct dgpm_arena *arena)
{
	const struct ledgertable_groups *g = &part->owners;
	const struct ledgertable_group **all = dgpm_arena_array(arena, g->n, sizeof *all);

	for (size_t i = 0; i < g->n; i++)
		all[i] = ledgertable_group_at(g, i);
	if (g->n != 0)
		qsort(all, g->n, sizeof *all, cmp_owners);
	for (size_t i = 1; i < g->n; i++) {
		const struct ledgertable_group *a = all[i - 1], *b = all[i];
		const char *text;

		if (a->key[0] != b->key[0] || a->key[1] != b->key[1])
			continue;
		text = dgpm_arena_printf(arena, "%s, %u: %s, %s",
					 ledgertable_text(part, DGPM_TC_PROJECT, a->key[0]), a->key[1],
					 ledgertable_text(part, DGPM_TC_ORGANIZATION, a->key[2]),
					 ledgertable_text(part, DGPM_TC_ORGANIZATION, b->key[2]));
		dgpm_diag_add2(diags, DGPM_MSG_LED_02, ledgertable_loc(b->first), text, ledgertable_loc(a->first),
			       _("the other organization stands here"));
	}
}

static void tell_cardless(struct dgpm_diags *diags, const struct ledgertable_query *q,
			  const struct ledgertable_part *part)
{
	const struct ledgertable_texts *t = &part->texts[DGPM_TC_PROJECT];

	if (q->cards == NULL || t->known == 0)
		return;
	if (q->cards->ids.n == 0) {
		dgpm_diag_addf(diags, DGPM_MSG_LED_01, ledgertable_loc(t->first[0]), "%s", _("no card was read"));
		return;
	}
	for (size_t i = 0; i < t->known; i++)
		if (t->card[i] == LEDGERTABLE_NONE)
			dgpm_diag_add(diags, DGPM_MSG_LED_01, ledgertable_loc(t->first[i]), t->names.s[i].s);
}

/*
 * An amount says nothing of its unit. But a ledger of some length in which no system costs a million yen is likelier to
 * be in thousands or millions; that is worth a word, and no figure is changed.
 */
static void tell_units(struct dgpm_diags *diags, const struct ledgertable_part *part)
{
	for (size_t i = 0; i < part->n_files; i++)
		if (part->files[i].n >= MANY_AMOUNTS && part->files[i].largest < SMALL_YEN)
			dgpm_diag_addf(diags, DGPM_MSG_LED_06, ledgertable_loc(part->files[i].first),
				       _("the largest of %zu is %llu"), part->files[i].n,
				       (unsigned long long)part->files[i].largest);
}

void ledgertable_tell(struct dgpm_diags *diags, struct dgpm_arena *arena, const struct ledgertable_query *q,
		      const struct ledgertable_part *part)
{
	tell_units(diags, part);
	tell_negative(diags, part);
	tell_owners(diags, part, arena);
	tell_cardless(diags, q, part);
}
