/* A catalogue of KPIs as text, CSV and JSON. */
#include "base/i18n.h"
#include "kpi/kpi.h"

static const struct dgpm_col columns[] = {
	{ "kpi_id", N_("KPI"), DGPM_COL_TEXT },
	{ "section", NULL, DGPM_COL_TEXT },
	{ "title", N_("title"), DGPM_COL_NAME },
	{ "owner", N_("owner"), DGPM_COL_NAME },
	{ "unit", NULL, DGPM_COL_TEXT },
	{ "system", NULL, DGPM_COL_TEXT },
	{ "target_fy", N_("by"), DGPM_COL_YEAR },
	{ "target", N_("target"), DGPM_COL_NAME },
	{ "state", N_("state"), DGPM_COL_TEXT },
	{ "value", N_("value"), DGPM_COL_TEXT },
	{ "fiscal_year", N_("of"), DGPM_COL_YEAR },
	{ "known", N_("known"), DGPM_COL_TEXT },
	{ "where", N_("facts"), DGPM_COL_NAME },
};

static void put_year(struct dgpm_grid *g, int fiscal_year)
{
	if (fiscal_year != 0)
		dgpm_grid_int(g, fiscal_year);
	else
		dgpm_grid_none(g);
}

void dgpm_kpis_print(const struct dgpm_kpis *kpis, struct dgpm_arena *arena, const struct dgpm_words *words,
		     struct dgpm_out *out, const struct dgpm_print *how)
{
	static const char *const states[] = { "unknown", "computed", "reported" };
	struct dgpm_grid *g = dgpm_grid_new(arena, columns, DGPM_COUNT(columns));
	bool text = how->format == DGPM_FORMAT_TEXT;

	dgpm_grid_report(g, "kpi-report");
	dgpm_grid_main(g);
	dgpm_grid_spare(g, "where known owner");
	for (size_t i = 0; i < kpis->n; i++) {
		const struct dgpm_kpi *k = &kpis->items[i];

		dgpm_grid_cstr(g, k->id);
		dgpm_grid_cstr(g, k->section);
		dgpm_grid_cstr(g, k->title);
		dgpm_grid_cstr(g, k->owner);
		dgpm_grid_cstr(g, k->unit);
		dgpm_grid_cstr(g, k->system);
		put_year(g, k->target_fy);
		dgpm_grid_cstr(g, k->target);
		dgpm_grid_cstr(g, text ? dgpm_word(words, "kpi-state", states[k->state]) : states[k->state]);
		dgpm_grid_cstr(g, k->value);
		put_year(g, k->fiscal_year);
		dgpm_grid_cstr(g, k->of != 0 ? dgpm_arena_printf(arena, "%zu/%zu", k->n, k->of) : NULL);
		dgpm_grid_cstr(g, k->where);
	}
	if (text)
		dgpm_out_printf(out, _("%s (%s): %zu KPIs, computed %zu, reported on a card %zu, unknown %zu\n\n"),
				kpis->title, kpis->source, kpis->n, kpis->n_computed, kpis->n_reported,
				kpis->n - kpis->n_computed - kpis->n_reported);
	dgpm_grid_print(g, out, how);
	if (text)
		dgpm_out_printf(out, "%s\n",
				_("known: how many cards or plans say something, of how many there are; only what this "
				  "portfolio holds is counted"));
}
