#include "budget/parts.h"
#include "unit.h"

#include <inttypes.h>

/*
 * Shares.
 */

static const struct share_case {
	const char *name;
	dgpm_yen part[5];
	size_t n;
	bool good;
	int64_t want[5];
} share_cases[] = {
	{ "one", { 5 }, 1, true, { 1000 } },
	{ "thirds", { 1, 1, 1 }, 3, true, { 334, 333, 333 } },
	{ "sixths", { 100, 300, 200 }, 3, true, { 167, 500, 333 } },
	{ "the largest remainder", { 10, 10, 981 }, 3, true, { 10, 10, 980 } },
	{ "a part of nothing", { 0, 7 }, 2, true, { 0, 1000 } },
	{ "as large as can be", { INT64_MAX, INT64_MAX, INT64_MAX }, 3, true, { 334, 333, 333 } },
	{ "small beside large", { 1, INT64_MAX }, 2, true, { 0, 1000 } },
	{ "nothing at all", { 0, 0 }, 2, false, { 0 } },
	{ "a negative part", { 5, -1 }, 2, false, { 0 } },
};

START_TEST(shares)
{
	const struct share_case *c = &share_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	int64_t got[5] = { 0 }, sum = 0;

	ck_assert_msg(dgpm_shares(got, c->part, c->n, 1000, a) == c->good, "%s", c->name);
	for (size_t i = 0; i < c->n; i++) {
		ck_assert_msg(got[i] == c->want[i], "%s: part %zu is %" PRId64, c->name, i, got[i]);
		sum += got[i];
	}
	ck_assert(!c->good || sum == 1000);
	dgpm_arena_free(a);
}
END_TEST

/*
 * Figures.
 */

#define SUMS(i, s, c, r, e) { .sum = { [DGPM_LS_INITIAL] = i, [DGPM_LS_SUPPLEMENTARY] = s, [DGPM_LS_CARRYOVER_IN] = c, \
				       [DGPM_LS_RESERVE] = r, [DGPM_LS_EXECUTED] = e },                               \
			      .has = { [DGPM_LS_INITIAL] = i, [DGPM_LS_SUPPLEMENTARY] = s, [DGPM_LS_CARRYOVER_IN] = c, \
				       [DGPM_LS_RESERVE] = r, [DGPM_LS_EXECUTED] = e } }

static const struct figure_case {
	const char *name;
	struct dgpm_sums sums;
	int64_t total, rate; /* -1: no value */
	int64_t rounding;    /* in million yen */
} figure_cases[] = {
	{ "nothing", SUMS(0, 0, 0, 0, 0), -1, -1, 0 },
	{ "S4, FY2016", SUMS(37790000000, 14438000000, 40262000000, 0, 77120000000), 92490000000, 8338, 0 },
	{ "S4, FY2018 as it may have been", SUMS(55661800000, 1970800000, 7703800000, 0, 59666000000), 65336400000,
	  9132, 1 },
	{ "rounded down", SUMS(1400000, 1400000, 0, 0, 0), 2800000, -1, -1 },
	{ "executed without a budget", SUMS(0, 0, 0, 0, 5), -1, -1, 0 },
	{ "half up", SUMS(0, 0, 0, 20000, 1), 20000, 1, 0 },
	{ "minus in all", SUMS(2, -2, 0, 0, 1), 0, -1, 0 },
};

START_TEST(figures)
{
	const struct figure_case *c = &figure_cases[_i];
	struct dgpm_figures f;

	budget_figures(&f, &c->sums, false);
	ck_assert_msg((f.has[DGPM_FIG_TOTAL] ? f.value[DGPM_FIG_TOTAL] : -1) == c->total, "%s: total", c->name);
	ck_assert_msg((f.has[DGPM_FIG_EXECUTION_RATE] ? f.value[DGPM_FIG_EXECUTION_RATE] : -1) == c->rate,
		      "%s: rate %" PRId64, c->name, f.value[DGPM_FIG_EXECUTION_RATE]);
	ck_assert_msg(dgpm_figures_rounding(&f, DGPM_UNIT_MILLION) == c->rounding, "%s: rounding", c->name);
	ck_assert_msg(dgpm_figures_rounding(&f, DGPM_UNIT_YEN) == 0, "%s: yen", c->name);
}
END_TEST

START_TEST(overflow)
{
	struct dgpm_sums sums = SUMS(INT64_MAX, 1, 0, 0, INT64_MAX);
	struct dgpm_figures f;

	sums.sum[DGPM_LS_EXECUTED] *= 2;
	budget_figures(&f, &sums, false);
	ck_assert(f.has[DGPM_FIG_INITIAL] && f.overflow[DGPM_FIG_TOTAL] && !f.has[DGPM_FIG_TOTAL]);
	ck_assert(f.overflow[DGPM_FIG_EXECUTED] && !f.has[DGPM_FIG_EXECUTED] && !f.has[DGPM_FIG_EXECUTION_RATE]);
	ck_assert_int_eq(dgpm_figures_rounding(&f, DGPM_UNIT_MILLION), 0);
}
END_TEST

