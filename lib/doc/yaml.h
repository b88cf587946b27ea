/* The YAML and JSON reader's own parts: types of scalars, bytes, libyaml's errors in plain words, mended text. */
#ifndef DOC_YAML_H
#define DOC_YAML_H

#include "doc/doc.h"

#include <yaml.h>

/* Give a plain scalar its kind by the core schema. Only kind, yes and integer are set. */
void yamlin_type(struct dgpm_node *node, const char *s, size_t n);

/* The value of a number that is an integer and fits: true and *out set. */
bool yamlin_integer(const char *s, size_t n, int64_t *out);

/* Give a node the kind its tag says. UNFIT: its text is not of that kind. */
#define YAMLIN_TAG_PREFIX "tag:yaml.org,2002:"
enum yamlin_tag { YAMLIN_TAG_FINE, YAMLIN_TAG_UNKNOWN, YAMLIN_TAG_UNFIT };
enum yamlin_tag yamlin_tag(struct dgpm_node *node, const char *name);

/*
 * Does a node begin with the tag "!"? libyaml does not tell it from no tag. Only asked of plain scalars that have a
 * tag or an anchor; they come in the order of the text, so the cursor moves over it once.
 */
struct yamlin_cursor {
	size_t index, byte; /* characters and bytes from the start */
};
bool yamlin_non_specific(struct yamlin_cursor *cursor, struct dgpm_str text, yaml_mark_t start, yaml_mark_t end);

/* The text of a key that is a map or list, to be told by its address: it is the same as no other. */
extern const char yamlin_no_key[];

/*
 * Plain JSON as a tree; false: it is none, or libyaml is to judge it. See yaml_json.c. `depth`: levels of lists and
 * maps; `most`: keys and values.
 */
bool yamlin_json(struct dgpm_node *out, struct dgpm_arena *arena, struct dgpm_str text, uint32_t depth, size_t most);

/* Call `twice` for each key that was there before; it returns false when that is enough. */
typedef bool yamlin_twice(void *ctx, const struct dgpm_node *first, const struct dgpm_node *second);
void yamlin_keys(const struct dgpm_pair *pairs, size_t n, struct dgpm_arena *arena, yamlin_twice *twice, void *ctx);

/* Look for bytes that are not UTF-8 and for control characters no YAML has. True: one was found and told. */
bool yamlin_bytes(struct dgpm_diags *diags, const char *path, struct dgpm_str text);

/* An encoding told by its byte order mark: true and told when it is not UTF-8. */
bool yamlin_bom(struct dgpm_diags *diags, const char *path, struct dgpm_str text);

/* libyaml's time grows with the square of the %TAG lines: true and told when there are too many. */
bool yamlin_directives(struct dgpm_diags *diags, const char *path, struct dgpm_str text);

/* Stand-ins for the characters that are line breaks to libyaml alone; "" for one that does not occur. */
#define YAMLIN_BREAKS 3
struct yamlin_breaks {
	char instead[YAMLIN_BREAKS][4];
};

/* True: *text is a copy with stand-ins. */
bool yamlin_breaks(struct yamlin_breaks *b, struct dgpm_arena *arena, struct dgpm_str *text);

/* Turn the stand-ins back. */
void yamlin_breaks_back(const struct yamlin_breaks *b, char *s, size_t n);

/* Whether a character stands in a text, or an escape may give it. Its number has no letter but a first E. */
bool yamlin_occurs(struct dgpm_str text, const char *utf8, unsigned c);

/*
 * Characters that are legal inside quotes alone, with their stand-ins: see yaml_controls.c.
 */
struct yamlin_control {
	uint32_t c;
	char instead[4];
};
struct yamlin_span { /* in the text as it was; lines and columns from 1, the end is past it */
	uint32_t line, column, end_line, end_column;
};
struct yamlin_controls {
	struct yamlin_control *items;
	size_t n, cap;
	struct yamlin_span *quoted; /* the scalars in quotes that hold such characters, as the parser came by them */
	size_t n_quoted, cap_quoted;
};

/* True: there are some, and *text is a copy with stand-ins. */
bool yamlin_controls(struct yamlin_controls *c, struct dgpm_arena *arena, struct dgpm_str *text);

/* Turn the stand-ins back, of which *n bytes are left. True: there were any. */
bool yamlin_controls_back(const struct yamlin_controls *c, char *s, uint32_t *n);

/* Tell the first one that is in none of the quoted spans; `text` is as it was. False: there is none. */
bool yamlin_controls_bare(const struct yamlin_controls *c, struct dgpm_diags *diags, const char *path,
			  struct dgpm_str text);

/* A character at s, of `*len` bytes; false: its bytes are no UTF-8. */
bool yamlin_decode(const unsigned char *s, size_t n, size_t *len, uint32_t *c);

/* Legal in quotes alone: U+007F to U+009F but U+0085, which is a line break, and what is no character. */
bool yamlin_in_quotes(uint32_t c);

/*
 * Text made readable for libyaml, where JSON is more than libyaml takes: see yamlin_mend.c. Positions in the mended
 * text are turned into positions in the text as it was.
 */
struct yamlin_edit {
	size_t at;            /* byte offset in the text as it was */
	uint32_t line;        /* from 0, as libyaml counts */
	uint32_t column;      /* from 0, in the text as it was: the first character after the edit */
	uint32_t new_column;  /* the same character in the mended text */
	size_t index, past;   /* characters from the start of the mended text: where the edit begins and ends */
	uint8_t skip, put;    /* bytes taken out, bytes put in */
	bool escape;          /* only right inside double quotes */
	bool half;            /* of a pair: the character that stands for what cannot be read is put in */
	bool inside;          /* it turned out to be in double quotes */
	bool off;             /* found to be wrong: leave the text alone here */
	char text[10];
};

struct yamlin_mend {
	struct dgpm_str text; /* mended, without a byte order mark */
	struct yamlin_edit *edits;
	size_t n, cap;
	bool again; /* an edit was switched off: mend anew */
};

/* True: *mend was filled, and there is something to mend. `text` is UTF-8 without a byte order mark. */
bool yamlin_mend(struct yamlin_mend *mend, struct dgpm_arena *arena, struct dgpm_str text);

/* Mend again without the edits switched off. */
void yamlin_mend_apply(struct yamlin_mend *mend, struct dgpm_arena *arena, struct dgpm_str text);

/* The column a mark has in the text as it was. */
size_t yamlin_mend_column(const struct yamlin_mend *mend, yaml_mark_t mark);

/* A scalar stands from `start` to `end`: when it is not in double quotes, escapes mended there are switched off. */
void yamlin_mend_scalar(struct yamlin_mend *mend, size_t start, size_t end, bool double_quoted);

/* A note for each half of a pair of escapes that was read without the other. */
void yamlin_mend_notes(const struct yamlin_mend *mend, struct dgpm_diags *diags, const char *path);

/* Tell libyaml's error in plain words. */
void yamlin_error(struct dgpm_diags *diags, const char *path, const yaml_parser_t *parser, struct yamlin_mend *mend);

#endif
