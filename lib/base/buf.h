/* A text that is put together piece by piece, in an arena. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"

/* struct dgpm_buf b = { .arena = arena }; what was added stands in `s`, `n` bytes long. */
struct dgpm_buf {
	struct dgpm_arena *arena;
	char *s; /* ends in a NUL that is not counted; NULL as long as nothing was added */
	size_t n, cap;
};

void dgpm_buf_add(struct dgpm_buf *b, const char *text);
void dgpm_buf_str(struct dgpm_buf *b, struct dgpm_str text);
void dgpm_buf_char(struct dgpm_buf *b, char c);
void dgpm_buf_addf(struct dgpm_buf *b, const char *fmt, ...) DGPM_PRINTF(2, 3);

/* `sep`, but not in front of the first: a list is a loop of dgpm_buf_sep() and dgpm_buf_add(). */
void dgpm_buf_sep(struct dgpm_buf *b, const char *sep);

/* What is there so far, "" when nothing is: good until more is added, and as long as the arena. */
const char *dgpm_buf_text(const struct dgpm_buf *b);

/* Begin anew in the same place: texts taken before are overwritten. */
void dgpm_buf_clear(struct dgpm_buf *b);

#endif
