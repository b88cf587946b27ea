/* The files of a revision of git: named by `git ls-tree`, read by `git cat-file --batch`. No shell, no checkout. */
#include "portfolio/revision.h"
#include "base/i18n.h"
#include "base/list.h"
#include "io/read.h"
#include "portfolio/git.h"
#include "portfolio/inside.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define LIST_LIMIT ((size_t)256 << 20)
#define TOLD_LIMIT 4096
#define MOST_ARGS 12
#define CONFIG "dgpm.yaml"

extern char **environ;

struct reading {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	const char *dir, *revision;
};

/* The surroundings of git: the repository is looked for from the directory, whatever a hook has set; nothing is asked
 * of a terminal or the network. */
static char **environment(struct dgpm_arena *arena)
{
	static const char *const ours[] = { "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0",
					    "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none" };
	static const char *const not[] = { "LC_ALL=", "GIT_DIR=", "GIT_WORK_TREE=", "GIT_INDEX_FILE=", "GIT_PREFIX=",
					   "GIT_TERMINAL_PROMPT=", "GIT_OPTIONAL_LOCKS=", "GIT_NO_LAZY_FETCH=",
					   "GIT_ALLOW_PROTOCOL=", "GIT_TRACE", "LANGUAGE=" };
	size_t n = 0, kept = 0;
	char **env;

	while (environ[n] != NULL)
		n++;
	env = dgpm_arena_array(arena, n + DGPM_COUNT(ours) + 1, sizeof *env);
	for (size_t i = 0; i < n; i++) {
		bool drop = false;

		for (size_t k = 0; k < DGPM_COUNT(not); k++)
			drop |= strncmp(environ[i], not[k], strlen(not[k])) == 0;
		if (!drop)
			env[kept++] = environ[i];
	}
	for (size_t i = 0; i < DGPM_COUNT(ours); i++)
		env[kept++] = dgpm_arena_strdup(arena, ours[i]);
	return env;
}

static int trouble(const struct reading *r, enum dgpm_msg msg, const char *why)
{
	dgpm_diag_addf(r->diags, msg, (struct dgpm_loc){ .path = r->revision }, NULL, "%s", why);
	return -1;
}

/* What git said, its first line. */
static const char *told(const struct reading *r, int fd)
{
	char *text = dgpm_arena_alloc(r->arena, TOLD_LIMIT);
	ssize_t n = dgpm_read_at(fd, text, TOLD_LIMIT - 1, 0);

	text[n > 0 ? n : 0] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return *text != '\0' ? text : _("it gave no reason");
}

/* Run git with its input from and its output to files: nobody waits for anybody. -1 after a diagnostic. */
static int run_git(const struct reading *r, const char *const *args, int in, int out)
{
	const char *argv[MOST_ARGS + 4] = { "git", "-C", r->dir };
	int err = git_nameless(), status = 0, error;

	if (err < 0)
		return trouble(r, DGPM_MSG_IO_01, strerror(errno));
	for (int n = 3; *args != NULL; n++)
		argv[n] = *args++;
	error = git_spawn(&status, argv, environment(r->arena), (const int[]){ in, out, err });
	if (error != 0)
		error = trouble(r, DGPM_MSG_GIT_01, strerror(error));
	else if (status != 0)
		error = trouble(r, WEXITSTATUS(status) == 127 ? DGPM_MSG_GIT_01 : DGPM_MSG_GIT_02, told(r, err));
	close(err);
	return error;
}

/* What git prints, as one text; -1 after a diagnostic. */
static int ask_git(const struct reading *r, const char *const *args, struct dgpm_str *text)
{
	int out = git_nameless(), rc;

	*text = (struct dgpm_str){ NULL, 0 };
	if (out < 0)
		return trouble(r, DGPM_MSG_IO_01, strerror(errno));
	rc = run_git(r, args, -1, out);
	if (rc == 0)
		rc = lseek(out, 0, SEEK_SET) == 0
			     ? dgpm_stream_read(text, r->arena, r->diags, r->revision, out, LIST_LIMIT)
			     : trouble(r, DGPM_MSG_IO_01, strerror(errno));
	close(out);
	return rc;
}

static const char *line_of(struct dgpm_arena *arena, struct dgpm_str text)
{
	return dgpm_arena_strndup(arena, text.s, strcspn(text.s, "\n"));
}

/* One entry of `git ls-tree -r -l -z`: "100644 blob 1234abcd   56\tpath". */
struct blob {
	const char *id, *path;
	uint64_t size;
	bool link;
};

