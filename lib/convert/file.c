/* One file: its sheets, the header, then row by row. */
#include "convert/context.h"
#include "base/text.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>

#define TICK 8192 /* rows */

static bool is_blank(const struct dgpm_book_row *row)
{
	for (uint32_t i = 0; i < row->n; i++)
		if ((row->cells[i].kind != DGPM_VALUE_NONE && row->cells[i].text.n != 0) || row->cells[i].uncalculated)
			return false;
	return true;
}

static const struct row_kind *kind_of_row(struct convert_file *f)
{
	for (size_t i = 0; i < f->in.p->n_kinds; i++) {
		const struct row_kind *k = &f->in.p->kinds[i];
		bool fits = true;

		for (size_t c = 0; c < k->n_when && fits; c++)
			fits = convert_cond(f, &k->when[c]);
		if (fits != k->otherwise)
			return k;
	}
	return NULL;
}

static void leave_row_out(struct convert_file *f)
{
	f->got.stats.rows_left_out++;
	convert_reject(f);
}

/* Behind the cells of a record its pointer stands: kept, as places are told later too. */
static void keep_pointer(struct convert_file *f, const struct dgpm_book_row *row)
{
	struct convert_json *json = f->in.json;
	struct dgpm_str pointer = row->cells[row->n - 1].text;

	*DGPM_PUSH(f->in.arena, json->at, json->n, json->cap) = dgpm_arena_strndup(f->in.arena, pointer.s, pointer.n);
}

static void convert_row(struct convert_file *f, const struct dgpm_book_row *row)
{
	f->row.src = row;
	f->row.json = NULL;
	dgpm_arena_reset(f->in.scratch);
	if (f->in.json != NULL)
		keep_pointer(f, row);
	if (++f->got.stats.rows % TICK == 0)
		f->in.tick(f->in.run, TICK);
	/* Of CSV the reader leaves out records that it cannot read. */
	if (row->line != 0 && row->row != ++f->sheet.record) {
		f->sheet.record = row->row;
		convert_carry_lost(f);
	}
	if (is_blank(f->row.src)) {
		f->got.stats.rows_blank++;
		return;
	}
	f->row.reason = (struct dgpm_reject){ 0 };
	if (f->in.json == NULL && (convert_header_again(f, f->row.src) || convert_unit_below(f, f->row.src))) {
		f->got.stats.rows_skipped++;
		return;
	}
	if (f->sheet.lost) {
		convert_wrong(f, DGPM_MSG_CONV_03, NOT_THERE, NULL, (struct dgpm_str){ "", 0 },
			      _("the header above it cannot be used"));
		leave_row_out(f);
		return;
	}
	if (f->row.src->hidden)
		convert_hidden_row(f);
	memset(f->row.cells, 0, f->in.p->n_columns * sizeof *f->row.cells);
	/* To explain a cell it is read here. */
	for (size_t i = 0; i < f->row.n_ready && f->keep.explain_left == 0 && !f->sheet.changed; i++)
		f->row.cells[f->row.ready[i].column] = (struct cell){ .state = CELL_GOOD, .yen = f->row.ready[i].yen };
	f->row.id = (struct cell){ 0 };
	f->row.made.n = 0;
	f->got.lines.has_shared = false;
	f->row.kind = kind_of_row(f);
	if (f->row.kind == NULL) {
		convert_wrong(f, DGPM_MSG_CONV_16, NOT_THERE, NULL, (struct dgpm_str){ "", 0 }, NULL);
		leave_row_out(f);
	} else if (f->row.kind->skip) {
		f->got.stats.rows_skipped++;
	} else if (row->line != 0 && row->n > f->sheet.width && convert_is_wide(f, row)) {
		leave_row_out(f);
		convert_carry_lost(f);
		return;
	} else if (f->in.p->makes == DGPM_MAKES_CARDS) {
		convert_card_row(f);
	} else {
		convert_ledger_row(f, f->row.kind);
	}
	/* Of a row that is passed over, as of a total, nothing is meant for those below it. */
	if (f->row.kind == NULL || !f->row.kind->skip) {
		convert_carry_row(f);
		f->sheet.width_known = true;
	}
	if (f->keep.explain_left != 0)
		f->keep.explain_left--;
}

