/* Reading one cell as its column says. What cannot be read is told with its cell; nothing is guessed. */
#include "convert/context.h"
#include "base/text.h"
#include "base/i18n.h"

static bool is_digits(struct dgpm_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.s[i] < '0' || text.s[i] > '9')
			return false;
	return text.n != 0;
}

static bool is_none_mark(const struct convert_file *f, const struct profile_column *c, struct dgpm_str text)
{
	static const char *const dashes[] = { "-", "－", "―", "‐", "–", "—", "ー", "−" };
	struct dgpm_str folded = text;

	for (size_t i = 0; i < DGPM_COUNT(dashes) && text.n <= 3; i++)
		if (dgpm_str_is(text, dashes[i]))
			return true;
	if (c->n_none == 0)
		return false;
	if (!is_digits(text))
		folded = dgpm_text_fold(f->in.scratch, text);
	for (size_t i = 0; i < c->n_none; i++)
		if (dgpm_str_eq(folded, c->none[i]))
			return true;
	return false;
}

static enum cell_state wrong(struct convert_file *f, enum dgpm_msg msg, int column, uint32_t physical,
			     struct dgpm_str text)
{
	convert_wrong(f, msg, physical, f->sheet.headers[column], text, NULL);
	return CELL_BAD;
}

/* Of a cell without a value: what the reader of the book said of it, else that it holds an error. */
static enum dgpm_msg error_of(const struct dgpm_value *v)
{
	return v->unreadable != 0 ? (enum dgpm_msg)v->unreadable : DGPM_MSG_CONV_08;
}

/* An amount; `header` is of a wide column. */
static enum cell_state read_amount(struct convert_file *f, const struct profile_column *c, uint32_t physical,
				   const char *header, enum dgpm_unit unit, dgpm_yen *out)
{
	const struct dgpm_value *v = convert_value_at(f, physical);
	struct dgpm_str text;
	enum dgpm_msg msg = DGPM_MSG_CONV_06;

	/* Of a merged range the amount stands once, in its first cell. */
	if (v == NULL)
		return CELL_NONE;
	if (v->covered) {
		if (v->kind != DGPM_VALUE_NONE)
			convert_covered_cell(f, physical);
		return CELL_NONE;
	}
	if (v->kind == DGPM_VALUE_NONE) {
		if (!v->uncalculated)
			return CELL_NONE;
		convert_wrong(f, DGPM_MSG_CONV_28, physical, header, DGPM_STR(""), NULL);
		return CELL_BAD;
	}
	text = convert_trimmed(v->text);
	if (text.n == 0)
		return CELL_NONE;
	if (v->scaled)
		convert_scaled_cell(f, physical);
	if (v->kind == DGPM_VALUE_TEXT || v->kind == DGPM_VALUE_NUMBER) {
		if (c->n_none != 0 && is_none_mark(f, c, text))
			return CELL_NONE;
		switch (dgpm_yen_parse(out, text, unit)) {
		case DGPM_CELL_AMOUNT:
			if (!c->turned || dgpm_yen_sub(out, 0, *out))
				return CELL_GOOD;
			msg = DGPM_MSG_CONV_07;
			break;
		case DGPM_CELL_NO_VALUE:
			return CELL_NONE;
		case DGPM_CELL_OVERFLOW:
			msg = DGPM_MSG_CONV_07;
			break;
		case DGPM_CELL_FRACTION:
			msg = DGPM_MSG_CONV_34;
			break;
		case DGPM_CELL_YEN_SIGN:
			msg = DGPM_MSG_CONV_35;
			break;
		default:
			break;
		}
	}
	if (v->kind == DGPM_VALUE_ERROR)
		msg = error_of(v);
	convert_wrong(f, msg, physical, header, text, NULL);
	return CELL_BAD;
}

