/*
 * Spreadsheets to ledgers and cards, by a profile; every figure with the cell it came from.
 *
 * In:     spreadsheets as streams of rows (book), and one profile, compiled (profile): nothing here knows a ministry.
 * Out:    ledger rows as CSV into an output, or the texts of cards; beside them what was left out, how cells were read,
 *         counts, and a manifest by which the room trace leads from a figure back to its cell.
 * Drives: run.c shares the files out to threads; file.c takes one file from its first sheet to its last: header.c finds
 *         the header, then each row goes to ledger.c or cards.c, which ask cell.c and value.c; merge.c puts the files
 *         together in their order. print.c tells what came of it.
 * Thread: a file is one worker's, with all of struct convert_file; its rows may go to a second thread by batches
 *         (batch.c), and then the reader touches the book, read_arena and read_diags alone. The profile is read-only.
 *         merge.c runs on the caller's thread, over files that are done.
 */
#ifndef CONVERT_CONVERT_H
#define CONVERT_CONVERT_H

#include "book/book.h"
#include "convert/manifest.h"
#include "io/out.h"
#include "print/grid.h"
#include "profile/profile.h"

#include <stdio.h>

/* Told from time to time, by one thread at a time: files done of all, rows read so far. */
typedef void (*dgpm_convert_progress)(void *ctx, size_t done, size_t files, size_t rows);

struct dgpm_convert_how {
	const struct dgpm_profile *profile;
	const struct dgpm_organizations *organizations;
	const struct dgpm_eras *eras;
	/* Of cards: what they are held against before they are written, compiled and as it stands; NULL: nothing. */
	const struct dgpm_schema *card_schema;
	const struct dgpm_node *card_schema_doc;
	const char *encoding; /* of CSV; NULL: see book.h */
	const char *sheet;    /* in place of the profile's */
	const char *range;    /* in place of the profile's: A5:F200, A:F or 5:200; NULL: all */
	const char *against;  /* a ledger that the one that is made is held against; NULL: none */
	const char *era;      /* of years without one, where the profile does not say; else NULL */
	bool columns;	      /* of CSV keep in which columns figures stand, for the manifest */
	bool excel;	      /* the ledger with BOM and CRLF, safe against formulas */
	bool rejects;	      /* what a later sheet gives anew is asked for, too: dgpm_convert_rejects_print() */
	unsigned threads;
	size_t explain; /* tell of the cells of so many rows of the first file; 0: none */
	dgpm_convert_progress progress;
	void *ctx;
};

/* What a run counts. A source row is a row of a sheet below the header. */
struct dgpm_convert_stats {
	size_t files, files_failed; /* failed: nothing of it is used */
	size_t files_in_part;	    /* read in part */
	size_t rows; /* source rows */
	size_t rows_blank, rows_skipped, rows_left_out;
	size_t figures; /* ledger rows written */
	size_t figures_left_out;
	size_t no_value;   /* cells that say no value: no row */
	size_t numbered;   /* figures told apart by a number in `item` */
	size_t superseded; /* figures for which a later one of the same stands */
	size_t repeated;   /* figures that are given twice in one file, and written both times */
	size_t projects, cards;
	size_t tied, untied; /* totals held against their parts */
	size_t without_parts, beyond;
	size_t sums_compared, sums_differ; /* with those of the ledger it is held against */
	size_t rounded; /* totals that differ from their parts by what rounding explains */
};

/* A row or figure that was left out, with the reason. */
struct dgpm_reject {
	const char *source; /* the place, as a ledger's `source` says it */
	const char *rule;   /* "CONV-06" */
	const char *reason;
	const char *instead; /* the place of the figure that stands in its stead; else NULL */
	const char *column; /* header of the cell; NULL: the row as a whole */
	const char *value;
	const char *row; /* all cells, as a JSON list */
	bool kept;	 /* a figure that is given twice: it is told here, and written */
};

/* How one cell was read. */
struct dgpm_explained {
	const char *source, *header, *text, *result;
	const char *as;	  /* a code: text, amount, ..., map, ledger, card */
	const char *unit; /* of an amount, else NULL */
};

enum dgpm_converted_state {
	DGPM_CONVERTED_WHOLE,
	DGPM_CONVERTED_PART, /* some of it could not be read, or was left out */
	DGPM_CONVERTED_NOT,  /* nothing of it is used */
	DGPM_CONVERTED_SAME  /* nor of this: another file has the same bytes */
};

/* One file, and what it came to. */
struct dgpm_converted_file {
	const char *file;
	const char *sha256; /* "": it could not be read */
	uint64_t bytes;
	const char *encoding; /* of CSV, else NULL */
	enum dgpm_converted_state state;
	struct dgpm_convert_stats stats; /* its part */
};

struct dgpm_converted_card {
	const char *id;
	const char *text; /* the YAML */
};

