/*
 * Tables of published indicators: one row an indicator and year, as review sheets are published. They tell neither
 * direction nor baseline; a direction comes from a list that somebody read, schemas/directions.yaml, and from nowhere
 * else.
 */
#include "base/hash.h"
#include "base/i18n.h"
#include "base/list.h"
#include "base/map.h"
#include "base/text.h"
#include "evaluate/parts.h"
#include "profile/published.h"

#define DIRECTIONS "directions.yaml"

enum column {
	COL_FISCAL_YEAR,
	COL_POLICY_ID,
	COL_ORGANIZATION,
	COL_TITLE,
	COL_KIND,
	COL_NO,
	COL_GOAL,
	COL_NAME,
	COL_UNIT,
	COL_DIRECTION,
	COL_BASELINE_FY,
	COL_BASELINE,
	COL_TARGET,
	COL_TARGET_FY,
	COL_YEAR,
	COL_YEAR_TARGET,
	COL_ACTUAL,
	N_COLUMNS
};

static const struct dgpm_published_column columns[N_COLUMNS] = {
	[COL_FISCAL_YEAR] = { "fiscal_year", true },   [COL_POLICY_ID] = { "policy_id", true },
	[COL_ORGANIZATION] = { "organization", true }, [COL_TITLE] = { "title", true },
	[COL_KIND] = { "kind", false },		       [COL_NO] = { "no", false },
	[COL_GOAL] = { "goal", false },		       [COL_NAME] = { "name", true },
	[COL_UNIT] = { "unit", false },		       [COL_DIRECTION] = { "direction", false },
	[COL_BASELINE_FY] = { "baseline_fy", false },  [COL_BASELINE] = { "baseline", false },
	[COL_TARGET] = { "target", false },	       [COL_TARGET_FY] = { "target_fy", false },
	[COL_YEAR] = { "year", true },		       [COL_YEAR_TARGET] = { "year_target", false },
	[COL_ACTUAL] = { "actual", true },
};

/* A table from a text to a number. */
struct keys {
	struct dgpm_arena *arena;
	struct dgpm_map map;
	struct dgpm_str *items;
	size_t n, cap;
};

static bool is_same(const void *ctx, uint32_t number, const void *key)
{
	return dgpm_str_eq(((const struct keys *)ctx)->items[number], *(const struct dgpm_str *)key);
}

/* Its number; *fresh: it was not there. */
static uint32_t number_of(struct keys *k, struct dgpm_str key, bool *fresh)
{
	uint32_t at = dgpm_map_put(&k->map, dgpm_hash(key), is_same, k, &key, (uint32_t)k->n);

	*fresh = at == k->n;
	if (*fresh)
		*DGPM_PUSH(k->arena, k->items, k->n, k->cap) =
			(struct dgpm_str){ dgpm_arena_strndup(k->arena, key.s, key.n), key.n };
	return at;
}

/* What an indicator of an earlier sheet aimed at. */
struct aimed {
	struct dgpm_measure target;
	int published;
	bool had_actual;
};

struct run {
	struct dgpm_arena *arena, *scratch;
	struct dgpm_diags *diags;
	struct evaluate_list *list;
	struct dgpm_evaluation *e;
	const struct dgpm_organizations *organizations;
	struct keys policies, indicators, directions, ids;
	size_t *same; /* of each of `ids`: indicators with that ID */
	size_t n_same, cap_same;
	uint8_t *direction; /* of each of `directions` */
	size_t n_direction, cap_direction;
	struct {
		uint32_t policy, indicator;
	} *at; /* of each of `indicators` */
	size_t n_at, cap_at;
};

static uint8_t direction_named(struct dgpm_str text)
{
	return dgpm_str_is(text, "at-least") ? DGPM_AT_LEAST :
	       dgpm_str_is(text, "at-most")  ? DGPM_AT_MOST :
	       dgpm_str_is(text, "qualitative") ? DGPM_QUALITATIVE :
						  DGPM_DIRECTION_UNKNOWN;
}

static struct dgpm_str folded(struct dgpm_arena *a, const char *name, const char *unit)
{
	struct dgpm_str n = dgpm_text_fold(a, dgpm_str_of(name)), u = dgpm_text_fold(a, dgpm_str_of(unit));

