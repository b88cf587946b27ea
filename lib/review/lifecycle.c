/* The life-cycle cost of cards held against the ledger. */
#include "review/lifecycle.h"
#include "base/i18n.h"
#include "base/list.h"

#include <stdlib.h>

/* The amounts that a card gives for one year. */
struct cost {
	const char *id;
	int64_t fiscal_year;
	bool fits;
	dgpm_yen yen;
	struct dgpm_terms terms;
	struct dgpm_loc at;
};

struct review_lifecycle {
	struct dgpm_lists *costs;   /* of struct cost */
	struct dgpm_lists *parents; /* of const char *: cards that others are part of */
};

struct review_lifecycle *review_lifecycle_new(struct dgpm_arena *arena, unsigned threads)
{
	struct review_lifecycle *l = dgpm_arena_array(arena, 1, sizeof *l);

	l->costs = dgpm_lists_new(arena, threads, sizeof(struct cost));
	l->parents = dgpm_lists_new(arena, threads, sizeof(const char *));
	return l;
}

static void add_term(struct dgpm_terms *terms, dgpm_yen yen)
{
	dgpm_terms_add(terms, &(struct dgpm_total){ .rounded = (uint8_t)dgpm_rounded_of(yen), .rows = 1 });
}

void review_lifecycle_add(struct review_lifecycle *l, struct dgpm_worker *w, const struct dgpm_card *card)
{
	static const char *const keys[] = { "development_yen", "modification_yen", "operation_yen",
					    "parallel_running_yen" };
	struct dgpm_str parent = dgpm_node_str(dgpm_node_get(card->root, "parent"));
	const struct dgpm_node *years = NULL;
	uint32_t n = dgpm_node_items(card->root, "lifecycle_cost.years", &years);

	if (parent.s != NULL)
		*(const char **)dgpm_lists_add(l->parents, w) = dgpm_arena_strndup(w->keep, parent.s, parent.n);
	for (uint32_t i = 0; i < n; i++) {
		struct cost c = { .fits = true, .at = dgpm_node_loc(&years[i], card->path) };
		bool any = false;

		for (size_t k = 0; k < DGPM_COUNT(keys); k++) {
			int64_t yen;

			if (!dgpm_node_int(dgpm_node_get(&years[i], keys[k]), &yen))
				continue;
			any = true;
			c.fits = c.fits && dgpm_yen_add(&c.yen, c.yen, yen);
			add_term(&c.terms, yen);
		}
		if (!any || !dgpm_node_int(dgpm_node_get(&years[i], "fiscal_year"), &c.fiscal_year))
			continue;
		c.id = dgpm_arena_strdup(w->keep, card->id);
		*(struct cost *)dgpm_lists_add(l->costs, w) = c;
	}
}

static int cmp_costs(const void *pa, const void *pb)
{
	const struct cost *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	if (c == 0 && a->fiscal_year != b->fiscal_year)
		c = a->fiscal_year < b->fiscal_year ? -1 : 1;
	if (c == 0)
		c = strcmp(a->at.path, b->at.path);
	return c != 0 ? c : (a->at.line > b->at.line) - (a->at.line < b->at.line);
}

