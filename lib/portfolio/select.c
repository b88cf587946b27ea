/* Which projects a report is about. */
#include "portfolio/select.h"
#include "base/text.h"
#include "portfolio/inside.h"

const char *const dgpm_condition_keys[DGPM_N_WHERE_KEYS] = { "id",    "name",   "organization",
								 "class", "sector", "phase", "funded_by" };

static const struct key {
	enum dgpm_condition_key key;
	const char *names[6];
} keys[] = {
	{ DGPM_WHERE_ID, { "id", "project_id", "project", "プロジェクト", NULL } },
	{ DGPM_WHERE_NAME, { "name", "名称", "名前", NULL } },
	{ DGPM_WHERE_ORGANIZATION, { "organization", "org", "組織", "府省", "府省庁", NULL } },
	{ DGPM_WHERE_CLASS, { "class", "区分", NULL } },
	{ DGPM_WHERE_SECTOR, { "sector", "分野", NULL } },
	{ DGPM_WHERE_PHASE, { "phase", "局面", NULL } },
	{ DGPM_WHERE_FUNDED_BY, { "funded_by", "funded-by", "財政支援", "助成", NULL } },
};

bool dgpm_condition_parse(struct dgpm_condition *out, struct dgpm_arena *arena, const char *text, size_t *key_n)
{
	struct dgpm_str key;

	*key_n = strcspn(text, "=~");
	if (text[*key_n] == '\0') {
		*key_n = 0;
		return false;
	}
	key = dgpm_text_fold(arena, (struct dgpm_str){ text, *key_n });
	for (size_t i = 0; i < DGPM_COUNT(keys); i++)
		for (const char *const *name = keys[i].names; *name != NULL; name++)
			if (dgpm_str_is(key, *name)) {
				*out = (struct dgpm_condition){ keys[i].key, text[*key_n] == '~',
								dgpm_arena_strdup(arena, text + *key_n + 1) };
				return true;
			}
	return false;
}

/* ①②③ are told as they are written, too. */
static struct dgpm_str folded_class(struct dgpm_arena *a, const char *value)
{
	return dgpm_text_fold(a, dgpm_str_of(value));
}

static const char *list_of(enum dgpm_condition_key key)
{
	return key == DGPM_WHERE_SECTOR ? "sector" : key == DGPM_WHERE_PHASE ? "phase" : NULL;
}

static bool is_text_of(const struct dgpm_portfolio *p, const struct dgpm_codes *codes, const char *list,
		       const char *code, struct dgpm_str folded)
{
	static const char *const langs[] = { "ja", "en" };

	for (size_t k = 0; k < DGPM_COUNT(langs); k++)
		if (dgpm_str_eq(folded,
				dgpm_text_fold(p->arena, dgpm_str_of(dgpm_code_text(codes, list, dgpm_str_of(code),
										    langs[k])))))
			return true;
	return false;
}

/* The code that a word stands for, in either language, also as tables with little room tell it; NULL: none. */
static const char *code_meant(const struct dgpm_portfolio *p, struct dgpm_diags *diags, const char *list,
			      const char *value)
{
	const struct dgpm_codes *codes = dgpm_data_codes(p->data, diags);
	struct dgpm_str folded = dgpm_text_fold(p->arena, dgpm_str_of(value));
	const char *brief = dgpm_arena_printf(p->arena, "%s-short", list);
	size_t n = 0;
	const char *const *all = codes != NULL ? dgpm_codes_of(codes, list, &n) : NULL;

	for (size_t i = 0; i < n; i++)
		if (dgpm_str_is(folded, all[i]) || is_text_of(p, codes, list, all[i], folded) ||
		    is_text_of(p, codes, brief, all[i], folded))
			return all[i];
	return NULL;
}

const char *const *dgpm_condition_unmet(const struct dgpm_portfolio *p, struct dgpm_diags *diags,
					const struct dgpm_condition *c, size_t *n)
{
	static const char *const classes[] = { "1", "2", "3" };
	const char *list = list_of(c->key);

	*n = 0;
	if (c->part || dgpm_data_codes(p->data, diags) == NULL)
		return NULL;
	if (c->key == DGPM_WHERE_CLASS) {
		for (size_t i = 0; i < DGPM_COUNT(classes); i++)
			if (dgpm_str_is(folded_class(p->arena, c->value), classes[i]))
				return NULL;
		*n = DGPM_COUNT(classes);
		return classes;
	}
	if (list == NULL || code_meant(p, diags, list, c->value) != NULL)
		return NULL;
	return dgpm_codes_of(dgpm_data_codes(p->data, diags), list, n);
}

