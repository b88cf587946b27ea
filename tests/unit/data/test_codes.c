/* Code lists: the shipped ones as they are, and broken ones. */
#include "data/codes.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

static struct dgpm_arena *arena;
static struct dgpm_diags *diags;

static void setup(void)
{
	arena = dgpm_arena_new(NULL, NULL);
	diags = dgpm_diags_new(arena);
}

static void teardown(void)
{
	dgpm_arena_free(arena);
}

static const struct dgpm_node *parse(const char *path, struct dgpm_str text)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct dgpm_node *root;

	ck_assert_msg(dgpm_doc_parse(&root, arena, diags, path, text, &limits) == 0, "%s", unit_diags(arena, diags));
	return root;
}

/* Tests run at the root of the project. */
static const struct dgpm_node *read_doc(const char *path)
{
	size_t size = 0;
	char *text = NULL;
	FILE *f = fopen(path, "r");
	const struct dgpm_node *root;

	ck_assert_msg(f != NULL, "%s", path);
	(void)!getdelim(&text, &size, '\0', f);
	(void)fclose(f);
	root = parse(path, dgpm_str_of(text));
	free(text);
	return root;
}

static struct dgpm_organizations *government(void)
{
	struct dgpm_organizations *o;
	const struct dgpm_node *list = read_doc("schemas/organizations.yaml");
	int rc = dgpm_organizations_load(&o, arena, diags, list, "organizations.yaml");

	ck_assert_msg(rc == 0, "%s", unit_diags(arena, diags));
	unit_contract(rc, o, diags);
	ck_assert_uint_eq(dgpm_diags_count(diags), 0);
	return o;
}

/*
 * Every name of an organization in two published tables: 行政事業レビュー見える化サイト (fiscal year 2024: 府省庁,
 * 政策所管府省庁 and its place in the official order) and JUDGIT! (CC BY 4.0), whose names are among these.
 */
static const struct published {
	const char *name, *code, *counted_under;
	int order;
} published[] = {
	{ "内閣官房", "CAS", "内閣官房", 1 },
	{ "内閣府", "CAO", "内閣府", 4 },
	{ "公正取引委員会", "JFTC", "公正取引委員会", 6 },
	{ "警察庁", "NPA", "警察庁", 7 },
	{ "個人情報保護委員会", "PPC", "個人情報保護委員会", 8 },
	{ "カジノ管理委員会", "JCRC", "カジノ管理委員会", 9 },
	{ "金融庁", "FSA", "金融庁", 10 },
	{ "消費者庁", "CAA", "消費者庁", 11 },
	{ "こども家庭庁", "CFA", "こども家庭庁", 12 },
	{ "デジタル庁", "DA", "デジタル庁", 13 },
	{ "復興庁", "RA", "復興庁", 14 },
	{ "総務省", "MIC", "総務省", 15 },
	{ "公害等調整委員会", "EDCC", "総務省", 15 },
	{ "消防庁", "FDMA", "総務省", 15 },
	{ "法務省", "MOJ", "法務省", 16 },
	{ "公安調査庁", "PSIA", "法務省", 16 },
	{ "外務省", "MOFA", "外務省", 17 },
	{ "財務省", "MOF", "財務省", 18 },
	{ "国税庁", "NTA", "財務省", 18 },
	{ "文部科学省", "MEXT", "文部科学省", 19 },
	{ "スポーツ庁", "JSA", "文部科学省", 19 },
	{ "文化庁", "ACA", "文部科学省", 19 },
	{ "厚生労働省", "MHLW", "厚生労働省", 20 },
	{ "中央労働委員会", "CLRC", "厚生労働省", 20 },
	{ "農林水産省", "MAFF", "農林水産省", 21 },
	{ "林野庁", "RINYA", "農林水産省", 21 },
	{ "水産庁", "JFA", "農林水産省", 21 },
	{ "経済産業省", "METI", "経済産業省", 22 },
	{ "特許庁", "JPO", "経済産業省", 22 },
	{ "国土交通省", "MLIT", "国土交通省", 23 },
	{ "国土交通省　気象庁", "JMA", "国土交通省", 23 },
	{ "国土交通省　海上保安庁", "JCG", "国土交通省", 23 },
	{ "国土交通省　観光庁", "JTA", "国土交通省", 23 },
	{ "国土交通省　運輸安全委員会", "JTSB", "国土交通省", 23 },
	{ "環境省", "MOE", "環境省", 24 },
	{ "原子力規制委員会", "NRA", "原子力規制委員会", 25 },
	{ "防衛省", "MOD", "防衛省", 26 },
};