static bool take_row(void *ctx, const struct dgpm_book_row *row)
{
	struct convert_file *f = ctx;

	if (!convert_range_row(&f->in, &f->keep, &row))
		return row->row <= f->in.range.last_row;
	if (!f->sheet.has_header) {
		dgpm_arena_reset(f->in.scratch);
		f->sheet.record = row->row;
		if (convert_header_row(&f->sheet, &f->in, row))
			convert_hidden_columns(f, row);
	} else if (f->keep.batches != NULL) {
		convert_batches_add(f->keep.batches, row);
	} else {
		convert_row(f, row);
	}
	/* Behind the header nothing ends the reading but the reader. */
	return !f->sheet.stopped && (f->sheet.has_header || f->sheet.rows_looked <= f->in.p->header_look);
}

static bool is_wanted(const struct convert_file *f, const struct dgpm_sheet *sheet)
{
	const char *name = f->in.how->sheet != NULL ? f->in.how->sheet : f->in.p->sheet;

	if (dgpm_book_kind(f->in.book) == DGPM_BOOK_CSV)
		return true;
	return name != NULL ? strcmp(sheet->name, name) == 0 : !sheet->hidden;
}

static void reject_record(struct convert_file *f, uint32_t line, const char *rule, const char *reason)
{
	f->got.stats.rows++;
	f->got.stats.rows_left_out++;
	*DGPM_PUSH(f->in.arena, f->got.rejects, f->got.n_rejects, f->got.cap_rejects) =
		(struct dgpm_reject){ .source = dgpm_arena_printf(f->in.arena, "%s!%u", f->in.path, (unsigned)line),
				      .rule = rule,
				      .reason = reason };
}

/*
 * What the reader of the book could not read: of CSV a record each, else the rest of the sheet where it broke off. Of a
 * cell the figures that need it are left out as those of any other.
 */
static void reject_unread(struct convert_file *f, size_t before)
{
	bool csv = dgpm_book_kind(f->in.book) == DGPM_BOOK_CSV, broke_off = dgpm_book_broke_off(f->in.book);
	const struct dgpm_diag *last = NULL;
	const struct dgpm_untold *untold;
	size_t n;

	for (size_t i = before; i < dgpm_diags_count(f->in.read_diags); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(f->in.read_diags, i);

		if (d->severity != DGPM_FATAL || strcmp(d->rule, "BOOK-15") == 0)
			continue;
		last = d;
		if (csv && d->at.line != 0)
			reject_record(f, d->at.line, d->rule, d->message);
	}
	untold = dgpm_book_untold(f->in.book, &n);
	for (size_t i = 0; i < n; i++)
		reject_record(f, untold[i].line, dgpm_msg_info(untold[i].msg)->id,
			      _(dgpm_msg_info(untold[i].msg)->text));
	if (broke_off && last != NULL)
		*DGPM_PUSH(f->in.arena, f->got.rejects, f->got.n_rejects, f->got.cap_rejects) =
			(struct dgpm_reject){ .source = f->in.path, .rule = last->rule, .reason = last->message };
}

/* Ends a sheet, or all records: what needs all of its rows. */
static void end_rows(struct convert_file *f)
{
	if (f->in.p->makes != DGPM_MAKES_LEDGER)
		return;
	convert_group_checks(f);
	convert_ledger_deferred(f);
}

/* Every sheet that has the header; a file without any is told once. */
static void convert_sheets(struct convert_file *f)
{
	size_t found = 0, looked = 0, before;
	bool failed;

	for (size_t i = 0; i < dgpm_book_n_sheets(f->in.book); i++) {
		if (!is_wanted(f, dgpm_book_sheet(f->in.book, i))) {
			if (f->in.how->sheet == NULL && f->in.p->sheet == NULL)
				convert_unread_hidden(f, i);
			continue;
		}
		looked++;
		convert_sheet_begin(&f->sheet, &f->in, i);
		before = dgpm_diags_count(f->in.read_diags);
		failed = dgpm_book_read(f->in.book, f->in.read_diags, i, take_row, f) != 0;
		if (f->keep.batches != NULL)
			convert_batches_flush(f->keep.batches);
		if (failed) {
			f->got.failed = true;
			f->got.cut |= dgpm_book_broke_off(f->in.book);
			reject_unread(f, before);
		}
		f->got.failed |= f->sheet.stopped;
		found += f->sheet.has_header;
		if (f->sheet.has_header)
			convert_hidden_tell(f);
		else
			convert_unread_visible(f);
		if (f->sheet.has_header)
			end_rows(f);
	}
	if (looked == 0 && !f->got.failed) {
		dgpm_diag_add(f->in.diags, DGPM_MSG_CONV_05, (struct dgpm_loc){ .path = f->in.path },
			      f->in.how->sheet != NULL ? f->in.how->sheet : f->in.p->sheet);
		f->got.failed = true;
	} else if (found == 0 && !f->got.failed) {
		convert_header_missing(&f->sheet, &f->in);
		f->got.failed = true;
	}
	convert_unread_tell(f, found != 0);
	convert_ledger_twice(f);
}

