/* Finding profiles, and reading them: header, columns, ID rule; rows.c and card.c read the rest. */
#include "profile/tree.h"
#include "io/read.h"
#include "base/text.h"
#include "base/i18n.h"

#include <fcntl.h>

#define KIND "dgpm/profile@1"

static const char *first_text(const struct dgpm_node *node, const char *otherwise)
{
	if (node != NULL && node->kind == DGPM_LIST && node->n != 0)
		node = &node->items[0];
	return dgpm_node_str(node).s != NULL ? dgpm_node_str(node).s : otherwise;
}

static void read_column(struct profile_reader *r, struct profile_column *c, const struct dgpm_pair *pair)
{
	const struct dgpm_node *map = &pair->value, *unit, *pattern;
	enum dgpm_unit u = DGPM_UNIT_YEN;
	struct dgpm_str as;

	*c = (struct profile_column){ .name = pair->key.text };
	c->shown = first_text(map->kind == DGPM_MAP ? dgpm_node_get(map, "header") : map, c->name);
	if (map->kind != DGPM_MAP) {
		c->headers = profile_texts(r, map, false, &c->n_headers);
		return;
	}
	c->headers = profile_texts(r, dgpm_node_get(map, "header"), false, &c->n_headers);
	pattern = dgpm_node_get(map, "pattern");
	if (pattern != NULL)
		c->pattern = profile_pattern(r, pattern);
	if (dgpm_node_get(map, "lookup") != NULL ? pattern != NULL || c->n_headers != 0
						 : (pattern == NULL) == (c->n_headers == 0))
		profile_wrong(r, &pair->key, _("'%s' needs either 'header', 'pattern' or 'lookup'"), c->name);
	as = dgpm_node_str(dgpm_node_get(map, "as"));
	for (size_t i = AS_TEXT; i <= AS_COLOR; i++)
		if (dgpm_str_is(as, profile_as_names[i]))
			c->as = (uint8_t)i;
	unit = dgpm_node_get(map, "unit");
	c->unit_stated = dgpm_str_is(dgpm_node_str(unit), "stated");
	if (unit != NULL && !c->unit_stated)
		(void)dgpm_unit_parse(&u, dgpm_node_str(unit)); /* the schema knows them all */
	c->unit = (uint8_t)u;
	c->optional = dgpm_node_true(dgpm_node_get(map, "optional"));
	c->fill_down = dgpm_node_true(dgpm_node_get(map, "fill_down"));
	c->turned = dgpm_str_is(dgpm_node_str(dgpm_node_get(map, "sign")), "turned");
	c->era = dgpm_node_cstr(dgpm_node_get(map, "era"));
	c->map = profile_map_of(r, dgpm_node_get(map, "map"), dgpm_node_get(map, "other"));
	c->none = profile_texts(r, dgpm_node_get(map, "none"), true, &c->n_none);
}

static void read_columns(struct profile_reader *r, const struct dgpm_node *map)
{
	struct profile_column *columns = dgpm_arena_array(r->arena, map->n, sizeof *columns);

	for (uint32_t i = 0; i < map->n; i++)
		read_column(r, &columns[i], &map->pairs[i]);
	r->p->columns = columns;
	r->p->n_columns = map->n;
	for (uint32_t i = 0; i < map->n; i++) {
		const struct dgpm_node *lookup = dgpm_node_get(&map->pairs[i].value, "lookup");

		if (lookup != NULL)
			profile_lookup(r, &columns[i], lookup);
	}
}

static void read_header(struct profile_reader *r, const struct dgpm_node *root)
{
	const struct dgpm_node *header = dgpm_node_get(root, "header");
	struct dgpm_profile *p = r->p;
	int64_t n;

	p->header_rows = 1;
	p->header_look = 30;
	p->header_join = "";
	if (dgpm_node_int(dgpm_node_get(header, "rows"), &n))
		p->header_rows = (uint32_t)n;
	if (dgpm_node_int(dgpm_node_get(header, "look"), &n))
		p->header_look = (uint32_t)n;
	if (dgpm_node_cstr(dgpm_node_get(header, "join")) != NULL)
		p->header_join = dgpm_node_cstr(dgpm_node_get(header, "join"));
	p->header_fill = dgpm_node_true(dgpm_node_get(header, "fill"));
	p->sheet = dgpm_node_cstr(dgpm_node_get(root, "sheet"));
	p->range = dgpm_node_cstr(dgpm_node_get(root, "range"));
}

