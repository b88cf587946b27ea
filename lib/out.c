/* Output: a nameless temporary file that gets its name when all is written. */
#include "dgpm/out.h"
#include "dgpm/text.h"
#include "i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER ((size_t)1 << 16)

struct dgpm_out {
	struct dgpm_arena *arena;
	FILE *f;
	const char *path;     /* where it shall appear; NULL: f is the caller's stream */
	const char *temporary; /* its name until then; NULL: it has none (O_TMPFILE) or is written directly */
	bool direct, closed_pipe;
	int error; /* errno of the first write that failed: what closing says later may be another */
};

static int trouble(struct dgpm_diags *diags, const char *path, int error)
{
	if (path != NULL)
		dgpm_diag_addf(diags, DGPM_MSG_IO_07, (struct dgpm_loc){ .path = path }, "%s", strerror(error));
	else
		dgpm_diag_addf(diags, DGPM_MSG_IO_07, (struct dgpm_loc){ 0 }, _("standard output: %s"),
			       strerror(error));
	return -1;
}

/* The directory of `path`, and a template for a name beside it. */
static const char *beside(struct dgpm_arena *arena, const char *path, const char **dir)
{
	*dir = dirname(dgpm_arena_strdup(arena, path));
	return dgpm_arena_printf(arena, "%s/.%s.XXXXXX", *dir, basename(dgpm_arena_strdup(arena, path)));
}

static int open_temporary(struct dgpm_out *o, mode_t mode)
{
	const char *dir, *template = beside(o->arena, o->path, &dir);
	int fd = open(dir, O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);

	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
		return fd;
	/* A file system without nameless files. */
	o->temporary = template;
	fd = mkstemp((char *)template);
	if (fd >= 0 && fchmod(fd, mode) != 0) {
		close(fd);
		unlink(template);
		return -1;
	}
	return fd;
}

int dgpm_out_open(struct dgpm_out **out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *path,
		  FILE *stream)
{
	struct dgpm_out *o = dgpm_arena_array(arena, 1, sizeof *o);
	struct stat st;
	mode_t mode;
	int fd;

	*out = NULL;
	o->arena = arena;
	o->f = stream;
	if (path != NULL) {
		bool there = stat(path, &st) == 0;

		o->path = dgpm_arena_strdup(arena, path);
		if (there && S_ISDIR(st.st_mode))
			return trouble(diags, path, EISDIR);
		o->direct = there && !S_ISREG(st.st_mode);
		if (there) {
			mode = st.st_mode & 0777;
		} else {
			mode_t mask = umask(0);

			umask(mask);
			mode = 0666 & ~mask;
		}
		fd = o->direct ? open(path, O_WRONLY | O_CLOEXEC) : open_temporary(o, mode);
		if (fd < 0)
			return trouble(diags, path, errno);
		o->f = fdopen(fd, "w");
		if (o->f == NULL) {
			int error = errno;

			close(fd);
			return trouble(diags, path, error);
		}
		(void)setvbuf(o->f, NULL, _IOFBF, BUFFER);
	}
	*out = o;
	return 0;
}

static void note_error(struct dgpm_out *o)
{
	if (o->error == 0 && ferror_unlocked(o->f) != 0)
		o->error = errno != 0 ? errno : EIO;
}

void dgpm_out_write(struct dgpm_out *o, const char *s, size_t n)
{
	if (n != 0 && fwrite_unlocked(s, 1, n, o->f) != n)
		note_error(o);
}

void dgpm_out_puts(struct dgpm_out *o, const char *s)
{
	dgpm_out_write(o, s, strlen(s));
}

void dgpm_out_str(struct dgpm_out *o, struct dgpm_str s)
{
	dgpm_out_write(o, s.s, s.n);
}

void dgpm_out_printf(struct dgpm_out *o, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (vfprintf(o->f, fmt, ap) < 0)
		note_error(o);
	va_end(ap);
}

void dgpm_out_spaces(struct dgpm_out *o, size_t n)
{
	while (n-- != 0)
		putc(' ', o->f);
	note_error(o);
}

