/* Dialects: which keywords count in a document, by its $schema and the $vocabulary of what that leads to. */
#ifndef SCHEMA_VOCABULARY_H
#define SCHEMA_VOCABULARY_H

#include "schema/load.h"

/* What a $schema is known for; 0: nothing, its document must be looked at. */
uint8_t schema_vocabulary_known(struct dgpm_str uri);

/* What the metaschema says that the schema `at` of a resource names; `meta` NULL: it was not found, which is told. */
uint8_t schema_vocabulary_of(struct schema_load *ld, uint32_t resource, const struct dgpm_node *at,
			     const struct dgpm_node *meta);

#endif
