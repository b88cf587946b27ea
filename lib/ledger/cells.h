/* dgpm_ledger_read() with the size of its blocks, for tests of where blocks are cut. */
#ifndef LEDGER_CELLS_H
#define LEDGER_CELLS_H

#include "ledger/ledger.h"

int ledgerin_read(struct dgpm_ledger_stats *stats, struct dgpm_ledger_header *header, struct dgpm_arena *arena,
		  struct dgpm_diags *diags, const char *path, int fd, const struct dgpm_ledger_how *how, size_t block)
	DGPM_MUST_CHECK;

/* A diagnostic of one kind is shown so many times a file; then only how many more there are. */
#define LEDGERIN_MOST 1000
/* Of bytes that are not UTF-8 the first says it all: the whole file is in another encoding. */
#define LEDGERIN_MOST_OF(msg) ((msg) == DGPM_MSG_CSV_09 ? 1 : LEDGERIN_MOST)

/* The columns dgpm knows. The first LEDGERIN_REQUIRED must be there. */
enum ledgerin_column {
	LC_FISCAL_YEAR,
	LC_PROJECT_ID,
	LC_ORGANIZATION,
	LC_ACCOUNT,
	LC_EXPENSE,
	LC_STAGE,
	LC_AMOUNT_YEN,
	LC_ITEM,
	LC_SOURCE,
	LC_NOTE,
	LC_COUNT,
	LEDGERIN_REQUIRED = LC_ITEM
};

/* Where each known column is; LEDGERIN_ABSENT: not there. */
#define LEDGERIN_ABSENT SIZE_MAX
#define LEDGERIN_FIRST 16
struct ledgerin_columns {
	size_t at[LC_COUNT];
	size_t n;
	uint16_t among[LEDGERIN_FIRST]; /* which known columns, as bits, are among the first n */
};

/* Reads what the header says; -1 after a diagnostic. `names` and where each one stands come from the CSV reader. */
struct csvin_split;
bool ledgerin_name_is(struct dgpm_str text, const char *name);
int ledgerin_header(struct ledgerin_columns *columns, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    const char *path, const struct csvin_split *sp) DGPM_MUST_CHECK;

extern const char *const ledgerin_column_names[LC_COUNT];

/* Cells to a row. Faults are told; false: the row is to be left out. */
struct ledgerin_cells {
	const struct ledgerin_columns *columns;
	const struct csvin_split *sp;
	const char *path;
	size_t max_field;
	const struct dgpm_arena *parent;
	struct dgpm_arena *arena; /* made like the parent when there is something to say; what `diags` lives in */
	struct dgpm_diags *diags;
	size_t told[DGPM_MSG_COUNT];
	struct dgpm_str last_account; /* found good in this block, and of that kind */
	uint8_t last_kind;
	bool good; /* the row before was */
};
bool ledgerin_row(struct ledgerin_cells *c, struct dgpm_ledger_row *row);

/* Count a message, and say whether it is still to be shown. */
bool ledgerin_tell(struct ledgerin_cells *c, enum dgpm_msg msg);

/* The place of a byte of the current record. */
struct dgpm_loc ledgerin_loc(const struct ledgerin_cells *c, const char *p);

#endif
