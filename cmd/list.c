/* dgpm list: list and find projects. */
#include "cmd.h"
#include "govern/waivers.h"
#include "portfolio/print.h"

enum { OPT_MATCH = 0x200, OPT_WAIVERS, OPT_FUNDED_BY };

struct list_opts {
	struct cmd_common common;
	const char **match;
	size_t n_match;
	bool waivers;
};

static const struct argp_option options[] = {
	{ "match", 'm', "TEXT", 0,
	  N_("only projects whose ID, name, alias or organization holds TEXT, whatever its width and case; may be "
	     "repeated"),
	  0 },
	{ "funded-by", OPT_FUNDED_BY, "ORG", 0,
	  N_("only projects with a subsidy or grant of ORG, as --where funded_by=ORG"), 0 },
	CMD_OPTION_YEAR(N_("the fiscal year of the budgets; else of each project the latest that has one")),
	{ "waivers", OPT_WAIVERS, NULL, 0,
	  N_("the waivers of the cards instead, with the days left; what ends first stands first"), 0 },
	CMD_OPTION_DATE(N_("with --waivers: days are counted from this day, YYYY-MM-DD; else dgpm.yaml, else today")),
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct list_opts *o = state->input;

	switch (key) {
	case OPT_WAIVERS:
		o->waivers = true;
		return 0;
	case 'm':
		o->match = dgpm_arena_grow(o->common.arena, o->match, o->n_match, o->n_match + 1, sizeof *o->match);
		o->match[o->n_match++] = arg;
		return 0;
	case OPT_FUNDED_BY:
		cmd_add_condition(&o->common, state, dgpm_arena_printf(o->common.arena, "funded_by=%s", arg));
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

struct listing {
	struct dgpm_arena *arena;
	struct dgpm_words words;
	struct dgpm_projects projects;
};

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct listing *l = ctx;

	dgpm_projects_print(&l->projects, l->arena, &l->words, out, how);
}

struct waivers {
	struct dgpm_arena *arena;
	struct dgpm_words words;
	struct dgpm_waivers all;
	struct dgpm_date date;
};

static void print_waivers(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct waivers *w = ctx;

	dgpm_waivers_print(&w->all, w->arena, &w->words, w->date, out, how);
}

/* That there are none is well. */
static int list_waivers(struct cmd_env *env, const struct cmd_common *c)
{
	struct waivers w = { .arena = env->arena, .date = cmd_review_date(env, c, env->portfolio) };
	char *date = dgpm_arena_alloc(env->arena, 11);

	dgpm_waivers_list(&w.all, env->arena, env->diags, env->portfolio, w.date, c->threads);
	w.words = cmd_words(env);
	cmd_head_text(env, "date", dgpm_date_format(date, w.date));
	return cmd_finish(env, c,
			  &(struct cmd_result){ .print = print_waivers, .ctx = &w,
						.summary = cmd_counts(env->arena, &w.all.cards, NULL) });
}

int cmd_list(struct cmd_env *env, int argc, char **argv)
{
	struct list_opts o = { .common = env->defaults };
	struct listing listing = { .arena = env->arena };
	struct dgpm_projects *projects = &listing.projects;
	struct dgpm_portfolio *portfolio;
	const char *remark = NULL;
	bool known = false;
	int status;

	o.common.print.unit = DGPM_UNIT_MILLION;
	o.common.tables = o.common.selects = true;
	cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv);
	if (o.waivers && o.n_match != 0)
		return cmd_wrong(env, "%s", _("--match is not for waivers: --where or PATHs choose their projects"));
	portfolio = cmd_portfolio(env, &o.common, true);
	if (portfolio == NULL)
		return cmd_give_up(env, &o.common);
	if (o.waivers)
		return list_waivers(env, &o.common);
	dgpm_projects_list(projects, env->arena, env->diags, portfolio, o.match, o.n_match, o.common.fiscal_year,
			   o.common.threads);
	listing.words = cmd_words(env);
	for (size_t i = 0; i < projects->n; i++)
		known |= projects->items[i].fiscal_year != 0;
	if (o.common.fiscal_year != 0 && projects->n != 0 && !known)
		remark = dgpm_arena_printf(env->arena, _("note: no ledger has a figure of FY%d for these projects"),
					   o.common.fiscal_year);
	status = cmd_finish(env, &o.common,
			    &(struct cmd_result){ .print = print, .ctx = &listing, .remark = remark,
						  .summary = cmd_counts(env->arena, &projects->cards,
									&projects->ledgers) });
	/* Like grep: nothing found is no success. */
	if (status != CMD_OK || projects->n != 0 || o.common.allow_empty)
		return status;
	if (!o.common.quiet)
		fprintf(env->told, "%s\n", o.n_match != 0 ? dgpm_arena_printf(env->arena, _("no project matches '%s'"),
									      o.match[0]) :
							    _("no project is selected"));
	return CMD_FINDINGS;
}
