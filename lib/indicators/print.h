/* The indicators of one card as a report. */
#ifndef INDICATORS_PRINT_H
#define INDICATORS_PRINT_H

#include "doc/doc.h"
#include "print/grid.h"

/* Text alone: each indicator with its baseline, final target and latest actual; nothing where the card has none. */
void dgpm_indicators_print(const struct dgpm_node *card, struct dgpm_arena *arena, struct dgpm_out *out,
			   const struct dgpm_print *how);

#endif
