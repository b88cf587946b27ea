/* Finding the header: the first rows whose joined texts name every column that is needed. */
#include "convert/context.h"
#include "base/buf.h"
#include "base/text.h"
#include "base/i18n.h"

#define LONGEST_HEADER ((size_t)2048) /* bytes */
#define MAX_NAMED 5 /* columns that are lacking, by name */

void convert_sheet_begin(struct convert_sheet *s, const struct convert_input *in, size_t number)
{
	const struct dgpm_profile *p = in->p;

	*s = (struct convert_sheet){ .number = number };
	s->at = dgpm_arena_array(in->arena, p->n_columns, sizeof *s->at);
	s->headers = dgpm_arena_array(in->arena, p->n_columns, sizeof *s->headers);
	s->units = dgpm_arena_array(in->arena, p->n_columns, sizeof *s->units);
	s->own_unit = dgpm_arena_array(in->arena, p->n_columns, sizeof *s->own_unit);
	s->odd_unit = dgpm_arena_array(in->arena, p->n_columns, sizeof *s->odd_unit);
	s->carried = dgpm_arena_array(in->arena, p->n_columns, sizeof *s->carried);
	s->window = dgpm_arena_array(in->arena, p->header_rows, sizeof *s->window);
	s->window_n = dgpm_arena_array(in->arena, p->header_rows, sizeof *s->window_n);
	s->groups_by.arena = in->arena;
}

/* A header, folded, and without the unit in its brackets. */
struct header_text {
	struct dgpm_str text, folded, bare;
	enum unit_said said;
	enum dgpm_unit unit;
};

/* The text of a header cell over all its rows; a text that a merge repeats is taken once. */
static struct dgpm_str joined(struct convert_sheet *s, const struct convert_input *in, uint32_t column)
{
	const struct dgpm_profile *p = in->p;
	struct dgpm_buf text = { .arena = in->scratch };
	struct dgpm_str last = { NULL, 0 };

	for (uint32_t i = 0; i < p->header_rows; i++) {
		struct dgpm_str part = column < s->window_n[i] ? s->window[i][column] : (struct dgpm_str){ NULL, 0 };

		/* A heading over several columns, written once. The lowest row is what it says itself. */
		if (p->header_fill && i + 1 < p->header_rows)
			for (uint32_t k = column; part.n == 0 && k-- != 0 && k < s->window_n[i];)
				part = s->window[i][k];
		if (part.n == 0 || (last.n != 0 && dgpm_str_eq(part, last)))
			continue;
		dgpm_buf_sep(&text, p->header_join);
		/* A row of units beside the words is put in brackets, as it stands elsewhere. */
		if (p->header_rows > 1 && convert_unit_is_all(in, part))
			dgpm_buf_addf(&text, "(%.*s)", (int)part.n, part.s);
		else
			dgpm_buf_str(&text, part);
		last = part;
	}
	return (struct dgpm_str){ dgpm_buf_text(&text), text.n };
}

static bool is_named(const struct profile_column *c, struct dgpm_str header, struct dgpm_str without_unit)
{
	for (size_t i = 0; i < c->n_headers; i++)
		if (dgpm_str_eq(c->headers[i], header) ||
		    (c->as == AS_AMOUNT && dgpm_str_eq(c->headers[i], without_unit)))
			return true;
	return false;
}

/* Named groups of the pattern; `unit` among them is the unit, whatever else the header says. */
static void add_groups(const struct convert_input *in, struct convert_match *hit, const pcre2_code *code)
{
	struct convert_match_group *groups;
	uint32_t n = 0, size = 0;
	PCRE2_SPTR table = NULL;

	pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &n);
	pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
	groups = dgpm_arena_array(in->arena, n, sizeof *groups);
	for (uint32_t i = 0; i < n; i++) {
		const char *name = (const char *)table + (size_t)i * size + 2;
		PCRE2_UCHAR *text;
		PCRE2_SIZE length;
		enum dgpm_unit unit;

		if (pcre2_substring_get_byname(in->match, (PCRE2_SPTR)name, &text, &length) != 0)
			continue;
		groups[hit->n_groups++] =
			(struct convert_match_group){ dgpm_arena_strdup(in->arena, name),
					    dgpm_arena_str(in->arena, (struct dgpm_str){ (char *)text, length }) };
		if (strcmp(name, "unit") == 0 && groups[hit->n_groups - 1].text.n != 0) {
			hit->own_unit = dgpm_unit_said(&unit, groups[hit->n_groups - 1].text);
			hit->unit = (uint8_t)(hit->own_unit ? unit : hit->unit);
			hit->odd_unit = !hit->own_unit;
		}
		pcre2_substring_free(text);
	}
	hit->groups = groups;
}

