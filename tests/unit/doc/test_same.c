/* Documents that say the same: written otherwise, or in another order of keys. */
#include "fixture.h"

static const struct same_case {
	const char *a, *b;
	bool want;
} same_cases[] = {
	{ "{x: 1, y: [a, b]}", "y:\n- a\n- 'b'\nx: 1", true },
	{ "{x: {p: 1, q: 2}}", "{x: {q: 2, p: 1}}", true },
	{ "{1: a, b: 2}", "{b: 2, 1: a}", true },
	{ "[a, b]", "[b, a]", false },
	{ "[a]", "[a, a]", false },
	{ "{x: 1}", "{x: 1, y: 1}", false },
	{ "{x: 1}", "{y: 1}", false },
	{ "{x: 1}", "{x: 2}", false },
	{ "{x: {p: 1}}", "{x: [1]}", false },
	{ "x: 1", "x: '1'", false },
	{ "x: 1", "x: 1.0", false },
	{ "x: true", "x: false", false },
	{ "x: true", "x: 'true'", false },
	{ "x: null", "x: null", true },
	{ "x: null", "x: []", false },
	{ "{}", "{}", true },
};

START_TEST(same)
{
	const struct same_case *c = &same_cases[_i];
	const struct dgpm_node *x = fixture_doc(c->a), *y = fixture_doc(c->b);

	ck_assert_msg(dgpm_node_same(x, y) == c->want, "%s and %s", c->a, c->b);
	ck_assert_msg(dgpm_node_same(y, x) == c->want, "%s and %s", c->b, c->a);
	ck_assert(dgpm_node_same(x, x));
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("same", &tc);

	tcase_add_checked_fixture(tc, fixture_open, fixture_close);
	tcase_add_loop_test(tc, same, 0, DGPM_COUNT(same_cases));
	return s;
}
