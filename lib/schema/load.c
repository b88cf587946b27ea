/* Compile a schema: every subschema noted first, so that references find their names, then compiled one by one. */
#include "schema/load.h"
#include "base/i18n.h"
#include "schema/refs.h"

#include <stdlib.h>

static size_t slot_of(const struct schema_load *ld, const struct dgpm_node *node)
{
	size_t at = (size_t)(((uintptr_t)node >> 3) * 0x9e3779b97f4a7c15u >> 20) & ld->slot_mask;

	while (ld->slots[at] != NULL && ld->slots[at]->node != node)
		at = (at + 1) & ld->slot_mask;
	return at;
}

static void grow_slots(struct schema_load *ld)
{
	struct load_entry **old = ld->slots;
	size_t n_old = old != NULL ? ld->slot_mask + 1 : 0, n = n_old != 0 ? n_old * 2 : 256;

	ld->slots = dgpm_arena_array(ld->arena, n, sizeof(struct load_entry *));
	ld->slot_mask = n - 1;
	for (size_t i = 0; i < n_old; i++)
		if (old[i] != NULL)
			ld->slots[slot_of(ld, old[i]->node)] = old[i];
}

struct load_entry *schema_load_entry(struct schema_load *ld, const struct dgpm_node *node, bool add)
{
	size_t at;

	if (ld->slots == NULL || ld->n_entries * 2 > ld->slot_mask)
		grow_slots(ld);
	at = slot_of(ld, node);
	if (ld->slots[at] == NULL && add) {
		ld->slots[at] = dgpm_arena_array(ld->arena, 1, sizeof(struct load_entry));
		ld->slots[at]->node = node;
		ld->n_entries++;
	}
	return ld->slots[at];
}

void schema_load_push(struct schema_load *ld, struct load_entry *e)
{
	*DGPM_PUSH(ld->arena, ld->todo, ld->n_todo, ld->cap_todo) = e;
}

struct schema_sub *schema_load_entry_sub(struct schema_load *ld, struct load_entry *e)
{
	if (e->sub == NULL) {
		e->sub = dgpm_arena_array(ld->arena, 1, sizeof *e->sub);
		e->sub->node = e->node;
		e->sub->resource = e->resource;
		e->sub->fixed = e->node->kind != DGPM_BOOL ? SCHEMA_RUN : e->node->yes ? SCHEMA_ANY : SCHEMA_NONE;
		schema_load_push(ld, e);
	}
	return e->sub;
}

const struct schema_sub *schema_load_sub(struct schema_load *ld, const struct dgpm_node *node, uint32_t resource)
{
	struct load_entry *e = schema_load_entry(ld, node, false);

	/* The scan came by every place where a keyword holds a schema. */
	if (e == NULL) {
		e = schema_load_entry(ld, node, true);
		e->resource = resource;
	}
	return schema_load_entry_sub(ld, e);
}

void schema_load_error(struct schema_load *ld, enum dgpm_msg msg, uint32_t resource, const struct dgpm_node *at,
		       const char *fmt, ...)
{
	va_list ap;
	const char *detail;

	ld->failed = true;
	va_start(ap, fmt);
	detail = dgpm_arena_vprintf(ld->arena, fmt, ap);
	va_end(ap);
	dgpm_diag_addf(ld->diags, msg, dgpm_node_loc(at, ld->resources[resource].path), dgpm_node_cstr(at), "%s",
		       detail);
}