/* A pattern need not know how units are written: it is tried on the header as it stands, and without its unit. */
static void try_pattern(struct convert_sheet *s, const struct convert_input *in, int column, uint32_t physical,
			const struct header_text *h)
{
	const struct profile_column *c = &in->p->columns[column];
	struct convert_match *hits;

	if (pcre2_match(c->pattern, (PCRE2_SPTR)h->folded.s, h->folded.n, 0, 0, in->match, NULL) <= 0 &&
	    (h->said == UNIT_SILENT ||
	     pcre2_match(c->pattern, (PCRE2_SPTR)h->bare.s, h->bare.n, 0, 0, in->match, NULL) <= 0))
		return;
	hits = dgpm_arena_grow(in->arena, s->hits, s->n_hits, s->n_hits + 1, sizeof *hits);
	s->hits = hits;
	hits[s->n_hits] = (struct convert_match){ .column = column,
					.physical = physical,
					.unit = (uint8_t)h->unit,
					.own_unit = h->said == UNIT_SAID,
					.odd_unit = h->said == UNIT_UNREAD || h->said == UNIT_OTHER,
					.header = dgpm_arena_strndup(in->arena, h->text.s, h->text.n) };
	add_groups(in, &hits[s->n_hits++], c->pattern);
}

/* A column of the sheet against every column of the profile. */
static void match_column(struct convert_sheet *s, const struct convert_input *in, const struct dgpm_book_row *row,
			 uint32_t physical, bool *twice)
{
	struct header_text h = { .text = joined(s, in, physical) };

	/* A text as long as a page is no header, and brackets in it are looked for at length. */
	if (h.text.n > LONGEST_HEADER)
		return;
	h.folded = profile_fold(in->scratch, h.text);
	if (h.folded.n == 0)
		return;
	h.bare = convert_unit_split(&h.said, &h.unit, in, h.folded);
	for (size_t i = 0; i < in->p->n_columns; i++) {
		const struct profile_column *c = &in->p->columns[i];

		if (c->table != NULL)
			continue;
		if (c->pattern != NULL) {
			try_pattern(s, in, (int)i, physical, &h);
		} else if (is_named(c, h.folded, h.bare)) {
			if (s->at[i] != NOT_THERE) {
				*twice = true;
				convert_tell(in, DGPM_MSG_CONV_04, convert_place_at(s->number, row, physical), NULL,
					     h.text, NULL);
				continue;
			}
			s->at[i] = physical;
			s->headers[i] = dgpm_arena_strndup(in->arena, h.text.s, h.text.n);
			s->own_unit[i] = h.said == UNIT_SAID;
			s->odd_unit[i] = h.said == UNIT_UNREAD || h.said == UNIT_OTHER;
			s->units[i] = (uint8_t)h.unit;
		}
	}
}

/* A ledger of no amounts would be silence: at least one of its columns must be there. */
static bool has_amount(const struct convert_sheet *s, const struct convert_input *in)
{
	for (size_t i = 0; i < in->p->n_columns; i++)
		if (in->p->columns[i].as == AS_AMOUNT && s->at[i] != NOT_THERE)
			return true;
	return s->n_hits != 0;
}

/* What the candidate lacks, as a list of headers; NULL: nothing. */
static const char *missing(const struct convert_sheet *s, const struct convert_input *in, size_t *found)
{
	struct dgpm_buf list = { .arena = in->scratch };
	size_t lacking = 0;

	*found = 0;
	for (size_t i = 0; i < in->p->n_columns; i++) {
		const struct profile_column *c = &in->p->columns[i];
		bool there = s->at[i] != NOT_THERE;

		for (size_t k = 0; k < s->n_hits; k++)
			there |= s->hits[k].column == (int)i;
		*found += there;
		if (there || c->optional || c->table != NULL || lacking++ >= MAX_NAMED)
			continue;
		dgpm_buf_sep(&list, ", ");
		dgpm_buf_add(&list, c->shown);
	}
	if (lacking > MAX_NAMED)
		return dgpm_arena_printf(in->scratch, _("%s and %zu more"), dgpm_buf_text(&list), lacking - MAX_NAMED);
	if (lacking == 0 && in->p->makes == DGPM_MAKES_LEDGER && !has_amount(s, in))
		return _("a column of amounts");
	return lacking != 0 ? dgpm_buf_text(&list) : NULL;
}

