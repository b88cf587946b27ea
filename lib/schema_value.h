/* Values of documents compared as JSON Schema does: 1.0 is 1, the order of keys does not count. */
#ifndef SCHEMA_VALUE_H
#define SCHEMA_VALUE_H

#include "decimal.h"
#include "schema_scratch.h"

/* Equal values have equal hashes. Both follow the nesting of the document, which its reader has limited. */
uint64_t schema_hash_text(const char *s, size_t n);
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
