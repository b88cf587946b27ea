/* Internal: the parts of the budget and execution table. Prefix budget_. */
#ifndef BUDGET_PARTS_H
#define BUDGET_PARTS_H

#include "budget/budget.h"
#include "base/map.h"
#include "base/intern.h"
#include "base/wide.h"

#include <stdatomic.h>

#define BUDGET_NONE UINT32_MAX /* no value */
#define BUDGET_MOST 100        /* places told of one kind of finding */
#define BUDGET_YEARS (-1)      /* more than one */
#define BUDGET_N_YEARS (DGPM_YEAR_MAX - DGPM_YEAR_MIN + 1)

struct budget_place {
	const char *path;
	uint32_t line;
};

static inline bool budget_before(struct budget_place a, struct budget_place b)
{
	int c = a.path == b.path ? 0 : strcmp(a.path, b.path);

	return c < 0 || (c == 0 && a.line < b.line);
}

/*
 * Groups: rows summed by a key of small numbers. One set a worker, merged at the end. There may be a million of them:
 * each byte counts.
 */
typedef wide budget_sum __attribute__((aligned(8)));

struct budget_group {
	budget_sum sum;
	const char *path;   /* with `line`: the lowest place of all rows */
	uint32_t line;
	uint32_t rows;      /* what is beyond 32 bits is not counted */
	int16_t year;       /* of what was available and executed; BUDGET_YEARS: of more than one */
	bool open;          /* rows of a year that is not over */
	uint32_t key[];
};

static inline struct budget_place budget_first(const struct budget_group *g)
{
	return (struct budget_place){ g->path, g->line };
}

enum budget_keep {
	BUDGET_KEEP_FIRST,  /* sums, and the lowest place */
	BUDGET_KEEP_SECOND, /* and the next */
	BUDGET_KEEP_LAST    /* the last place, and its amount instead of the sum */
};

struct budget_groups {
	struct dgpm_arena *arena;
	size_t n_key, size;   /* numbers in a key; bytes of a group */
	enum budget_keep keep;
	size_t second;        /* where in a group its second place stands, or the last one; 0: it is not kept */
	char **chunks;        /* groups never move */
	size_t n, n_chunks, cap_chunks;
	struct dgpm_map map;
};

void budget_groups_open(struct budget_groups *g, struct dgpm_arena *arena, size_t n_key, enum budget_keep keep);
struct budget_group *budget_groups_add(struct budget_groups *g, const uint32_t *key,
				       dgpm_yen amount, struct budget_place at);
/* Add a group of another set under a key in g's terms. */
void budget_groups_join(struct budget_groups *g, const uint32_t *key, const struct budget_groups *from,
			const struct budget_group *group);
/* The second place of a group, or the last; path NULL: there is none. */
struct budget_place *budget_second(const struct budget_groups *g, const struct budget_group *group);
/* No group is added or looked for any more. */
void budget_groups_settle(struct budget_groups *g);
struct budget_group *budget_group_at(const struct budget_groups *g, size_t i);

/*
 * Cards, as far as the table needs them: numbers of class, sector, phase and name by project.
 */
#define BUDGET_N_CARD_COLS (DGPM_N_TABLE_COLS - DGPM_N_ROW_COLS)
struct budget_cards {
	struct names ids;
	uint32_t (*values)[BUDGET_N_CARD_COLS];        /* of each project; BUDGET_NONE: not on the card */
	struct names texts[BUDGET_N_CARD_COLS];
};

void budget_cards_read(struct budget_cards *cards, struct dgpm_arena *arena, struct dgpm_diags *diags,
			    struct dgpm_portfolio *p, unsigned threads, struct dgpm_cards_stats *stats);

/*
 * Keys met before, by fingerprint: 4 bytes a key in a table of fixed size that threads share. A fingerprint met twice
 * is marked; whether its keys are really the same is for a second reading to say.
 */
struct budget_seen {
	_Atomic uint32_t *slot; /* in buckets of BUDGET_BUCKET; 0: free */
	_Atomic uint64_t *mark; /* a bit a slot */
	size_t mask;            /* of buckets */
	size_t room;            /* keys it takes */
	atomic_size_t n;        /* keys in it, told in steps */
	atomic_bool full;       /* it took no more */
	uint32_t part, parts;   /* only keys of this part are looked at */
};