/* Of what is too long for a header, enough to see that it is. */
static struct dgpm_str beginning(struct dgpm_str s)
{
	return (struct dgpm_str){ s.s, s.n <= LONGEST_HEADER ? s.n : LONGEST_HEADER + 1 };
}

static void push_window(struct convert_sheet *s, const struct convert_input *in, const struct dgpm_book_row *row)
{
	uint32_t last = in->p->header_rows - 1;
	struct dgpm_str *texts = dgpm_arena_array(in->arena, row->n, sizeof *texts);

	for (uint32_t i = 0; i < row->n; i++)
		texts[i] = dgpm_arena_str(in->arena, beginning(row->cells[i].text));
	memmove(s->window, s->window + 1, last * sizeof(struct dgpm_str *));
	memmove(s->window_n, s->window_n + 1, last * sizeof *s->window_n);
	s->window[last] = texts;
	s->window_n[last] = row->n;
}

/* What cells of a row say of units is kept with the row: those of the header are no words above it. */
static void look_for_units(struct convert_sheet *s, const struct convert_input *in, const struct dgpm_book_row *row)
{
	for (uint32_t i = 0; i < row->n; i++) {
		enum dgpm_unit unit = DGPM_UNIT_YEN;
		enum unit_said said = convert_unit_said(&unit, in, row->cells[i].text);

		if (said != UNIT_SILENT)
			*DGPM_PUSH(in->arena, s->said, s->n_said, s->cap_said) = (struct convert_said){
				.said = (uint8_t)said,
				.unit = (uint8_t)unit,
				.row = s->rows_looked,
				.at = convert_place_at(s->number, row, i),
				.text = dgpm_arena_strndup(in->arena, row->cells[i].text.s, row->cells[i].text.n),
			};
	}
}

static bool is_column(const struct convert_sheet *s, const struct convert_input *in, uint32_t physical)
{
	for (size_t i = 0; i < in->p->n_columns; i++)
		if (s->at[i] == physical)
			return true;
	for (size_t i = 0; i < s->n_hits; i++)
		if (s->hits[i].physical == physical)
			return true;
	return false;
}

/* Above the table, or beside its header: 単位：千円. Of two that differ nobody knows which is about this table. */
static void take_units(struct convert_sheet *s, const struct convert_input *in)
{
	s->unit_known = s->unit_differs = false;
	s->odd_text = NULL;
	for (size_t i = 0; i < s->n_said; i++) {
		const struct convert_said *x = &s->said[i];
		bool beside = x->row + in->p->header_rows > s->rows_looked;

		if (beside && (strstr(x->text, "単位") == NULL || is_column(s, in, x->at.column - 1u)))
			continue;
		if (x->said != UNIT_SAID) {
			if (s->odd_text == NULL || (s->odd_weak && x->said == UNIT_UNREAD)) {
				s->odd_text = x->text;
				s->odd_at = x->at;
				s->odd_weak = x->said == UNIT_OTHER;
			}
			continue;
		}
		if (s->unit_known && s->unit_above != x->unit && !s->unit_differs) {
			s->unit_differs = true;
			s->unit_other = s->unit_above;
		}
		s->unit_known = true;
		s->unit_above = x->unit;
	}
	/* 単位：人 beside 単位：千円 is about other columns. */
	if (s->odd_weak && s->unit_known)
		s->odd_text = NULL;
}

/* What a header does not say itself is as it is said above it, else as the profile has it. */
static void settle_units(struct convert_sheet *s, const struct convert_input *in)
{
	for (size_t i = 0; i < in->p->n_columns; i++)
		if (s->at[i] != NOT_THERE && !s->own_unit[i])
			s->units[i] = s->unit_known ? s->unit_above : in->p->columns[i].unit;
	for (size_t i = 0; i < s->n_hits; i++)
		if (!s->hits[i].own_unit)
			s->hits[i].unit = s->unit_known ? s->unit_above : in->p->columns[s->hits[i].column].unit;
}

const char *convert_header_match(struct convert_sheet *s, const struct convert_input *in,
				 const struct dgpm_book_row *row, bool *twice, size_t *found)
{
	*twice = false;
	for (size_t i = 0; i < in->p->n_columns; i++)
		s->at[i] = NOT_THERE;
	s->n_hits = 0;
	s->width = 0;
	for (uint32_t i = 0; i < in->p->header_rows; i++)
		s->width = s->window_n[i] > s->width ? s->window_n[i] : s->width;
	for (uint32_t i = 0; i < s->width; i++)
		match_column(s, in, row, i, twice);
	for (size_t i = 0; i < in->p->n_columns; i++)
		if (in->p->columns[i].table != NULL) {
			s->at[i] = s->at[in->p->columns[i].by];
			s->headers[i] = s->headers[in->p->columns[i].by];
		}
	if (!s->has_header)
		take_units(s, in);
	settle_units(s, in);
	return missing(s, in, found);
}

