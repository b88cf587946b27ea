/* Ledger: blocks to the workers, their rows to the caller, their diagnostics in one order. */
#include "io/csv.h"
#include "ledger/ledger.h"
#include "base/i18n.h"
#include "base/list.h"
#include "base/threads.h"
#include "ledger/cells.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

/* A record may be so much longer than its longest field. */
#define RECORD_MORE ((size_t)1 << 20)

struct reader {
	pthread_mutex_t lock; /* of `in` and `error` */
	struct csvin in;
	int error;            /* errno */
	const struct dgpm_ledger_how *how;
	struct ledgerin_columns columns;
};

struct worker {
	struct reader *reader;
	unsigned id;
	struct csvin_split split;
	struct csvin_block block;
	bool has_block;
	struct ledgerin_cells cells;
	struct dgpm_ledger_stats stats;
};

static int next_block(struct worker *w)
{
	struct reader *r = w->reader;
	int rc = 0;

	if (r->how->stop != NULL && *r->how->stop)
		return 0;
	pthread_mutex_lock(&r->lock);
	if (r->error == 0) {
		rc = csvin_next(&r->in, &w->block);
		if (rc < 0)
			r->error = errno;
	}
	pthread_mutex_unlock(&r->lock);
	if (rc == 1)
		csvin_split_block(&w->split, &w->block);
	return rc;
}

static void no_memory(struct reader *r)
{
	pthread_mutex_lock(&r->lock);
	r->error = ENOMEM;
	pthread_mutex_unlock(&r->lock);
}

/* A record that is none: said, and counted as a row left out. */
static void bad_record(struct worker *w, enum csvin_what what)
{
	struct ledgerin_cells *c = &w->cells;
	enum dgpm_msg msg = what == CSVIN_STRAY_QUOTE ? DGPM_MSG_CSV_13 :
			    what == CSVIN_OPEN_QUOTE  ? DGPM_MSG_CSV_02 :
							DGPM_MSG_CSV_06;

	w->stats.rows_left_out++;
	if (!ledgerin_tell(c, msg))
		return;
	if (what == CSVIN_LONG)
		dgpm_diag_addf(c->diags, msg, ledgerin_loc(c, w->split.error), NULL,
			       _("the row has more than %zu bytes"), w->split.limit);
	else
		dgpm_diag_add(c->diags, msg, ledgerin_loc(c, w->split.error), NULL);
}

/* The rows of the block at hand; -1 when memory is out. */
static int read_block(struct worker *w)
{
	const struct dgpm_ledger_how *how = w->reader->how;
	struct dgpm_ledger_row row = { .path = w->cells.path };
	enum csvin_what what;

	w->cells.last_account = (struct dgpm_str){ NULL, 0 };
	while ((what = csvin_record(&w->split)) != CSVIN_END) {
		if (what == CSVIN_NO_MEMORY)
			return -1;
		/* What could not be split has the fields of an earlier record, whose block may be gone. */
		if (what == CSVIN_ROW)
			csvin_trim(&w->split);
		if (what != CSVIN_ROW) {
			bad_record(w, what);
		} else if (ledgerin_row(&w->cells, &row)) {
			w->stats.rows_read++;
			if (how->row != NULL)
				how->row(how->ctx, w->id, &row);
		} else {
			w->stats.rows_left_out++;
		}
	}
	return 0;
}

static void work(void *workers, unsigned index)
{
	struct worker *w = (struct worker *)workers + index;

	while (w->has_block || next_block(w) == 1) {
		w->has_block = false;
		if (read_block(w) != 0) {
			no_memory(w->reader);
			break;
		}
	}
}

static int init_worker(struct worker *w, struct reader *r, unsigned id, const char *path,
		       const struct dgpm_arena *arena)
{
	w->reader = r;
	w->id = id;
	w->cells = (struct ledgerin_cells){ .columns = &r->columns, .sp = &w->split, .path = path,
					    .parent = arena, .max_field = r->how->max_field };
	if (w->cells.max_field == 0)
		w->cells.max_field = DGPM_LEDGER_MAX_FIELD;
	return csvin_split_open(&w->split, r->in.limit);
}

