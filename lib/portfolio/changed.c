/* Files that were named or that git knows as changed, and the projects they touch. */
#include "portfolio/changed.h"
#include "base/i18n.h"
#include "base/list.h"
#include "base/text.h"
#include "io/read.h"
#include "portfolio/git.h"
#include "portfolio/inside.h"
#include "portfolio/repository.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define CONFIG "dgpm.yaml"
#define HEAD 65536

struct gathering {
	struct dgpm_arena *arena;
	struct dgpm_portfolio *p;
	struct dgpm_diags *diags;
	const char *portfolio, *repository; /* real paths; NULL: there is none */
	const char *since;                  /* a commit; NULL: not asked for */
	struct dgpm_changed *out;
	const char **paths, **ids;
	const struct dgpm_organization **organizations;
	size_t n_paths, cap_paths, n_ids, cap_ids, n_organizations, cap_organizations;
};

#define LIST_LIMIT ((size_t)64 << 20)

static int read_all(struct dgpm_str *out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *list)
{
	int fd, rc;

	if (strcmp(list, "-") == 0)
		return dgpm_stream_read(out, arena, diags, list, STDIN_FILENO, LIST_LIMIT);
	fd = open(list, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = list }, NULL, "%s", strerror(errno));
		return -1;
	}
	rc = dgpm_stream_read(out, arena, diags, list, fd, LIST_LIMIT);
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


/* Inside of a directory: the path as seen from it; NULL: elsewhere. */
static const char *below(const char *path, const char *dir)
{
	size_t n = dir != NULL ? strlen(dir) : 0;

	if (dir == NULL)
		return NULL;
	if (n == 1)
		return path + 1;
	return strncmp(path, dir, n) == 0 && path[n] == '/' ? path + n + 1 : NULL;
}

static void add_id(struct gathering *g, struct dgpm_str id)
{
	/* Rows of one project mostly stand together. */
	if (id.s == NULL || (g->n_ids != 0 && dgpm_str_is(id, g->ids[g->n_ids - 1])))
		return;
	*DGPM_PUSH(g->arena, g->ids, g->n_ids, g->cap_ids) = dgpm_arena_str(g->arena, id).s;
}

static void add_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	(void)worker;
	add_id(ctx, row->project_id);
}

static bool is_ledger(struct dgpm_arena *scratch, int fd)
{
	char *head = dgpm_arena_alloc(scratch, HEAD);
	ssize_t n = dgpm_read_at(fd, head, HEAD, 0);
	const char *end;

	while (n > 0 && (*head == '\n' || *head == '\r')) {
		head++;
		n--;
	}
	end = n > 0 ? memchr(head, '\n', (size_t)n) : NULL;
	return n > 0 &&
	       dgpm_ledger_header_is((struct dgpm_str){ head, end != NULL ? (size_t)(end - head) : (size_t)n });
}

/* The projects of a plan, and whose plan it is: their other projects are then not in it. */
static void take_plan(struct gathering *g, const struct dgpm_node *plan)
{
	const struct dgpm_node *measures = NULL;
	uint32_t n = dgpm_node_items(plan, "measures", &measures);
	const struct dgpm_organization *o =
		dgpm_organizations_find(g->p->organizations, dgpm_node_str(dgpm_node_get(plan, "organization")));

	if (o != NULL)
		*DGPM_PUSH(g->arena, g->organizations, g->n_organizations, g->cap_organizations) = o;
	for (uint32_t i = 0; i < n; i++)
		add_id(g, dgpm_node_str(dgpm_node_get(&measures[i], "project_id")));
}

/* One state of a file. What is wrong with it as it is now is told by who reads it; as it was, nobody asks. */
static void take_content(struct gathering *g, const char *path, int fd)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	struct dgpm_diags *untold = dgpm_diags_new(g->arena);
	struct dgpm_ledger_how how = { .row = add_row, .ctx = g };
	struct dgpm_arena *scratch = dgpm_arena_like(g->arena);
	struct dgpm_ledger_stats stats;
	const struct dgpm_node *root;
	struct dgpm_str text, kind;

	if (is_ledger(scratch, fd)) {
		(void)!dgpm_ledger_read(&stats, NULL, scratch, untold, path, fd, &how);
	} else if (dgpm_stream_read(&text, scratch, untold, path, fd, limits.bytes) == 0 &&
		   memmem(text.s, text.n, "dgpm/", 5) != NULL &&
		   dgpm_doc_parse(&root, scratch, untold, path, text, &limits) == 0) {
		kind = dgpm_node_str(dgpm_node_get(root, "schema"));
		g->out->all |= dgpm_str_is(kind, "dgpm/rules@1") || dgpm_str_is(kind, "dgpm/portfolio@1");
		if (dgpm_str_is(kind, "dgpm/plan@1"))
			take_plan(g, root);
	}
	dgpm_arena_free(scratch);
}

static const char *commit(const struct gathering *g, const char *text)
{
	const char *name = dgpm_arena_cat(g->arena, text, "^{commit}");
	struct dgpm_str line;

	if (git_text(g->arena, &line, g->repository,
		     (const char *[]){ "rev-parse", "--verify", "-q", "--end-of-options", name, NULL }) == NULL)
		return NULL;
	return dgpm_arena_strndup(g->arena, line.s, strcspn(line.s, "\n"));
}

