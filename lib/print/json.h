/* Writing JSON a value at a time, with the commas in the right places. */
#ifndef PRINT_JSON_H
#define PRINT_JSON_H

#include "io/out.h"
#include "print/head.h"

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
void jsonw_null(struct jsonw *w, const char *key);
/* A number or word that is JSON as it stands, printf style. */
void jsonw_plain(struct jsonw *w, const char *key, const char *fmt, ...) DGPM_PRINTF(3, 4);
void jsonw_int(struct jsonw *w, const char *key, int64_t value);
/* A number as it is written: `text` is one of JSON. */
void jsonw_number(struct jsonw *w, const char *key, const char *text);
void jsonw_bool(struct jsonw *w, const char *key, bool value);

/* What comes next, a value or a closing bracket, begins a line, `indent` columns from the left. */
void jsonw_line(struct jsonw *w, unsigned indent);

/*
 * The head of a document: `{"schema": "dgpm/NAME@1", "version": ..., "run": {...}`, left open for what the report has.
 * `report` NULL: it is named by the command, "list-report". `head` NULL: nothing is known of the run.
 */
void jsonw_head(struct jsonw *w, const struct dgpm_head *head, const char *report);

/*
 * One JSON string with its quotes, put at `to`, which has room for JSON_ROOM(text.n) bytes; what follows it is
 * returned. Bytes that are not UTF-8 become U+FFFD.
 */
char *json_put(char *to, struct dgpm_str text);
#define JSON_ROOM(n) ((n)*6 + 2)

#endif
