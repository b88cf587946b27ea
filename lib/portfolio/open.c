/* Opening a portfolio: its root, its settings, its files. */
#include "portfolio/git.h"
#include "portfolio/inside.h"
#include "portfolio/repository.h"
#include "io/read.h"
#include "io/spool.h"
#include "base/i18n.h"
#include "base/list.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONFIG "dgpm.yaml"
#define MAX_UP 64

static bool is_stdin(const char *path)
{
	return strcmp(path, "-") == 0;
}

struct dgpm_arena *dgpm_portfolio_keep(struct dgpm_portfolio *p)
{
	return *DGPM_PUSH(p->arena, p->keeps, p->n_keeps, p->cap_keeps) = dgpm_arena_like(p->arena);
}

/* The name under which the spooled standard input can be opened again. */
static const char *real_path(const struct dgpm_portfolio *p, const char *path, char buf[40])
{
	if (p->spool < 0 || strcmp(path, p->stdin_name) != 0)
		return path;
	snprintf(buf, 40, "/proc/self/fd/%d", p->spool);
	return buf;
}

static int cmp_blob(const void *key, const void *item)
{
	return strcmp(key, ((const struct portfolio_blob *)item)->path);
}

static const struct portfolio_blob *find_blob(const struct dgpm_portfolio *p, const char *path)
{
	return bsearch(path, p->tree.blobs, p->tree.n, sizeof *p->tree.blobs, cmp_blob);
}

static int read_blob(const struct dgpm_portfolio *p, struct dgpm_str *out, struct dgpm_arena *arena,
		     struct dgpm_diags *diags, const char *path, size_t limit)
{
	const struct portfolio_blob *b = find_blob(p, path);
	struct dgpm_loc at = { .path = path };
	char *text;
	ssize_t got;

	*out = (struct dgpm_str){ 0 };
	/* Only dgpm.yaml is asked for without having been listed: as a link. */
	if (b == NULL) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, at, NULL, "%s",
			       _("it is a symbolic link, and none is followed in a revision"));
		return -1;
	}
	if (b->size > limit) {
		dgpm_diag_add(diags, DGPM_MSG_IO_03, at, NULL);
		return -1;
	}
	text = dgpm_arena_alloc(arena, (size_t)b->size + 1);
	got = dgpm_read_at(p->tree.spool, text, (size_t)b->size, b->at);
	if (got != (ssize_t)b->size) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, at, NULL, "%s", strerror(got < 0 ? errno : EIO));
		return -1;
	}
	text[b->size] = '\0';
	*out = (struct dgpm_str){ text, (size_t)b->size };
	return 0;
}

/* A stream begins at its beginning and ends at its end: a part of a file is copied to a nameless one of its own. */
static int open_blob(const struct dgpm_portfolio *p, struct dgpm_diags *diags, const char *path)
{
	const struct portfolio_blob *b = find_blob(p, path);
	int fd = git_nameless();
	off_t at = b->at, end = at + (off_t)b->size;
	char buf[1 << 16];

	while (fd >= 0 && at < end) {
		size_t want = end - at < (off_t)sizeof buf ? (size_t)(end - at) : sizeof buf;
		ssize_t got = dgpm_read_at(p->tree.spool, buf, want, at);

		errno = got > 0 ? ENOSPC : got < 0 ? errno : EIO;
		if (got <= 0 || write(fd, buf, (size_t)got) != got) {
			close(fd);
			fd = -1;
		}
		at += got;
	}
	if (fd < 0 || lseek(fd, 0, SEEK_SET) < 0)
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = path }, NULL, "%s", strerror(errno));
	return fd;
}

int portfolio_read(const struct dgpm_portfolio *p, struct dgpm_str *out, struct dgpm_arena *arena,
		   struct dgpm_diags *diags, const char *path, size_t limit)
{
	char buf[40];

	if (p->root_fd < 0)
		return read_blob(p, out, arena, diags, path, limit);
	return dgpm_file_read(out, arena, diags, path, p->root_fd, real_path(p, path, buf), limit);
}

int portfolio_open(const struct dgpm_portfolio *p, struct dgpm_diags *diags, const char *path)
{
	char buf[40];
	int fd;

	if (p->root_fd < 0)
		return open_blob(p, diags, path);
	fd = openat(p->root_fd, real_path(p, path, buf), O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = path }, NULL, "%s", strerror(errno));
	return fd;
}

