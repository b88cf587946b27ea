/* dgpm new: a new card, or evaluation sheet, with the next free ID. */
#include "base/text.h"
#include "cmd.h"
#include "data/template.h"
#include "schema_install.h"

#include <ctype.h>
#include <stdlib.h>

#define MAX_SERIAL 999999

enum { OPT_EVALUATION = 0x200 };

struct new_opts {
	struct cmd_common common;
	bool evaluation;
};

static const struct argp_option options[] = {
	{ "evaluation", OPT_EVALUATION, NULL, 0, N_("an evaluation sheet of the year before, in place of a card"), 0 },
	CMD_OPTION_DATE(N_("the day the ID is given, YYYY-MM-DD; else today")),
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct new_opts *o = state->input;

	(void)arg;
	if (key != OPT_EVALUATION)
		return ARGP_ERR_UNKNOWN;
	o->evaluation = true;
	return 0;
}

/* One more than the highest serial of the year and organization, whatever gaps there are: an ID is never used again. */
static long next_serial(const struct dgpm_portfolio *p, const char *prefix)
{
	size_t n, len = strlen(prefix);
	const struct dgpm_entry *entries = dgpm_portfolio_entries(p, &n);
	long highest = 0;

	for (size_t i = 0; i < n; i++)
		if (strncmp(entries[i].id, prefix, len) == 0) {
			long serial = strtol(entries[i].id + len, NULL, 10);

			highest = serial > highest ? serial : highest;
		}
	return highest + 1;
}

/* The same of evaluation sheets. */
static long next_sheet(struct cmd_env *env, struct dgpm_portfolio *p, const char *prefix, unsigned threads)
{
	size_t n, len = strlen(prefix);
	const struct dgpm_other *others = dgpm_portfolio_others(p, env->diags, threads, &n);
	long highest = 0;

	for (size_t i = 0; i < n; i++) {
		const char *id = dgpm_node_cstr(dgpm_node_get(others[i].root, "id"));
		long serial = strcmp(others[i].kind, "dgpm/evaluation@1") == 0 && id != NULL &&
					      strncmp(id, prefix, len) == 0 ?
				      strtol(id + len, NULL, 10) :
				      0;

		highest = serial > highest && serial < MAX_SERIAL ? serial : highest;
	}
	return highest + 1;
}

static const char *below(struct cmd_env *env, const char *root, const char *name)
{
	return strcmp(root, ".") == 0 ? name : dgpm_arena_printf(env->arena, "%s/%s", root, name);
}

