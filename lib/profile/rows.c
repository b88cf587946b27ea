/* Reading profiles: kinds of rows with their figures, checks. */
#include "profile/tree.h"
#include "ledger/ledger.h"
#include "base/text.h"
#include "base/i18n.h"

static const struct spec *new_spec(struct profile_reader *r, const struct dgpm_node *node)
{
	struct spec *spec = dgpm_arena_array(r->arena, 1, sizeof *spec);

	profile_spec(r, spec, node);
	return spec;
}

/* The named groups of the pattern of a column. */
static size_t group_names(struct profile_reader *r, const char ***out, const pcre2_code *code)
{
	uint32_t n = 0, size = 0;
	PCRE2_SPTR table = NULL;

	if (code != NULL) {
		pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &n);
		pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
		pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
	}
	*out = dgpm_arena_array(r->arena, n + 1, sizeof **out);
	for (uint32_t i = 0; i < n; i++)
		(*out)[i] = (const char *)table + (size_t)i * size + 2;
	return n;
}

/* A group must be one of the pattern of the figure's column. */
static void check_group(struct profile_reader *r, const struct dgpm_node *at, const struct spec *spec,
			const pcre2_code *code)
{
	const char **names, *near;
	size_t n;

	for (size_t i = 0; spec != NULL && spec->kind == SPEC_FIRST && i < spec->n; i++)
		check_group(r, at, &spec->items[i], code);
	if (spec == NULL || spec->kind != SPEC_GROUP || spec->text == NULL)
		return;
	n = group_names(r, &names, code);
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], spec->text) == 0)
			return;
	near = dgpm_text_nearest(dgpm_str_of(spec->text), names, n);
	if (near != NULL)
		profile_wrong(r, at, _("'%s' is no group of the column's pattern; did you mean '%s'?"), spec->text,
			      near);
	else
		profile_wrong(r, at, _("'%s' is no group of the column's pattern"), spec->text);
}

static bool is_word(const char *text, const char *(*name)(size_t), size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(text, name(i)) == 0)
			return true;
	return false;
}

static const char *expense_name(size_t i)
{
	return dgpm_expense_name((enum dgpm_expense)i);
}

static const char *stage_name(size_t i)
{
	return dgpm_ledger_stage_name((enum dgpm_ledger_stage)i);
}

static void check_word(struct profile_reader *r, const struct dgpm_node *at, const char *text,
		       const char *(*name)(size_t), size_t n)
{
	const char **names = dgpm_arena_array(r->arena, n, sizeof *names), *near;

	if (is_word(text, name, n))
		return;
	for (size_t i = 0; i < n; i++)
		names[i] = name(i);
	near = dgpm_text_nearest(dgpm_str_of(text), names, n);
	if (near != NULL)
		profile_wrong(r, at, _("'%s' is not a word of this column of the ledger; did you mean '%s'?"), text,
			      near);
	else
		profile_wrong(r, at, _("'%s' is not a word of this column of the ledger"), text);
}

/* Constants and codes of maps are held against the ledger's words now, not at every row. */
static void check_words(struct profile_reader *r, const struct dgpm_node *at, int field, const struct spec *spec)
{
	const char *(*name)(size_t) = field == PF_EXPENSE ? expense_name : stage_name;
	size_t n = field == PF_EXPENSE ? DGPM_N_EXPENSES : DGPM_N_LEDGER_STAGES;

	if ((field != PF_EXPENSE && field != PF_STAGE) || spec == NULL)
		return;
	if (spec->kind == SPEC_TEXT)
		check_word(r, at, spec->text, name, n);
	for (size_t i = 0; spec->map != NULL && i < spec->map->n; i++)
		check_word(r, at, spec->map->pairs[i].to, name, n);
}

static void read_set(struct profile_reader *r, const struct spec **set, const struct dgpm_node *map)
{
	for (int i = 0; map != NULL && i < PF_COUNT; i++) {
		const struct dgpm_node *node = dgpm_node_get(map, profile_fields[i]);

		if (node == NULL)
			continue;
		set[i] = new_spec(r, node);
		check_words(r, node, i, set[i]);
	}
}

