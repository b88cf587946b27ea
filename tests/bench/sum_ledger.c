/* Read a ledger and sum it by group, as `dgpm ledger` does, and nothing else: sum_ledger THREADS FILE */
#include "ledger/totals.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MOST_THREADS 64

struct sums {
	struct dgpm_tally *of[MOST_THREADS];
};

static void on_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct sums *sums = ctx;

	dgpm_tally_add(sums->of[worker], row);
}

int main(int argc, char **argv)
{
	unsigned threads = argc == 3 ? (unsigned)atoi(argv[1]) : 0;
	struct dgpm_arena *arenas[MOST_THREADS] = { NULL }, *a;
	struct dgpm_ledger_stats stats;
	struct sums sums = { 0 };
	const struct dgpm_totals_name *projects;
	size_t n_projects, n, n_groups = 0;
	struct dgpm_totals *totals;
	int fd, rc;

	if (threads < 1 || threads > MOST_THREADS || (fd = open(argv[2], O_RDONLY)) < 0) {
		fputs("usage: sum_ledger THREADS FILE\n", stderr);
		return 2;
	}
	a = dgpm_arena_new(NULL, NULL);
	for (unsigned i = 0; i < threads; i++) {
		arenas[i] = dgpm_arena_new(NULL, NULL);
		sums.of[i] = dgpm_tally_new(arenas[i], DGPM_BY_ACCOUNT);
	}
	rc = dgpm_ledger_read(&stats, NULL, a, dgpm_diags_new(a), argv[2], fd,
			      &(struct dgpm_ledger_how){ .threads = threads, .row = on_row, .ctx = &sums });
	totals = dgpm_totals_new(a, sums.of, threads, DGPM_BY_ACCOUNT);
	projects = dgpm_totals_projects(totals, a, &n_projects);
	for (size_t i = 0; i < n_projects; i++, n_groups += n)
		(void)dgpm_totals_of(totals, a, projects[i].text, &n);
	printf("rows %zu groups %zu\n", stats.rows_read, n_groups);
	for (unsigned i = 0; i < threads; i++)
		dgpm_arena_free(arenas[i]);
	dgpm_arena_free(a);
	close(fd);
	return rc == 0 && stats.rows_left_out == 0 ? 0 : 2;
}
