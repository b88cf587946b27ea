/* Small indexes by a hash: for what is met millions of times and only compared. */
#include "convert/keys.h"
#include "base/list.h"
#include "base/wide.h"

/* Both halves of a product, folded: every bit of the input reaches every bit of the result. */
static uint64_t mix(uint64_t a, uint64_t b)
{
	uwide product = (uwide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Up to eight bytes as a word; the length is mixed in beside it. */
static uint64_t short_word(const char *s, size_t n)
{
	uint32_t low, high;

	if (n >= 4) {
		memcpy(&low, s, 4);
		memcpy(&high, s + n - 4, 4);
		return low | (uint64_t)high << 32;
	}
	if (n == 0)
		return 0;
	return (unsigned char)s[0] | (uint64_t)(unsigned char)s[n / 2] << 8 | (uint64_t)(unsigned char)s[n - 1] << 16;
}

/* The words of all texts; the last word of a text overlaps the one before it. */
static inline uint64_t hash_words(const struct dgpm_str *texts, size_t n, uint64_t seed, uint64_t odd, uint64_t between)
{
	uint64_t h = seed, word;

	for (size_t i = 0; i < n; i++) {
		const char *s = texts[i].s;
		size_t left = texts[i].n;

		for (; left > 8; left -= 8, s += 8) {
			memcpy(&word, s, 8);
			h = mix(h ^ word, odd);
		}
		h = mix(h ^ (left == texts[i].n || left == 8 ? short_word(s, left) : short_word(s + left - 8, 8)), odd);
		h = mix(h ^ texts[i].n, between);
	}
	return h;
}

uint64_t convert_hash_more(uint64_t hash, const struct dgpm_str *texts, size_t n)
{
	return hash_words(texts, n, hash, 0xa0761d6478bd642f, 0x8ebc6af09c88c6e3);
}

uint64_t convert_hash_one(const struct dgpm_str *texts, size_t n)
{
	return convert_hash_more(0x9e3779b97f4a7c15, texts, n);
}

/* Two hashes over the same words, with other odd constants; the length of each text keeps them apart. */
struct convert_hash convert_hash_of(const struct dgpm_str *texts, size_t n)
{
	const uint64_t seed = 0xc2b2ae3d27d4eb4f;

	return (struct convert_hash){ convert_hash_one(texts, n),
				      hash_words(texts, n, seed, 0xe7037ed1a0b428db, 0x589965cc75374cc3) };
}

static bool is_key(const void *ctx, uint32_t number, const void *key)
{
	const struct convert_key *item = &((const struct convert_keys *)ctx)->items[number];
	const struct convert_hash *hash = key;

	return item->hash.a == hash->a && item->hash.b == hash->b;
}

uint32_t *convert_keys_put(struct convert_keys *keys, struct convert_hash hash, bool *is_new)
{
	uint32_t number;

	keys->map.arena = keys->arena;
	number = dgpm_map_put(&keys->map, hash.b, is_key, keys, &hash, (uint32_t)keys->n);
	*is_new = number == keys->n;
	if (*is_new)
		*DGPM_PUSH(keys->arena, keys->items, keys->n, keys->cap) = (struct convert_key){ .hash = hash };
	return &keys->items[number].value;
}
