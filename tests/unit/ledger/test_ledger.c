#include "io/csvboth.h"
#include "ledger/cells.h"
#include "unit.h"

#include <fcntl.h>

#define HEAD "fiscal_year,project_id,organization,account,expense,stage,amount_yen,item\n"
#define GOOD "2021,P,O,general,operation,initial,1,x\n"

/* Rows by worker as "line year project organization account expense stage amount item", joined in worker order. */
struct rows {
	struct csvboth_text of[4];
	char *last[4][4]; /* project, organization, account and item of the row before */
	size_t n_same[4]; /* projects told to be those of the row before */
};

/* What is told to be the same as in the row that the worker was given before, is. */
static void check_same(struct rows *rows, unsigned worker, const struct dgpm_ledger_row *row)
{
	const struct dgpm_str texts[] = { row->project_id, row->organization, row->account, row->item };
	static const unsigned bits[] = { DGPM_SAME_PROJECT, DGPM_SAME_ORGANIZATION, DGPM_SAME_ACCOUNT, DGPM_SAME_ITEM };

	for (size_t i = 0; i < DGPM_COUNT(texts); i++) {
		char **last = &rows->last[worker][i];

		if ((row->same & bits[i]) != 0)
			ck_assert(*last != NULL && dgpm_str_is(texts[i], *last));
		free(*last);
		*last = strndup(texts[i].s != NULL ? texts[i].s : "", texts[i].n);
	}
	rows->n_same[worker] += (row->same & DGPM_SAME_PROJECT) != 0;
}

static void on_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct csvboth_text *t = &((struct rows *)ctx)->of[worker];
	char line[16384]; /* a stray quote makes long cells */
	int n = snprintf(line, sizeof line, "%" PRIu32 " %d %.*s %.*s %.*s %s %s %" PRId64 " %.*s\n", row->line,
			 row->fiscal_year, (int)row->project_id.n, row->project_id.s, (int)row->organization.n,
			 row->organization.s, (int)row->account.n, row->account.s,
			 dgpm_expense_name((enum dgpm_expense)row->expense),
			 dgpm_ledger_stage_name((enum dgpm_ledger_stage)row->stage), row->amount_yen,
			 (int)row->item.n, row->item.s != NULL ? row->item.s : "");

	check_same(ctx, worker, row);
	ck_assert_uint_lt((size_t)n, sizeof line);
	/* One line a row, also when a cell has two. */
	for (char *p = line; p < line + n - 1; p++)
		*p = *p == '\n' ? '/' : *p;
	csvboth_add(t, line, (size_t)n);
}

struct result {
	int rc;
	struct dgpm_ledger_stats stats;
	struct dgpm_ledger_header header;
	const char *diags;
};

static struct result read_text(struct dgpm_arena *a, struct rows *rows, const void *s, size_t n, unsigned threads,
			       size_t block, size_t max_field)
{
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct result r = { 0 };
	int fd = csvboth_fd(s, n);

	r.rc = ledgerin_read(&r.stats, &r.header, a, d, "l.csv", fd,
			     &(struct dgpm_ledger_how){ .threads = threads, .row = on_row, .ctx = rows,
							.max_field = max_field }, block);
	r.diags = unit_diags(a, d);
	close(fd);
	ck_assert_msg(r.rc == 0 || dgpm_diags_count(d) != 0, "-1 without a diagnostic");
	ck_assert_msg(r.stats.rows_left_out == 0 || dgpm_diags_count(d) != 0, "a row left out without a diagnostic");
	return r;
}

static void free_rows(struct rows *rows)
{
	for (size_t i = 0; i < DGPM_COUNT(rows->of); i++)
		free(rows->of[i].s);
	for (size_t i = 0; i < DGPM_COUNT(rows->last); i++)
		for (size_t k = 0; k < DGPM_COUNT(rows->last[i]); k++)
			free(rows->last[i][k]);
}

