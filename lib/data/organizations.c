/* Organizations: one hash over codes, names and aliases, all folded. */
#include "data/codes.h"
#include "base/text.h"
#include "base/i18n.h"
#include "base/fold.h"
#include "base/intern.h"
#include "base/list.h"

#define LAST 1000000 /* the order of those that give none */

struct name {
	struct dgpm_organization *org;
	bool is_code;
};

struct dgpm_organizations {
	struct dgpm_arena *arena;
	struct dgpm_organization **items; /* by order and code */
	size_t n, cap;
	struct names folded; /* codes, names and aliases; names[i] says whose number i is */
	struct name *names;
	size_t n_names, cap_names;
};

static int wrong(struct dgpm_diags *diags, const struct dgpm_node *at, const char *path, const char *what)
{
	dgpm_diag_addf(diags, DGPM_MSG_CODE_01, dgpm_node_loc(at, path), dgpm_node_cstr(at), "%s", what);
	return -1;
}

static bool is_code(const char *s)
{
	size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

	return n >= 2 && n <= 12 && s[n] == '\0' && s[0] >= 'A';
}

static int read_day(struct dgpm_date *out, struct dgpm_diags *diags, const struct dgpm_node *entry, const char *key,
		    const char *path)
{
	const struct dgpm_node *node = dgpm_node_get(entry, key);

	if (node == NULL || dgpm_date_parse(out, dgpm_node_str(node)))
		return 0;
	return wrong(diags, node, path, _("a date is written YYYY-MM-DD"));
}

/* What the entry says of itself; parent and successor come later. */
static int read_entry(struct dgpm_organization *org, struct dgpm_diags *diags, const struct dgpm_node *entry,
		      const char *path)
{
	const struct dgpm_node *code = dgpm_node_get(entry, "code"), *name = dgpm_node_get(entry, "name");
	const struct dgpm_node *order = dgpm_node_get(entry, "order"), *aliases = dgpm_node_get(entry, "aliases");
	int64_t place = LAST;

	org->code = dgpm_node_cstr(code);
	org->name = dgpm_node_cstr(name);
	org->name_en = dgpm_node_cstr(dgpm_node_get(entry, "name_en"));
	org->brief = dgpm_node_cstr(dgpm_node_get(entry, "short"));
	if (org->brief == NULL || *org->brief == '\0')
		org->brief = org->name;
	org->at = dgpm_node_loc(code != NULL ? code : entry, path);
	if (org->code == NULL || !is_code(org->code))
		return wrong(diags, code != NULL ? code : entry, path,
			     _("a code is 2 to 12 capital letters and digits, a letter first"));
	if (org->name == NULL || *org->name == '\0')
		return wrong(diags, name != NULL ? name : entry, path, _("a name is needed"));
	if (order != NULL && (!dgpm_node_int(order, &place) || place < 0 || place > LAST))
		return wrong(diags, order, path, _("the order is a number from 0 to 1000000"));
	org->order = (int32_t)place;
	if (aliases != NULL && aliases->kind != DGPM_LIST)
		return wrong(diags, aliases, path, _("the aliases are a list"));
	if (read_day(&org->since, diags, entry, "since", path) != 0 ||
	    read_day(&org->until, diags, entry, "until", path) != 0)
		return -1;
	if (org->until.year != 0 && dgpm_date_cmp(org->until, org->since) < 0)
		return wrong(diags, dgpm_node_get(entry, "until"), path, _("it ends before it begins"));
	return 0;
}

static const struct name *find_name(const struct dgpm_organizations *o, struct dgpm_str folded)
{
	uint32_t number = names_find(&o->folded, folded);

	return number != 0 ? &o->names[number - 1] : NULL;
}

/* One name of an entry: held against the table at first, put into it when the whole entry is good. */
static int name_it(struct dgpm_organizations *o, struct dgpm_diags *diags, struct dgpm_organization *org,
		   const struct dgpm_node *node, const char *path, bool put)
{
	int32_t space[TEXT_FOLD_SPACE];
	struct dgpm_str folded;
	const struct name *name;
	bool code = dgpm_node_cstr(node) == org->code;

	if (node == NULL)
		return 0;
	if (dgpm_node_cstr(node) == NULL || !text_fold_short(&folded, space, dgpm_node_str(node)) || folded.n == 0)
		return wrong(diags, node, path, _("a name is a text of at most 250 characters"));
	name = find_name(o, folded);
	if (name != NULL && name->org != org) {
		dgpm_diag_add2(diags, code && name->is_code ? DGPM_MSG_CODE_02 : DGPM_MSG_CODE_03,
			       dgpm_node_loc(node, path), node->text, name->org->at, _("the other one is here"));
		return -1;
	}
	if (name != NULL || !put)
		return 0;
	(void)names_number(&o->folded, folded);
	*DGPM_PUSH(o->arena, o->names, o->n_names, o->cap_names) = (struct name){ .org = org, .is_code = code };
	return 0;
}

static int name_all(struct dgpm_organizations *o, struct dgpm_diags *diags, struct dgpm_organization *org,
		    const struct dgpm_node *entry, const char *path, bool put)
{
	static const char *const keys[] = { "code", "name", "name_en", "short" };
	const struct dgpm_node *aliases = dgpm_node_get(entry, "aliases");
	int rc = 0;

	for (size_t i = 0; i < DGPM_COUNT(keys); i++)
		rc |= name_it(o, diags, org, dgpm_node_get(entry, keys[i]), path, put);
	for (uint32_t i = 0; aliases != NULL && i < aliases->n; i++)
		rc |= name_it(o, diags, org, &aliases->items[i], path, put);
	return rc;
}

