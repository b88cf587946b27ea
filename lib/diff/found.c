/* What two stages of a project show: DIF-01 ... of schemas/diff.yaml, held against a small document of what changed. */
#include "base/i18n.h"
#include "data/checks.h"
#include "diff/stage.h"
#include "doc/build.h"
#include "rules/facts.h"

/* What is counted of the changes of one card. */
struct counted {
	int64_t refined, changed, lowered, later;
	bool class_changed;
};

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static bool ends(const char *text, const char *with)
{
	size_t n = strlen(text), m = strlen(with);

	return n >= m && strcmp(text + n - m, with) == 0;
}

static int cmp_field(const void *field, const void *change)
{
	return strcmp(field, ((const struct dgpm_diff_change *)change)->field);
}

/* The indicator says why when its basis changed, too: "indicators.K1.basis", of changes sorted by field. */
static bool basis_changed(struct dgpm_buf *space, const struct dgpm_diff_change *all, size_t n,
			  const struct dgpm_diff_change *target)
{
	const struct dgpm_diff_change *found;

	if (target->n_steps < 2)
		return false;
	dgpm_buf_clear(space);
	diff_add_field(space, target->steps, 2);
	dgpm_buf_add(space, ".basis");
	found = bsearch(dgpm_buf_text(space), all, n, sizeof *all, cmp_field);
	return found != NULL && found->kind != DGPM_DIFF_UNCHANGED;
}

static struct counted count(struct dgpm_arena *scratch, const struct dgpm_diff_change *c, size_t n)
{
	struct dgpm_buf space = { .arena = scratch };
	struct counted sum = { 0 };

	for (size_t i = 0; i < n; i++) {
		if (c[i].kind == DGPM_DIFF_UNCHANGED)
			continue;
		sum.refined += c[i].kind == DGPM_DIFF_REFINED;
		sum.changed++;
		sum.lowered += starts(c[i].field, "indicators.") && strstr(c[i].field, ".targets.") != NULL &&
			       (c[i].kind == DGPM_DIFF_WORSENED || c[i].kind == DGPM_DIFF_REMOVED) &&
			       !basis_changed(&space, c, n, &c[i]);
		sum.later += starts(c[i].field, "milestones.") && ends(c[i].field, ".due") &&
			     c[i].kind == DGPM_DIFF_WORSENED;
		sum.class_changed |= strcmp(c[i].field, "classification.class") == 0 && c[i].before != NULL &&
				     c[i].after != NULL;
	}
	return sum;
}

/* (after - before) / before in thousandths, where it grew; nothing is added where it did not or cannot be said. */
static void add_growth(struct build_map *m, const char *key, wide before, wide after)
{
	wide permille;

	if (before <= 0 || after <= before)
		return;
	permille = (after - before) * 1000 / before;
	build_int(m, key, permille > INT32_MAX ? INT32_MAX : (int64_t)permille);
}

static wide sum_benefits(const struct dgpm_node *root)
{
	static const char *const sides[] = { "benefits.users.amount_yen", "benefits.administration.amount_yen" };
	wide sum = 0;
	int64_t yen;

	for (size_t i = 0; i < DGPM_COUNT(sides); i++)
		if (dgpm_node_int(dgpm_node_at(root, sides[i]), &yen))
			sum += yen;
	return sum;
}

static wide sum_cost(const struct dgpm_node *root)
{
	static const char *const expenses[] = { "development_yen", "modification_yen", "operation_yen",
						"parallel_running_yen" };
	const struct dgpm_node *years = NULL;
	uint32_t n = dgpm_node_items(root, "lifecycle_cost.years", &years);
	wide sum = 0;
	int64_t yen;

	for (uint32_t i = 0; i < n; i++)
		for (size_t k = 0; k < DGPM_COUNT(expenses); k++)
			if (dgpm_node_int(dgpm_node_get(&years[i], expenses[k]), &yen))
				sum += yen;
	return sum;
}

/* Whether the budget of the project changed between the two stages, and how much more it is. */
static void add_money(struct build_map *m, const struct diff_stage_in *in, const struct diff_card *card)
{
	size_t project = diff_rows_find(in->rows, card->id);
	const struct diff_kept *kept = project != SIZE_MAX ? &in->moneys[project].kept : NULL;
	const struct dgpm_diff_money *money =
		kept != NULL ? diff_kept_money(in->scratch, kept, in->rows, card->id) : NULL;
	wide change = 0, before = 0;

	for (size_t i = 0; kept != NULL && i < kept->n; i++) {
		change += (wide)money[i].yen[1] - money[i].yen[0];
		before += money[i].part == 0 ? money[i].yen[0] : 0;
	}
	build_bool(m, "budget_changed", change != 0);
	add_growth(m, "money_up_permille", before, before + change);
}

