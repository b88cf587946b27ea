/* Facts: all that are computed are in the list, all of the list are computed; what a path of a rule may be. */
#include "rules/facts.h"
#include "unit.h"

static struct dgpm_arena *arena;
static struct dgpm_diags *diags;

static void open_arena(void)
{
	arena = dgpm_arena_new(NULL, NULL);
	diags = dgpm_diags_new(arena);
}

static void close_arena(void)
{
	dgpm_arena_free(arena);
}

/* One card that has something to say on everything, on 2022-10-01, on FY2022. */
static const char card_text[] =
	"id: 2021-MIC-0001\n"
	"organization: MIC\n"
	"span: {from: 2021, to: 2025}\n"
	"classification: {class: 2, designated: 2021-01-01, application: {date: 2021-01-01}}\n"
	"plan: {date: 2023-01-01}\n"
	"agency_id: {id: A1, assigned: 2023-01-01}\n"
	"benefits: {users: {amount_yen: 10}, administration: {amount_yen: 5}, date: 2023-01-01}\n"
	"lifecycle_cost: {years: [{fiscal_year: 2021, development_yen: 20}, {fiscal_year: 2022, operation_yen: 4}]}\n"
	"cost_structure: {date: 2021-05-01}\n"
	"technology: {support_ends: 2024-06-30}\n"
	"local: {consulted: 2023-01-01}\n"
	"cloud: {considered: 2023-01-01, migration: {considered: 2023-01-01}}\n"
	"similar_systems: {surveyed: 2023-01-01}\n"
	"bpr: {as_is: {date: 2023-01-01}, to_be: {date: 2023-01-01}}\n"
	"accessibility: {self_assessment: {date: 2023-01-01}}\n"
	"security: {assessment: {date: 2023-01-01}}\n"
	"execution:\n"
	"  plan: {date: 2023-01-01, contracts: [{name: a, amount_yen: 7}]}\n"
	"  commitments_plan: {date: 2023-01-01}\n"
	"  reports: [{fiscal_year: 2022, date: 2022-09-01, executed_yen: 3}]\n"
	"agency_involvement: {date: 2023-01-01}\n"
	"team: {members: 2}\n"
	"monitoring: {designated: 2021-01-01}\n"
	"mid_term_plan: {listed: true}\n"
	"decision: {kind: correct, date: 2022-09-01, explained: 2023-01-01}\n"
	"milestones: [{name: a, due: 2022-12-01}]\n"
	"procurements:\n"
	"  - {name: a, fiscal_year: 2021, bidders: 1, awarded_to: A}\n"
	"  - {name: b, fiscal_year: 2022, amount_yen: 1}\n"
	"reviews:\n"
	"  - stage: pre-request\n"
	"    fiscal_year: 2022\n"
	"    date: 2021-06-01\n"
	"    result: approved\n"
	"    findings: [{id: F1, text: x, due: 2022-12-01, status: open}]\n"
	"  - {stage: request, fiscal_year: 2022, date: 2021-09-01, result: approved, findings: []}\n"
	"  - {stage: execution, fiscal_year: 2022, date: 2022-12-01}\n";

static struct dgpm_totals *make_totals(void)
{
	struct dgpm_tally **tally = dgpm_arena_array(arena, 1, sizeof(struct dgpm_tally *));

	tally[0] = dgpm_tally_new(arena, DGPM_BY_ACCOUNT | DGPM_BY_ORGANIZATION);
	for (int year = 2020; year <= 2022; year++)
		for (int stage = 0; stage < DGPM_N_LEDGER_STAGES; stage++)
			for (int e = 0; e < DGPM_N_EXPENSES; e++)
				dgpm_tally_add(tally[0],
					       &(struct dgpm_ledger_row){ .path = "ledger.csv",
									  .line = 2,
									  .fiscal_year = (int16_t)year,
									  .stage = (uint8_t)stage,
									  .expense = (uint8_t)e,
									  .amount_yen = 100 + stage,
									  .project_id = DGPM_STR("2021-MIC-0001"),
									  .account = DGPM_STR("general"),
									  .organization = DGPM_STR("MIC") });
	return dgpm_totals_new(arena, tally, 1, DGPM_BY_ACCOUNT | DGPM_BY_ORGANIZATION);
}

