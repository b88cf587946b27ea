/* What the printing files share. */
#ifndef DIFF_PRINT_H
#define DIFF_PRINT_H

#include "diff/parts.h"

/* A value on one line; NULL for none. */
const char *diff_value_text(struct dgpm_arena *arena, const struct dgpm_node *node);
const char *diff_side_text(struct dgpm_arena *arena, const struct dgpm_diff_change *c, const struct dgpm_node *node);
void diff_print_json(const struct dgpm_diff *d, struct dgpm_arena *arena, struct dgpm_out *out,
		     const struct dgpm_print *how);
void diff_print_csv(const struct dgpm_diff *d, struct dgpm_arena *arena, struct dgpm_out *out,
		    const struct dgpm_print *how);

#endif
