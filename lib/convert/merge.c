/* What the files of a run come to, put together in their order: nothing twice, the latest where sheets differ. */
#include "convert/context.h"
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

/* The figure of this key that was met first, and whether it is this one. */
static struct convert_known *known_of(struct convert_merge *m, size_t file, size_t seen, bool *is_new)
{
	uint32_t *index = convert_keys_put(&m->figures, m->files[file].keep.seen[seen].hash, is_new);

	if (*is_new) {
		*DGPM_PUSH(m->arena, m->known, m->n_known, m->cap_known) =
			(struct convert_known){ (uint32_t)file, (uint32_t)seen };
		*index = (uint32_t)m->n_known;
	}
	return &m->known[*index - 1];
}

static void tell_repeated(struct convert_merge *m, size_t file, const struct convert_seen *s,
			  const struct convert_known *k)
{
	struct convert_file *f = &m->files[file], *other = &m->files[k->file];
	const struct convert_seen *first = &other->keep.seen[k->seen];
	char a[DGPM_INT_BUF], b[DGPM_INT_BUF];
	const char *detail = first->yen == s->yen ? dgpm_int_format(a, s->yen, 0)
						  : dgpm_arena_printf(m->arena, _("%s here, %s there"),
								      dgpm_int_format(a, s->yen, 0),
								      dgpm_int_format(b, first->yen, 0));

	dgpm_diag_add2(m->diags, DGPM_MSG_CONV_25, convert_loc(&f->in, s->at), detail,
		       convert_loc(&other->in, first->at), _("the other one is here"));
}

