/* dgpm track: cost-reduction targets: baseline, path, result, forecast, gap. */
#include "cmd.h"
#include "track/track.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
	OPT_BY = 0x200,
	OPT_AS_OF,
	OPT_EXPENSE,
	OPT_COMPARE,
	OPT_DETAIL,
	OPT_WHAT_IF,
	OPT_WIDTH,
	OPT_PUBLISHED,
	OPT_BARS
};

#define MIN_WIDTH 60
#define MAX_WIDTH 400
#define USUAL_WIDTH 100 /* where it is not a terminal */

struct track_opts {
	struct cmd_common common;
	struct dgpm_track_how how;
	const char **ids;
	size_t width;
	bool detail, bars, utf8;
};

static const struct argp_option options[] = {
	{ "target", 't', "ID", 0, N_("track this target; may be repeated; else all that have a project here"), 0 },
	{ "by", OPT_BY, "GROUP", 0, N_("also by organization, project, class or viewpoint"), 0 },
	{ "as-of", OPT_AS_OF, "YEAR", 0, N_("results up to this fiscal year; else the last one with results"), 0 },
	{ "compare", OPT_COMPARE, "YEAR", 0, N_("explain the change from this year on; else from the baseline year"),
	  0 },
	{ "expense", OPT_EXPENSE, "KIND,...", 0,
	  N_("count these expense kinds in place of the target's, such as unspecified"), 0 },
	{ "published", OPT_PUBLISHED, NULL, 0,
	  N_("measure against the published baseline: the ledgers hold all of the scope"), 0 },
	{ "detail", OPT_DETAIL, NULL, 0, N_("every project: what became of it between the two years"), 0 },
	{ "what-if", OPT_WHAT_IF, "RATE,...", 0, N_("what would close the gap, at cut rates such as 0.1,0.3"), 0 },
	{ "width", OPT_WIDTH, "COLUMNS", 0, N_("width of text; else the terminal's, or 100"), 0 },
	{ "bars", OPT_BARS, "HOW", 0, N_("draw bars in utf8 or ascii; else the locale decides"), 0 },
	{ 0 },
};

static enum dgpm_track_by parse_by(const struct argp_state *state, const char *arg)
{
	static const char *const names[] = { "organization", "project", "class", "viewpoint" };

	for (size_t i = 0; i < DGPM_COUNT(names); i++)
		if (strcmp(arg, names[i]) == 0)
			return (enum dgpm_track_by)(DGPM_TRACK_ORGANIZATION + i);
	argp_error(state, _("'%s' is not a group: organization, project, class or viewpoint"), arg);
	return DGPM_TRACK_ALL;
}

/* The next item of a list with commas; false at its end. */
static bool next_item(const char **list, struct dgpm_str *item)
{
	const char *comma;

	if (*list == NULL)
		return false;
	comma = strchr(*list, ',');
	*item = (struct dgpm_str){ *list, comma != NULL ? (size_t)(comma - *list) : strlen(*list) };
	*list = comma != NULL ? comma + 1 : NULL;
	return true;
}

static unsigned parse_expenses(const struct argp_state *state, const char *arg)
{
	const char *list = arg;
	struct dgpm_str item;
	unsigned mask = 0;

	while (next_item(&list, &item)) {
		unsigned bit = 0;

		for (int e = 0; e < DGPM_N_EXPENSES; e++)
			if (dgpm_str_is(item, dgpm_expense_name((enum dgpm_expense)e)))
				bit = 1u << e;
		if (bit == 0)
			argp_error(state, _("'%.*s' is not an expense kind: development, modification, operation or "
					    "unspecified"), (int)item.n, item.s);
		mask |= bit;
	}
	return mask;
}

static void parse_rates(struct dgpm_track_how *how, const struct argp_state *state, const char *arg)
{
	const char *list = arg;
	struct dgpm_str item;

	how->n_rates = 0;
	while (next_item(&list, &item)) {
		if (how->n_rates == DGPM_TRACK_MAX_RATES)
			argp_error(state, _("at most %d rates at once"), DGPM_TRACK_MAX_RATES);
		if (!dgpm_cut_parse(&how->rates[how->n_rates], item) || how->rates[how->n_rates] == 0)
			argp_error(state, _("'%.*s' is not a cut rate: above 0 and at most 1, such as 0.3"),
				   (int)item.n, item.s);
		how->n_rates++;
	}
}

