/* Profiles: faults that a schema does not see, what comes of columns, conditions and templates, and every one there
 * is. */
#include "profile/published.h"
#include "profile/tree.h"
#include "unit.h"

#include <fcntl.h>
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
	{ LEDGER COLUMNS ID SET ROWS
	  "checks: [{kind: parts, row: total, of: r, figures: [{total: yen, parts: [yen]}]}]\n",
	  "'total' is not the id of a kind under 'rows'" },
	{ LEDGER COLUMNS ID SET ROWS
	  "group: [name]\nchecks: [{kind: parts, row: r, of: r, figures: [{total: yen, parts: [yen]}]}, "
	  "{kind: parts, row: r, of: r, figures: [{total: yen, parts: [yen]}]}]\n",
	  "one check of parts is what a profile may have" },
	{ LEDGER COLUMNS ID SET ROWS "extra: {amount_yen: {column: name}}\n", "the ledger has this column of its own" },
	{ LEDGER COLUMNS ID SET ROWS "extra: {item: {column: name}}\n", "the ledger has this column of its own" },
	{ LEDGER COLUMNS ID SET "rows: [{id: r, amounts: [{column: yen, set: {expense: zzz}}]}]\n",
	  "'zzz' is not a word of this column of the ledger" },
	{ LEDGER "columns: {year: {header: 年度, as: year}, name: {header: 名称, map: {a: zzz}}, yen: {pattern: "
		 "'(?<part>x)', as: amount}}\n" ID SET
		 "rows: [{id: r, amounts: [{column: yen, set: {expense: {column: name, map: {a: zzz}}}}]}]\n",
	  "'zzz' is not a word of this column of the ledger" },
	{ LEDGER
	  "columns: {year: {header: 年度, as: year}, name: 名称, yen: {pattern: '(?<part>x)', as: amount}}\n" ID SET
	  "rows: [{id: r, amounts: [{column: yen, set: {item: {group: prt}}}]}]\n",
	  "'prt' is no group of the column's pattern; did you mean 'part'?" },
	{ LEDGER
	  "columns: {year: {header: 年度, as: year}, name: 名称, yen: {pattern: '(?<part>x)', as: amount}}\n" ID SET
	  "rows: [{id: r, amounts: [{column: yen, set: {item: {first: [{group: zzz}, {column: name}]}}}]}]\n",
	  "'zzz' is no group of the column's pattern" },
	/* A table beside it. */
	{ LEDGER COLUMNS_AND("a: {lookup: {file: none.csv, key: k, column: v}}") ID SET ROWS,
	  "no column has this header" },
	{ LEDGER COLUMNS_AND("a: {lookup: {file: /none.csv, key: 名称, column: v}}") ID SET ROWS,
	  "'/none.csv' cannot be read" },
	{ LEDGER COLUMNS_AND("a: {lookup: {file: /dev/null, key: 名称, column: v, by: nam}}") ID SET ROWS,
	  "'nam' is not under 'columns'; did you mean 'name'?" },
	{ LEDGER COLUMNS_AND("a: {lookup: {file: none.csv, key: 名称, column: v}, as: amount}") ID SET ROWS,
	  "an amount is not looked up" },
	{ LEDGER COLUMNS_AND("a: {lookup: {file: none.csv, key: 名称, column: v}}, b: {lookup: {file: none.csv, key: "
			     "名称, column: "
			     "v, by: a}}") ID SET ROWS,
	  "a column that is looked up is no key of another" },
	{ LEDGER COLUMNS_AND("a: {header: x, lookup: {file: none.csv, key: 名称, column: v}}") ID SET ROWS,
	  "needs either 'header', 'pattern' or 'lookup'" },
	/* JSON, cards, tables of others. */
	{ LEDGER "columns: {year: {header: 年度, as: year}, name: 名称, yen: {pattern: 'x', as: amount}}\njson: "
		 "{records: a}\n" ID SET ROWS,
	  "keys of JSON have no pattern" },
	{ LEDGER "columns: {year: {header: 年度, as: year}, name: {header: 名称, fill_down: true}, yen: {header: y, "
		 "as: amount, "
		 "unit: stated}}\njson: {records: a}\n" ID SET ROWS,
	  "'yen': keys of JSON have no pattern" },
	{ "makes: cards\n" COLUMNS "card: {name: {column: name}}\n", "key 'id_rule' is missing" },
	{ "makes: cards\n" COLUMNS ID "card: {name: {column: name}}\nextra: {more: {column: name}}\n",
	  "'extra' names columns of a ledger" },
	{ "makes: cards\n" COLUMNS ID "card: {name: {column: name}}\nrepeats: {latest: year, by: [item]}\n",
	  "'by' names columns of a ledger" },
	{ "makes: indicators\ncolumns: {indicator: 指標}\n", "it is for 'dgpm evaluate --profile'" },
	{ "makes: procedures\ncolumns: {name: 手続}\n", "it is for 'dgpm procedures --profile'" },
};

