/* xlsx: the tables cells point into, number formats and shared texts; merged ranges. */
#include "book/color.h"
#include "book/xlsx.h"
#include "book/rows.h"
#include "base/i18n.h"
#include "base/list.h"
#include "base/map.h"

#include <stdlib.h>

#define MAX_STYLES 65536u

struct styles_read {
	struct xlsx *xlsx;
	struct dgpm_arena *arena;
	bool in_cells; /* within cellXfs: the formats that cells name */
	bool in_fills;
	uint32_t *fills; /* their colours */
	size_t n_fills, cap_fills, cap_colors;
	struct own_format {
		unsigned id;
		enum book_format format;
	} *own;
	size_t n_own, cap_own, cap_formats;
	struct dgpm_map by_id; /* of `own` */
};

static bool same_id(const void *ctx, uint32_t number, const void *key)
{
	const struct styles_read *r = ctx;

	return r->own[number].id == *(const unsigned *)key;
}

static enum book_format format_of(const struct styles_read *r, unsigned id)
{
	uint32_t i = dgpm_map_get(&r->by_id, dgpm_hash_mix(id), same_id, r, &id);

	return i != DGPM_MAP_NONE ? r->own[i].format : book_format_builtin(id);
}

/* Of a fill what is seen: the foreground of a pattern that covers the cell. */
static uint32_t color_of(const char **attributes)
{
	const char *rgb = book_attribute(attributes, "rgb"), *theme = book_attribute(attributes, "theme");
	const char *tint = book_attribute(attributes, "tint"), *indexed = book_attribute(attributes, "indexed");
	double by = tint != NULL ? strtod(tint, NULL) * 100 : 0;

	if (rgb != NULL)
		return book_color_rgb(rgb);
	if (theme != NULL)
		return book_color_theme((unsigned)strtoul(theme, NULL, 10),
					by >= -100 && by <= 100 ? (int)(by + (by < 0 ? -0.5 : 0.5)) : 0);
	return indexed != NULL ? book_color_indexed((unsigned)strtoul(indexed, NULL, 10)) : 0;
}

/* "fill", then within it "patternFill" and "fgColor". */
static void start_fill(struct styles_read *r, const char *name, const char **attributes)
{
	const char *pattern = book_attribute(attributes, "patternType");

	if (strcmp(name, "fill") == 0 && r->n_fills < MAX_STYLES)
		*DGPM_PUSH(r->arena, r->fills, r->n_fills, r->cap_fills) = 0;
	else if (strcmp(name, "patternFill") == 0 && r->n_fills != 0)
		r->fills[r->n_fills - 1] = pattern != NULL && strcmp(pattern, "solid") == 0;
	else if (strcmp(name, "fgColor") == 0 && r->n_fills != 0 && r->fills[r->n_fills - 1] == 1)
		r->fills[r->n_fills - 1] = color_of(attributes);
}

static void start_style(struct book_xml *x, const char *name, const char **attributes)
{
	struct styles_read *r = x->ctx;
	struct xlsx *xlsx = r->xlsx;
	const char *id = book_attribute(attributes, "numFmtId"), *code = book_attribute(attributes, "formatCode");

	if (r->in_fills)
		start_fill(r, name, attributes);
	if (strcmp(name, "cellXfs") == 0) {
		r->in_cells = true;
	} else if (strcmp(name, "fills") == 0) {
		r->in_fills = true;
	} else if (strcmp(name, "numFmt") == 0 && id != NULL && code != NULL && r->n_own < MAX_STYLES) {
		unsigned number = (unsigned)strtoul(id, NULL, 10);

		(void)dgpm_map_put(&r->by_id, dgpm_hash_mix(number), same_id, r, &number, (uint32_t)r->n_own);
		*DGPM_PUSH(r->arena, r->own, r->n_own, r->cap_own) = (struct own_format){ number,
							  book_format_of(dgpm_str_of(code)) };
	} else if (strcmp(name, "xf") == 0 && r->in_cells && xlsx->n_formats < MAX_STYLES) {
		const char *fill = book_attribute(attributes, "fillId");
		size_t number = fill != NULL ? strtoul(fill, NULL, 10) : 0;
		uint32_t n = xlsx->n_formats;

		/* 1: a pattern that says no colour. */
		*DGPM_PUSH(r->arena, xlsx->colors, n, r->cap_colors) =
			number < r->n_fills && r->fills[number] != 1 ? r->fills[number] : 0;
		*DGPM_PUSH(r->arena, xlsx->formats, xlsx->n_formats, r->cap_formats) =
			id != NULL ? format_of(r, (unsigned)strtoul(id, NULL, 10)) : BOOK_AS_NUMBER;
	}
}

