/*
 * From the address of a figure to what it is made of: ledger rows whose sum it is, or a formula with its operands.
 *
 * In:     addresses, as the reports print them; an open portfolio.
 * Out:    an answer each: the figure, how it is made, of what; the ledger rows of all of them once, ready to be
 *         followed to their spreadsheet cells (convert). print.c shows it.
 * Drives: run.c: each kind of address has a file (ledger.c ...) that asks the room whose figure it is; rows.c then
 *         reads the ledgers once for all; what needs the sums is finished last.
 * Thread: the caller's; the rooms below use their own.
 */
#ifndef TRACE_ANSWER_H
#define TRACE_ANSWER_H

#include "address/address.h"
#include "address/origin.h"
#include "data/words.h"
#include "portfolio/portfolio.h"
#include "print/grid.h"
#include "trace/cells.h"

enum dgpm_answer_kind {
	DGPM_ANSWER_NONE,
	DGPM_ANSWER_YEN,
	DGPM_ANSWER_RATE,
	DGPM_ANSWER_COUNT,
	DGPM_ANSWER_YEAR,
	DGPM_ANSWER_TEXT
};

struct dgpm_answer_value {
	enum dgpm_answer_kind kind;
	int64_t n, of;	  /* yen or count; a rate is n / of, exactly */
	const char *text; /* also of numbers that are no integers: as they are written */
};

/* What a figure is made of: a ledger row, another figure, a place in a document. */
struct dgpm_operand {
	const char *name;    /* the column, the stage of a row, what is counted */
	const char *address; /* NULL: it has none */
	const char *place;   /* file:line of what stands in a document; NULL */
	struct dgpm_answer_value value;
	size_t row; /* of a ledger row its number + 1; 0: it is none */
};

struct dgpm_answer {
	const char *text; /* the address */
	struct dgpm_address address;
	bool is_row; /* a whole row was asked for: its cells are the operands */
	enum dgpm_origin_kind kind;
	const char *formula; /* translated; NULL: the kind says it */
	const char *reason;  /* translated: why it has no value; NULL */
	struct dgpm_answer_value value;
	struct dgpm_operand *operands;
	size_t n_operands, cap;
};

struct dgpm_answers {
	struct dgpm_answer *items;
	size_t n;
	struct dgpm_traced *rows; /* in the order of files and lines; `source` is set */
	size_t n_rows;
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
};

struct dgpm_answer_how {
	const char *const *addresses;
	size_t n;
	struct dgpm_date date; /* for what depends on the day */
	unsigned threads;
};

/* Whether a text is meant as an address: it begins with one of the kinds. */
bool dgpm_answer_is_address(const char *text);
/* The kinds, for messages. */
extern const char *const dgpm_answer_kinds[];
extern const size_t dgpm_answer_n_kinds;

/*
 * Answer.
 *
 * Owner:  *out lives in `arena` and borrows the portfolio.
 * Errors: -1 after a diagnostic: TRC-01 a text that is no address, TRC-02 one that no figure has; what the rooms tell.
 */
int dgpm_answers(struct dgpm_answers *out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
		 const struct dgpm_answer_how *how) DGPM_MUST_CHECK;

/* Text: each figure, what it is made of, sums by stage; CSV: a line an operand; JSON: an object an address. */
void dgpm_answers_print(const struct dgpm_answers *all, struct dgpm_arena *arena, const struct dgpm_words *words,
			struct dgpm_out *out, const struct dgpm_print *how);

#endif
