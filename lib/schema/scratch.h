/* Memory of one schema run: taken and given back in order, kept from document to document. */
#ifndef SCHEMA_SCRATCH_H
#define SCHEMA_SCRATCH_H

#include "base/arena.h"

struct schema_block {
	struct schema_block *next;
	size_t size, used;
	_Alignas(max_align_t) char data[];
};

/* Blocks come from the arena and are never given back to it, so a run settles at what its largest document needs. */
struct schema_scratch {
	struct dgpm_arena *arena;
	struct schema_block *first, *now;
};

struct schema_mark {
	struct schema_block *block;
	size_t used;
};

/* Not cleared. */
void *schema_scratch_take(struct schema_scratch *s, size_t n, size_t size);
struct schema_mark schema_scratch_mark(const struct schema_scratch *s);
void schema_scratch_back(struct schema_scratch *s, struct schema_mark mark);

#endif
