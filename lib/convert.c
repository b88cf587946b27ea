/* A run over many files: shared out to threads, put together in the order of the files. */
#include "convert.h"
#include "dgpm/text.h"
#include "i18n.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct run {
	struct convert_file *files;
	size_t n, next, merged; /* of files: to be taken, put together */
	unsigned threads;
	pthread_mutex_t lock;
	pthread_cond_t change;
	bool *done;
	const struct dgpm_convert_how *how;
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

/* Rows of a file that is not the next to be written wait in memory; the only file is written as it is read. */
static void run_file(struct convert_file *f, struct dgpm_out *direct)
{
	FILE *stream;

	f->out = direct;
	if (direct != NULL || f->p->makes == DGPM_MAKES_CARDS || f->p->repeats == REPEATS_LATEST) {
		convert_file_run(f);
		return;
	}
	stream = open_memstream(&f->memory, &f->n_memory);
	if (stream == NULL || dgpm_out_open(&f->out, f->arena, f->diags, NULL, stream) != 0) {
		f->failed = true;
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
		run_file(&run->files[i], NULL);
		pthread_mutex_lock(&run->lock);
		run->done[i] = true;
		finish_file(run);
		pthread_cond_broadcast(&run->change);
	}
	pthread_mutex_unlock(&run->lock);
	return NULL;
}

/* What is known of all figures so far, to find those that stand in two files. */
struct merge {
	struct dgpm_converted *result;
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	struct dgpm_out *out;
	struct convert_file *files;
	struct convert_keys figures; /* -> index into `known`, from 1 */
	struct known {
		uint32_t file, seen;
	} * known;
	size_t n_known, cap_known;
	struct convert_keys ids;
	struct convert_owner *owners;
	size_t n_owners, cap_owners;
	struct dgpm_reject *rejects;
	size_t n_rejects, cap_rejects;
	struct dgpm_manifest_file *manifest;
	size_t n_manifest, cap_manifest;
};

static void add_stats(struct dgpm_convert_stats *to, const struct dgpm_convert_stats *from)
{
	to->rows += from->rows;
	to->rows_blank += from->rows_blank;
	to->rows_skipped += from->rows_skipped;
	to->rows_left_out += from->rows_left_out;
	to->figures += from->figures;
	to->figures_left_out += from->figures_left_out;
	to->no_value += from->no_value;
	to->numbered += from->numbered;
	to->repeated += from->repeated;
	to->tied += from->tied;
	to->untied += from->untied;
	to->without_parts += from->without_parts;
	to->beyond += from->beyond;
}

static void tell_repeated(struct merge *m, size_t file, const struct convert_seen *s, const struct known *k)
{
	struct convert_file *f = &m->files[file], *other = &m->files[k->file];
	const struct convert_seen *first = &other->seen[k->seen];
	char a[DGPM_INT_BUF], b[DGPM_INT_BUF];
	const char *detail = first->yen == s->yen ?
				     dgpm_int_format(a, s->yen, 0) :
				     dgpm_arena_printf(m->arena, _("%s here, %s there"), dgpm_int_format(a, s->yen, 0),
						       dgpm_int_format(b, first->yen, 0));

	dgpm_diag_add2(m->diags, DGPM_MSG_CONV_22, convert_loc(f, s->at), detail, convert_loc(other, first->at),
		       _("the other one is here"));
}

/* The same figure again in another file, by what the ledger tells rows apart by. */
static void merge_seen(struct merge *m, size_t file)
{
	struct convert_file *f = &m->files[file];
	size_t told = f->told;
	bool is_new;

	for (size_t i = 0; i < f->n_seen; i++) {
		uint32_t *index = convert_keys_put(&m->figures, f->seen[i].hash, &is_new);

		if (is_new) {
			*CONVERT_PUSH(m->arena, m->known, m->n_known, m->cap_known) =
				(struct known){ (uint32_t)file, (uint32_t)i };
			*index = (uint32_t)m->n_known;
		} else if (m->known[*index - 1].file != file) {
			m->result->stats.repeated++;
			if (told++ < CONVERT_TOLD)
				tell_repeated(m, file, &f->seen[i], &m->known[*index - 1]);
		}
	}
	if (told > CONVERT_TOLD)
		dgpm_diag_addf(m->diags, DGPM_MSG_CONV_22, (struct dgpm_loc){ .path = f->path },
			       _("%zu figures in all"), told);
}

