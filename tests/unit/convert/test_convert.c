/* Conversion: dates, accounts, IDs, headers and units, places with odd names; every profile of dgpm's own loads. */
#include "trace/cells.h"

#include "converted.h"

#define NAME_SERIAL "598474"

static const struct date_case {
	const char *text, *want; /* NULL: not read */
} date_cases[] = {
	{ "2021-06-30", "2021-06-30" },
	{ "2021/6/3", "2021-06-03" },
	{ "2021.6.3", "2021-06-03" },
	{ "２０２１年６月３日", "2021-06-03" },
	{ "2021年 6月 3日", "2021-06-03" },
	{ "令和3年6月30日", "2021-06-30" },
	{ "令和元年5月1日", "2019-05-01" },
	{ "平成31年4月30日", "2019-04-30" },
	{ "R3.6.30", "2021-06-30" },
	{ "h30/4/1", "2018-04-01" },
	{ "20210630", "2021-06-30" },
	{ "2021-02-29", NULL },
	{ "20211301", NULL },
	{ "06/07/2021", NULL },
	{ "21/6/30", NULL },
	{ "3年6月30日", NULL },
	{ "2021年6月", NULL },
	{ "2021年6月末", NULL },
	{ "2021-06-30頃", NULL },
	{ "平成99年1月1日", NULL },
	{ "2021-0-1", NULL },
	{ "2021-1-0", NULL },
	{ "0000-01-01", NULL },
	{ "2021-13-1", NULL },
	{ "2021-12-32", NULL },
	{ "2021-x-1", NULL },
	{ "2021-6", NULL },
	{ "2021-6-x", NULL },
	{ "2021-6-30x", NULL },
	{ "2021x6-30", NULL },
	{ "2021-6x30", NULL },
	{ "2021年6-30", NULL },
	{ "2021年6月30", NULL },
	{ "2021/6.30", "2021-06-30" },
	{ "2021-12345-1", NULL },
	{ "2021063", NULL },
	{ "2021063a", NULL },
	{ "20210230", NULL },
	{ "平成元年1月7日", NULL }, /* It was 昭和64年. */
	{ "平成元年1月8日", "1989-01-08" },
	{ "令和", NULL },
	{ "", NULL },
	{ "-", NULL },
};

START_TEST(date_read)
{
	const struct date_case *c = &date_cases[_i];
	char out[11] = "";
	bool good = convert_date(out, eras, arena, dgpm_str_of(c->text));

	ck_assert_msg(good == (c->want != NULL), "%s: read as %s", c->text, out);
	if (good)
		ck_assert_str_eq(out, c->want);
}
END_TEST

START_TEST(keys_grow)
{
	struct convert_keys keys = { .arena = arena };
	char text[16];
	bool is_new;

	for (int round = 0; round < 2; round++)
		for (uint32_t i = 0; i < 3000; i++) {
			struct dgpm_str s = { text, (size_t)snprintf(text, sizeof text, "%u", i) };
			uint32_t *value = convert_keys_put(&keys, convert_hash_of(&s, 1), &is_new);

			ck_assert_int_eq(is_new, round == 0);
			if (is_new)
				*value = i;
			ck_assert_uint_eq(*value, i);
		}
	ck_assert_uint_eq(keys.n, 3000);
}
END_TEST

/* More than a chunk of them, through several sizes of the table. */
START_TEST(firsts_grow)
{
	struct convert_firsts firsts = { .like = arena };
	char text[16];

	for (int round = 0; round < 2; round++)
		for (uint32_t i = 0; i < 10000; i++) {
			struct dgpm_str s = { text, (size_t)snprintf(text, sizeof text, "%u", i) };
			uint64_t hash = convert_hash_one(&s, 1);
			struct convert_first *first;

			convert_first_near(&firsts, hash);
			first = convert_first_of(&firsts, hash);
			ck_assert_uint_eq(first->n, round == 0 ? 0 : 1);
			ck_assert_uint_eq(first->row, round == 0 ? 0 : i);
			first->n = 1;
			first->row = i;
		}
	ck_assert_uint_eq(firsts.n, 10000);
	convert_firsts_free(&firsts);
}
END_TEST

