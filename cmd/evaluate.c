/* dgpm evaluate: indicators, their marks, the overall grade, the budget of a policy. */
#include "cmd.h"
#include "evaluate/evaluate.h"
#include "kpi/kpi.h"

#include <fcntl.h>

enum { OPT_BY = 0x200, OPT_TRANSITIONS, OPT_BARS, OPT_ALL, OPT_KPI, OPT_FIGURES };

struct evaluate_opts {
	struct cmd_common common;
	struct dgpm_evaluate_how how;
	struct dgpm_evaluate_look look;
	bool kpi;
};

static const struct argp_option options[] = {
	CMD_OPTION_DATE(N_("the day, YYYY-MM-DD; else dgpm.yaml, else today")),
	{ "by", OPT_BY, "KEY,...", 0,
	  N_("count marks by organization, project, year, kind or fiscal_year (each year's own target)"), 0 },
	{ "transitions", OPT_TRANSITIONS, "FROM,TO", 0, N_("from the marks of one fiscal year to those of another"),
	  0 },
	{ "bars", OPT_BARS, NULL, 0, N_("draw how much of the way to the target was gone, in place of the trend"), 0 },
	{ "all", OPT_ALL, NULL, 0, N_("every indicator, however many, and the budgets of projects"), 0 },
	{ "figures", OPT_FIGURES, NULL, 0, N_("in text too the address of each row, which dgpm trace takes"), 0 },
	{ "kpi", OPT_KPI, NULL, 0, N_("the KPIs of S3, and what the portfolio can say of each"), 0 },
	{ "profile", 'p', "PROFILE", 0, N_("the PATHs are tables of published indicators, read by this profile"), 0 },
	{ 0 },
};

static unsigned parse_by(struct argp_state *state, const char *arg)
{
	static const struct {
		const char *name;
		unsigned key;
	} keys[] = {
		{ "organization", DGPM_EVALUATE_ORGANIZATION },
		{ "project", DGPM_EVALUATE_PROJECT },
		{ "year", DGPM_EVALUATE_YEAR },
		{ "kind", DGPM_EVALUATE_KIND },
		{ "fiscal_year", DGPM_EVALUATE_FISCAL_YEAR },
	};
	unsigned by = 0;

	for (const char *at = arg; at != NULL;) {
		const char *comma = strchr(at, ',');
		struct dgpm_str name = { at, comma != NULL ? (size_t)(comma - at) : strlen(at) };
		unsigned before = by;

		for (size_t i = 0; i < DGPM_COUNT(keys); i++)
			if (dgpm_str_is(name, keys[i].name))
				by |= keys[i].key;
		if (by == before)
			argp_error(state, _("'%.*s' is not a key: organization, project, year, kind or fiscal_year"),
				   (int)name.n, name.s);
		at = comma != NULL ? comma + 1 : NULL;
	}
	if ((by & DGPM_EVALUATE_YEAR) != 0 && (by & DGPM_EVALUATE_FISCAL_YEAR) != 0)
		argp_error(state, "%s", _("--by takes year or fiscal_year, not both"));
	return by;
}

