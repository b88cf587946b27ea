/* The tracking report as text: a table of all targets, then each with its years, its changes and its levers. */
#include "track/print_parts.h"
#include "base/buf.h"
#include "base/text.h"
#include "base/i18n.h"
#include "track/address.h"
#include "base/wide.h"
#include "print/markdown.h"

#include <stdlib.h>

#define NAME_COLUMNS 32
#define MAX_REASONS 8
#define MAX_EMPTY 8 /* years without a figure that are drawn one by one */

static const char *color(const struct track_text *x, enum dgpm_track_status s)
{
	static const char *const on[DGPM_N_TRACK_STATUS] = { "\033[32m", "\033[32m", "\033[33m",
							     "\033[33m", "\033[31m", "\033[35m" };

	return x->how->color ? on[s] : "";
}

static const char *off(const struct track_text *x)
{
	return x->how->color ? "\033[0m" : "";
}

static const struct dgpm_col columns[] = {
	{ "target", N_("target"), DGPM_COL_TEXT },       { "as_of", N_("as of"), DGPM_COL_TEXT },
	{ "baseline", N_("baseline"), DGPM_COL_YEN },    { "goal", N_("goal"), DGPM_COL_YEN },
	{ "path", N_("path"), DGPM_COL_YEN },            { "actual", N_("result"), DGPM_COL_YEN },
	{ "reduction", N_("reduction"), DGPM_COL_YEN },  { "rate", N_("rate"), DGPM_COL_RATE },
	{ "forecast", N_("forecast"), DGPM_COL_YEN },    { "gap", N_("gap"), DGPM_COL_YEN },
	{ "status", N_("status"), DGPM_COL_TEXT },       { "figure", NULL, DGPM_COL_TEXT },
};

static void yen_cell(struct dgpm_grid *g, bool known, int64_t value)
{
	if (known)
		dgpm_grid_int(g, value);
	else
		dgpm_grid_none(g);
}

/* "FY2013 to FY2021, a cut of 30 %" */
static const char *years_of(const struct track_text *x, const struct dgpm_target *t)
{
	const char *text = "";

	if (t->baseline_fy != 0 && t->aim.fiscal_year != 0)
		text = dgpm_arena_printf(x->arena, _("FY%d to FY%d, "), t->baseline_fy, t->aim.fiscal_year);
	switch (t->aim.kind) {
	case DGPM_AIM_CUT:
		return dgpm_arena_printf(x->arena, t->more_than ? _("%sa cut of more than %s") : _("%sa cut of %s"),
					 text, track_text_percent(x, t->aim.value));
	case DGPM_AIM_CUT_YEN:
		return dgpm_arena_printf(x->arena, _("%sa cut of %s a year"), text, track_text_yen(x, t->aim.value));
	case DGPM_AIM_AMOUNT:
		return dgpm_arena_printf(x->arena, _("%sdown to %s"), text, track_text_yen(x, t->aim.value));
	default:
		return text;
	}
}

/* Classes and viewpoints: the words of the code list, or the text itself. */
static const char *group_text(const struct track_text *x, const struct dgpm_track_row *r)
{
	return strcmp(r->group, "-") == 0 ? _("not said") : track_text_code(x, "class", r->group);
}

/* The figures of a row; what is of a year that is not over is marked. */
static void add_figures(struct track_text *x, struct dgpm_grid *g, const struct dgpm_tracked *t,
			const struct dgpm_track_row *r)
{
	bool open = track_is_open(x->track, t->as_of);

	yen_cell(g, r->baseline.known, r->baseline.yen);
	yen_cell(g, r->has_target, r->target_yen);
	yen_cell(g, r->has_path, r->path_yen);
	yen_cell(g, r->actual.known, r->actual.yen);
	if (open)
		dgpm_grid_mark(g);
	yen_cell(g, r->has_reduction, r->reduction_yen);
	dgpm_grid_ratio(g, r->reduction_yen, r->has_reduction ? r->rate_of_yen : 0);
	if (open)
		dgpm_grid_mark(g);
	x->open |= open && r->actual.known;
	yen_cell(g, r->has_forecast, r->forecast_yen);
	yen_cell(g, r->has_gap, r->gap_yen);
}

