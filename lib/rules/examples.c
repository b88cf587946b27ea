/* Running the examples of rules. */
#include "rules/examples.h"
#include "rules/facts.h"
#include "doc/build.h"
#include "base/i18n.h"

static const char *const result_names[] = {
	[DGPM_PASS] = N_("pass"),
	[DGPM_FAIL] = N_("fail"),
	[DGPM_NOT_APPLICABLE] = N_("not applicable"),
	[DGPM_CANNOT_COMPUTE] = N_("cannot be judged"),
	[DGPM_WAIVED] = N_("waived"),
};

/* `over` laid over `under`: maps are joined key by key, anything else replaces. */
static struct dgpm_node overlay(struct dgpm_arena *a, const struct dgpm_node *under, const struct dgpm_node *over)
{
	struct build_map m;

	if (under->kind != DGPM_MAP || over->kind != DGPM_MAP)
		return *over;
	m = build_map_new(a, under->n + over->n);
	for (uint32_t i = 0; i < under->n; i++) {
		const struct dgpm_node *other = dgpm_node_get(over, under->pairs[i].key.text);
		struct dgpm_node value = under->pairs[i].value;

		if (other != NULL)
			value = overlay(a, &value, other);
		build_node(&m, under->pairs[i].key.text, &value);
	}
	for (uint32_t i = 0; i < over->n; i++)
		if (dgpm_node_get(under, over->pairs[i].key.text) == NULL)
			build_node(&m, over->pairs[i].key.text, &over->pairs[i].value);
	return build_done(&m);
}

static struct dgpm_node minimal_card(struct dgpm_arena *a, int fiscal_year)
{
	struct build_map card = build_map_new(a, 8), span = build_map_new(a, 2);

	build_text(&card, "schema", "dgpm/card@1");
	build_text(&card, "id", dgpm_arena_printf(a, "%d-DA-0001", fiscal_year - 1));
	build_text(&card, "name", "example");
	build_text(&card, "organization", "DA");
	build_text(&card, "sector", "national");
	build_text(&card, "phase", "planning");
	build_int(&span, "from", fiscal_year);
	build_int(&span, "to", fiscal_year + 1);
	build_sub(&card, "span", &span);
	return build_done(&card);
}

/* The day on which a stage is typically held for a year: June before it, December before it, October in it. */
static struct dgpm_date typical_day(const char *stage, int fiscal_year)
{
	if (strcmp(stage, "execution") == 0)
		return (struct dgpm_date){ (int16_t)fiscal_year, 10, 31 };
	return (struct dgpm_date){ (int16_t)(fiscal_year - 1), strcmp(stage, "request") == 0 ? 12 : 6, 30 };
}

const struct dgpm_node *rule_examples(const struct dgpm_node *rule, const char *key, uint32_t *n)
{
	const struct dgpm_node *node = dgpm_node_get(dgpm_node_get(rule, "examples"), key);
	bool list = node != NULL && node->kind == DGPM_LIST;

	*n = node == NULL ? 0 : list ? node->n : 1;
	return list ? node->items : node;
}

void rule_example_wrong(struct dgpm_ruletest *sum, struct dgpm_diags *diags, struct dgpm_loc at, const char *id,
			const char *name, enum dgpm_result want, enum dgpm_result is)
{
	sum->n_wrong++;
	dgpm_diag_addf(diags, DGPM_MSG_RULE_03, at, dgpm_diag_value(diags, "%s %s", id, name),
		       _("%s: '%s' is to come out as '%s', but is '%s'"), id, name, _(result_names[want]),
		       _(result_names[is]));
}

