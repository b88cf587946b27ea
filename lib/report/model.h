/*
 * Internal: a report as a document: blocks of paragraphs, tables and charts, before anyone says how it is printed.
 *
 * The builders (block_*.c) put figures into it and decide what is said; the printers (html.c, markdown.c, text.c,
 * workbook.c) decide how it looks, and know nothing of budgets. Texts are plain UTF-8 as the user wrote them: escaping
 * is the printer's. In texts that dgpm words itself, REPORT_CODE stands on both sides of what is code. No value is
 * NULL, which is never "0". Everything lives in one arena.
 */
#ifndef REPORT_MODEL_H
#define REPORT_MODEL_H

#include "base/arena.h"
#include "base/yen.h"

#define REPORT_CODE "`"

/* A figure that has an address: shown, exact and found again. */
struct report_figure {
	const char *text;     /* as shown; NULL: no value */
	const char *address;  /* "ledger:2020/MOF/executed"; NULL: it has none */
	const char *exact;    /* yen, a count, or a ratio; NULL: none */
	bool yen;	      /* exact is yen */
	bool year;	      /* exact is a fiscal year */
	dgpm_yen part, whole; /* of a ratio, which spreadsheets get as exact as they can; whole 0: it is none */
};

enum report_tag {
	REPORT_TAG_NONE,
	REPORT_TAG_BAD,
	REPORT_TAG_WARN,
	REPORT_TAG_INFO,
	REPORT_TAG_UNKNOWN,
	REPORT_TAG_OK
};

struct report_cell {
	struct report_figure figure;
	const char *unit;   /* in small letters behind it: "（令和2）"; NULL */
	const char *source; /* documents, as "S1 4-6(1), S3 5.2": linked; NULL */
	const char *link;   /* the ID of a sheet it leads to; NULL */
	enum report_tag tag;
	bool mono;
	int rate;      /* a bar of so many tenths of a percent behind the figure; -1: none */
	uint32_t span; /* rows it stands for, with those below; 0: one */
	bool covered;  /* by the span of a row above */
};

struct report_col {
	const char *title;
	const char *group;		/* a heading over this column and its neighbours with the same one; NULL */
	bool number, wrap, sort, whole; /* whole: never broken into lines */
	bool kept;			/* stays where nothing is in it */
};

struct report_row {
	struct report_cell *cells;
	bool sum, highlight;
};

struct report_table {
	const char *caption, *subtitle;
	struct report_col *cols;
	size_t n_cols;
	struct report_row *rows;
	size_t n, cap;
	bool folded;	     /* behind a summary in HTML */
	const char *summary; /* of the fold; NULL: "figures of ... as a table" */
	bool sortable;
	bool figures_of_chart; /* the table of the chart above it */
};

enum report_fill {
	REPORT_FILL_RESULT,
	REPORT_FILL_OTHER,
	REPORT_FILL_BUDGET,
	REPORT_FILL_PART,
	REPORT_FILL_FORECAST,
	REPORT_FILL_OVER,
	REPORT_FILL_GHOST,
	REPORT_FILL_PATH,
	REPORT_FILL_CONDITIONAL,
	REPORT_FILL_RETURN,
	REPORT_FILL_UNDECIDED,
	REPORT_FILL_UNKNOWN,
	REPORT_N_FILLS
};

struct report_key {
	enum report_fill fill;
	const char *text;
};

/* One bar of a chart of years; amounts in yen. */
struct report_bar {
	int year;
	const char *era;       /* "令2" */
	bool has_budget, part; /* part: fewer systems have a budget than a result */
	bool has_result, has_forecast, has_path, has_ghost;
	dgpm_yen budget, result, forecast, path, ghost;
	const char *below; /* the row of figures under the axis; NULL */
	const char *above; /* a label over the bar; NULL */
	const char *tip_budget, *tip_result, *tip_path, *tip_ghost;
	bool current; /* the year of the report */
	bool target;  /* the target's year */
};

enum report_chart_kind { REPORT_YEARS, REPORT_TARGET, REPORT_SMALL, REPORT_SPARK, REPORT_STACK, REPORT_SCATTER };

struct report_part { /* of a stacked bar */
	enum report_fill fill;
	const char *text;
	struct report_figure figure;
	int64_t value;
};

struct report_dot { /* of a scatter */
	int64_t x, y;
	const char *tip, *name; /* name: written beside it; NULL */
	bool marked;
};

