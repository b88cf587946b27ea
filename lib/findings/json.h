/* Internal: findings as one JSON document. */
#ifndef FINDINGS_JSON_H
#define FINDINGS_JSON_H

#include "findings/findings.h"
#include "print/grid.h"

/* `root_fd`: paths are seen from there; documents are read again for the pointers that no finding brings. */
void report_json(const struct dgpm_diags *diags, struct dgpm_arena *arena, struct dgpm_out *out, int root_fd,
		 const struct dgpm_print *how);

#endif
