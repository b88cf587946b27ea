/* The catalogue of S3, and what portfolios can say of it. */
#include "kpi/kpi.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct dgpm_arena *a;
static struct dgpm_diags *d;
static struct dgpm_data *data;

static void setup(void)
{
	a = dgpm_arena_new(NULL, NULL);
	d = dgpm_diags_new(a);
	ck_assert_int_eq(dgpm_data_open(&data, a, d, "schemas", "en"), 0);
}

static void teardown(void)
{
	dgpm_data_close(data);
	dgpm_arena_free(a);
}

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
	struct dgpm_portfolio *p;
	const struct dgpm_kpi *cloud;
	struct dgpm_kpis *all;
	size_t computed = 0, reported = 0;

	ck_assert_int_eq(dgpm_portfolio_open(&p, a, d, data, "examples/sample", NULL, 0), 0);
	ck_assert_int_eq(dgpm_kpis(&all, a, d, p, 2), 0);
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
	dgpm_portfolio_close(p);
}
END_TEST

/* A portfolio that says nothing: no KPI is 0. */
START_TEST(nothing_said)
{
	char dir[] = "/tmp/dgpm-kpi-XXXXXX";
	const char *config, *card;
	struct dgpm_portfolio *p;
	struct dgpm_kpis *all;
	FILE *f;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	config = dgpm_arena_printf(a, "%s/dgpm.yaml", dir);
	card = dgpm_arena_printf(a, "%s/card.yaml", dir);
	f = fopen(config, "w");
	ck_assert_ptr_nonnull(f);
	fputs("schema: dgpm/portfolio@1\nname: silent\n", f);
	fclose(f);
	f = fopen(card, "w");
	ck_assert_ptr_nonnull(f);
	fputs("schema: dgpm/card@1\nid: 2021-MIC-0001\nname: a\norganization: MIC\nsector: national\nphase: planning\n"
	      "span: {from: 2021, to: 2025}\n", f);
	fclose(f);
	ck_assert_int_eq(dgpm_portfolio_open(&p, a, d, data, dir, NULL, 0), 0);
	ck_assert_int_eq(dgpm_kpis(&all, a, d, p, 1), 0);
	for (size_t i = 0; i < all->n; i++)
		ck_assert_msg(all->items[i].state == DGPM_KPI_UNKNOWN || all->items[i].n != 0, "%s: %s",
			      all->items[i].id, all->items[i].value);
	dgpm_portfolio_close(p);
	unlink(config);
	unlink(card);
	rmdir(dir);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("kpi", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, catalogue);
	tcase_add_test(tc, sample);
	tcase_add_test(tc, nothing_said);
	return s;
}