/* A ledger row that is not written, and the place of the one that stands for it. */
static void leave_out(struct convert_merge *m, struct convert_file *f, const struct convert_seen *s, const char *rule,
		      const char *why, const struct convert_known *k, struct dgpm_str line)
{
	const struct convert_file *other = &m->files[k->file];

	f->got.undivided -= s->undivided;
	if (f->keep.sums.n != 0)
		f->keep.sums.items[s->sum].sum -= s->yen;
	*DGPM_PUSH(m->arena, m->rejects, m->n_rejects, m->cap_rejects) = (struct dgpm_reject){
		.source = convert_place_text(&f->in, m->arena, s->at),
		.rule = rule,
		.reason = why,
		.instead = convert_place_text(&other->in, m->arena, other->keep.seen[k->seen].at),
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

	/* Each figure is a line, in the same order. */
	for (size_t i = 0; i < f->keep.n_seen && line < end; i++) {
		const char *next = memchr(line, '\n', (size_t)(end - line));
		const struct convert_known *k = known_of(m, file, i, &is_new);

		next = next != NULL ? next + 1 : end;
		if (!is_new && k->file != file) {
			convert_write_rows(m->out, from, (size_t)(line - from), m->excel);
			from = next;
			f->got.stats.figures--;
			f->got.stats.figures_left_out++;
			leave_out(m, f, &f->keep.seen[i], "CONV-25", _("another file gives the figure already"), k,
				  (struct dgpm_str){ line, (size_t)(next - line) - 1 });
			if (told++ < CONVERT_TOLD)
				tell_repeated(m, file, &f->keep.seen[i], k);
		}
		line = next;
	}
	if (end > from)
		convert_write_rows(m->out, from, (size_t)(end - from), m->excel);
	if (told > CONVERT_TOLD)
		dgpm_diag_addf(m->diags, DGPM_MSG_CONV_25, (struct dgpm_loc){ .path = f->in.path }, NULL,
			       _("%zu figures in all, listed by --rejects"), told);
}

/* Of the figures of several sheets the latest stands; of two files with the same sheet the first. */
static void rank_seen(struct convert_merge *m, size_t file)
{
	size_t told = 0;
	bool is_new;

	for (size_t i = 0; i < m->files[file].keep.n_seen; i++) {
		const struct convert_seen *s = &m->files[file].keep.seen[i];
		struct convert_known *k = known_of(m, file, i, &is_new);
		int32_t rank = m->files[k->file].keep.seen[k->seen].rank;

		if (s->rank > rank)
			*k = (struct convert_known){ (uint32_t)file, (uint32_t)i };
		else if (s->rank == rank && k->file != file && told++ < CONVERT_TOLD)
			tell_repeated(m, file, s, k);
	}
	if (told > CONVERT_TOLD)
		dgpm_diag_addf(m->diags, DGPM_MSG_CONV_25, (struct dgpm_loc){ .path = m->files[file].in.path }, NULL,
			       _("%zu figures in all, listed by --rejects"), told);
}

/* Earlier ones are left out, with the place of that one. */
static void merge_latest(struct convert_merge *m, size_t n_files)
{
	for (size_t file = 0; file < n_files; file++)
		rank_seen(m, file);
	for (size_t file = 0; file < n_files; file++)
		for (size_t i = 0; i < m->files[file].keep.n_seen; i++) {
			struct convert_file *f = &m->files[file];
			const struct convert_seen *s = &f->keep.seen[i];
			const struct convert_known *k = &m->known[*convert_keys_get(&m->figures, s->hash) - 1];
			struct dgpm_str line = { s->line, strlen(s->line) - 1 };
			bool same = s->rank == m->files[k->file].keep.seen[k->seen].rank;

			/* Those of one sheet may be its parts by account: they stand and fall together. */
			if (k->file == file && same) {
				convert_write_rows(m->out, s->line, strlen(s->line), m->excel);
				continue;
			}
			m->result->stats.figures--;
			f->got.stats.figures--;
			if (same) {
				m->result->stats.figures_left_out++;
				f->got.stats.figures_left_out++;
				leave_out(m, f, s, "CONV-25", _("another file gives the figure already"), k, line);
			} else {
				m->result->stats.superseded++;
				f->got.stats.superseded++;
				leave_out(m, f, s, "superseded", _("a later sheet gives the figure anew"), k, line);
			}
		}
}

/* IDs made of names: another project in another file must not have the same. */
static void merge_owners(struct convert_merge *m, const struct convert_file *f)
{
	bool is_new;

	for (size_t i = 0; i < f->keep.n_owners; i++) {
		const struct convert_owner *o = &f->keep.owners[i];
		uint32_t *index = convert_keys_put(&m->ids, o->id, &is_new);

		if (is_new) {
			*DGPM_PUSH(m->arena, m->owners, m->n_owners, m->cap_owners) = *o;
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
	for (size_t i = 0; i < result->stats.files; i++)
		if (result->files[i].state == DGPM_CONVERTED_PART)
			result->stats.files_in_part++;
		else if (result->files[i].state != DGPM_CONVERTED_WHOLE)
			result->stats.files_failed++;
}

/* A file of which nothing is used and no row says why: what is wrong with it stands for all that is in it. */
static void reject_file(struct convert_merge *m, const struct convert_file *f)
{
	for (size_t i = 0; i < dgpm_diags_count(f->in.diags); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(f->in.diags, i);

		if (d->severity == DGPM_FATAL)
			*DGPM_PUSH(m->arena, m->rejects, m->n_rejects, m->cap_rejects) =
				(struct dgpm_reject){ .source = f->in.path, .rule = d->rule, .reason = d->message };
	}
}

void convert_merge_file(struct convert_merge *m, size_t file)
{
	struct convert_file *f = &m->files[file];

	f->got.twice = f->got.sha256[0] != '\0' && is_twice(m, file);
	/* What is wrong with the other one has been told. */
	if (!f->got.twice)
		dgpm_diags_merge(m->diags, f->in.diags);
	if (f->got.twice) {
		f->keep.n_seen = f->keep.n_cards = 0;
		f->got.stats = (struct dgpm_convert_stats){ 0 };
	} else {
		if (f->got.memory != NULL)
			merge_rows(m, file);
		add_stats(&m->result->stats, &f->got.stats);
		for (size_t i = 0; i < f->got.n_rejects; i++)
			*DGPM_PUSH(m->arena, m->rejects, m->n_rejects, m->cap_rejects) = f->got.rejects[i];
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
					     .columns = convert_columns_text(&f->keep.columns, m->arena),
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
	else if (n_files != 0 && m->files[0].in.p->repeats == REPEATS_LATEST)
		merge_latest(m, n_files);
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