/* Give the written file its name: a name beside the target first, then one rename, so that the target is whole. */
static int name_it(struct dgpm_out *o)
{
	const char *dir;

	if (o->temporary == NULL) {
		char *name = (char *)beside(o->arena, o->path, &dir);
		const char *self = dgpm_arena_printf(o->arena, "/proc/self/fd/%d", fileno(o->f));
		int fd = mkstemp(name); /* reserves a free name */

		if (fd < 0)
			return -1;
		close(fd);
		unlink(name);
		if (linkat(AT_FDCWD, self, AT_FDCWD, name, AT_SYMLINK_FOLLOW) != 0)
			return -1;
		o->temporary = name;
	}
	return rename(o->temporary, o->path);
}

int dgpm_out_close(struct dgpm_out *o, struct dgpm_diags *diags)
{
	int error = 0;

	errno = 0;
	if (fflush(o->f) != 0 || ferror(o->f) != 0)
		error = o->error != 0 ? o->error : errno != 0 ? errno : EIO;
	o->closed_pipe = error == EPIPE;
	if (o->path == NULL)
		return error == 0 ? 0 : trouble(diags, NULL, error);
	if (error == 0 && !o->direct) {
		if (fsync(fileno(o->f)) != 0 || name_it(o) != 0)
			error = errno;
		else
			o->temporary = NULL;
	}
	if (fclose(o->f) != 0 && error == 0)
		error = errno;
	if (o->temporary != NULL)
		unlink(o->temporary);
	return error == 0 ? 0 : trouble(diags, o->path, error);
}

bool dgpm_out_pipe_was_closed(const struct dgpm_out *o)
{
	return o->closed_pipe;
}

void dgpm_out_abandon(struct dgpm_out *o)
{
	if (o->path == NULL)
		return;
	fclose(o->f);
	if (o->temporary != NULL)
		unlink(o->temporary);
}

void dgpm_out_csv(struct dgpm_out *o, struct dgpm_str cell, bool excel)
{
	bool quote = false, guard = excel && cell.n != 0 && strchr("=+-@\t\r", cell.s[0]) != NULL;

	/* A number is not a formula. */
	if (guard && (cell.s[0] == '-' || cell.s[0] == '+')) {
		size_t i = 1;

		while (i < cell.n && ((cell.s[i] >= '0' && cell.s[i] <= '9') || cell.s[i] == '.'))
			i++;
		guard = i < cell.n || cell.n == 1;
	}
	for (size_t i = 0; i < cell.n && !quote; i++)
		quote = cell.s[i] == ',' || cell.s[i] == '"';
	if (cell.n != 0 && (cell.s[0] == ' ' || cell.s[cell.n - 1] == ' '))
		quote = true;
	if (quote)
		putc('"', o->f);
	if (guard)
		putc('\'', o->f);
	for (size_t i = 0; i < cell.n; i++) {
		char c = cell.s[i];

		if (c == '\r' && i + 1 < cell.n && cell.s[i + 1] == '\n')
			continue;
		if (c == '"')
			putc('"', o->f);
		putc(c == '\n' || c == '\r' ? ' ' : c, o->f);
	}
	if (quote)
		putc('"', o->f);
	note_error(o);
}

void dgpm_out_json(struct dgpm_out *o, struct dgpm_str text)
{
	putc('"', o->f);
	while (text.n != 0) {
		size_t n = dgpm_utf8_valid(text.s, text.n);

		for (size_t i = 0; i < n; i++) {
			unsigned char c = (unsigned char)text.s[i];

			if (c == '"' || c == '\\')
				fprintf(o->f, "\\%c", c);
			else if (c == '\n')
				fputs("\\n", o->f);
			else if (c < 0x20 || c == 0x7f)
				fprintf(o->f, "\\u%04x", c);
			else
				putc(c, o->f);
		}
		if (n < text.n) {
			fputs("\xef\xbf\xbd", o->f);
			n++;
		}
		text.s += n;
		text.n -= n;
	}
	putc('"', o->f);
	note_error(o);
}