static void add_stdin(struct dgpm_portfolio *p)
{
	struct stat st;
	enum dgpm_file_kind kind;
	size_t kept = 0;

	/* A name says what it is, and stands for the file of that name. */
	if (is_stdin(p->stdin_name) || !dgpm_walk_takes(p->stdin_name, &kind))
		kind = dgpm_file_kind_of(p->spool);
	for (size_t i = 0; i < p->files.n; i++)
		if (strcmp(p->files.items[i].path, p->stdin_name) != 0)
			p->files.items[kept++] = p->files.items[i];
	p->files.n = kept;
	*DGPM_PUSH(p->arena, p->files.items, p->files.n, p->files.cap) = (struct dgpm_file){
		.path = p->stdin_name,
		.kind = kind,
		.size = fstat(p->spool, &st) == 0 ? (uint64_t)st.st_size : 0,
	};
}

/* The nearest directory upward that holds dgpm.yaml, as a path; NULL: none. */
static const char *find_root(struct dgpm_arena *arena, const char *dir)
{
	const char *at = dgpm_arena_strdup(arena, dir);
	struct stat st, here, above;

	for (int i = 0; i < MAX_UP; i++) {
		const char *up = dgpm_arena_printf(arena, "%s/..", at);

		/* What is there and cannot be read is told when it is opened, and not passed over. */
		if (lstat(dgpm_arena_printf(arena, "%s/%s", at, CONFIG), &st) == 0 ||
		    (errno != ENOENT && errno != ENOTDIR && errno != EACCES))
			return at;
		if (stat(at, &here) != 0 || stat(up, &above) != 0 ||
		    (here.st_ino == above.st_ino && here.st_dev == above.st_dev))
			break;
		at = up;
	}
	return NULL;
}

const char *dgpm_portfolio_above(struct dgpm_arena *arena, const char *dir)
{
	return find_root(arena, dir);
}

bool dgpm_portfolio_is_at(struct dgpm_arena *arena, const char *dir)
{
	return find_root(arena, dir) != NULL;
}

void dgpm_portfolio_defaults(struct dgpm_defaults *out, struct dgpm_arena *arena, const char *dir)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	struct dgpm_diags *ignored = dgpm_diags_new(arena);
	const char *root = find_root(arena, dir), *path;
	const struct dgpm_node *doc = NULL, *defaults;
	struct dgpm_str text;

	*out = (struct dgpm_defaults){ 0 };
	if (root == NULL)
		return;
	path = dgpm_arena_printf(arena, "%s/%s", root, CONFIG);
	if (dgpm_file_read(&text, arena, ignored, CONFIG, AT_FDCWD, path, limits.bytes) != 0 ||
	    dgpm_doc_parse(&doc, arena, ignored, CONFIG, text, &limits) != 0)
		return;
	defaults = dgpm_node_get(doc, "defaults");
	out->lang = dgpm_node_cstr(dgpm_node_get(defaults, "lang"));
	out->unit = dgpm_node_cstr(dgpm_node_get(defaults, "unit"));
	if (!dgpm_node_int(dgpm_node_get(defaults, "width"), &out->width))
		out->width = 0;
}

/* A fault in the settings is told, and what can be read goes on: the status is 2 all the same. */
static void take_config(struct dgpm_portfolio *p, struct dgpm_diags *diags, struct dgpm_str text)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct dgpm_schema *schema = dgpm_data_schema(p->data, diags, "portfolio");
	struct dgpm_schema_run *run;

	if (schema != NULL && dgpm_doc_parse(&p->config, p->arena, diags, CONFIG, text, &limits) == 0) {
		run = dgpm_schema_run_new(p->arena);
		dgpm_schema_check(run, schema, p->config, CONFIG, DGPM_FATAL, diags);
		dgpm_schema_run_free(run);
	}
}

static void read_config(struct dgpm_portfolio *p, struct dgpm_diags *diags, const char *root)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct dgpm_str text;

	if (fd < 0)
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = root }, NULL, "%s", strerror(errno));
	else if (dgpm_file_read(&text, p->arena, diags, CONFIG, fd, CONFIG, limits.bytes) == 0)
		take_config(p, diags, text);
	if (fd >= 0)
		close(fd);
}

static int load_organizations(struct dgpm_portfolio *p, struct dgpm_diags *diags)
{
	const struct dgpm_node *own = NULL;
	uint32_t n = dgpm_node_items(p->config, "organizations", &own);

	p->organizations = dgpm_data_organizations(p->data, diags);
	if (p->organizations == NULL)
		return -1;
	for (uint32_t i = 0; i < n; i++)
		(void)!dgpm_organizations_add(p->organizations, diags, &own[i], CONFIG);
	return 0;
}

