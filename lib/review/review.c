/* The review of a portfolio: sums and plans first, then every card once. */
#include "data/settings.h"
#include "base/list.h"
#include "review/run.h"
#include "review/samples.h"
#include "review/settings.h"

static int cmp_reviewed(const void *pa, const void *pb)
{
	const struct dgpm_reviewed *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	return c != 0 ? c : strcmp(a->path, b->path);
}

/* The sheet has the order of the rules, not that of judging. */
static int cmp_lines(const void *pa, const void *pb)
{
	const struct dgpm_sheet_line *a = pa, *b = pb;

	return (a->rule > b->rule) - (a->rule < b->rule);
}

/* Whether a rule of the run asks what a comparison of all cards found: only then they are read twice. */
static bool asks_similar(const struct dgpm_review *review)
{
	for (size_t i = 0; i < review->n_rules; i++)
		if (review->ran[i]->asks_similar)
			return true;
	return false;
}

/* The workers' rows as one list, and the sums over it. */
static void gather(struct dgpm_review *review, struct dgpm_arena *arena, const struct review_run *run)
{
	const struct dgpm_reviewed *all = dgpm_lists_join(run->rows, arena, cmp_reviewed, &review->n_projects);

	review->projects = all;
	for (size_t i = 0; i < review->n_projects; i++)
		for (int r = 0; r < DGPM_N_RESULTS; r++)
			review->n[r] += all[i].n[r];
}

/* What came of each rule that was run, of all workers. */
static void sum_counts(struct dgpm_review *review, struct dgpm_arena *arena, const struct review_run *run,
		       unsigned threads)
{
	struct dgpm_rule_count *counts = dgpm_arena_array(arena, review->n_rules, sizeof *counts);

	for (size_t i = 0; i < review->n_rules; i++)
		for (unsigned t = 0; t < threads; t++) {
			const struct review_counter *c =
				&run->counters[t][review->ran[i] - dgpm_rules_at(run->all, 0)];

			for (int r = 0; r < DGPM_N_RESULTS; r++)
				counts[i].n[r] += c->n[r];
			counts[i].findings += c->findings;
		}
	review->counts = counts;
}

#define OFTEN_FROM 10 /* projects; of fewer, nine in ten say nothing */

static void find_often(struct dgpm_review *review, struct dgpm_arena *arena)
{
	struct dgpm_often *often = dgpm_arena_array(arena, review->n_rules, sizeof *often);

	for (size_t i = 0; i < review->n_rules; i++) {
		const struct dgpm_rule_count *c = &review->counts[i];
		size_t applied = c->n[DGPM_PASS] + c->n[DGPM_FAIL] + c->n[DGPM_CANNOT_COMPUTE] + c->n[DGPM_WAIVED];

		if (applied >= OFTEN_FROM && c->n[DGPM_FAIL] * 10 > applied * 9)
			often[review->n_often++] = (struct dgpm_often){ review->ran[i], c->n[DGPM_FAIL], applied };
	}
	review->often = often;
}

/* The target that REQ-08 and EXE-10 hold projects to: operation and modification, FY2020 to FY2025 (S1 4-4-2). */
#define REDUCTION "targets/opsmod-2020-2025.yaml"

static const struct dgpm_target *read_reduction(struct dgpm_arena *arena, struct dgpm_diags *diags,
						struct dgpm_data *data)
{
	const struct dgpm_node *root = dgpm_data_doc(data, diags, REDUCTION);
	struct dgpm_target *target = dgpm_arena_array(arena, 1, sizeof *target);

	return root != NULL && dgpm_target_read(target, arena, diags, data, root, REDUCTION) ? target : NULL;
}

#define SETTINGS "review.yaml"

/* 0, or -1 after a diagnostic. */
static int read_settings(struct review_run *run, struct dgpm_review *review, struct dgpm_diags *diags,
			 struct dgpm_portfolio *p)
{
	const struct dgpm_node *root = dgpm_data_doc(dgpm_portfolio_data(p), diags, SETTINGS);
	struct settings s = { dgpm_node_get(root, "params"), dgpm_node_get(dgpm_portfolio_config(p), "review"), false };

