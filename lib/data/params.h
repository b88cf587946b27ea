/* Internal: schemas with {$param: name} in them, and lists of sources: what rules and criteria share. */
#ifndef DATA_PARAMS_H
#define DATA_PARAMS_H

#include "data/data.h"

struct params {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	struct dgpm_data *data;
	const char *path;
	const struct dgpm_node *own, *given; /* what the document says, and what the portfolio says instead */
	bool failed;
};

/*
 * Compile a schema with its parameters filled in; NULL for NULL, and after a diagnostic (p->failed). Where nothing but
 * what the portfolio says instead is at fault, that is told at its place (REF-11).
 */
const struct dgpm_schema *params_compile(struct params *p, const struct dgpm_node *schema);

/* Whether {$param: name} stands in a schema. */
bool params_use(const struct dgpm_node *schema, const char *name);

/* The key of a map that is likest to a word; NULL: none is, or there is no map. */
const char *params_nearest(struct dgpm_arena *a, const struct dgpm_node *map, const char *word);

/* "S1 2-1, S3 4.4(1)"; *documents "S1;S3" and *sections "2-1;4.4(1)" where asked for. */
const char *params_sources(struct dgpm_arena *a, const struct dgpm_node *list, const char **documents,
			   const char **sections);

/* What the signs of a list of sources stand for, a line each: "S1: title, date". Source: schemas/documents.yaml. */
const char *params_titles(struct dgpm_arena *a, struct dgpm_diags *diags, struct dgpm_data *data,
			  const struct dgpm_node *list);

/* The first address that an item of a list of sources has, or the document it names in documents.yaml; NULL. */
const char *params_url(struct dgpm_diags *diags, struct dgpm_data *data, const struct dgpm_node *list);

#endif
