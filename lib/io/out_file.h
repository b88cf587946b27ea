/* Internal: an output, shared by those that write to it and those that give it its name. */
#ifndef IO_OUT_FILE_H
#define IO_OUT_FILE_H

#include "base/buf.h"
#include "io/out.h"

struct dgpm_out {
	struct dgpm_arena *arena;
	FILE *f;	       /* NULL: closed */
	const char *path;      /* where it shall appear; NULL: f is the caller's stream */
	const char *temporary; /* its name until then; NULL: it has none (O_TMPFILE) or is written directly */
	bool direct, closed_pipe;
	bool fresh;	       /* it may not take the place of another */
	bool named, exchanged; /* it is there; what was there before has the temporary name */
	bool replaced;	       /* or is gone, on a file system that cannot exchange names */
	bool guard;	       /* what would upset a terminal is escaped */
	size_t limit;	       /* columns of a line; 0: none */
	struct dgpm_buf line;  /* what is written of it, where there is a limit */
	int error;	       /* errno of the first write that failed: what closing says later may be another */
};

/* Write what stands in `line`. */
void out_flush_line(struct dgpm_out *o);

/* A file of a folder that has not got its name yet: written where it stands, and made safe with the folder. As
 * dgpm_out_open() else. */
int out_open_inside(struct dgpm_out **out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *path)
	DGPM_MUST_CHECK;

#endif
