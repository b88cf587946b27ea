/* Walking a tree: sorted, without following links out of it. */
#include "io/walk.h"
#include "io/read.h"
#include "base/list.h"
#include "base/i18n.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_DEPTH 64

struct walk {
	struct dgpm_files *files;
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	int root_fd;
	const char *real_root; /* NULL: unknown, links are not followed at all */
	const char *const *ignore;
	size_t n_ignore;
};

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n > m && strcmp(s + n - m, end) == 0;
}

static bool kind_of(const char *name, enum dgpm_file_kind *kind)
{
	if (ends_with(name, ".yaml") || ends_with(name, ".yml") || ends_with(name, ".json"))
		*kind = DGPM_FILE_YAML;
	else if (ends_with(name, ".csv"))
		*kind = DGPM_FILE_CSV;
	else
		return false;
	return true;
}

static bool is_noise(const char *name)
{
	return name[0] == '.' || name[0] == '#' || ends_with(name, "~") || ends_with(name, ".bak") ||
	       ends_with(name, ".orig") || ends_with(name, ".swp");
}

/* The longest pattern; the schema of dgpm.yaml asks for no more. */
#define GLOB_MAX 255

/*
 * Whether a path is what a pattern says: * and ? within a name, ** and a slash any folders, ** all that follows. All
 * places of the pattern that were reached are followed at once, so no pattern takes longer than its length by that of
 * the path.
 */
static bool is_like(const char *pattern, size_t n, const char *path)
{
	bool at[GLOB_MAX + 1] = { true }, begins = true;

	if (n > GLOB_MAX)
		return false;
	for (;; path++) {
		bool next[GLOB_MAX + 1] = { false };

		for (size_t i = 0; i < n; i++) {
			bool all = pattern[i] == '*' && i + 1 < n && pattern[i + 1] == '*';

			if (!at[i])
				continue;
			if (all && i + 2 < n && pattern[i + 2] == '/')
				at[i + 3] |= begins;
			else if (pattern[i] == '*')
				at[i + 1 + all] = true;
			if (*path == '\0')
				continue;
			if (all || (pattern[i] == '*' && *path != '/'))
				next[i] = true;
			else if (pattern[i] == *path || (pattern[i] == '?' && *path != '/'))
				next[i + 1] = true;
		}
		if (*path == '\0')
			return at[n];
		begins = *path == '/';
		memcpy(at, next, sizeof at);
	}
}

static bool is_ignored(const char *const *ignore, size_t n_ignore, const char *path)
{
	for (size_t i = 0; i < n_ignore; i++) {
		size_t n = strlen(ignore[i]);

		if (n != 0 && ignore[i][n - 1] == '/')
			n--;
		if (memchr(ignore[i], '*', n) != NULL || memchr(ignore[i], '?', n) != NULL) {
			if (is_like(ignore[i], n, path))
				return true;
			continue;
		}
		if (strncmp(path, ignore[i], n) == 0 && (path[n] == '\0' || path[n] == '/'))
			return true;
	}
	return false;
}

bool dgpm_path_is_among(const char *const *patterns, size_t n, const char *path)
{
	char folder[PATH_MAX];

	if (n == 0)
		return false;
	if (is_ignored(patterns, n, path))
		return true;
	for (const char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		if ((size_t)(slash - path) >= sizeof folder)
			return false;
		memcpy(folder, path, (size_t)(slash - path));
		folder[slash - path] = '\0';
		if (is_ignored(patterns, n, folder))
			return true;
	}
	return false;
}

static void add_file(struct dgpm_files *files, struct dgpm_arena *arena, const char *path, enum dgpm_file_kind kind,
		     uint64_t size)
{
	*DGPM_PUSH(arena, files->items, files->n, files->cap) =
		(struct dgpm_file){ .path = path, .kind = kind, .size = size };
}

static void report(const struct walk *w, enum dgpm_msg msg, const char *path, int error)
{
	struct dgpm_loc at = { .path = path };

	if (error != 0)
		dgpm_diag_addf(w->diags, msg, at, NULL, "%s", strerror(error));
	else
		dgpm_diag_add(w->diags, msg, at, NULL);
}

