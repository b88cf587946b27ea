/* The review of a portfolio: sums and plans first, then every card once. */
#include "dgpm/review.h"
#include "dgpm/facts.h"
#include "build.h"
#include "evidence.h"
#include "i18n.h"

#include <limits.h>
#include <stdlib.h>

struct rows {
	struct dgpm_reviewed *items;
	size_t n, cap;
	struct dgpm_arena *keep;
};

/* The rules of one stage that hold for the year. */
struct stage_rules {
	const char *stage;
	const struct dgpm_rule **rules;
	size_t n;
};

static const char *const stages[] = { "pre-request", "request", "execution" };

/* The rules of one year under review. */
struct edition {
	int fiscal_year;
	struct stage_rules by_stage[DGPM_COUNT(stages)];
};

static const char *const sectors[] = { "national", "local", "iaa", "quasi-public" };

/* How often each rule was run and fired, of one worker. */
struct counter {
	size_t applied, fired;
};

struct run {
	struct dgpm_facts_in facts;
	const struct dgpm_review_how *how;
	const struct dgpm_rules *all;
	struct edition editions[2]; /* of the year under review; without one, of the year of the day and the next */
	size_t n_editions;
	unsigned judged[DGPM_COUNT(sectors)]; /* as for dgpm_due() */
	struct rows *rows;          /* one a worker */
	struct counter **counters;  /* one array a worker, by the place of the rule */
	struct dgpm_sheet_line *sheet;
	size_t n_sheet;
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
		   const struct dgpm_failed *at, enum dgpm_severity severity, const char *message, const char *reason)
{
	dgpm_diag_push(w->diags, &(struct dgpm_diag){ .severity = severity, .rule = rule->id, .stage = rule->stage,
						      .project_id = card->id,
						      .at = at->at.path != NULL ? at->at :
										  dgpm_rule_place(rule, card),
						      .message = message,
						      .remedy = rule->remedy, .source = rule->source,
						      .value = at->value, .pointer = at->pointer,
						      .place = at->place, .parts = at->parts, .reason = reason });
}

static const char *waived_reason(struct dgpm_arena *a, const struct dgpm_judged *judged)
{
	struct dgpm_str approver = dgpm_node_str(dgpm_node_get(judged->waiver, "approver"));
	struct dgpm_str until = dgpm_node_str(dgpm_node_get(judged->waiver, "until"));

	return dgpm_arena_printf(a, _("waived until %.*s by %.*s: %s"), (int)until.n, until.s != NULL ? until.s : "",
				 (int)approver.n, approver.s != NULL ? approver.s : "", judged->reason);
}

/* Each result in its own words; what is neither a finding nor asked for is left unsaid. */
static void tell(const struct run *run, struct dgpm_worker *w, const struct dgpm_rule *rule,
		 const struct dgpm_card *card, const struct dgpm_judged *judged)
{
	struct dgpm_arena *a = w->scratch;
	const struct dgpm_failed whole = { .at = judged->at, .pointer = judged->pointer };
	const char *reason;

	switch (judged->result) {
	case DGPM_FAIL:
		for (size_t i = 0; i < judged->n_failed; i++)
			report(w, rule, card, &judged->failed[i], rule->severity, judged->failed[i].message, NULL);
		break;
	case DGPM_CANNOT_COMPUTE:
		report(w, rule, card, &whole, DGPM_SAID_CANNOT_COMPUTE, judged->message, judged->reason);
		break;
	case DGPM_WAIVED:
		reason = waived_reason(a, judged);
		for (size_t i = 0; i < judged->n_failed; i++)
			report(w, rule, card, &judged->failed[i], DGPM_SAID_WAIVED,
			       dgpm_arena_printf(a, "%s (%s)", judged->failed[i].message, reason), reason);
		break;
	case DGPM_PASS:
		if (run->how->all)
			report(w, rule, card, &whole, DGPM_SAID_PASS, rule->title, NULL);
		break;
	default:
		if (run->how->all)
			report(w, rule, card, &whole, DGPM_SAID_NOT_APPLICABLE,
			       dgpm_arena_printf(a, "%s: %s", rule->title, _(judged->reason)), _(judged->reason));
	}
}

