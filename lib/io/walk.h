/* The files of a portfolio, in one order on every machine. */
#ifndef IO_WALK_H
#define IO_WALK_H

#include "diag/diag.h"

/* The names in a directory, but . and .., in byte order; `type` is DT_... of <dirent.h>, DT_UNKNOWN where not known. */
struct dgpm_names {
	struct dgpm_name {
		const char *s;
		unsigned char type;
	} *items;
	size_t n;
};

/*
 * Read a directory: the one place that tells its end from an error.
 *
 * Shape:  `dir` below `dirfd`; `flags` further ones of open(2), such as O_NOFOLLOW.
 * Owner:  *out lives in `arena`.
 * Errors: the errno of what failed, else 0; *out has the names that were read until then.
 */
int dgpm_names_read(struct dgpm_names *out, struct dgpm_arena *arena, int dirfd, const char *dir, int flags)
	DGPM_MUST_CHECK;

enum dgpm_file_kind { DGPM_FILE_YAML, DGPM_FILE_CSV };

struct dgpm_file {
	const char *path;         /* as shown and as opened from the directory it was walked from */
	enum dgpm_file_kind kind; /* by .yaml .yml .json or .csv, else its content; more is known when it is read */
	uint64_t size;            /* of a CSV; 0 for others met on a walk, which nobody asks for it */
};

struct dgpm_files {
	struct dgpm_file *items;
	size_t n, cap;
};

/*
 * Add the files below a directory.
 *
 * Shape:  paths relative to `root_fd`, in byte order. Names that begin with a dot, end with ~ or are backups are
 *         passed over; so is what `ignore` names (a path, or a directory with a slash at its end) and a directory
 *         that holds a portfolio of its own. A symbolic link is passed over when it leads to a place inside.
 * Owner:  *files grows in `arena`.
 * Errors: IO-01 .. IO-05, IO-10 for what is left out; never ends the walk.
 */
void dgpm_walk(struct dgpm_files *files, struct dgpm_arena *arena, struct dgpm_diags *diags, int root_fd,
	       const char *start, const char *const *ignore, size_t n_ignore);

/*
 * Whether a file or one of the folders it lies in is named by patterns as `ignore` has them: paths, * and ? within a
 * name, double stars with a slash for any folders.
 */
bool dgpm_path_is_among(const char *const *patterns, size_t n, const char *path);

/* Whether a walk would take the file at a path, by the names on the way; *kind is what it is then. */
bool dgpm_walk_takes(const char *path, enum dgpm_file_kind *kind);

/* Add one file of a list made elsewhere, unless a walk would pass it over. `path` is borrowed. */
void dgpm_walk_add(struct dgpm_files *files, struct dgpm_arena *arena, const char *path, uint64_t size,
		   const char *const *ignore, size_t n_ignore);

/*
 * What an open file seems to hold, by its first line: CSV has a comma there, YAML as cards begin a colon or a comment.
 * Also YAML when it cannot be read.
 */
enum dgpm_file_kind dgpm_file_kind_of(int fd);

/*
 * Add one file named by the user, or a directory to walk. A file whose name says nothing is known by its content.
 * -1 after a diagnostic when it is neither.
 */
int dgpm_walk_named(struct dgpm_files *files, struct dgpm_arena *arena, struct dgpm_diags *diags, int root_fd,
		    const char *path) DGPM_MUST_CHECK;

/* Sort by path and drop what is named twice. */
void dgpm_files_sort(struct dgpm_files *files);

#endif
