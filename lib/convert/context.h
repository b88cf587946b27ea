/* Internal: what the parts of the converter share. */
#ifndef CONVERT_CONTEXT_H
#define CONVERT_CONTEXT_H

#include "base/list.h"
#include "base/wide.h"
#include "convert/convert.h"
#include "convert/keys.h"
#include "print/csv.h"
#include "profile/tree.h"

#include <stdio.h>

/* A place in a file, small enough to keep for every figure. */
struct convert_place {
	uint32_t row, line;
	uint16_t sheet, column; /* column from 1; 0: the row */
};

/* What is kept of a figure, to find it again in another file. */
struct convert_seen {
	struct convert_hash hash;
	dgpm_yen yen;
	struct convert_place at;
	int32_t rank;	  /* of REPEATS_LATEST */
	bool undivided;	  /* of the general account together with others */
	uint32_t sum;	  /* it is part of, of keep.sums */
	uint32_t n_line;  /* bytes of the ledger row */
};

enum cell_state { CELL_UNREAD, CELL_NONE, CELL_GOOD, CELL_BAD };

/* A cell of the row at hand, read as its column says. */
struct cell {
	uint8_t state;	      /* enum cell_state */
	struct dgpm_str text; /* in the ledger's words; of an amount convert_cell_text() */
	dgpm_yen yen;
	int year;
};

/* What a text of a column, or of a condition, was read as before. */
#define MEMOS 64
#define MEMO_BYTES 60
struct memo {
	char raw[MEMO_BYTES];
	uint8_t n;	 /* bytes of it; 0: nothing yet */
	bool hit;	 /* of the text that was asked for last */
	uint8_t state;	 /* enum cell_state; of a condition whether it holds */
	uint8_t n_result;
	char result[16]; /* code or year */
	int year;
};
struct memo_set {
	struct memo items[MEMOS];
	uint8_t last;
};

/* Texts of the row before, to see that a row has the same. */
struct convert_last {
	char bytes[104];
	uint8_t ends[4], n; /* n: 0 nothing is kept */
};

/* A value that was made of a row, or of a header. */
#define MADE 4
struct convert_values {
	struct convert_made {
		const struct spec *spec;
		enum cell_state state;
		struct dgpm_str text;
	} items[MADE];
	size_t n;
};

/* One spreadsheet column that a pattern stands for. */
struct convert_match {
	int column;
	uint32_t physical;
	uint8_t unit;
	bool own_unit; /* its header says it */
	bool odd_unit; /* it says one that is not read */
	const char *header;
	const struct convert_match_group {
		const char *name;
		struct dgpm_str text;
	} * groups;
	size_t n_groups;
	struct convert_values made;
};

/* Ledger rows on their way out. */
struct convert_lines {
	struct dgpm_arena *arena;
	char *s;
	size_t n, cap, begin; /* begin: of the last row */
	struct dgpm_str head; /* what places of the sheet begin with */
	size_t head_of;
	bool head_is_plain;
	/* Rows of one spreadsheet row begin alike: the texts, where they are written, their hash. */
	struct dgpm_str shared[PF_STAGE];
	bool has_shared;
	size_t shared_at, n_shared;
	uint64_t hash;
};

#define NOT_THERE UINT32_MAX
#define CONVERT_TOLD 5 /* figures of one file that are given twice, told one by one */

/* To what amounts were rounded, as far as they show it. */
struct rounding {
	dgpm_yen grain; /* all of them are whole of it; 0: there is none */
	size_t terms;	/* parts other than 0 */
};

/* What figures of one year, project and stage come to. */
struct convert_sums {
	struct dgpm_map by;
	struct convert_sum {
		struct dgpm_str year, project, stage;
		wide sum;
		struct rounding rounding;
		const struct convert_input *in; /* where the first of them stands */
		struct convert_place at;
	} * items;
	size_t n, cap;
};

