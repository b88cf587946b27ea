/* Small indexes by a 128-bit hash (FNV-1a): for what is met millions of times and only compared. */
#include "convert.h"

__extension__ typedef unsigned __int128 wide;

struct convert_slot {
	struct convert_hash hash;
	uint32_t value;
	bool used;
};

/* FNV-1a, 128 bits; texts are kept apart by a byte that is in no UTF-8. */
struct convert_hash convert_hash_of(const struct dgpm_str *texts, size_t n)
{
	const wide prime = ((wide)1 << 88) + 0x13b;
	wide h = ((wide)0x6c62272e07bb0142 << 64) + 0x62b821756295c58d;

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < texts[i].n; k++)
			h = (h ^ (unsigned char)texts[i].s[k]) * prime;
		h = (h ^ 0xff) * prime;
	}
	return (struct convert_hash){ (uint64_t)(h >> 64), (uint64_t)h };
}

static struct convert_slot *find(const struct convert_keys *keys, struct convert_hash hash)
{
	size_t i = hash.b & (keys->cap - 1);

	while (keys->slots[i].used && (keys->slots[i].hash.a != hash.a || keys->slots[i].hash.b != hash.b))
		i = (i + 1) & (keys->cap - 1);
	return &keys->slots[i];
}

static void grow(struct convert_keys *keys)
{
	struct convert_keys bigger = { .arena = keys->arena,
				       .n = keys->n,
				       .cap = keys->cap != 0 ? keys->cap * 4 : 256 };

	bigger.slots = dgpm_arena_array(keys->arena, bigger.cap, sizeof *bigger.slots);
	for (size_t i = 0; i < keys->cap; i++)
		if (keys->slots[i].used)
			*find(&bigger, keys->slots[i].hash) = keys->slots[i];
	*keys = bigger;
}

uint32_t *convert_keys_put(struct convert_keys *keys, struct convert_hash hash, bool *is_new)
{
	struct convert_slot *slot;

	if ((keys->n + 1) * 3 >= keys->cap * 2)
		grow(keys);
	slot = find(keys, hash);
	*is_new = !slot->used;
	if (*is_new) {
		*slot = (struct convert_slot){ .hash = hash, .used = true };
		keys->n++;
	}
	return &slot->value;
}

const uint32_t *convert_keys_get(const struct convert_keys *keys, struct convert_hash hash)
{
	const struct convert_slot *slot = keys->cap != 0 ? find(keys, hash) : NULL;

	return slot != NULL && slot->used ? &slot->value : NULL;
}
