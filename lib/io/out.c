/* Output: texts, the first error kept. */
#include "io/out_file.h"

#include <errno.h>

static void note_error(struct dgpm_out *o)
{
	if (o->error == 0 && ferror_unlocked(o->f) != 0)
		o->error = errno != 0 ? errno : EIO;
}

void dgpm_out_write(struct dgpm_out *o, const char *s, size_t n)
{
	if (n != 0 && fwrite_unlocked(s, 1, n, o->f) != n)
		note_error(o);
}

void dgpm_out_puts(struct dgpm_out *o, const char *s)
{
	dgpm_out_write(o, s, strlen(s));
}

void dgpm_out_str(struct dgpm_out *o, struct dgpm_str s)
{
	dgpm_out_write(o, s.s, s.n);
}

void dgpm_out_vprintf(struct dgpm_out *o, const char *fmt, va_list ap)
{
	if (vfprintf(o->f, fmt, ap) < 0)
		note_error(o);
}

void dgpm_out_printf(struct dgpm_out *o, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	dgpm_out_vprintf(o, fmt, ap);
	va_end(ap);
}

void dgpm_out_spaces(struct dgpm_out *o, size_t n)
{
	while (n-- != 0)
		putc(' ', o->f);
	note_error(o);
}
