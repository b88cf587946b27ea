/*
 * A portfolio: the tree of cards, ledgers and plans below a dgpm.yaml, or the files named on the command line.
 *
 * In:     a directory, or paths; files are known by their content (open.c walks, cards.c and ledgers.c look into them).
 * Out:    cards that hold to their schema, one call each; ledger rows, or sums of them; other documents, kept; an index
 *         of IDs. On top of it targets.c, projects.c and repository.c; each.h puts together what workers found.
 * Drives: nothing of its own: a command asks for cards and for ledgers in the order it needs them. open.c comes first.
 * Thread: cards are shared out to threads, each with its struct dgpm_worker and nothing else: scratch until the next
 *         card, keep until the run ends, diagnostics that are merged in one order. Ledgers are read one after the
 *         other, each by all threads. The portfolio itself is changed between the passes alone.
 */
#ifndef PORTFOLIO_PORTFOLIO_H
#define PORTFOLIO_PORTFOLIO_H

#include "data/data.h"
#include "ledger/totals.h"
#include "io/walk.h"

struct dgpm_portfolio;

/*
 * Open a portfolio.
 *
 * Shape:  the root is the nearest directory from `dir` upward that holds dgpm.yaml; without one, `dir` itself. `paths`
 *         (files, directories, "-" for standard input; seen from `dir`) replace the walk of the root.
 * Owner:  *out lives in `arena`; dgpm_portfolio_close() closes its files.
 * Errors: -1 after a diagnostic: the directory cannot be opened. What is left
 *         out on the way adds diagnostics and goes on.
 * Source: design of the portfolio: dgpm(1); schemas/portfolio.schema.json.
 */
int dgpm_portfolio_open(struct dgpm_portfolio **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			struct dgpm_data *data, const char *dir, const char *const *paths, size_t n_paths)
	DGPM_MUST_CHECK;
/* How a portfolio is opened beyond its folder and the paths. */
struct dgpm_portfolio_how {
	const char *const *exclude; /* passed over as `ignore` of dgpm.yaml says */
	size_t n_exclude;
	const char *stdin_name;     /* of what "-" stands for: told, and read in place of the file; NULL: "-" */
	/*
	 * For a report on a part: cards and folders named in a portfolio select what is reported, and all of it is
	 * read; of ledgers that are named, and of "-", these alone are read. Paths outside the portfolio, and all
	 * paths where there is none, are read as above.
	 */
	bool part;
};
int dgpm_portfolio_open_how(struct dgpm_portfolio **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			    struct dgpm_data *data, const char *dir, const char *const *paths, size_t n_paths,
			    const struct dgpm_portfolio_how *how) DGPM_MUST_CHECK;

void dgpm_portfolio_close(struct dgpm_portfolio *p);

/* Whether `dir` or a directory above it is the root of a portfolio. */
bool dgpm_portfolio_is_at(struct dgpm_arena *arena, const char *dir);
/* The path of that root; NULL: there is none. */
const char *dgpm_portfolio_above(struct dgpm_arena *arena, const char *dir);

/* What dgpm.yaml says of how reports look; 0 and NULL: nothing. */
struct dgpm_defaults {
	const char *lang; /* "ja" or "en" */
	const char *unit; /* as -u takes it */
	int64_t width;
};

/* Read them alone, before anything is opened: faults are told by who opens the portfolio. */
void dgpm_portfolio_defaults(struct dgpm_defaults *out, struct dgpm_arena *arena, const char *dir);

/* The root as a path that can be opened from the working directory. */
const char *dgpm_portfolio_dir(const struct dgpm_portfolio *p);

struct dgpm_data *dgpm_portfolio_data(const struct dgpm_portfolio *p);

/* dgpm.yaml, or NULL. */
const struct dgpm_node *dgpm_portfolio_config(const struct dgpm_portfolio *p);

/* Whether dgpm.yaml has faults, told when it was opened: what is judged then goes by other settings than are meant. */
bool dgpm_portfolio_config_broken(const struct dgpm_portfolio *p);

/* Whether rates are of what was available less what is carried out (total_basis: net); totals stay gross either way. */
bool dgpm_portfolio_is_net(const struct dgpm_portfolio *p);

/* The root as a directory descriptor, and whether the files were named rather than walked. */
int dgpm_portfolio_root(const struct dgpm_portfolio *p);
bool dgpm_portfolio_is_named(const struct dgpm_portfolio *p);

/* Organizations of the government and of the portfolio. */
const struct dgpm_organizations *dgpm_portfolio_organizations(const struct dgpm_portfolio *p);

/*
 * From now on what is read stays in memory: cards with their trees, and the sums of the ledgers. Who asks for them
 * again is given what was read, and told nothing twice. For what asks many questions of one portfolio; a single
 * question is better streamed.
 */
void dgpm_portfolio_hold(struct dgpm_portfolio *p);

/* One card that holds to its schema. Lives in the worker's scratch, or as long as a portfolio that
 * holds it. */
struct dgpm_card {
	const struct dgpm_node *root;
	const char *path;          /* lives as long as the portfolio */
	const char *id, *name, *organization, *sector, *phase;
	const struct dgpm_node *waivers; /* NULL: it has none */
};

/* What one thread works with. */
struct dgpm_worker {
	unsigned index;
	struct dgpm_arena *keep;    /* until the run ends */
	struct dgpm_arena *scratch; /* until the next card */
	struct dgpm_diags *diags;
	struct dgpm_schema_run *run;
};

