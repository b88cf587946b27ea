/* Internal: what the parts of tracing addresses share. */
#ifndef TRACE_PARTS_H
#define TRACE_PARTS_H

#include "base/intern.h"
#include "base/list.h"
#include "base/wide.h"
#include "budget/address.h"
#include "trace/answer.h"

/* Rows of a project that count: by these stages. */
struct trace_member {
	const char *id;
	unsigned stages;
};

/* Ledger rows that an answer waits for. */
struct trace_run;

struct trace_want {
	struct dgpm_answer *answer;
	size_t table;	  /* number + 1 among the ledger addresses; 0: chosen by what follows */
	const char *path; /* a row by its place; NULL */
	uint32_t line;
	int fiscal_year;
	unsigned expenses;
	const char *account;		    /* NULL: any */
	const struct trace_member *members; /* by ID */
	size_t n_members;
	unsigned keep; /* stages whose rows become operands */
	/* gathered */
	wide sum[DGPM_N_LEDGER_STAGES];
	bool has[DGPM_N_LEDGER_STAGES];
	int from_year, to_year; /* of what was available or executed */
	bool by_agency;		/* only rows under whoever requests in bulk */
	bool counts;		/* projects are counted: those of the rows kept, with their sums */
	struct names projects;
	wide *totals; /* of each of them */
	size_t n_totals, cap_totals;
	void (*finish)(struct trace_run *run, struct trace_want *want);
	const void *ctx;
};

struct trace_run {
	struct dgpm_answers *out;
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	struct dgpm_portfolio *p;
	const struct dgpm_answer_how *how;
	struct dgpm_table_asked *tables;
	size_t n_tables, cap_tables;
	struct trace_want *wants;
	size_t n_wants, cap_wants;
	size_t cap_rows;
	/* What was asked of the rooms, once for all figures of the same. */
	struct trace_tracked *tracked;
	size_t n_tracked, cap_tracked;
	struct trace_consolidated *consolidated;
	size_t n_consolidated, cap_consolidated;
	struct trace_reviewed *reviewed;
	size_t n_reviewed, cap_reviewed;
	struct trace_evaluated *evaluated;
	size_t n_evaluated, cap_evaluated;
};

struct trace_want *trace_want(struct trace_run *run, struct dgpm_answer *answer);
/* Read the ledgers for all that is waited for, and finish the answers. */
int trace_rows(struct trace_run *run);

struct dgpm_operand *trace_operand(struct trace_run *run, struct dgpm_answer *answer, const char *name,
				   const char *address, struct dgpm_answer_value value);
/* No such address; false. */
bool trace_unknown(struct trace_run *run, const struct dgpm_answer *answer, const char *what);

static inline struct dgpm_answer_value trace_yen(bool known, int64_t yen)
{
	return (struct dgpm_answer_value){ known ? DGPM_ANSWER_YEN : DGPM_ANSWER_NONE, yen, 0, NULL };
}

static inline struct dgpm_answer_value trace_count(int64_t n)
{
	return (struct dgpm_answer_value){ DGPM_ANSWER_COUNT, n, 0, NULL };
}

/* 0: none. */
static inline struct dgpm_answer_value trace_year(int year)
{
	return (struct dgpm_answer_value){ year != 0 ? DGPM_ANSWER_YEAR : DGPM_ANSWER_NONE, year, 0, NULL };
}

static inline struct dgpm_answer_value trace_rate(bool known, int64_t part, int64_t whole)
{
	return (struct dgpm_answer_value){ known && whole != 0 ? DGPM_ANSWER_RATE : DGPM_ANSWER_NONE, part, whole,
					   NULL };
}

static inline struct dgpm_answer_value trace_text(const char *text)
{
	return (struct dgpm_answer_value){ text != NULL ? DGPM_ANSWER_TEXT : DGPM_ANSWER_NONE, 0, 0, text };
}

/* The kinds: each asks its room, adds operands or what it waits for; false after a diagnostic. */
bool trace_ledger(struct trace_run *run, struct dgpm_answer *answer);
bool trace_track(struct trace_run *run, struct dgpm_answer *answer);
bool trace_consolidate(struct trace_run *run, struct dgpm_answer *answer);
bool trace_indicator(struct trace_run *run, struct dgpm_answer *answer);
bool trace_evaluate(struct trace_run *run, struct dgpm_answer *answer);
bool trace_cards(struct trace_run *run, struct dgpm_answer *answer);
bool trace_classify(struct trace_run *run, struct dgpm_answer *answer);
bool trace_known(struct trace_run *run, struct dgpm_answer *answer);
bool trace_review(struct trace_run *run, struct dgpm_answer *answer);
bool trace_monitor(struct trace_run *run, struct dgpm_answer *answer);
bool trace_overlap(struct trace_run *run, struct dgpm_answer *answer);
bool trace_procedures(struct trace_run *run, struct dgpm_answer *answer);
/* ledger.c: projects that the ledger tells an amount of, or all of it by expense; review.c: what was opened is
 * closed. */
bool trace_known_rows(struct trace_run *run, struct dgpm_answer *answer, const char *what);
void trace_review_close(struct trace_run *run);
bool trace_row(struct trace_run *run, struct dgpm_answer *answer);

#endif
