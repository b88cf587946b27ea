/*
 * What every room stands on: memory, text, numbers, days, lists, tables, threads, the language. Nothing here knows what
 * dgpm is about.
 *
 * In:     bytes and texts of the caller. Text is a pointer and a length (struct dgpm_str); what it holds is not
 *         trusted.
 * Out:    values, or memory in an arena (arena.h), which is how all of dgpm owns what it makes: no other room calls
 *         free(). Running out of memory goes to the arena's hook and never comes back as an error.
 * Drives: nothing; every file stands alone or on arena.h. list.h grows arrays, buf.h texts, map.h is the one table and
 *         hash.h the one hash (intern.h numbers texts by them), threads.h runs workers, wide.h has 128 bits.
 * Thread: an arena and what grows in it belong to one thread. The catalogue (i18n.h) is taken before any other thread
 *         is started and only read afterwards; everything else is without state.
 */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define DGPM_MUST_CHECK __attribute__((warn_unused_result))
#define DGPM_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define DGPM_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Text is pointer and length; it need not end in a NUL, and a NUL in it is a character. */
struct dgpm_str {
	const char *s;
	size_t n;
};

#define DGPM_STR(literal) ((struct dgpm_str){ (literal), sizeof(literal) - 1 })

static inline struct dgpm_str dgpm_str_of(const char *s)
{
	return (struct dgpm_str){ s, s != NULL ? strlen(s) : 0 };
}

static inline bool dgpm_str_eq(struct dgpm_str a, struct dgpm_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

static inline bool dgpm_str_is(struct dgpm_str a, const char *b)
{
	return dgpm_str_eq(a, dgpm_str_of(b));
}

/* Byte order; a prefix sorts first. */
static inline int dgpm_str_cmp(struct dgpm_str a, struct dgpm_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n != 0 ? memcmp(a.s, b.s, n) : 0;

	return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

#endif
