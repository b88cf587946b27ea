/* Where a schema's names lead: base URIs, $id, $anchor, JSON pointers. */
#ifndef SCHEMA_REFS_H
#define SCHEMA_REFS_H

#include "schema/load.h"

/* Note every subschema under `root`, with the names it defines. `uri` is where the document is known to stand. */
void schema_refs_add_doc(struct schema_load *ld, const struct dgpm_node *root, struct dgpm_str uri, const char *path,
			 bool guest);

/* The subschema that `ref`, standing in `resource`, leads to; NULL when it leads nowhere. `*name` is the fragment when
 * it is an anchor, else s NULL. */
struct load_entry *schema_refs_find(struct schema_load *ld, uint32_t resource, struct dgpm_str ref,
				    struct dgpm_str *name);

#endif