/* The object that a path is in a commit; NULL: it is not there. */
static const char *object(const struct gathering *g, const char *revision, const char *path)
{
	struct dgpm_str line;

	if (revision == NULL ||
	    git_text(g->arena, &line, g->repository,
		     (const char *[]){ "rev-parse", "--verify", "-q", "--end-of-options",
				       dgpm_arena_cat(g->arena, revision, ":", path), NULL }) == NULL)
		return NULL;
	return dgpm_arena_strndup(g->arena, line.s, strcspn(line.s, "\n"));
}

/* The commit before the last that changed a file. */
static const char *before_last(const struct gathering *g, const char *path)
{
	struct dgpm_str line;

	if (git_text(g->arena, &line, g->repository,
		     (const char *[]){ "--literal-pathspecs", "log", "-1", "--format=%H", "HEAD", "--", path, NULL }) ==
		    NULL ||
	    line.n == 0)
		return NULL;
	return dgpm_arena_printf(g->arena, "%.*s^", (int)strcspn(line.s, "\n"), line.s);
}

/* Whether HEAD has a file as it stands in the tree. */
static bool is_as_in_head(const struct gathering *g, const char *path)
{
	int fd;

	if (git_run(&fd, g->repository,
		    (const char *[]){ "--literal-pathspecs", "diff", "--quiet", "--no-ext-diff", "HEAD", "--", path,
				      NULL }) != 0)
		return false;
	close(fd);
	return true;
}

/* A file as it was before the change; whether git knows it at all. */
static bool take_before(struct gathering *g, const char *path)
{
	const char *head = object(g, "HEAD", path), *was = g->since != NULL ? object(g, g->since, path) : head;
	int fd;

	if (g->since == NULL && is_as_in_head(g, path))
		was = object(g, before_last(g, path), path);
	if (was == NULL)
		return head != NULL ||
		       git_text(g->arena, &(struct dgpm_str){ 0 }, g->repository,
				(const char *[]){ "--literal-pathspecs", "ls-files", "--error-unmatch", "--", path,
						  NULL }) != NULL;
	if (git_run(&fd, g->repository, (const char *[]){ "cat-file", "blob", was, NULL }) == 0) {
		take_content(g, path, fd);
		close(fd);
	}
	return true;
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


/* A file that is there. Of a card that stays one nothing else is asked. */
static void take_there(struct gathering *g, const char *real)
{
	const char *path = below(real, g->portfolio), *tracked = below(real, g->repository);
	int fd = open(real, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (path == NULL) {
		g->out->n_outside++;
	} else {
		*DGPM_PUSH(g->arena, g->paths, g->n_paths, g->cap_paths) = path;
		g->out->all |= strcmp(path, CONFIG) == 0;
		if (!may_be_card(g->p, path)) {
			if (fd >= 0)
				take_content(g, path, fd);
			if (tracked != NULL)
				(void)take_before(g, tracked);
		}
	}
	if (fd >= 0)
		close(fd);
}

/* A name as git or the user gives it. */
static void take_name(struct gathering *g, const char *name)
{
	const char *real = dgpm_repository_real(g->arena, g->diags, name);
	const char *cwd = dgpm_repository_real(g->arena, g->diags, "."), *from;

	g->out->n_named++;
	if (real == NULL && g->repository != NULL && *name != '/')
		real = dgpm_repository_real(g->arena, g->diags, dgpm_arena_cat(g->arena, g->repository, "/", name));
	if (real != NULL) {
		take_there(g, real);
		return;
	}
	/* It is no more: git knows it from the root, or from here. */
	from = *name == '/' ? below(name, g->repository) : name;
	if (g->repository != NULL && from != NULL && take_before(g, from))
		return;
	from = g->repository != NULL && *name != '/' && cwd != NULL ?
		       below(dgpm_arena_cat(g->arena, cwd, "/", name), g->repository) : NULL;
	if (from != NULL && take_before(g, from))
		return;
	dgpm_diag_addf(g->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = name }, NULL, "%s",
		       _("a file that was named, and neither the tree nor git knows it"));
}

static size_t split(const char *const **names, struct dgpm_arena *arena, struct dgpm_str text)
{
	char separator = memchr(text.s, '\0', text.n) != NULL ? '\0' : '\n';
	const char **items = NULL;
	size_t n = 0, cap = 0;

	for (const char *at = text.s, *end = text.s + text.n; at < end;) {
		const char *stop = memchr(at, separator, (size_t)(end - at));
		char *name = dgpm_arena_strndup(arena, at, (size_t)((stop != NULL ? stop : end) - at));
		size_t len = strlen(name);

		at = stop != NULL ? stop + 1 : end;
		if (separator == '\n') {
			if (len != 0 && name[len - 1] == '\r')
				name[len - 1] = '\0';
			unquote(name);
		}
		if (*name != '\0')
			*DGPM_PUSH(arena, items, n, cap) = name;
	}
	*names = items;
	return n;
}

static void take_list(struct gathering *g, struct dgpm_str text, const char *before)
{
	const char *const *names;
	size_t n = split(&names, g->arena, text);

	for (size_t i = 0; i < n; i++)
		take_name(g, before != NULL ? dgpm_arena_cat(g->arena, before, "/", names[i]) : names[i]);
}

int dgpm_names_listed(const char *const **names, size_t *n, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      const char *list)
{
	struct dgpm_str text;

	*names = NULL;
	if (read_all(&text, arena, diags, list) != 0)
		return -1;
	*n = split(names, arena, text);
	return 0;
}

/* What git says differs, and what it does not follow yet. */
static int ask_git(struct gathering *g)
{
	struct dgpm_str changed, fresh;

	if (git_text(g->arena, &changed, g->repository,
		     (const char *[]){ "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", g->since, "--",
				       NULL }) == NULL ||
	    git_text(g->arena, &fresh, g->repository,
		     (const char *[]){ "ls-files", "-z", "--others", "--exclude-standard", NULL }) == NULL)
		return -1;
	take_list(g, changed, g->repository);
	take_list(g, fresh, g->repository);
	return 0;
}

/* Where the branch left a revision; that revision itself where their histories do not meet, or not in this clone. */
static int find_since(struct gathering *g, const char *revision)
{
	const char *asked = g->repository != NULL ? commit(g, revision) : NULL;
	struct dgpm_str line;

	if (asked == NULL) {
		dgpm_diag_addf(g->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = revision }, NULL, "%s",
			       g->repository == NULL ? _("the portfolio lies in no repository of git") :
						       _("git does not know this revision"));
		return -1;
	}
	g->since = asked;
	if (git_text(g->arena, &line, g->repository, (const char *[]){ "merge-base", asked, "HEAD", NULL }) != NULL &&
	    line.n != 0)
		g->since = dgpm_arena_strndup(g->arena, line.s, strcspn(line.s, "\n"));
	return 0;
}

