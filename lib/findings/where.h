/* Internal: the places of findings as programs want them: the file that exists, the cell in it, the JSON pointer. */
#ifndef FINDINGS_WHERE_H
#define FINDINGS_WHERE_H

#include "diag/diag.h"

/*
 * The file of a place: of "book.xlsx!Sheet!F10" and "a.json!/0/x" what stands before the '!' that follows a name of a
 * spreadsheet, CSV or JSON file, and *inside the rest; of any other path the path, and *inside is NULL.
 */
const char *where_file(struct dgpm_arena *a, const char *path, const char **inside);

/* A path as a URI: every byte that is not plainly allowed is escaped. */
const char *where_uri(struct dgpm_arena *a, const char *path);

/* The document that was parsed last: findings come sorted by path. */
struct where_doc {
	struct dgpm_arena *arena; /* of its own: let go with each document */
	int root_fd;              /* paths are seen from there; -1: none is read */
	const char *piped;        /* not to be read: it came through a pipe; NULL */
	const char *path;
	const struct dgpm_node *root; /* NULL: it cannot be read */
};

/*
 * The JSON pointer of a finding: its own, else that of the innermost key or item of the YAML or JSON document that
 * begins at its place or before; "", the whole document, where the document cannot be read. NULL: in no document.
 */
const char *where_pointer(struct where_doc *doc, const struct dgpm_diag *d);

#endif