/* `rows`: at most so many; a larger number is read in parts. False when memory is out. */
bool budget_seen_open(struct budget_seen *seen, size_t rows);
void budget_seen_clear(struct budget_seen *seen);
void budget_seen_close(struct budget_seen *seen);
/* Count a key; true when it was there. *fresh: new keys this worker has not told yet. */
bool budget_seen_add(struct budget_seen *seen, uint64_t hash, size_t *fresh);
void budget_seen_prefetch(const struct budget_seen *seen, uint64_t hash);
bool budget_seen_marked(const struct budget_seen *seen, uint64_t hash);
size_t budget_seen_n_marked(const struct budget_seen *seen);

/*
 * Texts of the ledger by number: one set a worker.
 */
struct budget_texts {
	struct names names;
	uint8_t *accept;                 /* whether `where` lets it through */
	uint32_t *same;             /* organizations alone: the number of the code for any of its names */
	uint32_t *card;             /* projects alone: the number of the card, or BUDGET_NONE */
	struct budget_place *first; /* projects alone: where it was first met */
	size_t known, cap;
};

/* A row as numbers; only the columns that are needed are set. */
typedef uint32_t budget_raw[DGPM_N_ROW_COLS];

/* What is asked for, made ready; shared and read-only while rows are read. */
struct budget_query {
	const struct dgpm_table_how *how;
	const struct dgpm_organizations *organizations;
	const struct budget_cards *cards;  /* NULL: not read */
	uint32_t need;                          /* bits of the columns of a row to number */
	enum dgpm_table_col texts[DGPM_N_ROW_COLS]; /* those that are texts */
	size_t n_texts;
	uint32_t filter;                        /* bits of the columns with conditions */
	enum dgpm_table_col key[DGPM_N_TABLE_COLS + 1];
	size_t n_key;                           /* `by`, and the stage at the end when it is not there */
	uint8_t years[BUDGET_N_YEARS];
	uint32_t expenses, stages;              /* bits let through */
	enum dgpm_table_col member[DGPM_N_TABLE_COLS + 1]; /* `by`, and the project at the end */
	size_t n_member;                        /* 0: projects are not counted */
	uint8_t *card_accept[BUDGET_N_CARD_COLS];
	bool card_none[BUDGET_N_CARD_COLS]; /* no value is let through */
	bool two_organizations;                 /* look for projects under two of them in a year */
};

/* The amounts of one ledger, for telling that they may be in another unit. */
struct budget_file {
	struct budget_place first;
	size_t n;         /* that are not 0 */
	uint64_t largest;
};

/* What one worker gathers. */
struct budget_part {
	struct dgpm_arena *arena;
	struct budget_texts texts[DGPM_N_ROW_COLS];
	struct budget_groups groups, rows, owners; /* the table; rows for `last`; organizations of projects */
	struct budget_groups members;              /* the totals of each project in each row */
	struct budget_place negative[BUDGET_MOST];
	size_t n_negative, n_duplicates, fresh;
	struct budget_file *files;
	size_t n_files, cap_files;
	uint64_t waiting[16]; /* hashes whose bucket is being fetched */
	unsigned n_waiting;
	budget_raw raw;         /* of the row at hand */
	uint64_t whose;         /* its organization, project and account as a hash */
	bool whole;             /* it went all the way: the next one may take of it what is the same */
	int16_t first_year, last_year;
	uint8_t year_has[BUDGET_N_YEARS]; /* bits: 1 a budget, 2 executed */
};

int budget_query_open(struct budget_query *q, struct dgpm_arena *arena, struct dgpm_diags *diags,
			   const struct dgpm_portfolio *p, const struct dgpm_table_how *how,
			   const struct budget_cards *cards);
/* Which columns are to be numbered, from `need`. */
void budget_query_texts(struct budget_query *q);
bool budget_needs_cards(const struct dgpm_table_how *how);

/* The numbers of a row; false when a condition on a column of the ledger does not hold. `same`: DGPM_SAME_ bits of the
 * texts whose numbers stand in `raw`. */
bool budget_raw_of(budget_raw raw, const struct budget_query *q, struct budget_part *part,
			const struct dgpm_ledger_row *row, struct budget_place at, unsigned same);
/* The key of the group a row belongs to; false when a condition on the card does not hold. */
bool budget_key_of(uint32_t *key, const struct budget_query *q, const struct budget_part *part,
			const budget_raw raw);
