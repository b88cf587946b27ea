/*
 * Conversion profiles: how the columns of one kind of spreadsheet become a ledger or cards. Data, not code.
 *
 * In:     YAML documents dgpm/profile@1: of the data directory, of a portfolio, or a file by its path.
 * Out:    struct dgpm_profile, the tree of tree.h that the converter walks: names are resolved to numbers of columns,
 *         patterns compiled, texts to compare with folded. What cannot mean anything is told here, not when rows come.
 * Drives: profile.c finds the document, holds it against its schema and reads it: header, columns, ID; rows.c reads the
 *         kinds of rows, their figures and the checks, card.c the shape of a card, spec.c any one value; reader.c has
 *         what all of them need.
 * Thread: loading is one thread's. A loaded profile is read-only and shared by all; only dgpm_profile_close() changes
 *         it, when nobody reads any more.
 */
#ifndef PROFILE_PROFILE_H
#define PROFILE_PROFILE_H

#include "portfolio/portfolio.h"

/* Indicators and procedures are read by dgpm_published_find(), not converted. */
enum dgpm_makes { DGPM_MAKES_LEDGER, DGPM_MAKES_CARDS, DGPM_MAKES_INDICATORS, DGPM_MAKES_PROCEDURES };
/* "ledger", "cards", "indicators", "procedures" */
const char *dgpm_makes_name(enum dgpm_makes makes);

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

bool dgpm_profile_is_json(const struct dgpm_profile *profile); /* it reads JSON, no spreadsheets */
const char *dgpm_profile_id(const struct dgpm_profile *profile);
enum dgpm_makes dgpm_profile_makes(const struct dgpm_profile *profile);

/* One profile as --profiles lists it. */
struct dgpm_profile_info {
	const char *id, *title, *note;
	enum dgpm_makes makes;
	const char *path;
};

/* All that convert, the data directory's first; lives in `arena`. */
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

/*
 * The document of a profile by its ID or path, held against its schema; NULL after a diagnostic. `makes`: it is to make
 * this, else CONV-02. Lives in `arena`, the data or the portfolio.
 */
const struct dgpm_node *dgpm_profile_doc(const char **path, struct dgpm_arena *arena, struct dgpm_diags *diags,
					 struct dgpm_data *data, struct dgpm_portfolio *portfolio, const char *name,
					 enum dgpm_makes makes);

/* What holds a profile of a published table against the columns that its report knows. */
typedef void (*dgpm_table_fn)(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
			      const struct dgpm_node *root, const char *path);

/*
 * Whether the profiles of a portfolio can be used: read and compiled as for a conversion, those of tables by `table`.
 *
 * Errors: CONV-02 where one cannot, CONV-43 for an ID that another has, of dgpm itself or of the portfolio.
 */
void dgpm_profiles_check(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *portfolio,
			 dgpm_table_fn table);

#endif