	return dgpm_str_of(dgpm_arena_printf(a, "%.*s\t%.*s", (int)n.n, n.s, (int)u.n, u.s));
}

/* [{direction: at-least, unit: ％, indicators: [...]}, ...] */
static int load_directions(struct run *r, struct dgpm_data *data)
{
	const struct dgpm_node *root = dgpm_data_doc(data, r->diags, DIRECTIONS), *groups = NULL;
	uint32_t n = dgpm_node_items(root, "directions", &groups);

	if (root == NULL)
		return -1;
	for (uint32_t i = 0; i < n; i++) {
		const struct dgpm_node *names = NULL;
		uint32_t n_names = dgpm_node_items(&groups[i], "indicators", &names);
		const char *unit = dgpm_node_cstr(dgpm_node_get(&groups[i], "unit"));
		uint8_t direction = direction_named(dgpm_node_str(dgpm_node_get(&groups[i], "direction")));

		for (uint32_t k = 0; k < n_names; k++) {
			const char *name = dgpm_node_cstr(&names[k]);
			bool fresh;

			dgpm_arena_reset(r->scratch);
			if (name == NULL)
				continue;
			(void)number_of(&r->directions, folded(r->scratch, name, unit != NULL ? unit : ""), &fresh);
			if (fresh)
				*DGPM_PUSH(r->arena, r->direction, r->n_direction, r->cap_direction) = direction;
		}
	}
	return 0;
}

static int year_in(struct dgpm_str text)
{
	int year = 0;

	return text.n != 0 && dgpm_fiscal_year_parse(&year, NULL, text, NULL) ? year : 0;
}

static struct dgpm_measure measure_in(struct run *r, struct dgpm_str text)
{
	struct dgpm_measure m = { 0 };
	char *plain;
	size_t n = 0;

	if (text.n == 0)
		return m;
	/* Thousands may be marked. */
	plain = dgpm_arena_strndup(r->arena, text.s, text.n);
	for (size_t i = 0; i < text.n; i++)
		if (text.s[i] != ',')
			plain[n++] = text.s[i];
	plain[n] = '\0';
	if (!dgpm_measure_read(&m, (struct dgpm_str){ plain, n }))
		m.text = dgpm_arena_strndup(r->arena, text.s, text.n);
	return m;
}

static struct dgpm_str joined(struct run *r, const struct dgpm_str *cells, int from, int to, const char *before)
{
	const char *texts[2 * N_COLUMNS + 1];
	size_t n = 0;

	texts[n++] = before;
	for (int c = from; c <= to; c++) {
		texts[n++] = "\t";
		texts[n++] = cells[c].s;
	}
	return dgpm_str_of(dgpm_arena_join(r->scratch, texts, n));
}

static struct dgpm_policy *policy_of(struct run *r, const struct dgpm_str *cells, struct dgpm_loc at, uint32_t *number)
{
	bool fresh;
	int year = year_in(cells[COL_FISCAL_YEAR]);
	struct dgpm_policy *p;
	const char *id, *code;

	*number = number_of(&r->policies, joined(r, cells, COL_FISCAL_YEAR, COL_TITLE, "p"), &fresh);
	if (!fresh)
		return &r->list->items[*number];
	code = dgpm_organization_code(r->organizations, dgpm_arena_strdup(r->arena, cells[COL_ORGANIZATION].s));
	id = strncmp(cells[COL_POLICY_ID].s, cells[COL_FISCAL_YEAR].s, cells[COL_FISCAL_YEAR].n) == 0 ?
		     dgpm_arena_strdup(r->arena, cells[COL_POLICY_ID].s) :
		     dgpm_arena_printf(r->arena, "%s-%s-%s", cells[COL_FISCAL_YEAR].s, code, cells[COL_POLICY_ID].s);
	p = DGPM_PUSH(r->arena, r->list->items, r->list->n, r->list->cap);
	*p = (struct dgpm_policy){
		.id = id,
		.title = dgpm_arena_strdup(r->arena, cells[COL_TITLE].s),
		.organization = code,
		.path = at.path,
		.fiscal_year = year,
		/* A sheet tells what the year before it brought. */
		.date = { (int16_t)year, 6, 30 },
		.unit = DGPM_UNIT_MILLION,
	};
	return p;
}

