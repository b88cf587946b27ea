/* Reading the ledgers of a portfolio. */
#include "portfolio/inside.h"
#include "io/read.h"
#include "base/i18n.h"

#include <errno.h>
#include <unistd.h>

#define HEAD 65536
#define THREADS_FROM ((uint64_t)4 << 20) /* a smaller ledger is read by one thread */
#define SIMILAR 3                        /* columns a CSV must share with a ledger to be taken for a broken one */

/* How many columns of a ledger a header line has: a ledger that lacks a column must be told, not passed over. */
static unsigned shared_columns(struct dgpm_str line)
{
	static const char *const names[] = { "fiscal_year", "project_id", "organization", "account",
					     "expense",     "stage",      "amount_yen" };
	unsigned n = 0;

	for (size_t i = 0; i < DGPM_COUNT(names); i++)
		n += memmem(line.s, line.n, names[i], strlen(names[i])) != NULL;
	return n;
}

/* 1: a ledger, 0: not, -1: told. */
/* The line end that no quotes are around. */
static const char *end_of_record(const char *s, const char *end)
{
	bool quoted = false;

	for (; s < end && (quoted || *s != '\n'); s++)
		quoted ^= *s == '"';
	return s < end ? s : NULL;
}

static int is_ledger(const struct dgpm_portfolio *p, struct dgpm_diags *diags, struct dgpm_arena *arena, int fd,
		     const struct dgpm_file *file)
{
	struct dgpm_loc at = { .path = file->path };
	char *head = dgpm_arena_alloc(arena, HEAD);
	ssize_t n = dgpm_read_at(fd, head, HEAD, 0);
	const char *end;
	struct dgpm_str line;

	if (n < 0) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, at, NULL, "%s", strerror(errno));
		return -1;
	}
	if (n == 0) {
		dgpm_diag_add(diags, DGPM_MSG_IO_08, at, NULL);
		return -1;
	}
	/* Empty lines before the header are passed over, as the reader does. */
	while (n > 0 && (*head == '\n' || *head == '\r')) {
		head++;
		n--;
	}
	end = end_of_record(head, head + n);
	line = (struct dgpm_str){ head, end != NULL ? (size_t)(end - head) : (size_t)n };
	if (dgpm_ledger_header_is(line) || shared_columns(line) >= SIMILAR)
		return 1;
	at.line = at.column = 1;
	/* A table with headings of its own, as ministries publish them. */
	for (size_t i = 0; i < line.n; i++)
		if ((unsigned char)line.s[i] >= 0x80 && memchr(line.s, ',', line.n) != NULL) {
			dgpm_diag_addf(diags, p->named ? DGPM_MSG_IO_09 : DGPM_MSG_IO_12, at, NULL,
				       _("'dgpm convert --list %s' tells which profile makes a ledger of it"),
				       file->path);
			return 0;
		}
	dgpm_diag_add(diags, p->named ? DGPM_MSG_IO_09 : DGPM_MSG_IO_12, at, NULL);
	return 0;
}

/* Rows on their way to the one who asked, summed besides. */
struct tee {
	struct dgpm_tally **tallies;
	dgpm_ledger_row_fn row;
	void *ctx;
};

static void sum_and_pass(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	const struct tee *tee = ctx;

	dgpm_tally_add(tee->tallies[worker], row);
	if (tee->row != NULL)
		tee->row(tee->ctx, worker, row);
}

