/*
 * A YAML or JSON document as a tree in which every node knows its line and column.
 *
 * In:     the bytes of one document (libyaml splits them into events), with limits on size, depth and aliases.
 * Out:    nodes that are never changed again, texts as they are written; or diagnostics, all duplicate keys among them.
 *         build.h makes nodes in memory, place.h says where a node stands, by names rather than numbers.
 * Drives: yaml_json.c, where a text is plainly JSON; else yaml.c, event by event. Where libyaml refuses a text,
 *         yaml_bytes.c looks at its bytes, yaml_controls.c and yaml_mend.c at what YAML 1.2 and JSON allow and libyaml
 *         does not, yaml_error.c words what libyaml says. node.c reads the tree.
 * Thread: each document is read by one thread into an arena of its own; a finished tree may be read by all.
 */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include "base/date.h"
#include "diag/diag.h"

enum dgpm_kind { DGPM_NULL, DGPM_BOOL, DGPM_NUMBER, DGPM_STRING, DGPM_LIST, DGPM_MAP };

/*
 * One value. Lines and columns start at 1; a key and its value each have their own.
 * `text` of a scalar is as written (escapes resolved), so codes, dates and numbers keep their text; it ends in a NUL
 * that is not counted. A NUL inside is a character.
 */
struct dgpm_node {
	uint8_t kind;      /* enum dgpm_kind */
	bool yes;          /* DGPM_BOOL: its value */
	bool integer;      /* DGPM_NUMBER: mathematically an integer (1, 1.0, 1e3) */
	bool quoted;       /* a scalar written in quotes or as a block */
	uint32_t line, column;
	uint32_t n;        /* bytes of text, items or pairs */
	union {
		const char *text;
		const struct dgpm_node *items;
		const struct dgpm_pair *pairs; /* in the order of the file */
	};
};

struct dgpm_pair {
	struct dgpm_node key; /* DGPM_STRING always: 1: and true: are the keys "1" and "true" */
	struct dgpm_node value;
};

/* Limits on untrusted input, each with a diagnostic of its own. */
struct dgpm_doc_limits {
	size_t bytes;    /* of the file: IO-03 */
	uint32_t depth;  /* of nesting: YAML-05 */
	size_t expanded; /* nodes that aliases may add: YAML-04 */
};
#define DGPM_DOC_LIMITS { .bytes = 64u << 20, .depth = 100, .expanded = 100000 }

/*
 * Read one document.
 *
 * Shape:  YAML 1.2 core schema, or JSON, which is part of it; UTF-8, BOM allowed; one document. A stream without a
 *         document gives DGPM_NULL at 1:1.
 * Owner:  *out and all it points to live in `arena`; nothing points into `text`.
 * Errors: -1 after at least one diagnostic (YAML-01 ... YAML-11), with *out NULL. Duplicate keys are all reported.
 *         Half a character in JSON ("\ud83d" alone) is read as U+FFFD, with the note YAML-12.
 * Source: YAML 1.2.2 section 10.3 (core schema).
 */
int dgpm_doc_parse(const struct dgpm_node **out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *path,
		   struct dgpm_str text, const struct dgpm_doc_limits *limits) DGPM_MUST_CHECK;

/*
 * Read all documents of a stream, for whom any YAML is to be read: `*n` of them, at least one, at *out. Anchors are
 * known in their own document; `limits` are of the whole. Tags that nobody knows are passed over (YAML-13), keys that
 * are lists or maps become their text (YAML-14), each with a note.
 */
int dgpm_docs_parse(const struct dgpm_node **out, size_t *n, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    const char *path, struct dgpm_str text, const struct dgpm_doc_limits *limits) DGPM_MUST_CHECK;

/* The value of a key, or NULL: not a map, no such key. */
const struct dgpm_node *dgpm_node_get(const struct dgpm_node *map, const char *key);

/* The value at "a.b.c", through maps only; NULL where a step is missing. */
const struct dgpm_node *dgpm_node_at(const struct dgpm_node *map, const char *path);

/* What a reference of a schema into itself leads to, "#/properties/phase"; NULL: nothing. */
const struct dgpm_node *dgpm_node_ref(const struct dgpm_node *root, const char *ref);

/* Whether something stands at "a.b[].c", for any item of a list: not null, and no empty list or map. */
bool dgpm_node_stands(const struct dgpm_node *node, const char *path);

/* The items of the list at "a.b.c"; 0 and *items as it was where there is no list. */
uint32_t dgpm_node_items(const struct dgpm_node *map, const char *path, const struct dgpm_node **items);

/* The text of a scalar; an empty string with s == NULL for NULL, maps and lists. */
struct dgpm_str dgpm_node_str(const struct dgpm_node *node);

/* The text of a DGPM_STRING without NULs inside, else NULL. */
const char *dgpm_node_cstr(const struct dgpm_node *node);

/* Whether the value of a key is this text. */
bool dgpm_node_text_is(const struct dgpm_node *map, const char *key, const char *text);

/* Whether two say the same, number by number as they are written; the order of keys tells nothing. */
bool dgpm_node_same(const struct dgpm_node *a, const struct dgpm_node *b);

/* The value of a key as a day: false where there is none. */
bool dgpm_node_date(const struct dgpm_node *map, const char *key, struct dgpm_date *out);

/* An integer that fits: true and *out set. */
bool dgpm_node_int(const struct dgpm_node *node, int64_t *out);

/* DGPM_BOOL and true. */
bool dgpm_node_true(const struct dgpm_node *node);

/* The place of a node. */
struct dgpm_loc dgpm_node_loc(const struct dgpm_node *node, const char *path);

/* "null", "boolean", "integer", "number", "string", "array", "object": JSON Schema's names. */
const char *dgpm_node_type_name(const struct dgpm_node *node);

#endif
