/* Two trees held against each other: every leaf that is not the same. */
#include "diff/parts.h"

#define MOST_STEPS 128 /* a document is nested no deeper than 100 */

struct walk {
	const struct diff_walk *in;
	struct dgpm_buf name; /* of a field, written over by the next */
	const struct dgpm_pair **pairs; /* of the maps on the way, one behind the other */
	size_t n_pairs, cap_pairs;
	struct dgpm_diff_step steps[MOST_STEPS];
	uint32_t n;
};

static void both(struct walk *w, const struct dgpm_node *a, const struct dgpm_node *b, const struct dgpm_node *around);

/* What a step is called in the field: "milestones.サービス開始.due". */
static void step_name(struct dgpm_buf *b, const struct dgpm_diff_step *step)
{
	if (step->key != NULL) {
		dgpm_buf_add(b, step->key);
	} else if (step->whole) {
		dgpm_buf_add(b, "[]");
	} else {
		for (uint32_t i = 0; step->item != NULL && i < step->item->n; i++) {
			struct dgpm_str text = dgpm_node_str(&step->item->pairs[i].value);

			if (i != 0 && text.n != 0)
				dgpm_buf_char(b, ',');
			dgpm_buf_str(b, text);
		}
	}
}

void diff_add_field(struct dgpm_buf *b, const struct dgpm_diff_step *steps, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		dgpm_buf_sep(b, ".");
		step_name(b, &steps[i]);
	}
}

const char *diff_field_name(struct dgpm_arena *arena, struct dgpm_buf *space, const struct dgpm_diff_step *steps,
			    uint32_t n, const char *last)
{
	dgpm_buf_clear(space);
	diff_add_field(space, steps, n);
	if (last != NULL && strcmp(last, dgpm_buf_text(space)) == 0)
		return last;
	return dgpm_arena_strdup(arena, dgpm_buf_text(space));
}

static struct dgpm_diff_change *push(const struct diff_walk *in)
{
	struct dgpm_diff_change *c = DGPM_PUSH(in->keep, in->to->items, in->to->n, in->to->cap);

	*c = (struct dgpm_diff_change){ .project_id = in->project_id, .document = in->document };
	return c;
}

static void tell(struct walk *w, const struct dgpm_node *a, const struct dgpm_node *b, const struct dgpm_node *around)
{
	struct dgpm_arena *keep = w->in->keep;
	struct dgpm_diff_change *c = push(w->in);
	const char *last = w->in->to->n > 1 ? c[-1].field : NULL;
	struct dgpm_diff_step *steps = dgpm_arena_array(keep, w->n, sizeof *steps);

	for (uint32_t i = 0; i < w->n; i++) {
		steps[i] = w->steps[i];
		/* What an item is known by was put together in `scratch`; all else stands in the trees. */
		if (steps[i].key == NULL && !steps[i].whole && keep != w->in->scratch)
			steps[i].item = diff_copy(keep, steps[i].item);
	}
	c->field = diff_field_name(keep, &w->name, w->steps, w->n, last);
	c->steps = steps;
	c->n_steps = w->n;
	c->kind = (uint8_t)diff_field_kind(w->in->fields, steps, w->n, a, b, around);
	c->before = a;
	c->after = b;
}

static void step(struct walk *w, struct dgpm_diff_step to, const struct dgpm_node *a, const struct dgpm_node *b,
		 const struct dgpm_node *around)
{
	if (w->n == MOST_STEPS)
		return; /* documents are nested less deep: YAML-05 */
	w->steps[w->n++] = to;
	both(w, a, b, around);
	w->n--;
}

static bool is_key(const char *const *keys, struct dgpm_str key)
{
	for (; *keys != NULL; keys++)
		if (dgpm_str_is(key, *keys))
			return true;
	return false;
}

static int cmp_pairs(const void *pa, const void *pb)
{
	const struct dgpm_pair *const *a = pa, *const *b = pb;

	return dgpm_str_cmp(dgpm_node_str(&(*a)->key), dgpm_node_str(&(*b)->key));
}

