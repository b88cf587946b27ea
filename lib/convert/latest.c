/*
 * Of the figures of several sheets the latest stands. Which one that is nobody knows before the last sheet is read:
 * until then all wait, figures and rows, in files without names, and memory holds one entry for each figure that will
 * stand.
 */
#include "base/i18n.h"
#include "io/read.h"
#include "convert/merge.h"
#include "io/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static void fail(struct convert_merge *m, int error)
{
	if (!m->waiting.failed)
		dgpm_diag_addf(m->diags, DGPM_MSG_IO_07, (struct dgpm_loc){ .path = dgpm_nameless_dir() }, NULL, "%s",
			       strerror(error));
	m->waiting.failed = true;
}

static FILE *open_one(struct convert_merge *m)
{
	int fd = dgpm_nameless();
	FILE *file = fd >= 0 ? fdopen(fd, "w+") : NULL;

	if (file == NULL)
		fail(m, errno);
	if (file == NULL && fd >= 0)
		close(fd);
	return file;
}

void convert_latest_begin(struct convert_merge *m, bool rejects)
{
	struct convert_waiting *w = &m->waiting;

	w->figures = open_one(m);
	w->rows = open_one(m);
	w->left_out = rejects ? open_one(m) : NULL;
	if (!w->failed && (dgpm_out_open(&w->out, m->arena, m->diags, NULL, w->rows) != 0 ||
			   (rejects && dgpm_out_open(&w->rejects_out, m->arena, m->diags, NULL, w->left_out) != 0)))
		w->failed = true;
}

void convert_latest_add(struct convert_merge *m, const struct convert_file *f)
{
	struct convert_waiting *w = &m->waiting;

	if (w->failed || f->in.figures != NULL)
		return;
	if (fwrite(f->keep.seen, sizeof *f->keep.seen, f->keep.n_seen, w->figures) != f->keep.n_seen ||
	    fwrite(f->got.memory, 1, f->got.n_memory, w->rows) != f->got.n_memory)
		fail(m, errno);
}

/* The next one of those that wait, from the beginning. */
static bool next_figure(struct convert_merge *m, struct convert_seen *s)
{
	if (fread(s, sizeof *s, 1, m->waiting.figures) == 1)
		return true;
	fail(m, ferror(m->waiting.figures) != 0 ? errno : EIO);
	return false;
}

static char *room(struct convert_merge *m, size_t n)
{
	struct convert_waiting *w = &m->waiting;

	if (w->cap < n)
		w->line = dgpm_arena_alloc(m->arena, w->cap = n * 2 > 4096 ? n * 2 : 4096);
	return w->line;
}

/* A row by its place among them; without its line break. */
static struct dgpm_str row_at(struct convert_merge *m, uint64_t offset, uint32_t n)
{
	char *line = dgpm_arena_alloc(m->arena, n);

	if (dgpm_read_at(fileno(m->waiting.rows), line, n, (off_t)offset) == (ssize_t)n)
		return (struct dgpm_str){ line, n - 1 };
	fail(m, errno);
	return (struct dgpm_str){ "", 0 };
}

/* The ledger's column `source`, in which the place stands: of the file itself nothing is left. */
static const char *source_of(struct dgpm_arena *arena, struct dgpm_str row)
{
	enum { SOURCE = 8 };
	char *text = dgpm_arena_alloc(arena, row.n + 1), *to = text;
	bool quoted = false;
	int column = 0;

	for (size_t i = 0; i < row.n && column <= SOURCE; i++) {
		char c = row.s[i];

		if (c == '"') {
			/* Of two quotes one is meant. */
			if (quoted && i + 1 < row.n && row.s[i + 1] == '"')
				i++;
			else {
				quoted = !quoted;
				continue;
			}
		} else if (c == ',' && !quoted) {
			column++;
			continue;
		}
		if (column == SOURCE)
			*to++ = c;
	}
	*to = '\0';
	return text;
}

static struct dgpm_loc loc_of(struct convert_merge *m, const struct convert_file *f, struct convert_place at,
			      uint64_t offset, uint32_t n)
{
	if (at.line != 0)
		return (struct dgpm_loc){ f->in.path, at.line, 0 };
	return (struct dgpm_loc){ .path = source_of(m->arena, row_at(m, offset, n)) };
}

