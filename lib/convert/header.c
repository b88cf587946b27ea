/* Finding the header: the first rows whose joined texts name every column that is needed. */
#include "convert/context.h"
#include "base/text.h"
#include "base/i18n.h"

#define MAX_GROUPS 16
#define MAX_NAMED 5 /* columns that are lacking, by name */

void convert_sheet_begin(struct convert_file *f)
{
	const struct dgpm_profile *p = f->p;

	f->at = dgpm_arena_array(f->arena, p->n_columns, sizeof *f->at);
	f->headers = dgpm_arena_array(f->arena, p->n_columns, sizeof *f->headers);
	f->units = dgpm_arena_array(f->arena, p->n_columns, sizeof *f->units);
	f->stated = dgpm_arena_array(f->arena, p->n_columns, sizeof *f->stated);
	f->cells = dgpm_arena_array(f->arena, p->n_columns, sizeof *f->cells);
	f->carried = dgpm_arena_array(f->arena, p->n_columns, sizeof *f->carried);
	f->window = dgpm_arena_array(f->arena, p->header_rows, sizeof *f->window);
	f->window_n = dgpm_arena_array(f->arena, p->header_rows, sizeof *f->window_n);
	f->hits = NULL;
	f->n_hits = 0;
	f->own_unit = dgpm_arena_array(f->arena, p->n_columns, sizeof *f->own_unit);
	f->stopped = false;
	f->has_header = f->unit_known = f->unit_differs = f->changed = f->lost = false;
	f->width = 0;
	f->width_known = false;
	f->rows_looked = 0;
	f->best = NULL;
	f->best_found = f->best_cells = 0;
	f->hidden = (struct convert_hidden){ 0 };
}

