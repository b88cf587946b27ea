/*
 * Files and folders that have a name only until the run is over: none outlives it.
 *
 * In:      their paths, as long as they are there.
 * Out:     removed when a signal ends the run; those of a run that was killed when the next one writes beside them.
 * Threads: dgpm_temporary_add() and _drop() may be called by any.
 */
#ifndef IO_TEMPORARY_H
#define IO_TEMPORARY_H

#include "base/base.h"

/* What a name ends in beside its six characters: what nobody else calls a file. */
#define DGPM_TEMPORARY_MARK ".dgpm-"

/* Remember a path before it is made, forget it when it is named or removed. */
void dgpm_temporary_add(const char *path);
void dgpm_temporary_drop(const char *path);

/* Hold it as ours, for as long as `fd` is open: who sweeps leaves it. */
void dgpm_temporary_own(int fd);

/*
 * Remove in `dir` what killed runs left: `prefix`, the mark and six characters, a minute old or more, held by nobody.
 * What cannot be removed stays; a file of anybody else's is never touched.
 */
void dgpm_temporary_sweep(const char *dir, const char *prefix);

/* While names are given a signal waits: all of them or none. They do not nest. */
void dgpm_temporary_hold(void);
void dgpm_temporary_release(void);

/* Forget all, in a process that was forked: they are its parent's. */
void dgpm_temporary_forget(void);

/* Remove what is remembered: for a run that ends at once. Safe where a signal came. */
void dgpm_temporary_remove(void);

/*
 * From now on SIGINT, SIGTERM and SIGHUP remove what is remembered, say `text` with the name of the signal on standard
 * error, and end the program as they would; SIGXFSZ is a failed write. A signal that is ignored stays so.
 */
void dgpm_temporary_signals(const char *text);

#endif
