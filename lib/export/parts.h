/* Internal: tables under way. */
#ifndef EXPORT_PARTS_H
#define EXPORT_PARTS_H

#include "export/export.h"
#include "io/folder.h"
#include "print/csv.h"
#include "rules/facts.h"

#define EXPORT_MOST_TABLES 16

/* One table: its place in schemas/export.yaml, and the file that is being written. */
struct export_table {
	const char *name;
	const struct dgpm_node *node;
	struct dgpm_out *out;
	struct dgpm_csv csv;
	size_t n_rows;
};

struct export_run {
	struct dgpm_arena *arena;
	struct dgpm_portfolio *p;
	struct dgpm_diags *diags;
	struct dgpm_folder folder;
	struct dgpm_date date;
	struct dgpm_facts_in facts;
	struct export_table tables[EXPORT_MOST_TABLES];
	size_t n_tables;
};

/* Whether every table that is written is there; false after a diagnostic. */
bool export_tables_are_all(const struct export_run *run);
/* The table of a name, which the data has. */
struct export_table *export_table(struct export_run *run, const char *name);

/* Cells of the row under way; a missing value is blank. */
void export_text(struct export_table *t, const char *text);
void export_str(struct export_table *t, struct dgpm_str text);
/* Of a file: its bytes need not be UTF-8, the table is. */
void export_path(struct export_run *run, struct export_table *t, const char *path);
/* The scalar at "a.b" of a map. */
void export_at(struct export_table *t, const struct dgpm_node *map, const char *path);
void export_int(struct export_table *t, int64_t value);
void export_end(struct export_table *t);

/* rows_cards.c: a dgpm_card_fn with the run. */
void export_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card);
/* rows_others.c */
void export_ledger_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row);
void export_plans(struct export_run *run);
void export_organizations(struct export_run *run);
int export_results(struct export_run *run) DGPM_MUST_CHECK;

#endif
