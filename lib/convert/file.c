/* One file: its sheets, the header, then row by row. */
#include "convert/context.h"
#include "base/text.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>

#define TICK 8192 /* rows */

struct convert_place convert_place_of(const struct convert_file *f, uint32_t physical)
{
	return (struct convert_place){ .row = f->row->row,
				       .line = f->row->line,
				       .sheet = (uint16_t)f->sheet,
				       .column = (uint16_t)(physical != NOT_THERE ? physical + 1 : 0) };
}

const char *convert_place_text(const struct convert_file *f, struct dgpm_arena *arena, struct convert_place at)
{
	return dgpm_book_place(f->book, arena, at.sheet, at.row, at.line, at.column != 0 ? at.column : 1);
}

/* Of CSV the line, as everywhere; of a spreadsheet the cell is the path's last part. */
struct dgpm_loc convert_loc(const struct convert_file *f, struct convert_place at)
{
	if (at.line != 0)
		return (struct dgpm_loc){ f->path, at.line, 0 };
	return (struct dgpm_loc){ .path = convert_place_text(f, f->scratch, at) };
}

void convert_wrong(struct convert_file *f, enum dgpm_msg msg, uint32_t physical, const char *header,
		   struct dgpm_str value, const char *detail)
{
	struct convert_place at = convert_place_of(f, physical);
	const char *text = dgpm_arena_strndup(f->scratch, value.s != NULL ? value.s : "", value.n);
	const char *said = header == NULL && detail == NULL ? NULL :
			   detail == NULL && value.n == 0   ? header :
			   detail == NULL		    ? dgpm_arena_printf(f->scratch, "'%s' (%s)", text, header) :
			   value.n == 0			    ? detail :
							      dgpm_arena_printf(f->scratch, "'%s': %s", text, detail);

	/* What the reader of the book could not read it has told. */
	if (msg == DGPM_MSG_BOOK_09 || msg == DGPM_MSG_BOOK_14)
		said = NULL;
	else if (said != NULL)
		dgpm_diag_addf(f->diags, msg, convert_loc(f, at), "%s", said);
	else
		dgpm_diag_add(f->diags, msg, convert_loc(f, at), value.n != 0 ? text : NULL);
	f->reason = (struct dgpm_reject){
		.source = convert_place_text(f, f->arena, at),
		.rule = dgpm_msg_info(msg)->id,
		.reason = _(dgpm_msg_info(msg)->text),
		.column = header != NULL ? dgpm_arena_strdup(f->arena, header) : NULL,
		.value = dgpm_arena_strdup(f->arena, text),
	};
}

/* Bytes of a text up to one that JSON does not take as it is. */
static size_t plain_bytes(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] != '"' && s[i] != '\\' && (unsigned char)s[i] >= 0x20)
		i++;
	return i;
}

static char *put_json(char *p, struct dgpm_str s)
{
	*p++ = '"';
	for (size_t k = 0; k < s.n; k++) {
		static const char digits[] = "0123456789abcdef";
		size_t n = plain_bytes(s.s + k, s.n - k);
		unsigned char c;

		memcpy(p, s.s + k, n);
		p += n;
		k += n;
		if (k == s.n)
			break;
		c = (unsigned char)s.s[k];
		if (c >= 0x20) {
			*p++ = '\\';
			*p++ = (char)c;
			continue;
		}
		memcpy(p, "\\u00", 4);
		p[4] = digits[c >> 4];
		p[5] = digits[c & 15];
		p += 6;
	}
	*p++ = '"';
	return p;
}

/* All cells, as a JSON list: nothing of the row is lost. */
const char *convert_row_cells(struct convert_file *f)
{
	size_t room = 3;
	char *text, *p;

	if (f->row_cells != NULL)
		return f->row_cells;
	for (uint32_t i = 0; i < f->row->n; i++)
		room += f->row->cells[i].text.n * 6 + 3;
	text = p = dgpm_arena_alloc(f->scratch, room);
	*p++ = '[';
	for (uint32_t i = 0; i < f->row->n; i++) {
		if (i != 0)
			*p++ = ',';
		p = f->row->cells[i].text.n != 0 ? put_json(p, f->row->cells[i].text) : (char *)mempcpy(p, "\"\"", 2);
	}
	*p++ = ']';
	return f->row_cells = dgpm_arena_strndup(f->arena, text, (size_t)(p - text));
}

void convert_reject(struct convert_file *f)
{
	struct dgpm_reject *r;

	if (f->reason.rule == NULL)
		return;
	/* One fault of a row may cost several figures; it is kept once. */
	if (f->n_rejects != 0) {
		r = &f->rejects[f->n_rejects - 1];
		if (strcmp(r->source, f->reason.source) == 0 && r->rule == f->reason.rule && r->value != NULL &&
		    strcmp(r->value, f->reason.value) == 0)
			return;
	}
	r = CONVERT_PUSH(f->arena, f->rejects, f->n_rejects, f->cap_rejects);
	*r = f->reason;
	r->row = convert_row_cells(f);
}

