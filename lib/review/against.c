/* Any YAML or JSON documents against any JSON Schema, shared out to threads. */
#include "base/list.h"
#include "base/text.h"
#include "base/threads.h"
#include "io/read.h"
#include "review/validate.h"

#include <errno.h>
#include <stdatomic.h>
#include <sys/stat.h>

#define METASCHEMA "https://json-schema.org/draft/2020-12/"

static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;

/* --- documents that the schema refers to --- */

/* What a walk calls a path. */
static const char *plain(struct dgpm_arena *a, const char *path)
{
	size_t n;

	while (path[0] == '.' && path[1] == '/')
		path += 2 + strspn(path + 2, "/");
	n = strlen(path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	return n == 0 ? "." : dgpm_arena_strndup(a, path, n);
}

/* One of the folder; `id` NULL: it has none, or could not be read. */
struct neighbour {
	const char *path;
	const char *id;
	const struct dgpm_node *root;
};

struct neighbours {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	struct dgpm_data *data;
	const struct dgpm_against *how;
	struct neighbour *items;
	size_t n, cap;
	bool looked; /* the folder was read: only a schema that asks has it read */
};

/* Nobody may have asked for what cannot be read there: that is told when somebody does. */
static void read_folder(struct neighbours *f)
{
	struct dgpm_files files = { 0 };
	struct dgpm_diags *untold = dgpm_diags_new(f->arena);

	f->looked = true;
	if (f->how->schema_dir == NULL)
		return;
	dgpm_walk(&files, f->arena, f->diags, f->how->dir_fd, plain(f->arena, f->how->schema_dir), NULL, 0);
	for (size_t i = 0; i < files.n; i++) {
		const struct dgpm_node *root = NULL;
		const char *path = files.items[i].path;
		struct dgpm_str text;

		if (files.items[i].kind != DGPM_FILE_YAML)
			continue;
		if (dgpm_file_read(&text, f->arena, untold, path, f->how->dir_fd, path, limits.bytes) == 0)
			(void)!dgpm_doc_parse(&root, f->arena, untold, path, text, &limits);
		*DGPM_PUSH(f->arena, f->items, f->n, f->cap) =
			(struct neighbour){ path, dgpm_node_cstr(dgpm_node_get(root, "$id")), root };
	}
}

/* The path of a URI: what stands behind its authority. */
static struct dgpm_str path_of(struct dgpm_str uri)
{
	const char *end = uri.s + uri.n, *p = memmem(uri.s, uri.n, "://", 3);

	if (p != NULL)
		p = memchr(p + 3, '/', (size_t)(end - p) - 3);
	else
		p = uri.s;
	if (p == NULL)
		return (struct dgpm_str){ end, 0 };
	p += *p == '/';
	return (struct dgpm_str){ p, (size_t)(end - p) };
}

static bool is_file_of(const struct neighbours *f, const struct neighbour *one, struct dgpm_str path)
{
	static const char *const ends[] = { "", ".json", ".yaml", ".yml" };
	const char *name, *dir = plain(f->arena, f->how->schema_dir);
	size_t n = strlen(dir);

	name = strncmp(one->path, dir, n) == 0 && one->path[n] == '/' ? one->path + n + 1 : one->path;
	for (size_t i = 0; path.n != 0 && i < DGPM_COUNT(ends); i++)
		if (strncmp(name, path.s, path.n) == 0 && strcmp(name + path.n, ends[i]) == 0)
			return true;
	return false;
}

static bool take(struct neighbours *f, struct dgpm_schema_doc *out, const struct neighbour *one)
{
	const struct dgpm_node *again;
	struct dgpm_str text;

	if (one->root == NULL) {
		/* Read once more for what is wrong with it. */
		if (dgpm_file_read(&text, f->arena, f->diags, one->path, f->how->dir_fd, one->path, limits.bytes) == 0)
			(void)!dgpm_doc_parse(&again, f->arena, f->diags, one->path, text, &limits);
		return false;
	}
	*out = (struct dgpm_schema_doc){ one->root, one->path };
	return true;
}

/* The documents of the official metaschema, by their $id. */
static bool find_official(struct neighbours *f, struct dgpm_schema_doc *out, struct dgpm_str uri)
{
	const char *const *names;
	size_t n;

	if (uri.n < strlen(METASCHEMA) || memcmp(uri.s, METASCHEMA, strlen(METASCHEMA)) != 0)
		return false;
	names = dgpm_data_list(f->data, f->diags, "metaschema", ".json", &n);
	for (size_t i = 0; i < n; i++) {
		const struct dgpm_node *node = dgpm_data_doc(f->data, f->diags, names[i]);

		if (dgpm_str_eq(dgpm_node_str(dgpm_node_get(node, "$id")), uri)) {
			*out = (struct dgpm_schema_doc){ node, names[i] };
			return true;
		}
	}
	return false;
}

static bool find(void *ctx, struct dgpm_schema_doc *out, struct dgpm_str uri)
{
	struct neighbours *f = ctx;

	if (find_official(f, out, uri))
		return true;
	if (!f->looked)
		read_folder(f);
	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].id != NULL && dgpm_str_is(uri, f->items[i].id))
			return take(f, out, &f->items[i]);
	for (size_t i = 0; i < f->n; i++)
		if (is_file_of(f, &f->items[i], path_of(uri)))
			return take(f, out, &f->items[i]);
	return false;
}