START_TEST(published_names_resolve)
{
	const struct published *c = &published[_i];
	const struct dgpm_organizations *o = government();
	const struct dgpm_organization *org = dgpm_organizations_find(o, dgpm_str_of(c->name));
	const struct dgpm_organization *under = dgpm_organizations_find(o, dgpm_str_of(c->counted_under));

	ck_assert_msg(org != NULL && under != NULL, "%s", c->name);
	ck_assert_str_eq(org->code, c->code);
	ck_assert_msg((org->parent != NULL ? org->parent : org) == under, "%s: counted under", c->name);
	ck_assert_int_eq(org->order / 10, c->order);
}
END_TEST

/* What a person or another table writes, and what it is; NULL: nothing of ours. */
static const struct {
	const char *text, *code;
} lookups[] = {
	{ "MHLW", "MHLW" }, { "mhlw", "MHLW" }, { "ＭＨＬＷ", "MHLW" }, { " 厚生労働省 ", "MHLW" },
	{ "厚労省", "MHLW" }, { "Ministry of  Health, Labour and Welfare", "MHLW" },
	{ "ministry of health, labor and welfare", "MHLW" }, { "人事院", "JINJI" }, { "NPA", "NPA" },
	{ "国家公安委員会", "NPSC" }, { "防衛庁", "MOD" }, { "原子力規制庁", "NRA" }, { "入国管理局", "ISA" },
	{ "特定個人情報保護委員会", "PPC" }, { "裁判所", "COURTS" }, { "衆議院", "HR" }, { "会計検査院", "BOA" },
	{ "内閣法制局", "CLB" }, { "宮内庁", "IHA" }, { "気象庁", "JMA" }, { "資源エネルギー庁", "ANRE" },
	{ "", NULL }, { "省", NULL }, { "MHLWX", NULL }, { "厚生省労働省", NULL }, { "\xff", NULL }, { "合計", NULL },
};

START_TEST(look_up)
{
	const struct dgpm_organization *org = dgpm_organizations_find(government(), dgpm_str_of(lookups[_i].text));

	ck_assert_msg((org != NULL) == (lookups[_i].code != NULL), "%s", lookups[_i].text);
	if (org != NULL)
		ck_assert_str_eq(org->code, lookups[_i].code);
}
END_TEST

START_TEST(official_order)
{
	const struct dgpm_organizations *o = government();
	size_t n = dgpm_organizations_count(o);

	ck_assert_str_eq(dgpm_organizations_at(o, 0)->code, "CAS");
	ck_assert_str_eq(dgpm_organizations_at(o, n - 1)->code, "COURTS");
	for (size_t i = 0; i < n; i++) {
		const struct dgpm_organization *org = dgpm_organizations_at(o, i);

		ck_assert_msg(org->name_en != NULL, "%s has no English name", org->code);
		ck_assert_msg(i == 0 || dgpm_organizations_at(o, i - 1)->order < org->order, "%s: order", org->code);
		ck_assert_msg(org->parent == NULL || org->parent->order / 10 == org->order / 10, "%s: parent",
			      org->code);
		ck_assert_ptr_eq(dgpm_organizations_find(o, dgpm_str_of(org->code)), org);
		ck_assert_ptr_eq(dgpm_organizations_find(o, dgpm_str_of(org->name)), org);
		ck_assert_ptr_eq(dgpm_organizations_find(o, dgpm_str_of(org->name_en)), org);
	}
	ck_assert_int_gt(dgpm_organization_cmp(NULL, dgpm_organizations_at(o, n - 1)), 0);
	ck_assert_int_eq(dgpm_organization_cmp(NULL, NULL), 0);
	ck_assert_str_eq(dgpm_organizations_find(o, DGPM_STR("NISA"))->successor->code, "NRA");
	ck_assert_str_eq(dgpm_organization_text(dgpm_organizations_at(o, 0), "ja"), "内閣官房");
	ck_assert_str_eq(dgpm_organization_text(dgpm_organizations_at(o, 0), "en"), "Cabinet Secretariat");
}
END_TEST