/* Every length of a text, and every byte of it, tells. */
START_TEST(hash_of_all_bytes)
{
	char text[] = "0123456789abcdefghijk";

	for (size_t n = 1; n < sizeof text; n++) {
		struct dgpm_str s = { text, n }, shorter = { text, n - 1 };
		uint64_t hash = convert_hash_one(&s, 1);

		ck_assert(hash != convert_hash_one(&shorter, 1));
		for (size_t i = 0; i < n; i++) {
			text[i] ^= 1;
			ck_assert(hash != convert_hash_one(&s, 1));
			text[i] ^= 1;
		}
	}
}
END_TEST

/* Where one text ends and the next begins counts. */
START_TEST(keys_apart)
{
	const struct dgpm_str a[] = { DGPM_STR("ab"), DGPM_STR("c") }, b[] = { DGPM_STR("a"), DGPM_STR("bc") };
	struct convert_hash x = convert_hash_of(a, 2), y = convert_hash_of(b, 2);

	ck_assert(x.a != y.a || x.b != y.b);
}
END_TEST

static const struct account_case {
	const char *kind, *name, *part, *want; /* NULL: told */
} account_cases[] = {
	{ "一般会計", "一般会計", "", "general" },
	{ "一般会計", "", "", "general" },
	{ "特別会計", "労働保険", "雇用勘定", "special:労働保険特別会計雇用勘定" },
	{ "特別会計", "労働保険特別会計雇用勘定", "", "special:労働保険特別会計雇用勘定" },
	{ "特別会計", "東日本大震災復興", "", "special:東日本大震災復興特別会計" },
	{ "特別会計", "", "", "special" },
	{ "", "一般会計", "", "general" },
	{ "", "年金特別会計業務勘定", "", "special:年金特別会計業務勘定" },
	{ "", "一般会計|年金特別会計業務勘定", "", "special:一般会計、年金特別会計業務勘定" },
	{ "", "special:見本特別会計", "", "special:見本特別会計" },
	{ "", "基金", "", NULL },
	{ "その他", "基金", "", NULL },
	{ "", "年金特別会計、一般会計、年金特別会計", "", "special:一般会計、年金特別会計" },
	{ "", "労働保険特会、年金特別会計", "", "special:労働保険特会、年金特別会計" },
	{ "", "一般会計、基金", "", NULL },
	{ "", "\"一般会計,年金特別会計\"", "", "special:一般会計、年金特別会計" },
	{ "", "\"一般会計\n年金特別会計\"", "", "special:一般会計、年金特別会計" },
	{ "一般会計", "年金特別会計", "", NULL },
	{ "", "", "", NULL },
};

START_TEST(account_read)
{
	const struct account_case *c = &account_cases[_i];
	const char *csv =
		dgpm_arena_printf(arena, "ID,k,n,p,円\n2021-MHLW-0001,%s,%s,%s,5\n", c->kind, c->name, c->part);
	const char *got = converted(HEAD "columns: {id: ID, k: k, n: n, p: p, a: {header: 円, as: amount}}\n"
					 "id_rule: {column: id}\n"
					 "set: {" SET ", account: {account: {kind: k, name: n, part: p}}}\n"
					 "rows: [{amounts: [{column: a}]}]\n",
				    csv);
	const char *want = dgpm_arena_printf(arena, "2021,2021-MHLW-0001,MHLW,%s,operation,initial,5,,a.csv!2,",
					     c->want != NULL ? c->want : "");

	if (c->want == NULL)
		ck_assert_msg(strstr(got, "CONV-1") != NULL && strncmp(got, "2021,", 5) != 0, "%s", got);
	else
		ck_assert_msg(strncmp(got, want, strlen(want)) == 0, "%s", got);
}
END_TEST