struct group {
	struct convert_place total_at;
	size_t n_totals, n_parts;
	dgpm_yen *totals, *sums; /* one a figure of the check */
	uint8_t *has;		 /* bit 0: total, 1: a part, 2: beyond 64 bits */
	struct rounding *rounding;
	const char **accounts;
	size_t n_accounts;
	const char *project_id;
};

struct deferred {
	const struct amount *amount;
	uint32_t group;
	struct convert_place at;
	const char *values[PF_COUNT];
	const struct dgpm_str *extra;
	dgpm_yen yen;
	int32_t rank;
	const char *row; /* all cells */
};

struct card_row {
	const char **leaves;
	const struct convert_input *in; /* the file it stands in */
	struct convert_place at;
	int32_t rank; /* of REPEATS_LATEST */
};

struct card {
	const char *id;
	struct card_row *rows;
	size_t n, cap;
	int32_t rank; /* the highest of its rows */
};

/* Where the records of a JSON file stand; `at` grows with the rows that are converted. */
struct convert_json {
	bool *own; /* of the columns: the key is of the record itself, not around it */
	const char **at;
	size_t n, cap;
	const char *const *headers;
};

/*
 * What a file is converted with. Set when the run begins, or when the file is opened; until it is closed nothing of it
 * changes.
 */
struct convert_input {
	const struct dgpm_convert_how *how;
	const struct dgpm_profile *p;
	const char *path;
	struct dgpm_arena *arena;   /* until the run ends */
	struct dgpm_arena *scratch; /* until the next row */
	struct dgpm_diags *diags;
	/* The reader's, which may run on a thread of its own; until the run ends. */
	struct dgpm_arena *read_arena;
	struct dgpm_diags *read_diags;
	unsigned threads;
	struct dgpm_out *out; /* where ledger rows go */
	FILE *figures;	      /* of REPEATS_LATEST and one file: where its figures wait; else NULL */
	bool excel;	      /* they go to the ledger itself, which is for spreadsheet programs */
	bool explain;
	bool keep_seen; /* other files, or later sheets, are to be compared with */
	struct dgpm_book *book;
	struct convert_json *json; /* in place of it; else NULL */
	bool has_range;
	struct dgpm_range range; /* of every sheet, what is read */
	pcre2_match_data *match;
	void (*tick)(void *run, size_t rows); /* told of the rows read since the last time */
	void *run;
};

/* A sheet: begun anew by convert_sheet_begin(). */
struct convert_sheet {
	size_t number;
	uint32_t *at;	      /* spreadsheet column of each profile column, from 0, or NOT_THERE */
	const char **headers; /* as they stand there */
	uint8_t *units;	      /* of amounts: what the header or the sheet says, else the profile's */
	bool *own_unit; /* of amounts: the header says the unit */
	bool *odd_unit; /* it says one that is not read */
	struct convert_match *hits;
	size_t n_hits;
	struct carried {
		struct dgpm_str text;
		char *s;
		size_t cap;
		bool lost; /* a row is missing that may have had another */
	} * carried;
	bool has_header;
	bool stopped;	    /* its header cannot be used: no more of it is read */
	bool changed, lost; /* the header or the unit is another further down; lost: that one cannot be used */
	bool unit_known;    /* a cell above the header says it */
	bool unit_differs;  /* and another one said unit_other */
	uint8_t unit_above, unit_other;
	struct convert_said {
		uint8_t said, unit;
		uint32_t row; /* of those that were looked at */
		struct convert_place at;
		const char *text;
	} * said; /* what cells up to the header say of units */
	size_t n_said, cap_said;
	/* A cell above it says a unit that is not read, or (weak) that is none of money. */
	struct convert_place odd_at;
	const char *odd_text;
	bool odd_weak;
	uint32_t width; /* cells of the header, or of the first row below it */
	bool width_known;
	uint32_t record;	  /* of CSV: the last one that was met */
	struct dgpm_str **window; /* the last rows, of which the header may be made */
	uint32_t *window_n;
	uint32_t rows_looked;
	const char *best;	       /* of the row likest to the header, what it lacks */
	size_t best_found, best_cells; /* columns of the profile it has; cells that are filled */
	struct convert_hidden {
		size_t rows, columns, scaled;
		uint32_t row, column;		    /* the first of each, from 1 */
		uint32_t scaled_row, scaled_column; /* of amounts that are shown divided */
		size_t covered;
		uint32_t covered_row, covered_column; /* of amounts that stand in the first cell of a merged range */
	} hidden;				      /* of what is read */
	struct convert_keys groups_by;
	struct group *groups;
	size_t n_groups, cap_groups;
	struct convert_last last_group_of; /* what the group of the row before was made of */
	uint32_t last_group;
	struct deferred *deferred;
	size_t n_deferred, cap_deferred;
};

