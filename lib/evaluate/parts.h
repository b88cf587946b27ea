/* Internal: what the parts of evaluation share. */
#ifndef EVALUATE_PARTS_H
#define EVALUATE_PARTS_H

#include "data/checks.h"
#include "evaluate/evaluate.h"

#define EVALUATE_SHEET "dgpm/evaluation@1"

struct evaluate_settings {
	int64_t near, well_over;
	const struct dgpm_node *grades; /* a list */
	struct dgpm_checks rules;       /* EVA-..: which are off, and their sources */
	struct dgpm_arena *arena;
	const struct dgpm_data *data;
};

/* A growing list of policies. */
struct evaluate_list {
	struct dgpm_policy *items;
	size_t n, cap;
};

/* -1 after a diagnostic. */
int evaluate_settings(struct evaluate_settings *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      struct dgpm_data *data, const struct dgpm_portfolio *p) DGPM_MUST_CHECK;

/* Whether the report is about a sheet: see portfolio/select.h. */
bool evaluate_selects(const struct dgpm_portfolio *p, struct dgpm_arena *scratch, const struct dgpm_other *sheet);

/* One sheet, unmarked. */
void evaluate_sheet(struct dgpm_policy *out, struct dgpm_arena *arena, struct dgpm_portfolio *p,
		    const struct dgpm_other *sheet, struct dgpm_date today);

/* The policies of every card that has indicators; they live as long as the portfolio. */
void evaluate_cards(struct evaluate_list *out, struct dgpm_evaluation *e, struct dgpm_arena *arena,
		    struct dgpm_diags *diags, struct dgpm_portfolio *p, struct dgpm_date date, unsigned threads);

/* The policies of tables, `p` may be NULL; -1 after a diagnostic. */
int evaluate_tables(struct evaluate_list *out, struct dgpm_evaluation *e, struct dgpm_arena *arena,
		    struct dgpm_diags *diags, struct dgpm_data *data, struct dgpm_portfolio *p,
		    const struct dgpm_evaluate_how *how) DGPM_MUST_CHECK;

/* 予算の状況: what the sheet prints, else the ledger rows of its projects. `totals` may be NULL. */
void evaluate_budget(struct dgpm_policy *policy, struct dgpm_arena *arena, const struct dgpm_totals *totals);

void evaluate_grade(struct dgpm_policy *policy, const struct evaluate_settings *s);

/* EVA-.. of one policy. */
void evaluate_check(const struct dgpm_policy *policy, bool table, const struct dgpm_checks *rules,
		    struct dgpm_arena *arena, struct dgpm_diags *diags);

#endif
