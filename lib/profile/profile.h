/* Conversion profiles: how the columns of one kind of spreadsheet become a ledger or cards. Data, not code. */
#ifndef PROFILE_PROFILE_H
#define PROFILE_PROFILE_H

#include "portfolio/portfolio.h"

enum dgpm_makes { DGPM_MAKES_LEDGER, DGPM_MAKES_CARDS };

struct dgpm_profile; /* read-only once loaded: shared between threads */

/*
 * Find and load a profile.
 *
 * Shape:  `name` is the ID of one of the data directory (profiles/) or of the portfolio (dgpm/profile@1), or the path
 *         of a file: it has a slash or ends in .yaml. `portfolio` may be NULL.
 * Owner:  *out lives in `arena`; dgpm_profile_close() lets go of compiled patterns.
 * Errors: -1 after CONV-01 (no such profile, the likest is named), CONV-02 or what the schema finds.
 * Source: schemas/profile.schema.json.
 */
int dgpm_profile_find(struct dgpm_profile **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      struct dgpm_data *data, struct dgpm_portfolio *portfolio, const char *name) DGPM_MUST_CHECK;
void dgpm_profile_close(struct dgpm_profile *profile);

const char *dgpm_profile_id(const struct dgpm_profile *profile);
enum dgpm_makes dgpm_profile_makes(const struct dgpm_profile *profile);

/* One profile as --profiles lists it. */
struct dgpm_profile_info {
	const char *id, *title, *note;
	enum dgpm_makes makes;
	const char *path;
};

/* All of them, the data directory's first; lives in `arena`. */
const struct dgpm_profile_info *dgpm_profiles_list(size_t *n, struct dgpm_arena *arena, struct dgpm_diags *diags,
						   struct dgpm_data *data, struct dgpm_portfolio *portfolio);

/*
 * All of them, loaded.
 *
 * Owner:  lives in `arena`; each is let go by dgpm_profile_close().
 * Errors: one that cannot be used is told as CONV-02 and left out.
 */
struct dgpm_profile *const *dgpm_profiles_load(size_t *n, struct dgpm_arena *arena, struct dgpm_diags *diags,
					       struct dgpm_data *data, struct dgpm_portfolio *portfolio);

#endif