/* Below a row: the same projects alone, with their own verdict, and what the others bring and take. */
static void add_same(struct track_text *x, struct dgpm_grid *g, const struct dgpm_tracked *t,
		     const struct dgpm_track_row *r, int indent)
{
	const struct dgpm_track_row others = {
		.baseline = { .known = r->n_gone != 0, .yen = r->gone_yen },
		.actual = { .known = r->n_new != 0, .yen = r->new_yen },
	};

	if (r->same == NULL)
		return;
	dgpm_grid_sum(g, true);
	dgpm_grid_cstr(g, dgpm_arena_printf(x->arena, _("%*slike for like %zu"), indent, "", r->same->n_members));
	dgpm_grid_cstr(g, "");
	add_figures(x, g, t, r->same);
	dgpm_grid_cstr(g, track_text_code(x, "track-status", dgpm_track_status_name(r->same->status)));
	dgpm_grid_none(g);
	dgpm_grid_sum(g, true);
	dgpm_grid_cstr(g, r->n_gone == 0 ? dgpm_arena_printf(x->arena, _("%*snew %zu"), indent, "", r->n_new) :
			  r->n_new == 0	 ? dgpm_arena_printf(x->arena, _("%*sended %zu"), indent, "", r->n_gone) :
					   dgpm_arena_printf(x->arena, _("%*snew %zu, ended %zu"), indent, "", r->n_new,
							     r->n_gone));
	dgpm_grid_cstr(g, "");
	add_figures(x, g, t, &others);
	dgpm_grid_none(g);
	dgpm_grid_none(g);
}

static void add_row(struct track_text *x, struct dgpm_grid *g, const struct dgpm_track *track,
		    const struct dgpm_tracked *t, size_t i)
{
	enum dgpm_track_by by = track->how.by;
	const struct dgpm_track_row *r = &t->rows[i];

	if (i == 0)
		dgpm_grid_cstr(g, t->target->id);
	else
		dgpm_grid_cstr(g,
			       dgpm_arena_printf(x->arena, "  %s",
						 texttable_cut(x->arena, r->name != NULL ? r->name : group_text(x, r),
							       NAME_COLUMNS)));
	dgpm_grid_cstr(g, i != 0 ? "" : t->as_of != 0 ? dgpm_arena_printf(x->arena, "%d", t->as_of) : "－");
	add_figures(x, g, t, r);
	/* A viewpoint has reductions, but no target to be held against. */
	if (i != 0 && by == DGPM_TRACK_VIEWPOINT)
		dgpm_grid_none(g);
	else
		dgpm_grid_cstr(g, track_text_code(x, "track-status", dgpm_track_status_name(r->status)));
	dgpm_grid_cstr(g, x->look->addresses ? dgpm_track_address(track, x->arena, t, r) : NULL);
	add_same(x, g, t, r, i == 0 ? 2 : 4);
}

/* "reached 0, on track 1, ...": of the targets, not of groups. */
static void print_verdicts(const struct track_text *x, const struct dgpm_track *track)
{
	size_t n[DGPM_N_TRACK_STATUS] = { 0 };
	struct dgpm_buf text = { .arena = x->arena };

	if (track->n < 2)
		return;
	for (size_t i = 0; i < track->n; i++)
		n[track->items[i].rows[0].status]++;
	for (int s = 0; s < DGPM_N_TRACK_STATUS; s++) {
		dgpm_buf_sep(&text, _(", "));
		dgpm_buf_addf(&text, "%s %zu",
			      track_text_code(x, "track-status", dgpm_track_status_name((enum dgpm_track_status)s)),
			      n[s]);
	}
	dgpm_out_printf(x->out, _("targets: %s\n"), dgpm_buf_text(&text));
}