bool convert_amount_plain(const struct profile_column *c, enum dgpm_unit unit, const struct dgpm_value *v,
			  dgpm_yen *out)
{

	return (v->kind == DGPM_VALUE_TEXT || v->kind == DGPM_VALUE_NUMBER) && !v->covered && c->n_none == 0 &&
	       is_digits(v->text) && dgpm_yen_parse(out, v->text, unit) == DGPM_CELL_AMOUNT &&
	       (!c->turned || dgpm_yen_sub(out, 0, *out));
}

static enum cell_state read_whole(struct convert_file *f, int column, struct dgpm_str text, struct cell *cell)
{
	struct dgpm_str folded = is_digits(text) ? text : profile_fold(f->in.scratch, text);
	size_t n = folded.n, i = 0;

	/* 12.0, as some programs write whole numbers. */
	if (n > 2 && memcmp(folded.s + n - 2, ".0", 2) == 0)
		n -= 2;
	while (i + 1 < n && folded.s[i] == '0')
		i++;
	cell->text = (struct dgpm_str){ folded.s + i, n - i };
	for (; i < n; i++)
		if (folded.s[i] < '0' || folded.s[i] > '9')
			return wrong(f, DGPM_MSG_CONV_12, column, f->sheet.at[column], text);
	return cell->text.n != 0 && cell->text.n <= 18 ? CELL_GOOD
						       : wrong(f, DGPM_MSG_CONV_12, column, f->sheet.at[column], text);
}

static enum cell_state read_year(struct convert_file *f, int column, struct dgpm_str text, struct cell *cell)
{
	const struct profile_column *c = &f->in.p->columns[column];

	if (!dgpm_fiscal_year_parse(&cell->year, f->in.how->eras, text,
				    c->era != NULL ? c->era : f->in.how->era))
		return wrong(f, DGPM_MSG_CONV_09, column, f->sheet.at[column], text);
	cell->text = dgpm_str_of(dgpm_int_format(dgpm_arena_alloc(f->in.scratch, DGPM_INT_BUF), cell->year, 0));
	return CELL_GOOD;
}

static enum cell_state read_mapped(struct convert_file *f, int column, struct dgpm_str text, struct cell *cell)
{
	const struct profile_map *map = f->in.p->columns[column].map;
	const char *code = profile_map_find(map, f->in.scratch, text);

	if (code != NULL)
		cell->text = dgpm_str_of(code);
	else if (map->other == OTHER_KEEP)
		cell->text = text;
	else if (map->other == OTHER_NONE)
		return CELL_NONE;
	else
		return wrong(f, DGPM_MSG_CONV_12, column, f->sheet.at[column], text);
	return CELL_GOOD;
}

static enum cell_state no_organization(struct convert_file *f, int column, struct dgpm_str text)
{
	size_t n = dgpm_organizations_count(f->in.how->organizations);
	const char **names = dgpm_arena_array(f->in.scratch, n, sizeof *names), *near;

	for (size_t i = 0; i < n; i++)
		names[i] = dgpm_organizations_at(f->in.how->organizations, i)->name;
	near = dgpm_text_nearest(text, names, n);
	convert_wrong(f, DGPM_MSG_CONV_11, f->sheet.at[column], f->sheet.headers[column], text,
		      near != NULL ? dgpm_arena_printf(f->in.scratch, _("did you mean '%s'?"), near) : NULL);
	return CELL_BAD;
}

static enum cell_state read_text(struct convert_file *f, int column, const struct dgpm_value *v, struct dgpm_str text,
				 struct cell *cell)
{
	const struct profile_column *c = &f->in.p->columns[column];
	const struct dgpm_organization *o;
	char date[11];

