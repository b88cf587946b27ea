/* Markdown, as comments of merge requests and job summaries take it. */
#ifndef PRINT_MARKDOWN_H
#define PRINT_MARKDOWN_H

#include "base/buf.h"
#include "print/grid.h"

/* What services take as one comment, with room to spare. */
#define MARKDOWN_MOST_BYTES 60000

/* Text as text: what would be markup is escaped, a line break is a space. */
void markdown_text(struct dgpm_buf *b, const char *text);

/* A grid as a table, as far as it fits into `room` bytes; what was left out is said below it. */
void markdown_grid(const struct dgpm_grid *g, struct dgpm_out *out, const struct dgpm_print *how, size_t room);

/* The table alone, as far as there is `*room`, of which the rest remains; the rows that are left out. */
size_t markdown_rows(const struct dgpm_grid *g, struct dgpm_out *out, const struct dgpm_print *how, size_t *room);

/* The line that says how many rows were left out; none for none. */
void markdown_left_out(struct dgpm_out *out, size_t rows);

#endif
