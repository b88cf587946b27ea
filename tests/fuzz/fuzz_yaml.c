/* Fuzz the YAML and JSON reader: whatever the bytes, a whole tree or a diagnostic. */
#include "doc/doc.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool what)
{
	if (!what)
		abort();
}

/* Everything a caller may rely on holds in the whole tree; aliases and nesting are within the limits. */
static size_t walk(const struct dgpm_node *node, uint32_t depth)
{
	size_t n = 1;
	int64_t value;

	must(depth <= 20 && node->line >= 1 && node->column >= 1);
	must(dgpm_node_type_name(node) != NULL);
	switch (node->kind) {
	case DGPM_MAP:
		for (uint32_t i = 0; i < node->n; i++) {
			must(node->pairs[i].key.kind == DGPM_STRING);
			n += walk(&node->pairs[i].key, depth + 1) + walk(&node->pairs[i].value, depth + 1);
			must(i > 50 || dgpm_node_cstr(&node->pairs[i].key) == NULL ||
			     dgpm_node_get(node, node->pairs[i].key.text) == &node->pairs[i].value);
		}
		break;
	case DGPM_LIST:
		for (uint32_t i = 0; i < node->n; i++)
			n += walk(&node->items[i], depth + 1);
		break;
	default:
		must(node->kind <= DGPM_STRING && node->text != NULL && node->text[node->n] == '\0');
		must(!dgpm_node_int(node, &value) || (node->kind == DGPM_NUMBER && node->integer));
	}
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct dgpm_doc_limits limits = { .bytes = 1 << 20, .depth = 20, .expanded = 1000 };
	struct dgpm_arena *arena = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *diags = dgpm_diags_new(arena);
	const struct dgpm_node *root;

	if (dgpm_doc_parse(&root, arena, diags, "f", (struct dgpm_str){ (const char *)data, size }, &limits) == 0)
		must(dgpm_diags_count_of(diags, DGPM_NOTE) == dgpm_diags_count(diags) &&
		     walk(root, 0) <= 2 * size + 1001);
	else
		must(root == NULL && dgpm_diags_count(diags) != 0);
	/* The same as a stream: what is one document and read is read there too. */
	if (root != NULL) {
		const struct dgpm_node *docs;
		size_t n;

		must(dgpm_docs_parse(&docs, &n, arena, diags, "f", (struct dgpm_str){ (const char *)data, size },
				     &limits) == 0 &&
		     n == 1);
	}
	for (size_t i = 0; i < dgpm_diags_count(diags); i++)
		must(dgpm_diags_at(diags, i)->at.line != 0 && dgpm_diags_at(diags, i)->at.column != 0);
	dgpm_arena_free(arena);
	return 0;
}