/* A row: begun anew by convert_row(). */
struct convert_row {
	const struct dgpm_book_row *src;
	const char *json; /* all its cells, as a JSON list; NULL: nobody has asked yet */
	const struct row_kind *kind;
	struct cell *cells;
	struct cell id;
	struct convert_values made;
	struct dgpm_str *extra;	   /* of the figure at hand: what stands in the columns behind the ledger's own */
	struct dgpm_reject reason; /* why the row or figure is left out */
	struct convert_read_ahead {
		dgpm_yen yen;
		int column;
	} * ready; /* amounts that were read already */
	size_t n_ready;
};

/* What is remembered from row to row, until the file ends; `seen`, `owners` and `cards` until all files are merged. */
struct convert_keep {
	struct convert_batches *batches; /* NULL: rows are converted as they are read */
	struct memo_set **memos;
	struct convert_last last_id_of; /* what the ID of the row before was made of */
	char last_id[DGPM_INT_BUF * 2];
	size_t n_last_id;
	struct dgpm_book_row ranged; /* the reader's: a row within the range */
	struct dgpm_value *ranged_cells;
	uint32_t cap_ranged;
	size_t explain_left; /* rows */
	size_t told;	     /* figures given twice in this file */
	struct convert_firsts firsts;
	struct convert_columns {
		struct dgpm_map by;
		struct convert_column {
			uint32_t column; /* from 1 */
			bool any_item;
			struct dgpm_str year, expense, stage, item;
		} * items;
		size_t n, cap;
		uint32_t *last; /* of each column what was met last, from 1; NULL: nothing was met */
	} columns;		    /* of CSV, in which figures stand */
	struct convert_sums sums; /* where the ledger is held against another */
	struct convert_seen *seen;
	size_t n_seen, cap_seen;
	struct convert_keys ids; /* project IDs to whom they belong */
	struct convert_owner {
		struct convert_hash id, who;
		const char *text;
		struct convert_place at;
	} * owners;
	size_t n_owners, cap_owners;
	struct convert_keys cards_by;
	struct card *cards;
	size_t n_cards, cap_cards;
};

/* What comes of a file. */
struct convert_result {
	bool opened;
	bool failed; /* not read, or not to its end */
	bool cut;    /* a sheet of it broke off: there is no knowing what lay behind */
	bool twice;  /* another file has the same bytes */
	char sha256[DGPM_SHA256_TEXT];
	uint64_t bytes;
	const char *encoding;
	struct dgpm_convert_stats stats;
	struct dgpm_reject *rejects;
	size_t n_rejects, cap_rejects;
	struct dgpm_explained *explained;
	size_t n_explained, cap_explained;
	struct convert_unread {
		const char *sheet, *why;
		bool hidden;
	} * unread;
	size_t n_unread, cap_unread;
	size_t undivided; /* figures of the general account together with others */
	struct convert_lines lines;
	char *memory; /* rows of a file that is not written yet */
	size_t n_memory;
	const char *columns; /* of CSV, for the manifest: made when the file is merged */
};

/* A file being converted: five parts, each with a lifetime of its own. */
struct convert_file {
	struct convert_input in;
	struct convert_sheet sheet;
	struct convert_row row;
	struct convert_keep keep;
	struct convert_result got;
};

