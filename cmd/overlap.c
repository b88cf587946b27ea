/* dgpm overlap: similar systems, duplicate investment, and what common functions could take over. */
#include "cmd.h"
#include "govern/overlap.h"

#include <stdlib.h>

enum { OPT_MIN_SCORE = 0x200, OPT_PROJECT, OPT_ALL };

struct overlap_opts {
	struct cmd_common common;
	struct dgpm_overlap_how how;
};

static const struct argp_option options[] = {
	{ "all", OPT_ALL, NULL, 0, N_("also hits with a decision, a relation, or a common function in use"), 0 },
	{ "min-score", OPT_MIN_SCORE, "N", 0, N_("only hits of this score or more, 0 to 100; else the setting"), 0 },
	{ "project", OPT_PROJECT, "ID", 0, N_("only hits of this project"), 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct overlap_opts *o = state->input;
	char *end;
	long n;

	switch (key) {
	case OPT_ALL:
		o->how.all = true;
		return 0;
	case OPT_MIN_SCORE:
		n = strtol(arg, &end, 10);
		if (*arg < '0' || *arg > '9' || *end != '\0' || n > 100)
			argp_error(state, _("--min-score is a number from 0 to 100: '%s'"), arg);
		o->how.min_score = (int)n;
		return 0;
	case OPT_PROJECT:
		o->how.project = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

struct overlap {
	struct dgpm_arena *arena;
	struct dgpm_words words;
	struct dgpm_overlaps found;
};

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct overlap *s = ctx;

	dgpm_overlaps_print(&s->found, s->arena, &s->words, out, how);
}

/* --top alone asks for the best: they are chosen where they are found, and the others cost no memory. */
static size_t top_of(const struct cmd_common *c)
{
	struct dgpm_choice *choice = c->print.choice;
	size_t top = choice != NULL && choice->sort == NULL ? choice->top : 0;

	if (top != 0)
		choice->top = 0;
	return top;
}

int cmd_overlap(struct cmd_env *env, int argc, char **argv)
{
	struct overlap_opts o = { .common = env->defaults, .how = { .min_score = -1 } };
	struct overlap s = { .arena = env->arena };
	struct dgpm_portfolio *portfolio;
	const char *remark = NULL, *next = NULL;

	o.common.tables = o.common.selects = true;
	cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv);
	o.how.threads = o.common.threads;
	o.how.top = top_of(&o.common);
	portfolio = cmd_portfolio(env, &o.common, true);
	if (portfolio != NULL && o.how.project != NULL &&
	    (o.how.project = cmd_find_id(env, &o.common, o.how.project)) == NULL)
		return CMD_TROUBLE;
	if (portfolio == NULL || dgpm_overlap(&s.found, env->arena, env->diags, portfolio, &o.how) != 0)
		return cmd_give_up(env, &o.common);
	if (o.how.project != NULL && dgpm_portfolio_find(portfolio, dgpm_str_of(o.how.project)) == NULL)
		return cmd_no_project(env, &o.common, o.how.project);
	s.words = cmd_words(env);
	if (o.how.top == 0 && s.found.n < s.found.n_all)
		remark = dgpm_arena_printf(env->arena,
					   _("note: %s hits, of which the best %s are reported; --top N reports more"),
					   cmd_number(env->arena, s.found.n_all), cmd_number(env->arena, s.found.n));
	for (size_t i = 0; i < s.found.n && next == NULL; i++)
		if (s.found.items[i].decision == NULL)
			next = _("write the decision under similar_systems on the card");
	return cmd_finish(env, &o.common,
			  &(struct cmd_result){ .print = print, .ctx = &s, .remark = remark, .next = next,
						.summary = cmd_counts(env->arena, &s.found.cards, NULL) });
}
