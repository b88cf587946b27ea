/*
 * Preloaded into dgpm: the allocation numbered FAULT_AT fails, once; with FAULT_LIST the first allocation of every
 * distinct call stack is listed there, a number a line, and none fails. The constructor makes a call of the system that
 * means nothing, by which a tracer knows where the loader ends and the program begins.
 */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "faults.h"

/* What the C library calls its own; declared nowhere. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t size);

enum { FRAMES = 40, SEEN = 1 << 16 };
static atomic_long count;
static long fail_at = -1;
static int list_fd = -1;
static uint64_t seen[SEEN];
static _Thread_local int busy;

static long number(const char *name)
{
	const char *text = getenv(name);

	return text != NULL ? strtol(text, NULL, 10) : -1;
}

__attribute__((constructor)) static void begin(void)
{
	const char *list = getenv("FAULT_LIST");
	void *frames[4];

	/* The unwinder allocates when it is first used. */
	busy = 1;
	(void)backtrace(frames, 4);
	busy = 0;
	if (list != NULL)
		list_fd = open(list, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	fail_at = number("FAULT_AT");
	unsetenv("LD_PRELOAD");
	unsetenv("FAULT_LIST");
	unsetenv("FAULT_AT");
	atomic_store(&count, 0);
	(void)syscall(SYS_prctl, FAULT_MARK);
}

/* Called by a program that writes the counts of its lines at its end (tests/coverage): no more fails, or is listed. */
void fault_over(void)
{
	atomic_store(&count, LONG_MIN);
	(void)syscall(SYS_prctl, FAULT_MARK);
}

static void note(long n)
{
	void *frames[FRAMES];
	uint64_t h = 14695981039346656037u;
	char text[24];
	int depth, length;

	depth = backtrace(frames, FRAMES);
	for (int i = 2; i < depth; i++)
		h = (h ^ (uintptr_t)frames[i]) * 1099511628211u;
	for (size_t at = h % SEEN, tries = 0; tries < SEEN; at = (at + 1) % SEEN, tries++) {
		if (seen[at] == h)
			return;
		if (seen[at] == 0) {
			seen[at] = h;
			length = snprintf(text, sizeof text, "%ld\n", n);
			(void)!write(list_fd, text, (size_t)length);
			return;
		}
	}
}

/* Whether this one is to fail. */
static int fails(void)
{
	long n;

	if (busy)
		return 0;
	n = atomic_fetch_add(&count, 1);
	if (list_fd >= 0 && n >= 0) {
		busy = 1;
		note(n);
		busy = 0;
	}
	if (n != fail_at)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
	return fails() ? NULL : __libc_realloc(p, size);
}
