/*
 * Fuzz the order of keys: what a document says and every line of it stay, among them each comment; what is in order is
 * left as it is.
 */
#include "fmt/fmt.h"
#include "tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int cmp_bytes(const void *a, const void *b)
{
	return *(const unsigned char *)a - *(const unsigned char *)b;
}

/* The same bytes in some order. */
static void must_be_same_bytes(struct dgpm_arena *a, struct dgpm_str x, struct dgpm_str y)
{
	char *p = dgpm_arena_strndup(a, x.s, x.n), *q = dgpm_arena_strndup(a, y.s, y.n);

	must(x.n == y.n);
	qsort(p, x.n, 1, cmp_bytes);
	qsort(q, y.n, 1, cmp_bytes);
	must(memcmp(p, q, x.n) == 0);
}

static int cmp_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Lines that are comments, without what stands before them. */
static size_t comments(const char **out, struct dgpm_arena *a, struct dgpm_str text)
{
	size_t n = 0;

	while (text.n != 0) {
		const char *nl = memchr(text.s, '\n', text.n);
		size_t len = nl != NULL ? (size_t)(nl - text.s) : text.n, skip = 0;

		while (skip < len && text.s[skip] == ' ')
			skip++;
		if (skip < len && text.s[skip] == '#')
			out[n++] = dgpm_arena_strndup(a, text.s + skip, len - skip);
		len += nl != NULL;
		text.s += len;
		text.n -= len;
	}
	qsort(out, n, sizeof *out, cmp_texts);
	return n;
}

static void must_keep_comments(struct dgpm_arena *a, struct dgpm_str x, struct dgpm_str y)
{
	const char **p = dgpm_arena_array(a, x.n + 1, sizeof *p), **q = dgpm_arena_array(a, y.n + 1, sizeof *q);
	size_t n = comments(p, a, x);

	must(comments(q, a, y) == n);
	for (size_t i = 0; i < n; i++)
		must(strcmp(p[i], q[i]) == 0);
}

/* Independent of what fmt itself compares by: a list keeps its order, a map has the same keys. */
static bool says_the_same(const struct dgpm_node *a, const struct dgpm_node *b)
{
	if (a->kind != b->kind || (a->kind == DGPM_BOOL ? a->yes != b->yes : a->n != b->n))
		return false;
	if (a->kind == DGPM_NUMBER || a->kind == DGPM_STRING)
		return memcmp(a->text, b->text, a->n) == 0;
	for (uint32_t i = 0; a->kind == DGPM_LIST && i < a->n; i++)
		if (!says_the_same(&a->items[i], &b->items[i]))
			return false;
	for (uint32_t i = 0; a->kind == DGPM_MAP && i < a->n; i++) {
		uint32_t k = 0;

		while (k < b->n && !dgpm_str_eq(dgpm_node_str(&a->pairs[i].key), dgpm_node_str(&b->pairs[k].key)))
			k++;
		if (k == b->n || !says_the_same(&a->pairs[i].value, &b->pairs[k].value))
			return false;
	}
	return true;
}

static void changed(struct dgpm_arena *a, struct dgpm_diags *d, struct dgpm_str text, struct dgpm_str ordered)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct dgpm_node *before, *after;
	struct dgpm_str again;

	must(dgpm_doc_parse(&before, a, d, "f", text, &limits) == 0 &&
	     dgpm_doc_parse(&after, a, d, "f", ordered, &limits) == 0 && says_the_same(before, after));
	must_be_same_bytes(a, text, ordered);
	must_keep_comments(a, text, ordered);
	must(dgpm_fmt(&again, a, d, fuzz_data(), "f", ordered) == DGPM_FMT_AS_IT_IS && dgpm_str_eq(again, ordered));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dgpm_str text = { (const char *)data, size }, ordered;
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *d = dgpm_diags_new(a);
	enum dgpm_fmt_result result;

	if (size <= FUZZ_MOST) {
		result = dgpm_fmt(&ordered, a, d, fuzz_data(), "f", text);
		if (result == DGPM_FMT_CHANGED)
			changed(a, d, text, ordered);
		else
			must(ordered.n == size && (size == 0 || memcmp(ordered.s, data, size) == 0));
		must(result != DGPM_FMT_FAILED || dgpm_diags_count(d) != 0);
	}
	dgpm_arena_free(a);
	return 0;
}