int dgpm_portfolio_where(struct dgpm_portfolio *p, struct dgpm_diags *diags, const struct dgpm_condition *conditions,
			 size_t n)
{
	struct portfolio_where *to;

	p->where = to = dgpm_arena_array(p->arena, n, sizeof *to);
	p->n_where = n;
	for (size_t i = 0; i < n; i++) {
		const struct dgpm_condition *c = &conditions[i];
		const char *code;

		to[i] = (struct portfolio_where){ .key = c->key, .part = c->part };
		if ((c->key == DGPM_WHERE_ORGANIZATION || c->key == DGPM_WHERE_FUNDED_BY) && !c->part) {
			to[i].organization = dgpm_organizations_find(p->organizations, dgpm_str_of(c->value));
			if (to[i].organization == NULL) {
				dgpm_diag_add(diags, DGPM_MSG_REF_05, (struct dgpm_loc){ 0 }, c->value);
				return -1;
			}
		}
		code = c->part || list_of(c->key) == NULL ? NULL : code_meant(p, diags, list_of(c->key), c->value);
		to[i].text = c->key == DGPM_WHERE_CLASS ? folded_class(p->arena, c->value) :
			     code != NULL		? dgpm_str_of(code) :
							  dgpm_text_fold(p->arena, dgpm_str_of(c->value));
	}
	return 0;
}

void dgpm_portfolio_select_path(struct dgpm_portfolio *p, const char *path)
{
	p->selected = dgpm_arena_grow(p->arena, p->selected, p->n_selected, p->n_selected + 1, sizeof *p->selected);
	p->selected[p->n_selected++] = path;
}

bool dgpm_portfolio_is_narrowed(const struct dgpm_portfolio *p)
{
	return p->n_where != 0 || p->n_selected != 0;
}

static bool below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return n == 0 || (strncmp(path, folder, n) == 0 && (path[n] == '\0' || path[n] == '/'));
}

bool portfolio_path_selected(const struct dgpm_portfolio *p, const char *path)
{
	for (size_t i = 0; i < p->n_selected; i++)
		if (below(path, p->selected[i]))
			return true;
	return p->n_selected == 0;
}

static bool is_or_holds(struct dgpm_arena *a, const struct portfolio_where *w, struct dgpm_str value)
{
	struct dgpm_str folded;

	if (value.s == NULL)
		return false;
	folded = dgpm_text_fold(a, value);
	return w->part ? memmem(folded.s, folded.n, w->text.s, w->text.n) != NULL : dgpm_str_eq(folded, w->text);
}

static bool holds_for_organization(const struct dgpm_portfolio *p, struct dgpm_arena *a,
				   const struct portfolio_where *w, const char *written)
{
	const struct dgpm_organization *o = dgpm_organizations_find(p->organizations, dgpm_str_of(written));

	if (!w->part)
		return o == w->organization;
	if (o == NULL)
		return is_or_holds(a, w, dgpm_str_of(written));
	return is_or_holds(a, w, dgpm_str_of(o->name)) || is_or_holds(a, w, dgpm_str_of(o->code)) ||
	       is_or_holds(a, w, dgpm_str_of(o->brief)) || is_or_holds(a, w, dgpm_str_of(o->name_en));
}

/* Any of those that give money: a subsidised system has the PMO of the ministry above it, too (S1 3-2-2(2)). */
static bool holds_for_funding(const struct dgpm_portfolio *p, struct dgpm_arena *a, const struct portfolio_where *w,
			      const struct dgpm_card *card)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "funding", &items);

	for (uint32_t i = 0; i < n; i++) {
		const char *by = dgpm_node_cstr(dgpm_node_get(&items[i], "by"));

		if (by != NULL && holds_for_organization(p, a, w, by))
			return true;
	}
	return false;
}

