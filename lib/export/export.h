/*
 * A portfolio as tidy tables for databases and statistics programs.
 *
 * In:     an open portfolio and a day. Cards, ledger rows and plans are read once; results and facts are asked of
 *         review/ and rules/.
 * Out:    a folder of CSV files, a table each, and datapackage.json (Frictionless), which gives every column its type,
 *         unit and description, and says which columns are keys. The folder appears whole or not at all.
 * Drives: export.c. tables.c says what the tables are, rows_*.c write their rows.
 * Threads: none; rows come in the order of files, the same on each run.
 */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include "portfolio/portfolio.h"

struct dgpm_exported {
	size_t n_tables, n_rows;
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
};

/*
 * Write it.
 *
 * Shape:  the tables of schemas/export.yaml, with its words; codes as in the files, amounts as whole yen.
 * Errors: -1 after a diagnostic; then no folder appears. What cannot be read of the portfolio is told and left out.
 */
int dgpm_export(struct dgpm_exported *out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
		const char *dir, struct dgpm_date date) DGPM_MUST_CHECK;

#endif
