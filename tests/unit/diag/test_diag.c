/* Diagnostics: what is kept, their order, equal ones, lists of several workers. */
#include "diag/diag.h"

#include "unit.h"

#define AT(path, line, column) ((struct dgpm_loc){ (path), (line), (column) })

static struct dgpm_arena *arena;
static struct dgpm_diags *diags;

static void setup(void)
{
	arena = dgpm_arena_new(NULL, NULL);
	diags = dgpm_diags_new(arena);
}

static void teardown(void)
{
	dgpm_arena_free(arena);
}

/* Texts are copied; a project said once stays until it is ended; the value is what was given, never the sentence. */
START_TEST(kept)
{
	char path[] = "a.yaml", value[] = "1,200";
	const struct dgpm_diag *d;

	dgpm_diags_project(diags, "2021-SMP-0001");
	dgpm_diag_addf(diags, DGPM_MSG_CSV_07, AT(path, 3, 4), value, "'%s', not %d", "other", 12);
	dgpm_diags_project(diags, NULL);
	dgpm_diag_addf(diags, DGPM_MSG_CSV_07, AT(path, 4, 4), NULL, "%s", "said alone");
	dgpm_diag_add(diags, DGPM_MSG_CSV_07, AT(path, 5, 4), value);
	memset(path, 'x', sizeof path - 1);
	memset(value, 'x', sizeof value - 1);
	ck_assert_uint_eq(dgpm_diags_count(diags), 3);
	d = dgpm_diags_at(diags, 0);
	ck_assert_str_eq(d->at.path, "a.yaml");
	ck_assert_str_eq(d->value, "1,200");
	ck_assert_str_eq(d->project_id, "2021-SMP-0001");
	ck_assert_ptr_nonnull(strstr(d->message, ": 'other', not 12"));
	ck_assert_ptr_null(dgpm_diags_at(diags, 1)->value);
	ck_assert_ptr_null(dgpm_diags_at(diags, 1)->project_id);
	ck_assert_str_eq(dgpm_diags_at(diags, 2)->value, "1,200");
	ck_assert_str_eq(dgpm_diag_value(diags, "%s %d", "a", 1), "a 1");
}
END_TEST

START_TEST(order)
{
	static const struct dgpm_loc places[] = {
		{ "b.yaml", 1, 1 },    { "a.yaml", 10, 1 },   { "a.yaml", 9, 2 },      { "a.yaml", 9, 1 },
		{ "x.xlsx!A!F10", 0, 0 }, { "x.xlsx!A!F6", 0, 0 }, { "x.xlsx!A!AA6", 0, 0 }, { "a.yaml", 9, 2 },
	};

	for (size_t i = 0; i < DGPM_COUNT(places); i++)
		dgpm_diag_add(diags, DGPM_MSG_CSV_07, places[i], NULL);
	dgpm_diags_sort(diags);
	/* The one that was there twice is told once. */
	ck_assert_uint_eq(dgpm_diags_count(diags), 7);
	ck_assert_uint_eq(dgpm_diags_at(diags, 0)->at.column, 1);
	ck_assert_uint_eq(dgpm_diags_at(diags, 1)->at.column, 2);
	ck_assert_uint_eq(dgpm_diags_at(diags, 2)->at.line, 10);
	ck_assert_str_eq(dgpm_diags_at(diags, 3)->at.path, "b.yaml");
	ck_assert_str_eq(dgpm_diags_at(diags, 4)->at.path, "x.xlsx!A!F6");
	ck_assert_str_eq(dgpm_diags_at(diags, 5)->at.path, "x.xlsx!A!AA6");
	ck_assert_str_eq(dgpm_diags_at(diags, 6)->at.path, "x.xlsx!A!F10");
}
END_TEST

/* Sorted lists of workers come to the same as one list, whoever found what. */
START_TEST(adopt)
{
	struct dgpm_diags *one = dgpm_diags_new(arena), *parts[3];

	for (int i = 0; i < 3; i++)
		parts[i] = dgpm_diags_new(arena);
	for (uint32_t i = 0; i < 100; i++) {
		struct dgpm_loc at = AT(i % 7 != 0 ? "a" : "b", i * 37 % 100, 0);

		dgpm_diag_add(one, DGPM_MSG_CSV_07, at, NULL);
		dgpm_diag_add(parts[i % 3], DGPM_MSG_CSV_07, at, NULL);
	}
	for (int i = 0; i < 3; i++) {
		dgpm_diags_sort(parts[i]);
		dgpm_diags_adopt(diags, parts[i]);
	}
	dgpm_diags_sort(one);
	ck_assert_str_eq(unit_diags(arena, diags), unit_diags(arena, one));
	ck_assert_uint_eq(dgpm_diags_count_of(diags, DGPM_FATAL), dgpm_diags_count(diags));
	dgpm_diags_clear(diags);
	dgpm_diags_sort(diags);
	dgpm_diags_sort_from(diags, 0);
	ck_assert_uint_eq(dgpm_diags_count(diags), 0);
}
END_TEST

/* The table: in the order of IDs, each once, nothing left blank. */
START_TEST(table)
{
	for (int m = 0; m < DGPM_MSG_COUNT; m++) {
		const struct dgpm_msg_info *info = dgpm_msg_info((enum dgpm_msg)m);

		ck_assert_msg(info->text[0] != '\0' && info->remedy[0] != '\0', "%s", info->id);
		if (m != 0)
			ck_assert_msg(strcmp(dgpm_msg_info((enum dgpm_msg)(m - 1))->id, info->id) < 0, "%s", info->id);
	}
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("diag", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, kept);
	tcase_add_test(tc, order);
	tcase_add_test(tc, adopt);
	tcase_add_test(tc, table);
	return s;
}