static bool has_class_in_history(const struct dgpm_node *root)
{
	const struct dgpm_node *items = NULL;

	return dgpm_node_items(root, "classification.history", &items) != 0;
}

static struct dgpm_node comparison(const struct diff_stage_in *in, const struct diff_card *card,
				   const struct dgpm_node *root, const struct dgpm_diff_change *changes, size_t n)
{
	const struct dgpm_node *first = dgpm_facts_last_review(root, in->how->stage[0], in->how->fiscal_year[0],
								in->how->date);
	const struct dgpm_node *kept = dgpm_node_get(first, "snapshot"), *version;
	struct counted c = count(in->scratch, changes, n);
	struct build_map m = build_map_new(in->scratch, 20);
	struct dgpm_date plan, held;

	build_text(&m, "stage", in->how->stage[1]);
	build_bool(&m, "building", card->building);
	build_bool(&m, "reviewed", first != NULL);
	build_bool(&m, "snapshot", kept != NULL);
	build_int(&m, "refined", c.refined);
	build_int(&m, "changed", c.changed);
	build_int(&m, "targets_lowered", c.lowered);
	build_int(&m, "milestones_later", c.later);
	build_bool(&m, "class_changed", c.class_changed);
	build_bool(&m, "class_history", has_class_in_history(root));
	build_bool(&m, "reason", dgpm_node_at(root, "estimates.increase_reason") != NULL);
	add_money(&m, in, card);
	if (kept != NULL) {
		add_growth(&m, "cost_up_permille", sum_cost(kept), sum_cost(root));
		/* What fell to b from a rose from b to a; the rate is of what it was. */
		if (sum_benefits(kept) > 0 && sum_benefits(root) < sum_benefits(kept))
			build_int(&m, "benefit_down_permille",
				  (int64_t)((sum_benefits(kept) - sum_benefits(root)) * 1000 / sum_benefits(kept)));
	}
	version = dgpm_node_at(kept, "plan.version");
	if (version != NULL)
		build_bool(&m, "plan_revised",
			   !dgpm_str_eq(dgpm_node_str(version), dgpm_node_str(dgpm_node_at(root, "plan.version"))));
	else if (dgpm_node_date(dgpm_node_get(root, "plan"), "date", &plan) && dgpm_node_date(first, "date", &held))
		build_bool(&m, "plan_revised", dgpm_date_cmp(plan, held) > 0);
	return build_done(&m);
}

static void tell(const struct diff_stage_in *in, const struct dgpm_check *c, const struct diff_card *card,
		 const struct dgpm_node *root)
{
	const struct dgpm_node *at = c->at != NULL ? dgpm_node_at(root, c->at) : NULL;
	struct dgpm_diag d = { .severity = c->severity, .rule = c->id, .stage = in->how->stage[1],
			       .project_id = card->id, .message = c->message, .remedy = c->remedy,
			       .source = c->source,
			       .pointer = c->at != NULL ? dgpm_arena_cat(in->scratch, "/", c->at) : NULL };

	d.at = (struct dgpm_loc){ .path = card->path, .line = at != NULL ? at->line : 1, .column = 1 };
	dgpm_diag_push(in->diags, &d);
}

static void check_card(const struct diff_stage_in *in, const struct dgpm_checks *rules, struct dgpm_schema_run *run,
		       const struct diff_card *card)
{
	const struct dgpm_node *root = diff_unpack(in->scratch, &card->packed);
	const struct dgpm_diff_change *changes = diff_kept_changes(in->scratch, &card->changes, card->id);
	struct dgpm_node doc = comparison(in, card, root, changes, card->changes.n);

	for (size_t k = 0; k < rules->n; k++)
		if (dgpm_check_fails(&rules->items[k], run, &doc))
			tell(in, &rules->items[k], card, root);
}

void diff_stage_findings(const struct diff_stage_in *in, const struct diff_cards *cards)
{
	const struct dgpm_node *given = dgpm_node_get(dgpm_portfolio_config(in->portfolio), "diff");
	struct dgpm_schema_run *run;
	struct dgpm_checks all;

	if (dgpm_checks_load(&all, in->arena, in->diags, dgpm_portfolio_data(in->portfolio), "diff.yaml",
			     dgpm_node_get(given, "rules")) != 0)
		return;
	run = dgpm_schema_run_new(in->arena);
	for (size_t i = 0; i < cards->n; i++) {
		if (cards->items[i].selected)
			check_card(in, &all, run, &cards->items[i]);
		dgpm_arena_reset(in->scratch);
	}
	dgpm_schema_run_free(run);
	dgpm_checks_close(&all);
}
