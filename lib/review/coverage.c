/* The rules of a review counted over a portfolio. */
#include "review/coverage.h"
#include "base/i18n.h"
#include "base/list.h"
#include "review/run.h"

static enum dgpm_covered state_of(const struct dgpm_rule_count *c)
{
	return c->n[DGPM_FAIL] + c->n[DGPM_WAIVED] != 0 ? DGPM_COVERED_FIRED :
	       c->n[DGPM_PASS] != 0			? DGPM_COVERED_PASSED :
	       c->n[DGPM_CANNOT_COMPUTE] != 0		? DGPM_COVERED_UNKNOWN :
							  DGPM_COVERED_NEVER;
}

/* Every rule of the stage: those that were run with their counts, in the order of all. */
static void add_stage(struct dgpm_covered_rule *items, size_t *n, const struct dgpm_review *review, const char *stage)
{
	size_t at = 0;

	for (size_t i = 0; items != NULL && i < dgpm_rules_count(review->rules); i++) {
		const struct dgpm_rule *rule = dgpm_rules_at(review->rules, i);
		struct dgpm_covered_rule *item = &items[*n];
		bool ran = at < review->n_rules && review->ran[at] == rule;

		at += ran;
		if (strcmp(rule->stage, stage) != 0)
			continue;
		*item = (struct dgpm_covered_rule){ .rule = rule, .state = DGPM_COVERED_NOT_RUN,
						   .fiscal_year = review->fiscal_year };
		if (ran && !rule->off) {
			item->count = review->counts[at - 1];
			item->state = state_of(&item->count);
		}
		++*n;
	}
}

static bool is_told(const struct dgpm_diags *diags, const struct dgpm_diag *d)
{
	for (size_t i = 0; i < dgpm_diags_count(diags); i++) {
		const struct dgpm_diag *o = dgpm_diags_at(diags, i);

		if (o->at.line == d->at.line && o->at.column == d->at.column &&
		    strcmp(o->at.path != NULL ? o->at.path : "", d->at.path != NULL ? d->at.path : "") == 0 &&
		    strcmp(o->message, d->message) == 0)
			return true;
	}
	return false;
}

/* What could not be read or used; each stage reads packs and settings anew. */
static void tell_fatal(struct dgpm_diags *into, const struct dgpm_diags *from, bool again)
{
	for (size_t i = 0; i < dgpm_diags_count(from); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(from, i);

		if (d->severity == DGPM_FATAL && (!again || !is_told(into, d)))
			dgpm_diag_push(into, d);
	}
}

int dgpm_coverage(struct dgpm_coverage *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		  struct dgpm_portfolio *p, const struct dgpm_review_how *how)
{
	struct dgpm_review_how one = *how;
	struct dgpm_covered_rule *items = NULL;

	*out = (struct dgpm_coverage){ 0 };
	dgpm_portfolio_hold(p);
	for (size_t s = 0; s < REVIEW_STAGES; s++) {
		struct dgpm_diags *found = dgpm_diags_new(arena);
		struct dgpm_review *review;

		one.stage = review_stages[s];
		if (how->stage != NULL && strcmp(how->stage, one.stage) != 0)
			continue;
		if (dgpm_review(&review, arena, found, p, &one) != 0) {
			tell_fatal(diags, found, out->n_stages != 0);
			return -1;
		}
		tell_fatal(diags, found, out->n_stages != 0);
		if (out->n_stages++ == 0) {
			out->first_fy = out->last_fy = review->fiscal_year;
			out->date = review->date;
			out->n_projects = review->n_projects;
			out->cards = review->cards;
			out->ledgers = review->ledgers;
			items = dgpm_arena_array(arena, dgpm_rules_count(review->rules), sizeof *items);
		}
		out->first_fy = review->fiscal_year < out->first_fy ? review->fiscal_year : out->first_fy;
		out->last_fy = review->fiscal_year > out->last_fy ? review->fiscal_year : out->last_fy;
		add_stage(items, &out->n, review, one.stage);
		dgpm_review_close(review);
	}
	out->items = items;
	return 0;
}

static const char *const state_codes[DGPM_N_COVERED] = { "fired", "passed", "cannot-compute", "never-applied",
							 "not-run" };
static const char *const state_words[DGPM_N_COVERED] = { N_("fired"), N_("passed"), N_("cannot be judged"),
							 N_("never applied"), N_("not run") };

