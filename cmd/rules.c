/* dgpm rules: list the rules, explain some, or tell the facts they may ask. */
#include "cmd.h"
#include "rules/facts.h"
#include "rules/examples.h"
#include "base/text.h"

enum { OPT_FACTS = 0x200, OPT_TEST };

struct rules_opts {
	struct cmd_common common;
	const char *stage;
	bool facts, test;
	const char **packs; /* arguments that are files */
	size_t n_packs;
};

static const struct argp_option options[] = {
	{ "stage", 's', "STAGE", 0, N_("only this stage: pre-request, request or execution"), 0 },
	{ "facts", OPT_FACTS, NULL, 0, N_("list the facts that rules may ask"), 0 },
	{ "test", OPT_TEST, NULL, 0, N_("run the examples of the rules, or of the packs and rules named"), 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct rules_opts *o = state->input;

	switch (key) {
	case 's':
		o->stage = cmd_parse_stage(state, arg);
		return 0;
	case OPT_FACTS:
		o->facts = true;
		return 0;
	case OPT_TEST:
		o->test = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct dgpm_col columns[] = {
	{ "id", N_("rule"), DGPM_COL_TEXT },           { "stage", N_("stage"), DGPM_COL_TEXT },
	{ "severity", N_("severity"), DGPM_COL_TEXT }, { "title", N_("title"), DGPM_COL_TEXT },
	{ "document", NULL, DGPM_COL_TEXT },           { "section", NULL, DGPM_COL_TEXT },
	{ "source", N_("source"), DGPM_COL_TEXT },
};
#define N_CSV_COLUMNS (DGPM_COUNT(columns) - 1)

static const struct dgpm_col fact_columns[] = {
	{ "fact", N_("fact"), DGPM_COL_TEXT },
	{ "type", N_("type"), DGPM_COL_TEXT },
	{ "meaning", N_("meaning"), DGPM_COL_TEXT },
};

struct listing {
	struct cmd_env *env;
	const struct rules_opts *o;
	const struct dgpm_rules *rules;
	size_t shown;
};

static bool is_wanted(const struct rules_opts *o, const struct dgpm_rule *rule)
{
	if (o->stage != NULL && strcmp(o->stage, rule->stage) != 0)
		return false;
	for (size_t i = 0; i < o->common.n_args; i++)
		if (strcmp(o->common.args[i], rule->id) == 0)
			return true;
	for (size_t i = 0; i < o->n_packs; i++)
		if (strcmp(o->packs[i], rule->pack) == 0)
			return true;
	return o->common.n_args == 0 && o->n_packs == 0;
}

static const char *severity_of(const struct dgpm_rule *rule)
{
	return rule->off ? "off" : dgpm_severity_name(rule->severity);
}

/* The word, with the code that dgpm.yaml and the options take where it is another. */
static const char *both(struct dgpm_arena *a, const struct dgpm_codes *codes, const char *list, const char *code,
			const char *lang)
{
	const char *word = cmd_word(codes, list, code, lang);

	return strcmp(word, code) == 0 ? code : dgpm_arena_cat(a, word, " (", code, ")");
}

static void explain(const struct listing *l, const struct dgpm_rule *rule, struct dgpm_out *out, bool first,
		    const char *lang)
{
	const struct dgpm_codes *codes = dgpm_data_codes(l->env->data, l->env->diags);
	const struct dgpm_node *sectors = rule->sectors;

	dgpm_out_printf(out, "%s%s  %s\n", first ? "" : "\n", rule->id, rule->title);
	dgpm_out_printf(out, "  %s: %s, %s\n", _("stage and severity"),
			both(l->env->arena, codes, "review-stage", rule->stage, lang),
			both(l->env->arena, codes, "severity", severity_of(rule), lang));
	dgpm_out_printf(out, "  %s: ", _("sectors"));
	if (sectors == NULL || sectors->kind != DGPM_LIST)
		dgpm_out_puts(out, _("all"));
	for (uint32_t i = 0; sectors != NULL && sectors->kind == DGPM_LIST && i < sectors->n; i++) {
		dgpm_out_puts(out, i != 0 ? ", " : "");
		dgpm_out_puts(out, both(l->env->arena, codes, "sector", dgpm_node_cstr(&sectors->items[i]), lang));
	}
	dgpm_out_printf(out, "\n  %s: %s\n", _("finding"), rule->message);
	dgpm_out_printf(out, "  %s: %s\n", _("to mend"), rule->remedy);
	dgpm_out_printf(out, "  %s: %s\n", _("source"), rule->source);
	for (const char *line = rule->titles, *end; *line != '\0'; line = *end != '\0' ? end + 1 : end) {
		end = strchrnul(line, '\n');
		dgpm_out_printf(out, "    %.*s\n", (int)(end - line), line);
	}
	dgpm_out_printf(out, "  %s: %s\n", _("written in"), rule->pack);
}

static void print_rules(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct listing *l = ctx;
	bool text = how->format == DGPM_FORMAT_TEXT;
	const struct dgpm_codes *codes = text ? dgpm_data_codes(l->env->data, l->env->diags) : NULL;
	struct dgpm_grid *g = dgpm_grid_new(l->env->arena, columns, text ? DGPM_COUNT(columns) : N_CSV_COLUMNS);

	for (size_t i = 0; i < dgpm_rules_count(l->rules); i++) {
		const struct dgpm_rule *rule = dgpm_rules_at(l->rules, i);

		if (!is_wanted(l->o, rule))
			continue;
		if (text && l->o->common.n_args != 0) {
			explain(l, rule, out, l->shown++ == 0, how->lang);
			continue;
		}
		dgpm_grid_cstr(g, rule->id);
		dgpm_grid_cstr(g, cmd_word(codes, "review-stage", rule->stage, how->lang));
		dgpm_grid_cstr(g, cmd_word(codes, "severity", severity_of(rule), how->lang));
		dgpm_grid_cstr(g, rule->title);
		dgpm_grid_cstr(g, rule->documents);
		dgpm_grid_cstr(g, rule->sections);
		if (text)
			dgpm_grid_cstr(g, rule->source);
	}
	if (!text || l->o->common.n_args == 0)
		dgpm_grid_print(g, out, how);
}

static int list_facts(struct cmd_env *env, const struct rules_opts *o)
{
	struct dgpm_grid *g = dgpm_grid_new(env->arena, fact_columns, DGPM_COUNT(fact_columns));
	size_t n;
	const struct dgpm_fact *facts = dgpm_fact_list(&n);

	for (size_t i = 0; i < n; i++) {
		dgpm_grid_cstr(g, facts[i].name);
		dgpm_grid_cstr(g, facts[i].type);
		dgpm_grid_cstr(g, _(facts[i].text));
	}
	return cmd_finish_grid(env, &o->common, g, NULL, NULL);
}

/* Every rule asked for must be there. */
static bool all_known(const struct cmd_env *env, const struct rules_opts *o, const struct dgpm_rules *rules)
{
	bool known = true;

	for (size_t i = 0; i < o->common.n_args; i++) {
		struct dgpm_str id = dgpm_str_of(o->common.args[i]);
		const char *near;

		if (dgpm_rules_find(rules, id) != NULL)
			continue;
		near = dgpm_rules_nearest(rules, id);
		fprintf(env->err, _("dgpm rules: '%s' is not a rule"), id.s);
		if (near != NULL)
			fprintf(env->err, _(", did you mean '%s'?"), near);
		fprintf(env->err, "\n");
		known = false;
	}
	return known;
}

/* Arguments that look like files are packs, the others rule IDs. */
static void split_args(struct dgpm_arena *a, struct rules_opts *o)
{
	size_t n = 0;

	o->packs = dgpm_arena_array(a, o->common.n_args, sizeof *o->packs);
	for (size_t i = 0; i < o->common.n_args; i++)
		if (strpbrk(o->common.args[i], "/.") != NULL)
			o->packs[o->n_packs++] = o->common.args[i];
		else
			o->common.args[n++] = o->common.args[i];
	o->common.n_args = n;
}

static int run_tests(struct cmd_env *env, const struct rules_opts *o, const struct dgpm_rules *rules)
{
	const struct dgpm_organizations *organizations = dgpm_data_organizations(env->data, env->diags);
	struct dgpm_ruletest sum = { 0 };

	for (size_t i = 0; organizations != NULL && i < dgpm_rules_count(rules); i++)
		if (is_wanted(o, dgpm_rules_at(rules, i)) && !dgpm_rules_at(rules, i)->broken)
			dgpm_rule_test(&sum, env->arena, env->diags, dgpm_rules_at(rules, i), organizations);
	return cmd_finish_diags(env, &o->common,
				dgpm_arena_printf(env->arena,
						  P_("%zu rule, %zu examples, %zu wrong",
						     "%zu rules, %zu examples, %zu wrong", sum.n_rules),
						  sum.n_rules, sum.n_examples, sum.n_wrong));
}

int cmd_rules(struct cmd_env *env, int argc, char **argv)
{
	struct rules_opts o = { .common = env->defaults };
	struct listing listing = { .env = env, .o = &o };
	struct dgpm_portfolio *portfolio = NULL;
	struct dgpm_rules *rules;
	int status;

	if (cmd_parse(env, options, parse_option, N_("[ID...] [PACK...]"), NULL, &o, argc, argv) != 0)
		return CMD_TROUBLE;
	split_args(env->arena, &o);
	if (o.facts)
		return list_facts(env, &o);
	if (cmd_data(env) == NULL)
		return cmd_finish(env, &o.common, NULL, NULL, NULL);
	/* In a portfolio its own packs and settings count; elsewhere the built-in rules are told. */
	if (dgpm_portfolio_is_at(o.common.dir) && (portfolio = cmd_portfolio(env, &o.common, false)) == NULL)
		return cmd_finish(env, &o.common, NULL, NULL, NULL);
	if (dgpm_rules_load(&rules, env->arena, env->diags, env->data,
			    &(struct dgpm_rules_how){ .portfolio = portfolio, .packs = o.packs, .n_packs = o.n_packs,
						      .only_packs = o.n_packs != 0, .as_written = o.test }) != 0)
		return cmd_finish(env, &o.common, NULL, NULL, NULL);
	listing.rules = rules;
	if (!all_known(env, &o, rules))
		status = CMD_TROUBLE;
	else
		status = o.test ? run_tests(env, &o, rules) : cmd_finish(env, &o.common, print_rules, &listing, NULL);
	dgpm_rules_close(rules);
	return status;
}
