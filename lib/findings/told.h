/* Internal: what the formats of findings share. */
#ifndef FINDINGS_TOLD_H
#define FINDINGS_TOLD_H

#include "findings/formats.h"

struct formats_job {
	const struct dgpm_findings *findings;
	const struct dgpm_format_run *run;
	struct dgpm_arena *arena;
	struct dgpm_out *out;
	const char *lang;
	const struct dgpm_rule **by_id; /* the rules of the run, sorted by ID */
};

void formats_sarif(const struct formats_job *job);
void formats_junit(const struct formats_job *job);
void formats_github(const struct formats_job *job);
void formats_gitlab(const struct formats_job *job);

/* A path as seen from the root of the run; absolute where it lies outside; NULL stays NULL. */
const char *formats_path(const struct formats_job *job, const char *path);

/* The rule of this run with the ID; NULL: none, as with dgpm's own messages. */
const struct dgpm_rule *formats_rule(const struct formats_job *job, const char *id);

/* dgpm's own message with the ID; NULL: none. */
const struct dgpm_msg_info *formats_message(const char *id);


/* To be mended: not a pass, not excused, not known before. */
bool formats_is_new(const struct dgpm_finding *f);

/* A message with its second place, control characters escaped: one line. */
const char *formats_text(const struct formats_job *job, const struct dgpm_diag *d);

/* What is said of findings that are not told. */
const char *formats_left_out(const struct formats_job *job);

/* "to mend: ..." and "source: ...", each on a line; "" without either. */
const char *formats_advice(const struct formats_job *job, const struct dgpm_diag *d);

#endif
