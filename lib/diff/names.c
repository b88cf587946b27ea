/* What the items of a list are known by: their names, not their places. */
#include "base/decimal.h"
#include "diff/parts.h"

/* Tried in this order: the first that all items have, and that tells all apart on both sides. The later keys of a line
 * are part of the name where an item has them. */
static const char *const ways[][DIFF_MOST_KEYS + 2] = {
	{ "id" },
	{ "project" },
	{ "project_id" },
	{ "rule" },
	{ "article" },
	{ "code" },
	{ "name" },
	{ "name", "fiscal_year" },
	{ "title" },
	{ "title", "section" },
	{ "viewpoint", "fiscal_year" },
	{ "stage", "fiscal_year" },
	{ "stage" },
	{ "stage", "fiscal_year", "date" },
	{ "user", "function" },
	{ "kind" },
	{ "designated" },
	{ "fiscal_year" },
	{ "fiscal_year", "from", "to" },
	{ "fiscal_year", "date" },
	{ "date" },
	{ "text" },
};

static void canon(struct dgpm_buf *b, struct dgpm_arena *arena, const struct dgpm_node *node);

static int cmp_texts(const void *pa, const void *pb)
{
	return dgpm_str_cmp(*(const struct dgpm_str *)pa, *(const struct dgpm_str *)pb);
}

static void canon_number(struct dgpm_buf *b, struct dgpm_str text)
{
	struct decimal d;

	if (!decimal_read(&d, text) || d.kind != DECIMAL_FINITE) {
		dgpm_buf_str(b, text);
		return;
	}
	dgpm_buf_add(b, d.n == 0 ? "0" : d.negative ? "-" : "");
	for (size_t i = 0; i < d.span; i++) {
		char c = (d.is_own ? d.own : d.text)[i];

		if (c != '.')
			dgpm_buf_char(b, c);
	}
	dgpm_buf_addf(b, "e%lld", d.n != 0 ? (long long)d.exp10 : 0);
}

/* Each part on its own, then sorted: neither the order of keys nor that of items counts. */
static void canon_parts(struct dgpm_buf *b, struct dgpm_arena *arena, const struct dgpm_node *node)
{
	struct dgpm_str *parts = dgpm_arena_array(arena, node->n, sizeof *parts);

	for (uint32_t i = 0; i < node->n; i++) {
		struct dgpm_buf part = { .arena = arena };

		if (node->kind == DGPM_MAP) {
			dgpm_buf_addf(&part, "%u:", node->pairs[i].key.n);
			dgpm_buf_str(&part, dgpm_node_str(&node->pairs[i].key));
			canon(&part, arena, &node->pairs[i].value);
		} else {
			canon(&part, arena, &node->items[i]);
		}
		parts[i] = (struct dgpm_str){ part.s, part.n };
	}
	dgpm_sort(parts, node->n, sizeof *parts, cmp_texts);
	for (uint32_t i = 0; i < node->n; i++)
		dgpm_buf_str(b, parts[i]);
}

static void canon(struct dgpm_buf *b, struct dgpm_arena *arena, const struct dgpm_node *node)
{
	switch ((enum dgpm_kind)node->kind) {
	case DGPM_NULL:
		dgpm_buf_char(b, 'z');
		return;
	case DGPM_BOOL:
		dgpm_buf_char(b, node->yes ? 't' : 'f');
		return;
	case DGPM_NUMBER:
		dgpm_buf_char(b, '#');
		canon_number(b, dgpm_node_str(node));
		dgpm_buf_char(b, ';');
		return;
	case DGPM_STRING:
		dgpm_buf_addf(b, "s%u:", node->n);
		dgpm_buf_str(b, dgpm_node_str(node));
		return;
	default:
		dgpm_buf_char(b, node->kind == DGPM_MAP ? '{' : '[');
		canon_parts(b, arena, node);
		dgpm_buf_char(b, node->kind == DGPM_MAP ? '}' : ']');
	}
}

struct dgpm_str diff_canon(struct dgpm_arena *arena, const struct dgpm_node *node)
{
	struct dgpm_buf b = { .arena = arena };

	canon(&b, arena, node);
	return (struct dgpm_str){ b.s, b.n };
}

/* By value: 1 is 1.0. What is no number in digits is the same as itself alone. */
static bool same_number(struct dgpm_str a, struct dgpm_str b)
{
	struct decimal x, y;
	int c;

	if (dgpm_str_eq(a, b))
		return true;
	return decimal_read(&x, a) && decimal_read(&y, b) && x.kind == DECIMAL_FINITE && y.kind == DECIMAL_FINITE &&
	       decimal_cmp(&c, &x, &y) && c == 0;
}