/* Adds the pairs of a map, sorted; gives where they end. */
static size_t add_pairs(struct walk *w, const struct dgpm_node *map, const char *const *known)
{
	size_t from = w->n_pairs;

	for (uint32_t i = 0; map != NULL && i < map->n; i++)
		if (known == NULL || !is_key(known, dgpm_node_str(&map->pairs[i].key)))
			*DGPM_PUSH(w->in->scratch, w->pairs, w->n_pairs, w->cap_pairs) = &map->pairs[i];
	if (w->n_pairs > from)
		dgpm_sort(&w->pairs[from], w->n_pairs - from, sizeof *w->pairs, cmp_pairs);
	return w->n_pairs;
}

/* `known`: the keys that name the item this map is; they are the same on both sides, and no leaves. A map that holds
 * nothing else is a leaf itself: there or not. */
static void maps(struct walk *w, const struct dgpm_node *a, const struct dgpm_node *b, const char *const *known,
		 const struct dgpm_node *around)
{
	static const struct dgpm_node empty = { .kind = DGPM_MAP };
	/* Those of a, then those of b; the place moves as more are added behind them. */
	size_t from = w->n_pairs, end_a = add_pairs(w, a, known), end_b = add_pairs(w, b, known), i = from, j = end_a;
	bool bare_a = a != NULL && end_a == from, bare_b = b != NULL && end_b == end_a;

	if (bare_a != bare_b && w->n != 0)
		tell(w, bare_a ? &empty : NULL, bare_b ? &empty : NULL, around);
	while (i < end_a || j < end_b) {
		int c = i == end_a ? 1 : j == end_b ? -1 : cmp_pairs(&w->pairs[i], &w->pairs[j]);
		const struct dgpm_pair *x = c <= 0 ? w->pairs[i++] : NULL, *y = c >= 0 ? w->pairs[j++] : NULL;
		const char *key = x != NULL ? x->key.text : y != NULL ? y->key.text : NULL;

		step(w, (struct dgpm_diff_step){ .key = key }, x != NULL ? &x->value : NULL,
		     y != NULL ? &y->value : NULL, around);
	}
	w->n_pairs = from;
}

static void item(struct walk *w, const char *const *keys, const struct dgpm_node *a, const struct dgpm_node *b)
{
	const struct dgpm_node *any = b != NULL ? b : a;

	if (w->n == MOST_STEPS)
		return;
	if (keys == NULL) {
		w->steps[w->n++] = (struct dgpm_diff_step){ .item = any, .whole = true };
		tell(w, a, b, NULL);
	} else {
		w->steps[w->n++] = (struct dgpm_diff_step){ .item = diff_identity(w->in->scratch, keys, any) };
		maps(w, a, b, keys, any);
	}
	w->n--;
}

static void lists(struct walk *w, const struct dgpm_node *a, const struct dgpm_node *b, const struct dgpm_node *around)
{
	static const struct dgpm_node empty = { .kind = DGPM_LIST };
	bool bare_a = a != NULL && a->n == 0, bare_b = b != NULL && b->n == 0;
	struct diff_lists l;
	size_t i = 0, j = 0;

	if (bare_a != bare_b)
		tell(w, bare_a ? &empty : NULL, bare_b ? &empty : NULL, around);
	diff_name_items(&l, w->in->scratch, a, b);
	while (i < l.side[0].n || j < l.side[1].n) {
		const struct diff_item *x = i < l.side[0].n ? &l.side[0].items[i] : NULL;
		const struct diff_item *y = j < l.side[1].n ? &l.side[1].items[j] : NULL;
		int c = x == NULL ? 1 : y == NULL ? -1 : dgpm_str_cmp(x->name, y->name);

		i += c <= 0;
		j += c >= 0;
		if (l.keys == NULL && c == 0)
			continue;
		item(w, l.keys, x != NULL && c <= 0 ? x->node : NULL, y != NULL && c >= 0 ? y->node : NULL);
	}
}

static bool is(const struct dgpm_node *node, enum dgpm_kind kind)
{
	return node == NULL || node->kind == kind;
}

