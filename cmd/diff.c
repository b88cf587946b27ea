/* dgpm diff: what changed between two portfolios, years or stages, and why. */
#include "cmd.h"
#include "diff/diff.h"
#include "portfolio/revision.h"
#include "portfolio/select.h"

#include <sys/stat.h>

enum { OPT_EXIT_CODE = 0x200, OPT_ALL, OPT_FINDINGS, OPT_UNCHANGED };

struct diff_opts {
	struct cmd_common common;
	struct dgpm_diff_how how;
	bool exit_code, all, years;
	const char *side[2]; /* A and B as given; NULL: the portfolio of -C */
};

static const struct argp_option options[] = {
	{ "stage", 's', "A,B", 0, N_("compare two review stages of one year: pre-request,request or request,execution"),
	  0 },
	{ "fiscal-year", 'y', "A,B", 0, N_("compare two fiscal years; with --stage the year under review"), 0 },
	CMD_OPTION_DATE(N_("the day, YYYY-MM-DD; else dgpm.yaml, else today")),
	{ "findings", OPT_FINDINGS, NULL, 0, N_("review both, and tell which findings are new, mended or still there"),
	  0 },
	{ "unchanged", OPT_UNCHANGED, "FIELD,...", 0,
	  N_("tell these fields of cards where they are the same, too, such as benefits.date,cloud.model"), 0 },
	{ "all", OPT_ALL, NULL, 0, N_("tell every project and every field"), 0 },
	{ "exit-code", OPT_EXIT_CODE, NULL, 0, N_("status 1 when something changed"), 0 },
	{ 0 },
};

static void parse_years(struct diff_opts *o, const struct argp_state *state, const char *arg)
{
	const char *comma = strchr(arg, ',');
	struct dgpm_arena *a = o->common.arena;

	o->years = comma != NULL;
	o->how.fiscal_year[0] =
		cmd_parse_year(state, comma != NULL ? dgpm_arena_strndup(a, arg, (size_t)(comma - arg)) : arg);
	o->how.fiscal_year[1] = comma != NULL ? cmd_parse_year(state, comma + 1) : o->how.fiscal_year[0];
}

static void parse_stages(struct diff_opts *o, const struct argp_state *state, const char *arg)
{
	const char *comma = strchr(arg, ',');

	if (comma == NULL) {
		argp_error(state, _("'%s': two stages are compared: --stage pre-request,request"), arg);
		return;
	}
	o->how.stage[0] = cmd_parse_stage(state, dgpm_arena_strndup(o->common.arena, arg, (size_t)(comma - arg)));
	o->how.stage[1] = cmd_parse_stage(state, comma + 1);
}

