/* Rows that come from one card: the project, its lists, its facts. */
#include "export/parts.h"

static void project(struct export_run *run, const struct dgpm_card *card)
{
	static const char *const paths[] = {
		"name",
		"name_en",
		"summary",
		"sector",
		"phase",
		"parent",
		"span.from",
		"span.to",
		"classification.class",
		"classification.designated",
		"consolidated",
		"budget_origin",
		"plan.title",
		"plan.version",
		"plan.date",
		"cloud.model",
		"cloud.migration_fy",
		"network.renewal_fy",
		"network.joins",
		"team.members",
		"team.dedicated",
		"benefits.users.amount_yen",
		"benefits.administration.amount_yen",
		"priority.level",
		"decision.kind",
		"decision.date",
	};
	struct export_table *t = export_table(run, "projects");

	export_text(t, card->id);
	export_text(t, dgpm_organization_code(dgpm_portfolio_organizations(run->p), card->organization));
	for (size_t i = 0; i < DGPM_COUNT(paths); i++)
		export_at(t, card->root, paths[i]);
	export_path(run, t, card->path);
	export_end(t);
}

/* Rows of a list of the card: the project, the number of the item, then these keys. */
static void list(struct export_run *run, const struct dgpm_card *card, const char *table, const char *path,
		 const char *const *keys, size_t n_keys)
{
	struct export_table *t = export_table(run, table);
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, path, &items);

	for (uint32_t i = 0; i < n; i++) {
		export_text(t, card->id);
		export_int(t, i + 1);
		for (size_t k = 0; k < n_keys; k++)
			export_at(t, &items[i], keys[k]);
		export_end(t);
	}
}

static void values(struct export_table *t, const struct dgpm_card *card, const struct dgpm_node *indicator,
		   uint32_t number, const char *list_name, const char *kind)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(indicator, list_name, &items);

	for (uint32_t i = 0; i < n; i++) {
		export_text(t, card->id);
		export_int(t, number);
		export_at(t, indicator, "id");
		export_text(t, kind);
		export_at(t, &items[i], "fiscal_year");
		export_at(t, &items[i], "value");
		export_end(t);
	}
}

static void indicators(struct export_run *run, const struct dgpm_card *card)
{
	static const char *const keys[] = {
		"id", "name", "unit", "direction", "primary", "baseline.fiscal_year", "baseline.value"
	};
	struct export_table *t = export_table(run, "indicator_values");
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "indicators", &items);

	list(run, card, "indicators", "indicators", keys, DGPM_COUNT(keys));
	for (uint32_t i = 0; i < n; i++) {
		values(t, card, &items[i], i + 1, "targets", "target");
		values(t, card, &items[i], i + 1, "actuals", "actual");
	}
}

/* Facts are a tree; a row a leaf, by its path. */
static void leaves(struct export_run *run, struct export_table *t, const char *id, const char *path,
		   const struct dgpm_node *node)
{
	if (node->kind == DGPM_MAP) {
		for (uint32_t i = 0; i < node->n; i++) {
			const char *key = dgpm_node_cstr(&node->pairs[i].key);

			leaves(run, t, id, *path == '\0' ? key : dgpm_arena_cat(run->arena, path, ".", key),
			       &node->pairs[i].value);
		}
		return;
	}
	if (node->kind == DGPM_LIST) {
		for (uint32_t i = 0; i < node->n; i++)
			leaves(run, t, id, dgpm_arena_printf(run->arena, "%s[%u]", path, i + 1), &node->items[i]);
		return;
	}
	export_text(t, id);
	export_text(t, path);
	export_str(t, dgpm_node_str(node));
	export_end(t);
}

static void facts(struct export_run *run, const struct dgpm_card *card, struct dgpm_worker *w)
{
	struct dgpm_due due = dgpm_due(card->root, run->date, 0, 0);
	struct dgpm_facts_in in = run->facts;
	struct dgpm_node node;

	in.stage = due.stage;
	in.fiscal_year = due.fiscal_year;
	node = dgpm_facts(w->scratch, &in, card);
	leaves(run, export_table(run, "facts"), card->id, "", &node);
}

void export_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	static const char *const milestones[] = { "name", "due", "first_due", "done" };
	static const char *const waivers[] = { "rule", "reason", "approver", "until" };
	static const char *const reviews[] = { "stage", "fiscal_year", "date", "result" };
	static const char *const procurements[] = { "name", "fiscal_year", "bidders", "awarded_to", "amount_yen" };
	static const char *const transfers[] = { "fiscal_year", "from", "to", "amount_yen", "reason" };
	static const char *const costs[] = { "fiscal_year", "development_yen", "modification_yen", "operation_yen",
					     "parallel_running_yen" };
	struct export_run *run = ctx;

	project(run, card);
	indicators(run, card);
	list(run, card, "milestones", "milestones", milestones, DGPM_COUNT(milestones));
	list(run, card, "waivers", "waivers", waivers, DGPM_COUNT(waivers));
	list(run, card, "reviews", "reviews", reviews, DGPM_COUNT(reviews));
	list(run, card, "procurements", "procurements", procurements, DGPM_COUNT(procurements));
	list(run, card, "transfers", "transfers", transfers, DGPM_COUNT(transfers));
	list(run, card, "lifecycle_costs", "lifecycle_cost.years", costs, DGPM_COUNT(costs));
	facts(run, card, w);
}
