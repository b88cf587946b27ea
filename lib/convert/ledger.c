/* Ledger rows from a row of a sheet: one a figure. */
#include "convert/context.h"
#include "base/i18n.h"

#include <stdlib.h>

static void tell_twice(struct convert_file *f, const struct convert_first *first, dgpm_yen yen, struct convert_place at)
{
	struct convert_place other = { .row = first->row,
				       .line = at.line != 0 ? first->row : 0,
				       .sheet = first->sheet };
	char a[DGPM_INT_BUF], b[DGPM_INT_BUF];
	const char *detail = dgpm_int_format(a, yen, 0);

	f->got.stats.repeated++;
	*DGPM_PUSH(f->in.arena, f->got.rejects, f->got.n_rejects, f->got.cap_rejects) = (struct dgpm_reject){
		.source = convert_place_text(&f->in, f->in.arena, at),
		.rule = dgpm_msg_info(DGPM_MSG_CONV_22)->id,
		.reason = _("given twice, and written both times"),
		.instead = convert_place_text(&f->in, f->in.arena, other),
		.value = dgpm_arena_strdup(f->in.arena, detail),
		.row = convert_row_json(f),
		.kept = true,
	};
	if (f->keep.told++ >= CONVERT_TOLD)
		return;
	if (first->yen != yen)
		detail = dgpm_arena_printf(f->in.scratch, _("%s here, %s there"), detail,
					   dgpm_int_format(b, first->yen, 0));
	dgpm_diag_add2(f->in.diags, DGPM_MSG_CONV_22, convert_loc(&f->in, at), detail, convert_loc(&f->in, other),
		       _("the other one is here"));
}

void convert_ledger_twice(struct convert_file *f)
{
	if (f->keep.told > CONVERT_TOLD)
		dgpm_diag_addf(f->in.diags, DGPM_MSG_CONV_22, (struct dgpm_loc){ .path = f->in.path }, NULL,
			       _("%zu figures in all, listed by --rejects"), f->keep.told);
}

/* To be compared with other files, or with later sheets: then the row waits. */
static void keep(struct convert_file *f, const struct dgpm_str values[PF_COUNT], struct dgpm_str item, dgpm_yen yen,
		 struct convert_place at, int32_t rank, bool undivided, uint32_t sum)
{
	struct convert_seen seen = { .yen = yen, .at = at, .rank = rank, .undivided = undivided, .sum = sum,
				     .n_line = (uint32_t)convert_line_last(f).n };
	struct dgpm_str key[PF_NOTE];

	memcpy(key, values, sizeof key);
	key[PF_ITEM] = item;
	for (unsigned i = 0; f->in.p->repeats == REPEATS_LATEST && i < PF_NOTE; i++)
		if ((f->in.p->latest_by & 1u << i) == 0)
			key[i] = (struct dgpm_str){ "", 0 };
	seen.hash = convert_hash_of(key, PF_NOTE);
	if (f->in.figures == NULL)
		*DGPM_PUSH(f->in.arena, f->keep.seen, f->keep.n_seen, f->keep.cap_seen) = seen;
	else if (fwrite(&seen, sizeof seen, 1, f->in.figures) == 1)
		f->keep.n_seen++;
}

/* The item of a figure that is told apart by a number. */
static struct dgpm_str numbered(struct convert_file *f, struct dgpm_str item, uint32_t n)
{
	char *text = dgpm_arena_alloc(f->in.scratch, item.n + 16), *p = text;

	if (item.n != 0) {
		memcpy(p, item.s, item.n);
		p += item.n;
		*p++ = ' ';
	}
	*p++ = '(';
	p = convert_put_number(p, n);
	*p++ = ')';
	return (struct dgpm_str){ text, (size_t)(p - text) };
}

/* What the note says of a figure whose account is several. */
static struct dgpm_str undivided_note(struct convert_file *f, struct dgpm_str note)
{
	struct dgpm_str more = DGPM_STR(CONVERT_UNDIVIDED);

	return note.n == 0 ? more : convert_join(&f->in, (const struct dgpm_str[]){ note, DGPM_STR("。"), more }, 3);
}

