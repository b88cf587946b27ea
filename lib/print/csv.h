/* Writing CSV a cell at a time: quotes, line ends and what spreadsheet programs ask for have their place here. */
#ifndef PRINT_CSV_H
#define PRINT_CSV_H

#include "io/out.h"

/* A cell is quoted only where RFC 4180 needs it; line breaks inside become a space, so that a row is a line. */
struct dgpm_csv {
	struct dgpm_out *out;
	bool excel;  /* BOM, CRLF; text that would be taken for a formula gets an apostrophe in front */
	bool within; /* a cell stands before: the next one needs a comma */
};

/* Begin a file, whose first row is the names of its columns. */
struct dgpm_csv csv_begin(struct dgpm_out *out, bool excel);
void csv_cell(struct dgpm_csv *w, struct dgpm_str cell);
/* A cell whose line breaks stay, in quotes: a key that is read again. */
void csv_lines(struct dgpm_csv *w, struct dgpm_str cell);
void csv_text(struct dgpm_csv *w, const char *cell); /* NULL: blank */
void csv_int(struct dgpm_csv *w, int64_t value);
/* A number or word that is no formula and needs no quotes, printf style. */
void csv_plain(struct dgpm_csv *w, const char *fmt, ...) DGPM_PRINTF(2, 3);
void csv_end(struct dgpm_csv *w);

/* Whole rows that are CSV already, without what `excel` adds. */
void csv_rows(struct dgpm_csv *w, const char *s, size_t n);

#endif
