/* Where the repository is, and which of its files are named. */
#include "portfolio/inside.h"
#include "io/read.h"
#include "portfolio/repository.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

const char *dgpm_repository_real(struct dgpm_arena *arena, const char *dir)
{
	char buf[PATH_MAX];

	return realpath(dir, buf) != NULL ? dgpm_arena_strdup(arena, buf) : NULL;
}

const char *dgpm_repository_root(struct dgpm_arena *arena, const char *dir)
{
	const char *real = dgpm_repository_real(arena, dir);
	char *at = dgpm_arena_strdup(arena, real);

	while (at != NULL) {
		char *slash = strrchr(at, '/');

		if (access(dgpm_arena_printf(arena, "%s/.git", at), F_OK) == 0)
			return *at != '\0' ? at : "/";
		if (slash == NULL)
			return NULL;
		*slash = '\0';
	}
	return NULL;
}

#define LIST_LIMIT ((size_t)64 << 20)

static int read_all(struct dgpm_str *out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *list)
{
	int fd = strcmp(list, "-") == 0 ? STDIN_FILENO : open(list, O_RDONLY | O_CLOEXEC), rc;

	if (fd < 0) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = list }, NULL, "%s", strerror(errno));
		return -1;
	}
	rc = dgpm_stream_read(out, arena, diags, list, fd, LIST_LIMIT);
	if (fd != STDIN_FILENO)
		close(fd);
	return rc;
}

/* git quotes a name with characters beyond ASCII as a C string: "\346\226\207.yaml". */
static void unquote(char *name)
{
	static const char from[] = "abtnvfr\"\\", to[] = "\a\b\t\n\v\f\r\"\\";
	size_t n = strlen(name);
	char *out = name;
	const char *in = name + 1, *end;

	if (n < 2 || name[0] != '"' || name[n - 1] != '"')
		return;
	end = name + n - 1;
	while (in < end) {
		const char *plain;

		if (*in != '\\' || in + 1 == end) {
			*out++ = *in++;
			continue;
		}
		in++;
		plain = strchr(from, *in);
		if (plain != NULL) {
			*out++ = to[plain - from];
			in++;
		} else if (*in >= '0' && *in <= '3' && end - in >= 3) {
			*out++ = (char)((in[0] - '0') << 6 | (in[1] - '0') << 3 | (in[2] - '0'));
			in += 3;
		}
	}
	*out = '\0';
}

/* A name as the portfolio has it; NULL: not there, or elsewhere. */
static const char *resolve(struct dgpm_arena *a, const char *name, const char *portfolio, const char *repository)
{
	const char *real = dgpm_repository_real(a, name);
	size_t n = strlen(portfolio);

	if (real == NULL && repository != NULL && *name != '/')
		real = dgpm_repository_real(a, dgpm_arena_printf(a, "%s/%s", repository, name));
	if (real == NULL)
		return NULL;
	if (n == 1)
		return real + 1;
	return strncmp(real, portfolio, n) == 0 && real[n] == '/' ? real + n + 1 : NULL;
}

int dgpm_files_from(const char *const **out, size_t *n, size_t *n_named, struct dgpm_arena *arena,
		    struct dgpm_diags *diags, const char *list, const char *portfolio_dir)
{
	const char *portfolio = dgpm_repository_real(arena, portfolio_dir);
	const char *repository = dgpm_repository_root(arena, portfolio_dir);
	const char **paths = NULL;
	size_t cap = 0;
	struct dgpm_str text;
	char separator;

	*out = NULL;
	*n = *n_named = 0;
	if (portfolio == NULL || read_all(&text, arena, diags, list) != 0)
		return -1;
	separator = memchr(text.s, '\0', text.n) != NULL ? '\0' : '\n';
	for (const char *at = text.s, *end = text.s + text.n; at < end;) {
		const char *stop = memchr(at, separator, (size_t)(end - at));
		char *name = dgpm_arena_strndup(arena, at, (size_t)((stop != NULL ? stop : end) - at));
		const char *path;
		size_t len = strlen(name);

		at = stop != NULL ? stop + 1 : end;
		if (separator == '\n') {
			if (len != 0 && name[len - 1] == '\r')
				name[len - 1] = '\0';
			unquote(name);
		}
		if (*name == '\0')
			continue;
		++*n_named;
		path = resolve(arena, name, portfolio, repository);
		if (path == NULL)
			continue;
		if (*n == cap) {
			cap = cap != 0 ? cap * 2 : 64;
			paths = dgpm_arena_grow(arena, paths, *n, cap, sizeof *paths);
		}
		paths[(*n)++] = path;
	}
	dgpm_texts_sort(paths, *n);
	if (*n == 0)
		paths = dgpm_arena_array(arena, 1, sizeof *paths);
	*out = paths;
	return 0;
}

static bool is_named(const char *path, const char *const *files, size_t n)
{
	return path != NULL && dgpm_texts_find(files, n, path) != NULL;
}

/* What may be a card: a YAML or JSON file of the portfolio that does not say it is something else. */
static bool may_be_card(const struct dgpm_portfolio *p, const char *path)
{
	size_t lo = 0, hi = p->files.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strcmp(p->files.items[mid].path, path);

		if (c == 0)
			return p->files.items[mid].kind == DGPM_FILE_YAML && p->kinds[mid] != PORTFOLIO_OTHER;
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

struct dgpm_diags *dgpm_diags_of_files(struct dgpm_arena *arena, const struct dgpm_diags *diags,
				       const struct dgpm_portfolio *p, const char *const *files, size_t n)
{
	struct dgpm_diags *kept = dgpm_diags_new(arena);

	for (size_t i = 0; i < dgpm_diags_count(diags); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(diags, i);

		if (is_named(d->at.path, files, n) || is_named(d->also.path, files, n) || d->at.path == NULL ||
		    !may_be_card(p, d->at.path))
			dgpm_diag_push(kept, d);
	}
	return kept;
}