/* What a column must be: `value` has the word and the texts. */
static void read_cond(struct profile_reader *r, struct cond *c, const struct dgpm_node *column,
		      const struct dgpm_node *value)
{
	const struct dgpm_node *matches = dgpm_node_get(value, "matches"), *other_than = dgpm_node_get(value, "not");

	*c = (struct cond){ .number = r->p->n_conds++, .column = profile_column_of(r, column) };
	if (dgpm_str_is(dgpm_node_str(value), "filled")) {
		c->op = COND_FILLED;
	} else if (dgpm_str_is(dgpm_node_str(value), "blank")) {
		c->op = COND_BLANK;
	} else if (matches != NULL) {
		c->op = COND_MATCHES;
		c->pattern = profile_pattern(r, matches);
	} else {
		c->op = other_than != NULL ? COND_NOT : COND_IS;
		c->texts = profile_texts(r, other_than != NULL ? other_than : dgpm_node_get(value, "is"), true, &c->n);
	}
}

/* Rows for which it does not hold are passed over. {column: name, matches: x} says the same as {name: {matches: x}}. */
static void read_where(struct profile_reader *r, struct row_kind *k, const struct dgpm_node *where)
{
	const struct dgpm_node *column = dgpm_node_get(where, "column");
	struct cond *conds = dgpm_arena_array(r->arena, where->n, sizeof *conds);

	*k = (struct row_kind){ .skip = true, .otherwise = true, .when = conds, .reason = "where" };
	if (column != NULL && column->kind == DGPM_STRING) {
		read_cond(r, &conds[k->n_when++], column, where);
		return;
	}
	for (uint32_t i = 0; i < where->n; i++)
		read_cond(r, &conds[k->n_when++], &where->pairs[i].key, &where->pairs[i].value);
}

static void read_amount(struct profile_reader *r, struct amount *a, const struct spec *const *set,
			const struct dgpm_node *node)
{
	const struct dgpm_node *zero = dgpm_node_get(node, "zero");

	memcpy(a->set, set, sizeof a->set);
	a->column = profile_column_of(r, dgpm_node_get(node, "column"));
	if (a->column >= 0 && r->p->columns[a->column].as != AS_AMOUNT)
		profile_wrong(r, node, _("the column '%s' is not read as an amount"), r->p->columns[a->column].name);
	a->zero_from = -1;
	if (dgpm_str_is(dgpm_node_str(zero), "none"))
		a->zero = ZERO_NONE;
	if (dgpm_node_get(zero, "none_from") != NULL) {
		a->zero = ZERO_NONE_FROM;
		a->zero_from = profile_column_of(r, dgpm_node_get(zero, "none_from"));
	}
	read_set(r, a->set, dgpm_node_get(node, "set"));
	for (int i = 0; a->column >= 0 && i < PF_COUNT; i++) {
		const struct dgpm_node *own = dgpm_node_get(dgpm_node_get(node, "set"), profile_fields[i]);

		check_group(r, own != NULL ? own : node, a->set[i], r->p->columns[a->column].pattern);
	}
	for (int i = PF_FISCAL_YEAR; i <= PF_STAGE; i++)
		if (a->set[i] == NULL && (i != PF_PROJECT_ID || !r->p->has_id))
			profile_wrong(r, node, _("'%s' is not set for this figure"), profile_fields[i]);
}

static void read_kind(struct profile_reader *r, struct row_kind *k, const struct spec *const *common,
		      const struct dgpm_node *node)
{
	const struct dgpm_node *when = dgpm_node_get(node, "when"), *amounts = dgpm_node_get(node, "amounts");
	const struct spec *set[PF_COUNT];
	struct cond *conds = dgpm_arena_array(r->arena, when != NULL ? when->n : 0, sizeof *conds);
	struct amount *items = dgpm_arena_array(r->arena, amounts != NULL ? amounts->n : 0, sizeof *items);

	memcpy(set, common, sizeof set);
	*k = (struct row_kind){ .id = dgpm_node_cstr(dgpm_node_get(node, "id")) };
	for (uint32_t i = 0; when != NULL && i < when->n; i++)
		read_cond(r, &conds[k->n_when++], &when->pairs[i].key, &when->pairs[i].value);
	k->when = conds;
	read_set(r, set, dgpm_node_get(node, "set"));
	for (uint32_t i = 0; amounts != NULL && i < amounts->n; i++) {
		struct amount *a = &items[k->n_amounts++];

		read_amount(r, a, set, &amounts->items[i]);
		k->deferred |= a->set[PF_ACCOUNT] != NULL && a->set[PF_ACCOUNT]->kind == SPEC_PARTS_ACCOUNT;
	}
	k->amounts = items;
}

