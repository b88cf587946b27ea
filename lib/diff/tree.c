/* Two trees held against each other: every leaf that is not the same. */
#include "diff/parts.h"

#define MOST_STEPS 128 /* a document is nested no deeper than 100 */

struct walk {
	const struct diff_walk *in;
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

const char *diff_field_name(struct dgpm_arena *arena, const struct dgpm_diff_step *steps, uint32_t n)
{
	struct dgpm_buf b = { .arena = arena };

	for (uint32_t i = 0; i < n; i++) {
		dgpm_buf_sep(&b, ".");
		step_name(&b, &steps[i]);
	}
	return dgpm_buf_text(&b);
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
	struct dgpm_diff_step *steps = dgpm_arena_array(keep, w->n, sizeof *steps);

	for (uint32_t i = 0; i < w->n; i++) {
		steps[i] = w->steps[i];
		if (steps[i].key != NULL)
			steps[i].key = dgpm_arena_strdup(keep, steps[i].key);
		else
			steps[i].item = diff_copy(keep, steps[i].item);
	}
	c->field = diff_field_name(keep, w->steps, w->n);
	c->steps = steps;
	c->n_steps = w->n;
	c->kind = (uint8_t)diff_field_kind(w->in->fields, steps, w->n, a, b, around);
	c->before = a != NULL ? diff_copy(keep, a) : NULL;
	c->after = b != NULL ? diff_copy(keep, b) : NULL;
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

static const struct dgpm_pair **sorted_pairs(struct walk *w, const struct dgpm_node *map, const char *const *known,
					     size_t *n)
{
	size_t all = map != NULL ? map->n : 0;
	const struct dgpm_pair **pairs = dgpm_arena_array(w->in->scratch, all, sizeof *pairs);

	*n = 0;
	for (size_t i = 0; i < all; i++)
		if (known == NULL || !is_key(known, dgpm_node_str(&map->pairs[i].key)))
			pairs[(*n)++] = &map->pairs[i];
	dgpm_sort(pairs, *n, sizeof *pairs, cmp_pairs);
	return pairs;
}

/* `known`: the keys that name the item this map is; they are the same on both sides, and no leaves. A map that holds
 * nothing else is a leaf itself: there or not. */
static void maps(struct walk *w, const struct dgpm_node *a, const struct dgpm_node *b, const char *const *known,
		 const struct dgpm_node *around)
{
	static const struct dgpm_node empty = { .kind = DGPM_MAP };
	size_t n_a, n_b, i = 0, j = 0;
	const struct dgpm_pair **pa = sorted_pairs(w, a, known, &n_a), **pb = sorted_pairs(w, b, known, &n_b);
	bool bare_a = a != NULL && n_a == 0, bare_b = b != NULL && n_b == 0;

	if (bare_a != bare_b && w->n != 0)
		tell(w, bare_a ? &empty : NULL, bare_b ? &empty : NULL, around);
	while (i < n_a || j < n_b) {
		int c = i == n_a ? 1 : j == n_b ? -1 : cmp_pairs(&pa[i], &pb[j]);
		const struct dgpm_pair *x = c <= 0 ? pa[i++] : NULL, *y = c >= 0 ? pb[j++] : NULL;
		const char *key = x != NULL ? x->key.text : y != NULL ? y->key.text : NULL;

		step(w, (struct dgpm_diff_step){ .key = key }, x != NULL ? &x->value : NULL,
		     y != NULL ? &y->value : NULL, around);
	}
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
	struct walk w = { .in = in };

	both(&w, a, b, in->around);
}

void diff_unchanged(const struct diff_walk *in, const struct dgpm_diff_how *how, const struct dgpm_node *a,
		    const struct dgpm_node *b)
{
	for (size_t i = 0; i < how->n_unchanged; i++) {
		const struct dgpm_node *x = dgpm_node_at(a, how->unchanged[i]), *y = dgpm_node_at(b, how->unchanged[i]);
		struct walk w = { .in = in };
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
	c->before = a != NULL ? diff_copy(in->keep, a) : NULL;
	c->after = b != NULL ? diff_copy(in->keep, b) : NULL;
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

void diff_sort_changes(struct diff_changes *c, struct dgpm_arena *scratch)
{
	size_t end;

	dgpm_sort(c->items, c->n, sizeof *c->items, cmp_changes);
	for (size_t i = 0; i < c->n; i = end) {
		for (end = i + 1; end < c->n && cmp_changes(&c->items[i], &c->items[end]) == 0;)
			end++;
		for (size_t k = i + 1; k < end; k++)
			for (size_t m = k; m > i; m--) {
				struct dgpm_diff_change *x = &c->items[m - 1], *y = &c->items[m], t;
				const struct dgpm_node *vx = x->before != NULL ? x->before : x->after;
				const struct dgpm_node *vy = y->before != NULL ? y->before : y->after;

				if (dgpm_str_cmp(diff_canon(scratch, vx), diff_canon(scratch, vy)) <= 0)
					break;
				t = *x;
				*x = *y;
				*y = t;
			}
	}
}