/* One entry added to the government's list. want "" : it is added. */
static const struct add_case {
	const char *entry, *want;
} adds[] = {
	{ "{code: SMP, name: 見本省, name_en: Ministry of Samples, order: 900, aliases: [見本]}", "" },
	{ "{code: SMP, name: 見本省}", "" },
	{ "{code: SMB, name: 見本局, parent: MIC, successor: DA, since: 2020-04-01, until: 2021-08-31}", "" },
	{ "{code: SMP, name: 見本省, name_en: ＳＭＰ, aliases: [smp, 見本省]}", "" }, /* its own names may repeat */
	{ "{code: MIC, name: 見本省}", "1:8 CODE-02" },
	{ "{code: SMP, name: 総務省}", "1:19 CODE-03" },
	{ "{code: SMP, name: 見本省, aliases: [見本, 厚労省]}", "1:38 CODE-03" },
	{ "{code: SMP, name: 見本省, name_en: digital agency}", "1:33 CODE-03" },
	{ "{code: SMP, name: mhlw}", "1:19 CODE-03" },
	{ "{code: SMP, name: 見本省, parent: SMP}", "1:32 CODE-04" },
	{ "{code: SMP, name: 見本省, parent: 総務省}", "1:32 CODE-04" },
	{ "{code: SMP, name: 見本省, successor: [DA]}", "1:35 CODE-04" },
	{ "{code: smp, name: 見本省}", "1:8 CODE-01" },
	{ "{code: S, name: 見本省}", "1:8 CODE-01" },
	{ "{code: 1SMP, name: 見本省}", "1:8 CODE-01" },
	{ "{code: SAMPLEMINISTR, name: 見本省}", "1:8 CODE-01" },
	{ "{name: 見本省}", "1:1 CODE-01" },
	{ "{code: SMP}", "1:1 CODE-01" },
	{ "{code: SMP, name: ''}", "1:19 CODE-01" },
	{ "{code: SMP, name: 12}", "1:19 CODE-01" },
	{ "{code: SMP, name: '　'}", "1:19 CODE-01" },
	{ "{code: SMP, name: 見本省, order: first}", "1:31 CODE-01" },
	{ "{code: SMP, name: 見本省, order: -1}", "1:31 CODE-01" },
	{ "{code: SMP, name: 見本省, aliases: 見本}", "1:33 CODE-01" },
	{ "{code: SMP, name: 見本省, aliases: [[]]}", "1:34 CODE-01" },
	{ "{code: SMP, name: 見本省, since: 2021-02-29}", "1:31 CODE-01" },
	{ "{code: SMP, name: 見本省, since: 2021-04-01, until: 2021-03-31}", "1:50 CODE-01" },
	{ "SMP", "1:1 CODE-01" },
};

START_TEST(add_one)
{
	const struct add_case *c = &adds[_i];
	struct dgpm_organizations *o = government();
	size_t before = dgpm_organizations_count(o);
	int rc = dgpm_organizations_add(o, diags, parse("dgpm.yaml", dgpm_str_of(c->entry)), "dgpm.yaml");
	const char *got = unit_diags(arena, diags);

	ck_assert_int_eq(rc, *c->want == '\0' ? 0 : -1);
	ck_assert_msg(strncmp(got, c->want, strlen(c->want)) == 0 && (*got == '\0') == (*c->want == '\0'), "%s: %s",
		      c->entry, got);
	ck_assert_uint_eq(dgpm_organizations_count(o), before + (rc == 0));
	/* Nothing of what was refused is left behind. */
	ck_assert_msg((dgpm_organizations_find(o, DGPM_STR("見本")) != NULL) == (_i == 0), "%s", c->entry);
	ck_assert_str_eq(dgpm_organizations_find(o, DGPM_STR("MIC"))->name, "総務省");
	if (rc == 0 && _i == 1)
		ck_assert_str_eq(dgpm_organizations_at(o, before)->code, "SMP");
}
END_TEST

/* Whole lists that do not load: every fault is told. */
static const struct {
	const char *list, *want;
} lists[] = {
	{ "{code: AA, name: a}", "1:1 CODE-01" },
	{ "[{code: AA, name: a}, {code: AA, name: b}, {code: BB, name: A}]", "1:30 CODE-02" },
	{ "[{code: AA, name: a, parent: BB}, {code: BB, name: b, parent: AA}]", "1:35 CODE-01" },
	{ "[{code: AA, name: a, successor: AA}]", "1:2 CODE-01" },
};

START_TEST(bad_list)
{
	struct dgpm_organizations *o;
	int rc = dgpm_organizations_load(&o, arena, diags, parse("x.yaml", dgpm_str_of(lists[_i].list)), "x.yaml");
	const char *got = unit_diags(arena, diags);

	unit_contract(rc, o, diags);
	ck_assert_int_eq(rc, -1);
	ck_assert_msg(strncmp(got, lists[_i].want, strlen(lists[_i].want)) == 0, "%s", got);
	ck_assert_uint_eq(dgpm_diags_count(diags), _i == 1 ? 2 : 1);
}
END_TEST

static struct dgpm_codes *load_codes(void)
{
	struct dgpm_codes *codes;
	int rc = dgpm_codes_load(&codes, arena, diags, read_doc("schemas/codes.yaml"), "codes.yaml");

	ck_assert_msg(rc == 0, "%s", unit_diags(arena, diags));
	unit_contract(rc, codes, diags);
	return codes;
}

