/* Internal: the life-cycle cost of cards held against the ledger. */
#ifndef REVIEW_LIFECYCLE_H
#define REVIEW_LIFECYCLE_H

#include "ledger/totals.h"
#include "portfolio/each.h"

/*
 * Of all cards what life-cycle cost they give, by the workers that read them; then held against the ledger (LED-11;
 * LED-07 where rounding explains the difference).
 *
 * Both say what a year is thought to cost, at different times: a year is told only when what the card gives is none of
 * the amounts planned, required, requested and granted for it. What was executed is another matter (EXE-02, EXE-03).
 * A card that others name as their parent may give the cost of the whole, and is passed over.
 *
 * Owner:  `arena`.
 * Errors: none; amounts whose sum does not fit are not compared.
 * Source: S1 4-4-1.
 */
struct review_lifecycle;
struct review_lifecycle *review_lifecycle_new(struct dgpm_arena *arena, unsigned threads);
void review_lifecycle_add(struct review_lifecycle *l, struct dgpm_worker *w, const struct dgpm_card *card);
void review_lifecycle_check(const struct review_lifecycle *l, struct dgpm_arena *arena, struct dgpm_diags *diags,
			    const struct dgpm_totals *totals);

#endif
