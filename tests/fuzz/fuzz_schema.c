/* Fuzz the JSON Schema compiler and runner: the first line is the schema, the rest the document. */
#include "schema/schema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(void *ctx, const struct dgpm_schema_failure *f)
{
	size_t *n = ctx;

	if (f->detail == NULL || f->pointer == NULL || f->node == NULL)
		__builtin_trap();
	++*n;
}

static void run(struct dgpm_arena *a, struct dgpm_diags *d, const struct dgpm_schema *schema,
		const struct dgpm_node *doc)
{
	struct dgpm_schema_run *r = dgpm_schema_run_new(a);
	size_t n = 0;
	bool holds = dgpm_schema_holds(r, schema, doc, look, &n);

	/* With and without reports there is one verdict. */
	if (holds != (n == 0) || holds != dgpm_schema_holds(r, schema, doc, NULL, NULL))
		__builtin_trap();
	if (n != dgpm_schema_check(r, schema, doc, "doc", DGPM_ERROR, d))
		__builtin_trap();
	dgpm_schema_check_nul(doc, "doc", d);
	dgpm_schema_run_free(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct dgpm_doc_limits limits = { .bytes = 1 << 16, .depth = 60, .expanded = 1000 };
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *d = dgpm_diags_new(a);
	const char *text = (const char *)data, *end = size != 0 ? memchr(text, '\n', size) : NULL;
	size_t first = end != NULL ? (size_t)(end - text) : size;
	struct dgpm_schema_how how = { .assert_format = true, .lax_keywords = first % 2 != 0, .lang = "ja" };
	const struct dgpm_node *root, *doc;
	const struct dgpm_schema *schema;

	if (end != NULL && dgpm_doc_parse(&root, a, d, "schema", (struct dgpm_str){ text, first }, &limits) == 0 &&
	    dgpm_doc_parse(&doc, a, d, "doc", (struct dgpm_str){ end + 1, size - first - 1 }, &limits) == 0) {
		if (dgpm_schema_compile(&schema, a, d, root, "schema", &how) == 0) {
			run(a, d, schema, doc);
			dgpm_schema_close(schema);
		} else if (dgpm_diags_count(d) == 0) {
			__builtin_trap();
		}
	}
	dgpm_arena_free(a);
	return 0;
}
