/* Reading rule packs. */
#include "rules/rules.h"
#include "io/read.h"
#include "base/text.h"
#include "base/i18n.h"
#include "base/list.h"
#include "rules/facts.h"
#include "rules/judge.h"
#include "rules/local.h"
#include "data/params.h"
#include "rules/card_keys.h"
#include "rules/paths.h"

#include <fcntl.h>
#include <stdlib.h>

#define PACKS "rules"
#define PACK_KIND "dgpm/rules@1"
#define CONFIG "dgpm.yaml"

struct dgpm_rules {
	struct dgpm_arena *arena;
	struct dgpm_data *data;
	const struct dgpm_rules_how *how; /* while loading */
	const struct dgpm_node *settings; /* `rules` of dgpm.yaml */
	struct dgpm_rule *items;
	size_t n, cap, n_when;
	struct pack_name {
		const struct dgpm_node *id;
		const char *path;
	} *packs; /* as they were read */
	size_t n_packs, cap_packs;
	bool settings_hold; /* those of the portfolio are in */
	bool failed, unsound; /* unsound: what was read does not go together */
	bool trusted; /* packs of dgpm itself are being read, and are as their tests left them */
};

static void apply_setting(struct dgpm_rule *rule, const struct dgpm_node *setting)
{
	struct dgpm_str name = dgpm_node_str(setting);

	if (setting != NULL && setting->kind == DGPM_MAP)
		name = dgpm_node_str(dgpm_node_get(setting, "severity"));
	/* YAML 1.1 readers take `off` for false: both are understood. */
	if (dgpm_str_is(name, "off") || (setting != NULL && setting->kind == DGPM_BOOL && !setting->yes))
		rule->off = true;
	else if (rule_severity_named(name, &rule->severity))
		rule->off = false;
}

/* "2019-08-30", or "2019-08" as the first day of that month. */
static bool document_date(struct dgpm_arena *a, const struct dgpm_node *document, struct dgpm_date *date)
{
	struct dgpm_str text = dgpm_node_str(dgpm_node_get(document, "date"));

	return dgpm_date_parse(date, text) ||
	       (text.n == 7 && dgpm_date_parse(date, dgpm_str_of(dgpm_arena_printf(a, "%.*s-01", 7, text.s))));
}

/* A rule holds from the day of its earliest source. A document without a day, and one that nobody knows here, dates
 * nothing: it does not make a rule older, nor younger. */
static struct dgpm_date effective_of(struct dgpm_rules *r, struct dgpm_diags *diags, const struct dgpm_node *rule)
{
	const struct dgpm_node *known = dgpm_data_doc(r->data, diags, "documents.yaml");
	const struct dgpm_node *list = dgpm_node_get(rule, "source");
	struct dgpm_date first = { 0 }, date;

	if (dgpm_node_date(rule, "effective", &date))
		return date;
	for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++) {
		const char *id = dgpm_node_cstr(dgpm_node_get(&list->items[i], "document"));

		for (uint32_t k = 0; known != NULL && known->kind == DGPM_LIST && k < known->n; k++)
			if (dgpm_str_is(dgpm_node_str(dgpm_node_get(&known->items[k], "id")), id) &&
			    document_date(r->arena, &known->items[k], &date) &&
			    (first.year == 0 || dgpm_date_cmp(date, first) < 0))
				first = date;
	}
	return first;
}

static int year_of(const struct dgpm_node *pack, const char *key)
{
	int64_t year = 0;

	return dgpm_node_int(dgpm_node_get(pack, key), &year) ? (int)year : 0;
}

/* A `when` given by an alias is the very same node as before: it is compiled once, and held once a card. */
static void share_when(struct dgpm_rules *r, struct params *p, struct dgpm_rule *rule, const struct dgpm_node *when)
{
	if (when == NULL)
		return;
	for (size_t i = 0; i < r->n; i++) {
		const struct dgpm_node *other = dgpm_node_get(r->items[i].node, "when");

		if (other != NULL && r->items[i].when != NULL && other->kind == DGPM_MAP && when->kind == DGPM_MAP &&
		    other->pairs == when->pairs && dgpm_node_get(r->items[i].node, "params") == NULL &&
		    p->own == NULL && p->given == NULL) {
			rule->when = r->items[i].when;
			rule->when_no = r->items[i].when_no;
			rule->shares_when = true;
			return;
		}
	}
	rule->when = params_compile(p, when);
	rule->when_no = ++r->n_when;
}

