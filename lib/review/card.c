/* The review of one card: every rule held against it, each result told. */
#include "base/text.h"
#include "doc/build.h"
#include "review/evidence.h"
#include "base/i18n.h"
#include "portfolio/select.h"
#include "review/run.h"
#include "review/samples.h"

static struct dgpm_reviewed *new_row(struct dgpm_lists *rows, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct dgpm_str class = dgpm_node_str(dgpm_node_at(card->root, "classification.class"));
	struct dgpm_reviewed *r = dgpm_lists_add(rows, w);

	*r = (struct dgpm_reviewed){ .id = dgpm_arena_strdup(w->keep, card->id),
				     .organization = dgpm_arena_strdup(w->keep, card->organization),
				     .name = dgpm_arena_strdup(w->keep, card->name),
				     .path = card->path };
	if (class.s != NULL)
		r->class = dgpm_arena_strndup(w->keep, class.s, class.n);
	return r;
}

static const char *kind_of(const struct dgpm_failed *failed)
{
	return failed->silent ? DGPM_KIND_MISSING : DGPM_KIND_VIOLATED;
}

static void report(struct dgpm_worker *w, const struct dgpm_rule *rule, const struct dgpm_card *card,
		   const struct dgpm_failed *at, enum dgpm_severity severity, const char *message, const char *reason,
		   const struct dgpm_node *waiver)
{
	dgpm_diag_push(w->diags, &(struct dgpm_diag){ .severity = severity,
						      .rule = rule->id,
						      .stage = rule->stage,
						      .project_id = card->id,
						      .at = at->at.path != NULL ? at->at : dgpm_rule_place(rule, card),
						      .message = message,
						      .remedy = rule->remedy,
						      .source = rule->source,
						      .value = at->value,
						      .pointer = at->pointer,
						      .place = at->place,
						      .parts = at->parts,
						      .kind = at->message == NULL ? NULL : kind_of(at),
						      .reason = reason,
						      .was = dgpm_rule_severity_of(rule, card),
						      .url = rule->url,
						      .waiver = { dgpm_node_cstr(dgpm_node_get(waiver, "reason")),
								  dgpm_node_cstr(dgpm_node_get(waiver, "approver")),
								  dgpm_node_cstr(dgpm_node_get(waiver, "until")),
								  dgpm_node_cstr(dgpm_node_get(waiver, "item")) } });
}

static const char *waived_reason(struct dgpm_arena *a, const struct dgpm_node *waiver)
{
	struct dgpm_str approver = dgpm_node_str(dgpm_node_get(waiver, "approver"));
	struct dgpm_str until = dgpm_node_str(dgpm_node_get(waiver, "until"));
	struct dgpm_str reason = dgpm_node_str(dgpm_node_get(waiver, "reason"));

	return dgpm_arena_printf(a, _("waived until %.*s by %.*s: %.*s"), (int)until.n, until.s != NULL ? until.s : "",
				 (int)approver.n, approver.s != NULL ? approver.s : "", (int)reason.n,
				 reason.s != NULL ? reason.s : "");
}

static void tell_excused(struct dgpm_worker *w, const struct dgpm_rule *rule, const struct dgpm_card *card,
			 const struct dgpm_failed *failed, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *reason = waived_reason(w->scratch, failed[i].waiver);

		report(w, rule, card, &failed[i], DGPM_SAID_WAIVED,
		       dgpm_arena_printf(w->scratch, "%s (%s)", failed[i].message, reason), reason, failed[i].waiver);
	}
}

/* Each result in its own words; what is neither a finding nor asked for is left unsaid. */
static void tell(const struct review_run *run, struct dgpm_worker *w, const struct dgpm_rule *rule,
		 const struct dgpm_card *card, const struct dgpm_judged *judged)
{
	struct dgpm_arena *a = w->scratch;
	const struct dgpm_failed whole = { .at = judged->at, .pointer = judged->pointer };

	switch (judged->result) {
	case DGPM_FAIL:
		for (size_t i = 0; i < judged->n_failed; i++)
			report(w, rule, card, &judged->failed[i], dgpm_rule_severity_of(rule, card),
			       judged->failed[i].message, NULL, NULL);
		tell_excused(w, rule, card, judged->failed + judged->n_failed, judged->n_excused);
		break;
	case DGPM_CANNOT_COMPUTE:
		report(w, rule, card, &whole, DGPM_SAID_CANNOT_COMPUTE, judged->message, judged->reason, NULL);
		break;
	case DGPM_WAIVED:
		tell_excused(w, rule, card, judged->failed, judged->n_failed);
		break;
	case DGPM_PASS:
		if (run->how->all)
			report(w, rule, card, &whole, DGPM_SAID_PASS, rule->title, NULL, NULL);
		break;
	default:
		if (run->how->all)
			report(w, rule, card, &whole, DGPM_SAID_NOT_APPLICABLE,
			       dgpm_arena_printf(a, "%s: %s", rule->title, _(judged->reason)), _(judged->reason),
			       NULL);
	}
}

