/* Internal: what the parts of dgpm overlap share: the data, a card as it is compared, the index of pieces. */
#ifndef GOVERN_OVERLAP_PARTS_H
#define GOVERN_OVERLAP_PARTS_H

#include "govern/overlap.h"
#include "portfolio/each.h"

#include <stdatomic.h>

#define OVERLAP_MAX_WORDS 32 /* kinds of users, of data, of functions: bits of a set */

enum overlap_kind {
	OVERLAP_PROCEDURES,
	OVERLAP_FUNCTIONS,
	OVERLAP_DATA,
	OVERLAP_REGISTRIES,
	OVERLAP_VENDORS,
	OVERLAP_IDENTITY,
	OVERLAP_USERS,
	OVERLAP_KINDS
};
extern const char *const overlap_kind_names[OVERLAP_KINDS];

struct overlap_words {
	const char *id, *title;
	const struct dgpm_str *words; /* folded */
	size_t n;
	const struct dgpm_schema *own, *used, *explained; /* of a common function; NULL */
};

/* A word that many names hold, of so many; form: it says what a system comes as. */
struct overlap_common {
	struct dgpm_str word; /* folded */
	uint32_t names;
	bool form;
};

struct overlap_model {
	int min_score, min_name, max_names, max_hits, max_total;
	uint32_t names;                /* that the words were counted in */
	struct overlap_common *common; /* the longest first */
	size_t n_common;
	int name, points[OVERLAP_KINDS], in_name, in_text, own;
	struct dgpm_str *generic, *suffixes, *vendor_words; /* folded, the longest first */
	size_t n_generic, n_suffixes, n_vendor_words;
	struct overlap_words functions[OVERLAP_MAX_WORDS], users[OVERLAP_MAX_WORDS], data[OVERLAP_MAX_WORDS];
	size_t n_functions, n_users, n_data;
	const struct dgpm_schema *provider;
};

/* -1 after a diagnostic. `given`: `overlap` of dgpm.yaml, or NULL. */
int overlap_load(struct overlap_model *out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
		 const struct dgpm_node *given) DGPM_MUST_CHECK;
void overlap_close(struct overlap_model *m);

/* A name without its generic words and what is no letter: pieces with a space between them. */
struct dgpm_str overlap_core(struct dgpm_arena *a, const struct overlap_model *m, struct dgpm_str name);

/* The known words of a core, and between them the pairs of neighbouring characters, sorted, each once; one character
 * between two words stands alone. */
size_t overlap_pieces(struct dgpm_arena *a, const struct overlap_model *m, struct dgpm_str core, uint64_t **out);

/* The first word of a kind in `text` (folded); NULL: none. A word of ASCII letters must stand alone. */
const struct dgpm_str *overlap_word_in(const struct overlap_words *kind, struct dgpm_str text);

/* Which three bytes stand in a text, roughly: most words are ruled out by it at once. */
struct overlap_sieve {
	uint64_t bits[64];
};
void overlap_sieve(struct overlap_sieve *out, struct dgpm_str text);

/* Which of the kinds has a word in it, as bits. */
uint32_t overlap_words_in(const struct overlap_words *kinds, size_t n, struct dgpm_str text,
			  const struct overlap_sieve *sieve);

/* What a set holds: texts that are compared as they are. */
struct overlap_set {
	const char **items;
	uint32_t n;
};

/* A decision or relation that names another. */
struct overlap_decided {
	const char *id;       /* NULL: by name */
	struct dgpm_str name; /* folded */
	const char *decision;
};

/* The name of a card or an alias, or for procedures all of them. */
struct overlap_name {
	const char *text;
	struct dgpm_str core;
	uint64_t *pieces; /* from overlap_index() on: numbers of pieces */
	uint32_t n_pieces;
	uint32_t weight, common; /* of all pieces; of those that bring no two together */
};

struct overlap_card {
	const char *id, *name, *path;
	struct dgpm_str folded;
	struct overlap_name *names; /* the name, then the aliases */
	uint32_t n_names;
	uint32_t weight, common;    /* the least weight of a name, the most that is common in one */
	bool selected;              /* reports are about it */
	struct overlap_set sets[OVERLAP_KINDS]; /* procedures, registries, vendors, identity */
	uint32_t bits[OVERLAP_KINDS];           /* functions, data, users */
	struct overlap_decided *decided;
	uint32_t n_decided;
};

/* A run over the cards of a portfolio. */
struct overlap_run {
	struct overlap_model model;
	const struct dgpm_overlap_how *how;
	const struct dgpm_portfolio *portfolio;
	int min_score;
	struct dgpm_lists *cards;  /* of struct overlap_card */
	struct dgpm_lists *common; /* of struct dgpm_overlap: hits against common functions */
	_Atomic size_t n_silenced;
};

/* Gather one card; `ctx` is a struct overlap_run. Hits against common functions are found at once. */
void overlap_gather(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card);

/* Add what is shared, and its points, to a hit. `text`: the same for people; NULL: as it is. */
void overlap_add_part(struct dgpm_arena *a, struct dgpm_overlap *hit, const char *kind, int points, const char *items,
		      const char *text);

/* Where a piece stands. */
struct overlap_piece {
	uint64_t piece;
	uint32_t first, n; /* into `cards` of the index */
	uint32_t weight;   /* the rarer the more */
	bool common;       /* it brings no two together */
};

struct overlap_index {
	struct overlap_piece *pieces;
	size_t n;
	uint32_t *cards;   /* ascending within a piece, each once */
	size_t n_common;   /* of what too many names have */
};

/* Index the pieces of all names of the cards; their `pieces` become numbers into it. */
void overlap_index(struct overlap_index *out, struct dgpm_arena *a, const struct overlap_model *m,
		   struct overlap_card *cards, size_t n);

/* 8 * log2(n), n > 0, in whole eighths. */
uint32_t overlap_log2(uint32_t n);

/* How much of both names is shared, in percent, rounded half-up: 2 * shared / (a + b). */
int overlap_likeness(uint64_t shared, uint64_t a, uint64_t b);

#endif
