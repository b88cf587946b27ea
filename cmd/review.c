/* dgpm review: hold the projects against the rules of a review stage. */
#include "cmd.h"
#include "dgpm/review.h"

enum { OPT_DATE = 0x200, OPT_SUMMARY };

struct review_opts {
	struct cmd_common common; /* -C, -f, -o ... and PATH... */
	struct dgpm_review_how how;
	bool summary;
};

static const struct argp_option options[] = {
	{ "stage", 's', "STAGE", 0, N_("pre-request (default), request or execution"), 0 },
	{ "fiscal-year", 'y', "YEAR", 0, N_("the fiscal year under review; else dgpm.yaml or the date decides"), 0 },
	{ "date", OPT_DATE, "DATE", 0, N_("the day of the review, YYYY-MM-DD; else dgpm.yaml, else today"), 0 },
	{ "summary", OPT_SUMMARY, NULL, 0, N_("one line a project, with a suggested judgement"), 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct review_opts *o = state->input;

	switch (key) {
	case 's':
		o->how.stage = cmd_parse_stage(state, arg);
		return 0;
	case 'y':
		o->how.fiscal_year = cmd_parse_year(state, arg);
		return 0;
	case OPT_DATE:
		o->how.date = cmd_parse_date(state, arg);
		return 0;
	case OPT_SUMMARY:
		o->summary = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct dgpm_col columns[] = {
	{ "project_id", N_("project"), DGPM_COL_TEXT }, { "organization", N_("organization"), DGPM_COL_TEXT },
	{ "name", N_("name"), DGPM_COL_TEXT },          { "class", N_("class"), DGPM_COL_TEXT },
	{ "stage", N_("stage"), DGPM_COL_TEXT },        { "errors", N_("errors"), DGPM_COL_INT },
	{ "warnings", N_("warnings"), DGPM_COL_INT },   { "notes", N_("notes"), DGPM_COL_INT },
	{ "waived", N_("waived"), DGPM_COL_INT },       { "judgement", N_("suggestion"), DGPM_COL_TEXT },
};

/* Codes for programs, words for people. */
static struct dgpm_grid *make_summary(struct cmd_env *env, const struct dgpm_review *review, bool words)
{
	const struct dgpm_codes *codes = words ? dgpm_data_codes(env->data, env->diags) : NULL;
	const struct dgpm_organizations *organizations = dgpm_portfolio_organizations(env->portfolio);
	struct dgpm_grid *g = dgpm_grid_new(env->arena, columns, DGPM_COUNT(columns));
	const char *lang = env->defaults.print.lang;

	for (size_t i = 0; i < review->n_projects; i++) {
		const struct dgpm_reviewed *r = &review->projects[i];
		const struct dgpm_organization *o = dgpm_organizations_find(organizations, dgpm_str_of(r->organization));
		const char *judgement = dgpm_reviewed_judgement(r);

		dgpm_grid_cstr(g, r->id);
		dgpm_grid_cstr(g, words && o != NULL ? dgpm_organization_text(o, lang) : r->organization);
		dgpm_grid_cstr(g, r->name);
		dgpm_grid_cstr(g, r->class);
		dgpm_grid_cstr(g, codes != NULL ? dgpm_code_text(codes, "review-stage", dgpm_str_of(review->stage), lang) :
						  review->stage);
		dgpm_grid_int(g, (int64_t)r->errors);
		dgpm_grid_int(g, (int64_t)r->warnings);
		dgpm_grid_int(g, (int64_t)r->notes);
		dgpm_grid_int(g, (int64_t)r->n[DGPM_WAIVED]);
		dgpm_grid_cstr(g, codes != NULL ? dgpm_code_text(codes, "judgement", dgpm_str_of(judgement), lang) :
						  judgement);
	}
	return g;
}

struct summary {
	struct cmd_env *env;
	const struct dgpm_review *review;
};

static void print_summary(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct summary *s = ctx;
	bool words = how->format == DGPM_FORMAT_TEXT;

	dgpm_grid_print(make_summary(s->env, s->review, words), out, how);
	if (words)
		dgpm_out_printf(out, "%s\n", _("the last column is dgpm's suggestion, not a decision"));
}

/* With --summary the findings themselves are not printed, but they decide status and counts as ever. */
static int finish_summary(struct cmd_env *env, const struct review_opts *o, const struct dgpm_review *review,
			  const char *summary)
{
	struct summary s = { env, review };

	env->findings = env->diags;
	env->diags = dgpm_diags_new(env->arena);
	for (size_t i = 0; i < dgpm_diags_count(env->findings); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(env->findings, i);

		if (d->severity == DGPM_FATAL)
			dgpm_diag_push(env->diags, d);
	}
	return cmd_finish(env, &o->common, print_summary, &s, summary);
}

int cmd_review(struct cmd_env *env, int argc, char **argv)
{
	struct review_opts o = { .common = env->defaults, .how = { .stage = "pre-request", .today = env->today } };
	struct dgpm_review *review = NULL;
	struct dgpm_portfolio *portfolio;
	const char *summary = NULL;

	if (cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv) != 0)
		return CMD_TROUBLE;
	o.how.threads = o.common.threads;
	portfolio = cmd_portfolio(env, &o.common, true);
	if (portfolio != NULL && dgpm_review(&review, env->arena, env->diags, portfolio, &o.how) == 0) {
		char date[11];

		summary = dgpm_arena_printf(
			env->arena,
			_("%s, %zu rules of %s for FY%d on %s; %zu passed, %zu failed, %zu not applicable, "
			  "%zu cannot be judged, %zu waived"),
			cmd_counts(env->arena, &review->cards, &review->ledgers), review->n_rules, review->stage,
			review->fiscal_year, dgpm_date_format(date, review->date), review->n[DGPM_PASS],
			review->n[DGPM_FAIL], review->n[DGPM_NOT_APPLICABLE], review->n[DGPM_CANNOT_COMPUTE],
			review->n[DGPM_WAIVED]);
	}
	if (review != NULL && o.summary)
		return finish_summary(env, &o, review, summary);
	return cmd_finish_diags(env, &o.common, summary);
}
