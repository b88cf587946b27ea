/* Standard input as a file. */
#include "io/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK ((size_t)1 << 16)

const char *dgpm_nameless_dir(void)
{
	const char *dir = getenv("TMPDIR");

	return dir != NULL && *dir == '/' ? dir : P_tmpdir;
}

int dgpm_nameless(void)
{
	const char *dir = dgpm_nameless_dir();
	char name[PATH_MAX];
	int fd;

	fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
		return fd;
	/* A file system without nameless files. */
	if (snprintf(name, sizeof name, "%s/dgpm-XXXXXX", dir) >= (int)sizeof name) {
		errno = ENAMETOOLONG;
		return -1;
	}
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0)
		unlink(name);
	return fd;
}

/* false with errno. */
static bool write_all(int fd, const char *s, size_t n)
{
	while (n != 0) {
		ssize_t k = write(fd, s, n);

		if (k < 0 && errno != EINTR)
			return false;
		if (k > 0) {
			s += k;
			n -= (size_t)k;
		}
	}
	return true;
}

static bool copy(int to, int from)
{
	char block[BLOCK];

	for (;;) {
		ssize_t n = read(from, block, sizeof block);

		if (n == 0)
			return lseek(to, 0, SEEK_SET) == 0;
		if ((n < 0 && errno != EINTR) || (n > 0 && !write_all(to, block, (size_t)n)))
			return false;
	}
}

int dgpm_spool(struct dgpm_diags *diags, int fd, const char *shown)
{
	int to = dgpm_nameless();

	if (to >= 0 && copy(to, fd))
		return to;
	dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = shown }, NULL, "%s", strerror(errno));
	if (to >= 0)
		close(to);
	return -1;
}

void dgpm_spool_stdin(struct dgpm_diags *diags)
{
	struct stat st;
	int to;

	if (fstat(STDIN_FILENO, &st) == 0 && S_ISREG(st.st_mode) && lseek(STDIN_FILENO, 0, SEEK_CUR) == 0)
		return;
	to = dgpm_spool(diags, STDIN_FILENO, "-");
	if (to < 0)
		return;
	if (dup2(to, STDIN_FILENO) < 0)
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = "-" }, NULL, "%s", strerror(errno));
	close(to);
}
