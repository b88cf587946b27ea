/* What changes below the header: the header once more, perhaps otherwise; another unit; rows that are too wide. */
#include "convert/context.h"
#include "base/text.h"
#include "base/i18n.h"

#define FEW 3 /* cells of a row that says a unit */

static bool has_digit(struct dgpm_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.s[i] >= '0' && text.s[i] <= '9')
			return true;
	return false;
}

/* What stands in a row of the header of several, and in the row at hand. */
static struct dgpm_str in_window(const struct convert_sheet *s, uint32_t at, uint32_t column)
{
	return column < s->window_n[at] ? s->window[at][column] : (struct dgpm_str){ "", 0 };
}

static struct dgpm_str in_row(const struct dgpm_book_row *row, uint32_t column)
{
	return column < row->n ? row->cells[column].text : (struct dgpm_str){ "", 0 };
}

/* Whether the amounts have the same words above them as before; *words: that there are any. */
static bool has_same_amounts(const struct convert_file *f, const struct dgpm_book_row *row, uint32_t at, bool *words)
{
	const struct convert_sheet *s = &f->sheet;

	*words = false;
	for (uint32_t i = 0; i < s->window_n[at] || i < row->n; i++) {
		struct dgpm_str here = in_row(row, i);
		bool amount = false;

		for (size_t k = 0; k < f->in.p->n_columns; k++)
			amount |= s->at[k] == i && f->in.p->columns[k].as == AS_AMOUNT;
		for (size_t k = 0; k < s->n_hits; k++)
			amount |= s->hits[k].physical == i;
		if (amount && !dgpm_str_eq(here, in_window(s, at, i)))
			return false;
		*words |= amount && here.n != 0 && !has_digit(here);
	}
	return true;
}

/*
 * One of the rows of a header of several, with what stands there over the columns that are read. Where that is nothing
 * but over amounts, as 当初 and 補正 below a year, these words tell.
 */
static bool is_window_again(const struct convert_file *f, const struct dgpm_book_row *row, uint32_t at)
{
	size_t same = 0;
	bool words;

	for (size_t i = 0; i < f->in.p->n_columns; i++) {
		uint32_t c = f->sheet.at[i];

		if (c == NOT_THERE || f->in.p->columns[i].as == AS_AMOUNT)
			continue;
		if (!dgpm_str_eq(in_row(row, c), in_window(&f->sheet, at, c)))
			return false;
		same += in_row(row, c).n != 0;
	}
	return same != 0 || (has_same_amounts(f, row, at, &words) && words);
}

/* A text of a column that is the header of that column. Most cells differ from it in their first character. */
static bool is_header_cell(struct convert_file *f, const struct dgpm_book_row *row, size_t column)
{
	const struct profile_column *c = &f->in.p->columns[column];
	const char *header = f->sheet.headers[column];
	struct dgpm_str text, folded;

	if (f->sheet.at[column] >= row->n)
		return false;
	text = row->cells[f->sheet.at[column]].text;
	if (text.n == 0 || text.s[0] != header[0] ||
	    (text.n > 2 && header[1] != '\0' && memcmp(text.s, header, 3) != 0))
		return false;
	if (dgpm_str_is(text, header))
		return true;
	folded = profile_fold(f->in.scratch, text);
	for (size_t i = 0; i < c->n_headers; i++)
		if (dgpm_str_eq(c->headers[i], folded))
			return true;
	return false;
}

/* Whether the first column that is no amount has its header there: then the rest is worth a look. */
static bool may_be_header(struct convert_file *f, const struct dgpm_book_row *row)
{
	struct convert_sheet *s = &f->sheet;
	size_t same = 0;

	for (size_t i = 0; i < f->in.p->n_columns; i++)
		if (s->at[i] != NOT_THERE && f->in.p->columns[i].as != AS_AMOUNT)
			return is_header_cell(f, row, i);
	/* A table of amounts alone. */
	for (size_t i = 0; i < f->in.p->n_columns; i++) {
		if (s->at[i] == NOT_THERE)
			continue;
		if (s->at[i] >= row->n || !dgpm_str_is(row->cells[s->at[i]].text, s->headers[i]))
			return false;
		same++;
	}
	return same != 0;
}

