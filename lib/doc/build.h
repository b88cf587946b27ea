/* Internal: building nodes in memory, to be joined to a document. */
#ifndef DOC_BUILD_H
#define DOC_BUILD_H

#include "doc/doc.h"

/* A map under construction. */
struct build_map {
	struct dgpm_arena *arena;
	struct dgpm_pair *pairs;
	uint32_t n, cap;
};

struct build_map build_map_new(struct dgpm_arena *arena, uint32_t cap);

/* `key` is borrowed; text values are borrowed too. */
void build_int(struct build_map *m, const char *key, int64_t value);
void build_bool(struct build_map *m, const char *key, bool value);
void build_text(struct build_map *m, const char *key, const char *text); /* NULL: nothing is added */
void build_node(struct build_map *m, const char *key, const struct dgpm_node *node); /* copied; NULL: nothing */
void build_sub(struct build_map *m, const char *key, const struct build_map *sub);

/* A list; `items` is borrowed. */
void build_list(struct build_map *m, const char *key, const struct dgpm_node *items, uint32_t n);

/* The finished map; it stands nowhere: its line is 0. */
struct dgpm_node build_done(const struct build_map *m);

/* A copy of `map` with one more pair at its end. */
struct dgpm_node build_joined(struct dgpm_arena *arena, const struct dgpm_node *map, const char *key,
			      const struct dgpm_node *value);

#endif
