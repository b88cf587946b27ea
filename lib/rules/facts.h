/* Facts: what rules may ask beside the card itself, from ledgers, reviews, plans, the date and the settings. */
#ifndef RULES_FACTS_H
#define RULES_FACTS_H

#include "data/codes.h"
#include "portfolio/targets.h"

/* Project IDs that stand in mid-term plans, and the organizations that have one. */
struct dgpm_planned;

/* How many other projects each is like, as dgpm_overlap() has it. */
/* How many other projects a comparison of all cards brought together with each. */
struct dgpm_similar {
	const char **ids; /* sorted: one each time a project is part of a hit */
	size_t n;
};

/* What the facts of a run are computed from. */
struct dgpm_facts_in {
	bool net; /* rates of execution are net of what is carried out: dgpm_portfolio_is_net() */
	const char *stage;                /* "pre-request" */
	struct dgpm_date date;
	int fiscal_year;                  /* the year under review */
	const struct dgpm_totals *totals; /* NULL: no ledger was read, and what the ledger says is not known */
	const struct dgpm_planned *planned;
	const struct dgpm_organizations *organizations;
	const struct dgpm_target *reduction; /* the target projects are held to; NULL: none */
	int budget_month,
		budget_day; /* when the draft budget of a year is there, the year before (dgpm: no document) */
	unsigned judged;                     /* as for dgpm_due(); 0: every stage */
	const struct dgpm_similar *similar;  /* NULL: not asked for, and facts.similar.found is absent */
};

/*
 * Gather the project IDs of the plans.
 *
 * Owner:  lives in `arena`, borrows the plans.
 * Source: S1 4-3.
 */
const struct dgpm_planned *dgpm_planned_new(struct dgpm_arena *arena, const struct dgpm_organizations *organizations,
					    const struct dgpm_other *others, size_t n);

/*
 * The facts of one project as a map, to be joined to its card as `facts`.
 *
 * Shape:  the list of dgpm_fact_list(); a fact without a value is absent.
 * Units:  yen, fiscal years, counts.
 * Owner:  lives in `arena`, borrows the card.
 */
struct dgpm_node dgpm_facts(struct dgpm_arena *arena, const struct dgpm_facts_in *in, const struct dgpm_card *card);

/* The last review of a stage for a year that was held by the day; NULL: none. */
const struct dgpm_node *dgpm_facts_last_review(const struct dgpm_node *root, const char *stage, int fiscal_year,
					       struct dgpm_date today);

/* Findings of the reviews held by the day that are not closed, and of them those whose due date is past. */
struct dgpm_open_findings {
	int64_t n, overdue;
};
struct dgpm_open_findings dgpm_facts_open_findings(const struct dgpm_node *root, struct dgpm_date today);

/* Stages that have a rule for a project, as bits in the order of the year: pre-request, request, execution. */
#define DGPM_EVERY_STAGE 7u

/* A stage, and the year under review that it is due for. */
struct dgpm_due {
	const char *stage;
	int fiscal_year;
};

/*
 * What a project is due for, by the reviews held by the day and the calendar.
 *
 * Shape:  `judged`: the stages that have rules for its sector; a stage without any is never due. 0: every stage.
 * Units:  fiscal_year 0: the day decides. April to August the pre-request review of the next year, September to
 *         December the request review, each until it is passed; else, and January to March, execution of the year of
 *         the day. A project whose span begins later stays with the next year. Another year: its stage on the day.
 * Source: S1 4-6.
 */
struct dgpm_due dgpm_due(const struct dgpm_node *card, struct dgpm_date date, int fiscal_year, unsigned judged);

/* The documented list. */
struct dgpm_fact {
	const char *name; /* "facts.risks.accepted"; <stage> stands for each ledger or review stage */
	const char *type; /* "integer", "boolean", "string", "yen", "date" */
	const char *text; /* what it says, untranslated */
};
const struct dgpm_fact *dgpm_fact_list(size_t *n);

/*
 * What a fact means, for people, with the stage in words; of all facts of a stage together its word; NULL: it is none.
 *
 * Owner: `arena`, or static. `codes` NULL: stages as they are written.
 */
const char *dgpm_fact_meaning(struct dgpm_arena *arena, const struct dgpm_codes *codes, const char *lang,
			      const char *path);

/* Whether a path of a rule, "facts.findings" or "facts.execution.accounts[].rate", is or leads to a fact listed. */
bool dgpm_fact_known(const char *path);

/* Its type, as the list has it; NULL: no single fact is there. */
const char *dgpm_fact_type(const char *path);

/* The likest fact, for "did you mean"; NULL. Owner: `arena`, or static. */
const char *dgpm_fact_nearest(struct dgpm_arena *arena, const char *path);

/*
 * Whether a request stands under whoever requests in bulk: the Agency, before FY2022 the Cabinet Secretariat too.
 * Source: S1 4-5, S3 5.1.1.
 */
bool dgpm_facts_by_agency(const struct dgpm_organizations *organizations, int fiscal_year,
			  struct dgpm_str organization);

#endif