/* row.c: places of cells, and what stands in the row at hand. */
struct convert_place convert_place_at(size_t sheet, const struct dgpm_book_row *row, uint32_t physical);
static inline struct convert_place convert_place_of(const struct convert_file *f, uint32_t physical)
{
	return convert_place_at(f->sheet.number, f->row.src, physical);
}
const char *convert_place_text(const struct convert_input *in, struct dgpm_arena *arena, struct convert_place at);
struct dgpm_loc convert_loc(const struct convert_input *in, struct convert_place at);
static inline const struct dgpm_value *convert_value_at(const struct convert_file *f, uint32_t physical)
{
	return physical < f->row.src->n ? &f->row.src->cells[physical] : NULL;
}
/* The text of a cell without the space around it; "" where nothing stands. */
struct dgpm_str convert_raw(const struct convert_file *f, int column);
struct dgpm_str convert_trimmed(struct dgpm_str s);
/* Texts one behind the other, in scratch. */
struct dgpm_str convert_join(const struct convert_input *in, const struct dgpm_str *parts, size_t n);
/* All cells of the row as a JSON list, in the file's arena; made once a row. */
const char *convert_row_json(struct convert_file *f);

/*
 * reject.c: tell what is wrong with a cell (of a column 0: the row), `header` its column's; the same kept as the reason
 * of the row; leave the row, or a figure of it, out for that reason.
 */
void convert_tell(const struct convert_input *in, enum dgpm_msg msg, struct convert_place at, const char *header,
		  struct dgpm_str value, const char *detail);
void convert_wrong(struct convert_file *f, enum dgpm_msg msg, uint32_t physical, const char *header,
		   struct dgpm_str value, const char *detail);
void convert_reject(struct convert_file *f);

/* file.c: read one file; all results are in `f`. */
void convert_file_run(struct convert_file *f);

/*
 * batch.c: rows for a thread of their own, which calls `fn` with each; after a flush all have been taken. What `fn`
 * does to `f` is done on that thread alone.
 */
typedef void (*convert_row_fn)(struct convert_file *f, const struct dgpm_book_row *row);
struct convert_batches *convert_batches_open(struct convert_file *f, struct dgpm_arena *arena, convert_row_fn fn);
void convert_batches_add(struct convert_batches *all, const struct dgpm_book_row *row);
void convert_batches_flush(struct convert_batches *all);
void convert_batches_close(struct convert_batches *all);

/* json.c: every record to `fn`, or to the batches. */
void convert_json_read(struct convert_file *f, FILE *file, convert_row_fn fn);

/* range.c: the row without what is out of the range; false: it is. */
bool convert_range_row(const struct convert_input *in, struct convert_keep *keep, const struct dgpm_book_row **row);

/*
 * unit.c: whether a text speaks of a unit of money: SAID, *unit is it; OTHER: 単位：人; UNREAD: of money that is not read,
 * or of several units. _split takes what brackets say of it out of a header that is folded.
 */
enum unit_said { UNIT_SILENT, UNIT_SAID, UNIT_OTHER, UNIT_UNREAD };
enum unit_said convert_unit_said(enum dgpm_unit *unit, const struct convert_input *in, struct dgpm_str text);
struct dgpm_str convert_unit_split(enum unit_said *said, enum dgpm_unit *unit, const struct convert_input *in,
				   struct dgpm_str folded);
/* Whether it says a unit and nothing else, without brackets. */
bool convert_unit_is_all(const struct convert_input *in, struct dgpm_str text);

/* header.c: offer a row as part of the header; true when the header is complete with it. */
void convert_sheet_begin(struct convert_sheet *s, const struct convert_input *in, size_t number);
bool convert_header_row(struct convert_sheet *s, const struct convert_input *in, const struct dgpm_book_row *row);
/* The columns of the header in the window; what it lacks, or NULL. */
const char *convert_header_match(struct convert_sheet *s, const struct convert_input *in,
				 const struct dgpm_book_row *row, bool *twice, size_t *found);