/* Whether it has all the words of the header, in their places: its amounts may have others. */
static bool has_words(struct convert_file *f, const struct dgpm_book_row *row)
{
	for (size_t i = 0; i < f->in.p->n_columns; i++)
		if (f->sheet.at[i] != NOT_THERE && f->in.p->columns[i].as != AS_AMOUNT &&
		    f->in.p->columns[i].table == NULL && !is_header_cell(f, row, i))
			return false;
	return true;
}

static void tell_changes(struct convert_file *f, const struct convert_sheet *b)
{
	const struct convert_sheet *s = &f->sheet;

	for (size_t i = 0; i < f->in.p->n_columns; i++)
		if (f->in.p->columns[i].as == AS_AMOUNT && s->at[i] != NOT_THERE && b->at[i] != NOT_THERE &&
		    s->units[i] != b->units[i])
			convert_unit_differs(&f->in, convert_place_of(f, s->at[i]), s->headers[i],
					     (enum dgpm_unit)b->units[i], (enum dgpm_unit)s->units[i]);
	for (size_t i = 0; i < s->n_hits; i++)
		for (size_t k = 0; k < b->n_hits; k++)
			if (s->hits[i].physical == b->hits[k].physical && s->hits[i].column == b->hits[k].column &&
			    s->hits[i].unit != b->hits[k].unit)
				convert_unit_differs(&f->in, convert_place_of(f, s->hits[i].physical),
						     s->hits[i].header, (enum dgpm_unit)b->hits[k].unit,
						     (enum dgpm_unit)s->hits[i].unit);
}

static void lose_header(struct convert_file *f, const char *why)
{
	f->sheet.lost = true;
	dgpm_diag_addf(f->in.diags, DGPM_MSG_CONV_03, convert_loc(&f->in, convert_place_of(f, NOT_THERE)), NULL, "%s",
		       why);
}

/* A unit that must be said, and is not said any more, or one that is not read; NULL: all are known. */
static const char *lacks_unit(const struct convert_file *f)
{
	const struct convert_sheet *s = &f->sheet;
	bool odd = false, missing = false;

	for (size_t i = 0; i < f->in.p->n_columns; i++) {
		const struct profile_column *c = &f->in.p->columns[i];

		if (s->at[i] == NOT_THERE || c->as != AS_AMOUNT)
			continue;
		odd |= s->odd_unit[i];
		missing |= c->unit_stated && !s->own_unit[i] && !s->unit_known;
	}
	for (size_t i = 0; i < s->n_hits; i++) {
		odd |= s->hits[i].odd_unit;
		missing |= f->in.p->columns[s->hits[i].column].unit_stated && !s->hits[i].own_unit && !s->unit_known;
	}
	return odd	 ? _("the header that is repeated here says a unit that is not read")
	       : missing ? _("the header that is repeated here says no unit")
			 : NULL;
}

/* Other places for what a header says: what stands in the old ones is as it was. */
static void renew_header(struct convert_file *f, struct dgpm_str **window, uint32_t *window_n)
{
	struct convert_sheet *s = &f->sheet;
	size_t n = f->in.p->n_columns;

	s->at = dgpm_arena_array(f->in.arena, n, sizeof *s->at);
	s->headers = dgpm_arena_array(f->in.arena, n, sizeof *s->headers);
	s->units = dgpm_arena_array(f->in.arena, n, sizeof *s->units);
	s->own_unit = dgpm_arena_array(f->in.arena, n, sizeof *s->own_unit);
	s->odd_unit = dgpm_arena_array(f->in.arena, n, sizeof *s->odd_unit);
	s->hits = NULL;
	s->window = window;
	s->window_n = window_n;
}

/*
 * A row that begins as the header: where it is one, what it says counts from here on. Where it has the words but not
 * the amounts, nobody knows what stands below. False: it is none.
 */
static bool take_again(struct convert_file *f, const struct dgpm_book_row *row)
{
	struct convert_sheet *s = &f->sheet, before = *s;
	struct dgpm_str **window = dgpm_arena_array(f->in.arena, 1, sizeof *window);
	uint32_t *window_n = dgpm_arena_array(f->in.arena, 1, sizeof *window_n);
	bool words = has_words(f, row), twice;
	const char *lacks;
	size_t found;

	window[0] = dgpm_arena_array(f->in.arena, row->n, sizeof **window);
	window_n[0] = row->n;
	for (uint32_t i = 0; i < row->n; i++)
		window[0][i] = dgpm_arena_str(f->in.arena, row->cells[i].text);
	renew_header(f, window, window_n);
	lacks = convert_header_match(s, &f->in, row, &twice, &found);
	if (lacks != NULL || twice) {
		*s = before;
		if (!words)
			return false;
	}
	s->changed = true;
	s->lost = twice;
	if (lacks != NULL)
		lose_header(f, dgpm_arena_printf(f->in.scratch, _("the header that is repeated here lacks %s"), lacks));
	else if (!twice && lacks_unit(f) != NULL)
		lose_header(f, lacks_unit(f));
	if (!s->lost)
		tell_changes(f, &before);
	return true;
}

