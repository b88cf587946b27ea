/* Spreadsheets: what a file is, by its first bytes; sheets, places. */
#include "book/inside.h"
#include "book/zip.h"
#include "io/csv.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_TOLD 1000 /* cells or records of one sheet that cannot be read, told one by one */

struct dgpm_loc book_loc(const struct dgpm_book *book, uint32_t row, uint32_t column)
{
	return (struct dgpm_loc){ .path = book->shown, .line = row, .column = column };
}

const char *dgpm_column_name(char buf[8], uint32_t column)
{
	char *p = buf + 7;

	for (*p = '\0'; column != 0; column = (column - 1) / 26)
		*--p = (char)('A' + (column - 1) % 26);
	return memmove(buf, p, (size_t)(buf + 8 - p));
}

bool book_parse_ref(const char **p, uint32_t *column, uint32_t *row)
{
	const char *s = *p;
	uint32_t c = 0, r = 0;

	s += *s == '$';
	for (; (*s | 0x20) >= 'a' && (*s | 0x20) <= 'z' && c < BOOK_MAX_COLUMNS * 32; s++)
		c = c * 26 + (uint32_t)((*s | 0x20) - 'a' + 1);
	s += *s == '$';
	for (; *s >= '0' && *s <= '9' && r <= BOOK_MAX_ROWS; s++)
		r = r * 10 + (uint32_t)(*s - '0');
	*p = s;
	*column = c;
	*row = r;
	return c != 0 && c <= BOOK_MAX_COLUMNS && r != 0 && r <= BOOK_MAX_ROWS;
}

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
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_02, book_loc(book, 0, 0), _("it is read as %s"), is);
}

static int by_content(struct dgpm_book *book, struct dgpm_diags *diags)
{
	char head[512] = { 0 };
	ssize_t n = pread(book->fd, head, sizeof head - 1, 0);
	const char *stranger;

	if (n < 0) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, book_loc(book, 0, 0), "%s", strerror(errno));
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
		book->reader = &book_xls;
		return 0;
	}
	stranger = known_stranger(head, (size_t)n);
	if (stranger != NULL) {
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_01, book_loc(book, 0, 0), "%s", _(stranger));
		return -1;
	}
	book->kind = DGPM_BOOK_CSV;
	book->reader = &book_csv;
	return 0;
}

static int open_file(struct dgpm_book *book, struct dgpm_diags *diags, int dirfd, const char *path)
{
	struct stat st;

	/* Not blocking: a FIFO is refused, not waited for. */
	book->fd = openat(dirfd, strcmp(path, "-") == 0 ? "/dev/stdin" : path,
			  O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (book->fd < 0 || fstat(book->fd, &st) != 0) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, book_loc(book, 0, 0), "%s", strerror(errno));
		return -1;
	}
	if (!S_ISREG(st.st_mode)) {
		dgpm_diag_add(diags, DGPM_MSG_IO_02, book_loc(book, 0, 0), NULL);
		return -1;
	}
	return 0;
}

int dgpm_book_open(struct dgpm_book **out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *shown,
		   int dirfd, const char *path, const struct dgpm_book_how *how)
{
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
	if (open_file(book, diags, dirfd, path) != 0 || by_content(book, diags) != 0 ||
	    book->reader->open(book, diags) != 0) {
		dgpm_book_close(book);
		return -1;
	}
	tell_kind(book, diags);
	*out = book;
	return 0;
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

enum dgpm_book_kind dgpm_book_kind(const struct dgpm_book *book)
{
	return book->kind;
}

const char *dgpm_book_encoding(const struct dgpm_book *book)
{
	return book->encoding;
}

size_t dgpm_book_n_sheets(const struct dgpm_book *book)
{
	return book->n_sheets;
}

const struct dgpm_sheet *dgpm_book_sheet(const struct dgpm_book *book, size_t i)
{
	return &book->sheets[i];
}

bool book_tells_unread(const struct dgpm_book *book)
{
	return book->n_unread < MAX_TOLD;
}

void book_unread(struct dgpm_book *book, struct dgpm_diags *diags, enum dgpm_msg msg, struct dgpm_loc at,
		 const char *detail)
{
	if (book->n_unread++ < MAX_TOLD) {
		if (detail != NULL)
			dgpm_diag_addf(diags, msg, at, "%s", detail);
		else
			dgpm_diag_add(diags, msg, at, NULL);
		return;
	}
	if (book->kind != DGPM_BOOK_CSV)
		return;
	if (book->n_untold == book->cap_untold) {
		book->cap_untold = book->cap_untold != 0 ? book->cap_untold * 2 : 256;
		book->untold = dgpm_arena_grow(book->arena, book->untold, book->n_untold, book->cap_untold,
					       sizeof *book->untold);
	}
	book->untold[book->n_untold++] = (struct dgpm_untold){ at.line, msg };
}

int dgpm_book_read(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, dgpm_book_row_fn fn, void *ctx)
{
	size_t more;

	book->n_unread = book->n_untold = 0;
	book->broke_off = book->reader->read(book, diags, sheet, fn, ctx) != 0;
	more = book->n_unread > MAX_TOLD ? book->n_unread - MAX_TOLD : 0;
	if (more != 0)
		dgpm_diag_addf(diags, DGPM_MSG_BOOK_15, book_loc(book, 0, 0),
			       book->kind == DGPM_BOOK_CSV ? P_("%zu more row", "%zu more rows", more) :
							     P_("%zu more cell", "%zu more cells", more),
			       more);
	return book->broke_off || book->n_unread != 0 ? -1 : 0;
}

bool dgpm_book_broke_off(const struct dgpm_book *book)
{
	return book->broke_off;
}

const struct dgpm_untold *dgpm_book_untold(const struct dgpm_book *book, size_t *n)
{
	*n = book->n_untold;
	return book->untold;
}

const char *dgpm_book_place(const struct dgpm_book *book, struct dgpm_arena *arena, size_t sheet, uint32_t row,
			    uint32_t line, uint32_t column)
{
	char name[8];

	if (book->kind == DGPM_BOOK_CSV)
		return dgpm_arena_printf(arena, "%s!%u", book->shown, line);
	return dgpm_arena_printf(arena, "%s!%s!%s%u", book->shown, book->sheets[sheet].name,
				 dgpm_column_name(name, column), row);
}

void book_add_sheet(struct dgpm_book *book, const char *name, bool hidden)
{
	size_t n = book->n_sheets;

	/* Grown at powers of two. */
	if ((n & (n - 1)) == 0)
		book->sheets = dgpm_arena_grow(book->arena, book->sheets, n, n != 0 ? n * 2 : 1, sizeof *book->sheets);
	book->sheets[book->n_sheets++] =
		(struct dgpm_sheet){ .name = dgpm_arena_strdup(book->arena, name), .hidden = hidden };
}
