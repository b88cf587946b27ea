/* Arena: blocks in a list, bump allocation, one free. */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>

#define BLOCK_FIRST ((size_t)64 << 10)
#define BLOCK_MOST ((size_t)1 << 20) /* what is larger has a block of its own */
#define ALIGN (_Alignof(max_align_t))

struct block {
	struct block *older;
	size_t size, used; /* of data */
	_Alignas(max_align_t) char data[];
};

struct dgpm_arena {
	dgpm_arena_oom oom;
	void *ctx;
	struct block *top;
	struct block *large; /* one piece each, the latest first */
};

_Noreturn void dgpm_arena_fail(const struct dgpm_arena *a)
{
	if (a->oom != NULL)
		a->oom(a->ctx);
	abort();
}

struct dgpm_arena *dgpm_arena_new(dgpm_arena_oom oom, void *ctx)
{
	struct dgpm_arena *a = malloc(sizeof *a);

	if (a == NULL) {
		if (oom != NULL)
			oom(ctx);
		abort();
	}
	*a = (struct dgpm_arena){ .oom = oom, .ctx = ctx };
	return a;
}

struct dgpm_arena *dgpm_arena_like(const struct dgpm_arena *a)
{
	return dgpm_arena_new(a->oom, a->ctx);
}

static void free_blocks(struct block *b, const struct block *keep)
{
	while (b != keep) {
		struct block *older = b->older;

		free(b);
		b = older;
	}
}

void dgpm_arena_free(struct dgpm_arena *a)
{
	if (a == NULL)
		return;
	free_blocks(a->top, NULL);
	free_blocks(a->large, NULL);
	free(a);
}

void dgpm_arena_reset(struct dgpm_arena *a)
{
	struct block *first = a->top;

	free_blocks(a->large, NULL);
	a->large = NULL;
	if (first == NULL)
		return;
	while (first->older != NULL)
		first = first->older;
	free_blocks(a->top, first);
	first->used = 0;
	a->top = first;
}

/* A block with room for `size` bytes, or what `old` was, made larger. */
static struct block *make_block(const struct dgpm_arena *a, struct block *old, size_t size)
{
	struct block *b;

	if (size > SIZE_MAX - sizeof *b)
		dgpm_arena_fail(a);
	b = realloc(old, sizeof *b + size);
	if (b == NULL)
		dgpm_arena_fail(a);
	b->size = size;
	return b;
}

/* Blocks double up to 1 MiB, so that a small run stays small and a large one makes few calls. */
static struct block *add_block(struct dgpm_arena *a, size_t size)
{
	size_t want = a->top == NULL ? BLOCK_FIRST : a->top->size * 2;
	struct block *b;

	if (want > BLOCK_MOST)
		want = BLOCK_MOST;
	if (want < size)
		want = size;
	b = make_block(a, NULL, want);
	b->used = 0;
	b->older = a->top;
	a->top = b;
	return b;
}

static void *add_large(struct dgpm_arena *a, size_t size)
{
	struct block *b = make_block(a, NULL, size);

	b->used = size;
	b->older = a->large;
	a->large = b;
	return b->data;
}

void *dgpm_arena_alloc(struct dgpm_arena *a, size_t size)
{
	struct block *b = a->top;
	void *p;

	if (size > SIZE_MAX - ALIGN)
		dgpm_arena_fail(a);
	size = (size + ALIGN - 1) & ~(ALIGN - 1);
	if (size > BLOCK_MOST)
		return add_large(a, size);
	if (b == NULL || b->size - b->used < size)
		b = add_block(a, size);
	p = b->data + b->used;
	b->used += size;
	return p;
}

/* The link to the block that is this piece alone; NULL: it has none of its own. */
static struct block **large_of(struct dgpm_arena *a, const void *piece)
{
	struct block **b = &a->large;

	while (*b != NULL && (*b)->data != (const char *)piece)
		b = &(*b)->older;
	return *b != NULL ? b : NULL;
}

void dgpm_arena_drop(struct dgpm_arena *a, const void *piece)
{
	struct block **link = piece != NULL ? large_of(a, piece) : NULL, *b;

	if (link == NULL)
		return;
	b = *link;
	*link = b->older;
	free(b);
}

void *dgpm_arena_array(struct dgpm_arena *a, size_t n, size_t size)
{
	size_t bytes;
	void *p;

	if (__builtin_mul_overflow(n, size, &bytes))
		dgpm_arena_fail(a);
	p = dgpm_arena_alloc(a, bytes);
	if (bytes != 0)
		memset(p, 0, bytes);
	return p;
}

/*
 * What has a block of its own is moved by the system, which copies no page and leaves nothing behind. Only such a piece
 * holds more than the largest block; the list of them is short beside the copying that is saved.
 */
void *dgpm_arena_grow(struct dgpm_arena *a, const void *old, size_t have, size_t want, size_t size)
{
	size_t bytes, used = have * size;
	struct block **link = used > BLOCK_MOST ? large_of(a, old) : NULL;
	char *p;

	if (__builtin_mul_overflow(want, size, &bytes) || bytes > SIZE_MAX - ALIGN)
		dgpm_arena_fail(a);
	if (link != NULL && bytes > (*link)->used) {
		*link = make_block(a, *link, (bytes + ALIGN - 1) & ~(ALIGN - 1));
		(*link)->used = (*link)->size;
		p = (*link)->data;
	} else {
		p = dgpm_arena_alloc(a, bytes);
		if (used != 0)
			memcpy(p, old, used);
	}
	if (bytes > used)
		memset(p + used, 0, bytes - used);
	return p;
}

char *dgpm_arena_strndup(struct dgpm_arena *a, const char *s, size_t n)
{
	char *p;

	if (n == SIZE_MAX)
		dgpm_arena_fail(a);
	p = dgpm_arena_alloc(a, n + 1);
	if (n != 0)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *dgpm_arena_strdup(struct dgpm_arena *a, const char *s)
{
	return s != NULL ? dgpm_arena_strndup(a, s, strlen(s)) : NULL;
}

struct dgpm_str dgpm_arena_str(struct dgpm_arena *a, struct dgpm_str s)
{
	return s.s != NULL ? (struct dgpm_str){ dgpm_arena_strndup(a, s.s, s.n), s.n } : s;
}

char *dgpm_arena_join(struct dgpm_arena *a, const char *const *texts, size_t n)
{
	size_t size = 1;
	char *out, *to;

	for (size_t i = 0; i < n; i++)
		size += strlen(texts[i]);
	out = to = dgpm_arena_alloc(a, size);
	for (size_t i = 0; i < n; i++)
		to = stpcpy(to, texts[i]);
	*to = '\0';
	return out;
}

char *dgpm_arena_vprintf(struct dgpm_arena *a, const char *fmt, va_list ap)
{
	va_list again;
	int n;
	char *p;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		dgpm_arena_fail(a);
	p = dgpm_arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	return p;
}

char *dgpm_arena_printf(struct dgpm_arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = dgpm_arena_vprintf(a, fmt, ap);
	va_end(ap);
	return p;
}
