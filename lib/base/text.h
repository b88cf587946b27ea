/* Text: UTF-8, width on a terminal, normalisation, likeness. By utf8proc. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"

/* Bytes up to the first that is not UTF-8; n when all is well. */
size_t dgpm_utf8_valid(const char *s, size_t n);

/* Characters in valid UTF-8. */
size_t dgpm_utf8_length(const char *s, size_t n);

/* Columns on a terminal: 2 for wide and full-width, 0 for combining; ambiguous ones count 1. */
size_t dgpm_text_width(const char *s, size_t n);

/* Bytes of the longest prefix that is at most `columns` wide. */
size_t dgpm_text_fit(const char *s, size_t n, size_t columns);

/*
 * Bytes of the first line of a text that is broken to lines of at most `columns`; n when it is one line. It ends where
 * a word may end: behind a space, beside a wide character; a closing mark never begins a line. A word that is longer is
 * broken anywhere. At least one character.
 */
size_t dgpm_text_break(const char *s, size_t n, size_t columns);

/*
 * NFKC, case folded, ASCII spaces trimmed and runs of space as one: for comparing names. The pairs that CP932 and JIS
 * read differently (〜 and ～, − and －, ‖ and ∥, — and ―) are one.
 */
struct dgpm_str dgpm_text_fold(struct dgpm_arena *a, struct dgpm_str s);

/*
 * Control characters as \n \t \xNN; what turns the direction of text, and bytes that are not UTF-8, as \xNN. Borrowed
 * when there is nothing to escape.
 */
struct dgpm_str dgpm_text_escape(struct dgpm_arena *a, struct dgpm_str s);

/* Bytes at the start that can be shown as they are: UTF-8 without what dgpm_text_escape() escapes. */
size_t dgpm_text_shown(const char *s, size_t n);

/* What stands at s, where it cannot be shown, as it is escaped: the bytes put into `to`; *used: those of s. */
#define DGPM_ESCAPE_BUF 16
size_t dgpm_text_escape_one(char to[static DGPM_ESCAPE_BUF], const char *s, size_t n, size_t *used);

/* The character at s, when it would upset a terminal as dgpm_text_escape() has it; 0: it would not, or is not UTF-8. */
uint32_t dgpm_text_upsets(const char *s, size_t n);

/* Put texts into byte order; whether one is among texts in that order: its place, or NULL. */
void dgpm_texts_sort(const char **texts, size_t n);
const char *const *dgpm_texts_find(const char *const *texts, size_t n, const char *text);

/* The number of edits (insert, delete, replace, swap) between two words; more than `most`: most + 1. */
unsigned dgpm_text_distance(struct dgpm_str a, struct dgpm_str b, unsigned most);

/* The word of `words` likest to `word`, near enough to be meant; NULL when none is. */
const char *dgpm_text_nearest(struct dgpm_str word, const char *const *words, size_t n);

#endif