/* The same header to the letter, as most are: nothing changes. */
static bool is_same(const struct convert_file *f, const struct dgpm_book_row *row)
{
	for (uint32_t i = 0; i < row->n || i < f->sheet.window_n[0]; i++)
		if (!dgpm_str_eq(in_row(row, i), in_window(&f->sheet, 0, i)))
			return false;
	return true;
}

bool convert_header_again(struct convert_file *f, const struct dgpm_book_row *row)
{
	bool words;

	for (uint32_t i = 0; f->in.p->header_rows > 1 && i < f->in.p->header_rows; i++)
		if (is_window_again(f, row, i)) {
			if (!has_same_amounts(f, row, i, &words))
				lose_header(f, _("the header that is repeated here has other amounts"));
			return true;
		}
	if (f->in.p->header_rows > 1 || !may_be_header(f, row))
		return false;
	if (!f->sheet.lost && is_same(f, row))
		return true;
	return take_again(f, row);
}

/* For amounts whose own header says nothing; false when there is none. */
static bool takes_unit(const struct convert_file *f)
{
	const struct convert_sheet *s = &f->sheet;

	for (size_t i = 0; i < f->in.p->n_columns; i++)
		if (f->in.p->columns[i].as == AS_AMOUNT && s->at[i] != NOT_THERE && !s->own_unit[i])
			return true;
	for (size_t i = 0; i < s->n_hits; i++)
		if (f->in.p->columns[s->hits[i].column].as == AS_AMOUNT && !s->hits[i].own_unit)
			return true;
	return false;
}

static void change_unit(struct convert_file *f, enum dgpm_unit unit, uint32_t at)
{
	struct convert_sheet *s = &f->sheet;
	struct convert_place place = convert_place_of(f, at);

	s->unit_known = s->changed = true;
	s->unit_above = (uint8_t)unit;
	for (size_t i = 0; i < f->in.p->n_columns; i++) {
		if (f->in.p->columns[i].as != AS_AMOUNT || s->at[i] == NOT_THERE || s->own_unit[i] ||
		    s->units[i] == unit)
			continue;
		convert_unit_differs(&f->in, place, s->headers[i], (enum dgpm_unit)s->units[i], unit);
		s->units[i] = (uint8_t)unit;
	}
	for (size_t i = 0; i < s->n_hits; i++) {
		if (f->in.p->columns[s->hits[i].column].as != AS_AMOUNT || s->hits[i].own_unit ||
		    s->hits[i].unit == unit)
			continue;
		convert_unit_differs(&f->in, place, s->hits[i].header, (enum dgpm_unit)s->hits[i].unit, unit);
		s->hits[i].unit = (uint8_t)unit;
	}
}

/* The unit of an amount column that its cell below the header names: 千円 where an amount should be. */
static bool unit_of_cell(enum dgpm_unit *unit, const struct convert_file *f, const struct dgpm_book_row *row,
			 uint32_t at)
{
	struct dgpm_str text = in_row(row, at);

	return text.n > 2 && !has_digit(text) && convert_unit_said(unit, &f->in, text) == UNIT_SAID;
}

/* How many places of amounts there may be, and the physical column of each; NOT_THERE where it is none. */
static size_t n_amounts(const struct convert_file *f)
{
	return f->in.p->n_columns + f->sheet.n_hits;
}

static uint32_t amount_at(const struct convert_file *f, size_t k)
{
	const struct convert_match *hit = k >= f->in.p->n_columns ? &f->sheet.hits[k - f->in.p->n_columns] : NULL;

	if (f->in.p->columns[hit != NULL ? (size_t)hit->column : k].as != AS_AMOUNT)
		return NOT_THERE;
	return hit != NULL ? hit->physical : f->sheet.at[k];
}

