/* dgpm rules: list the rules, explain some, or tell the facts they may ask. */
#include "cmd.h"
#include "rules/others.h"
#include "rules/print.h"

enum { OPT_FACTS = 0x200, OPT_TEST, OPT_DOCUMENT };

struct rules_opts {
	struct cmd_common common;
	const char *stage, *document;
	bool facts, test;
	const char **packs; /* arguments that are files */
	size_t n_packs;
};

static const struct argp_option options[] = {
	{ "stage", 's', "STAGE", 0,
	  N_("only this stage: pre-request, request or execution; or this report: plan, procedures, evaluation or "
	     "comparison"),
	  0 },
	{ "document", OPT_DOCUMENT, "DOCUMENT", 0, N_("only rules that rest on this document, such as S3"), 0 },
	{ "facts", OPT_FACTS, NULL, 0, N_("list the facts that rules may ask"), 0 },
	{ "test", OPT_TEST, NULL, 0, N_("run the examples of the rules, or of the packs and rules named"), 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct rules_opts *o = state->input;

	switch (key) {
	case 's':
		o->stage = dgpm_other_report(arg);
		if (o->stage == NULL)
			o->stage = cmd_parse_stage(state, arg);
		return 0;
	case OPT_DOCUMENT:
		o->document = arg;
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

/* Whether a document is among those of a rule: "S1;S3". */
static bool rests_on(const struct dgpm_rule *rule, const char *document)
{
	size_t n = strlen(document);

	for (const char *at = rule->documents; *at != '\0';) {
		size_t len = strcspn(at, ";");

		if (len == n && strncasecmp(at, document, n) == 0)
			return true;
		at += len + (at[len] == ';');
	}
	return false;
}

static bool is_wanted(const struct rules_opts *o, const struct dgpm_rule *rule)
{
	if (o->document != NULL && !rests_on(rule, o->document))
		return false;
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

struct listing {
	struct dgpm_arena *arena;
	struct dgpm_words words;
	const struct dgpm_rule **rules;
	size_t n;
	bool explain;
};

static void print_rules(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct listing *l = ctx;

	dgpm_rules_print(l->rules, l->n, l->explain, l->arena, &l->words, out, how);
}

static void print_facts(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	dgpm_facts_print(ctx, out, how);
}

static int list_rules(struct cmd_env *env, const struct rules_opts *o, const struct dgpm_rules *rules,
		      const struct dgpm_other_rules *others)
{
	struct listing l = { .arena = env->arena, .words = cmd_words(env), .explain = o->common.n_args != 0 };

	l.rules = dgpm_arena_array(env->arena, dgpm_rules_count(rules) + others->n, sizeof(const struct dgpm_rule *));
	for (size_t i = 0; i < dgpm_rules_count(rules); i++)
		if (is_wanted(o, dgpm_rules_at(rules, i)))
			l.rules[l.n++] = dgpm_rules_at(rules, i);
	for (size_t i = 0; i < others->n; i++)
		if (is_wanted(o, &others->items[i]))
			l.rules[l.n++] = &others->items[i];
	return cmd_finish(env, &o->common, &(struct cmd_result){ .print = print_rules, .ctx = &l });
}

/* Every rule asked for must be there. */
static bool all_known(const struct cmd_env *env, const struct rules_opts *o, const struct dgpm_rules *rules,
		      const struct dgpm_other_rules *others)
{
	bool known = true;

	for (size_t i = 0; i < o->common.n_args; i++) {
		struct dgpm_str id = dgpm_str_of(o->common.args[i]);
		const char *near;
		bool other = false;

		for (size_t k = 0; k < others->n; k++)
			other |= strcmp(others->items[k].id, id.s) == 0;
		if (other || dgpm_rules_find(rules, id) != NULL)
			continue;
		near = dgpm_rules_nearest(rules, id);
		fprintf(env->told, _("dgpm rules: '%s' is not a rule"), id.s);
		if (near != NULL)
			fprintf(env->told, _(", did you mean '%s'?"), near);
		fprintf(env->told, "\n");
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

static int run_tests(struct cmd_env *env, const struct rules_opts *o, const struct dgpm_rules *rules,
		     const struct dgpm_other_rules *others)
{
	const struct dgpm_organizations *organizations = dgpm_data_organizations(env->data, env->diags);
	struct dgpm_ruletest sum = { 0 };

	for (size_t i = 0; organizations != NULL && i < dgpm_rules_count(rules); i++)
		if (is_wanted(o, dgpm_rules_at(rules, i)) && !dgpm_rules_at(rules, i)->broken)
			dgpm_rule_test(&sum, env->arena, env->diags, dgpm_rules_at(rules, i), organizations);
	for (size_t i = 0; i < others->n; i++)
		if (is_wanted(o, &others->items[i]))
			dgpm_other_rule_test(&sum, env->arena, env->diags, others, i);
	cmd_head_number(env, "rules", (int64_t)sum.n_rules);
	cmd_head_number(env, "examples", (int64_t)sum.n_examples);
	cmd_head_number(env, "examples_wrong", (int64_t)sum.n_wrong);
	return cmd_finish_diags(env, &o->common,
				&(struct cmd_result){ .summary = dgpm_arena_printf(
							      env->arena,
							      P_("%zu rule, %zu examples, %zu wrong",
								 "%zu rules, %zu examples, %zu wrong", sum.n_rules),
							      sum.n_rules, sum.n_examples, sum.n_wrong) });
}

int cmd_rules(struct cmd_env *env, int argc, char **argv)
{
	struct rules_opts o = { .common = env->defaults };
	struct dgpm_portfolio *portfolio = NULL;
	struct dgpm_other_rules others = { 0 };
	struct dgpm_rules *rules;
	int status;

	o.common.tables = o.common.findings = true;
	if (cmd_parse(env, options, parse_option, N_("[ID...] [PACK...]"), NULL, &o, argc, argv) != 0)
		return CMD_TROUBLE;
	/* The examples give findings, the lists are none. */
	if (!o.test && cmd_refuse_findings(env, &o.common, _("a list of rules")) != 0)
		return CMD_TROUBLE;
	split_args(env->arena, &o);
	if (o.facts)
		return cmd_finish(env, &o.common, &(struct cmd_result){ .print = print_facts, .ctx = env->arena });
	if (cmd_data(env) == NULL)
		return cmd_give_up(env, &o.common);
	/* In a portfolio its own packs and settings count; elsewhere the built-in rules are told. */
	if (dgpm_portfolio_is_at(o.common.dir) && (portfolio = cmd_portfolio(env, &o.common, false)) == NULL)
		return cmd_give_up(env, &o.common);
	if (dgpm_rules_load(&rules, env->arena, env->diags, env->data,
			    &(struct dgpm_rules_how){ .portfolio = portfolio, .packs = o.packs, .n_packs = o.n_packs,
						      .only_packs = o.n_packs != 0, .as_written = o.test }) != 0)
		return o.test ? cmd_finish_diags(env, &o.common, &(struct cmd_result){ 0 }) :
				cmd_give_up(env, &o.common);
	/* Of a pack that is named, its rules alone. */
	if (o.n_packs == 0 &&
	    dgpm_other_rules(&others, env->arena, env->diags, env->data, o.test ? NULL : portfolio) != 0)
		status = cmd_give_up(env, &o.common);
	else if (!all_known(env, &o, rules, &others))
		status = CMD_TROUBLE;
	else
		status = o.test ? run_tests(env, &o, rules, &others) : list_rules(env, &o, rules, &others);
	dgpm_other_rules_close(&others);
	dgpm_rules_close(rules);
	return status;
}