struct report_chart {
	enum report_chart_kind kind;
	const char *title, *desc; /* for those who cannot see it */
	struct report_bar *bars;
	size_t n_bars;
	dgpm_yen top; /* of a shared scale; 0: its own */
	struct report_part *parts;
	size_t n_parts;
	struct report_dot *dots;
	size_t n_dots;
	const char *x_title, *y_title;
};

/* One of several small charts side by side, or a stage of the reviews. */
struct report_small {
	const char *title, *link, *note; /* note: in small letters behind the title */
	enum report_tag tag;
	const char *tag_text;
	const char *lines[3];
	struct report_chart chart;
};

struct report_figure_block {
	const char *title, *subtitle; /* the title says the finding */
	const struct report_key *keys;
	size_t n_keys;
	struct report_chart chart; /* when there are no small ones */
	struct report_small *small;
	size_t n_small;
	bool wide; /* four in a row rather than many; stages: one below the other */
	bool stages;
};

struct report_head { /* one of the headline figures */
	const char *title;
	struct report_figure figure;
	const char *unit, *change;
	const char *text;
};

struct report_watch {
	size_t rank;
	const char *name, *organization, *id, *link;
	struct {
		const char *text, *points, *source;
		bool risk;
	} * reasons;
	size_t n_reasons;
	const char *next, *who; /* NULL: not on the card */
	struct report_figure score;
	const char *split; /* "importance 16, risk 4" */
};

struct report_known {
	const char *title, *cannot, *source;
	struct report_figure share; /* "22 / 38" */
	size_t n, of;
	const uint8_t *known; /* of each project, in their order; NULL: one bar of n of `of` */
	const char *const *names;
};

struct report_top {
	enum report_tag tag;
	const char *tag_text, *rule, *title, *source;
	struct report_figure share;
	size_t n, of;
};

struct report_finding {
	enum report_tag tag;
	const char *tag_text, *rule, *message, *remedy, *stage, *source, *place;
};

struct report_empty {
	const char *title, *text, *sample, *note, *source;
};

enum report_kind {
	REPORT_LEAD,
	REPORT_PARA,
	REPORT_NOTE,
	REPORT_KEYS,
	REPORT_LIST,
	REPORT_HEADING,
	REPORT_HEADS,
	REPORT_TABLE,
	REPORT_FIGURE,
	REPORT_WATCH,
	REPORT_KNOWN,
	REPORT_TOP,
	REPORT_FINDINGS,
	REPORT_EMPTY,
	REPORT_FACTS,
	REPORT_FOLD,
	REPORT_FOLD_END
};

struct report_fact {
	const char *title, *text;
	bool mono, none;
};

struct report_item {
	enum report_kind kind;
	const char *text; /* LEAD, PARA, NOTE, HEADING, FOLD */
	const char *id;	  /* HEADING: of the heading; NULL */
	size_t n;
	union {
		const char **texts; /* KEYS, LIST */
		struct report_head *heads;
		struct report_table *table;
		struct report_figure_block *figure;
		struct report_watch *watch;
		struct report_known *known;
		struct report_top *top;
		struct report_finding *findings;
		struct report_empty *empty;
		struct report_fact *facts;
	};
};

struct report_block {
	const char *id, *no, *title, *short_title; /* no NULL: not numbered */
	const char *sub;
	struct report_item *items;
	size_t n, cap;
	bool sheet, annex;
	bool index; /* the list of the sheets: a file of its own in a folder */
};

struct report_doc {
	struct dgpm_arena *arena;
	const char *lang;
	const char *kicker, *title, *sub;
	struct report_fact facts[4];
	struct report_block **blocks;
	size_t n, cap;
	const char *period, *unit, *edition, *hash; /* for the margins of printed pages and the foot */
	const char *foot;
};

/* The next item of a block. */
struct report_item *report_add(struct report_doc *d, struct report_block *b, enum report_kind kind);
struct report_block *report_block_new(struct report_doc *d, const char *id, const char *no, const char *title);
void report_text(struct report_doc *d, struct report_block *b, enum report_kind kind, const char *text);
struct report_table *report_table_new(struct report_doc *d, struct report_block *b, const char *caption,
				      const char *subtitle, const struct report_col *cols, size_t n_cols);
/* A row of the table: its cells, all of them "no value". */
struct report_cell *report_row_new(struct report_doc *d, struct report_table *t);
/* Texts of a list under way. */
struct report_texts {
	const char **items;
	size_t n, cap;
};
void report_texts_add(struct report_doc *d, struct report_texts *t, const char *text);
void report_texts_done(struct report_doc *d, struct report_block *b, enum report_kind kind,
		       const struct report_texts *t);

#endif
