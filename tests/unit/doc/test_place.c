/* Places in a document: items of lists by what they are called, so that they stay when their neighbours come and go. */
#include "doc/place.h"
#include "unit.h"

static const char text[] = "reviews:\n"
			   "- {id: F1, due: x, notes: [{rule: R-1, x: 1}, plain, {zzz: 1}, '']}\n"
			   "- {id: a/b~c, due: x}\n"
			   "- {id: \"two\\nlines\"}\n"
			   "budget: [{name: n, fiscal_year: 2021, yen: 1}, {fiscal_year: 2021, date: 2021-04-01}, "
			   "{kind: k}, {name: [1]}]\n"
			   "tables: [[a, b], [c, d]]\n"
			   "name: x\n";

static const struct {
	const char *pointer, *name, *item_name; /* item_name NULL: no item of a list on the way */
	size_t item_n;
} cases[] = {
	{ "", "", NULL, 0 },
	{ "/name", "/name", NULL, 0 },
	{ "/reviews", "/reviews", NULL, 0 },
	{ "/reviews/0", "/reviews/F1", "/reviews/F1", 10 },
	{ "/reviews/0/due", "/reviews/F1/due", "/reviews/F1", 10 },
	{ "/reviews/0/notes/0/x", "/reviews/F1/notes/R-1/x", "/reviews/F1/notes/R-1", 18 },
	/* A scalar by its text; what has no name by its place. */
	{ "/reviews/0/notes/1", "/reviews/F1/notes/plain", "/reviews/F1/notes/plain", 18 },
	{ "/reviews/0/notes/2", "/reviews/F1/notes/2", "/reviews/F1/notes/2", 18 },
	{ "/reviews/0/notes/3", "/reviews/F1/notes/3", "/reviews/F1/notes/3", 18 },
	{ "/tables/1/0", "/tables/1/c", "/tables/1/c", 11 },
	/* A name is a step like any other: its slashes, tildes and line breaks are none of the pointer's. */
	{ "/reviews/1/due", "/reviews/a~1b~0c/due", "/reviews/a~1b~0c", 10 },
	{ "/reviews/2", "/reviews/two lines", "/reviews/two lines", 10 },
	/* By two keys, where it has both. */
	{ "/budget/0/yen", "/budget/n,2021/yen", "/budget/n,2021", 9 },
	{ "/budget/1", "/budget/2021,2021-04-01", "/budget/2021,2021-04-01", 9 },
	{ "/budget/2", "/budget/k", "/budget/k", 9 },
	{ "/budget/3", "/budget/3", "/budget/3", 9 },
	/* What leads nowhere is kept as it is from there on. */
	{ "/reviews/9/due", "/reviews/9/due", NULL, 0 },
	{ "/reviews/x/due", "/reviews/x/due", NULL, 0 },
	{ "/reviews//due", "/reviews//due", NULL, 0 },
	{ "/reviews/99999999999/due", "/reviews/99999999999/due", NULL, 0 },
	{ "/reviews/0/none/x", "/reviews/F1/none/x", "/reviews/F1", 10 },
	{ "/name/x/y", "/name/x/y", NULL, 0 },
	{ "no pointer", "no pointer", NULL, 0 },
};

START_TEST(named)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct identity_place place;
	const struct dgpm_node *root;

	ck_assert_int_eq(dgpm_doc_parse(&root, a, d, "doc", dgpm_str_of(text), &limits), 0);
	identity_of(&place, a, root, cases[_i].pointer);
	ck_assert_str_eq(place.name, cases[_i].name);
	ck_assert_uint_eq(place.item_n, cases[_i].item_n);
	ck_assert_int_eq(place.item != NULL, cases[_i].item_name != NULL);
	if (place.item != NULL)
		ck_assert_str_eq(place.item_name, cases[_i].item_name);
	dgpm_arena_free(a);
}
END_TEST

/* Of a document that could not be read the pointer is all there is. */
START_TEST(nowhere)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct identity_place place;

	identity_of(&place, a, NULL, "/a/0");
	ck_assert_str_eq(place.name, "/a/0");
	ck_assert_ptr_null(place.item);
	dgpm_arena_free(a);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("place", &tc);

	tcase_add_loop_test(tc, named, 0, DGPM_COUNT(cases));
	tcase_add_test(tc, nowhere);
	return s;
}