START_TEST(names_of_columns)
{
	enum dgpm_table_col col;
	enum dgpm_figure figure;

	for (enum dgpm_table_col c = 0; c < DGPM_N_TABLE_COLS; c++)
		ck_assert(dgpm_table_col_parse(&col, dgpm_str_of(dgpm_table_col_name(c))) && col == c);
	for (enum dgpm_figure f = 0; f < DGPM_N_FIGURES; f++)
		ck_assert(dgpm_figure_parse(&figure, dgpm_str_of(dgpm_figure_name(f))) && figure == f);
	for (enum dgpm_ledger_stage s = 0; s < DGPM_N_LEDGER_STAGES; s++)
		ck_assert_str_eq(dgpm_figure_name(dgpm_figure_of_stage(s)), dgpm_ledger_stage_name(s));
	ck_assert(!dgpm_table_col_parse(&col, DGPM_STR("amount_yen")));
	ck_assert(!dgpm_figure_parse(&figure, DGPM_STR("")));
}
END_TEST

/*
 * Groups: what comes out does not depend on how the rows were divided.
 */

START_TEST(groups_in_parts)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	enum budget_keep keep = _i % 2 == 1 ? BUDGET_KEEP_LAST : BUDGET_KEEP_SECOND;
	size_t n_parts = (size_t)_i / 2 + 1;
	struct budget_groups whole, all, part[4];

	budget_groups_open(&whole, a, 2, keep);
	budget_groups_open(&all, a, 2, keep);
	for (size_t i = 0; i < n_parts; i++)
		budget_groups_open(&part[i], a, 2, keep);
	for (uint32_t i = 0; i < 9000; i++) {
		uint32_t key[] = { i * 7 % 61, i * i % 83 };
		struct budget_place at = { i < 5000 ? "a.csv" : "b.csv", i % 5000 + 2 };

		budget_groups_add(&whole, key, i, at);
		budget_groups_add(&part[(i / 100) % n_parts], key, i, at);
	}
	for (size_t p = n_parts; p-- > 0;)
		for (size_t i = 0; i < part[p].n; i++) {
			const struct budget_group *g = budget_group_at(&part[p], i);

			budget_groups_join(&all, g->key, &part[p], g);
		}
	ck_assert_uint_eq(all.n, whole.n);
	for (size_t i = 0; i < whole.n; i++) {
		const struct budget_group *w = budget_group_at(&whole, i), *g = NULL;

		for (size_t k = 0; k < all.n && g == NULL; k++)
			if (memcmp(budget_group_at(&all, k)->key, w->key, sizeof(uint32_t[2])) == 0)
				g = budget_group_at(&all, k);
		ck_assert(g != NULL && g->sum == w->sum && g->rows == w->rows);
		ck_assert_uint_eq(g->line, w->line);
		ck_assert_uint_eq(budget_second(&all, g)->line, budget_second(&whole, w)->line);
		ck_assert(budget_second(&all, g)->path == budget_second(&whole, w)->path);
	}
	dgpm_arena_free(a);
}
END_TEST

/*
 * Keys met before.
 */

static uint64_t key_hash(uint64_t i)
{
	return dgpm_hash_mix(dgpm_hash_mix(i + 1) ^ 77);
}

START_TEST(seen_twice)
{
	struct budget_seen seen;
	size_t fresh = 0, twice = 0;

	ck_assert(budget_seen_open(&seen, 20000));
	for (uint64_t i = 0; i < 20000; i++)
		ck_assert(!budget_seen_add(&seen, key_hash(i), &fresh));
	for (uint64_t i = 0; i < 30000; i += 3)
		twice += budget_seen_add(&seen, key_hash(i), &fresh);
	ck_assert_uint_eq(twice, 6667);
	ck_assert_uint_eq(budget_seen_n_marked(&seen), 6667);
	for (uint64_t i = 0; i < 30000; i++)
		ck_assert(budget_seen_marked(&seen, key_hash(i)) == (i < 20000 && i % 3 == 0));
	budget_seen_clear(&seen);
	ck_assert(!budget_seen_marked(&seen, key_hash(0)));
	ck_assert(!budget_seen_add(&seen, key_hash(0), &fresh));
	budget_seen_close(&seen);
}
END_TEST

/* More keys than there is room for: it says so, and in parts every one of them is looked at once. */
START_TEST(seen_in_parts)
{
	struct budget_seen seen;
	size_t fresh = 0, twice = 0;

	ck_assert(budget_seen_open(&seen, 700));
	for (uint64_t i = 0; i < 100000; i++)
		(void)!budget_seen_add(&seen, key_hash(i), &fresh);
	ck_assert(atomic_load(&seen.full));
	seen.parts = 200;
	for (seen.part = 0; seen.part < seen.parts; seen.part++) {
		budget_seen_clear(&seen);
		fresh = 0;
		for (uint64_t i = 0; i < 100500; i++)
			twice += budget_seen_add(&seen, key_hash(i % 100000), &fresh);
		ck_assert(!atomic_load(&seen.full));
	}
	ck_assert_uint_eq(twice, 500);
	budget_seen_close(&seen);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("budget", &tc);

	tcase_add_loop_test(tc, shares, 0, (int)DGPM_COUNT(share_cases));
	tcase_add_loop_test(tc, figures, 0, (int)DGPM_COUNT(figure_cases));
	tcase_add_test(tc, overflow);
	tcase_add_test(tc, names_of_columns);
	tcase_add_loop_test(tc, groups_in_parts, 0, 8);
	tcase_add_test(tc, seen_twice);
	tcase_add_test(tc, seen_in_parts);
	return s;
}
