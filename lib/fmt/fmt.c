/* Lines of a document, put in the order of its keys. */
#include "fmt/fmt.h"
#include "base/buf.h"
#include "base/list.h"
#include "fmt/order.h"

struct job {
	struct dgpm_arena *arena;
	const struct dgpm_node *schema; /* the whole: references lead from here */
	struct dgpm_str *lines;         /* each with its line break; from 0 */
	size_t n;
};

/* One key with its value, in lines. */
struct block {
	size_t lead, key, end; /* [lead, key): comments and blank lines above; [key, end) */
	int32_t rank;
	size_t no;
};

/* Every line ends in its break. */
static void split(struct job *job, struct dgpm_str text)
{
	size_t cap = 0;

	while (text.n != 0) {
		size_t n = (size_t)((const char *)memchr(text.s, '\n', text.n) - text.s) + 1;

		*DGPM_PUSH(job->arena, job->lines, job->n, cap) = (struct dgpm_str){ text.s, n };
		text.s += n;
		text.n -= n;
	}
}

static size_t indent_of(struct dgpm_str line)
{
	size_t n = 0;

	while (line.s[n] == ' ')
		n++;
	return n;
}

/*
 * Blank, the end of the document, or a comment no deeper than the keys: what is deeper may be the text of a value.
 */
static bool is_between(struct dgpm_str line, size_t column)
{
	size_t n = indent_of(line);

	if (line.s[n] == '\n' || line.s[n] == '\r' || (line.n > 3 && memcmp(line.s, "...", 3) == 0))
		return true;
	return n <= column && line.s[n] == '#';
}

/* Before a key of a block map there are blanks, and the dash of an item. */
static bool begins_line(struct dgpm_str line, size_t column)
{
	for (size_t i = 0; i < column; i++)
		if (line.s[i] != ' ' && line.s[i] != '-')
			return false;
	return true;
}

/* Whether the map is written with a key a line, all at one column. */
static bool is_block(const struct job *job, const struct dgpm_node *map)
{
	for (uint32_t i = 0; i < map->n; i++) {
		const struct dgpm_node *key = &map->pairs[i].key;

		if (key->line == 0 || key->line > job->n || key->column != map->pairs[0].key.column ||
		    (i != 0 && key->line <= map->pairs[i - 1].key.line) ||
		    !begins_line(job->lines[key->line - 1], key->column - 1))
			return false;
	}
	return map->n != 0;
}

/* What stands above the first key of all belongs to the file, but for what a blank line parts from that. */
static size_t below_head(const struct job *job, size_t key)
{
	for (size_t line = key; line > 0; line--)
		if (indent_of(job->lines[line - 1]) + 1 >= job->lines[line - 1].n)
			return line;
	return key;
}

static int cmp_blocks(const void *pa, const void *pb)
{
	const struct block *a = pa, *b = pb;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return (a->no > b->no) - (a->no < b->no);
}

/* The line with other bytes before its key. */
static struct dgpm_str with_prefix(struct dgpm_arena *a, struct dgpm_str line, size_t column, struct dgpm_str prefix)
{
	char *s = dgpm_arena_alloc(a, line.n + 1);

	memcpy(s, prefix.s, column);
	memcpy(s + column, line.s + column, line.n - column);
	return (struct dgpm_str){ s, line.n };
}

/* The blocks, which are in their new order, into the lines that they had. */
static void put(struct job *job, const struct block *blocks, size_t n, size_t from, size_t first_key, size_t column)
{
	struct dgpm_str blanks = { memset(dgpm_arena_alloc(job->arena, column + 1), ' ', column), column };
	struct dgpm_str prefix = { job->lines[first_key].s, column }, *to;
	size_t all = 0;

	for (size_t i = 0; i < n; i++)
		all += blocks[i].end - blocks[i].lead;
	to = dgpm_arena_array(job->arena, all, sizeof *to);
	all = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t l = blocks[i].lead; l < blocks[i].end; l++)
			to[all++] = l == blocks[i].key ? with_prefix(job->arena, job->lines[l], column,
								    i == 0 ? prefix : blanks) :
							 job->lines[l];
	memcpy(job->lines + from, to, all * sizeof *to);
}

static void order_map(struct job *job, const struct dgpm_node *map, const struct dgpm_node *schema, size_t from,
		      size_t to);

/* Items that are maps, each to the line before the next. */
static void order_list(struct job *job, const struct dgpm_node *list, const struct dgpm_node *schema, size_t from,
		       size_t to)
{
	const struct dgpm_node *items = order_items(job->schema, schema);

	for (uint32_t i = 0; items != NULL && i < list->n; i++) {
		size_t end = i + 1 < list->n ? list->items[i + 1].line - 1 : to;

		if (list->items[i].kind == DGPM_MAP)
			order_map(job, &list->items[i], items, from, end);
	}
}