	if (is_none_mark(f, c, text))
		return CELL_NONE;
	if (c->map != NULL)
		return read_mapped(f, column, text, cell);
	cell->text = text;
	switch (c->as) {
	case AS_ORGANIZATION:
		o = dgpm_organizations_find(f->in.how->organizations, text);
		/* 厚　生　労　働　省, spaced to fill its cell. */
		if (o == NULL)
			o = dgpm_organizations_find(f->in.how->organizations, profile_fold(f->in.scratch, text));
		if (o == NULL)
			return no_organization(f, column, text);
		cell->text = dgpm_str_of(o->code);
		return CELL_GOOD;
	case AS_YEAR:
		return read_year(f, column, text, cell);
	case AS_WHOLE:
		return read_whole(f, column, text, cell);
	case AS_DATE:
		if (v != NULL && v->kind == DGPM_VALUE_DATE && text.n >= 10) {
			cell->text.n = 10;
			return CELL_GOOD;
		}
		if (!convert_date(date, f->in.how->eras, f->in.scratch, text))
			return wrong(f, DGPM_MSG_CONV_10, column, f->sheet.at[column], text);
		cell->text = dgpm_str_of(dgpm_arena_strdup(f->in.scratch, date));
		return CELL_GOOD;
	default:
		return CELL_GOOD;
	}
}

/* Years, organizations and mapped texts fold and look up: done once for each text. */
static enum cell_state read_memoized(struct convert_file *f, int column, const struct dgpm_value *v,
				     struct dgpm_str text, struct cell *cell)
{
	const struct profile_column *c = &f->in.p->columns[column];
	bool looked_up = c->as == AS_ORGANIZATION || c->as == AS_YEAR || c->map != NULL;
	struct memo *m = looked_up ? convert_memo_of(f, (size_t)column, text) : NULL;

	if (m == NULL)
		return read_text(f, column, v, text, cell);
	if (!m->hit) {
		enum cell_state state = read_text(f, column, v, text, cell);

		if (state == CELL_BAD || (state == CELL_GOOD && cell->text.n > sizeof m->result))
			return state;
		convert_memo_keep(m, text);
		m->state = (uint8_t)state;
		m->n_result = (uint8_t)(state == CELL_GOOD ? cell->text.n : 0);
		if (m->n_result != 0)
			memcpy(m->result, cell->text.s, m->n_result);
		m->year = cell->year;
	}
	cell->text = (struct dgpm_str){ m->result, m->n_result };
	cell->year = m->year;
	return (enum cell_state)m->state;
}

/* The row that may have had what a blank cell means was left out, and told. */
static enum cell_state nothing_above(struct convert_file *f, int column)
{
	convert_wrong(f, DGPM_MSG_CONV_13, f->sheet.at[column], f->sheet.headers[column], (struct dgpm_str){ "", 0 },
		      dgpm_arena_printf(f->in.scratch, _("%s: blank, and a row above was left out that may have it"),
					f->sheet.headers[column]));
	return CELL_BAD;
}

/* A key that the other table lacks; one that has nothing there has no value. */
static enum cell_state not_in_table(struct convert_file *f, int column)
{
	const struct profile_column *c = &f->in.p->columns[column];
	struct dgpm_str key = convert_raw(f, c->by);

	if (profile_table_find(c->table, profile_fold(f->in.scratch, key)).s != NULL)
		return CELL_NONE;
	convert_wrong(f, DGPM_MSG_CONV_12, f->sheet.at[column], f->sheet.headers[column], key,
		      dgpm_arena_printf(f->in.scratch, _("'%s' has no such key"), c->table->file));
	return CELL_BAD;
}

static enum cell_state read_cell(struct convert_file *f, int column, struct cell *cell)
{
	const struct profile_column *c = &f->in.p->columns[column];
	const struct dgpm_value *v;
	struct dgpm_str text;

