/* A run over many files: shared out to threads. */
#include "convert/merge.h"
#include "base/text.h"
#include "base/i18n.h"

#include <pthread.h>
#include <stdio.h>

struct run {
	struct convert_file *files;
	size_t n, next, merged; /* of files: to be taken, put together */
	unsigned threads;
	pthread_mutex_t lock;
	pthread_cond_t change;
	bool *done;
	const struct dgpm_convert_how *how;
	const struct dgpm_arena *like;
	size_t rows, finished;
};

static void tick(void *ctx, size_t rows)
{
	struct run *run = ctx;

	pthread_mutex_lock(&run->lock);
	run->rows += rows;
	if (run->how->progress != NULL)
		run->how->progress(run->how->ctx, run->finished, run->n, run->rows);
	pthread_mutex_unlock(&run->lock);
}

static void finish_file(struct run *run)
{
	run->finished++;
	if (run->how->progress != NULL)
		run->how->progress(run->how->ctx, run->finished, run->n, run->rows);
}

/* What a file is read into: only those that are read at a time have it. */
static void begin_file(struct convert_file *f, const struct dgpm_arena *like)
{
	struct convert_input *in = &f->in;

	in->arena = dgpm_arena_like(like);
	in->scratch = dgpm_arena_like(like);
	in->read_arena = dgpm_arena_like(like);
	in->diags = dgpm_diags_new(in->arena);
	in->read_diags = dgpm_diags_new(in->read_arena);
	f->keep.firsts.like = like;
}

/* Rows of a file that is not the next to be written wait in memory; the only file is written as it is read. */
static void run_file(struct convert_file *f, const struct dgpm_arena *like, struct dgpm_out *direct)
{
	FILE *stream;

	begin_file(f, like);
	f->in.out = direct;
	if (direct != NULL || f->in.p->makes == DGPM_MAKES_CARDS) {
		convert_file_run(f);
		return;
	}
	stream = open_memstream(&f->got.memory, &f->got.n_memory);
	if (stream == NULL || dgpm_out_open(&f->in.out, f->in.arena, f->in.diags, NULL, stream) != 0) {
		f->got.failed = true;
		if (stream != NULL)
			fclose(stream);
		return;
	}
	convert_file_run(f);
	fclose(stream);
}

/* Not too far ahead of what is put together: what waits is bounded by the threads, not by the files. */
static void *work(void *arg)
{
	struct run *run = arg;
	size_t i;

	pthread_mutex_lock(&run->lock);
	for (;;) {
		while (run->next < run->n && run->next >= run->merged + 2 * (size_t)run->threads)
			pthread_cond_wait(&run->change, &run->lock);
		if (run->next >= run->n)
			break;
		i = run->next++;
		pthread_mutex_unlock(&run->lock);
		run_file(&run->files[i], run->like, NULL);
		pthread_mutex_lock(&run->lock);
		run->done[i] = true;
		finish_file(run);
		pthread_cond_broadcast(&run->change);
	}
	pthread_mutex_unlock(&run->lock);
	return NULL;
}

static void run_threads(struct run *run, struct convert_merge *m)
{
	pthread_t ids[64];
	unsigned started = 0;

	for (unsigned i = 0; i < run->threads && i < 64; i++)
		started += pthread_create(&ids[started], NULL, work, run) == 0;
	if (started == 0) {
		run->threads = (unsigned)run->n; /* nothing waits for what is put together later */
		work(run);
	}
	for (size_t i = 0; i < run->n; i++) {
		pthread_mutex_lock(&run->lock);
		while (!run->done[i])
			pthread_cond_wait(&run->change, &run->lock);
		pthread_mutex_unlock(&run->lock);
		convert_merge_file(m, i);
		pthread_mutex_lock(&run->lock);
		run->merged = i + 1;
		pthread_cond_broadcast(&run->change);
		pthread_mutex_unlock(&run->lock);
	}
	for (unsigned i = 0; i < started; i++)
		pthread_join(ids[i], NULL);
}

void dgpm_convert(struct dgpm_converted *result, struct dgpm_arena *arena, struct dgpm_diags *diags,
		  struct dgpm_out *out, const char *const *files, size_t n_files, const struct dgpm_convert_how *how)
{
	const struct dgpm_profile *p = how->profile;
	struct run run = { .n = n_files,
			   .threads = how->threads != 0 ? how->threads : 1,
			   .lock = PTHREAD_MUTEX_INITIALIZER,
			   .change = PTHREAD_COND_INITIALIZER,
			   .how = how,
			   .like = arena };
	struct convert_merge m = { .result = result, .arena = arena, .diags = diags, .out = out,
				   .excel = how->excel };
	/* What files leave over of the threads, each may use. */
	size_t n_parallel = n_files < run.threads ? n_files : run.threads;

	const char *range = how->range != NULL ? how->range : p->range;

	*result = (struct dgpm_converted){ .stats.files = n_files };
	run.files = m.files = dgpm_arena_array(arena, n_files, sizeof *run.files);
	run.done = dgpm_arena_array(arena, n_files, sizeof *run.done);
	m.figures.arena = m.ids.arena = arena;
	for (size_t i = 0; i < n_files; i++) {
		run.files[i].in = (struct convert_input){ .how = how,
							  .p = p,
							  .path = files[i],
							  .threads = run.threads / (unsigned)n_parallel,
							  .tick = tick,
							  .run = &run,
							  .keep_seen = n_files > 1 || p->repeats == REPEATS_LATEST,
							  .explain = i == 0 };
		run.files[i].in.has_range = range != NULL && dgpm_range_parse(&run.files[i].in.range, range);
	}
	if (p->makes == DGPM_MAKES_LEDGER)
		convert_write_header(out, arena, p, how->excel);
	if (p->makes == DGPM_MAKES_LEDGER && p->repeats == REPEATS_LATEST)
		convert_latest_begin(&m, how->rejects);
	if (m.waiting.failed) {
		convert_latest_end(&m, 0);
		result->stats.files = 0;
		return;
	}
	if (n_files == 1) {
		run.files[0].in.excel = how->excel && m.waiting.figures == NULL;
		run.files[0].in.figures = m.waiting.figures;
		run_file(&run.files[0], arena,
			 p->makes != DGPM_MAKES_LEDGER ? NULL : m.waiting.out != NULL ? m.waiting.out : out);
		finish_file(&run);
		convert_merge_file(&m, 0);
	} else {
		run_threads(&run, &m);
	}
	convert_merge_end(&m, n_files);
	result->arenas = dgpm_arena_array(arena, n_files * 2, sizeof(struct dgpm_arena *));
	result->n_arenas = n_files * 2;
	for (size_t i = 0; i < n_files; i++) {
		result->arenas[2 * i] = run.files[i].in.arena;
		result->arenas[2 * i + 1] = run.files[i].in.read_arena;
	}
}

void dgpm_converted_close(struct dgpm_converted *result)
{
	for (size_t i = 0; i < result->n_arenas; i++)
		dgpm_arena_free(result->arenas[i]);
	result->n_arenas = 0;
	if (result->superseded != NULL)
		fclose(result->superseded);
	result->superseded = NULL;
}
