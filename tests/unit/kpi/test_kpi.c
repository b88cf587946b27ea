/* The catalogue of S3, and what portfolios can say of it. */
#include "fixture.h"
#include "kpi/kpi.h"

static const struct dgpm_kpi *kpi_of(const struct dgpm_kpis *all, const char *id)
{
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->items[i].id, id) == 0)
			return &all->items[i];
	return NULL;
}

/* As it is counted in the document: 70 KPIs, 20 with a target year, 18 of a named system. */
START_TEST(catalogue)
{
	const struct dgpm_node *root = dgpm_data_doc(data, d, "kpi/s3-2020.yaml"), *items = NULL;
	uint32_t n = dgpm_node_items(root, "kpis", &items);
	size_t systems = 0, years = 0;
	char id[16];

	ck_assert_uint_eq(n, 70);
	for (uint32_t i = 0; i < n; i++) {
		snprintf(id, sizeof id, "S3-%02u", i + 1);
		ck_assert_str_eq(dgpm_node_cstr(dgpm_node_get(&items[i], "id")), id);
		systems += dgpm_node_get(&items[i], "system") != NULL;
		years += dgpm_node_at(&items[i], "target.fiscal_year") != NULL;
	}
	ck_assert_uint_eq(systems, 18);
	ck_assert_uint_le(years, 20);
}
END_TEST

START_TEST(sample)
{
	const struct dgpm_kpi *cloud;
	struct dgpm_kpis *all;
	size_t computed = 0, reported = 0;

	ck_assert_int_eq(dgpm_kpis(&all, a, d, fixture_portfolio("examples/sample"), 2), 0);
	for (size_t i = 0; i < all->n; i++) {
		const struct dgpm_kpi *k = &all->items[i];

		computed += k->state == DGPM_KPI_COMPUTED;
		reported += k->state == DGPM_KPI_REPORTED;
		/* Unknown is no value, and what says something is no more than there is. */
		ck_assert_msg(k->state != DGPM_KPI_UNKNOWN || k->value == NULL, "%s", k->id);
		ck_assert_msg(k->n <= k->of, "%s", k->id);
	}
	ck_assert_uint_eq(computed, all->n_computed);
	ck_assert_uint_eq(reported, all->n_reported);
	cloud = kpi_of(all, "S3-01");
	ck_assert_ptr_nonnull(cloud);
	ck_assert_int_eq(cloud->state, DGPM_KPI_COMPUTED);
	ck_assert_uint_lt(cloud->n, cloud->of);
}
END_TEST

/* A portfolio that says nothing: no KPI is 0. */
START_TEST(nothing_said)
{
	const char *dir = fixture_new_portfolio("");
	struct dgpm_kpis *all;

	fixture_card(dir, "2021-MIC-0001", "MIC", "");
	ck_assert_int_eq(dgpm_kpis(&all, a, d, fixture_portfolio(dir), 1), 0);
	for (size_t i = 0; i < all->n; i++)
		ck_assert_msg(all->items[i].state == DGPM_KPI_UNKNOWN || all->items[i].n != 0, "%s: %s",
			      all->items[i].id, all->items[i].value);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("kpi", &tc);

	tcase_add_checked_fixture(tc, fixture_open, fixture_close);
	tcase_add_test(tc, catalogue);
	tcase_add_test(tc, sample);
	tcase_add_test(tc, nothing_said);
	return s;
}
