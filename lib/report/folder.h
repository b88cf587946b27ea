/* Internal: a folder of pages that appears whole or not at all. */
#ifndef REPORT_FOLDER_H
#define REPORT_FOLDER_H

#include "io/out.h"

struct report_folder {
	struct dgpm_arena *arena;
	const char *dir, *made; /* as named; where it is being written */
	bool there;		/* a folder of that name exists, made by an earlier report */
};

/* A new folder beside `dir`. -1 after a diagnostic: also when something else than pages is in `dir`. */
int folder_begin(struct report_folder *f, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *dir);
/* "index": index.html in it. */
int folder_open_file(struct dgpm_out **out, struct report_folder *f, struct dgpm_diags *diags, const char *name);
/* Give it its name, in place of an older one. */
int folder_end(struct report_folder *f, struct dgpm_diags *diags);
void folder_abandon(struct report_folder *f);

#endif
