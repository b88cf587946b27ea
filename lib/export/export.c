/* The folder: tables opened, filled in one reading, described. */
#include "export/export.h"
#include "export/package.h"
#include "export/parts.h"

/* The tables of schemas/export.yaml, each with its file and the names of its columns. */
static int open_tables(struct export_run *run)
{
	const struct dgpm_node *root = dgpm_data_doc(dgpm_portfolio_data(run->p), run->diags, "export.yaml"),
			       *tables = NULL;
	uint32_t n;

	if (root == NULL)
		return -1;
	n = dgpm_node_items(root, "tables", &tables);
	for (uint32_t i = 0; i < n && i < EXPORT_MOST_TABLES; i++) {
		struct export_table *t = &run->tables[run->n_tables++];
		const struct dgpm_node *fields = NULL;
		uint32_t n_fields = dgpm_node_items(&tables[i], "fields", &fields);

		t->node = &tables[i];
		t->name = dgpm_node_cstr(dgpm_node_get(t->node, "name"));
		if (folder_open_file(&t->out, &run->folder, run->diags, dgpm_arena_cat(run->arena, t->name, ".csv")) !=
		    0)
			return -1;
		t->csv = csv_begin(t->out, false);
		for (uint32_t k = 0; k < n_fields; k++)
			export_at(t, &fields[k], "name");
		csv_end(&t->csv);
	}
	return export_tables_are_all(run) ? 0 : -1;
}

static int fill(struct export_run *run, struct dgpm_exported *out)
{
	const struct dgpm_organizations *organizations = dgpm_portfolio_organizations(run->p);
	size_t n;
	const struct dgpm_other *others = dgpm_portfolio_others(run->p, run->diags, 1, &n);
	struct dgpm_ledgers_stats stats;

	run->facts = (struct dgpm_facts_in){
		.date = run->date,
		.totals = dgpm_portfolio_totals(run->p, dgpm_diags_new(run->arena), 1, &stats),
		.organizations = organizations,
		.planned = dgpm_planned_new(run->arena, organizations, others, n),
	};
	dgpm_portfolio_cards(run->p, run->diags, 1, export_card, run, &out->cards);
	dgpm_portfolio_ledgers(run->p, run->diags, 1, export_ledger_row, run, &out->ledgers);
	dgpm_portfolio_check_empty(run->p, run->diags, &out->cards, &out->ledgers);
	export_plans(run);
	export_organizations(run);
	return export_results(run);
}

/* Every file is closed, also after a fault. */
static int close_tables(struct export_run *run)
{
	int rc = 0;

	for (size_t i = 0; i < run->n_tables; i++)
		if (run->tables[i].out != NULL && dgpm_out_close(run->tables[i].out, run->diags) != 0)
			rc = -1;
	return rc;
}

int dgpm_export(struct dgpm_exported *out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
		const char *dir, struct dgpm_date date)
{
	static const char *const kinds[] = { ".csv", ".json" };
	struct export_run run = { .arena = arena, .p = p, .diags = diags, .date = date };
	int rc;

	*out = (struct dgpm_exported){ 0 };
	if (folder_begin(&run.folder, arena, diags, dir, kinds, DGPM_COUNT(kinds)) != 0)
		return -1;
	rc = open_tables(&run) == 0 ? fill(&run, out) : -1;
	if (close_tables(&run) != 0 || rc != 0 || export_package(&run) != 0) {
		folder_abandon(&run.folder);
		return -1;
	}
	out->n_tables = run.n_tables;
	for (size_t i = 0; i < run.n_tables; i++)
		out->n_rows += run.tables[i].n_rows;
	return folder_end(&run.folder, diags);
}