static void emit(struct convert_file *f, const struct dgpm_str values[PF_COUNT], dgpm_yen yen, struct convert_place at,
		 int32_t rank)
{
	struct dgpm_str item = values[PF_ITEM];
	struct convert_first *first = convert_first_of(&f->keep.firsts, convert_line_begin(f, values, yen, rank));
	bool undivided = yen != 0 && convert_is_undivided(values[PF_ACCOUNT]);
	uint32_t sum = 0;

	if (first->n == 0) {
		first->yen = yen;
		first->row = at.line != 0 ? at.line : at.row;
		first->sheet = at.sheet;
	} else if (f->in.p->repeats == REPEATS_REPORT) {
		tell_twice(f, first, yen, at);
	} else {
		item = numbered(f, item, first->n + 1u);
		f->got.stats.numbered++;
	}
	if (first->n != UINT16_MAX)
		first->n++;
	f->got.undivided += undivided;
	convert_line_end(f, item, at, undivided ? undivided_note(f, values[PF_NOTE]) : values[PF_NOTE]);
	if (f->keep.explain_left != 0) {
		struct dgpm_str line = convert_line_last(f);

		*DGPM_PUSH(f->in.arena, f->got.explained, f->got.n_explained, f->got.cap_explained) =
			(struct dgpm_explained){
				.source = convert_place_text(&f->in, f->in.arena, at),
				.as = "ledger",
				.result = dgpm_arena_strndup(f->in.arena, line.s, line.n - 1),
			};
	}
	f->got.stats.figures++;
	if (f->in.how->against != NULL)
		sum = convert_sum_add(f, values, yen, at);
	if (f->in.keep_seen)
		keep(f, values, item, yen, at, rank, undivided, sum);
	convert_line_write(f, false);
}

/* Which figure of which year counts: the year of the sheet it stands in. */
static int32_t rank_of(struct convert_file *f)
{
	return f->in.p->latest >= 0 ? (int32_t)convert_cell(f, f->in.p->latest)->year : 0;
}

static void defer(struct convert_file *f, const struct amount *a, const struct dgpm_str values[PF_COUNT], dgpm_yen yen,
		  struct convert_place at, uint32_t group)
{
	struct deferred *d = DGPM_PUSH(f->in.arena, f->sheet.deferred, f->sheet.n_deferred, f->sheet.cap_deferred);

	*d = (struct deferred){ .amount = a, .group = group, .at = at, .yen = yen, .rank = rank_of(f) };
	/* Of nothing, nothing is lost. */
	d->row = yen != 0 ? convert_row_json(f) : NULL;
	for (int i = 0; i < PF_COUNT; i++)
		if (values[i].n != 0)
			d->values[i] = dgpm_arena_strndup(f->in.arena, values[i].s, values[i].n);
	if (f->in.p->n_extra != 0) {
		struct dgpm_str *extra = dgpm_arena_array(f->in.arena, f->in.p->n_extra, sizeof *extra);

		for (size_t i = 0; i < f->in.p->n_extra; i++)
			extra[i] = dgpm_arena_str(f->in.arena, f->row.extra[i]);
		d->extra = extra;
	}
}

/* Whether a value is the project's ID, which is then made before it. */
static bool is_id(const struct spec *spec)
{
	if (spec->kind != SPEC_FIRST)
		return spec->kind == SPEC_ID;
	for (size_t i = 0; i < spec->n; i++)
		if (is_id(&spec->items[i]))
			return true;
	return false;
}

/* What the profile sets for a figure; false after what is wrong was told. */
static bool make_values(struct convert_file *f, const struct amount *a, struct convert_match *hit, uint32_t physical,
			struct dgpm_str values[PF_COUNT], bool *later)
{
	*later = false;
	for (int i = 0; i < PF_COUNT; i++) {
		enum cell_state state;

		values[i] = (struct dgpm_str){ "", 0 };
		if (a->set[i] != NULL && a->set[i]->kind == SPEC_PARTS_ACCOUNT) {
			*later = true;
			continue;
		}
		state = CELL_NONE;
		if (a->set[i] == NULL ? i == PF_PROJECT_ID : is_id(a->set[i]))
			state = convert_id(f, &values[i]);
		if (a->set[i] != NULL)
			state = convert_value(f, a->set[i], hit, &values[i]);
		if (state == CELL_BAD)
			return false;
		if (state == CELL_NONE && i <= PF_STAGE) {
			convert_wrong(f, DGPM_MSG_CONV_13, physical, profile_fields[i], (struct dgpm_str){ "", 0 },
				      NULL);
			return false;
		}
	}
	return true;
}

/* What stands in the columns behind the ledger's own; without a value nothing. */
static bool make_extra(struct convert_file *f, struct convert_match *hit)
{
	for (size_t i = 0; i < f->in.p->n_extra; i++) {
		const struct spec *spec = f->in.p->extra[i].spec;
		struct dgpm_str id;

		if (is_id(spec))
			(void)convert_id(f, &id);
		f->row.extra[i] = (struct dgpm_str){ "", 0 };
		if (convert_value(f, spec, hit, &f->row.extra[i]) == CELL_BAD)
			return false;
	}
	return true;
}