static const struct {
	const char *list, *code, *lang, *want;
} texts[] = {
	{ "expense", "operation", "ja", "運用等経費" },
	{ "expense", "operation", "en", "operation" },
	{ "ledger-stage", "required", "ja", "所要額（案）" },
	{ "ledger-stage", "carryover_in", "fr", "carried in" },
	{ "class", "2", "ja", "デジタル庁・各府省共同プロジェクト型システム" },
	{ "use", "no", "ja", "利用しない" },
	{ "cloud-model", "government-cloud", "ja", "ガバメントクラウド" },
	{ "cloud-model", "moon", "ja", "moon" },
	{ "no-such-list", "operation", "ja", "operation" },
	{ "expense", "", "ja", "" },
};

START_TEST(code_text)
{
	const char *got = dgpm_code_text(load_codes(), texts[_i].list, dgpm_str_of(texts[_i].code), texts[_i].lang);

	ck_assert_str_eq(got, texts[_i].want);
}
END_TEST

/* The enums of the card and the ledger have a text for every value, so that no report shows a bare code. */
START_TEST(codes_are_complete)
{
	static const struct { const char *list, *at; } enums[] = {
		{ "sector", "sector" }, { "quasi-public-field", "quasi_public_field" }, { "phase", "phase" },
		{ "budget-origin", "budget_origin" }, { "cloud-model", "cloud.properties.model" },
		{ "security-assessment", "cloud.properties.security_assessed" },
		{ "class-criterion", "classification.properties.criteria.items" },
		{ "use", "common_functions.properties.state_apps.properties.use" },
		{ "network", "network.properties.joins" }, { "identity-user", "identity.items.properties.user" },
		{ "identity-function", "identity.items.properties.function" },
		{ "identity-service", "identity.items.properties.service" },
		{ "service-design-status", "service_design.items.properties.status" },
		{ "direction", "indicators.items.properties.direction" },
		{ "parallel-running", "lifecycle_cost.properties.parallel_running" },
		{ "risk-level", "security.properties.risks.items.properties.evaluation" },
		{ "risk-treatment", "security.properties.risks.items.properties.treatment" },
		{ "similar-decision", "similar_systems.properties.hits.items.properties.decision" },
		{ "review-stage", "reviews.items.properties.stage" },
		{ "review-result", "reviews.items.properties.result" },
		{ "finding-status", "reviews.items.properties.findings.items.properties.status" },
		{ "monitoring-by", "monitoring.properties.by" }, { "priority", "priority.properties.level" },
		{ "transfer-reason", "transfers.items.properties.reason" }, { "decision", "decision.properties.kind" },
		{ "alternative", "local.properties.alternatives.items.properties.kind" },
	};
	const struct dgpm_codes *codes = load_codes();
	const struct dgpm_node *card = dgpm_node_get(read_doc("schemas/card.schema.json"), "properties");

	for (size_t i = 0; i < DGPM_COUNT(enums); i++) {
		const struct dgpm_node *values = dgpm_node_get(dgpm_node_at(card, enums[i].at), "enum");
		const char *const *list;
		size_t n;

		list = dgpm_codes_of(codes, enums[i].list, &n);
		ck_assert_msg(values != NULL && list != NULL, "%s", enums[i].at);
		ck_assert_msg(values->n == n, "%s: %u values, %zu texts", enums[i].at, values->n, n);
		for (size_t k = 0; k < n; k++)
			ck_assert_str_eq(list[k], dgpm_node_cstr(&values->items[k]));
	}
}
END_TEST

static const char *const bad_codes[] = { "[]", "expense: []", "expense: {a: {ja: x}}", "expense: {a: x, b: {en: y}}" };

START_TEST(bad_code_list)
{
	struct dgpm_codes *codes;
	size_t n;
	int rc = dgpm_codes_load(&codes, arena, diags, parse("x.yaml", dgpm_str_of(bad_codes[_i])), "x.yaml");

	unit_contract(rc, codes, diags);
	ck_assert_int_eq(rc, -1);
	ck_assert_uint_eq(dgpm_diags_count(diags), _i == 3 ? 2 : 1);
	ck_assert_ptr_null(dgpm_codes_of(codes, "expense", &n));
	ck_assert_uint_eq(n, 0);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("codes", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, published_names_resolve, 0, DGPM_COUNT(published));
	tcase_add_loop_test(tc, look_up, 0, DGPM_COUNT(lookups));
	tcase_add_test(tc, official_order);
	tcase_add_loop_test(tc, add_one, 0, DGPM_COUNT(adds));
	tcase_add_loop_test(tc, bad_list, 0, DGPM_COUNT(lists));
	tcase_add_loop_test(tc, code_text, 0, DGPM_COUNT(texts));
	tcase_add_test(tc, codes_are_complete);
	tcase_add_loop_test(tc, bad_code_list, 0, DGPM_COUNT(bad_codes));
	return s;
}