static void end_style(struct book_xml *x, const char *name)
{
	struct styles_read *r = x->ctx;

	if (strcmp(name, "cellXfs") == 0)
		r->in_cells = false;
	else if (strcmp(name, "fills") == 0)
		r->in_fills = false;
}

int xlsx_read_styles(struct dgpm_book *book, struct dgpm_diags *diags)
{
	struct xlsx *xlsx = book->own;
	struct styles_read r = { .xlsx = xlsx, .arena = book->arena, .by_id.arena = book->arena };
	struct book_xml x = { .start = start_style, .end = end_style, .ctx = &r, .book = book, .diags = diags,
			      .entry = xlsx->styles };

	if (xlsx->styles_read || xlsx->styles == NULL)
		return 0;
	xlsx->styles_read = true;
	return book_xml_read(&x);
}

struct strings_read {
	struct xlsx *xlsx;
	struct dgpm_arena *scratch;
	bool in_t, preserve;
	unsigned phonetic; /* depth within rPh: furigana */
	char *text;
	size_t n, cap, begin, sum;
};

static void start_string(struct book_xml *x, const char *name, const char **attributes)
{
	struct strings_read *r = x->ctx;

	if (strcmp(name, "t") == 0) {
		const char *space = book_attribute(attributes, "space");

		r->in_t = r->phonetic == 0;
		r->preserve = space != NULL && strcmp(space, "preserve") == 0;
		r->begin = r->n;
	} else if (strcmp(name, "si") == 0) {
		r->n = 0;
	} else if (strcmp(name, "rPh") == 0) {
		r->phonetic++;
	}
}

static void text_string(struct book_xml *x, const char *s, size_t n)
{
	struct strings_read *r = x->ctx;

	if (!r->in_t || x->done)
		return;
	if (r->n + n > BOOK_MAX_ROW) {
		dgpm_diag_addf(x->diags, DGPM_MSG_BOOK_16, book_loc(x->book, 0, 0), x->entry,
			       _("%s, line %lu: a text of more than %zu MiB"), x->entry,
			       XML_GetCurrentLineNumber(x->parser), BOOK_MAX_ROW >> 20);
		book_xml_stop(x, true);
		return;
	}
	DGPM_ROOM(r->scratch, r->text, r->n, r->cap, n);
	memcpy(r->text + r->n, s, n);
	r->n += n;
}

/* Texts stay in memory as long as the book is open: of a small file no more than it can well hold. */
static size_t xlsx_texts_limit(const struct dgpm_book *book)
{
	size_t most = book->size > XLSX_TEXTS_LIMIT / XLSX_TEXTS_RATIO ? XLSX_TEXTS_LIMIT :
									  book->size * XLSX_TEXTS_RATIO;

	return most > XLSX_TEXTS_ALWAYS ? most : XLSX_TEXTS_ALWAYS;
}

static void add_text(struct book_xml *x, struct strings_read *r)
{
	struct xlsx *xlsx = r->xlsx;
	uint32_t i = xlsx->n_texts;

	r->n = r->n != 0 ? xlsx_unescape(r->text, r->n) : 0;
	r->sum += r->n + sizeof(struct dgpm_str);
	if (r->sum > xlsx_texts_limit(x->book) || i == XLSX_SEGMENT * XLSX_SEGMENTS) {
		dgpm_diag_addf(x->diags, DGPM_MSG_BOOK_05, book_loc(x->book, 0, 0), x->entry,
			       _("%s holds more than %zu MiB of texts"), x->entry, xlsx_texts_limit(x->book) >> 20);
		book_xml_stop(x, true);
		return;
	}
	if (i % XLSX_SEGMENT == 0)
		xlsx->segments[i / XLSX_SEGMENT] =
			dgpm_arena_array(xlsx->texts, XLSX_SEGMENT, sizeof(struct dgpm_str));
	xlsx->segments[i / XLSX_SEGMENT][i % XLSX_SEGMENT] =
		(struct dgpm_str){ dgpm_arena_strndup(xlsx->texts, r->text, r->n), r->n };
	xlsx->n_texts++;
}

static void end_string(struct book_xml *x, const char *name)
{
	struct strings_read *r = x->ctx;

	if (strcmp(name, "t") == 0) {
		if (r->in_t && !r->preserve && r->n != r->begin)
			r->n = r->begin + xlsx_trim(r->text + r->begin, r->n - r->begin);
		r->in_t = false;
	} else if (strcmp(name, "rPh") == 0) {
		r->phonetic--;
	} else if (strcmp(name, "si") == 0 && !x->done) {
		add_text(x, r);
	}
}