int dgpm_changed_read(struct dgpm_changed *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      struct dgpm_portfolio *p, const struct dgpm_changed_how *how)
{
	struct gathering g = { .arena = arena, .p = p, .diags = diags, .out = out };
	size_t told, n_others;
	struct dgpm_str text;

	*out = (struct dgpm_changed){ 0 };
	g.portfolio = dgpm_repository_real(arena, diags, p->dir);
	g.repository = dgpm_repository_root(arena, diags, p->dir);
	if (g.portfolio == NULL || (how->since != NULL && find_since(&g, how->since) != 0))
		return -1;
	/* Now it is known which files are cards. */
	(void)dgpm_portfolio_others(p, diags, how->threads, &n_others);
	told = dgpm_diags_count(diags);
	if (how->list != NULL) {
		if (read_all(&text, arena, diags, how->list) != 0)
			return -1;
		take_list(&g, text, NULL);
	} else if (ask_git(&g) != 0) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = how->since }, NULL, "%s",
			       _("git does not tell what was changed"));
	}
	dgpm_texts_sort(g.paths, g.n_paths);
	dgpm_texts_sort(g.ids, g.n_ids);
	out->paths = g.paths;
	out->n_paths = g.n_paths;
	out->ids = g.ids;
	out->n_ids = g.n_ids;
	out->organizations = g.organizations;
	out->n_organizations = g.n_organizations;
	return dgpm_diags_count(diags) == told ? 0 : -1;
}

static bool is_among(const char *const *texts, size_t n, const char *text)
{
	return n != 0 && text != NULL && dgpm_texts_find(texts, n, text) != NULL;
}

bool dgpm_changed_has(const struct dgpm_changed *c, const struct dgpm_portfolio *p, const struct dgpm_card *card)
{
	const struct dgpm_organization *o;

	if (c->all || is_among(c->paths, c->n_paths, card->path) || is_among(c->ids, c->n_ids, card->id))
		return true;
	o = c->n_organizations != 0 ? dgpm_organizations_find(p->organizations, dgpm_str_of(card->organization)) : NULL;
	for (size_t i = 0; o != NULL && i < c->n_organizations; i++)
		if (c->organizations[i] == o)
			return true;
	return false;
}

struct dgpm_diags *dgpm_changed_diags(struct dgpm_arena *arena, const struct dgpm_diags *diags,
				      const struct dgpm_portfolio *p, const struct dgpm_changed *c)
{
	struct dgpm_diags *kept = dgpm_diags_new(arena);

	for (size_t i = 0; i < dgpm_diags_count(diags); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(diags, i);

		/* Findings of a rule are made for the cards of the change alone. */
		if (c->all || d->at.path == NULL || is_among(c->paths, c->n_paths, d->at.path) ||
		    is_among(c->paths, c->n_paths, d->also.path) || is_among(c->ids, c->n_ids, d->project_id) ||
		    (d->project_id != NULL && c->n_organizations != 0 && d->severity != DGPM_FATAL) ||
		    !may_be_card(p, d->at.path))
			dgpm_diag_push(kept, d);
	}
	return kept;
}
