/* A folder of files: written beside its place, then exchanged with what stands there. */
#include "io/folder.h"
#include "io/out_file.h"
#include "io/temporary.h"
#include "base/i18n.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int told(struct dgpm_diags *diags, const char *path, int error)
{
	dgpm_diag_addf(diags, DGPM_MSG_IO_07, (struct dgpm_loc){ .path = path }, strerror(error), "%s",
		       strerror(error));
	return -1;
}

static bool is_ours(const struct dgpm_folder *f, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < f->n_kinds; i++) {
		size_t k = strlen(f->kinds[i]);

		if (n > k && strcmp(name + n - k, f->kinds[i]) == 0)
			return true;
	}
	return false;
}

/* Remove what is ours in a folder, and the folder. */
static void remove_folder(const struct dgpm_folder *f, const char *path)
{
	DIR *d = opendir(path);
	const struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL)
		if (is_ours(f, e->d_name))
			(void)unlinkat(dirfd(d), e->d_name, 0);
	if (d != NULL)
		(void)closedir(d);
	(void)rmdir(path);
}

/* Whether it is there, and holds nothing but pages. */
static int look(struct dgpm_folder *f, struct dgpm_diags *diags)
{
	DIR *d = opendir(f->dir);
	const struct dirent *e;
	int error;

	if (d == NULL)
		return errno == ENOENT ? 0 : told(diags, f->dir, errno);
	f->there = true;
	while (errno = 0, (e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 && !is_ours(f, e->d_name)) {
			dgpm_diag_add(diags, DGPM_MSG_OUT_01, (struct dgpm_loc){ .path = f->dir }, e->d_name);
			(void)closedir(d);
			return -1;
		}
	/* What could not be looked at may hold anything. */
	error = errno;
	(void)closedir(d);
	return error != 0 ? told(diags, f->dir, error) : 0;
}

int folder_begin(struct dgpm_folder *f, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *dir,
		 const char *const *kinds, size_t n_kinds)
{
	size_t n = strlen(dir);
	char *made;
	mode_t mask;

	while (n > 1 && dir[n - 1] == '/')
		n--;
	*f = (struct dgpm_folder){
		.arena = arena, .dir = dgpm_arena_strndup(arena, dir, n), .kinds = kinds, .n_kinds = n_kinds
	};
	if (look(f, diags) != 0)
		return -1;
	made = dgpm_arena_cat(arena, f->dir, DGPM_TEMPORARY_MARK, "XXXXXX");
	dgpm_temporary_sweep(dirname(dgpm_arena_strdup(arena, f->dir)), basename(dgpm_arena_strdup(arena, f->dir)));
	if (mkdtemp(made) == NULL)
		return told(diags, f->dir, errno);
	dgpm_temporary_add(made);
	f->held = open(made, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (f->held >= 0)
		dgpm_temporary_own(f->held);
	mask = umask(0);
	(void)umask(mask);
	(void)chmod(made, 0777 & ~mask);
	f->made = made;
	return 0;
}

int folder_open_file(struct dgpm_out **out, struct dgpm_folder *f, struct dgpm_diags *diags, const char *name)
{
	/* An ID is a name of its own form; a slash in it would lead elsewhere. */
	if (strchr(name, '/') != NULL || name[0] == '.')
		return told(diags, name, EINVAL);
	return out_open_inside(out, f->arena, diags, dgpm_arena_cat(f->arena, f->made, "/", name));
}

/* It has its name, or is gone. */
static void let_go(struct dgpm_folder *f)
{
	dgpm_temporary_drop(f->made);
	if (f->held >= 0)
		close(f->held);
	f->held = -1;
}

/* All of its files are safe, at once: a call for each would take a second for every few hundred. */
static int make_safe(const struct dgpm_folder *f)
{
	return f->held < 0 || syncfs(f->held) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP ||
		       errno == ENOSYS
		       ? 0
		       : errno;
}

int folder_end(struct dgpm_folder *f, struct dgpm_diags *diags)
{
	int rc, error = make_safe(f);

	if (error != 0 || dgpm_diags_n_unread() != 0) {
		folder_abandon(f);
		if (error != 0)
			return told(diags, f->dir, error);
		dgpm_diag_add(diags, DGPM_MSG_IO_16, (struct dgpm_loc){ .path = f->dir }, NULL);
		return -1;
	}
	dgpm_temporary_hold();
	rc = f->there ? renameat2(AT_FDCWD, f->made, AT_FDCWD, f->dir, RENAME_EXCHANGE) : rename(f->made, f->dir);
	error = errno;
	if (rc == 0)
		let_go(f);
	dgpm_temporary_release();
	if (rc != 0) {
		folder_abandon(f);
		return told(diags, f->dir, error);
	}
	if (f->there)
		remove_folder(f, f->made);
	return 0;
}

void folder_abandon(struct dgpm_folder *f)
{
	remove_folder(f, f->made);
	let_go(f);
}
