/* Internal: what a schema says of the order of keys. */
#ifndef FMT_ORDER_H
#define FMT_ORDER_H

#include "doc/doc.h"

/* The place of a key among the properties of a schema, and the schema of its value; -1: it names no such key. */
int32_t order_of(const struct dgpm_node *root, const struct dgpm_node *schema, struct dgpm_str key,
		 const struct dgpm_node **value);

/* The schema of the items of a list; NULL: it says nothing of them. */
const struct dgpm_node *order_items(const struct dgpm_node *root, const struct dgpm_node *schema);

#endif
