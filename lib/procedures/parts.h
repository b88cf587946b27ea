/* Internal: what the parts of procedures share. */
#ifndef PROCEDURES_PARTS_H
#define PROCEDURES_PARTS_H

#include "data/checks.h"
#include "procedures/procedures.h"

struct procedures_list {
	struct dgpm_procedure *items;
	size_t n, cap;
};

/* One procedure of a card; it lives in `keep`. */
void procedures_read(struct dgpm_procedure *out, struct dgpm_arena *keep, const struct dgpm_node *node);

/* The rules held against one procedure of a card. */
void procedures_check(const struct dgpm_procedure *proc, const struct dgpm_node *node, const char *phase,
		      int64_t many_uses, const struct dgpm_checks *rules, struct dgpm_worker *w);

/* Tables by a profile; -1 after a diagnostic. */
int procedures_tables(struct procedures_list *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      struct dgpm_data *data, struct dgpm_portfolio *p, const struct dgpm_procedures_how *how)
	DGPM_MUST_CHECK;

#endif
