/* What the files of this room share. */
#ifndef DIFF_PARTS_H
#define DIFF_PARTS_H

#include "base/buf.h"
#include "base/intern.h"
#include "base/list.h"
#include "base/map.h"
#include "base/wide.h"
#include "diff/diff.h"
#include "doc/doc.h"

/* --- pack.c: a tree in few bytes, without its columns --- */

/* `n` bytes that say what stands in it, the same for equal trees of the same order, and the lines apart from it. */
struct diff_packed {
	const char *bytes, *lines;
	uint32_t n;
};
/* `like`, or NULL: a tree whose bytes are shared where they are the same. */
void diff_put_number(struct dgpm_buf *b, uint64_t v);
uint64_t diff_get_number(const char **at);
/* A tree without its lines. Owner: nodes in `arena`, texts borrowed from the bytes. */
void diff_put_node(struct dgpm_buf *b, const struct dgpm_node *node);
const struct dgpm_node *diff_get_node(struct dgpm_arena *arena, const char **at);
struct diff_packed diff_pack(struct dgpm_arena *keep, struct dgpm_buf *space, const struct dgpm_node *root,
			     const struct diff_packed *like);
/* Owner: nodes in `arena`, texts borrowed from `packed`. */
const struct dgpm_node *diff_unpack(struct dgpm_arena *arena, const struct diff_packed *packed);
const struct dgpm_node *diff_copy(struct dgpm_arena *arena, const struct dgpm_node *node);

/* --- names.c: what items of lists are known by --- */

/* One text for equal values, whatever the order of keys and items; numbers by their value. */
struct dgpm_str diff_canon(struct dgpm_arena *arena, const struct dgpm_node *node);
bool diff_same(struct dgpm_arena *arena, const struct dgpm_node *a, const struct dgpm_node *b);

/* The items of a list by what they are known by, sorted. */
struct diff_items {
	struct diff_item {
		struct dgpm_str name;
		const struct dgpm_node *node;
	} *items;
	size_t n;
};
struct diff_lists {
	const char *const *keys; /* NULL ends them; NULL: known by all they are */
	struct diff_items side[2];
};
#define DIFF_MOST_KEYS 2
/* The first way to name items that tells all apart on both sides. A list that is NULL has no items. */
void diff_name_items(struct diff_lists *out, struct dgpm_arena *arena, const struct dgpm_node *a,
		     const struct dgpm_node *b);
/* A map of the keys an item is known by; null: it is known by not having that key. */
const struct dgpm_node *diff_identity(struct dgpm_arena *arena, const char *const *keys, const struct dgpm_node *item);

/* --- fields.c: what a change of a field is called --- */

struct diff_fields;
const struct diff_fields *diff_fields_new(struct dgpm_arena *arena, const struct dgpm_node *root);
/* `around`: the map of the nearest item of a list on the way, of B, else of A; NULL. */
enum dgpm_diff_kind diff_field_kind(const struct diff_fields *f, const struct dgpm_diff_step *steps, uint32_t n,
				    const struct dgpm_node *before, const struct dgpm_node *after,
				    const struct dgpm_node *around);

/* "new", "mended", "still" */
const char *diff_finding_state(enum dgpm_diff_finding_state s);

/* --- tree.c --- */

struct diff_changes {
	struct dgpm_diff_change *items;
	size_t n, cap;
};
/* A change borrows the trees; they live as long as `keep`. */
struct diff_walk {
	struct dgpm_arena *keep, *scratch;
	const struct diff_fields *fields;
	struct diff_changes *to;
	const char *project_id, *document; /* as in the change */
	const struct dgpm_node *around;    /* for a tree that is part of another; NULL */
};
void diff_trees(const struct diff_walk *w, const struct dgpm_node *a, const struct dgpm_node *b);
/* The fields of a card that both sides have and that are the same, each as a change of kind unchanged. */
void diff_unchanged(const struct diff_walk *w, const struct dgpm_diff_how *how, const struct dgpm_node *a,
		    const struct dgpm_node *b);
/* Adds the steps as one text: "milestones.サービス開始.due". */
void diff_add_field(struct dgpm_buf *b, const struct dgpm_diff_step *steps, uint32_t n);
/* The same in `arena`; `last`, which may be NULL, where that is the same. `space` is
 * written over. */
const char *diff_field_name(struct dgpm_arena *arena, struct dgpm_buf *space, const struct dgpm_diff_step *steps,
			    uint32_t n, const char *last);
/* By document, field and, where items are known by all they are, values. */
void diff_sort_changes(struct diff_changes *changes, struct dgpm_arena *scratch);
/* The whole of it came or went. */
void diff_whole(const struct diff_walk *w, const struct dgpm_node *a, const struct dgpm_node *b);

/* --- rows.c: the sums of ledger rows, both sides in one entry --- */