static size_t parse_width(const struct argp_state *state, const char *arg)
{
	char *end;
	long n = strtol(arg, &end, 10);

	if (*end != '\0' || end == arg || n < MIN_WIDTH || n > MAX_WIDTH)
		argp_error(state, _("'%s' is not a width: %d to %d"), arg, MIN_WIDTH, MAX_WIDTH);
	return (size_t)n;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct track_opts *o = state->input;

	switch (key) {
	case 't':
		o->ids = dgpm_arena_grow(o->common.arena, o->ids, o->how.n_ids, o->how.n_ids + 1, sizeof *o->ids);
		o->ids[o->how.n_ids++] = arg;
		return 0;
	case OPT_BY:
		o->how.by = parse_by(state, arg);
		return 0;
	case OPT_AS_OF:
		o->how.as_of = cmd_parse_year(state, arg);
		return 0;
	case OPT_COMPARE:
		o->how.compare = cmd_parse_year(state, arg);
		return 0;
	case OPT_EXPENSE:
		o->how.expenses = parse_expenses(state, arg);
		return 0;
	case OPT_PUBLISHED:
		o->how.published = true;
		return 0;
	case OPT_DETAIL:
		o->detail = true;
		return 0;
	case OPT_WHAT_IF:
		parse_rates(&o->how, state, arg);
		return 0;
	case OPT_WIDTH:
		o->width = parse_width(state, arg);
		return 0;
	case OPT_BARS:
		o->bars = true;
		o->utf8 = strcmp(arg, "utf8") == 0;
		if (!o->utf8 && strcmp(arg, "ascii") != 0)
			argp_error(state, _("'%s' is not a way to draw bars: utf8 or ascii"), arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* CSV ends after `status`; JSON tells more. */
static const struct dgpm_col columns[] = {
	{ "target_id", N_("target"), DGPM_COL_TEXT },      { "group", N_("group"), DGPM_COL_TEXT },
	{ "baseline_fy", "", DGPM_COL_INT },               { "baseline_yen", "", DGPM_COL_YEN },
	{ "target_fy", "", DGPM_COL_INT },                 { "target_yen", "", DGPM_COL_YEN },
	{ "as_of_fy", "", DGPM_COL_INT },                  { "path_yen", "", DGPM_COL_YEN },
	{ "actual_yen", "", DGPM_COL_YEN },                { "reduction_yen", "", DGPM_COL_YEN },
	{ "reduction_rate", "", DGPM_COL_RATE },           { "forecast_yen", "", DGPM_COL_YEN },
	{ "gap_yen", "", DGPM_COL_YEN },                   { "status", "", DGPM_COL_TEXT },
	{ "reason", "", DGPM_COL_TEXT },                   { "name", "", DGPM_COL_TEXT },
	{ "projects", "", DGPM_COL_INT },                  { "expenses", "", DGPM_COL_TEXT },
	{ "baseline_basis", "", DGPM_COL_TEXT },           { "actual_basis", "", DGPM_COL_TEXT },
	{ "forecast_basis", "", DGPM_COL_TEXT },           { "plan_yen", "", DGPM_COL_YEN },
	{ "moved_yen", "", DGPM_COL_YEN },                 { "open_projects", "", DGPM_COL_INT },
	{ "open_yen", "", DGPM_COL_YEN },                  { "prospect_yen", "", DGPM_COL_YEN },
	{ "reported_yen", "", DGPM_COL_YEN },
};
#define N_CSV_COLUMNS 14

static const struct dgpm_col change_columns[] = {
	{ "target_id", "", DGPM_COL_TEXT },  { "kind", "", DGPM_COL_TEXT },    { "project_id", "", DGPM_COL_TEXT },
	{ "organization", "", DGPM_COL_TEXT }, { "name", "", DGPM_COL_TEXT },  { "from_fy", "", DGPM_COL_INT },
	{ "from_yen", "", DGPM_COL_YEN },    { "from_organization", "", DGPM_COL_TEXT },
	{ "to_fy", "", DGPM_COL_INT },       { "to_yen", "", DGPM_COL_YEN },   { "to_organization", "", DGPM_COL_TEXT },
	{ "change_yen", "", DGPM_COL_YEN },  { "since_fy", "", DGPM_COL_INT },
};

static const struct dgpm_col lever_columns[] = {
	{ "target_id", "", DGPM_COL_TEXT },    { "rank", "", DGPM_COL_INT },
	{ "project_id", "", DGPM_COL_TEXT },   { "organization", "", DGPM_COL_TEXT },
	{ "name", "", DGPM_COL_TEXT },	       { "as_of_fy", "", DGPM_COL_INT },
	{ "amount_yen", "", DGPM_COL_YEN },    { "cumulative_yen", "", DGPM_COL_YEN },
	{ "reduction_yen", "", DGPM_COL_YEN }, { "signs", "", DGPM_COL_TEXT },
};

static void number(struct dgpm_grid *g, bool known, int64_t value)
{
	if (known)
		dgpm_grid_int(g, value);
	else
		dgpm_grid_none(g);
}

/* "executed 26, initial 2": projects by the ledger stage that was used. */
static const char *basis(struct dgpm_arena *a, const struct dgpm_track_figure *f)
{
	const char *text = f->given ? "given" : NULL;

	for (int s = 0; s < DGPM_N_LEDGER_STAGES; s++)
		if (f->by_stage[s] != 0)
			text = dgpm_arena_printf(a, "%s%s%s %u", text != NULL ? text : "", text != NULL ? ", " : "",
						 dgpm_ledger_stage_name((enum dgpm_ledger_stage)s), f->by_stage[s]);
	return f->known ? text : NULL;
}

static const char *expenses(struct dgpm_arena *a, unsigned mask)
{
	const char *text = NULL;

	for (int e = 0; e < DGPM_N_EXPENSES; e++)
		if ((mask >> e & 1) != 0)
			text = dgpm_arena_printf(a, "%s%s%s", text != NULL ? text : "", text != NULL ? ", " : "",
						 dgpm_expense_name((enum dgpm_expense)e));
	return text;
}

static void add_row(struct dgpm_grid *g, struct dgpm_arena *a, const struct dgpm_tracked *t,
		    const struct dgpm_track_row *r, bool json)
{
	dgpm_grid_cstr(g, t->target->id);
	dgpm_grid_cstr(g, r->group);
	number(g, t->target->baseline_fy != 0, t->target->baseline_fy);
	number(g, r->baseline.known, r->baseline.yen);
	number(g, t->target->aim.fiscal_year != 0, t->target->aim.fiscal_year);
	number(g, r->has_target, r->target_yen);
	number(g, t->as_of != 0, t->as_of);
	number(g, r->has_path, r->path_yen);
	number(g, r->actual.known, r->actual.yen);
	number(g, r->has_reduction, r->reduction_yen);
	number(g, r->has_reduction, r->rate);
	number(g, r->has_forecast, r->forecast_yen);
	number(g, r->has_gap, r->gap_yen);
	dgpm_grid_cstr(g, dgpm_track_status_name(r->status));
	if (!json)
		return;
	dgpm_grid_cstr(g, r->reason);
	dgpm_grid_cstr(g, r->name);
	dgpm_grid_int(g, (int64_t)r->n_members);
	dgpm_grid_cstr(g, expenses(a, t->expenses));
	dgpm_grid_cstr(g, basis(a, &r->baseline));
	dgpm_grid_cstr(g, basis(a, &r->actual));
	dgpm_grid_cstr(g, !r->has_forecast ? NULL : r->forecast_years == 0 ? "plan" :
			  dgpm_arena_printf(a, "least squares over %u years", r->forecast_years));
	number(g, r->plan.known, r->plan.yen);
	dgpm_grid_int(g, r->moved_yen);
	dgpm_grid_int(g, (int64_t)(r->n_missing + r->n_broken));
	dgpm_grid_int(g, r->open_yen);
	number(g, r->has_prospect, r->prospect_yen);
	number(g, r->has_reported, r->reported_yen);
}

static void add_changes(struct dgpm_grid *g, const struct dgpm_tracked *t)
{
	for (size_t i = 0; i < t->n_changes; i++) {
		const struct dgpm_change *c = &t->changes[i];
		dgpm_yen change = 0;
		bool fits = dgpm_yen_sub(&change, c->to_yen, c->from_yen);

		dgpm_grid_cstr(g, t->target->id);
		dgpm_grid_cstr(g, dgpm_change_name(c->kind));
		dgpm_grid_cstr(g, c->name != NULL ? c->id : NULL);
		dgpm_grid_cstr(g, c->organization);
		dgpm_grid_cstr(g, c->name);
		dgpm_grid_int(g, t->compare);
		number(g, c->has_from, c->from_yen);
		dgpm_grid_cstr(g, c->from_org);
		dgpm_grid_int(g, t->as_of);
		number(g, c->has_to, c->to_yen);
		dgpm_grid_cstr(g, c->to_org);
		number(g, fits, change);
		number(g, c->since != 0, c->since);
	}
}

static const char *signs(struct dgpm_arena *a, unsigned mask)
{
	static const char *const names[] = { "no-reduction", "renewal", "cloud", "common", "similar" };
	const char *text = NULL;

	for (size_t i = 0; i < DGPM_COUNT(names); i++)
		if ((mask >> i & 1) != 0)
			text = dgpm_arena_printf(a, "%s%s%s", text != NULL ? text : "", text != NULL ? " " : "",
						 names[i]);
	return text;
}

static void add_levers(struct dgpm_grid *g, struct dgpm_arena *a, const struct dgpm_tracked *t)
{
	for (size_t i = 0; i < t->n_levers; i++) {
		const struct dgpm_lever *l = &t->levers[i];

		dgpm_grid_cstr(g, t->target->id);
		dgpm_grid_int(g, (int64_t)i + 1);
		dgpm_grid_cstr(g, l->id);
		dgpm_grid_cstr(g, l->organization);
		dgpm_grid_cstr(g, l->name);
		dgpm_grid_int(g, t->as_of);
		dgpm_grid_int(g, l->amount_yen);
		dgpm_grid_int(g, l->cumulative_yen);
		number(g, l->has_reduction, l->reduction_yen);
		dgpm_grid_cstr(g, signs(a, l->signs));
	}
}

struct printing {
	struct cmd_env *env;
	const struct track_opts *o;
	const struct dgpm_track *track;
};

static void print_data(const struct printing *p, struct dgpm_out *out, const struct dgpm_print *how)
{
	bool json = how->format == DGPM_FORMAT_JSON, levers = p->o->how.n_rates != 0;
	struct dgpm_arena *a = p->env->arena;
	struct dgpm_grid *g =
		levers	     ? dgpm_grid_new(a, lever_columns, DGPM_COUNT(lever_columns)) :
		p->o->detail ? dgpm_grid_new(a, change_columns, DGPM_COUNT(change_columns)) :
			       dgpm_grid_new(a, columns, json ? DGPM_COUNT(columns) : N_CSV_COLUMNS);

	for (size_t i = 0; i < p->track->n; i++) {
		const struct dgpm_tracked *t = &p->track->items[i];

		if (levers)
			add_levers(g, a, t);
		else if (p->o->detail)
			add_changes(g, t);
		else
			for (size_t r = 0; r < t->n_rows; r++)
				add_row(g, a, t, &t->rows[r], json);
	}
	dgpm_grid_print(g, out, how);
}

static bool locale_is_utf8(const char *lang)
{
	static const char *const variables[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	if (strcmp(lang, "ja") == 0)
		return true; /* the text is UTF-8 already */
	for (size_t i = 0; i < DGPM_COUNT(variables); i++) {
		const char *value = getenv(variables[i]);

		if (value != NULL && *value != '\0')
			return strcasestr(value, "utf-8") != NULL || strcasestr(value, "utf8") != NULL;
	}
	return false;
}

static size_t text_width(const struct track_opts *o)
{
	struct winsize size;

	if (o->width != 0)
		return o->width;
	if (o->common.output == NULL && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= MIN_WIDTH &&
	    size.ws_col <= MAX_WIDTH)
		return size.ws_col;
	return USUAL_WIDTH;
}

static void print_track(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct printing *p = ctx;
	struct dgpm_track_look look = {
		.width = text_width(p->o),
		.utf8 = p->o->bars ? p->o->utf8 : locale_is_utf8(how->lang),
		.detail = p->o->detail,
	};

	if (how->format != DGPM_FORMAT_TEXT) {
		print_data(p, out, how);
		return;
	}
	look.codes = dgpm_data_codes(p->env->data, p->env->diags);
	dgpm_track_print(p->track, p->env->arena, out, how, &look);
}

int cmd_track(struct cmd_env *env, int argc, char **argv)
{
	struct track_opts o = { .common = env->defaults };
	struct printing printing = { env, &o, NULL };
	struct dgpm_portfolio *portfolio;
	struct dgpm_track *track;
	const char *summary;

	o.common.print.unit = DGPM_UNIT_MILLION;
	if (cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv) != 0)
		return CMD_TROUBLE;
	o.how.ids = o.ids;
	o.how.threads = o.common.threads;
	portfolio = cmd_portfolio(env, &o.common, true);
	if (portfolio == NULL || dgpm_track(&track, env->arena, env->diags, portfolio, &o.how) != 0)
		return cmd_give_up(env, &o.common);
	printing.track = track;
	summary = dgpm_arena_printf(env->arena, P_("%s, %zu target", "%s, %zu targets", track->n),
				    cmd_counts(env->arena, &track->cards, &track->ledgers), track->n);
	return cmd_finish(env, &o.common,
			  &(struct cmd_result){ .print = print_track, .ctx = &printing, .summary = summary });
}
