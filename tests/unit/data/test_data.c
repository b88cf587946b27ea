/* The data directory as nobody should write it: rules of reports, settings, templates, lists of files. */
#include "data/checks.h"
#include "data/params.h"
#include "data/settings.h"
#include "data/template.h"
#include "data/words.h"
#include "schema/schema.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct dgpm_arena *arena;
static struct dgpm_diags *diags;
static struct dgpm_data *data;
static char dir[64];

/* A data directory of its own, which is empty. */
static void setup(void)
{
	arena = dgpm_arena_new(NULL, NULL);
	diags = dgpm_diags_new(arena);
	snprintf(dir, sizeof dir, "/tmp/dgpm-data-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_int_eq(dgpm_data_open(&data, arena, diags, dir, "en"), 0);
}

static void teardown(void)
{
	dgpm_data_close(data);
	ck_assert_int_eq(system(dgpm_arena_cat(arena, "rm -rf ", dir)), 0);
	dgpm_arena_free(arena);
}

static void put(const char *name, const char *text)
{
	FILE *f = fopen(dgpm_arena_cat(arena, dir, "/", name), "we");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	ck_assert_int_eq(fclose(f), 0);
}

/* Rules of a report: what the file says, and dgpm.yaml of it. */
static const struct check_case {
	const char *name, *rules, *given, *said;
} check_cases[] = {
	{ "as it should be",
	  "rules: [{id: X-1, severity: warning, title: {en: t}, message: {en: m}, source: [{document: S1, section: "
	  "2-1}], "
	  "require: {minimum: {$param: least}}, params: {least: 3}}]\n",
	  "X-1: error\n", "" },
	{ "judged by the report itself", "rules: [{id: EVA-05, title: {ja: t}}]\n", "EVA-05: off\nx-1: of another\n",
	  "" },
	{ "no rules", "{}\n", NULL, "" },
	{ "no severity", "rules: [{id: X-1, title: {en: t}, message: {en: m}, require: {}}]\n", NULL, "DATA-01" },
	{ "an unknown severity", "rules: [{id: X-1, severity: bad, title: {en: t}, message: {en: m}, require: {}}]\n",
	  NULL, "DATA-01" },
	{ "no id", "rules: [{severity: error, title: {en: t}, message: {en: m}, require: {}}]\n", NULL, "DATA-01" },
	{ "no title", "rules: [{id: X-1, severity: error, message: {en: m}, require: {}}]\n", NULL, "DATA-01" },
	{ "no message", "rules: [{id: X-1, severity: error, title: {en: t}, require: {}}]\n", NULL, "DATA-01" },
	{ "judged by nobody", "rules: [{id: X-1, title: {en: t}}]\n", NULL, "DATA-01" },
	{ "no rule at all", "rules: [{}]\n", NULL, "DATA-01" },
	{ "a schema that is none",
	  "rules: [{id: X-1, severity: error, title: {en: t}, message: {en: m}, require: {minimum: a}}]\n", NULL,
	  "SCH-14" },
	{ "a parameter that is not there",
	  "rules: [{id: X-1, severity: error, title: {en: t}, message: {en: m}, require: {allOf: [{minimum: {$param: "
	  "leest}}]}, "
	  "params: {least: 3}}]\n",
	  NULL, "RULE-02" },
	{ "a parameter that is no name",
	  "rules: [{id: X-1, severity: error, title: {en: t}, message: {en: m}, require: {minimum: {$param: 3}}}]\n",
	  NULL, "RULE-02" },
	{ "a rule that the report does not have",
	  "rules: [{id: X-1, severity: error, title: {en: t}, message: {en: m}, require: {}}]\n", "X-2: error\n",
	  "REF-07" },
};

START_TEST(checks)
{
	const struct check_case *c = &check_cases[_i];
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct dgpm_node *given = NULL;
	struct dgpm_checks all;
	int rc;

	put("x.yaml", c->rules);
	if (c->given != NULL)
		ck_assert_int_eq(dgpm_doc_parse(&given, arena, diags, "dgpm.yaml", dgpm_str_of(c->given), &limits), 0);
	rc = dgpm_checks_load(&all, arena, diags, data, "x.yaml", given);
	ck_assert_msg(rc == (*c->said != '\0' ? -1 : 0), "%s: %s", c->name, unit_diags(arena, diags));
	ck_assert_msg(strstr(unit_diags(arena, diags), c->said) != NULL, "%s: %s", c->name, unit_diags(arena, diags));
	if (rc == 0)
		dgpm_checks_close(&all);
}
END_TEST

START_TEST(check_asked)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	struct dgpm_schema_run *run = dgpm_schema_run_new(arena);
	const struct dgpm_node *low, *high;
	struct dgpm_checks all;

	put("x.yaml", "rules:\n- {id: X-1, severity: error, title: {en: t}, message: {en: m}, when: {minimum: 1}, "
		      "require: {minimum: 3}, "
		      "source: [{document: S1, section: 2-1}, {document: S3}, {title: other}]}\n"
		      "- {id: EVA-05, title: {en: t}}\n"
		      "- {id: X-3, severity: 'off', title: {en: t}, message: {en: m}, require: false}\n");
	ck_assert_msg(dgpm_checks_load(&all, arena, diags, data, "x.yaml", NULL) == 0, "%s", unit_diags(arena, diags));
	ck_assert_int_eq(dgpm_doc_parse(&low, arena, diags, "low", DGPM_STR("2"), &limits), 0);
	ck_assert_int_eq(dgpm_doc_parse(&high, arena, diags, "high", DGPM_STR("0"), &limits), 0);
	ck_assert(dgpm_check_fails(&all.items[0], run, low));
	ck_assert(!dgpm_check_fails(&all.items[0], run, high)); /* it is for 1 and more */
	ck_assert(!dgpm_check_fails(&all.items[1], run, low));	/* the report judges */
	ck_assert(!dgpm_check_fails(&all.items[2], run, low));	/* it is off */
	ck_assert_ptr_eq(dgpm_check_find(&all, "EVA-05"), &all.items[1]);
	ck_assert_ptr_null(dgpm_check_find(&all, "X-2"));
	ck_assert_int_eq(all.items[1].severity, DGPM_WARNING);
	dgpm_checks_close(&all);
	dgpm_schema_run_free(run);
}
END_TEST

