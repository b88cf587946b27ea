/* Internal: what the parts of tracking share. */
#ifndef TRACK_PARTS_H
#define TRACK_PARTS_H

#include "track/track.h"
#include "base/wide.h"

struct track_transfer {
	int fiscal_year;
	const char *from, *to;
	bool has_amount;
	dgpm_yen amount_yen;
};

struct track_reduction {
	const char *viewpoint;
	int fiscal_year;
	bool has_prospect, has_actual;
	dgpm_yen prospect_yen, actual_yen;
};

/* One project and year by the target's stages and expenses. */
struct track_cell {
	int fiscal_year;
	uint8_t stage;
	bool overflow;
	size_t unsplit_rows;      /* rows that are not split by expense and may hold what is asked */
	dgpm_yen yen;
	struct dgpm_str reporter; /* the organization with the largest part */
};

/* What is kept of a card. */
struct track_member {
	const char *id, *path, *name, *organization, *sector, *phase;
	const struct dgpm_organization *owner;
	int class;                /* 0: not said */
	int span_from, span_to;   /* 0: not said */
	bool ends;                /* stopped or retired by its card */
	int ends_fy;              /* 0: not dated */
	int renewal_fy;
	unsigned signs;           /* of enum dgpm_lever_sign, what the card alone says */
	const char **names;       /* name and aliases, folded */
	size_t n_names;
	const char **replaces;
	size_t n_replaces;
	struct track_transfer *transfers;
	size_t n_transfers;
	struct track_reduction *reductions;
	size_t n_reductions;
	const struct dgpm_total *totals;
	size_t n_totals;
	/* by target, made anew for each */
	struct track_cell *cells; /* by year */
	size_t n_cells;
	enum dgpm_change_kind kind; /* between compare and as-of year */
	bool selected;              /* the report is about it: by paths and conditions */
	bool in_scope, in_base;
	bool replaced;              /* by a member with a figure in the as-of year */
	bool replaces_one;          /* a member with a figure in the year compared with */
	int since;
};

struct track_run {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	struct dgpm_portfolio *p;
	const struct dgpm_track_how *how;
	const struct dgpm_totals *totals; /* by organization: who reports */
	struct track_member *all;         /* by official order of organizations, then ID */
	size_t n_all;
	bool named_targets;               /* paths of targets were named: the portfolio's others are not asked for */
	bool all_cards;                   /* and none of a card: of these, conditions alone select */
	struct track_member **by_id;
};

/* One target being computed. */
struct track_work {
	struct track_run *run;
	const struct dgpm_target *target;
	unsigned expenses;
	int as_of, compare;
	struct track_member **members, **base; /* in the scope; in the scope of the baseline */
	size_t n_members, n_base, n_scope;     /* n_scope: with those that are not selected */
	struct dgpm_track_year *years;
	size_t n_years;
};

/* Cards: fills run->all. */
void track_read_members(struct track_run *run, struct dgpm_cards_stats *stats);
struct track_member *track_find(const struct track_run *run, const char *id);

/* The selected members of a scope; NULL scope: all. *n_scope is their number with those that are not selected. */
struct track_member **track_scope(const struct track_run *run, const struct dgpm_node *scope, size_t *n,
				  size_t *n_scope);

void track_fill_cells(const struct track_work *w, struct track_member *m);
const struct track_cell *track_cell(const struct track_member *m, int fiscal_year);
const struct track_cell *track_cell_before(const struct track_member *m, int fiscal_year);
bool track_reports(const struct track_run *run, const struct track_member *m, int fiscal_year,
		   const char *organization);

/* What moved out of the ledger by transfers on the card and is still out in that year; false: nothing, or not told. */
bool track_moved_out(const struct track_work *w, const struct track_member *m, int fiscal_year, wide *yen);

/* What became of each member: sets kind and since. */
void track_classify(const struct track_work *w);
/* The list of changes and its sums. */
void track_changes(const struct track_work *w, const struct dgpm_track_row *whole, struct dgpm_tracked *out);

/* One row over some members. */
void track_row(const struct track_work *w, struct dgpm_track_row *row, struct track_member *const *members, size_t n,
	       struct track_member *const *base, size_t n_base, bool whole);
/* terms.c: what its figures are made of, where that is asked for. */
void track_terms(const struct track_work *w, struct dgpm_track_row *row, struct track_member *const *members, size_t n,
		 struct track_member *const *base, size_t n_base);
/* What a project that vanished or broke off had before; NULL: it did not, or had nothing. */
const struct track_cell *track_open_before(const struct track_work *w, const struct track_member *m);
void track_series(struct track_work *w, const struct dgpm_track_row *whole);

/* What had vanished or broken off by the end of each year of the series; the members are as before when it is done. */
void track_open_years(struct track_work *w);
void track_places(const struct track_work *w, struct dgpm_tracked *out);

void track_levers(const struct track_work *w, struct dgpm_tracked *out);

/* What the steps of the scenario make of the years to come, where one of them is of a member. */
void track_scenario(const struct track_work *w, const struct dgpm_track_row *whole, struct dgpm_tracked *out);

#endif
