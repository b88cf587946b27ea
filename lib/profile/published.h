/* A published table of indicators or procedures, read by its header through a profile: rows of cells by what they
 * are. */
#ifndef PROFILE_PUBLISHED_H
#define PROFILE_PUBLISHED_H

#include "book/book.h"
#include "profile/profile.h"

#define DGPM_PUBLISHED_MAX 64 /* columns a caller may know */

/* One column a caller knows; the profile says its header. */
struct dgpm_published_column {
	const char *name;
	bool required;
};

struct dgpm_published {
	const struct dgpm_published_column *columns;
	size_t n;
	const char *id, *title;
	const struct dgpm_node *root;
	const struct dgpm_str *headers[DGPM_PUBLISHED_MAX]; /* folded; of each column any of them */
	size_t n_headers[DGPM_PUBLISHED_MAX];
	const struct dgpm_node *values[DGPM_PUBLISHED_MAX]; /* a map, or NULL */
};

/*
 * A profile as a table.
 *
 * Shape:  `columns` as the caller knows them; a column of the profile that is none of them is CONV-02.
 * Owner:  *out borrows `columns`, the data and the portfolio, and lives in `arena`.
 * Errors: -1 after a diagnostic.
 */
int dgpm_published_find(struct dgpm_published *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			struct dgpm_data *data, struct dgpm_portfolio *portfolio, const char *name,
			enum dgpm_makes makes, const struct dgpm_published_column *columns, size_t n) DGPM_MUST_CHECK;

/* The same of a document that is at hand and holds to its schema. */
int dgpm_published_take(struct dgpm_published *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			struct dgpm_data *data, const struct dgpm_node *root, const char *path,
			const struct dgpm_published_column *columns, size_t n) DGPM_MUST_CHECK;

/* Called for every row below the header; cells in the order of the columns, n == 0 where nothing stands. Texts hold
 * during the call only, and end in a NUL. */
typedef void (*dgpm_published_row_fn)(void *ctx, const struct dgpm_str *cells, struct dgpm_loc at);

/*
 * Read the first sheet of a book that has the header.
 *
 * Errors: -1 after a diagnostic: it cannot be read, no row has all required headers (CONV-03).
 */
int dgpm_published_read(const struct dgpm_published *t, struct dgpm_arena *arena, struct dgpm_diags *diags,
			const char *path, int dirfd, dgpm_published_row_fn fn, void *ctx) DGPM_MUST_CHECK;

#endif
