/* What the files of a run come to, put together in their order: nothing twice, the latest where sheets differ. */
#include "convert/merge.h"
#include "base/text.h"
#include "base/i18n.h"

#include <stdlib.h>

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
	to->rounded += from->rounded;
}

/* A ledger row that is not written, and the place of the one that stands for it. */
static void leave_out(struct convert_merge *m, struct convert_file *f, const struct convert_seen *s,
		      const struct convert_known *k, struct dgpm_str line)
{
	convert_uncount(f, s);
	f->got.stats.figures_left_out++;
	*DGPM_PUSH(m->arena, m->rejects, m->n_rejects, m->cap_rejects) = (struct dgpm_reject){
		.source = convert_place_text(&f->in, m->arena, s->at),
		.rule = "CONV-25",
		.reason = _("another file gives the figure already"),
		.instead = convert_place_text(&m->files[k->file].in, m->arena, k->at),
		.value = dgpm_arena_printf(m->arena, "%jd", (intmax_t)s->yen),
		.row = dgpm_arena_strndup(m->arena, line.s, line.n),
	};
}

/*
 * The rows of a file that waited. A figure that an earlier file gives already would count twice: it is left out, even
 * where it says the same, and told, as nobody knows which of the two files is right.
 */
static void merge_rows(struct convert_merge *m, size_t file)
{
	struct convert_file *f = &m->files[file];
	const char *line = f->got.memory, *from = line, *end = line + f->got.n_memory;
	size_t told = 0;
	bool is_new;

	/* Each figure is a row, in the same order. */
	for (size_t i = 0; i < f->keep.n_seen && line < end; i++) {
		const struct convert_seen *s = &f->keep.seen[i];
		struct convert_known *k = convert_known_of(m, s->hash, &is_new);
		const char *next = line + s->n_line;

		if (is_new)
			*k = (struct convert_known){ .yen = s->yen, .at = s->at, .file = (uint32_t)file };
		if (k->file != file) {
			convert_write_rows(m->out, from, (size_t)(line - from), m->excel);
			from = next;
			leave_out(m, f, s, k, (struct dgpm_str){ line, s->n_line - 1 });
			if (told++ < CONVERT_TOLD)
				convert_tell_repeated(m, s->yen, convert_loc(&f->in, s->at), k,
						      convert_loc(&m->files[k->file].in, k->at));
		}
		line = next;
	}
	if (end > from)
		convert_write_rows(m->out, from, (size_t)(end - from), m->excel);
	if (told > CONVERT_TOLD)
		dgpm_diag_addf(m->diags, DGPM_MSG_CONV_25, (struct dgpm_loc){ .path = f->in.path }, NULL,
			       _("%zu figures in all, listed by --rejects"), told);
}

/* IDs made of names: another project in another file must not have the same. */
static void merge_owners(struct convert_merge *m, const struct convert_file *f)
{
	bool is_new;

	for (size_t i = 0; i < f->keep.n_owners; i++) {
		const struct convert_owner *o = &f->keep.owners[i];
		uint32_t *index = convert_keys_put(&m->ids, o->id, &is_new);

		if (is_new) {
			*DGPM_PUSH(m->arena, m->owners, m->n_owners, m->cap_owners) =
				(struct convert_owner){ .id = o->id, .who = o->who };
			*index = (uint32_t)m->n_owners;
		} else if (m->owners[*index - 1].who.a != o->who.a || m->owners[*index - 1].who.b != o->who.b) {
			dgpm_diag_add(m->diags, DGPM_MSG_CONV_15, convert_loc(&f->in, o->at), o->text);
		}
	}
}

/* A file with the same bytes as an earlier one says nothing new. */
static bool is_twice(struct convert_merge *m, size_t file)
{
	struct convert_file *f = &m->files[file];
	struct dgpm_loc at = { .path = f->in.path }, other = { 0 };

	for (size_t i = 0; i < file; i++)
		if (m->files[i].got.opened && !m->files[i].got.twice &&
		    strcmp(m->files[i].got.sha256, f->got.sha256) == 0) {
			other.path = m->files[i].in.path;
			dgpm_diag_add2(m->diags, DGPM_MSG_CONV_23, at, NULL, other, _("the other one is here"));
			*DGPM_PUSH(m->arena, m->rejects, m->n_rejects, m->cap_rejects) = (struct dgpm_reject){
				.source = f->in.path,
				.rule = dgpm_msg_info(DGPM_MSG_CONV_23)->id,
				.reason = _("another file has the same bytes"),
				.instead = other.path,
			};
			return true;
		}
	return false;
}

