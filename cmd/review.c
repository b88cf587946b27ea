/* dgpm review: hold the projects against the rules of a review stage. */
#include "gate.h"
#include "review/review.h"

#include <unistd.h>

enum { OPT_DATE = 0x200, OPT_SUMMARY, OPT_ALL, OPT_BASELINE, OPT_WRITE_BASELINE, OPT_FILES_FROM };

struct review_opts {
	struct cmd_common common; /* -C, -f, -o ... and PATH... */
	struct dgpm_review_how how;
	struct gate gate;
	bool summary;
};

static const struct argp_option options[] = {
	{ "stage", 's', "STAGE", 0, N_("pre-request, request or execution; else the one each project is due for"), 0 },
	{ "fiscal-year", 'y', "YEAR", 0, N_("the fiscal year under review; else dgpm.yaml or the date decides"), 0 },
	{ "date", OPT_DATE, "DATE", 0, N_("the day of the review, YYYY-MM-DD; else dgpm.yaml, else today"), 0 },
	{ "all", OPT_ALL, NULL, 0, N_("tell passes and what does not apply, too"), 0 },
	{ "summary", OPT_SUMMARY, NULL, 0, N_("one line a project, with a suggested judgement"), 0 },
	{ "baseline", OPT_BASELINE, "FILE", 0,
	  N_("show only what FILE does not know; only this decides the status"), 0 },
	{ "write-baseline", OPT_WRITE_BASELINE, "FILE", 0, N_("write the findings to FILE, for --baseline"), 0 },
	{ "files-from", OPT_FILES_FROM, "FILE", 0,
	  N_("report only on the cards that FILE, or - for standard input, names a line each"), 0 },
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
	case OPT_ALL:
		o->how.all = true;
		return 0;
	case OPT_SUMMARY:
		o->summary = true;
		return 0;
	case OPT_BASELINE:
		o->gate.baseline = arg;
		return 0;
	case OPT_WRITE_BASELINE:
		o->gate.write_baseline = arg;
		return 0;
	case OPT_FILES_FROM:
		o->gate.files_from = arg;
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
	{ "recorded", N_("recorded"), DGPM_COL_TEXT },  { "fiscal_year", N_("FY"), DGPM_COL_INT },
};
#define N_CSV_COLUMNS (DGPM_COUNT(columns) - 2) /* scripts rely on these; text and JSON have more */

/* Years are codes to people, not numbers to be grouped; where all have the same one, text leaves it out. */
static struct dgpm_grid *new_summary(struct dgpm_arena *arena, enum dgpm_format format, bool own_years)
{
	struct dgpm_col *cols = dgpm_arena_array(arena, DGPM_COUNT(columns), sizeof *cols);
	size_t n = DGPM_COUNT(columns);

	memcpy(cols, columns, sizeof columns);
	if (format == DGPM_FORMAT_CSV)
		n = N_CSV_COLUMNS;
	else if (format == DGPM_FORMAT_TEXT && !own_years)
		n--;
	if (format == DGPM_FORMAT_TEXT)
		cols[DGPM_COUNT(columns) - 1].kind = DGPM_COL_TEXT;
	return dgpm_grid_new(arena, cols, n);
}

static struct dgpm_grid *make_summary(struct cmd_env *env, const struct dgpm_review *review, enum dgpm_format format)
{
	bool words = format == DGPM_FORMAT_TEXT;
	const struct dgpm_codes *codes = words ? dgpm_data_codes(env->data, env->diags) : NULL;
	const struct dgpm_organizations *organizations = dgpm_portfolio_organizations(env->portfolio);
	struct dgpm_grid *g = new_summary(env->arena, format, review->own_years);
	const char *lang = env->defaults.print.lang;

