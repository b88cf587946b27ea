/* Reading a whole file. */
#ifndef IO_READ_H
#define IO_READ_H

#include "diag/diag.h"

#include <sys/types.h>

/*
 * Read a regular file.
 *
 * Shape:  `path` below the directory `dirfd` (or AT_FDCWD); `shown` is the path diagnostics name. The last part may be
 *         a symbolic link. Never waits: a FIFO or a device is refused, not read.
 * Owner:  out->s lives in `arena` and ends in a NUL that is not counted.
 * Errors: -1 with IO-01 (with the system's reason), IO-02 (not a regular file) or IO-03 (more than `limit` bytes, also
 *         when it grows while it is read); *out is empty then.
 */
int dgpm_file_read(struct dgpm_str *out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *shown,
		   int dirfd, const char *path, size_t limit) DGPM_MUST_CHECK;

/*
 * Read a stream to its end, such as standard input.
 *
 * Owner:  out->s lives in `arena` and ends in a NUL that is not counted.
 * Errors: -1 with IO-01 or IO-03; *out is empty then.
 */
int dgpm_stream_read(struct dgpm_str *out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *shown,
		     int fd, size_t limit) DGPM_MUST_CHECK;

/* `n` bytes at a place of a file, however often the system breaks off; less at its end alone. -1 with errno. */
ssize_t dgpm_read_at(int fd, void *buf, size_t n, off_t at);

#endif
