/* What a review keeps of a card, so that the next one can see what changed. */
#ifndef DIFF_SNAPSHOT_H
#define DIFF_SNAPSHOT_H

#include "doc/doc.h"

/*
 * The part of a card that two stages are compared by.
 *
 * Shape:  `data` is schemas/diff.yaml; the result a map as reviews[].snapshot of schemas/card.schema.json, without
 *         `ledger`; `findings` has those of all reviews.
 * Owner:  lives in `arena`, borrows the card.
 * Source: S1 4-6(2)(3).
 */
struct dgpm_node dgpm_snapshot(struct dgpm_arena *arena, const struct dgpm_node *data, const struct dgpm_node *card);

#endif
