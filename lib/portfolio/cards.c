/* Reading the YAML files of a portfolio on several threads: cards to the caller, other documents kept. */
#include "base/threads.h"
#include "base/list.h"
#include "base/text.h"
#include "portfolio/inside.h"
#include "io/read.h"
#include "base/i18n.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define CARD_KIND "dgpm/card@1"
#define CHUNK 32    /* files that a thread takes at once, at most */
#define WORTH 4     /* files for which a thread is started */
#define KIND "dgpm/" /* begins the name of every kind */
#define HEAD 4096 /* bytes looked at to tell a card from another document */

static const struct dgpm_doc_limits card_limits = { .bytes = 16u << 20, .depth = 100, .expanded = 100000 };

/* The kinds of YAML documents dgpm reads, with the schema each is held against. */
static const struct kind {
	const char *name, *schema;
} kinds[] = {
	{ CARD_KIND, "card" },
	{ "dgpm/baseline@3", "baseline" },
	{ "dgpm/evaluation@1", "evaluation" },
	{ "dgpm/kpi@1", "kpi" },
	{ "dgpm/plan@1", "plan" },
	{ "dgpm/portfolio@1", "portfolio" },
	{ "dgpm/profile@1", "profile" },
	{ "dgpm/rules@1", "rules" },
	{ "dgpm/target@1", "target" },
};

struct pass {
	struct dgpm_portfolio *p;
	const struct dgpm_schema *card_schema;
	dgpm_card_fn fn;
	void *ctx;
	atomic_size_t next;
	size_t chunk;
	struct slot {
		struct dgpm_worker w;
		struct dgpm_entry *entries;
		size_t n, cap;
		size_t *others; /* files that turned out not to be cards */
		size_t n_others, cap_others;
		struct portfolio_held *held;
		size_t n_held, cap_held;
		const char **broken; /* IDs of cards that were left out */
		size_t n_broken, cap_broken;
		struct dgpm_diags *unsaid; /* of cards that the report is not about */
		struct dgpm_cards_stats stats;
	} *slots;
};

static bool is_blank(struct dgpm_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (strchr(" \t\r\n", text.s[i]) == NULL)
			return false;
	return true;
}

/* Read and parse one file; NULL after a diagnostic. The text is of no use afterwards: it is scratch, the document lives
 * in `arena`. */
static const struct dgpm_node *read_doc(const struct dgpm_portfolio *p, struct dgpm_worker *w, const char *path,
					struct dgpm_arena *arena)
{
	const struct dgpm_node *root;
	struct dgpm_str text;

	if (portfolio_read(p, &text, w->scratch, w->diags, path, card_limits.bytes) != 0)
		return NULL;
	if (is_blank(text)) {
		dgpm_diag_add(w->diags, DGPM_MSG_IO_08, (struct dgpm_loc){ .path = path }, NULL);
		return NULL;
	}
	if (dgpm_doc_parse(&root, arena, w->diags, path, text, &card_limits) != 0)
		return NULL;
	if (memchr(text.s, '\\', text.n) != NULL && dgpm_schema_check_nul(root, path, w->diags) != 0)
		return NULL;
	return root;
}

