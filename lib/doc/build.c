/* Nodes made in memory. */
#include "doc/build.h"
#include "base/yen.h"

struct build_map build_map_new(struct dgpm_arena *arena, uint32_t cap)
{
	return (struct build_map){ .arena = arena, .pairs = dgpm_arena_array(arena, cap, sizeof(struct dgpm_pair)),
				   .cap = cap };
}

static struct dgpm_node text_node(const char *text)
{
	return (struct dgpm_node){ .kind = DGPM_STRING, .n = (uint32_t)strlen(text), .text = text };
}

static struct dgpm_node *add(struct build_map *m, const char *key)
{
	if (m->n == m->cap) {
		m->pairs = dgpm_arena_grow(m->arena, m->pairs, m->n, m->cap * 2 + 4, sizeof *m->pairs);
		m->cap = m->cap * 2 + 4;
	}
	m->pairs[m->n].key = text_node(key);
	return &m->pairs[m->n++].value;
}

void build_int(struct build_map *m, const char *key, int64_t value)
{
	struct dgpm_node *to = add(m, key);
	char buf[DGPM_INT_BUF];

	*to = text_node(dgpm_arena_strdup(m->arena, dgpm_int_format(buf, value, 0)));
	to->kind = DGPM_NUMBER;
	to->integer = true;
}

void build_bool(struct build_map *m, const char *key, bool value)
{
	struct dgpm_node *to = add(m, key);

	*to = text_node(value ? "true" : "false");
	to->kind = DGPM_BOOL;
	to->yes = value;
}

void build_text(struct build_map *m, const char *key, const char *text)
{
	if (text != NULL)
		*add(m, key) = text_node(text);
}

void build_node(struct build_map *m, const char *key, const struct dgpm_node *node)
{
	if (node != NULL)
		*add(m, key) = *node;
}

struct dgpm_node build_done(const struct build_map *m)
{
	return (struct dgpm_node){ .kind = DGPM_MAP, .n = m->n, .pairs = m->pairs };
}

void build_sub(struct build_map *m, const char *key, const struct build_map *sub)
{
	*add(m, key) = build_done(sub);
}

void build_list(struct build_map *m, const char *key, const struct dgpm_node *items, uint32_t n)
{
	*add(m, key) = (struct dgpm_node){ .kind = DGPM_LIST, .n = n, .items = items };
}

struct dgpm_node build_joined(struct dgpm_arena *arena, const struct dgpm_node *map, const char *key,
			      const struct dgpm_node *value)
{
	struct dgpm_pair *pairs = dgpm_arena_array(arena, (size_t)map->n + 1, sizeof *pairs);
	struct dgpm_node joined = *map;

	if (map->n != 0)
		memcpy(pairs, map->pairs, map->n * sizeof *pairs);
	pairs[map->n].key = text_node(key);
	pairs[map->n].value = *value;
	joined.pairs = pairs;
	joined.n = map->n + 1;
	return joined;
}
