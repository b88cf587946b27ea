/* dgpm classify: the class the criteria suggest against the designated one; the build route of local systems. */
#include "cmd.h"
#include "govern/classify.h"

enum { OPT_TRAIL = 0x200 };

struct classify_opts {
	struct cmd_common common;
	bool trail;
};

static const struct argp_option options[] = {
	CMD_OPTION_DATE(N_("the day, YYYY-MM-DD; else dgpm.yaml, else today")),
	{ "trail", OPT_TRAIL, NULL, 0, N_("show how each was decided: criterion or question, value, place, source"),
	  0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg __attribute__((unused)), struct argp_state *state)
{
	struct classify_opts *o = state->input;

	switch (key) {
	case OPT_TRAIL:
		o->trail = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

struct classify {
	struct dgpm_arena *arena;
	struct dgpm_words words;
	struct dgpm_classes classes;
	bool trail;
};

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct classify *s = ctx;

	dgpm_classes_print(&s->classes, s->arena, &s->words, s->trail, out, how);
}

int cmd_classify(struct cmd_env *env, int argc, char **argv)
{
	struct classify_opts o = { .common = env->defaults };
	struct classify s = { .arena = env->arena };
	struct dgpm_portfolio *portfolio;

	o.common.tables = o.common.selects = true;
	cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv);
	portfolio = cmd_portfolio(env, &o.common, true);
	if (portfolio == NULL || dgpm_classify(&s.classes, env->arena, env->diags, portfolio,
					       cmd_review_date(env, &o.common, portfolio), o.common.threads) != 0)
		return cmd_give_up(env, &o.common);
	s.words = cmd_words(env);
	s.trail = o.trail;
	return cmd_finish(env, &o.common,
			  &(struct cmd_result){ .print = print, .ctx = &s,
						.summary = cmd_counts(env->arena, &s.classes.cards,
								      &s.classes.ledgers) });
}
