/* The law of a comparison: applied to A it gives B, and its money adds up to the difference of the totals. */
#include "io/out.h"
#include "states.h"

#define ROUNDS 25
#define EDITS 60

/* --- random edits --- */

/* Any part of a card; *parent and *at tell where it stands. */
static struct value *pick(struct value *v, struct value **parent, size_t *at)
{
	while (v->n != 0) {
		*parent = v;
		*at = any((uint32_t)v->n);
		v = v->parts[*at].value;
		if (any(4) == 0)
			break;
	}
	return v;
}

/* Whatever a key of one's own may hold: also what cards never do. */
static struct value *strange(unsigned depth)
{
	static const char *const keys[] = { "id", "name", "fiscal_year", "x", "text", "stage" };
	struct value *v;

	if (depth > 3 || any(3) == 0)
		return any(5) == 0 ? scalar(DGPM_NULL, NULL) :
		       any(2) == 0 ? scalar(DGPM_NUMBER, dgpm_arena_printf(a, "%u", any(3))) :
				     scalar(DGPM_STRING, dgpm_arena_printf(a, "t%u.\"\n", any(3)));
	v = scalar(any(2) != 0 ? DGPM_MAP : DGPM_LIST, NULL);
	for (uint32_t i = any(4); i > 0; i--) {
		const char *key = keys[any(DGPM_COUNT(keys))];

		if (v->kind == DGPM_LIST)
			add_part(v, NULL, strange(depth + 1));
		else if (part_at(v, key) == v->n)
			add_part(v, key, strange(depth + 1));
	}
	return v;
}

static void edit_card(struct value *card, const struct value *other)
{
	struct value *parent = NULL, *v;
	size_t at = 0, i = any((uint32_t)other->n);

	v = pick(card, &parent, &at);
	if (parent == NULL)
		return;
	switch (any(7)) {
	case 0:
		remove_part(parent, at);
		return;
	case 1:
		if (v->kind == DGPM_NUMBER)
			v->text = dgpm_arena_printf(a, "%u", any(100000));
		else if (v->kind == DGPM_STRING)
			v->text = dgpm_arena_printf(a, "%s%u", v->text, any(3));
		return;
	case 2:
		if (parent->kind == DGPM_LIST)
			add_part(parent, NULL, value_of(diff_copy(a, &(struct dgpm_node[]){ node_of(v) }[0])));
		return;
	case 3:
		for (size_t k = 0; k + 1 < v->n; k++) {
			size_t with = k + any((uint32_t)(v->n - k));
			__typeof__(v->parts[0]) t = v->parts[k];

			v->parts[k] = v->parts[with];
			v->parts[with] = t;
		}
		return;
	case 4:
		if (other->n != 0 && card->kind == DGPM_MAP && strcmp(other->parts[i].key, "id") != 0 &&
		    part_at(card, other->parts[i].key) == card->n)
			add_part(card, other->parts[i].key,
				 value_of(diff_copy(a, &(struct dgpm_node[]){ node_of(other->parts[i].value) }[0])));
		return;
	default:
		if (card->kind != DGPM_MAP)
			return;
		i = part_at(card, "x-own");
		if (i == card->n)
			add_part(card, "x-own", strange(0));
		else if (any(2) == 0)
			card->parts[i].value = strange(0);
		else if (card->parts[i].value->n != 0)
			edit_card(card->parts[i].value, scalar(DGPM_MAP, NULL));
	}
}

