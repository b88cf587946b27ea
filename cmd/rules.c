/* dgpm rules: list the rules, explain some, tell the facts they may ask, try them, begin a new one. */
#include "cmd.h"
#include "data/template.h"
#include "review/coverage.h"
#include "rules/others.h"
#include "rules/print.h"

#include <stdlib.h>

enum { OPT_FACTS = 0x200, OPT_TEST, OPT_DOCUMENT, OPT_NEW, OPT_COVERAGE };

struct rules_opts {
	struct cmd_common common;
	const char *stage, *document;
	const char *fresh; /* the ID of a new rule */
	bool facts, test, coverage;
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
	{ "coverage", OPT_COVERAGE, NULL, 0,
	  N_("count over the portfolio which rules fired, passed, or never applied, in every stage or in that of "
	     "--stage"),
	  0 },
	{ "new", OPT_NEW, "ID", 0,
	  N_("print a pack with the start of a rule, with comments; of letters alone the next number"), 0 },
	CMD_OPTION_YEAR(N_("with --coverage: the fiscal year under review; else dgpm.yaml or the date decides")),
	CMD_OPTION_DATE(N_("with --coverage: the day of the review, YYYY-MM-DD; else dgpm.yaml, else today")),
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
	case OPT_COVERAGE:
		o->coverage = true;
		return 0;
	case OPT_NEW:
		o->fresh = arg;
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

static bool wants(const void *ctx, const struct dgpm_rule *rule)
{
	return is_wanted(ctx, rule);
}

struct counting {
	struct cmd_env *env;
	const struct rules_opts *o;
	struct dgpm_coverage coverage;
};

static void print_coverage(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct counting *c = ctx;
	struct dgpm_words words = cmd_words(c->env);

	dgpm_coverage_print(&c->coverage, wants, c->o, c->env->arena, &words, out, how);
}

/* Every ID asked for is one of the rules that were counted. */
static bool all_counted(const struct counting *c)
{
	bool counted = true;

	for (size_t i = 0; i < c->o->common.n_args; i++) {
		const char *id = c->o->common.args[i];
		bool found = false;

		for (size_t k = 0; k < c->coverage.n && !found; k++)
			found = strcmp(c->coverage.items[k].rule->id, id) == 0;
		if (!found)
			(void)cmd_wrong(c->env, _("'%s' is not a rule of the stages that are counted"), id);
		counted &= found;
	}
	return counted;
}

static int count_rules(struct cmd_env *env, const struct rules_opts *o)
{
	struct counting c = { .env = env, .o = o };
	struct dgpm_review_how how = { .stage = o->stage, .fiscal_year = o->common.fiscal_year,
				       .date = o->common.date, .today = env->today, .threads = o->common.threads };
	struct dgpm_portfolio *portfolio = cmd_portfolio(env, &o->common, false);

	if (portfolio == NULL || dgpm_coverage(&c.coverage, env->arena, env->diags, portfolio, &how) != 0)
		return cmd_give_up(env, &o->common);
	if (!all_counted(&c))
		return CMD_TROUBLE;
	cmd_head_number(env, "projects", (int64_t)c.coverage.n_projects);
	cmd_head_number(env, "rules", (int64_t)c.coverage.n);
	return cmd_finish(env, &o->common,
			  &(struct cmd_result){ .print = print_coverage, .ctx = &c,
						.summary = cmd_counts(env->arena, &c.coverage.cards,
								      &c.coverage.ledgers) });
}

static void print_text(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	(void)how;
	dgpm_out_puts(out, ctx);
}

/* Letters and a number, as the schema of packs has them; without a number `number` is NULL. */
static bool is_rule_id(const char *id, const char **number)
{
	size_t letters = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), digits;

	*number = id[letters] == '-' ? id + letters + 1 : NULL;
	if (letters < 2 || letters > 8 || (*number == NULL && id[letters] != '\0'))
		return false;
	digits = *number != NULL ? strspn(*number, "0123456789") : 2;
	return digits >= 2 && digits <= 4 && (*number == NULL || (*number)[digits] == '\0');
}

static bool is_taken(const struct cmd_env *env, const char *id, const struct dgpm_rules *rules,
		     const struct dgpm_other_rules *others)
{
	bool taken = dgpm_rules_find(rules, dgpm_str_of(id)) != NULL ||
		     (env->portfolio != NULL && dgpm_rule_left_out(env->portfolio, id));

	for (size_t i = 0; others->items != NULL && i < others->n; i++)
		taken |= strcmp(others->items[i].id, id) == 0;
	for (enum dgpm_msg m = 0; m < DGPM_MSG_COUNT; m++)
		taken |= strcmp(dgpm_msg_info(m)->id, id) == 0;
	return taken;
}

/* `highest`, or the number of a rule of these letters where that is higher. */
static long higher(long highest, const char *rule, const char *id, size_t letters)
{
	bool same = strncmp(rule, id, letters) == 0 && rule[letters] == '-';
	long number = same ? strtol(rule + letters + 1, NULL, 10) : 0;

	return number > highest ? number : highest;
}

/* The number after the highest that a rule of these letters has. */
static const char *next_id(const struct cmd_env *env, const char *id, const struct dgpm_rules *rules,
			   const struct dgpm_other_rules *others)
{
	size_t letters = strcspn(id, "-");
	const char *next;
	long highest = 0;

	for (size_t i = 0; i < dgpm_rules_count(rules); i++)
		highest = higher(highest, dgpm_rules_at(rules, i)->id, id, letters);
	for (size_t i = 0; others->items != NULL && i < others->n; i++)
		highest = higher(highest, others->items[i].id, id, letters);
	do {
		next = dgpm_arena_printf(env->arena, "%.*s-%02ld", (int)letters, id, ++highest);
	} while (is_taken(env, next, rules, others));
	return next;
}