static void count_findings(struct dgpm_reviewed *r, enum dgpm_severity severity, size_t n)
{
	r->errors += severity == DGPM_ERROR ? n : 0;
	r->warnings += severity == DGPM_WARNING ? n : 0;
	r->notes += severity == DGPM_NOTE ? n : 0;
}

/* Results are counted by rule, findings by place: so many are told. */
static void count(struct dgpm_reviewed *r, const struct dgpm_rule *rule, const struct dgpm_card *card,
		  const struct dgpm_judged *judged)
{
	enum dgpm_severity severity;
	size_t silent = 0;

	r->n[judged->result]++;
	if (judged->result != DGPM_FAIL && judged->result != DGPM_CANNOT_COMPUTE)
		return;
	severity = dgpm_rule_severity_of(rule, card);
	if (judged->result == DGPM_CANNOT_COMPUTE) {
		r->unknown_errors += severity == DGPM_ERROR;
		return;
	}
	count_findings(r, severity, judged->n_failed);
	for (size_t i = 0; i < judged->n_failed; i++)
		silent += judged->failed[i].silent;
	r->missing += silent;
	r->violated += judged->n_failed - silent;
	r->violated_errors += severity == DGPM_ERROR ? judged->n_failed - silent : 0;
	r->silent += silent == judged->n_failed;
}

/* Texts of the template are errors like those of rules: the card is silent where they stand. */
static void count_samples(struct dgpm_reviewed *r, size_t n)
{
	count_findings(r, DGPM_ERROR, n);
	r->missing += n;
}

static void tell_waiver(struct dgpm_reviewed *r, struct dgpm_worker *w, const struct dgpm_rule *rule,
			const struct dgpm_card *card, const struct dgpm_node *waiver, enum dgpm_msg msg,
			const char *key, const char *detail)
{
	const struct dgpm_msg_info *info = dgpm_msg_info(msg);
	const struct dgpm_node *node = dgpm_node_get(waiver, key);
	const char *item = dgpm_node_cstr(dgpm_node_get(waiver, "item"));
	const char *value = item != NULL ? dgpm_arena_cat(w->scratch, rule->id, " ", item) : rule->id;

	dgpm_diag_push(w->diags,
		       &(struct dgpm_diag){ .severity = info->severity,
					    .rule = info->id,
					    .stage = rule->stage,
					    .project_id = card->id,
					    .at = dgpm_node_loc(node != NULL ? node : waiver, card->path),
					    .message = dgpm_arena_printf(w->scratch, "%s: '%s'%s%s", _(info->text),
									 value, detail != NULL ? ": " : "",
									 detail != NULL ? detail : ""),
					    .remedy = _(info->remedy),
					    .value = value,
					    .pointer = "/waivers" });
	count_findings(r, info->severity, 1);
}

/* Whether it finds nothing to excuse. */
static bool is_unused(const struct dgpm_node *waiver, const struct dgpm_judged *judged)
{
	if (judged->result == DGPM_PASS || judged->result == DGPM_NOT_APPLICABLE)
		return true;
	if (judged->result == DGPM_CANNOT_COMPUTE)
		return false;
	for (size_t i = 0; i < judged->n_failed + judged->n_excused; i++)
		if (dgpm_waiver_reaches(waiver, &judged->failed[i]))
			return false;
	return true;
}

