/* Spreadsheets: what a file is, by its first bytes; the reader it gets, and the reading. */
#include "book/readers.h"
#include "book/zip.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a file is that is none of ours, for the message; NULL: text, perhaps CSV. */
static const char *known_stranger(const char *s, size_t n)
{
	static const struct {
		const char *begin, *what;
	} strangers[] = {
		{ "%PDF-", N_("a PDF document") },      { "\x89PNG", N_("an image") },
		{ "\xff\xd8\xff", N_("an image") },     { "GIF8", N_("an image") },
		{ "{\\rtf", N_("an RTF document") },    { "\x1f\x8b", N_("a gzip file") },
		{ "Rar!", N_("a RAR archive") },        { "7z\xbc\xaf", N_("a 7-Zip archive") },
	};
	static const char *const pages[] = { "<!doctype html", "<html", "<head", "<table", "<meta", "<body" };

	for (size_t i = 0; i < DGPM_COUNT(strangers); i++)
		if (n >= strlen(strangers[i].begin) && memcmp(s, strangers[i].begin, strlen(strangers[i].begin)) == 0)
			return strangers[i].what;
	if (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) {
		s += 3;
		n -= 3;
	}
	for (; n != 0 && strchr(" \t\r\n", *s) != NULL; n--)
		s++;
	for (size_t i = 0; i < DGPM_COUNT(pages); i++)
		if (n >= strlen(pages[i]) && strncasecmp(s, pages[i], strlen(pages[i])) == 0)
			return N_("an HTML page");
	if (n >= 5 && memcmp(s, "<?xml", 5) == 0)
		return memmem(s, n, "<html", 5) != NULL ? N_("an HTML page") : N_("an XML file");
	return NULL;
}

/* Whether the name says a kind that the content is not. */
static const char *kind_by_name(const char *name)
{
	static const char *const endings[] = { ".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv" };
	static const char *const kinds[] = { "xlsx", "xlsx", "xls", "ods", "CSV", "CSV" };
	size_t n = strlen(name);

	for (size_t i = 0; i < DGPM_COUNT(endings); i++) {
		size_t m = strlen(endings[i]);

		if (n > m && strcasecmp(name + n - m, endings[i]) == 0)
			return kinds[i];
	}
	return NULL;
}

static void tell_kind(struct dgpm_book *book, struct dgpm_diags *diags)
{
	static const char *const kinds[] = { "CSV", "xlsx", "xls", "ods" };
	const char *named = kind_by_name(book->shown), *is = kinds[book->kind];

	if (named != NULL && strcmp(named, is) != 0)
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_02, book_loc(book, 0, 0), is, _("it is read as %s"), is);
}

static int by_content(struct dgpm_book *book, struct dgpm_diags *diags)
{
	char head[512] = { 0 };
	ssize_t n = book_read_at(book->fd, head, sizeof head - 1, 0);
	const char *stranger;

	if (n < 0) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, book_loc(book, 0, 0), NULL, "%s", strerror(errno));
		return -1;
	}
	if (n == 0) {
		dgpm_diag_add(diags, DGPM_MSG_IO_08, book_loc(book, 0, 0), NULL);
		return -1;
	}
	if (n >= 4 && (memcmp(head, "PK\3\4", 4) == 0 || memcmp(head, "PK\5\6", 4) == 0))
		return book_zip_open(book, diags);
	if (n >= 8 && memcmp(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0) {
		book->kind = DGPM_BOOK_XLS;
		return 0;
	}
	stranger = known_stranger(head, (size_t)n);
	if (stranger != NULL) {
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_01, book_loc(book, 0, 0), NULL, "%s", _(stranger));
		return -1;
	}
	book->kind = DGPM_BOOK_CSV;
	return 0;
}

static int open_file(struct dgpm_book *book, struct dgpm_diags *diags, int dirfd, const char *path)
{
	struct stat st;

	/* Not blocking: a FIFO is refused, not waited for. */
	book->fd = openat(dirfd, strcmp(path, "-") == 0 ? "/dev/stdin" : path,
			  O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (book->fd < 0 || fstat(book->fd, &st) != 0) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, book_loc(book, 0, 0), NULL, "%s", strerror(errno));
		return -1;
	}
	if (!S_ISREG(st.st_mode)) {
		dgpm_diag_add(diags, DGPM_MSG_IO_02, book_loc(book, 0, 0), NULL);
		return -1;
	}
	book->size = (size_t)st.st_size;
	return 0;
}

int dgpm_book_open(struct dgpm_book **out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *shown,
		   int dirfd, const char *path, const struct dgpm_book_how *how)
{
	static const struct book_reader *const readers[] = {
		[DGPM_BOOK_CSV] = &book_csv,
		[DGPM_BOOK_XLSX] = &book_xlsx,
		[DGPM_BOOK_XLS] = &book_xls,
		[DGPM_BOOK_ODS] = &book_ods,
	};
	struct dgpm_book *book = dgpm_arena_array(arena, 1, sizeof *book);

	*out = NULL;
	book->arena = arena;
	book->shown = dgpm_arena_strdup(arena, shown);
	book->fd = -1;
	if (how != NULL)
		book->how = *how;
	if (book->how.max_entry == 0)
		book->how.max_entry = (size_t)2 << 30;
	if (book->how.max_ratio == 0)
		book->how.max_ratio = 1000;
	if (book->how.max_columns == 0)
		book->how.max_columns = BOOK_MAX_COLUMNS;
	if (open_file(book, diags, dirfd, path) != 0 || by_content(book, diags) != 0)
		goto failed;
	book->reader = readers[book->kind];
	if (book->reader->open(book, diags) != 0)
		goto failed;
	tell_kind(book, diags);
	*out = book;
	return 0;
failed:
	dgpm_book_close(book);
	return -1;
}

void dgpm_book_close(struct dgpm_book *book)
{
	if (book == NULL)
		return;
	if (book->reader != NULL)
		book->reader->close(book);
	if (book->zip != NULL)
		book_zip_close(book);
	if (book->fd >= 0)
		close(book->fd);
	book->fd = -1;
}

int dgpm_book_read(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, dgpm_book_row_fn fn, void *ctx)
{
	size_t more;

	book->n_unread = book->n_untold = 0;
	if (book->zip != NULL)
		book->zip->unpacked = 0;
	book->broke_off = book->reader->read(book, diags, sheet, fn, ctx) != 0;
	more = book->n_unread > BOOK_MAX_TOLD ? book->n_unread - BOOK_MAX_TOLD : 0;
	if (more != 0)
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_15, book_loc(book, 0, 0), NULL,
			       book->kind == DGPM_BOOK_CSV ? P_("%zu more row", "%zu more rows", more) :
							     P_("%zu more cell", "%zu more cells", more),
			       more);
	return book->broke_off || book->n_unread != 0 ? -1 : 0;
}
