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

bool diff_same(struct dgpm_arena *arena, const struct dgpm_node *a, const struct dgpm_node *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == DGPM_STRING || (a->kind == DGPM_NUMBER && dgpm_str_eq(dgpm_node_str(a), dgpm_node_str(b))))
		return dgpm_str_eq(dgpm_node_str(a), dgpm_node_str(b));
	return dgpm_str_eq(diff_canon(arena, a), diff_canon(arena, b));
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

/* The name of one item in a way; false: it has none. */
static bool name_of(struct dgpm_str *out, struct dgpm_arena *arena, const char *const *keys,
		    const struct dgpm_node *item)
{
	struct dgpm_buf b = { .arena = arena };

	if (!is_scalar(dgpm_node_get(item, keys[0])))
		return false;
	for (; *keys != NULL; keys++) {
		const struct dgpm_node *value = dgpm_node_get(item, *keys);

		if (is_scalar(value))
			canon(&b, arena, value);
		else if (value != NULL)
			return false; /* a list here could not be told from a key that is not there */
		else
			dgpm_buf_char(&b, '-');
	}
	*out = (struct dgpm_str){ b.s, b.n };
	return true;
}

/* All items of a list by their names, sorted; false: not all have one, or two have the same. */
static bool name_side(struct diff_items *side, struct dgpm_arena *arena, const char *const *keys,
		      const struct dgpm_node *list)
{
	side->n = list != NULL ? list->n : 0;
	for (size_t i = 0; i < side->n; i++) {
		side->items[i].node = &list->items[i];
		if (keys == NULL)
			side->items[i].name = diff_canon(arena, &list->items[i]);
		else if (!name_of(&side->items[i].name, arena, keys, &list->items[i]))
			return false;
	}
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

	for (unsigned s = 0; s < 2; s++)
		out->side[s].items =
			dgpm_arena_array(arena, list[s] != NULL ? list[s]->n : 0, sizeof(struct diff_item));
	for (size_t w = 0; w < DGPM_COUNT(ways); w++)
		if (name_side(&out->side[0], arena, ways[w], a) && name_side(&out->side[1], arena, ways[w], b)) {
			out->keys = ways[w];
			return;
		}
	out->keys = NULL;
	(void)name_side(&out->side[0], arena, NULL, a);
	(void)name_side(&out->side[1], arena, NULL, b);
}

const struct dgpm_node *diff_identity(struct dgpm_arena *arena, const char *const *keys, const struct dgpm_node *item)
{
	static const struct dgpm_node absent = { .kind = DGPM_NULL, .n = 4, .text = "null" };
	struct dgpm_node map = { .kind = DGPM_MAP };
	struct dgpm_pair *pairs = dgpm_arena_array(arena, DIFF_MOST_KEYS + 1, sizeof *pairs);

	for (; *keys != NULL; keys++) {
		const struct dgpm_node *value = dgpm_node_get(item, *keys);

		pairs[map.n].key =
			(struct dgpm_node){ .kind = DGPM_STRING, .n = (uint32_t)strlen(*keys), .text = *keys };
		pairs[map.n++].value = value != NULL ? *value : absent;
	}
	map.pairs = pairs;
	return diff_copy(arena, &map);
}
