/* A stream through which nothing reaches a terminal that would upset it: for what libraries print by themselves. */
#include "io/out.h"
#include "base/text.h"

#include <errno.h>
#include <unistd.h>

#define LONGEST 4 /* bytes of a character */

struct guard {
	int fd;
	size_t n_kept;
	char kept[LONGEST]; /* the beginning of a character whose end has not come */
};

static int put_all(int fd, const char *s, size_t n)
{
	while (n != 0) {
		ssize_t done = write(fd, s, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		s += done;
		n -= (size_t)done;
	}
	return 0;
}

/* Whether so few bytes may be the beginning of a character. */
static bool is_begun(const char *s, size_t n)
{
	unsigned char c = (unsigned char)s[0];
	size_t needs = c < 0xc2 || c > 0xf4 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	for (size_t i = 1; i < n; i++)
		if (((unsigned char)s[i] & 0xc0) != 0x80)
			return false;
	return n < needs;
}

static int put_guarded(struct guard *g, const char *s, size_t n)
{
	while (n != 0) {
		char escaped[DGPM_ESCAPE_BUF];
		size_t run = dgpm_text_shown(s, n), used;

		if (run < n && s[run] == '\n')
			run++;
		if (put_all(g->fd, s, run) != 0)
			return -1;
		s += run;
		n -= run;
		if (n == 0 || dgpm_text_shown(s, n) != 0 || *s == '\n')
			continue;
		if (is_begun(s, n)) {
			memcpy(g->kept, s, n);
			g->n_kept = n;
			return 0;
		}
		run = dgpm_text_escape_one(escaped, s, n, &used);
		if (put_all(g->fd, escaped, run) != 0)
			return -1;
		s += used;
		n -= used;
	}
	return 0;
}

static ssize_t guard_write(void *cookie, const char *s, size_t n)
{
	struct guard *g = cookie;
	size_t taken = 0;

	while (g->n_kept != 0 && taken < n) {
		char whole[LONGEST];
		size_t have = g->n_kept;

		memcpy(whole, g->kept, have);
		whole[have++] = s[taken++];
		g->n_kept = 0;
		if (put_guarded(g, whole, have) != 0)
			return 0;
	}
	return put_guarded(g, s + taken, n - taken) != 0 ? 0 : (ssize_t)n;
}

/* There is one such stream, standard error's: what it keeps between two writes lives as long as the program. */
FILE *dgpm_guarded_stream(int fd)
{
	static struct guard guard;
	FILE *f;

	guard = (struct guard){ .fd = fd };
	f = fopencookie(&guard, "w", (cookie_io_functions_t){ .write = guard_write });
	if (f != NULL)
		(void)setvbuf(f, NULL, _IONBF, 0);
	return f;
}
