/* Finding the header: the first rows whose joined texts name every column that is needed. */
#include "convert/context.h"
#include "base/buf.h"
#include "base/text.h"
#include "base/i18n.h"

#define MAX_GROUPS 16
#define MAX_NAMED 5 /* columns that are lacking, by name */

void convert_sheet_begin(struct convert_sheet *s, const struct convert_input *in, size_t number)
{
	const struct dgpm_profile *p = in->p;

	*s = (struct convert_sheet){ .number = number };
	s->at = dgpm_arena_array(in->arena, p->n_columns, sizeof *s->at);
	s->headers = dgpm_arena_array(in->arena, p->n_columns, sizeof *s->headers);
	s->units = dgpm_arena_array(in->arena, p->n_columns, sizeof *s->units);
	s->stated = dgpm_arena_array(in->arena, p->n_columns, sizeof *s->stated);
	s->own_unit = dgpm_arena_array(in->arena, p->n_columns, sizeof *s->own_unit);
	s->carried = dgpm_arena_array(in->arena, p->n_columns, sizeof *s->carried);
	s->window = dgpm_arena_array(in->arena, p->header_rows, sizeof *s->window);
	s->window_n = dgpm_arena_array(in->arena, p->header_rows, sizeof *s->window_n);
	s->groups_by.arena = in->arena;
}

bool convert_unit_line(enum dgpm_unit *unit, const struct convert_input *in, struct dgpm_str text)
{
	static const char word[] = "単位";
	struct dgpm_str folded;
	size_t n;

	if (text.n < sizeof word || text.n > 200 || memmem(text.s, text.n, word, sizeof word - 1) == NULL)
		return false;
	folded = profile_fold(in->scratch, text);
	while (folded.n != 0 && (folded.s[0] == '(' || folded.s[0] == '[')) {
		folded.s++;
		folded.n--;
	}
	n = sizeof word - 1;
	if (folded.n <= n || memcmp(folded.s, word, n) != 0)
		return false;
	folded.s += n;
	folded.n -= n;
	if (folded.s[0] == ':') {
		folded.s++;
		folded.n--;
	}
	while (folded.n != 0 && (folded.s[folded.n - 1] == ')' || folded.s[folded.n - 1] == ']'))
		folded.n--;
	return dgpm_unit_parse(unit, folded);
}

/* 単位：千円 above the table. Of two that differ nobody knows which is about this table. */
static void look_for_unit(struct convert_sheet *s, const struct convert_input *in, struct dgpm_str text)
{
	enum dgpm_unit unit;

	if (!convert_unit_line(&unit, in, text))
		return;
	if (s->unit_known && s->unit_above != unit && !s->unit_differs) {
		s->unit_differs = true;
		s->unit_other = s->unit_above;
	}
	s->unit_known = true;
	s->unit_above = (uint8_t)unit;
}

/* The unit in the brackets at the end of a header, 金額(千円); the header without it. */
static struct dgpm_str split_unit(struct dgpm_str folded, enum dgpm_unit *unit, bool *stated)
{
	size_t open;
	struct dgpm_str inside;

	*stated = false;
	if (folded.n < 3 || folded.s[folded.n - 1] != ')')
		return folded;
	for (open = folded.n - 1; open != 0 && folded.s[open] != '('; open--)
		;
	inside = (struct dgpm_str){ folded.s + open + 1, folded.n - open - 2 };
	if (inside.n > 7 && memcmp(inside.s, "単位:", 7) == 0) {
		inside.s += 7;
		inside.n -= 7;
	}
	*stated = open != 0 && dgpm_unit_parse(unit, inside);
	return *stated ? (struct dgpm_str){ folded.s, open } : folded;
}

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

/* Named groups of the pattern; `unit` among them is the unit. */
static void add_hit(struct convert_sheet *s, const struct convert_input *in, struct hit *hit, const pcre2_code *code)
{
	struct hit_group *groups = dgpm_arena_array(in->arena, MAX_GROUPS, sizeof *groups);
	uint32_t n = 0, size = 0;
	PCRE2_SPTR table = NULL;

	pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &n);
	pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
	for (uint32_t i = 0; i < n && i < MAX_GROUPS; i++) {
		const char *name = (const char *)table + (size_t)i * size + 2;
		PCRE2_UCHAR *text;
		PCRE2_SIZE length;
		enum dgpm_unit unit;

		if (pcre2_substring_get_byname(in->match, (PCRE2_SPTR)name, &text, &length) != 0)
			continue;
		groups[hit->n_groups++] =
			(struct hit_group){ dgpm_arena_strdup(in->arena, name),
					    dgpm_arena_str(in->arena, (struct dgpm_str){ (char *)text, length }) };
		if (strcmp(name, "unit") == 0 && dgpm_unit_parse(&unit, groups[hit->n_groups - 1].text)) {
			hit->unit = (uint8_t)unit;
			hit->own_unit = s->stated[hit->column] = true;
		}
		pcre2_substring_free(text);
	}
	hit->groups = groups;
}

static void try_pattern(struct convert_sheet *s, const struct convert_input *in, int column, uint32_t physical,
			struct dgpm_str folded, struct dgpm_str text)
{
	const struct profile_column *c = &in->p->columns[column];
	struct hit *hits;

