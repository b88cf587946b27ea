/* Counting marks. */
#include "evaluate/tally.h"
#include "base/hash.h"
#include "base/list.h"
#include "base/map.h"

struct tally {
	struct dgpm_arena *arena;
	const struct dgpm_organizations *organizations;
	unsigned by;
	struct dgpm_map map;
	struct evaluate_group *groups;
	size_t n, cap;
};

static int cmp_text(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

static bool is_same(const void *ctx, uint32_t number, const void *key)
{
	const struct tally *t = ctx;
	const struct evaluate_group *a = &t->groups[number], *b = key;

	return a->year == b->year && a->output == b->output && cmp_text(a->organization, b->organization) == 0 &&
	       cmp_text(a->project, b->project) == 0;
}

static uint64_t hash_of(const struct evaluate_group *g)
{
	uint64_t h = dgpm_hash_mix((uint64_t)g->year * 2 + g->output + 1);

	h = dgpm_hash_mix(h ^ dgpm_hash(dgpm_str_of(g->organization != NULL ? g->organization : "")));
	return dgpm_hash_mix(h ^ dgpm_hash(dgpm_str_of(g->project != NULL ? g->project : "")));
}

static void count(struct tally *t, const struct dgpm_policy *p, const struct dgpm_indicator *ind, int year,
		  enum dgpm_mark mark)
{
	struct evaluate_group key = { .organization = t->by & DGPM_EVALUATE_ORGANIZATION ? p->organization : NULL,
				      .project = t->by & DGPM_EVALUATE_PROJECT ? p->id : NULL,
				      .title = t->by & DGPM_EVALUATE_PROJECT ? p->title : NULL,
				      .year = t->by & (DGPM_EVALUATE_YEAR | DGPM_EVALUATE_FISCAL_YEAR) ? year : 0,
				      .output = (t->by & DGPM_EVALUATE_KIND) != 0 && ind->output };
	uint32_t at = dgpm_map_put(&t->map, hash_of(&key), is_same, t, &key, (uint32_t)t->n);
	struct evaluate_group *g;

	if (at == t->n)
		*DGPM_PUSH(t->arena, t->groups, t->n, t->cap) = key;
	g = &t->groups[at];
	g->n++;
	g->marks[mark]++;
	g->n_full += ind->baseline.kind != DGPM_MEASURE_NONE && ind->target.kind != DGPM_MEASURE_NONE &&
		     ind->actual_fy != 0;
}

enum dgpm_mark evaluate_year_mark(const struct dgpm_indicator *ind, const struct dgpm_indicator_year *y, int64_t near,
				  struct dgpm_date date)
{
	struct dgpm_indicator one = *ind;
	struct dgpm_indicator_year year = *y;

	one.years = &year;
	one.n_years = 1;
	one.n_parts = 0;
	one.printed = NULL;
	one.target = one.actual = (struct dgpm_measure){ 0 };
	dgpm_indicator_settle(&one);
	dgpm_indicator_mark(&one, near, date);
	return (enum dgpm_mark)one.mark;
}

static int cmp_groups(const void *pa, const void *pb, void *ctx)
{
	const struct dgpm_organizations *all = ctx;
	const struct evaluate_group *a = pa, *b = pb;
	int c = 0;

	if (a->organization != NULL && b->organization != NULL && strcmp(a->organization, b->organization) != 0) {
		c = dgpm_organization_cmp(dgpm_organizations_find(all, dgpm_str_of(a->organization)),
					  dgpm_organizations_find(all, dgpm_str_of(b->organization)));
		if (c == 0)
			c = strcmp(a->organization, b->organization);
	}
	if (c == 0)
		c = cmp_text(a->project, b->project);
	if (c == 0)
		c = (a->year > b->year) - (a->year < b->year);
	return c != 0 ? c : a->output - b->output;
}

struct evaluate_group *evaluate_tally(size_t *n, struct dgpm_arena *arena, const struct dgpm_evaluation *e,
				      const struct dgpm_organizations *organizations, unsigned by)
{
	struct tally t = { .arena = arena, .organizations = organizations, .by = by, .map = { .arena = arena } };

	for (size_t i = 0; i < e->n; i++) {
		const struct dgpm_policy *p = &e->policies[i];

		for (size_t k = 0; k < p->n; k++) {
			const struct dgpm_indicator *ind = &p->indicators[k];

			if ((by & DGPM_EVALUATE_FISCAL_YEAR) == 0) {
				count(&t, p, ind, p->fiscal_year, (enum dgpm_mark)ind->mark);
				continue;
			}
			for (size_t y = 0; y < ind->n_years; y++)
				count(&t, p, ind, ind->years[y].fiscal_year,
				      evaluate_year_mark(ind, &ind->years[y], e->near, p->date));
		}
	}
	if (t.n > 1)
		qsort_r(t.groups, t.n, sizeof *t.groups, cmp_groups, (void *)organizations);
	*n = t.n;
	return t.groups;
}

static enum dgpm_mark mark_in(const struct dgpm_evaluation *e, const struct dgpm_policy *p,
			      const struct dgpm_indicator *ind, int fiscal_year)
{
	for (size_t y = 0; y < ind->n_years; y++)
		if (ind->years[y].fiscal_year == fiscal_year)
			return evaluate_year_mark(ind, &ind->years[y], e->near, p->date);
	return DGPM_MARK_NO_TARGET;
}

static bool budget_in(dgpm_yen *out, const struct dgpm_policy *p, int fiscal_year)
{
	for (size_t y = 0; y < p->n_years; y++) {
		const struct dgpm_policy_year *at = &p->years[y];
		int k = at->has[DGPM_POLICY_TOTAL] ? DGPM_POLICY_TOTAL : DGPM_POLICY_INITIAL;

		if (at->fiscal_year != fiscal_year || !at->has[k])
			continue;
		*out = at->yen[k];
		return true;
	}
	return false;
}

void evaluate_transitions(struct evaluate_transitions *out, const struct dgpm_evaluation *e, int from, int to)
{
	*out = (struct evaluate_transitions){ 0 };
	for (size_t i = 0; i < e->n; i++) {
		const struct dgpm_policy *p = &e->policies[i];
		bool seen[DGPM_N_MARKS][DGPM_N_MARKS] = { 0 };
		dgpm_yen yen = 0;
		bool has = budget_in(&yen, p, to);

		out->n_all += p->n != 0;
		out->n_with_yen += p->n != 0 && has;
		for (size_t k = 0; k < p->n; k++) {
			enum dgpm_mark a = mark_in(e, p, &p->indicators[k], from),
				       b = mark_in(e, p, &p->indicators[k], to);

			out->n[a][b]++;
			if (has && !seen[a][b] && dgpm_yen_add(&out->yen[a][b], out->yen[a][b], yen))
				out->has_yen[a][b] = true;
			seen[a][b] = true;
		}
	}
}