static void read_ledgers(struct dgpm_portfolio *p, struct dgpm_diags *diags, unsigned threads, dgpm_ledger_row_fn row,
			 void *ctx, struct dgpm_ledgers_stats *stats)
{
	struct dgpm_arena *scratch = dgpm_arena_like(p->arena);

	*stats = (struct dgpm_ledgers_stats){ 0 };
	for (size_t i = 0; i < p->files.n && (p->stop == NULL || !*p->stop); i++) {
		const struct dgpm_file *file = &p->files.items[i];
		struct dgpm_ledger_how how = { .row = row, .ctx = ctx, .stop = p->stop };
		struct dgpm_ledger_stats one = { 0 };
		int fd, found;

		if (file->kind != DGPM_FILE_CSV)
			continue;
		fd = portfolio_open(p, diags, file->path);
		if (fd < 0) {
			stats->n_left_out++;
			continue;
		}
		found = is_ledger(p, diags, scratch, fd, file);
		if (found < 0)
			stats->n_left_out++;
		if (found == 1) {
			how.threads = file->size >= THREADS_FROM ? threads : 1;
			if (dgpm_ledger_read(&one, NULL, scratch, diags, file->path, fd, &how) == 0)
				stats->n_ledgers++;
			else
				stats->n_left_out++;
			stats->rows_read += one.rows_read;
			stats->rows_left_out += one.rows_left_out;
		}
		close(fd);
		dgpm_arena_reset(scratch);
	}
	dgpm_arena_free(scratch);
	/* A reading that was stopped is not the last word. */
	if (p->stop == NULL || !*p->stop) {
		p->seen.ledgers_read = true;
		p->seen.ledgers = *stats;
	}
}

const struct dgpm_portfolio_seen *dgpm_portfolio_seen(const struct dgpm_portfolio *p)
{
	return p != NULL ? &p->seen : NULL;
}

/* One count a worker. */
static struct dgpm_tally **new_tallies(struct dgpm_portfolio *p, unsigned threads, unsigned by)
{
	struct dgpm_tally **tallies = dgpm_arena_array(p->arena, threads, sizeof(*tallies));

	for (unsigned t = 0; t < threads; t++)
		tallies[t] = dgpm_tally_new(dgpm_portfolio_keep(p), by);
	return tallies;
}

/* All of them for the first time, where what is read is held: each row is summed on its way. */
static void sum_ledgers(struct dgpm_portfolio *p, struct dgpm_diags *diags, unsigned threads, dgpm_ledger_row_fn row,
			void *ctx, struct dgpm_ledgers_stats *stats)
{
	struct tee tee = { new_tallies(p, threads, DGPM_BY_ACCOUNT | DGPM_BY_ORGANIZATION), row, ctx };

	read_ledgers(p, diags, threads, sum_and_pass, &tee, stats);
	p->held_ledgers = *stats;
	p->tallies = tee.tallies;
	p->n_tallies = threads;
}

void dgpm_portfolio_ledgers(struct dgpm_portfolio *p, struct dgpm_diags *diags, unsigned threads,
			    dgpm_ledger_row_fn row, void *ctx, struct dgpm_ledgers_stats *stats)
{
	if (threads < 1)
		threads = 1;
	if (p->hold && p->tallies == NULL && p->stop == NULL)
		sum_ledgers(p, diags, threads, row, ctx, stats);
	else
		read_ledgers(p, diags, threads, row, ctx, stats);
}

void dgpm_portfolio_stop(struct dgpm_portfolio *p, const bool *stop)
{
	p->stop = stop;
}

static void add_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct dgpm_tally **workers = ctx;

	dgpm_tally_add(workers[worker], row);
}

const struct dgpm_totals *dgpm_portfolio_totals_by(struct dgpm_portfolio *p, struct dgpm_diags *diags, unsigned threads,
						   unsigned by, struct dgpm_ledgers_stats *stats)
{
	struct dgpm_tally **workers;

	if (threads < 1)
		threads = 1;
	if (p->hold) {
		if (p->tallies == NULL)
			sum_ledgers(p, diags, threads, NULL, NULL, stats);
		*stats = p->held_ledgers;
		return dgpm_totals_new(p->arena, p->tallies, p->n_tallies, by);
	}
	workers = new_tallies(p, threads, by);
	dgpm_portfolio_ledgers(p, diags, threads, add_row, workers, stats);
	return dgpm_totals_new(p->arena, workers, threads, by);
}

const struct dgpm_totals *dgpm_portfolio_totals(struct dgpm_portfolio *p, struct dgpm_diags *diags, unsigned threads,
						struct dgpm_ledgers_stats *stats)
{
	return dgpm_portfolio_totals_by(p, diags, threads, DGPM_BY_ACCOUNT | DGPM_BY_ORGANIZATION, stats);
}