/* The keys of a path, between slashes. */
static const struct dgpm_str *keys_of(struct profile_reader *r, const struct dgpm_node *node, size_t *n)
{
	struct dgpm_str left = dgpm_node_str(node);
	struct dgpm_str *keys = dgpm_arena_array(r->arena, left.n + 1, sizeof *keys);

	for (*n = 0; left.n != 0;) {
		const char *slash = memchr(left.s, '/', left.n);
		size_t length = slash != NULL ? (size_t)(slash - left.s) : left.n;

		if (length != 0)
			keys[(*n)++] = (struct dgpm_str){ left.s, length };
		length += slash != NULL;
		left = (struct dgpm_str){ left.s + length, left.n - length };
	}
	return keys;
}

static void read_json(struct profile_reader *r, const struct dgpm_node *node)
{
	struct profile_json *json = &r->p->json;

	if (node == NULL)
		return;
	json->is = true;
	json->documents = keys_of(r, dgpm_node_get(node, "documents"), &json->n_documents);
	json->records = keys_of(r, dgpm_node_get(node, "records"), &json->n_records);
	for (size_t i = 0; i < r->p->n_columns; i++) {
		const struct profile_column *c = &r->p->columns[i];

		if (c->pattern != NULL || c->unit_stated || c->fill_down)
			profile_wrong(r, node,
				      _("'%s': keys of JSON have no pattern, no stated unit and nothing above them"),
				      c->name);
	}
}

static void read_id(struct profile_reader *r, const struct dgpm_node *node)
{
	struct id_rule *rule = &r->p->id_rule;
	const struct dgpm_node *number = dgpm_node_get(node, "number"), *whole = dgpm_node_get(node, "column");
	const struct dgpm_node *key = dgpm_node_get(node, "key");
	int64_t digits = 6;
	int *columns;

	rule->number = rule->whole = -1;
	if (node == NULL)
		return;
	r->p->has_id = true;
	if (whole != NULL)
		rule->whole = profile_column_of(r, whole);
	if (number != NULL)
		rule->number = profile_column_of(r, number);
	profile_spec(r, &rule->year, dgpm_node_get(node, "year"));
	profile_spec(r, &rule->organization, dgpm_node_get(node, "organization"));
	(void)dgpm_node_int(dgpm_node_get(node, "digits"), &digits);
	rule->digits = (int)digits;
	rule->n_key = key != NULL ? key->n : 0;
	columns = dgpm_arena_array(r->arena, rule->n_key + 1, sizeof *columns);
	for (size_t i = 0; i < rule->n_key; i++)
		columns[i] = profile_column_of(r, &key->items[i]);
	rule->key = columns;
	if (whole == NULL && number == NULL && rule->n_key == 0)
		profile_wrong(r, node, _("an ID needs 'number', 'key' or 'column'"));
	if (whole == NULL && (rule->year.kind == SPEC_NONE || rule->organization.kind == SPEC_NONE))
		profile_wrong(r, node, _("an ID needs 'year' and 'organization'"));
}

const char *dgpm_makes_name(enum dgpm_makes makes)
{
	static const char *const names[] = { "ledger", "cards", "indicators", "procedures" };

	return names[makes];
}

static enum dgpm_makes makes_of(const struct dgpm_node *root)
{
	enum dgpm_makes makes = DGPM_MAKES_PROCEDURES;

	while (makes != DGPM_MAKES_LEDGER && !dgpm_node_text_is(root, "makes", dgpm_makes_name(makes)))
		makes--;
	return makes;
}

/* Tables of indicators and procedures are no business of the conversion. */
bool profile_is_table(const struct dgpm_node *root)
{
	return makes_of(root) >= DGPM_MAKES_INDICATORS;
}

/* The folder of a file; `root` is that from which its path is seen. */
const char *profile_dir_of(struct dgpm_arena *arena, const char *root, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dir = slash != NULL ? dgpm_arena_strndup(arena, path, (size_t)(slash - path)) : ".";

	if (root == NULL || *path == '/')
		return slash == path ? "/" : dir;
	return dgpm_arena_printf(arena, "%s/%s", root, dir);
}