	if (pcre2_match(c->pattern, (PCRE2_SPTR)folded.s, folded.n, 0, 0, in->match, NULL) <= 0)
		return;
	hits = dgpm_arena_grow(in->arena, s->hits, s->n_hits, s->n_hits + 1, sizeof *hits);
	s->hits = hits;
	hits[s->n_hits] = (struct hit){ .column = column,
					.physical = physical,
					.unit = s->unit_known ? s->unit_above : c->unit,
					.header = dgpm_arena_strndup(in->arena, text.s, text.n) };
	add_hit(s, in, &hits[s->n_hits++], c->pattern);
}

/* A column of the sheet against every column of the profile. */
static void match_column(struct convert_sheet *s, const struct convert_input *in, const struct dgpm_book_row *row,
			 uint32_t physical, bool *twice)
{
	struct dgpm_str text = joined(s, in, physical), folded = profile_fold(in->scratch, text), bare;
	enum dgpm_unit unit = DGPM_UNIT_YEN;
	bool stated;

	if (folded.n == 0)
		return;
	bare = split_unit(folded, &unit, &stated);
	for (size_t i = 0; i < in->p->n_columns; i++) {
		const struct profile_column *c = &in->p->columns[i];

		if (c->pattern != NULL) {
			try_pattern(s, in, (int)i, physical, folded, text);
		} else if (is_named(c, folded, bare)) {
			if (s->at[i] != NOT_THERE) {
				*twice = true;
				convert_tell(in, DGPM_MSG_CONV_04, convert_place_at(s->number, row, physical), NULL,
					     text, NULL);
				continue;
			}
			s->at[i] = physical;
			s->headers[i] = dgpm_arena_strndup(in->arena, text.s, text.n);
			s->units[i] = (uint8_t)(stated ? unit : s->unit_known ? s->unit_above : c->unit);
			s->own_unit[i] = stated;
			s->stated[i] = stated || s->unit_known;
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
		if (there || c->optional || lacking++ >= MAX_NAMED)
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

static void push_window(struct convert_sheet *s, const struct convert_input *in, const struct dgpm_book_row *row)
{
	uint32_t last = in->p->header_rows - 1;
	struct dgpm_str *texts = dgpm_arena_array(in->arena, row->n, sizeof *texts);

	for (uint32_t i = 0; i < row->n; i++)
		texts[i] = dgpm_arena_str(in->arena, row->cells[i].text);
	memmove(s->window, s->window + 1, last * sizeof(struct dgpm_str *));
	memmove(s->window_n, s->window_n + 1, last * sizeof *s->window_n);
	s->window[last] = texts;
	s->window_n[last] = row->n;
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
	return missing(s, in, found);
}

static void unit_unknown(struct convert_sheet *s, const struct convert_input *in, struct convert_place at,
			 const char *header)
{
	const char *detail =
		s->unit_differs ? dgpm_arena_printf(in->scratch, _("%s and %s stand above the table"),
						    dgpm_unit_name_ja(s->unit_other), dgpm_unit_name_ja(s->unit_above))
				: NULL;

	convert_tell(in, DGPM_MSG_CONV_17, at, NULL, dgpm_str_of(header), detail);
	s->stopped = true;
}

void convert_unit_differs(const struct convert_input *in, struct convert_place at, const char *header,
			  enum dgpm_unit before, enum dgpm_unit now)
{
	dgpm_diag_addf(in->diags, DGPM_MSG_CONV_32, convert_loc(in, at), header,
		       _("%s: %s counts from here on, not %s"), header, dgpm_unit_name_ja(now),
		       dgpm_unit_name_ja(before));
}

/* Every amount has a unit, and one only; where the header says another than what stands above it, it says so itself. */
static void check_units(struct convert_sheet *s, const struct convert_input *in, const struct dgpm_book_row *row)
{
	const struct dgpm_profile *p = in->p;

	for (size_t i = 0; i < p->n_columns; i++) {
		struct convert_place at = convert_place_at(s->number, row, s->at[i]);

		if (p->columns[i].as != AS_AMOUNT || s->at[i] == NOT_THERE)
			continue;
		if ((p->columns[i].unit_stated && !s->stated[i]) || (s->unit_differs && !s->own_unit[i]))
			unit_unknown(s, in, at, s->headers[i]);
		else if (s->unit_known && s->units[i] != s->unit_above)
			convert_unit_differs(in, at, s->headers[i], (enum dgpm_unit)s->unit_above,
					     (enum dgpm_unit)s->units[i]);
	}
	for (size_t i = 0; i < s->n_hits; i++) {
		const struct hit *hit = &s->hits[i];
		struct convert_place at = convert_place_at(s->number, row, hit->physical);

		if (p->columns[hit->column].as != AS_AMOUNT)
			continue;
		if (s->unit_differs && !hit->own_unit)
			unit_unknown(s, in, at, hit->header);
		else if (s->unit_known && hit->unit != s->unit_above)
			convert_unit_differs(in, at, hit->header, (enum dgpm_unit)s->unit_above,
					     (enum dgpm_unit)hit->unit);
	}
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
	for (uint32_t i = 0; lacks != NULL && i < row->n; i++)
		look_for_unit(s, in, row->cells[i].text);
	if (lacks != NULL || found == 0)
		return false;
	if (twice)
		s->stopped = true;
	else
		check_units(s, in, row);
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