static bool parse_entry(struct dgpm_arena *arena, const char *s, struct blob *b)
{
	const char *tab = strchr(s, '\t');
	char mode[8], type[8], id[80], size[24];

	if (tab == NULL || sscanf(s, "%7s %7s %79s %23s", mode, type, id, size) != 4 || strcmp(type, "blob") != 0)
		return false;
	*b = (struct blob){ .id = dgpm_arena_strdup(arena, id), .path = tab + 1, .link = strcmp(mode, "120000") == 0,
			    .size = strtoull(size, NULL, 10) };
	return true;
}

struct blobs {
	struct blob *items;
	size_t n, cap;
};

/* Whether a file lies at or below a directory; "" is the root. */
static bool is_below(const char *path, const char *dir)
{
	return strncmp(path, dir, strlen(dir)) == 0;
}

/* The directory that is the root of the portfolio: that of `prefix`, or above it; NULL: none holds dgpm.yaml. */
static const char *find_root(struct dgpm_arena *arena, const struct blobs *all, const char *prefix)
{
	char *dir = dgpm_arena_strdup(arena, prefix);

	for (;;) {
		const char *config = dgpm_arena_cat(arena, dir, CONFIG);
		size_t n = strlen(dir);

		for (size_t i = 0; i < all->n; i++)
			if (strcmp(all->items[i].path, config) == 0)
				return dir;
		if (n == 0)
			return NULL;
		dir[n - 1] = '\0';
		dir[strrchr(dir, '/') != NULL ? (size_t)(strrchr(dir, '/') - dir) + 1 : 0] = '\0';
	}
}

static int list_blobs(const struct reading *r, struct blobs *all, const char **prefix)
{
	const char *const where[] = { "rev-parse", "--show-prefix", NULL };
	const char *const tree[] = { "rev-parse", "--verify", dgpm_arena_cat(r->arena, r->revision, "^{tree}"), NULL };
	const char *list[] = { "ls-tree", "-r", "-l", "-z", "--full-tree", NULL, NULL };
	struct dgpm_str text;

	if (*r->revision == '-')
		return trouble(r, DGPM_MSG_GIT_02, _("an option is no revision"));
	if (ask_git(r, where, &text) != 0)
		return -1;
	*prefix = line_of(r->arena, text);
	if (ask_git(r, tree, &text) != 0)
		return -1;
	list[5] = line_of(r->arena, text);
	if (ask_git(r, list, &text) != 0)
		return -1;
	for (const char *s = text.s, *end = text.s + text.n; s < end; s += strlen(s) + 1) {
		struct blob b;

		if (parse_entry(r->arena, s, &b))
			*DGPM_PUSH(r->arena, all->items, all->n, all->cap) = b;
	}
	return 0;
}

/* The directories below the root that are portfolios of their own, each with its slash. */
static struct blobs nested_roots(struct dgpm_arena *arena, const struct blobs *all, const char *root)
{
	size_t m = strlen(CONFIG);
	struct blobs found = { 0 };

	for (size_t i = 0; i < all->n; i++) {
		const char *name = all->items[i].path;
		size_t n = strlen(name);

		if (n > m + strlen(root) && is_below(name, root) && strcmp(name + n - m - 1, "/" CONFIG) == 0)
			*DGPM_PUSH(arena, found.items, found.n, found.cap) =
				(struct blob){ .path = dgpm_arena_strndup(arena, name, n - m) };
	}
	return found;
}

static const char *nested_in(const struct blobs *nested, const char *path)
{
	for (size_t i = 0; i < nested->n; i++)
		if (is_below(path, nested->items[i].path))
			return nested->items[i].path;
	return NULL;
}

static int write_list(int fd, const struct blob *const *items, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (dprintf(fd, "%s\n", items[i]->id) < 0)
			return -1;
	return lseek(fd, 0, SEEK_SET) < 0 ? -1 : 0;
}

/* Where each blob begins in what `cat-file --batch` wrote: "id blob size\n", the bytes, "\n". */
static int place_blobs(const struct reading *r, int spool, const struct blob *const *items, size_t n,
		       struct portfolio_blob *blobs)
{
	off_t at = 0;

	for (size_t i = 0; i < n; i++) {
		char head[128];
		ssize_t got = dgpm_read_at(spool, head, sizeof head - 1, at);
		char *end = got > 0 ? memchr(head, '\n', (size_t)got) : NULL, *size;

		if (end == NULL)
			return trouble(r, DGPM_MSG_GIT_02, items[i]->path);
		*end = '\0';
		size = strrchr(head, ' ');
		if (strstr(head, " blob ") == NULL)
			return trouble(r, DGPM_MSG_GIT_02, head);
		blobs[i].at = at + (end - head) + 1;
		blobs[i].size = strtoull(size + 1, NULL, 10);
		at = blobs[i].at + (off_t)blobs[i].size + 1;
	}
	return 0;
}

