/* Cards kept in few bytes: a tree of nodes takes ten times the text it was read from. */
#include "diff/parts.h"

#define SPACE_KEPT ((size_t)1 << 20)

void diff_put_number(struct dgpm_buf *b, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		dgpm_buf_char(b, (char)(v | 0x80));
	dgpm_buf_char(b, (char)v);
}

uint64_t diff_get_number(const char **p)
{
	uint64_t v = 0;

	for (unsigned shift = 0;; shift += 7) {
		unsigned char c = (unsigned char)*(*p)++;

		v |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return v;
	}
}

/* A text keeps its NUL, so that nodes can borrow it. */
static void put_text(struct dgpm_buf *b, const struct dgpm_node *node)
{
	diff_put_number(b, node->n);
	dgpm_buf_str(b, (struct dgpm_str){ node->text, node->n });
	dgpm_buf_char(b, '\0');
}

void diff_put_node(struct dgpm_buf *b, const struct dgpm_node *node)
{
	dgpm_buf_char(b, (char)(node->kind | node->yes << 3 | node->integer << 4));
	switch ((enum dgpm_kind)node->kind) {
	case DGPM_LIST:
		diff_put_number(b, node->n);
		for (uint32_t i = 0; i < node->n; i++)
			diff_put_node(b, &node->items[i]);
		return;
	case DGPM_MAP:
		diff_put_number(b, node->n);
		for (uint32_t i = 0; i < node->n; i++) {
			put_text(b, &node->pairs[i].key);
			diff_put_node(b, &node->pairs[i].value);
		}
		return;
	default:
		put_text(b, node);
	}
}

static void put_lines(struct dgpm_buf *b, const struct dgpm_node *node)
{
	diff_put_number(b, node->line);
	for (uint32_t i = 0; i < node->n && node->kind == DGPM_LIST; i++)
		put_lines(b, &node->items[i]);
	for (uint32_t i = 0; i < node->n && node->kind == DGPM_MAP; i++)
		put_lines(b, &node->pairs[i].value);
}

static const char *kept(struct dgpm_arena *keep, const char *bytes, size_t n)
{
	return memcpy(dgpm_arena_alloc(keep, n), bytes, n);
}

struct diff_packed diff_pack(struct dgpm_arena *keep, struct dgpm_buf *space, const struct dgpm_node *root,
			     const struct diff_packed *like)
{
	struct diff_packed packed;

	dgpm_buf_clear(space);
	diff_put_node(space, root);
	packed.n = (uint32_t)space->n;
	put_lines(space, root);
	packed.bytes = like != NULL && like->n == packed.n && memcmp(like->bytes, space->s, packed.n) == 0 ?
			       like->bytes :
			       kept(keep, space->s, packed.n);
	packed.lines = kept(keep, space->s + packed.n, space->n - packed.n);
	/* A card of megabytes is mostly alone, and what is compared next takes much, too. */
	if (space->cap > SPACE_KEPT) {
		dgpm_arena_drop(keep, space->s);
		*space = (struct dgpm_buf){ .arena = keep };
	}
	return packed;
}

struct reader {
	struct dgpm_arena *arena;
	const char *at, *lines;
};

static void get_text(struct reader *r, struct dgpm_node *node)
{
	node->n = (uint32_t)diff_get_number(&r->at);
	node->text = r->at;
	r->at += node->n + 1;
}

static void get(struct reader *r, struct dgpm_node *node)
{
	unsigned char head = (unsigned char)*r->at++;
	struct dgpm_node *items;
	struct dgpm_pair *pairs;

	*node = (struct dgpm_node){ .kind = head & 7, .yes = (head & 8) != 0, .integer = (head & 16) != 0,
				    .line = r->lines != NULL ? (uint32_t)diff_get_number(&r->lines) : 0 };
	switch ((enum dgpm_kind)node->kind) {
	case DGPM_LIST:
		node->n = (uint32_t)diff_get_number(&r->at);
		node->items = items = dgpm_arena_array(r->arena, node->n, sizeof *items);
		for (uint32_t i = 0; i < node->n; i++)
			get(r, &items[i]);
		return;
	case DGPM_MAP:
		node->n = (uint32_t)diff_get_number(&r->at);
		node->pairs = pairs = dgpm_arena_array(r->arena, node->n, sizeof *pairs);
		for (uint32_t i = 0; i < node->n; i++) {
			pairs[i].key.kind = DGPM_STRING;
			get_text(r, &pairs[i].key);
			get(r, &pairs[i].value);
		}
		return;
	default:
		get_text(r, node);
	}
}

const struct dgpm_node *diff_unpack(struct dgpm_arena *arena, const struct diff_packed *packed)
{
	struct reader r = { .arena = arena, .at = packed->bytes, .lines = packed->lines };
	struct dgpm_node *root = dgpm_arena_array(arena, 1, sizeof *root);

	get(&r, root);
	return root;
}

const struct dgpm_node *diff_get_node(struct dgpm_arena *arena, const char **at)
{
	struct reader r = { .arena = arena, .at = *at };
	struct dgpm_node *node = dgpm_arena_array(arena, 1, sizeof *node);

	get(&r, node);
	*at = r.at;
	return node;
}

static void copy(struct dgpm_arena *arena, struct dgpm_node *to, const struct dgpm_node *node)
{
	struct dgpm_node *items;
	struct dgpm_pair *pairs;

	*to = *node;
	if (node->kind == DGPM_LIST) {
		to->items = items = dgpm_arena_array(arena, node->n, sizeof *items);
		for (uint32_t i = 0; i < node->n; i++)
			copy(arena, &items[i], &node->items[i]);
	} else if (node->kind == DGPM_MAP) {
		to->pairs = pairs = dgpm_arena_array(arena, node->n, sizeof *pairs);
		for (uint32_t i = 0; i < node->n; i++) {
			copy(arena, &pairs[i].key, &node->pairs[i].key);
			copy(arena, &pairs[i].value, &node->pairs[i].value);
		}
	} else if (node->text != NULL) {
		to->text = dgpm_arena_strndup(arena, node->text, node->n);
	}
}

const struct dgpm_node *diff_copy(struct dgpm_arena *arena, const struct dgpm_node *node)
{
	struct dgpm_node *to = dgpm_arena_array(arena, 1, sizeof *to);

	copy(arena, to, node);
	return to;
}