static const struct kind *find_kind(const char *name)
{
	for (size_t i = 0; name != NULL && i < DGPM_COUNT(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

/* Not a kind we know: a JSON or YAML file that says nothing of dgpm may well be somebody else's, but is never passed
 * over in silence. */
static void unknown_kind(const struct dgpm_node *root, const char *path, struct dgpm_diags *diags)
{
	const struct dgpm_node *schema = dgpm_node_get(root, "schema");
	const char *name = dgpm_node_cstr(schema);
	size_t n = strlen(path);

	if (name != NULL)
		dgpm_diag_add(diags, DGPM_MSG_IO_09, dgpm_node_loc(schema, path), name);
	else if (n > 5 && strcmp(path + n - 5, ".json") == 0)
		dgpm_diag_add(diags, DGPM_MSG_IO_12, dgpm_node_loc(root, path), NULL);
	else
		dgpm_diag_add(diags, DGPM_MSG_IO_09, dgpm_node_loc(root, path), NULL);
}

static void keep_entry(struct slot *s, const struct dgpm_card *card, const struct dgpm_node *id, bool selected)
{
	if (s->n == s->cap) {
		s->cap = s->cap != 0 ? s->cap * 2 : 64;
		s->entries = dgpm_arena_grow(s->w.keep, s->entries, s->n, s->cap, sizeof *s->entries);
	}
	s->entries[s->n++] = (struct dgpm_entry){ .id = dgpm_arena_strdup(s->w.keep, card->id), .path = card->path,
						  .line = id->line, .column = id->column,
						  .selected = selected };
}

static void keep_other(struct slot *s, size_t file)
{
	if (s->n_others == s->cap_others) {
		s->cap_others = s->cap_others != 0 ? s->cap_others * 2 : 16;
		s->others = dgpm_arena_grow(s->w.keep, s->others, s->n_others, s->cap_others, sizeof *s->others);
	}
	s->others[s->n_others++] = file;
}

static struct dgpm_card card_of(const struct dgpm_node *root, const char *path)
{
	return (struct dgpm_card){ .root = root,
				   .path = path,
				   .id = dgpm_node_cstr(dgpm_node_get(root, "id")),
				   .name = dgpm_node_cstr(dgpm_node_get(root, "name")),
				   .organization = dgpm_node_cstr(dgpm_node_get(root, "organization")),
				   .sector = dgpm_node_cstr(dgpm_node_get(root, "sector")),
				   .phase = dgpm_node_cstr(dgpm_node_get(root, "phase")),
				   .waivers = dgpm_node_get(root, "waivers") };
}

static bool is_between(char c, char from, char to)
{
	return c >= from && c <= to;
}

/* Whether the name of a file begins as a project ID does: 2021-MHLW-0001.yaml holds a card. */
static bool named_as_card(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;

	for (int i = 0; i < 4; i++)
		if (!is_between(name[i], '0', '9'))
			return false;
	return name[4] == '-' && is_between(name[5], 'A', 'Z');
}

/* The ID of a card that is left out, as it stands there and as its file is called: one fault is told once, not again by
 * all that names the project. */
static void keep_broken(struct slot *s, const struct dgpm_node *root, const char *path)
{
	struct dgpm_str id = dgpm_node_str(dgpm_node_get(root, "id"));
	const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;

	if (id.s != NULL)
		*DGPM_PUSH(s->w.keep, s->broken, s->n_broken, s->cap_broken) = dgpm_arena_str(s->w.keep, id).s;
	if (named_as_card(path))
		*DGPM_PUSH(s->w.keep, s->broken, s->n_broken, s->cap_broken) =
			dgpm_arena_strndup(s->w.keep, name, strcspn(name, "."));
}

/* A word of the user's language where a code belongs: which one is meant. */
static size_t code_meant(const void *codes, struct dgpm_arena *a, struct dgpm_str value, const char *const *allowed,
			 size_t n)
{
	return dgpm_codes_meant(codes, a, value, allowed, n);
}

static void one_file(struct pass *pass, struct slot *s, size_t i)
{
	const char *path = pass->p->files.items[i].path;
	const struct dgpm_node *root =
		pass->p->kinds[i] == PORTFOLIO_UNREAD ?
			NULL :
			read_doc(pass->p, &s->w, path, pass->p->hold ? s->w.keep : s->w.scratch);
	const struct kind *kind;
	struct dgpm_card card;
	size_t faults;
	bool selected;

	if (root == NULL) {
		s->stats.n_left_out++;
		keep_broken(s, NULL, path);
		return;
	}
	kind = find_kind(dgpm_node_cstr(dgpm_node_get(root, "schema")));
	if (kind == NULL) {
		unknown_kind(root, path, s->w.diags);
		s->stats.n_left_out++;
		return;
	}
	if (kind != &kinds[0]) {
		/* Those who ask for the other documents were given them already, without this one. */
		if (pass->p->kinds[i] == PORTFOLIO_CARD || named_as_card(path)) {
			dgpm_diag_add(s->w.diags, DGPM_MSG_IO_15,
				      dgpm_node_loc(dgpm_node_get(root, "schema"), path), kind->name);
			s->stats.n_left_out++;
			return;
		}
		keep_other(s, i);
		s->stats.n_other++;
		return;
	}
	dgpm_diags_project(s->w.diags, dgpm_node_cstr(dgpm_node_get(root, "id")));
	faults = dgpm_schema_check(s->w.run, pass->card_schema, root, path, DGPM_FATAL, s->w.diags);
	dgpm_diags_project(s->w.diags, NULL);
	if (faults != 0) {
		s->stats.n_left_out++;
		keep_broken(s, root, path);
		return;
	}
	card = card_of(root, path);
	s->stats.n_read++;
	selected = dgpm_portfolio_selects(pass->p, s->w.scratch, &card);
	s->stats.n_selected += selected;
	keep_entry(s, &card, dgpm_node_get(root, "id"), selected);
	if (pass->p->hold)
		*DGPM_PUSH(s->w.keep, s->held, s->n_held, s->cap_held) = (struct portfolio_held){ card, i, selected };
	if (!selected)
		s->w.diags = s->unsaid;
	if (pass->fn != NULL)
		pass->fn(pass->ctx, &s->w, &card);
}

static void work(void *ctx, unsigned index)
{
	struct pass *pass = ctx;
	const struct dgpm_portfolio *p = pass->p;
	struct slot *s = &pass->slots[index];
	struct dgpm_diags *diags = s->w.diags;
	size_t before;

	for (;;) {
		size_t i = atomic_fetch_add(&pass->next, pass->chunk), end = i + pass->chunk;

		if (i >= p->files.n)
			return;
		for (; i < end && i < p->files.n; i++) {
			if (p->files.items[i].kind != DGPM_FILE_YAML || p->kinds[i] == PORTFOLIO_OTHER)
				continue;
			before = dgpm_diags_count(diags);
			if (!portfolio_path_selected(p, p->files.items[i].path))
				s->w.diags = s->unsaid;
			one_file(pass, s, i);
			s->w.diags = diags;
			dgpm_diags_sort_from(diags, before); /* files come in their order: all is */
			dgpm_arena_reset(s->w.scratch);
		}
	}
}

/* The same for cards that are held: only the call. */
static void work_held(void *ctx, unsigned index)
{
	struct pass *pass = ctx;
	const struct dgpm_portfolio *p = pass->p;
	struct slot *s = &pass->slots[index];
	struct dgpm_diags *diags = s->w.diags;

	for (;;) {
		size_t i = atomic_fetch_add(&pass->next, pass->chunk), end = i + pass->chunk;

		if (i >= p->n_held)
			return;
		for (; i < end && i < p->n_held; i++) {
			const struct portfolio_held *h = &p->held[i];
			size_t before = dgpm_diags_count(diags);

			if (!h->selected || !portfolio_path_selected(p, h->card.path))
				s->w.diags = s->unsaid;
			pass->fn(pass->ctx, &s->w, &h->card);
			s->w.diags = diags;
			dgpm_diags_sort_from(diags, before);
			dgpm_arena_reset(s->w.scratch);
		}
	}
}

static int cmp_held(const void *a, const void *b)
{
	size_t x = ((const struct portfolio_held *)a)->file, y = ((const struct portfolio_held *)b)->file;

	return (x > y) - (x < y);
}

/* The cards of all workers, in the order of the files. */
static void hold_cards(struct dgpm_portfolio *p, const struct pass *pass, unsigned threads)
{
	size_t n = 0;

	for (unsigned t = 0; t < threads; t++)
		n += pass->slots[t].n_held;
	p->held = dgpm_arena_array(p->arena, n, sizeof *p->held);
	for (unsigned t = 0; t < threads; t++)
		for (size_t i = 0; i < pass->slots[t].n_held; i++)
			p->held[p->n_held++] = pass->slots[t].held[i];
	dgpm_sort(p->held, n, sizeof *p->held, cmp_held);
}

void dgpm_portfolio_hold(struct dgpm_portfolio *p)
{
	p->hold = true;
}

int dgpm_portfolio_card(struct dgpm_card *out, struct dgpm_portfolio *p, struct dgpm_arena *arena,
			struct dgpm_diags *diags, const char *path)
{
	struct dgpm_worker w = { .keep = arena, .scratch = arena, .diags = diags };
	const struct dgpm_node *root = read_doc(p, &w, path, arena);

	if (root == NULL)
		return -1;
	*out = card_of(root, path);
	return 0;
}

static unsigned useful_threads(unsigned threads, size_t n_files)
{
	size_t most = n_files / WORTH + 1;

	return threads < 1 ? 1 : threads > most ? (unsigned)most : threads;
}

/* Some for each thread to take again, as one card is longer than another: few files are shared out one by one. */
static size_t chunk_of(unsigned threads, size_t n_files)
{
	size_t n = n_files / threads / 8;

	return n < 1 ? 1 : n > CHUNK ? CHUNK : n;
}

static int cmp_entries(const void *pa, const void *pb)
{
	const struct dgpm_entry *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	return c != 0 ? c : strcmp(a->path, b->path);
}

/* Put the workers' entries together; an ID on two cards is told at each card after the first. */
static void index_cards(struct dgpm_portfolio *p, struct dgpm_diags *diags, struct pass *pass, unsigned threads)
{
	size_t n = 0;

	for (unsigned t = 0; t < threads; t++)
		n += pass->slots[t].n;
	p->entries = dgpm_arena_array(p->arena, n, sizeof *p->entries);
	p->n_entries = 0;
	for (unsigned t = 0; t < threads; t++)
		for (size_t i = 0; i < pass->slots[t].n; i++)
			p->entries[p->n_entries++] = pass->slots[t].entries[i];
	dgpm_sort(p->entries, n, sizeof *p->entries, cmp_entries);
	p->n_broken = 0;
	for (unsigned t = 0; t < threads; t++)
		for (size_t i = 0; i < pass->slots[t].n_broken; i++)
			*DGPM_PUSH(p->arena, p->broken, p->n_broken, p->cap_broken) = pass->slots[t].broken[i];
	dgpm_texts_sort(p->broken, p->n_broken);
	for (size_t i = 1, first = 0; i < n; i++) {
		const struct dgpm_entry *a = &p->entries[first], *b = &p->entries[i];

		if (strcmp(a->id, b->id) != 0)
			first = i;
		else
			dgpm_diag_add2(diags, DGPM_MSG_REF_01,
				       (struct dgpm_loc){ .path = b->path, .line = b->line, .column = b->column },
				       b->id,
				       (struct dgpm_loc){ .path = a->path, .line = a->line, .column = a->column },
				       _("the same ID stands here"));
	}
}

static void read_other(struct dgpm_portfolio *p, struct dgpm_diags *diags, size_t file)
{
	const char *path = p->files.items[file].path;
	struct dgpm_worker w = { .keep = p->arena, .scratch = p->arena, .diags = diags };
	const struct dgpm_schema *schema;
	const struct dgpm_node *root = read_doc(p, &w, path, p->arena);
	const struct kind *kind;
	struct dgpm_schema_run *run;

	if (root == NULL)
		return;
	kind = find_kind(dgpm_node_cstr(dgpm_node_get(root, "schema")));
	schema = kind != NULL ? dgpm_data_schema(p->data, diags, kind->schema) : NULL;
	if (schema == NULL)
		return;
	run = dgpm_schema_run_new(p->arena);
	if (dgpm_schema_check(run, schema, root, path, DGPM_FATAL, diags) == 0) {
		p->others = dgpm_arena_grow(p->arena, p->others, p->n_others, p->n_others + 1, sizeof *p->others);
		p->others[p->n_others++] = (struct dgpm_other){ .kind = kind->name, .path = path, .root = root };
	} else {
		*DGPM_PUSH(p->arena, p->broken_others, p->n_broken_others, p->cap_broken_others) =
			(struct dgpm_other){ .kind = kind->name, .path = path, .root = root };
	}
	dgpm_schema_run_free(run);
}

static int cmp_sizes(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

/* What the workers of a pass work with. */
static void begin(struct pass *pass, unsigned threads, const struct dgpm_codes *codes)
{
	struct dgpm_portfolio *p = pass->p;

	pass->slots = dgpm_arena_array(p->arena, threads, sizeof *pass->slots);
	for (unsigned t = 0; t < threads; t++) {
		struct dgpm_worker *w = &pass->slots[t].w;

		w->index = t;
		w->keep = dgpm_portfolio_keep(p);
		w->scratch = dgpm_arena_like(p->arena);
		w->diags = dgpm_diags_new(w->keep);
		pass->slots[t].unsaid = dgpm_diags_new(w->keep);
		w->run = dgpm_schema_run_new(w->keep);
		if (codes != NULL)
			dgpm_schema_run_meant(w->run, code_meant, codes);
	}
}

static void end(struct pass *pass, struct dgpm_diags *diags, unsigned threads, struct dgpm_cards_stats *stats)
{
	for (unsigned t = 0; t < threads; t++) {
		struct slot *s = &pass->slots[t];

		dgpm_diags_adopt(diags, s->w.diags); /* the keeps live as long as the portfolio */
		stats->n_read += s->stats.n_read;
		stats->n_left_out += s->stats.n_left_out;
		stats->n_other += s->stats.n_other;
		stats->n_selected += s->stats.n_selected;
		dgpm_schema_run_free(s->w.run);
		dgpm_arena_free(s->w.scratch);
	}
}

/* The cards that were read before, once more to `fn`. */
static void cards_again(struct pass *pass, struct dgpm_diags *diags, unsigned threads, const struct dgpm_codes *codes,
			struct dgpm_cards_stats *stats)
{
	struct dgpm_cards_stats ignored = { 0 };

	*stats = pass->p->held_cards;
	if (pass->fn == NULL)
		return;
	threads = useful_threads(threads, pass->p->n_held);
	pass->chunk = chunk_of(threads, pass->p->n_held);
	begin(pass, threads, codes);
	dgpm_parallel(threads, work_held, pass);
	end(pass, diags, threads, &ignored);
}

void dgpm_portfolio_cards(struct dgpm_portfolio *p, struct dgpm_diags *diags, unsigned threads, dgpm_card_fn fn,
			  void *ctx, struct dgpm_cards_stats *stats)
{
	struct pass pass = { .p = p, .fn = fn, .ctx = ctx };
	const struct dgpm_codes *codes = dgpm_data_codes(p->data, diags);
	size_t n_others = 0, *others;

	if (p->held != NULL) {
		cards_again(&pass, diags, threads, codes, stats);
		return;
	}
	*stats = (struct dgpm_cards_stats){ .narrowed = dgpm_portfolio_is_narrowed(p) };
	pass.card_schema = dgpm_data_schema(p->data, diags, "card");
	if (pass.card_schema == NULL)
		return;
	threads = useful_threads(threads, p->files.n);
	pass.chunk = chunk_of(threads, p->files.n);
	begin(&pass, threads, codes);
	dgpm_parallel(threads, work, &pass);
	end(&pass, diags, threads, stats);
	for (unsigned t = 0; t < threads; t++)
		n_others += pass.slots[t].n_others;
	index_cards(p, diags, &pass, threads);
	if (p->hold) {
		hold_cards(p, &pass, threads);
		p->held_cards = *stats;
	}
	p->seen.cards_read = true;
	p->seen.cards = *stats;
	if (p->others_read)
		return;
	/* Other documents are few: in the order of the files, whichever thread met them. */
	others = dgpm_arena_array(p->arena, n_others, sizeof *others);
	n_others = 0;
	for (unsigned t = 0; t < threads; t++)
		for (size_t i = 0; i < pass.slots[t].n_others; i++)
			others[n_others++] = pass.slots[t].others[i];
	dgpm_sort(others, n_others, sizeof *others, cmp_sizes);
	for (size_t i = 0; i < n_others; i++)
		read_other(p, diags, others[i]);
	p->others_read = true;
}

/* The first kind named in the head of a file decides, in YAML as in JSON. */
static enum portfolio_kind kind_named(const char *head, size_t n)
{
	const char *end = head + n;

	for (const char *at = memmem(head, n, KIND, strlen(KIND)); at != NULL;
	     at = memmem(at + 1, (size_t)(end - at - 1), KIND, strlen(KIND)))
		for (size_t i = 0; i < DGPM_COUNT(kinds); i++)
			if ((size_t)(end - at) >= strlen(kinds[i].name) &&
			    memcmp(at, kinds[i].name, strlen(kinds[i].name)) == 0)
				return i != 0 ? PORTFOLIO_OTHER : PORTFOLIO_CARD;
	return PORTFOLIO_CARD;
}

/* What the head of a file plainly says it is. Of a file that is named as a card this is not asked: in a large portfolio
 * nearly all are, and to open each of them twice takes its time. */
static enum portfolio_kind kind_of_head(const struct dgpm_portfolio *p, struct dgpm_diags *diags, const char *path)
{
	int fd = named_as_card(path) ? -1 : portfolio_open(p, diags, path), error;
	char head[HEAD];
	ssize_t n;

	if (fd < 0)
		return PORTFOLIO_CARD; /* told when it is read */
	n = dgpm_read_at(fd, head, HEAD, 0);
	error = errno;
	close(fd);
	if (n >= 0)
		return kind_named(head, (size_t)n);
	dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = path }, NULL, "%s", strerror(error));
	return PORTFOLIO_UNREAD;
}

struct sniff {
	struct dgpm_portfolio *p;
	atomic_size_t next;
	size_t chunk;
};

static void sniff_work(void *ctx, unsigned index)
{
	struct sniff *sniff = ctx;
	struct dgpm_portfolio *p = sniff->p;
	struct dgpm_arena *arena = dgpm_arena_like(p->arena);
	struct dgpm_diags *unsaid = dgpm_diags_new(arena); /* the reading proper tells; else it is remembered */

	(void)index;
	for (;;) {
		size_t i = atomic_fetch_add(&sniff->next, sniff->chunk), end = i + sniff->chunk;

		if (i >= p->files.n)
			break;
		for (; i < end && i < p->files.n; i++)
			if (p->files.items[i].kind == DGPM_FILE_YAML)
				p->kinds[i] = (uint8_t)kind_of_head(p, unsaid, p->files.items[i].path);
	}
	dgpm_arena_free(arena);
}

const struct dgpm_other *dgpm_portfolio_broken(const struct dgpm_portfolio *p, size_t *n)
{
	*n = p->n_broken_others;
	return p->broken_others;
}

const struct dgpm_other *dgpm_portfolio_others(struct dgpm_portfolio *p, struct dgpm_diags *diags, unsigned threads,
					       size_t *n)
{
	struct sniff sniff = { .p = p };

	if (!p->others_read) {
		threads = useful_threads(threads, p->files.n / CHUNK);
		sniff.chunk = chunk_of(threads, p->files.n);
		dgpm_parallel(threads, sniff_work, &sniff);
		for (size_t i = 0; i < p->files.n; i++)
			if (p->kinds[i] == PORTFOLIO_OTHER)
				read_other(p, diags, i);
		p->others_read = true;
	}
	*n = p->n_others;
	return p->others;
}

const struct dgpm_entry *dgpm_portfolio_entries(const struct dgpm_portfolio *p, size_t *n)
{
	*n = p->n_entries;
	return p->entries;
}
