/* Output files: nameless until all that belongs together is written, then named at once. */
#include "io/out_file.h"
#include "io/temporary.h"
#include "base/i18n.h"
#include "base/list.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER ((size_t)1 << 16)

struct dgpm_outs {
	struct dgpm_arena *arena;
	struct dgpm_out **items;
	size_t n, cap;
	bool failed;
	enum dgpm_lack lack;
};

static int trouble(struct dgpm_diags *diags, const char *path, int error)
{
	if (path != NULL && error == EEXIST)
		dgpm_diag_add(diags, DGPM_MSG_IO_13, (struct dgpm_loc){ .path = path }, NULL);
	else if (path != NULL)
		dgpm_diag_addf(diags, DGPM_MSG_IO_07, (struct dgpm_loc){ .path = path }, NULL, "%s", strerror(error));
	else
		dgpm_diag_addf(diags, DGPM_MSG_IO_07, (struct dgpm_loc){ 0 }, NULL, _("standard output: %s"),
			       strerror(error));
	return -1;
}

/* The directory of `path`, and a template for a name beside it. */
static const char *beside(struct dgpm_arena *arena, const char *path, const char **dir)
{
	*dir = dirname(dgpm_arena_strdup(arena, path));
	return dgpm_arena_printf(arena, "%s/.%s" DGPM_TEMPORARY_MARK "XXXXXX", *dir,
				 basename(dgpm_arena_strdup(arena, path)));
}

static int open_temporary(struct dgpm_out *o, mode_t mode)
{
	const char *dir, *template = beside(o->arena, o->path, &dir);
	int fd;

	dgpm_temporary_sweep(dir, dgpm_arena_cat(o->arena, ".", basename(dgpm_arena_strdup(o->arena, o->path))));
	fd = open(dir, O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);

	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
		return fd;
	/* A file system without nameless files. */
	o->temporary = template;
	fd = mkstemp((char *)template);
	if (fd < 0) {
		o->temporary = NULL;
		return -1;
	}
	dgpm_temporary_add(template);
	dgpm_temporary_own(fd);
	if (fchmod(fd, mode) != 0) {
		int error = errno;

		close(fd);
		unlink(template);
		dgpm_temporary_drop(template);
		o->temporary = NULL;
		errno = error;
		return -1;
	}
	return fd;
}

/* The stream over a descriptor, which is taken over. */
static int open_stream(struct dgpm_out *o, struct dgpm_diags *diags, int fd)
{
	o->f = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (o->f == NULL) {
		int error = errno;

		if (fd >= 0)
			close(fd);
		return trouble(diags, o->path, error);
	}
	(void)setvbuf(o->f, NULL, _IOFBF, BUFFER);
	return 0;
}

int out_open_inside(struct dgpm_out **out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *path)
{
	struct dgpm_out *o = dgpm_arena_array(arena, 1, sizeof *o);

	*out = NULL;
	o->arena = arena;
	o->path = dgpm_arena_strdup(arena, path);
	o->direct = true;
	if (open_stream(o, diags, open(path, O_CREAT | O_TRUNC | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0666)) != 0)
		return -1;
	*out = o;
	return 0;
}

/*
 * A link such as /dev/stdout to what is open already: the descriptor itself, as a file made in the place of the link
 * would be found by nobody. -1: it is none.
 */
static int open_already(const char *path, const struct stat *st)
{
	struct stat link, of;

	if (lstat(path, &link) != 0 || !S_ISLNK(link.st_mode))
		return -1;
	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++)
		if (fstat(fd, &of) == 0 && of.st_dev == st->st_dev && of.st_ino == st->st_ino)
			return fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	return -1;
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
		fd = there ? open_already(path, &st) : -1;
		if (fd >= 0)
			o->direct = true;
		else
			fd = o->direct ? open(path, O_WRONLY | O_CLOEXEC) : open_temporary(o, mode);
		if (open_stream(o, diags, fd) != 0)
			return -1;
	}
	fd = o->f != NULL ? fileno(o->f) : -1;
	o->guard = fd >= 0 && isatty(fd);
	*out = o;
	return 0;
}

int dgpm_out_new(struct dgpm_out **out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *path)
{
	struct stat st;

	*out = NULL;
	if (lstat(path, &st) == 0)
		return trouble(diags, path, EEXIST);
	if (dgpm_out_open(out, arena, diags, path, NULL) != 0)
		return -1;
	(*out)->fresh = true;
	return 0;
}