int dgpm_organization_cmp(const struct dgpm_organization *a, const struct dgpm_organization *b)
{
	if (a == NULL || b == NULL)
		return (a == NULL) - (b == NULL);
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return strcmp(a->code, b->code);
}

static void insert(struct dgpm_organizations *o, struct dgpm_organization *org)
{
	size_t i = o->n;

	DGPM_ROOM(o->arena, o->items, o->n, o->cap, 1);
	for (; i > 0 && dgpm_organization_cmp(o->items[i - 1], org) > 0; i--)
		o->items[i] = o->items[i - 1];
	o->items[i] = org;
	o->n++;
}

static struct dgpm_organization *add_entry(struct dgpm_organizations *o, struct dgpm_diags *diags,
					   const struct dgpm_node *entry, const char *path)
{
	struct dgpm_organization *org = dgpm_arena_array(o->arena, 1, sizeof *org);

	if (read_entry(org, diags, entry, path) != 0 || name_all(o, diags, org, entry, path, false) != 0)
		return NULL;
	(void)name_all(o, diags, org, entry, path, true);
	insert(o, org);
	return org;
}

/* By code only: a name may change its owner, a code does not. */
static int link_to(const struct dgpm_organizations *o, const struct dgpm_organization **out, struct dgpm_diags *diags,
		   const struct dgpm_node *entry, const char *key, const char *path)
{
	const struct dgpm_node *node = dgpm_node_get(entry, key);
	const struct dgpm_organization *other = NULL;

	*out = NULL;
	if (node == NULL)
		return 0;
	other = dgpm_organizations_find(o, dgpm_node_str(node));
	if (other == NULL || !dgpm_str_is(dgpm_node_str(node), other->code)) {
		dgpm_diag_add(diags, DGPM_MSG_CODE_04, dgpm_node_loc(node, path), dgpm_node_str(node).s);
		return -1;
	}
	*out = other;
	return 0;
}

/* The links of an entry that is in the list. */
static int link_entry(struct dgpm_organizations *o, struct dgpm_organization *org, struct dgpm_diags *diags,
		      const struct dgpm_node *entry, const char *path)
{
	const struct dgpm_organization *up;
	size_t parents = 0, successors = 0;

	if (link_to(o, &org->parent, diags, entry, "parent", path) != 0 ||
	    link_to(o, &org->successor, diags, entry, "successor", path) != 0)
		return -1;
	for (up = org->parent; up != NULL && parents <= o->n; up = up->parent)
		parents++;
	for (up = org->successor; up != NULL && successors <= o->n; up = up->successor)
		successors++;
	if (parents <= o->n && successors <= o->n)
		return 0;
	return wrong(diags, entry, path, _("parents or successors go round in a circle"));
}

int dgpm_organizations_add(struct dgpm_organizations *o, struct dgpm_diags *diags, const struct dgpm_node *node,
			   const char *path)
{
	const struct dgpm_organization *ignored;
	struct dgpm_organization *org;

	/* Links first: nothing is added when one is wrong. They lead to older entries only, so never in a circle. */
	if (link_to(o, &ignored, diags, node, "parent", path) != 0 ||
	    link_to(o, &ignored, diags, node, "successor", path) != 0)
		return -1;
	org = add_entry(o, diags, node, path);
	return org != NULL ? link_entry(o, org, diags, node, path) : -1;
}

int dgpm_organizations_load(struct dgpm_organizations **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			    const struct dgpm_node *list, const char *path)
{
	struct dgpm_organizations *o = dgpm_arena_array(arena, 1, sizeof *o);
	struct dgpm_organization **added;
	int rc = 0;

	*out = NULL;
	o->arena = o->folded.arena = arena;
	if (list->kind != DGPM_LIST)
		return wrong(diags, list, path, _("a list of organizations is needed"));
	added = dgpm_arena_array(arena, list->n, sizeof(*added));
	for (uint32_t i = 0; i < list->n; i++) {
		added[i] = add_entry(o, diags, &list->items[i], path);
		if (added[i] == NULL)
			rc = -1;
	}
	/* A link may point forward, so links come when all are there. */
	for (uint32_t i = 0; i < list->n; i++)
		if (added[i] != NULL && link_entry(o, added[i], diags, &list->items[i], path) != 0)
			rc = -1;
	if (rc == 0)
		*out = o;
	return rc;
}

const struct dgpm_organization *dgpm_organizations_find(const struct dgpm_organizations *o, struct dgpm_str text)
{
	int32_t space[TEXT_FOLD_SPACE];
	struct dgpm_str folded;
	const struct name *name;

	if (!text_fold_short(&folded, space, text) || folded.n == 0)
		return NULL;
	name = find_name(o, folded);
	return name != NULL ? name->org : NULL;
}

size_t dgpm_organizations_count(const struct dgpm_organizations *o)
{
	return o->n;
}

const struct dgpm_organization *dgpm_organizations_at(const struct dgpm_organizations *o, size_t i)
{
	return o->items[i];
}

const char *dgpm_organization_text(const struct dgpm_organization *o, const char *lang)
{
	return o->name_en != NULL && strcmp(lang, "ja") != 0 ? o->name_en : o->name;
}

const char *dgpm_organization_brief(const struct dgpm_organization *o, const char *lang)
{
	return strcmp(lang, "ja") == 0 ? o->brief : o->code;
}

const char *dgpm_organization_code(const struct dgpm_organizations *o, const char *text)
{
	const struct dgpm_organization *found = dgpm_organizations_find(o, dgpm_str_of(text));

	return found != NULL ? found->code : text;
}
