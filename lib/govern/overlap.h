/* Similar systems, duplicate investment, and systems that build what a common function offers. */
#ifndef GOVERN_OVERLAP_H
#define GOVERN_OVERLAP_H

#include "data/words.h"
#include "portfolio/portfolio.h"
#include "print/grid.h"

#define DGPM_OVERLAP_MAX_PARTS 10

/* What is shared, and the points it brings. */
struct dgpm_overlap_part {
	const char *kind;  /* a code of overlap-kind */
	int points;
	const char *items; /* "a, b": the same in every language */
	const char *text;  /* the same for people */
};

struct dgpm_overlap {
	const char *id, *name;
	const char *other_id;   /* a project, or "common:identity" */
	const char *other_name; /* its name, or the title of the common function */
	int score;              /* the sum of the points of the parts, 100 at most */
	struct dgpm_overlap_part *parts; /* DGPM_OVERLAP_MAX_PARTS at most */
	size_t n_parts;
	const char *decision;   /* a code of similar-decision or overlap-decision; NULL: none */
	bool common;            /* against a common function */
};

struct dgpm_overlaps {
	const struct dgpm_overlap *items; /* the highest score first, then by IDs */
	size_t n;
	size_t n_silenced;      /* left out because a decision stands on a card */
	size_t n_common_pieces; /* pieces of names that brought no two together: too many names have them */
	int max_names;          /* more than this many */
	size_t n_cut;           /* hits left out because their card has better ones */
	size_t n_all;           /* hits there are; more than `n` where the best alone are kept */
	const char **hit_ids;   /* projects, sorted, once for each hit against another one, kept or not */
	size_t n_hit_ids;
	struct dgpm_cards_stats cards;
};

struct dgpm_overlap_how {
	int min_score;       /* -1: the setting */
	const char *project; /* only hits of this one; NULL: all */
	bool all;            /* those with a decision too */
	size_t top;          /* keep so many, the best; 0: the setting */
	unsigned threads;
};

/*
 * Find what overlaps.
 *
 * Shape:  cards are brought together by rare pieces of their names and by procedures of the same name, never each with
 *         each; the score adds up what a pair shares. A decision on one of the two cards (`similar_systems.hits`), a
 *         relation (`parent`, `related`, `replaces`), and for a common function its use or a reason, silence a hit.
 * Owner:  *out lives in `arena` and the portfolio.
 * Errors: -1 after a diagnostic when the data cannot be used.
 * Source: S3 5.1, S2, S1 2-1 to 2-4; schemas/overlap.yaml, `overlap` of dgpm.yaml.
 */
int dgpm_overlap(struct dgpm_overlaps *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		 struct dgpm_portfolio *p, const struct dgpm_overlap_how *how) DGPM_MUST_CHECK;

/* The report: text, CSV or JSON as `how` says. */
void dgpm_overlaps_print(const struct dgpm_overlaps *f, struct dgpm_arena *a, const struct dgpm_words *said,
			 struct dgpm_out *out, const struct dgpm_print *how);

/* What is shared, "name 58 (...); functions 8 (...)"; `text`: for people, else in codes. */
const char *dgpm_overlap_shared(struct dgpm_arena *a, const struct dgpm_overlap *hit, const struct dgpm_words *words,
				bool text);

#endif