	if (root == NULL)
		return -1;
	run->missing_share = settings_int(&s, "missing_share");
	run->waivers = (struct review_waivers){ settings_int(&s, "waiver_days"), settings_int(&s, "waiver_reason"),
						settings_int(&s, "waiver_approver"),
						dgpm_node_get(root, "empty_texts") };
	review->common_share = settings_int(&s, "common_share");
	review->fold_from = settings_int(&s, "fold_from");
	run->facts.budget_month = (int)settings_int(&s, "budget_month");
	run->facts.budget_day = (int)settings_int(&s, "budget_day");
	if (s.failed)
		dgpm_diag_add(diags, DGPM_MSG_DATA_01, dgpm_node_loc(root, SETTINGS), NULL);
	return s.failed || !review_budget_day(p, diags, run->facts.budget_month, run->facts.budget_day) ? -1 : 0;
}

static void prepare(struct review_run *run, struct dgpm_arena *arena, unsigned threads)
{
	run->rows = dgpm_lists_new(arena, threads, sizeof(struct dgpm_reviewed));
	run->counters = dgpm_arena_array(arena, threads, sizeof(struct review_counter *));
	for (unsigned t = 0; t < threads; t++)
		run->counters[t] = dgpm_arena_array(arena, dgpm_rules_count(run->all), sizeof **run->counters);
	if (run->how->sheet_id != NULL)
		run->sheet = dgpm_arena_array(arena, dgpm_rules_count(run->all), sizeof *run->sheet);
}

int dgpm_review(struct dgpm_review **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
		const struct dgpm_review_how *how)
{
	struct dgpm_review *review = dgpm_arena_array(arena, 1, sizeof *review);
	const struct dgpm_organizations *organizations = dgpm_portfolio_organizations(p);
	unsigned threads = how->threads < 1 ? 1 : how->threads;
	struct review_run run = { .p = p, .how = how };
	const struct dgpm_other *others;
	const struct dgpm_totals *totals;
	size_t n_others;

	*out = NULL;
	others = dgpm_portfolio_others(p, diags, threads, &n_others);
	if (dgpm_rules_load(&review->rules, arena, diags, dgpm_portfolio_data(p),
			    &(struct dgpm_rules_how){ .portfolio = p, .stage = how->stage }) != 0)
		return -1;
	run.all = review->rules;
	run.samples = review_samples_read(arena, diags, dgpm_portfolio_data(p));
	if (run.samples == NULL || read_settings(&run, review, diags, p) != 0) {
		dgpm_rules_close(review->rules);
		return -1;
	}
	review->stage = how->stage;
	review_when(review, how, dgpm_portfolio_config(p));
	review_choose(&run, arena, diags, review);
	review_list_ran(review, arena, &run);
	review->edition = review_edition_of(&run, review);
	totals = dgpm_portfolio_totals(p, diags, threads, &review->ledgers);
	run.facts.date = review->date;
	run.facts.organizations = organizations;
	run.facts.reduction = read_reduction(arena, diags, dgpm_portfolio_data(p));
	run.facts.planned = dgpm_planned_new(arena, organizations, others, n_others);
	run.facts.net = dgpm_portfolio_is_net(p);
	/* Where files were named and no ledger is among them, nothing is known of the budget; a whole portfolio
	 * without a ledger is one that has no rows. */
	if (review->ledgers.n_ledgers != 0 || !dgpm_portfolio_is_named(p))
		run.facts.totals = totals;
	if (asks_similar(review)) {
		run.facts.similar = review_similar(arena, diags, p, threads);
		if (run.facts.similar == NULL) {
			dgpm_rules_close(review->rules);
			return -1;
		}
	}
	prepare(&run, arena, threads);
	dgpm_portfolio_cards(p, diags, threads, review_card, &run, &review->cards);
	dgpm_portfolio_check_empty(p, diags, &review->cards, NULL);
	gather(review, arena, &run);
	sum_counts(review, arena, &run, threads);
	find_often(review, arena);
	dgpm_sort(run.sheet, run.n_sheet, sizeof *run.sheet, cmp_lines);
	review->sheet = run.sheet;
	review->n_sheet = run.n_sheet;
	*out = review;
	return 0;
}

void dgpm_review_close(struct dgpm_review *review)
{
	dgpm_rules_close(review->rules);
}
