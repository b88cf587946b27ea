/* xlsx: the workbook and its sheets in order (ISO/IEC 29500-1, 18; 29500-2 for relationships). */
#include "book/xlsx.h"
#include "book/readers.h"
#include "base/i18n.h"
#include "base/list.h"

struct relations_read {
	struct xlsx_relations *out;
	const char *dir; /* of the part, with its slash */
	struct dgpm_arena *arena;
};

/* "../media/a" seen from "xl/worksheets/": "xl/media/a". */
static const char *resolve(struct dgpm_arena *a, const char *dir, const char *target)
{
	char *path = dgpm_arena_printf(a, "%s%s", *target == '/' ? "" : dir, *target == '/' ? target + 1 : target);
	char *to = path;

	for (const char *from = path; *from != '\0';) {
		size_t n = strcspn(from, "/");

		if (n == 2 && memcmp(from, "..", 2) == 0) {
			if (to > path)
				to--;
			while (to > path && to[-1] != '/')
				to--;
		} else if (!(n == 1 && *from == '.') && n != 0) {
			memmove(to, from, n);
			to += n;
			if (from[n] == '/')
				*to++ = '/';
		}
		from += n + (from[n] == '/');
	}
	*to = '\0';
	return path;
}

static bool same_id(const void *ctx, uint32_t number, const void *key)
{
	const struct xlsx_relations *r = ctx;

	return strcmp(r->items[number].id, key) == 0;
}

static void start_relation(struct book_xml *x, const char *name, const char **attributes)
{
	struct relations_read *r = x->ctx;
	const char *id = book_attribute(attributes, "Id"), *type = book_attribute(attributes, "Type");
	const char *target = book_attribute(attributes, "Target"), *mode = book_attribute(attributes, "TargetMode");
	struct xlsx_relations *out = r->out;

	if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL ||
	    (mode != NULL && strcmp(mode, "External") == 0))
		return;
	type = strrchr(type, '/') != NULL ? strrchr(type, '/') + 1 : type;
	(void)dgpm_map_put(&out->ids, dgpm_hash(dgpm_str_of(id)), same_id, out, id, (uint32_t)out->n);
	*DGPM_PUSH(r->arena, out->items, out->n, out->cap) =
		(struct xlsx_relation){ .id = dgpm_arena_strdup(r->arena, id),
					.type = dgpm_arena_strdup(r->arena, type),
					.target = resolve(r->arena, r->dir, target) };
}

static void end_nothing(struct book_xml *x, const char *name)
{
	(void)x;
	(void)name;
}

int xlsx_relations(struct xlsx_relations *out, struct dgpm_book *book, struct dgpm_diags *diags, const char *part)
{
	const char *slash = strrchr(part, '/'), *base = slash != NULL ? slash + 1 : part;
	struct relations_read r = { .out = out, .arena = book->arena };
	struct book_xml x = { .start = start_relation, .end = end_nothing, .ctx = &r };

	*out = (struct xlsx_relations){ .ids.arena = book->arena };
	r.dir = dgpm_arena_strndup(book->arena, part, (size_t)(base - part));
	x.entry = dgpm_arena_printf(book->arena, "%s_rels/%s.rels", r.dir, base);
	x.book = book;
	x.diags = diags;
	return book_xml_read(&x);
}

struct workbook_read {
	struct xlsx *xlsx;
	const struct xlsx_relations *relations;
};

static const struct xlsx_relation *by_id(const struct xlsx_relations *r, const char *id)
{
	uint32_t i = dgpm_map_get(&r->ids, dgpm_hash(dgpm_str_of(id)), same_id, r, id);

	return i != DGPM_MAP_NONE ? &r->items[i] : NULL;
}