/* The SHA-256, beside the conversion where there is a thread for it. */
struct digest {
	struct convert_file *f;
	pthread_t thread;
	bool started;
	int error;
};

static void *take_digest(void *ctx)
{
	struct digest *d = ctx;

	d->error = dgpm_file_sha256(d->f->got.sha256, &d->f->got.bytes, AT_FDCWD, d->f->in.path) == 0 ? 0 : errno;
	return NULL;
}

static void begin_digest(struct digest *d, struct convert_file *f)
{
	*d = (struct digest){ .f = f };
	d->started = f->in.threads > 1 && pthread_create(&d->thread, NULL, take_digest, d) == 0;
	if (!d->started)
		take_digest(d);
}

static void end_digest(struct digest *d)
{
	if (d->started)
		pthread_join(d->thread, NULL);
	if (d->error == 0)
		return;
	dgpm_diag_addf(d->f->in.diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = d->f->in.path }, NULL, "%s",
		       strerror(d->error));
	d->f->got.failed = true;
}

static bool open_json(struct convert_file *f, FILE **file)
{
	*file = strcmp(f->in.path, "-") == 0 ? stdin : fopen(f->in.path, "re");
	if (*file == NULL) {
		dgpm_diag_addf(f->in.diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = f->in.path }, NULL, "%s",
			       strerror(errno));
		return false;
	}
	f->in.json = dgpm_arena_array(f->in.arena, 1, sizeof *f->in.json);
	f->in.json->own = dgpm_arena_array(f->in.arena, f->in.p->n_columns, sizeof *f->in.json->own);
	f->got.encoding = "utf-8";
	return true;
}

static bool open_book(struct convert_file *f)
{
	struct dgpm_book_how how = { .encoding = f->in.how->encoding, .threads = f->in.threads };

	if (dgpm_book_open(&f->in.book, f->in.read_arena, f->in.read_diags, f->in.path, AT_FDCWD, f->in.path, &how) !=
	    0)
		return false;
	f->got.encoding = dgpm_book_encoding(f->in.book);
	return true;
}

static void convert_records(struct convert_file *f, FILE *file)
{
	convert_json_read(f, file, convert_row);
	end_rows(f);
	convert_ledger_twice(f);
	if (file != stdin)
		fclose(file);
}

void convert_file_run(struct convert_file *f)
{
	struct digest digest;
	FILE *file = NULL;

	f->row.cells = dgpm_arena_array(f->in.arena, f->in.p->n_columns, sizeof *f->row.cells);
	f->row.extra = dgpm_arena_array(f->in.arena, f->in.p->n_extra, sizeof *f->row.extra);
	f->keep.ids.arena = f->keep.cards_by.arena = f->got.lines.arena = f->in.arena;
	f->keep.explain_left = f->in.explain ? f->in.how->explain : 0;
	begin_digest(&digest, f);
	f->got.opened =
		(digest.started || digest.error == 0) && (f->in.p->json.is ? open_json(f, &file) : open_book(f));
	if (!f->got.opened) {
		end_digest(&digest);
		dgpm_diags_merge(f->in.diags, f->in.read_diags);
		f->got.failed = true;
		return;
	}
	if (f->in.threads > 1)
		f->keep.batches = convert_batches_open(f, f->in.read_arena, convert_row);
	f->in.match = pcre2_match_data_create(32, NULL);
	if (f->in.match == NULL)
		dgpm_arena_fail(f->in.arena);
	if (file != NULL)
		convert_records(f, file);
	else
		convert_sheets(f);
	convert_line_write(f, true);
	end_digest(&digest);
	pcre2_match_data_free(f->in.match);
	f->in.match = NULL;
	convert_firsts_free(&f->keep.firsts);
	if (f->keep.batches != NULL)
		convert_batches_close(f->keep.batches);
	f->keep.batches = NULL;
	dgpm_diags_merge(f->in.diags, f->in.read_diags);
	/* Its names stay in the arena: places can be told when the file is closed. */
	if (f->in.book != NULL)
		dgpm_book_close(f->in.book);
	f->got.stats.projects = f->keep.n_owners;
}