/* A link to a place inside is passed over: the place itself is walked. */
static void check_link(const struct walk *w, const char *path, bool matters)
{
	const char *full = dgpm_arena_printf(w->arena, "/proc/self/fd/%d/%s", w->root_fd, path);
	char real[PATH_MAX];
	size_t n = w->real_root != NULL ? strlen(w->real_root) : 0;
	struct stat st;

	if (realpath(full, real) == NULL) {
		report(w, DGPM_MSG_IO_05, path, errno);
		return;
	}
	if (n != 0 && strncmp(real, w->real_root, n) == 0 && (real[n] == '/' || real[n] == '\0' || n == 1))
		return;
	if (matters || (stat(real, &st) == 0 && S_ISDIR(st.st_mode)))
		report(w, DGPM_MSG_IO_04, path, 0);
}

static int cmp_names(const void *a, const void *b)
{
	return strcmp(((const struct dgpm_name *)a)->s, ((const struct dgpm_name *)b)->s);
}

int dgpm_names_read(struct dgpm_names *out, struct dgpm_arena *arena, int dirfd, const char *dir, int flags)
{
	int fd = openat(dirfd, dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags), error = 0;
	DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
	size_t cap = 0;

	*out = (struct dgpm_names){ 0 };
	if (d == NULL) {
		error = errno;
		if (fd >= 0)
			close(fd);
		return error;
	}
	for (;;) {
		struct dirent *e;

		/* An error gives NULL as the end does; it is told apart by errno alone. */
		errno = 0;
		e = readdir(d);
		if (e == NULL)
			break;
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			*DGPM_PUSH(arena, out->items, out->n, cap) =
				(struct dgpm_name){ dgpm_arena_strdup(arena, e->d_name), e->d_type };
	}
	error = errno;
	closedir(d);
	dgpm_sort(out->items, out->n, sizeof *out->items, cmp_names);
	return error;
}

/* What is at a path, asked of the system only where the directory does not tell: of a ledger the size matters, too. */
static bool look(const struct walk *w, const char *path, unsigned char type, enum dgpm_file_kind kind, struct stat *st)
{
	*st = (struct stat){ .st_mode = DTTOIF((mode_t)type) };
	return (type == DT_REG && kind == DGPM_FILE_YAML) || type == DT_DIR ||
	       fstatat(w->root_fd, path, st, AT_SYMLINK_NOFOLLOW) == 0;
}

static void walk_dir(const struct walk *w, const char *dir, unsigned depth)
{
	struct dgpm_names names;
	int error;

	if (depth > MAX_DEPTH) {
		report(w, DGPM_MSG_IO_10, dir, 0);
		return;
	}
	error = dgpm_names_read(&names, w->arena, w->root_fd, dir, O_NOFOLLOW);
	/* What was read until then is walked all the same. */
	if (error != 0)
		report(w, DGPM_MSG_IO_01, dir, error);
	if (depth != 0)
		for (size_t i = 0; i < names.n; i++)
			if (strcmp(names.items[i].s, "dgpm.yaml") == 0) {
				report(w, DGPM_MSG_IO_11, dir, 0);
				return;
			}
	for (size_t i = 0; i < names.n; i++) {
		const struct dgpm_name *name = &names.items[i];
		const char *path = strcmp(dir, ".") == 0 ? name->s : dgpm_arena_cat(w->arena, dir, "/", name->s);
		enum dgpm_file_kind kind = DGPM_FILE_YAML;
		bool known = kind_of(name->s, &kind);
		struct stat st;

		if (is_noise(name->s) || is_ignored(w->ignore, w->n_ignore, path))
			continue;
		if (!look(w, path, name->type, kind, &st)) {
			report(w, DGPM_MSG_IO_01, path, errno);
		} else if (S_ISLNK(st.st_mode)) {
			check_link(w, path, known);
		} else if (S_ISDIR(st.st_mode)) {
			if (known)
				report(w, DGPM_MSG_IO_02, path, EISDIR);
			else
				walk_dir(w, path, depth + 1);
		} else if (known) {
			if (S_ISREG(st.st_mode))
				add_file(w->files, w->arena, path, kind, (uint64_t)st.st_size);
			else
				report(w, DGPM_MSG_IO_02, path, 0);
		}
	}
}

