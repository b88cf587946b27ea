/* Profiles: faults that a schema does not see, what comes of columns, conditions and templates, and every one there
 * is. */
#include "profile/tree.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct dgpm_arena *arena;
static struct dgpm_diags *diags;
static struct dgpm_data *data;
static char path[32];

static void setup(void)
{
	arena = dgpm_arena_new(NULL, NULL);
	diags = dgpm_diags_new(arena);
	ck_assert_int_eq(dgpm_data_open(&data, arena, diags, "schemas", "en"), 0);
	memcpy(path, "/tmp/dgpm-profile-XXXXXX.yaml", sizeof "/tmp/dgpm-profile-XXXXXX.yaml");
	close(mkstemps(path, 5));
}

static void teardown(void)
{
	dgpm_data_close(data);
	(void)unlink(path);
	dgpm_arena_free(arena);
}

/* A profile with this behind its title; NULL when it cannot be used. */
static struct dgpm_profile *load(const char *rest)
{
	struct dgpm_profile *p;
	FILE *f = fopen(path, "w");
	int rc;

	ck_assert_ptr_nonnull(f);
	fprintf(f, "schema: dgpm/profile@1\nid: made-up\ntitle: {ja: 見本}\n%s", rest);
	ck_assert_int_eq(fclose(f), 0);
	rc = dgpm_profile_find(&p, arena, diags, data, NULL, path);
	unit_contract(rc, p, diags);
	return p;
}

#define LEDGER "makes: ledger\n"
#define COLUMNS_AND(more)                                                                                              \
	"columns: {year: {header: 年度, as: year}, name: 名称, yen: {header: 金額, as: amount}, " more "}\n"
#define COLUMNS COLUMNS_AND("")
#define ID "id_rule: {year: 2021, organization: MIC, key: [name]}\n"
#define ROWS "rows: [{id: r, amounts: [{column: yen}]}]\n"
#define SET                                                                                                            \
	"set: {fiscal_year: {column: year}, organization: MIC, account: general, expense: operation, stage: "          \
	"initial}\n"

static const struct fault_case {
	const char *rest, *said;
} fault_cases[] = {
	{ LEDGER "columns: {a: {as: text}}\n"
		 "rows: [{id: r, amounts: [{column: a}]}]\n",
	  "'a' needs either 'header', 'pattern' or 'lookup'" },
	{ LEDGER "columns: {a: {pattern: '('}}\n"
		 "rows: [{id: r, amounts: [{column: a}]}]\n",
	  "not a pattern" },
	{ LEDGER COLUMNS ID SET "rows: [{id: r, amounts: [{column: yenn}]}]\n", "did you mean 'yen'" },
	{ LEDGER COLUMNS ID SET "rows: [{id: r, amounts: [{column: name}]}]\n", "is not read as an amount" },
	{ LEDGER COLUMNS ID "rows: [{id: r, amounts: [{column: yen}]}]\n", "'fiscal_year' is not set" },
	{ LEDGER COLUMNS ID SET "rows: [{id: r, amounts: [{column: yen, set: {stage: initail}}]}]\n",
	  "did you mean 'initial'" },
	{ LEDGER COLUMNS ID SET "rows: [{id: r, amounts: [{column: yen, set: {item: {text: '{nam}'}}}]}]\n",
	  "'nam' is not under 'columns'" },
	{ LEDGER COLUMNS ID SET "rows: [{id: r, amounts: [{column: yen, set: {item: {text: '{name'}}}]}]\n",
	  "a brace is not closed" },
	{ LEDGER COLUMNS ID SET "rows: [{id: r, amounts: [{column: yen, set: {item: {group: g}}}]}]\n",
	  "'g' is no group" },
	{ LEDGER COLUMNS "id_rule: {organization: MIC, key: [name]}\n" SET ROWS,
	  "an ID needs 'year' and 'organization'" },
	{ LEDGER COLUMNS "id_rule: {year: 2021, organization: MIC}\n" SET ROWS,
	  "an ID needs 'number', 'key' or 'column'" },
	{ LEDGER COLUMNS ID SET "rows: [{id: r, amounts: [{column: yen, set: {account: {from: account-of-parts}}}]}]\n",
	  "account-of-parts needs a check of parts" },
	{ LEDGER COLUMNS ID SET ROWS "checks: [{kind: parts, figures: [{total: yen, parts: [yen]}]}]\n",
	  "a check of parts needs 'row', 'of' and a 'group'" },
	{ "makes: cards\n" COLUMNS ID, "key 'card' is missing" },
};

