/* Spreadsheets in a zip archive. */
#include "book/ahead.h"
#include "base/i18n.h"

#include <stdlib.h>
#include <unistd.h>

#define CHUNK ((size_t)64 << 10)
/* A smaller entry is unpacked before a thread is up. */
#define AHEAD_FROM ((uint64_t)4 << 20)
/* Up to here the ratio says nothing: a small sheet of one repeated row packs as well as a bomb. */
#define RATIO_FROM ((uint64_t)16 << 20)

static void damaged(struct dgpm_book *book, struct dgpm_diags *diags, const char *entry, const char *why)
{
	if (entry != NULL)
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_04, book_loc(book, 0, 0), "%s: %s", entry, why);
	else
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_04, book_loc(book, 0, 0), "%s", why);
}

bool book_zip_has(const struct dgpm_book *book, const char *name)
{
	return zip_name_locate(book->zip->zip, name, ZIP_FL_NOCASE | ZIP_FL_ENC_GUESS) >= 0;
}

/* Which spreadsheet the archive holds. */
static int find_kind(struct dgpm_book *book, struct dgpm_diags *diags)
{
	const char *stranger = N_("a zip archive without a spreadsheet");

	if (book_zip_has(book, "xl/workbook.bin")) {
		stranger = N_("an Excel binary workbook (xlsb)");
	} else if (book_zip_has(book, "word/document.xml")) {
		stranger = N_("a Word document");
	} else if (book_zip_has(book, "ppt/presentation.xml")) {
		stranger = N_("a presentation");
	} else if (book_zip_has(book, "_rels/.rels")) {
		book->kind = DGPM_BOOK_XLSX;
		book->reader = &book_xlsx;
		return 0;
	} else if (book_zip_has(book, "content.xml")) {
		book->kind = DGPM_BOOK_ODS;
		book->reader = &book_ods;
		return 0;
	}
	dgpm_diag_addf(diags, DGPM_MSG_BOOK_01, book_loc(book, 0, 0), "%s", _(stranger));
	return -1;
}

int book_zip_open(struct dgpm_book *book, struct dgpm_diags *diags)
{
	int code = ZIP_ER_OK, fd = dup(book->fd);
	zip_error_t error;
	zip_t *zip;

	if (fd < 0 || lseek(fd, 0, SEEK_SET) < 0 || (zip = zip_fdopen(fd, 0, &code)) == NULL) {
		zip_error_init_with_code(&error, code);
		damaged(book, diags, NULL, zip_error_strerror(&error));
		zip_error_fini(&error);
		if (fd >= 0)
			close(fd);
		return -1;
	}
	book->zip = dgpm_arena_array(book->arena, 1, sizeof *book->zip);
	book->zip->zip = zip;
	return find_kind(book, diags);
}

void book_zip_close(struct dgpm_book *book)
{
	/* Nothing was changed: there is nothing to write. */
	zip_discard(book->zip->zip);
	book->zip = NULL;
}

static int too_large(const struct book_entry *e)
{
	dgpm_diag_addf(e->diags, DGPM_MSG_BOOK_05, book_loc(e->book, 0, 0),
		       _("%s is %llu bytes packed; the limits are %zu bytes and %u times the packed size"), e->name,
		       (unsigned long long)e->packed, e->book->how.max_entry, e->book->how.max_ratio);
	return -1;
}

/* `size`: what the archive says, or what came out so far. */
static bool is_too_large(const struct book_entry *e, uint64_t size)
{
	return size > e->book->how.max_entry ||
	       (size > RATIO_FROM && size / e->book->how.max_ratio > e->packed);
}

int book_entry_open(struct book_entry *e, struct dgpm_book *book, struct dgpm_diags *diags, const char *name)
{
	zip_t *zip = book->zip->zip;
	zip_int64_t i = zip_name_locate(zip, name, ZIP_FL_NOCASE | ZIP_FL_ENC_GUESS);
	zip_stat_t st;

	*e = (struct book_entry){ .book = book, .diags = diags, .name = name };
	if (i < 0) {
		damaged(book, diags, name, _("the archive has no such part"));
		return -1;
	}
	zip_stat_init(&st);
	if (zip_stat_index(zip, (zip_uint64_t)i, 0, &st) != 0) {
		damaged(book, diags, name, zip_strerror(zip));
		return -1;
	}
	if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && st.encryption_method != ZIP_EM_NONE) {
		dgpm_diag_add(diags, DGPM_MSG_BOOK_03, book_loc(book, 0, 0), NULL);
		return -1;
	}
	e->packed = (st.valid & ZIP_STAT_COMP_SIZE) != 0 ? st.comp_size : 0;
	e->size = (st.valid & ZIP_STAT_SIZE) != 0 ? st.size : 0;
	if (is_too_large(e, e->size))
		return too_large(e);
	e->file = zip_fopen_index(zip, (zip_uint64_t)i, 0);
	if (e->file == NULL) {
		damaged(book, diags, name, zip_strerror(zip));
		return -1;
	}
	return 0;
}

int64_t book_entry_get(struct book_entry *e, void *buf, size_t n)
{
	zip_int64_t k = zip_fread(e->file, buf, n);

	if (k < 0)
		return -1;
	e->total += (uint64_t)k;
	/* Beside what the archive says, which need not be true. */
	return is_too_large(e, e->total) ? -2 : k;
}