/* Of two files with the same sheet the first stands. */
static void rank_all(struct convert_merge *m, size_t n_files)
{
	struct convert_seen s;
	uint64_t offset = 0;
	bool is_new;

	for (size_t file = 0; file < n_files; file++) {
		const struct convert_file *f = &m->files[file];
		size_t told = 0;

		for (size_t i = 0; i < f->keep.n_seen && next_figure(m, &s); i++, offset += s.n_line) {
			struct convert_known *k = convert_known_of(m, s.hash, &is_new);

			if (is_new || s.rank > k->rank)
				*k = (struct convert_known){ offset, s.yen, s.at, s.rank, (uint32_t)file, s.n_line };
			else if (s.rank == k->rank && k->file != file && told++ < CONVERT_TOLD)
				convert_tell_repeated(m, s.yen, loc_of(m, f, s.at, offset, s.n_line), k,
						      loc_of(m, &m->files[k->file], k->at, k->offset, k->n_line));
		}
		if (told > CONVERT_TOLD)
			dgpm_diag_addf(m->diags, DGPM_MSG_CONV_25, (struct dgpm_loc){ .path = f->in.path }, NULL,
				       _("%zu figures in all, listed by --rejects"), told);
	}
}

/* A row that another stands for, as the file of --rejects has it. */
static void put_left_out(struct convert_merge *m, struct dgpm_arena *scratch, const char *rule, const char *reason,
			 const struct convert_seen *s, struct dgpm_str row, const struct convert_known *k)
{
	struct dgpm_csv w = { .out = m->waiting.rejects_out, .excel = m->excel };
	struct dgpm_str other;

	if (m->waiting.left_out == NULL)
		return;
	dgpm_arena_reset(scratch);
	other = (struct dgpm_str){ dgpm_arena_alloc(scratch, k->n_line), k->n_line };
	if (dgpm_read_at(fileno(m->waiting.rows), (char *)(uintptr_t)other.s, other.n, (off_t)k->offset) !=
	    (ssize_t)other.n) {
		fail(m, errno);
		return;
	}
	csv_text(&w, source_of(scratch, row));
	csv_text(&w, rule);
	csv_text(&w, dgpm_arena_cat(scratch, reason, ": ", source_of(scratch, other)));
	csv_text(&w, NULL);
	csv_int(&w, s->yen);
	csv_cell(&w, row);
	csv_end(&w);
}

/* Those that do not stand are counted, and told to who asks for them. */
static void write_all(struct convert_merge *m, size_t n_files, struct dgpm_arena *scratch)
{
	struct convert_seen s;
	bool is_new;

	for (size_t file = 0; file < n_files; file++) {
		struct convert_file *f = &m->files[file];

		for (size_t i = 0; i < f->keep.n_seen && next_figure(m, &s); i++) {
			const struct convert_known *k = convert_known_of(m, s.hash, &is_new);
			struct dgpm_str row = { room(m, s.n_line), s.n_line - 1 };
			bool same = s.rank == k->rank;

			if (fread(m->waiting.line, 1, s.n_line, m->waiting.rows) != s.n_line) {
				fail(m, EIO);
				return;
			}
			/* Those of one sheet may be its parts by account: they stand and fall together. */
			if (k->file == file && same) {
				convert_write_rows(m->out, row.s, s.n_line, m->excel);
				continue;
			}
			convert_uncount(f, &s);
			m->result->stats.figures--;
			if (same) {
				m->result->stats.figures_left_out++;
				m->result->n_given_elsewhere++;
				f->got.stats.figures_left_out++;
			} else {
				m->result->stats.superseded++;
				f->got.stats.superseded++;
			}
			put_left_out(m, scratch, same ? "CONV-25" : "superseded",
				     same ? _("another file gives the figure already")
					  : _("a later sheet gives the figure anew"),
				     &s, row, k);
		}
	}
}

void convert_latest_end(struct convert_merge *m, size_t n_files)
{
	struct convert_waiting *w = &m->waiting;
	struct dgpm_arena *scratch = dgpm_arena_like(m->arena);

	if (!w->failed && (ferror(w->figures) != 0 || ferror(w->rows) != 0 || fflush(w->figures) != 0 ||
			   fflush(w->rows) != 0))
		fail(m, errno);
	if (!w->failed) {
		rewind(w->figures);
		rank_all(m, n_files);
		rewind(w->figures);
		rewind(w->rows);
		write_all(m, n_files, scratch);
	}
	dgpm_arena_free(scratch);
	if (w->figures != NULL)
		fclose(w->figures);
	if (w->rows != NULL)
		fclose(w->rows);
	m->result->superseded = w->left_out;
	m->result->failed = w->failed;
}