static void edit_rows(struct state *s)
{
	size_t i = any((uint32_t)s->n_rows), k = any((uint32_t)s->n_rows);
	struct row t = s->rows[i];
	char *moved = dgpm_arena_strdup(a, t.fixed), *at = strstr(moved, ",SMP,");

	switch (any(5)) {
	case 0:
		s->rows[i].yen += (int64_t)any(1000000) - 500000;
		return;
	case 1:
		s->rows[i] = s->rows[k];
		s->rows[k] = t;
		return;
	case 2:
		s->rows[i] = s->rows[--s->n_rows];
		return;
	case 3:
		/* Another organization has it now. */
		if (at != NULL)
			memcpy(at, any(2) != 0 ? ",SRI," : ",SQD,", 5);
		s->rows[i].fixed = moved;
		return;
	default:
		t.yen = any(2) != 0 ? 0 : any(1000);
		t.fixed = s->rows[k].fixed;
		*DGPM_PUSH(a, s->rows, s->n_rows, s->cap_rows) = t;
	}
}

static struct state edited(const struct state *from)
{
	struct state s = copy_of(from);

	for (int i = 0; i < EDITS; i++) {
		struct named *x = &s.cards[any((uint32_t)s.n)];
		bool document = any(4) == 0;
		struct dgpm_node before;
		const struct dgpm_node *kept;

		/* Plans and settings are few, and are edited, too. */
		while (document && is_card(x))
			x = &s.cards[any((uint32_t)s.n)];
		before = node_of(x->card);
		kept = diff_copy(a, &before);

		if (any(3) == 0) {
			edit_rows(&s);
			continue;
		}
		edit_card(x->card, s.cards[any((uint32_t)s.n)].card);
		if (!is_valid(x, value_of(kept)) ||
		    (is_card(x) && strcmp(text_part(x->card, "id")->text, x->id) != 0))
			x->card = value_of(kept);
	}
	/* One goes, one comes. */
	if (any(2) == 0) {
		size_t gone = any((uint32_t)s.n);

		if (strcmp(s.cards[gone].kind, "portfolio") != 0) {
			s.cards[gone] = s.cards[s.n - 1];
			s.n--;
		}
	}
	if (any(2) == 0 && card_of(&s, "2022-SMP-0099") == NULL) {
		size_t like = 0;
		struct dgpm_node node;
		struct named *x;

		while (!is_card(&s.cards[like]))
			like++;
		node = node_of(s.cards[like].card);
		x = DGPM_PUSH(a, s.cards, s.n, s.cap);
		x->kind = "card";
		x->card = value_of(diff_copy(a, &node));
		x->id = "2022-SMP-0099";
		x->card->parts[part_at(x->card, "id")].value = scalar(DGPM_STRING, x->id);
	}
	dgpm_sort(s.cards, s.n, sizeof *s.cards, cmp_cards);
	return s;
}

/* Of all projects, as long as the portfolios are open. */
struct moneys {
	struct dgpm_diff_money *items;
	size_t n, cap;
};

static struct moneys moneys_of(const struct dgpm_diff *diff)
{
	struct moneys all = { 0 };
	struct dgpm_diff_part part;

	for (size_t i = 0; i < diff->n_projects; i++) {
		dgpm_diff_open(&part, a, diff, i);
		for (size_t k = 0; k < part.n_money; k++)
			*DGPM_PUSH(a, all.items, all.n, all.cap) = part.money[k];
	}
	return all;
}

/* By year and stage, the changes are what the totals differ by. */
static void check_totals(const struct dgpm_diff *diff, const struct moneys *all)
{
	for (size_t i = 0; i < diff->n_totals; i++) {
		const struct dgpm_diff_total *t = &diff->totals[i];
		int64_t change = 0;

		for (size_t k = 0; k < all->n; k++)
			if (all->items[k].fiscal_year[1] == t->fiscal_year[1] &&
			    all->items[k].stage[1] == t->stage[1] &&
			    strcmp(all->items[k].organization, t->organization) == 0)
				change += all->items[k].yen[1] - all->items[k].yen[0];
		ck_assert_int_eq(change, t->yen[1] - t->yen[0]);
	}
}