/* A waiver that expired, or that excuses nothing, is a finding: only of rules that ran. */
static void check_waiver(struct dgpm_worker *w, const struct dgpm_rule *rule, const struct dgpm_card *card,
			 const struct dgpm_judged *judged)
{
	const struct dgpm_node *node = dgpm_node_get(judged->waiver, "rule");
	bool unused = judged->result == DGPM_PASS || judged->result == DGPM_NOT_APPLICABLE;
	const struct dgpm_msg_info *info;

	if (judged->waiver == NULL || (!judged->expired && !unused))
		return;
	info = dgpm_msg_info(judged->expired ? DGPM_MSG_WAIVER_01 : DGPM_MSG_WAIVER_02);
	dgpm_diag_push(w->diags, &(struct dgpm_diag){
					 .severity = info->severity,
					 .rule = info->id,
					 .stage = rule->stage,
					 .project_id = card->id,
					 .at = dgpm_node_loc(node != NULL ? node : judged->waiver, card->path),
					 .message = dgpm_arena_printf(w->scratch, "%s: '%s'", _(info->text), rule->id),
					 .remedy = _(info->remedy),
					 .value = rule->id,
					 .pointer = "/waivers" });
}

/* Results are counted by rule, findings by place: so many are told. */
static void count(struct dgpm_reviewed *r, const struct dgpm_rule *rule, const struct dgpm_judged *judged)
{
	r->n[judged->result]++;
	if (judged->result == DGPM_CANNOT_COMPUTE)
		r->unknown_errors += rule->severity == DGPM_ERROR;
	if (judged->result != DGPM_FAIL)
		return;
	r->errors += rule->severity == DGPM_ERROR ? judged->n_failed : 0;
	r->warnings += rule->severity == DGPM_WARNING ? judged->n_failed : 0;
	r->notes += rule->severity == DGPM_NOTE ? judged->n_failed : 0;
}

/* Places of several that fail, where they say different things. */
static const char *messages(struct dgpm_arena *keep, const struct dgpm_judged *judged)
{
	const char *text = NULL;

	for (size_t i = 0; i < judged->n_failed; i++)
		if (i == 0 || strcmp(judged->failed[i - 1].message, judged->failed[i].message) != 0)
			text = dgpm_arena_printf(keep, "%s%s%s", text != NULL ? text : "", text != NULL ? "; " : "",
						 judged->failed[i].message);
	return text;
}

/* One project is one card: only one worker comes here. */
static void keep_line(struct run *run, struct dgpm_worker *w, const struct dgpm_rule *rule,
		      const struct evidence *e, const struct dgpm_judged *judged)
{
	struct dgpm_sheet_line *line = &run->sheet[run->n_sheet++];
	const struct dgpm_failed *first = judged->failed;
	const char *text;

	*line = (struct dgpm_sheet_line){ .rule = rule, .judged = *judged };
	if (judged->at.path == NULL)
		line->judged.at = dgpm_rule_place(rule, e->card);
	if (judged->result != DGPM_NOT_APPLICABLE) {
		struct dgpm_loc at = line->judged.at;

		text = evidence_of(&at, e, rule);
		line->evidence = dgpm_arena_strdup(w->keep, text);
		/* What fails on the card is shown there; of what is computed, the place it was computed from. */
		if (judged->n_failed == 0 || !first->on_card)
			line->judged.at = at;
	}
	line->message = messages(w->keep, judged);
	line->judged.reason = judged->result == DGPM_NOT_APPLICABLE ? _(judged->reason) :
								      dgpm_arena_strdup(w->keep, judged->reason);
	line->judged.failed = NULL;
	line->judged.pointer = NULL;
	line->judged.waiver = NULL;
}

/* A rule whose `at` is a fact of the ledger points at the row. */
static void point_at_ledger(const struct evidence *e, const struct dgpm_rule *rule, struct dgpm_judged *judged)
{
	if (rule->at == NULL || strncmp(rule->at, "facts.", 6) != 0)
		return;
	for (size_t i = 0; i < judged->n_failed; i++) {
		struct dgpm_failed *f = &judged->failed[i];

		if (f->fact != NULL)
			(void)evidence_ledger(&f->at, e, f->fact, f->item);
	}
	if (judged->n_failed != 0)
		judged->at = judged->failed[0].at;
}

