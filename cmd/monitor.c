/* dgpm monitor: which projects to watch and to support first, and why. */
#include "cmd.h"
#include "govern/monitor.h"

static const struct argp_option options[] = {
	CMD_OPTION_DATE(N_("the day, YYYY-MM-DD; else dgpm.yaml, else today")),
	{ 0 },
};

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
	struct cmd_common c = env->defaults;
	size_t top = 0;
	struct monitor s = { .arena = env->arena };
	struct dgpm_portfolio *portfolio;

	c.tables = c.selects = true;
	cmd_parse(env, options, NULL, N_("[PATH...]"), NULL, &c, argc, argv);
	/* Of ranks, which some may share. */
	if (c.print.choice != NULL) {
		top = c.print.choice->top;
		c.print.choice->top = 0;
	}
	portfolio = cmd_portfolio(env, &c, true);
	if (portfolio == NULL || dgpm_monitor(&s.all, env->arena, env->diags, portfolio,
					      cmd_review_date(env, &c, portfolio), c.threads) != 0)
		return cmd_give_up(env, &c);
	while (s.n < s.all.n && (top == 0 || s.all.items[s.n].rank <= top))
		s.n++;
	s.words = cmd_words(env);
	return cmd_finish(env, &c,
			  &(struct cmd_result){ .print = print, .ctx = &s,
						.summary = cmd_counts(env->arena, &s.all.cards, &s.all.ledgers) });
}
