/* The manifest of a conversion: which files, with their SHA-256, so that a figure can be traced to the very file. */
#ifndef CONVERT_MANIFEST_H
#define CONVERT_MANIFEST_H

#include "io/out.h"

#define DGPM_SHA256_TEXT 65 /* 64 hexadecimal digits and a NUL */

struct dgpm_manifest_file {
	const char *file; /* as `source` names it */
	const char *sha256;
	uint64_t bytes;
	const char *profile, *encoding; /* encoding of CSV, else NULL */
	size_t rows, figures, left_out;
	/* Of CSV the columns of figures: a JSON list of [column, year, expense, stage, item or null]; NULL: unknown. */
	const char *columns;
};

struct dgpm_manifest {
	const struct dgpm_manifest_file *items;
	size_t n;
};

/*
 * SHA-256 of a file, as hexadecimal digits.
 *
 * Shape:  read in blocks; `path` below `dirfd`, "-": standard input, a file.
 * Errors: -1 with errno set.
 */
int dgpm_file_sha256(char out[DGPM_SHA256_TEXT], uint64_t *bytes, int dirfd, const char *path) DGPM_MUST_CHECK;

/* CSV with the header file,sha256,bytes,profile,encoding,rows,figures,left_out,columns. */
void dgpm_manifest_print(const struct dgpm_manifest *manifest, struct dgpm_out *out);

/*
 * Read manifests back; what `path` holds is added to *manifest.
 *
 * Owner:  lives in `arena`.
 * Errors: -1 after a diagnostic.
 */
int dgpm_manifest_read(struct dgpm_manifest *manifest, struct dgpm_arena *arena, struct dgpm_diags *diags,
		       const char *path) DGPM_MUST_CHECK;

/* The entry of a file; NULL: none. */
const struct dgpm_manifest_file *dgpm_manifest_find(const struct dgpm_manifest *manifest, const char *file);

#endif
