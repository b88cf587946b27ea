/* Making one value of a row: constants, cells, headers, accounts. */
#include "convert/context.h"
#include "base/text.h"
#include "base/i18n.h"

static bool holds(struct convert_file *f, const struct cond *c, struct dgpm_str text)
{
	struct dgpm_str folded = dgpm_text_fold(f->in.scratch, text);

	if (c->op == COND_MATCHES)
		return pcre2_match(c->pattern, (PCRE2_SPTR)folded.s, folded.n, 0, 0, f->in.match, NULL) > 0;
	for (size_t i = 0; i < c->n; i++)
		if (dgpm_str_eq(folded, c->texts[i]))
			return c->op == COND_IS;
	return c->op != COND_IS;
}

bool convert_cond(struct convert_file *f, const struct cond *c)
{
	struct dgpm_str text =
		f->sheet.at[c->column] != NOT_THERE ? convert_raw(f, c->column) : (struct dgpm_str){ "", 0 };
	struct memo *m;

	if (c->op == COND_FILLED || c->op == COND_BLANK)
		return (text.n != 0) == (c->op == COND_FILLED);
	m = convert_memo_of(f, f->in.p->n_columns + c->number, text);
	if (m == NULL)
		return holds(f, c, text);
	if (!m->hit) {
		m->state = holds(f, c, text);
		convert_memo_keep(m, text);
	}
	return m->state != 0;
}

/* By the map of the place where a value is used; the text itself where it says `keep`. */
static enum cell_state mapped(struct convert_file *f, const struct profile_map *map, uint32_t at, const char *header,
			      struct dgpm_str text, struct dgpm_str *out)
{
	const char *code = profile_map_find(map, f->in.scratch, text);

	if (code != NULL) {
		*out = dgpm_str_of(code);
	} else if (map->other == OTHER_NONE) {
		*out = (struct dgpm_str){ "", 0 };
		return CELL_NONE;
	} else if (map->other == OTHER_REJECT) {
		convert_wrong(f, DGPM_MSG_CONV_12, at, header, text, NULL);
		return CELL_BAD;
	}
	return CELL_GOOD;
}

static enum cell_state of_group(struct convert_file *f, const struct spec *spec, const struct convert_match *hit,
				struct dgpm_str *out)
{
	for (size_t i = 0; i < hit->n_groups; i++) {
		struct dgpm_str text = hit->groups[i].text;
		int year;

		if (strcmp(hit->groups[i].name, spec->text) != 0)
			continue;
		*out = text;
		if (spec->as == AS_YEAR) {
			if (!dgpm_fiscal_year_parse(&year, f->in.how->eras, text, f->in.how->era)) {
				convert_wrong(f, DGPM_MSG_CONV_09, hit->physical, hit->header, text, NULL);
				return CELL_BAD;
			}
			*out = dgpm_str_of(dgpm_arena_printf(f->in.arena, "%d", year));
		}
		return spec->map != NULL ? mapped(f, spec->map, hit->physical, hit->header, text, out) : CELL_GOOD;
	}
	return CELL_NONE;
}

static enum cell_state of_column(struct convert_file *f, const struct spec *spec, struct dgpm_str *out)
{
	const struct cell *cell = convert_cell(f, spec->column);

	if (cell->state != CELL_GOOD)
		return (enum cell_state)cell->state;
	*out = convert_cell_text(f, spec->column);
	if (spec->plus != 0)
		*out = dgpm_str_of(dgpm_arena_printf(f->in.scratch, "%d", cell->year + spec->plus));
	return spec->map != NULL ? mapped(f, spec->map, f->sheet.at[spec->column], f->sheet.headers[spec->column],
					  convert_cell_text(f, spec->column), out) :
				   CELL_GOOD;
}

static enum cell_state of_template(struct convert_file *f, const struct spec *spec, struct dgpm_str *out)
{
	struct dgpm_str *parts;
	size_t n = 0;
	bool any = false;

