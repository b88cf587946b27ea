/* The XML of spreadsheets, by expat. */
#include "book/xml.h"
#include "book/ahead.h"
#include "base/i18n.h"

#define CHUNK ((size_t)64 << 10)
/* A smaller entry is unpacked before a thread is up. */
#define AHEAD_FROM ((uint64_t)4 << 20)

static void beyond(struct book_xml *x, const char *what)
{
	if (!x->done)
		dgpm_diag_addf(x->diags, DGPM_MSG_BOOK_16, book_loc(x->book, 0, 0), x->entry, _("%s, line %lu: %s"),
			       x->entry, XML_GetCurrentLineNumber(x->parser), what);
	book_xml_stop(x, true);
}

static void XMLCALL on_start(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct book_xml *x = ctx;

	if (++x->depth > BOOK_MAX_DEPTH) {
		beyond(x,
		       dgpm_arena_printf(x->book->arena, _("elements in one another, more than %u"), BOOK_MAX_DEPTH));
		return;
	}
	x->start(x, name[0] != '\0' && name[1] == '\0' ? name : book_local(name), attributes);
}

static void XMLCALL on_end(void *ctx, const XML_Char *name)
{
	struct book_xml *x = ctx;

	if (x->depth-- > BOOK_MAX_DEPTH)
		return;
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
	dgpm_diag_addf(x->diags, DGPM_MSG_BOOK_07, book_loc(x->book, 0, 0), x->entry, _("%s, line %lu"), x->entry,
		       XML_GetCurrentLineNumber(x->parser));
	book_xml_stop(x, true);
}

static int no_memory(const struct book_xml *x)
{
	dgpm_diag_addf(x->diags, DGPM_MSG_IO_01, book_loc(x->book, 0, 0), x->entry, "%s: %s", x->entry,
		       XML_ErrorString(XML_ERROR_NO_MEMORY));
	return -1;
}

int book_xml_open(struct book_xml *x, struct dgpm_book *book, struct dgpm_diags *diags, const char *entry)
{
	x->book = book;
	x->diags = diags;
	x->entry = entry;
	x->failed = x->done = false;
	x->depth = 0;
	x->fed = 0;
	x->parser = XML_ParserCreate(NULL);
	if (x->parser == NULL)
		return no_memory(x);
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

/* `n` bytes more were handed over. */
static int after_feed(struct book_xml *x, size_t n, enum XML_Status status)
{
	XML_Index at;

	if (x->done)
		return x->failed ? -1 : 0;
	if (status != XML_STATUS_OK && XML_GetErrorCode(x->parser) == XML_ERROR_NO_MEMORY)
		return no_memory(x);
	if (status != XML_STATUS_OK) {
		dgpm_diag_addf(x->diags, DGPM_MSG_BOOK_06, book_loc(x->book, 0, 0), x->entry, _("%s, line %lu: %s"),
			       x->entry, XML_GetCurrentLineNumber(x->parser),
			       XML_ErrorString(XML_GetErrorCode(x->parser)));
		return -1;
	}
	/* What is kept until a tag has come to its end. */
	x->fed += n;
	at = XML_GetCurrentByteIndex(x->parser);
	if (x->fed - (at > 0 ? (uint64_t)at : 0) > BOOK_MAX_TAG) {
		beyond(x, dgpm_arena_printf(x->book->arena, _("a tag of more than %zu MiB"), BOOK_MAX_TAG >> 20));
		return -1;
	}
	return 1;
}

int book_xml_feed(struct book_xml *x, const char *s, size_t n, bool last)
{
	return after_feed(x, n, XML_Parse(x->parser, s, (int)n, last));
}

/* In the parser's own buffer, which saves a copy. */
static int read_here(struct book_xml *x, struct book_entry *e)
{
	int go = 1;
	int64_t k = 1;

	while (go > 0 && k != 0) {
		void *buf = XML_GetBuffer(x->parser, CHUNK);

		if (buf == NULL)
			return no_memory(x);
		k = book_entry_read(e, buf, CHUNK);
		go = k < 0 ? -1 : after_feed(x, (size_t)k, XML_ParseBuffer(x->parser, (int)k, k == 0));
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
