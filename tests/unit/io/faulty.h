/*
 * Calls of the system that fail when a test asks for it. Defined in the test's own program they stand before those of
 * the C library, for the code under test as well; unasked they are the library's.
 */
#ifndef UNIT_IO_FAULTY_H
#define UNIT_IO_FAULTY_H

#include "base/base.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/mman.h>
#include <unistd.h>

/* From the `nth` call of that name on, so many fail; 0 times: all. Error 0: short, a byte alone is read or written. */
struct fault {
	const char *call;
	int nth, error, times;
};

static struct fault faulty[4];
static size_t n_faulty;

static inline void faulty_none(void)
{
	n_faulty = 0;
}

static inline void faulty_add(struct fault f)
{
	ck_assert_uint_lt(n_faulty, DGPM_COUNT(faulty));
	faulty[n_faulty++] = f;
}

/* Whether this call fails: -1 with errno. 1: it is to be short. */
static inline int faulty_now(const char *call)
{
	for (size_t i = 0; i < n_faulty; i++) {
		struct fault *f = &faulty[i];

		if (strcmp(f->call, call) != 0 || --f->nth > 0)
			continue;
		if (f->times != 0 && --f->times == 0)
			f->call = "";
		errno = f->error;
		return f->error != 0 ? -1 : 1;
	}
	return 0;
}

#define FAULTY_REAL(name) (__extension__(__typeof__(&name)) dlsym(RTLD_NEXT, #name))
#define FAULTY(result, name, params, args, failed)                                                                     \
	result name params;                                                                                            \
	result name params                                                                                             \
	{                                                                                                              \
		return faulty_now(#name) < 0 ? (failed) : FAULTY_REAL(name) args;                                      \
	}

FAULTY(int, fsync, (int fd), (fd), -1)
FAULTY(int, syncfs, (int fd), (fd), -1)
FAULTY(int, fchmod, (int fd, mode_t mode), (fd, mode), -1)
FAULTY(int, mkstemp, (char *name), (name), -1)
FAULTY(int, mkostemp, (char *name, int flags), (name, flags), -1)
FAULTY(char *, mkdtemp, (char *name), (name), NULL)
FAULTY(FILE *, fdopen, (int fd, const char *mode), (fd, mode), NULL)
FAULTY(int, link, (const char *from, const char *to), (from, to), -1)
FAULTY(int, linkat, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags), -1)
FAULTY(int, rename, (const char *from, const char *to), (from, to), -1)
FAULTY(int, renameat2, (int a, const char *from, int b, const char *to, unsigned flags), (a, from, b, to, flags), -1)
FAULTY(struct dirent *, readdir, (DIR * d), (d), NULL)
FAULTY(DIR *, fdopendir, (int fd), (fd), NULL)
FAULTY(off_t, lseek, (int fd, off_t at, int whence), (fd, at, whence), -1)
FAULTY(int, dup2, (int from, int to), (from, to), -1)
FAULTY(int, fstatat, (int dir, const char *path, struct stat *st, int flags), (dir, path, st, flags), -1)
FAULTY(int, fstat, (int fd, struct stat *st), (fd, st), -1)

/* Closed it is all the same. */
int fclose(FILE *f)
{
	int now = faulty_now("fclose"), rc = FAULTY_REAL(fclose)(f);

	return now < 0 ? -1 : rc;
}

#define FAULTY_BYTES(name, params, short_args, args)                                                                   \
	ssize_t name params;                                                                                           \
	ssize_t name params                                                                                            \
	{                                                                                                              \
		int now = faulty_now(#name);                                                                           \
                                                                                                                       \
		return now < 0 ? -1 : now > 0 ? FAULTY_REAL(name) short_args : FAULTY_REAL(name) args;                 \
	}

FAULTY_BYTES(read, (int fd, void *to, size_t n), (fd, to, n != 0), (fd, to, n))
FAULTY_BYTES(write, (int fd, const void *from, size_t n), (fd, from, n != 0), (fd, from, n))
FAULTY_BYTES(pread, (int fd, void *to, size_t n, off_t at), (fd, to, n != 0, at), (fd, to, n, at))

#define FAULTY_OPEN(name, params, last, args)                                                                          \
	int name params;                                                                                               \
	int name params                                                                                                \
	{                                                                                                              \
		mode_t mode = 0;                                                                                       \
		va_list ap;                                                                                            \
                                                                                                                       \
		va_start(ap, last);                                                                                    \
		if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE)                                        \
			mode = va_arg(ap, mode_t);                                                                     \
		va_end(ap);                                                                                            \
		return faulty_now(#name) < 0 ? -1 : FAULTY_REAL(name) args;                                            \
	}

FAULTY_OPEN(open, (const char *path, int flags, ...), flags, (path, flags, mode))
FAULTY_OPEN(openat, (int dir, const char *path, int flags, ...), flags, (dir, path, flags, mode))

/* What FORTIFY_SOURCE makes of an openat() whose flags are not known beforehand. */
int __openat_2(int dir, const char *path, int flags);
int __openat_2(int dir, const char *path, int flags)
{
	return openat(dir, path, flags);
}

#endif
