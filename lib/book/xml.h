/* Spreadsheets in a zip archive: the XML of their entries, by expat. */
#ifndef BOOK_XML_H
#define BOOK_XML_H

#include "book/zip.h"

#include <expat.h>

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
	unsigned depth;  /* of the element at hand */
	uint64_t fed;    /* bytes handed to the parser */
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
