/*
 * From a ledger row to the spreadsheet cell behind it.
 *
 * In:     rows with their `source`, and the manifests of the conversions that wrote them.
 * Out:    what stands in each cell, and whether the file is still the one that was converted.
 * Drives: the caller; each file is opened once, each sheet read once.
 * Thread: none.
 */
#ifndef TRACE_CELLS_H
#define TRACE_CELLS_H

#include "data/words.h"
#include "base/yen.h"
#include "convert/manifest.h"
#include "print/grid.h"

#define DGPM_TRACE_CELLS 10 /* of a ledger row, in the order of the header */

/* A figure to trace, and the cell its `source` leads to. */
enum dgpm_traced_state {
	DGPM_TRACED,	     /* found, in the very file that was converted */
	DGPM_TRACED_UNKNOWN, /* found, but no manifest names the file */
	DGPM_TRACED_OTHER,   /* found, but the file has changed since */
	DGPM_TRACED_LOST,    /* no such sheet or cell */
	DGPM_TRACED_MISSING, /* no such file */
	DGPM_TRACED_WORDS    /* the source is words, and names no cell */
};

/* "same", "unknown", "changed", "lost", "missing", "words"; and in words, behind what stands there. */
const char *dgpm_traced_state_name(enum dgpm_traced_state state);

struct dgpm_traced {
	const char *ledger; /* given: where the row stands; for printing */
	uint32_t line;
	const char *source;  /* given: as dgpm_book_place() writes it */
	dgpm_yen amount_yen; /* given: of a CSV line whose column is not known, the cells that hold it are shown */
	const char *const *cells; /* given: the ledger row, in the order of the header; NULL: no column is known */
	enum dgpm_traced_state state;
	const char *text; /* what stands there: the cell, or of CSV "header: cell" */
};
const char *dgpm_traced_said(const struct dgpm_traced *t);

/* What there is to follow sources by: `dirs` are tried in order for a file with a relative path. */
struct dgpm_trace_how {
	const struct dgpm_manifest *manifest;
	const char *const *dirs;
	size_t n_dirs;
};

/*
 * Follow sources to what stands there.
 *
 * Shape:  each sheet is read once; which column of a CSV a figure stands in, the manifest says.
 * Owner:  texts live in `arena`.
 * Errors: CONV-26 once a file that has changed, CONV-27 a source that leads nowhere.
 */
void dgpm_trace(struct dgpm_traced *items, size_t n, struct dgpm_arena *arena, struct dgpm_diags *diags,
		const struct dgpm_trace_how *how);

/* Text: each row with its cell, and the sum; CSV: the ledger; JSON: both. */
void dgpm_trace_print(const struct dgpm_traced *items, size_t n, struct dgpm_arena *arena,
		      const struct dgpm_words *words, struct dgpm_out *out, const struct dgpm_print *how);

/* What a row is of, for people: "2021 2019-MIC-0001 general account operation initial". */
const char *dgpm_traced_of(const struct dgpm_traced *t, struct dgpm_arena *arena, const struct dgpm_words *words);

#endif
