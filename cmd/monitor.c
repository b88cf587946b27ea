/* dgpm monitor: which projects to watch and to support first, and why. */
#include "cmd.h"
#include "govern/monitor.h"

#include <stdlib.h>

enum { OPT_DATE = 0x200 };

struct monitor_opts {
	struct cmd_common common;
	struct dgpm_date date;
	size_t top;
};

static const struct argp_option options[] = {
	{ "date", OPT_DATE, "DATE", 0, N_("the day, YYYY-MM-DD; else dgpm.yaml, else today"), 0 },
	{ "top", 'n', "N", 0, N_("only the first N ranks"), 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct monitor_opts *o = state->input;
	char *end;

	switch (key) {
	case OPT_DATE:
		o->date = cmd_parse_date(state, arg);
		return 0;
	case 'n':
		o->top = strtoul(arg, &end, 10);
		if (*arg < '1' || *arg > '9' || *end != '\0' || strlen(arg) > 9)
			argp_error(state, _("--top is a number from 1 on: '%s'"), arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct dgpm_col columns[] = {
	{ "rank", N_("rank"), DGPM_COL_INT },                  { "project_id", N_("project"), DGPM_COL_TEXT },
	{ "organization", N_("organization"), DGPM_COL_TEXT }, { "name", N_("name"), DGPM_COL_TEXT },
	{ "score", N_("score"), DGPM_COL_INT },                { "reasons", N_("reasons"), DGPM_COL_TEXT },
};

/* For people: the two sides of the score; the reasons follow the table. */
static const struct dgpm_col text_columns[] = {
	{ "rank", N_("rank"), DGPM_COL_INT },                  { "project_id", N_("project"), DGPM_COL_TEXT },
	{ "organization", N_("organization"), DGPM_COL_TEXT }, { "name", N_("name"), DGPM_COL_TEXT },
	{ "importance", N_("importance"), DGPM_COL_INT },      { "risk", N_("risk"), DGPM_COL_INT },
	{ "score", N_("score"), DGPM_COL_INT },
};

struct monitor {
	struct cmd_env *env;
	struct dgpm_monitoring all;
	size_t n; /* shown */
};

/* "budget-size 20 (12,000,000,000 yen); ...; note: government-team" */
static const char *reasons_of(struct dgpm_arena *a, const struct dgpm_monitored *m)
{
	const char *text = "";

	for (size_t i = 0; i < m->n_reasons; i++) {
		const struct dgpm_monitor_reason *r = &m->reasons[i];
		const char *sep = i != 0 ? "; " : "";

		if (r->points == 0)
			text = dgpm_arena_printf(a, "%s%snote: %s", text, sep, r->id);
		else if (r->value != NULL)
			text = dgpm_arena_printf(a, "%s%s%s %d (%s)", text, sep, r->id, r->points, r->value);
		else
			text = dgpm_arena_printf(a, "%s%s%s %d", text, sep, r->id, r->points);
	}
	return text;
}

static void print_side(struct dgpm_out *out, const struct dgpm_monitored *m, const char *title, bool risk)
{
	bool titled = false;

	for (size_t i = 0; i < m->n_reasons; i++) {
		const struct dgpm_monitor_reason *r = &m->reasons[i];

		if (r->risk != risk || r->points == 0)
			continue;
		if (!titled)
			dgpm_out_printf(out, "  %s\n", title);
		titled = true;
		dgpm_out_printf(out, "  %4d  %s%s%s [%s]\n", r->points, r->title, r->value != NULL ? ": " : "",
				r->value != NULL ? r->value : "", r->source);
	}
}

static void print_reasons(const struct monitor *s, struct dgpm_out *out)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct dgpm_monitored *m = &s->all.items[i];

		if (m->n_reasons == 0)
			continue;
		dgpm_out_printf(out, "\n%zu  %s  %s  %d\n", m->rank, m->id, m->name, m->score);
		print_side(out, m, _("importance"), false);
		print_side(out, m, _("risk"), true);
		for (size_t k = 0; k < m->n_reasons; k++)
			if (m->reasons[k].points == 0)
				dgpm_out_printf(out, "        %s [%s]\n", m->reasons[k].title, m->reasons[k].source);
	}
}

static void print_monitor(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct monitor *s = ctx;
	bool words = how->format == DGPM_FORMAT_TEXT;
	const struct dgpm_organizations *organizations = dgpm_portfolio_organizations(s->env->portfolio);
	struct dgpm_grid *g = words ? dgpm_grid_new(s->env->arena, text_columns, DGPM_COUNT(text_columns)) :
				      dgpm_grid_new(s->env->arena, columns, DGPM_COUNT(columns));

	for (size_t i = 0; i < s->n; i++) {
		const struct dgpm_monitored *m = &s->all.items[i];
		const struct dgpm_organization *o =
			dgpm_organizations_find(organizations, dgpm_str_of(m->organization));

		dgpm_grid_int(g, (int64_t)m->rank);
		dgpm_grid_cstr(g, m->id);
		dgpm_grid_cstr(g, words && o != NULL ? dgpm_organization_text(o, how->lang) : m->organization);
		dgpm_grid_cstr(g, m->name);
		if (words) {
			dgpm_grid_int(g, m->importance);
			dgpm_grid_int(g, m->risk);
		}
		dgpm_grid_int(g, m->score);
		if (!words)
			dgpm_grid_cstr(g, reasons_of(s->env->arena, m));
	}
	dgpm_grid_print(g, out, how);
	if (!words)
		return;
	print_reasons(s, out);
	if (s->n < s->all.n)
		dgpm_out_printf(out, _("\n%zu of %zu projects are shown\n"), s->n, s->all.n);
	dgpm_out_printf(out, "\n%s\n",
			_("score: importance and risk added; what the cards and ledgers do not say brings no "
			  "points (S1 4-7)"));
	cmd_print_lacking(out, &s->all.ledgers);
}

int cmd_monitor(struct cmd_env *env, int argc, char **argv)
{
	struct monitor_opts o = { .common = env->defaults };
	struct monitor s = { .env = env };
	struct dgpm_portfolio *portfolio;

	if (cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv) != 0)
		return CMD_TROUBLE;
	portfolio = cmd_portfolio(env, &o.common, true);
	if (portfolio == NULL || dgpm_monitor(&s.all, env->arena, env->diags, portfolio,
					      cmd_review_date(env, portfolio, o.date), o.common.threads) != 0)
		return cmd_finish(env, &o.common, NULL, NULL, NULL);
	while (s.n < s.all.n && (o.top == 0 || s.all.items[s.n].rank <= o.top))
		s.n++;
	return cmd_finish(env, &o.common, print_monitor, &s, cmd_counts(env->arena, &s.all.cards, &s.all.ledgers));
}