/* --- documents that are held against it --- */

struct pass {
	const struct dgpm_against *how;
	const struct dgpm_schema *schema;
	const char *const *paths;
	size_t n_paths;
	atomic_size_t next;
	struct worker {
		struct dgpm_arena *keep, *scratch;
		struct dgpm_diags *diags;
		struct dgpm_against_stats stats;
	} *workers;
};

static int read_text(struct dgpm_str *text, struct worker *w, const struct dgpm_against *how, const char *path)
{
	return strcmp(path, "-") == 0
		       ? dgpm_stream_read(text, w->scratch, w->diags, path, how->stdin_fd, limits.bytes)
		       : dgpm_file_read(text, w->scratch, w->diags, path, how->dir_fd, path, limits.bytes);
}

static void work(void *ctx, unsigned index)
{
	struct pass *pass = ctx;
	struct worker *w = &pass->workers[index];
	struct dgpm_schema_run *run = dgpm_schema_run_new(w->keep);
	size_t i;

	while ((i = atomic_fetch_add(&pass->next, 1)) < pass->n_paths) {
		const char *path = pass->paths[i];
		const struct dgpm_node *docs;
		struct dgpm_str text;
		size_t n;

		if (read_text(&text, w, pass->how, path) == 0 &&
		    dgpm_docs_parse(&docs, &n, w->scratch, w->diags, path, text, &limits) == 0) {
			for (size_t k = 0; k < n; k++)
				dgpm_schema_check(run, pass->schema, &docs[k], path, DGPM_ERROR, w->diags);
			w->stats.n_documents += n;
			w->stats.n_files++;
		}
		dgpm_arena_reset(w->scratch);
	}
	dgpm_schema_run_free(run);
}

static void check_all(struct dgpm_against_stats *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      struct pass *pass)
{
	unsigned threads = pass->how->threads;

	if (threads < 1)
		threads = 1;
	if (threads > DGPM_THREADS_MAX)
		threads = DGPM_THREADS_MAX;
	if (threads > pass->n_paths)
		threads = (unsigned)pass->n_paths;
	pass->workers = dgpm_arena_array(arena, threads, sizeof *pass->workers);
	for (unsigned i = 0; i < threads; i++) {
		pass->workers[i].keep = dgpm_arena_like(arena);
		pass->workers[i].scratch = dgpm_arena_like(arena);
		pass->workers[i].diags = dgpm_diags_new(pass->workers[i].keep);
	}
	dgpm_parallel(threads, work, pass);
	for (unsigned i = 0; i < threads; i++) {
		struct worker *w = &pass->workers[i];

		dgpm_diags_merge(diags, w->diags);
		out->n_documents += w->stats.n_documents;
		out->n_files += w->stats.n_files;
		dgpm_arena_free(w->scratch);
		dgpm_arena_free(w->keep);
	}
}

/* --- which files --- */