/* One good row follows each bad one, so each case also shows that the reading goes on. */
static const struct ledger_case {
	const char *name, *in;
	size_t n; /* 0: strlen */
	int rc;
	size_t good, left_out;
	const char *diags; /* each begins with this: "line:column id text" */
} ledger_cases[] = {
	{ "good", HEAD GOOD GOOD, 0, 0, 2, 0, "" },
	{ "header alone", HEAD, 0, 0, 0, 0, "" },
	{ "bom, quoted header, crlf",
	  "\xEF\xBB\xBF\"fiscal_year\",project_id,organization,account,expense,stage,amount_yen\r\n"
	  "2021,P,O,special:x,development,planned,-5\r\n", 0, 0, 1, 0, "" },
	{ "empty file", "", 0, -1, 0, 0, "0:0 IO-08 " },
	{ "empty lines only", "\n \r\n", 0, -1, 0, 0, "0:0 IO-08 " },
	{ "column missing", "fiscal_year,project_id,organization,account,expense,amount_yen\n", 0, -1, 0, 0,
	  "1:1 CSV-01 a column of the ledger is missing: 'stage'" },
	{ "column misspelt", "\nfiscal_year,project_id,organization,account,expense,stage,amount-yen\n", 0, -1, 0, 0,
	  "2:59 CSV-01 a column of the ledger is missing: 'amount_yen', did you mean it by 'amount-yen'?" },
	{ "column twice", "fiscal_year,project_id,organization,account,expense,stage,amount_yen,stage\n", 0, -1, 0, 0,
	  "1:70 CSV-11 a column is given twice: 'stage'" },
	{ "header not closed", "fiscal_year,\"project_id\n" GOOD, 0, -1, 0, 0, "1:13 CSV-02 " },
	{ "header in CP932", "fiscal_year,\x94\x4E\n", 0, -1, 0, 0,
	  "1:13 CSV-09 not UTF-8: bytes 94; the file looks like CP932" },
	{ "quote not closed", HEAD "2021,P,O,general,operation,initial,1,\"x\n" GOOD, 0, 0, 1, 1, "2:38 CSV-02 " },
	{ "quote inside", HEAD "2021,P,O,general,operation,initial,1,x\"y\"\n" GOOD, 0, 0, 1, 1, "2:39 CSV-13 " },
	{ "decimal point", HEAD "2021,P,O,general,operation,initial,1.5,x\n" GOOD, 0, 0, 1, 1,
	  "2:36 CSV-03 not a whole number of yen: '1.5'" },
	{ "separator", HEAD "2021,P,O,general,operation,initial,\"1,500\",x\n" GOOD, 0, 0, 1, 1, "2:36 CSV-03 " },
	{ "plus sign", HEAD "2021,P,O,general,operation,initial,+1,x\n" GOOD, 0, 0, 1, 1, "2:36 CSV-03 " },
	{ "beyond 64 bits", HEAD "2021,P,O,general,operation,initial,9223372036854775808,x\n" GOOD, 0, 0, 1, 1,
	  "2:36 CSV-04 " },
	{ "the ends of 64 bits", HEAD "2021,P,O,general,operation,initial,9223372036854775807,x\n"
	  "2021,P,O,general,operation,initial,-9223372036854775808,x\n", 0, 0, 2, 0, "" },
	{ "too few", HEAD "2021,P,O,general,operation,initial,1\n" GOOD, 0, 0, 1, 1,
	  "2:36 CSV-05 the row has another number of fields than the header: 7 instead of 8" },
	{ "too many", HEAD "2021,P,O,general,operation,initial,1,x,y,z\n" GOOD, 0, 0, 1, 1, "2:40 CSV-05 " },
	{ "too long", HEAD "2021,P,O,general,operation,initial,1,0123456789012345678901234567890123456789\n" GOOD, 0, 0,
	  1, 1, "2:38 CSV-06 the field is too long: 40 bytes; the limit is 30" },
	{ "unknown expense", HEAD "2021,P,O,general,operations,initial,1,x\n" GOOD, 0, 0, 1, 1,
	  "2:18 CSV-07 not a value of this column: expense 'operations', did you mean 'operation'?" },
	{ "unknown stage", HEAD "2021,P,O,general,operation,zzzzzzz,1,x\n" GOOD, 0, 0, 1, 1,
	  "2:28 CSV-07 not a value of this column: stage 'zzzzzzz'\n" },
	{ "account without its name", HEAD "2021,P,O,special:,operation,initial,1,x\n" GOOD, 0, 0, 1, 1,
	  "2:10 CSV-07 not a value of this column: account 'special:', did you mean 'special'?" },
	{ "misspelt account", HEAD "2021,P,O,specail:x,operation,initial,1,x\n" GOOD, 0, 0, 1, 1,
	  "2:10 CSV-07 not a value of this column: account 'specail:x', did you mean 'special:<name>'?" },
	{ "year 1867", HEAD "1867,P,O,general,operation,initial,1,x\n" GOOD, 0, 0, 1, 1, "2:1 CSV-08 " },
	{ "year 2201", HEAD "2201,P,O,general,operation,initial,1,x\n" GOOD, 0, 0, 1, 1, "2:1 CSV-08 " },
	{ "year in words", HEAD "R3,P,O,general,operation,initial,1,x\n" GOOD, 0, 0, 1, 1, "2:1 CSV-08 " },
	{ "first and last year", HEAD "1868,P,O,general,operation,initial,1,x\n"
	  "2200,P,O,general,operation,initial,1,x\n", 0, 0, 2, 0, "" },
	{ "not UTF-8", HEAD "2021,P,O,general,operation,initial,1,x\xFF\n" GOOD, 0, 0, 1, 1,
	  "2:39 CSV-09 not UTF-8: bytes FF\n" },
	{ "CP932", HEAD "2021,P,O,general,operation,initial,1,\x97\x5C\x8E\x5A\n" GOOD, 0, 0, 1, 1,
	  "2:38 CSV-09 not UTF-8: bytes 97; the file looks like CP932" },
	{ "columns count characters", HEAD "2021,\xE4\xBA\x88\xE7\xAE\x97,O,general,operation,initial,x,x\n" GOOD, 0, 0,
	  1, 1, "2:37 CSV-03 " },
	{ "NUL", HEAD "2021,P,O,general,operation,initial,1,\0\n" GOOD, sizeof(HEAD) + 39 + sizeof(GOOD) - 2, 0, 1, 1,
	  "2:38 CSV-10 " },
	{ "empty cell", HEAD "2021,,O,general,operation,initial,1,x\n" GOOD, 0, 0, 1, 1,
	  "2:6 CSV-12 a value is missing: 'project_id'" },
	{ "all faults of a row", HEAD "21,P,O,general,operation,,1.5,x\n" GOOD, 0, 0, 1, 1,
	  "2:1 CSV-08 not a fiscal year dgpm knows: '21'\n2:26 CSV-12 a value is missing: 'stage'\n2:27 CSV-03 " },
	{ "the line within the record", HEAD "2021,\"P\nQ\",O,general,operation,initial,x,x\n" GOOD, 0, 0, 1, 1,
	  "3:32 CSV-03 " },
};

