/* dgpm record: write the result of a review onto the card. */
#include "base/list.h"
#include "cmd.h"
#include "print/json.h"
#include "record/record.h"

#include <unistd.h>

enum { OPT_REASON = 0x200, OPT_FINDING, OPT_DUE, OPT_YES };

struct record_opts {
	struct cmd_common common;
	struct dgpm_record_how how;
	struct dgpm_record_finding *findings;
	size_t n, cap;
	bool yes, dry;
};

static const struct argp_option options[] = {
	{ "stage", 's', "STAGE", 0, N_("pre-request, request or execution"), 0 },
	{ "result", 'r', "RESULT", 0, N_("approved, conditional, rejected or withdrawn"), 0 },
	CMD_OPTION_YEAR(N_("the fiscal year under review; else dgpm.yaml or the date decides")),
	CMD_OPTION_DATE(N_("the day of the review, YYYY-MM-DD; else dgpm.yaml, else today")),
	{ "finding", OPT_FINDING, "TEXT", 0, N_("a finding; may be repeated"), 0 },
	{ "due", OPT_DUE, "DATE", 0, N_("when the finding before it is due"), 0 },
	{ "reason", OPT_REASON, "TEXT", 0, N_("why this result, although errors are open"), 0 },
	{ "yes", OPT_YES, NULL, 0, N_("write at once, without asking"), 0 },
	{ "dry-run", 'n', NULL, 0, N_("show the change, and write nothing"), 0 },
	{ 0 },
};

static void set_due(struct record_opts *o, const struct argp_state *state, const char *arg)
{
	(void)cmd_parse_date(state, arg);
	if (o->n == 0)
		argp_error(state, "%s", _("--due stands behind the --finding it belongs to"));
	else
		o->findings[o->n - 1].due = arg;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	static const char *const results[] = { "approved", "conditional", "rejected", "withdrawn" };
	struct record_opts *o = state->input;

	switch (key) {
	case 's':
		o->how.stage = cmd_parse_stage(state, arg);
		return 0;
	case 'r':
		o->how.result = results[cmd_choose(state, dgpm_str_of(arg), results, DGPM_COUNT(results),
						   _("a result"))];
		return 0;
	case OPT_FINDING:
		*DGPM_PUSH(o->common.arena, o->findings, o->n, o->cap) = (struct dgpm_record_finding){ .text = arg };
		return 0;
	case OPT_DUE:
		set_due(o, state, arg);
		return 0;
	case OPT_REASON:
		o->how.reason = arg;
		return 0;
	case OPT_YES:
		o->yes = true;
		return 0;
	case 'n':
		o->dry = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* What does not go together; 0, or CMD_TROUBLE after a message. */
static int settle(const struct cmd_env *env, const struct record_opts *o)
{
	if (o->how.stage == NULL || o->how.result == NULL)
		return cmd_wrong(env, "%s", _("name the stage and the result: --stage request --result approved"));
	if (o->yes && o->dry)
		return cmd_wrong(env, "%s", _("--yes writes, -n does not: name one of the two"));
	if (!o->yes && !o->dry && !isatty(STDIN_FILENO))
		return cmd_wrong(env, "%s",
				 _("nobody is there to be asked: --yes writes at once, -n shows the change"));
	return 0;
}

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct dgpm_record *r = ctx;
	struct jsonw w = { .out = out };

	if (how->format != DGPM_FORMAT_JSON) {
		dgpm_out_puts(out, r->patch);
		return;
	}
	jsonw_head(&w, how->head, "record");
	jsonw_text(&w, "file", r->path);
	jsonw_int(&w, "errors", (int64_t)r->n_errors);
	jsonw_int(&w, "warnings", (int64_t)r->n_warnings);
	jsonw_text(&w, "patch", r->patch);
	jsonw_close(&w, '}');
	dgpm_out_puts(out, "\n");
}

static bool ask(const struct cmd_env *env, const char *path)
{
	char line[16] = "";

	fprintf(env->err, _("write this to %s? [y/N] "), path);
	return fgets(line, sizeof line, stdin) != NULL && (line[0] == 'y' || line[0] == 'Y');
}

int cmd_record(struct cmd_env *env, int argc, char **argv)
{
	struct record_opts o = { .common = env->defaults };
	struct dgpm_record *record;
	int status;

	o.common.min_args = o.common.max_args = 1;
	o.common.needs = CMD_NEEDS_ROOT;
	cmd_parse(env, options, parse_option, "ID", NULL, &o, argc, argv);
	if (settle(env, &o) != 0)
		return CMD_TROUBLE;
	o.how.id = o.common.args[0];
	o.how.fiscal_year = o.common.fiscal_year;
	o.how.date = o.common.date;
	o.how.today = env->today;
	o.how.threads = o.common.threads;
	o.how.findings = o.findings;
	o.how.n_findings = o.n;
	if (cmd_portfolio(env, &o.common, false) == NULL ||
	    dgpm_record(&record, env->arena, env->diags, env->portfolio, &o.how) != 0)
		return cmd_give_up(env, &o.common);
	status = cmd_finish(env, &o.common, &(struct cmd_result){ .print = print, .ctx = record });
	if (status != CMD_OK || o.dry)
		return status;
	fflush(env->out);
	if (!o.yes && !ask(env, record->path))
		return status;
	if (dgpm_record_write(record, env->arena, env->diags, env->portfolio) != 0)
		return cmd_give_up(env, &o.common);
	if (!o.common.quiet)
		fprintf(env->err, _("written: %s\n"), record->path);
	return status;
}
