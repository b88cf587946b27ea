/* One table from a key to a number: how it grows. */
#include "base/map.h"

#define SMALLEST 16

/* At most three quarters full; the hashes stand in the slots, so no key is looked at. */
void dgpm_map_reserve(struct dgpm_map *m, size_t n)
{
	struct dgpm_map_slot *old = m->slots;
	size_t n_old = old != NULL ? m->mask + 1 : 0, size = n_old != 0 ? n_old : SMALLEST;

	if (n > DGPM_MAP_NONE)
		dgpm_arena_fail(m->arena);
	while (n > size / 4 * 3)
		size *= 2;
	if (size == n_old)
		return;
	m->slots = dgpm_arena_array(m->arena, size, sizeof *m->slots);
	m->mask = size - 1;
	for (size_t i = 0; i < n_old; i++) {
		size_t at = old[i].hash & m->mask;

		if (old[i].number == 0)
			continue;
		while (m->slots[at].number != 0)
			at = (at + 1) & m->mask;
		m->slots[at] = old[i];
	}
	dgpm_arena_drop(m->arena, old);
}
