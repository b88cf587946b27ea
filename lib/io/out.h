/* Output that is written whole or not at all. */
#ifndef IO_OUT_H
#define IO_OUT_H

#include "diag/diag.h"

#include <stdio.h>

struct dgpm_out;

/*
 * Open a place to write to.
 *
 * Shape:  `path` NULL: `stream`, which stays open. Else a file that appears under its name only when dgpm_out_close()
 *         has written everything; a device or pipe is written directly.
 * Owner:  lives in `arena`; ended by dgpm_out_close() or dgpm_out_abandon().
 * Errors: -1 after IO-07.
 */
int dgpm_out_open(struct dgpm_out **out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *path,
		  FILE *stream) DGPM_MUST_CHECK;

/* A new file: it never takes the place of one that is there. dgpm_out_close() says so by IO-13. */
int dgpm_out_new(struct dgpm_out **out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *path)
	DGPM_MUST_CHECK;

void dgpm_out_write(struct dgpm_out *o, const char *s, size_t n);
void dgpm_out_puts(struct dgpm_out *o, const char *s);
void dgpm_out_str(struct dgpm_out *o, struct dgpm_str s);
void dgpm_out_printf(struct dgpm_out *o, const char *fmt, ...) DGPM_PRINTF(2, 3);
void dgpm_out_vprintf(struct dgpm_out *o, const char *fmt, va_list ap) DGPM_PRINTF(2, 0);
void dgpm_out_spaces(struct dgpm_out *o, size_t n);

/* From now on lines are broken to so many columns, with what follows indented; for text alone. 0: as they are. */
void dgpm_out_limit(struct dgpm_out *o, size_t columns);

/*
 * From now on nothing reaches the output that would upset a terminal: control characters but the end of a line, what
 * turns the direction of text, and bytes that are not UTF-8 are escaped, whatever is written. So it is for every
 * terminal from the start. A character is never to be divided between two writes.
 */
void dgpm_out_guard(struct dgpm_out *o);

/* What dgpm itself says to a terminal or a program: colours, a byte order mark. Never a text of a file. */
void dgpm_out_code(struct dgpm_out *o, const char *code);

/* A stream that writes to `fd` at once, guarded so; NULL with errno. A character may come in parts. */
FILE *dgpm_guarded_stream(int fd);

/* Finish: -1 after IO-07 when anything could not be written; then no file appears. */
int dgpm_out_close(struct dgpm_out *o, struct dgpm_diags *diags) DGPM_MUST_CHECK;

/* Give up: no file appears. */
void dgpm_out_abandon(struct dgpm_out *o);

/*
 * Files of one run, which appear together or not at all.
 *
 * Shape:  opened by dgpm_outs_open(), as by dgpm_out_open(), and never closed alone. dgpm_outs_stage() ends the
 *         writing, dgpm_outs_name() then gives the names; what lies between may still fail and abandon all.
 * Owner:  lives in `arena`; ended by dgpm_outs_name() or dgpm_outs_abandon(), also after an error.
 * Errors: -1 after IO-07 for each that failed, and none appears. A reader of standard output who has gone is told by
 *         dgpm_outs_pipe_was_closed() alone. What was overwritten comes back where a name cannot be given;
 *         on a file system that cannot exchange names the new one stays in its place, never none of the two.
 */
struct dgpm_outs;
struct dgpm_outs *dgpm_outs_new(struct dgpm_arena *arena);
int dgpm_outs_open(struct dgpm_out **out, struct dgpm_outs *all, struct dgpm_diags *diags, const char *path,
		   FILE *stream) DGPM_MUST_CHECK;
/* Something that belongs to them failed, and has been told: none is to appear. */
void dgpm_outs_fail(struct dgpm_outs *all);
/*
 * What is written lacks a part of what it was to be made of. Files that are there already stay, and none appears
 * (IO-16); or they are replaced, and that is told (IO-17). Devices and standard output are written to all the same.
 */
enum dgpm_lack { DGPM_LACK_NOTHING, DGPM_LACK_TELLS, DGPM_LACK_KEEPS };
void dgpm_outs_lack(struct dgpm_outs *all, enum dgpm_lack lack);
int dgpm_outs_stage(struct dgpm_outs *all, struct dgpm_diags *diags) DGPM_MUST_CHECK;
int dgpm_outs_name(struct dgpm_outs *all, struct dgpm_diags *diags) DGPM_MUST_CHECK;
void dgpm_outs_abandon(struct dgpm_outs *all);
bool dgpm_outs_pipe_was_closed(const struct dgpm_outs *all);

/*
 * Whether two paths are one place, by device and inode; of files that are not there yet by directory and name. NULL is
 * standard output. A device such as /dev/null takes what comes from everywhere: it is no place in this sense.
 */
bool dgpm_out_same_place(const char *a, const char *b);

#endif
