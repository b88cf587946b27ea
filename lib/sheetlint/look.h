/* The machine-readability of spreadsheets: what its parts share. */
#ifndef SHEETLINT_LOOK_H
#define SHEETLINT_LOOK_H

#include "base/buf.h"
#include "sheetlint/sheetlint.h"

#define SHEETLINT_RULES(M)                                                                                            \
	M(1, 01) M(1, 02) M(1, 03) M(1, 04) M(1, 05) M(1, 06) M(1, 07) M(1, 08) M(1, 09) M(1, 10) M(1, 11) M(1, 12)    \
	M(1, 13) M(1, 14) M(1, 15) M(2, 01) M(2, 02) M(2, 03) M(2, 04) M(2, 05) M(2, 06) M(3, 01) M(3, 02) M(3, 03)    \
	M(3, 04) M(3, 05) M(3, 06) M(3, 07) M(3, 08) M(3, 09)
#define SHEETLINT_ENUM(level, number) L##level##_##number,
enum sheetlint_rule { SHEETLINT_RULES(SHEETLINT_ENUM) SHEETLINT_N };
#undef SHEETLINT_ENUM

enum sheetlint_verdict { SHEETLINT_KEPT, SHEETLINT_FOUND, SHEETLINT_NOT_APPLICABLE, SHEETLINT_PERSON };

#define SHEETLINT_CELLS 5

/* Cells of which one thing is to be said: the first few, and how many. */
struct sheetlint_cells {
	struct sheetlint_cell {
		uint32_t row, line, column; /* column 0: the row */
		uint32_t to_row, to_column; /* of a range; else 0 */
		const char *text;           /* NULL: none to show */
	} first[SHEETLINT_CELLS];
	size_t n;
};

struct sheetlint_result {
	enum sheetlint_verdict verdict;
	struct sheetlint_cells cells;
};

/* What a text is, for a column of numbers. */
enum sheetlint_look {
	SHEETLINT_WORD,
	SHEETLINT_PLAIN,     /* digits alone, with a sign or a point */
	SHEETLINT_DECORATED, /* 1,200  約1,200  1200円  △5  １２ */
	SHEETLINT_MARK       /* － *** X … : no number here, and why */
};
enum sheetlint_look sheetlint_look(struct dgpm_str s);
bool sheetlint_is_spaced(struct dgpm_str s);    /* L1-06 */
bool sheetlint_is_several(struct dgpm_str s);   /* L1-07 */
bool sheetlint_is_platform(struct dgpm_str s);  /* L1-08 */
bool sheetlint_is_ditto(struct dgpm_str s);     /* L2-02 */
bool sheetlint_is_other(struct dgpm_str s);     /* L2-05 */
bool sheetlint_is_note(struct dgpm_str s);      /* begins as notes do */
bool sheetlint_holds(struct dgpm_str s, const char *const *words, size_t n);
/* A Japanese era's year without the western one: 令和3年度, R3, H30.4.1 */
bool sheetlint_is_era(struct dgpm_str s);
bool sheetlint_holds_western(struct dgpm_str s);

#define SHEETLINT_VALUES 64

/* What is known of a column. */
struct sheetlint_column {
	struct dgpm_str header;
	size_t n, numbers, decorated_n;
	/* Plain digits, by whether the spreadsheet program takes them for a number or for a text. */
	struct sheetlint_cells as_number, as_text;
	struct sheetlint_cells decorated, marks, blanks, ditto, era, areas;
	bool too_many_values;
	size_t n_values;
	struct sheetlint_seen {
		struct dgpm_str text, folded;
		struct sheetlint_cell cell;
		bool told; /* with another that means the same */
	} values[SHEETLINT_VALUES];
};

#define SHEETLINT_LOOK_AHEAD 40u

/* One sheet that is looked at. */
struct sheetlint {
	struct dgpm_arena *arena;   /* for the file */
	const struct dgpm_book *book;
	size_t sheet;
	const struct dgpm_node *prefectures;
	struct sheetlint_result results[SHEETLINT_N];

	/* Rows kept until it is known which of them is the header. */
	struct sheetlint_row {
		struct dgpm_book_row row;
		uint32_t filled;
	} ahead[SHEETLINT_LOOK_AHEAD];
	uint32_t n_ahead;
	size_t ahead_bytes;         /* of their texts */

	bool settled;               /* the header is known, or that there is none */
	uint32_t header, header_line, data_rows;
	bool two_headers;
	struct sheetlint_cell second_header; /* the row of the lower ones */
	bool column_told;           /* that a column is hidden */
	struct sheetlint_column *columns;
	uint32_t n_columns, cap_columns;
	uint32_t last_line_end;     /* of CSV: the line behind the last record */
	struct sheetlint_cell gap;  /* the first empty row since the last row of data */
	bool in_gap, second_table;
	struct sheetlint_cell *memos; /* rows with one cell since the last row of data: notes, when nothing follows */
	size_t n_memos, cap_memos;
	struct dgpm_buf memo;       /* all text outside of the table */
	size_t rows;
};

void sheetlint_add(struct sheetlint_cells *c, const struct sheetlint_cell *cell);
bool sheetlint_row(void *ctx, const struct dgpm_book_row *row);
/* The last row has been told. */
void sheetlint_end(struct sheetlint *l);
void sheetlint_judge(struct sheetlint *l);

#endif
