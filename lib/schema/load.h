/* What the files that compile a schema share. */
#ifndef SCHEMA_LOAD_H
#define SCHEMA_LOAD_H

#include "base/list.h"
#include "schema/tree.h"

/* A node of the schema that is a subschema; `sub` once something needs it compiled. */
struct load_entry {
	const struct dgpm_node *node;
	uint32_t resource;
	struct schema_sub *sub;
};

/* A part of a document with a base URI of its own. One resource may have several URIs: `index` is the first one's. */
struct load_resource {
	struct dgpm_str uri;
	const struct dgpm_node *root;
	uint32_t index;
	const char *path;
	bool guest;         /* found for a reference */
	uint8_t vocabulary; /* enum vocabulary: whose keywords count */
};

struct load_anchor {
	uint32_t resource;
	struct dgpm_str name;
	const struct dgpm_node *node;
	bool dynamic;
};

struct schema_load;

/* The vocabularies of draft 2020-12: those whose keywords do something, all others together, and what is newer than the
 * drafts before. */
enum vocabulary {
	VOCABULARY_CORE = 1,
	VOCABULARY_APPLICATOR = 2,
	VOCABULARY_UNEVALUATED = 4,
	VOCABULARY_VALIDATION = 8,
	VOCABULARY_OTHER = 16,
	VOCABULARY_NEWEST = 32,
	VOCABULARY_FORMAT = 64, /* formats are asserted */
	VOCABULARY_EARLIER = 31, /* drafts 2019-09 and 07 */
	VOCABULARY_ALL = 63,
};

/* How a keyword holds subschemas. */
enum keyword_holds { HOLDS_NONE, HOLDS_SCHEMA, HOLDS_LIST, HOLDS_MAP, HOLDS_DEPENDENCIES };

struct keyword {
	const char *name;
	enum vocabulary vocabulary;
	enum keyword_holds holds;
	void (*load)(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *pair);
};

struct schema_load {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	const struct dgpm_schema_how *how;
	struct dgpm_schema *out;
	/* The table of keywords, NULL for none of the name: it stands above those who look into it. */
	const struct keyword *(*keyword)(struct dgpm_str name);
	bool failed;

	struct load_entry **slots; /* by node */
	size_t n_entries, slot_mask;
	struct load_resource *resources;
	uint32_t n_resources, cap_resources;
	struct load_anchor *anchors;
	uint32_t n_anchors, cap_anchors;
	struct dgpm_str *lost; /* URIs that no document was found for */
	size_t n_lost, cap_lost;
	struct dgpm_str *dynamic_names; /* of $dynamicRef */
	uint32_t n_dynamic_names, cap_dynamic_names;

	/* Subschemas still to do, so that nesting costs no stack. */
	struct load_entry **todo;
	size_t n_todo, cap_todo;
};

/* load.c */
struct load_entry *schema_load_entry(struct schema_load *ld, const struct dgpm_node *node, bool add);
/* The subschema at a node, compiled now or later. `node` must be a map or a boolean. */
const struct schema_sub *schema_load_sub(struct schema_load *ld, const struct dgpm_node *node, uint32_t resource);
struct schema_sub *schema_load_entry_sub(struct schema_load *ld, struct load_entry *e);
void schema_load_push(struct schema_load *ld, struct load_entry *e);
void schema_load_error(struct schema_load *ld, enum dgpm_msg msg, uint32_t resource, const struct dgpm_node *at,
		       const char *fmt, ...) DGPM_PRINTF(5, 6);

#endif