bool diff_same(struct dgpm_arena *arena, const struct dgpm_node *a, const struct dgpm_node *b)
{
	if (a->kind != b->kind)
		return false;
	switch ((enum dgpm_kind)a->kind) {
	case DGPM_NULL:
		return true;
	case DGPM_BOOL:
		return a->yes == b->yes;
	case DGPM_NUMBER:
		return same_number(dgpm_node_str(a), dgpm_node_str(b));
	case DGPM_STRING:
		return dgpm_str_eq(dgpm_node_str(a), dgpm_node_str(b));
	default:
		return dgpm_str_eq(diff_canon(arena, a), diff_canon(arena, b));
	}
}

static int cmp_items(const void *pa, const void *pb)
{
	const struct diff_item *a = pa, *b = pb;

	return dgpm_str_cmp(a->name, b->name);
}

static bool is_scalar(const struct dgpm_node *node)
{
	return node != NULL && node->kind != DGPM_LIST && node->kind != DGPM_MAP && node->kind != DGPM_NULL;
}

/* Where names are made. A list may have as many items as a document has values, and most ways are tried in vain: the
 * names of a side stand in one text, which the next way writes over. */
struct naming {
	struct dgpm_buf texts;
	struct dgpm_arena *scratch; /* for one name at a time */
};

/* Adds the name of one item in a way; false: it has none. */
static bool name_of(struct naming *in, const char *const *keys, const struct dgpm_node *item)
{
	if (!is_scalar(dgpm_node_get(item, keys[0])))
		return false;
	for (; *keys != NULL; keys++) {
		const struct dgpm_node *value = dgpm_node_get(item, *keys);

		if (is_scalar(value))
			canon(&in->texts, in->scratch, value);
		else if (value != NULL)
			return false; /* a list here could not be told from a key that is not there */
		else
			dgpm_buf_char(&in->texts, '-');
	}
	return true;
}

/* All items of a list by their names, sorted; false: not all have one, or two have the same. */
static bool name_side(struct diff_items *side, struct naming *in, const char *const *keys,
		      const struct dgpm_node *list)
{
	const char *at;

	side->n = list != NULL ? list->n : 0;
	dgpm_buf_clear(&in->texts);
	for (size_t i = 0; i < side->n; i++) {
		size_t before = in->texts.n;

		side->items[i].node = &list->items[i];
		if (keys != NULL && !name_of(in, keys, &list->items[i]))
			return false;
		if (keys == NULL) {
			canon(&in->texts, in->scratch, &list->items[i]);
			dgpm_arena_reset(in->scratch);
		}
		side->items[i].name.n = in->texts.n - before;
	}
	/* The text moved while it grew: now it stands. */
	at = dgpm_buf_text(&in->texts);
	for (size_t i = 0; i < side->n; at += side->items[i++].name.n)
		side->items[i].name.s = at;
	dgpm_sort(side->items, side->n, sizeof *side->items, cmp_items);
	for (size_t i = 1; keys != NULL && i < side->n; i++)
		if (cmp_items(&side->items[i - 1], &side->items[i]) == 0)
			return false;
	return true;
}

void diff_name_items(struct diff_lists *out, struct dgpm_arena *arena, const struct dgpm_node *a,
		     const struct dgpm_node *b)
{
	const struct dgpm_node *list[2] = { a, b };
	struct naming in[2] = { { .texts = { .arena = arena } }, { .texts = { .arena = arena } } };

	for (unsigned s = 0; s < 2; s++)
		out->side[s].items =
			dgpm_arena_array(arena, list[s] != NULL ? list[s]->n : 0, sizeof(struct diff_item));
	for (size_t w = 0; w < DGPM_COUNT(ways); w++)
		if (name_side(&out->side[0], &in[0], ways[w], a) && name_side(&out->side[1], &in[1], ways[w], b)) {
			out->keys = ways[w];
			return;
		}
	out->keys = NULL;
	in[0].scratch = in[1].scratch = dgpm_arena_like(arena);
	(void)name_side(&out->side[0], &in[0], NULL, a);
	(void)name_side(&out->side[1], &in[1], NULL, b);
	dgpm_arena_free(in[0].scratch);
}

const struct dgpm_node *diff_identity(struct dgpm_arena *arena, const char *const *keys, const struct dgpm_node *item)
{
	static const struct dgpm_node absent = { .kind = DGPM_NULL, .n = 4, .text = "null" };
	struct dgpm_node *map = dgpm_arena_array(arena, 1, sizeof *map);
	struct dgpm_pair *pairs;
	uint32_t n = 0;

	while (keys[n] != NULL)
		n++;
	pairs = dgpm_arena_array(arena, n, sizeof *pairs);
	*map = (struct dgpm_node){ .kind = DGPM_MAP, .n = n, .pairs = pairs };
	for (uint32_t i = 0; i < n; i++) {
		const struct dgpm_node *value = dgpm_node_get(item, keys[i]);

		pairs[i].key =
			(struct dgpm_node){ .kind = DGPM_STRING, .n = (uint32_t)strlen(keys[i]), .text = keys[i] };
		pairs[i].value = value != NULL ? *value : absent;
	}
	return map;
}
