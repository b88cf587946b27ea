/* The YAML and JSON reader's own parts: types of scalars, bytes, libyaml's errors in plain words, mended text. */
#ifndef YAMLIN_H
#define YAMLIN_H

#include "dgpm/doc.h"

#include <yaml.h>

/* Give a plain scalar its kind by the core schema. Only kind, yes and integer are set. */
void yamlin_type(struct dgpm_node *node, const char *s, size_t n);

/* The value of a number that is an integer and fits: true and *out set. */
bool yamlin_integer(const char *s, size_t n, int64_t *out);

/* Look for bytes that are not UTF-8 and for control characters. True: one was found and told. */
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

/* A scalar from `start` to `end` is not in double quotes: escapes mended there are switched off. */
void yamlin_mend_undo(struct yamlin_mend *mend, size_t start, size_t end);

/* Tell libyaml's error in plain words. */
void yamlin_error(struct dgpm_diags *diags, const char *path, const yaml_parser_t *parser, struct yamlin_mend *mend);

#endif
