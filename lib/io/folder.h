/* A folder of files that appears whole or not at all. */
#ifndef IO_FOLDER_H
#define IO_FOLDER_H

#include "io/out.h"

struct dgpm_folder {
	struct dgpm_arena *arena;
	const char *dir, *made; /* as named; where it is being written */
	const char *const *kinds; /* endings of the names of its files, such as ".html" */
	size_t n_kinds;
	int held;               /* the folder being written, open: so others see that it is not left over */
	bool there; /* a folder of that name exists, and holds nothing but such files */
};

/* A new folder beside `dir`. -1 after a diagnostic, also when files of other kinds are in `dir`: OUT-01. */
int folder_begin(struct dgpm_folder *f, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *dir,
		 const char *const *kinds, size_t n_kinds);
/* A file in it, by its whole name. */
int folder_open_file(struct dgpm_out **out, struct dgpm_folder *f, struct dgpm_diags *diags, const char *name);
/* Give it its name, in place of an older one. */
int folder_end(struct dgpm_folder *f, struct dgpm_diags *diags);
void folder_abandon(struct dgpm_folder *f);

#endif
