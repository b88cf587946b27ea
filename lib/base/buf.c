/* A text that is put together piece by piece. */
#include "base/buf.h"
#include "base/list.h"

#include <stdio.h>

/* Room for `n` bytes and the NUL. */
static char *room(struct dgpm_buf *b, size_t n)
{
	if (n == SIZE_MAX)
		dgpm_arena_fail(b->arena);
	DGPM_ROOM(b->arena, b->s, b->n, b->cap, n + 1);
	return b->s + b->n;
}

void dgpm_buf_str(struct dgpm_buf *b, struct dgpm_str text)
{
	char *to = room(b, text.n);

	if (text.n != 0)
		memcpy(to, text.s, text.n);
	to[text.n] = '\0';
	b->n += text.n;
}

void dgpm_buf_add(struct dgpm_buf *b, const char *text)
{
	dgpm_buf_str(b, dgpm_str_of(text));
}

void dgpm_buf_char(struct dgpm_buf *b, char c)
{
	dgpm_buf_str(b, (struct dgpm_str){ &c, 1 });
}

void dgpm_buf_addf(struct dgpm_buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		dgpm_arena_fail(b->arena);
	(void)room(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(b->s + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

void dgpm_buf_sep(struct dgpm_buf *b, const char *sep)
{
	if (b->n != 0)
		dgpm_buf_add(b, sep);
}

const char *dgpm_buf_text(const struct dgpm_buf *b)
{
	return b->s != NULL ? b->s : "";
}

void dgpm_buf_clear(struct dgpm_buf *b)
{
	b->n = 0;
	if (b->s != NULL)
		*b->s = '\0';
}
