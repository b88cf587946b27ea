/* JSON as a stream of rows: a record a row, with what stands around it in its document; columns are keys. */
#include "convert/context.h"
#include "base/intern.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "doc/json_tree.h"

#include <errno.h>

struct json_rows {
	struct convert_file *f;
	convert_row_fn fn;
	struct dgpm_json_stream stream;
	struct dgpm_arena *document; /* until the next one */
	struct names keys;	     /* paths of keys that were met */
	struct key_columns {
		int *items;
		size_t n;
	} * columns; /* of the profile, a key each */
	size_t cap_columns;
	uint32_t n_rows;
	size_t n_documents;
	const char *head; /* of pointers: in front of the number of a document */
};

/* What a level of a document gives: its keys stand for those of the same name around it. */
struct level {
	struct dgpm_value *cells;
	bool *there;
};

static struct level copy(const struct json_rows *r, const struct level *from)
{
	size_t n = r->f->in.p->n_columns;
	struct level to = { dgpm_arena_array(r->document, n + 1, sizeof *to.cells),
			    dgpm_arena_array(r->document, n, sizeof *to.there) };

	if (from != NULL) {
		memcpy(to.cells, from->cells, n * sizeof *to.cells);
		memcpy(to.there, from->there, n * sizeof *to.there);
	}
	return to;
}

/* A key that is new: which columns have it as their header. */
static void find_columns(struct json_rows *r, uint32_t number, struct dgpm_str key)
{
	const struct dgpm_profile *p = r->f->in.p;
	struct key_columns *c;
	struct dgpm_str folded = profile_fold(r->document, key);
	size_t n = number;

	*DGPM_PUSH(r->f->in.read_arena, r->columns, n, r->cap_columns) = (struct key_columns){ NULL, 0 };
	c = &r->columns[number];
	for (size_t i = 0; i < p->n_columns; i++)
		for (size_t k = 0; k < p->columns[i].n_headers; k++)
			if (p->columns[i].table == NULL && dgpm_str_eq(p->columns[i].headers[k], folded)) {
				c->items = dgpm_arena_grow(r->f->in.read_arena, c->items, c->n, c->n + 1,
							   sizeof *c->items);
				c->items[c->n++] = (int)i;
				/* Later it is read by another thread. */
				if (r->n_rows == 0)
					r->f->sheet.headers[i] = dgpm_arena_strndup(r->f->in.read_arena, key.s, key.n);
				break;
			}
}

static struct dgpm_value cell_of(struct json_rows *r, const struct dgpm_json_value *v)
{
	static const uint8_t kinds[] = { [DGPM_JSON_NULL] = DGPM_VALUE_NONE,
					 [DGPM_JSON_BOOL] = DGPM_VALUE_BOOL,
					 [DGPM_JSON_NUMBER] = DGPM_VALUE_NUMBER,
					 [DGPM_JSON_TEXT] = DGPM_VALUE_TEXT };
	struct dgpm_buf text = { .arena = r->document };

	if (v->kind <= DGPM_JSON_TEXT)
		return (struct dgpm_value){ .kind = kinds[v->kind],
					    .text = v->kind != DGPM_JSON_NULL ? v->text : (struct dgpm_str){ "", 0 } };
	/* A list of scalars is one text; of maps nothing. */
	for (const struct dgpm_json_value *item = v->kind == DGPM_JSON_LIST ? v->items : NULL; item != NULL;
	     item = item->next)
		if (item->kind > DGPM_JSON_NULL && item->kind <= DGPM_JSON_TEXT) {
			dgpm_buf_sep(&text, "、");
			dgpm_buf_str(&text, item->text);
		}
	return (struct dgpm_value){ .kind = text.n != 0 ? DGPM_VALUE_TEXT : DGPM_VALUE_NONE,
				    .text = { dgpm_buf_text(&text), text.n } };
}

/* `own`: of the record itself. Keys of maps within a map are joined by a slash. */
static void fill(struct json_rows *r, struct level *level, const struct dgpm_json_value *map, struct dgpm_str prefix,
		 bool own)
{
	for (const struct dgpm_json_value *v = map->items; v != NULL; v = v->next) {
		struct dgpm_str path = v->key;
		size_t before = r->keys.n;
		uint32_t number;

		if (prefix.n != 0)
			path = dgpm_str_of(dgpm_arena_printf(r->document, "%.*s/%.*s", (int)prefix.n, prefix.s,
							     (int)path.n, path.s));
		if (v->kind == DGPM_JSON_MAP) {
			fill(r, level, v, path, own);
			continue;
		}
		number = names_number(&r->keys, path);
		if (r->keys.n != before)
			find_columns(r, number, path);
		for (size_t i = 0; i < r->columns[number].n; i++) {
			int column = r->columns[number].items[i];

			level->cells[column] = cell_of(r, v);
			level->there[column] = true;
			if (r->n_rows == 0)
				r->f->in.json->own[column] = own;
		}
	}
}