static int cmp_ids(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* One stage of the ledger in one year of a project. */
struct side {
	bool known, fits;
	dgpm_yen yen;
	struct dgpm_terms terms;
	struct dgpm_loc first;
};

/* What was thought of or granted for the year; the sums are by account and expense, too. */
static void add_stage(struct side *s, const struct dgpm_total *t)
{
	if (!s->known)
		*s = (struct side){ .known = true, .fits = true, .first = t->first };
	s->fits = s->fits && !t->overflow && dgpm_yen_add(&s->yen, s->yen, t->sum_yen);
	dgpm_terms_add(&s->terms, t);
}

static const char *text_of(struct dgpm_arena *a, dgpm_yen yen)
{
	char buf[DGPM_INT_BUF];

	return dgpm_arena_strdup(a, dgpm_int_format(buf, yen, ','));
}

static dgpm_yen distance(dgpm_yen a, dgpm_yen b)
{
	dgpm_yen d;

	if (!dgpm_yen_sub(&d, a, b) || d == INT64_MIN)
		return INT64_MAX;
	return d < 0 ? -d : d;
}

static void check_year(struct dgpm_diags *diags, struct dgpm_arena *scratch, const struct cost *c,
		       const struct dgpm_total *t, size_t n)
{
	static const uint8_t stages[] = { DGPM_LS_PLANNED, DGPM_LS_REQUIRED, DGPM_LS_REQUEST, DGPM_LS_INITIAL };
	struct side sides[DGPM_N_LEDGER_STAGES] = { 0 };
	const struct side *nearest = NULL;
	uint8_t stage = 0;
	enum dgpm_msg msg;

	for (size_t i = 0; i < n; i++)
		if (t[i].fiscal_year == c->fiscal_year)
			add_stage(&sides[t[i].stage], &t[i]);
	for (size_t i = 0; i < DGPM_COUNT(stages); i++) {
		const struct side *s = &sides[stages[i]];

		if (!s->known)
			continue;
		if (!s->fits)
			return;
		if (nearest == NULL || distance(c->yen, s->yen) < distance(c->yen, nearest->yen)) {
			nearest = s;
			stage = stages[i];
		}
	}
	if (nearest == NULL || nearest->yen == c->yen)
		return;
	msg = distance(c->yen, nearest->yen) <= dgpm_rounding(&c->terms, &nearest->terms) ? DGPM_MSG_LED_07 :
											     DGPM_MSG_LED_11;
	dgpm_diags_project(diags, c->id);
	dgpm_diag_addf(diags, msg, c->at, dgpm_diag_value(diags, "%d", (int)c->fiscal_year),
		       _("%d: %s yen on the card, %s yen in the ledger (%s, %s:%u)"), (int)c->fiscal_year,
		       text_of(scratch, c->yen), text_of(scratch, nearest->yen),
		       dgpm_ledger_stage_name((enum dgpm_ledger_stage)stage), nearest->first.path,
		       nearest->first.line);
	dgpm_diags_project(diags, NULL);
}

/* A year that the card gives twice is their sum. */
static void join(struct cost *to, const struct cost *more)
{
	to->fits = to->fits && more->fits && dgpm_yen_add(&to->yen, to->yen, more->yen);
	if (more->terms.rounded < to->terms.rounded)
		to->terms.rounded = more->terms.rounded;
	to->terms.n += more->terms.n;
}

void review_lifecycle_check(const struct review_lifecycle *l, struct dgpm_arena *arena, struct dgpm_diags *diags,
			    const struct dgpm_totals *totals)
{
	struct dgpm_arena *scratch = dgpm_arena_like(arena);
	size_t n_costs, n_parents, n;
	const struct cost *costs = dgpm_lists_join(l->costs, arena, cmp_costs, &n_costs);
	const char *const *parents = dgpm_lists_join(l->parents, arena, cmp_ids, &n_parents);

	for (size_t i = 0, next; i < n_costs; i = next) {
		const char *id = costs[i].id;
		const struct dgpm_total *t = dgpm_totals_of(totals, scratch, dgpm_str_of(id), &n);

		for (next = i; next < n_costs && strcmp(costs[next].id, id) == 0;) {
			struct cost year = costs[next++];

			for (; next < n_costs && strcmp(costs[next].id, id) == 0 &&
			       costs[next].fiscal_year == year.fiscal_year;
			     next++)
				join(&year, &costs[next]);
			if (year.fits &&
			    (n_parents == 0 || bsearch(&id, parents, n_parents, sizeof *parents, cmp_ids) == NULL))
				check_year(diags, scratch, &year, t, n);
		}
		dgpm_arena_reset(scratch);
	}
	dgpm_arena_free(scratch);
}