/* Of the figures of several sheets the latest stands; earlier ones are left out, with the place of that one. */
static void merge_latest(struct merge *m, size_t n_files)
{
	bool is_new;

	for (size_t file = 0; file < n_files; file++)
		for (size_t i = 0; i < m->files[file].n_seen; i++) {
			const struct convert_seen *s = &m->files[file].seen[i];
			uint32_t *index = convert_keys_put(&m->figures, s->hash, &is_new);
			struct known *k;

			if (is_new) {
				*CONVERT_PUSH(m->arena, m->known, m->n_known, m->cap_known) =
					(struct known){ (uint32_t)file, (uint32_t)i };
				*index = (uint32_t)m->n_known;
				continue;
			}
			k = &m->known[*index - 1];
			if (s->rank > m->files[k->file].seen[k->seen].rank)
				*k = (struct known){ (uint32_t)file, (uint32_t)i };
			else if (s->rank == m->files[k->file].seen[k->seen].rank && k->file != file) {
				m->result->stats.repeated++;
				if (m->result->stats.repeated <= CONVERT_TOLD)
					tell_repeated(m, file, s, k);
			}
		}
	for (size_t file = 0; file < n_files; file++)
		for (size_t i = 0; i < m->files[file].n_seen; i++) {
			struct convert_file *f = &m->files[file];
			const struct convert_seen *s = &f->seen[i];
			const uint32_t *index = convert_keys_get(&m->figures, s->hash);
			const struct known *k = &m->known[*index - 1];

			if (k->file == file && k->seen == i) {
				dgpm_out_puts(m->out, s->line);
				continue;
			}
			m->result->stats.superseded++;
			m->result->stats.figures--;
			*CONVERT_PUSH(m->arena, m->rejects, m->n_rejects, m->cap_rejects) = (struct dgpm_reject){
				.source = convert_place_text(f, m->arena, s->at),
				.rule = "superseded",
				.reason = dgpm_arena_printf(m->arena, _("a later sheet gives the figure anew: %s"),
							    convert_place_text(&m->files[k->file], m->arena,
									       m->files[k->file].seen[k->seen].at)),
				.value = dgpm_arena_printf(m->arena, "%jd", (intmax_t)s->yen),
				.row = dgpm_arena_strndup(m->arena, s->line, strlen(s->line) - 1),
			};
		}
}

/* IDs made of names: another project in another file must not have the same. */
static void merge_owners(struct merge *m, const struct convert_file *f)
{
	bool is_new;

	for (size_t i = 0; i < f->n_owners; i++) {
		const struct convert_owner *o = &f->owners[i];
		uint32_t *index = convert_keys_put(&m->ids, o->id, &is_new);

		if (is_new) {
			*CONVERT_PUSH(m->arena, m->owners, m->n_owners, m->cap_owners) = *o;
			*index = (uint32_t)m->n_owners;
		} else if (m->owners[*index - 1].who.a != o->who.a || m->owners[*index - 1].who.b != o->who.b) {
			dgpm_diag_add(m->diags, DGPM_MSG_CONV_15, convert_loc(f, o->at), o->text);
		}
	}
}

/* A file with the same bytes as an earlier one says nothing new. */
static bool is_twice(struct merge *m, size_t file)
{
	struct convert_file *f = &m->files[file];
	struct dgpm_loc at = { .path = f->path }, other = { 0 };

	for (size_t i = 0; i < m->n_manifest; i++)
		if (strcmp(m->manifest[i].sha256, f->sha256) == 0) {
			other.path = m->manifest[i].file;
			dgpm_diag_add2(m->diags, DGPM_MSG_CONV_23, at, NULL, other, _("the other one is here"));
			return true;
		}
	return false;
}