	for (size_t i = 0; i < review->n_projects; i++) {
		const struct dgpm_reviewed *r = &review->projects[i];
		const struct dgpm_organization *o =
			dgpm_organizations_find(organizations, dgpm_str_of(r->organization));

		dgpm_grid_cstr(g, r->id);
		dgpm_grid_cstr(g, words && o != NULL ? dgpm_organization_text(o, lang) :
						     dgpm_organization_code(organizations, r->organization));
		dgpm_grid_cstr(g, r->name);
		dgpm_grid_cstr(g, r->class);
		dgpm_grid_cstr(g, cmd_word(codes, "review-stage", r->stage, lang));
		dgpm_grid_int(g, (int64_t)r->errors);
		dgpm_grid_int(g, (int64_t)r->warnings);
		dgpm_grid_int(g, (int64_t)r->notes);
		dgpm_grid_int(g, (int64_t)r->n[DGPM_WAIVED]);
		dgpm_grid_cstr(g, cmd_word(codes, "judgement", dgpm_reviewed_judgement(r), lang));
		if (format == DGPM_FORMAT_CSV)
			continue;
		dgpm_grid_cstr(g, cmd_word(codes, "review-result", r->recorded, lang));
		if (words && review->own_years)
			dgpm_grid_cstr(g, dgpm_arena_printf(env->arena, "%d", r->fiscal_year));
		else if (!words)
			dgpm_grid_int(g, r->fiscal_year);
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

	dgpm_grid_print(make_summary(s->env, s->review, how->format), out, how);
	if (words)
		dgpm_out_printf(out, "%s\n",
				s->review->own_years ?
					_("suggestion: dgpm's, not a decision; recorded: the result on the card; FY: "
					  "the year under review") :
					_("suggestion: dgpm's, not a decision; recorded: the result on the card"));
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

/* "2021-SMP-0001" is a project, "2021-SMP-0001.yaml" and "cards/" are paths. */
static bool is_id(const char *arg)
{
	return strpbrk(arg, "/.") == NULL && strcmp(arg, "-") != 0;
}

/* Rules that fire on nearly every project, once, before the last line. */
static const char *often(struct dgpm_arena *a, const struct dgpm_review *review)
{
	const char *list = "";

	if (review->n_often == 0)
		return NULL;
	for (size_t i = 0; i < review->n_often; i++)
		list = dgpm_arena_printf(a, _("%s%s%s (%zu of %zu)"), list, i != 0 ? ", " : "",
					 review->often[i].rule->id, review->often[i].fired, review->often[i].applied);
	return dgpm_arena_printf(a,
				 _("note: these rules fire on more than nine projects in ten; look at the rules, or at "
				   "how the cards are written: %s"),
				 list);
}

static const char *counts(const struct cmd_env *env, const struct dgpm_review *review)
{
	char date[11];

	return dgpm_arena_printf(env->arena,
				 review->own_years ?
					 _("%s, %zu rules of %s in FY%d on %s; %zu passed, %zu failed, %zu not "
					   "applicable, %zu cannot be judged, %zu waived") :
					 _("%s, %zu rules of %s for FY%d on %s; %zu passed, %zu failed, %zu not "
					   "applicable, %zu cannot be judged, %zu waived"),
				 cmd_counts(env->arena, &review->cards, &review->ledgers), review->n_rules,
				 review->stage != NULL ? review->stage : _("the stages due"), review->fiscal_year,
				 dgpm_date_format(date, review->date), review->n[DGPM_PASS], review->n[DGPM_FAIL],
				 review->n[DGPM_NOT_APPLICABLE], review->n[DGPM_CANNOT_COMPUTE],
				 review->n[DGPM_WAIVED]);
}

/* For the formats of findings. */
static void tell_run(struct cmd_env *env, const struct dgpm_review *review)
{
	env->format.rules = review->ran;
	env->format.n_rules = review->n_rules;
	env->format.stage = review->stage;
	env->format.fiscal_year = review->fiscal_year;
	env->format.date = review->date;
}

static bool are_ids(const struct cmd_common *c)
{
	for (size_t i = 0; i < c->n_args; i++)
		if (!is_id(c->args[i]) || access(c->args[i], F_OK) == 0)
			return false;
	return true;
}

/* Options that do not go together; 0, or CMD_TROUBLE after a message. */
static int check_options(const struct cmd_env *env, const struct review_opts *o)
{
	const char *what = NULL;

	if (o->how.sheet_id != NULL) {
		if (o->gate.baseline != NULL || o->gate.write_baseline != NULL || o->gate.files_from != NULL)
			what = _("--baseline, --write-baseline and --files-from do not go with the sheet of one "
				 "project");
		else if (cmd_refuse_findings(env, &o->common, _("a review sheet")) != 0)
			return CMD_TROUBLE;
	} else if (o->gate.files_from != NULL && o->common.n_args != 0) {
		what = _("--files-from limits the report, PATHs what is read: name one of the two");
	} else if (o->summary) {
		return cmd_refuse_findings(env, &o->common, _("a summary"));
	} else if (o->common.n_args > 1 && are_ids(&o->common)) {
		what = _("a sheet is of one project: name one ID, or the files of the cards");
	}
	if (what == NULL)
		return 0;
	fprintf(env->err, "dgpm review: %s\n", what);
	return CMD_TROUBLE;
}

int cmd_review(struct cmd_env *env, int argc, char **argv)
{
	struct review_opts o = { .common = env->defaults, .how = { .today = env->today } };
	struct dgpm_review *review = NULL;
	const char *summary;
	int status;

	o.common.findings = true;
	if (cmd_parse(env, options, parse_option, N_("[PATH...]\nID"), NULL, &o, argc, argv) != 0)
		return CMD_TROUBLE;
	if (o.common.n_args == 1 && is_id(o.common.args[0]))
		o.how.sheet_id = o.common.args[0];
	if (check_options(env, &o) != 0)
		return CMD_TROUBLE;
	o.how.threads = o.common.threads;
	if (cmd_portfolio(env, &o.common, o.how.sheet_id == NULL) == NULL || gate_open(&o.gate, env, &o.how) != 0 ||
	    dgpm_review(&review, env->arena, env->diags, env->portfolio, &o.how) != 0)
		return cmd_finish_diags(env, &o.common, NULL);
	tell_run(env, review);
	if (o.how.sheet_id != NULL) {
		status = cmd_review_sheet(env, &o.common, review, o.how.sheet_id);
	} else {
		env->remark = often(env->arena, review);
		summary = gate_close(&o.gate, env, &o.common, review, &o.how, counts(env, review));
		status = o.summary ? finish_summary(env, &o, review, summary) :
				     cmd_finish_diags(env, &o.common, summary);
	}
	dgpm_review_close(review);
	return status;
}
