/* Display texts of codes: list and code to a text in either language. */
#include "data/codes.h"
#include "base/i18n.h"
#include "base/intern.h"
#include "base/text.h"

struct text {
	const char *ja, *en;
};

/* texts[i] and codes[i] are of the code with number i. */
struct list {
	struct names numbers;
	struct text *texts;
	const char **codes;
	size_t n;
};

/* lists[i] is the list whose name has number i. */
struct dgpm_codes {
	struct names numbers;
	struct list *lists;
};

static int wrong(struct dgpm_diags *diags, const struct dgpm_node *at, const char *path, const char *what)
{
	dgpm_diag_addf(diags, DGPM_MSG_CODE_01, dgpm_node_loc(at, path), dgpm_node_cstr(at), "%s", what);
	return -1;
}

static int load_list(struct dgpm_codes *codes, struct dgpm_arena *arena, struct dgpm_diags *diags,
		     const struct dgpm_pair *pair, const char *path)
{
	const char *name = dgpm_node_cstr(&pair->key);
	struct list *list;
	int rc = 0;

	if (name == NULL || pair->value.kind != DGPM_MAP)
		return wrong(diags, &pair->key, path, _("a list is a map of codes"));
	list = &codes->lists[names_number(&codes->numbers, dgpm_str_of(name))];
	list->numbers.arena = arena;
	list->codes = dgpm_arena_array(arena, pair->value.n, sizeof *list->codes);
	list->texts = dgpm_arena_array(arena, pair->value.n, sizeof *list->texts);
	for (uint32_t i = 0; i < pair->value.n; i++) {
		const struct dgpm_pair *entry = &pair->value.pairs[i];
		const char *code = dgpm_node_cstr(&entry->key);
		struct text t = { .ja = dgpm_node_cstr(dgpm_node_get(&entry->value, "ja")),
				  .en = dgpm_node_cstr(dgpm_node_get(&entry->value, "en")) };
		uint32_t number;

		if (code == NULL || t.ja == NULL || t.en == NULL) {
			rc = wrong(diags, &entry->key, path, _("a code needs a text 'ja' and a text 'en'"));
			continue;
		}
		number = names_number(&list->numbers, dgpm_str_of(code));
		list->texts[number] = t;
		list->codes[number] = code;
	}
	list->n = list->numbers.n;
	return rc;
}

int dgpm_codes_load(struct dgpm_codes **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    const struct dgpm_node *lists, const char *path)
{
	struct dgpm_codes *codes = dgpm_arena_array(arena, 1, sizeof *codes);
	int rc = 0;

	*out = NULL;
	if (lists->kind != DGPM_MAP)
		return wrong(diags, lists, path, _("a map of lists is needed"));
	codes->numbers.arena = arena;
	codes->lists = dgpm_arena_array(arena, lists->n, sizeof *codes->lists);
	for (uint32_t i = 0; i < lists->n; i++)
		if (load_list(codes, arena, diags, &lists->pairs[i], path) != 0)
			rc = -1;
	if (rc == 0)
		*out = codes;
	return rc;
}

static const struct list *find_list(const struct dgpm_codes *codes, const char *name)
{
	uint32_t number = codes != NULL ? names_find(&codes->numbers, dgpm_str_of(name)) : 0;

	return number != 0 ? &codes->lists[number - 1] : NULL;
}

const char *dgpm_code_text(const struct dgpm_codes *codes, const char *name, struct dgpm_str code, const char *lang)
{
	const struct list *list = find_list(codes, name);
	uint32_t number = list != NULL && code.n != 0 ? names_find(&list->numbers, code) : 0;

	if (number == 0)
		return code.n != 0 ? code.s : "";
	return strcmp(lang, "ja") == 0 ? list->texts[number - 1].ja : list->texts[number - 1].en;
}

size_t dgpm_codes_meant(const struct dgpm_codes *codes, struct dgpm_arena *a, struct dgpm_str text,
			const char *const *among, size_t n)
{
	struct dgpm_str folded = dgpm_text_fold(a, text);
	size_t most = codes->numbers.n * 2, k = 0;
	const char **texts = dgpm_arena_array(a, n * most, sizeof *texts), *near;
	size_t *of = dgpm_arena_array(a, n * most, sizeof *of);

	for (size_t i = 0; i < n; i++) {
		if (dgpm_str_is(folded, among[i]))
			return i;
		for (size_t l = 0; l < codes->numbers.n; l++) {
			const struct list *list = &codes->lists[l];
			uint32_t number = names_find(&list->numbers, dgpm_str_of(among[i]));

			if (number == 0)
				continue;
			of[k] = of[k + 1] = i;
			texts[k++] = list->texts[number - 1].ja;
			texts[k++] = list->texts[number - 1].en;
		}
	}
	for (size_t i = 0; i < k; i++)
		if (dgpm_str_eq(dgpm_text_fold(a, dgpm_str_of(texts[i])), folded))
			return of[i];
	near = dgpm_text_nearest(text, texts, k);
	for (size_t i = 0; i < k && near != NULL; i++)
		if (texts[i] == near)
			return of[i];
	return n;
}

const char *const *dgpm_codes_of(const struct dgpm_codes *codes, const char *name, size_t *n)
{
	const struct list *list = find_list(codes, name);

	*n = list != NULL ? list->n : 0;
	return list != NULL ? list->codes : NULL;
}