static void print_table(struct track_text *x, const struct dgpm_track *track)
{
	struct dgpm_col *cols = dgpm_arena_array(x->arena, DGPM_COUNT(columns), sizeof *cols);
	struct dgpm_grid *g;

	memcpy(cols, columns, sizeof columns);
	if (x->look->addresses)
		cols[DGPM_COUNT(columns) - 1].title = N_("address");
	g = dgpm_grid_new(x->arena, cols, DGPM_COUNT(columns));
	dgpm_grid_main(g);
	/* The gap and the status are what is asked: how the result came about goes first. */
	dgpm_grid_spare(g, "rate reduction forecast path as_of baseline goal actual");
	for (size_t i = 0; i < track->n; i++)
		for (size_t r = 0; r < track->items[i].n_rows; r++)
			add_row(x, g, track, &track->items[i], r);
	if (x->how->markdown)
		markdown_grid(g, x->out, x->how, MARKDOWN_MOST_BYTES / 2 - 2000);
	else
		dgpm_grid_print(g, x->out, x->how);
	if (x->how->choice != NULL && x->how->choice->unknown != NULL)
		return;
	if (x->open)
		dgpm_out_printf(x->out, _("* the year is not over: FY%d and later\n"), track->how.open_from);
	print_verdicts(x, track);
}

static void wrap(const struct track_text *x, const char *label, const char *text, size_t indent)
{
	dgpm_text_wrap(x->arena, x->out, dgpm_arena_printf(x->arena, "%*s%s", (int)indent, "", label), text, indent,
		       x->look->width);
}

static const char *expense_text(const struct track_text *x, unsigned expenses)
{
	const char *text = "";

	for (int e = 0; e < DGPM_N_EXPENSES; e++)
		if ((expenses >> e & 1) != 0)
			text = dgpm_arena_printf(
				x->arena, "%s%s%s", text, *text != '\0' ? ", " : "",
				track_text_code(x, "expense", dgpm_expense_name((enum dgpm_expense)e)));
	return text;
}

/* One bar: the figure, and a mark where the path stands. */
static void print_bar(const struct track_text *x, const struct dgpm_track_year *y, bool result, size_t room,
		      dgpm_yen top)
{
	const char *full = !x->look->utf8 ? (result ? "#" : "=") : result ? "█" : "▒";
	const char *mark = x->look->utf8 ? "│" : "|";
	size_t bar = 0, at = room + 1;

	if (y->figure.known && y->figure.yen > 0)
		bar = (size_t)(((wide)y->figure.yen * (wide)room * 2 + top) / ((wide)top * 2));
	if (y->has_path && y->path_yen >= 0)
		at = (size_t)(((wide)y->path_yen * (wide)room * 2 + top) / ((wide)top * 2));
	for (size_t i = 0; i <= room; i++)
		dgpm_out_puts(x->out, i == at ? mark : i < bar ? full : " ");
}

static bool is_result(const struct dgpm_tracked *t, const struct dgpm_track_year *y)
{
	return y->figure.by_stage[t->target->stages[0]] != 0 && y->fiscal_year <= t->as_of;
}

/* Years without a figure from this one on. */
static size_t empty_years(const struct dgpm_tracked *t, size_t from)
{
	size_t n = 0;

	while (from + n < t->n_years && !t->years[from + n].figure.known)
		n++;
	return n;
}

/* A year in which not all projects of the scope have a figure says of how many it is. */
static bool counts_part(const struct dgpm_tracked *t, const struct dgpm_track_year *y)
{
	return y->figure.known && !y->figure.given && y->n_counted != 0 && y->n_counted < t->rows[0].n_members;
}