static const struct id_case {
	const char *number, *name, *want; /* NULL: told */
} id_cases[] = {
	{ "1", "a", "2024-MHLW-000001" },
	{ "002594", "a", "2024-MHLW-002594" },
	{ "１２", "a", "2024-MHLW-000012" },
	{ "12.0", "a", "2024-MHLW-000012" },
	{ "499999", "a", "2024-MHLW-499999" },
	{ "500000", "a", NULL },
	{ "12-3", "a", NULL },
	{ "", "", NULL },
	/* printf 'MHLW\nハローワークシステム' | sha256sum: the first 8 bytes, modulo 500000, behind the numbers. */
	{ "", "ハローワークシステム", "2024-MHLW-HASH" },
	{ "", "ハローワーク　システム", "2024-MHLW-HASH" },
};

START_TEST(id_made)
{
	const struct id_case *c = &id_cases[_i];
	const char *got =
		converted(HEAD "columns: {no: {header: 番号, as: whole}, name: 名称, a: {header: 円, as: amount}}\n"
			       "id_rule: {year: 2024, organization: MHLW, number: no, key: [name]}\n"
			       "set: {" SET ", account: general}\n"
			       "rows: [{amounts: [{column: a}]}]\n",
			  dgpm_arena_printf(arena, "番号,名称,円\n%s,%s,5\n", c->number, c->name));
	const char *want = c->want;

	if (want == NULL) {
		ck_assert_msg(strstr(got, "CONV-1") != NULL && strncmp(got, "2021,", 5) != 0, "%s", got);
		return;
	}
	if (strstr(want, "HASH") != NULL)
		want = "2024-MHLW-" NAME_SERIAL;
	ck_assert_msg(strncmp(got + 5, want, strlen(want)) == 0, "%s%s: %s", c->number, c->name, got);
}
END_TEST

static const struct header_case {
	const char *name, *csv, *want; /* amounts in yen, with spaces between; NULL: told */
} header_cases[] = {
	{ "unit in the header", "ID,金額(千円)\n2021-MHLW-0001,5\n", "5000" },
	{ "full width", "ＩＤ,金額（百万円）\n2021-MHLW-0001,５\n", "5000000" },
	{ "unit after a word", "ID,金額(単位:億円)\n2021-MHLW-0001,1.5\n", "150000000" },
	{ "line break and spaces", "ID,\"金 額\n(千円)\"\n2021-MHLW-0001,5\n", "5000" },
	{ "unit above", "表,\n,（単位：百万円）\nID,金額\n2021-MHLW-0001,5\n", "5000000" },
	{ "unit in the cell", "ID,金額(千円)\n2021-MHLW-0001,5百万円\n", "5000000" },
	{ "header again", "ID,金額(千円)\n2021-MHLW-0001,5\nID,金額(千円)\n2021-MHLW-0001,△6\n", "5000 -6000" },
	{ "blank rows", "ID,金額(千円)\n,\n2021-MHLW-0001,5\n,\n", "5000" },
	{ "fraction of a yen", "ID,金額(円)\n2021-MHLW-0001,5.5\n", NULL },
	{ "beyond 64 bits", "ID,金額(億円)\n2021-MHLW-0001,9223372036854775807\n", NULL },
	{ "no unit", "ID,金額\n2021-MHLW-0001,5\n", NULL },
	{ "no amount", "ID,額\n2021-MHLW-0001,5\n", NULL },
	{ "column twice", "ID,金額(千円),金額(円)\n2021-MHLW-0001,5,5\n", NULL },
	{ "no row", "", NULL },
};

START_TEST(header_found)
{
	const struct header_case *c = &header_cases[_i];
	const char *got = converted(HEAD "columns: {id: ID, a: {header: 金額, as: amount, unit: stated}}\n"
					 "id_rule: {column: id}\n"
					 "set: {" SET ", account: general}\n"
					 "rows: [{amounts: [{column: a}]}]\n"
					 "repeats: number\n",
				    c->csv);
	const char *p, *sums = "";

	for (p = strstr(got, "initial,"); p != NULL; p = strstr(p + 8, "initial,"))
		sums = dgpm_arena_printf(arena, "%s%s%.*s", sums, *sums != '\0' ? " " : "", (int)strcspn(p + 8, ","),
					 p + 8);
	if (c->want == NULL)
		ck_assert_msg(*sums == '\0' && dgpm_diags_count(diags) != 0, "%s: %s", c->name, got);
	else
		ck_assert_msg(strcmp(sums, c->want) == 0 && dgpm_diags_count(diags) == 0, "%s: %s", c->name, got);
}
END_TEST