static bool is_blank(const struct dgpm_book_row *row)
{
	for (uint32_t i = 0; i < row->n; i++)
		if ((row->cells[i].kind != DGPM_VALUE_NONE && row->cells[i].text.n != 0) || row->cells[i].uncalculated)
			return false;
	return true;
}

static const struct row_kind *kind_of_row(struct convert_file *f)
{
	for (size_t i = 0; i < f->p->n_kinds; i++) {
		const struct row_kind *k = &f->p->kinds[i];
		bool fits = true;

		for (size_t c = 0; c < k->n_when && fits; c++)
			fits = convert_cond(f, &k->when[c]);
		if (fits)
			return k;
	}
	return NULL;
}

static void leave_row_out(struct convert_file *f)
{
	f->stats.rows_left_out++;
	convert_reject(f);
}

void convert_row(struct convert_file *f, const struct dgpm_book_row *row)
{
	f->row = row;
	f->row_cells = NULL;
	dgpm_arena_reset(f->scratch);
	if (++f->stats.rows % TICK == 0)
		f->tick(f->run, TICK);
	/* Of CSV the reader leaves out records that it cannot read. */
	if (row->line != 0 && row->row != ++f->record) {
		f->record = row->row;
		convert_carry_lost(f);
	}
	if (is_blank(f->row)) {
		f->stats.rows_blank++;
		return;
	}
	f->reason = (struct dgpm_reject){ 0 };
	if (convert_header_again(f, f->row) || convert_unit_below(f, f->row)) {
		f->stats.rows_skipped++;
		return;
	}
	if (f->lost) {
		convert_wrong(f, DGPM_MSG_CONV_03, NOT_THERE, NULL, (struct dgpm_str){ "", 0 },
			      _("the header above it cannot be used"));
		leave_row_out(f);
		return;
	}
	if (f->row->hidden)
		convert_hidden_row(f);
	memset(f->cells, 0, f->p->n_columns * sizeof *f->cells);
	/* To explain a cell it is read here. */
	for (size_t i = 0; i < f->n_ready && f->explain_left == 0 && !f->changed; i++)
		f->cells[f->ready[i].column] = (struct cell){ .state = CELL_GOOD, .yen = f->ready[i].yen };
	f->id = (struct cell){ 0 };
	f->made.n = 0;
	f->lines.has_shared = false;
	f->kind = kind_of_row(f);
	if (f->kind == NULL) {
		convert_wrong(f, DGPM_MSG_CONV_16, NOT_THERE, NULL, (struct dgpm_str){ "", 0 }, NULL);
		leave_row_out(f);
	} else if (f->kind->skip) {
		f->stats.rows_skipped++;
	} else if (row->line != 0 && row->n > f->width && convert_is_wide(f, row)) {
		leave_row_out(f);
		convert_carry_lost(f);
		return;
	} else if (f->p->makes == DGPM_MAKES_CARDS) {
		convert_card_row(f);
	} else {
		convert_ledger_row(f, f->kind);
	}
	/* Of a row that is passed over, as of a total, nothing is meant for those below it. */
	if (f->kind == NULL || !f->kind->skip) {
		convert_carry_row(f);
		f->width_known = true;
	}
	if (f->explain_left != 0)
		f->explain_left--;
}

static bool take_row(void *ctx, const struct dgpm_book_row *row)
{
	struct convert_file *f = ctx;

	if (!f->has_header) {
		dgpm_arena_reset(f->scratch);
		f->record = row->row;
		if (convert_header_row(f, row))
			convert_hidden_columns(f, row);
	} else if (f->batches != NULL) {
		convert_batches_add(f->batches, row);
	} else {
		convert_row(f, row);
	}
	/* Behind the header nothing ends the reading but the reader. */
	return !f->stopped && (f->has_header || f->rows_looked <= f->p->header_look);
}

static bool is_wanted(const struct convert_file *f, const struct dgpm_sheet *sheet)
{
	const char *name = f->how->sheet != NULL ? f->how->sheet : f->p->sheet;

	if (dgpm_book_kind(f->book) == DGPM_BOOK_CSV)
		return true;
	return name != NULL ? strcmp(sheet->name, name) == 0 : !sheet->hidden;
}

static void reject_record(struct convert_file *f, uint32_t line, const char *rule, const char *reason)
{
	f->stats.rows++;
	f->stats.rows_left_out++;
	*CONVERT_PUSH(f->arena, f->rejects, f->n_rejects, f->cap_rejects) =
		(struct dgpm_reject){ .source = dgpm_arena_printf(f->arena, "%s!%u", f->path, (unsigned)line),
				      .rule = rule,
				      .reason = reason };
}

/*
 * What the reader of the book could not read: of CSV a record each, else the rest of the sheet where it broke off. Of a
 * cell the figures that need it are left out as those of any other.
 */