static bool holds(const struct dgpm_portfolio *p, struct dgpm_arena *a, const struct portfolio_where *w,
		  const struct dgpm_card *card)
{
	const struct dgpm_node *aliases = NULL;
	uint32_t n_aliases = dgpm_node_items(card->root, "aliases", &aliases);

	switch (w->key) {
	case DGPM_WHERE_ID:
		return is_or_holds(a, w, dgpm_str_of(card->id));
	case DGPM_WHERE_ORGANIZATION:
		return holds_for_organization(p, a, w, card->organization);
	case DGPM_WHERE_FUNDED_BY:
		return holds_for_funding(p, a, w, card);
	case DGPM_WHERE_CLASS:
		return is_or_holds(a, w, dgpm_node_str(dgpm_node_at(card->root, "classification.class")));
	case DGPM_WHERE_SECTOR:
	case DGPM_WHERE_PHASE:
		return is_or_holds(a, w, dgpm_str_of(w->key == DGPM_WHERE_SECTOR ? card->sector : card->phase));
	default:
		break;
	}
	for (uint32_t i = 0; i < n_aliases; i++)
		if (is_or_holds(a, w, dgpm_node_str(&aliases[i])))
			return true;
	return is_or_holds(a, w, dgpm_str_of(card->name)) ||
	       is_or_holds(a, w, dgpm_node_str(dgpm_node_get(card->root, "name_en")));
}

bool dgpm_portfolio_names_path(const struct dgpm_portfolio *p, const char *path)
{
	return p->n_selected != 0 && portfolio_path_selected(p, path);
}

bool dgpm_portfolio_names_cards(const struct dgpm_portfolio *p)
{
	for (size_t i = 0; i < p->files.n; i++)
		if (p->files.items[i].kind == DGPM_FILE_YAML && p->kinds[i] != PORTFOLIO_OTHER &&
		    dgpm_portfolio_names_path(p, p->files.items[i].path))
			return true;
	return false;
}

bool dgpm_portfolio_selects(const struct dgpm_portfolio *p, struct dgpm_arena *scratch, const struct dgpm_card *card)
{
	return portfolio_path_selected(p, card->path) && dgpm_portfolio_meets(p, scratch, card);
}

/* Conditions on one key are alternatives: each that holds speaks for all of its key. */
bool dgpm_portfolio_meets(const struct dgpm_portfolio *p, struct dgpm_arena *scratch, const struct dgpm_card *card)
{
	unsigned asked = 0, met = 0;

	for (size_t i = 0; i < p->n_where; i++) {
		unsigned bit = 1u << p->where[i].key;

		asked |= bit;
		if ((met & bit) == 0 && holds(p, scratch, &p->where[i], card))
			met |= bit;
	}
	return met == asked;
}

bool dgpm_portfolio_selects_other(const struct dgpm_portfolio *p, struct dgpm_arena *scratch, const char *path,
				  const char *id, const char *title, const char *organization)
{
	unsigned asked = 0, met = 0;

	for (size_t i = 0; i < p->n_where; i++) {
		const struct portfolio_where *w = &p->where[i];
		unsigned bit = 1u << w->key;

		asked |= bit;
		if ((w->key == DGPM_WHERE_ORGANIZATION && organization != NULL &&
		     holds_for_organization(p, scratch, w, organization)) ||
		    (w->key == DGPM_WHERE_ID && is_or_holds(scratch, w, dgpm_str_of(id))) ||
		    (w->key == DGPM_WHERE_NAME && is_or_holds(scratch, w, dgpm_str_of(title))))
			met |= bit;
	}
	return met == asked && (path == NULL ? p->n_selected == 0 : portfolio_path_selected(p, path));
}

const struct dgpm_entry *dgpm_portfolio_find(const struct dgpm_portfolio *p, struct dgpm_str id)
{
	size_t lo = 0, hi = p->n_entries;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = dgpm_str_cmp(dgpm_str_of(p->entries[mid].id), id);

		if (c == 0)
			return &p->entries[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

bool dgpm_portfolio_knows(const struct dgpm_portfolio *p, struct dgpm_str id)
{
	size_t lo = 0, hi = p->n_broken;

	if (dgpm_portfolio_find(p, id) != NULL)
		return true;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = dgpm_str_cmp(dgpm_str_of(p->broken[mid]), id);

		if (c == 0)
			return true;
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

bool dgpm_portfolio_is_selected(const struct dgpm_portfolio *p, struct dgpm_str id)
{
	const struct dgpm_entry *e;

	if (!dgpm_portfolio_is_narrowed(p))
		return true;
	e = dgpm_portfolio_find(p, id);
	/* An ID may stand on two cards: entries of one ID stand together. */
	while (e != NULL && e > p->entries && dgpm_str_is(id, e[-1].id))
		e--;
	for (const struct dgpm_entry *end = p->entries + p->n_entries; e != NULL && e < end; e++) {
		if (!dgpm_str_is(id, e->id))
			break;
		if (e->selected)
			return true;
	}
	return false;
}