static int cmp_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What a project is due for, and the rules of it; the year of the run, when one was given, holds for all. */
static const struct stage_rules *choose_stage(const struct run *run, struct dgpm_facts_in *in,
					      const struct dgpm_card *card)
{
	const struct edition *edition = run->editions;
	const struct stage_rules *rules;
	struct dgpm_due due = { run->how->stage, edition->fiscal_year };

	for (size_t i = 0; i < DGPM_COUNT(sectors); i++)
		if (strcmp(card->sector, sectors[i]) == 0)
			in->judged = run->judged[i];
	if (due.stage == NULL)
		due = dgpm_due(card->root, in->date, run->n_editions == 1 ? edition->fiscal_year : 0, in->judged);
	in->stage = due.stage;
	in->fiscal_year = due.fiscal_year;
	if (edition->fiscal_year != due.fiscal_year)
		edition++;
	for (rules = edition->by_stage; strcmp(rules->stage, due.stage) != 0;)
		rules++;
	return rules;
}

/* The facts once more, with what came of the rules so far (`after: results`). */
static struct dgpm_node with_results(struct dgpm_arena *arena, const struct dgpm_card *card,
				     const struct dgpm_node *facts, const struct dgpm_reviewed *r)
{
	struct build_map m = build_map_new(arena, 2);
	struct dgpm_node results, both;

	build_int(&m, "errors", (int64_t)r->errors);
	build_int(&m, "warnings", (int64_t)r->warnings);
	results = build_done(&m);
	both = build_joined(arena, facts, "results", &results);
	return build_joined(arena, card->root, "facts", &both);
}

static void review_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct run *run = ctx;
	const struct dgpm_review_how *how = run->how;
	struct dgpm_facts_in in = run->facts;
	const struct stage_rules *rules;
	struct dgpm_node facts, joined;
	struct dgpm_reviewed *r;
	struct evidence evidence = { .arena = w->scratch, .in = &in, .card = card, .joined = &joined };
	bool results = false;
	uint8_t *known;

	if (how->only != NULL && bsearch(&card->path, how->only, how->n_only, sizeof *how->only, cmp_paths) == NULL)
		return;
	rules = choose_stage(run, &in, card);
	facts = dgpm_facts(w->scratch, &in, card);
	joined = build_joined(w->scratch, card->root, "facts", &facts);
	known = dgpm_arena_array(w->scratch, dgpm_rules_n_when(run->all) + 1, 1);
	r = new_row(&run->rows[w->index], w, card);
	r->stage = rules->stage;
	r->fiscal_year = in.fiscal_year;
	r->recorded = dgpm_arena_strdup(
		w->keep, dgpm_node_cstr(dgpm_node_get(dgpm_node_get(dgpm_node_get(&facts, "reviews"), in.stage),
						      "result")));
	for (size_t i = 0; i < rules->n; i++) {
		const struct dgpm_rule *rule = rules->rules[i];
		struct counter *counter = &run->counters[w->index][rule - dgpm_rules_at(run->all, 0)];
		struct dgpm_judged judged;

		if (rule->after_results && !results) {
			joined = with_results(w->scratch, card, &facts, r);
			results = true;
		}
		dgpm_rule_judge(&judged, rule, w, card, &joined, in.date, results ? NULL : known);
		point_at_ledger(&evidence, rule, &judged);
		count(r, rule, &judged);
		counter->applied += judged.result != DGPM_NOT_APPLICABLE;
		counter->fired += judged.result == DGPM_FAIL;
		tell(run, w, rule, card, &judged);
		check_waiver(w, rule, card, &judged);
		if (run->sheet != NULL && strcmp(card->id, how->sheet_id) == 0 &&
		    run->n_sheet < dgpm_rules_count(run->all))
			keep_line(run, w, rule, &evidence, &judged);
	}
}

static int cmp_reviewed(const void *pa, const void *pb)
{
	const struct dgpm_reviewed *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	return c != 0 ? c : strcmp(a->path, b->path);
}

/*
 * The day is --date, else dgpm.yaml, else today. The year under review is the one given, else that of dgpm.yaml unless
 * a day was given; else it follows from the stage, as a year asks for the next one's budget, or is each project's own.
 */
static void when(struct dgpm_review *review, const struct dgpm_review_how *how, const struct dgpm_node *config)
{
	const struct dgpm_node *settings = dgpm_node_get(config, "review");
	int64_t year;

	review->date = how->date;
	if (review->date.year == 0 &&
	    !dgpm_date_parse(&review->date, dgpm_node_str(dgpm_node_get(settings, "date"))))
		review->date = how->today;
	review->fiscal_year = dgpm_date_fiscal_year(review->date);
	if (how->fiscal_year != 0)
		review->fiscal_year = how->fiscal_year;
	else if (how->date.year == 0 && dgpm_node_int(dgpm_node_get(settings, "fiscal_year"), &year))
		review->fiscal_year = (int)year;
	else if (how->stage == NULL)
		review->own_years = true;
	else
		review->fiscal_year += strcmp(how->stage, "execution") != 0;
}