/* Every path of a map, a line each, with the stages by the word that stands for them in the list. */
static const char *add_paths(const char *all, const struct dgpm_node *node, const char *path)
{
	if (node->kind != DGPM_MAP && node->kind != DGPM_LIST)
		return dgpm_arena_printf(arena, "%s%s\n", all, path);
	if (node->kind == DGPM_LIST) {
		all = dgpm_arena_printf(arena, "%s%s\n", all, path);
		for (uint32_t i = 0; i < node->n; i++)
			all = add_paths(all, &node->items[i], dgpm_arena_printf(arena, "%s[]", path));
		return all;
	}
	for (uint32_t i = 0; i < node->n; i++) {
		bool staged = strcmp(path, "facts.reviews") == 0 || strcmp(path, "facts.ledger.year") == 0 ||
			      strcmp(path, "facts.ledger.previous") == 0;

		all = add_paths(all, &node->pairs[i].value,
				dgpm_arena_printf(arena, "%s.%s", path,
						  staged ? "<stage>" : node->pairs[i].key.text));
	}
	return all;
}

static bool has_line(const char *all, const char *line)
{
	return strstr(all, dgpm_arena_printf(arena, "\n%s\n", line)) != NULL;
}

/* facts.results come of the rules themselves, facts.similar.found of all cards: the review adds them. */
static bool is_of_the_review(const char *name)
{
	return strncmp(name, "facts.results.", 14) == 0 || strcmp(name, "facts.similar.found") == 0;
}

START_TEST(the_list_is_complete)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	struct dgpm_organizations *organizations;
	struct dgpm_facts_in in = { .stage = "execution", .date = { 2022, 10, 1 }, .fiscal_year = 2022 };
	struct dgpm_card card = { .path = "card.yaml", .id = "2021-MIC-0001", .organization = "MIC",
				  .sector = "national", .phase = "operation" };
	struct dgpm_target target;
	struct dgpm_data *data;
	const struct dgpm_fact *list;
	const char *computed;
	struct dgpm_node facts;
	size_t n;

	ck_assert_int_eq(dgpm_data_open(&data, arena, diags, "schemas", "en"), 0);
	organizations = dgpm_data_organizations(data, diags);
	ck_assert_int_eq(dgpm_doc_parse(&card.root, arena, diags, "card.yaml", dgpm_str_of(card_text), &limits), 0);
	ck_assert(dgpm_target_read(&target, arena, diags, data,
				   dgpm_data_doc(data, diags, "targets/opsmod-2020-2025.yaml"), "target"));
	in.organizations = organizations;
	in.planned = dgpm_planned_new(arena, organizations, NULL, 0);
	in.totals = make_totals();
	in.reduction = &target;
	facts = dgpm_facts(arena, &in, &card);
	computed = add_paths("\n", &facts, "facts");
	list = dgpm_fact_list(&n);
	for (size_t i = 0; i < n; i++)
		ck_assert_msg(has_line(computed, list[i].name) || is_of_the_review(list[i].name),
			      "'%s' is in the list and is not computed", list[i].name);
	for (const char *line = computed + 1, *end; *line != '\0'; line = end + 1) {
		const char *path;

		end = strchr(line, '\n');
		path = dgpm_arena_strndup(arena, line, (size_t)(end - line));
		for (size_t i = 0; path != NULL && i < n; i++)
			if (strcmp(list[i].name, path) == 0)
				path = NULL;
		ck_assert_msg(path == NULL, "'%s' is computed and is not in the list", path);
	}
	dgpm_data_close(data);
}
END_TEST

