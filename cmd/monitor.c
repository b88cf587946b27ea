/* dgpm monitor: which projects to watch and to support first, and why. */
#include "cmd.h"
#include "govern/monitor.h"

#include <stdlib.h>

struct monitor_opts {
	struct cmd_common common;
	size_t top;
};

static const struct argp_option options[] = {
	CMD_OPTION_DATE(N_("the day, YYYY-MM-DD; else dgpm.yaml, else today")),
	{ "top", 'n', "N", 0, N_("only the first N ranks"), 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct monitor_opts *o = state->input;
	char *end;

	switch (key) {
	case 'n':
		o->top = strtoul(arg, &end, 10);
		if (*arg < '1' || *arg > '9' || *end != '\0' || strlen(arg) > 9)
			argp_error(state, _("--top is a number from 1 on: '%s'"), arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

struct monitor {
	struct dgpm_arena *arena;
	struct dgpm_words words;
	struct dgpm_monitoring all;
	size_t n; /* shown */
};

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct monitor *s = ctx;

	dgpm_monitoring_print(&s->all, s->arena, &s->words, s->n, out, how);
}

int cmd_monitor(struct cmd_env *env, int argc, char **argv)
{
	struct monitor_opts o = { .common = env->defaults };
	struct monitor s = { .arena = env->arena };
	struct dgpm_portfolio *portfolio;

	if (cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv) != 0)
		return CMD_TROUBLE;
	portfolio = cmd_portfolio(env, &o.common, true);
	if (portfolio == NULL || dgpm_monitor(&s.all, env->arena, env->diags, portfolio,
					      cmd_review_date(env, &o.common, portfolio), o.common.threads) != 0)
		return cmd_give_up(env, &o.common);
	while (s.n < s.all.n && (o.top == 0 || s.all.items[s.n].rank <= o.top))
		s.n++;
	s.words = cmd_words(env);
	return cmd_finish(env, &o.common,
			  &(struct cmd_result){ .print = print, .ctx = &s,
						.summary = cmd_counts(env->arena, &s.all.cards, &s.all.ledgers) });
}