/* Waivers that expired, that excuse nothing, that say nothing, or that never end are findings: of rules that ran. */
static void check_waivers(const struct review_run *run, struct dgpm_reviewed *r, struct dgpm_worker *w,
			  const struct dgpm_rule *rule, const struct dgpm_card *card, const struct dgpm_judged *judged)
{
	const struct dgpm_node *list = card->waivers;
	struct dgpm_date until;

	for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++) {
		const struct dgpm_node *waiver = &list->items[i];
		const char *empty;

		if (!dgpm_waiver_is_of(waiver, rule))
			continue;
		if (dgpm_waiver_is_over(waiver, run->facts.date)) {
			tell_waiver(r, w, rule, card, waiver, DGPM_MSG_WAIVER_01, "rule", NULL);
			continue;
		}
		if (is_unused(waiver, judged))
			tell_waiver(r, w, rule, card, waiver, DGPM_MSG_WAIVER_02, "rule", NULL);
		empty = review_waiver_empty(&run->waivers, waiver);
		if (empty != NULL)
			tell_waiver(r, w, rule, card, waiver, DGPM_MSG_WAIVER_03, empty,
				    dgpm_node_cstr(dgpm_node_get(waiver, empty)));
		if (dgpm_node_date(waiver, "until", &until) &&
		    dgpm_date_days(run->facts.date, until) > run->waivers.days)
			tell_waiver(r, w, rule, card, waiver, DGPM_MSG_WAIVER_04, "until",
				    dgpm_arena_printf(w->scratch, _("%ld days ahead, %ld are allowed"),
						      (long)dgpm_date_days(run->facts.date, until),
						      (long)run->waivers.days));
	}
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
static void keep_line(struct review_run *run, struct dgpm_worker *w, const struct dgpm_rule *rule,
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

		text = evidence_of(&at, e, rule, judged);
		line->evidence = dgpm_arena_strdup(w->keep, text);
		/* What fails on the card is shown there; of what is computed, the place it was computed from. */
		if (judged->n_failed == 0 || !first->on_card)
			line->judged.at = at;
	} else if (judged->by_condition) {
		line->evidence = dgpm_arena_strdup(w->keep, evidence_against(e, w->run, rule));
	}
	line->severity = dgpm_rule_severity_of(rule, e->card);
	line->message = messages(w->keep, judged);
	for (size_t i = 0; judged->result == DGPM_FAIL && i < judged->n_failed; i++)
		line->kind = i == 0 || judged->failed[i].silent ? kind_of(first) : DGPM_KIND_VIOLATED;
	line->judged.reason = judged->result == DGPM_NOT_APPLICABLE ? _(judged->reason) :
								      dgpm_arena_strdup(w->keep, judged->reason);
	line->judged.failed = NULL;
	line->judged.pointer = NULL;
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

/* What a project is due for, and the rules of it; the year of the run, when one was given, holds for all. */
static const struct review_stage *choose_stage(const struct review_run *run, struct dgpm_facts_in *in,
					      const struct dgpm_card *card)
{
	const struct review_edition *edition = run->editions;
	const struct review_stage *rules;
	struct dgpm_due due = { run->how->stage, edition->fiscal_year };

	for (size_t i = 0; i < REVIEW_SECTORS; i++)
		if (strcmp(card->sector, review_sectors[i]) == 0)
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

void review_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct review_run *run = ctx;
	const struct dgpm_review_how *how = run->how;
	struct dgpm_facts_in in = run->facts;
	const struct review_stage *rules;
	struct dgpm_node facts, joined;
	struct dgpm_reviewed *r;
	struct evidence evidence = { .arena = w->scratch, .in = &in, .card = card, .joined = &joined };
	bool results = false;
	uint8_t *known;

	if (!dgpm_portfolio_selects(run->p, w->scratch, card))
		return;
	if (how->changed != NULL && !dgpm_changed_has(how->changed, run->p, card))
		return;
	rules = choose_stage(run, &in, card);
	facts = dgpm_facts(w->scratch, &in, card);
	joined = build_joined(w->scratch, card->root, "facts", &facts);
	known = dgpm_arena_array(w->scratch, dgpm_rules_n_when(run->all) + 1, 1);
	r = new_row(run->rows, w, card);
	r->stage = rules->stage;
	r->fiscal_year = in.fiscal_year;
	r->recorded = dgpm_arena_strdup(
		w->keep, dgpm_node_cstr(dgpm_node_get(dgpm_node_get(dgpm_node_get(&facts, "reviews"), in.stage),
						      "result")));
	count_samples(r, review_samples_tell(run->samples, w, card, rules->stage));
	for (size_t i = 0; i < rules->n; i++) {
		const struct dgpm_rule *rule = rules->rules[i];
		struct review_counter *counter = &run->counters[w->index][rule - dgpm_rules_at(run->all, 0)];
		struct dgpm_judged judged;

		if (rule->after_results && !results) {
			joined = with_results(w->scratch, card, &facts, r);
			results = true;
		}
		dgpm_rule_judge(&judged, rule, w, card, &joined, in.date, results ? NULL : known);
		point_at_ledger(&evidence, rule, &judged);
		count(r, rule, card, &judged);
		counter->n[judged.result]++;
		counter->findings += judged.result == DGPM_FAIL ? judged.n_failed : 0;
		tell(run, w, rule, card, &judged);
		check_waivers(run, r, w, rule, card, &judged);
		if (run->sheet != NULL && strcmp(card->id, how->sheet_id) == 0 &&
		    run->n_sheet < dgpm_rules_count(run->all))
			keep_line(run, w, rule, &evidence, &judged);
	}
	r->too_silent = (r->silent + r->n[DGPM_CANNOT_COMPUTE]) * 100 >
			dgpm_reviewed_applicable(r) * (size_t)run->missing_share;
}
