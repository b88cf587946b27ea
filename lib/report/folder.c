/* A folder of pages: written beside its place, then exchanged with what stands there. */
#include "report/folder.h"
#include "base/i18n.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int told(struct dgpm_diags *diags, const char *path, int error)
{
	dgpm_diag_addf(diags, DGPM_MSG_IO_07, (struct dgpm_loc){ .path = path }, strerror(error), "%s",
		       strerror(error));
	return -1;
}

static bool is_page(const char *name)
{
	size_t n = strlen(name);

	return n > 5 && strcmp(name + n - 5, ".html") == 0;
}

/* Remove the pages in a folder, and the folder. */
static void remove_pages(const char *path)
{
	DIR *d = opendir(path);
	const struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL)
		if (is_page(e->d_name))
			(void)unlinkat(dirfd(d), e->d_name, 0);
	if (d != NULL)
		(void)closedir(d);
	(void)rmdir(path);
}

/* Whether it is there, and holds nothing but pages. */
static int look(struct report_folder *f, struct dgpm_diags *diags)
{
	DIR *d = opendir(f->dir);
	const struct dirent *e;
	int error;

	if (d == NULL)
		return errno == ENOENT ? 0 : told(diags, f->dir, errno);
	f->there = true;
	while (errno = 0, (e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 && !is_page(e->d_name)) {
			dgpm_diag_add(diags, DGPM_MSG_REP_02, (struct dgpm_loc){ .path = f->dir }, e->d_name);
			(void)closedir(d);
			return -1;
		}
	/* What could not be looked at may hold anything. */
	error = errno;
	(void)closedir(d);
	return error != 0 ? told(diags, f->dir, error) : 0;
}

int folder_begin(struct report_folder *f, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *dir)
{
	size_t n = strlen(dir);
	char *made;
	mode_t mask;

	while (n > 1 && dir[n - 1] == '/')
		n--;
	*f = (struct report_folder){ .arena = arena, .dir = dgpm_arena_strndup(arena, dir, n) };
	if (look(f, diags) != 0)
		return -1;
	made = dgpm_arena_cat(arena, f->dir, ".XXXXXX");
	if (mkdtemp(made) == NULL)
		return told(diags, f->dir, errno);
	mask = umask(0);
	(void)umask(mask);
	(void)chmod(made, 0777 & ~mask);
	f->made = made;
	return 0;
}

int folder_open_file(struct dgpm_out **out, struct report_folder *f, struct dgpm_diags *diags, const char *name)
{
	/* An ID is a name of its own form; a slash in it would lead elsewhere. */
	if (strchr(name, '/') != NULL || name[0] == '.')
		return told(diags, name, EINVAL);
	return dgpm_out_open(out, f->arena, diags, dgpm_arena_cat(f->arena, f->made, "/", name, ".html"), NULL);
}

int folder_end(struct report_folder *f, struct dgpm_diags *diags)
{
	int rc = f->there ? renameat2(AT_FDCWD, f->made, AT_FDCWD, f->dir, RENAME_EXCHANGE) : rename(f->made, f->dir);

	if (rc != 0) {
		int error = errno;

		remove_pages(f->made);
		return told(diags, f->dir, error);
	}
	if (f->there)
		remove_pages(f->made);
	return 0;
}

void folder_abandon(struct report_folder *f)
{
	remove_pages(f->made);
}
