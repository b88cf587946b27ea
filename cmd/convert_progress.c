/* The progress of dgpm convert: for work over a second, on a terminal alone. */
#include "convert.h"

#include <unistd.h>

static double since(const struct timespec *from)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - from->tv_sec) + (double)(now.tv_nsec - from->tv_nsec) / 1e9;
}

void convert_progress_begin(struct convert_progress *p, const struct cmd_env *env, const struct cmd_common *c)
{
	*p = (struct convert_progress){ .err = !c->quiet && isatty(fileno(env->err)) ? env->err : NULL };
	clock_gettime(CLOCK_MONOTONIC, &p->start);
	p->last = p->start;
}

void convert_progress_show(void *ctx, size_t done, size_t files, size_t rows)
{
	struct convert_progress *p = ctx;

	if (p->err == NULL || since(&p->start) < 1 || since(&p->last) < 0.1)
		return;
	clock_gettime(CLOCK_MONOTONIC, &p->last);
	fputc('\r', p->err);
	fprintf(p->err, _("%zu of %zu files, %zu rows"), done, files, rows);
	fflush(p->err);
	p->shown = true;
}

void convert_progress_end(struct convert_progress *p)
{
	if (p->shown)
		fputs("\r\033[K", p->err);
}
