/* Equality and hashing of values; items that stand twice. */
#include "schema/value.h"
#include "base/list.h"

#include <stdlib.h>

#define FEW 8 /* up to here comparing all with all is the cheapest */

uint64_t schema_hash(const struct dgpm_node *v)
{
	struct decimal d;
	uint64_t h = 0x5851f42d4c957f2du + v->kind;

	switch (v->kind) {
	case DGPM_BOOL:
		return schema_mix(h, v->yes);
	case DGPM_NUMBER:
		return decimal_read(&d, (struct dgpm_str){ v->text, v->n }) ? schema_mix(h, decimal_hash(&d)) : h;
	case DGPM_STRING:
		return schema_mix(h, schema_hash_text(v->text, v->n));
	case DGPM_LIST:
		for (uint32_t i = 0; i < v->n; i++)
			h = schema_mix(h, schema_hash(&v->items[i]));
		return h;
	case DGPM_MAP:
		for (uint32_t i = 0; i < v->n; i++)
			h += schema_mix(schema_hash_text(v->pairs[i].key.text, v->pairs[i].key.n),
				 schema_hash(&v->pairs[i].value));
		return schema_mix(h, v->n);
	default:
		return h;
	}
}

static int cmp_keys(const void *a, const void *b)
{
	const struct dgpm_pair *const *p = a, *const *q = b;

	return dgpm_str_cmp((struct dgpm_str){ (*p)->key.text, (*p)->key.n },
			    (struct dgpm_str){ (*q)->key.text, (*q)->key.n });
}

static const struct dgpm_pair **sorted_pairs(struct schema_scratch *scratch, const struct dgpm_node *map)
{
	const struct dgpm_pair **all = schema_scratch_take(scratch, map->n, sizeof(struct dgpm_pair *));

	for (uint32_t i = 0; i < map->n; i++)
		all[i] = &map->pairs[i];
	dgpm_sort(all, map->n, sizeof *all, cmp_keys);
	return all;
}

static bool same_text(const struct dgpm_node *a, const struct dgpm_node *b)
{
	return a->n == b->n && schema_same_bytes(a->text, b->text, a->n);
}

static bool maps_equal(struct schema_scratch *scratch, const struct dgpm_node *a, const struct dgpm_node *b)
{
	struct schema_mark mark;
	const struct dgpm_pair **p, **q;
	bool equal = true;
	uint32_t i = 0;

	/* Mostly the keys stand in one order. */
	while (i < a->n && same_text(&a->pairs[i].key, &b->pairs[i].key))
		if (!schema_equal(scratch, &a->pairs[i].value, &b->pairs[i].value))
			return false;
		else
			i++;
	if (i == a->n)
		return true;
	mark = schema_scratch_mark(scratch);
	p = sorted_pairs(scratch, a);
	q = sorted_pairs(scratch, b);
	for (i = 0; i < a->n && equal; i++)
		equal = same_text(&p[i]->key, &q[i]->key) && schema_equal(scratch, &p[i]->value, &q[i]->value);
	schema_scratch_back(scratch, mark);
	return equal;
}

bool schema_equal(struct schema_scratch *scratch, const struct dgpm_node *a, const struct dgpm_node *b)
{
	struct decimal x, y;
	int c;

	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case DGPM_BOOL:
		return a->yes == b->yes;
	case DGPM_NUMBER:
		return same_text(a, b) || (decimal_read(&x, (struct dgpm_str){ a->text, a->n }) &&
					   decimal_read(&y, (struct dgpm_str){ b->text, b->n }) &&
					   decimal_cmp(&c, &x, &y) && c == 0);
	case DGPM_STRING:
		return same_text(a, b);
	case DGPM_LIST:
		if (a->n != b->n)
			return false;
		for (uint32_t i = 0; i < a->n; i++)
			if (!schema_equal(scratch, &a->items[i], &b->items[i]))
				return false;
		return true;
	case DGPM_MAP:
		return a->n == b->n && maps_equal(scratch, a, b);
	default:
		return true;
	}
}

struct hashed {
	uint64_t hash;
	uint32_t item;
};

static int cmp_hashed(const void *a, const void *b)
{
	const struct hashed *p = a, *q = b;

	if (p->hash != q->hash)
		return p->hash < q->hash ? -1 : 1;
	return (p->item > q->item) - (p->item < q->item);
}

static int cmp_twins(const void *a, const void *b)
{
	const struct schema_twin *p = a, *q = b;

	return (p->item > q->item) - (p->item < q->item);
}

static uint32_t twins_of_few(struct schema_twin *out, struct schema_scratch *scratch, const struct dgpm_node *list,
			     bool first)
{
	uint32_t n = 0;

	for (uint32_t i = 1; i < list->n; i++)
		for (uint32_t k = 0; k < i; k++)
			if (schema_equal(scratch, &list->items[k], &list->items[i])) {
				out[n++] = (struct schema_twin){ i, k };
				if (first)
					return n;
				break;
			}
	return n;
}

/* Sorted by hash, equal items stand in one run; each is compared with the first of the run, or with the next that
 * differs from it. */
uint32_t schema_twins(struct schema_twin **out, struct schema_scratch *scratch, const struct dgpm_node *list,
		      bool first)
{
	struct schema_twin *twins = schema_scratch_take(scratch, list->n + 1u, sizeof *twins);
	struct hashed *all;
	uint32_t n = 0;

	*out = twins;
	if (list->n <= FEW)
		return twins_of_few(twins, scratch, list, first);
	all = schema_scratch_take(scratch, list->n, sizeof *all);
	for (uint32_t i = 0; i < list->n; i++)
		all[i] = (struct hashed){ schema_hash(&list->items[i]), i };
	dgpm_sort(all, list->n, sizeof *all, cmp_hashed);
	for (uint32_t i = 1, start = 0; i < list->n; i++) {
		if (all[i].hash != all[start].hash) {
			start = i;
			continue;
		}
		for (uint32_t k = start; k < i; k++)
			if (schema_equal(scratch, &list->items[all[k].item], &list->items[all[i].item])) {
				twins[n++] = (struct schema_twin){ all[i].item, all[k].item };
				break;
			}
		if (first && n > 0)
			return n;
	}
	dgpm_sort(twins, n, sizeof *twins, cmp_twins);
	return n;
}
