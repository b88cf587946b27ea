/* What the rows of the budget table give cause to say. */
#include "budget/parts.h"
#include "base/list.h"
#include "base/i18n.h"

#define MANY_AMOUNTS 12
#define SMALL_YEN 500000

const char *budget_text(const struct budget_part *part, enum dgpm_table_col col, uint32_t number)
{
	return number != BUDGET_NONE ? part->texts[col].names.s[number].s : "";
}

static void tell_negative(struct dgpm_diags *diags, const struct budget_part *part)
{
	for (size_t i = 0; i < part->n_negative && i < BUDGET_MOST; i++)
		dgpm_diag_add(diags, DGPM_MSG_LED_03, budget_loc(part->negative[i]), NULL);
	if (part->n_negative > BUDGET_MOST)
		dgpm_diag_addf(diags, DGPM_MSG_LED_03,
			       (struct dgpm_loc){ .path = part->negative[BUDGET_MOST - 1].path }, NULL,
			       _("%zu more rows"), part->n_negative - BUDGET_MOST);
}

static int cmp_owners(const void *pa, const void *pb)
{
	const struct budget_group *a = *(const struct budget_group *const *)pa;
	const struct budget_group *b = *(const struct budget_group *const *)pb;

	for (size_t k = 0; k < 3; k++)
		if (a->key[k] != b->key[k])
			return a->key[k] < b->key[k] ? -1 : 1;
	return budget_before(budget_first(a), budget_first(b)) ? -1 :
							      budget_before(budget_first(b), budget_first(a));
}

/* Two groups of one project, year and step; something at a place. */
struct finding {
	struct budget_place at;
	const struct budget_group *one, *other;
	const char *text;
};

static int cmp_findings(const void *pa, const void *pb)
{
	const struct finding *a = pa, *b = pb;

	return budget_before(a->at, b->at) ? -1 : budget_before(b->at, a->at);
}

/* The first places are told, whatever the order they were found in; how many others there are is said once. */
static size_t sort_findings(struct dgpm_diags *diags, enum dgpm_msg msg, struct finding *f, size_t n)
{
	dgpm_sort(f, n, sizeof *f, cmp_findings);
	if (n <= BUDGET_MOST)
		return n;
	dgpm_diag_addf(diags, msg, (struct dgpm_loc){ .path = f[BUDGET_MOST - 1].at.path }, NULL, _("%zu more"),
		       n - BUDGET_MOST);
	return BUDGET_MOST;
}

/* A project whose budget stands under two organizations in one year: told once a project, year and step. */
static void tell_owners(struct dgpm_diags *diags, const struct budget_part *part, struct dgpm_arena *arena)
{
	const struct budget_groups *g = &part->owners;
	const struct budget_group **all = dgpm_arena_array(arena, g->n, sizeof *all);
	struct finding *found = dgpm_arena_array(arena, g->n, sizeof *found);
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++)
		all[i] = budget_group_at(g, i);
	dgpm_sort(all, g->n, sizeof *all, cmp_owners);
	for (size_t i = 1; i < g->n; i++)
		if (memcmp(all[i - 1]->key, all[i]->key, 3 * sizeof(uint32_t)) == 0)
			found[n++] = (struct finding){ .at = budget_first(all[i]), .one = all[i - 1], .other = all[i] };
	n = sort_findings(diags, DGPM_MSG_LED_02, found, n);
	for (size_t i = 0; i < n; i++) {
		const struct budget_group *a = found[i].one, *b = found[i].other;
		const char *text = dgpm_arena_printf(arena, "%s, %u: %s, %s",
						     budget_text(part, DGPM_TC_PROJECT, a->key[0]), a->key[1],
						     budget_text(part, DGPM_TC_ORGANIZATION, a->key[3]),
						     budget_text(part, DGPM_TC_ORGANIZATION, b->key[3]));

		dgpm_diag_add2(diags, DGPM_MSG_LED_02, budget_loc(budget_first(b)), text,
			       budget_loc(budget_first(a)),
			       _("the other organization stands here"));
	}
}

static void tell_cardless(struct dgpm_diags *diags, const struct budget_query *q,
			  const struct budget_part *part, struct dgpm_arena *arena)
{
	const struct budget_texts *t = &part->texts[DGPM_TC_PROJECT];
	struct finding *found;
	size_t n = 0;

	if (q->cards == NULL || t->known == 0)
		return;
	found = dgpm_arena_array(arena, t->known, sizeof *found);
	for (size_t i = 0; i < t->known; i++)
		if (t->card[i] == BUDGET_NONE)
			found[n++] = (struct finding){ .at = t->first[i], .text = t->names.s[i].s };
	if (q->cards->ids.n == 0) {
		dgpm_sort(found, n, sizeof *found, cmp_findings);
		dgpm_diag_addf(diags, DGPM_MSG_LED_01, budget_loc(found[0].at), NULL, "%s", _("no card was read"));
		return;
	}
	n = sort_findings(diags, DGPM_MSG_LED_01, found, n);
	for (size_t i = 0; i < n; i++)
		dgpm_diag_add(diags, DGPM_MSG_LED_01, budget_loc(found[i].at), found[i].text);
}

/*
 * An amount says nothing of its unit. But a ledger of some length in which no system costs a million yen is likelier to
 * be in thousands or millions; that is worth a word, and no figure is changed.
 */
static void tell_units(struct dgpm_diags *diags, const struct budget_part *part)
{
	for (size_t i = 0; i < part->n_files; i++)
		if (part->files[i].n >= MANY_AMOUNTS && part->files[i].largest < SMALL_YEN)
			dgpm_diag_addf(diags, DGPM_MSG_LED_06, budget_loc(part->files[i].first), NULL,
				       _("the largest of %zu is %llu"), part->files[i].n,
				       (unsigned long long)part->files[i].largest);
}

void budget_tell(struct dgpm_diags *diags, struct dgpm_arena *arena, const struct budget_query *q,
		      const struct budget_part *part)
{
	struct dgpm_arena *scratch = dgpm_arena_like(arena);

	tell_units(diags, part);
	tell_negative(diags, part);
	tell_owners(diags, part, scratch);
	tell_cardless(diags, q, part, scratch);
	dgpm_arena_free(scratch);
}
