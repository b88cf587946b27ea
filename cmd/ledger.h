/* What the files of dgpm ledger share: its options, and its report. */
#ifndef CMD_LEDGER_H
#define CMD_LEDGER_H

#include "cmd.h"
#include "budget/budget.h"

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

/* What is being printed. */
struct ledger_sheet {
	const struct ledger_report *r;
	const struct dgpm_table *t;
	const struct dgpm_codes *codes;
	struct dgpm_arena *arena;
	const struct dgpm_print *how;
	bool text;            /* for people: words, totals, a foot */
	size_t n_group;       /* columns of `by` in front */
	bool subtotals, total;
	bool misses;          /* rounded figures do not add up somewhere */
	size_t n_missed;
	const char *missed;   /* where the parts of a total miss it */
	size_t n_over;        /* lines with more executed than there was */
	bool *filled;         /* figures with a value somewhere */
};

enum ledger_level { LEDGER_GROUP, LEDGER_SUBTOTAL, LEDGER_TOTAL };

struct ledger_across {
	const struct dgpm_table_row **of; /* a row of the table for each value, sorted by it */
	size_t n;
	enum dgpm_figure figures[DGPM_N_FIGURES];
	size_t n_figures;
	int64_t *block, *all; /* rounded figures added up since the last subtotal, and from the top */
};

/* The figures of the table, by place: for people as the sum is made, for programs those that came later last. */
enum dgpm_figure ledger_figure_at(const struct ledger_sheet *s, size_t place);

/* Cells, by what stands in them. */
const char *ledger_figure_title(const struct ledger_sheet *s, enum dgpm_figure f);
struct dgpm_str ledger_shown(const struct ledger_sheet *s, enum dgpm_table_col col, struct dgpm_str value);
const char *ledger_across_title(const struct ledger_sheet *s, enum dgpm_table_col col, struct dgpm_str value);
void ledger_put_value(const struct ledger_sheet *s, struct dgpm_grid *g, enum dgpm_table_col col,
		      struct dgpm_str value);
void ledger_put_figure(struct dgpm_grid *g, const struct dgpm_figures *f, enum dgpm_figure figure);
void ledger_put_front(const struct ledger_sheet *s, struct dgpm_grid *g, enum ledger_level level, size_t row);
void ledger_note_rounding(struct ledger_sheet *s, const struct dgpm_figures *f, const char *where);
const char *ledger_row_label(const struct ledger_sheet *s, size_t row);
size_t ledger_block_end(const struct dgpm_table *t, size_t from);
void ledger_tell_overflow(const struct ledger_sheet *s, const struct dgpm_figures *f);
size_t ledger_front_cols(const struct ledger_sheet *s, struct dgpm_col *cols);
bool ledger_has_year(const struct ledger_sheet *s, size_t from);

void ledger_print_across(struct ledger_sheet *s, struct dgpm_out *out, struct ledger_across *x);
void ledger_print_foot(struct ledger_sheet *s, struct dgpm_out *out, bool amounts, const struct ledger_across *x);

/* A cmd_print_fn over a struct ledger_report. */
void ledger_print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how);
const char *ledger_counts(const struct ledger_report *r);

#endif
