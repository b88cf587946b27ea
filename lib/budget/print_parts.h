/* Internal: what the parts of the printed budget table share. */
#ifndef BUDGET_PRINT_PARTS_H
#define BUDGET_PRINT_PARTS_H

#include "budget/print.h"

/* What is being printed. */
struct budget_view {
	const struct dgpm_table_look *look;
	const struct dgpm_table *t;
	const struct dgpm_words *words;
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	const struct dgpm_print *how;
	bool text;            /* for people: words, totals, a foot */
	size_t n_group;       /* columns of `by` in front */
	bool subtotals, total;
	bool misses;          /* rounded figures do not add up somewhere */
	size_t n_missed;
	const char *missed;   /* where the parts of a total miss it */
	size_t n_over;        /* lines with more executed than there was */
	size_t n_open;        /* lines with a rate of a year that is not over */
	bool filled[DGPM_N_FIGURES]; /* figures with a value somewhere */
	bool counts, same;    /* columns of projects, and of like for like */
};

enum budget_level { BUDGET_GROUP, BUDGET_SUBTOTAL, BUDGET_TOTAL };

/* A line of the printed table: the rows it is of. */
struct budget_line {
	uint32_t from, n;
	uint8_t level;  /* enum budget_level */
	uint8_t figure; /* with --across: which of those shown */
};
struct budget_lines {
	struct budget_line *items;
	size_t n, cap;
};

struct budget_across {
	size_t *of; /* a row of the table for each value, sorted by it */
	size_t n;
	enum dgpm_figure figures[DGPM_N_FIGURES];
	size_t n_figures;
	int64_t *block, *all; /* rounded figures added up since the last subtotal, and from the top */
};

/* The figures of the table, by place: for people as the sum is made, for programs those that came later last. */
enum dgpm_figure budget_figure_at(const struct budget_view *s, size_t place);

/* Cells, by what stands in them. */
const char *budget_figure_title(const struct budget_view *s, enum dgpm_figure f);
struct dgpm_str budget_shown(const struct budget_view *s, enum dgpm_table_col col, struct dgpm_str value);
const char *budget_across_title(const struct budget_view *s, enum dgpm_table_col col, struct dgpm_str value);
void budget_put_value(const struct budget_view *s, struct dgpm_grid *g, enum dgpm_table_col col,
		      struct dgpm_str value);
void budget_put_figure(struct dgpm_grid *g, const struct dgpm_figures *f, enum dgpm_figure figure);
void budget_put_front(const struct budget_view *s, struct dgpm_grid *g, enum budget_level level, size_t row,
		      const struct dgpm_table_row *r);
/* The address of the row, or of one figure of it; the last column, in text where it is asked for. */
struct dgpm_col budget_address_col(const struct budget_view *s, const char *name);
void budget_put_address(const struct budget_view *s, struct dgpm_grid *g, enum budget_level level,
			const struct dgpm_table_row *row, const char *figure);
/* Where the parts of a total miss it: a row, by its values, and what stands behind them; row SIZE_MAX: that alone. */
void budget_note_rounding(struct budget_view *s, const struct dgpm_figures *f, size_t row, const char *behind);
size_t budget_block_end(const struct dgpm_table *t, size_t from);
void budget_tell_overflow(const struct budget_view *s, const struct dgpm_figures *f);
size_t budget_front_cols(const struct budget_view *s, struct dgpm_col *cols);
bool budget_has_year(const struct budget_view *s, size_t from);

void budget_print_across(struct budget_view *s, struct dgpm_out *out, struct budget_across *x);
void budget_print_foot(struct budget_view *s, struct dgpm_out *out, bool amounts, const struct budget_across *x);

#endif
