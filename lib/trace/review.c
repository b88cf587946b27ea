/* review: suggestions counted, errors of an organization, projects on which a rule fires. */
#include "base/i18n.h"
#include "diag/diag.h"
#include "review/review.h"
#include "trace/parts.h"

struct trace_reviewed {
	const char *stage;
	int fiscal_year;
	struct dgpm_review *review; /* NULL: cannot be had */
	struct dgpm_diags *diags;
};

static const char *const stages[] = { "pre-request", "request", "execution" };

static bool is_stage(const char *text)
{
	for (size_t i = 0; i < DGPM_COUNT(stages); i++)
		if (strcmp(text, stages[i]) == 0)
			return true;
	return false;
}

/* Once a stage and year; a review knows no other stages than these. */
static const struct trace_reviewed *reviewed(struct trace_run *run, const char *stage, int fiscal_year)
{
	struct dgpm_review_how how = { .stage = stage,
				       .fiscal_year = fiscal_year,
				       .date = run->how->date,
				       .today = run->how->date,
				       .threads = run->how->threads };
	struct trace_reviewed *one;

	for (size_t i = 0; i < run->n_reviewed; i++)
		if (run->reviewed[i].fiscal_year == fiscal_year && strcmp(run->reviewed[i].stage, stage) == 0)
			return &run->reviewed[i];
	one = DGPM_PUSH(run->arena, run->reviewed, run->n_reviewed, run->cap_reviewed);
	*one = (struct trace_reviewed){ stage, fiscal_year, NULL, dgpm_diags_new(run->arena) };
	if (dgpm_review(&one->review, run->arena, one->diags, run->p, &how) != 0)
		one->review = NULL;
	if (one->review != NULL)
		dgpm_diags_sort(one->diags);
	return one;
}

void trace_review_close(struct trace_run *run)
{
	for (size_t i = 0; i < run->n_reviewed; i++)
		if (run->reviewed[i].review != NULL)
			dgpm_review_close(run->reviewed[i].review);
}

static bool is_of(const struct trace_run *run, const struct dgpm_reviewed *p, const char *organization)
{
	return strcmp(dgpm_organization_code(dgpm_portfolio_organizations(run->p), p->organization), organization) == 0;
}

/* review:YEAR/STAGE/JUDGEMENT: the projects with it. */
static bool count_judged(struct trace_run *run, struct dgpm_answer *answer, const struct dgpm_review *r,
			 const char *judgement)
{
	static const char *const judgements[] = { "approve", "conditional", "return", "undecided" };
	bool known = false;
	int64_t n = 0;

	for (size_t i = 0; i < DGPM_COUNT(judgements); i++)
		known |= strcmp(judgement, judgements[i]) == 0;
	if (!known)
		return trace_unknown(run, answer, _("the report has no such column"));
	for (size_t i = 0; i < r->n_projects; i++)
		if (strcmp(dgpm_reviewed_judgement(&r->projects[i]), judgement) == 0) {
			trace_operand(run, answer, r->projects[i].id, NULL, trace_count(1))->place =
				r->projects[i].path;
			n++;
		}
	answer->formula = _("number of projects with this suggestion");
	answer->value = trace_count(n);
	return true;
}

/* review:YEAR/STAGE/ORGANIZATION/errors: the errors of each of its projects. */
static bool count_errors(struct trace_run *run, struct dgpm_answer *answer, const struct dgpm_review *r,
			 const char *organization, const char *what)
{
	int64_t n = 0;

	if (strcmp(what, "errors") != 0)
		return trace_unknown(run, answer, _("the report has no such column"));
	for (size_t i = 0; i < r->n_projects; i++) {
		const struct dgpm_reviewed *p = &r->projects[i];

		if (!is_of(run, p, organization))
			continue;
		n += (int64_t)p->errors;
		if (p->errors != 0)
			trace_operand(run, answer, p->id, NULL, trace_count((int64_t)p->errors))->place = p->path;
	}
	answer->formula = _("number of errors of its projects");
	answer->value = trace_count(n);
	return true;
}

/* review:rule/RULE/projects: on how many projects it fires, each at its first place. */
static bool count_rule(struct trace_run *run, struct dgpm_answer *answer, const char *rule)
{
	static const char *const prefixes[] = { "PRE", "REQ", "EXE" };
	int today = dgpm_date_fiscal_year(run->how->date);
	const struct trace_reviewed *r = NULL;
	const char *last = "";
	int64_t n = 0;

	for (size_t i = 0; i < DGPM_COUNT(stages); i++)
		if (strncmp(rule, prefixes[i], 3) == 0)
			r = reviewed(run, stages[i], i == 2 ? today : today + 1);
	if (r == NULL || r->review == NULL)
		return trace_unknown(run, answer, _("no rule has this ID"));
	for (size_t i = 0; i < dgpm_diags_count(r->diags); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(r->diags, i);

		if (d->rule == NULL || strcmp(d->rule, rule) != 0 || d->project_id == NULL ||
		    d->severity < DGPM_WARNING || strcmp(d->project_id, last) == 0)
			continue;
		last = d->project_id;
		n++;
		trace_operand(run, answer, d->project_id, NULL, trace_count(1))->place =
			dgpm_arena_printf(run->arena, "%s:%u", d->at.path, d->at.line);
	}
	answer->formula = _("number of projects on which the rule fires");
	answer->value = trace_count(n);
	return true;
}

bool trace_review(struct trace_run *run, struct dgpm_answer *answer)
{
	const struct dgpm_address *a = &answer->address;
	const char *year = dgpm_address_only(a, 0), *stage = dgpm_address_only(a, 1), *third = dgpm_address_only(a, 2),
		   *fourth = dgpm_address_only(a, 3);
	const struct trace_reviewed *r;
	int fiscal_year;

	answer->kind = DGPM_ORIGIN_COUNT;
	if (year != NULL && stage != NULL && third != NULL && a->n == 3 && strcmp(year, "rule") == 0 &&
	    strcmp(third, "projects") == 0)
		return count_rule(run, answer, stage);
	if (year == NULL || stage == NULL || third == NULL || a->n > 4 || (a->n == 4 && fourth == NULL) ||
	    !dgpm_fiscal_year_parse(&fiscal_year, NULL, dgpm_str_of(year), NULL))
		return trace_unknown(run, answer, _("review:YEAR/STAGE/SUGGESTION is meant"));
	r = is_stage(stage) ? reviewed(run, stage, fiscal_year) : NULL;
	if (r == NULL || r->review == NULL || r->review->n_rules == 0)
		return trace_unknown(run, answer, _("no rule is of this stage and year"));
	return fourth != NULL ? count_errors(run, answer, r->review, third, fourth)
			      : count_judged(run, answer, r->review, third);
}
