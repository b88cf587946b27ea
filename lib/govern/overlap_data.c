/* Reading schemas/overlap.yaml. */
#include "base/text.h"
#include "govern/overlap_parts.h"
#include "data/params.h"
#include "data/settings.h"

#include <stdlib.h>

#define FILE_NAME "overlap.yaml"

const char *const overlap_kind_names[OVERLAP_KINDS] = {
	[OVERLAP_PROCEDURES] = "procedures", [OVERLAP_FUNCTIONS] = "functions", [OVERLAP_DATA] = "data",
	[OVERLAP_REGISTRIES] = "registries", [OVERLAP_VENDORS] = "vendors",     [OVERLAP_IDENTITY] = "identity",
	[OVERLAP_USERS] = "users",
};

static int longest_first(const void *pa, const void *pb)
{
	const struct dgpm_str *a = pa, *b = pb;

	return a->n != b->n ? (a->n < b->n ? 1 : -1) : dgpm_str_cmp(*a, *b);
}

static size_t read_words(struct dgpm_arena *a, const struct dgpm_node *map, const char *key, struct dgpm_str **out)
{
	const struct dgpm_node *list = NULL;
	uint32_t n = dgpm_node_items(map, key, &list);
	size_t n_words = 0;

	*out = dgpm_arena_array(a, n, sizeof **out);
	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_str word = dgpm_node_str(&list[i]);

		if (word.n != 0)
			(*out)[n_words++] = dgpm_text_fold(a, word);
	}
	if (n_words != 0)
		qsort(*out, n_words, sizeof **out, longest_first);
	return n_words;
}

static int longest_common_first(const void *pa, const void *pb)
{
	const struct overlap_common *a = pa, *b = pb;

	return longest_first(&a->word, &b->word);
}

/* Words with their counts, and those of form, which are held by `form_names` at least. */
static void read_common(struct overlap_model *m, struct params *p, const struct dgpm_node *root)
{
	const struct dgpm_node *counts = dgpm_node_get(root, "words");
	struct dgpm_str *form;
	size_t n_form = read_words(p->arena, root, "form", &form);
	uint32_t n = counts != NULL && counts->kind == DGPM_MAP ? counts->n : 0;
	int64_t names = 0, form_names = 0, count;

	p->failed |= n == 0 || !dgpm_node_int(dgpm_node_get(root, "names"), &names) || names < 1 ||
		     names > UINT16_MAX || !dgpm_node_int(dgpm_node_get(root, "form_names"), &form_names) ||
		     form_names < 1 || form_names > names;
	m->names = (uint32_t)names;
	m->common = dgpm_arena_array(p->arena, n + n_form, sizeof *m->common);
	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_str word = dgpm_text_fold(p->arena, dgpm_node_str(&counts->pairs[i].key));

		if (!dgpm_node_int(&counts->pairs[i].value, &count) || count < 1 || count > names || word.n == 0)
			p->failed = true;
		else
			m->common[m->n_common++] = (struct overlap_common){ .word = word, .names = (uint32_t)count };
	}
	for (size_t i = 0; i < n_form; i++) {
		size_t k = 0;

		while (k < m->n_common && !dgpm_str_eq(m->common[k].word, form[i]))
			k++;
		if (k == m->n_common)
			m->common[m->n_common++] = (struct overlap_common){ .word = form[i] };
		m->common[k].form = true;
		if (m->common[k].names < (uint32_t)form_names)
			m->common[k].names = (uint32_t)form_names;
	}
	if (m->n_common != 0)
		qsort(m->common, m->n_common, sizeof *m->common, longest_common_first);
}

static size_t read_kinds(struct overlap_words *out, struct params *p, const struct dgpm_node *root, const char *key)
{
	const struct dgpm_node *list = NULL;
	uint32_t n = dgpm_node_items(root, key, &list);

	if (n > OVERLAP_MAX_WORDS) {
		p->failed = true;
		return 0;
	}
	for (uint32_t i = 0; i < n; i++) {
		struct overlap_words *w = &out[i];
		struct dgpm_str *words;

		w->id = dgpm_node_cstr(dgpm_node_get(&list[i], "id"));
		w->title = dgpm_data_text(p->data, dgpm_node_get(&list[i], "title"));
		w->n = read_words(p->arena, &list[i], "words", &words);
		w->words = words;
		w->own = params_compile(p, dgpm_node_get(&list[i], "own"));
		w->used = params_compile(p, dgpm_node_get(&list[i], "used"));
		w->explained = params_compile(p, dgpm_node_get(&list[i], "explained"));
		p->failed |= w->id == NULL || w->n == 0 || w->title == NULL;
	}
	return n;
}

int overlap_load(struct overlap_model *out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
		 const struct dgpm_node *given)
{
	const struct dgpm_node *root = dgpm_data_doc(data, diags, FILE_NAME);
	struct params p = { .arena = arena, .diags = diags, .data = data, .path = FILE_NAME };
	struct settings s = { dgpm_node_get(root, "params"), given, false };

	*out = (struct overlap_model){ 0 };
	if (root == NULL)
		return -1;
	out->min_score = (int)settings_int(&s, "min_score");
	out->min_name = (int)settings_int(&s, "min_name");
	out->max_names = (int)settings_int(&s, "max_names");
	out->max_hits = (int)settings_int(&s, "max_hits");
	out->max_total = (int)settings_int(&s, "max_total");
	out->name = (int)settings_int(&s, "name");
	for (size_t k = 0; k < OVERLAP_KINDS; k++)
		out->points[k] = (int)settings_int(&s, overlap_kind_names[k]);
	out->in_name = (int)settings_int(&s, "function_in_name");
	out->in_text = (int)settings_int(&s, "function_in_text");
	out->own = (int)settings_int(&s, "function_own");
	out->n_generic = read_words(arena, root, "generic", &out->generic);
	out->n_suffixes = read_words(arena, root, "suffixes", &out->suffixes);
	out->n_vendor_words = read_words(arena, root, "vendor_words", &out->vendor_words);
	read_common(out, &p, root);
	out->n_functions = read_kinds(out->functions, &p, root, "functions");
	out->n_users = read_kinds(out->users, &p, root, "users");
	out->n_data = read_kinds(out->data, &p, root, "data");
	out->provider = params_compile(&p, dgpm_node_get(root, "provider"));
	if (!p.failed && !s.failed)
		return 0;
	dgpm_diag_add(diags, DGPM_MSG_DATA_01, dgpm_node_loc(root, FILE_NAME), NULL);
	overlap_close(out);
	return -1;
}

void overlap_close(struct overlap_model *m)
{
	for (size_t i = 0; i < m->n_functions; i++) {
		const struct overlap_words *f = &m->functions[i];
		const struct dgpm_schema *all[] = { f->own, f->used, f->explained };

		for (size_t k = 0; k < DGPM_COUNT(all); k++)
			if (all[k] != NULL)
				dgpm_schema_close(all[k]);
	}
	if (m->provider != NULL)
		dgpm_schema_close(m->provider);
	m->n_functions = 0;
	m->provider = NULL;
}