static const char *card_path(struct cmd_env *env, const char *root, const char *code, const char *id)
{
	char *folder = dgpm_arena_strdup(env->arena, code);
	const char *cards = below(env, root, "cards"), *dir;

	for (char *c = folder; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	dir = dgpm_arena_printf(env->arena, "%s/%s", cards, folder);
	if (!cmd_make_folder(env, cards) || !cmd_make_folder(env, dir))
		return NULL;
	return dgpm_arena_printf(env->arena, "%s/%s.yaml", dir, id);
}

static const char *write_from(struct cmd_env *env, const char *path, const char *template,
			      const struct dgpm_template_values *values)
{
	const char *text;

	if (path == NULL || dgpm_template_fill(&text, env->arena, env->diags, env->data, template, values) != 0 ||
	    dgpm_template_write(env->arena, env->diags, path, text) != 0)
		return NULL;
	return path;
}

/* A sheet is written in the year after the one it evaluates (S4). */
static const char *write_sheet(struct cmd_env *env, const struct cmd_common *o, struct dgpm_portfolio *portfolio,
			       const struct dgpm_organization *organization)
{
	char date[11];
	struct dgpm_template_values values = { .name = o->args[1], .schema = "evaluation.schema.json",
					       .organization = organization->code,
					       .date = dgpm_date_format(date, o->date),
					       .fiscal_year = dgpm_date_fiscal_year(o->date) - 1 };
	const char *folder = below(env, dgpm_portfolio_dir(portfolio), "evaluations");
	const char *prefix = dgpm_arena_printf(env->arena, "%s-%d-", organization->code, values.fiscal_year);

	values.id = dgpm_arena_printf(env->arena, "%s%ld", prefix, next_sheet(env, portfolio, prefix, o->threads));
	values.schema = cmd_schema_of(env, dgpm_portfolio_dir(portfolio), "evaluations/", values.schema);
	if (!cmd_make_folder(env, folder))
		return NULL;
	return write_from(env, dgpm_arena_printf(env->arena, "%s/%s.yaml", folder, values.id),
			  "evaluation.template.yaml", &values);
}

/* Write the card; its path, or NULL after a diagnostic. */
static const char *write_card(struct cmd_env *env, const struct cmd_common *o, struct dgpm_portfolio *portfolio,
			      const struct dgpm_organization *organization)
{
	struct dgpm_template_values values = { .name = o->args[1], .schema = "card.schema.json" };
	struct dgpm_cards_stats stats;
	const char *prefix;
	char date[11];
	long serial;

	dgpm_portfolio_cards(portfolio, env->diags, o->threads, NULL, NULL, &stats);
	prefix = dgpm_arena_printf(env->arena, "%d-%s-", dgpm_date_fiscal_year(o->date), organization->code);
	serial = next_serial(portfolio, prefix);
	/* A card that is left out, as it cannot be read, has its ID all the same. */
	do
		values.id = dgpm_arena_printf(env->arena, "%s%04ld", prefix, serial);
	while (dgpm_portfolio_knows(portfolio, dgpm_str_of(values.id)) && ++serial != 0);
	if (serial > MAX_SERIAL) {
		dgpm_diag_addf(env->diags, DGPM_MSG_IO_07, (struct dgpm_loc){ 0 }, NULL, _("no free ID after %s%d"),
			       prefix, MAX_SERIAL);
		return NULL;
	}
	values.organization = organization->code;
	values.date = dgpm_date_format(date, o->date);
	values.fiscal_year = dgpm_date_fiscal_year(o->date) + 1;
	values.schema = cmd_schema_of(env, dgpm_portfolio_dir(portfolio), "cards/organization/", values.schema);
	return write_from(env, card_path(env, dgpm_portfolio_dir(portfolio), organization->code, values.id),
			  "card.template.yaml", &values);
}

static const char *write_new(struct cmd_env *env, const struct new_opts *o, struct dgpm_portfolio *portfolio)
{
	const struct dgpm_organization *organization = dgpm_organizations_find(
		dgpm_portfolio_organizations(portfolio), dgpm_str_of(o->common.args[0]));

	if (organization == NULL) {
		dgpm_diag_add(env->diags, DGPM_MSG_REF_05, (struct dgpm_loc){ 0 }, o->common.args[0]);
		return NULL;
	}
	return o->evaluation ? write_sheet(env, &o->common, portfolio, organization) :
			       write_card(env, &o->common, portfolio, organization);
}

int cmd_new(struct cmd_env *env, int argc, char **argv)
{
	struct new_opts o = { .common = env->defaults };
	struct cmd_common *c = &o.common;
	struct dgpm_portfolio *portfolio;
	const char *path = NULL;

	c->date = env->today;
	c->min_args = c->max_args = 2;
	c->needs = CMD_NEEDS_ROOT;
	cmd_parse(env, options, parse_option, N_("ORGANIZATION NAME"), NULL, &o, argc, argv);
	if (dgpm_text_fold(c->arena, dgpm_str_of(c->args[1])).n == 0)
		return cmd_wrong(env, "%s", _("the name is empty"));
	if (!dgpm_portfolio_is_at(env->arena, c->dir))
		return cmd_wrong(env, "%s", _("no dgpm.yaml here or above; 'dgpm init' starts a portfolio"));
	portfolio = cmd_portfolio(env, c, false);
	if (portfolio != NULL)
		path = write_new(env, &o, portfolio);
	if (path != NULL)
		fprintf(env->out, "%s\n", path);
	return cmd_give_up(env, c);
}
