/* Findings in the formats of others: SARIF, JUnit, GitHub annotations, GitLab code quality. */
#ifndef FINDINGS_FORMATS_H
#define FINDINGS_FORMATS_H

#include "findings/findings.h"
#include "print/grid.h"
#include "rules/rules.h"

/* What a consumer must know of the run that found them. */
struct dgpm_format_run {
	const char *command;                  /* "review" */
	const char *base;                     /* the directory paths are seen from, as an absolute path */
	const char *root;                     /* the one they are told from: the repository; NULL: base */
	const struct dgpm_rule *const *rules; /* those that were run, sorted as rules are; none outside a review */
	size_t n_rules;
	const char *stage;                    /* of a review; NULL: the one each project was due for */
	int fiscal_year;                      /* 0: not a review */
	struct dgpm_date date;
	const struct dgpm_recorded *gone;     /* what a baseline knows and is no more */
	size_t n_gone;
	size_t n_left_out;                    /* findings that are not told, as there are too many */
};

/*
 * Print findings.
 *
 * Shape:  how->format is one of the four. SARIF 2.1.0 has all results, those of a baseline with their state, waived
 *         ones with their suppression; JUnit has one test case a result, what is excused or cannot be judged skipped;
 *         GitHub and GitLab have what is to be mended: neither waived, nor what cannot be judged, nor passes, nor what
 *         the baseline knows.
 *         Lines and columns start at 1, columns count characters. Paths lead from the root, with slashes.
 * Owner:  borrows everything; `arena` holds what is needed until the end.
 * Errors: none here: writing is checked when `out` is closed.
 * Source: OASIS SARIF 2.1.0 with errata 01; the JUnit XML of Jenkins and GitLab; workflow commands of GitHub
 *         Actions; GitLab's code quality report.
 */
void dgpm_format_findings(const struct dgpm_findings *findings, struct dgpm_arena *arena, struct dgpm_out *out,
			  const struct dgpm_format_run *run, const struct dgpm_print *how);

#endif