typedef void (*dgpm_card_fn)(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card);

/* What is kept of every card. */
struct dgpm_entry {
	const char *id, *path;
	uint32_t line, column; /* of the ID */
	bool selected;         /* reports are about it, see select.h */
};

struct dgpm_cards_stats {
	size_t n_read, n_left_out, n_other;  /* cards, cards left out, YAML files of other kinds */
	size_t n_selected;                   /* cards that the report is about */
	bool narrowed;                       /* it may lack some */
};

/*
 * Read every card, hold it against the card schema, and give the good ones to `fn`, one call a card, on up to `threads`
 * threads. Afterwards the index of IDs stands; an ID on two cards is REF-01.
 *
 * Shape:  a card is a YAML file whose `schema` is dgpm/card@1.
 * Owner:  `keep` of the workers lives as long as the portfolio.
 * Errors: diagnostics, merged and the same whatever the number of threads; a card with faults is left out.
 */
void dgpm_portfolio_cards(struct dgpm_portfolio *p, struct dgpm_diags *diags, unsigned threads, dgpm_card_fn fn,
			  void *ctx, struct dgpm_cards_stats *stats);

/* The card index, sorted by ID; valid after dgpm_portfolio_cards(). */
const struct dgpm_entry *dgpm_portfolio_entries(const struct dgpm_portfolio *p, size_t *n);
const struct dgpm_entry *dgpm_portfolio_find(const struct dgpm_portfolio *p, struct dgpm_str id);

/* Whether a card has the ID, also one that was left out for its faults, which are told: what names it is no further
 * fault. */
bool dgpm_portfolio_knows(const struct dgpm_portfolio *p, struct dgpm_str id);

/* Documents of other kinds, held against their schemas, by "dgpm/plan@1" ... Lives as long as the portfolio. */
struct dgpm_other {
	const char *kind, *path;
	const struct dgpm_node *root;
};
/* Found by looking at the head of every YAML file (once); dgpm_portfolio_cards() then passes them over. */
const struct dgpm_other *dgpm_portfolio_others(struct dgpm_portfolio *p, struct dgpm_diags *diags, unsigned threads,
					       size_t *n);

/* The same that were left out, as their schemas say they must not be; after dgpm_portfolio_others(). */
const struct dgpm_other *dgpm_portfolio_broken(const struct dgpm_portfolio *p, size_t *n);

struct dgpm_ledgers_stats {
	size_t n_ledgers, n_left_out, rows_read, rows_left_out;
};

/* Read every ledger, rows to `row` as dgpm_ledger_read() says. The path of a row lives as long as the portfolio. */
void dgpm_portfolio_ledgers(struct dgpm_portfolio *p, struct dgpm_diags *diags, unsigned threads,
			    dgpm_ledger_row_fn row, void *ctx, struct dgpm_ledgers_stats *stats);

/* From now on the reading of ledgers, by one thread, ends early when `stop` is set by the callback; NULL: never. */
void dgpm_portfolio_stop(struct dgpm_portfolio *p, const bool *stop);

/* What was read so far, each file counted once however often; NULL for NULL. */
struct dgpm_portfolio_seen {
	bool cards_read, ledgers_read;
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
};
const struct dgpm_portfolio_seen *dgpm_portfolio_seen(const struct dgpm_portfolio *p);

/* Read every ledger into sums by project, account and organization. The result lives as long as the portfolio and is
 * sealed. */
const struct dgpm_totals *dgpm_portfolio_totals(struct dgpm_portfolio *p, struct dgpm_diags *diags, unsigned threads,
						struct dgpm_ledgers_stats *stats);

/* The same by other columns: DGPM_BY_ bits. */
const struct dgpm_totals *dgpm_portfolio_totals_by(struct dgpm_portfolio *p, struct dgpm_diags *diags, unsigned threads,
						   unsigned by, struct dgpm_ledgers_stats *stats);

/*
 * Nothing to check is never well: IO-06 when neither a card nor a ledger row was met and nothing else was told.
 * `ledgers` NULL: only cards count.
 */
void dgpm_portfolio_check_empty(const struct dgpm_portfolio *p, struct dgpm_diags *diags,
				const struct dgpm_cards_stats *cards, const struct dgpm_ledgers_stats *ledgers);

/* One card again, by its path, into `arena`; -1 after a diagnostic. */
int dgpm_portfolio_card(struct dgpm_card *out, struct dgpm_portfolio *p, struct dgpm_arena *arena,
			struct dgpm_diags *diags, const char *path) DGPM_MUST_CHECK;

/* The files of a kind, and their bytes. */
size_t dgpm_portfolio_n_files(const struct dgpm_portfolio *p, enum dgpm_file_kind kind);
uint64_t dgpm_portfolio_bytes(const struct dgpm_portfolio *p, enum dgpm_file_kind kind);

/* An arena that lives as long as the portfolio: what one worker finds lives in it. */
struct dgpm_arena *dgpm_portfolio_keep(struct dgpm_portfolio *p);

/*
 * SHA-256 over the names and contents of all files, in their order: what a report was made from.
 *
 * Owner:  `arena`.
 * Errors: NULL after a diagnostic: a file cannot be read.
 */
const char *dgpm_portfolio_hash(const struct dgpm_portfolio *p, struct dgpm_arena *arena, struct dgpm_diags *diags);

#endif