START_TEST(ledger)
{
	const struct ledger_case *c = &ledger_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	size_t n = c->n != 0 ? c->n : strlen(c->in);
	struct rows rows = { 0 };
	struct result r = read_text(a, &rows, c->in, n, 1, CSVIN_BLOCK, 30);
	const char *want = c->diags;

	ck_assert_msg(r.rc == c->rc, "%s: returned %d\n%s", c->name, r.rc, r.diags);
	ck_assert_msg(r.rc != 0 || (r.stats.rows_read == c->good && r.stats.rows_left_out == c->left_out),
		      "%s: %zu read, %zu left out\n%s", c->name, r.stats.rows_read, r.stats.rows_left_out, r.diags);
	ck_assert_msg(strncmp(r.diags, want, strlen(want)) == 0 && (*want != '\0' || *r.diags == '\0'), "%s: got\n%s",
		      c->name, r.diags);
	free_rows(&rows);
	dgpm_arena_free(a);
}
END_TEST

/* Columns in another order, with others between. */
START_TEST(any_order)
{
	static const char text[] = "note,amount_yen,x,stage,expense,account,organization,project_id,fiscal_year\n"
				   "n,-12,y,executed,unspecified,special,O,P,1999\n";
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct rows rows = { 0 };
	struct result r = read_text(a, &rows, text, sizeof text - 1, 1, CSVIN_BLOCK, 0);

	ck_assert_int_eq(r.rc, 0);
	ck_assert_str_eq(rows.of[0].s, "2 1999 P O special unspecified executed -12 \n");
	ck_assert_uint_eq(r.header.n, 9);
	ck_assert(dgpm_str_is(r.header.names[2], "x"));
	free_rows(&rows);
	dgpm_arena_free(a);
}
END_TEST