START_TEST(fault_told)
{
	const struct fault_case *c = &fault_cases[_i];

	ck_assert_ptr_null(load(c->rest));
	ck_assert_msg(strstr(unit_diags(arena, diags), c->said) != NULL, "%s: %s", c->rest, unit_diags(arena, diags));
}
END_TEST

/* A profile that is no file, or no YAML. */
START_TEST(not_read)
{
	static const char *const texts[] = { "a: [", "" };
	struct dgpm_profile *p;

	for (size_t i = 0; i < DGPM_COUNT(texts); i++) {
		FILE *f = fopen(path, "w");

		fputs(texts[i], f);
		fclose(f);
		ck_assert_int_eq(dgpm_profile_find(&p, arena, diags, data, NULL, path), -1);
		unit_contract(-1, p, diags);
	}
	ck_assert_int_eq(dgpm_profile_find(&p, arena, diags, data, NULL, "none/none.yaml"), -1);
	ck_assert_int_eq(dgpm_profile_find(&p, arena, diags, data, NULL, "rs-budgets"), -1);
	ck_assert_ptr_nonnull(strstr(unit_diags(arena, diags), "rs-budget"));
}
END_TEST

/* Values of a column by another table. */
static const struct lookup_case {
	const char *csv, *said; /* NULL: read */
} lookup_cases[] = {
	{ "k,v\na,1\n,9\nb\na,1\nc,\n", NULL },
	{ "\nabout\nk,x,v\na,,1\n", NULL },
	{ "k,v\na,1\na,2\n", "" },
	{ "x,v\na,1\n", "has no header with 'k' and 'v'" },
	{ "k\na\n", "has no header with 'k' and 'v'" },
	{ "", "cannot be read" },
	{ "k,v\na,\xff\xff\n", "cannot be read" },
};

START_TEST(looked_up)
{
	const struct lookup_case *c = &lookup_cases[_i];
	char csv[] = "/tmp/dgpm-lookup-XXXXXX.csv";
	struct dgpm_profile *p;
	FILE *f = fdopen(mkstemps(csv, 4), "w");

	fputs(c->csv, f);
	fclose(f);
	/* Seen from the profile, which lies beside it. */
	p = load(dgpm_arena_cat(
		arena,
		LEDGER
		"columns: {year: {header: 年度, as: year}, name: k, yen: {header: 金額, as: amount}, a: {lookup: "
		"{file: ",
		strrchr(csv, '/') + 1, ", key: k, column: v}}}\n" ID SET ROWS));
	unlink(csv);
	if (c->said != NULL) {
		ck_assert_ptr_null(p);
		ck_assert_msg(strstr(unit_diags(arena, diags), c->said) != NULL, "%s", unit_diags(arena, diags));
		return;
	}
	ck_assert_msg(p != NULL, "%s", unit_diags(arena, diags));
	ck_assert_int_eq(p->columns[3].by, 1);
	ck_assert_ptr_nonnull(p->columns[3].table);
	dgpm_profile_close(p);
}
END_TEST

