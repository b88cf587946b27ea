/* What changes below the header: the header once more, perhaps otherwise; another unit; rows that are too wide. */
#include "convert/context.h"
#include "base/text.h"
#include "base/i18n.h"

#define FEW 3 /* cells of a row that says a unit */

void convert_unit_differs(struct convert_file *f, uint32_t physical, const char *header, enum dgpm_unit before,
			  enum dgpm_unit now)
{
	struct convert_place at = convert_place_of(f, physical);

	dgpm_diag_addf(f->diags, DGPM_MSG_CONV_32, convert_loc(f, at), _("%s: %s counts from here on, not %s"), header,
		       dgpm_unit_name_ja(now), dgpm_unit_name_ja(before));
}

/* One of the rows of a header of several, with what stands there over the columns that are read. */
static bool is_window_again(const struct convert_file *f, const struct dgpm_book_row *row, uint32_t at)
{
	const struct dgpm_str none = { "", 0 };
	size_t same = 0;

	for (size_t i = 0; i < f->p->n_columns; i++) {
		uint32_t c = f->at[i];
		struct dgpm_str here, there;

		if (c == NOT_THERE || f->p->columns[i].as == AS_AMOUNT)
			continue;
		here = c < row->n ? row->cells[c].text : none;
		there = c < f->window_n[at] ? f->window[at][c] : none;
		if (!dgpm_str_eq(here, there))
			return false;
		same += here.n != 0;
	}
	return same != 0;
}

/* Whether the amounts have the same words above them as before. */
static bool has_same_amounts(const struct convert_file *f, const struct dgpm_book_row *row, uint32_t at)
{
	for (uint32_t i = 0; i < f->window_n[at] || i < row->n; i++) {
		struct dgpm_str here = i < row->n ? row->cells[i].text : (struct dgpm_str){ "", 0 };
		bool amount = false;

		for (size_t k = 0; k < f->p->n_columns; k++)
			amount |= f->at[k] == i && f->p->columns[k].as == AS_AMOUNT;
		for (size_t k = 0; k < f->n_hits; k++)
			amount |= f->hits[k].physical == i;
		if (amount && !dgpm_str_eq(here, i < f->window_n[at] ? f->window[at][i] : (struct dgpm_str){ "", 0 }))
			return false;
	}
	return true;
}

/* A text of a column that is the header of that column. Most cells differ from it in their first character. */
static bool is_header_cell(struct convert_file *f, const struct dgpm_book_row *row, size_t column)
{
	const struct profile_column *c = &f->p->columns[column];
	const char *header = f->headers[column];
	struct dgpm_str text, folded;

	if (f->at[column] >= row->n)
		return false;
	text = row->cells[f->at[column]].text;
	if (text.n == 0 || text.s[0] != header[0] ||
	    (text.n > 2 && header[1] != '\0' && memcmp(text.s, header, 3) != 0))
		return false;
	if (dgpm_str_is(text, header))
		return true;
	folded = profile_fold(f->scratch, text);
	for (size_t i = 0; i < c->n_headers; i++)
		if (dgpm_str_eq(c->headers[i], folded))
			return true;
	return false;
}

/* Whether the first column that is no amount has its header there: then the rest is worth a look. */
static bool may_be_header(struct convert_file *f, const struct dgpm_book_row *row)
{
	size_t same = 0;

	for (size_t i = 0; i < f->p->n_columns; i++)
		if (f->at[i] != NOT_THERE && f->p->columns[i].as != AS_AMOUNT)
			return is_header_cell(f, row, i);
	/* A table of amounts alone. */
	for (size_t i = 0; i < f->p->n_columns; i++) {
		if (f->at[i] == NOT_THERE)
			continue;
		if (f->at[i] >= row->n || !dgpm_str_is(row->cells[f->at[i]].text, f->headers[i]))
			return false;
		same++;
	}
	return same != 0;
}

