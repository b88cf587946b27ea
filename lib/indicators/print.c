/* The indicators of a card beside all else that is known of it. */
#include "indicators/print.h"
#include "base/i18n.h"
#include "indicators/indicators.h"

static const struct dgpm_col columns[] = {
	{ "indicator_id", N_("indicator"), DGPM_COL_TEXT }, { "name", N_("name"), DGPM_COL_NAME },
	{ "unit", N_("unit"), DGPM_COL_NAME },		    { "baseline", N_("base"), DGPM_COL_NAME },
	{ "target", N_("target"), DGPM_COL_NAME },	    { "actual", N_("actual"), DGPM_COL_NAME },
};

/* "156 (2020)", "<= 32 (2018)" */
static const char *dated(struct dgpm_arena *a, const struct dgpm_print *how, const struct dgpm_measure *m,
			 int fiscal_year, const char *before)
{
	const char *value = dgpm_measure_shown(a, m);

	if (value == NULL)
		return NULL;
	return fiscal_year != 0 ? dgpm_arena_printf(a, "%s%s (%s)", before, value, dgpm_print_year(a, how, fiscal_year))
				: dgpm_arena_printf(a, "%s%s", before, value);
}

void dgpm_indicators_print(const struct dgpm_node *card, struct dgpm_arena *arena, struct dgpm_out *out,
			   const struct dgpm_print *how)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card, "indicators", &items);
	struct dgpm_grid *g = dgpm_grid_new(arena, columns, DGPM_COUNT(columns));

	if (n == 0 || how->format != DGPM_FORMAT_TEXT)
		return;
	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_indicator ind;

		dgpm_indicator_read(&ind, arena, &items[i], "");
		dgpm_grid_cstr(g, ind.id);
		dgpm_grid_cstr(g, ind.name);
		dgpm_grid_cstr(g, ind.unit);
		dgpm_grid_cstr(g, dated(arena, how, &ind.baseline, ind.baseline_fy, ""));
		dgpm_grid_cstr(g, dated(arena, how, &ind.target, ind.target_fy,
					ind.direction == DGPM_AT_MOST ? "<= " : ""));
		dgpm_grid_cstr(g, dated(arena, how, &ind.actual, ind.actual_fy, ""));
	}
	dgpm_out_printf(out, "\n%s\n", _("indicators"));
	dgpm_grid_print(g, out, how);
}
