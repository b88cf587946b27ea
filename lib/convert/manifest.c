/* Manifests: SHA-256 by nettle, written and read back as CSV. */
#include "convert/manifest.h"
#include "print/csv.h"
#include "book/book.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdlib.h>
#include <unistd.h>

#define BLOCK ((size_t)1 << 16)

static const char *const names[] = { "file",	 "sha256", "bytes",   "profile",  "encoding",
				     "rows", "figures", "left_out", "columns" };

int dgpm_file_sha256(char out[DGPM_SHA256_TEXT], uint64_t *bytes, int dirfd, const char *path)
{
	static const char digits[] = "0123456789abcdef";
	struct sha256_ctx ctx;
	uint8_t block[BLOCK], digest[SHA256_DIGEST_SIZE];
	ssize_t n = -1;
	int fd = openat(dirfd, strcmp(path, "-") == 0 ? "/dev/stdin" : path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	int error;

	*bytes = 0;
	if (fd < 0)
		return -1;
	sha256_init(&ctx);
	while ((n = read(fd, block, sizeof block)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0) {
			sha256_update(&ctx, (size_t)n, block);
			*bytes += (uint64_t)n;
		}
	error = errno;
	close(fd);
	errno = error;
	if (n < 0)
		return -1;
#if NETTLE_VERSION_MAJOR >= 4
	sha256_digest(&ctx, digest);
#else
	sha256_digest(&ctx, sizeof digest, digest);
#endif
	for (size_t i = 0; i < sizeof digest; i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[DGPM_SHA256_TEXT - 1] = '\0';
	return 0;
}

void dgpm_manifest_print(const struct dgpm_manifest *manifest, struct dgpm_out *out)
{
	struct dgpm_csv w = csv_begin(out, false);

	for (size_t i = 0; i < DGPM_COUNT(names); i++)
		csv_text(&w, names[i]);
	csv_end(&w);
	for (size_t i = 0; i < manifest->n; i++) {
		const struct dgpm_manifest_file *f = &manifest->items[i];

		csv_text(&w, f->file);
		csv_text(&w, f->sha256);
		csv_plain(&w, "%ju", (uintmax_t)f->bytes);
		csv_text(&w, f->profile);
		csv_text(&w, f->encoding);
		csv_plain(&w, "%zu", f->rows);
		csv_plain(&w, "%zu", f->figures);
		csv_plain(&w, "%zu", f->left_out);
		csv_text(&w, f->columns);
		csv_end(&w);
	}
}

struct reading {
	struct dgpm_manifest *manifest;
	struct dgpm_arena *arena;
	bool first, good;
};

static bool read_row(void *ctx, const struct dgpm_book_row *row)
{
	struct reading *r = ctx;
	struct dgpm_manifest_file *items;

	if (r->first) {
		r->first = false;
		r->good = row->n >= 2 && dgpm_str_is(row->cells[0].text, names[0]) &&
			  dgpm_str_is(row->cells[1].text, names[1]);
		return r->good;
	}
	if (row->n < 4)
		return true;
	items = dgpm_arena_grow(r->arena, r->manifest->items, r->manifest->n, r->manifest->n + 1, sizeof *items);
	items[r->manifest->n] = (struct dgpm_manifest_file){
		.file = dgpm_arena_strndup(r->arena, row->cells[0].text.s, row->cells[0].text.n),
		.sha256 = dgpm_arena_strndup(r->arena, row->cells[1].text.s, row->cells[1].text.n),
		.profile = dgpm_arena_strndup(r->arena, row->cells[3].text.s, row->cells[3].text.n),
	};
	if (row->n > 4 && row->cells[4].text.n != 0)
		items[r->manifest->n].encoding =
			dgpm_arena_strndup(r->arena, row->cells[4].text.s, row->cells[4].text.n);
	if (row->n > 8 && row->cells[8].text.n != 0)
		items[r->manifest->n].columns =
			dgpm_arena_strndup(r->arena, row->cells[8].text.s, row->cells[8].text.n);
	r->manifest->items = items;
	r->manifest->n++;
	return true;
}

int dgpm_manifest_read(struct dgpm_manifest *manifest, struct dgpm_arena *arena, struct dgpm_diags *diags,
		       const char *path)
{
	struct dgpm_book_how how = { .encoding = "utf-8" };
	struct reading r = { manifest, arena, true, false };
	struct dgpm_book *book;
	int rc;

	if (dgpm_book_open(&book, arena, diags, path, AT_FDCWD, path, &how) != 0)
		return -1;
	rc = dgpm_book_read(book, diags, 0, read_row, &r);
	dgpm_book_close(book);
	if (rc == 0 && !r.good) {
		dgpm_diag_addf(diags, DGPM_MSG_CONV_03, (struct dgpm_loc){ path, 1, 1 }, NULL, "%s",
			       _("a manifest begins with the columns file and sha256"));
		rc = -1;
	}
	return rc;
}

const struct dgpm_manifest_file *dgpm_manifest_find(const struct dgpm_manifest *manifest, const char *file)
{
	/* The last one that names it: a later conversion counts. */
	for (size_t i = manifest->n; i-- != 0;)
		if (strcmp(manifest->items[i].file, file) == 0)
			return &manifest->items[i];
	return NULL;
}