/* A name beside the target: one rename later the target is whole. */
static int name_beside(struct dgpm_out *o)
{
	const char *dir, *self = dgpm_arena_printf(o->arena, "/proc/self/fd/%d", fileno(o->f));
	char *name = (char *)beside(o->arena, o->path, &dir);
	int fd = mkstemp(name); /* reserves a free name */

	if (fd < 0)
		return -1;
	close(fd);
	unlink(name);
	dgpm_temporary_own(fileno(o->f));
	dgpm_temporary_add(name);
	if (linkat(AT_FDCWD, self, AT_FDCWD, name, AT_SYMLINK_FOLLOW) != 0) {
		int error = errno;

		dgpm_temporary_drop(name);
		errno = error;
		return -1;
	}
	o->temporary = name;
	return 0;
}

/* All is written: the errno of what failed, else 0. A file has a name beside its target then. */
static int stage(struct dgpm_out *o)
{
	int error = 0;

	errno = 0;
	out_flush_line(o);
	if (fflush(o->f) != 0 || ferror(o->f) != 0)
		error = o->error != 0 ? o->error : errno != 0 ? errno : EIO;
	o->closed_pipe = error == EPIPE;
	if (o->path == NULL)
		return error;
	if (error == 0 && !o->direct && (fsync(fileno(o->f)) != 0 || (o->temporary == NULL && name_beside(o) != 0)))
		error = errno;
	if (fclose(o->f) != 0 && error == 0)
		error = errno;
	o->f = NULL;
	return error;
}

/* What lacks a part that could not be read takes no other file's place. */
static bool is_withheld(const struct dgpm_out *o, struct dgpm_diags *diags)
{
	if (o->path == NULL || o->direct || dgpm_diags_n_unread() == 0)
		return false;
	dgpm_diag_add(diags, DGPM_MSG_IO_16, (struct dgpm_loc){ .path = o->path }, NULL);
	return true;
}

/* Whether it takes the place of another file. */
static bool is_replacing(const struct dgpm_out *o)
{
	struct stat st;

	return o->path != NULL && !o->direct && stat(o->path, &st) == 0 && st.st_size != 0;
}