/* Benefits come a year, in the years that run; what is paid once is repaid by what they leave of the running cost. */
static const struct worth_case {
	const char *name, *card, *want;
} worth_cases[] = {
	{ "worth its cost",
	  "benefits: {users: {amount_yen: 30}, administration: {amount_yen: 20}}\n"
	  "lifecycle_cost: {years: [{fiscal_year: 2021, development_yen: 90}, {fiscal_year: 2022, operation_yen: 10},\n"
	  "  {fiscal_year: 2023, operation_yen: 20}]}\n",
	  "{told: 2, yearly_yen: 50, total_yen: 100, ratio: 8333, payback_years: 3}" },
	{ "in hours too: nothing to divide",
	  "benefits: {users: {amount_yen: 30}, administration: {hours: 20}}\n"
	  "lifecycle_cost: {years: [{fiscal_year: 2021, development_yen: 90}]}\n",
	  "{told: 2}" },
	{ "never repaid",
	  "benefits: {bpr: {amount_yen: 5}}\n"
	  "lifecycle_cost: {years: [{fiscal_year: 2022, operation_yen: 10, development_yen: 1}]}\n",
	  "{told: 1, yearly_yen: 5, total_yen: 5, ratio: 4545}" },
	{ "too large to multiply",
	  "benefits: {users: {amount_yen: 9007199254740991}, administration: {amount_yen: 9007199254740991}}\n",
	  "{told: 2, yearly_yen: 18014398509481982}" },
	{ "nothing told", "benefits: {users: {basis: x}}\n", "{told: 0}" },
};

START_TEST(worth)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct worth_case *c = &worth_cases[_i];
	struct dgpm_facts_in in = { .stage = "pre-request", .date = { 2022, 10, 1 }, .fiscal_year = 2022 };
	struct dgpm_card card = { .path = "card.yaml", .id = "2021-MIC-0001", .organization = "MIC",
				  .sector = "national", .phase = "planning" };
	const struct dgpm_node *want, *got;
	struct dgpm_data *data;
	struct dgpm_node facts;

	ck_assert_int_eq(dgpm_data_open(&data, arena, diags, "schemas", "en"), 0);
	in.organizations = dgpm_data_organizations(data, diags);
	in.planned = dgpm_planned_new(arena, in.organizations, NULL, 0);
	ck_assert_int_eq(dgpm_doc_parse(&card.root, arena, diags, "card.yaml", dgpm_str_of(c->card), &limits), 0);
	ck_assert_int_eq(dgpm_doc_parse(&want, arena, diags, "want", dgpm_str_of(c->want), &limits), 0);
	facts = dgpm_facts(arena, &in, &card);
	got = dgpm_node_get(&facts, "benefits");
	ck_assert_uint_eq(got->n, want->n);
	for (uint32_t i = 0; i < want->n; i++) {
		const char *key = want->pairs[i].key.text;

		ck_assert_msg(dgpm_str_eq(dgpm_node_str(dgpm_node_get(got, key)), dgpm_node_str(&want->pairs[i].value)),
			      "%s: %s", c->name, key);
	}
	dgpm_data_close(data);
}
END_TEST

static const struct path_case {
	const char *path, *near; /* near NULL: it is a fact */
} path_cases[] = {
	{ "facts", NULL },
	{ "facts.findings.overdue", NULL },
	{ "facts.findings", NULL },
	{ "facts.ledger.year.carryover_out.total_yen", NULL },
	{ "facts.reviews.pre-request", NULL },
	{ "facts.execution.accounts", NULL },
	{ "facts.execution.accounts[]", NULL },
	{ "facts.execution.accounts[].rate", NULL },
	{ "facts.findngs", "facts.findings" },
	{ "facts.findings.overdu", "facts.findings.overdue" },
	{ "facts.runing_cost_yen", "facts.running_cost_yen" },
	{ "facts.ledger.year.initail.total_yen", "facts.ledger.year.initial.total_yen" },
	{ "facts.reviews.initial", "" },
	{ "facts.execution.accounts[].ratio", "facts.execution.accounts[].rate" },
	{ "facts.findings.overdue.more", "" },
	{ "facts.nosuch", "" },
};

START_TEST(paths)
{
	const struct path_case *c = &path_cases[_i];
	const char *near;

	ck_assert_msg(dgpm_fact_known(c->path) == (c->near == NULL), "%s", c->path);
	if (c->near == NULL)
		return;
	near = dgpm_fact_nearest(arena, c->path);
	ck_assert_msg(*c->near == '\0' || (near != NULL && strcmp(near, c->near) == 0), "%s: '%s'", c->path,
		      near != NULL ? near : "none");
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("facts", &tc);

	tcase_add_checked_fixture(tc, open_arena, close_arena);
	tcase_add_test(tc, the_list_is_complete);
	tcase_add_loop_test(tc, worth, 0, DGPM_COUNT(worth_cases));
	tcase_add_loop_test(tc, paths, 0, DGPM_COUNT(path_cases));
	return s;
}