/* What dgpm.yaml says to pass over, and dgpm.yaml itself. */
static const char **ignored(const struct dgpm_portfolio *p, size_t *n)
{
	const struct dgpm_node *list = NULL;
	uint32_t all = dgpm_node_items(p->config, "ignore", &list);
	const char **ignore = dgpm_arena_array(p->arena, all + p->n_exclude + 1, sizeof *ignore);

	*n = 0;
	for (size_t i = 0; i < all; i++) {
		ignore[*n] = dgpm_node_cstr(&list[i]);
		*n += ignore[*n] != NULL;
	}
	for (size_t i = 0; i < p->n_exclude; i++)
		ignore[(*n)++] = p->exclude[i];
	ignore[(*n)++] = CONFIG;
	return ignore;
}

static void walk_root(struct dgpm_portfolio *p, struct dgpm_diags *diags)
{
	size_t n;
	const char **ignore = ignored(p, &n);

	dgpm_walk(&p->files, p->arena, diags, p->root_fd, ".", ignore, n);
}

int portfolio_open_tree(struct dgpm_portfolio **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			struct dgpm_data *data, const char *name, const struct portfolio_tree *tree)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	struct dgpm_portfolio *p = dgpm_arena_array(arena, 1, sizeof *p);
	size_t faults = dgpm_diags_count(diags), n;
	const char **ignore;
	struct dgpm_str text;

	*out = NULL;
	*p = (struct dgpm_portfolio){ .arena = arena, .data = data, .dir = name, .root_fd = -1, .spool = -1,
				      .stdin_name = "-", .tree = *tree };
	if (portfolio_read(p, &text, arena, diags, CONFIG, limits.bytes) == 0)
		take_config(p, diags, text);
	if (load_organizations(p, diags) != 0) {
		dgpm_portfolio_close(p);
		return -1;
	}
	p->config_broken = dgpm_diags_count(diags) != faults;
	ignore = ignored(p, &n);
	for (size_t i = 0; i < tree->n; i++)
		dgpm_walk_add(&p->files, arena, tree->blobs[i].path, tree->blobs[i].size, ignore, n);
	dgpm_files_sort(&p->files);
	p->kinds = dgpm_arena_array(arena, p->files.n, sizeof *p->kinds);
	*out = p;
	return 0;
}

/* A path seen from `dir` as it is seen from the root, "" the root itself; NULL: it lies outside or is not there. */
static const char *below_root(struct dgpm_arena *arena, struct dgpm_diags *diags, const char *root, const char *dir,
			      const char *path)
{
	const char *full = path[0] == '/' ? path : dgpm_arena_printf(arena, "%s/%s", dir, path);
	const char *real = dgpm_repository_real(arena, diags, full), *top = dgpm_repository_real(arena, diags, root);
	size_t n = top != NULL ? strlen(top) : 0;

	if (real == NULL || top == NULL || strncmp(real, top, n) != 0 || (real[n] != '/' && real[n] != '\0'))
		return NULL;
	return real[n] == '/' ? real + n + 1 : "";
}

/* What is below a path that was named. */
static void count_below(const struct dgpm_portfolio *p, const char *path, size_t *cards, size_t *ledgers)
{
	struct dgpm_portfolio one = { .selected = &path, .n_selected = 1 };

	*cards = *ledgers = 0;
	for (size_t i = 0; i < p->files.n; i++)
		if (portfolio_path_selected(&one, p->files.items[i].path))
			++*(p->files.items[i].kind == DGPM_FILE_YAML ? cards : ledgers);
}

/*
 * The paths named as parts of the portfolio that was walked: cards are selected, of ledgers only those named stay.
 * False where one of them is no part of it.
 */