static void reject_unread(struct convert_file *f, size_t before)
{
	bool csv = dgpm_book_kind(f->book) == DGPM_BOOK_CSV, broke_off = dgpm_book_broke_off(f->book);
	const struct dgpm_diag *last = NULL;
	const struct dgpm_untold *untold;
	size_t n;

	for (size_t i = before; i < dgpm_diags_count(f->read_diags); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(f->read_diags, i);

		if (d->severity != DGPM_FATAL || strcmp(d->rule, "BOOK-15") == 0)
			continue;
		last = d;
		if (csv && d->at.line != 0)
			reject_record(f, d->at.line, d->rule, d->message);
	}
	untold = dgpm_book_untold(f->book, &n);
	for (size_t i = 0; i < n; i++)
		reject_record(f, untold[i].line, dgpm_msg_info(untold[i].msg)->id,
			      _(dgpm_msg_info(untold[i].msg)->text));
	if (broke_off && last != NULL)
		*CONVERT_PUSH(f->arena, f->rejects, f->n_rejects, f->cap_rejects) =
			(struct dgpm_reject){ .source = f->path, .rule = last->rule, .reason = last->message };
}

/* Every sheet that has the header; a file without any is told once. */
static void convert_sheets(struct convert_file *f)
{
	size_t found = 0, looked = 0, before;
	bool failed;

	for (f->sheet = 0; f->sheet < dgpm_book_n_sheets(f->book); f->sheet++) {
		if (!is_wanted(f, dgpm_book_sheet(f->book, f->sheet))) {
			if (f->how->sheet == NULL && f->p->sheet == NULL)
				convert_unread_hidden(f);
			continue;
		}
		looked++;
		convert_sheet_begin(f);
		before = dgpm_diags_count(f->read_diags);
		failed = dgpm_book_read(f->book, f->read_diags, f->sheet, take_row, f) != 0;
		if (f->batches != NULL)
			convert_batches_flush(f->batches);
		if (failed) {
			f->failed = true;
			reject_unread(f, before);
		}
		found += f->has_header;
		if (f->has_header)
			convert_hidden_tell(f);
		else
			convert_unread_visible(f);
		if (f->has_header && f->p->makes == DGPM_MAKES_LEDGER) {
			convert_group_checks(f);
			convert_ledger_deferred(f);
		}
		f->n_groups = 0;
		f->last_group_of.n = 0;
		f->groups_by = (struct convert_keys){ .arena = f->arena };
	}
	if (looked == 0 && !f->failed) {
		dgpm_diag_add(f->diags, DGPM_MSG_CONV_05, (struct dgpm_loc){ .path = f->path },
			      f->how->sheet != NULL ? f->how->sheet : f->p->sheet);
		f->failed = true;
	} else if (found == 0 && !f->failed) {
		convert_header_missing(f);
		f->failed = true;
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

	d->error = dgpm_file_sha256(d->f->sha256, &d->f->bytes, AT_FDCWD, d->f->path) == 0 ? 0 : errno;
	return NULL;
}

static void begin_digest(struct digest *d, struct convert_file *f)
{
	*d = (struct digest){ .f = f };
	d->started = f->threads > 1 && pthread_create(&d->thread, NULL, take_digest, d) == 0;
	if (!d->started)
		take_digest(d);
}

static void end_digest(struct digest *d)
{
	if (d->started)
		pthread_join(d->thread, NULL);
	if (d->error == 0)
		return;
	dgpm_diag_addf(d->f->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = d->f->path }, "%s", strerror(d->error));
	d->f->failed = true;
}

void convert_file_run(struct convert_file *f)
{
	struct digest digest;
	struct dgpm_book_how how = { .encoding = f->how->encoding, .threads = f->threads };

	f->groups_by.arena = f->ids.arena = f->cards_by.arena = f->lines.arena = f->arena;
	f->explain_left = f->explain ? f->how->explain : 0;
	begin_digest(&digest, f);
	if ((!digest.started && digest.error != 0) ||
	    dgpm_book_open(&f->book, f->read_arena, f->read_diags, f->path, AT_FDCWD, f->path, &how) != 0) {
		end_digest(&digest);
		dgpm_diags_merge(f->diags, f->read_diags);
		f->failed = true;
		return;
	}
	if (f->threads > 1)
		f->batches = convert_batches_open(f, f->read_arena);
	f->encoding = dgpm_book_encoding(f->book);
	f->match = pcre2_match_data_create(32, NULL);
	if (f->match != NULL)
		convert_sheets(f);
	convert_line_write(f, true);
	end_digest(&digest);
	pcre2_match_data_free(f->match);
	f->match = NULL;
	convert_firsts_free(&f->firsts);
	if (f->batches != NULL)
		convert_batches_close(f->batches);
	f->batches = NULL;
	dgpm_diags_merge(f->diags, f->read_diags);
	/* Its names stay in the arena: places can be told when the file is closed. */
	dgpm_book_close(f->book);
	f->stats.projects = f->n_owners;
}
