/* EXE-02 for ledgers, with or without cards: the sums say where, the pack says it in words. */
#include "doc/build.h"
#include "review/excess.h"

static const struct dgpm_rule *rule_of(struct review_excess *x)
{
	if (!x->loaded) {
		x->loaded = true;
		/* Faults of packs and settings are told by who validates them. */
		if (dgpm_rules_load(&x->rules, x->arena, dgpm_diags_new(x->arena), dgpm_portfolio_data(x->portfolio),
				    &(struct dgpm_rules_how){ .portfolio = x->portfolio, .names_only = true }) == 0)
			x->rule = dgpm_rules_find(x->rules, DGPM_STR("EXE-02"));
	}
	return x->rule != NULL && !x->rule->off ? x->rule : NULL;
}

void review_excess_tell(void *ctx, const struct dgpm_excess *e)
{
	struct review_excess *x = ctx;
	const struct dgpm_rule *rule = rule_of(x);
	struct build_map facts, joined, item;
	struct dgpm_node root, account;
	char over[DGPM_INT_BUF];

	if (rule == NULL)
		return;
	facts = build_map_new(x->arena, 1);
	joined = build_map_new(x->arena, 1);
	item = build_map_new(x->arena, 4);
	build_int(&facts, "fiscal_year", e->fiscal_year);
	build_sub(&joined, "facts", &facts);
	root = build_done(&joined);
	build_text(&item, "account", e->account.s);
	build_int(&item, "used_yen", e->used_yen);
	build_int(&item, "available_yen", e->available_yen);
	build_int(&item, "excess_yen", e->excess_yen);
	account = build_done(&item);
	dgpm_diag_push(x->diags, &(struct dgpm_diag){
		.severity = rule->severity,
		.rule = rule->id,
		.stage = rule->stage,
		.project_id = e->project_id.s,
		.at = e->at,
		.message = dgpm_rule_message(x->arena, rule, &root, &account),
		.remedy = rule->remedy,
		.source = rule->source,
		.value = dgpm_int_format(over, e->excess_yen, ','),
		.kind = DGPM_KIND_VIOLATED,
		.place = dgpm_arena_printf(x->arena, "/ledger/%d/%s", e->fiscal_year, e->account.s),
	});
}

void review_excess_close(struct review_excess *x)
{
	if (x->rules != NULL)
		dgpm_rules_close(x->rules);
}
