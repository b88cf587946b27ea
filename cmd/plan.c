/* dgpm plan: mid-term plans: coverage, measures, money, topics. */
#include "cmd.h"
#include "plan/plan.h"

enum { OPT_SUMMARY = 0x200 };

struct plan_opts {
	struct cmd_common common;
	bool summary;
};

static const struct argp_option options[] = {
	CMD_OPTION_DATE(N_("the day, YYYY-MM-DD; else dgpm.yaml, else today")),
	{ "summary", OPT_SUMMARY, NULL, 0, N_("one line an organization"), 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct plan_opts *o = state->input;

	(void)arg;
	if (key != OPT_SUMMARY)
		return ARGP_ERR_UNKNOWN;
	o->summary = true;
	return 0;
}

struct report {
	struct dgpm_arena *arena;
	const struct dgpm_plans *plans;
	struct dgpm_words words;
	bool summary;
};

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct report *r = ctx;

	dgpm_plans_print(r->plans, r->arena, &r->words, r->summary, out, how);
}

int cmd_plan(struct cmd_env *env, int argc, char **argv)
{
	struct plan_opts o = { .common = env->defaults };
	struct report r = { .arena = env->arena };
	struct dgpm_portfolio *portfolio;
	struct dgpm_plans *plans;

	o.common.print.unit = DGPM_UNIT_MILLION;
	o.common.tables = o.common.selects = true;
	cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv);
	portfolio = cmd_portfolio(env, &o.common, true);
	if (portfolio == NULL ||
	    dgpm_plans(&plans, env->arena, env->diags, portfolio, cmd_review_date(env, &o.common, portfolio),
		       o.common.threads) != 0)
		return cmd_give_up(env, &o.common);
	r.plans = plans;
	r.words = cmd_words(env);
	r.summary = o.summary;
	return cmd_finish(env, &o.common,
			  &(struct cmd_result){ .print = print, .ctx = &r,
						.summary = cmd_counts(env->arena, &plans->cards, &plans->ledgers) });
}
