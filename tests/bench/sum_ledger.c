/* Read a ledger and sum it by group, as `dgpm ledger` does, and nothing else: sum_ledger THREADS FILE */
#include "dgpm/totals.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MOST_THREADS 64

struct sums {
	const char *path;
	struct dgpm_totals *of[MOST_THREADS];
};

static void on_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct sums *sums = ctx;

	dgpm_totals_add(sums->of[worker], sums->path, row);
}

int main(int argc, char **argv)
{
	unsigned threads = argc == 3 ? (unsigned)atoi(argv[1]) : 0;
	struct dgpm_arena *arenas[MOST_THREADS] = { NULL }, *a;
	struct dgpm_ledger_stats stats;
	struct sums sums = { 0 };
	int fd, rc;

	if (threads < 1 || threads > MOST_THREADS || (fd = open(argv[2], O_RDONLY)) < 0) {
		fputs("usage: sum_ledger THREADS FILE\n", stderr);
		return 2;
	}
	a = dgpm_arena_new(NULL, NULL);
	sums.path = argv[2];
	for (unsigned i = 0; i < threads; i++) {
		arenas[i] = dgpm_arena_new(NULL, NULL);
		sums.of[i] = dgpm_totals_new(arenas[i]);
	}
	rc = dgpm_ledger_read(&stats, NULL, a, dgpm_diags_new(a), argv[2], fd,
			      &(struct dgpm_ledger_how){ .threads = threads, .row = on_row, .ctx = &sums });
	for (unsigned i = 1; i < threads; i++)
		dgpm_totals_merge(sums.of[0], sums.of[i]);
	dgpm_totals_seal(sums.of[0]);
	printf("rows %zu groups %zu\n", stats.rows_read, dgpm_totals_count(sums.of[0]));
	for (unsigned i = 0; i < threads; i++)
		dgpm_arena_free(arenas[i]);
	dgpm_arena_free(a);
	close(fd);
	return rc == 0 && stats.rows_left_out == 0 ? 0 : 2;
}
