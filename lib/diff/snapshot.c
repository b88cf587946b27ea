/* The part of a card that a review keeps. */
#include "diff/snapshot.h"
#include "doc/build.h"

static bool is_among(const struct dgpm_node *keys, const struct dgpm_node *key)
{
	for (uint32_t i = 0; i < keys->n; i++)
		if (dgpm_str_eq(dgpm_node_str(&keys->items[i]), dgpm_node_str(key)))
			return true;
	return false;
}

static struct dgpm_node only(struct dgpm_arena *arena, const struct dgpm_node *map, const struct dgpm_node *keys)
{
	struct build_map m = build_map_new(arena, map->n);

	for (uint32_t i = 0; i < map->n; i++)
		if (is_among(keys, &map->pairs[i].key))
			build_node(&m, map->pairs[i].key.text, &map->pairs[i].value);
	return build_done(&m);
}

/* A map, or each map of a list, with these keys alone; anything else as it is. */
static struct dgpm_node part_of(struct dgpm_arena *arena, const struct dgpm_node *value, const struct dgpm_node *keys)
{
	struct dgpm_node list = *value, *items;

	if (keys == NULL || keys->kind != DGPM_LIST)
		return list;
	if (value->kind == DGPM_MAP)
		return only(arena, value, keys);
	if (value->kind != DGPM_LIST)
		return list;
	items = dgpm_arena_array(arena, value->n, sizeof *items);
	for (uint32_t i = 0; i < value->n; i++)
		items[i] = value->items[i].kind == DGPM_MAP ? only(arena, &value->items[i], keys) : value->items[i];
	list.items = items;
	return list;
}

/* ID and state of every finding; one without a state is open. */
static void add_findings(struct build_map *to, struct dgpm_arena *arena, const struct dgpm_node *card)
{
	const struct dgpm_node *reviews = NULL, *findings;
	uint32_t n = dgpm_node_items(card, "reviews", &reviews), n_findings, total = 0, kept = 0;
	struct dgpm_node *items;

	for (uint32_t i = 0; i < n; i++)
		total += dgpm_node_items(&reviews[i], "findings", &findings);
	items = dgpm_arena_array(arena, total, sizeof *items);
	for (uint32_t i = 0; i < n; i++) {
		findings = NULL;
		n_findings = dgpm_node_items(&reviews[i], "findings", &findings);
		for (uint32_t k = 0; k < n_findings; k++) {
			struct build_map m = build_map_new(arena, 2);
			const char *status = dgpm_node_cstr(dgpm_node_get(&findings[k], "status"));

			build_node(&m, "id", dgpm_node_get(&findings[k], "id"));
			build_text(&m, "status", status != NULL ? status : "open");
			items[kept++] = build_done(&m);
		}
	}
	if (kept != 0)
		build_list(to, "findings", items, kept);
}

struct dgpm_node dgpm_snapshot(struct dgpm_arena *arena, const struct dgpm_node *data, const struct dgpm_node *card)
{
	const struct dgpm_node *list = NULL;
	uint32_t n = dgpm_node_items(data, "snapshot", &list);
	struct build_map m = build_map_new(arena, n + 1);

	for (uint32_t i = 0; i < n; i++) {
		const char *field = dgpm_node_cstr(dgpm_node_get(&list[i], "field"));
		const struct dgpm_node *value = field != NULL ? dgpm_node_get(card, field) : NULL;
		struct dgpm_node part;

		if (value == NULL)
			continue;
		part = part_of(arena, value, dgpm_node_get(&list[i], "keys"));
		if (part.kind < DGPM_LIST || part.n != 0)
			build_node(&m, field, &part);
	}
	add_findings(&m, arena, card);
	return build_done(&m);
}
