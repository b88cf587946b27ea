/* Internal: texts of the template that a card still has. */
#ifndef REVIEW_SAMPLES_H
#define REVIEW_SAMPLES_H

#include "portfolio/portfolio.h"

struct review_samples;

/*
 * Read the texts of schemas/card.samples.yaml.
 *
 * Owner:  lives in `arena`, borrows the data; may be asked by several threads.
 * Errors: NULL after a diagnostic.
 */
const struct review_samples *review_samples_read(struct dgpm_arena *arena, struct dgpm_diags *diags,
						 struct dgpm_data *data);

/* Tell every text of the template on a card (TPL-01), as a finding of `stage`, which may be NULL; how many there
 * are. */
size_t review_samples_tell(const struct review_samples *samples, struct dgpm_worker *w, const struct dgpm_card *card,
			   const char *stage);

#endif
