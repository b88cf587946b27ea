/* Internal: sets and indexes of what a conversion has met. */
#ifndef CONVERT_KEYS_H
#define CONVERT_KEYS_H

#include "base/arena.h"
#include "base/map.h"
#include "base/yen.h"

/* Sets and indexes by 128 bits of a hash: exact enough for reports, and small. */
struct convert_hash {
	uint64_t a, b;
};
struct convert_keys {
	struct dgpm_arena *arena;
	struct dgpm_map map;
	struct convert_key {
		struct convert_hash hash;
		uint32_t value;
	} * items;
	size_t n, cap;
};
struct convert_hash convert_hash_of(const struct dgpm_str *texts, size_t n);
uint64_t convert_hash_one(const struct dgpm_str *texts, size_t n);
/* The hash of texts that follow those of `hash`. */
uint64_t convert_hash_more(uint64_t hash, const struct dgpm_str *texts, size_t n);
/* The value kept for a key, new ones 0. */
uint32_t *convert_keys_put(struct convert_keys *keys, struct convert_hash hash, bool *is_new);

/* The first of the figures with one key in a file, and how often it was met. */
struct convert_first {
	uint64_t hash;
	dgpm_yen yen;
	uint32_t row; /* of CSV the line */
	uint16_t sheet, n;
};
struct convert_firsts {
	const struct dgpm_arena *like;
	struct dgpm_arena *own, *own_slots;
	struct convert_first **chunks;
	size_t n, n_chunks, cap_chunks;
	uint64_t *slots; /* the number of a figure, and bits of its hash above it; 0: none */
	size_t cap;
};
/* Soon this one will be asked for: its slot is in no cache yet. */
void convert_first_near(struct convert_firsts *t, uint64_t hash);
/* Its n is 0 when the key is new. The caller counts. */
struct convert_first *convert_first_of(struct convert_firsts *t, uint64_t hash);
void convert_firsts_free(struct convert_firsts *t);

#endif
