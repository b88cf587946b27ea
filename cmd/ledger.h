/* What the two files of dgpm ledger share: its options, and its report. */
#ifndef CMD_LEDGER_H
#define CMD_LEDGER_H

#include "cmd.h"
#include "dgpm/ledgertable.h"

struct ledger_opts {
	struct cmd_common common;
	enum dgpm_table_col by[DGPM_N_TABLE_COLS + 1];
	size_t n_by;
	bool has_by, has_across, share, totals, is_long;
	enum dgpm_table_col across; /* the last of `by` then */
	enum dgpm_figure figures[DGPM_N_FIGURES];
	size_t n_figures;
	struct dgpm_table_where *where;
	size_t n_where;
	enum dgpm_duplicates duplicates;
};

struct ledger_report {
	struct cmd_env *env;
	const struct ledger_opts *o;
	struct dgpm_table table;
};

/* A cmd_print_fn over a struct ledger_report. */
void ledger_print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how);
const char *ledger_counts(const struct ledger_report *r);

#endif