/* Worded once: a value that no card has is told of every card. */
static void read_needs(struct dgpm_arena *a, struct dgpm_rule *rule, const struct dgpm_node *list,
		       const struct dgpm_codes *codes, const char *lang)
{
	size_t n = list != NULL && list->kind == DGPM_LIST ? list->n : 0;
	struct dgpm_rule_need *needs = dgpm_arena_array(a, n, sizeof *needs);

	for (size_t i = 0; i < n; i++) {
		const char *path = dgpm_node_cstr(&list->items[i]),
			   *said = path != NULL ? dgpm_fact_meaning(a, codes, lang, path) : NULL;
		struct dgpm_rule_need *need = &needs[rule->n_needs];

		if (path == NULL)
			continue;
		need->path = path;
		need->pointer = judge_pointer(a, path);
		need->reason = dgpm_arena_printf(a, said != NULL ? _("'%s' has no value") : _("%s has no value"),
						 said != NULL ? said : path);
		need->message = dgpm_arena_printf(a, _("cannot be judged, as %s: %s"), need->reason, rule->title);
		rule->n_needs++;
	}
	rule->needs = needs;
}

/* Parameters of the rule that nothing in it asks for, and those that dgpm.yaml sets and the rule does not have. */
static void check_params(struct dgpm_rules *r, struct dgpm_diags *diags, const struct dgpm_rule *rule,
			 const struct params *p)
{
	const struct dgpm_node *given = p->given;
	const struct dgpm_node *own = dgpm_node_get(rule->node, "params");

	/* What is at fault already is not told as a second fault. */
	for (uint32_t i = 0; !r->trusted && !p->failed && own != NULL && own->kind == DGPM_MAP && i < own->n; i++) {
		const struct dgpm_node *key = &own->pairs[i].key;

		if (!params_use(dgpm_node_get(rule->node, "when"), key->text) &&
		    !params_use(dgpm_node_get(rule->node, "require"), key->text))
			dgpm_diag_add(diags, DGPM_MSG_RULE_09, dgpm_node_loc(key, rule->pack), key->text);
	}
	for (uint32_t i = 0; given != NULL && given->kind == DGPM_MAP && i < given->n; i++) {
		const struct dgpm_node *key = &given->pairs[i].key, *value = &given->pairs[i].value;
		const struct dgpm_node *has = dgpm_node_get(own, key->text);

		if (has == NULL) {
			dgpm_diag_add_near(diags, DGPM_MSG_REF_10, dgpm_node_loc(key, CONFIG),
					   dgpm_diag_value(diags, "%s %s", rule->id, key->text),
					   params_nearest(r->arena, own, key->text));
			r->unsound = true;
		} else if (has->kind != value->kind && !p->failed) {
			dgpm_diag_addf(diags, DGPM_MSG_REF_11, dgpm_node_loc(value, CONFIG),
				       dgpm_diag_value(diags, "%s %s", rule->id, key->text),
				       _("%s of %s is %s, not %s"), key->text, rule->id, dgpm_node_type_name(has),
				       dgpm_node_type_name(value));
			r->unsound = true;
		}
	}
}

/* The first year of a day's review is that of the day; the execution of a year is looked at in the next one, too. */
static void check_years(struct dgpm_diags *diags, const struct dgpm_rule *rule)
{
	const struct dgpm_node *node = dgpm_node_get(rule->node, "effective");
	int last = rule->to_fy + (strcmp(rule->stage, "execution") == 0);

	if (node != NULL && rule->to_fy != 0 && rule->to_fy >= rule->from_fy &&
	    dgpm_date_fiscal_year(rule->effective) > last)
		dgpm_diag_addf(diags, DGPM_MSG_RULE_08, dgpm_node_loc(node, rule->pack), dgpm_node_str(node).s,
			       _("'%s', and the pack ends with FY%d"), dgpm_node_str(node).s, rule->to_fy);
}

/* Whether the conditions of a rule are to be compiled. */
static bool is_compiled(const struct dgpm_rules *r, const struct dgpm_rule *rule, const struct dgpm_node *given)
{
	if (r->how->names_only)
		return false;
	if (r->how->checks)
		return !r->trusted || given != NULL;
	return r->how->stage == NULL || strcmp(r->how->stage, rule->stage) == 0;
}

