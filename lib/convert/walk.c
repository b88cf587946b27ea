/* The spreadsheets below the paths a user names, in byte order. */
#include "convert/convert.h"
#include "io/walk.h"
#include "base/list.h"
#include "base/text.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_DEPTH 64

struct list {
	const char **items;
	size_t n, cap;
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	bool json; /* in place of spreadsheets */
	const char *real_root; /* of the folder that is walked; NULL: unknown, no link leads into it */
};

static void add(struct list *l, const char *path)
{
	*DGPM_PUSH(l->arena, l->items, l->n, l->cap) = path;
}

static bool is_wanted(const struct list *l, const char *name)
{
	static const char *const sheets[] = { ".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods" };
	static const char *const json[] = { ".json", ".jsonl", ".ndjson" };
	const char *const *ends = l->json ? json : sheets;
	size_t n = strlen(name), n_ends = l->json ? DGPM_COUNT(json) : DGPM_COUNT(sheets);

	/* Of a dotted name nothing, of ~$book.xlsx nothing either: it is the lock of a program that has it open. */
	if (name[0] == '.' || name[0] == '~')
		return false;
	for (size_t i = 0; i < n_ends; i++) {
		size_t m = strlen(ends[i]);

		if (n > m && strcasecmp(name + n - m, ends[i]) == 0)
			return true;
	}
	return false;
}

static void trouble(struct list *l, const char *path, int error)
{
	dgpm_diag_addf(l->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = path }, NULL, "%s", strerror(error));
}

static const char *name_of(const char *path)
{
	return strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
}

/* What a link leads to inside is walked itself, under its own name; nothing from outside is read. */
static void check_link(struct list *l, const char *path)
{
	size_t n = l->real_root != NULL ? strlen(l->real_root) : 0;
	struct dgpm_loc at = { .path = path };
	char real[PATH_MAX];
	struct stat st;

	if (realpath(path, real) == NULL)
		dgpm_diag_addf(l->diags, DGPM_MSG_IO_05, at, NULL, "%s", strerror(errno));
	else if (n != 0 && strncmp(real, l->real_root, n) == 0 && (real[n] == '/' || real[n] == '\0' || n == 1))
		return;
	else if (is_wanted(l, name_of(path)) || (stat(real, &st) == 0 && S_ISDIR(st.st_mode)))
		dgpm_diag_add(l->diags, DGPM_MSG_IO_04, at, NULL);
}

static void walk(struct list *l, const char *dir, int depth)
{
	struct list names = { .arena = l->arena, .diags = l->diags };
	struct dgpm_names found;
	int error;

	if (depth > MAX_DEPTH) {
		dgpm_diag_add(l->diags, DGPM_MSG_IO_10, (struct dgpm_loc){ .path = dir }, NULL);
		return;
	}
	error = dgpm_names_read(&found, l->arena, AT_FDCWD, dir, 0);
	/* What was read until then is walked all the same. */
	if (error != 0)
		trouble(l, dir, error);
	for (size_t i = 0; i < found.n; i++)
		if (found.items[i].s[0] != '.')
			add(&names, strcmp(dir, ".") == 0 ? found.items[i].s :
							    dgpm_arena_cat(l->arena, dir,
									   dir[strlen(dir) - 1] == '/' ? "" : "/",
									   found.items[i].s));
	dgpm_texts_sort(names.items, names.n);
	for (size_t i = 0; i < names.n; i++) {
		struct stat st;

		if (lstat(names.items[i], &st) != 0)
			trouble(l, names.items[i], errno);
		else if (S_ISLNK(st.st_mode))
			check_link(l, names.items[i]);
		else if (S_ISDIR(st.st_mode))
			walk(l, names.items[i], depth + 1);
		else if (is_wanted(l, name_of(names.items[i])))
			add(l, names.items[i]);
	}
}

size_t dgpm_convert_files(const char *const **files, struct dgpm_arena *arena, struct dgpm_diags *diags,
			  const char *const *paths, size_t n_paths, bool json)
{
	struct list l = { .arena = arena, .diags = diags, .json = json };
	char real[PATH_MAX];

	for (size_t i = 0; i < n_paths; i++) {
		struct stat st;

		if (strcmp(paths[i], "-") == 0)
			add(&l, paths[i]);
		else if (stat(paths[i], &st) != 0)
			trouble(&l, paths[i], errno);
		else if (!S_ISDIR(st.st_mode))
			add(&l, paths[i]);
		else {
			l.real_root = realpath(paths[i], real) != NULL ? real : NULL;
			walk(&l, paths[i], 0);
		}
	}
	*files = (const char *const *)l.items;
	return l.n;
}
