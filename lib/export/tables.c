/* The tables: rows cell by cell. */
#include "base/text.h"
#include "export/parts.h"
#include "base/i18n.h"

#include <stdlib.h>

static const char *const written[] = {
	"projects", "milestones", "indicators", "indicator_values", "reviews", "waivers", "procurements", "transfers",
	"lifecycle_costs", "measures", "measure_years", "facts", "ledger", "organizations", "results",
};

bool export_tables_are_all(const struct export_run *run)
{
	for (size_t k = 0; k < DGPM_COUNT(written); k++) {
		size_t i = 0;

		while (i < run->n_tables && strcmp(run->tables[i].name, written[k]) != 0)
			i++;
		if (i < run->n_tables)
			continue;
		dgpm_diag_addf(run->diags, DGPM_MSG_DATA_01, (struct dgpm_loc){ .path = "export.yaml" }, NULL,
			       _("the table '%s' is missing"), written[k]);
		return false;
	}
	return true;
}

struct export_table *export_table(struct export_run *run, const char *name)
{
	for (size_t i = 0; i < run->n_tables; i++)
		if (strcmp(run->tables[i].name, name) == 0)
			return &run->tables[i];
	/* Before anything is written it was seen that all are there. */
	abort();
}

void export_text(struct export_table *t, const char *text)
{
	csv_text(&t->csv, text);
}

void export_str(struct export_table *t, struct dgpm_str text)
{
	csv_cell(&t->csv, text.s != NULL ? text : DGPM_STR(""));
}

void export_path(struct export_run *run, struct export_table *t, const char *path)
{
	struct dgpm_str text = dgpm_str_of(path != NULL ? path : "");

	export_str(t, dgpm_utf8_valid(text.s, text.n) == text.n ? text : dgpm_text_escape(run->arena, text));
}

void export_at(struct export_table *t, const struct dgpm_node *map, const char *path)
{
	export_str(t, dgpm_node_str(dgpm_node_at(map, path)));
}

void export_int(struct export_table *t, int64_t value)
{
	csv_int(&t->csv, value);
}

void export_end(struct export_table *t)
{
	csv_end(&t->csv);
	t->n_rows++;
}
