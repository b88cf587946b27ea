/* Internal: JSON read from a stream, a document at a time: memory is that of the largest document. */
#ifndef CONVERT_JSON_TREE_H
#define CONVERT_JSON_TREE_H

#include "base/arena.h"

#include <stdio.h>

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_MAP };

struct json_value {
	uint8_t kind;	      /* enum json_kind */
	struct dgpm_str key;  /* in its map */
	struct dgpm_str text; /* of scalars; of a number without exponent and without zeros behind its point */
	struct json_value *items, *next;
	size_t n;
};

/* Where reading is, and what went wrong: `fault` is translated, at line and column. */
struct json_stream {
	FILE *file;
	unsigned char *block;
	size_t n, at;
	uint32_t line;
	uint64_t line_begin; /* bytes before the line, and those in it that begin no character */
	uint64_t offset;     /* bytes before the block */
	const char *fault;
	uint32_t fault_line, fault_column;
	size_t bytes; /* of texts of the document at hand */
	size_t halves; /* of pairs of escapes, read as U+FFFD; the first of them: */
	uint32_t half_line, half_column;
};

/* `file` is at its beginning; the block lives in `arena`. */
void json_begin(struct json_stream *s, struct dgpm_arena *arena, FILE *file);
/* The next character that is no space, not taken; EOF at the end. */
int json_peek(struct json_stream *s);
/* Take a character if it is the next one. */
bool json_take(struct json_stream *s, int c);
/* The next value into `arena`; NULL after a fault. */
struct json_value *json_read(struct json_stream *s, struct dgpm_arena *arena);
/* The key in front of a value, with its colon; false after a fault. */
bool json_key(struct json_stream *s, struct dgpm_arena *arena, struct dgpm_str *key);
void json_fault(struct json_stream *s, const char *what);

const struct json_value *json_get(const struct json_value *map, struct dgpm_str key);

#endif
