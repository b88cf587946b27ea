/* Display texts of codes: list and code to a text in either language. */
#include "data/codes.h"
#include "base/i18n.h"

/* The tables live in the arena of the load, which is called `arena` wherever something is added. */
#define uthash_malloc(size) dgpm_arena_alloc(arena, size)
#define uthash_free(place, size) ((void)(place), (void)(size))
#include <uthash.h>

struct text {
	const char *code, *ja, *en;
	UT_hash_handle hh;
};

struct list {
	const char *name;
	struct text *texts; /* by code */
	const char **codes;
	size_t n;
	UT_hash_handle hh;
};

struct dgpm_codes {
	struct list *lists; /* by name */
};

static void add_text(struct dgpm_arena *arena, struct list *list, struct text *t)
{
	HASH_ADD_KEYPTR(hh, list->texts, t->code, strlen(t->code), t);
	list->codes[list->n++] = t->code;
}

static void add_list(struct dgpm_arena *arena, struct dgpm_codes *codes, struct list *list)
{
	HASH_ADD_KEYPTR(hh, codes->lists, list->name, strlen(list->name), list);
}

static int wrong(struct dgpm_diags *diags, const struct dgpm_node *at, const char *path, const char *what)
{
	dgpm_diag_addf(diags, DGPM_MSG_CODE_01, dgpm_node_loc(at, path), "%s", what);
	return -1;
}

static int load_list(struct dgpm_codes *codes, struct dgpm_arena *arena, struct dgpm_diags *diags,
		     const struct dgpm_pair *pair, const char *path)
{
	struct list *list = dgpm_arena_array(arena, 1, sizeof *list);
	struct text *texts;
	int rc = 0;

	list->name = dgpm_node_cstr(&pair->key);
	if (list->name == NULL || pair->value.kind != DGPM_MAP)
		return wrong(diags, &pair->key, path, _("a list is a map of codes"));
	list->codes = dgpm_arena_array(arena, pair->value.n, sizeof *list->codes);
	texts = dgpm_arena_array(arena, pair->value.n, sizeof *texts);
	for (uint32_t i = 0; i < pair->value.n; i++) {
		const struct dgpm_pair *entry = &pair->value.pairs[i];
		struct text *t = &texts[i];

		t->code = dgpm_node_cstr(&entry->key);
		t->ja = dgpm_node_cstr(dgpm_node_get(&entry->value, "ja"));
		t->en = dgpm_node_cstr(dgpm_node_get(&entry->value, "en"));
		if (t->code == NULL || t->ja == NULL || t->en == NULL)
			rc = wrong(diags, &entry->key, path, _("a code needs a text 'ja' and a text 'en'"));
		else
			add_text(arena, list, t);
	}
	add_list(arena, codes, list);
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
	for (uint32_t i = 0; i < lists->n; i++)
		if (load_list(codes, arena, diags, &lists->pairs[i], path) != 0)
			rc = -1;
	if (rc == 0)
		*out = codes;
	return rc;
}

static const struct list *find_list(const struct dgpm_codes *codes, const char *name)
{
	struct list *list = NULL;

	if (codes != NULL)
		HASH_FIND(hh, codes->lists, name, strlen(name), list);
	return list;
}

const char *dgpm_code_text(const struct dgpm_codes *codes, const char *name, struct dgpm_str code, const char *lang)
{
	const struct list *list = find_list(codes, name);
	struct text *t = NULL;

	if (list != NULL && code.n != 0)
		HASH_FIND(hh, list->texts, code.s, code.n, t);
	if (t == NULL)
		return code.n != 0 ? code.s : "";
	return strcmp(lang, "ja") == 0 ? t->ja : t->en;
}

const char *const *dgpm_codes_of(const struct dgpm_codes *codes, const char *name, size_t *n)
{
	const struct list *list = find_list(codes, name);

	*n = list != NULL ? list->n : 0;
	return list != NULL ? list->codes : NULL;
}
