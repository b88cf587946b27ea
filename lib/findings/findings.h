/*
 * What findings are to others: their identity, what a baseline knew, reports and the formats of services.
 *
 * In:     the sorted diagnostics of a run; a baseline of an earlier one; what a consumer must know of the run.
 * Out:    a fingerprint a finding, of rule, project, place and value, and never of a line or a sentence (findings.c);
 *         what is new, known and gone (baseline.h); text, CSV and JSON (report.h); SARIF, JUnit, GitHub, GitLab
 *         (formats.h).
 * Drives: formats.c chooses among sarif.c, junit.c, github.c and gitlab.c, which share told.c. Nothing here judges.
 * Thread: one thread, when all work is done.
 */
#ifndef FINDINGS_FINDINGS_H
#define FINDINGS_FINDINGS_H

#include "diag/diag.h"

/* A change of what makes an identity makes every baseline and every alert new: it needs another version. */
#define DGPM_FINGERPRINT_VERSION "dgpm/v3"
#define DGPM_FINGERPRINT_BUF 33 /* 128 bits in hexadecimal, and a NUL */

/* What a baseline says of a finding. */
enum dgpm_baselined { DGPM_KNOWN_UNASKED, DGPM_KNOWN_NEW, DGPM_KNOWN_BEFORE };

struct dgpm_finding {
	const struct dgpm_diag *diag;
	char fingerprint[DGPM_FINGERPRINT_BUF];
	enum dgpm_baselined known;
};

/* A finding as a baseline keeps it; all but fingerprint and rule may be NULL. */
struct dgpm_recorded {
	const char *fingerprint, *rule, *stage, *project_id, *pointer, *message;
	const char *path; /* not kept: of the card, where there still is one */
};

/* In the order of the diagnostics. */
struct dgpm_findings {
	struct dgpm_finding *items;
	size_t n;
};

/*
 * Give every diagnostic its fingerprint.
 *
 * Shape:  SHA-256 over rule, project (the file, where there is no project), place and value, the first half of it:
 *         never a line, an index, a text of a language or a severity, save whether the rule could be judged.
 *         Equal ones are numbered in the order of `diags`, which must be sorted, from the second on.
 * Owner:  the result lives in `arena` and borrows `diags`, which must not change while it is used.
 */
struct dgpm_findings *dgpm_findings_new(struct dgpm_arena *arena, const struct dgpm_diags *diags);

/*
 * The fingerprint of one of several places of a finding: what it would have were it the only one.
 *
 * Shape:  `rest` is d->parts, then what was returned; NULL: that was the last one. *place points into it.
 */
const char *dgpm_finding_part(char out[DGPM_FINGERPRINT_BUF], struct dgpm_str *place, const struct dgpm_diag *d,
			      const char *rest, struct dgpm_arena *arena);

#endif