static void add_rule(struct dgpm_rules *r, struct dgpm_diags *diags, const struct dgpm_node *pack,
		     const struct dgpm_node *node, const char *path)
{
	const char *id = dgpm_node_cstr(dgpm_node_get(node, "id"));
	const char *stage = dgpm_node_cstr(dgpm_node_get(node, "stage"));
	const struct dgpm_node *setting = dgpm_node_get(r->settings, id);
	struct params params = { .arena = r->arena, .diags = diags, .data = r->data, .path = path,
				 .own = dgpm_node_get(node, "params"), .given = dgpm_node_get(setting, "params") };
	struct dgpm_rule rule = { .id = id, .pack = path, .node = node };
	struct rule_asks asks = { 0 };

	rule.stage = stage != NULL ? stage : dgpm_node_cstr(dgpm_node_get(pack, "stage"));
	rule.severity = DGPM_ERROR;
	rule.off = dgpm_str_is(dgpm_node_str(dgpm_node_get(node, "severity")), "off");
	(void)rule_severity_named(dgpm_node_str(dgpm_node_get(node, "severity")), &rule.severity);
	rule.from_fy = year_of(pack, "from_fy");
	rule.to_fy = year_of(pack, "to_fy");
	rule.effective = effective_of(r, diags, node);
	rule.title = dgpm_data_text(r->data, dgpm_node_get(node, "title"));
	rule.message = dgpm_data_text(r->data, dgpm_node_get(node, "message"));
	rule.remedy = dgpm_data_text(r->data, dgpm_node_get(node, "remedy"));
	rule.at = dgpm_node_cstr(dgpm_node_get(node, "at"));
	rule.said_in = dgpm_node_get(node, "said_in");
	rule.excuses = dgpm_node_get(pack, "excuses");
	rule.at_most = dgpm_node_get(pack, "at_most");
	rule.sectors = dgpm_node_get(node, "sectors");
	rule.given = params.given;
	read_needs(r->arena, &rule, dgpm_node_get(node, "needs"), dgpm_data_codes(r->data, diags),
		   dgpm_data_lang(r->data));
	rule.source = params_sources(r->arena, dgpm_node_get(node, "source"), &rule.documents, &rule.sections);
	rule.titles = params_titles(r->arena, diags, r->data, dgpm_node_get(node, "source"));
	rule.url = params_url(diags, r->data, dgpm_node_get(node, "source"));
	apply_setting(&rule, setting);
	check_years(diags, &rule);
	if (is_compiled(r, &rule, params.given)) {
		share_when(r, &params, &rule, dgpm_node_get(node, "when"));
		rule.require = params_compile(&params, dgpm_node_get(node, "require"));
	}
	check_params(r, diags, &rule, &params);
	/* Told; the other rules of the pack are judged. */
	rule.broken = !rule_paths_check(r->arena, diags, node, path, &asks) || params.failed;
	if (!r->trusted)
		rule.broken |= !rule_card_keys(r->arena, diags, dgpm_data_doc(r->data, diags, "card.schema.json"), node,
					       path);
	rule.off = rule.off || rule.broken;
	rule.asks_similar = asks.similar;
	rule.after_results = asks.results || dgpm_node_get(node, "after") != NULL;
	if (r->n == r->cap) {
		r->cap = r->cap != 0 ? r->cap * 2 : 64;
		r->items = dgpm_arena_grow(r->arena, r->items, r->n, r->cap, sizeof *r->items);
	}
	r->items[r->n++] = rule;
}

static void add_pack(struct dgpm_rules *r, struct dgpm_diags *diags, const struct dgpm_node *pack, const char *path)
{
	const struct dgpm_node *rules = dgpm_node_get(pack, "rules"), *last = dgpm_node_get(pack, "to_fy");

	if (last != NULL && year_of(pack, "to_fy") < year_of(pack, "from_fy"))
		dgpm_diag_addf(diags, DGPM_MSG_RULE_08, dgpm_node_loc(last, path), dgpm_node_str(last).s,
			       _("'%s' is before from_fy, %d"), dgpm_node_str(last).s, year_of(pack, "from_fy"));
	*DGPM_PUSH(r->arena, r->packs, r->n_packs, r->cap_packs) =
		(struct pack_name){ dgpm_node_get(pack, "id"), path };
	if (!r->trusted)
		rule_excuses_check(r->arena, diags, dgpm_data_doc(r->data, diags, "card.schema.json"), pack, path);
	for (uint32_t i = 0; rules != NULL && rules->kind == DGPM_LIST && i < rules->n; i++)
		add_rule(r, diags, pack, &rules->items[i], path);
}

