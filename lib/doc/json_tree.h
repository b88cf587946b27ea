/* JSON read from a stream, a document at a time: memory is that of the largest document. */
#ifndef DOC_JSON_TREE_H
#define DOC_JSON_TREE_H

#include "base/arena.h"

#include <stdio.h>

enum dgpm_json_kind { DGPM_JSON_NULL, DGPM_JSON_BOOL, DGPM_JSON_NUMBER, DGPM_JSON_TEXT, DGPM_JSON_LIST, DGPM_JSON_MAP };

struct dgpm_json_value {
	uint8_t kind;	      /* enum dgpm_json_kind */
	struct dgpm_str key;  /* in its map */
	struct dgpm_str text; /* of scalars; of a number without exponent and without zeros behind its point */
	struct dgpm_json_value *items, *next;
	size_t n;
};

/* Where reading is, and what went wrong: `fault` is translated, at line and column. */
struct dgpm_json_stream {
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
void dgpm_json_begin(struct dgpm_json_stream *s, struct dgpm_arena *arena, FILE *file);
/* The next character that is no space, not taken; EOF at the end. */
int dgpm_json_peek(struct dgpm_json_stream *s);
/* Take a character if it is the next one. */
bool dgpm_json_take(struct dgpm_json_stream *s, int c);
/* The next value into `arena`; NULL after a fault. */
struct dgpm_json_value *dgpm_json_read(struct dgpm_json_stream *s, struct dgpm_arena *arena);
/* The key in front of a value, with its colon; false after a fault. */
bool dgpm_json_key(struct dgpm_json_stream *s, struct dgpm_arena *arena, struct dgpm_str *key);
void dgpm_json_fault(struct dgpm_json_stream *s, const char *what);

const struct dgpm_json_value *dgpm_json_get(const struct dgpm_json_value *map, struct dgpm_str key);

#endif
