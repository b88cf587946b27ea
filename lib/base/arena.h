/* Memory with one lifetime: everything allocated from an arena is let go with it. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/base.h"

#include <stdarg.h>

struct dgpm_arena;

/* Called when memory runs out or a size overflows; must not return. */
typedef void (*dgpm_arena_oom)(void *ctx);

/*
 * Open an arena.
 *
 * Owner:  the caller, until dgpm_arena_free().
 * Errors: none are returned; `oom` is called instead. NULL stands for abort().
 */
struct dgpm_arena *dgpm_arena_new(dgpm_arena_oom oom, void *ctx);
void dgpm_arena_free(struct dgpm_arena *a);

/* Another arena with the same hook. */
struct dgpm_arena *dgpm_arena_like(const struct dgpm_arena *a);

/* Let go of everything but keep the first block for the next use. */
void dgpm_arena_reset(struct dgpm_arena *a);

/* `size` bytes aligned for any type, not cleared. Never NULL. */
void *dgpm_arena_alloc(struct dgpm_arena *a, size_t size);

/* `n` zeroed items. Never NULL: when memory runs out, or n * size does not fit a size_t, the hook is called. */
void *dgpm_arena_array(struct dgpm_arena *a, size_t n, size_t size);

/*
 * Grow an array of `size`-byte items of this arena from `have` to `want` items, the new ones zero. The old place is
 * given up: a large array moves, and its old place is no memory any more.
 */
void *dgpm_arena_grow(struct dgpm_arena *a, const void *old, size_t have, size_t want, size_t size);

/* What is not needed any more, for what may be large: its memory goes back at once where it has a block of its own. */
void dgpm_arena_drop(struct dgpm_arena *a, const void *piece);

/* What allocation does when memory runs out, for a caller whose size does not fit. */
_Noreturn void dgpm_arena_fail(const struct dgpm_arena *a);

/* Copies, ended by a NUL. */
char *dgpm_arena_strdup(struct dgpm_arena *a, const char *s);
char *dgpm_arena_strndup(struct dgpm_arena *a, const char *s, size_t n);
struct dgpm_str dgpm_arena_str(struct dgpm_arena *a, struct dgpm_str s);
char *dgpm_arena_join(struct dgpm_arena *a, const char *const *texts, size_t n);
/* One text after the other: dgpm_arena_cat(arena, "a", "b"). */
#define dgpm_arena_cat(a, ...)                                                                                       \
	dgpm_arena_join(a, (const char *const[]){ __VA_ARGS__ },                                                      \
			sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))
char *dgpm_arena_printf(struct dgpm_arena *a, const char *fmt, ...) DGPM_PRINTF(2, 3);
char *dgpm_arena_vprintf(struct dgpm_arena *a, const char *fmt, va_list ap) DGPM_PRINTF(2, 0);

#endif