static bool select_parts(struct dgpm_portfolio *p, struct dgpm_diags *diags, const char *root, const char *dir,
			 const char *const *paths, size_t n_paths)
{
	const char **ledgers = dgpm_arena_array(p->arena, n_paths, sizeof *ledgers);
	struct dgpm_portfolio only = { .selected = ledgers };
	enum dgpm_file_kind kind;
	size_t n = 0, kept = 0;
	bool rows = false;

	p->selected = dgpm_arena_array(p->arena, n_paths + 1, sizeof *p->selected);
	for (size_t i = 0; i < n_paths; i++) {
		const char *path = is_stdin(paths[i]) ? NULL : below_root(p->arena, diags, root, dir, paths[i]);
		size_t cards, csv;

		if (is_stdin(paths[i])) {
			/* Only a ledger stands in place of the others. */
			rows = is_stdin(p->stdin_name) || !dgpm_walk_takes(p->stdin_name, &kind) ||
			       kind == DGPM_FILE_CSV;
			continue;
		}
		if (path == NULL)
			return false;
		count_below(p, path, &cards, &csv);
		if (cards == 0 && csv == 0)
			return false;
		if (cards != 0)
			p->selected[n++] = path;
		else
			ledgers[only.n_selected++] = path;
	}
	p->n_selected = n;
	if (only.n_selected == 0 && !rows)
		return true;
	for (size_t i = 0; i < p->files.n; i++)
		if (p->files.items[i].kind == DGPM_FILE_YAML ||
		    (only.n_selected != 0 && portfolio_path_selected(&only, p->files.items[i].path)))
			p->files.items[kept++] = p->files.items[i];
	p->files.n = kept;
	return true;
}

static int spool_stdin(struct dgpm_portfolio *p, struct dgpm_diags *diags)
{
	p->spool = dgpm_spool(diags, STDIN_FILENO, p->stdin_name);
	return p->spool >= 0 ? 0 : -1;
}

/* Standard input where it is named: a ledger is read beside those named, a card is one that the report is about. */
static void take_stdin(struct dgpm_portfolio *p, struct dgpm_diags *diags, const char *const *paths, size_t n_paths)
{
	for (size_t i = 0; i < n_paths && p->spool < 0; i++) {
		if (!is_stdin(paths[i]) || spool_stdin(p, diags) != 0)
			continue;
		add_stdin(p);
		if (p->files.items[p->files.n - 1].kind == DGPM_FILE_YAML)
			p->selected[p->n_selected++] = p->stdin_name;
	}
}

static void take_named(struct dgpm_portfolio *p, struct dgpm_diags *diags, const char *const *paths, size_t n_paths)
{
	for (size_t i = 0; i < n_paths; i++) {
		if (!is_stdin(paths[i])) {
			/* Told by a diagnostic; the others are still read. */
			size_t before = p->files.n, told = dgpm_diags_count(diags);

			if (dgpm_walk_named(&p->files, p->arena, diags, p->root_fd, paths[i]) == 0 &&
			    p->files.n == before && dgpm_diags_count(diags) == told)
				dgpm_diag_add(diags, DGPM_MSG_IO_06, (struct dgpm_loc){ .path = paths[i] }, NULL);
		} else if (p->spool < 0 && spool_stdin(p, diags) == 0) {
			add_stdin(p);
		}
	}
}

/* Of what was named, what --exclude names too. */
static void leave_out(struct dgpm_portfolio *p)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->files.n; i++)
		if (!dgpm_path_is_among(p->exclude, p->n_exclude, p->files.items[i].path))
			p->files.items[kept++] = p->files.items[i];
	p->files.n = kept;
}

/* The directory that paths are seen from; -1 after a diagnostic. */
static int open_dir(struct dgpm_portfolio *p, struct dgpm_diags *diags, const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = dir }, NULL, "%s", strerror(errno));
		return -1;
	}
	if (p->root_fd >= 0)
		close(p->root_fd);
	p->root_fd = fd;
	p->dir = dir;
	return 0;
}

/* The whole tree, and of it what is named. False where that is no part of it: then it is read alone. */
static bool open_whole(struct dgpm_portfolio *p, struct dgpm_diags *diags, const char *root, const char *dir,
		       const char *const *paths, size_t n_paths)
{
	struct dgpm_diags *told = dgpm_diags_new(p->arena);

	walk_root(p, n_paths == 0 ? diags : told);
	if (n_paths == 0)
		return true;
	if (select_parts(p, diags, root, dir, paths, n_paths)) {
		dgpm_diags_adopt(diags, told);
		take_stdin(p, diags, paths, n_paths);
		return true;
	}
	p->files.n = 0;
	p->n_selected = 0;
	return false;
}

/* The name of standard input as the files of the tree are named, also where there is no such file yet. */
static const char *name_stdin(struct dgpm_arena *arena, struct dgpm_diags *diags, const char *root, const char *dir,
			      const char *name)
{
	const char *below = name != NULL && root != NULL ? below_root(arena, diags, root, dir, name) : NULL;

	return name == NULL ? "-" : below != NULL && *below != '\0' ? below : name;
}