bool convert_unit_line(enum dgpm_unit *unit, struct convert_file *f, struct dgpm_str text)
{
	static const char word[] = "単位";
	struct dgpm_str folded;
	size_t n;

	if (text.n < sizeof word || text.n > 200 || memmem(text.s, text.n, word, sizeof word - 1) == NULL)
		return false;
	folded = profile_fold(f->scratch, text);
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
static void look_for_unit(struct convert_file *f, struct dgpm_str text)
{
	enum dgpm_unit unit;

	if (!convert_unit_line(&unit, f, text))
		return;
	if (f->unit_known && f->unit_above != unit && !f->unit_differs) {
		f->unit_differs = true;
		f->unit_other = f->unit_above;
	}
	f->unit_known = true;
	f->unit_above = (uint8_t)unit;
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
static struct dgpm_str joined(struct convert_file *f, uint32_t column)
{
	const struct dgpm_profile *p = f->p;
	const char *text = "";
	struct dgpm_str last = { NULL, 0 };

	for (uint32_t i = 0; i < p->header_rows; i++) {
		struct dgpm_str part = column < f->window_n[i] ? f->window[i][column] : (struct dgpm_str){ NULL, 0 };

		/* A heading over several columns, written once. The lowest row is what it says itself. */
		if (p->header_fill && i + 1 < p->header_rows)
			for (uint32_t k = column; part.n == 0 && k-- != 0 && k < f->window_n[i];)
				part = f->window[i][k];
		if (part.n == 0 || (last.n != 0 && dgpm_str_eq(part, last)))
			continue;
		text = dgpm_arena_printf(f->scratch, "%s%s%.*s", text, *text != '\0' ? p->header_join : "", (int)part.n,
					 part.s);
		last = part;
	}
	return dgpm_str_of(text);
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
static void add_hit(struct convert_file *f, struct hit *hit, const pcre2_code *code)
{
	struct hit_group *groups = dgpm_arena_array(f->arena, MAX_GROUPS, sizeof *groups);
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

		if (pcre2_substring_get_byname(f->match, (PCRE2_SPTR)name, &text, &length) != 0)
			continue;
		groups[hit->n_groups++] =
			(struct hit_group){ dgpm_arena_strdup(f->arena, name),
					    dgpm_arena_str(f->arena, (struct dgpm_str){ (char *)text, length }) };
		if (strcmp(name, "unit") == 0 && dgpm_unit_parse(&unit, groups[hit->n_groups - 1].text)) {
			hit->unit = (uint8_t)unit;
			hit->own_unit = f->stated[hit->column] = true;
		}
		pcre2_substring_free(text);
	}
	hit->groups = groups;
}

static void try_pattern(struct convert_file *f, int column, uint32_t physical, struct dgpm_str folded,
			struct dgpm_str text)
{
	const struct profile_column *c = &f->p->columns[column];
	struct hit *hits;

	if (pcre2_match(c->pattern, (PCRE2_SPTR)folded.s, folded.n, 0, 0, f->match, NULL) <= 0)
		return;
	hits = dgpm_arena_grow(f->arena, f->hits, f->n_hits, f->n_hits + 1, sizeof *hits);
	f->hits = hits;
	hits[f->n_hits] = (struct hit){ .column = column,
					.physical = physical,
					.unit = f->unit_known ? f->unit_above : c->unit,
					.header = dgpm_arena_strndup(f->arena, text.s, text.n) };
	add_hit(f, &hits[f->n_hits++], c->pattern);
}

/* A column of the sheet against every column of the profile. */
static void match_column(struct convert_file *f, uint32_t physical, bool *twice)
{
	struct dgpm_str text = joined(f, physical), folded = profile_fold(f->scratch, text), bare;
	enum dgpm_unit unit = DGPM_UNIT_YEN;
	bool stated;

	if (folded.n == 0)
		return;
	bare = split_unit(folded, &unit, &stated);
	for (size_t i = 0; i < f->p->n_columns; i++) {
		const struct profile_column *c = &f->p->columns[i];

		if (c->pattern != NULL) {
			try_pattern(f, (int)i, physical, folded, text);
		} else if (is_named(c, folded, bare)) {
			if (f->at[i] != NOT_THERE) {
				*twice = true;
				convert_wrong(f, DGPM_MSG_CONV_04, physical, NULL, text, NULL);
				continue;
			}
			f->at[i] = physical;
			f->headers[i] = dgpm_arena_strndup(f->arena, text.s, text.n);
			f->units[i] = (uint8_t)(stated ? unit : f->unit_known ? f->unit_above : c->unit);
			f->own_unit[i] = stated;
			f->stated[i] = stated || f->unit_known;
		}
	}
}

/* A ledger of no amounts would be silence: at least one of its columns must be there. */
static bool has_amount(const struct convert_file *f)
{
	for (size_t i = 0; i < f->p->n_columns; i++)
		if (f->p->columns[i].as == AS_AMOUNT && f->at[i] != NOT_THERE)
			return true;
	return f->n_hits != 0;
}

/* What the candidate lacks, as a list of headers; NULL: nothing. */
static const char *missing(const struct convert_file *f, size_t *found)
{
	const char *list = NULL;
	size_t lacking = 0;

	*found = 0;
	for (size_t i = 0; i < f->p->n_columns; i++) {
		const struct profile_column *c = &f->p->columns[i];
		bool there = f->at[i] != NOT_THERE;

		for (size_t k = 0; k < f->n_hits; k++)
			there |= f->hits[k].column == (int)i;
		*found += there;
		if (there || c->optional)
			continue;
		if (lacking++ < MAX_NAMED)
			list = dgpm_arena_printf(f->scratch, "%s%s%s", list != NULL ? list : "",
						 list != NULL ? ", " : "", c->shown);
	}
	if (lacking > MAX_NAMED)
		list = dgpm_arena_printf(f->scratch, _("%s and %zu more"), list, lacking - MAX_NAMED);
	if (list == NULL && f->p->makes == DGPM_MAKES_LEDGER && !has_amount(f))
		list = _("a column of amounts");
	return list;
}

static void push_window(struct convert_file *f, const struct dgpm_book_row *row)
{
	uint32_t last = f->p->header_rows - 1;
	struct dgpm_str *texts = dgpm_arena_array(f->arena, row->n, sizeof *texts);

	for (uint32_t i = 0; i < row->n; i++)
		texts[i] = dgpm_arena_str(f->arena, row->cells[i].text);
	memmove(f->window, f->window + 1, last * sizeof(struct dgpm_str *));
	memmove(f->window_n, f->window_n + 1, last * sizeof *f->window_n);
	f->window[last] = texts;
	f->window_n[last] = row->n;
}

const char *convert_header_match(struct convert_file *f, bool *twice, size_t *found)
{
	*twice = false;
	for (size_t i = 0; i < f->p->n_columns; i++)
		f->at[i] = NOT_THERE;
	f->n_hits = 0;
	f->width = 0;
	for (uint32_t i = 0; i < f->p->header_rows; i++)
		f->width = f->window_n[i] > f->width ? f->window_n[i] : f->width;
	for (uint32_t i = 0; i < f->width; i++)
		match_column(f, i, twice);
	return missing(f, found);
}

static void unit_unknown(struct convert_file *f, uint32_t physical, const char *header)
{
	const char *detail = f->unit_differs ? dgpm_arena_printf(f->scratch, _("%s and %s stand above the table"),
								 dgpm_unit_name_ja(f->unit_other),
								 dgpm_unit_name_ja(f->unit_above)) :
					       NULL;

	convert_wrong(f, DGPM_MSG_CONV_17, physical, NULL, dgpm_str_of(header), detail);
	f->failed = f->stopped = true;
}

/* Every amount has a unit, and one only; where the header says another than what stands above it, it says so itself. */
static void check_units(struct convert_file *f)
{
	const struct dgpm_profile *p = f->p;

	for (size_t i = 0; i < p->n_columns; i++) {
		if (p->columns[i].as != AS_AMOUNT || f->at[i] == NOT_THERE)
			continue;
		if ((p->columns[i].unit_stated && !f->stated[i]) || (f->unit_differs && !f->own_unit[i]))
			unit_unknown(f, f->at[i], f->headers[i]);
		else if (f->unit_known && f->units[i] != f->unit_above)
			convert_unit_differs(f, f->at[i], f->headers[i], (enum dgpm_unit)f->unit_above,
					     (enum dgpm_unit)f->units[i]);
	}
	for (size_t i = 0; i < f->n_hits; i++) {
		const struct hit *hit = &f->hits[i];

		if (p->columns[hit->column].as != AS_AMOUNT)
			continue;
		if (f->unit_differs && !hit->own_unit)
			unit_unknown(f, hit->physical, hit->header);
		else if (f->unit_known && hit->unit != f->unit_above)
			convert_unit_differs(f, hit->physical, hit->header, (enum dgpm_unit)f->unit_above,
					     (enum dgpm_unit)hit->unit);
	}
}

bool convert_header_row(struct convert_file *f, const struct dgpm_book_row *row)
{
	const struct dgpm_profile *p = f->p;
	const char *lacks;
	bool twice;
	size_t found;

	if (f->rows_looked++ >= p->header_look)
		return false;
	f->row = row;
	push_window(f, row);
	if (f->rows_looked < p->header_rows)
		return false;
	lacks = convert_header_match(f, &twice, &found);
	if (lacks != NULL && found > f->best_found) {
		f->best_found = found;
		f->best = dgpm_arena_strdup(f->arena, lacks);
		f->best_cells = 0;
		for (uint32_t i = 0; i < row->n; i++)
			f->best_cells += row->cells[i].text.n != 0;
	}
	for (uint32_t i = 0; lacks != NULL && i < row->n; i++)
		look_for_unit(f, row->cells[i].text);
	if (lacks != NULL || found == 0)
		return false;
	if (twice)
		f->failed = f->stopped = true;
	else
		check_units(f);
	f->has_header = !f->stopped;
	return f->has_header;
}

void convert_header_missing(struct convert_file *f)
{
	struct dgpm_loc at = { .path = f->path };

	if (f->best != NULL)
		dgpm_diag_addf(f->diags, DGPM_MSG_CONV_03, at, _("the likest row lacks %s"), f->best);
	else
		dgpm_diag_add(f->diags, DGPM_MSG_CONV_03, at, NULL);
}