static int stage_rank(const char *stage)
{
	static const char *const stages[] = { "pre-request", "request", "execution" };

	for (size_t i = 0; i < DGPM_COUNT(stages); i++)
		if (strcmp(stage, stages[i]) == 0)
			return (int)i;
	return (int)DGPM_COUNT(stages);
}

static int cmp_rules(const void *pa, const void *pb)
{
	const struct dgpm_rule *a = pa, *b = pb;
	int c = stage_rank(a->stage) - stage_rank(b->stage);

	if (c == 0)
		c = strcmp(a->id, b->id);
	return c != 0 ? c : a->from_fy - b->from_fy;
}

static void check_ids(struct dgpm_rules *r, struct dgpm_diags *diags)
{
	for (size_t i = 1; i < r->n; i++) {
		const struct dgpm_rule *a = &r->items[i - 1], *b = &r->items[i];

		/* Editions of one rule share its ID when their years do not meet. */
		if (strcmp(a->id, b->id) != 0 || (a->to_fy != 0 && b->from_fy > a->to_fy))
			continue;
		dgpm_diag_add2(diags, DGPM_MSG_RULE_01, dgpm_node_loc(dgpm_node_get(b->node, "id"), b->pack), b->id,
			       dgpm_node_loc(dgpm_node_get(a->node, "id"), a->pack), _("the same ID stands here"));
		r->unsound = true;
	}
}

static int cmp_packs(const void *pa, const void *pb)
{
	const struct pack_name *a = pa, *b = pb;
	int c = dgpm_str_cmp(dgpm_node_str(a->id), dgpm_node_str(b->id));

	return c != 0 ? c : strcmp(a->path, b->path);
}

/* A pack is copied to begin another, and keeps its ID. Its rules are told of one by one; where they have IDs of their
 * own, all of them are judged. */
static void check_packs(struct dgpm_rules *r, struct dgpm_diags *diags)
{
	dgpm_sort(r->packs, r->n_packs, sizeof *r->packs, cmp_packs);
	for (size_t i = 1; i < r->n_packs; i++) {
		const struct pack_name *a = &r->packs[i - 1], *b = &r->packs[i];

		if (dgpm_str_eq(dgpm_node_str(a->id), dgpm_node_str(b->id)))
			dgpm_diag_add2(diags, DGPM_MSG_RULE_11, dgpm_node_loc(b->id, b->path), dgpm_node_cstr(b->id),
				       dgpm_node_loc(a->id, a->path), _("the same ID stands here"));
	}
}

/* Settings of rules that nobody knows. Where files were named, packs may be among those that were not. */
static void check_settings(struct dgpm_rules *r, struct dgpm_diags *diags)
{
	if (r->how->portfolio == NULL || dgpm_portfolio_is_named(r->how->portfolio))
		return;
	for (uint32_t i = 0; r->settings != NULL && r->settings->kind == DGPM_MAP && i < r->settings->n; i++) {
		const struct dgpm_node *key = &r->settings->pairs[i].key;

		if (strncmp(key->text, "x-", 2) == 0 || dgpm_rules_find(r, dgpm_node_str(key)) != NULL ||
		    dgpm_rule_left_out(r->how->portfolio, key->text))
			continue;
		dgpm_diag_add_near(diags, DGPM_MSG_REF_07, dgpm_node_loc(key, CONFIG), key->text,
				   dgpm_rules_nearest(r, dgpm_node_str(key)));
		r->unsound = true;
	}
}

static void load_own(struct dgpm_rules *r, struct dgpm_diags *diags)
{
	const struct dgpm_schema *schema = dgpm_data_schema(r->data, diags, "rules");
	struct dgpm_schema_run *run = dgpm_schema_run_new(r->arena);
	size_t n;
	const char *const *names = dgpm_data_list(r->data, diags, PACKS, ".yaml", &n);

	for (size_t i = 0; schema != NULL && i < n; i++) {
		const struct dgpm_node *pack = dgpm_data_doc(r->data, diags, names[i]);

		if (pack == NULL || dgpm_schema_check(run, schema, pack, names[i], DGPM_FATAL, diags) != 0)
			r->failed = true;
		else
			add_pack(r, diags, pack, names[i]);
	}
	r->failed |= schema == NULL;
	dgpm_schema_run_free(run);
}