static bool holds_for(const struct dgpm_rule *rule, const char *only_stage, int fiscal_year)
{
	return (only_stage == NULL || strcmp(only_stage, rule->stage) == 0) &&
	       (rule->from_fy == 0 || fiscal_year >= rule->from_fy) &&
	       (rule->to_fy == 0 || fiscal_year <= rule->to_fy);
}

static void choose_rules(struct edition *edition, struct dgpm_arena *arena, const struct dgpm_rules *all,
			 const char *only_stage, int fiscal_year)
{
	size_t n = dgpm_rules_count(all);

	edition->fiscal_year = fiscal_year;
	for (size_t s = 0; s < DGPM_COUNT(stages); s++) {
		struct stage_rules *to = &edition->by_stage[s];

		to->stage = stages[s];
		to->rules = dgpm_arena_array(arena, n, sizeof(const struct dgpm_rule *));
		/* Twice over: what looks at the results of the others comes last. */
		for (size_t i = 0; i < 2 * n; i++) {
			const struct dgpm_rule *rule = dgpm_rules_at(all, i % n);

			if (!rule->off && rule->after_results == (i >= n) && strcmp(rule->stage, to->stage) == 0 &&
			    holds_for(rule, only_stage, fiscal_year))
				to->rules[to->n++] = rule;
		}
	}
}

/* Which stages have a rule for a sector: of the next year before it begins, of the year of the day once it runs. */
static unsigned judged_stages(const struct run *run, const char *sector)
{
	const struct edition *last = &run->editions[run->n_editions - 1];
	unsigned judged = 0;

	for (size_t s = 0; s < DGPM_COUNT(stages); s++) {
		bool executes = strcmp(stages[s], "execution") == 0;
		const struct stage_rules *rules = executes ? &run->editions->by_stage[s] : &last->by_stage[s];

		for (size_t i = 0; i < rules->n; i++)
			if (dgpm_rule_reaches(rules->rules[i], sector)) {
				judged |= 1u << s;
				break;
			}
	}
	return judged;
}

/* "FY2021 and later": the years that the packs hold for. */
static const char *years_covered(struct dgpm_arena *arena, const struct run *run)
{
	int from = INT_MAX, to = 0;

	for (size_t i = 0; i < dgpm_rules_count(run->all); i++) {
		const struct dgpm_rule *rule = dgpm_rules_at(run->all, i);

		from = rule->from_fy < from ? rule->from_fy : from;
		to = rule->to_fy == 0 ? INT_MAX : rule->to_fy > to ? rule->to_fy : to;
	}
	if (from == INT_MAX)
		return _("no year");
	if (to == INT_MAX)
		return dgpm_arena_printf(arena, _("FY%d and later"), from);
	return dgpm_arena_printf(arena, _("FY%d to FY%d"), from, to);
}

/* A year without any rule passes everything: a slip of the pen must not look like a clean review. */
static void check_covered(const struct run *run, struct dgpm_arena *arena, struct dgpm_diags *diags)
{
	for (size_t e = 0; e < run->n_editions; e++)
		for (size_t i = 0; i < dgpm_rules_count(run->all); i++)
			if (holds_for(dgpm_rules_at(run->all, i), NULL, run->editions[e].fiscal_year))
				return;
	dgpm_diag_addf(diags, DGPM_MSG_REV_01, (struct dgpm_loc){ 0 },
		       _("FY%d is under review, the rule packs hold for %s"), run->editions->fiscal_year,
		       years_covered(arena, run));
}

static void choose_editions(struct run *run, struct dgpm_arena *arena, struct dgpm_diags *diags,
			    const struct dgpm_review *review)
{
	run->n_editions = review->own_years ? 2 : 1;
	for (size_t e = 0; e < run->n_editions; e++)
		choose_rules(&run->editions[e], arena, run->all, run->how->stage, review->fiscal_year + (int)e);
	for (size_t i = 0; i < DGPM_COUNT(sectors); i++)
		run->judged[i] = judged_stages(run, sectors[i]);
	check_covered(run, arena, diags);
}

