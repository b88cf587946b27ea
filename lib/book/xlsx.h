/* xlsx: what its parts share. */
#ifndef BOOK_XLSX_H
#define BOOK_XLSX_H

#include "book/number.h"
#include "book/xml.h"
#include "base/map.h"

/* Texts that cells share, in segments so that they never move. */
#define XLSX_SEGMENT 16384u
#define XLSX_SEGMENTS 4096u
#define XLSX_TEXTS_LIMIT ((size_t)512 << 20)
#define XLSX_TEXTS_ALWAYS ((size_t)64 << 20)
#define XLSX_TEXTS_RATIO 64 /* to the bytes of the file */

#define XLSX_CHUNK ((size_t)64 << 10)

struct xlsx {
	bool from_1904;
	const char **parts;       /* of each sheet: its entry */
	size_t cap_parts;
	const char *strings, *styles; /* entries; NULL: there is none */
	bool styles_read, strings_read;
	char buffer[XLSX_CHUNK * 2]; /* for what is unpacked, but not read */
	enum book_format *formats; /* by the cell's style */
	uint32_t *colors;	   /* the same */
	uint32_t n_formats;
	struct dgpm_arena *texts;
	struct dgpm_str *segments[XLSX_SEGMENTS];
	uint32_t n_texts;
};

/* Relationships of a part. */
struct xlsx_relation {
	const char *id, *type, *target; /* type: its last step; target: the entry */
};
struct xlsx_relations {
	struct xlsx_relation *items;
	size_t n, cap;
	struct dgpm_map ids; /* of the first of each */
};
/* `part`: "" for those of the archive itself. */
int xlsx_relations(struct xlsx_relations *out, struct dgpm_book *book, struct dgpm_diags *diags, const char *part)
	DGPM_MUST_CHECK;

int xlsx_read_styles(struct dgpm_book *book, struct dgpm_diags *diags) DGPM_MUST_CHECK;
int xlsx_read_strings(struct dgpm_book *book, struct dgpm_diags *diags) DGPM_MUST_CHECK;
int xlsx_read_merged(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet) DGPM_MUST_CHECK;
int xlsx_read_sheet(struct dgpm_book *book, struct dgpm_diags *diags, size_t sheet, dgpm_book_row_fn fn, void *ctx)
	DGPM_MUST_CHECK;

/* _x000D_ and the like stand for characters XML cannot hold; in place, the new length. */
size_t xlsx_unescape(char *s, size_t n);
/* Spaces at both ends, which count only under xml:space="preserve"; in place. */
size_t xlsx_trim(char *s, size_t n);

static inline struct dgpm_str xlsx_text(const struct xlsx *x, uint32_t i)
{
	return x->segments[i / XLSX_SEGMENT][i % XLSX_SEGMENT];
}

#endif