static void merge_file(struct merge *m, size_t file)
{
	struct convert_file *f = &m->files[file];
	bool twice = f->sha256[0] != '\0' && is_twice(m, file);

	dgpm_diags_merge(m->diags, f->diags);
	if (f->failed || twice)
		m->result->stats.files_failed++;
	if (twice) {
		f->n_seen = f->n_cards = 0;
		f->stats = (struct dgpm_convert_stats){ 0 };
	} else {
		add_stats(&m->result->stats, &f->stats);
		for (size_t i = 0; i < f->n_rejects; i++)
			*CONVERT_PUSH(m->arena, m->rejects, m->n_rejects, m->cap_rejects) = f->rejects[i];
		merge_owners(m, f);
		if (f->memory != NULL)
			dgpm_out_write(m->out, f->memory, f->n_memory);
		if (f->p->repeats != REPEATS_LATEST)
			merge_seen(m, file);
		if (f->book != NULL)
			*CONVERT_PUSH(m->arena, m->manifest, m->n_manifest, m->cap_manifest) =
				(struct dgpm_manifest_file){
					.file = f->path,
					.sha256 = f->sha256,
					.bytes = f->bytes,
					.profile = f->p->id,
					.encoding = f->encoding,
					.rows = f->stats.rows,
					.figures = f->stats.figures,
					.left_out = f->stats.rows_left_out + f->stats.figures_left_out,
				};
	}
	free(f->memory);
	f->memory = NULL;
	if (f->n_explained != 0) {
		m->result->explained = f->explained;
		m->result->n_explained = f->n_explained;
	}
}

static void run_threads(struct run *run, struct merge *m)
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
		merge_file(m, i);
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
			   .how = how };
	struct merge m = { .result = result, .arena = arena, .diags = diags, .out = out };

	*result = (struct dgpm_converted){ .stats.files = n_files };
	run.files = m.files = dgpm_arena_array(arena, n_files, sizeof *run.files);
	run.done = dgpm_arena_array(arena, n_files, sizeof *run.done);
	m.figures.arena = m.ids.arena = arena;
	for (size_t i = 0; i < n_files; i++) {
		struct dgpm_arena *own = dgpm_arena_like(arena);

		run.files[i] = (struct convert_file){ .how = how,
						      .p = p,
						      .path = files[i],
						      .arena = own,
						      .scratch = dgpm_arena_like(arena),
						      .diags = dgpm_diags_new(own),
						      .tick = tick,
						      .run = &run,
						      .firsts = { .like = arena },
						      .keep_seen = n_files > 1 || p->repeats == REPEATS_LATEST,
						      .explain = i == 0 };
	}
	if (p->makes == DGPM_MAKES_LEDGER)
		dgpm_out_puts(
			out, "fiscal_year,project_id,organization,account,expense,stage,amount_yen,item,source,note\n");
	if (n_files == 1) {
		run_file(&run.files[0], p->makes == DGPM_MAKES_LEDGER ? out : NULL);
		finish_file(&run);
		merge_file(&m, 0);
	} else {
		run_threads(&run, &m);
	}
	if (p->repeats == REPEATS_LATEST && p->makes == DGPM_MAKES_LEDGER)
		merge_latest(&m, n_files);
	if (p->makes == DGPM_MAKES_CARDS && n_files != 0)
		convert_cards_merge(result, arena, diags, run.files, n_files);
	result->stats.projects = m.n_owners;
	result->rejects = m.rejects;
	result->n_rejects = m.n_rejects;
	result->manifest = (struct dgpm_manifest){ m.manifest, m.n_manifest };
	result->arenas = dgpm_arena_array(arena, n_files, sizeof(struct dgpm_arena *));
	result->n_arenas = n_files;
	for (size_t i = 0; i < n_files; i++) {
		result->arenas[i] = run.files[i].arena;
		dgpm_arena_free(run.files[i].scratch);
	}
}

void dgpm_converted_close(struct dgpm_converted *result)
{
	for (size_t i = 0; i < result->n_arenas; i++)
		dgpm_arena_free(result->arenas[i]);
	result->n_arenas = 0;
}
