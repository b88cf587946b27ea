/* Texts numbered: open addressing over 32-bit numbers, nothing is ever deleted. */
#include "base/intern.h"

static void grow_table(struct names *names)
{
	size_t size = names->slot != NULL ? (names->mask + 1) * 2 : 64;

	names->slot = dgpm_arena_array(names->arena, size, sizeof *names->slot);
	names->mask = size - 1;
	for (size_t i = 0; i < names->n; i++) {
		size_t at = names->hash[i] & names->mask;

		while (names->slot[at] != 0)
			at = (at + 1) & names->mask;
		names->slot[at] = (uint32_t)i + 1;
	}
}

static uint32_t *find(const struct names *names, struct dgpm_str s, uint64_t hash)
{
	size_t at = hash & names->mask;
	uint32_t i;

	while ((i = names->slot[at]) != 0 && (names->hash[i - 1] != hash || !dgpm_str_eq(names->s[i - 1], s)))
		at = (at + 1) & names->mask;
	return &names->slot[at];
}

uint32_t names_find(const struct names *names, struct dgpm_str s)
{
	return names->slot != NULL ? *find(names, s, names_hash(s)) : 0;
}

uint32_t names_add(struct names *names, struct dgpm_str s)
{
	uint64_t hash = names_hash(s);
	uint32_t *slot;

	if (names->slot == NULL || names->n >= (names->mask + 1) / 4 * 3)
		grow_table(names);
	slot = find(names, s, hash);
	if (*slot == 0) {
		if (names->n == names->cap) {
			size_t cap = names->cap != 0 ? names->cap * 2 : 64;

			names->s = dgpm_arena_grow(names->arena, names->s, names->n, cap, sizeof *names->s);
			names->hash = dgpm_arena_grow(names->arena, names->hash, names->n, cap, sizeof *names->hash);
			names->cap = cap;
		}
		names->s[names->n].s = dgpm_arena_strndup(names->arena, s.n != 0 ? s.s : "", s.n);
		names->s[names->n].n = s.n;
		names->hash[names->n] = hash;
		*slot = (uint32_t)++names->n;
	}
	names->last = *slot - 1;
	return names->last;
}