/* Every amount has a unit, and one only; false, and what is wrong is told: no more of the sheet can be read. */
bool convert_units_known(struct convert_sheet *s, const struct convert_input *in, const struct dgpm_book_row *row);
void convert_unit_differs(const struct convert_input *in, struct convert_place at, const char *header,
			  enum dgpm_unit before, enum dgpm_unit now);
void convert_header_missing(const struct convert_sheet *s, const struct convert_input *in);

/*
 * header_change.c: below the header. Whether the row is the header once more, which is then as this row says; whether
 * it has something beyond the header, which is told; another unit for the rows below.
 */
bool convert_header_again(struct convert_file *f, const struct dgpm_book_row *row);
bool convert_is_wide(struct convert_file *f, const struct dgpm_book_row *row);
bool convert_unit_below(struct convert_file *f, const struct dgpm_book_row *row);

/*
 * fit.c: the same without a conversion. A fit takes rows until it says false; _end says whether the header was
 * there, else why not (NULL: no row has any of it), and how many columns of the profile the likest row has.
 */
struct convert_fit;
struct convert_fit *convert_fit_begin(const struct dgpm_profile *p, struct dgpm_arena *arena, struct dgpm_book *book,
				      size_t sheet);
bool convert_fit_row(struct convert_fit *fit, const struct dgpm_book_row *row);
bool convert_fit_end(struct convert_fit *fit, const char **why, size_t *found);

/*
 * sheets.c: hidden rows and columns and scaled amounts that are read, told for each sheet; sheets that are
 * not read and that one would miss: a hidden one that has the header, a visible one that nearly has it.
 */
void convert_hidden_columns(struct convert_file *f, const struct dgpm_book_row *header);
void convert_hidden_row(struct convert_file *f);
void convert_scaled_cell(struct convert_file *f, uint32_t physical);
void convert_covered_cell(struct convert_file *f, uint32_t physical);
void convert_hidden_tell(struct convert_file *f);
void convert_unread_visible(struct convert_file *f);
void convert_unread_hidden(struct convert_file *f, size_t sheet);
void convert_unread_tell(struct convert_file *f, bool all); /* else the hidden ones: of the others CONV-03 tells */

/* cell.c */
const struct cell *convert_cell_read(struct convert_file *f, int column);
static inline const struct cell *convert_cell(struct convert_file *f, int column)
{
	return f->row.cells[column].state != CELL_UNREAD ? &f->row.cells[column] : convert_cell_read(f, column);
}
/* Of a cell that was read. */
struct dgpm_str convert_cell_text(struct convert_file *f, int column);
/* An amount of digits alone, which needs nothing but how its column is read: also on the reader's thread. */
bool convert_amount_plain(const struct profile_column *c, enum dgpm_unit unit, const struct dgpm_value *v,
			  dgpm_yen *out);
enum cell_state convert_hit_amount(struct convert_file *f, const struct convert_match *hit, dgpm_yen *out);
bool convert_date(char out[11], const struct dgpm_eras *eras, struct dgpm_arena *scratch, struct dgpm_str text);

/* carry.c: keep what stands in a column that is filled down; in all of the row; none is known any more. */
void convert_carry(struct convert_file *f, size_t column, struct dgpm_str text);
void convert_carry_row(struct convert_file *f);
void convert_carry_lost(struct convert_file *f);

/* memo.c: where a text is kept, `hit` when it is; NULL: too long or empty. */
struct memo *convert_memo_of(struct convert_file *f, size_t set, struct dgpm_str text);
void convert_memo_keep(struct memo *m, struct dgpm_str text);
bool convert_last_is(const struct convert_last *last, const struct dgpm_str *texts, size_t n);
void convert_last_keep(struct convert_last *last, const struct dgpm_str *texts, size_t n);

