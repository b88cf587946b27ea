/* The sample portfolio, read as the commands read it. */
#include "portfolio/each.h"
#include "portfolio/projects.h"
#include "unit.h"

#include <inttypes.h>

static struct dgpm_arena *arena;
static struct dgpm_diags *diags;
static struct dgpm_data *data;
static struct dgpm_portfolio *portfolio;

static void setup(void)
{
	arena = dgpm_arena_new(NULL, NULL);
	diags = dgpm_diags_new(arena);
	ck_assert_int_eq(dgpm_data_open(&data, arena, diags, "schemas", "en"), 0);
	ck_assert_int_eq(dgpm_portfolio_open(&portfolio, arena, diags, data, "examples/sample", NULL, 0), 0);
}

static void teardown(void)
{
	dgpm_portfolio_close(portfolio);
	dgpm_data_close(data);
	dgpm_arena_free(arena);
}

struct seen {
	const char *id, *path;
	size_t nth; /* of its worker */
};

static int cmp_seen(const void *a, const void *b)
{
	return strcmp(((const struct seen *)a)->id, ((const struct seen *)b)->id);
}

static void see(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct seen *one = dgpm_lists_add(ctx, w);

	ck_assert_ptr_null(one->id);
	*one = (struct seen){ dgpm_arena_strdup(w->keep, card->id), card->path, 0 };
}

static const char *ids_by(unsigned threads)
{
	struct dgpm_lists *lists = dgpm_lists_new(arena, threads, sizeof(struct seen));
	struct dgpm_cards_stats stats;
	const struct seen *all;
	const char *text = "";
	size_t n, n_entries;

	dgpm_portfolio_cards(portfolio, diags, threads, see, lists, &stats);
	all = dgpm_lists_join(lists, arena, cmp_seen, &n);
	ck_assert_uint_eq(n, stats.n_read);
	(void)dgpm_portfolio_entries(portfolio, &n_entries);
	ck_assert_uint_eq(n, n_entries);
	for (size_t i = 0; i < n; i++) {
		const struct dgpm_entry *e = dgpm_portfolio_find(portfolio, dgpm_str_of(all[i].id));

		ck_assert_ptr_nonnull(e);
		ck_assert_str_eq(e->path, all[i].path);
		text = dgpm_arena_printf(arena, "%s%s %s\n", text, all[i].id, all[i].path);
	}
	return text;
}

/* No number of threads changes what is found; more threads than cards and none at all are settled. */
START_TEST(each)
{
	static const unsigned threads[] = { 0, 1, 2, 3, 64, 1000 };
	const char *want = ids_by(1);

	ck_assert_ptr_nonnull(strstr(want, "2014-SMP-0001 cards/smp/2014-SMP-0001.yaml\n"));
	for (size_t i = 0; i < DGPM_COUNT(threads); i++)
		ck_assert_str_eq(ids_by(threads[i]), want);
	ck_assert_ptr_null(dgpm_portfolio_find(portfolio, DGPM_STR("2014-SMP-9999")));
}
END_TEST

/* Items stay where they are while others come, of one worker and of several, and none is lost at the end of a chunk. */
START_TEST(lists)
{
	static const size_t counts[] = { 0, 1, 31, 32, 33, 1000 };
	struct dgpm_arena *keeps[2] = { dgpm_arena_new(NULL, NULL), dgpm_arena_new(NULL, NULL) };

	for (size_t c = 0; c < DGPM_COUNT(counts); c++) {
		struct dgpm_lists *l = dgpm_lists_new(arena, 2, sizeof(size_t));
		size_t *first = NULL, n, *all;

		for (size_t i = 0; i < counts[c]; i++) {
			struct dgpm_worker w = { .index = i % 3 == 0, .keep = keeps[i % 3 == 0] };
			size_t *item = dgpm_lists_add(l, &w);

			ck_assert_uint_eq(*item, 0);
			*item = i + 1;
			if (i == 0)
				first = item;
		}
		ck_assert(first == NULL || *first == 1);
		all = dgpm_lists_join(l, arena, NULL, &n);
		ck_assert_uint_eq(n, counts[c]);
		for (size_t i = 0, sum = 0; i < n; i++) {
			sum += all[i];
			ck_assert(i + 1 < n || sum == n * (n + 1) / 2);
		}
	}
	dgpm_arena_free(keeps[0]);
	dgpm_arena_free(keeps[1]);
}
END_TEST

static dgpm_yen sum_by(unsigned by)
{
	struct dgpm_ledgers_stats stats;
	const struct dgpm_totals *t = dgpm_portfolio_totals_by(portfolio, diags, 2, by, &stats);
	size_t n_projects, n, rows = 0;
	const struct dgpm_totals_name *projects = dgpm_totals_projects(t, arena, &n_projects);
	dgpm_yen sum = 0;

	for (size_t i = 0; i < n_projects; i++) {
		const struct dgpm_total *g = dgpm_totals_of(t, arena, projects[i].text, &n);

		for (size_t k = 0; k < n; k++) {
			ck_assert(dgpm_yen_add(&sum, sum, g[k].sum_yen));
			ck_assert_ptr_nonnull(g[k].first.path);
			rows += g[k].rows;
		}
	}
	ck_assert_uint_gt(rows, 0);
	ck_assert_uint_eq(rows, stats.rows_read);
	return sum;
}

START_TEST(totals)
{
	dgpm_yen want = sum_by(0);

	ck_assert_int_ne(want, 0);
	ck_assert_int_eq(sum_by(DGPM_BY_ACCOUNT), want);
	ck_assert_int_eq(sum_by(DGPM_BY_ORGANIZATION), want);
	ck_assert_int_eq(sum_by(DGPM_BY_ACCOUNT | DGPM_BY_ORGANIZATION), want);
}
END_TEST

START_TEST(projects)
{
	static const char *const match[] = { "2014-smp-0001" };
	struct dgpm_projects all, some;

	dgpm_projects_list(&all, arena, diags, portfolio, NULL, 0, 2021, 2);
	dgpm_projects_list(&some, arena, diags, portfolio, match, 1, 0, 1);
	ck_assert_uint_gt(all.n, 1);
	ck_assert_uint_eq(some.n, 1);
	ck_assert_str_eq(some.items[0].id, "2014-SMP-0001");
	for (size_t i = 0; i < all.n; i++)
		if (strcmp(all.items[i].id, some.items[0].id) == 0) {
			ck_assert(all.items[i].has_total);
			ck_assert_int_eq(all.items[i].total_yen, some.items[0].total_yen);
			return;
		}
	ck_abort_msg("the project is not among all");
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("portfolio", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, each);
	tcase_add_test(tc, lists);
	tcase_add_test(tc, totals);
	tcase_add_test(tc, projects);
	return s;
}