START_TEST(sums_of_files)
{
	char sum[DGPM_SHA256_TEXT];
	uint64_t bytes;

	write_text("a.csv", "abc"); /* FIPS 180-4, first example */
	ck_assert_int_eq(dgpm_file_sha256(sum, &bytes, AT_FDCWD, "a.csv"), 0);
	ck_assert_str_eq(sum, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	ck_assert_uint_eq(bytes, 3);
	ck_assert_int_eq(dgpm_file_sha256(sum, &bytes, AT_FDCWD, "missing"), -1);
	ck_assert_int_eq(dgpm_file_sha256(sum, &bytes, AT_FDCWD, "."), -1);
}
END_TEST

static const struct manifest_case {
	const char *what, *text, *want; /* names, profiles, encodings and columns; else what is told */
} manifest_cases[] = {
	{ "as it is written",
	  "file,sha256,bytes,profile,encoding,rows,figures,left_out,columns\n"
	  "a.csv,00,5,p,utf-8,1,1,0,\"[[1]]\"\nb.xlsx,11,5,p,,1,1,0,\n",
	  "a.csv 00 p utf-8 [[1]]\nb.xlsx 11 p - -\n" },
	{ "of before there were columns", "file,sha256,bytes,profile\na.csv,00,5,p\nb.csv,00\n", "a.csv 00 p - -\n" },
	{ "of nothing", "file,sha256\n", "" },
	{ "another table", "fiscal_year,project_id\n2021,x\n",
	  "1:1 CONV-03 no header that the profile describes: a manifest begins with the columns file and sha256\n" },
	{ "another column behind file", "file,size\na,5\n",
	  "1:1 CONV-03 no header that the profile describes: a manifest begins with the columns file and sha256\n" },
	{ "one column", "file\na\n",
	  "1:1 CONV-03 no header that the profile describes: a manifest begins with the columns file and sha256\n" },
	{ "bytes that are no text", "file,sha256,bytes,profile\n\xff,00,5,p\n",
	  "2:1 BOOK-10 a byte that has no meaning: the byte 0xFF is not utf-8\n" },
};

START_TEST(manifest_read)
{
	const struct manifest_case *c = &manifest_cases[_i];
	struct dgpm_manifest manifest = { 0 };
	const char *got = "";
	int rc;

	write_text("a.csv", c->text);
	rc = dgpm_manifest_read(&manifest, arena, diags, "a.csv");
	ck_assert_int_eq(rc == 0, dgpm_diags_count(diags) == 0);
	for (size_t i = 0; i < manifest.n && rc == 0; i++) {
		const struct dgpm_manifest_file *f = &manifest.items[i];

		got = dgpm_arena_printf(arena, "%s%s %s %s %s %s\n", got, f->file, f->sha256, f->profile,
					f->encoding != NULL ? f->encoding : "-", f->columns != NULL ? f->columns : "-");
		ck_assert_ptr_eq(dgpm_manifest_find(&manifest, f->file), f);
	}
	got = dgpm_arena_printf(arena, "%s%s", got, unit_diags(arena, diags));
	ck_assert_msg(strcmp(got, c->want) == 0, "%s: got\n%s", c->what, got);
	ck_assert_ptr_null(dgpm_manifest_find(&manifest, "nowhere"));
}
END_TEST

START_TEST(manifest_missing)
{
	struct dgpm_manifest manifest = { 0 };

	ck_assert_int_eq(dgpm_manifest_read(&manifest, arena, diags, "nowhere.csv"), -1);
	ck_assert_uint_eq(dgpm_diags_count(diags), 1);
}
END_TEST

/* A file that is named twice was converted twice: the later counts. */
START_TEST(manifest_twice)
{
	struct dgpm_manifest manifest = { 0 };

	write_text("a.csv", "file,sha256,bytes,profile\na,00,5,p\nb,00,5,p\na,11,5,p\n");
	ck_assert_int_eq(dgpm_manifest_read(&manifest, arena, diags, "a.csv"), 0);
	ck_assert_str_eq(dgpm_manifest_find(&manifest, "a")->sha256, "11");
}
END_TEST

static const struct trace_case {
	const char *source, *want;
	enum dgpm_traced_state state;
} trace_cases[] = {
	{ "a!b.csv!2", "額: 5", DGPM_TRACED_UNKNOWN },
	{ "a!b.csv!9", NULL, DGPM_TRACED_LOST },
	{ "a!b.csv!0", NULL, DGPM_TRACED_LOST },
	{ "a!b.csv", NULL, DGPM_TRACED_LOST },
	{ "nowhere.xlsx!表!C12", NULL, DGPM_TRACED_MISSING },
	{ "R4所要額案", NULL, DGPM_TRACED_WORDS },
	{ "!2", NULL, DGPM_TRACED_LOST },
	{ "!", NULL, DGPM_TRACED_LOST },
};

START_TEST(source_followed)
{
	const struct trace_case *c = &trace_cases[_i];
	static const char *const dirs[] = { "." };
	struct dgpm_traced item = { .source = c->source, .amount_yen = 5000 };
	struct dgpm_manifest manifest = { 0 };

	write_text("a!b.csv", "ID,額\nx,5\n");
	dgpm_trace(&item, 1, arena, diags, &(struct dgpm_trace_how){ &manifest, dirs, 1 });
	ck_assert_msg(item.state == c->state, "%s: %d", c->source, item.state);
	ck_assert_int_eq(dgpm_diags_count(diags) != 0, c->state == DGPM_TRACED_LOST || c->state == DGPM_TRACED_MISSING);
	if (c->want != NULL)
		ck_assert_str_eq(item.text, c->want);
}
END_TEST

START_TEST(own_profiles)
{
	struct dgpm_profile *p;
	size_t n;
	int rc;
	const struct dgpm_profile_info *items;

	ck_assert_int_eq(chdir(root), 0);
	items = dgpm_profiles_list(&n, arena, diags, data, NULL);
	ck_assert_uint_ge(n, 6);
	for (size_t i = 0; i < n; i++) {
		ck_assert_msg(dgpm_profile_find(&p, arena, diags, data, NULL, items[i].id) == 0, "%s: %s", items[i].id,
			      unit_diags(arena, diags));
		ck_assert_str_eq(dgpm_profile_id(p), items[i].id);
		dgpm_profile_close(p);
	}
	rc = dgpm_profile_find(&p, arena, diags, data, NULL, "no-such");
	unit_contract(rc, p, diags);
	ck_assert_int_eq(chdir(dir), 0);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("convert", &tc);

	tcase_add_checked_fixture(tc, setup_here, teardown);
	tcase_add_loop_test(tc, date_read, 0, DGPM_COUNT(date_cases));
	tcase_add_test(tc, keys_grow);
	tcase_add_test(tc, firsts_grow);
	tcase_add_test(tc, hash_of_all_bytes);
	tcase_add_test(tc, keys_apart);
	tcase_add_loop_test(tc, account_read, 0, DGPM_COUNT(account_cases));
	tcase_add_loop_test(tc, id_made, 0, DGPM_COUNT(id_cases));
	tcase_add_loop_test(tc, header_found, 0, DGPM_COUNT(header_cases));
	tcase_add_test(tc, sums_of_files);
	tcase_add_loop_test(tc, manifest_read, 0, DGPM_COUNT(manifest_cases));
	tcase_add_test(tc, manifest_missing);
	tcase_add_test(tc, manifest_twice);
	tcase_add_loop_test(tc, source_followed, 0, DGPM_COUNT(trace_cases));
	tcase_add_test(tc, own_profiles);
	return s;
}
