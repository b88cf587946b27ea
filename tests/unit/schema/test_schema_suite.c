/* The official JSON Schema test suite for draft 2020-12, when it is there. */
#include "schema/schema.h"
#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

/* These are about fetching other files and about vocabularies; dgpm does neither. */
static const char *const left_out[] = { "refRemote.json", "vocabulary.json", "dynamicRef.json" };

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

static bool is_left_out(const char *name)
{
	for (size_t i = 0; i < DGPM_COUNT(left_out); i++)
		if (strcmp(name, left_out[i]) == 0)
			return true;
	return false;
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

START_TEST(suite)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct dgpm_schema_doc docs[DGPM_COUNT(metas)];
	struct dgpm_schema_how how = { .lax_keywords = true, .docs = docs, .n_docs = DGPM_COUNT(metas) };
	const char *shared = getenv("SHARED");
	const char *dir = dgpm_arena_printf(a, "%s/data/json-schema-test-suite/tests/draft2020-12",
					    shared != NULL && shared[0] != '\0' ? shared : "../shared");
	struct count count = { 0 };
	struct dirent **files;
	int n = scandir(dir, &files, NULL, alphasort);

	if (n < 0) {
		printf("json-schema-suite: skipped, no SHARED/data/json-schema-test-suite\n");
		dgpm_arena_free(a);
		return;
	}
	for (size_t i = 0; i < DGPM_COUNT(metas); i++) {
		const char *path = dgpm_arena_printf(a, "schemas/metaschema/%s.json", metas[i].name);

		docs[i] = (struct dgpm_schema_doc){ metas[i].uri, read_json(a, d, path), path };
	}
	for (int i = 0; i < n; i++) {
		size_t len = strlen(files[i]->d_name);

		if (len > 5 && strcmp(files[i]->d_name + len - 5, ".json") == 0 &&
		    (!is_left_out(files[i]->d_name) || getenv("SUITE_ALL") != NULL))
			run_file(dir, files[i]->d_name, &how, &count);
		free(files[i]);
	}
	free(files);
	printf("json-schema-suite: %zu files, %zu cases run, %zu passed\n", count.files, count.run, count.passed);
	fflush(stdout);
	dgpm_arena_free(a);
	ck_assert(count.run > 0 && count.passed == count.run);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("schema_suite", &tc);

	tcase_add_test(tc, suite);
	return s;
}
