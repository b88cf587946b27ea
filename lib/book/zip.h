/* Spreadsheets in a zip archive: its entries within limits, their XML by expat. */
#ifndef BOOK_ZIP_H
#define BOOK_ZIP_H

#include "book/inside.h"

#include <expat.h>
#include <zip.h>

struct book_zip {
	zip_t *zip;
};

/* Open the archive of book->fd and say which spreadsheet it is; -1 after BOOK-01, -03 or -04. */
int book_zip_open(struct dgpm_book *book, struct dgpm_diags *diags) DGPM_MUST_CHECK;
void book_zip_close(struct dgpm_book *book);

/* Whether the archive has this entry. */
bool book_zip_has(const struct dgpm_book *book, const char *name);

/* An entry that is being read. */
struct book_entry {
	struct dgpm_book *book;
	struct dgpm_diags *diags;
	const char *name;
	zip_file_t *file;
	uint64_t packed, total, size; /* size: what the archive says */
};

/* -1 after BOOK-03, -04 or -05. */
int book_entry_open(struct book_entry *e, struct dgpm_book *book, struct dgpm_diags *diags, const char *name)
	DGPM_MUST_CHECK;
/* Bytes read, 0 at the end, -1 when it is damaged, -2 when it is too large. Says nothing: for any thread. */
int64_t book_entry_get(struct book_entry *e, void *buf, size_t n) DGPM_MUST_CHECK;
/* Tell what book_entry_get() returned. */
void book_entry_tell(const struct book_entry *e, int64_t got);
/* The two together: bytes read, 0 at the end, -1 after a diagnostic. */
int64_t book_entry_read(struct book_entry *e, void *buf, size_t n) DGPM_MUST_CHECK;
void book_entry_close(struct book_entry *e);

/*
 * The XML of one entry. Element names come without their prefix. A handler that found something wrong, told it and sets
 * `failed`; one that has seen enough sets `done`; either by book_xml_stop().
 */
struct book_xml {
	XML_Parser parser;
	void *ctx;
	void (*start)(struct book_xml *x, const char *name, const char **attributes);
	void (*end)(struct book_xml *x, const char *name);
	void (*text)(struct book_xml *x, const char *s, size_t n);
	struct dgpm_book *book;
	struct dgpm_diags *diags;
	const char *entry;
	bool failed, done;
};

int book_xml_open(struct book_xml *x, struct dgpm_book *book, struct dgpm_diags *diags, const char *entry)
	DGPM_MUST_CHECK;
void book_xml_close(struct book_xml *x);
void book_xml_stop(struct book_xml *x, bool failed);
/* 1 go on, 0 it was stopped, -1 after a diagnostic. */
int book_xml_feed(struct book_xml *x, const char *s, size_t n, bool last) DGPM_MUST_CHECK;
/* Read all of the entry through the handlers; closes. -1 after a diagnostic. */
int book_xml_read(struct book_xml *x) DGPM_MUST_CHECK;

/* The name without its prefix. */
static inline const char *book_local(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon != NULL ? colon + 1 : name;
}
/* An attribute by its name without prefix; NULL. */
const char *book_attribute(const char **attributes, const char *name);
/* "1" or "true". */
bool book_is_true(const char *s);

#endif