/* A name is safe when its folder is: where a file system knows of no such thing, it is as safe as it can be. */
static int sync_folder(struct dgpm_out *o)
{
	int fd = open(dirname(dgpm_arena_strdup(o->arena, o->path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC), error = 0;

	if (fd < 0)
		return 0; /* a folder that may be written to, but not read */
	if (fsync(fd) != 0 && errno != EINVAL && errno != EROFS && errno != ENOTSUP)
		error = errno;
	close(fd);
	return error;
}

/* What is there already changes places with the new one, so that it can come back. */
static int give_name(struct dgpm_out *o)
{
	if (o->path == NULL || o->direct)
		return 0;
	if (o->fresh) {
		/* link() refuses a name that is taken, as rename() would not. */
		if (link(o->temporary, o->path) != 0)
			return errno;
		unlink(o->temporary);
		o->named = true;
		return sync_folder(o);
	}
	o->exchanged = renameat2(AT_FDCWD, o->temporary, AT_FDCWD, o->path, RENAME_EXCHANGE) == 0;
	o->replaced = !o->exchanged && errno != ENOENT;
	if (!o->exchanged && rename(o->temporary, o->path) != 0)
		return errno;
	o->named = true;
	return sync_folder(o);
}

static void take_name(struct dgpm_out *o)
{
	if (!o->named)
		return;
	if (o->exchanged)
		(void)!rename(o->temporary, o->path);
	else if (!o->replaced) /* what replaced the old one is all there is */
		unlink(o->path);
	if (o->temporary != NULL)
		dgpm_temporary_drop(o->temporary);
	o->temporary = NULL;
}

/* Nothing stays but the file under its name. */
static void end(struct dgpm_out *o)
{
	if (o->path == NULL)
		return;
	if (o->f != NULL)
		fclose(o->f);
	o->f = NULL;
	if (o->temporary != NULL && (!o->named || o->exchanged))
		unlink(o->temporary);
	if (o->temporary != NULL)
		dgpm_temporary_drop(o->temporary);
	o->temporary = NULL;
}

int dgpm_out_close(struct dgpm_out *o, struct dgpm_diags *diags)
{
	int error = stage(o);

	if (error == 0 && is_withheld(o, diags)) {
		end(o);
		return -1;
	}
	dgpm_temporary_hold();
	if (error == 0 && (error = give_name(o)) != 0)
		take_name(o);
	end(o);
	dgpm_temporary_release();
	return error == 0 ? 0 : trouble(diags, o->path, error);
}

void dgpm_out_abandon(struct dgpm_out *o)
{
	end(o);
}

struct dgpm_outs *dgpm_outs_new(struct dgpm_arena *arena)
{
	struct dgpm_outs *all = dgpm_arena_array(arena, 1, sizeof *all);

	all->arena = arena;
	return all;
}

int dgpm_outs_open(struct dgpm_out **out, struct dgpm_outs *all, struct dgpm_diags *diags, const char *path,
		   FILE *stream)
{
	if (dgpm_out_open(out, all->arena, diags, path, stream) != 0) {
		all->failed = true;
		return -1;
	}
	*DGPM_PUSH(all->arena, all->items, all->n, all->cap) = *out;
	return 0;
}

void dgpm_outs_fail(struct dgpm_outs *all)
{
	all->failed = true;
}

void dgpm_outs_lack(struct dgpm_outs *all, enum dgpm_lack lack)
{
	all->lack = lack > all->lack ? lack : all->lack;
}

int dgpm_outs_stage(struct dgpm_outs *all, struct dgpm_diags *diags)
{
	for (size_t i = 0; i < all->n; i++) {
		int error = stage(all->items[i]);

		all->failed |= error != 0;
		/* Who reads a pipe may have enough of it: no message. */
		if (error != 0 && !(all->items[i]->path == NULL && error == EPIPE))
			(void)!trouble(diags, all->items[i]->path, error);
	}
	for (size_t i = 0; i < all->n && !all->failed; i++) {
		const struct dgpm_out *o = all->items[i];

		all->failed |= is_withheld(o, diags);
		if (all->failed || all->lack == DGPM_LACK_NOTHING || !is_replacing(o))
			continue;
		dgpm_diag_add(diags, all->lack == DGPM_LACK_KEEPS ? DGPM_MSG_IO_16 : DGPM_MSG_IO_17,
			      (struct dgpm_loc){ .path = o->path }, NULL);
		all->failed = all->lack == DGPM_LACK_KEEPS;
	}
	if (all->failed)
		dgpm_outs_abandon(all);
	return all->failed ? -1 : 0;
}

int dgpm_outs_name(struct dgpm_outs *all, struct dgpm_diags *diags)
{
	dgpm_temporary_hold();
	for (size_t i = 0; i < all->n && !all->failed; i++) {
		int error = give_name(all->items[i]);

		if (error == 0)
			continue;
		all->failed = true;
		(void)!trouble(diags, all->items[i]->path, error);
	}
	for (size_t i = 0; i < all->n; i++) {
		if (all->failed)
			take_name(all->items[i]);
		end(all->items[i]);
	}
	dgpm_temporary_release();
	return all->failed ? -1 : 0;
}

void dgpm_outs_abandon(struct dgpm_outs *all)
{
	for (size_t i = 0; i < all->n; i++)
		end(all->items[i]);
	all->failed = true;
}

bool dgpm_outs_pipe_was_closed(const struct dgpm_outs *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->items[i]->path == NULL && all->items[i]->closed_pipe)
			return true;
	return false;
}

/* Of a file that is not there yet its directory and its name are the place. */
static bool same_new(const char *a, const char *b)
{
	char *ca = strdup(a), *cb = strdup(b), *da = strdup(a), *db = strdup(b);
	struct stat x, y;
	bool same = ca != NULL && cb != NULL && da != NULL && db != NULL && strcmp(basename(ca), basename(cb)) == 0 &&
		    stat(dirname(da), &x) == 0 && stat(dirname(db), &y) == 0 && x.st_dev == y.st_dev &&
		    x.st_ino == y.st_ino;

	free(ca);
	free(cb);
	free(da);
	free(db);
	return same;
}

bool dgpm_out_same_place(const char *a, const char *b)
{
	struct stat x, y;
	bool there = (a != NULL ? stat(a, &x) : fstat(STDOUT_FILENO, &x)) == 0;

	if (there != ((b != NULL ? stat(b, &y) : fstat(STDOUT_FILENO, &y)) == 0))
		return false;
	if (!there)
		return a != NULL && b != NULL && same_new(a, b);
	return x.st_dev == y.st_dev && x.st_ino == y.st_ino && (S_ISREG(x.st_mode) || S_ISFIFO(x.st_mode));
}