static void print_years(const struct track_text *x, const struct dgpm_tracked *t)
{
	size_t widest = 0, room;
	dgpm_yen top = 0;
	bool path = false, some = false, other = false, part = false;

	for (size_t i = 0; i < t->n_years; i++) {
		const struct dgpm_track_year *y = &t->years[i];
		const char *yen = track_text_yen(x, y->figure.known ? y->figure.yen : 0);

		if (strlen(yen) > widest)
			widest = strlen(yen);
		if (y->figure.known && y->figure.yen > top)
			top = y->figure.yen;
		if (y->has_path && y->path_yen > top)
			top = y->path_yen;
		path |= y->has_path;
		some |= y->figure.known;
		other |= y->figure.known && !is_result(t, y);
	}
	if (!some || top == 0)
		return;
	for (size_t i = 0; i < t->n_years; i++)
		part |= counts_part(t, &t->years[i]);
	room = x->look->width > widest + 40 ? x->look->width - widest - 30 : 20;
	if (part && room > 30)
		room -= 10;
	for (size_t i = 0; i < t->n_years; i++) {
		const struct dgpm_track_year *y = &t->years[i];
		size_t empty = empty_years(t, i);
		const char *yen = y->figure.known ? track_text_yen(x, y->figure.yen) : "－";

		if (empty > MAX_EMPTY) {
			dgpm_out_printf(x->out, "  %d-%d  %s\n", y->fiscal_year, y->fiscal_year + (int)empty - 1,
					_("no figure"));
			i += empty - 1;
			continue;
		}
		dgpm_out_printf(x->out, "  %d  ", y->fiscal_year);
		dgpm_out_spaces(x->out, widest > dgpm_text_width(yen, strlen(yen)) ?
						widest - dgpm_text_width(yen, strlen(yen)) : 0);
		dgpm_out_printf(x->out, "%s  ", yen);
		print_bar(x, y, is_result(t, y), room, top);
		dgpm_out_printf(x->out, "  %s", y->figure.known ? track_text_basis(x, &y->figure) : _("no figure"));
		if (counts_part(t, y))
			dgpm_out_printf(x->out, _(", %zu of %zu"), y->n_counted, t->rows[0].n_members);
		dgpm_out_puts(x->out, "\n");
	}
	dgpm_out_printf(x->out, "  %s %s", x->look->utf8 ? "█" : "#", _("result"));
	if (other)
		dgpm_out_printf(x->out, "  %s %s", x->look->utf8 ? "▒" : "=", _("budget or plan"));
	if (path)
		dgpm_out_printf(x->out, "  %s %s", x->look->utf8 ? "│" : "|", _("path to the target"));
	dgpm_out_puts(x->out, "\n");
}

static void print_forecast(const struct track_text *x, const struct dgpm_tracked *t, const struct dgpm_track_row *r)
{
	if (r->has_forecast && r->forecast_years != 0)
		dgpm_out_printf(x->out,
				_("  forecast for FY%d: %s, the line of least squares over %u years of results\n"),
				t->target->aim.fiscal_year, track_text_yen(x, r->forecast_yen), r->forecast_years);
	else if (r->has_forecast)
		dgpm_out_printf(x->out,
				_("  forecast for FY%d: %s, the plan; results of two years are needed for a line\n"),
				t->target->aim.fiscal_year, track_text_yen(x, r->forecast_yen));
	if (r->status == DGPM_BEHIND && r->has_gap && r->gap_yen > 0)
		dgpm_out_printf(x->out, _("  above the path, and the forecast is %s above the target\n"),
				track_text_yen(x, r->gap_yen));
	else if (r->status == DGPM_BEHIND && r->has_gap)
		dgpm_out_puts(x->out, _("  above the path, though the forecast reaches the target\n"));
	if (r->status == DGPM_FORECAST_MISSES)
		dgpm_out_printf(x->out, _("  on the path now, but the forecast is %s above the target\n"),
				track_text_yen(x, r->gap_yen));
	if (r->plan.known)
		dgpm_out_printf(x->out, _("  plan for FY%d: %s (%s)\n"), t->target->aim.fiscal_year,
				track_text_yen(x, r->plan.yen), track_text_basis(x, &r->plan));
	else if (r->n_planned != 0 && r->n_planned < r->n_members)
		dgpm_out_printf(x->out, _("  plan for FY%d: only %zu of %zu projects have one\n"),
				t->target->aim.fiscal_year, r->n_planned, r->n_members);
}

static void print_reported(const struct track_text *x, const struct dgpm_tracked *t, const struct dgpm_track_row *r)
{
	if (!r->has_prospect && !r->has_reported)
		return;
	dgpm_out_printf(x->out, _("  reductions on the cards for FY%d: foreseen %s, reported %s\n"), t->as_of,
			r->has_prospect ? track_text_yen(x, r->prospect_yen) : "－",
			r->has_reported ? track_text_yen(x, r->reported_yen) : "－");
}

static void print_viewpoints(const struct track_text *x, const struct dgpm_tracked *t)
{
	for (size_t i = 1; i < t->n_rows; i++) {
		const struct dgpm_track_row *r = &t->rows[i];

		if (r->has_prospect || r->has_reported)
			dgpm_out_printf(x->out, _("    %s: foreseen %s, reported %s\n"), r->group,
					r->has_prospect ? track_text_yen(x, r->prospect_yen) : "－",
					r->has_reported ? track_text_yen(x, r->reported_yen) : "－");
	}
}