/* Whether it has all the words of the header, in their places: its amounts may have others. */
static bool has_words(struct convert_file *f, const struct dgpm_book_row *row)
{
	for (size_t i = 0; i < f->p->n_columns; i++)
		if (f->at[i] != NOT_THERE && f->p->columns[i].as != AS_AMOUNT && !is_header_cell(f, row, i))
			return false;
	return true;
}

/* What the columns of the sheet were, to compare with what they are now. */
struct before {
	uint32_t *at;
	const char **headers;
	uint8_t *units;
	bool *stated, *own_unit;
	struct dgpm_str *texts;
	uint32_t n_texts, width;
	struct hit *hits;
	size_t n_hits;
};

static void tell_changes(struct convert_file *f, const struct before *b)
{
	for (size_t i = 0; i < f->p->n_columns; i++)
		if (f->p->columns[i].as == AS_AMOUNT && f->at[i] != NOT_THERE && b->at[i] != NOT_THERE &&
		    f->units[i] != b->units[i])
			convert_unit_differs(f, f->at[i], f->headers[i], (enum dgpm_unit)b->units[i],
					     (enum dgpm_unit)f->units[i]);
	for (size_t i = 0; i < f->n_hits; i++)
		for (size_t k = 0; k < b->n_hits; k++)
			if (f->hits[i].physical == b->hits[k].physical && f->hits[i].column == b->hits[k].column &&
			    f->hits[i].unit != b->hits[k].unit)
				convert_unit_differs(f, f->hits[i].physical, f->hits[i].header,
						     (enum dgpm_unit)b->hits[k].unit, (enum dgpm_unit)f->hits[i].unit);
}

static void lose_header(struct convert_file *f, const char *why)
{
	f->lost = true;
	dgpm_diag_addf(f->diags, DGPM_MSG_CONV_03, convert_loc(f, convert_place_of(f, NOT_THERE)), "%s", why);
}

/* A unit that must be said, and is not said any more. */
static bool lacks_unit(const struct convert_file *f)
{
	for (size_t i = 0; i < f->p->n_columns; i++)
		if (f->p->columns[i].unit_stated && f->at[i] != NOT_THERE && !f->own_unit[i] && !f->unit_known)
			return true;
	return false;
}

static void keep_before(struct before *b, struct convert_file *f)
{
	size_t n = f->p->n_columns;

	*b = (struct before){ f->at,	     f->headers,       f->units, f->stated, f->own_unit, f->window[0],
			      f->window_n[0], f->width, f->hits,  f->n_hits };
	f->at = dgpm_arena_array(f->arena, n, sizeof *f->at);
	f->headers = dgpm_arena_array(f->arena, n, sizeof *f->headers);
	f->units = dgpm_arena_array(f->arena, n, sizeof *f->units);
	f->stated = dgpm_arena_array(f->arena, n, sizeof *f->stated);
	f->own_unit = dgpm_arena_array(f->arena, n, sizeof *f->own_unit);
	f->hits = NULL;
}

static void put_back(struct convert_file *f, const struct before *b)
{
	f->at = b->at;
	f->headers = b->headers;
	f->units = b->units;
	f->stated = b->stated;
	f->own_unit = b->own_unit;
	f->window[0] = b->texts;
	f->window_n[0] = b->n_texts;
	f->width = b->width;
	f->hits = b->hits;
	f->n_hits = b->n_hits;
}

/*
 * A row that begins as the header: where it is one, what it says counts from here on. Where it has the words but not
 * the amounts, nobody knows what stands below. False: it is none.
 */
static bool take_again(struct convert_file *f, const struct dgpm_book_row *row)
{
	struct dgpm_str *texts = dgpm_arena_array(f->arena, row->n, sizeof *texts);
	bool words = has_words(f, row), twice;
	struct before b;
	const char *lacks;
	size_t found;

	keep_before(&b, f);
	for (uint32_t i = 0; i < row->n; i++)
		texts[i] = dgpm_arena_str(f->arena, row->cells[i].text);
	f->window[0] = texts;
	f->window_n[0] = row->n;
	lacks = convert_header_match(f, &twice, &found);
	if (lacks != NULL || twice) {
		put_back(f, &b);
		if (!words)
			return false;
	}
	f->changed = true;
	f->lost = twice;
	if (lacks != NULL)
		lose_header(f, dgpm_arena_printf(f->scratch, _("the header that is repeated here lacks %s"), lacks));
	else if (!twice && lacks_unit(f))
		lose_header(f, _("the header that is repeated here says no unit"));
	if (!f->lost)
		tell_changes(f, &b);
	return true;
}