void dgpm_walk(struct dgpm_files *files, struct dgpm_arena *arena, struct dgpm_diags *diags, int root_fd,
	       const char *start, const char *const *ignore, size_t n_ignore)
{
	char real[PATH_MAX];
	struct walk w = { .files = files, .arena = arena, .diags = diags, .root_fd = root_fd, .ignore = ignore,
			  .n_ignore = n_ignore };

	if (realpath(dgpm_arena_printf(arena, "/proc/self/fd/%d", root_fd), real) != NULL)
		w.real_root = dgpm_arena_strdup(arena, real);
	walk_dir(&w, start, 0);
}

bool dgpm_walk_takes(const char *path, enum dgpm_file_kind *kind)
{
	unsigned depth = 0;

	for (const char *at = path; at != NULL; at = strchr(at, '/')) {
		struct dgpm_str name;
		char one[NAME_MAX + 1];

		at += *at == '/';
		name = (struct dgpm_str){ at, strcspn(at, "/") };
		if (name.n > NAME_MAX || depth++ > MAX_DEPTH)
			return false;
		memcpy(one, name.s, name.n);
		one[name.n] = '\0';
		if (is_noise(one))
			return false;
	}
	return kind_of(path, kind);
}

void dgpm_walk_add(struct dgpm_files *files, struct dgpm_arena *arena, const char *path, uint64_t size,
		   const char *const *ignore, size_t n_ignore)
{
	enum dgpm_file_kind kind = DGPM_FILE_YAML;

	/* A walk would have met the folders first. */
	for (const char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/'))
		if (is_ignored(ignore, n_ignore, dgpm_arena_strndup(arena, path, (size_t)(slash - path))))
			return;
	if (dgpm_walk_takes(path, &kind) && !is_ignored(ignore, n_ignore, path))
		add_file(files, arena, path, kind, size);
}

enum dgpm_file_kind dgpm_file_kind_of(int fd)
{
	char head[4096];
	ssize_t n = dgpm_read_at(fd, head, sizeof head, 0), from = 0;
	const char *end;
	size_t len;

	/* Empty lines before the header are passed over, as the reader of ledgers does. */
	while (from < n && (head[from] == '\n' || head[from] == '\r'))
		from++;
	if (from >= n || head[from] == '#')
		return DGPM_FILE_YAML;
	end = memchr(head + from, '\n', (size_t)(n - from));
	len = end != NULL ? (size_t)(end - head - from) : (size_t)(n - from);
	return memchr(head + from, ',', len) != NULL && memchr(head + from, ':', len) == NULL ? DGPM_FILE_CSV :
												 DGPM_FILE_YAML;
}

/* A file that is named is known by its content where its name says nothing. */
static enum dgpm_file_kind kind_of_named(int root_fd, const char *path)
{
	enum dgpm_file_kind kind = DGPM_FILE_YAML;
	int fd;

	if (kind_of(path, &kind))
		return kind;
	fd = openat(root_fd, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return kind;
	kind = dgpm_file_kind_of(fd);
	close(fd);
	return kind;
}

int dgpm_walk_named(struct dgpm_files *files, struct dgpm_arena *arena, struct dgpm_diags *diags, int root_fd,
		    const char *path)
{
	struct stat st;

	/* Not opened yet: a FIFO would block here. */
	if (fstatat(root_fd, path, &st, 0) != 0) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = path }, NULL, "%s", strerror(errno));
		return -1;
	}
	if (S_ISDIR(st.st_mode)) {
		size_t n = strlen(path);

		while (n > 1 && path[n - 1] == '/')
			n--;
		dgpm_walk(files, arena, diags, root_fd, dgpm_arena_strndup(arena, path, n), NULL, 0);
		return 0;
	}
	if (!S_ISREG(st.st_mode)) {
		dgpm_diag_add(diags, DGPM_MSG_IO_02, (struct dgpm_loc){ .path = path }, NULL);
		return -1;
	}
	add_file(files, arena, dgpm_arena_strdup(arena, path), kind_of_named(root_fd, path), (uint64_t)st.st_size);
	return 0;
}

static int cmp_files(const void *a, const void *b)
{
	return strcmp(((const struct dgpm_file *)a)->path, ((const struct dgpm_file *)b)->path);
}

void dgpm_files_sort(struct dgpm_files *files)
{
	size_t kept = 0;

	if (files->n == 0)
		return;
	dgpm_sort(files->items, files->n, sizeof *files->items, cmp_files);
	for (size_t i = 1; i < files->n; i++)
		if (cmp_files(&files->items[kept], &files->items[i]) != 0)
			files->items[++kept] = files->items[i];
	files->n = kept + 1;
}