static void both(struct walk *w, const struct dgpm_node *a, const struct dgpm_node *b, const struct dgpm_node *around)
{
	if (is(a, DGPM_MAP) && is(b, DGPM_MAP)) {
		maps(w, a, b, NULL, around);
	} else if (is(a, DGPM_LIST) && is(b, DGPM_LIST)) {
		lists(w, a, b, around);
	} else if (a != NULL && b != NULL && (a->kind >= DGPM_LIST || b->kind >= DGPM_LIST)) {
		/* Another shape altogether: all of the one goes, all of the other comes. */
		both(w, a, NULL, around);
		both(w, NULL, b, around);
	} else if (a == NULL || b == NULL || !diff_same(w->in->scratch, a, b)) {
		tell(w, a, b, around);
	}
}

void diff_trees(const struct diff_walk *in, const struct dgpm_node *a, const struct dgpm_node *b)
{
	struct walk w = { .in = in, .name = { .arena = in->scratch } };

	both(&w, a, b, in->around);
}

void diff_unchanged(const struct diff_walk *in, const struct dgpm_diff_how *how, const struct dgpm_node *a,
		    const struct dgpm_node *b)
{
	for (size_t i = 0; i < how->n_unchanged; i++) {
		const struct dgpm_node *x = dgpm_node_at(a, how->unchanged[i]), *y = dgpm_node_at(b, how->unchanged[i]);
		struct walk w = { .in = in, .name = { .arena = in->scratch } };
		struct dgpm_diff_change *c;

		if (x == NULL || y == NULL || !diff_same(in->scratch, x, y))
			continue;
		for (const char *at = how->unchanged[i]; w.n < MOST_STEPS && *at != '\0';) {
			size_t n = strcspn(at, ".");

			w.steps[w.n++].key = dgpm_arena_strndup(in->scratch, at, n);
			at += n + (at[n] == '.');
		}
		tell(&w, x, y, NULL);
		c = &in->to->items[in->to->n - 1];
		c->kind = DGPM_DIFF_UNCHANGED;
	}
}

void diff_whole(const struct diff_walk *in, const struct dgpm_node *a, const struct dgpm_node *b)
{
	struct dgpm_diff_change *c = push(in);

	c->field = in->document == NULL ? "card" : in->document;
	c->kind = a == NULL ? DGPM_DIFF_ADDED : DGPM_DIFF_REMOVED;
	c->before = a;
	c->after = b;
}

static int cmp_changes(const void *pa, const void *pb)
{
	const struct dgpm_diff_change *a = pa, *b = pb;
	int c = strcmp(a->document != NULL ? a->document : "", b->document != NULL ? b->document : "");

	if (c == 0)
		c = strcmp(a->field, b->field);
	if (c == 0)
		c = (a->before == NULL) - (b->before == NULL);
	return c;
}

/* A change and what its value is sorted by. */
struct valued {
	struct dgpm_str value;
	struct dgpm_diff_change change;
};

static int cmp_values(const void *pa, const void *pb)
{
	return dgpm_str_cmp(((const struct valued *)pa)->value, ((const struct valued *)pb)->value);
}

/* Changes of one field, by their values: as many as a document has values. */
static void sort_values(struct dgpm_diff_change *items, size_t n, struct dgpm_arena *scratch)
{
	struct dgpm_arena *own = dgpm_arena_like(scratch);
	struct valued *all = dgpm_arena_array(own, n, sizeof *all);
	struct dgpm_arena *one = dgpm_arena_like(scratch);

	for (size_t i = 0; i < n; i++) {
		const struct dgpm_node *value = items[i].before != NULL ? items[i].before : items[i].after;

		all[i] = (struct valued){ dgpm_arena_str(own, diff_canon(one, value)), items[i] };
		dgpm_arena_reset(one);
	}
	dgpm_sort(all, n, sizeof *all, cmp_values);
	for (size_t i = 0; i < n; i++)
		items[i] = all[i].change;
	dgpm_arena_free(one);
	dgpm_arena_free(own);
}

void diff_sort_changes(struct diff_changes *c, struct dgpm_arena *scratch)
{
	size_t end;

	dgpm_sort(c->items, c->n, sizeof *c->items, cmp_changes);
	for (size_t i = 0; i < c->n; i = end) {
		for (end = i + 1; end < c->n && cmp_changes(&c->items[i], &c->items[end]) == 0;)
			end++;
		if (end - i > 1)
			sort_values(&c->items[i], end - i, scratch);
	}
}
