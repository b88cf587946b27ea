/* Values of documents compared as JSON Schema does: 1.0 is 1, the order of keys does not count. */
#ifndef SCHEMA_VALUE_H
#define SCHEMA_VALUE_H

#include "base/decimal.h"
#include "base/hash.h"
#include "doc/doc.h"
#include "schema/scratch.h"

static inline uint64_t schema_mix(uint64_t a, uint64_t b)
{
	a = (a ^ b) * 0x9fb21c651e98df25u;
	return a ^ (a >> 32);
}

/* Eight bytes at a time; the last may overlap those before. Keys are short, and most of a run is looking them up. */
static inline uint64_t schema_hash_text(const char *s, size_t n)
{
	uint64_t h = 0x9e3779b97f4a7c15u * (n + 1), w = 0;

	if (n >= 8) {
		for (size_t i = 0; i + 8 < n; i += 8)
			h = schema_mix(h, dgpm_load8(s + i));
		w = dgpm_load8(s + n - 8);
	} else if (n >= 4) {
		w = dgpm_load4(s) << 32 | dgpm_load4(s + n - 4);
	} else if (n > 0) {
		w = (uint64_t)(uint8_t)s[0] << 16 | (uint64_t)(uint8_t)s[n / 2] << 8 | (uint8_t)s[n - 1];
	}
	return schema_mix(h, w);
}

/* memcmp() for what is mostly a few bytes. */
static inline bool schema_same_bytes(const char *a, const char *b, size_t n)
{
	if (n > 16)
		return memcmp(a, b, n) == 0;
	if (n >= 8)
		return dgpm_load8(a) == dgpm_load8(b) && dgpm_load8(a + n - 8) == dgpm_load8(b + n - 8);
	if (n >= 4)
		return dgpm_load4(a) == dgpm_load4(b) && dgpm_load4(a + n - 4) == dgpm_load4(b + n - 4);
	for (size_t i = 0; i < n; i++)
		if (a[i] != b[i])
			return false;
	return true;
}

/* Equal values have equal hashes. Both follow the nesting of the document, which its reader has limited. */
uint64_t schema_hash(const struct dgpm_node *v);
bool schema_equal(struct schema_scratch *scratch, const struct dgpm_node *a, const struct dgpm_node *b);

/* Items equal to an earlier one, in order: pairs of (item, earlier) in scratch. Their number; with `first` it stops at
 * one. */
struct schema_twin {
	uint32_t item, earlier;
};
uint32_t schema_twins(struct schema_twin **out, struct schema_scratch *scratch, const struct dgpm_node *list,
		      bool first);

#endif