static void free_worker(struct worker *w)
{
	csvin_split_close(&w->split);
	csvin_block_free(&w->block);
	dgpm_arena_free(w->cells.arena);
}

static void copy_header(struct dgpm_ledger_header *header, struct dgpm_arena *arena, const struct csvin_split *sp)
{
	struct dgpm_str *names = dgpm_arena_array(arena, sp->n, sizeof *names);

	for (size_t i = 0; i < sp->n; i++)
		names[i] = dgpm_arena_str(arena, sp->fields[i]);
	*header = (struct dgpm_ledger_header){ .names = names, .n = sp->n };
}

/* The first record; the rest of its block is left to the worker. */
static int read_header(struct worker *w, struct dgpm_ledger_header *header, struct dgpm_arena *arena,
		       struct dgpm_diags *diags, const char *path)
{
	struct dgpm_loc at = { .path = path };
	enum csvin_what what = CSVIN_END;
	int rc = 1;

	/* A block may hold nothing but empty lines. */
	while (what == CSVIN_END && (rc = next_block(w)) == 1)
		what = csvin_record(&w->split);
	if (rc < 0)
		return -1;
	switch (what) {
	case CSVIN_END:
		dgpm_diag_add(diags, DGPM_MSG_IO_08, at, NULL);
		return -1;
	case CSVIN_NO_MEMORY:
		w->reader->error = ENOMEM;
		return -1;
	case CSVIN_STRAY_QUOTE:
	case CSVIN_OPEN_QUOTE:
	case CSVIN_LONG:
		bad_record(w, what);
		dgpm_diags_merge(diags, w->cells.diags);
		return -1;
	case CSVIN_ROW:
		break;
	}
	csvin_trim(&w->split);
	if (ledgerin_header(&w->reader->columns, arena, diags, path, &w->split) != 0)
		return -1;
	if (header != NULL)
		copy_header(header, arena, &w->split);
	w->has_block = true;
	return 0;
}

static int cmp_place(const void *pa, const void *pb)
{
	const struct dgpm_diag *a = *(const struct dgpm_diag *const *)pa, *b = *(const struct dgpm_diag *const *)pb;
	int c;

	if (a->at.line != b->at.line)
		return a->at.line < b->at.line ? -1 : 1;
	if (a->at.column != b->at.column)
		return a->at.column < b->at.column ? -1 : 1;
	c = strcmp(a->rule, b->rule);
	return c != 0 ? c : strcmp(a->message, b->message);
}

static enum dgpm_msg msg_of(const struct dgpm_diag *d)
{
	enum dgpm_msg m = 0;

	while (strcmp(dgpm_msg_info(m)->id, d->rule) != 0)
		m++;
	return m;
}

/*
 * What the workers said, in the order of the file. Of each message the first LEDGERIN_MOST are shown: every worker kept
 * as many, so the first of them all are among these, whatever the number of threads.
 */
static int tell(struct dgpm_diags *diags, const char *path, const struct worker *workers, unsigned n_workers)
{
	size_t told[DGPM_MSG_COUNT] = { 0 }, shown[DGPM_MSG_COUNT] = { 0 }, n = 0, k = 0;
	const struct dgpm_diag **all;

	for (unsigned i = 0; i < n_workers; i++) {
		for (size_t m = 0; m < DGPM_MSG_COUNT; m++)
			told[m] += workers[i].cells.told[m];
		if (workers[i].cells.diags != NULL)
			n += dgpm_diags_count(workers[i].cells.diags);
	}
	if (n == 0)
		return 0;
	all = malloc(n * sizeof(const struct dgpm_diag *));
	if (all == NULL)
		return -1;
	for (unsigned i = 0; i < n_workers; i++)
		for (size_t j = 0; workers[i].cells.diags != NULL && j < dgpm_diags_count(workers[i].cells.diags); j++)
			all[k++] = dgpm_diags_at(workers[i].cells.diags, j);
	dgpm_sort(all, n, sizeof(const struct dgpm_diag *), cmp_place);
	for (size_t i = 0; i < n; i++)
		if (++shown[msg_of(all[i])] <= LEDGERIN_MOST_OF(msg_of(all[i])))
			dgpm_diag_push(diags, all[i]);
	free(all);
	for (enum dgpm_msg m = 0; m < DGPM_MSG_COUNT; m++)
		if (told[m] > LEDGERIN_MOST_OF(m))
			dgpm_diag_addf(diags, m, (struct dgpm_loc){ .path = path }, NULL,
				       _("%zu more of these in the file are not shown"), told[m] - LEDGERIN_MOST_OF(m));
	return 0;
}

