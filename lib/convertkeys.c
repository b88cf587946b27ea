/* Small indexes by a hash: for what is met millions of times and only compared. */
#include "convert.h"

__extension__ typedef unsigned __int128 wide;

struct convert_slot {
	struct convert_hash hash;
	uint32_t value;
	bool used;
};

/* Both halves of a product, folded: every bit of the input reaches every bit of the result. */
static uint64_t mix(uint64_t a, uint64_t b)
{
	wide product = (wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Two hashes over the same words, with other odd constants; the length of each text keeps them apart. */
struct convert_hash convert_hash_of(const struct dgpm_str *texts, size_t n)
{
	uint64_t a = 0x9e3779b97f4a7c15, b = 0xc2b2ae3d27d4eb4f;

	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		for (; k < texts[i].n; k += 8) {
			uint64_t word = 0;

			memcpy(&word, texts[i].s + k, texts[i].n - k < 8 ? texts[i].n - k : 8);
			a = mix(a ^ word, 0xa0761d6478bd642f);
			b = mix(b ^ word, 0xe7037ed1a0b428db);
		}
		a = mix(a ^ texts[i].n, 0x8ebc6af09c88c6e3);
		b = mix(b ^ texts[i].n, 0x589965cc75374cc3);
	}
	return (struct convert_hash){ a, b };
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

static struct convert_first *find_first(const struct convert_firsts *t, uint64_t hash)
{
	size_t i = hash & (t->cap - 1);

	while (t->slots[i].n != 0 && t->slots[i].hash != hash)
		i = (i + 1) & (t->cap - 1);
	return &t->slots[i];
}

/* Each size has an arena of its own, so that the old one is let go. */
static void grow_firsts(struct convert_firsts *t)
{
	struct convert_firsts bigger = { .like = t->like, .n = t->n, .cap = t->cap != 0 ? t->cap * 2 : 1024 };

	bigger.own = dgpm_arena_like(t->like);
	bigger.slots = dgpm_arena_array(bigger.own, bigger.cap, sizeof *bigger.slots);
	for (size_t i = 0; i < t->cap; i++)
		if (t->slots[i].n != 0)
			*find_first(&bigger, t->slots[i].hash) = t->slots[i];
	convert_firsts_free(t);
	*t = bigger;
}

struct convert_first *convert_first_of(struct convert_firsts *t, struct convert_hash hash)
{
	struct convert_first *first;

	if ((t->n + 1) * 4 >= t->cap * 3)
		grow_firsts(t);
	first = find_first(t, hash.a);
	if (first->n == 0) {
		first->hash = hash.a;
		t->n++;
	}
	return first;
}

void convert_firsts_free(struct convert_firsts *t)
{
	if (t->own != NULL)
		dgpm_arena_free(t->own);
	t->own = NULL;
	t->slots = NULL;
	t->n = t->cap = 0;
}