void book_entry_tell(const struct book_entry *e, int64_t got)
{
	if (got == -1)
		damaged(e->book, e->diags, e->name, zip_file_strerror(e->file));
	else if (got == -2)
		too_large(e);
}

int64_t book_entry_read(struct book_entry *e, void *buf, size_t n)
{
	int64_t k = book_entry_get(e, buf, n);

	book_entry_tell(e, k);
	return k < 0 ? -1 : k;
}

void book_entry_close(struct book_entry *e)
{
	if (e->file != NULL)
		zip_fclose(e->file);
	e->file = NULL;
}

static void XMLCALL on_start(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct book_xml *x = ctx;

	x->start(x, name[0] != '\0' && name[1] == '\0' ? name : book_local(name), attributes);
}

static void XMLCALL on_end(void *ctx, const XML_Char *name)
{
	struct book_xml *x = ctx;

	x->end(x, name[0] != '\0' && name[1] == '\0' ? name : book_local(name));
}

static void XMLCALL on_text(void *ctx, const XML_Char *s, int n)
{
	struct book_xml *x = ctx;

	x->text(x, s, (size_t)n);
}

/* Entities are what XML bombs are made of, and no spreadsheet declares any. */
static void XMLCALL on_doctype(void *ctx, const XML_Char *name, const XML_Char *system, const XML_Char *public,
			       int internal)
{
	struct book_xml *x = ctx;

	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	dgpm_diag_addf(x->diags, DGPM_MSG_BOOK_07, book_loc(x->book, 0, 0), _("%s, line %lu"), x->entry,
		       XML_GetCurrentLineNumber(x->parser));
	book_xml_stop(x, true);
}

int book_xml_open(struct book_xml *x, struct dgpm_book *book, struct dgpm_diags *diags, const char *entry)
{
	x->book = book;
	x->diags = diags;
	x->entry = entry;
	x->failed = x->done = false;
	x->parser = XML_ParserCreate(NULL);
	if (x->parser == NULL) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, book_loc(book, 0, 0), "%s", XML_ErrorString(XML_ERROR_NO_MEMORY));
		return -1;
	}
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_start, on_end);
	if (x->text != NULL)
		XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	return 0;
}

void book_xml_close(struct book_xml *x)
{
	if (x->parser != NULL)
		XML_ParserFree(x->parser);
	x->parser = NULL;
}

void book_xml_stop(struct book_xml *x, bool failed)
{
	x->failed |= failed;
	x->done = true;
	XML_StopParser(x->parser, XML_FALSE);
}

static int after_feed(struct book_xml *x, enum XML_Status status)
{
	if (x->done)
		return x->failed ? -1 : 0;
	if (status == XML_STATUS_OK)
		return 1;
	dgpm_diag_addf(x->diags, DGPM_MSG_BOOK_06, book_loc(x->book, 0, 0), _("%s, line %lu: %s"), x->entry,
		       XML_GetCurrentLineNumber(x->parser), XML_ErrorString(XML_GetErrorCode(x->parser)));
	return -1;
}

int book_xml_feed(struct book_xml *x, const char *s, size_t n, bool last)
{
	return after_feed(x, XML_Parse(x->parser, s, (int)n, last));
}

/* In the parser's own buffer, which saves a copy. */
static int read_here(struct book_xml *x, struct book_entry *e)
{
	int go = 1;
	int64_t k = 1;

	while (go > 0 && k != 0) {
		void *buf = XML_GetBuffer(x->parser, CHUNK);

		k = buf != NULL ? book_entry_read(e, buf, CHUNK) : -1;
		go = k < 0 ? -1 : after_feed(x, XML_ParseBuffer(x->parser, (int)k, k == 0));
	}
	return go;
}

static int read_ahead(struct book_xml *x, struct book_entry *e)
{
	struct book_ahead a;
	int go = 1;
	int64_t k = 1;

	if (!book_ahead_open(&a, e))
		return read_here(x, e);
	while (go > 0 && k != 0) {
		const char *s;

		k = book_ahead_next(&a, &s);
		go = k < 0 ? -1 : book_xml_feed(x, s, (size_t)k, k == 0);
	}
	book_ahead_close(&a);
	if (k < 0)
		book_entry_tell(e, k);
	return go;
}

int book_xml_read(struct book_xml *x)
{
	struct book_entry e = { 0 };
	int go = -1;

	if (book_entry_open(&e, x->book, x->diags, x->entry) == 0 &&
	    book_xml_open(x, x->book, x->diags, x->entry) == 0)
		go = e.size >= AHEAD_FROM && x->book->how.threads != 1 ? read_ahead(x, &e) : read_here(x, &e);
	book_xml_close(x);
	book_entry_close(&e);
	return go < 0 ? -1 : 0;
}

const char *book_attribute(const char **attributes, const char *name)
{
	for (size_t i = 0; attributes[i] != NULL; i += 2)
		if (strcmp(book_local(attributes[i]), name) == 0)
			return attributes[i + 1];
	return NULL;
}

bool book_is_true(const char *s)
{
	return s != NULL && (strcmp(s, "1") == 0 || strcmp(s, "true") == 0);
}