static void start_workbook(struct book_xml *x, const char *name, const char **attributes)
{
	struct workbook_read *r = x->ctx;
	const char *sheet = book_attribute(attributes, "name"), *id = book_attribute(attributes, "id");
	const char *state = book_attribute(attributes, "state");
	const struct xlsx_relation *relation;
	struct xlsx *xlsx = r->xlsx;

	if (strcmp(name, "workbookPr") == 0)
		xlsx->from_1904 = book_is_true(book_attribute(attributes, "date1904"));
	if (strcmp(name, "sheet") != 0 || sheet == NULL || id == NULL)
		return;
	relation = by_id(r->relations, id);
	/* Charts and old macro sheets have no cells. */
	if (relation == NULL || strcmp(relation->type, "worksheet") != 0)
		return;
	DGPM_ROOM(x->book->arena, xlsx->parts, x->book->n_sheets, xlsx->cap_parts, 1);
	xlsx->parts[x->book->n_sheets] = relation->target;
	if (book_add_sheet(x->book, x->diags, sheet, state != NULL && strcmp(state, "visible") != 0) != 0)
		book_xml_stop(x, true);
}

static const char *by_type(const struct xlsx_relations *r, const char *type)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->items[i].type, type) == 0)
			return r->items[i].target;
	return NULL;
}

/* Drawings hang on a sheet by relationships; comments have a drawing too, of another type. */
static int find_objects(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet)
{
	static const char *const types[] = { "drawing", "oleObject", "control", "image" };
	const struct xlsx *xlsx = book->own;
	const char *part = xlsx->parts[sheet], *slash = strrchr(part, '/');
	struct xlsx_relations relations;

	if (slash == NULL || !book_zip_has(book, dgpm_arena_printf(book->arena, "%.*s/_rels/%s.rels",
								   (int)(slash - part), part, slash + 1)))
		return 0;
	if (xlsx_relations(&relations, book, diags, part) != 0)
		return -1;
	for (size_t i = 0; i < DGPM_COUNT(types); i++)
		book->sheets[sheet].objects |= by_type(&relations, types[i]) != NULL;
	return 0;
}

static int open_xlsx(struct dgpm_book *book, struct dgpm_diags *diags)
{
	struct xlsx *xlsx = dgpm_arena_array(book->arena, 1, sizeof *xlsx);
	struct xlsx_relations relations;
	struct workbook_read r = { .xlsx = xlsx, .relations = &relations };
	struct book_xml x = { .start = start_workbook, .end = end_nothing, .ctx = &r, .book = book, .diags = diags };

	book->own = xlsx;
	if (xlsx_relations(&relations, book, diags, "") != 0)
		return -1;
	x.entry = by_type(&relations, "officeDocument");
	if (x.entry == NULL) {
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_01, book_loc(book, 0, 0), NULL, "%s",
			       _("a zip archive without a spreadsheet"));
		return -1;
	}
	if (xlsx_relations(&relations, book, diags, x.entry) != 0 || book_xml_read(&x) != 0)
		return -1;
	xlsx->strings = by_type(&relations, "sharedStrings");
	xlsx->styles = by_type(&relations, "styles");
	for (size_t i = 0; i < book->n_sheets; i++)
		if (xlsx_read_merged(book, diags, i) != 0 || find_objects(book, diags, i) != 0)
			return -1;
	if (book->n_sheets == 0) {
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_01, book_loc(book, 0, 0), NULL, "%s",
			       _("a workbook without a sheet"));
		return -1;
	}
	return 0;
}

static int read_xlsx(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, dgpm_book_row_fn fn, void *ctx)
{
	if (xlsx_read_styles(book, diags) != 0 || xlsx_read_strings(book, diags) != 0)
		return -1;
	return xlsx_read_sheet(book, diags, sheet, fn, ctx);
}

static void close_xlsx(struct dgpm_book *book)
{
	struct xlsx *xlsx = book->own;

	if (xlsx != NULL)
		dgpm_arena_free(xlsx->texts);
}

const struct book_reader book_xlsx = { open_xlsx, read_xlsx, close_xlsx };
