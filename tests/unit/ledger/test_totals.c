#include "ledger/totals.h"
#include "unit.h"

#include <inttypes.h>

static struct dgpm_ledger_row row_of(const char *project, const char *account, int fiscal_year, enum dgpm_expense e,
				     enum dgpm_ledger_stage stage, dgpm_yen amount, uint32_t line)
{
	return (struct dgpm_ledger_row){ .line = line, .fiscal_year = (int16_t)fiscal_year, .expense = (uint8_t)e,
					 .stage = (uint8_t)stage, .amount_yen = amount,
					 .project_id = dgpm_str_of(project), .account = dgpm_str_of(account),
					 .organization = dgpm_str_of(line % 2 == 0 ? "EVEN" : "ODD") };
}

static const char *as_text(struct dgpm_arena *a, const struct dgpm_totals *t)
{
	size_t n_projects, n;
	const struct dgpm_totals_name *projects = dgpm_totals_projects(t, a, &n_projects);
	const char *all = "";

	for (size_t i = 0; i < n_projects; i++) {
		const struct dgpm_total *g = dgpm_totals_of(t, a, projects[i].text, &n), *end = g + n;

		for (; g < end; g++)
			all = dgpm_arena_printf(a, "%s%s %d %s %s %s %s%" PRId64 " of %zu, %s %s:%" PRIu32 "\n", all,
						g->project_id.s, g->fiscal_year, g->account.s,
						dgpm_expense_name((enum dgpm_expense)g->expense),
						dgpm_ledger_stage_name((enum dgpm_ledger_stage)g->stage),
						g->overflow ? "!" : "", g->sum_yen, g->rows, g->organization.s,
						g->first.path, g->first.line);
	}
	return all;
}

static const char *names_text(struct dgpm_arena *a, const struct dgpm_totals_name *names, size_t n)
{
	const char *all = "";

	for (size_t i = 0; i < n; i++)
		all = dgpm_arena_printf(a, "%s%s %zu %s:%" PRIu32 "\n", all, names[i].text.s, names[i].rows,
					names[i].first.path, names[i].first.line);
	return all;
}

START_TEST(sums)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_tally *tally = dgpm_tally_new(a, DGPM_BY_ACCOUNT);
	struct dgpm_totals *t = dgpm_totals_new(a, &tally, 1, DGPM_BY_ACCOUNT);
	struct dgpm_ledger_row rows[] = {
		row_of("P2", "general", 2021, DGPM_EXPENSE_OPERATION, DGPM_LS_INITIAL, 5, 7),
		row_of("P1", "special", 2021, DGPM_EXPENSE_OPERATION, DGPM_LS_INITIAL, 6, 8),
		row_of("P2", "general", 2021, DGPM_EXPENSE_OPERATION, DGPM_LS_INITIAL, -7, 2),
		row_of("P2", "general", 2020, DGPM_EXPENSE_OPERATION, DGPM_LS_EXECUTED, 1, 9),
		row_of("P2", "general", 2020, DGPM_EXPENSE_DEVELOPMENT, DGPM_LS_EXECUTED, 1, 10),
	};
	size_t n;

	for (size_t i = 0; i < DGPM_COUNT(rows); i++) {
		rows[i].path = i == 1 ? "b.csv" : "a.csv";
		dgpm_tally_add(tally, &rows[i]);
	}
	ck_assert_str_eq(as_text(a, t), "P1 2021 special operation initial 6 of 1, EVEN b.csv:8\n"
					"P2 2020 general development executed 1 of 1, EVEN a.csv:10\n"
					"P2 2020 general operation executed 1 of 1, ODD a.csv:9\n"
					"P2 2021 general operation initial -2 of 2, EVEN a.csv:2\n");
	ck_assert_ptr_null(dgpm_totals_of(t, a, DGPM_STR("P3"), &n));
	ck_assert_uint_eq(n, 0);
	ck_assert_str_eq(names_text(a, dgpm_totals_projects(t, a, &n), 2), "P1 1 b.csv:8\nP2 4 a.csv:2\n");
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(names_text(a, dgpm_totals_organizations(t, a, &n), 2), "EVEN 0 a.csv:2\nODD 0 a.csv:7\n");
	ck_assert_uint_eq(n, 2);
	dgpm_arena_free(a);
}
END_TEST

