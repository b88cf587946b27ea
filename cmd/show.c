/* dgpm show: one project as a sheet, or each value of its card and each row of its ledgers with their places. */
#include "cmd.h"
#include "dossier/dossier.h"
#include "indicators/print.h"
#include "portfolio/print.h"

#include <limits.h>

enum { OPT_KEYS = 0x200, OPT_YEARS };

#define UNIT_UNSET ((enum dgpm_unit)-1)

struct show_opts {
	struct cmd_common common;
	bool keys;
	int from, to;
};

static const struct argp_option options[] = {
	{ "keys", OPT_KEYS, NULL, 0, N_("every value of the card and every ledger row, with its line"), 0 },
	{ "years", OPT_YEARS, "YEARS", 0, N_("of the table: all, a year or a span; else the last five"), 0 },
	CMD_OPTION_DATE(N_("the day, YYYY-MM-DD; else dgpm.yaml, else today")),
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct show_opts *o = state->input;

	switch (key) {
	case OPT_KEYS:
		o->keys = true;
		return 0;
	case OPT_YEARS:
		if (strcmp(arg, "all") == 0) {
			o->from = 1;
			o->to = INT_MAX;
		} else {
			cmd_parse_years(state, arg, &o->from, &o->to);
		}
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

struct show {
	struct dgpm_arena *arena;
	struct dgpm_words words;
	struct dgpm_projects projects;
	struct dgpm_project_known known;
	struct dgpm_dossier dossier;
	const struct show_opts *o;
};

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct show *s = ctx;
	const struct dgpm_dossier_look look = { .from = s->o->from, .to = s->o->to, .words = &s->words,
						.utf8 = cmd_is_utf8(how->lang) };

	if (!s->o->keys && how->format == DGPM_FORMAT_TEXT) {
		dgpm_dossier_print(&s->dossier, s->arena, out, how, &look);
		return;
	}
	dgpm_project_print(&s->known, s->arena, &s->words, out, how);
	dgpm_indicators_print(s->known.card.root, s->arena, out, how);
}

static const struct dgpm_project *find_project(const struct dgpm_projects *projects, const char *id)
{
	for (size_t i = 0; i < projects->n; i++)
		if (strcmp(projects->items[i].id, id) == 0)
			return &projects->items[i];
	return NULL;
}

int cmd_show(struct cmd_env *env, int argc, char **argv)
{
	struct show_opts o = { .common = env->defaults };
	struct cmd_common *c = &o.common;
	struct show s = { .arena = env->arena, .o = &o };
	struct cmd_result found = { .print = print, .ctx = &s };
	const struct dgpm_project *project;
	struct dgpm_portfolio *portfolio;
	const char *id;
	int status;

	c->min_args = c->max_args = 1;
	c->tables = true;
	c->print.unit = UNIT_UNSET;
	cmd_parse(env, options, parse_option, N_("ID"), NULL, &o, argc, argv);
	/* A sheet is read in millions; the rows of a ledger stand in yen. */
	if (c->print.unit == UNIT_UNSET)
		c->print.unit = o.keys ? DGPM_UNIT_YEN : DGPM_UNIT_MILLION;
	portfolio = cmd_portfolio(env, c, false);
	if (portfolio == NULL || dgpm_data_codes(env->data, env->diags) == NULL)
		return cmd_give_up(env, c);
	id = cmd_find_id(env, c, c->args[0]);
	if (id == NULL)
		return CMD_TROUBLE;
	/* Five rooms ask for all cards below: they are read once, the ledgers again for their rows alone. */
	dgpm_portfolio_hold(portfolio);
	dgpm_projects_list(&s.projects, env->arena, env->diags, portfolio, &id, 1, 0, c->threads);
	project = find_project(&s.projects, id);
	if (project == NULL)
		return cmd_no_project(env, c, id);
	if (dgpm_project_known(&s.known, env->arena, env->diags, portfolio, &s.projects, project) != 0)
		return cmd_give_up(env, c);
	if (!o.keys)
		dgpm_dossier(&s.dossier, env->arena, env->diags, portfolio, &s.known,
			     cmd_review_date(env, c, portfolio), c->threads);
	s.words = cmd_words(env);
	if (dgpm_diags_count(env->diags) != 0)
		found.summary = cmd_counts(env->arena, &s.projects.cards, &s.projects.ledgers);
	if (s.dossier.reviewed != NULL && s.dossier.reviewed->errors + s.dossier.reviewed->warnings != 0)
		found.next = dgpm_arena_printf(env->arena, "dgpm review %s", id);
	status = cmd_finish(env, c, &found);
	dgpm_dossier_close(&s.dossier);
	return status;
}