/* The pointer goes behind the cells. */
static void emit(struct json_rows *r, struct level *level, struct dgpm_str pointer)
{
	struct convert_file *f = r->f;
	const struct dgpm_profile *p = f->in.p;
	struct dgpm_book_row row = { .cells = level->cells, .n = (uint32_t)p->n_columns + 1 };

	for (size_t i = 0; i < p->n_columns; i++) {
		if (p->columns[i].table != NULL)
			level->cells[i] = level->cells[p->columns[i].by];
		else if (!level->there[i] && !p->columns[i].optional)
			level->cells[i] = (struct dgpm_value){ .kind = DGPM_VALUE_ERROR,
							       .unreadable = (uint16_t)DGPM_MSG_CONV_41,
							       .text = DGPM_STR("-") };
	}
	level->cells[p->n_columns] = (struct dgpm_value){ .kind = DGPM_VALUE_TEXT, .text = pointer };
	row.row = ++r->n_rows;
	if (f->keep.batches != NULL)
		convert_batches_add(f->keep.batches, &row);
	else
		r->fn(f, &row);
}

static void walk(struct json_rows *r, const struct dgpm_json_value *node, size_t step, struct level *level,
		 struct dgpm_str pointer)
{
	const struct profile_json *how = &r->f->in.p->json;
	const struct dgpm_json_value *child;
	uint32_t number = 0;

	if (step == how->n_records) {
		emit(r, level, pointer);
		return;
	}
	child = dgpm_json_get(node, how->records[step]);
	if (child == NULL || (child->kind != DGPM_JSON_LIST && child->kind != DGPM_JSON_MAP))
		return;
	pointer = dgpm_str_of(dgpm_arena_printf(r->document, "%.*s/%.*s", (int)pointer.n, pointer.s,
						(int)how->records[step].n, how->records[step].s));
	for (const struct dgpm_json_value *v = child->kind == DGPM_JSON_MAP ? child : child->items; v != NULL;
	     v = v->next) {
		struct level own;

		if (v->kind == DGPM_JSON_MAP) {
			own = copy(r, level);
			fill(r, &own, v, (struct dgpm_str){ "", 0 }, step + 1 == how->n_records);
			walk(r, v, step + 1, &own,
			     child->kind == DGPM_JSON_MAP
				     ? pointer
				     : dgpm_str_of(dgpm_arena_printf(r->document, "%.*s/%u", (int)pointer.n, pointer.s,
								     number)));
		}
		number++;
		if (child->kind == DGPM_JSON_MAP)
			break;
	}
}

static void take_document(struct json_rows *r, const struct dgpm_json_value *document, bool alone)
{
	struct level level = copy(r, NULL);
	struct dgpm_str pointer = { "", 0 };

	if (!alone)
		pointer = dgpm_str_of(dgpm_arena_printf(r->document, "%s/%zu", r->head, r->n_documents));
	else
		pointer = dgpm_str_of(r->head);
	r->n_documents++;
	if (document->kind != DGPM_JSON_MAP)
		return;
	fill(r, &level, document, (struct dgpm_str){ "", 0 }, r->f->in.p->json.n_records == 0);
	walk(r, document, 0, &level, pointer);
}

/* One document, or a list of them. */
static bool take_documents(struct json_rows *r)
{
	struct dgpm_json_stream *s = &r->stream;
	const struct dgpm_json_value *v;
	bool list = dgpm_json_peek(s) == '[';

	if (list)
		(void)dgpm_json_take(s, '[');
	if (list && dgpm_json_take(s, ']'))
		return true;
	do {
		dgpm_arena_reset(r->document);
		v = dgpm_json_read(s, r->document);
		if (v == NULL)
			return false;
		/* One document is the file; of several, one behind the other, each has its number. */
		take_document(r, v,
			      !list && (r->f->in.p->json.n_documents != 0 ||
					(r->n_documents == 0 && dgpm_json_peek(s) == EOF)));
	} while (list && dgpm_json_take(s, ','));
	if (!list || dgpm_json_take(s, ']'))
		return true;
	dgpm_json_fault(s, _("a comma or a closing bracket is missing"));
	return false;
}

