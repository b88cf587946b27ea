/* Addresses of figures: what is written is read back, and what is no address is refused. */
#include "address/address.h"
#include "address/origin.h"

#include "unit.h"

#include <stdio.h>

static struct dgpm_arena *arena;

static void setup(void)
{
	arena = dgpm_arena_new(NULL, NULL);
}

static void teardown(void)
{
	dgpm_arena_free(arena);
}

START_TEST(written)
{
	struct dgpm_address_text t;

	dgpm_address_begin(&t, arena, "ledger");
	dgpm_address_word(&t, DGPM_STR("2020"));
	dgpm_address_word(&t, DGPM_STR("2021"));
	dgpm_address_part(&t);
	dgpm_address_word(&t, DGPM_STR("SMP"));
	dgpm_address_term(&t, "item", DGPM_STR("運用 / 保守+改修 50%, <a href=\"x\">"));
	dgpm_address_term(&t, "class", DGPM_STR(""));
	dgpm_address_part(&t);
	dgpm_address_all(&t);
	ck_assert_str_eq(dgpm_address_end(&t), "ledger:2020+2021/SMP+item=運用%20%2F%20保守%2B改修%2050%25%2C%20"
					       "%3Ca%20href%3D%22x%22%3E+class=/*");
	ck_assert_str_eq(dgpm_address(arena, "track", "ops-2013", "*", "a/b", NULL), "track:ops-2013/*/a%2Fb");
	ck_assert_str_eq(dgpm_address_cell(arena, "ledger:2020/SMP", "total_yen"), "ledger:2020/SMP/total_yen");
	ck_assert_str_eq(dgpm_address_row(arena, "a/b c.csv", 12), "row:a/b%20c.csv:12");
	ck_assert_str_eq(dgpm_address_row(arena, "ledger.csv", 1), "row:ledger.csv:1");
}
END_TEST

START_TEST(read_back)
{
	const char *text = "ledger:2020+2021/SMP+item=運用%20%2F%20保守+class=/*/total_yen";
	struct dgpm_address a;

	ck_assert(dgpm_address_parse(&a, arena, text));
	ck_assert_str_eq(a.kind, "ledger");
	ck_assert_uint_eq(a.n, 4);
	ck_assert_uint_eq(a.parts[0].n, 2);
	ck_assert_str_eq(a.parts[0].terms[1].value, "2021");
	ck_assert_ptr_null(dgpm_address_only(&a, 0));
	ck_assert_ptr_null(a.parts[1].terms[0].key);
	ck_assert_str_eq(a.parts[1].terms[1].key, "item");
	ck_assert_str_eq(a.parts[1].terms[1].value, "運用 / 保守");
	ck_assert_str_eq(a.parts[1].terms[2].value, "");
	ck_assert(dgpm_address_has_terms(&a, 1));
	ck_assert(dgpm_address_has_terms(&a, 2));
	ck_assert(!dgpm_address_has_terms(&a, 3));
	ck_assert(!dgpm_address_has_terms(&a, 4));
	ck_assert_str_eq(dgpm_address_only(&a, 3), "total_yen");
	ck_assert_ptr_null(dgpm_address_only(&a, 4));
	/* The last part may be empty: the column of what has no value. */
	ck_assert(dgpm_address_parse(&a, arena, "ledger:*/*/"));
	ck_assert_str_eq(dgpm_address_only(&a, 2), "");
}
END_TEST

START_TEST(refused)
{
	static const char *const bad[] = { "",
					   "ledger",
					   ":2020",
					   "ledger:",
					   "ledger:/a",
					   "ledger:a//b",
					   "ledger:a/+b",
					   "ledger:a/b+",
					   "ledger:a/=b",
					   "ledger:a/%",
					   "ledger:a/%4",
					   "ledger:a/%zz",
					   "ledger:a/%00",
					   "ledger:a/k=%" };
	struct dgpm_address a;

	for (size_t i = 0; i < DGPM_COUNT(bad); i++)
		ck_assert_msg(!dgpm_address_parse(&a, arena, bad[i]), "%s", bad[i]);
	ck_assert(dgpm_address_is("ledger:x", "ledger"));
	ck_assert(!dgpm_address_is("ledgers:x", "ledger"));
	ck_assert(!dgpm_address_is("ledger", "ledger"));
}
END_TEST

/* Every byte a name may hold comes back, whatever parts addresses. */
START_TEST(every_byte)
{
	char name[256];
	struct dgpm_address a;
	struct dgpm_address_text t;

	for (int i = 1; i < 256; i++)
		name[i - 1] = (char)i;
	name[255] = '\0';
	dgpm_address_begin(&t, arena, "k");
	dgpm_address_word(&t, dgpm_str_of(name));
	ck_assert(dgpm_address_parse(&a, arena, dgpm_address_end(&t)));
	ck_assert_uint_eq(a.n, 1);
	ck_assert_str_eq(dgpm_address_only(&a, 0), name);
}
END_TEST

START_TEST(ids)
{
	ck_assert(dgpm_project_id_is(DGPM_STR("2021-SMP-0001")));
	ck_assert(dgpm_project_id_is(DGPM_STR("2021-A1-123456")));
	ck_assert(!dgpm_project_id_is(DGPM_STR("2021-SMP-001")));
	ck_assert(!dgpm_project_id_is(DGPM_STR("2021-smp-0001")));
	ck_assert(!dgpm_project_id_is(DGPM_STR("21-SMP-0001")));
	ck_assert(!dgpm_project_id_is(DGPM_STR("2021-SMP-0001x")));
	ck_assert(!dgpm_project_id_is(DGPM_STR("")));
}
END_TEST

START_TEST(origins)
{
	static const struct dgpm_origin all[] = { { "a", DGPM_ORIGIN_SUM, 1, NULL, NULL },
						  { "b", DGPM_ORIGIN_KEY, 0, NULL, NULL } };

	ck_assert_ptr_eq(dgpm_origin_find(all, 2, "b"), &all[1]);
	ck_assert_ptr_null(dgpm_origin_find(all, 2, "c"));
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("address", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, written);
	tcase_add_test(tc, read_back);
	tcase_add_test(tc, refused);
	tcase_add_test(tc, every_byte);
	tcase_add_test(tc, ids);
	tcase_add_test(tc, origins);
	return s;
}
