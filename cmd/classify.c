/* dgpm classify: the class the criteria suggest against the designated one; the build route of local systems. */
#include "cmd.h"
#include "govern/classify.h"

enum { OPT_DATE = 0x200, OPT_TRAIL };

struct classify_opts {
	struct cmd_common common;
	struct dgpm_date date;
	bool trail;
};

static const struct argp_option options[] = {
	{ "date", OPT_DATE, "DATE", 0, N_("the day, YYYY-MM-DD; else dgpm.yaml, else today"), 0 },
	{ "trail", OPT_TRAIL, NULL, 0, N_("show how each was decided: criterion or question, value, place, source"),
	  0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct classify_opts *o = state->input;

	switch (key) {
	case OPT_DATE:
		o->date = cmd_parse_date(state, arg);
		return 0;
	case OPT_TRAIL:
		o->trail = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct dgpm_col columns[] = {
	{ "project_id", N_("project"), DGPM_COL_TEXT },       { "organization", N_("organization"), DGPM_COL_TEXT },
	{ "name", N_("name"), DGPM_COL_TEXT },                { "sector", N_("sector"), DGPM_COL_TEXT },
	{ "designated", N_("designated"), DGPM_COL_INT },     { "suggested", N_("suggested"), DGPM_COL_INT },
	{ "status", N_("status"), DGPM_COL_TEXT },            { "consolidation", N_("appropriation"), DGPM_COL_TEXT },
	{ "route", N_("route"), DGPM_COL_TEXT },              { "criteria", N_("criteria"), DGPM_COL_TEXT },
};

struct classify {
	struct cmd_env *env;
	const struct classify_opts *o;
	struct dgpm_classes classes;
};

static void add_class(struct dgpm_grid *g, int class)
{
	if (class != 0)
		dgpm_grid_int(g, class);
	else
		dgpm_grid_none(g);
}

/* The criteria that hold, the field of a quasi-public one; for a local system none: its route says it all. */
static const char *criteria_of(struct dgpm_arena *a, const struct dgpm_classified *c)
{
	const char *text = c->field;

	for (size_t i = 0; c->suggested != 0 && i < c->n_trail; i++)
		text = dgpm_arena_printf(a, "%s%s%s", text != NULL ? text : "", text != NULL ? ";" : "",
					 c->trail[i].id);
	return text;
}

static void print_trail(const struct classify *s, struct dgpm_out *out)
{
	for (size_t i = 0; i < s->classes.n; i++) {
		const struct dgpm_classified *c = &s->classes.items[i];

		if (c->n_trail == 0)
			continue;
		dgpm_out_printf(out, "\n%s  %s\n", c->id, c->name);
		for (size_t k = 0; k < c->n_trail; k++) {
			const struct dgpm_step *step = &c->trail[k];

			if (c->suggested != 0)
				dgpm_out_printf(out, "  %s", step->title);
			else if (c->route != NULL && strcmp(step->id, c->route) == 0)
				dgpm_out_printf(out, "  -> %s", step->title);
			else
				dgpm_out_printf(out, "  %s: %s", step->title, step->holds ? _("yes") : _("no"));
			if (step->value != NULL)
				dgpm_out_printf(out, ": %s", step->value);
			if (step->at.line != 0)
				dgpm_out_printf(out, " (%s:%u)", step->at.path, step->at.line);
			dgpm_out_printf(out, " [%s]\n", step->source);
		}
		if (c->route == NULL && c->route_title != NULL)
			dgpm_out_printf(out, "  %s\n", c->route_title);
	}
}

static void print_classes(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct classify *s = ctx;
	bool words = how->format == DGPM_FORMAT_TEXT;
	const struct dgpm_codes *codes = words ? dgpm_data_codes(s->env->data, s->env->diags) : NULL;
	const struct dgpm_organizations *organizations = dgpm_portfolio_organizations(s->env->portfolio);
	struct dgpm_grid *g = dgpm_grid_new(s->env->arena, columns, DGPM_COUNT(columns));

	for (size_t i = 0; i < s->classes.n; i++) {
		const struct dgpm_classified *c = &s->classes.items[i];
		const struct dgpm_organization *o =
			dgpm_organizations_find(organizations, dgpm_str_of(c->organization));

		dgpm_grid_cstr(g, c->id);
		dgpm_grid_cstr(g, words && o != NULL ? dgpm_organization_text(o, how->lang) :
						     dgpm_organization_code(organizations, c->organization));
		dgpm_grid_cstr(g, c->name);
		dgpm_grid_cstr(g, cmd_word(codes, "sector", c->sector, how->lang));
		add_class(g, c->designated);
		add_class(g, c->suggested);
		dgpm_grid_cstr(g, cmd_word(codes, "class-status", c->status, how->lang));
		dgpm_grid_cstr(g, cmd_word(codes, "consolidation", c->consolidation, how->lang));
		dgpm_grid_cstr(g, words ? c->route_title : c->route);
		dgpm_grid_cstr(g, criteria_of(s->env->arena, c));
	}
	dgpm_grid_print(g, out, how);
	if (words && s->o->trail)
		print_trail(s, out);
	if (words)
		dgpm_out_printf(out, "%s\n", _("suggested: by the criteria that hold; the designation is the Digital "
					       "Agency's (S1 4-2-2)"));
}

int cmd_classify(struct cmd_env *env, int argc, char **argv)
{
	struct classify_opts o = { .common = env->defaults };
	struct classify s = { .env = env, .o = &o };
	struct dgpm_portfolio *portfolio;

	if (cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv) != 0)
		return CMD_TROUBLE;
	portfolio = cmd_portfolio(env, &o.common, true);
	if (portfolio == NULL || dgpm_classify(&s.classes, env->arena, env->diags, portfolio,
					       cmd_review_date(env, portfolio, o.date), o.common.threads) != 0)
		return cmd_finish(env, &o.common, NULL, NULL, NULL);
	return cmd_finish(env, &o.common, print_classes, &s,
			  cmd_counts(env->arena, &s.classes.cards, &s.classes.ledgers));
}