/* Rows that do not count, said in both ways. */
START_TEST(where_read)
{
	static const char *const ways[] = { "where: {column: name, matches: 'x'}\n",
					    "where: {name: {matches: 'x'}, yen: filled}\n",
					    "where: {name: {not: [計]}, year: blank}\n" };

	for (size_t i = 0; i < DGPM_COUNT(ways); i++) {
		struct dgpm_profile *p = load(dgpm_arena_cat(arena, LEDGER COLUMNS ID SET, ways[i], ROWS));

		ck_assert_msg(p != NULL, "%s", unit_diags(arena, diags));
		ck_assert(p->kinds[0].skip && p->kinds[0].otherwise);
		ck_assert_uint_eq(p->kinds[0].n_when, i == 0 ? 1 : 2);
		ck_assert_int_eq(p->kinds[0].when[0].column, 1);
		ck_assert_uint_eq(p->kinds[0].when[0].op, i == 2 ? COND_NOT : COND_MATCHES);
		dgpm_profile_close(p);
	}
}
END_TEST

/* A table of others, read by its header: what stands under it, trimmed, and by the profile's words. */
static const struct dgpm_published_column known[] = { { "indicator", true }, { "target", false }, { "unit", false } };

static void take_cells(void *ctx, const struct dgpm_str *cells, struct dgpm_loc at)
{
	const char **all = ctx;

	*all = dgpm_arena_printf(arena, "%s%u:%s|%s|%s\n", *all, (unsigned)at.line, cells[0].s, cells[1].s, cells[2].s);
}

#define TABLE "columns: {indicator: [指標, Ｉ], target: {header: 目標}, unit: 単位}\nvalues: {unit: {percent: '%'}}\n"

static const struct published_case {
	const char *profile, *csv;
	const char *want; /* the rows, then what was told */
} published_cases[] = {
	{ TABLE, "about\n単位,目標,i\npercent, 1\t, 件数 \n,,\nyen\n", "3:件数|1|%\n5:||yen\n" },
	{ TABLE, "単位,目標\n1,2\n", "0:0 CONV-03 " },
	{ TABLE, "", "" },
	{ "columns: {target: 目標}\n", "", "it names no header for 'indicator'" },
	{ "columns: {indicator: {pattern: x}}\n", "", "it names no header for 'indicator'" },
	{ "columns: {indicator: 指標, targt: x}\n", "",
	  "'targt' is no column of a table of indicators; did you mean 'target'?" },
	{ "columns: {indicator: 指標}\nvalues: {zzzzzz: {a: b}}\n", "",
	  "'zzzzzz' is no column of a table of indicators" },
};

START_TEST(published)
{
	const struct published_case *c = &published_cases[_i];
	const char *all = "", *got;
	struct dgpm_published t;
	char csv[] = "/tmp/dgpm-table-XXXXXX.csv";
	FILE *f = fopen(path, "w");

	fprintf(f, "schema: dgpm/profile@1\nid: made-up\ntitle: {ja: 見本}\nmakes: indicators\n%s", c->profile);
	fclose(f);
	f = fdopen(mkstemps(csv, 4), "w");
	fputs(c->csv, f);
	fclose(f);
	if (dgpm_published_find(&t, arena, diags, data, NULL, path, DGPM_MAKES_INDICATORS, known, DGPM_COUNT(known)) ==
	    0)
		(void)!dgpm_published_read(&t, arena, diags, csv, AT_FDCWD, take_cells, &all);
	unlink(csv);
	got = dgpm_arena_cat(arena, all, unit_diags(arena, diags));
	ck_assert_msg(strstr(got, c->want) != NULL, "%s", got);
}
END_TEST

/* Whatever a profile is for, it is not taken for another thing. */
START_TEST(published_not_found)
{
	static const char *const names[] = { "rs-budget", "none", "none/none.yaml" };
	struct dgpm_published t;

	for (size_t i = 0; i < DGPM_COUNT(names); i++)
		ck_assert_int_eq(dgpm_published_find(&t, arena, diags, data, NULL, names[i], DGPM_MAKES_INDICATORS,
						     known, DGPM_COUNT(known)),
				 -1);
	ck_assert_uint_ge(dgpm_diags_count(diags), 3);
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
	tcase_add_test(tc, not_read);
	tcase_add_loop_test(tc, looked_up, 0, DGPM_COUNT(lookup_cases));
	tcase_add_test(tc, where_read);
	tcase_add_loop_test(tc, published, 0, DGPM_COUNT(published_cases));
	tcase_add_test(tc, published_not_found);
	tcase_add_test(tc, columns_read);
	tcase_add_test(tc, rows_read);
	tcase_add_test(tc, map_found);
	tcase_add_test(tc, all_loaded);
	return s;
}
