/* Internal: the parts of the budget and execution table. Prefix ledgertable_. */
#ifndef BUDGET_PARTS_H
#define BUDGET_PARTS_H

#include "budget/budget.h"
#include "base/intern.h"
#include "base/wide.h"

#include <stdatomic.h>

#define LEDGERTABLE_NONE UINT32_MAX /* no value */
#define LEDGERTABLE_MOST 100        /* places told of one kind of finding */
#define LEDGERTABLE_N_YEARS (DGPM_YEAR_MAX - DGPM_YEAR_MIN + 1)

struct ledgertable_place {
	const char *path;
	uint32_t line;
};

static inline bool ledgertable_before(struct ledgertable_place a, struct ledgertable_place b)
{
	int c = a.path == b.path ? 0 : strcmp(a.path, b.path);

	return c < 0 || (c == 0 && a.line < b.line);
}

/*
 * Groups: rows summed by a key of small numbers. One set a worker, merged at the end.
 */
struct ledgertable_group {
	wide sum;
	struct ledgertable_place first, second; /* the two lowest places; when `last` is kept, second is the last one */
	size_t rows;
	uint32_t key[];
};

struct ledgertable_groups {
	struct dgpm_arena *arena;
	size_t n_key, size;   /* numbers in a key; bytes of a group */
	bool last;            /* keep the amount of the last place instead of the sum */
	char **chunks;        /* groups never move */
	size_t n, cap_chunks;
	uint32_t *slot;
	size_t mask;
};

void ledgertable_groups_open(struct ledgertable_groups *g, struct dgpm_arena *arena, size_t n_key, bool last);
const struct ledgertable_group *ledgertable_groups_add(struct ledgertable_groups *g, const uint32_t *key,
						       dgpm_yen amount, struct ledgertable_place at);
/* Add a group of another set under a key in g's terms. */
void ledgertable_groups_join(struct ledgertable_groups *g, const uint32_t *key, const struct ledgertable_group *from);
struct ledgertable_group *ledgertable_group_at(const struct ledgertable_groups *g, size_t i);

/*
 * Cards, as far as the table needs them: numbers of class, sector, phase and name by project.
 */
#define LEDGERTABLE_N_CARD_COLS (DGPM_N_TABLE_COLS - DGPM_N_ROW_COLS)
struct ledgertable_cards {
	struct names ids;
	uint32_t (*values)[LEDGERTABLE_N_CARD_COLS];        /* of each project; LEDGERTABLE_NONE: not on the card */
	struct names texts[LEDGERTABLE_N_CARD_COLS];
};

void ledgertable_cards_read(struct ledgertable_cards *cards, struct dgpm_arena *arena, struct dgpm_diags *diags,
			    struct dgpm_portfolio *p, unsigned threads, struct dgpm_cards_stats *stats);

/*
 * Keys met before, by fingerprint: 4 bytes a key in a table of fixed size that threads share. A fingerprint met twice
 * is marked; whether its keys are really the same is for a second reading to say.
 */
struct ledgertable_seen {
	_Atomic uint32_t *slot; /* in buckets of LEDGERTABLE_BUCKET; 0: free */
	_Atomic uint64_t *mark; /* a bit a slot */
	size_t mask;            /* of buckets */
	size_t room;            /* keys it takes */
	atomic_size_t n;        /* keys in it, told in steps */
	atomic_bool full;       /* it took no more */
	uint32_t part, parts;   /* only keys of this part are looked at */
};

/* `rows`: at most so many; a larger number is read in parts. False when memory is out. */
bool ledgertable_seen_open(struct ledgertable_seen *seen, size_t rows);
void ledgertable_seen_clear(struct ledgertable_seen *seen);
void ledgertable_seen_close(struct ledgertable_seen *seen);
/* Count a key; true when it was there. *fresh: new keys this worker has not told yet. */
bool ledgertable_seen_add(struct ledgertable_seen *seen, uint64_t hash, size_t *fresh);
void ledgertable_seen_prefetch(const struct ledgertable_seen *seen, uint64_t hash);
bool ledgertable_seen_marked(const struct ledgertable_seen *seen, uint64_t hash);
size_t ledgertable_seen_n_marked(const struct ledgertable_seen *seen);

/*
 * Texts of the ledger by number: one set a worker.
 */
struct ledgertable_texts {
	struct names names;
	uint8_t *accept;                 /* whether `where` lets it through */
	uint32_t *same;                  /* organizations: the number of the code for any of its names */
	uint32_t *card;                  /* projects: the number of the card, or LEDGERTABLE_NONE */
	struct ledgertable_place *first; /* projects: where it was first met */
	size_t known, cap;
};

/* A row as numbers; only the columns that are needed are set. */
typedef uint32_t ledgertable_raw[DGPM_N_ROW_COLS];

/* What is asked for, made ready; shared and read-only while rows are read. */
struct ledgertable_query {
	const struct dgpm_table_how *how;
	const struct dgpm_organizations *organizations;
	const struct ledgertable_cards *cards;  /* NULL: not read */
	uint32_t need;                          /* bits of the columns of a row to number */
	uint32_t filter;                        /* bits of the columns with conditions */
	enum dgpm_table_col key[DGPM_N_TABLE_COLS + 1];
	size_t n_key;                           /* `by`, and the stage at the end when it is not there */
	uint8_t years[LEDGERTABLE_N_YEARS];
	uint32_t expenses, stages;              /* bits let through */
	uint8_t *card_accept[LEDGERTABLE_N_CARD_COLS];
	bool card_none[LEDGERTABLE_N_CARD_COLS]; /* no value is let through */
	bool two_organizations;                 /* look for projects under two of them in a year */
};