static void read_extra(struct profile_reader *r, const struct dgpm_node *extra)
{
	static const char *const own[] = { "amount_yen", "source" };
	size_t n = extra != NULL ? extra->n : 0;

	r->p->extra = dgpm_arena_array(r->arena, n, sizeof *r->p->extra);
	for (uint32_t i = 0; i < n; i++) {
		const char *name = extra->pairs[i].key.text;

		for (size_t k = 0; k < PF_COUNT + DGPM_COUNT(own); k++)
			if (strcmp(name, k < PF_COUNT ? profile_fields[k] : own[k - PF_COUNT]) == 0)
				profile_wrong(r, &extra->pairs[i].key, _("the ledger has this column of its own"));
		r->p->extra[r->p->n_extra++] =
			(struct profile_extra){ name, new_spec(r, &extra->pairs[i].value) };
	}
	if (n != 0 && r->p->makes == DGPM_MAKES_CARDS)
		profile_wrong(r, extra, _("'extra' names columns of a ledger, and the profile makes cards"));
}

/* Rows to skip come before the kinds: the first that fits decides. */
void profile_rows(struct profile_reader *r, const struct dgpm_node *root)
{
	const struct dgpm_node *skip = dgpm_node_get(root, "skip"), *rows = dgpm_node_get(root, "rows");
	const struct dgpm_node *where = dgpm_node_get(root, "where");
	size_t n_where = where != NULL, n_skip = n_where + (skip != NULL ? skip->n : 0);
	size_t n_rows = rows != NULL ? rows->n : 0;
	struct row_kind *kinds = dgpm_arena_array(r->arena, n_skip + n_rows + 1, sizeof *kinds);
	const struct spec *common[PF_COUNT] = { NULL };

	read_set(r, common, dgpm_node_get(root, "set"));
	if (where != NULL)
		read_where(r, &kinds[0], where);
	for (size_t i = n_where; i < n_skip; i++) {
		const struct dgpm_node *node = &skip->items[i - n_where];

		read_kind(r, &kinds[i], common, node);
		kinds[i].skip = true;
		kinds[i].reason = dgpm_data_text(r->data, dgpm_node_get(node, "reason"));
	}
	read_extra(r, dgpm_node_get(root, "extra"));
	for (size_t i = 0; i < n_rows; i++)
		read_kind(r, &kinds[n_skip + i], common, &rows->items[i]);
	/* Without kinds every row is of one. */
	if (n_rows == 0)
		kinds[n_skip + n_rows++] = (struct row_kind){ .id = "row" };
	r->p->kinds = kinds;
	r->p->n_kinds = n_skip + n_rows;
}

static int kind_of(struct profile_reader *r, const struct dgpm_node *node)
{
	struct dgpm_str id = dgpm_node_str(node);

	if (node == NULL)
		return -1;
	for (size_t i = 0; i < r->p->n_kinds; i++)
		if (r->p->kinds[i].id != NULL && dgpm_str_is(id, r->p->kinds[i].id))
			return (int)i;
	profile_wrong(r, node, _("'%.*s' is not the id of a kind under 'rows'"), (int)id.n, id.s);
	return -1;
}

