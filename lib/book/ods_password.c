/* ods: whether its parts are encrypted, as its manifest says. */
#include "book/ods.h"

struct manifest_read {
	bool encrypted;
};

static void start_manifest(struct book_xml *x, const char *name, const char **attributes)
{
	struct manifest_read *m = x->ctx;

	(void)attributes;
	m->encrypted |= strcmp(name, "encryption-data") == 0;
}

static void end_manifest(struct book_xml *x, const char *name)
{
	(void)x;
	(void)name;
}

int ods_check_password(struct dgpm_book *book, struct dgpm_diags *diags)
{
	struct manifest_read m = { 0 };
	struct book_xml x = { .start = start_manifest, .end = end_manifest, .ctx = &m, .book = book, .diags = diags,
			      .entry = "META-INF/manifest.xml" };

	if (!book_zip_has(book, x.entry))
		return 0;
	if (book_xml_read(&x) != 0)
		return -1;
	if (m.encrypted)
		dgpm_diag_add(diags, DGPM_MSG_BOOK_03, book_loc(book, 0, 0), NULL);
	return m.encrypted ? -1 : 0;
}