static void print_published(const struct track_text *x, const struct dgpm_tracked *t, const struct dgpm_track_row *r)
{
	int64_t rate;

	if (!t->target->has_published)
		return;
	dgpm_out_printf(x->out, _("  published baseline: %s"), track_text_yen(x, t->target->published_yen));
	if (r->baseline.known && !r->baseline.given &&
	    dgpm_rate(&rate, r->baseline.yen, t->target->published_yen, 3))
		dgpm_out_printf(x->out, _("; the ledgers here hold %d.%d %% of it, and are measured by themselves"),
				(int)(rate / 10), (int)(rate % 10));
	dgpm_out_puts(x->out, "\n");
}

/* What is missing without a word, in the unit of the report. */
static const char *with_amount(const struct track_text *x, const struct dgpm_track_row *r, const char *text)
{
	return text == r->open_text ? dgpm_arena_printf(x->arena, "%s (%s)", text, track_text_yen(x, r->open_yen)) :
				      text;
}

/* Of the groups a few at most: the table says which they are. */
static void print_reasons(const struct track_text *x, const struct dgpm_track *track, const struct dgpm_tracked *t)
{
	size_t told = 0;

	if (t->rows[0].reason != NULL)
		wrap(x, _("why: "), with_amount(x, &t->rows[0], t->rows[0].reason), 2);
	for (size_t i = 1; i < t->n_rows && track->how.by != DGPM_TRACK_VIEWPOINT; i++) {
		const struct dgpm_track_row *r = &t->rows[i];

		if (r->reason == NULL || (t->rows[0].reason != NULL && strcmp(r->reason, t->rows[0].reason) == 0))
			continue;
		if (told++ < MAX_REASONS || x->look->detail)
			wrap(x, "", dgpm_arena_printf(x->arena, "%s: %s", r->name != NULL ? r->name : r->group,
						      with_amount(x, r, r->reason)), 4);
	}
	if (told > MAX_REASONS && !x->look->detail)
		dgpm_out_printf(x->out, _("    and %zu more (--detail)\n"), told - MAX_REASONS);
	if (t->rows[0].open_text != NULL && t->rows[0].reason == NULL)
		wrap(x, "", dgpm_arena_printf(x->arena, _("%s: the status holds either way, but no reduction is told"),
					      with_amount(x, &t->rows[0], t->rows[0].open_text)), 2);
	if (t->rows[0].unsplit_rows != 0)
		wrap(x, "",
		     _("--expense unspecified measures them as they are: the total, which is not what the target is "
		       "set on"),
		     2);
	else if (t->rows[0].open_text != NULL && (t->rows[0].reason == NULL ||
						  t->rows[0].reason == t->rows[0].open_text))
		wrap(x, "",
		     _("a budget that moved is told by 'transfers' on the card, an end by 'decision', a cut that "
		       "was made by 'reductions'"),
		     2);
}