/* The amounts of one ledger, for telling that they may be in another unit. */
struct ledgertable_file {
	struct ledgertable_place first;
	size_t n;         /* that are not 0 */
	uint64_t largest;
};

/* What one worker gathers. */
struct ledgertable_part {
	struct dgpm_arena *arena;
	struct ledgertable_texts texts[DGPM_N_ROW_COLS];
	struct ledgertable_groups groups, rows, owners; /* the table; rows for `last`; organizations of projects */
	struct ledgertable_place negative[LEDGERTABLE_MOST];
	size_t n_negative, n_duplicates, fresh;
	struct ledgertable_file *files;
	size_t n_files, cap_files;
	uint64_t waiting[16]; /* hashes whose bucket is being fetched */
	unsigned n_waiting;
	int16_t first_year, last_year;
	uint8_t year_has[LEDGERTABLE_N_YEARS]; /* bits: 1 a budget, 2 executed */
};

int ledgertable_query_open(struct ledgertable_query *q, struct dgpm_arena *arena, struct dgpm_diags *diags,
			   const struct dgpm_portfolio *p, const struct dgpm_table_how *how,
			   const struct ledgertable_cards *cards);
bool ledgertable_needs_cards(const struct dgpm_table_how *how);

/* The numbers of a row; false when a condition on a column of the ledger does not hold. */
bool ledgertable_raw_of(ledgertable_raw raw, const struct ledgertable_query *q, struct ledgertable_part *part,
			const struct dgpm_ledger_row *row, struct ledgertable_place at);
/* The key of the group a row belongs to; false when a condition on the card does not hold. */
bool ledgertable_key_of(uint32_t *key, const struct ledgertable_query *q, const struct ledgertable_part *part,
			const ledgertable_raw raw);
/* The number, in `into`, of a text of `from`. */
uint32_t ledgertable_text_move(const struct ledgertable_query *q, struct ledgertable_part *into,
			       const struct ledgertable_part *from, enum dgpm_table_col col, uint32_t number);

/* What a reading is for. */
enum ledgertable_reading { LEDGERTABLE_READ_ALL, LEDGERTABLE_READ_SEEN, LEDGERTABLE_READ_MARKED };

/* One reading of the ledgers. */
struct ledgertable_run {
	const struct ledgertable_query *q;
	struct ledgertable_part *parts;
	const char *path;
	enum ledgertable_reading reading;
	struct ledgertable_seen *seen;
	bool looks;            /* for duplicates */
	uint64_t sample;       /* hashes with these bits are left out of the second reading */
	size_t found;          /* keys given twice; with `few` the reading ends when there are enough to tell */
	bool few, enough;
};

void ledgertable_read(struct ledgertable_run *run, struct dgpm_diags *diags, struct dgpm_portfolio *p,
		      enum ledgertable_reading reading, struct dgpm_ledgers_stats *stats);

void ledgertable_part_open(struct ledgertable_part *part, struct dgpm_arena *arena, const struct ledgertable_query *q);
/* Add what another worker gathered; the result does not depend on the order. */
void ledgertable_part_join(const struct ledgertable_query *q, struct ledgertable_part *into,
			   const struct ledgertable_part *from);

void ledgertable_note_amount(struct ledgertable_part *part, const struct ledgertable_file *more);

/* A row is counted: look for another one of its key. In the second reading: compare it in full. */
void ledgertable_look(struct ledgertable_run *run, struct ledgertable_part *part, const struct dgpm_ledger_row *row,
		      const ledgertable_raw raw, struct ledgertable_place at);
/* Look at what is still waiting. */
void ledgertable_settle(struct ledgertable_run *run, struct ledgertable_part *part);
/* Tell what is given twice; the number of rows given again. `rows`: all there are. */
size_t ledgertable_find_duplicates(struct ledgertable_run *run, struct dgpm_arena *arena, struct dgpm_diags *diags,
				   struct dgpm_portfolio *p, size_t rows);

/* What else the rows gave cause to say. */
void ledgertable_tell(struct dgpm_diags *diags, struct dgpm_arena *arena, const struct ledgertable_query *q,
		      const struct ledgertable_part *part);
const char *ledgertable_text(const struct ledgertable_part *part, enum dgpm_table_col col, uint32_t number);

static inline struct dgpm_loc ledgertable_loc(struct ledgertable_place at)
{
	return (struct dgpm_loc){ .path = at.path, .line = at.line, .column = 1 };
}

/* A sum a stage. */
struct dgpm_sums {
	wide sum[DGPM_N_LEDGER_STAGES];
	bool has[DGPM_N_LEDGER_STAGES];
};
void ledgertable_figures(struct dgpm_figures *out, const struct dgpm_sums *sums);

/* Groups to sorted rows. */
void ledgertable_rows(struct dgpm_table *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      const struct ledgertable_query *q, const struct ledgertable_part *part, struct dgpm_data *data);

#endif