START_TEST(fault_told)
{
	const struct fault_case *c = &fault_cases[_i];

	ck_assert_ptr_null(load(c->rest));
	ck_assert_msg(strstr(unit_diags(arena, diags), c->said) != NULL, "%s: %s", c->rest, unit_diags(arena, diags));
}
END_TEST

START_TEST(columns_read)
{
	struct dgpm_profile *p = load(LEDGER "columns:\n"
					     "  year: {header: 年度, as: year}\n"
					     "  name: 名称\n"
					     "  a: 当初 予算\n"
					     "  b: {header: [Ａ, b], as: amount, unit: million, sign: turned}\n"
					     "  c: {pattern: 'x', as: amount, unit: stated, optional: true}\n" ID SET
					     "rows: [{id: r, amounts: [{column: b}]}]\n");

	ck_assert_msg(p != NULL, "%s", unit_diags(arena, diags));
	ck_assert_uint_eq(p->n_columns, 5);
	ck_assert(dgpm_str_is(p->columns[2].headers[0], "当初予算"));
	ck_assert_str_eq(p->columns[2].shown, "当初 予算");
	ck_assert_uint_eq(p->columns[3].n_headers, 2);
	ck_assert(dgpm_str_is(p->columns[3].headers[0], "a"));
	ck_assert_uint_eq(p->columns[3].unit, DGPM_UNIT_MILLION);
	ck_assert(p->columns[3].turned && !p->columns[3].unit_stated && !p->columns[3].optional);
	ck_assert(p->columns[4].unit_stated && p->columns[4].optional && p->columns[4].pattern != NULL);
	dgpm_profile_close(p);
}
END_TEST

START_TEST(rows_read)
{
	struct dgpm_profile *p =
		load(LEDGER COLUMNS ID SET
		     "skip: [{reason: {ja: 計}, when: {name: {is: [計, 合計]}}}]\n"
		     "rows: [{id: r, when: {name: {matches: 'システム'}}, amounts: [{column: yen, set: {item: {text: "
		     "'a{name}b'}}}]}]\n");
	const struct spec *item;

	ck_assert_msg(p != NULL, "%s", unit_diags(arena, diags));
	ck_assert_uint_eq(p->n_kinds, 2);
	ck_assert(p->kinds[0].skip && p->kinds[0].when[0].op == COND_IS && p->kinds[0].when[0].n == 2);
	ck_assert(!p->kinds[1].skip && p->kinds[1].when[0].op == COND_MATCHES);
	item = p->kinds[1].amounts[0].set[PF_ITEM];
	ck_assert_uint_eq(item->kind, SPEC_TEMPLATE);
	ck_assert_uint_eq(item->n, 3);
	ck_assert_int_eq(item->pieces[1].column, 1);
	dgpm_profile_close(p);
}
END_TEST

START_TEST(map_found)
{
	struct dgpm_profile *p = load(
		LEDGER COLUMNS_AND("a: {header: x, map: {当初: initial, ＡＢ: executed}, other: none}") ID SET ROWS);
	const struct profile_map *map = p->columns[3].map;

	ck_assert_str_eq(profile_map_find(map, arena, dgpm_str_of("当初")), "initial");
	ck_assert_str_eq(profile_map_find(map, arena, dgpm_str_of("ab")), "executed");
	ck_assert_ptr_null(profile_map_find(map, arena, dgpm_str_of("補正")));
	ck_assert_uint_eq(map->other, OTHER_NONE);
	dgpm_profile_close(p);
}
END_TEST

START_TEST(all_loaded)
{
	size_t n, m;
	const struct dgpm_profile_info *listed = dgpm_profiles_list(&n, arena, diags, data, NULL);
	struct dgpm_profile *const *all = dgpm_profiles_load(&m, arena, diags, data, NULL);

	ck_assert_msg(n == m && n >= 7, "%zu listed, %zu loaded: %s", n, m, unit_diags(arena, diags));
	for (size_t i = 0; i < n; i++) {
		ck_assert_str_eq(listed[i].id, dgpm_profile_id(all[i]));
		ck_assert_int_eq(listed[i].makes, dgpm_profile_makes(all[i]));
		dgpm_profile_close(all[i]);
	}
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("profile", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, fault_told, 0, DGPM_COUNT(fault_cases));
	tcase_add_test(tc, columns_read);
	tcase_add_test(tc, rows_read);
	tcase_add_test(tc, map_found);
	tcase_add_test(tc, all_loaded);
	return s;
}
