/* Internal: the findings of a review counted by rule and by project. */
#ifndef REVIEW_TALLY_H
#define REVIEW_TALLY_H

#include "data/words.h"
#include "review/review.h"

/* A rule with findings, or one of dgpm's own messages. */
struct tally_rule {
	const char *id, *title;          /* title: of the rule, else the message of its first finding */
	enum dgpm_severity severity;
	size_t findings, projects;       /* projects that have one */
	bool common;                     /* on more of them than review.common_share says */
};

struct tally_project {
	const struct dgpm_reviewed *reviewed;
	size_t first, n;                 /* its findings: places in struct review_tally.findings */
	size_t told;                     /* of them errors, warnings and notes */
	uint64_t *has;                   /* a bit a rule */
};

struct review_tally {
	const struct dgpm_review *review;
	struct dgpm_arena *arena;
	struct tally_rule *rules;        /* the graver first, then by ID */
	size_t n_rules, n_words;         /* words of a set of rules */
	struct tally_project *projects;  /* in the order of the review */
	size_t n_projects;
	const struct dgpm_diag **findings; /* errors, warnings and notes of projects, the worst of each first */
	size_t n_findings;
	const struct dgpm_diag **others; /* what belongs to no project */
	size_t n_others;
};

/* `diags` is borrowed. */
void review_tally(struct review_tally *out, struct dgpm_arena *arena, const struct dgpm_review *review,
		  const struct dgpm_diags *diags);

/* A count as it is read: 5,664. */
const char *review_count(struct dgpm_arena *a, size_t n);

/* "pre-request review  FY2022  as of 2021-06-30  38 projects  (...)"; `remark` NULL: none. */
void review_print_head(const struct dgpm_review *review, const struct dgpm_words *words, struct dgpm_arena *a,
		       struct dgpm_out *out, const char *remark);

static inline bool tally_has(const uint64_t *set, size_t rule)
{
	return (set[rule / 64] >> rule % 64 & 1) != 0;
}

#endif
