/* Severities by rule, place and organization. */
#include "rules/local.h"
#include "base/text.h"
#include "io/walk.h"

#include <fnmatch.h>

#define CONFIG "dgpm.yaml"

bool rule_severity_named(struct dgpm_str name, enum dgpm_severity *out)
{
	for (enum dgpm_severity s = DGPM_NOTE; s <= DGPM_ERROR; s++)
		if (dgpm_str_is(name, dgpm_severity_name(s))) {
			*out = s;
			return true;
		}
	return false;
}

enum dgpm_severity dgpm_rule_severity(const struct dgpm_rule *rule, const char *sector)
{
	enum dgpm_severity most;

	if (!rule_severity_named(dgpm_node_str(dgpm_node_get(rule->at_most, sector)), &most))
		return rule->severity;
	return most < rule->severity ? most : rule->severity;
}

static const char **texts(struct dgpm_arena *a, const struct dgpm_node *map, const char *key, size_t *n)
{
	const struct dgpm_node *items = NULL;
	uint32_t all = dgpm_node_items(map, key, &items);
	const char **out = dgpm_arena_array(a, all, sizeof *out);

	*n = 0;
	for (uint32_t i = 0; i < all; i++) {
		out[*n] = dgpm_node_cstr(&items[i]);
		*n += out[*n] != NULL;
	}
	return out;
}

/* Names become codes; one that nobody knows is told. */
static bool resolve(struct dgpm_rule_local *l, struct dgpm_diags *diags, const struct dgpm_node *map,
		    const struct dgpm_portfolio *portfolio)
{
	const struct dgpm_node *items = NULL;
	bool good = true;

	(void)dgpm_node_items(map, "organizations", &items);
	for (size_t i = 0; i < l->n_organizations; i++) {
		const struct dgpm_organization *o = dgpm_organizations_find(dgpm_portfolio_organizations(portfolio),
									    dgpm_str_of(l->organizations[i]));

		if (o == NULL)
			dgpm_diag_add(diags, DGPM_MSG_REF_05, dgpm_node_loc(&items[i], CONFIG), l->organizations[i]);
		else
			l->organizations[i] = o->code;
		good &= o != NULL;
	}
	return good;
}

static struct dgpm_rule_local read_one(struct dgpm_arena *a, const struct dgpm_node *map)
{
	struct dgpm_str severity = dgpm_node_str(dgpm_node_get(map, "severity"));
	const struct dgpm_node *node = dgpm_node_get(map, "severity");
	struct dgpm_rule_local l = { .severity = DGPM_NOTE };

	l.paths = texts(a, map, "paths", &l.n_paths);
	l.organizations = texts(a, map, "organizations", &l.n_organizations);
	/* YAML 1.1 readers take `off` for false: both are understood. */
	l.off = dgpm_str_is(severity, "off") || (node != NULL && node->kind == DGPM_BOOL && !node->yes);
	(void)rule_severity_named(severity, &l.severity);
	return l;
}

static void add(struct dgpm_rule *rule, struct dgpm_arena *a, const struct dgpm_rule_local *l)
{
	struct dgpm_rule_local *grown = dgpm_arena_array(a, rule->n_locals + 1, sizeof *grown);

	if (rule->n_locals != 0)
		memcpy(grown, rule->locals, rule->n_locals * sizeof *grown);
	grown[rule->n_locals++] = *l;
	rule->locals = grown;
}

/* The rule that a pattern without wildcards is likest to; NULL. */
static const char *nearest(struct dgpm_arena *a, const struct dgpm_rule *rules, size_t n, const char *pattern)
{
	const char **ids = dgpm_arena_array(a, n, sizeof *ids);

	for (size_t i = 0; i < n; i++)
		ids[i] = rules[i].id;
	return pattern != NULL && strpbrk(pattern, "*?[") == NULL ? dgpm_text_nearest(dgpm_str_of(pattern), ids, n)
								   : NULL;
}

int rule_locals_load(struct dgpm_rule *rules, size_t n, struct dgpm_arena *arena, struct dgpm_diags *diags,
		     const struct dgpm_portfolio *portfolio)
{
	const struct dgpm_node *list = NULL, *patterns = NULL;
	uint32_t n_list = dgpm_node_items(dgpm_portfolio_config(portfolio), "severities", &list), n_patterns;
	bool good = true;

	for (uint32_t i = 0; i < n_list; i++) {
		struct dgpm_rule_local l = read_one(arena, &list[i]);

		good &= resolve(&l, diags, &list[i], portfolio);
		n_patterns = dgpm_node_items(&list[i], "rules", &patterns);
		for (uint32_t p = 0; p < n_patterns; p++) {
			const char *pattern = dgpm_node_cstr(&patterns[p]);
			bool found = false;

			for (size_t r = 0; pattern != NULL && r < n; r++)
				if (fnmatch(pattern, rules[r].id, 0) == 0) {
					add(&rules[r], arena, &l);
					found = true;
				}
			found |= dgpm_portfolio_is_named(portfolio) || dgpm_rule_left_out(portfolio, pattern);
			if (!found)
				dgpm_diag_add_near(diags, DGPM_MSG_REF_07, dgpm_node_loc(&patterns[p], CONFIG),
						   pattern, nearest(arena, rules, n, pattern));
			good &= found;
		}
	}
	return good ? 0 : -1;
}

static bool fits(const struct dgpm_rule_local *l, const struct dgpm_card *card)
{
	bool here = l->n_organizations == 0;

	for (size_t i = 0; i < l->n_organizations && !here; i++)
		here = strcmp(l->organizations[i], card->organization) == 0;
	return here && (l->n_paths == 0 || dgpm_path_is_among(l->paths, l->n_paths, card->path));
}

static const struct dgpm_rule_local *local_of(const struct dgpm_rule *rule, const struct dgpm_card *card)
{
	for (size_t i = rule->n_locals; i > 0; i--)
		if (fits(&rule->locals[i - 1], card))
			return &rule->locals[i - 1];
	return NULL;
}

enum dgpm_severity dgpm_rule_severity_of(const struct dgpm_rule *rule, const struct dgpm_card *card)
{
	const struct dgpm_rule_local *l = local_of(rule, card);

	return l != NULL && !l->off ? l->severity : dgpm_rule_severity(rule, card->sector);
}

bool dgpm_rule_is_off(const struct dgpm_rule *rule, const struct dgpm_card *card)
{
	const struct dgpm_rule_local *l = local_of(rule, card);

	return l != NULL && l->off;
}
