/*
 * The address of a figure: what a report prints beside it, and `dgpm trace` takes.
 *
 *   KIND:PART/PART/...        ledger:2020/SMP/executed_yen   ledger:2020/SMP+expense=operation   track:ID/2021/path_yen
 *
 * Parts are parted by '/', the terms of a part by '+'; a term is a word or KEY=VALUE. What would part them, and what
 * does not stand well in a shell, a table or HTML, is written as %XX.
 *
 * In:     words and conditions; or a text.
 * Out:    the text; or the parts of it.
 * Drives: the caller. What the parts of a kind mean is said by the room whose figures they are; nothing else writes or
 *         takes apart such a text.
 * Thread: none.
 */
#ifndef ADDRESS_ADDRESS_H
#define ADDRESS_ADDRESS_H

#include "base/buf.h"

/* An address under way: begin, then parts and terms from left to right. */
struct dgpm_address_text {
	struct dgpm_buf buf;
	bool fresh; /* the part has no term yet */
};

void dgpm_address_begin(struct dgpm_address_text *t, struct dgpm_arena *arena, const char *kind);
void dgpm_address_part(struct dgpm_address_text *t);
void dgpm_address_word(struct dgpm_address_text *t, struct dgpm_str word);
void dgpm_address_all(struct dgpm_address_text *t); /* the word `*`: all there is */
void dgpm_address_term(struct dgpm_address_text *t, const char *key, struct dgpm_str value);
const char *dgpm_address_end(struct dgpm_address_text *t);

/* All at once, a word each part; the last of them NULL. A word "*" is all there is. */
const char *dgpm_address(struct dgpm_arena *arena, const char *kind, ...) __attribute__((sentinel));

/* One of the cells of a row: its address and the column. */
const char *dgpm_address_cell(struct dgpm_arena *arena, const char *row, const char *column);

/* row:ledgers/2020.csv:12: a row of a ledger. */
const char *dgpm_address_row(struct dgpm_arena *arena, const char *path, unsigned line);

struct dgpm_address_term {
	const char *key; /* NULL: a word */
	const char *value;
};

struct dgpm_address_part {
	const struct dgpm_address_term *terms;
	size_t n;
};

struct dgpm_address {
	const char *text, *kind;
	const struct dgpm_address_part *parts;
	size_t n;
};

/* Whether a text begins as an address of this kind does. */
bool dgpm_address_is(const char *text, const char *kind);

/*
 * Take an address apart.
 *
 * Owner:  lives in `arena`; `text` is borrowed.
 * Errors: false: no kind, an empty part or term, or a % that two hexadecimal digits do not follow.
 */
bool dgpm_address_parse(struct dgpm_address *out, struct dgpm_arena *arena, const char *text) DGPM_MUST_CHECK;

/* The only word of a part; NULL: there is no such part, or it is something else. A bare `*` is "*". */
const char *dgpm_address_only(const struct dgpm_address *a, size_t part);
/* Whether the part is of conditions: it is `*`, or has a KEY=VALUE. */
bool dgpm_address_has_terms(const struct dgpm_address *a, size_t part);

/* What a room makes of a term of its addresses; false: it knows none such. */
typedef bool (*dgpm_address_take)(void *ctx, const struct dgpm_address_term *term);

/* Give each term of a part to `each`; false: one was not taken. */
bool dgpm_address_give(const struct dgpm_address *a, size_t part, dgpm_address_take each, void *ctx);
/* The same where the part is of conditions, and `part` moves on; another part is left to be read. */
bool dgpm_address_give_terms(const struct dgpm_address *a, size_t *part, dgpm_address_take each, void *ctx);
/* The column a part names, and `part` moves on; false: it is no word. Where there is no such part nothing changes. */
bool dgpm_address_take_column(const struct dgpm_address *a, size_t *part, const char **column);

/* 2021-SMP-0001: whether a word looks like the ID of a project. */
bool dgpm_project_id_is(struct dgpm_str word);

#endif