static void run_one(struct dgpm_ruletest *sum, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    const struct dgpm_rule *rule, const struct dgpm_organizations *organizations,
		    const struct dgpm_node *example, const char *name, enum dgpm_result want)
{
	int fiscal_year = (rule->from_fy != 0 ? rule->from_fy : 2021) + 1;
	struct dgpm_worker w = { .keep = arena, .scratch = arena, .diags = diags, .run = dgpm_schema_run_new(arena) };
	struct dgpm_node base = minimal_card(arena, fiscal_year), root = overlay(arena, &base, example), facts, joined;
	struct dgpm_facts_in in = { .stage = rule->stage, .date = typical_day(rule->stage, fiscal_year),
				    .fiscal_year = fiscal_year, .organizations = organizations,
				    .budget_month = 12, .budget_day = 21,
				    .planned = dgpm_planned_new(arena, organizations, NULL, 0) };
	struct dgpm_card card = { .root = &root, .path = rule->pack };
	const struct dgpm_node *given = dgpm_node_get(&root, "facts");
	struct dgpm_judged judged;

	card.id = dgpm_node_cstr(dgpm_node_get(&root, "id"));
	card.organization = dgpm_node_cstr(dgpm_node_get(&root, "organization"));
	card.sector = dgpm_node_cstr(dgpm_node_get(&root, "sector"));
	card.phase = dgpm_node_cstr(dgpm_node_get(&root, "phase"));
	card.id = card.id != NULL ? card.id : "";
	card.organization = card.organization != NULL ? card.organization : "";
	card.sector = card.sector != NULL ? card.sector : "";
	facts = dgpm_facts(arena, &in, &card);
	if (given != NULL) {
		struct build_map m = build_map_new(arena, 1);

		facts = overlay(arena, &facts, given);
		build_node(&m, "facts", &facts);
		base = build_done(&m);
		joined = overlay(arena, &root, &base);
	} else {
		joined = build_joined(arena, &root, "facts", &facts);
	}
	/* The days of the examples are typical ones: whether the rule was there already is not asked. */
	if (rule->effective.year != 0 && dgpm_date_cmp(in.date, rule->effective) < 0)
		in.date = rule->effective;
	dgpm_rule_judge(&judged, rule, &w, &card, &joined, in.date, NULL);
	sum->n_examples++;
	if (judged.result != want)
		rule_example_wrong(sum, diags, dgpm_node_loc(example, rule->pack), rule->id, name, want,
				   judged.result);
	dgpm_schema_run_free(w.run);
}

const struct rule_example_kind rule_example_kinds[RULE_EXAMPLE_KINDS] = {
	{ "good", DGPM_PASS, true },
	{ "bad", DGPM_FAIL, true },
	{ "not_applicable", DGPM_NOT_APPLICABLE, false },
};

const char *rule_example_name(struct dgpm_arena *a, const char *key, uint32_t i, uint32_t n)
{
	return n > 1 ? dgpm_arena_printf(a, "%s %u", key, (unsigned)i + 1) : key;
}

bool rule_example_lacks(struct dgpm_diags *diags, const struct rule_example_kind *kind, uint32_t n,
			struct dgpm_loc at, const char *id)
{
	if (n != 0 || !kind->needed)
		return false;
	dgpm_diag_addf(diags, DGPM_MSG_RULE_04, at, dgpm_diag_value(diags, "%s %s", id, kind->key), "%s: %s", id,
		       kind->key);
	return true;
}

void dgpm_rule_test(struct dgpm_ruletest *sum, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    const struct dgpm_rule *rule, const struct dgpm_organizations *organizations)
{
	struct dgpm_arena *scratch = dgpm_arena_like(arena);
	bool lacks = false;

	sum->n_rules++;
	for (size_t k = 0; k < RULE_EXAMPLE_KINDS; k++) {
		const struct rule_example_kind *kind = &rule_example_kinds[k];
		uint32_t n;
		const struct dgpm_node *items = rule_examples(rule->node, kind->key, &n);

		for (uint32_t i = 0; i < n; i++)
			run_one(sum, scratch, diags, rule, organizations, &items[i],
				rule_example_name(scratch, kind->key, i, n), kind->want);
		lacks |= rule_example_lacks(diags, kind, n, dgpm_node_loc(dgpm_node_get(rule->node, "id"), rule->pack),
					    rule->id);
	}
	sum->n_without += lacks;
	dgpm_arena_free(scratch);
}
