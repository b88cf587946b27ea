/* A compiled schema: one struct a subschema, its keywords grouped by the kind of value they speak of. */
#ifndef SCHEMA_TREE_H
#define SCHEMA_TREE_H

#include "schema/schema.h"
#include "schema/format.h"
#include "schema/pattern.h"
#include "schema/value.h"

/* Bits of schema_sub.types: one for each enum dgpm_kind, and integer. */
enum {
	SCHEMA_NULL = 1 << DGPM_NULL,
	SCHEMA_BOOL = 1 << DGPM_BOOL,
	SCHEMA_NUMBER = 1 << DGPM_NUMBER,
	SCHEMA_STRING = 1 << DGPM_STRING,
	SCHEMA_LIST = 1 << DGPM_LIST,
	SCHEMA_MAP = 1 << DGPM_MAP,
	SCHEMA_INTEGER = 1 << 6,
};

#define SCHEMA_NO_LIMIT UINT32_MAX

enum schema_fixed { SCHEMA_RUN, SCHEMA_ANY, SCHEMA_NONE };

struct schema_sub;

struct schema_subs {
	uint32_t n;
	const struct schema_sub **at;
};

/* enum; `hashes` is sorted and only there when the list is long. */
struct schema_enum {
	const struct dgpm_node *list;
	struct schema_hashed {
		uint64_t hash;
		const struct dgpm_node *value;
	} *hashes;
};

struct schema_numbers {
	const struct dgpm_node *minimum, *maximum, *above, *below, *multiple; /* above, below: the exclusive ones */
	struct decimal minimum_d, maximum_d, above_d, below_d, multiple_d;
};

struct schema_strings {
	uint32_t min, max;
	const struct schema_pattern *pattern;
	bool regex; /* format regex is held */
	const struct schema_format *format; /* held: any other one; its pattern */
	const struct schema_pattern *format_pattern;
};

struct schema_lists {
	uint32_t min, max, min_contains, max_contains;
	bool unique;
	struct schema_subs prefix;
	const struct schema_sub *items, *contains;
};

/* A key named by `properties`, by `required`, or by both. */
struct schema_prop {
	const struct dgpm_node *key; /* its node in the schema */
	const struct schema_sub *sub; /* NULL: only required */
	bool required;
	bool patterns; /* some of patternProperties may match the key */
};

struct schema_pattern_prop {
	const struct schema_pattern *pattern;
	const struct schema_sub *sub;
};

/* dependentRequired (list) and dependentSchemas (sub). */
struct schema_dependent {
	struct dgpm_str key;
	const struct dgpm_node *list;
	const struct schema_sub *sub;
};

struct schema_maps {
	uint32_t min, max;
	const struct dgpm_node *properties, *required;
	uint32_t n_props, n_required, n_patterns, n_dependents;
	struct schema_prop *props; /* in the order of the schema */
	struct schema_slot {
		uint32_t tag;  /* the upper half of the hash, so that a miss reads nothing else */
		uint32_t prop; /* 1 + index into props; 0: free */
	} *slots;
	uint32_t slot_mask;
	struct schema_pattern_prop *patterns;
	struct schema_dependent *dependents;
	const struct schema_sub *additional, *names;
};

struct schema_logic {
	const struct schema_sub *ref, *dynamic_ref;
	struct dgpm_str dynamic_name; /* s NULL: $dynamicRef is a plain $ref */
	struct schema_subs all, any, one;
	const struct schema_sub *not, *when, *then, *otherwise;
};

struct schema_sub {
	uint8_t fixed; /* enum schema_fixed */
	uint8_t types; /* 0: any */
	uint32_t resource;
	const struct dgpm_node *node;
	const struct dgpm_node *constant;
	const struct schema_enum *values;
	struct schema_numbers *numbers;
	struct schema_strings *strings;
	struct schema_lists *lists;
	struct schema_maps *maps;
	struct schema_logic *logic;
	const struct schema_sub *unevaluated_items, *unevaluated_keys;
};

/* A $dynamicAnchor of a resource. */
struct schema_dynamic {
	uint32_t resource;
	struct dgpm_str name;
	const struct schema_sub *sub;
};

struct dgpm_schema {
	const struct schema_sub *root;
	struct schema_pattern *patterns;
	struct schema_dynamic *dynamics; /* only what some $dynamicRef can reach */
	uint32_t n_dynamics;
	const char *lang;
};

/* The entry for a key, or NULL. */
static inline const struct schema_prop *schema_prop_find(const struct schema_maps *m, struct dgpm_str key)
{
	uint64_t hash = schema_hash_text(key.s, key.n);

	for (uint32_t at = (uint32_t)hash & m->slot_mask; m->slots[at].prop != 0; at = (at + 1) & m->slot_mask) {
		const struct schema_prop *p = &m->props[m->slots[at].prop - 1];

		if (m->slots[at].tag == (uint32_t)(hash >> 32) && p->key->n == key.n &&
		    schema_same_bytes(p->key->text, key.s, key.n))
			return p;
	}
	return NULL;
}

#endif