/* What moved, was told anew or taken over was lost by one figure and won by another. */
static void check_causes(const struct moneys *all)
{
	int64_t change[DGPM_N_DIFF_CAUSES] = { 0 };

	for (size_t i = 0; i < all->n; i++) {
		const struct dgpm_diff_money *m = &all->items[i];

		ck_assert(m->known[0] || m->known[1]);
		change[m->cause] += m->yen[1] - m->yen[0];
	}
	ck_assert_int_eq(change[DGPM_CAUSE_MOVED], 0);
	ck_assert_int_eq(change[DGPM_CAUSE_RENAMED], 0);
	ck_assert_int_eq(change[DGPM_CAUSE_SPLIT], 0);
	ck_assert_int_eq(change[DGPM_CAUSE_MERGED], 0);
}

/* --- the comparison as JSON, and its application --- */

static const char *compare(const char *from, const char *to, unsigned threads, struct dgpm_diff **diff)
{
	struct dgpm_diff_how how = { .mode = DGPM_DIFF_TREES, .threads = threads, .name = { "a", "b" } };
	struct dgpm_diff_print said = { 0 };
	struct dgpm_print print = { .format = DGPM_FORMAT_JSON, .lang = "en" };
	struct dgpm_portfolio *p[2];
	struct dgpm_out *out;
	char *text;
	size_t n;
	FILE *f = open_memstream(&text, &n);
	const char *json;
	struct moneys all;

	for (int i = 0; i < 2; i++)
		p[i] = fixture_portfolio(i == 0 ? from : to);
	ck_assert_int_eq(dgpm_diff(diff, a, d, p[0], p[1], &how), 0);
	ck_assert_int_eq(dgpm_out_open(&out, a, d, NULL, f), 0);
	dgpm_diff_print(*diff, a, &said, out, &print);
	ck_assert_int_eq(dgpm_out_close(out, d), 0);
	fclose(f);
	all = moneys_of(*diff);
	check_totals(*diff, &all);
	check_causes(&all);
	json = dgpm_arena_strdup(a, text);
	free(text);
	return json;
}

/* Whether an item is what a step of a path means: its keys are equal, null ones are not there. */
static bool is_meant(const struct value *item, const struct dgpm_node *step)
{
	const struct dgpm_node *whole = dgpm_node_get(step, "whole");

	if (whole != NULL)
		return strcmp(canon(item), canon(value_of(whole))) == 0;
	for (uint32_t i = 0; i < step->n; i++) {
		const struct value *part = item->kind == DGPM_MAP ? text_part(item, step->pairs[i].key.text) : NULL;

		if (step->pairs[i].value.kind == DGPM_NULL ? part != NULL :
		    part == NULL || strcmp(canon(part), canon(value_of(&step->pairs[i].value))) != 0)
			return false;
	}
	return item->kind == DGPM_MAP;
}

static bool is_bare(const struct value *v, const struct dgpm_node *step)
{
	size_t keys = 0;

	for (uint32_t i = 0; step->kind == DGPM_MAP && i < step->n; i++)
		keys += step->pairs[i].value.kind != DGPM_NULL;
	return v->n == 0 || (v->kind == DGPM_MAP && step->kind == DGPM_MAP && is_meant(v, step) && v->n == keys);
}

/* The part of `v` a step means; v->n: none. */
static size_t find(const struct value *v, const struct dgpm_node *step)
{
	if (step->kind == DGPM_STRING)
		return v->kind == DGPM_MAP ? part_at(v, step->text) : v->n;
	for (size_t i = 0; v->kind == DGPM_LIST && i < v->n; i++)
		if (is_meant(v->parts[i].value, step))
			return i;
	return v->n;
}

/* Take the leaf away; what holds nothing any more goes, too. */
static void take(struct value *v, const struct dgpm_node *path, uint32_t at)
{
	size_t i = find(v, &path->items[at]);
	struct value *part;

	ck_assert_msg(i < v->n, "nothing to remove");
	part = v->parts[i].value;
	if (at + 1 < path->n) {
		take(part, path, at + 1);
		if (!is_bare(part, &path->items[at]))
			return;
	}
	remove_part(v, i);
}