int xlsx_read_strings(struct dgpm_book *book, struct dgpm_diags *diags)
{
	struct xlsx *xlsx = book->own;
	struct strings_read r = { .xlsx = xlsx };
	struct book_xml x = { .start = start_string, .end = end_string, .text = text_string, .ctx = &r,
			      .book = book, .diags = diags, .entry = xlsx->strings };
	int rc;

	if (xlsx->strings_read || xlsx->strings == NULL)
		return 0;
	xlsx->strings_read = true;
	xlsx->texts = dgpm_arena_like(book->arena);
	r.scratch = dgpm_arena_like(book->arena);
	rc = book_xml_read(&x);
	dgpm_arena_free(r.scratch);
	return rc;
}

struct merged_read {
	struct dgpm_merged *items;
	size_t n, cap;
	unsigned depth;
};

static void start_merged(struct book_xml *x, const char *name, const char **attributes)
{
	struct merged_read *r = x->ctx;
	const char *ref = book_attribute(attributes, "ref"), *p = ref;
	struct dgpm_merged m;
	bool is_cell;

	r->depth++;
	if (strcmp(name, "mergeCell") != 0 || ref == NULL)
		return;
	is_cell = book_parse_ref(&p, &m.first_column, &m.first_row);
	/* A range of one cell alone is written by some programs; it merges nothing. */
	if (is_cell && *p == '\0')
		return;
	if (!is_cell || *p++ != ':' || !book_parse_ref(&p, &m.last_column, &m.last_row) || *p != '\0' ||
	    m.last_column < m.first_column || m.last_row < m.first_row || r->n == BOOK_MAX_MERGED) {
		dgpm_diag_addf(x->diags, DGPM_MSG_BOOK_14, book_loc(x->book, 0, 0), ref, "%s: %s", x->entry, ref);
		book_xml_stop(x, true);
		return;
	}
	if (m.first_column != m.last_column || m.first_row != m.last_row)
		*DGPM_PUSH(x->book->arena, r->items, r->n, r->cap) = m;
}

static void end_merged(struct book_xml *x, const char *name)
{
	struct merged_read *r = x->ctx;

	(void)name;
	if (--r->depth == 0)
		book_xml_stop(x, false);
}

/* The '<' of the element whose name ends in "mergeCells" at p, or NULL: a closing tag, or text. */
static const char *tag_at(const char *begin, const char *p)
{
	while (p > begin && p[-1] != '<' && p[-1] != '/' && p[-1] != '>' && p[-1] != ' ')
		p--;
	return p > begin && p[-1] == '<' ? p - 1 : NULL;
}

/*
 * Merged ranges stand behind all the rows of a sheet, but its reader wants them before. A deflated part has no way to
 * its end but through it: it is unpacked once without looking at the XML, which is a small share of reading it, for the
 * word "mergeCells". Only from there on, and only when it is there, the XML is read.
 */
int xlsx_read_merged(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet)
{
	static const char word[] = "mergeCells";
	struct xlsx *xlsx = book->own;
	struct merged_read r = { 0 };
	struct book_xml x = { .start = start_merged, .end = end_merged, .ctx = &r };
	struct book_entry e;
	char *buf = xlsx->buffer, *from = buf;
	int go = 1;
	int64_t k;

	if (book_entry_open(&e, book, diags, xlsx->parts[sheet]) != 0)
		return -1;
	while (go > 0 && (k = book_entry_read(&e, from, XLSX_CHUNK)) != 0) {
		const char *end = from + k, *tag = NULL;
		size_t keep;

		if (k < 0) {
			go = -1;
			break;
		}
		if (x.parser != NULL) {
			go = book_xml_feed(&x, from, (size_t)k, false);
			continue;
		}
		for (const char *p = buf; (p = memmem(p, (size_t)(end - p), word, sizeof word - 1)) != NULL; p++)
			if ((tag = tag_at(buf, p)) != NULL)
				break;
		if (tag != NULL) {
			go = book_xml_open(&x, book, diags, xlsx->parts[sheet]);
			if (go == 0)
				go = book_xml_feed(&x, tag, (size_t)(end - tag), false);
			from = buf;
			continue;
		}
		/* The word may be cut in two by the end of what was read. */
		keep = (size_t)(end - buf) < 64 ? (size_t)(end - buf) : 64;
		memmove(buf, end - keep, keep);
		from = buf + keep;
	}
	book_xml_close(&x);
	book_entry_close(&e);
	return go < 0 ? -1 : book_set_merged(book, diags, sheet, r.items, r.n);
}