static int begin_rule(struct cmd_env *env, const struct rules_opts *o, const struct dgpm_rules *rules,
		      const struct dgpm_other_rules *others)
{
	const char *id = o->fresh, *number, *text;
	struct dgpm_template_values values = { .stage = o->stage != NULL ? o->stage : "pre-request",
					       .schema = "rules.schema.json" };
	char *pack;

	if (!is_rule_id(id, &number))
		return cmd_wrong(env,
				 _("'%s' is no ID of a rule: two to eight capitals, a hyphen and a number, such as "
				   "OWN-01"),
				 id);
	if (number == NULL)
		id = next_id(env, id, rules, others);
	if (is_taken(env, id, rules, others))
		return cmd_wrong(env, _("'%s' is taken; free is %s"), id, next_id(env, id, rules, others));
	pack = dgpm_arena_strndup(env->arena, id, strcspn(id, "-"));
	for (char *c = pack; *c != '\0'; c++)
		*c = (char)(*c - 'A' + 'a');
	values.id = id;
	values.name = pack;
	if (dgpm_template_fill(&text, env->arena, env->diags, env->data, "rule.template.yaml", &values) != 0)
		return cmd_give_up(env, &o->common);
	return cmd_finish(env, &o->common,
			  &(struct cmd_result){ .print = print_text, .ctx = (void *)(uintptr_t)text });
}

/* Options that do not go together; 0, or CMD_TROUBLE after a message. */
static int check_options(const struct cmd_env *env, const struct rules_opts *o)
{
	if (o->facts + o->test + o->coverage + (o->fresh != NULL) > 1)
		return cmd_wrong(env, "%s",
				 _("--facts, --test, --coverage and --new are four reports: name one of them"));
	if (!o->coverage && (o->common.fiscal_year != 0 || o->common.date.year != 0))
		return cmd_wrong(env, "%s", _("--fiscal-year and --date go with --coverage"));
	if ((o->coverage || o->fresh != NULL) && o->stage != NULL && dgpm_other_report(o->stage) != NULL)
		return cmd_wrong(env, "%s",
				 _("--coverage and --new are about reviews: pre-request, request or execution"));
	if (o->coverage && o->n_packs != 0)
		return cmd_wrong(env, "%s",
				 _("--coverage counts the packs of the portfolio: put the pack into it, and name "
				   "rules by their IDs"));
	if (o->fresh != NULL && (o->common.n_args != 0 || o->n_packs != 0))
		return cmd_wrong(env, "%s", _("--new takes one ID and nothing else"));
	for (size_t i = 0; o->fresh != NULL && i < o->common.n_outputs; i++)
		if (o->common.outputs[i].format != DGPM_FORMAT_TEXT)
			return cmd_wrong(env, "%s", _("--new prints YAML alone"));
	return 0;
}

int cmd_rules(struct cmd_env *env, int argc, char **argv)
{
	struct rules_opts o = { .common = env->defaults };
	struct dgpm_portfolio *portfolio = NULL;
	struct dgpm_other_rules others = { 0 };
	struct dgpm_rules *rules;
	int status;

	o.common.tables = o.common.findings = true;
	cmd_parse(env, options, parse_option, N_("[ID...] [PACK...]"), NULL, &o, argc, argv);
	/* The examples give findings, the lists are none. */
	if (!o.test && cmd_refuse_findings(env, &o.common, _("a list of rules")) != 0)
		return CMD_TROUBLE;
	split_args(env->arena, &o);
	if (check_options(env, &o) != 0)
		return CMD_TROUBLE;
	if (o.facts)
		return cmd_finish(env, &o.common, &(struct cmd_result){ .print = print_facts, .ctx = env->arena });
	if (cmd_data(env) == NULL)
		return cmd_give_up(env, &o.common);
	if (o.coverage)
		return count_rules(env, &o);
	/* In a portfolio its own packs and settings count; elsewhere the built-in rules are told. */
	if (dgpm_portfolio_is_at(env->arena, o.common.dir) &&
	    (portfolio = cmd_portfolio(env, &o.common, false)) == NULL)
		return cmd_give_up(env, &o.common);
	/* Who begins a rule is told what is wrong with the others by validate. */
	if (dgpm_rules_load(&rules, env->arena, o.fresh != NULL ? dgpm_diags_new(env->arena) : env->diags, env->data,
			    &(struct dgpm_rules_how){ .portfolio = portfolio, .packs = o.packs, .n_packs = o.n_packs,
						      .only_packs = o.n_packs != 0, .as_written = o.test,
						      .checks = o.fresh != NULL }) != 0)
		return o.test ? cmd_finish_diags(env, &o.common, &(struct cmd_result){ 0 }) :
				cmd_give_up(env, &o.common);
	/* Of a pack that is named, its rules alone. */
	if (o.n_packs == 0 &&
	    dgpm_other_rules(&others, env->arena, env->diags, env->data, o.test ? NULL : portfolio) != 0)
		status = cmd_give_up(env, &o.common);
	else if (o.fresh != NULL)
		status = begin_rule(env, &o, rules, &others);
	else if (!all_known(env, &o, rules, &others))
		status = CMD_TROUBLE;
	else
		status = o.test ? run_tests(env, &o, rules, &others) : list_rules(env, &o, rules, &others);
	dgpm_other_rules_close(&others);
	dgpm_rules_close(rules);
	return status;
}