struct list {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	const struct dgpm_against *how;
	const char **paths;
	size_t n, cap;
};

/* A folder is no place to hold its own schema against itself. */
static void add_folder(struct list *l, const char *path)
{
	const char *ignore[2] = { plain(l->arena, l->how->schema),
				  l->how->schema_dir != NULL ? plain(l->arena, l->how->schema_dir) : NULL };
	struct dgpm_files files = { 0 };

	dgpm_walk(&files, l->arena, l->diags, l->how->dir_fd, plain(l->arena, path), ignore,
		  ignore[1] != NULL && strcmp(ignore[1], ".") != 0 ? 2 : 1);
	for (size_t i = 0; i < files.n; i++)
		if (files.items[i].kind == DGPM_FILE_YAML)
			*DGPM_PUSH(l->arena, l->paths, l->n, l->cap) = files.items[i].path;
}

static void list_files(struct list *l)
{
	size_t kept = 0;
	struct stat st;

	for (size_t i = 0; i < l->how->n_paths; i++) {
		const char *path = l->how->paths[i];

		if (strcmp(path, "-") != 0 && fstatat(l->how->dir_fd, path, &st, 0) == 0 && S_ISDIR(st.st_mode))
			add_folder(l, path);
		else
			*DGPM_PUSH(l->arena, l->paths, l->n, l->cap) = path;
	}
	for (size_t i = 0; i < l->how->n_files; i++) {
		enum dgpm_file_kind kind = DGPM_FILE_CSV;

		if (dgpm_walk_takes(l->how->files[i], &kind) && kind == DGPM_FILE_YAML &&
		    fstatat(l->how->dir_fd, l->how->files[i], &st, 0) == 0)
			*DGPM_PUSH(l->arena, l->paths, l->n, l->cap) = l->how->files[i];
	}
	dgpm_texts_sort(l->paths, l->n);
	for (size_t i = 0; i < l->n; i++) /* a file that is named twice is held once */
		if (kept == 0 || strcmp(l->paths[kept - 1], l->paths[i]) != 0)
			l->paths[kept++] = l->paths[i];
	l->n = kept;
}

/* Nobody may ask for a document of it: a folder that is not there would go unsaid. */
static bool is_folder(const struct dgpm_against *how, struct dgpm_diags *diags)
{
	struct stat st;
	int error = 0;

	if (how->schema_dir == NULL)
		return true;
	if (fstatat(how->dir_fd, how->schema_dir, &st, 0) != 0)
		error = errno;
	else if (!S_ISDIR(st.st_mode))
		error = ENOTDIR;
	if (error != 0)
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = how->schema_dir }, NULL, "%s",
			       strerror(error));
	return error == 0;
}

int dgpm_validate_against(struct dgpm_against_stats *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			  struct dgpm_data *data, const struct dgpm_against *how)
{
	struct neighbours neighbours = { .arena = arena, .diags = diags, .data = data, .how = how };
	struct dgpm_schema_how schema_how = { .assert_format = how->assert_format, .lax_keywords = true,
					      .lang = dgpm_data_lang(data), .find = find, .find_ctx = &neighbours };
	struct list list = { .arena = arena, .diags = diags, .how = how };
	struct pass pass = { .how = how };
	const struct dgpm_node *root;
	struct dgpm_str text;

	*out = (struct dgpm_against_stats){ 0 };
	if (!is_folder(how, diags) ||
	    dgpm_file_read(&text, arena, diags, how->schema, how->dir_fd, how->schema, limits.bytes) != 0 ||
	    dgpm_doc_parse(&root, arena, diags, how->schema, text, &limits) != 0 ||
	    dgpm_schema_compile(&pass.schema, arena, diags, root, how->schema, &schema_how) != 0)
		return -1;
	list_files(&list);
	pass.paths = list.paths;
	pass.n_paths = list.n;
	if (list.n != 0)
		check_all(out, arena, diags, &pass);
	else if (how->n_paths != 0)
		dgpm_diag_add(diags, DGPM_MSG_IO_06, (struct dgpm_loc){ 0 }, NULL);
	dgpm_schema_close(pass.schema);
	return 0;
}
