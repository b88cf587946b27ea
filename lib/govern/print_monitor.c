/* What to watch first, as a report. */
#include "base/i18n.h"
#include "print/text.h"
#include "govern/monitor.h"
#include "portfolio/print.h"

static const struct dgpm_col columns[] = {
	{ "rank", N_("rank"), DGPM_COL_INT },                  { "project_id", N_("project"), DGPM_COL_TEXT },
	{ "organization", N_("organization"), DGPM_COL_NAME }, { "name", N_("name"), DGPM_COL_NAME },
	{ "score", N_("score"), DGPM_COL_INT },                { "reasons", N_("reasons"), DGPM_COL_NAME },
};

/* For people: the two sides of the score; the reasons follow the table. */
static const struct dgpm_col text_columns[] = {
	{ "rank", N_("rank"), DGPM_COL_INT },                  { "project_id", N_("project"), DGPM_COL_TEXT },
	{ "organization", N_("organization"), DGPM_COL_NAME }, { "name", N_("name"), DGPM_COL_NAME },
	{ "importance", N_("importance"), DGPM_COL_INT },      { "risk", N_("risk"), DGPM_COL_INT },
	{ "score", N_("score"), DGPM_COL_INT },
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

#define REASON_COLUMN 8

/* A line goes on below its beginning. */
static void print_reason(const struct dgpm_monitor_reason *r, struct dgpm_arena *a, struct dgpm_out *out,
			 unsigned width)
{
	const char *label = r->points != 0 ? dgpm_arena_printf(a, "  %4d  ", r->points) : "        ";
	const char *text = dgpm_arena_printf(a, "%s%s%s [%s]", r->title, r->value != NULL ? ": " : "",
					     r->value != NULL ? r->value : "", r->source);

	dgpm_text_wrap(a, out, label, text, REASON_COLUMN, width != 0 ? width : SIZE_MAX);
}

static void print_side(struct dgpm_arena *a, struct dgpm_out *out, const struct dgpm_monitored *m, const char *title,
		       bool risk, unsigned width)
{
	bool titled = false;

	for (size_t i = 0; i < m->n_reasons; i++) {
		const struct dgpm_monitor_reason *r = &m->reasons[i];

		if (r->risk != risk || r->points == 0)
			continue;
		if (!titled)
			dgpm_out_printf(out, "  %s\n", title);
		titled = true;
		print_reason(r, a, out, width);
	}
}

static void print_reasons(const struct dgpm_monitoring *s, struct dgpm_arena *a, size_t n, struct dgpm_out *out,
			  unsigned width)
{
	for (size_t i = 0; i < n; i++) {
		const struct dgpm_monitored *m = &s->items[i];

		if (m->n_reasons == 0)
			continue;
		dgpm_out_printf(out, "\n%zu  %s  %s  %d\n", m->rank, m->id, m->name, m->score);
		print_side(a, out, m, _("importance"), false, width);
		print_side(a, out, m, _("risk"), true, width);
		for (size_t k = 0; k < m->n_reasons; k++)
			if (m->reasons[k].points == 0)
				print_reason(&m->reasons[k], a, out, width);
	}
}

void dgpm_monitoring_print(const struct dgpm_monitoring *s, struct dgpm_arena *a, const struct dgpm_words *words,
			   size_t n, struct dgpm_out *out, const struct dgpm_print *how)
{
	bool text = how->format == DGPM_FORMAT_TEXT;
	struct dgpm_grid *g = text ? dgpm_grid_new(a, text_columns, DGPM_COUNT(text_columns)) :
				     dgpm_grid_new(a, columns, DGPM_COUNT(columns));

	dgpm_grid_main(g);
	for (size_t i = 0; i < n; i++) {
		const struct dgpm_monitored *m = &s->items[i];

		dgpm_grid_int(g, (int64_t)m->rank);
		dgpm_grid_cstr(g, m->id);
		if (text)
			dgpm_put_organization(g, words, m->organization);
		else
			dgpm_grid_cstr(g, m->organization);
		dgpm_grid_cstr(g, m->name);
		if (text) {
			dgpm_grid_int(g, m->importance);
			dgpm_grid_int(g, m->risk);
		}
		dgpm_grid_int(g, m->score);
		if (!text)
			dgpm_grid_cstr(g, reasons_of(a, m));
	}
	dgpm_grid_print(g, out, how);
	if (!text)
		return;
	print_reasons(s, a, n, out, how->width);
	if (n < s->n)
		dgpm_out_printf(out, _("\n%zu of %zu projects are shown\n"), n, s->n);
	dgpm_out_printf(out, "\n%s\n",
			_("score: importance and risk added; what the cards and ledgers do not say brings no "
			  "points (S1 4-7)"));
	dgpm_print_lacking(out, &s->ledgers);
}