START_TEST(nothing)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_tally *tallies[] = { dgpm_tally_new(a, DGPM_BY_ACCOUNT), dgpm_tally_new(a, DGPM_BY_ACCOUNT) };
	struct dgpm_totals *t = dgpm_totals_new(a, tallies, 2, DGPM_BY_ACCOUNT);
	struct dgpm_diags *d = dgpm_diags_new(a);
	size_t n = 1, n_projects = 1, n_organizations = 1;

	dgpm_totals_check(t, a, d, NULL, NULL);
	ck_assert_ptr_null(dgpm_totals_of(t, a, DGPM_STR("P"), &n));
	(void)dgpm_totals_projects(t, a, &n_projects);
	(void)dgpm_totals_organizations(t, a, &n_organizations);
	ck_assert_uint_eq(n + n_projects + n_organizations + dgpm_diags_count(d), 0);
	dgpm_arena_free(a);
}
END_TEST

/* Rows dealt to three counts, joined in each of the orders: one result, also where parts overflow on the way. */
START_TEST(join_order)
{
	static const unsigned orders[][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 0, 2 }, { 1, 2, 0 } };
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	const char *want = NULL;

	for (size_t k = 0; k < DGPM_COUNT(orders) * 2; k++) {
		const unsigned *order = orders[k % DGPM_COUNT(orders)];
		struct dgpm_tally *parts[3], *joined[3];
		const char *got;

		for (size_t i = 0; i < 3; i++)
			parts[i] = dgpm_tally_new(a, DGPM_BY_ACCOUNT);
		for (uint32_t i = 0; i < 3000; i++) {
			const char *project = dgpm_arena_printf(a, "P%u", i * 7 % 450);
			struct dgpm_ledger_row r = row_of(project, i % 5 == 0 ? "special:x" : "general",
							  2010 + (int)(i % 3), (enum dgpm_expense)(i % 4),
							  DGPM_LS_INITIAL,
							  i % 450 == 0	 ? INT64_MAX :
							  i % 450 == 225 ? INT64_MIN + 1 :
									   (dgpm_yen)i,
							  i + 2);

			/* A path need not be the same pointer. */
			r.path = dgpm_arena_printf(a, "%c.csv", 'a' + (int)(i % 2));
			dgpm_tally_add(parts[(i + k) % 3], &r);
		}
		for (size_t i = 0; i < 3; i++)
			joined[i] = parts[order[i]];
		got = as_text(a, dgpm_totals_new(a, joined, 3, DGPM_BY_ACCOUNT));
		if (want == NULL)
			want = got;
		ck_assert_msg(strcmp(want, got) == 0, "order %zu", k);
	}
	ck_assert_ptr_nonnull(strchr(want, '!'));
	dgpm_arena_free(a);
}
END_TEST

/* The same five rows by other columns: what is not asked for is that of the first row. */
static const struct by_case {
	unsigned by;
	const char *want;
} by_cases[] = {
	{ 0, "2021 general EVEN 15 of 5\n" },
	{ DGPM_BY_ACCOUNT, "2021 general EVEN 9 of 3\n2021 special:x ODD 6 of 2\n" },
	{ DGPM_BY_ORGANIZATION, "2021 general EVEN 10 of 3\n2021 special:x ODD 5 of 2\n" },
	{ DGPM_BY_ACCOUNT | DGPM_BY_ORGANIZATION, "2021 general EVEN 6 of 2\n2021 general ODD 3 of 1\n2021 special:x "
						  "EVEN 4 of 1\n2021 special:x ODD 2 of 1\n" },
};

static const char *by_columns_text(struct dgpm_arena *a, const struct dgpm_totals *t)
{
	const char *got = "";
	size_t n;
	const struct dgpm_total *g = dgpm_totals_of(t, a, DGPM_STR("P"), &n);

	for (size_t i = 0; i < n; i++) {
		ck_assert_int_eq(g[i].account_kind, dgpm_account_kind(g[i].account));
		got = dgpm_arena_printf(a, "%s%d %s %s %" PRId64 " of %zu\n", got, g[i].fiscal_year, g[i].account.s,
					g[i].organization.s, g[i].sum_yen, g[i].rows);
	}
	return got;
}

