#include "ledger/account.h"
#include "unit.h"

static const struct account_case {
	const char *text;
	bool good;
	enum dgpm_account_kind kind;
	const char *name;
} cases[] = {
	{ "general", true, DGPM_ACCOUNT_GENERAL, "" },
	{ "special", true, DGPM_ACCOUNT_SPECIAL, "" },
	{ "special:年金特別会計", true, DGPM_ACCOUNT_SPECIAL, "年金特別会計" },
	{ "special:a:b", true, DGPM_ACCOUNT_SPECIAL, "a:b" },
	{ "special:", false, DGPM_ACCOUNT_GENERAL, "" },
	{ "earmarked", true, DGPM_ACCOUNT_EARMARKED, "" },
	{ "earmarked:空港整備", true, DGPM_ACCOUNT_EARMARKED, "空港整備" },
	{ "earmarked:", false, DGPM_ACCOUNT_GENERAL, "" },
	{ "specially", false, DGPM_ACCOUNT_GENERAL, "" },
	{ "general:x", false, DGPM_ACCOUNT_GENERAL, "" },
	{ "Special", false, DGPM_ACCOUNT_GENERAL, "" },
	{ "", false, DGPM_ACCOUNT_GENERAL, "" },
};

START_TEST(account_parse)
{
	const struct account_case *c = &cases[_i];
	struct dgpm_account got = { DGPM_N_ACCOUNT_KINDS, DGPM_STR("left as it was") };

	ck_assert_msg(dgpm_account_parse(&got, dgpm_str_of(c->text)) == c->good, "%s", c->text);
	ck_assert_msg(got.kind == c->kind, "%s: kind", c->text);
	ck_assert_msg(got.name.n == strlen(c->name) && (got.name.n == 0 || dgpm_str_is(got.name, c->name)), "%s: name",
		      c->text);
	ck_assert_int_eq(dgpm_account_kind(dgpm_str_of(c->text)), c->kind);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("account", &tc);

	tcase_add_loop_test(tc, account_parse, 0, DGPM_COUNT(cases));
	return s;
}