int profile_load(struct dgpm_profile **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
		 const struct dgpm_node *root, const char *path, const char *dir)
{
	const struct dgpm_schema *schema = dgpm_data_schema(data, diags, "profile");
	struct dgpm_profile *p = dgpm_arena_array(arena, 1, sizeof *p);
	struct profile_reader r = { p, arena, diags, data, path, dir, false };
	struct dgpm_schema_run *run;
	size_t faults;

	*out = NULL;
	if (schema == NULL)
		return -1;
	run = dgpm_schema_run_new(arena);
	faults = dgpm_schema_check(run, schema, root, path, DGPM_FATAL, diags);
	dgpm_schema_run_free(run);
	if (faults != 0)
		return -1;
	p->id = dgpm_node_cstr(dgpm_node_get(root, "id"));
	p->title = dgpm_data_text(data, dgpm_node_get(root, "title"));
	p->note = dgpm_data_text(data, dgpm_node_get(root, "note"));
	p->path = path;
	p->makes = makes_of(root);
	if (profile_is_table(root)) {
		profile_wrong(&r, dgpm_node_get(root, "makes"),
			      p->makes == DGPM_MAKES_INDICATORS ? _("it is for 'dgpm evaluate --profile'")
								: _("it is for 'dgpm procedures --profile'"));
		return -1;
	}
	read_header(&r, root);
	read_columns(&r, dgpm_node_get(root, "columns"));
	read_json(&r, dgpm_node_get(root, "json"));
	read_id(&r, dgpm_node_get(root, "id_rule"));
	profile_rows(&r, root);
	profile_checks(&r, root);
	if (p->makes == DGPM_MAKES_CARDS)
		profile_card(&r, root);
	if (!r.bad) {
		*out = p;
		return 0;
	}
	dgpm_profile_close(p);
	return -1;
}

static bool is_path(const char *name)
{
	size_t n = strlen(name);

	return strchr(name, '/') != NULL || (n > 5 && strcmp(name + n - 5, ".yaml") == 0);
}

static int load_file(struct dgpm_profile **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		     struct dgpm_data *data, const char *path)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct dgpm_node *root;
	struct dgpm_str text;

	if (dgpm_file_read(&text, arena, diags, path, AT_FDCWD, path, limits.bytes) != 0 ||
	    dgpm_doc_parse(&root, arena, diags, path, text, &limits) != 0)
		return -1;
	return profile_load(out, arena, diags, data, root, path, profile_dir_of(arena, NULL, path));
}

/* Calls with every profile there is; true ends it. */
typedef bool (*each_fn)(void *ctx, const struct dgpm_node *root, const char *path, const char *dir);

static void each_profile(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
			 struct dgpm_portfolio *portfolio, each_fn fn, void *ctx)
{
	size_t n;
	const char *const *files = dgpm_data_list(data, diags, "profiles", ".yaml", &n);
	const struct dgpm_other *others;

	for (size_t i = 0; i < n; i++) {
		const struct dgpm_node *root = dgpm_data_doc(data, diags, files[i]);

		if (root != NULL && fn(ctx, root, files[i], profile_dir_of(arena, dgpm_data_dir(data), files[i])))
			return;
	}
	if (portfolio == NULL)
		return;
	others = dgpm_portfolio_others(portfolio, diags, 1, &n);
	for (size_t i = 0; i < n; i++)
		if (strcmp(others[i].kind, KIND) == 0 &&
		    fn(ctx, others[i].root, others[i].path,
		       profile_dir_of(arena, dgpm_portfolio_dir(portfolio), others[i].path)))
			return;
}

struct search {
	const char *name;
	const struct dgpm_node *root;
	const char *path, *dir;
	const char *ids[64];
	size_t n;
};

static bool is_it(void *ctx, const struct dgpm_node *root, const char *path, const char *dir)
{
	struct search *s = ctx;
	const char *id = dgpm_node_cstr(dgpm_node_get(root, "id"));

	if (id == NULL)
		return false;
	if (s->n < DGPM_COUNT(s->ids))
		s->ids[s->n++] = id;
	s->path = path;
	s->dir = dir;
	s->root = strcmp(id, s->name) == 0 ? root : NULL;
	return s->root != NULL;
}

static void tell_unknown(struct dgpm_diags *diags, const char *name, const struct search *s)
{
	const char *near = dgpm_text_nearest(dgpm_str_of(name), s->ids, s->n);

	if (near != NULL)
		dgpm_diag_addf(diags, DGPM_MSG_CONV_01, (struct dgpm_loc){ 0 }, name, _("'%s'; did you mean '%s'?"),
			       name, near);
	else
		dgpm_diag_add(diags, DGPM_MSG_CONV_01, (struct dgpm_loc){ 0 }, name);
}

int dgpm_profile_find(struct dgpm_profile **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      struct dgpm_data *data, struct dgpm_portfolio *portfolio, const char *name)
{
	struct search s = { .name = name };

	*out = NULL;
	if (is_path(name))
		return load_file(out, arena, diags, data, name);
	each_profile(arena, diags, data, portfolio, is_it, &s);
	if (s.root != NULL)
		return profile_load(out, arena, diags, data, s.root, s.path, s.dir);
	tell_unknown(diags, name, &s);
	return -1;
}