/* A file that is not there is asked for once more: it is told once. */
START_TEST(missing)
{
	struct dgpm_data *none;
	struct dgpm_checks all;
	const char *text;
	size_t n;

	ck_assert_int_eq(dgpm_data_open(&none, arena, diags, "/none", "ja"), -1);
	ck_assert_ptr_nonnull(strstr(unit_diags(arena, diags), "DGPM_DATA names the directory"));
	dgpm_diags_clear(diags);
	ck_assert_int_eq(dgpm_checks_load(&all, arena, diags, data, "x.yaml", NULL), -1);
	ck_assert_int_eq(dgpm_checks_load(&all, arena, diags, data, "x.yaml", NULL), -1);
	ck_assert_uint_eq(dgpm_diags_count(diags), 1);
	ck_assert_ptr_null(dgpm_data_schema(data, diags, "card"));
	ck_assert_ptr_null(dgpm_data_organizations(data, diags));
	ck_assert_ptr_null(dgpm_data_codes(data, diags));
	ck_assert_uint_eq(dgpm_diags_count(diags), 4);
	(void)dgpm_data_list(data, diags, "rules", ".yaml", &n);
	ck_assert_uint_eq(n, 0);
	ck_assert_uint_eq(dgpm_diags_count(diags), 5);
	ck_assert_int_eq(
		dgpm_template_fill(&text, arena, diags, data, "none.yaml", &(struct dgpm_template_values){ 0 }), -1);
	ck_assert_uint_eq(dgpm_diags_count(diags), 6);
}
END_TEST

