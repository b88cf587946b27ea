/* Places of cells, and what stands in the row at hand as it stands there. */
#include "convert/context.h"
#include "print/json.h"

struct convert_place convert_place_at(size_t sheet, const struct dgpm_book_row *row, uint32_t physical)
{
	return (struct convert_place){ .row = row->row,
				       .line = row->line,
				       .sheet = (uint16_t)sheet,
				       .column = (uint16_t)(physical != NOT_THERE ? physical + 1 : 0) };
}

/* file.json!/3/予算/2/執行額: a JSON pointer (RFC 6901). What stands around a record is told by the record's. */
static const char *json_place(const struct convert_input *in, struct dgpm_arena *arena, struct convert_place at)
{
	const char *pointer = at.row - 1 < in->json->n ? in->json->at[at.row - 1] : "";

	if (at.column == 0 || at.column > in->p->n_columns || !in->json->own[at.column - 1])
		return dgpm_arena_printf(arena, "%s!%s", in->path, *pointer != '\0' ? pointer : "/");
	return dgpm_arena_printf(arena, "%s!%s/%s", in->path, pointer, in->json->headers[at.column - 1]);
}

const char *convert_place_text(const struct convert_input *in, struct dgpm_arena *arena, struct convert_place at)
{
	if (at.line != 0)
		return dgpm_arena_printf(arena, "%s!%u", in->path, (unsigned)at.line);
	if (in->json != NULL)
		return json_place(in, arena, at);
	return dgpm_book_place(in->book, arena, at.sheet, at.row, at.line, at.column != 0 ? at.column : 1);
}

/* Of CSV the line, as everywhere; of a spreadsheet the cell is the path's last part. */
struct dgpm_loc convert_loc(const struct convert_input *in, struct convert_place at)
{
	if (at.line != 0)
		return (struct dgpm_loc){ in->path, at.line, 0 };
	return (struct dgpm_loc){ .path = convert_place_text(in, in->scratch, at) };
}

/* Whether a text may begin or end with a space, ASCII or U+3000. */
static bool may_be_padded(struct dgpm_str s)
{
	unsigned char first = (unsigned char)s.s[0], last = (unsigned char)s.s[s.n - 1];

	return first <= ' ' || first == 0xe3 || last <= ' ' || last == 0x80;
}

struct dgpm_str convert_trimmed(struct dgpm_str s)
{
	static const char ideographic[] = "\u3000";

	if (s.n != 0 && !may_be_padded(s))
		return s;

	for (;;) {
		if (s.n != 0 && (s.s[0] == ' ' || (s.s[0] >= '\t' && s.s[0] <= '\r'))) {
			s.s++;
			s.n--;
		} else if (s.n != 0 && (s.s[s.n - 1] == ' ' || (s.s[s.n - 1] >= '\t' && s.s[s.n - 1] <= '\r'))) {
			s.n--;
		} else if (s.n >= 3 && memcmp(s.s, ideographic, 3) == 0) {
			s.s += 3;
			s.n -= 3;
		} else if (s.n >= 3 && memcmp(s.s + s.n - 3, ideographic, 3) == 0) {
			s.n -= 3;
		} else {
			return s;
		}
	}
}

struct dgpm_str convert_raw(const struct convert_file *f, int column)
{
	const struct profile_column *c = &f->in.p->columns[column];
	const struct dgpm_value *v = convert_value_at(f, f->sheet.at[column]);
	struct dgpm_str text;

	if (c->as == AS_COLOR) {
		char *color = dgpm_arena_alloc(f->in.scratch, DGPM_COLOR_ROOM);

		return dgpm_color_text(color, v != NULL ? v->color : 0);
	}
	if (c->table != NULL) {
		text = profile_table_find(c->table, profile_fold(f->in.scratch, convert_raw(f, c->by)));
		return text.s != NULL ? convert_trimmed(text) : (struct dgpm_str){ "", 0 };
	}
	return v != NULL && v->kind != DGPM_VALUE_NONE ? convert_trimmed(v->text) : (struct dgpm_str){ "", 0 };
}

struct dgpm_str convert_join(const struct convert_input *in, const struct dgpm_str *parts, size_t n)
{
	size_t sum = 0, to = 0;
	char *text;

	for (size_t i = 0; i < n; i++)
		sum += parts[i].n;
	text = dgpm_arena_alloc(in->scratch, sum + 1);
	for (size_t i = 0; i < n; to += parts[i++].n)
		if (parts[i].n != 0)
			memcpy(text + to, parts[i].s, parts[i].n);
	text[sum] = '\0';
	return (struct dgpm_str){ text, sum };
}

/* All cells, as a JSON list: nothing of the row is lost. */
const char *convert_row_json(struct convert_file *f)
{
	size_t room = 3;
	char *text, *p;

	if (f->row.json != NULL)
		return f->row.json;
	for (uint32_t i = 0; i < f->row.src->n; i++)
		room += JSON_ROOM(f->row.src->cells[i].text.n) + 1;
	text = p = dgpm_arena_alloc(f->in.scratch, room);
	*p++ = '[';
	for (uint32_t i = 0; i < f->row.src->n; i++) {
		if (i != 0)
			*p++ = ',';
		p = json_put(p, f->row.src->cells[i].text);
	}
	*p++ = ']';
	return f->row.json = dgpm_arena_strndup(f->in.arena, text, (size_t)(p - text));
}