/* Copy the chosen blobs into one nameless file; its descriptor, or -1 after a diagnostic. */
static int spool_blobs(const struct reading *r, const struct blob *const *items, size_t n, struct portfolio_blob *blobs)
{
	static const char *const batch[] = { "cat-file", "--batch", NULL };
	int list = git_nameless(), spool, rc = -1;

	if (list < 0)
		return trouble(r, DGPM_MSG_IO_01, strerror(errno));
	spool = git_nameless();
	if (spool < 0 || write_list(list, items, n) != 0)
		(void)trouble(r, DGPM_MSG_IO_01, strerror(errno));
	else if (run_git(r, batch, list, spool) == 0)
		rc = place_blobs(r, spool, items, n, blobs);
	close(list);
	if (rc == 0)
		return spool;
	if (spool >= 0)
		close(spool);
	return -1;
}

static int cmp_blobs(const void *pa, const void *pb)
{
	return strcmp(((const struct portfolio_blob *)pa)->path, ((const struct portfolio_blob *)pb)->path);
}

/* The files that a walk of the directory would take, dgpm.yaml among them, and links, to see where they lead. */
static const struct blob **choose(const struct reading *r, const struct blobs *all, const char *root, size_t *n)
{
	const struct blob **items = dgpm_arena_array(r->arena, all->n, sizeof *items);
	struct blobs nested = nested_roots(r->arena, all, root);
	enum dgpm_file_kind kind;

	*n = 0;
	for (size_t i = 0; i < all->n; i++) {
		const struct blob *b = &all->items[i];

		if (is_below(b->path, root) && dgpm_walk_takes(b->path + strlen(root), &kind) &&
		    nested_in(&nested, b->path) == NULL)
			items[(*n)++] = b;
	}
	for (size_t i = 0; i < nested.n; i++) {
		const char *dir = nested.items[i].path + strlen(root);

		dgpm_diag_add(r->diags, DGPM_MSG_IO_11,
			      (struct dgpm_loc){ .path = dgpm_arena_strndup(r->arena, dir, strlen(dir) - 1) }, NULL);
	}
	return items;
}

/* Whether a link at `path` leads out of the portfolio, by its text: nothing can be followed here. */
static bool leads_out(const char *path, const char *target)
{
	int depth = 0;

	if (*target == '/')
		return true;
	for (; *path != '\0'; path++)
		depth += *path == '/';
	while (*target != '\0') {
		size_t n = strcspn(target, "/");

		depth += n == 2 && memcmp(target, "..", 2) == 0 ? -1 : n == 0 || (n == 1 && *target == '.') ? 0 : 1;
		if (depth < 0)
			return true;
		target += n + (target[n] == '/');
	}
	return false;
}

/* A link is passed over: what it leads to is there itself, or not in the portfolio, which is told. */
static void check_link(const struct reading *r, int spool, const struct portfolio_blob *b)
{
	char target[4096];
	ssize_t n = b->size < sizeof target ? dgpm_read_at(spool, target, b->size, b->at) : 0;

	target[n > 0 ? n : 0] = '\0';
	if (leads_out(b->path, target))
		dgpm_diag_add(r->diags, DGPM_MSG_IO_04, (struct dgpm_loc){ .path = b->path }, NULL);
}

int dgpm_portfolio_open_revision(struct dgpm_portfolio **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
				 struct dgpm_data *data, const char *dir, const char *revision)
{
	struct reading r = { arena, diags, dir, revision };
	struct blobs all = { 0 };
	struct portfolio_tree tree = { 0 };
	const char *prefix, *root;
	const struct blob **items;
	size_t n;

	*out = NULL;
	if (list_blobs(&r, &all, &prefix) != 0)
		return -1;
	root = find_root(arena, &all, prefix);
	if (root == NULL) {
		/* Who compares revisions puts the name of this one in front. */
		dgpm_diag_add(diags, DGPM_MSG_IO_14, (struct dgpm_loc){ .path = "." }, NULL);
		return -1;
	}
	items = choose(&r, &all, root, &n);
	tree.blobs = dgpm_arena_array(arena, n, sizeof *tree.blobs);
	tree.spool = spool_blobs(&r, items, n, tree.blobs);
	if (tree.spool < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		tree.blobs[tree.n] = tree.blobs[i];
		tree.blobs[tree.n].path = items[i]->path + strlen(root);
		if (items[i]->link)
			check_link(&r, tree.spool, &tree.blobs[tree.n]);
		else
			tree.n++;
	}
	dgpm_sort(tree.blobs, tree.n, sizeof *tree.blobs, cmp_blobs);
	return portfolio_open_tree(out, arena, diags, data, revision, &tree);
}
