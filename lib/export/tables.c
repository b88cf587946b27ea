/* The tables: rows cell by cell. */
#include "export/parts.h"

#include <stdlib.h>

struct export_table *export_table(struct export_run *run, const char *name)
{
	for (size_t i = 0; i < run->n_tables; i++)
		if (strcmp(run->tables[i].name, name) == 0)
			return &run->tables[i];
	/* schemas/export.yaml names every table that is written: held by a test. */
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
