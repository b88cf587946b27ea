/* dgpm list: list and find projects. */
#include "cmd.h"
#include "portfolio/projects.h"

enum { OPT_MATCH = 0x200 };

struct list_opts {
	struct cmd_common common;
	const char *match;
	int fiscal_year;
};

static const struct argp_option options[] = {
	{ "match", 'm', "TEXT", 0, N_("only projects whose ID, name or alias holds TEXT, whatever its width and case"),
	  0 },
	{ "fiscal-year", 'y', "YEAR", 0, N_("the fiscal year of the totals; else the latest with an initial budget"),
	  0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct list_opts *o = state->input;

	switch (key) {
	case 'm':
		o->match = arg;
		return 0;
	case 'y':
		o->fiscal_year = cmd_parse_year(state, arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct dgpm_col columns[] = {
	{ "project_id", N_("project"), DGPM_COL_TEXT }, { "organization", N_("organization"), DGPM_COL_TEXT },
	{ "name", N_("name"), DGPM_COL_TEXT },          { "class", N_("class"), DGPM_COL_TEXT },
	{ "sector", N_("sector"), DGPM_COL_TEXT },      { "phase", N_("phase"), DGPM_COL_TEXT },
	{ "total_yen", N_("budget total"), DGPM_COL_YEN },
};

struct listing {
	struct cmd_env *env;
	const struct dgpm_projects *projects;
};

static void print_list(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct listing *l = ctx;
	bool words = how->format == DGPM_FORMAT_TEXT;
	const struct dgpm_codes *codes = words ? dgpm_data_codes(l->env->data, l->env->diags) : NULL;
	const struct dgpm_organizations *organizations = dgpm_portfolio_organizations(l->env->portfolio);
	struct dgpm_grid *g = dgpm_grid_new(l->env->arena, columns, DGPM_COUNT(columns));

	for (size_t i = 0; i < l->projects->n; i++) {
		const struct dgpm_project *p = &l->projects->items[i];
		const struct dgpm_organization *o =
			dgpm_organizations_find(organizations, dgpm_str_of(p->organization));

		dgpm_grid_cstr(g, p->id);
		dgpm_grid_cstr(g, words && o != NULL ? dgpm_organization_text(o, how->lang) :
						     dgpm_organization_code(organizations, p->organization));
		dgpm_grid_cstr(g, p->name);
		dgpm_grid_cstr(g, p->class);
		dgpm_grid_cstr(g, cmd_word(codes, "sector", p->sector, how->lang));
		dgpm_grid_cstr(g, cmd_word(codes, "phase", p->phase, how->lang));
		if (p->has_total)
			dgpm_grid_int(g, p->total_yen);
		else
			dgpm_grid_none(g);
	}
	dgpm_grid_print(g, out, how);
	if (words && l->projects->fiscal_year != 0 && l->projects->n != 0)
		dgpm_out_printf(out, _("budget total: initial + supplementary + carried in + reserve, FY%d\n"),
				l->projects->fiscal_year);
	if (words)
		cmd_print_lacking(out, &l->projects->ledgers);
}

int cmd_list(struct cmd_env *env, int argc, char **argv)
{
	struct list_opts o = { .common = env->defaults };
	struct dgpm_projects projects = { 0 };
	struct listing listing = { env, &projects };
	struct dgpm_portfolio *portfolio;
	int status;

	o.common.print.unit = DGPM_UNIT_MILLION;
	if (cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv) != 0)
		return CMD_TROUBLE;
	portfolio = cmd_portfolio(env, &o.common, true);
	if (portfolio == NULL)
		return cmd_finish(env, &o.common, NULL, NULL, NULL);
	dgpm_projects_list(&projects, env->arena, env->diags, portfolio, o.match, o.fiscal_year, o.common.threads);
	status = cmd_finish(env, &o.common, print_list, &listing,
			    cmd_counts(env->arena, &projects.cards, &projects.ledgers));
	/* Like grep: nothing found is no success. */
	if (status != CMD_OK || projects.n != 0)
		return status;
	if (!o.common.quiet)
		fprintf(env->err, _("no project matches '%s'\n"), o.match);
	return CMD_FINDINGS;
}
