/* Reading a whole file. */
#include "io/read.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *kind(mode_t mode)
{
	return S_ISDIR(mode)  ? N_("a directory") :
	       S_ISFIFO(mode) ? N_("a FIFO") :
	       S_ISSOCK(mode) ? N_("a socket") :
				N_("a device");
}

static void tell_system(struct dgpm_diags *diags, struct dgpm_loc at, int error)
{
	char buf[128];

	/* The GNU one: it may return a text of its own. */
	dgpm_diag_addf(diags, DGPM_MSG_IO_01, at, NULL, "%s", strerror_r(error, buf, sizeof buf));
}

static void tell_large(struct dgpm_diags *diags, struct dgpm_loc at, size_t size, size_t limit)
{
	dgpm_diag_addf(diags, DGPM_MSG_IO_03, at, NULL, _("%zu bytes, the limit is %zu"), size, limit);
}

/* Read to the end, whatever the size was said to be. `size` is where to begin, not what to trust. */
static int read_all(struct dgpm_str *out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_loc at,
		    int fd, size_t size, size_t limit)
{
	size_t room = size + 2; /* the NUL, and a byte more by which growth shows */
	char *p = dgpm_arena_alloc(arena, room);
	size_t n = 0;

	for (;;) {
		ssize_t got;

		if (n + 1 == room) {
			p = dgpm_arena_grow(arena, p, n, room * 2, 1);
			room *= 2;
		}
		got = read(fd, p + n, room - n - 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			tell_system(diags, at, errno);
			return -1;
		}
		n += (size_t)got;
		/* All that there was said to be. Where nothing was said, as in /proc, only the end tells. */
		if (got == 0 || (n == size && size != 0))
			break;
		if (n > limit) {
			tell_large(diags, at, n, limit);
			return -1;
		}
	}
	p[n] = '\0';
	*out = (struct dgpm_str){ p, n };
	return 0;
}

int dgpm_file_read(struct dgpm_str *out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *shown,
		   int dirfd, const char *path, size_t limit)
{
	struct dgpm_loc at = { shown, 0, 0 };
	struct stat st;
	int rc = -1;
	int fd = openat(dirfd, path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

	*out = (struct dgpm_str){ NULL, 0 };
	/* A socket, or a FIFO's like, does not open at all. */
	if (fd < 0 && errno == ENXIO) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_02, at, NULL, "%s", _("a socket"));
		return -1;
	}
	if (fd < 0 || fstat(fd, &st) != 0) {
		tell_system(diags, at, errno);
		goto out;
	}
	if (!S_ISREG(st.st_mode)) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_02, at, NULL, "%s", _(kind(st.st_mode)));
		goto out;
	}
	if ((uintmax_t)st.st_size > limit) {
		tell_large(diags, at, (size_t)st.st_size, limit);
		goto out;
	}
	rc = read_all(out, arena, diags, at, fd, (size_t)st.st_size, limit);
out:
	if (fd >= 0)
		close(fd);
	return rc;
}

int dgpm_stream_read(struct dgpm_str *out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *shown,
		     int fd, size_t limit)
{
	*out = (struct dgpm_str){ NULL, 0 };
	return read_all(out, arena, diags, (struct dgpm_loc){ shown, 0, 0 }, fd, 1 << 16, limit);
}

/* `at` below 0: from where the file stands. */
static ssize_t read_up_to(int fd, char *buf, size_t n, off_t at)
{
	size_t have = 0;

	while (have < n) {
		ssize_t k = at < 0 ? read(fd, buf + have, n - have)
				   : pread(fd, buf + have, n - have, at + (off_t)have);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return -1;
		if (k == 0)
			break;
		have += (size_t)k;
	}
	return (ssize_t)have;
}

ssize_t dgpm_read_at(int fd, void *buf, size_t n, off_t at)
{
	return read_up_to(fd, buf, n, at);
}

ssize_t dgpm_read_block(int fd, void *buf, size_t n)
{
	return read_up_to(fd, buf, n, -1);
}
