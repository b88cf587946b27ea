/* The CSV reader against libcsv, and against itself with other blocks: used by test_csv.c and fuzz_csv.c. */
#ifndef CSVBOTH_H
#define CSVBOTH_H

#include "io/csv.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* What was read, as text: a line a record. */
struct csvboth_text {
	char *s;
	size_t n, cap;
};

static inline void csvboth_add(struct csvboth_text *t, const void *s, size_t n)
{
	if (t->n + n + 1 > t->cap) {
		t->cap = (t->n + n + 1) * 2;
		t->s = realloc(t->s, t->cap);
		if (t->s == NULL)
			abort();
	}
	if (n != 0)
		memcpy(t->s + t->n, s, n);
	t->n += n;
	t->s[t->n] = '\0';
}

static inline void csvboth_field(struct csvboth_text *t, const void *s, size_t n)
{
	char head[32];

	csvboth_add(t, head, (size_t)snprintf(head, sizeof head, "%zu:", n));
	csvboth_add(t, s, n);
	csvboth_add(t, "|", 1);
}

static inline void csvboth_row(struct csvboth_text *t, const struct csvin_split *sp)
{
	for (size_t i = 0; i < sp->n; i++)
		csvboth_field(t, sp->fields[i].s, sp->fields[i].n);
	csvboth_add(t, "\n", 1);
}

static inline int csvboth_fd(const void *s, size_t n)
{
	int fd = memfd_create("csv", 0);

	if (fd < 0 || write(fd, s, n) != (ssize_t)n || lseek(fd, 0, SEEK_SET) != 0)
		abort();
	return fd;
}

/* All records and errors with their places, read in blocks of `block`. */
static inline void csvboth_read(struct csvboth_text *t, const void *s, size_t n, size_t block, size_t limit,
				bool libcsv_only)
{
	struct csvin_block b = { 0 };
	struct csvin_split sp;
	struct csvin in;
	enum csvin_what what;
	int fd = csvboth_fd(s, n), rc;

	csvin_open(&in, fd, block, limit);
	if (csvin_split_open(&sp, limit) != 0)
		abort();
	sp.libcsv_only = libcsv_only;
	while ((rc = csvin_next(&in, &b)) == 1) {
		csvin_split_block(&sp, &b);
		while ((what = csvin_record(&sp)) != CSVIN_END) {
			uint32_t line, column;
			char head[64];

			csvin_place(&sp, what == CSVIN_ROW ? sp.at[sp.n - 1] : sp.error, &line, &column);
			csvboth_add(t, head,
				    (size_t)snprintf(head, sizeof head, "%d %" PRIu32 " %" PRIu32 ":%" PRIu32 " ",
						     (int)what, sp.line, line, column));
			if (what == CSVIN_ROW)
				csvboth_row(t, &sp);
			else
				csvboth_add(t, "\n", 1);
		}
	}
	if (rc != 0)
		abort();
	csvin_split_close(&sp);
	csvin_block_free(&b);
	csvin_close(&in);
	close(fd);
}

/* libcsv over [s, s + n): its rows up to where it stops. */
struct csvboth_libcsv {
	struct csvboth_text text;
	size_t *row_end; /* of each row in the text */
	size_t n, cap;
};

static inline void csvboth_on_field(void *s, size_t n, void *ctx)
{
	csvboth_field(&((struct csvboth_libcsv *)ctx)->text, s, n);
}

static inline void csvboth_on_row(int c, void *ctx)
{
	struct csvboth_libcsv *l = ctx;

	(void)c;
	csvboth_add(&l->text, "\n", 1);
	if (l->n == l->cap) {
		l->cap = l->cap != 0 ? l->cap * 2 : 16;
		l->row_end = realloc(l->row_end, l->cap * sizeof *l->row_end);
		if (l->row_end == NULL)
			abort();
	}
	l->row_end[l->n++] = l->text.n;
}