/* "outcome-1"; the second with its number "outcome-1-2". */
static const char *id_of(struct run *r, uint32_t policy, bool output, const char *no)
{
	const char *id = dgpm_arena_printf(r->arena, "%s-%s", output ? "output" : "outcome", *no != '\0' ? no : "1");
	bool fresh;
	uint32_t at = number_of(&r->ids, dgpm_str_of(dgpm_arena_printf(r->scratch, "%u\t%s", policy, id)), &fresh);

	if (fresh)
		*DGPM_PUSH(r->arena, r->same, r->n_same, r->cap_same) = 0;
	return ++r->same[at] == 1 ? id : dgpm_arena_printf(r->arena, "%s-%zu", id, r->same[at]);
}

static void new_indicator(struct run *r, struct dgpm_policy *p, uint32_t policy, const struct dgpm_str *cells,
			  struct dgpm_loc at)
{
	struct dgpm_indicator *ind = DGPM_PUSH(r->arena, p->indicators, p->n, p->cap);
	int target_fy = year_in(cells[COL_TARGET_FY]);
	struct dgpm_str key = folded(r->scratch, cells[COL_NAME].s, cells[COL_UNIT].s);
	uint32_t known = dgpm_map_get(&r->directions.map, dgpm_hash(key), is_same, &r->directions, &key);

	*ind = (struct dgpm_indicator){
		.output = dgpm_str_is(cells[COL_KIND], "output"),
		.name = dgpm_arena_strdup(r->arena, cells[COL_NAME].s),
		.unit = cells[COL_UNIT].n != 0 ? dgpm_arena_strdup(r->arena, cells[COL_UNIT].s) : NULL,
		.direction = direction_named(cells[COL_DIRECTION]),
		.baseline_fy = year_in(cells[COL_BASELINE_FY]),
		.baseline = measure_in(r, cells[COL_BASELINE]),
		.at = at,
		.printed_at = at,
	};
	ind->id = id_of(r, policy, ind->output, cells[COL_NO].s);
	if (ind->direction == DGPM_DIRECTION_UNKNOWN && known != DGPM_MAP_NONE)
		ind->direction = r->direction[known];
	/* A target without its year is the latest year's own, where that has none. */
	if (target_fy != 0 && cells[COL_TARGET].n != 0)
		dgpm_indicator_year(r->arena, ind, target_fy)->target = measure_in(r, cells[COL_TARGET]);
}

static void one_row(void *ctx, const struct dgpm_str *cells, struct dgpm_loc at)
{
	struct run *r = ctx;
	int year = year_in(cells[COL_YEAR]);
	uint32_t policy, number;
	struct dgpm_indicator *ind;
	struct dgpm_policy *p;
	bool fresh;

	r->e->n_rows++;
	dgpm_arena_reset(r->scratch);
	if (year_in(cells[COL_FISCAL_YEAR]) == 0 || year == 0) {
		dgpm_diag_addf(r->diags, DGPM_MSG_EVA_13, at, cells[COL_YEAR].s, "'%s', '%s'",
			       cells[COL_FISCAL_YEAR].s, cells[COL_YEAR].s);
		return;
	}
	p = policy_of(r, cells, at, &policy);
	number = number_of(&r->indicators,
			   joined(r, cells, COL_KIND, COL_TARGET_FY, dgpm_arena_printf(r->scratch, "%u", policy)),
			   &fresh);
	if (fresh) {
		new_indicator(r, p, policy, cells, at);
		DGPM_PUSH(r->arena, r->at, r->n_at, r->cap_at);
		r->at[number].policy = policy;
		r->at[number].indicator = (uint32_t)p->n - 1;
	}
	ind = &p->indicators[r->at[number].indicator];
	if (cells[COL_YEAR_TARGET].n != 0)
		dgpm_indicator_year(r->arena, ind, year)->target = measure_in(r, cells[COL_YEAR_TARGET]);
	if (cells[COL_ACTUAL].n != 0)
		dgpm_indicator_year(r->arena, ind, year)->actual = measure_in(r, cells[COL_ACTUAL]);
}

static int cmp_policies(const void *pa, const void *pb)
{
	const struct dgpm_policy *a = pa, *b = pb;
	int c = (a->fiscal_year > b->fiscal_year) - (a->fiscal_year < b->fiscal_year);

	if (c == 0)
		c = strcmp(a->id, b->id);
	return c != 0 ? c : strcmp(a->title, b->title);
}