int dgpm_portfolio_open_how(struct dgpm_portfolio **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			    struct dgpm_data *data, const char *dir, const char *const *paths, size_t n_paths,
			    const struct dgpm_portfolio_how *how)
{
	struct dgpm_portfolio *p = dgpm_arena_array(arena, 1, sizeof *p);
	const char *root = find_root(arena, dir);
	bool whole = root != NULL && (n_paths == 0 || how->part);
	size_t faults;

	*out = NULL;
	*p = (struct dgpm_portfolio){ .arena = arena, .data = data, .spool = -1, .root_fd = -1,
				      .stdin_name = name_stdin(arena, diags, whole ? root : NULL, dir, how->stdin_name),
				      .exclude = how->exclude, .n_exclude = how->n_exclude };
	if (open_dir(p, diags, whole ? root : dir) != 0)
		return -1;
	faults = dgpm_diags_count(diags);
	if (root != NULL)
		read_config(p, diags, root);
	if (load_organizations(p, diags) != 0) {
		dgpm_portfolio_close(p);
		return -1;
	}
	p->config_broken = dgpm_diags_count(diags) != faults;
	if (whole && !open_whole(p, diags, root, dir, paths, n_paths))
		whole = false;
	p->named = !whole && n_paths != 0;
	if (p->named && p->dir != dir && open_dir(p, diags, dir) != 0) {
		dgpm_portfolio_close(p);
		return -1;
	}
	if (p->named) {
		take_named(p, diags, paths, n_paths);
		leave_out(p);
	}
	else if (root == NULL)
		dgpm_diag_add(diags, DGPM_MSG_IO_14, (struct dgpm_loc){ .path = dir }, NULL);
	dgpm_files_sort(&p->files);
	p->kinds = dgpm_arena_array(arena, p->files.n, sizeof *p->kinds);
	*out = p;
	return 0;
}

int dgpm_portfolio_open(struct dgpm_portfolio **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			struct dgpm_data *data, const char *dir, const char *const *paths, size_t n_paths)
{
	return dgpm_portfolio_open_how(out, arena, diags, data, dir, paths, n_paths,
				       &(struct dgpm_portfolio_how){ 0 });
}

void dgpm_portfolio_close(struct dgpm_portfolio *p)
{
	for (size_t i = 0; i < p->n_keeps; i++)
		dgpm_arena_free(p->keeps[i]);
	p->n_keeps = 0;
	if (p->spool >= 0)
		close(p->spool);
	if (p->root_fd >= 0)
		close(p->root_fd);
	else
		close(p->tree.spool);
}

const char *dgpm_portfolio_dir(const struct dgpm_portfolio *p)
{
	return p->dir;
}

struct dgpm_data *dgpm_portfolio_data(const struct dgpm_portfolio *p)
{
	return p->data;
}

const struct dgpm_node *dgpm_portfolio_config(const struct dgpm_portfolio *p)
{
	return p->config;
}

int dgpm_portfolio_root(const struct dgpm_portfolio *p)
{
	return p->root_fd;
}

bool dgpm_portfolio_is_net(const struct dgpm_portfolio *p)
{
	return dgpm_str_is(dgpm_node_str(dgpm_node_get(dgpm_portfolio_config(p), "total_basis")), "net");
}

bool dgpm_portfolio_config_broken(const struct dgpm_portfolio *p)
{
	return p->config_broken;
}

bool dgpm_portfolio_is_named(const struct dgpm_portfolio *p)
{
	return p->named;
}

const struct dgpm_organizations *dgpm_portfolio_organizations(const struct dgpm_portfolio *p)
{
	return p->organizations;
}

void dgpm_portfolio_check_empty(const struct dgpm_portfolio *p, struct dgpm_diags *diags,
				const struct dgpm_cards_stats *cards, const struct dgpm_ledgers_stats *ledgers)
{
	if (cards->n_read == 0 && cards->n_left_out == 0 &&
	    (ledgers == NULL || (ledgers->rows_read == 0 && ledgers->rows_left_out == 0)) &&
	    dgpm_diags_count_of(diags, DGPM_FATAL) == 0)
		dgpm_diag_add(diags, DGPM_MSG_IO_06, (struct dgpm_loc){ .path = p->dir }, NULL);
}

size_t dgpm_portfolio_n_files(const struct dgpm_portfolio *p, enum dgpm_file_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < p->files.n; i++)
		n += p->files.items[i].kind == kind;
	return n;
}

uint64_t dgpm_portfolio_bytes(const struct dgpm_portfolio *p, enum dgpm_file_kind kind)
{
	uint64_t n = 0;

	for (size_t i = 0; i < p->files.n; i++)
		if (p->files.items[i].kind == kind)
			n += p->files.items[i].size;
	return n;
}