static const struct dgpm_col columns[] = {
	{ "id", N_("rule"), DGPM_COL_TEXT },
	{ "stage", N_("stage"), DGPM_COL_TEXT },
	{ "severity", N_("severity"), DGPM_COL_TEXT },
	{ "state", N_("state"), DGPM_COL_TEXT },
	{ "failed", N_("failed"), DGPM_COL_INT },
	{ "findings", N_("findings"), DGPM_COL_INT },
	{ "waived", N_("waived"), DGPM_COL_INT },
	{ "passed", N_("passed"), DGPM_COL_INT },
	{ "cannot_compute", N_("unjudged"), DGPM_COL_INT },
	{ "not_applicable", N_("n/a"), DGPM_COL_INT },
	{ "title", N_("title"), DGPM_COL_NAME },
	{ "pack", NULL, DGPM_COL_TEXT },
	{ "fiscal_year", NULL, DGPM_COL_YEAR },
};
#define N_TEXT_COLUMNS (DGPM_COUNT(columns) - 2)

static void put_row(struct dgpm_grid *g, const struct dgpm_covered_rule *item, const struct dgpm_words *words,
		    bool text)
{
	static const enum dgpm_result order[] = { DGPM_WAIVED, DGPM_PASS, DGPM_CANNOT_COMPUTE, DGPM_NOT_APPLICABLE };
	const struct dgpm_rule *rule = item->rule;

	dgpm_grid_cstr(g, rule->id);
	dgpm_put_word(g, words, "review-stage", "review-stage-short", rule->stage);
	dgpm_grid_cstr(g, dgpm_word(words, "severity", rule->off ? "off" : dgpm_severity_name(rule->severity)));
	dgpm_grid_cstr(g, text ? _(state_words[item->state]) : state_codes[item->state]);
	dgpm_grid_int(g, (int64_t)item->count.n[DGPM_FAIL]);
	dgpm_grid_int(g, (int64_t)item->count.findings);
	for (size_t i = 0; i < DGPM_COUNT(order); i++)
		dgpm_grid_int(g, (int64_t)item->count.n[order[i]]);
	dgpm_grid_cstr(g, rule->title);
	if (text)
		return;
	dgpm_grid_cstr(g, rule->pack);
	dgpm_grid_int(g, item->fiscal_year);
}

/* "FY2022", or "FY2022 and FY2023" */
static const char *years_of(const struct dgpm_coverage *c, struct dgpm_arena *a)
{
	return c->first_fy == c->last_fy ? dgpm_arena_printf(a, _("FY%d"), c->first_fy) :
					   dgpm_arena_printf(a, _("FY%d and FY%d"), c->first_fy, c->last_fy);
}

void dgpm_coverage_print(const struct dgpm_coverage *c, dgpm_rule_wanted_fn wanted, const void *ctx,
			 struct dgpm_arena *a, const struct dgpm_words *said, struct dgpm_out *out,
			 const struct dgpm_print *how)
{
	bool text = how->format == DGPM_FORMAT_TEXT;
	struct dgpm_words words = text ? *said : dgpm_words_as_codes(said);
	struct dgpm_grid *g = dgpm_grid_new(a, columns, text ? N_TEXT_COLUMNS : DGPM_COUNT(columns));
	size_t n[DGPM_N_COVERED] = { 0 }, all = 0;
	char date[11];

	dgpm_grid_main(g);
	dgpm_grid_report(g, "coverage-report");
	dgpm_grid_spare(g, "stage findings waived severity");
	for (size_t i = 0; i < c->n; i++) {
		if (!wanted(ctx, c->items[i].rule))
			continue;
		put_row(g, &c->items[i], &words, text);
		n[c->items[i].state]++;
		all++;
	}
	dgpm_grid_print(g, out, how);
	if (!text)
		return;
	dgpm_out_printf(out,
			P_("%zu rule on %zu projects, %s, as of %s: %zu fired, %zu passed everywhere, %zu cannot be "
			   "judged, %zu never applied, %zu not run\n",
			   "%zu rules on %zu projects, %s, as of %s: %zu fired, %zu passed everywhere, %zu cannot be "
			   "judged, %zu never applied, %zu not run\n",
			   all),
			all, c->n_projects, years_of(c, a), dgpm_date_format(date, c->date), n[DGPM_COVERED_FIRED],
			n[DGPM_COVERED_PASSED], n[DGPM_COVERED_UNKNOWN], n[DGPM_COVERED_NEVER],
			n[DGPM_COVERED_NOT_RUN]);
}
