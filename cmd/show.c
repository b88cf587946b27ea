/* dgpm show: one project with all that is known of it, and where each value and figure stands. */
#include "cmd.h"
#include "indicators/print.h"
#include "portfolio/print.h"

struct show {
	struct dgpm_arena *arena;
	struct dgpm_words words;
	struct dgpm_projects projects;
	struct dgpm_project_known known;
};

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct show *s = ctx;

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
	struct cmd_common c = env->defaults;
	struct show s = { .arena = env->arena };
	struct cmd_result found = { .print = print, .ctx = &s };
	const struct dgpm_project *project;
	struct dgpm_portfolio *portfolio;
	const char *id;

	c.min_args = c.max_args = 1;
	if (cmd_parse(env, NULL, NULL, N_("ID"), NULL, &c, argc, argv) != 0)
		return CMD_TROUBLE;
	portfolio = cmd_portfolio(env, &c, false);
	if (portfolio == NULL || dgpm_data_codes(env->data, env->diags) == NULL)
		return cmd_give_up(env, &c);
	id = cmd_find_id(env, &c, c.args[0]);
	if (id == NULL)
		return CMD_TROUBLE;
	dgpm_projects_list(&s.projects, env->arena, env->diags, portfolio, &id, 1, 0, c.threads);
	project = find_project(&s.projects, id);
	if (project == NULL)
		return cmd_no_project(env, &c, id);
	if (dgpm_project_known(&s.known, env->arena, env->diags, portfolio, &s.projects, project) != 0)
		return cmd_give_up(env, &c);
	s.words = cmd_words(env);
	if (dgpm_diags_count(env->diags) != 0)
		found.summary = cmd_counts(env->arena, &s.projects.cards, &s.projects.ledgers);
	return cmd_finish(env, &c, &found);
}
