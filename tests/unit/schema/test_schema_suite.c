/* The official JSON Schema test suite for draft 2020-12, when it is there. */
#include "schema/schema.h"
#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct meta {
	const char *name, *uri;
} metas[] = {
	{ "schema", "https://json-schema.org/draft/2020-12/schema" },
	{ "core", "https://json-schema.org/draft/2020-12/meta/core" },
	{ "applicator", "https://json-schema.org/draft/2020-12/meta/applicator" },
	{ "unevaluated", "https://json-schema.org/draft/2020-12/meta/unevaluated" },
	{ "validation", "https://json-schema.org/draft/2020-12/meta/validation" },
	{ "meta-data", "https://json-schema.org/draft/2020-12/meta/meta-data" },
	{ "format-annotation", "https://json-schema.org/draft/2020-12/meta/format-annotation" },
	{ "content", "https://json-schema.org/draft/2020-12/meta/content" },
};

struct count {
	size_t files, run, passed;
};

static const struct dgpm_node *read_json(struct dgpm_arena *a, struct dgpm_diags *d, const char *path)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct dgpm_node *node = NULL;
	FILE *f = fopen(path, "rb");
	long size;
	char *text;
	int rc;

	ck_assert_msg(f != NULL, "cannot open %s", path);
	fseek(f, 0, SEEK_END);
	size = ftell(f);
	rewind(f);
	ck_assert_msg(size >= 0, "%s", path);
	text = dgpm_arena_alloc(a, (size_t)size + 1);
	ck_assert_msg(fread(text, 1, (size_t)size, f) == (size_t)size, "%s", path);
	fclose(f);
	rc = dgpm_doc_parse(&node, a, d, path, (struct dgpm_str){ text, (size_t)size }, &limits);
	ck_assert_msg(rc == 0, "%s\n%s", path, unit_diags(a, d));
	return node;
}

static void fail_ignored(void *ctx, const struct dgpm_schema_failure *failure)
{
	ck_assert(failure->detail != NULL && failure->detail[0] != '\0' && failure->pointer != NULL);
	++*(size_t *)ctx;
}

static const char *text(const struct dgpm_node *map, const char *key)
{
	return dgpm_node_cstr(dgpm_node_get(map, key));
}

static void run_group(const struct dgpm_node *group, const char *path, const struct dgpm_schema_how *how,
		      struct count *count)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct dgpm_schema_run *run = dgpm_schema_run_new(a);
	const struct dgpm_node *tests = dgpm_node_get(group, "tests");
	const struct dgpm_schema *schema;
	int rc = dgpm_schema_compile(&schema, a, d, dgpm_node_get(group, "schema"), path, how);

	for (uint32_t i = 0; i < tests->n; i++) {
		const struct dgpm_node *t = &tests->items[i], *data = dgpm_node_get(t, "data");
		bool want = dgpm_node_true(dgpm_node_get(t, "valid"));
		size_t failures = 0;
		bool got, quiet;

		count->run++;
		if (rc != 0) {
			printf("%s: %s: %s\n", path, text(group, "description"), unit_diags(a, d));
			continue;
		}
		got = dgpm_schema_holds(run, schema, data, fail_ignored, &failures);
		quiet = dgpm_schema_holds(run, schema, data, NULL, NULL);
		if (got == want && quiet == want && (failures == 0) == want)
			count->passed++;
		else
			printf("%s: %s: %s: want %d, got %d, quietly %d, %zu failures\n", path,
			       text(group, "description"), text(t, "description"), want, got, quiet, failures);
	}
	if (rc == 0)
		dgpm_schema_close(schema);
	dgpm_schema_run_free(run);
	dgpm_arena_free(a);
}

static void run_file(const char *dir, const char *name, const struct dgpm_schema_how *how, struct count *count)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *d = dgpm_diags_new(a);
	const struct dgpm_node *groups = read_json(a, d, dgpm_arena_printf(a, "%s/%s", dir, name));

	count->files++;
	for (uint32_t i = 0; i < groups->n; i++)
		run_group(&groups->items[i], name, how, count);
	dgpm_arena_free(a);
}

/* The metaschema, and what the suite has at http://localhost:1234/. */
struct others {
	struct dgpm_arena *a;
	struct dgpm_diags *d;
	const char *remotes;
};

static bool find(void *ctx, struct dgpm_schema_doc *out, struct dgpm_str uri)
{
	static const char host[] = "http://localhost:1234/";
	struct others *o = ctx;
	const char *path = NULL;

	for (size_t i = 0; i < DGPM_COUNT(metas); i++)
		if (dgpm_str_is(uri, metas[i].uri))
			path = dgpm_arena_printf(o->a, "schemas/metaschema/%s.json", metas[i].name);
	if (path == NULL && uri.n > strlen(host) && memcmp(uri.s, host, strlen(host)) == 0)
		path = dgpm_arena_printf(o->a, "%s/%.*s", o->remotes, (int)(uri.n - strlen(host)),
					 uri.s + strlen(host));
	if (path == NULL || access(path, R_OK) != 0)
		return false;
	*out = (struct dgpm_schema_doc){ read_json(o->a, o->d, path), path };
	return true;
}

static const char *suite_dir(struct dgpm_arena *a)
{
	const char *shared = getenv("SHARED");

	return dgpm_arena_printf(a, "%s/data/json-schema-test-suite",
				 shared != NULL && shared[0] != '\0' ? shared : "../shared");
}

/* All files of a folder of the suite; how many of their cases do not pass. */
static size_t run_folder(const char *name, const char *below, struct dgpm_schema_how how)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	const char *suite = suite_dir(a), *dir = dgpm_arena_cat(a, suite, "/tests/draft2020-12", below);
	struct others others = { a, dgpm_diags_new(a), dgpm_arena_cat(a, suite, "/remotes") };
	struct count count = { 0 };
	struct dirent **files;
	int n = scandir(dir, &files, NULL, alphasort);

	if (n < 0) {
		printf("%s: skipped, no SHARED/data/json-schema-test-suite\n", name);
		dgpm_arena_free(a);
		return 0;
	}
	how.find = find;
	how.find_ctx = &others;
	for (int i = 0; i < n; i++) {
		size_t len = strlen(files[i]->d_name);

		if (len > 5 && strcmp(files[i]->d_name + len - 5, ".json") == 0)
			run_file(dir, files[i]->d_name, &how, &count);
		free(files[i]);
	}
	free(files);
	printf("%s: %zu files, %zu cases run, %zu passed\n", name, count.files, count.run, count.passed);
	fflush(stdout);
	dgpm_arena_free(a);
	ck_assert(count.run > 0);
	return count.run - count.passed;
}

START_TEST(required)
{
	ck_assert_uint_eq(run_folder("json-schema-suite", "", (struct dgpm_schema_how){ .lax_keywords = true }), 0);
}
END_TEST

START_TEST(optional)
{
	ck_assert_uint_eq(run_folder("json-schema-suite-optional", "/optional",
				     (struct dgpm_schema_how){ .lax_keywords = true }), 0);
}
END_TEST

START_TEST(formats)
{
	/* Not held: what IDNA says of names in other scripts (77 cases). Not in PCRE2: a lookbehind of any length. */
	ck_assert_uint_le(run_folder("json-schema-suite-formats", "/optional/format",
				     (struct dgpm_schema_how){ .lax_keywords = true, .assert_format = true }), 78);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("schema_suite", &tc);

	tcase_add_test(tc, required);
	tcase_add_test(tc, optional);
	tcase_add_test(tc, formats);
	return s;
}
