/* Output that is written whole or not at all, and the two machine formats every report shares. */
#ifndef DGPM_OUT_H
#define DGPM_OUT_H

#include "dgpm/diag.h"

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

void dgpm_out_write(struct dgpm_out *o, const char *s, size_t n);
void dgpm_out_puts(struct dgpm_out *o, const char *s);
void dgpm_out_str(struct dgpm_out *o, struct dgpm_str s);
void dgpm_out_printf(struct dgpm_out *o, const char *fmt, ...) DGPM_PRINTF(2, 3);
void dgpm_out_spaces(struct dgpm_out *o, size_t n);

/* Finish: -1 after IO-07 when anything could not be written; then no file appears. */
int dgpm_out_close(struct dgpm_out *o, struct dgpm_diags *diags) DGPM_MUST_CHECK;

/* After dgpm_out_close(): the reader of a pipe has gone, which is no error worth a message. */
bool dgpm_out_pipe_was_closed(const struct dgpm_out *o);

/* Give up: no file appears. */
void dgpm_out_abandon(struct dgpm_out *o);

/*
 * One CSV cell, quoted only where RFC 4180 needs it; line breaks inside become a space, so that a row is a line.
 * `excel`: text that a spreadsheet would take for a formula gets an apostrophe in front.
 */
void dgpm_out_csv(struct dgpm_out *o, struct dgpm_str cell, bool excel);

/* One JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD. */
void dgpm_out_json(struct dgpm_out *o, struct dgpm_str text);

#endif