static void give(struct value *v, const struct dgpm_node *path, uint32_t at, const struct dgpm_node *after)
{
	const struct dgpm_node *step = &path->items[at];
	bool last = at + 1 == path->n, key = step->kind == DGPM_STRING;
	const struct dgpm_node *whole = key ? NULL : dgpm_node_get(step, "whole");
	size_t i = whole != NULL ? v->n : find(v, step);

	if (i == v->n && !last)
		add_part(v, key ? step->text : NULL,
			 scalar(path->items[at + 1].kind == DGPM_STRING ? DGPM_MAP : DGPM_LIST, NULL));
	else if (i == v->n)
		add_part(v, key ? step->text : NULL, value_of(after));
	else if (last)
		v->parts[i].value = value_of(after);
	if (!key && whole == NULL)
		for (uint32_t k = 0; k < step->n; k++) {
			struct value *item = v->parts[i].value;

			if (step->pairs[k].value.kind != DGPM_NULL && part_at(item, step->pairs[k].key.text) == item->n)
				add_part(item, step->pairs[k].key.text, value_of(&step->pairs[k].value));
		}
	if (!last)
		give(v->parts[i].value, path, at + 1, after);
}

static void apply_changes(struct state *s, const struct dgpm_node *changes, bool removals, size_t *documents)
{
	for (uint32_t i = 0; i < changes->n; i++) {
		const struct dgpm_node *c = &changes->items[i], *path = dgpm_node_get(c, "path");
		const struct dgpm_node *before = dgpm_node_get(c, "before"), *after = dgpm_node_get(c, "after");
		const char *document = dgpm_node_cstr(dgpm_node_get(c, "document"));
		const char *id = document != NULL ? document : dgpm_node_cstr(dgpm_node_get(c, "project_id"));
		struct named *card = card_of(s, id);

		if ((after == NULL) != removals)
			continue;
		*documents += document != NULL;
		if (path->n == 0 && after == NULL)
			*card = s->cards[--s->n];
		else if (path->n == 0)
			*DGPM_PUSH(a, s->cards, s->n, s->cap) = (struct named){ id, value_of(after), "card" };
		else if (after == NULL)
			take(card->card, path, 0);
		else
			give(card->card, path, 0, after);
		ck_assert(before != NULL || after != NULL);
	}
	dgpm_sort(s->cards, s->n, sizeof *s->cards, cmp_cards);
}

/* The rows as sums, sorted: "key yen". */
static int cmp_rows(const void *pa, const void *pb)
{
	return strcmp(((const struct row *)pa)->fixed, ((const struct row *)pb)->fixed);
}

static void sum_rows(struct state *s)
{
	size_t kept = 0;

	dgpm_sort(s->rows, s->n_rows, sizeof *s->rows, cmp_rows);
	for (size_t i = 0; i < s->n_rows; i++)
		if (kept != 0 && cmp_rows(&s->rows[kept - 1], &s->rows[i]) == 0)
			s->rows[kept - 1].yen += s->rows[i].yen;
		else
			s->rows[kept++] = s->rows[i];
	s->n_rows = kept;
}

static const char *member(const struct dgpm_node *map, const char *key)
{
	return dgpm_node_str(dgpm_node_get(map, key)).s;
}

static void apply_money(struct state *s, const struct dgpm_node *money)
{
	for (uint32_t i = 0; i < money->n; i++) {
		const struct dgpm_node *m = &money->items[i];
		const char *key = dgpm_arena_printf(a, "%s,%s,%s,%s,%s,%s", member(m, "fiscal_year"),
						    member(m, "project_id"), member(m, "organization"),
						    member(m, "account"), member(m, "expense"), member(m, "stage"));
		int64_t before, after;
		bool was = dgpm_node_int(dgpm_node_get(m, "before"), &before);
		bool is = dgpm_node_int(dgpm_node_get(m, "after"), &after);
		size_t k = 0;

		while (k < s->n_rows && strcmp(s->rows[k].fixed, key) != 0)
			k++;
		ck_assert_msg(was == (k < s->n_rows), "%s: there or not", key);
		if (was)
			ck_assert_int_eq(s->rows[k].yen, before);
		if (is && was)
			s->rows[k].yen = after;
		else if (is)
			*DGPM_PUSH(a, s->rows, s->n_rows, s->cap_rows) = (struct row){ key, after };
		else
			s->rows[k] = s->rows[--s->n_rows];
	}
}