START_TEST(broken)
{
	put("card.schema.json", "{\"type\": 3}");
	put("organizations.yaml", "- {code: x}\n");
	put("codes.yaml", "a: 3\n");
	ck_assert_ptr_null(dgpm_data_schema(data, diags, "card"));
	ck_assert_ptr_null(dgpm_data_schema(data, diags, "card"));
	ck_assert_uint_eq(dgpm_diags_count(diags), 1);
	ck_assert_ptr_null(dgpm_data_organizations(data, diags));
	ck_assert_ptr_null(dgpm_data_codes(data, diags));
	ck_assert_uint_ge(dgpm_diags_count(diags), 3);
}
END_TEST

START_TEST(listed)
{
	const char *const *names;
	size_t n;

	ck_assert_int_eq(
		system(dgpm_arena_cat(arena, "cd ", dir,
				      " && mkdir rules && cd rules && touch b.yaml a.yaml .c.yaml .yaml d.json")),
		0);
	names = dgpm_data_list(data, diags, "rules", ".yaml", &n);
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(names[0], "rules/a.yaml");
	ck_assert_str_eq(names[1], "rules/b.yaml");
}
END_TEST

/* A number is dgpm.yaml's, else the file's own; one that is in neither is a fault, and no 0. */
START_TEST(numbers)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	struct settings s = { 0 };

	ck_assert_int_eq(dgpm_doc_parse(&s.own, arena, diags, "own", DGPM_STR("{a: 1, b: 2, c: x}"), &limits), 0);
	ck_assert_int_eq(dgpm_doc_parse(&s.given, arena, diags, "given", DGPM_STR("{b: 3}"), &limits), 0);
	ck_assert_int_eq(settings_int(&s, "a"), 1);
	ck_assert_int_eq(settings_int(&s, "b"), 3);
	ck_assert(!s.failed);
	(void)settings_int(&s, "c");
	ck_assert(s.failed);
}
END_TEST

/* A template: what a person says stands inside quotes, whatever it is. */
START_TEST(filled)
{
	const struct dgpm_template_values values = { .name = "a \"b\" \\c\n\x01\x7f",
						     .id = "2021-X-0001",
						     .fiscal_year = 2021 };
	const char *text;

	put("t.yaml", "id: @ID@\nname: \"@NAME@\"\nyear: @FISCAL_YEAR@\ndate: '@DATE@'\nmail: a@b @X@ @\n");
	ck_assert_msg(dgpm_template_fill(&text, arena, diags, data, "t.yaml", &values) == 0, "%s",
		      unit_diags(arena, diags));
	ck_assert_str_eq(
		text,
		"id: 2021-X-0001\nname: \"a \\\"b\\\" \\\\c\\x0a\\x01\\x7f\"\nyear: 2021\ndate: ''\nmail: a@b @X@ @\n");
	ck_assert_int_eq(dgpm_template_write(arena, diags, dgpm_arena_cat(arena, dir, "/t.yaml"), text), -1);
	ck_assert_int_eq(dgpm_template_write(arena, diags, dgpm_arena_cat(arena, dir, "/none/t.yaml"), text), -1);
	ck_assert_int_eq(dgpm_template_write(arena, diags, dgpm_arena_cat(arena, dir, "/new.yaml"), text), 0);
	ck_assert_uint_eq(dgpm_diags_count(diags), 2);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("data", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, checks, 0, DGPM_COUNT(check_cases));
	tcase_add_test(tc, check_asked);
	tcase_add_test(tc, filled);
	tcase_add_test(tc, missing); /* the last that writes: what could not be read is remembered */
	tcase_add_test(tc, broken);
	tcase_add_test(tc, listed);
	tcase_add_test(tc, numbers);
	return s;
}
