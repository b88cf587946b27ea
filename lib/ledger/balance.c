/* EXE-02: what was executed and carried out fits what was available. */
#include "ledger/totals.h"
#include "base/i18n.h"
#include "base/wide.h"

/* One account and year of a project. */
struct balance {
	wide available, used;
	const struct dgpm_total *at; /* the first row that executed, or else carried out */
	const struct dgpm_total *last_available;
	bool judged, broken;
};

static bool before(const struct dgpm_total *a, const struct dgpm_total *b)
{
	int c = strcmp(a->first.path, b->first.path);

	return c < 0 || (c == 0 && a->first.line < b->first.line);
}

static void say_overflow(struct dgpm_arena *scratch, struct dgpm_diags *diags, const struct dgpm_total *g)
{
	const struct dgpm_msg_info *info = dgpm_msg_info(DGPM_MSG_SUM_01);

	dgpm_diag_push(diags, &(struct dgpm_diag){
		.severity = info->severity,
		.rule = info->id,
		.project_id = dgpm_arena_strndup(scratch, g->project_id.s, g->project_id.n),
		.at = g->first,
		.message = dgpm_arena_printf(scratch, "%s: %.*s, %.*s, %d, %s", _(info->text),
					     (int)g->project_id.n, g->project_id.s, (int)g->account.n, g->account.s,
					     g->fiscal_year,
					     dgpm_ledger_stage_name((enum dgpm_ledger_stage)g->stage)),
		.remedy = _(info->remedy),
	});
}

static void take(struct balance *b, const struct dgpm_total *g)
{
	switch ((enum dgpm_ledger_stage)g->stage) {
	case DGPM_LS_INITIAL:
	case DGPM_LS_SUPPLEMENTARY:
	case DGPM_LS_CARRYOVER_IN:
	case DGPM_LS_TRANSFER_IN:
	case DGPM_LS_RESERVE:
		b->available += g->sum_yen;
		b->last_available = g;
		b->judged = true;
		break;
	case DGPM_LS_EXECUTED:
	case DGPM_LS_CARRYOVER_OUT:
		b->used += g->sum_yen;
		if (b->at == NULL || (g->stage == DGPM_LS_EXECUTED && b->at->stage != DGPM_LS_EXECUTED) ||
		    (g->stage == b->at->stage && before(g, b->at)))
			b->at = g;
		break;
	case DGPM_LS_REQUIRED:
	case DGPM_LS_REQUEST:
	case DGPM_LS_ALLOCATED:
	case DGPM_LS_CONTRACTED:
	case DGPM_LS_PLANNED:
	case DGPM_N_LEDGER_STAGES:
		return;
	}
	b->broken |= g->overflow;
}

static void judge(struct dgpm_arena *scratch, struct dgpm_diags *diags, const struct balance *b)
{
	char used[DGPM_INT_BUF], available[DGPM_INT_BUF], over[DGPM_INT_BUF];

	if (!b->judged || b->broken)
		return;
	if (!wide_fits(b->available)) {
		say_overflow(scratch, diags, b->last_available);
		return;
	}
	if (b->at == NULL)
		return;
	if (!wide_fits(b->used) || !wide_fits(b->used - b->available)) {
		say_overflow(scratch, diags, b->at);
		return;
	}
	if (b->used <= b->available)
		return;
	dgpm_int_format(used, (int64_t)b->used, ',');
	dgpm_int_format(available, (int64_t)b->available, ',');
	dgpm_int_format(over, (int64_t)(b->used - b->available), ',');
	dgpm_diag_push(diags, &(struct dgpm_diag){
		.severity = DGPM_ERROR,
		.rule = "EXE-02",
		.stage = "execution",
		.project_id = dgpm_arena_strndup(scratch, b->at->project_id.s, b->at->project_id.n),
		.at = b->at->first,
		.message = dgpm_arena_printf(scratch, _("executed and carried out in %d (%.*s): %s yen, "
							"%s yen more than the %s yen available"),
					     b->at->fiscal_year, (int)b->at->account.n, b->at->account.s, used, over,
					     available),
		.remedy = _("check the rows of executed and carryover_out, or add the missing rows of initial, "
			    "supplementary, carryover_in, transfer_in or reserve"),
		.source = "dgpm arithmetic",
		.value = over,
		.place = dgpm_arena_printf(scratch, "/ledger/%d/%.*s", b->at->fiscal_year, (int)b->at->account.n,
					   b->at->account.s),
	});
}

/* One project: its groups stand by year and account. */
static void check_project(struct dgpm_arena *scratch, struct dgpm_diags *diags, const struct dgpm_total *g, size_t n)
{
	for (size_t i = 0; i < n;) {
		const struct dgpm_total *first = &g[i];
		struct balance b = { 0 };

		for (; i < n && g[i].fiscal_year == first->fiscal_year && dgpm_str_eq(g[i].account, first->account);
		     i++) {
			if (g[i].overflow)
				say_overflow(scratch, diags, &g[i]);
			take(&b, &g[i]);
		}
		judge(scratch, diags, &b);
	}
}

void dgpm_totals_check(const struct dgpm_totals *t, struct dgpm_arena *arena, struct dgpm_diags *diags)
{
	struct dgpm_arena *scratch = dgpm_arena_like(arena);
	size_t n_projects, n;
	const struct dgpm_totals_name *projects = dgpm_totals_projects(t, arena, &n_projects);

	for (size_t i = 0; i < n_projects; i++) {
		const struct dgpm_total *groups = dgpm_totals_of(t, scratch, projects[i].text, &n);

		check_project(scratch, diags, groups, n);
		dgpm_arena_reset(scratch);
	}
	dgpm_arena_free(scratch);
}