static void parse_transitions(struct evaluate_opts *o, struct argp_state *state, const char *arg)
{
	const char *comma = strchr(arg, ',');

	if (comma == NULL)
		argp_error(state, _("--transitions takes two fiscal years, such as 2019,2020: '%s'"), arg);
	else {
		o->look.from = cmd_parse_year(state, dgpm_arena_strndup(o->common.arena, arg, (size_t)(comma - arg)));
		o->look.to = cmd_parse_year(state, comma + 1);
	}
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct evaluate_opts *o = state->input;

	switch (key) {
	case OPT_BY:
		o->look.by = parse_by(state, arg);
		return 0;
	case OPT_TRANSITIONS:
		parse_transitions(o, state, arg);
		return 0;
	case OPT_BARS:
		o->look.bars = true;
		return 0;
	case OPT_ALL:
		o->look.all = true;
		return 0;
	case OPT_FIGURES:
		o->look.addresses = true;
		return 0;
	case OPT_KPI:
		o->kpi = true;
		return 0;
	case 'p':
		o->how.profile = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

struct report {
	struct dgpm_arena *arena;
	const struct dgpm_evaluation *evaluation;
	struct dgpm_evaluate_look look;
};

static void print_report(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct report *r = ctx;

	dgpm_evaluate_print(r->evaluation, r->arena, out, how, &r->look);
}

/* "1 sheet, 2 cards, 1 ledger (9 rows)"; of tables "2,124 sheets, 4,959 indicators (14,877 rows)". */
static const char *counts_of(struct dgpm_arena *a, const struct dgpm_evaluation *e)
{
	size_t sheets = 0;

	if (e->table)
		return dgpm_arena_printf(a, _("%zu published sheets, %zu indicators (%zu rows)"), e->n_sheets,
					 e->n_indicators, e->n_rows);
	for (size_t i = 0; i < e->n; i++)
		sheets += e->policies[i].root != NULL;
	return dgpm_arena_printf(a, P_("%zu evaluation sheet, %s", "%zu evaluation sheets, %s", sheets), sheets,
				 cmd_counts(a, &e->cards, &e->ledgers));
}

struct kpi_report {
	struct dgpm_arena *arena;
	const struct dgpm_kpis *kpis;
	struct dgpm_words words;
};

static void print_kpis(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct kpi_report *r = ctx;

	dgpm_kpis_print(r->kpis, r->arena, &r->words, out, how);
}

static int list_kpis(struct cmd_env *env, const struct cmd_common *c)
{
	struct dgpm_portfolio *portfolio = cmd_portfolio(env, c, true);
	struct kpi_report r = { .arena = env->arena };
	struct dgpm_kpis *kpis;

	if (portfolio == NULL || dgpm_kpis(&kpis, env->arena, env->diags, portfolio, c->threads) != 0)
		return cmd_give_up(env, c);
	r.kpis = kpis;
	r.words = cmd_words(env);
	return cmd_finish(env, c,
			  &(struct cmd_result){ .print = print_kpis, .ctx = &r,
						.summary = cmd_counts(env->arena, &kpis->cards, NULL) });
}

int cmd_evaluate(struct cmd_env *env, int argc, char **argv)
{
	struct evaluate_opts o = { .common = env->defaults };
	struct dgpm_evaluation *evaluation;
	struct dgpm_portfolio *portfolio = NULL;
	struct report r = { .arena = env->arena };

	o.common.print.unit = DGPM_UNIT_MILLION;
	o.common.tables = o.common.selects = o.common.sheets = true;
	cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv);
	if (o.how.profile != NULL && o.common.n_where != 0)
		return cmd_wrong(env, "%s", _("--where chooses projects, and a table has none"));
	if (o.kpi)
		return list_kpis(env, &o.common);
	if (cmd_data(env) == NULL)
		return cmd_give_up(env, &o.common);
	/* Tables are read outside a portfolio too. */
	if (o.how.profile == NULL || dgpm_portfolio_is_at(env->arena, o.common.dir)) {
		portfolio = cmd_portfolio(env, &o.common, o.how.profile == NULL);
		if (portfolio == NULL)
			return cmd_give_up(env, &o.common);
		o.how.date = cmd_review_date(env, &o.common, portfolio);
	}
	if (o.how.profile != NULL) {
		if (o.common.n_args == 0)
			return cmd_wrong(env, "%s", _("name the tables that the profile is to read"));
		cmd_stdin_whole(env, &o.common);
		o.how.dir_fd = open(o.common.dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	}
	o.how.threads = o.common.threads;
	o.how.tables = o.common.args;
	o.how.n_tables = o.common.n_args;
	if (dgpm_evaluate(&evaluation, env->arena, env->diags, env->data, portfolio, &o.how) != 0)
		return cmd_give_up(env, &o.common);
	r.evaluation = evaluation;
	r.look = o.look;
	r.look.words = cmd_words(env);
	if (r.look.words.organizations == NULL)
		r.look.words.organizations = dgpm_data_organizations(env->data, env->diags);
	return cmd_finish(env, &o.common,
			  &(struct cmd_result){ .print = print_report, .ctx = &r,
						.summary = counts_of(env->arena, evaluation) });
}