struct dgpm_converted {
	struct dgpm_convert_stats stats;
	const struct dgpm_converted_file *files; /* stats.files of them, in their order */
	const struct dgpm_reject *rejects;
	size_t n_rejects;
	bool failed;           /* what waits could not be written or read again: the ledger lacks rows */
	bool cut;              /* nothing of a file is used, or one broke off: older output may be the better one */
	FILE *superseded;      /* rejects that waited for the last sheet, as CSV; NULL: nobody asked for them */
	size_t n_given_elsewhere; /* of those that waited: figures that another file gives */
	const struct dgpm_explained *explained;
	size_t n_explained;
	const struct dgpm_converted_card *cards; /* by ID */
	size_t n_cards;
	struct dgpm_manifest manifest;
	struct dgpm_arena **arenas; /* in which the above lives, one a file */
	size_t n_arenas;
};

/* "A5:F200", "A:F", "5:200", from 1, inclusive; what is not said is 1 and UINT32_MAX. False: it is none. */
struct dgpm_range {
	uint32_t first_row, last_row, first_column, last_column;
};
bool dgpm_range_parse(struct dgpm_range *out, const char *text);

/*
 * Convert files.
 *
 * Shape:  `files` in the order of the output. A profile that makes a ledger writes it to `out`, header first; one that
 *         makes cards leaves them in result->cards, and `out` may be NULL. Same input, same bytes, whatever `threads`.
 * Units:  as the profile and the headers say; the ledger is whole yen.
 * Owner:  *result lives until dgpm_converted_close(); `arena` outlives it.
 * Errors: a file that cannot be read, a row or a figure that cannot be used adds a diagnostic, is left out and
 *         counted; the rest goes on.
 * Source: dgpm-profile(5).
 */
void dgpm_convert(struct dgpm_converted *result, struct dgpm_arena *arena, struct dgpm_diags *diags,
		  struct dgpm_out *out, const char *const *files, size_t n_files, const struct dgpm_convert_how *how);

void dgpm_converted_close(struct dgpm_converted *result);

/*
 * What a conversion came to, in one line; what was left out, as CSV with the columns source, rule, reason, column,
 * value, row; how the cells of the first rows were read: in text in words, else by codes.
 */
const char *dgpm_convert_summary(struct dgpm_arena *arena, const struct dgpm_convert_stats *stats, bool cards);
void dgpm_convert_rejects_print(const struct dgpm_converted *done, struct dgpm_arena *arena, struct dgpm_out *out,
				bool excel);
void dgpm_convert_explained_print(const struct dgpm_converted *done, struct dgpm_arena *arena, struct dgpm_out *out,
				  const struct dgpm_print *how);

/* What a report says beside the counts; NULL: there is none. */
struct dgpm_convert_run {
	const struct dgpm_profile *profile;
	const char *output, *manifest, *rejects;
};

/*
 * What a conversion came to, as JSON.
 *
 * Shape:  {profile, makes, output, manifest, rejects, totals: {...}, files: [...], left_out: [{rule, reason, n}],
 *         findings: [{rule, severity, n}]}; the lists of rules in their order.
 */
void dgpm_convert_report(const struct dgpm_converted *done, const struct dgpm_convert_run *run,
			 const struct dgpm_diags *diags, struct dgpm_arena *arena, struct dgpm_out *out,
			 const struct dgpm_print *how);

/*
 * The same in words, in the user's language, with grouped digits: for who reads it, not for programs.
 */
void dgpm_convert_words(const struct dgpm_converted *done, const struct dgpm_convert_run *run,
			const struct dgpm_diags *diags, struct dgpm_arena *arena, struct dgpm_out *out,
			const struct dgpm_print *how);

/*
 * Write the cards, one file each, named by its ID.
 *
 * Shape:  _stage writes all of them aside, _name gives them their places, _abandon takes them away again; what lies
 *         between may fail for another output of the run. `dir` is made when it is not there. Unless `force`, nothing
 *         is written when one of the files is there.
 * Owner:  *files lives in `arena`, and is ended by _name or _abandon; `result` and `dir` are borrowed until then.
 * Errors: -1 after CONV-18 or IO-07, and nothing is written; _name: files named before that one stay, each whole.
 */
struct dgpm_card_files;
int dgpm_convert_cards_stage(struct dgpm_card_files **files, const struct dgpm_converted *result,
			     struct dgpm_arena *arena, struct dgpm_diags *diags, const char *dir, bool force)
	DGPM_MUST_CHECK;
int dgpm_convert_cards_name(struct dgpm_card_files *files, struct dgpm_diags *diags) DGPM_MUST_CHECK;
void dgpm_convert_cards_abandon(struct dgpm_card_files *files);

/*
 * The spreadsheets below the paths: files as they are named ("-": standard input), folders walked for .csv .tsv .xlsx
 * .xlsm .xls .ods, or, when JSON is read, for .json .jsonl .ndjson.
 *
 * Owner:  *files lives in `arena`.
 * Errors: what cannot be read is told; the number of files.
 */
size_t dgpm_convert_files(const char *const **files, struct dgpm_arena *arena, struct dgpm_diags *diags,
			  const char *const *paths, size_t n_paths, bool json);

#endif
