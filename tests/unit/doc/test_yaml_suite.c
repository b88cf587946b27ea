/* The YAML test suite, when it is there: which valid cases are read, and whether they give the JSON they should. */
#include "doc/doc.h"
#include "io/read.h"
#include "schema/schema.h"
#include "unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;

struct count {
	size_t valid, read, compared, equal, invalid, refused;
};

/* The marks by which the suite shows what an editor would not: spaces, breaks, tabs, a text without a last break. */
static struct dgpm_str plain(struct dgpm_arena *a, struct dgpm_str text)
{
	static const struct {
		const char *mark, *is;
	} marks[] = { { "␣", " " }, { "↵", "" }, { "←", "\r" }, { "⇔", "\xef\xbb\xbf" }, { "»", "\t" }, { "—", "" },
		      { "∎\n", "" } };
	char *out = dgpm_arena_alloc(a, text.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.n;) {
		size_t m = 0;

		while (m < DGPM_COUNT(marks) && (text.n - i < strlen(marks[m].mark) ||
						 memcmp(text.s + i, marks[m].mark, strlen(marks[m].mark)) != 0))
			m++;
		if (m < DGPM_COUNT(marks)) {
			memcpy(out + n, marks[m].is, strlen(marks[m].is));
			n += strlen(marks[m].is);
			i += strlen(marks[m].mark);
		} else {
			out[n++] = text.s[i++];
		}
	}
	return (struct dgpm_str){ out, n };
}

static bool is_same(struct dgpm_arena *a, const struct dgpm_node *doc, const struct dgpm_node *json)
{
	struct dgpm_pair wanted = { .key = { .kind = DGPM_STRING, .n = 5, .text = "const", .line = 1, .column = 1 },
				    .value = *json };
	struct dgpm_node root = { .kind = DGPM_MAP, .n = 1, .pairs = &wanted, .line = 1, .column = 1 };
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct dgpm_schema_run *run = dgpm_schema_run_new(a);
	const struct dgpm_schema *schema;
	bool same;

	ck_assert(dgpm_schema_compile(&schema, a, d, &root, "json", NULL) == 0);
	same = dgpm_schema_holds(run, schema, doc, NULL, NULL);
	dgpm_schema_close(schema);
	dgpm_schema_run_free(run);
	return same;
}

static void run_case(struct dgpm_arena *a, const char *name, const struct dgpm_node *yaml, const struct dgpm_node *json,
		     bool fails, struct count *count)
{
	struct dgpm_diags *d = dgpm_diags_new(a);
	const struct dgpm_node *docs, *want;
	size_t n;
	int rc = dgpm_docs_parse(&docs, &n, a, d, name, plain(a, dgpm_node_str(yaml)), &limits);

	unit_contract(rc, docs, d);
	count->invalid += fails;
	count->refused += fails && rc != 0;
	count->valid += !fails;
	count->read += !fails && rc == 0;
	if (fails || rc != 0 || n != 1 || json == NULL || dgpm_node_str(json).n == 0 ||
	    dgpm_doc_parse(&want, a, d, name, dgpm_node_str(json), &limits) != 0)
		return;
	count->compared++;
	if (is_same(a, docs, want))
		count->equal++;
	else
		printf("%s: not what its JSON says\n", name);
}

static void run_file(const char *dir, const char *name, struct count *count)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *d = dgpm_diags_new(a);
	const char *path = dgpm_arena_cat(a, dir, "/", name);
	const struct dgpm_node *cases, *yaml = NULL, *json = NULL;
	struct dgpm_str text;

	ck_assert_msg(dgpm_file_read(&text, a, d, path, AT_FDCWD, path, limits.bytes) == 0 &&
			      dgpm_doc_parse(&cases, a, d, path, text, &limits) == 0,
		      "%s\n%s", path, unit_diags(a, d));
	/* What a case does not say is as in the one before it. */
	for (uint32_t i = 0; i < cases->n; i++) {
		const struct dgpm_node *one = &cases->items[i];
		bool fails = dgpm_node_true(dgpm_node_get(one, "fail"));

		if (dgpm_node_get(one, "yaml") != NULL)
			yaml = dgpm_node_get(one, "yaml");
		if (dgpm_node_get(one, "json") != NULL)
			json = dgpm_node_get(one, "json");
		run_case(a, name, yaml, json, fails, count);
	}
	dgpm_arena_free(a);
}

START_TEST(suite)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	const char *shared = getenv("SHARED");
	const char *dir = dgpm_arena_cat(a, shared != NULL && shared[0] != '\0' ? shared : "../shared",
					 "/data/yaml-test-suite/src");
	struct count count = { 0 };
	struct dirent **files;
	int n = scandir(dir, &files, NULL, alphasort);

	if (n < 0) {
		printf("yaml-suite: skipped, no SHARED/data/yaml-test-suite\n");
		dgpm_arena_free(a);
		return;
	}
	for (int i = 0; i < n; i++) {
		if (strstr(files[i]->d_name, ".yaml") != NULL)
			run_file(dir, files[i]->d_name, &count);
		free(files[i]);
	}
	free(files);
	printf("yaml-suite: %zu valid cases, %zu read; %zu compared with their JSON, %zu equal; %zu not valid, %zu "
	       "refused\n",
	       count.valid, count.read, count.compared, count.equal, count.invalid, count.refused);
	fflush(stdout);
	dgpm_arena_free(a);
	/* What libyaml does not read, reads and should not, or takes for something else is its own. */
	ck_assert(count.read >= 260 && count.refused >= 78 && count.compared - count.equal <= 5);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("yaml_suite", &tc);

	tcase_add_test(tc, suite);
	return s;
}