/* A year that is not over has 0 where nothing is known yet. */
static bool zero_is_none(struct convert_file *f, const struct amount *a, const struct dgpm_str values[PF_COUNT])
{
	const struct cell *from;
	int year;

	if (a->zero == ZERO_NONE)
		return true;
	if (a->zero != ZERO_NONE_FROM)
		return false;
	from = convert_cell(f, a->zero_from);
	return from->state == CELL_GOOD && dgpm_fiscal_year_parse(&year, NULL, values[PF_FISCAL_YEAR], NULL) &&
	       year >= from->year;
}

static void figure(struct convert_file *f, const struct amount *a, struct convert_match *hit, uint32_t group)
{
	uint32_t physical = hit != NULL ? hit->physical : f->sheet.at[a->column];
	const struct cell *cell;
	struct dgpm_str values[PF_COUNT];
	struct convert_place at;
	dgpm_yen yen = 0;
	enum cell_state state;
	bool later;

	if (physical == NOT_THERE)
		return;
	if (hit != NULL) {
		state = convert_hit_amount(f, hit, &yen);
	} else {
		cell = convert_cell(f, a->column);
		state = (enum cell_state)cell->state;
		yen = cell->yen;
	}
	if (state == CELL_NONE || (state == CELL_GOOD && yen == 0 && a->zero == ZERO_NONE)) {
		f->got.stats.no_value++;
		return;
	}
	if (state == CELL_BAD || !make_values(f, a, hit, physical, values, &later) || !make_extra(f, hit)) {
		f->got.stats.figures_left_out++;
		convert_reject(f);
		return;
	}
	if (yen == 0 && zero_is_none(f, a, values)) {
		f->got.stats.no_value++;
		return;
	}
	at = convert_place_of(f, physical);
	convert_column_met(f, a, values, at);
	if (!later && values[PF_ACCOUNT].n != 0)
		convert_group_account(f, group, values[PF_ACCOUNT]);
	if (later)
		defer(f, a, values, yen, at, group);
	else
		emit(f, values, yen, at, rank_of(f));
}

void convert_ledger_row(struct convert_file *f, const struct row_kind *kind)
{
	uint32_t group = convert_group_add(f, kind);

	convert_row_checks(f, kind);
	for (size_t i = 0; i < kind->n_amounts; i++) {
		const struct amount *a = &kind->amounts[i];

		if (f->in.p->columns[a->column].pattern == NULL) {
			figure(f, a, NULL, group);
			continue;
		}
		for (size_t k = 0; k < f->sheet.n_hits; k++)
			if (f->sheet.hits[k].column == a->column)
				figure(f, a, &f->sheet.hits[k], group);
	}
}

/* When all rows of the sheet are known: figures of totals, with the account that the parts have. */
void convert_ledger_deferred(struct convert_file *f)
{
	for (size_t n = 0; n < f->sheet.n_deferred; n++) {
		const struct deferred *d = &f->sheet.deferred[n];
		const char *account = convert_group_accounts(f, d->group);
		struct dgpm_str values[PF_COUNT];

		for (int i = 0; i < PF_COUNT; i++)
			values[i] = d->values[i] != NULL ? dgpm_str_of(d->values[i]) : (struct dgpm_str){ "", 0 };
		/* The total without parts has been told; of nothing, nothing is lost. */
		if (account == NULL && d->yen == 0) {
			f->got.stats.no_value++;
			continue;
		}
		if (account == NULL) {
			struct dgpm_loc at = convert_loc(&f->in, d->at);
			struct dgpm_reject *r =
				DGPM_PUSH(f->in.arena, f->got.rejects, f->got.n_rejects, f->got.cap_rejects);

			dgpm_diag_addf(f->in.diags, DGPM_MSG_CONV_13, at, NULL, "%s",
				       _("no row gives the account of this total"));
			*r = (struct dgpm_reject){ .source = convert_place_text(&f->in, f->in.arena, d->at),
						   .rule = dgpm_msg_info(DGPM_MSG_CONV_13)->id,
						   .reason = _("no row gives the account of this total"),
						   .value = dgpm_int_format(dgpm_arena_alloc(f->in.arena, DGPM_INT_BUF),
									    d->yen, 0),
						   .row = d->row };
			f->got.stats.figures_left_out++;
			continue;
		}
		values[PF_ACCOUNT] = dgpm_str_of(account);
		f->got.lines.has_shared = false;
		f->row.json = d->row;
		for (size_t i = 0; i < f->in.p->n_extra; i++)
			f->row.extra[i] = d->extra[i];
		emit(f, values, d->yen, d->at, d->rank);
		dgpm_arena_reset(f->in.scratch);
	}
	f->sheet.n_deferred = 0;
}
