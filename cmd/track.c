/* dgpm track: cost-reduction targets: baseline, path, result, forecast, gap. */
#include "cmd.h"
#include "track/print.h"

#include <stdlib.h>
#include <unistd.h>

enum {
	OPT_BY = 0x200,
	OPT_AS_OF,
	OPT_EXPENSE,
	OPT_COMPARE,
	OPT_DETAIL,
	OPT_WHAT_IF,
	OPT_PUBLISHED,
	OPT_SCENARIO,
	OPT_BARS,
	OPT_FIGURES
};

#define USUAL_WIDTH 100 /* where it is not a terminal */

struct track_opts {
	struct cmd_common common;
	struct dgpm_track_how how;
	const char **ids;
	struct dgpm_track_step *steps;
	bool detail, bars, utf8, addresses;
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
	{ "figures", OPT_FIGURES, NULL, 0, N_("in text too the address of each row, which dgpm trace takes"), 0 },
	{ "what-if", OPT_WHAT_IF, "RATE,...", 0, N_("what would close the gap, at cut rates such as 0.1,0.3"), 0 },
	{ "scenario", OPT_SCENARIO, "ID=CHANGE,...", 0,
	  N_("what if projects cost less, more or end: ID=-20%, ID=stop, ID=FY2024:-5%"), 0 },
	CMD_OPTION_DATE(N_("the day, YYYY-MM-DD; else dgpm.yaml, else today")),
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

/* 0.3, or 30%: the same number with its point two places further left. */
static bool parse_rate(struct dgpm_arena *a, int64_t *rate, struct dgpm_str text)
{
	size_t whole = text.n != 0 ? strspn(text.s, "0123456789") : 0;
	const char *moved;

	if (text.n < 2 || text.s[text.n - 1] != '%')
		return dgpm_cut_parse(rate, text);
	if (whole == 0 || whole > 3)
		return false;
	moved = dgpm_arena_printf(a, "%0*d", (int)whole + 2, 0);
	moved = dgpm_arena_printf(a, "%.*s%.*s", (int)(whole < 3 ? 3 - whole : 0), moved, (int)whole, text.s);
	moved = dgpm_arena_printf(a, "%c.%s%.*s", moved[0], moved + 1,
				  (int)(text.n - 1 - whole > 1 ? text.n - 2 - whole : 0), text.s + whole + 1);
	return (text.s[whole] == '%' || text.s[whole] == '.') && dgpm_cut_parse(rate, dgpm_str_of(moved));
}

static void parse_rates(struct dgpm_track_how *how, const struct argp_state *state, const char *arg)
{
	const char *list = arg;
	struct dgpm_str item;

	how->n_rates = 0;
	while (next_item(&list, &item)) {
		if (how->n_rates == DGPM_TRACK_MAX_RATES)
			argp_error(state, _("at most %d rates at once"), DGPM_TRACK_MAX_RATES);
		if (!parse_rate(((struct cmd_common *)state->input)->arena, &how->rates[how->n_rates], item) ||
		    how->rates[how->n_rates] == 0)
			argp_error(state, _("'%.*s' is not a cut rate: above 0 and at most 1, such as 0.3 or 30%%"),
				   (int)item.n, item.s);
		how->n_rates++;
	}
}

/* Full width signs and digits are as good. */
static void parse_step(struct track_opts *o, const struct argp_state *state, struct dgpm_str item)
{
	struct dgpm_arena *a = o->common.arena;
	const char *text = dgpm_arena_strndup(a, item.s, item.n), *equals = strchr(text, '='), *change, *colon;
	struct dgpm_track_step step = { 0 };

	if (equals == NULL || equals == text) {
		argp_error(state,
			   _("'%s' is not a change of a project: ID=-20%%, ID=+5%%, ID=stop or ID=FY2024:-20%%"), text);
		return;
	}
	step.id = dgpm_arena_strndup(a, text, (size_t)(equals - text));
	change = equals + 1;
	colon = strchr(change, ':');
	if (colon != NULL) {
		step.from_fy = cmd_parse_year(state, dgpm_arena_strndup(a, change, (size_t)(colon - change)));
		change = colon + 1;
	}
	if (strcmp(change, "stop") == 0)
		step.rate = -DGPM_CUT_WHOLE;
	else if ((*change != '-' && *change != '+') || !parse_rate(a, &step.rate, dgpm_str_of(change + 1)) ||
		 step.rate == 0)
		argp_error(state,
			   _("'%s' is not a change of a project: ID=-20%%, ID=+5%%, ID=stop or ID=FY2024:-20%%"), text);
	else if (*change == '-')
		step.rate = -step.rate;
	o->steps = dgpm_arena_grow(a, o->steps, o->how.n_steps, o->how.n_steps + 1, sizeof *o->steps);
	o->steps[o->how.n_steps++] = step;
}

static void add_target(struct track_opts *o, const char *id)
{
	o->ids = dgpm_arena_grow(o->common.arena, o->ids, o->how.n_ids, o->how.n_ids + 1, sizeof *o->ids);
	o->ids[o->how.n_ids++] = id;
}

/* An argument that is no file and not written as a path, nor as the ID of a project, is the ID of a target. */
static void take_targets(struct track_opts *o)
{
	struct cmd_common *c = &o->common;
	size_t n = 0;

	for (size_t i = 0; i < c->n_args; i++) {
		const char *arg = c->args[i];

		if (strpbrk(arg, "/.") == NULL && strcmp(arg, "-") != 0 && !cmd_is_like_id(arg) &&
		    access(dgpm_arena_printf(c->arena, "%s/%s", c->dir, arg), F_OK) != 0)
			add_target(o, arg);
		else
			c->args[n++] = arg;
	}
	c->n_args = n;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct track_opts *o = state->input;
	const char *list;
	struct dgpm_str item;

	switch (key) {
	case 't':
		add_target(o, arg);
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
	case OPT_FIGURES:
		o->addresses = true;
		return 0;
	case OPT_WHAT_IF:
		parse_rates(&o->how, state, arg);
		return 0;
	case OPT_SCENARIO:
		for (list = arg; next_item(&list, &item);)
			parse_step(o, state, item);
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

struct printing {
	const struct track_opts *o;
	struct dgpm_arena *arena;
	struct dgpm_words words;
	const struct dgpm_track *track;
};

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct printing *p = ctx;
	struct dgpm_track_look look = {
		.width = how->width != 0 ? how->width : USUAL_WIDTH,
		.utf8 = p->o->bars ? p->o->utf8 : cmd_is_utf8(how->lang),
		.detail = p->o->detail,
		.addresses = p->o->addresses,
		.words = &p->words,
	};

	dgpm_track_print(p->track, p->arena, out, how, &look);
}

int cmd_track(struct cmd_env *env, int argc, char **argv)
{
	struct track_opts o = { .common = env->defaults };
	struct printing printing = { .o = &o, .arena = env->arena };
	struct dgpm_portfolio *portfolio;
	struct dgpm_track *track;
	const char *summary;

	o.common.print.unit = DGPM_UNIT_MILLION;
	o.common.tables = o.common.selects = true;
	cmd_parse(env, options, parse_option, N_("[TARGET|PATH...]"), NULL, &o, argc, argv);
	take_targets(&o);
	o.how.ids = o.ids;
	o.how.threads = o.common.threads;
	if (o.how.n_rates != 0 && o.how.n_steps != 0)
		return cmd_wrong(env, "%s", _("--what-if and --scenario are two questions: one at a time"));
	portfolio = cmd_portfolio(env, &o.common, true);
	if (portfolio != NULL)
		o.how.open_from = dgpm_date_fiscal_year(cmd_review_date(env, &o.common, portfolio));
	for (size_t i = 0; portfolio != NULL && i < o.how.n_steps; i++)
		if ((o.steps[i].id = cmd_find_id(env, &o.common, o.steps[i].id)) == NULL)
			return CMD_TROUBLE;
	o.how.steps = o.steps;
	if (portfolio == NULL || dgpm_track(&track, env->arena, env->diags, portfolio, &o.how) != 0)
		return cmd_give_up(env, &o.common);
	printing.words = cmd_words(env);
	printing.track = track;
	summary = dgpm_arena_printf(env->arena, P_("%s, %zu target", "%s, %zu targets", track->n),
				    cmd_counts(env->arena, &track->cards, &track->ledgers), track->n);
	return cmd_finish(env, &o.common,
			  &(struct cmd_result){ .print = print, .ctx = &printing, .summary = summary });
}