struct diff_entry {
	uint32_t project, organization, account; /* numbers of the store, then of all */
	int16_t fiscal_year;
	uint8_t expense, stage;
	uint8_t has;      /* bit 1 << side */
	uint32_t next;    /* number + 1 of the project's next */
	int32_t high[2];  /* the sums are high * 2^64 + low */
	uint64_t low[2];
};
struct diff_rows;
/* Owner: what is read lives as long as `p`. diff_rows_seal() is called on it, always. */
struct diff_rows *diff_rows_new(struct dgpm_arena *arena, struct dgpm_portfolio *p);
/* Adds the rows of a portfolio to a side. `years` NULL: all; else those of one of the two years. */
void diff_rows_read(struct diff_rows *rows, struct dgpm_portfolio *p, struct dgpm_diags *diags, unsigned threads,
		    unsigned side, const int *years, struct dgpm_ledgers_stats *stats);
/* From now on they are looked at. Organizations are known by their codes. */
void diff_rows_seal(struct diff_rows *rows, struct dgpm_arena *arena, const struct dgpm_organizations *organizations);
size_t diff_rows_projects(const struct diff_rows *rows);
const char *diff_rows_project(const struct diff_rows *rows, size_t project);
/* The number of a project; SIZE_MAX: it has no rows. */
size_t diff_rows_find(const struct diff_rows *rows, const char *project);
const char *diff_rows_organization(const struct diff_rows *rows, uint32_t organization);
const char *diff_rows_account(const struct diff_rows *rows, uint32_t account);
/* The entries of a project, equal ones made one, sorted by year, stage, expense, account, organization. */
struct diff_entry *diff_rows_of(const struct diff_rows *rows, size_t project, struct dgpm_arena *arena, size_t *n);

static inline wide diff_entry_sum(const struct diff_entry *e, unsigned side)
{
	return (wide)e->high[side] * ((wide)1 << 64) + (wide)e->low[side];
}

/* --- kept.c: changes in few bytes --- */

struct diff_kept {
	const char *bytes;
	uint32_t n, n_unchanged; /* the latter among the former */
};
/* One change of an amount, with the numbers of its texts. */
struct diff_row {
	uint32_t project, organization, account;
	struct dgpm_diff_money money;
};
/* `space` is written over. What comes back lives in `arena` and borrows what was kept. */
void diff_keep_changes(struct diff_kept *out, struct dgpm_arena *keep, struct dgpm_buf *space,
		       const struct diff_changes *changes);
struct dgpm_diff_change *diff_kept_changes(struct dgpm_arena *arena, const struct diff_kept *kept,
					   const char *project_id);
void diff_keep_money(struct diff_kept *out, struct dgpm_arena *keep, struct dgpm_buf *space,
		     const struct diff_row *rows, size_t n);
struct dgpm_diff_money *diff_kept_money(struct dgpm_arena *arena, const struct diff_kept *kept,
					const struct diff_rows *rows, const char *project_id);

/* --- cards.c: the cards of both sides --- */

struct diff_card {
	const char *id, *path, *name, *organization;
	const char **replaces;
	uint32_t n_replaces, replaces_line;
	struct diff_packed packed;
	struct diff_kept changes; /* TREES, side B: what differs from the card of A; else what the card itself tells */
	bool building, selected; /* selected: the report is about it */
};
struct diff_cards {
	struct diff_card *items; /* by ID, of two with one ID the first by path */
	size_t n;
};
/* Read the cards of A; then those of B, each held against its like in A (`against` NULL: nothing is). */
void diff_cards_read(struct diff_cards *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    struct dgpm_portfolio *p, const struct dgpm_diff_how *how, const struct diff_fields *fields,
		    const struct diff_cards *against, struct dgpm_cards_stats *stats);
const struct diff_card *diff_card_find(const struct diff_cards *cards, const char *id);

/* --- money.c, causes.c --- */

/* One figure on both sides. */
struct diff_pair {
	uint32_t project, organization, account; /* of the rows */
	int16_t fiscal_year[2];
	uint8_t stage[2];
	uint8_t expense;
	uint8_t has;         /* bit 1 << side */
	uint8_t project_has; /* the same of the whole project in this year */
	wide yen[2];
};
struct diff_moneys {
	struct diff_row *items;
	size_t n, cap;
};
/* The rows of each project of the ledgers, by its number. */
struct diff_money_kept {
	struct diff_kept kept;
	dgpm_yen weight;
};
struct diff_money_in {
	const struct dgpm_diff_how *how;
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	const struct diff_rows *rows;
	const struct diff_cards *cards[2]; /* the same twice where there is one portfolio */
	bool (*is_selected)(const void *ctx, const char *project_id);
	const void *ctx;
	const struct dgpm_organizations *organizations;
	const struct dgpm_node *data;      /* schemas/diff.yaml */
};
/* Which stage of the ledger is what a review stage looks at. */
enum dgpm_ledger_stage diff_stage_of(const char *review_stage);
/* Owner: an array by project, in in->arena. */
struct diff_money_kept *diff_money(struct dgpm_diff *diff, const struct diff_money_in *in);
/* Gives changed pairs of a family of projects, of one year and stage on each side, their causes: rows in `scratch`. */
void diff_causes(struct diff_moneys *out, const struct diff_money_in *in, struct dgpm_arena *scratch,
		 const struct diff_pair *pairs, size_t n);

#endif