static bool is_chosen(const struct run *run, const struct dgpm_rule *rule)
{
	for (size_t e = 0; e < run->n_editions; e++)
		if (!rule->off && holds_for(rule, run->how->stage, run->editions[e].fiscal_year))
			return true;
	return false;
}

static void list_ran(struct dgpm_review *review, struct dgpm_arena *arena, const struct run *run)
{
	const struct dgpm_rule **ran = dgpm_arena_array(arena, dgpm_rules_count(run->all), sizeof *ran);

	for (size_t i = 0; i < dgpm_rules_count(run->all); i++)
		if (is_chosen(run, dgpm_rules_at(run->all, i)))
			ran[review->n_rules++] = dgpm_rules_at(run->all, i);
	review->ran = ran;
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

#define OFTEN_FROM 10 /* projects; of fewer, nine in ten say nothing */

static void find_often(struct dgpm_review *review, struct dgpm_arena *arena, const struct run *run, unsigned threads)
{
	size_t n_rules = dgpm_rules_count(run->all);
	struct dgpm_often *often = dgpm_arena_array(arena, n_rules, sizeof *often);

	for (size_t i = 0; i < n_rules; i++) {
		struct counter sum = { 0 };

		for (unsigned t = 0; t < threads; t++) {
			sum.applied += run->counters[t][i].applied;
			sum.fired += run->counters[t][i].fired;
		}
		if (sum.applied >= OFTEN_FROM && sum.fired * 10 > sum.applied * 9)
			often[review->n_often++] = (struct dgpm_often){ dgpm_rules_at(run->all, i), sum.fired,
									sum.applied };
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

static void prepare(struct run *run, struct dgpm_arena *arena, unsigned threads)
{
	run->rows = dgpm_arena_array(arena, threads, sizeof *run->rows);
	run->counters = dgpm_arena_array(arena, threads, sizeof(struct counter *));
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
	struct run run = { .how = how };
	const struct dgpm_other *others;
	const struct dgpm_totals *totals;
	size_t n_others;

	*out = NULL;
	others = dgpm_portfolio_others(p, diags, threads, &n_others);
	if (dgpm_rules_load(&review->rules, arena, diags, dgpm_portfolio_data(p),
			    &(struct dgpm_rules_how){ .portfolio = p, .stage = how->stage }) != 0)
		return -1;
	run.all = review->rules;
	review->stage = how->stage;
	when(review, how, dgpm_portfolio_config(p));
	choose_editions(&run, arena, diags, review);
	list_ran(review, arena, &run);
	totals = dgpm_portfolio_totals(p, diags, threads, &review->ledgers);
	run.facts = (struct dgpm_facts_in){ .date = review->date,
					    .organizations = organizations,
					    .reduction = read_reduction(arena, diags, dgpm_portfolio_data(p)),
					    .planned = dgpm_planned_new(arena, organizations, others, n_others) };
	/* Where files were named and no ledger is among them, nothing is known of the budget; a whole portfolio
	 * without a ledger is one that has no rows. */
	if (review->ledgers.n_ledgers != 0 || !dgpm_portfolio_is_named(p))
		run.facts.totals = totals;
	if (asks_similar(review)) {
		run.facts.similar = dgpm_similar_new(arena, diags, p, threads);
		if (run.facts.similar == NULL)
			return -1;
	}
	prepare(&run, arena, threads);
	dgpm_portfolio_cards(p, diags, threads, review_card, &run, &review->cards);
	dgpm_portfolio_check_empty(p, diags, &review->cards, NULL);
	gather(review, arena, &run, threads);
	find_often(review, arena, &run, threads);
	if (run.n_sheet != 0)
		qsort(run.sheet, run.n_sheet, sizeof *run.sheet, cmp_lines);
	review->sheet = run.sheet;
	review->n_sheet = run.n_sheet;
	*out = review;
	return 0;
}

void dgpm_review_close(struct dgpm_review *review)
{
	dgpm_rules_close(review->rules);
}

const char *dgpm_reviewed_judgement(const struct dgpm_reviewed *r)
{
	if (r->errors != 0)
		return "return";
	if (r->unknown_errors != 0 || r->n[DGPM_PASS] + r->n[DGPM_FAIL] + r->n[DGPM_WAIVED] == 0)
		return "undecided";
	return r->warnings != 0 ? "conditional" : "approve";
}
