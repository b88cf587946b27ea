/* What a change of a field is called: by the list in schemas/diff.yaml. */
#include "base/decimal.h"
#include "diff/parts.h"

#define MOST_PARTS 8

struct field {
	struct dgpm_str part[MOST_PARTS]; /* "*": any step */
	uint32_t n;
	const struct dgpm_node *node;
};

struct diff_fields {
	struct field *items;
	uint32_t n;
};

const struct diff_fields *diff_fields_new(struct dgpm_arena *arena, const struct dgpm_node *root)
{
	struct diff_fields *f = dgpm_arena_array(arena, 1, sizeof *f);
	const struct dgpm_node *list = NULL;

	f->n = dgpm_node_items(root, "fields", &list);
	f->items = dgpm_arena_array(arena, f->n, sizeof *f->items);
	for (uint32_t i = 0; i < f->n; i++) {
		struct dgpm_str path = dgpm_node_str(dgpm_node_get(&list[i], "field"));
		struct field *field = &f->items[i];

		field->node = &list[i];
		while (path.n != 0 && field->n < MOST_PARTS) {
			const char *dot = memchr(path.s, '.', path.n);
			size_t n = dot != NULL ? (size_t)(dot - path.s) : path.n;

			field->part[field->n++] = (struct dgpm_str){ path.s, n };
			n += dot != NULL;
			path = (struct dgpm_str){ path.s + n, path.n - n };
		}
	}
	return f;
}

static bool matches(const struct field *field, const struct dgpm_diff_step *steps, uint32_t n)
{
	if (field->n != n)
		return false;
	for (uint32_t i = 0; i < n; i++)
		if (!dgpm_str_is(field->part[i], "*") &&
		    (steps[i].key == NULL || !dgpm_str_is(field->part[i], steps[i].key)))
			return false;
	return true;
}

/* Numbers by value, dates and other texts by their bytes. */
static int compare(const struct dgpm_node *a, const struct dgpm_node *b)
{
	struct decimal x, y;
	int c = 0;

	if (a->kind == DGPM_NUMBER && b->kind == DGPM_NUMBER && decimal_read(&x, dgpm_node_str(a)) &&
	    decimal_read(&y, dgpm_node_str(b)) && decimal_cmp(&c, &x, &y))
		return c;
	return a->kind == b->kind ? dgpm_str_cmp(dgpm_node_str(a), dgpm_node_str(b)) : 0;
}

static int place_in(const struct dgpm_node *list, const struct dgpm_node *value)
{
	for (uint32_t i = 0; i < list->n; i++)
		if (dgpm_str_eq(dgpm_node_str(&list->items[i]), dgpm_node_str(value)))
			return (int)i + 1;
	return 0;
}

/* "at-most" indicators get better downwards. */
static int for_the_better(const struct dgpm_node *around, int c)
{
	return dgpm_node_text_is(around, "direction", "at-most") ? -c : c;
}

/* The word of the list that tells what happened; NULL: none of them. */
static const struct dgpm_node *what(const struct dgpm_node *field, const struct dgpm_node *before,
				    const struct dgpm_node *after, const struct dgpm_node *around)
{
	const struct dgpm_node *order = dgpm_node_get(field, "order"), *from = dgpm_node_get(field, "from");
	int c;

	if (before == NULL)
		return dgpm_node_get(field, "given");
	if (after == NULL)
		return dgpm_node_get(field, "gone");
	if (from != NULL && dgpm_node_cstr(before) != NULL && dgpm_node_get(from, dgpm_node_cstr(before)) != NULL)
		return dgpm_node_get(from, dgpm_node_cstr(before));
	c = order != NULL && order->kind == DGPM_LIST ? place_in(order, after) - place_in(order, before) :
							 compare(after, before);
	if (dgpm_node_get(field, "better") != NULL || dgpm_node_get(field, "worse") != NULL)
		c = for_the_better(around, c);
	if (c > 0)
		return dgpm_node_get(field, order != NULL ? "forward" :
					    dgpm_node_get(field, "better") != NULL ? "better" : "more");
	return c < 0 ? dgpm_node_get(field, order != NULL			    ? "back"
					    : dgpm_node_get(field, "worse") != NULL ? "worse"
										    : "less")
		     : NULL;
}

enum dgpm_diff_kind diff_field_kind(const struct diff_fields *f, const struct dgpm_diff_step *steps, uint32_t n,
				    const struct dgpm_node *before, const struct dgpm_node *after,
				    const struct dgpm_node *around)
{
	for (uint32_t i = 0; i < f->n; i++) {
		struct dgpm_str word;

		if (!matches(&f->items[i], steps, n))
			continue;
		word = dgpm_node_str(what(f->items[i].node, before, after, around));
		for (enum dgpm_diff_kind k = 0; word.n != 0 && k < DGPM_N_DIFF_KINDS; k++)
			if (dgpm_str_is(word, dgpm_diff_kind_name(k)))
				return k;
	}
	return before == NULL ? DGPM_DIFF_ADDED : after == NULL ? DGPM_DIFF_REMOVED : DGPM_DIFF_CHANGED;
}

const char *dgpm_diff_kind_name(enum dgpm_diff_kind k)
{
	static const char *const names[] = { "added",	   "removed", "changed", "refined",
					     "worsened", "moved",   "unchanged" };

	return k < DGPM_N_DIFF_KINDS ? names[k] : "";
}

const char *dgpm_diff_cause_name(enum dgpm_diff_cause c)
{
	static const char *const names[] = { "added", "ended",  "renamed",  "moved",
					     "split", "merged", "restated", "changed" };

	return c < DGPM_N_DIFF_CAUSES ? names[c] : "";
}

const char *diff_finding_state(enum dgpm_diff_finding_state s)
{
	static const char *const names[] = { "new", "mended", "still" };

	return names[s];
}