static void read_figure(struct profile_reader *r, struct figure *f, const struct dgpm_node *node)
{
	const struct dgpm_node *parts = dgpm_node_get(node, "parts"), *minus = dgpm_node_get(node, "minus");
	size_t n_plus = parts != NULL ? parts->n : 0, n_minus = minus != NULL ? minus->n : 0;
	int *columns = dgpm_arena_array(r->arena, n_plus + n_minus + 1, sizeof *columns);
	bool *signs = dgpm_arena_array(r->arena, n_plus + n_minus + 1, sizeof *signs);

	f->total = profile_column_of(r, dgpm_node_get(node, "total"));
	for (size_t i = 0; i < n_plus + n_minus; i++) {
		signs[i] = i >= n_plus;
		columns[i] = profile_column_of(r, signs[i] ? &minus->items[i - n_plus] : &parts->items[i]);
	}
	f->parts = columns;
	f->minus = signs;
	f->n = n_plus + n_minus;
}

static void read_check(struct profile_reader *r, struct check *c, const struct dgpm_node *node)
{
	static const char *const kinds[] = { "parts", "identity", "at-most" };
	const struct dgpm_node *figures = dgpm_node_get(node, "figures");
	struct figure *items = dgpm_arena_array(r->arena, figures->n, sizeof *items);

	for (size_t i = 0; i < DGPM_COUNT(kinds); i++)
		if (dgpm_str_is(dgpm_node_str(dgpm_node_get(node, "kind")), kinds[i]))
			c->kind = (uint8_t)i;
	c->total_kind = kind_of(r, dgpm_node_get(node, "row"));
	c->parts_kind = kind_of(r, dgpm_node_get(node, "of"));
	for (uint32_t i = 0; i < figures->n; i++)
		read_figure(r, &items[i], &figures->items[i]);
	c->figures = items;
	c->n = figures->n;
	if (c->kind == CHECK_PARTS && (c->total_kind < 0 || c->parts_kind < 0 || r->p->n_group == 0))
		profile_wrong(r, node, _("a check of parts needs 'row', 'of' and a 'group'"));
}

/* Which columns of the ledger figures must share for the later to stand for the earlier; left out: all of the key. */
static void read_latest(struct profile_reader *r, const struct dgpm_node *latest, const struct dgpm_node *by)
{
	r->p->repeats = REPEATS_LATEST;
	r->p->latest = profile_column_of(r, latest);
	r->p->latest_by = by != NULL ? 0 : ~0u;
	for (uint32_t i = 0; by != NULL && i < by->n; i++)
		for (unsigned k = 0; k < PF_NOTE; k++)
			if (dgpm_str_is(dgpm_node_str(&by->items[i]), profile_fields[k]))
				r->p->latest_by |= 1u << k;
	if (by != NULL && r->p->makes == DGPM_MAKES_CARDS)
		profile_wrong(r, by, _("'by' names columns of a ledger, and the profile makes cards"));
}

void profile_checks(struct profile_reader *r, const struct dgpm_node *root)
{
	const struct dgpm_node *group = dgpm_node_get(root, "group"), *checks = dgpm_node_get(root, "checks");
	const struct dgpm_node *repeats = dgpm_node_get(root, "repeats"), *latest = dgpm_node_get(repeats, "latest");
	int *columns = dgpm_arena_array(r->arena, group != NULL ? group->n : 0, sizeof *columns);
	struct check *items = dgpm_arena_array(r->arena, checks != NULL ? checks->n : 0, sizeof *items);
	size_t parts = 0;

	for (uint32_t i = 0; group != NULL && i < group->n; i++)
		columns[r->p->n_group++] = profile_column_of(r, &group->items[i]);
	r->p->group = columns;
	for (uint32_t i = 0; checks != NULL && i < checks->n; i++) {
		read_check(r, &items[r->p->n_checks++], &checks->items[i]);
		parts += items[i].kind == CHECK_PARTS;
		if (parts > 1)
			profile_wrong(r, &checks->items[i], _("one check of parts is what a profile may have"));
	}
	r->p->checks = items;
	r->p->latest = -1;
	if (latest != NULL) {
		read_latest(r, latest, dgpm_node_get(repeats, "by"));
	} else if (dgpm_str_is(dgpm_node_str(repeats), "number")) {
		r->p->repeats = REPEATS_NUMBER;
	}
	for (size_t i = 0; i < r->p->n_kinds; i++)
		if (r->p->kinds[i].deferred && parts == 0)
			profile_wrong(r, root, _("account-of-parts needs a check of parts"));
}
