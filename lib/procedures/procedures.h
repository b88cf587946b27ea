/*
 * Administrative procedures (手続等の棚卸): which are online, by kinds and by uses, what is still asked for on paper.
 *
 * In:     bpr.procedures of the cards of a portfolio, or an inventory as a table by a profile that makes procedures.
 * Out:    one struct a procedure, sums by organization, system or kind, each with how many it counts; findings PRO-..
 *         beside it. Of what is not counted nothing is said: it is never zero.
 * Drives: run.c: read.c takes a procedure apart, inventory.c reads tables, tally.c sums, print.c writes text and CSV.
 * Thread: a worker fills a list of its own; they are put together and sorted by the calling thread.
 */
#ifndef PROCEDURES_PROCEDURES_H
#define PROCEDURES_PROCEDURES_H

#include "data/words.h"
#include "portfolio/portfolio.h"
#include "print/grid.h"

enum dgpm_known_as { DGPM_NOT_KNOWN, DGPM_NO, DGPM_PLANNED, DGPM_YES };

enum dgpm_attachments {
	DGPM_ATTACHMENTS_UNKNOWN,
	DGPM_ATTACHMENTS_NONE,
	DGPM_ATTACHMENTS_PAPER,
	DGPM_ATTACHMENTS_OTHER
};

#define DGPM_N_DOCUMENTS 10 /* kinds of attached documents: S3 6.2.2 */

struct dgpm_procedure {
	const char *organization, *project_id, *system; /* project_id: NULL in an inventory */
	const char *id, *name, *kind, *reason;          /* any but name may be NULL */
	uint8_t online, complete;                       /* enum dgpm_known_as */
	uint8_t attachments;                            /* enum dgpm_attachments */
	bool has_uses, has_uses_online, has_count, fee, fee_online, has_fee;
	int64_t uses, uses_online;
	const char *attachments_code;                   /* of the old key; NULL */
	size_t n_attachments, n_omitted;                /* of a list */
	uint8_t documents[DGPM_N_DOCUMENTS];            /* 0 not asked for, 1 still required, 2 omitted or not needed */
	struct dgpm_loc at;
};

/* Sums of a group, each with what it counts. */
struct dgpm_procedures_sum {
	const char *key;             /* organization, system or kind; NULL: all */
	size_t n, n_online_known, n_online, n_planned;
	size_t n_uses, n_weighed;    /* with uses; with uses and a word on being online */
	int64_t uses, weighed_uses, online_uses;
	size_t n_use_rate;           /* with uses and uses online */
	int64_t rate_uses, rate_online;
	size_t n_complete_known, n_complete;
	size_t n_attachments_known, n_none, n_paper;
	size_t n_fee, n_fee_online, n_zero_online;
};

enum dgpm_procedures_by { DGPM_PROCEDURES_BY_ORGANIZATION, DGPM_PROCEDURES_BY_SYSTEM, DGPM_PROCEDURES_BY_KIND };

struct dgpm_procedures {
	struct dgpm_procedure *items; /* by organization, project, ID and place */
	size_t n;
	struct dgpm_cards_stats cards;
	bool table;
	const struct dgpm_node *published; /* what S3 counts of documents, a list; NULL */
};

struct dgpm_procedures_how {
	const char *profile;          /* NULL: the cards */
	const char *const *tables;
	size_t n_tables;
	int dir_fd;
	unsigned threads;
};

/*
 * The procedures.
 *
 * Owner:  *out lives in `arena` and borrows the portfolio, which may be NULL with a profile.
 * Errors: -1 when rules, profile or table cannot be used, after a diagnostic. PRO-.. are findings.
 * Source: S3 4.9, 6, 8.3, S1 1-1; schemas/procedure-rules.yaml.
 */
int dgpm_procedures(struct dgpm_procedures **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    struct dgpm_data *data, struct dgpm_portfolio *p, const struct dgpm_procedures_how *how)
	DGPM_MUST_CHECK;

/* Groups in the order of the procedures, all of them last. */
struct dgpm_procedures_sum *dgpm_procedures_sum(size_t *n, struct dgpm_arena *arena, const struct dgpm_procedures *all,
						enum dgpm_procedures_by by);

void dgpm_procedures_print(const struct dgpm_procedures *all, struct dgpm_arena *arena, const struct dgpm_words *words,
			   enum dgpm_procedures_by by, size_t top, struct dgpm_out *out, const struct dgpm_print *how);

/* "registry-company" ...: the kinds of documents, in the order of `documents`. */
const char *dgpm_document_name(size_t i);

/* Whether a profile of such tables, of a portfolio, can be used: a dgpm_table_fn. CONV-02 where it cannot. */
void dgpm_procedures_check_profile(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
				   const struct dgpm_node *root, const char *path);

#endif