static void parse_fields(struct diff_opts *o, const char *arg)
{
	struct dgpm_arena *a = o->common.arena;
	const char **fields = dgpm_arena_array(a, strlen(arg) + 1, sizeof *fields);

	for (o->how.n_unchanged = 0; *arg != '\0';) {
		size_t n = strcspn(arg, ",");

		if (n != 0)
			fields[o->how.n_unchanged++] = dgpm_arena_strndup(a, arg, n);
		arg += n + (arg[n] == ',');
	}
	o->how.unchanged = fields;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct diff_opts *o = state->input;

	switch (key) {
	case 's':
		parse_stages(o, state, arg);
		return 0;
	case 'y':
		parse_years(o, state, arg);
		return 0;
	case OPT_FINDINGS:
		o->how.findings = true;
		return 0;
	case OPT_UNCHANGED:
		parse_fields(o, arg);
		return 0;
	case OPT_ALL:
		o->all = true;
		return 0;
	case OPT_EXIT_CODE:
		o->exit_code = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static bool is_directory(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* "A B", "A..B", or A alone, which is held against what is there now. */
static void split_sides(struct diff_opts *o)
{
	const struct cmd_common *c = &o->common;
	const char *dots;

	if (c->n_args == 0)
		return;
	o->side[0] = c->args[0];
	o->side[1] = c->n_args > 1 ? c->args[1] : NULL;
	dots = c->n_args == 1 && !is_directory(c->args[0]) ? strstr(c->args[0], "..") : NULL;
	if (dots != NULL) {
		o->side[0] = dots != c->args[0] ? dgpm_arena_strndup(c->arena, c->args[0], (size_t)(dots - c->args[0]))
						: "HEAD";
		o->side[1] = dots[2] != '\0' ? dots + 2 : "HEAD";
	}
}

/* What does not go together; 0, or CMD_TROUBLE after a message. */
static int settle(struct cmd_env *env, struct diff_opts *o)
{
	bool stages = o->how.stage[0] != NULL;

	split_sides(o);
	o->how.mode = stages ? DGPM_DIFF_STAGES : o->years ? DGPM_DIFF_YEARS : DGPM_DIFF_TREES;
	if (stages && o->years)
		return cmd_wrong(env, "%s", _("--stage compares stages of one year: name one fiscal year"));
	if (stages && strcmp(o->how.stage[0], o->how.stage[1]) == 0)
		return cmd_wrong(env, "%s", _("the two stages are the same"));
	if (o->years && o->how.fiscal_year[0] == o->how.fiscal_year[1])
		return cmd_wrong(env, "%s", _("the two fiscal years are the same"));
	if (o->how.mode == DGPM_DIFF_TREES && o->side[0] == NULL)
		return cmd_wrong(env, "%s",
				 _("name what to compare: two directories or revisions, -y YEAR,YEAR or --stage A,B"));
	if (o->how.mode != DGPM_DIFF_TREES && o->side[1] != NULL)
		return cmd_wrong(env, "%s", _("years and stages are compared within one portfolio: name one at most"));
	if (o->how.mode == DGPM_DIFF_TREES && o->how.fiscal_year[0] != 0 && !o->how.findings)
		return cmd_wrong(env, "%s", _("-y needs two years, or --stage or --findings: -y 2020,2021"));
	if (o->how.mode == DGPM_DIFF_YEARS && o->how.n_unchanged != 0)
		return cmd_wrong(env, "%s",
				 _("--unchanged tells fields of cards; between years it is amounts that differ"));
	if (o->how.mode != DGPM_DIFF_TREES && o->how.findings)
		return cmd_wrong(env, "%s", _("--findings compares two portfolios, not years or stages of one"));
	return 0;
}

/* What was told of one side, with its name in front of the paths. */
static void tell_side(struct cmd_env *env, const struct dgpm_diags *diags, const char *prefix)
{
	for (size_t i = 0; i < dgpm_diags_count(diags); i++) {
		struct dgpm_diag d = *dgpm_diags_at(diags, i);

		if (prefix != NULL && d.at.path != NULL && strncmp(d.rule, "GIT", 3) != 0)
			d.at.path = dgpm_arena_cat(env->arena, prefix, d.at.path);
		dgpm_diag_push(env->diags, &d);
	}
}

/* A directory, a revision, or the portfolio of -C; NULL after a diagnostic. Each has organizations of its own. */
static struct dgpm_portfolio *open_side(struct cmd_env *env, struct diff_opts *o, unsigned side)
{
	struct dgpm_data *data = side == 0 ? cmd_data(env) : NULL;
	struct dgpm_diags *diags = dgpm_diags_new(env->arena);
	struct dgpm_portfolio *p = NULL;
	const char *name = o->side[side];
	int rc;

	if (side == 1 && dgpm_data_open(&data, env->arena, env->diags, env->data_dir, env->defaults.print.lang) != 0)
		return NULL;
	if (data == NULL)
		return NULL;
	if (name == NULL || is_directory(name)) {
		rc = dgpm_portfolio_open(&p, env->arena, diags, data, name != NULL ? name : o->common.dir, NULL, 0);
		if (name != NULL)
			o->how.prefix[side] =
				dgpm_arena_cat(env->arena, name, name[strlen(name) - 1] == '/' ? "" : "/");
	} else {
		rc = dgpm_portfolio_open_revision(&p, env->arena, diags, data, o->common.dir, name);
		o->how.prefix[side] = dgpm_arena_cat(env->arena, name, ":");
	}
	tell_side(env, diags, o->how.prefix[side]);
	o->how.name[side] = name != NULL ? name : _("work tree");
	if (rc == 0 && o->common.n_where != 0 &&
	    dgpm_portfolio_where(p, env->diags, o->common.where, o->common.n_where) != 0)
		return NULL;
	return rc == 0 ? p : NULL;
}

struct report {
	struct dgpm_arena *arena;
	const struct dgpm_diff *diff;
	struct dgpm_diff_print said;
};

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct report *r = ctx;

	dgpm_diff_print(r->diff, r->arena, &r->said, out, how);
}

static const char *counts(const struct cmd_env *env, const struct dgpm_diff *d)
{
	const char *first = cmd_counts(env->arena, &d->cards[0], &d->ledgers[0]);

	if (d->mode != DGPM_DIFF_TREES)
		return first;
	return dgpm_arena_printf(env->arena, _("A %s; B %s"), first,
				 cmd_counts(env->arena, &d->cards[1], &d->ledgers[1]));
}

/* Both portfolios are open; B is NULL where there is one. */
static int compare(struct cmd_env *env, struct diff_opts *o, struct dgpm_portfolio *a, struct dgpm_portfolio *b)
{
	struct dgpm_diff *diff;
	struct report report = { .arena = env->arena };
	int status;

	o->how.date = cmd_review_date(env, &o->common, b != NULL ? b : a);
	if (o->how.mode == DGPM_DIFF_STAGES && o->how.fiscal_year[0] == 0)
		o->how.fiscal_year[0] = o->how.fiscal_year[1] = dgpm_date_fiscal_year(o->how.date) + 1;
	o->how.threads = o->common.threads;
	o->how.today = env->today;
	if (dgpm_diff(&diff, env->arena, env->diags, a, b, &o->how) != 0)
		return cmd_give_up(env, &o->common);
	report.diff = diff;
	report.said = (struct dgpm_diff_print){ .words = cmd_words(env), .all = o->all };
	report.said.words.organizations = diff->organizations;
	report.said.schema = dgpm_data_doc(env->data, env->diags, "card.schema.json");
	status = cmd_finish(env, &o->common,
			    &(struct cmd_result){ .print = print, .ctx = &report, .summary = counts(env, diff) });
	return status == CMD_OK && o->exit_code && !dgpm_diff_is_empty(diff) ? CMD_FINDINGS : status;
}

int cmd_diff(struct cmd_env *env, int argc, char **argv)
{
	struct diff_opts o = { .common = env->defaults };
	struct dgpm_portfolio *b = NULL;
	int status;

	o.common.max_args = 2;
	o.common.needs = CMD_NEEDS_GIT;
	o.common.selects = true;
	o.common.print.unit = DGPM_UNIT_MILLION;
	cmd_parse(env, options, parse_option, N_("[A [B]]\nA..B"), NULL, &o, argc, argv);
	if (settle(env, &o) != 0)
		return CMD_TROUBLE;
	env->portfolio = open_side(env, &o, 0);
	if (env->portfolio == NULL)
		return cmd_give_up(env, &o.common);
	if (o.how.mode == DGPM_DIFF_TREES) {
		b = open_side(env, &o, 1);
		if (b == NULL)
			return cmd_give_up(env, &o.common);
	}
	status = compare(env, &o, env->portfolio, b);
	if (b != NULL) {
		struct dgpm_data *data = dgpm_portfolio_data(b);

		dgpm_portfolio_close(b);
		dgpm_data_close(data);
	}
	return status;
}
