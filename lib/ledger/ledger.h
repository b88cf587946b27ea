/*
 * The budget ledger: CSV, one amount a row, read as a stream by one or more threads.
 *
 * In:     a file descriptor, read in blocks; nothing is kept of a row that went to the caller.
 * Out:    good rows, one call each, with what is a number or a code parsed (cells.c, account.c) and texts borrowed from
 *         the block; faults as diagnostics in the order of the file, however many threads read it. totals.h makes sums
 *         of rows: a count a worker (tally.c), looked at together (totals.c), held against EXE-02 (balance.c).
 * Drives: read.c gives blocks to the workers; the splitting of a block into records is io/csv.h's.
 * Thread: the next block and the first error are behind a lock; all else is one worker's. A struct dgpm_tally is one
 *         worker's too; dgpm_totals is read-only and may be asked by all of them.
 */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include "diag/diag.h"
#include "base/yen.h"
#include "ledger/account.h"

/* S1 4-4-2: 整備経費 (新規開発, システム改修) and 運用等経費. */
enum dgpm_expense {
	DGPM_EXPENSE_DEVELOPMENT,
	DGPM_EXPENSE_MODIFICATION,
	DGPM_EXPENSE_OPERATION,
	DGPM_EXPENSE_UNSPECIFIED,
	DGPM_N_EXPENSES
};

/*
 * S1 4-6(1), 4-5 and the budget table of S4: 所要額 概算要求 当初 補正 繰越し等 移替え 予備費 翌年度繰越 執行額 配分 契約
 * 見込み. The documents have no word for a transfer (移替え): that bulk money (一括計上) arrives with it where it is spent
 * is read from the review sheets.
 */
enum dgpm_ledger_stage {
	DGPM_LS_REQUIRED,
	DGPM_LS_REQUEST,
	DGPM_LS_INITIAL,
	DGPM_LS_SUPPLEMENTARY,
	DGPM_LS_CARRYOVER_IN,
	DGPM_LS_TRANSFER_IN, /* negative: money that left */
	DGPM_LS_RESERVE,
	DGPM_LS_CARRYOVER_OUT,
	DGPM_LS_EXECUTED,
	DGPM_LS_ALLOCATED,
	DGPM_LS_CONTRACTED,
	DGPM_LS_PLANNED,
	DGPM_N_LEDGER_STAGES
};

/* The names in the file: "development", "required". */
const char *dgpm_expense_name(enum dgpm_expense e);
const char *dgpm_ledger_stage_name(enum dgpm_ledger_stage s);

/* Stages as bits, and those whose sum is what was available in a year (合計): gross, what is carried out is in it. */
#define DGPM_LS_BIT(stage) (1u << (stage))
#define DGPM_LS_AVAILABLE                                                                                   \
	(DGPM_LS_BIT(DGPM_LS_INITIAL) | DGPM_LS_BIT(DGPM_LS_SUPPLEMENTARY) | DGPM_LS_BIT(DGPM_LS_CARRYOVER_IN) | \
	 DGPM_LS_BIT(DGPM_LS_TRANSFER_IN) | DGPM_LS_BIT(DGPM_LS_RESERVE))
static inline bool dgpm_ledger_stage_is_available(unsigned stage)
{
	return (DGPM_LS_AVAILABLE >> stage & 1) != 0;
}

/* One row. The texts hold during the call only. */
struct dgpm_ledger_row {
	const char *path;          /* as it was given to dgpm_ledger_read(): holds as long as that text */
	uint32_t line;             /* physical line on which the row starts */
	int16_t fiscal_year;
	uint8_t expense, stage;    /* enum dgpm_expense, enum dgpm_ledger_stage */
	uint8_t account_kind;      /* enum dgpm_account_kind */
	dgpm_yen amount_yen;
	struct dgpm_str project_id, organization, account;
	struct dgpm_str item, source, note; /* s == NULL when the column is not there */
	const struct dgpm_str *fields;      /* all columns in the file's order, extra ones too */
	uint16_t same;                      /* DGPM_SAME_ bits: the texts that are those of the worker's row before */
};
enum {
	DGPM_SAME_PROJECT = 1 << 1,
	DGPM_SAME_ORGANIZATION = 1 << 2,
	DGPM_SAME_ACCOUNT = 1 << 3,
	DGPM_SAME_ITEM = 1 << 7
};

/* Columns of a file, by its header. */
struct dgpm_ledger_header {
	const struct dgpm_str *names;
	size_t n;
};

/*
 * Called for every good row; `worker` is 0 ... threads-1. Rows of one worker come in file order; with several threads
 * nothing is said of the order between workers, so what is made of the rows must not depend on it.
 */
typedef void (*dgpm_ledger_row_fn)(void *ctx, unsigned worker, const struct dgpm_ledger_row *row);

struct dgpm_ledger_how {
	unsigned threads;      /* 0 and 1: the calling thread alone */
	dgpm_ledger_row_fn row;
	void *ctx;
	const bool *stop;      /* NULL, or what the callback sets to end the reading early; for one thread */
	size_t max_field;      /* bytes, 0: DGPM_LEDGER_MAX_FIELD */
};
#define DGPM_LEDGER_MAX_FIELD ((size_t)1 << 20)

struct dgpm_ledger_stats {
	size_t rows_read, rows_left_out;
};

/* Whether the first line of a CSV is the header of a ledger: fiscal_year, project_id and amount_yen are in it. */
bool dgpm_ledger_header_is(struct dgpm_str first_line);

/*
 * Read one ledger from a file descriptor.
 *
 * Shape:  CSV by RFC 4180, UTF-8, BOM and CRLF allowed; columns by header name in any order, extra ones kept; 0 or
 *         more rows. Read in blocks, never mapped; memory does not grow with the rows.
 * Units:  whole yen.
 * Owner:  the caller keeps `fd`. *header (may be NULL) lives in `arena`.
 * Errors: -1 when nothing can be read (header missing or wrong, read error), after a diagnostic. A bad row adds a
 *         diagnostic with line and column, is left out and counted, the rest is read, and the result is 0.
 * Source: schemas/ledger.tableschema.json; the stages follow the budget table of S4.
 */
int dgpm_ledger_read(struct dgpm_ledger_stats *stats, struct dgpm_ledger_header *header, struct dgpm_arena *arena,
		     struct dgpm_diags *diags, const char *path, int fd, const struct dgpm_ledger_how *how)
	DGPM_MUST_CHECK;

#endif