/* Lines from `from` to before `to` may be the map's: what an alias stands for lies elsewhere. */
static void order_map(struct job *job, const struct dgpm_node *map, const struct dgpm_node *schema, size_t from,
		      size_t to)
{
	struct block *blocks, first;
	size_t column;
	bool sorted = true;

	if (!is_block(job, map) || map->pairs[0].key.line <= from)
		return;
	column = map->pairs[0].key.column - 1;
	blocks = dgpm_arena_array(job->arena, map->n, sizeof *blocks);
	for (uint32_t i = 0; i < map->n; i++) {
		const struct dgpm_node *value = &map->pairs[i].value, *sub;
		struct block *b = &blocks[i];

		*b = (struct block){ .key = map->pairs[i].key.line - 1, .no = i };
		b->lead = i != 0 ? blocks[i - 1].end : from != 0 ? b->key : below_head(job, b->key);
		b->end = i + 1 < map->n ? map->pairs[i + 1].key.line - 1 : to;
		while (b->end > b->key + 1 && is_between(job->lines[b->end - 1], column))
			b->end--;
		b->rank = order_of(job->schema, schema, dgpm_node_str(&map->pairs[i].key), &sub);
		if (b->rank < 0)
			b->rank = i != 0 ? blocks[i - 1].rank : -1;
		sorted = sorted && (i == 0 || blocks[i - 1].rank <= b->rank);
		if (sub != NULL && value->kind == DGPM_MAP && value->line > map->pairs[i].key.line)
			order_map(job, value, sub, b->key + 1, b->end);
		else if (sub != NULL && value->kind == DGPM_LIST && value->n != 0)
			order_list(job, value, sub, b->key + 1, b->end);
	}
	if (sorted)
		return;
	first = blocks[0];
	dgpm_sort(blocks, map->n, sizeof *blocks, cmp_blocks);
	put(job, blocks, map->n, first.lead, first.key, column);
}

/* "dgpm/card@1" names card.schema.json; NULL: no document of ours. No file is looked for by what a document says. */
static const struct dgpm_node *schema_of(struct dgpm_arena *a, struct dgpm_data *data, const struct dgpm_node *root)
{
	const char *kind = dgpm_node_cstr(dgpm_node_get(root, "schema"));
	struct dgpm_diags *untold = dgpm_diags_new(a);
	size_t n, n_names;
	const char *const *names = dgpm_data_list(data, untold, ".", ".schema.json", &n_names);

	if (kind == NULL || strncmp(kind, "dgpm/", 5) != 0)
		return NULL;
	n = strcspn(kind + 5, "@");
	for (size_t i = 0; kind[5 + n] == '@' && i < n_names; i++)
		if (strncmp(names[i] + 2, kind + 5, n) == 0 && strcmp(names[i] + 2 + n, ".schema.json") == 0)
			return dgpm_data_doc(data, untold, names[i] + 2);
	return NULL;
}

/* Behind what stands before the lines, without the break that was added to the last. */
static struct dgpm_str join(const struct job *job, struct dgpm_str before, size_t added)
{
	struct dgpm_buf b = { .arena = job->arena };

	dgpm_buf_str(&b, before);
	for (size_t i = 0; i < job->n; i++)
		dgpm_buf_str(&b, job->lines[i]);
	return (struct dgpm_str){ dgpm_buf_text(&b), b.n - added };
}

enum dgpm_fmt_result dgpm_fmt(struct dgpm_str *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			      struct dgpm_data *data, const char *path, struct dgpm_str text)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	struct job job = { .arena = arena };
	struct dgpm_diags *untold = dgpm_diags_new(arena);
	const struct dgpm_node *root, *again;
	bool returns = memmem(text.s, text.n, "\r\n", 2) != NULL;
	size_t added = text.n == 0 || text.s[text.n - 1] == '\n' ? 0 : returns ? 2 : 1;
	size_t mark = text.n >= 3 && memcmp(text.s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0; /* stays the first of all */
	struct dgpm_str whole = { text.s + mark, text.n - mark };

	*out = text;
	if (dgpm_doc_parse(&root, arena, diags, path, text, &limits) != 0)
		return DGPM_FMT_FAILED;
	job.schema = schema_of(arena, data, root);
	if (job.schema == NULL)
		return DGPM_FMT_NOT_OURS;
	/* Every line has its break, so that each may be the last. */
	if (added != 0)
		whole = dgpm_str_of(dgpm_arena_printf(arena, "%.*s%s", (int)whole.n, whole.s, returns ? "\r\n" : "\n"));
	split(&job, whole);
	order_map(&job, root, job.schema, 0, job.n);
	*out = join(&job, (struct dgpm_str){ text.s, mark }, added);
	if (dgpm_str_eq(*out, text))
		return DGPM_FMT_AS_IT_IS;
	if (dgpm_doc_parse(&again, arena, untold, path, *out, &limits) == 0 && dgpm_node_same(root, again))
		return DGPM_FMT_CHANGED;
	*out = text;
	dgpm_diag_add(diags, DGPM_MSG_FMT_01, dgpm_node_loc(root, path), NULL);
	return DGPM_FMT_FAILED;
}