	if (spec->with >= 0) {
		const struct cell *cell = convert_cell(f, spec->with);

		if (cell->state == CELL_BAD)
			return CELL_BAD;
		if (cell->state == CELL_NONE || dgpm_str_is(convert_cell_text(f, spec->with), "0"))
			return CELL_NONE;
	}
	parts = dgpm_arena_array(f->in.scratch, spec->n * 3, sizeof *parts);
	for (size_t i = 0; i < spec->n; i++) {
		const struct piece *piece = &spec->pieces[i];

		if (piece->column < 0) {
			parts[n++] = piece->text;
			any |= piece->text.n != 0;
			continue;
		}
		if (convert_cell(f, piece->column)->state == CELL_BAD)
			return CELL_BAD;
		if (convert_cell(f, piece->column)->state != CELL_GOOD)
			continue;
		/* A separator with nothing in front of it is none; a bracket that is closed behind stays. */
		if (any || piece->behind.n != 0)
			parts[n++] = piece->text;
		parts[n++] = convert_cell_text(f, piece->column);
		parts[n++] = piece->behind;
		any = true;
	}
	*out = convert_join(&f->in, parts, n);
	return out->n != 0 ? CELL_GOOD : CELL_NONE;
}

static enum cell_state make_value(struct convert_file *f, const struct spec *spec, struct convert_match *hit,
				  struct dgpm_str *out)
{
	switch (spec->kind) {
	case SPEC_COLUMN:
		return of_column(f, spec, out);
	case SPEC_GROUP:
		return of_group(f, spec, hit, out);
	case SPEC_TEMPLATE:
		return of_template(f, spec, out);
	default:
		return convert_account(f, spec, out);
	}
}

/* Figures of a row share most of their values, those of a column what its header says: made once, save what is bad. */
static enum cell_state made_value(struct convert_file *f, struct convert_values *made, const struct spec *spec,
				  struct convert_match *hit,
				  struct dgpm_str *out)
{
	enum cell_state state;

	for (size_t i = 0; i < made->n; i++)
		if (made->items[i].spec == spec) {
			*out = made->items[i].text;
			return made->items[i].state;
		}
	state = make_value(f, spec, hit, out);
	if (state != CELL_BAD && made->n < MADE)
		made->items[made->n++] = (struct convert_made){ spec, state, *out };
	return state;
}

enum cell_state convert_value(struct convert_file *f, const struct spec *spec, struct convert_match *hit,
			      struct dgpm_str *out)
{
	enum cell_state state = CELL_NONE;

	if (spec == NULL)
		return CELL_NONE;
	switch (spec->kind) {
	case SPEC_TEXT:
		*out = (struct dgpm_str){ spec->text, spec->n };
		return CELL_GOOD;
	case SPEC_COLUMN:
		if (spec->map == NULL && spec->plus == 0)
			return of_column(f, spec, out);
		return made_value(f, &f->row.made, spec, hit, out);
	case SPEC_GROUP:
		return hit != NULL ? made_value(f, &hit->made, spec, hit, out) : CELL_NONE;
	case SPEC_TEMPLATE:
	case SPEC_ACCOUNT:
		return made_value(f, &f->row.made, spec, hit, out);
	case SPEC_FIRST:
		for (size_t i = 0; i < spec->n && state == CELL_NONE; i++)
			state = convert_value(f, &spec->items[i], hit, out);
		return state;
	case SPEC_ID:
		*out = f->row.id.text;
		return f->row.id.state != CELL_UNREAD ? (enum cell_state)f->row.id.state : CELL_NONE;
	case SPEC_PLACE:
		*out = dgpm_str_of(convert_place_text(&f->in, f->in.scratch, convert_place_of(f, NOT_THERE)));
		return CELL_GOOD;
	case SPEC_FILE:
		*out = dgpm_str_of(strrchr(f->in.path, '/') != NULL ? strrchr(f->in.path, '/') + 1 : f->in.path);
		return CELL_GOOD;
	default:
		return CELL_NONE;
	}
}