/* The number, in `into`, of a text of `from`. */
uint32_t budget_text_move(const struct budget_query *q, struct budget_part *into,
			       const struct budget_part *from, enum dgpm_table_col col, uint32_t number);

/* What a reading is for. */
enum budget_reading { BUDGET_READ_ALL, BUDGET_READ_SEEN, BUDGET_READ_MARKED };

/* One reading of the ledgers. */
struct budget_run {
	const struct budget_query *q;
	struct budget_part *parts;
	const char *path;
	enum budget_reading reading;
	struct budget_seen *seen;
	bool looks;            /* for duplicates */
	uint64_t sample;       /* hashes with these bits are left out of the second reading */
	size_t found;          /* keys given twice; with `few` the reading ends when there are enough to tell */
	bool few, enough;
	const struct dgpm_portfolio *narrowed; /* only rows of projects it selects; NULL: all */
};

void budget_read(struct budget_run *run, struct dgpm_diags *diags, struct dgpm_portfolio *p,
		      enum budget_reading reading, struct dgpm_ledgers_stats *stats);

/* address.c: the column that a bare word of an address is of; whether it is a kind of account. */
enum dgpm_table_col budget_word_col(struct dgpm_str word);
bool budget_is_account_word(struct dgpm_str word);

void budget_part_open(struct budget_part *part, struct dgpm_arena *arena, const struct budget_query *q);
/* Add what another worker gathered; the result does not depend on the order. */
void budget_part_join(const struct budget_query *q, struct budget_part *into,
			   const struct budget_part *from);

/* All has been gathered: what finding groups and texts took goes back. */
void budget_part_settle(struct budget_part *part);

void budget_note_amount(struct budget_part *part, const struct budget_file *more);

/* A row is counted: look for another one of its key. In the second reading: compare it in full. `same`: as above, of
 * part->whose. */
void budget_look(struct budget_run *run, struct budget_part *part, const struct dgpm_ledger_row *row,
		      const budget_raw raw, struct budget_place at, unsigned same);
/* Look at what is still waiting. */
void budget_settle(struct budget_run *run, struct budget_part *part);
/* Tell what is given twice; the number of rows given again. `rows`: all there are. */
size_t budget_find_duplicates(struct budget_run *run, struct dgpm_arena *arena, struct dgpm_diags *diags,
				   struct dgpm_portfolio *p, size_t rows);

/* What else the rows gave cause to say. */
void budget_tell(struct dgpm_diags *diags, struct dgpm_arena *arena, const struct budget_query *q,
		      const struct budget_part *part);
const char *budget_text(const struct budget_part *part, enum dgpm_table_col col, uint32_t number);

static inline struct dgpm_loc budget_loc(struct budget_place at)
{
	return (struct dgpm_loc){ .path = at.path, .line = at.line, .column = 1 };
}

/* A sum a stage. */
struct dgpm_sums {
	wide sum[DGPM_N_LEDGER_STAGES];
	bool has[DGPM_N_LEDGER_STAGES];
	bool open;
	int16_t year; /* 0: none */
};
/* The year of two sums together. */
static inline int16_t budget_year(int16_t a, int16_t b)
{
	return a == 0 || a == b ? b : b == 0 ? a : BUDGET_YEARS;
}
void budget_figures(struct dgpm_figures *out, const struct dgpm_sums *sums, bool net);

/* One amount to the group of its key, and of its project. */
void budget_count(const struct budget_query *q, struct budget_part *part, const uint32_t *key, const uint32_t *raw,
		  dgpm_yen amount, struct budget_place at);
/* How many projects are members at all; `key`: which number of theirs it is. */
size_t budget_count_projects(const struct budget_groups *members, size_t n_texts, size_t key,
			     struct dgpm_arena *scratch);

/* Like for like: projects, and their totals in the year before and in this one. */
struct budget_same {
	uint32_t n;
	dgpm_yen before, now;
};
/* Of each row, where rows are years, which `years` has; `row_of`: of each member. */
struct budget_same *budget_like_for_like(const struct budget_groups *members, const uint32_t *row_of,
					 const uint32_t *years, size_t n_rows, struct dgpm_arena *arena);

/* Groups to sorted rows, which are made of `part` when they are asked for. */
void budget_rows(struct dgpm_table *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		 const struct budget_query *q, const struct budget_part *part, struct dgpm_data *data);

#endif