/* Rows before the place where a file breaks off, or beside what is left out, are in the output. */
static enum dgpm_converted_state state_of(const struct convert_file *f)
{
	if (f->got.twice)
		return DGPM_CONVERTED_SAME;
	if (!f->got.failed && f->got.stats.rows_left_out == 0 && f->got.stats.figures_left_out == 0)
		return DGPM_CONVERTED_WHOLE;
	return f->got.stats.figures != 0 || f->keep.n_cards != 0 ? DGPM_CONVERTED_PART : DGPM_CONVERTED_NOT;
}

static void count_states(struct dgpm_converted *result)
{
	for (size_t i = 0; i < result->stats.files; i++) {
		if (result->files[i].state == DGPM_CONVERTED_PART)
			result->stats.files_in_part++;
		else if (result->files[i].state != DGPM_CONVERTED_WHOLE)
			result->stats.files_failed++;
		result->cut |= result->files[i].state == DGPM_CONVERTED_NOT;
	}
}

static const char *copy(struct convert_merge *m, const char *text)
{
	return text != NULL ? dgpm_arena_strdup(m->arena, text) : NULL;
}

/* A file of which nothing is used and no row says why: what is wrong with it stands for all that is in it. */
static void reject_file(struct convert_merge *m, const struct convert_file *f)
{
	for (size_t i = 0; i < dgpm_diags_count(f->in.diags); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(f->in.diags, i);

		if (d->severity == DGPM_FATAL)
			*DGPM_PUSH(m->arena, m->rejects, m->n_rejects, m->cap_rejects) =
				(struct dgpm_reject){ .source = f->in.path, .rule = copy(m, d->rule),
						      .reason = copy(m, d->message) };
	}
}

/* Texts of a file that goes: they are few where files are many. */
static struct dgpm_reject copy_reject(struct convert_merge *m, const struct dgpm_reject *r)
{
	return (struct dgpm_reject){ .source = copy(m, r->source),
				     .rule = copy(m, r->rule),
				     .reason = copy(m, r->reason),
				     .instead = copy(m, r->instead),
				     .column = copy(m, r->column),
				     .value = copy(m, r->value),
				     .row = copy(m, r->row),
				     .kept = r->kept };
}

/*
 * Whether all that is still asked of a file once it is merged stands elsewhere. Places in a CSV are lines, and of rows
 * that wait for the last file their own text tells the place; of a book the names of its sheets are needed, of JSON
 * otherwise where its records stand.
 */
static bool may_go(const struct convert_merge *m, const struct convert_file *f)
{
	if (m->result->stats.files == 1 || f->in.p->makes != DGPM_MAKES_LEDGER || f->got.n_explained != 0 ||
	    f->in.how->against != NULL)
		return false;
	return !f->got.opened || f->in.p->repeats == REPEATS_LATEST ||
	       (f->in.book != NULL && dgpm_book_kind(f->in.book) == DGPM_BOOK_CSV);
}

/* What was needed to read it. Many files are many times that much memory. */
static void let_go(struct convert_merge *m, struct convert_file *f, bool all)
{
	dgpm_arena_free(f->in.scratch);
	f->in.scratch = m->arena;
	if (!all)
		return;
	dgpm_arena_free(f->in.arena);
	dgpm_arena_free(f->in.read_arena);
	f->in.arena = f->in.read_arena = NULL;
	f->in.diags = f->in.read_diags = NULL;
	f->in.book = NULL;
	f->in.json = NULL;
	f->sheet = (struct convert_sheet){ 0 };
	f->row = (struct convert_row){ 0 };
	f->keep = (struct convert_keep){ .n_seen = f->keep.n_seen };
	f->got.rejects = NULL;
	f->got.unread = NULL;
	f->got.lines = (struct convert_lines){ 0 };
}

