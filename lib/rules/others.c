/* The rules of the reports beside the review, told in the words of a rule. */
#include "rules/others.h"
#include "base/i18n.h"
#include "data/params.h"

/* A report, the file its rules stand in, and where dgpm.yaml sets them. */
static const struct {
	const char *report, *file, *setting;
} reports[] = {
	{ "plan", "plan-rules.yaml", "plan" },
	{ "procedures", "procedure-rules.yaml", "procedures" },
	{ "evaluation", "evaluation.yaml", "evaluate" },
	{ "comparison", "diff.yaml", "diff" },
};

const char *dgpm_other_report(const char *name)
{
	for (size_t i = 0; i < DGPM_COUNT(reports); i++)
		if (strcmp(reports[i].report, name) == 0)
			return reports[i].report;
	return NULL;
}

static struct dgpm_rule rule_of(const struct dgpm_check *c, size_t report, struct dgpm_arena *arena,
				struct dgpm_diags *diags, struct dgpm_data *data)
{
	return (struct dgpm_rule){
		.id = c->id,
		.stage = reports[report].report,
		.report = true,
		.pack = reports[report].file,
		.severity = c->severity,
		.off = c->off,
		.title = c->title,
		.message = c->message,
		.remedy = c->remedy != NULL ? c->remedy : "",
		.source = c->source,
		.titles = params_titles(arena, diags, data, dgpm_node_get(c->node, "source")),
		.url = params_url(diags, data, dgpm_node_get(c->node, "source")),
		.documents = c->documents,
		.sections = c->sections,
		.node = c->node,
	};
}

int dgpm_other_rules(struct dgpm_other_rules *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		     struct dgpm_data *data, const struct dgpm_portfolio *portfolio)
{
	const struct dgpm_node *config = portfolio != NULL ? dgpm_portfolio_config(portfolio) : NULL;
	struct dgpm_checks all[DGPM_COUNT(reports)];
	struct dgpm_check *checks;
	struct dgpm_rule *items;
	bool failed = false;
	size_t n = 0;

	*out = (struct dgpm_other_rules){ 0 };
	for (size_t r = 0; r < DGPM_COUNT(reports); r++) {
		const struct dgpm_node *given = dgpm_node_get(dgpm_node_get(config, reports[r].setting), "rules");

		/* Each tells its own faults. */
		failed |= dgpm_checks_load(&all[r], arena, diags, data, reports[r].file, given) != 0;
		n += all[r].n;
	}
	for (size_t r = 0; failed && r < DGPM_COUNT(reports); r++)
		dgpm_checks_close(&all[r]);
	if (failed)
		return -1;
	items = dgpm_arena_array(arena, n, sizeof *items);
	checks = dgpm_arena_array(arena, n, sizeof *checks);
	for (size_t r = 0; r < DGPM_COUNT(reports); r++)
		for (size_t i = 0; i < all[r].n; i++) {
			checks[out->n] = all[r].items[i];
			items[out->n++] = rule_of(&all[r].items[i], r, arena, diags, data);
		}
	out->items = items;
	out->checks = checks;
	return 0;
}

void dgpm_other_rules_close(struct dgpm_other_rules *rules)
{
	for (size_t i = 0; i < rules->n; i++) {
		if (rules->checks[i].when != NULL)
			dgpm_schema_close(rules->checks[i].when);
		if (rules->checks[i].require != NULL)
			dgpm_schema_close(rules->checks[i].require);
	}
	rules->n = 0;
}

static enum dgpm_result result_of(const struct dgpm_check *c, struct dgpm_schema_run *run, const struct dgpm_node *doc)
{
	if (c->when != NULL && !dgpm_schema_holds(run, c->when, doc, NULL, NULL))
		return DGPM_NOT_APPLICABLE;
	return dgpm_schema_holds(run, c->require, doc, NULL, NULL) ? DGPM_PASS : DGPM_FAIL;
}

void dgpm_other_rule_test(struct dgpm_ruletest *sum, struct dgpm_arena *arena, struct dgpm_diags *diags,
			  const struct dgpm_other_rules *rules, size_t i)
{
	const struct dgpm_check *c = &rules->checks[i];
	const char *pack = rules->items[i].pack;
	struct dgpm_schema_run *run;
	bool lacks = false;

	if (c->require == NULL)
		return;
	run = dgpm_schema_run_new(arena);
	sum->n_rules++;
	for (size_t k = 0; k < RULE_EXAMPLE_KINDS; k++) {
		const struct rule_example_kind *kind = &rule_example_kinds[k];
		uint32_t n;
		const struct dgpm_node *items = rule_examples(c->node, kind->key, &n);

		for (uint32_t e = 0; e < n; e++) {
			enum dgpm_result is = result_of(c, run, &items[e]);

			sum->n_examples++;
			if (is != kind->want)
				rule_example_wrong(sum, diags, dgpm_node_loc(&items[e], pack), c->id,
						   rule_example_name(arena, kind->key, e, n), kind->want, is);
		}
		lacks |= rule_example_lacks(diags, kind, n, dgpm_node_loc(dgpm_node_get(c->node, "id"), pack), c->id);
	}
	sum->n_without += lacks;
	dgpm_schema_run_free(run);
}