START_TEST(by_columns)
{
	static const struct { const char *account; dgpm_yen amount; uint32_t line;
	} rows[] = {
		{ "special:x", 4, 8 }, { "general", 3, 5 }, { "special:x", 2, 3 },
		{ "general", 1, 2 },   { "general", 5, 4 },
	};
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_tally *parts[2] = { dgpm_tally_new(a, by_cases[_i].by), dgpm_tally_new(a, by_cases[_i].by) };
	struct dgpm_tally *finer[2] = { dgpm_tally_new(a, DGPM_BY_ACCOUNT | DGPM_BY_ORGANIZATION),
					dgpm_tally_new(a, DGPM_BY_ACCOUNT | DGPM_BY_ORGANIZATION) };

	for (size_t i = 0; i < DGPM_COUNT(rows); i++) {
		struct dgpm_ledger_row r = row_of("P", rows[i].account, 2021, DGPM_EXPENSE_OPERATION, DGPM_LS_INITIAL,
						  rows[i].amount, rows[i].line);

		r.path = "a.csv";
		dgpm_tally_add(parts[i % 2], &r);
		dgpm_tally_add(finer[i % 2], &r);
	}
	/* A count that tells more apart than is asked for gives the same. */
	ck_assert_str_eq(by_columns_text(a, dgpm_totals_new(a, parts, 2, by_cases[_i].by)), by_cases[_i].want);
	ck_assert_str_eq(by_columns_text(a, dgpm_totals_new(a, finer, 2, by_cases[_i].by)), by_cases[_i].want);
	dgpm_arena_free(a);
}
END_TEST

/* EXE-02: each case is one project, account and year. Amounts by stage, 0: no row. */
static const struct check_case {
	const char *name;
	dgpm_yen amount[DGPM_N_LEDGER_STAGES];
	const char *want; /* id and line, or "" */
	dgpm_yen excess;
} check_cases[] = {
	{ "fits", { [DGPM_LS_INITIAL] = 100, [DGPM_LS_EXECUTED] = 100 }, "", 0 },
	{ "over", { [DGPM_LS_INITIAL] = 2000, [DGPM_LS_EXECUTED] = 3001 }, "EXE-02 9", 1001 },
	{ "all five are available",
	  { [DGPM_LS_INITIAL] = 1, [DGPM_LS_SUPPLEMENTARY] = 2, [DGPM_LS_CARRYOVER_IN] = 3, [DGPM_LS_RESERVE] = 4,
	    [DGPM_LS_TRANSFER_IN] = 5, [DGPM_LS_EXECUTED] = 15 }, "", 0 },
	{ "money that left", { [DGPM_LS_INITIAL] = 9, [DGPM_LS_TRANSFER_IN] = -5, [DGPM_LS_EXECUTED] = 5 },
	  "EXE-02 9", 1 },
	{ "a contract is in no total",
	  { [DGPM_LS_INITIAL] = 9, [DGPM_LS_CONTRACTED] = 99, [DGPM_LS_EXECUTED] = 9 }, "", 0 },
	{ "both are used", { [DGPM_LS_INITIAL] = 10, [DGPM_LS_EXECUTED] = 6, [DGPM_LS_CARRYOVER_OUT] = 5 }, "EXE-02 9",
	  1 },
	{ "only carried out", { [DGPM_LS_INITIAL] = 10, [DGPM_LS_CARRYOVER_OUT] = 11 }, "EXE-02 8", 1 },
	{ "what is not said is not zero", { [DGPM_LS_REQUEST] = 1, [DGPM_LS_EXECUTED] = 10 }, "", 0 },
	{ "a cut", { [DGPM_LS_INITIAL] = 10, [DGPM_LS_SUPPLEMENTARY] = -5, [DGPM_LS_EXECUTED] = 6 }, "EXE-02 9", 1 },
	{ "a negative budget", { [DGPM_LS_INITIAL] = -10 }, "LED-08 3", 0 },
	{ "rounded to millions",
	  { [DGPM_LS_INITIAL] = 66000000, [DGPM_LS_EXECUTED] = 67000000 }, "LED-07 9", 0 },
	{ "two amounts in millions explain one million",
	  { [DGPM_LS_INITIAL] = 66000000, [DGPM_LS_EXECUTED] = 68000000 }, "EXE-02 9", 2000000 },
	{ "one is exact", { [DGPM_LS_INITIAL] = 66000000, [DGPM_LS_EXECUTED] = 66000001 }, "EXE-02 9", 1 },
	{ "each side by its own unit",
	  { [DGPM_LS_INITIAL] = 66000000, [DGPM_LS_EXECUTED] = 66500000 }, "LED-07 9", 0 },
	{ "and no more",
	  { [DGPM_LS_INITIAL] = 66000000, [DGPM_LS_EXECUTED] = 66501000 }, "EXE-02 9", 501000 },
	{ "thousands explain less", { [DGPM_LS_INITIAL] = 66001000, [DGPM_LS_EXECUTED] = 66003000 }, "EXE-02 9", 2000 },
	{ "three amounts explain more",
	  { [DGPM_LS_INITIAL] = 66000000, [DGPM_LS_RESERVE] = 2000000, [DGPM_LS_EXECUTED] = 69000000 }, "LED-07 9", 0 },
	{ "the sums do not fit",
	  { [DGPM_LS_INITIAL] = 1, [DGPM_LS_EXECUTED] = INT64_MAX, [DGPM_LS_CARRYOVER_OUT] = INT64_MAX }, "SUM-01 9",
	  0 },
};

