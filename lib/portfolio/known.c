/* All that is known of one project: its card again, and its ledger rows with their places. */
#include "portfolio/projects.h"
#include "base/list.h"

struct gathering {
	struct dgpm_arena *arena;
	const char *id;
	struct dgpm_project_row *rows;
	size_t n, cap;
};

static void add_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct gathering *g = ctx;

	(void)worker;
	if (!dgpm_str_is(row->project_id, g->id))
		return;
	*DGPM_PUSH(g->arena, g->rows, g->n, g->cap) = (struct dgpm_project_row){
		.fiscal_year = row->fiscal_year,
		.stage = row->stage,
		.expense = row->expense,
		.account = dgpm_arena_str(g->arena, row->account),
		.item = dgpm_arena_str(g->arena, row->item),
		.source = dgpm_arena_str(g->arena, row->source),
		.amount_yen = row->amount_yen,
		.path = row->path,
		.line = row->line,
	};
}

int dgpm_project_known(struct dgpm_project_known *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		       struct dgpm_portfolio *p, const struct dgpm_projects *projects,
		       const struct dgpm_project *project)
{
	struct gathering g = { .arena = arena, .id = project->id };
	struct dgpm_diags *told = dgpm_diags_new(arena);
	struct dgpm_ledgers_stats again;

	*out = (struct dgpm_project_known){ .project = project, .ledgers = &projects->ledgers };
	/* Read again for the rows themselves, in their order; what is wrong with them has been told, unless it is
	 * new. */
	dgpm_portfolio_ledgers(p, told, 1, add_row, &g, &again);
	if (again.n_left_out != projects->ledgers.n_left_out || again.rows_left_out != projects->ledgers.rows_left_out)
		dgpm_diags_adopt(diags, told);
	out->rows = g.rows;
	out->n_rows = g.n;
	return dgpm_portfolio_card(&out->card, p, arena, diags, project->path);
}
