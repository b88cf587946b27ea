/* A plan document taken apart. */
#include "plan/parts.h"

static const char *text_at(const struct dgpm_node *map, const char *key)
{
	return dgpm_node_cstr(dgpm_node_get(map, key));
}

static int year_at(const struct dgpm_node *map, const char *path)
{
	int64_t year = 0;

	return dgpm_node_int(dgpm_node_at(map, path), &year) ? (int)year : 0;
}

struct dgpm_plan_year *plan_year(struct dgpm_arena *arena, struct dgpm_plan_year **years, size_t *n, int fiscal_year)
{
	struct dgpm_plan_year *grown;
	size_t at = 0;

	while (at < *n && (*years)[at].fiscal_year < fiscal_year)
		at++;
	if (at < *n && (*years)[at].fiscal_year == fiscal_year)
		return &(*years)[at];
	grown = dgpm_arena_array(arena, *n + 1, sizeof *grown);
	for (size_t i = 0; i < *n; i++)
		grown[i < at ? i : i + 1] = (*years)[i];
	grown[at].fiscal_year = fiscal_year;
	*years = grown;
	++*n;
	return &grown[at];
}

bool plan_add(bool *has, dgpm_yen *sum, dgpm_yen yen)
{
	if (!dgpm_yen_add(sum, *sum, yen))
		return false;
	*has = true;
	return true;
}

static void read_years(struct dgpm_plan_measure *m, struct dgpm_plan *plan, struct dgpm_arena *arena,
		       const struct dgpm_node *node)
{
	static const char *const names[DGPM_N_PLAN_MONEY] = { "investment_yen", "investment_actual_yen",
							      "saving_yen",	"saving_actual_yen",
							      "planned_yen",	"actual_yen" };
	struct dgpm_plan_year *years = NULL, *all = (struct dgpm_plan_year *)plan->years;
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(node, "years", &items);
	int64_t yen;

	for (uint32_t i = 0; i < n; i++) {
		int fiscal_year = year_at(&items[i], "fiscal_year");
		struct dgpm_plan_year *own = plan_year(arena, &years, &m->n_years, fiscal_year);
		struct dgpm_plan_year *sum = plan_year(arena, &all, &plan->n_years, fiscal_year);

		for (int k = 0; k < DGPM_N_PLAN_MONEY; k++) {
			if (!dgpm_node_int(dgpm_node_get(&items[i], names[k]), &yen))
				continue;
			plan->over |= !plan_add(&own->has[k], &own->yen[k], yen) ||
				      !plan_add(&sum->has[k], &sum->yen[k], yen) ||
				      !plan_add(&m->has[k], &m->yen[k], yen) ||
				      !plan_add(&plan->has[k], &plan->yen[k], yen);
		}
	}
	m->years = years;
	plan->years = all;
}

static bool is_open(const char *status)
{
	return status == NULL || (strcmp(status, "done") != 0 && strcmp(status, "stopped") != 0);
}

void plan_read(struct dgpm_plan *out, struct dgpm_arena *arena, struct dgpm_portfolio *p, const struct dgpm_other *doc,
	       struct dgpm_date date)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(doc->root, "measures", &items);

	*out = (struct dgpm_plan){
		.organization = dgpm_organization_code(dgpm_portfolio_organizations(p),
						       text_at(doc->root, "organization")),
		.root = doc->root,
		.path = doc->path,
		.title = text_at(doc->root, "title"),
		.version = text_at(doc->root, "version"),
		.from = year_at(doc->root, "period.from"),
		.to = year_at(doc->root, "period.to"),
		.n_measures = n,
	};
	(void)dgpm_node_date(doc->root, "date", &out->date);
	out->measures = dgpm_arena_array(arena, n, sizeof *out->measures);
	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_plan_measure *m = &out->measures[i];

		*m = (struct dgpm_plan_measure){
			.id = text_at(&items[i], "id"),
			.name = text_at(&items[i], "name"),
			.project_id = text_at(&items[i], "project_id"),
			.viewpoint = text_at(&items[i], "viewpoint"),
			.status = text_at(&items[i], "status"),
			.due_fy = year_at(&items[i], "due_fy"),
			.first_due_fy = year_at(&items[i], "first_due_fy"),
			.main = dgpm_node_true(dgpm_node_get(&items[i], "main")),
			.has_note = dgpm_node_get(&items[i], "note") != NULL,
			.at = dgpm_node_loc(&items[i], doc->path),
		};
		m->overdue = m->due_fy != 0 && m->due_fy < dgpm_date_fiscal_year(date) && is_open(m->status);
		out->n_overdue += m->overdue;
		read_years(m, out, arena, &items[i]);
	}
}
