/* The review of a portfolio: sums and plans first, then every card once. */
#include "dgpm/review.h"
#include "dgpm/facts.h"
#include "build.h"
#include "i18n.h"

#include <stdlib.h>

struct rows {
	struct dgpm_reviewed *items;
	size_t n, cap;
	struct dgpm_arena *keep;
};

struct run {
	struct dgpm_facts_in facts;
	const struct dgpm_rule **rules;
	size_t n_rules;
	struct rows *rows; /* one a worker */
};

static struct dgpm_reviewed *new_row(struct rows *rows, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct dgpm_str class = dgpm_node_str(dgpm_node_at(card->root, "classification.class"));
	struct dgpm_reviewed *r;

	if (rows->n == rows->cap) {
		rows->cap = rows->cap != 0 ? rows->cap * 2 : 64;
		rows->items = dgpm_arena_grow(w->keep, rows->items, rows->n, rows->cap, sizeof *rows->items);
	}
	r = &rows->items[rows->n++];
	*r = (struct dgpm_reviewed){ .id = dgpm_arena_strdup(w->keep, card->id),
				     .organization = dgpm_arena_strdup(w->keep, card->organization),
				     .name = dgpm_arena_strdup(w->keep, card->name),
				     .path = card->path };
	if (class.s != NULL)
		r->class = dgpm_arena_strndup(w->keep, class.s, class.n);
	return r;
}

static void report(struct dgpm_worker *w, const struct dgpm_rule *rule, const struct dgpm_card *card,
		   const struct dgpm_judged *judged, enum dgpm_severity severity, const char *message)
{
	dgpm_diag_push(w->diags, &(struct dgpm_diag){ .severity = severity, .rule = rule->id, .stage = rule->stage,
						      .project_id = card->id, .at = judged->at, .message = message,
						      .remedy = rule->remedy, .source = rule->source,
						      .value = judged->value });
}

static void count(struct dgpm_reviewed *r, const struct dgpm_rule *rule, enum dgpm_result result)
{
	r->n[result]++;
	if (result == DGPM_CANNOT_COMPUTE)
		r->unknown_errors += rule->severity == DGPM_ERROR;
	if (result != DGPM_FAIL)
		return;
	r->errors += rule->severity == DGPM_ERROR;
	r->warnings += rule->severity == DGPM_WARNING;
	r->notes += rule->severity == DGPM_NOTE;
}

static void review_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct run *run = ctx;
	struct dgpm_node facts = dgpm_facts(w->scratch, &run->facts, card);
	struct dgpm_node joined = build_joined(w->scratch, card->root, "facts", &facts);
	struct dgpm_reviewed *r = new_row(&run->rows[w->index], w, card);

	for (size_t i = 0; i < run->n_rules; i++) {
		const struct dgpm_rule *rule = run->rules[i];
		struct dgpm_judged judged;

		dgpm_rule_judge(&judged, rule, w, card, &joined, run->facts.date);
		count(r, rule, judged.result);
		if (judged.result == DGPM_FAIL)
			report(w, rule, card, &judged, rule->severity, judged.message);
		else if (judged.result == DGPM_CANNOT_COMPUTE)
			report(w, rule, card, &judged, DGPM_NOTE,
			       dgpm_arena_printf(w->scratch, _("cannot be judged, as %s: %s"), judged.reason, rule->title));
	}
}

static int cmp_reviewed(const void *pa, const void *pb)
{
	const struct dgpm_reviewed *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	return c != 0 ? c : strcmp(a->path, b->path);
}

/* --date, else dgpm.yaml, else today; the year under review follows: the budget asked for in a year is the next one's. */
static void when(struct dgpm_review *review, const struct dgpm_review_how *how, const struct dgpm_node *config)
{
	const struct dgpm_node *settings = dgpm_node_get(config, "review");
	int64_t year;

	review->date = how->date;
	if (review->date.year == 0 &&
	    !dgpm_date_parse(&review->date, dgpm_node_str(dgpm_node_get(settings, "date"))))
		review->date = how->today;
	if (how->fiscal_year != 0)
		review->fiscal_year = how->fiscal_year;
	else if (how->date.year == 0 && dgpm_node_int(dgpm_node_get(settings, "fiscal_year"), &year))
		review->fiscal_year = (int)year;
	else
		review->fiscal_year = dgpm_date_fiscal_year(review->date) + (strcmp(how->stage, "execution") != 0);
}