/* Down to where the documents are; what stands beside the way is passed over. */
static bool descend(struct json_rows *r, size_t step)
{
	const struct profile_json *how = &r->f->in.p->json;
	struct dgpm_json_stream *s = &r->stream;
	struct dgpm_str key;

	if (step == how->n_documents)
		return take_documents(r);
	if (!dgpm_json_take(s, '{')) {
		dgpm_json_fault(s, _("a map is missing here, by 'documents' of the profile"));
		return false;
	}
	if (dgpm_json_take(s, '}'))
		return true;
	do {
		dgpm_arena_reset(r->document);
		if (!dgpm_json_key(s, r->document, &key))
			return false;
		if (dgpm_str_eq(key, how->documents[step]) ? !descend(r, step + 1)
							   : dgpm_json_read(s, r->document) == NULL)
			return false;
	} while (dgpm_json_take(s, ','));
	if (dgpm_json_take(s, '}'))
		return true;
	dgpm_json_fault(s, _("a comma or a closing bracket is missing"));
	return false;
}

static void read_all(struct json_rows *r)
{
	struct dgpm_json_stream *s = &r->stream;
	const struct profile_json *how = &r->f->in.p->json;
	struct dgpm_buf head = { .arena = r->f->in.read_arena };
	bool lines = false;

	for (size_t i = 0; i < how->n_documents; i++)
		dgpm_buf_addf(&head, "/%.*s", (int)how->documents[i].n, how->documents[i].s);
	r->head = dgpm_buf_text(&head);
	/* One document a line, or one behind the other: they are numbered as those of a list. */
	while (descend(r, 0) && dgpm_json_peek(s) != EOF) {
		if (how->n_documents != 0 || (dgpm_json_peek(s) != '{' && !lines)) {
			dgpm_json_fault(s, _("more text behind the end"));
			break;
		}
		lines = true;
	}
	if (s->fault == NULL && ferror(s->file))
		dgpm_json_fault(s, strerror(errno));
}

static void begin_columns(struct convert_file *f)
{
	const struct dgpm_profile *p = f->in.p;

	convert_sheet_begin(&f->sheet, &f->in, 0);
	f->sheet.has_header = true;
	f->sheet.width = (uint32_t)p->n_columns;
	f->in.json->headers = f->sheet.headers;
	for (size_t i = 0; i < p->n_columns; i++) {
		f->sheet.at[i] = (uint32_t)i;
		f->sheet.headers[i] = p->columns[i].shown;
		f->sheet.units[i] = p->columns[i].unit;
	}
}

void convert_json_read(struct convert_file *f, FILE *file, convert_row_fn fn)
{
	struct json_rows r = { .f = f, .fn = fn, .document = dgpm_arena_like(f->in.read_arena) };
	struct dgpm_json_stream *s = &r.stream;

	r.keys.arena = f->in.read_arena;
	begin_columns(f);
	dgpm_json_begin(s, f->in.read_arena, file);
	read_all(&r);
	if (f->keep.batches != NULL)
		convert_batches_flush(f->keep.batches);
	if (s->halves != 0)
		dgpm_diag_addf(f->in.diags, DGPM_MSG_YAML_12,
			       (struct dgpm_loc){ f->in.path, s->half_line, s->half_column }, NULL,
			       P_("%zu in the file", "%zu in the file", s->halves), s->halves);
	if (s->fault != NULL) {
		dgpm_diag_addf(f->in.diags, DGPM_MSG_CONV_40,
			       (struct dgpm_loc){ f->in.path, s->fault_line, s->fault_column }, NULL, "%s", s->fault);
		*DGPM_PUSH(f->in.arena, f->got.rejects, f->got.n_rejects, f->got.cap_rejects) =
			(struct dgpm_reject){ .source = dgpm_arena_printf(f->in.arena, "%s!%u", f->in.path,
									  s->fault_line),
					      .rule = dgpm_msg_info(DGPM_MSG_CONV_40)->id,
					      .reason = s->fault };
		f->got.failed = f->got.cut = true;
	} else if (r.n_rows == 0) {
		dgpm_diag_addf(f->in.diags, DGPM_MSG_CONV_40, (struct dgpm_loc){ .path = f->in.path }, NULL, "%s",
			       _("no record where the profile looks for them"));
		f->got.failed = true;
	}
	dgpm_arena_free(r.document);
}
