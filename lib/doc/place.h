/* Internal: where a value stands, told so that it stays the same when its neighbours come and go. */
#ifndef DOC_PLACE_H
#define DOC_PLACE_H

#include "doc/doc.h"

/* What a JSON pointer leads to. */
struct identity_place {
	const char *name;             /* the pointer, with items of lists by what they are called: "/reviews/F1/due" */
	const struct dgpm_node *item; /* the innermost item of a list on the way; NULL: none */
	size_t item_n;                /* bytes of the pointer up to it */
	const char *item_name;        /* `name` up to it */
};

/*
 * Follow a JSON pointer.
 *
 * Shape:  an item of a list is told by its `id`, else by the first of the keys it can be known by (project, rule, name
 *         and year ...), a scalar by its text; one that has none of them by its place. Two may be called the same:
 *         fingerprints number equal findings. A pointer that leads nowhere is kept as it is from there on.
 * Owner:  *out lives in `arena`, `item` is borrowed.
 */
void identity_of(struct identity_place *out, struct dgpm_arena *arena, const struct dgpm_node *root,
		 const char *pointer);

#endif