	if (f->sheet.at[column] == NOT_THERE)
		return CELL_NONE;
	v = convert_value_at(f, f->sheet.at[column]);
	if (c->as == AS_AMOUNT)
		return read_amount(f, c, f->sheet.at[column], f->sheet.headers[column],
				   (enum dgpm_unit)f->sheet.units[column], &cell->yen);
	text = convert_raw(f, column);
	if (c->as == AS_COLOR)
		return read_memoized(f, column, v, text, cell);
	if (v != NULL && (v->kind == DGPM_VALUE_ERROR || (text.n == 0 && v->uncalculated))) {
		f->sheet.carried[column].lost = true;
		return wrong(f, text.n == 0 ? DGPM_MSG_CONV_28 : error_of(v), column, f->sheet.at[column], text);
	}
	if (c->table != NULL && text.n == 0 && !c->may_lack && convert_raw(f, c->by).n != 0)
		return not_in_table(f, column);
	if (c->fill_down) {
		if (text.n == 0 && f->sheet.carried[column].lost)
			return nothing_above(f, column);
		if (text.n == 0)
			text = f->sheet.carried[column].text;
		else
			convert_carry(f, (size_t)column, text);
	}
	if (text.n == 0)
		return CELL_NONE;
	return read_memoized(f, column, v, text, cell);
}

static void explain(struct convert_file *f, int column, uint32_t physical, const char *header, enum dgpm_unit unit,
		    enum cell_state state, struct dgpm_str result)
{
	static const char *const states[] = { "", N_("no value"), "", N_("not readable") };
	struct dgpm_explained *e =
		DGPM_PUSH(f->in.arena, f->got.explained, f->got.n_explained, f->got.cap_explained);
	const struct profile_column *c = &f->in.p->columns[column];
	const struct dgpm_value *v = convert_value_at(f, physical);
	struct dgpm_str text = c->as == AS_COLOR ? convert_raw(f, column)
			       : v != NULL	 ? v->text
						 : (struct dgpm_str){ NULL, 0 };
	const char *as = profile_as_names[c->as];

	if (c->as != AS_AMOUNT && c->map != NULL)
		as = "map";
	*e = (struct dgpm_explained){
		.source = convert_place_text(&f->in, f->in.arena, convert_place_of(f, physical)),
		.header = header,
		.text = v != NULL ? dgpm_arena_strndup(f->in.arena, text.s != NULL ? text.s : "", text.n) : NULL,
		.as = as,
		.unit = c->as == AS_AMOUNT ? dgpm_unit_name_ja(unit) : NULL,
		.result = state == CELL_GOOD ? dgpm_arena_strndup(f->in.arena, result.s, result.n) : _(states[state]),
	};
}

enum cell_state convert_hit_amount(struct convert_file *f, const struct convert_match *hit, dgpm_yen *out)
{
	enum dgpm_unit unit = (enum dgpm_unit)hit->unit;
	enum cell_state state = read_amount(f, &f->in.p->columns[hit->column], hit->physical, hit->header, unit, out);
	char text[DGPM_INT_BUF] = "";

	if (f->keep.explain_left != 0)
		explain(f, hit->column, hit->physical, hit->header, unit, state,
			dgpm_str_of(state == CELL_GOOD ? dgpm_int_format(text, *out, 0) : text));
	return state;
}

const struct cell *convert_cell_read(struct convert_file *f, int column)
{
	struct cell *cell = &f->row.cells[column];

	cell->state = (uint8_t)read_cell(f, column, cell);
	if (f->keep.explain_left != 0 && f->sheet.at[column] != NOT_THERE)
		explain(f, column, f->sheet.at[column], f->sheet.headers[column],
			(enum dgpm_unit)f->sheet.units[column], (enum cell_state)cell->state,
			convert_cell_text(f, column));
	return cell;
}

/* Few ask for the text of an amount. */
struct dgpm_str convert_cell_text(struct convert_file *f, int column)
{
	struct cell *cell = &f->row.cells[column];

	if (cell->text.s == NULL && cell->state == CELL_GOOD && f->in.p->columns[column].as == AS_AMOUNT)
		cell->text = dgpm_str_of(dgpm_int_format(dgpm_arena_alloc(f->in.scratch, DGPM_INT_BUF), cell->yen, 0));
	return cell->text;
}
