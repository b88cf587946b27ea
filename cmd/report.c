/* dgpm report: a portfolio, an organization or a project as one document. */
#include "cmd.h"
#include "report/report.h"

enum { OPT_EDITION = 0x200, OPT_NO_SHEETS, OPT_NO_SCRIPT };

struct report_opts {
	struct cmd_common common;
	struct dgpm_report_how how;
};

static const struct argp_option options[] = {
	CMD_OPTION_YEAR(N_("the year the report is of; else the last one that was over on the day")),
	CMD_OPTION_DATE(N_("the day, YYYY-MM-DD; else dgpm.yaml, else today")),
	{ "organization", 'O', "ORG", 0, N_("only this organization, by code or name"), 0 },
	{ "edition", OPT_EDITION, "TEXT", 0, N_("the edition that the document names; else 1"), 0 },
	{ "no-sheets", OPT_NO_SHEETS, NULL, 0, N_("page one alone, without a sheet for each project"), 0 },
	{ "no-script", OPT_NO_SCRIPT, NULL, 0, N_("HTML without a script: tables cannot be sorted or filtered"), 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct report_opts *o = state->input;

	switch (key) {
	case 'O':
		o->how.organization = arg;
		return 0;
	case OPT_EDITION:
		o->how.edition = arg;
		return 0;
	case OPT_NO_SHEETS:
		o->how.no_sheets = true;
		return 0;
	case OPT_NO_SCRIPT:
		o->how.no_script = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	dgpm_report_print(ctx, out,
			  how->format == DGPM_FORMAT_HTML	? DGPM_REPORT_HTML
			  : how->format == DGPM_FORMAT_MARKDOWN ? DGPM_REPORT_MARKDOWN
								: DGPM_REPORT_TEXT,
			  how);
}

/* -o DIR/ asks for a folder. */
static bool wants_folder(const struct cmd_common *c)
{
	return c->output != NULL && *c->output != '\0' && c->output[strlen(c->output) - 1] == '/';
}

static int write_report(struct cmd_env *env, struct cmd_common *c, struct dgpm_report *report)
{
	const char *counts = cmd_counts(env->arena, dgpm_report_cards(report), dgpm_report_ledgers(report));

	if (wants_folder(c)) {
		if (c->n_outputs != 1 || c->outputs[0].format != DGPM_FORMAT_HTML || c->outputs[0].path != NULL)
			return cmd_wrong(env, "%s", _("a folder is written as HTML alone: -f html -o DIR/"));
		(void)!dgpm_report_folder(report, env->diags, c->output);
		return cmd_finish(env, c, &(struct cmd_result){ .summary = counts });
	}
	for (size_t i = 0; i < c->n_outputs; i++)
		if (c->outputs[i].format == DGPM_FORMAT_HTML && dgpm_report_size(report) > DGPM_REPORT_ONE_FILE) {
			dgpm_diag_add(env->diags, DGPM_MSG_REP_02, (struct dgpm_loc){ 0 }, NULL);
			return cmd_give_up(env, c);
		}
	return cmd_finish(env, c, &(struct cmd_result){ .print = print, .ctx = report, .summary = counts });
}

int cmd_report(struct cmd_env *env, int argc, char **argv)
{
	struct report_opts o = { .common = env->defaults };
	struct dgpm_portfolio *portfolio;
	struct dgpm_report *report;
	int status;

	o.common.max_args = 1;
	o.common.documents = true;
	cmd_parse(env, options, parse_option, N_("[ID]"), NULL, &o, argc, argv);
	portfolio = cmd_portfolio(env, &o.common, false);
	if (portfolio == NULL)
		return cmd_give_up(env, &o.common);
	if (o.common.n_args != 0)
		o.how.project = o.common.args[0];
	if (o.how.organization != NULL)
		o.how.organization =
			dgpm_organization_code(dgpm_portfolio_organizations(portfolio), o.how.organization);
	o.how.fiscal_year = o.common.fiscal_year;
	o.how.date = cmd_review_date(env, &o.common, portfolio);
	o.how.threads = o.common.threads;
	o.how.folder = wants_folder(&o.common);
	if (dgpm_report_make(&report, env->arena, env->diags, portfolio, &o.how) != 0)
		return cmd_give_up(env, &o.common);
	status = write_report(env, &o.common, report);
	dgpm_report_close(report);
	return status;
}