static const struct dgpm_node *doc_of(const char **path, struct dgpm_arena *arena, struct dgpm_diags *diags,
				      struct dgpm_data *data, struct dgpm_portfolio *portfolio, const char *name)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	struct search s = { .name = name };
	const struct dgpm_node *root;
	struct dgpm_str text;

	*path = name;
	if (is_path(name))
		return dgpm_file_read(&text, arena, diags, name, AT_FDCWD, name, limits.bytes) == 0 &&
				       dgpm_doc_parse(&root, arena, diags, name, text, &limits) == 0
			       ? root
			       : NULL;
	each_profile(arena, diags, data, portfolio, is_it, &s);
	*path = s.path;
	if (s.root == NULL)
		tell_unknown(diags, name, &s);
	return s.root;
}

const struct dgpm_node *dgpm_profile_doc(const char **path, struct dgpm_arena *arena, struct dgpm_diags *diags,
					 struct dgpm_data *data, struct dgpm_portfolio *portfolio, const char *name,
					 enum dgpm_makes makes)
{
	const struct dgpm_schema *schema = dgpm_data_schema(data, diags, "profile");
	const struct dgpm_node *root = doc_of(path, arena, diags, data, portfolio, name), *at;
	struct dgpm_schema_run *run;
	size_t faults;

	if (schema == NULL || root == NULL)
		return NULL;
	run = dgpm_schema_run_new(arena);
	faults = dgpm_schema_check(run, schema, root, *path, DGPM_FATAL, diags);
	dgpm_schema_run_free(run);
	if (faults != 0)
		return NULL;
	at = dgpm_node_get(root, "makes");
	if (makes_of(root) == makes)
		return root;
	dgpm_diag_addf(diags, DGPM_MSG_CONV_02, dgpm_node_loc(at, *path), dgpm_node_cstr(at),
		       _("it makes '%s', not '%s'"), dgpm_node_cstr(at), dgpm_makes_name(makes));
	return NULL;
}

void dgpm_profile_close(struct dgpm_profile *profile)
{
	for (size_t i = 0; i < profile->n_codes; i++)
		pcre2_code_free(profile->codes[i]);
	profile->n_codes = 0;
}

bool dgpm_profile_is_json(const struct dgpm_profile *profile)
{
	return profile->json.is;
}

const char *dgpm_profile_id(const struct dgpm_profile *profile)
{
	return profile->id;
}

enum dgpm_makes dgpm_profile_makes(const struct dgpm_profile *profile)
{
	return profile->makes;
}

struct listing {
	struct dgpm_arena *arena;
	const struct dgpm_data *data;
	struct dgpm_profile_info *items;
	size_t n;
};

static bool list_one(void *ctx, const struct dgpm_node *root, const char *path, const char *dir)
{
	struct listing *l = ctx;

	(void)dir;
	if (profile_is_table(root))
		return false;
	l->items = dgpm_arena_grow(l->arena, l->items, l->n, l->n + 1, sizeof *l->items);
	l->items[l->n++] = (struct dgpm_profile_info){
		.id = dgpm_node_cstr(dgpm_node_get(root, "id")),
		.title = dgpm_data_text(l->data, dgpm_node_get(root, "title")),
		.note = dgpm_data_text(l->data, dgpm_node_get(root, "note")),
		.makes = makes_of(root),
		.path = path,
	};
	return false;
}

const struct dgpm_profile_info *dgpm_profiles_list(size_t *n, struct dgpm_arena *arena, struct dgpm_diags *diags,
						   struct dgpm_data *data, struct dgpm_portfolio *portfolio)
{
	struct listing l = { .arena = arena, .data = data };

	each_profile(arena, diags, data, portfolio, list_one, &l);
	*n = l.n;
	return l.items;
}

struct loading {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	struct dgpm_data *data;
	struct dgpm_profile **items;
	size_t n;
};

static bool load_one(void *ctx, const struct dgpm_node *root, const char *path, const char *dir)
{
	struct loading *l = ctx;
	struct dgpm_profile *p;

	if (!profile_is_table(root) && profile_load(&p, l->arena, l->diags, l->data, root, path, dir) == 0) {
		l->items = dgpm_arena_grow(l->arena, l->items, l->n, l->n + 1, sizeof(struct dgpm_profile *));
		l->items[l->n++] = p;
	}
	return false;
}

struct dgpm_profile *const *dgpm_profiles_load(size_t *n, struct dgpm_arena *arena, struct dgpm_diags *diags,
					       struct dgpm_data *data, struct dgpm_portfolio *portfolio)
{
	struct loading l = { .arena = arena, .diags = diags, .data = data };

	each_profile(arena, diags, data, portfolio, load_one, &l);
	*n = l.n;
	return l.items;
}
