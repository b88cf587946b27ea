/*
 * Files: read whole, at a place, spooled, walked as a folder; written whole or not at all; records of CSV.
 *
 * In:     paths below a directory that is open, descriptors, standard input. Names and bytes are anybody's.
 * Out:    bytes in an arena (read.h), a file that can be read twice (spool.h), names in byte order (walk.h), blocks and
 *         records of CSV (csv.h), outputs that appear under their name when all is written (out.h).
 * Drives: nothing of another: walk.c reads folders, out_file.c names files, csv_block.c cuts what csv_scan.c and
 *         csv_record.c take apart. Each call of the system is made in one place that knows how it breaks off: EINTR,
 *         short reads, the end of a folder and its errors.
 * Thread: what is opened belongs to the thread that opened it. Of a struct csvin several threads may take blocks, one
 *         at a time, behind a lock of the caller's.
 */
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
/* The same from where a file or stream stands. */
ssize_t dgpm_read_block(int fd, void *buf, size_t n);

#endif
