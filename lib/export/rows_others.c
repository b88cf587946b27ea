/* Rows of ledgers, plans, organizations and reviews. */
#include "export/parts.h"
#include "review/review.h"

void export_ledger_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct export_run *run = ctx;
	struct export_table *t = export_table(run, "ledger");

	(void)worker;
	export_int(t, row->fiscal_year);
	export_str(t, row->project_id);
	export_text(t,
		    dgpm_organization_code(dgpm_portfolio_organizations(run->p),
					   dgpm_arena_strndup(run->arena, row->organization.s, row->organization.n)));
	export_str(t, row->account);
	export_text(t, dgpm_expense_name((enum dgpm_expense)row->expense));
	export_text(t, dgpm_ledger_stage_name((enum dgpm_ledger_stage)row->stage));
	export_int(t, row->amount_yen);
	export_str(t, row->item);
	export_str(t, row->source);
	export_str(t, row->note);
	export_path(run, t, row->path);
	export_int(t, row->line);
	export_end(t);
}

static void measures(struct export_run *run, const struct dgpm_other *plan)
{
	static const char *const keys[] = { "id", "project_id", "name", "viewpoint", "due_fy", "status" };
	static const char *const amounts[] = { "fiscal_year",	   "planned_yen", "actual_yen",
					       "investment_yen",   "saving_yen",  "investment_actual_yen",
					       "saving_actual_yen" };
	struct export_table *t = export_table(run, "measures"), *y = export_table(run, "measure_years");
	const struct dgpm_node *items = NULL, *years = NULL;
	uint32_t n = dgpm_node_items(plan->root, "measures", &items);

	for (uint32_t i = 0; i < n; i++) {
		uint32_t n_years = dgpm_node_items(&items[i], "years", &years);

		export_path(run, t, plan->path);
		export_int(t, i + 1);
		export_at(t, plan->root, "organization");
		for (size_t k = 0; k < DGPM_COUNT(keys); k++)
			export_at(t, &items[i], keys[k]);
		export_end(t);
		for (uint32_t r = 0; r < n_years; r++) {
			export_path(run, y, plan->path);
			export_int(y, i + 1);
			for (size_t k = 0; k < DGPM_COUNT(amounts); k++)
				export_at(y, &years[r], amounts[k]);
			export_end(y);
		}
	}
}

void export_plans(struct export_run *run)
{
	size_t n;
	const struct dgpm_other *others = dgpm_portfolio_others(run->p, run->diags, 1, &n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(others[i].kind, "dgpm/plan@1") == 0)
			measures(run, &others[i]);
}

void export_organizations(struct export_run *run)
{
	const struct dgpm_organizations *all = dgpm_portfolio_organizations(run->p);
	struct export_table *t = export_table(run, "organizations");

	for (size_t i = 0; i < dgpm_organizations_count(all); i++) {
		const struct dgpm_organization *o = dgpm_organizations_at(all, i);

		export_text(t, o->code);
		export_text(t, o->name);
		export_text(t, o->name_en);
		export_int(t, (int64_t)i + 1);
		export_end(t);
	}
}

/* Findings and what could not be judged, at the stage each project is due for. */
int export_results(struct export_run *run)
{
	struct dgpm_review_how how = { .date = run->date, .today = run->date, .threads = 1, .all = true };
	struct dgpm_diags *told = dgpm_diags_new(run->arena);
	struct export_table *t = export_table(run, "results");
	struct dgpm_review *review;

	if (dgpm_review(&review, run->arena, told, run->p, &how) != 0) {
		dgpm_diags_merge(run->diags, told);
		return -1;
	}
	dgpm_diags_sort(told);
	for (size_t i = 0; i < dgpm_diags_count(told); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(told, i);

		/* What could not be read was told by the other tables. */
		if (d->stage == NULL || d->project_id == NULL || d->severity == DGPM_FATAL)
			continue;
		export_text(t, d->project_id);
		export_text(t, d->stage);
		export_text(t, d->rule);
		export_text(t, dgpm_severity_name(d->severity));
		export_text(t, d->kind);
		export_text(t, d->message);
		export_text(t, d->source);
		export_path(run, t, d->at.path);
		export_int(t, d->at.line);
		export_end(t);
	}
	dgpm_review_close(review);
	return 0;
}
