/* Spreadsheets in a zip archive. */
#include "book/zip.h"
#include "base/i18n.h"

#include <errno.h>
#include <unistd.h>

/* Up to here the ratio says nothing: a small sheet of one repeated row packs as well as a bomb. */
#define RATIO_FROM ((uint64_t)16 << 20)
/* The same of all parts together. */
#define TOTAL_FROM ((uint64_t)64 << 20)

static void damaged(struct dgpm_book *book, struct dgpm_diags *diags, const char *entry, const char *why)
{
	if (entry != NULL)
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_04, book_loc(book, 0, 0), entry, "%s: %s", entry, why);
	else
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_04, book_loc(book, 0, 0), NULL, "%s", why);
}

/* In words of our own: the library's change from version to version, and are English. */
static const char *in_words(int code)
{
	switch (code) {
	case ZIP_ER_CRC:
	case ZIP_ER_ZLIB:
		return _("packed bytes that are damaged");
	case ZIP_ER_COMPNOTSUPP:
		return _("packed in a way that is not read");
	default:
		return _("not a whole zip archive");
	}
}

/* What the system refuses is no fault of the file; a seek to where no file can reach is. */
static void failed(struct dgpm_book *book, struct dgpm_diags *diags, const char *entry, int code, int error)
{
	char buf[128];

	if (code == ZIP_ER_MEMORY)
		error = ENOMEM;
	else if (code != ZIP_ER_READ && code != ZIP_ER_SEEK && code != ZIP_ER_OPEN && code != ZIP_ER_TELL)
		error = 0;
	if (error == 0 || error == EINVAL)
		damaged(book, diags, entry, in_words(code));
	else
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, book_loc(book, 0, 0), entry, "%s",
			       strerror_r(error, buf, sizeof buf));
}

static void failed_with(struct dgpm_book *book, struct dgpm_diags *diags, const char *entry, zip_error_t *why)
{
	failed(book, diags, entry, zip_error_code_zip(why),
	       zip_error_system_type(why) == ZIP_ET_SYS ? zip_error_code_system(why) : 0);
}

bool book_zip_has(const struct dgpm_book *book, const char *name)
{
	return zip_name_locate(book->zip->zip, name, ZIP_FL_NOCASE | ZIP_FL_ENC_GUESS) >= 0;
}

/* Which spreadsheet the archive holds. */
static int find_kind(struct dgpm_book *book, struct dgpm_diags *diags)
{
	static const struct {
		const char *entry, *stranger;
		enum dgpm_book_kind kind; /* where it is no stranger */
	} parts[] = {
		{ "xl/workbook.bin", N_("an Excel binary workbook (xlsb)"), 0 },
		{ "word/document.xml", N_("a Word document"), 0 },
		{ "ppt/presentation.xml", N_("a presentation"), 0 },
		{ "_rels/.rels", NULL, DGPM_BOOK_XLSX },
		{ "content.xml", NULL, DGPM_BOOK_ODS },
	};
	const char *stranger = N_("a zip archive without a spreadsheet");

	for (size_t i = 0; i < DGPM_COUNT(parts); i++) {
		if (!book_zip_has(book, parts[i].entry))
			continue;
		stranger = parts[i].stranger;
		book->kind = parts[i].kind;
		break;
	}
	if (stranger == NULL)
		return 0;
	dgpm_diag_addf(diags, DGPM_MSG_BOOK_01, book_loc(book, 0, 0), NULL, "%s", _(stranger));
	return -1;
}

int book_zip_open(struct dgpm_book *book, struct dgpm_diags *diags)
{
	int code = ZIP_ER_OK, fd = dup(book->fd);
	zip_t *zip;

	errno = 0;
	if (fd < 0 || lseek(fd, 0, SEEK_SET) < 0 || (zip = zip_fdopen(fd, 0, &code)) == NULL) {
		failed(book, diags, NULL, code != ZIP_ER_OK ? code : ZIP_ER_OPEN, errno);
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
	dgpm_diag_addf(e->diags, DGPM_MSG_BOOK_05, book_loc(e->book, 0, 0), e->name,
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
		failed_with(book, diags, name, zip_get_error(zip));
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
		failed_with(book, diags, name, zip_get_error(zip));
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
	e->book->zip->unpacked += (uint64_t)k;
	/* Beside what the archive says, which need not be true; and what many small parts, or one part read as many,
	 * come to. */
	return is_too_large(e, e->total) || (e->book->zip->unpacked > TOTAL_FROM &&
					     e->book->zip->unpacked / e->book->how.max_ratio > e->book->size) ? -2 : k;
}

void book_entry_tell(const struct book_entry *e, int64_t got)
{
	if (got == -1)
		failed_with(e->book, e->diags, e->name, zip_file_get_error(e->file));
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