static void on_excess(void *ctx, const struct dgpm_excess *e)
{
	*(struct dgpm_excess *)ctx = *e;
}

START_TEST(check)
{
	const struct check_case *c = &check_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_tally *tally = dgpm_tally_new(a, DGPM_BY_ACCOUNT);
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct dgpm_excess excess = { 0 };
	const char *got = "";

	for (unsigned s = 0; s < DGPM_N_LEDGER_STAGES; s++) {
		struct dgpm_ledger_row r = row_of("P", "general", 2021, DGPM_EXPENSE_UNSPECIFIED,
						  (enum dgpm_ledger_stage)s, c->amount[s], s + 1);

		r.path = "a.csv";
		if (c->amount[s] != 0)
			dgpm_tally_add(tally, &r);
	}
	dgpm_totals_check(dgpm_totals_new(a, &tally, 1, DGPM_BY_ACCOUNT), a, d, on_excess, &excess);
	if (excess.account.s != NULL)
		got = dgpm_arena_printf(a, "EXE-02 %" PRIu32, excess.at.line);
	if (dgpm_diags_count(d) != 0)
		got = dgpm_arena_printf(a, "%s %" PRIu32, dgpm_diags_at(d, 0)->rule, dgpm_diags_at(d, 0)->at.line);
	ck_assert_msg(dgpm_diags_count(d) <= 1 && strcmp(got, c->want) == 0, "%s: got %s", c->name, got);
	ck_assert_msg(excess.excess_yen == c->excess, "%s: %" PRId64, c->name, excess.excess_yen);
	dgpm_arena_free(a);
}
END_TEST

/* Carried out of 2020, carried into 2021. */
static const struct carried_case {
	dgpm_yen out, in;
	int to;
	const char *account, *want;
} carried_cases[] = {
	{ 66, 66, 2021, "general", "" },
	{ 66, 67, 2021, "general", "3:1 LED-09 carried out of 2020 (general): 66 yen, carried into 2021: 67 yen\n" },
	{ 66000000, 67000000, 2021, "general",
	  "3:1 LED-07 carried out of 2020 (general): 66,000,000 yen, carried into 2021: 67,000,000 yen\n" },
	{ 66000000, 80000000, 2021, "general",
	  "3:1 LED-09 carried out of 2020 (general): 66,000,000 yen, carried into 2021: 80,000,000 yen\n" },
	{ 66, 67, 2022, "general", "" },
	{ 66, 67, 2021, "special:x", "" },
	{ INT64_MAX, INT64_MIN, 2021, "general", "" },
};

START_TEST(carried)
{
	const struct carried_case *c = &carried_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_tally *tally = dgpm_tally_new(a, DGPM_BY_ACCOUNT);
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct dgpm_ledger_row rows[] = {
		row_of("P", "general", 2020, DGPM_EXPENSE_OPERATION, DGPM_LS_CARRYOVER_OUT, c->out, 2),
		row_of("P", c->account, c->to, DGPM_EXPENSE_OPERATION, DGPM_LS_CARRYOVER_IN, c->in, 3),
	};
	const char *got = "";

	for (size_t i = 0; i < DGPM_COUNT(rows); i++) {
		rows[i].path = "a.csv";
		dgpm_tally_add(tally, &rows[i]);
	}
	dgpm_totals_check(dgpm_totals_new(a, &tally, 1, DGPM_BY_ACCOUNT), a, d, NULL, NULL);
	for (size_t i = 0; i < dgpm_diags_count(d); i++) {
		const struct dgpm_diag *x = dgpm_diags_at(d, i);
		const char *text = strstr(x->message, "carried out of 2020");

		got = dgpm_arena_printf(a, "%s%" PRIu32 ":%" PRIu32 " %s %s\n", got, x->at.line, x->at.column, x->rule,
					text != NULL ? text : x->message);
	}
	ck_assert_str_eq(got, c->want);
	dgpm_arena_free(a);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("totals", &tc);

	tcase_add_test(tc, sums);
	tcase_add_test(tc, nothing);
	tcase_add_test(tc, join_order);
	tcase_add_loop_test(tc, by_columns, 0, DGPM_COUNT(by_cases));
	tcase_add_loop_test(tc, carried, 0, DGPM_COUNT(carried_cases));
	tcase_add_loop_test(tc, check, 0, DGPM_COUNT(check_cases));
	return s;
}