/* The same header to the letter, as most are: nothing changes. */
static bool is_same(const struct convert_file *f, const struct dgpm_book_row *row)
{
	for (uint32_t i = 0; i < row->n || i < f->window_n[0]; i++) {
		struct dgpm_str here = i < row->n ? row->cells[i].text : (struct dgpm_str){ "", 0 };

		if (!dgpm_str_eq(here, i < f->window_n[0] ? f->window[0][i] : (struct dgpm_str){ "", 0 }))
			return false;
	}
	return true;
}

bool convert_header_again(struct convert_file *f, const struct dgpm_book_row *row)
{
	for (uint32_t i = 0; f->p->header_rows > 1 && i < f->p->header_rows; i++)
		if (is_window_again(f, row, i)) {
			if (!has_same_amounts(f, row, i))
				lose_header(f, _("the header that is repeated here has other amounts"));
			return true;
		}
	if (f->p->header_rows > 1 || !may_be_header(f, row))
		return false;
	if (!f->lost && is_same(f, row))
		return true;
	return take_again(f, row);
}

/* 単位：百万円 between two parts of a table: for amounts whose own header says nothing. */
bool convert_unit_below(struct convert_file *f, const struct dgpm_book_row *row)
{
	struct dgpm_str first = row->n != 0 ? row->cells[0].text : (struct dgpm_str){ "", 0 };
	enum dgpm_unit unit;
	uint32_t filled = 0, at = NOT_THERE;

	/* Most rows begin with something else. */
	if (first.n != 0 && first.s[0] != '(' && first.s[0] != '[' && (unsigned char)first.s[0] < 0xe3)
		return false;
	for (uint32_t i = 0; i < row->n && filled <= FEW; i++)
		filled += row->cells[i].text.n != 0;
	for (uint32_t i = 0; i < row->n && filled <= FEW && at == NOT_THERE; i++)
		if (convert_unit_line(&unit, f, row->cells[i].text))
			at = i;
	if (at == NOT_THERE)
		return false;
	f->unit_known = f->changed = true;
	f->unit_above = (uint8_t)unit;
	for (size_t i = 0; i < f->p->n_columns; i++) {
		if (f->p->columns[i].as != AS_AMOUNT || f->at[i] == NOT_THERE || f->own_unit[i] || f->units[i] == unit)
			continue;
		convert_unit_differs(f, at, f->headers[i], (enum dgpm_unit)f->units[i], unit);
		f->units[i] = (uint8_t)unit;
	}
	for (size_t i = 0; i < f->n_hits; i++) {
		if (f->p->columns[f->hits[i].column].as != AS_AMOUNT || f->hits[i].own_unit || f->hits[i].unit == unit)
			continue;
		convert_unit_differs(f, at, f->hits[i].header, (enum dgpm_unit)f->hits[i].unit, unit);
		f->hits[i].unit = (uint8_t)unit;
	}
	return true;
}

/*
 * A comma that is not quoted moves all cells behind it, and the row becomes wider than the table. A comma at the end of
 * every row does no harm: the first row shows it.
 */
bool convert_is_wide(struct convert_file *f, const struct dgpm_book_row *row)
{
	bool blank = true;

	for (uint32_t i = f->width; i < row->n; i++)
		blank &= row->cells[i].text.n == 0;
	if (blank && !f->width_known) {
		f->width = row->n;
		return false;
	}
	convert_wrong(f, DGPM_MSG_CSV_05, NOT_THERE, NULL, (struct dgpm_str){ "", 0 },
		      dgpm_arena_printf(f->scratch, _("%zu instead of %zu"), (size_t)row->n, (size_t)f->width));
	return true;
}
