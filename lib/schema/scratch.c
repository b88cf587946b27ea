/* Scratch of a schema run: blocks used like a stack. */
#include "schema/scratch.h"

#define BLOCK ((size_t)16 << 10)
#define ALIGN (_Alignof(max_align_t))

static struct schema_block *block_new(struct schema_scratch *s, size_t size)
{
	struct schema_block *b = dgpm_arena_alloc(s->arena, sizeof *b + size);

	*b = (struct schema_block){ .size = size };
	return b;
}

void *schema_scratch_take(struct schema_scratch *s, size_t n, size_t size)
{
	size_t bytes;
	void *p;

	/* A size that overflows is handed to the arena, which knows what to do when memory ends. */
	if (__builtin_mul_overflow(n, size, &bytes) || bytes > SIZE_MAX / 2)
		bytes = SIZE_MAX / 2;
	bytes = (bytes + ALIGN - 1) & ~(ALIGN - 1);
	if (s->now == NULL)
		s->now = s->first = block_new(s, bytes > BLOCK ? bytes : BLOCK);
	while (s->now->size - s->now->used < bytes) {
		struct schema_block *next = s->now->next;

		if (next == NULL || next->size < bytes) {
			size_t want = s->now->size * 2;
			struct schema_block *b = block_new(s, want > bytes ? want : bytes);

			b->next = next;
			s->now->next = next = b;
		}
		next->used = 0;
		s->now = next;
	}
	p = s->now->data + s->now->used;
	s->now->used += bytes;
	return p;
}

struct schema_mark schema_scratch_mark(const struct schema_scratch *s)
{
	return (struct schema_mark){ s->now, s->now != NULL ? s->now->used : 0 };
}

void schema_scratch_back(struct schema_scratch *s, struct schema_mark mark)
{
	s->now = mark.block != NULL ? mark.block : s->first;
	if (s->now != NULL)
		s->now->used = mark.used;
}