/* The place of the error, NULL at the end of input; *bad: whether there is one. */
static inline const char *csvboth_libcsv_run(struct csvboth_libcsv *l, const char *s, size_t n, bool *bad)
{
	const char *error = NULL;
	struct csv_parser p;
	size_t done;

	l->text.n = l->n = 0;
	if (csv_init(&p, CSV_STRICT | CSV_STRICT_FINI) != 0)
		abort();
	done = csv_parse(&p, s, n, csvboth_on_field, csvboth_on_row, l);
	if (done != n) {
		error = s + done;
		*bad = true;
	} else {
		*bad = csv_fini(&p, csvboth_on_field, csvboth_on_row, l) != 0;
	}
	csv_free(&p);
	return error;
}

/*
 * NULL when the reader gives exactly what libcsv's strict mode gives, with every error where libcsv stops, and the
 * reading goes on behind it; else what differs. No limit plays a part here.
 */
static inline const char *csvboth_against_libcsv(const void *data, size_t n)
{
	struct csvboth_libcsv l = { 0 };
	struct csvboth_text row = { 0 };
	struct csvin_block b = { 0 };
	const char *differs = NULL, *error;
	enum csvin_what what = CSVIN_ROW;
	struct csvin_split sp;
	struct csvin in;
	int fd = csvboth_fd(data, n);
	bool bad = false;

	csvin_open(&in, fd, n + 1, SIZE_MAX / 2);
	if (csvin_split_open(&sp, SIZE_MAX / 2) != 0)
		abort();
	if (csvin_next(&in, &b) != 1)
		goto out;
	csvin_split_block(&sp, &b);
	while (what != CSVIN_END && differs == NULL) {
		size_t i = 0, begin = 0;

		error = csvboth_libcsv_run(&l, sp.p, (size_t)(sp.end - sp.p), &bad);
		while ((what = csvin_record(&sp)) == CSVIN_ROW && differs == NULL) {
			row.n = 0;
			csvboth_row(&row, &sp);
			if (i == l.n)
				differs = "a row libcsv does not give";
			else if (row.n != l.row_end[i] - begin || memcmp(row.s, l.text.s + begin, row.n) != 0)
				differs = "other fields than libcsv's";
			else
				begin = l.row_end[i++];
		}
		if (differs != NULL)
			break;
		if (i != l.n)
			differs = "a row of libcsv's is not there";
		else if (bad != (what == CSVIN_STRAY_QUOTE || what == CSVIN_OPEN_QUOTE))
			differs = "one of the two sees an error";
		else if (bad && sp.refused != error)
			differs = "the error is elsewhere";
	}
out:
	csvin_split_close(&sp);
	csvin_block_free(&b);
	csvin_close(&in);
	close(fd);
	free(l.text.s);
	free(l.row_end);
	free(row.s);
	return differs;
}

/* NULL when blocks of any size, and libcsv for every row, give the same; else what differs. */
static inline const char *csvboth_against_itself(const void *s, size_t n)
{
	static const size_t blocks[] = { 1, 2, 3, 7, 16, 61 }, limits[] = { 5, 24, 1 << 20 };
	struct csvboth_text want = { 0 }, got = { 0 };
	const char *differs = NULL;

	for (size_t j = 0; j < DGPM_COUNT(limits) && differs == NULL; j++) {
		want.n = got.n = 0;
		csvboth_read(&want, s, n, CSVIN_BLOCK, limits[j], false);
		csvboth_read(&got, s, n, CSVIN_BLOCK, limits[j], true);
		if (got.n != want.n || (got.n != 0 && memcmp(got.s, want.s, got.n) != 0))
			differs = "the fast splitter and libcsv";
		for (size_t i = 0; i < DGPM_COUNT(blocks) && differs == NULL; i++) {
			got.n = 0;
			csvboth_read(&got, s, n, blocks[i], limits[j], i % 2 == 1);
			if (got.n != want.n || (got.n != 0 && memcmp(got.s, want.s, got.n) != 0))
				differs = "another size of block";
		}
	}
	free(want.s);
	free(got.s);
	return differs;
}

#endif