/*
 * A row of units below the header: where amounts stand, units and no amounts. *odd: a place where something else
 * stands, of which nobody knows what it makes of the amounts below; NOT_THERE: there is none.
 */
static bool is_row_of_units(struct convert_file *f, const struct dgpm_book_row *row, uint32_t *odd)
{
	enum dgpm_unit unit;
	size_t n = 0;

	*odd = NOT_THERE;
	for (size_t k = 0; k < n_amounts(f); k++) {
		uint32_t at = amount_at(f, k);

		if (at >= row->n || row->cells[at].text.n == 0)
			continue;
		if (has_digit(row->cells[at].text))
			return false;
		if (unit_of_cell(&unit, f, row, at))
			n++;
		else
			*odd = at;
	}
	return n != 0;
}

static void take_row_of_units(struct convert_file *f, const struct dgpm_book_row *row)
{
	struct convert_sheet *s = &f->sheet;
	enum dgpm_unit unit;

	s->changed = true;
	for (size_t k = 0; k < n_amounts(f); k++) {
		struct convert_match *hit = k >= f->in.p->n_columns ? &s->hits[k - f->in.p->n_columns] : NULL;
		uint8_t *now = hit != NULL ? &hit->unit : &s->units[k];
		bool *own = hit != NULL ? &hit->own_unit : &s->own_unit[k];
		uint32_t at = amount_at(f, k);

		if (!unit_of_cell(&unit, f, row, at))
			continue;
		if (*now != unit && (*own || s->unit_known))
			convert_unit_differs(&f->in, convert_place_of(f, at),
					     hit != NULL ? hit->header : s->headers[k], (enum dgpm_unit)*now, unit);
		*now = (uint8_t)unit;
		*own = true;
	}
}

/* 単位：百万円 between two parts of a table. One that is not read, and nobody knows what the amounts below it are. */
bool convert_unit_below(struct convert_file *f, const struct dgpm_book_row *row)
{
	struct dgpm_str first = in_row(row, 0);
	uint32_t filled = 0, odd;

	if (is_row_of_units(f, row, &odd)) {
		take_row_of_units(f, row);
		if (odd != NOT_THERE) {
			convert_tell(&f->in, DGPM_MSG_CONV_17, convert_place_of(f, odd), NULL, row->cells[odd].text,
				     _("this unit is not read"));
			f->sheet.lost = true;
		}
		return true;
	}
	/* Most rows begin with something else. */
	if (first.n != 0 && first.s[0] != '(' && first.s[0] != '[' && (unsigned char)first.s[0] < 0xe3)
		return false;
	for (uint32_t i = 0; i < row->n && filled <= FEW; i++)
		filled += row->cells[i].text.n != 0;
	for (uint32_t i = 0; i < row->n && filled <= FEW; i++) {
		struct dgpm_str text = row->cells[i].text;
		bool worded = text.n != 0 && memmem(text.s, text.n, "単", strlen("単")) != NULL;
		enum dgpm_unit unit;
		enum unit_said said = worded			       ? convert_unit_said(&unit, &f->in, text)
				      : unit_of_cell(&unit, f, row, i) ? UNIT_SAID
								       : UNIT_SILENT;

		if (said == UNIT_SILENT)
			continue;
		if (said == UNIT_SAID) {
			change_unit(f, unit, i);
		} else if (takes_unit(f)) {
			convert_tell(&f->in, DGPM_MSG_CONV_17, convert_place_of(f, i), NULL, text,
				     _("this unit is not read"));
			f->sheet.lost = true;
		}
		return true;
	}
	return false;
}

/*
 * A comma that is not quoted moves all cells behind it, and the row becomes wider than the table. A comma at the end of
 * every row does no harm: the first row shows it.
 */
bool convert_is_wide(struct convert_file *f, const struct dgpm_book_row *row)
{
	struct convert_sheet *s = &f->sheet;
	bool blank = true;

	for (uint32_t i = s->width; i < row->n; i++)
		blank &= row->cells[i].text.n == 0;
	if (blank && !s->width_known) {
		s->width = row->n;
		return false;
	}
	convert_wrong(f, DGPM_MSG_CSV_05, NOT_THERE, NULL, (struct dgpm_str){ "", 0 },
		      dgpm_arena_printf(f->in.scratch, _("%zu instead of %zu"), (size_t)row->n, (size_t)s->width));
	return true;
}