static int cmp_line(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All rows of all workers in one order. Each worker's own must be in the order of the file. */
static const char *sorted(struct dgpm_arena *a, const struct rows *rows)
{
	const char **lines = dgpm_arena_array(a, 20000, sizeof *lines), *all = "";
	size_t n = 0, used = 0;
	char *text;

	for (size_t i = 0; i < DGPM_COUNT(rows->of); i++) {
		char *s = rows->of[i].s != NULL ? dgpm_arena_strdup(a, rows->of[i].s) : NULL, *save = NULL;
		unsigned long last = 0;

		for (char *p = s != NULL ? strtok_r(s, "\n", &save) : NULL; p; p = strtok_r(NULL, "\n", &save)) {
			unsigned long line = strtoul(p, NULL, 10);

			ck_assert_msg(line > last, "worker %zu: line %lu after %lu", i, line, last);
			last = line;
			lines[n++] = p;
		}
	}
	if (n == 0)
		return all;
	qsort(lines, n, sizeof *lines, cmp_line);
	for (size_t i = 0; i < n; i++)
		used += strlen(lines[i]) + 1;
	text = dgpm_arena_alloc(a, used + 1);
	used = 0;
	for (size_t i = 0; i < n; i++) {
		size_t k = strlen(lines[i]);

		memcpy(text + used, lines[i], k);
		used += k;
		text[used++] = '\n';
	}
	text[used] = '\0';
	return text;
}

/* A ledger with good rows, faults of every kind, quotes over lines, and stray quotes. */
static size_t make_mixed(char *to, unsigned seed)
{
	static const struct {
		const char *before, *between, *after; /* a project's number, an amount */
	} rows[] = {
		{ "2021,P", ",O,general,operation,initial,", ",x\n" },
		{ "2021,P", ",O,special:a,development,executed,-", ",\"a, \"\"b\"\"\"\r\n" },
		{ "2022,P", ",O,special,modification,request,", ",\"a\nb\"\n" },
		{ "2021,P", ",O,general,operation,initial,", "\n" },
		{ "21,P", ",O,general,operation,initial,", ",x\n" },
		{ "2021,P", ",O,general,operaton,initial,", ",x\n" },
		{ "2021,P", ",O,general,operation,initial,", ",\"x\n" },
		{ "2021,P", ",O,general,operation,initial,", ",x\"\n" },
		{ "\n2021,P", ",O,general,operation,planned,", ",\xE4\xBA\x88\n" },
		{ "2021,P", ",O,general,operation,planned,", ",\xFF\n" },
	};
	size_t n = sizeof HEAD - 1;

	memcpy(to, HEAD, n);
	for (unsigned i = 0; i < 1500; i++) {
		unsigned pick = (i * 2654435761u + seed * 40503u) >> 16;
		/* Mostly good ones. */
		size_t k = pick % 4 != 0 ? pick % 3 : pick / 4 % DGPM_COUNT(rows);

		n += (size_t)sprintf(to + n, "%s%u%s%u%s", rows[k].before, i % 90, rows[k].between, i * 1000,
				     rows[k].after);
	}
	return n;
}

/* Threads and blocks change neither a row nor a diagnostic. */
START_TEST(threads_and_blocks)
{
	static const size_t blocks[] = { 1 << 20, 4096, 777, 61 };
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	char *text = dgpm_arena_alloc(a, 1500 * 100);
	size_t n = make_mixed(text, (unsigned)_i);
	const char *want = NULL, *want_diags = NULL;

	for (unsigned threads = 1; threads <= 3; threads++) {
		for (size_t i = 0; i < DGPM_COUNT(blocks); i++) {
			struct rows rows = { 0 };
			struct result r = read_text(a, &rows, text, n, threads, blocks[i], 0);
			const char *got = sorted(a, &rows);

			ck_assert_int_eq(r.rc, 0);
			if (want == NULL) {
				want = got;
				want_diags = r.diags;
				ck_assert_uint_gt(r.stats.rows_read, 500);
				ck_assert_uint_gt(r.stats.rows_left_out, 50);
			}
			ck_assert_msg(strcmp(want, got) == 0, "%u threads, blocks of %zu: rows", threads, blocks[i]);
			ck_assert_msg(strcmp(want_diags, r.diags) == 0, "%u threads, blocks of %zu: diagnostics",
				      threads, blocks[i]);
			free_rows(&rows);
		}
	}
	dgpm_arena_free(a);
}
END_TEST

/* Only of the row before, and only if that one was good. */
START_TEST(same_texts)
{
	static const struct {
		const char *rows;
		size_t n_same;
	} cases[] = {
		{ "2021,P,O,general,operation,initial,1,x\n2021,P,O,general,operation,planned,1,x\n", 1 },
		{ "2021,P,O,general,operation,initial,1,x\n2021,P2,O,general,operation,initial,1,x\n", 0 },
		{ "2021,P,O,general,operation,initial,1,x\n2022,P,O,general,operation,initial,1,x\n", 0 },
		{ "2021,P,O,general,operation,initial,1,x\n2021,P,O,general,operation,wrong,1,x\n"
		  "2021,P,O,general,operation,planned,1,x\n", 0 },
		{ "2021,P,O,general,operation,initial,1,x\n2021,P,O,general,operation,initial,1,\"x\"\n"
		  "2021,P,O,general,operation,initial,1,x\n2021,P,O,general,operation,initial,2,x\n", 1 },
		{ "2021,P ,O,general,operation,initial,1,x\n2021,P ,O,general,operation,initial,2,x\n", 1 },
	};
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);

	for (size_t i = 0; i < DGPM_COUNT(cases); i++) {
		const char *text = dgpm_arena_cat(a, HEAD, cases[i].rows);
		struct rows rows = { 0 };

		ck_assert_int_eq(read_text(a, &rows, text, strlen(text), 1, CSVIN_BLOCK, 0).rc, 0);
		ck_assert_msg(rows.n_same[0] == cases[i].n_same, "%zu: %s", rows.n_same[0], cases[i].rows);
		free_rows(&rows);
	}
	dgpm_arena_free(a);
}
END_TEST

