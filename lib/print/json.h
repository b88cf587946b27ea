/* Internal: writing JSON a value at a time, with the commas in the right places. */
#ifndef PRINT_JSON_H
#define PRINT_JSON_H

#include "io/out.h"

struct jsonw {
	struct dgpm_out *out;
	bool comma;      /* a value stands before: the next one needs a comma */
	unsigned indent; /* of the next value, on a line of its own; 0: it follows on the same line */
};

/* `key` NULL: a value of a list. */
void jsonw_open(struct jsonw *w, const char *key, char bracket);
void jsonw_close(struct jsonw *w, char bracket);
void jsonw_text(struct jsonw *w, const char *key, const char *text); /* NULL: nothing at all is written */
void jsonw_str(struct jsonw *w, const char *key, struct dgpm_str text);
void jsonw_int(struct jsonw *w, const char *key, int64_t value);
void jsonw_bool(struct jsonw *w, const char *key, bool value);

/* What comes next, a value or a closing bracket, begins a line, `indent` columns from the left. */
void jsonw_line(struct jsonw *w, unsigned indent);

#endif