static void print_one(const struct track_text *x, const struct dgpm_track *track, const struct dgpm_tracked *t)
{
	const struct dgpm_track_row *r = &t->rows[0];
	const char *status = track_text_code(x, "track-status", dgpm_track_status_name(r->status));

	dgpm_out_puts(x->out, "\n");
	wrap(x, "", dgpm_arena_printf(x->arena, "%s: %s%s%s%s", t->target->id, t->target->title,
				      t->target->source != NULL ? " [" : "",
				      t->target->source != NULL ? t->target->source : "",
				      t->target->source != NULL ? "]" : ""), 0);
	dgpm_out_puts(x->out, "  ");
	dgpm_out_code(x->out, color(x, r->status));
	dgpm_out_puts(x->out, status);
	dgpm_out_code(x->out, off(x));
	dgpm_out_printf(x->out, "; %s", years_of(x, t->target));
	if (r->n_members != t->n_scope)
		dgpm_out_printf(x->out, P_("; %zu of %zu project", "; %zu of %zu projects", t->n_scope), r->n_members,
				t->n_scope);
	else
		dgpm_out_printf(x->out, P_("; %zu project", "; %zu projects", r->n_members), r->n_members);
	dgpm_out_printf(x->out, _("\n  expense: %s"), expense_text(x, t->expenses));
	if (t->expenses != t->target->expenses)
		dgpm_out_printf(x->out, _(", in place of %s: not the target as set"),
				expense_text(x, t->target->expenses));
	dgpm_out_puts(x->out, "\n");
	print_reasons(x, track, t);
	if (r->baseline.known || r->actual.known)
		dgpm_out_printf(x->out, _("  basis: baseline %s; result %s\n"), track_text_basis(x, &r->baseline),
				track_text_basis(x, &r->actual));
	if (r->moved_yen != 0)
		dgpm_out_printf(x->out, _("  the result holds %s moved to another budget by the cards: no reduction\n"),
				track_text_yen(x, r->moved_yen));
	print_published(x, t, r);
	print_forecast(x, t, r);
	print_reported(x, t, r);
	if (track->how.by == DGPM_TRACK_VIEWPOINT)
		print_viewpoints(x, t);
	if (t->target->note != NULL)
		wrap(x, _("note: "), t->target->note, 2);
	print_years(x, t);
	track_text_changes(x, t);
	if (track->how.n_rates != 0)
		track_text_whatif(x, track, t);
	if (track->how.n_steps != 0)
		track_text_scenario(x, track, t);
}

/* Of a target what its text says, as it stands, in memory; NULL: there is none to be had. The caller frees it. */
static char *text_of(const struct track_text *x, const struct dgpm_tracked *t)
{
	struct track_text own = *x;
	struct dgpm_diags *ignored = dgpm_diags_new(x->arena);
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	if (f == NULL)
		return NULL;
	if (dgpm_out_open(&own.out, x->arena, ignored, NULL, f) == 0) {
		print_one(&own, x->track, t);
		(void)!dgpm_out_close(own.out, ignored);
	}
	fclose(f);
	return text;
}

static void add_escaped(struct dgpm_buf *b, const char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '<')
			dgpm_buf_add(b, "&lt;");
		else if (*text == '&')
			dgpm_buf_add(b, "&amp;");
		else
			dgpm_buf_char(b, *text);
}

/* Lines and bars as they stand, folded below the target, as many targets as a comment takes. */
static void print_folded(const struct track_text *x)
{
	size_t room = MARKDOWN_MOST_BYTES / 2, left = 0;

	dgpm_out_puts(x->out, "\n");
	for (size_t i = 0; i < x->track->n; i++) {
		struct dgpm_buf b = { .arena = x->arena };
		char *text = text_of(x, &x->track->items[i]);

		if (text == NULL)
			continue;
		dgpm_buf_add(&b, "<details><summary>");
		add_escaped(&b, x->track->items[i].target->id);
		dgpm_buf_add(&b, "</summary>\n\n<pre>");
		add_escaped(&b, text);
		dgpm_buf_add(&b, "</pre>\n</details>\n");
		free(text);
		if (b.n > room) {
			left++;
			continue;
		}
		room -= b.n;
		dgpm_out_puts(x->out, dgpm_buf_text(&b));
	}
	if (left != 0)
		dgpm_out_printf(x->out, P_("%zu target is left out here.\n", "%zu targets are left out here.\n", left),
				left);
}

void track_text_print(const struct dgpm_track *track, struct dgpm_arena *arena, struct dgpm_out *out,
		      const struct dgpm_print *how, const struct dgpm_track_look *look)
{
	struct track_text x = { .arena = arena, .out = out, .how = how, .look = look, .track = track };

	print_table(&x, track);
	if (how->choice != NULL && how->choice->unknown != NULL)
		return;
	if (how->markdown)
		print_folded(&x);
	for (size_t i = 0; i < track->n && !how->markdown; i++)
		print_one(&x, track, &track->items[i]);
	if (track->n_idle != 0) {
		dgpm_out_puts(out, track->n != 0 ? "\n" : "");
		dgpm_out_puts(out, _("no project here is in the scope of:"));
		for (size_t i = 0; i < track->n_idle; i++)
			dgpm_out_printf(out, "%s %s", i != 0 ? "," : "", track->idle[i]->id);
		dgpm_out_puts(out, "\n");
	}
}