void convert_unit_differs(const struct convert_input *in, struct convert_place at, const char *header,
			  enum dgpm_unit before, enum dgpm_unit now)
{
	dgpm_diag_addf(in->diags, DGPM_MSG_CONV_32, convert_loc(in, at), header,
		       _("%s: %s counts from here on, not %s"), header, dgpm_unit_name_ja(now),
		       dgpm_unit_name_ja(before));
}

/* One amount; where its header says another unit than what stands above it, the header counts, and it is told. */
static bool is_unit_known(struct convert_sheet *s, const struct convert_input *in, struct convert_place at,
			  const struct convert_match *hit, const char **odd)
{
	const char *detail = NULL;

	if (hit->odd_unit) {
		detail = _("this unit is not read");
	} else if (hit->own_unit) {
		if (s->unit_known && !s->unit_differs && hit->unit != s->unit_above)
			convert_unit_differs(in, at, hit->header, (enum dgpm_unit)s->unit_above,
					     (enum dgpm_unit)hit->unit);
		return true;
	} else if (s->odd_text != NULL) {
		*odd = s->odd_text;
		return false;
	} else if (s->unit_differs) {
		detail = dgpm_arena_printf(in->scratch, _("%s and %s stand above the table"),
					   dgpm_unit_name_ja(s->unit_other), dgpm_unit_name_ja(s->unit_above));
	} else if (s->unit_known || !in->p->columns[hit->column].unit_stated) {
		return true;
	}
	convert_tell(in, DGPM_MSG_CONV_17, at, NULL, dgpm_str_of(hit->header), detail);
	return false;
}

bool convert_units_known(struct convert_sheet *s, const struct convert_input *in, const struct dgpm_book_row *row)
{
	const char *odd = NULL;
	bool good = true;

	for (size_t i = 0; i < in->p->n_columns; i++) {
		struct convert_match hit = { .column = (int)i,
				   .unit = s->units[i],
				   .own_unit = s->own_unit[i],
				   .odd_unit = s->odd_unit[i],
				   .header = s->headers[i] };

		if (in->p->columns[i].as == AS_AMOUNT && s->at[i] != NOT_THERE)
			good &= is_unit_known(s, in, convert_place_at(s->number, row, s->at[i]), &hit, &odd);
	}
	for (size_t i = 0; i < s->n_hits; i++)
		if (in->p->columns[s->hits[i].column].as == AS_AMOUNT)
			good &= is_unit_known(s, in, convert_place_at(s->number, row, s->hits[i].physical), &s->hits[i],
					      &odd);
	if (odd != NULL)
		convert_tell(in, DGPM_MSG_CONV_17, s->odd_at, NULL, dgpm_str_of(odd), _("this unit is not read"));
	return good;
}

bool convert_header_row(struct convert_sheet *s, const struct convert_input *in, const struct dgpm_book_row *row)
{
	const struct dgpm_profile *p = in->p;
	const char *lacks;
	bool twice;
	size_t found;

	if (s->rows_looked++ >= p->header_look)
		return false;
	push_window(s, in, row);
	look_for_units(s, in, row);
	if (s->rows_looked < p->header_rows)
		return false;
	lacks = convert_header_match(s, in, row, &twice, &found);
	if (lacks != NULL && found > s->best_found) {
		s->best_found = found;
		s->best = dgpm_arena_strdup(in->arena, lacks);
		s->best_cells = 0;
		for (uint32_t i = 0; i < row->n; i++)
			s->best_cells += row->cells[i].text.n != 0;
	}
	if (lacks != NULL || found == 0)
		return false;
	s->stopped = twice || !convert_units_known(s, in, row);
	s->has_header = !s->stopped;
	return s->has_header;
}

void convert_header_missing(const struct convert_sheet *s, const struct convert_input *in)
{
	struct dgpm_loc at = { .path = in->path };

	if (s->best != NULL)
		dgpm_diag_addf(in->diags, DGPM_MSG_CONV_03, at, NULL, _("the likest row lacks %s"), s->best);
	else
		dgpm_diag_add(in->diags, DGPM_MSG_CONV_03, at, NULL);
}