int ledgerin_read(struct dgpm_ledger_stats *stats, struct dgpm_ledger_header *header, struct dgpm_arena *arena,
		  struct dgpm_diags *diags, const char *path, int fd, const struct dgpm_ledger_how *how, size_t block)
{
	size_t limit = (how->max_field != 0 ? how->max_field : DGPM_LEDGER_MAX_FIELD) + RECORD_MORE;
	unsigned threads = how->threads > DGPM_THREADS_MAX ? DGPM_THREADS_MAX : how->threads, ready = 0;
	struct reader r = { .lock = PTHREAD_MUTEX_INITIALIZER, .how = how };
	struct worker *workers;
	int rc = -1;

	*stats = (struct dgpm_ledger_stats){ 0 };
	csvin_open(&r.in, fd, block, limit);
	workers = calloc(threads > 1 ? threads : 1, sizeof *workers);
	if (workers == NULL || init_worker(&workers[0], &r, 0, path, arena) != 0) {
		r.error = ENOMEM;
		goto out;
	}
	ready = 1;
	if (read_header(&workers[0], header, arena, diags, path) != 0)
		goto out;
	/* Beyond one field too many they are only counted. */
	workers[0].split.keep = r.columns.n + 1;
	/* A file of one block needs no threads. */
	for (; ready < threads && !r.in.eof && init_worker(&workers[ready], &r, ready, path, arena) == 0; ready++)
		workers[ready].split.keep = r.columns.n + 1;
	dgpm_parallel(ready, work, workers);
	for (unsigned i = 0; i < ready; i++) {
		stats->rows_read += workers[i].stats.rows_read;
		stats->rows_left_out += workers[i].stats.rows_left_out;
	}
	if (tell(diags, path, workers, ready) != 0)
		r.error = ENOMEM;
	rc = r.error == 0 ? 0 : -1;
out:
	if (r.error != 0)
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = path }, NULL, "%s", strerror(r.error));
	for (unsigned i = 0; i < ready; i++)
		free_worker(&workers[i]);
	free(workers);
	csvin_close(&r.in);
	pthread_mutex_destroy(&r.lock);
	return rc;
}

int dgpm_ledger_read(struct dgpm_ledger_stats *stats, struct dgpm_ledger_header *header, struct dgpm_arena *arena,
		     struct dgpm_diags *diags, const char *path, int fd, const struct dgpm_ledger_how *how)
{
	return ledgerin_read(stats, header, arena, diags, path, fd, how, CSVIN_BLOCK);
}

bool dgpm_ledger_header_is(struct dgpm_str first_line)
{
	static const enum ledgerin_column need[] = { LC_FISCAL_YEAR, LC_PROJECT_ID, LC_AMOUNT_YEN };
	size_t bom = first_line.n >= 3 && memcmp(first_line.s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0, found = 0;
	struct csvin_split sp;
	char *text;

	first_line.n -= bom;
	text = malloc(first_line.n + 16);
	if (text == NULL || csvin_split_open(&sp, SIZE_MAX) != 0) {
		free(text);
		return false;
	}
	if (first_line.n != 0)
		memcpy(text, first_line.s + bom, first_line.n);
	memset(text + first_line.n, '\n', 16);
	csvin_split_block(&sp, &(struct csvin_block){ .s = text, .n = first_line.n, .line = 1 });
	if (csvin_record(&sp) == CSVIN_ROW)
		for (size_t i = 0; i < DGPM_COUNT(need); i++)
			for (size_t j = 0; j < sp.n; j++)
				if (ledgerin_name_is(sp.fields[j], ledgerin_column_names[need[i]])) {
					found++;
					break;
				}
	csvin_split_close(&sp);
	free(text);
	return found == DGPM_COUNT(need);
}