static struct dgpm_str aim_key(struct dgpm_arena *a, const struct dgpm_policy *p, const struct dgpm_indicator *ind)
{
	struct dgpm_str title = dgpm_text_fold(a, dgpm_str_of(p->title)),
			name = folded(a, ind->name, ind->unit != NULL ? ind->unit : "");

	return dgpm_str_of(dgpm_arena_printf(a, "%s\t%.*s\t%.*s\t%d", p->organization, (int)title.n, title.s,
					     (int)name.n, name.s, ind->target_fy));
}

static bool is_other(const struct dgpm_measure *a, const struct dgpm_measure *b)
{
	return a->kind == DGPM_MEASURE_NUMBER && b->kind == DGPM_MEASURE_NUMBER && a->scaled != b->scaled;
}

/* The target of a year in the sheet of one year against that in the sheet before it. */
static void find_moved(struct run *r)
{
	struct keys keys = { .arena = r->arena, .map = { .arena = r->arena } };
	struct aimed *aims = NULL;
	size_t n_aims = 0, cap_aims = 0;

	for (size_t i = 0; i < r->list->n; i++) {
		struct dgpm_policy *p = &r->list->items[i];

		for (size_t k = 0; k < p->n; k++) {
			struct dgpm_indicator *ind = &p->indicators[k];
			struct aimed *aim;
			uint32_t at;
			bool fresh;

			dgpm_indicator_settle(ind);
			if (ind->target_fy == 0)
				continue;
			dgpm_arena_reset(r->scratch);
			at = number_of(&keys, aim_key(r->scratch, p, ind), &fresh);
			if (at >= n_aims)
				(void)DGPM_PUSH(r->arena, aims, n_aims, cap_aims);
			aim = &aims[at];
			if (!fresh && aim->published < p->fiscal_year && aim->had_actual &&
			    is_other(&aim->target, &ind->target)) {
				struct dgpm_moved *moved = dgpm_arena_array(r->arena, 1, sizeof *moved);

				*moved = (struct dgpm_moved){ .what = "target", .fiscal_year = ind->target_fy,
							      .from = aim->target, .to = ind->target, .at = ind->at };
				ind->moved = moved;
				ind->n_moved = 1;
			}
			*aim = (struct aimed){ ind->target, p->fiscal_year, ind->actual_fy != 0 };
		}
	}
}

void dgpm_evaluate_check_profile(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
				 const struct dgpm_node *root, const char *path)
{
	struct dgpm_published table;

	(void)!dgpm_published_take(&table, arena, diags, data, root, path, columns, N_COLUMNS);
}

int evaluate_tables(struct evaluate_list *out, struct dgpm_evaluation *e, struct dgpm_arena *arena,
		    struct dgpm_diags *diags, struct dgpm_data *data, struct dgpm_portfolio *p,
		    const struct dgpm_evaluate_how *how)
{
	struct run r = { .arena = arena, .scratch = dgpm_arena_like(arena), .diags = diags, .list = out, .e = e,
			 .organizations = p != NULL ? dgpm_portfolio_organizations(p) :
							   dgpm_data_organizations(data, diags) };
	struct keys none = { .arena = arena, .map = { .arena = arena } };
	struct dgpm_published table;
	int rc;

	r.policies = r.indicators = r.directions = r.ids = none;
	rc = dgpm_published_find(&table, arena, diags, data, p, how->profile, DGPM_MAKES_INDICATORS,
			     columns, N_COLUMNS);
	if (rc == 0)
		rc = r.organizations != NULL ? load_directions(&r, data) : -1;
	if (rc == 0 && how->n_tables == 0)
		dgpm_diag_add(diags, DGPM_MSG_IO_06, (struct dgpm_loc){ 0 }, NULL);
	for (size_t i = 0; rc == 0 && i < how->n_tables; i++)
		(void)!dgpm_published_read(&table, arena, diags, how->tables[i], how->dir_fd, one_row, &r);
	dgpm_sort(out->items, out->n, sizeof *out->items, cmp_policies);
	if (rc == 0)
		find_moved(&r);
	e->n_sheets = out->n;
	dgpm_arena_free(r.scratch);
	return rc;
}