void convert_merge_file(struct convert_merge *m, size_t file)
{
	struct convert_file *f = &m->files[file];
	bool goes = may_go(m, f);

	f->got.twice = f->got.sha256[0] != '\0' && is_twice(m, file);
	m->result->cut |= f->got.cut;
	/* What is wrong with the other one has been told. */
	if (!f->got.twice)
		dgpm_diags_merge(m->diags, f->in.diags);
	if (f->got.twice) {
		f->keep.n_seen = f->keep.n_cards = 0;
		f->got.stats = (struct dgpm_convert_stats){ 0 };
	} else {
		if (m->waiting.figures != NULL)
			convert_latest_add(m, f);
		else if (f->got.memory != NULL)
			merge_rows(m, file);
		add_stats(&m->result->stats, &f->got.stats);
		for (size_t i = 0; i < f->got.n_rejects; i++)
			*DGPM_PUSH(m->arena, m->rejects, m->n_rejects, m->cap_rejects) =
				goes ? copy_reject(m, &f->got.rejects[i]) : f->got.rejects[i];
		if (f->got.failed && f->got.n_rejects == 0)
			reject_file(m, f);
		merge_owners(m, f);
	}
	free(f->got.memory);
	f->got.memory = NULL;
	if (f->got.n_explained != 0) {
		m->result->explained = f->got.explained;
		m->result->n_explained = f->got.n_explained;
	}
	f->got.columns = convert_columns_text(&f->keep.columns, m->arena);
	f->got.encoding = copy(m, f->got.encoding);
	let_go(m, f, goes);
}

/* The sheet does not divide them, and nobody else may: they stand under the names of all their accounts. */
static void tell_undivided(struct convert_merge *m, const struct convert_file *f)
{
	if (f->got.undivided != 0 && !f->got.twice)
		dgpm_diag_addf(m->diags, DGPM_MSG_CONV_33, (struct dgpm_loc){ .path = f->in.path }, NULL,
			       P_("%zu figure under 'special:一般会計、…'", "%zu figures under 'special:一般会計、…'",
				  f->got.undivided),
			       f->got.undivided);
}

static void list_file(struct convert_merge *m, struct convert_file *f, struct dgpm_converted_file *listed)
{
	*listed = (struct dgpm_converted_file){ .file = f->in.path,
						.sha256 = f->got.sha256,
						.bytes = f->got.bytes,
						.encoding = f->got.encoding,
						.state = state_of(f),
						.stats = f->got.stats };
	if (!f->got.opened || f->got.twice)
		return;
	*DGPM_PUSH(m->arena, m->manifest, m->n_manifest, m->cap_manifest) =
		(struct dgpm_manifest_file){ .file = f->in.path,
					     .sha256 = f->got.sha256,
					     .bytes = f->got.bytes,
					     .profile = f->in.p->id,
					     .encoding = f->got.encoding,
					     .columns = f->got.columns,
					     .rows = f->got.stats.rows,
					     .figures = f->got.stats.figures,
					     .left_out = f->got.stats.rows_left_out + f->got.stats.figures_left_out };
}

void convert_merge_end(struct convert_merge *m, size_t n_files)
{
	struct dgpm_converted *result = m->result;
	struct dgpm_converted_file *files = dgpm_arena_array(m->arena, n_files, sizeof *files);

	if (n_files != 0 && m->files[0].in.p->makes == DGPM_MAKES_CARDS)
		convert_cards_merge(m, n_files);
	else if (m->waiting.figures != NULL)
		convert_latest_end(m, n_files);
	for (size_t i = 0; i < n_files; i++)
		list_file(m, &m->files[i], &files[i]);
	for (size_t i = 0; i < n_files; i++)
		tell_undivided(m, &m->files[i]);
	if (n_files != 0 && m->files[0].in.how->against != NULL)
		convert_against(m, n_files, m->files[0].in.how->against);
	result->files = files;
	count_states(result);
	result->stats.projects = m->n_owners;
	result->rejects = m->rejects;
	result->n_rejects = m->n_rejects;
	result->manifest = (struct dgpm_manifest){ m->manifest, m->n_manifest };
}