static void check_law(struct state from, const struct state *to, const char *json)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct dgpm_node *doc;
	struct state want = copy_of(to);
	size_t documents = 0;

	ck_assert_int_eq(dgpm_doc_parse(&doc, a, d, "json", dgpm_str_of(json), &limits), 0);
	apply_changes(&from, dgpm_node_get(doc, "changes"), true, &documents);
	apply_changes(&from, dgpm_node_get(doc, "changes"), false, &documents);
	ck_assert_msg(documents != 0, "no change of a plan, a target or dgpm.yaml was tried");
	ck_assert_uint_eq(from.n, to->n);
	for (size_t i = 0; i < from.n; i++)
		ck_assert_str_eq(canon(from.cards[i].card), canon(to->cards[i].card));
	sum_rows(&from);
	sum_rows(&want);
	apply_money(&from, dgpm_node_get(doc, "money"));
	sum_rows(&from);
	ck_assert_uint_eq(from.n_rows, want.n_rows);
	for (size_t i = 0; i < from.n_rows; i++) {
		ck_assert_str_eq(from.rows[i].fixed, want.rows[i].fixed);
		ck_assert_int_eq(from.rows[i].yen, want.rows[i].yen);
	}
}

/* Whether a plan, a target or dgpm.yaml is another in the two. */
static bool documents_differ(const struct state *x, const struct state *y)
{
	for (size_t i = 0; i < y->n; i++)
		for (size_t k = 0; k < x->n && !is_card(&y->cards[i]); k++)
			if (strcmp(x->cards[k].id, y->cards[i].id) == 0 && !is_card(&x->cards[k]) &&
			    strcmp(canon(x->cards[k].card), canon(y->cards[i].card)) != 0)
				return true;
	return false;
}

START_TEST(applied_to_a_it_gives_b)
{
	struct state sample = { 0 }, from, to;
	struct dgpm_diff *diff, *again;
	const char *dir_a, *dir_b, *dir_c, *json;

	seed = (uint64_t)_i * 7919 + 1;
	read_state(&sample, "examples/sample");
	/* Most edits of the few documents that are no cards make them malformed: they are taken back, until one
	 * stays. */
	for (int tries = 0; tries == 0 || !documents_differ(&from, &to); tries++) {
		ck_assert_int_lt(tries, 50);
		from = edited(&sample);
		to = edited(&from);
	}
	dir_a = write_state(&from);
	dir_b = write_state(&to);
	json = compare(dir_a, dir_b, 1, &diff);
	check_law(copy_of(&from), &to, json);
	ck_assert_str_eq(json, compare(dir_a, dir_b, 4, &again));
	/* Another order of rows is the same portfolio. */
	for (size_t i = 0; i + 1 < to.n_rows; i++) {
		size_t with = i + any((uint32_t)(to.n_rows - i));
		struct row t = to.rows[i];

		to.rows[i] = to.rows[with];
		to.rows[with] = t;
	}
	dir_c = write_state(&to);
	ck_assert_str_eq(json, compare(dir_a, dir_c, 2, &again));
	/* Nothing differs from itself. */
	(void)compare(dir_b, dir_b, 2, &again);
	ck_assert(dgpm_diff_is_empty(again));
	ck_assert_str_eq(unit_diags(a, d), "");
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("law", &tc);

	tcase_add_checked_fixture(tc, fixture_open, fixture_close);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, applied_to_a_it_gives_b, 0, ROUNDS);
	return s;
}