/* value.c: the text is in scratch, in the row or in the profile. */
enum cell_state convert_value(struct convert_file *f, const struct spec *spec, struct convert_match *hit,
			      struct dgpm_str *out);

/*
 * account.c: the account that the columns of a spec say; the one account, or all of several together; whether it
 * is such a one, with the general account among them, and what the note of its figures says then.
 */
enum cell_state convert_account(struct convert_file *f, const struct spec *spec, struct dgpm_str *out);
const char *convert_accounts_together(struct dgpm_arena *arena, const char *const *accounts, size_t n);
bool convert_is_undivided(struct dgpm_str account);
#define CONVERT_UNDIVIDED "一般会計と特別会計の内訳は元の表にない"

/* value.c: whether a condition holds. */
bool convert_cond(struct convert_file *f, const struct cond *c);

/*
 * line.c: a row behind those that wait, in two steps, of which the first gives the hash of what the ledger tells
 * rows apart by; the last of them; write them when they are many, or all.
 */
uint64_t convert_line_begin(struct convert_file *f, const struct dgpm_str values[PF_COUNT], dgpm_yen yen, int32_t rank);
void convert_line_end(struct convert_file *f, struct dgpm_str item, struct convert_place at, struct dgpm_str note);
struct dgpm_str convert_line_last(const struct convert_file *f);
void convert_line_write(struct convert_file *f, bool all);
char *convert_put_number(char *p, uint64_t n);

/* columns.c: that a figure stands there; all of them, as a JSON list for the manifest, or NULL. */
void convert_column_met(struct convert_file *f, const struct amount *a, const struct dgpm_str values[PF_COUNT],
			struct convert_place at);
const char *convert_columns_text(const struct convert_columns *c, struct dgpm_arena *arena);

/* excel.c: the header and whole rows of the ledger; rows wait without what `excel` adds. */
void convert_write_header(struct dgpm_out *out, struct dgpm_arena *arena, const struct dgpm_profile *p, bool excel);
void convert_write_rows(struct dgpm_out *out, const char *s, size_t n, bool excel);

/* id.c: the project's, made once a row. What is made of a row takes it from there when it is asked for afterwards. */
enum cell_state convert_id(struct convert_file *f, struct dgpm_str *out);

/* ledger.c */
void convert_ledger_row(struct convert_file *f, const struct row_kind *kind);
void convert_ledger_deferred(struct convert_file *f);
/* At the end of the file: how many figures are given twice, when not all were told one by one. */
void convert_ledger_twice(struct convert_file *f);

/* against.c: a figure is part of that sum. */
uint32_t convert_sum_add(struct convert_file *f, const struct dgpm_str values[PF_COUNT], dgpm_yen yen,
			 struct convert_place at);

/* rounding.c: one more amount of a column in `unit`; whether rounding explains that total and sum differ. */
void convert_grain(struct rounding *r, dgpm_yen unit, dgpm_yen yen);
bool convert_is_rounded(const struct rounding *r, wide total, wide sum);

/* group.c */
uint32_t convert_group_add(struct convert_file *f, const struct row_kind *kind);
void convert_group_account(struct convert_file *f, uint32_t group, struct dgpm_str account);
const char *convert_group_accounts(struct convert_file *f, uint32_t group);
void convert_row_checks(struct convert_file *f, const struct row_kind *kind);
void convert_group_checks(struct convert_file *f);

/* cards.c */
void convert_card_row(struct convert_file *f);

/*
 * card_schema.c: which types the schema of a card asks for, a leaf each; why a card does not hold, in `arena`, or NULL.
 */
enum card_type { CARD_TEXT = 1, CARD_NUMBER = 2, CARD_BOOLEAN = 4 };
const uint8_t *convert_card_types(const struct dgpm_profile *p, struct dgpm_arena *arena,
				  const struct dgpm_node *schema);
const char *convert_card_fault(struct dgpm_schema_run *run, const struct dgpm_schema *schema, struct dgpm_arena *arena,
			       const char *text);

#endif
