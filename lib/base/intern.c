/* Texts numbered. */
#include "base/intern.h"

static bool same(const void *ctx, uint32_t number, const void *key)
{
	const struct names *names = ctx;

	return dgpm_str_eq(names->s[number], *(const struct dgpm_str *)key);
}

uint32_t names_find(const struct names *names, struct dgpm_str s)
{
	return dgpm_map_get(&names->map, dgpm_hash(s), same, names, &s) + 1;
}

/* Text and hash stand at the same place of two arrays that grow together. */
static void append(struct names *names, struct dgpm_str s, uint64_t hash)
{
	if (names->n == names->cap) {
		size_t cap = names->cap != 0 ? names->cap * 2 : 64;

		names->s = dgpm_arena_grow(names->arena, names->s, names->n, cap, sizeof *names->s);
		names->hash = dgpm_arena_grow(names->arena, names->hash, names->n, cap, sizeof *names->hash);
		names->cap = cap;
	}
	names->s[names->n] = (struct dgpm_str){ dgpm_arena_strndup(names->arena, s.n != 0 ? s.s : "", s.n), s.n };
	names->hash[names->n++] = hash;
}

uint32_t names_add(struct names *names, struct dgpm_str s)
{
	uint64_t hash = dgpm_hash(s);

	names->map.arena = names->arena;
	names->last = dgpm_map_put(&names->map, hash, same, names, &s, (uint32_t)names->n);
	if (names->last == names->n)
		append(names, s, hash);
	return names->last;
}