static void load_file(struct dgpm_rules *r, struct dgpm_diags *diags, const char *path)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct dgpm_schema *schema = dgpm_data_schema(r->data, diags, "rules");
	struct dgpm_schema_run *run = dgpm_schema_run_new(r->arena);
	const struct dgpm_node *pack;
	struct dgpm_str text;

	if (schema == NULL || dgpm_file_read(&text, r->arena, diags, path, AT_FDCWD, path, limits.bytes) != 0 ||
	    dgpm_doc_parse(&pack, r->arena, diags, path, text, &limits) != 0 ||
	    dgpm_schema_check(run, schema, pack, path, DGPM_FATAL, diags) != 0)
		r->failed = true;
	else
		add_pack(r, diags, pack, path);
	dgpm_schema_run_free(run);
}

/* The packs that stand in the portfolio. */
static void load_portfolio(struct dgpm_rules *r, struct dgpm_diags *diags, struct dgpm_portfolio *portfolio)
{
	size_t n;
	const struct dgpm_other *others = dgpm_portfolio_others(portfolio, diags, 1, &n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(others[i].kind, PACK_KIND) == 0)
			add_pack(r, diags, others[i].root, others[i].path);
}

int dgpm_rules_load(struct dgpm_rules **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
		    const struct dgpm_rules_how *how)
{
	struct dgpm_rules *r = dgpm_arena_array(arena, 1, sizeof *r);

	*out = NULL;
	r->arena = arena;
	r->data = data;
	r->how = how;
	r->settings_hold = how->portfolio != NULL && !how->as_written && !how->only_packs;
	if (how->portfolio != NULL && !how->as_written)
		r->settings = dgpm_node_get(dgpm_portfolio_config(how->portfolio), "rules");
	if (!how->only_packs) {
		/* Those of dgpm are held against the schema of cards with their examples, not in each run. */
		r->trusted = !how->as_written;
		load_own(r, diags);
		r->trusted = false;
		if (how->portfolio != NULL)
			load_portfolio(r, diags, how->portfolio);
	}
	for (size_t i = 0; i < how->n_packs; i++)
		load_file(r, diags, how->packs[i]);
	if (r->n != 0)
		qsort(r->items, r->n, sizeof *r->items, cmp_rules);
	check_packs(r, diags);
	check_ids(r, diags);
	check_settings(r, diags);
	if (r->settings_hold && rule_locals_load(r->items, r->n, arena, diags, how->portfolio) != 0)
		r->unsound = true;
	if (r->failed || (r->unsound && !how->checks)) {
		dgpm_rules_close(r);
		return -1;
	}
	*out = r;
	return 0;
}

void dgpm_rules_close(struct dgpm_rules *rules)
{
	for (size_t i = 0; i < rules->n; i++) {
		if (rules->items[i].when != NULL && !rules->items[i].shares_when)
			dgpm_schema_close(rules->items[i].when);
		if (rules->items[i].require != NULL)
			dgpm_schema_close(rules->items[i].require);
	}
	rules->n = 0;
}

size_t dgpm_rules_n_when(const struct dgpm_rules *rules)
{
	return rules->n_when;
}

size_t dgpm_rules_count(const struct dgpm_rules *rules)
{
	return rules->n;
}

const struct dgpm_rule *dgpm_rules_at(const struct dgpm_rules *rules, size_t i)
{
	return &rules->items[i];
}

const struct dgpm_rule *dgpm_rules_find(const struct dgpm_rules *rules, struct dgpm_str id)
{
	for (size_t i = 0; i < rules->n; i++)
		if (dgpm_str_is(id, rules->items[i].id))
			return &rules->items[i];
	return NULL;
}

const char *dgpm_rules_nearest(const struct dgpm_rules *rules, struct dgpm_str id)
{
	const char **ids = dgpm_arena_array(rules->arena, rules->n, sizeof *ids);

	for (size_t i = 0; i < rules->n; i++)
		ids[i] = rules->items[i].id;
	return dgpm_text_nearest(id, ids, rules->n);
}
