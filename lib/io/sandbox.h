/*
 * The process gives up what it does not need: after dgpm_sandbox_enter() it reads and writes below the places named
 * alone, runs no program and opens no connection. Landlock of the kernel does it, for this process and its children.
 */
#ifndef IO_SANDBOX_H
#define IO_SANDBOX_H

#include "base/base.h"

struct dgpm_sandbox_place {
	const char *path; /* a file, or a folder with all below it; what is not there is passed over */
	bool write;       /* also making, renaming and removing files there */
};

/* The version of Landlock of this kernel, if it has all that is needed; 0: it has not. */
int dgpm_sandbox_version(void);

/*
 * Enter: before threads are made, and for good.
 *
 * Errors: false: nothing is confined, as the kernel has no Landlock or a place could not be named to it. What is open
 *         already stays open.
 */
bool dgpm_sandbox_enter(const struct dgpm_sandbox_place *places, size_t n) DGPM_MUST_CHECK;

#endif