static void choose_rules(struct run *run, struct dgpm_arena *arena, const struct dgpm_rules *rules, const char *stage,
			 int fiscal_year)
{
	run->rules = dgpm_arena_array(arena, dgpm_rules_count(rules), sizeof(const struct dgpm_rule *));
	for (size_t i = 0; i < dgpm_rules_count(rules); i++) {
		const struct dgpm_rule *rule = dgpm_rules_at(rules, i);

		if (!rule->off && strcmp(rule->stage, stage) == 0 &&
		    (rule->from_fy == 0 || fiscal_year >= rule->from_fy) &&
		    (rule->to_fy == 0 || fiscal_year <= rule->to_fy))
			run->rules[run->n_rules++] = rule;
	}
}

/* The workers' rows as one list, and the sums over it. */
static void gather(struct dgpm_review *review, struct dgpm_arena *arena, const struct run *run, unsigned threads)
{
	struct dgpm_reviewed *all;
	size_t n = 0;

	for (unsigned t = 0; t < threads; t++)
		n += run->rows[t].n;
	all = dgpm_arena_array(arena, n, sizeof *all);
	review->projects = all;
	for (unsigned t = 0; t < threads; t++)
		for (size_t i = 0; i < run->rows[t].n; i++)
			all[review->n_projects++] = run->rows[t].items[i];
	if (n != 0)
		qsort(all, n, sizeof *all, cmp_reviewed);
	for (size_t i = 0; i < n; i++)
		for (int r = 0; r < DGPM_N_RESULTS; r++)
			review->n[r] += all[i].n[r];
}

int dgpm_review(struct dgpm_review **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
		const struct dgpm_review_how *how)
{
	struct dgpm_review *review = dgpm_arena_array(arena, 1, sizeof *review);
	const struct dgpm_organizations *organizations = dgpm_portfolio_organizations(p);
	unsigned threads = how->threads < 1 ? 1 : how->threads;
	struct run run = { 0 };
	const struct dgpm_other *others;
	const struct dgpm_totals *totals;
	struct dgpm_rules *rules;
	size_t n_others;

	*out = NULL;
	if (dgpm_rules_load(&rules, arena, diags, dgpm_portfolio_data(p), p, NULL, 0) != 0)
		return -1;
	review->stage = how->stage;
	when(review, how, dgpm_portfolio_config(p));
	choose_rules(&run, arena, rules, how->stage, review->fiscal_year);
	review->n_rules = run.n_rules;
	others = dgpm_portfolio_others(p, diags, threads, &n_others);
	totals = dgpm_portfolio_totals(p, diags, threads, &review->ledgers);
	run.facts = (struct dgpm_facts_in){ .stage = how->stage, .date = review->date,
					    .fiscal_year = review->fiscal_year,
					    .organizations = organizations,
					    .planned = dgpm_planned_new(arena, organizations, others, n_others) };
	/* Where files were named and no ledger is among them, nothing is known of the budget; a whole portfolio
	 * without a ledger is one that has no rows. */
	if (review->ledgers.n_ledgers != 0 || !dgpm_portfolio_is_named(p))
		run.facts.totals = totals;
	run.rows = dgpm_arena_array(arena, threads, sizeof *run.rows);
	dgpm_portfolio_cards(p, diags, threads, review_card, &run, &review->cards);
	dgpm_portfolio_check_empty(p, diags, &review->cards, NULL);
	gather(review, arena, &run, threads);
	dgpm_rules_close(rules);
	*out = review;
	return 0;
}

const char *dgpm_reviewed_judgement(const struct dgpm_reviewed *r)
{
	if (r->errors != 0)
		return "return";
	if (r->unknown_errors != 0)
		return "undecided";
	return r->warnings != 0 ? "conditional" : "approve";
}