/* A limit is told, not silent, and which ones are shown does not depend on the threads. */
START_TEST(many_faults)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	char *text = dgpm_arena_alloc(a, 2000 * 40 + sizeof HEAD);
	size_t n = sizeof HEAD - 1;
	const char *want = NULL;

	memcpy(text, HEAD, n);
	for (int i = 0; i < 1234; i++)
		n += (size_t)sprintf(text + n, "2021,P,O,general,operation,initial,x,x\n");
	for (unsigned threads = 1; threads <= 3; threads++) {
		struct rows rows = { 0 };
		struct result r = read_text(a, &rows, text, n, threads, 500, 0);

		ck_assert_uint_eq(r.stats.rows_left_out, 1234);
		ck_assert_msg(strstr(r.diags, "0:0 CSV-03 not a whole number of yen: 234 more") != NULL, "%s",
			      r.diags + strlen(r.diags) - 100);
		ck_assert(strstr(r.diags, "1001:36 CSV-03") != NULL && strstr(r.diags, "1002:36 CSV-03") == NULL);
		if (want == NULL)
			want = r.diags;
		ck_assert_str_eq(r.diags, want);
		free_rows(&rows);
	}
	dgpm_arena_free(a);
}
END_TEST

START_TEST(cannot_be_read)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct dgpm_ledger_stats stats;
	int fd = open("/", O_RDONLY | O_DIRECTORY);

	ck_assert_int_eq(dgpm_ledger_read(&stats, NULL, a, d, "l.csv", fd, &(struct dgpm_ledger_how){ 0 }), -1);
	ck_assert_uint_eq(dgpm_diags_count(d), 1);
	ck_assert_str_eq(dgpm_diags_at(d, 0)->rule, "IO-01");
	close(fd);
	dgpm_arena_free(a);
}
END_TEST

static const struct header_case {
	const char *line;
	bool want;
} header_cases[] = {
	{ "fiscal_year,project_id,organization,account,expense,stage,amount_yen", true },
	{ "\xEF\xBB\xBF\"amount_yen\", x ,project_id,fiscal_year\r\n", true },
	{ "fiscal_year,project_id,amount", false },
	{ "fiscal_year,project_id,\"amount_yen", false },
	{ "", false },
	{ "\n", false },
};

START_TEST(header_is)
{
	const struct header_case *c = &header_cases[_i];

	ck_assert_msg(dgpm_ledger_header_is(dgpm_str_of(c->line)) == c->want, "%s", c->line);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("ledger", &tc);

	tcase_add_loop_test(tc, ledger, 0, DGPM_COUNT(ledger_cases));
	tcase_add_test(tc, any_order);
	tcase_add_loop_test(tc, threads_and_blocks, 0, 4);
	tcase_add_test(tc, same_texts);
	tcase_add_test(tc, many_faults);
	tcase_add_test(tc, cannot_be_read);
	tcase_add_loop_test(tc, header_is, 0, DGPM_COUNT(header_cases));
	return s;
}
