/* dgpm new: a new card with the next free ID. */
#include "cmd.h"
#include "data/template.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#define MAX_SERIAL 999999

static const struct argp_option options[] = {
	CMD_OPTION_DATE(N_("the day the ID is given, YYYY-MM-DD; else today")),
	{ 0 },
};

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

static const char *card_path(struct cmd_env *env, const char *root, const char *code, const char *id)
{
	char *folder = dgpm_arena_strdup(env->arena, code);
	const char *cards = strcmp(root, ".") == 0 ? "cards" : dgpm_arena_printf(env->arena, "%s/cards", root);
	const char *dir;

	for (char *c = folder; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	dir = dgpm_arena_printf(env->arena, "%s/%s", cards, folder);
	if ((mkdir(cards, 0777) != 0 && errno != EEXIST) || (mkdir(dir, 0777) != 0 && errno != EEXIST)) {
		dgpm_diag_addf(env->diags, DGPM_MSG_IO_07, (struct dgpm_loc){ .path = dir }, NULL, "%s",
			       strerror(errno));
		return NULL;
	}
	return dgpm_arena_printf(env->arena, "%s/%s.yaml", dir, id);
}

/* Write the card; its path, or NULL after a diagnostic. */
static const char *write_card(struct cmd_env *env, const struct cmd_common *o, struct dgpm_portfolio *portfolio)
{
	const struct dgpm_organization *organization =
		dgpm_organizations_find(dgpm_portfolio_organizations(portfolio), dgpm_str_of(o->args[0]));
	struct dgpm_template_values values = { .name = o->args[1], .schema = "card.schema.json" };
	struct dgpm_cards_stats stats;
	const char *prefix, *path, *text;
	char date[11];
	long serial;

	if (organization == NULL) {
		dgpm_diag_add(env->diags, DGPM_MSG_REF_05, (struct dgpm_loc){ 0 }, o->args[0]);
		return NULL;
	}
	dgpm_portfolio_cards(portfolio, env->diags, o->threads, NULL, NULL, &stats);
	prefix = dgpm_arena_printf(env->arena, "%d-%s-", dgpm_date_fiscal_year(o->date), organization->code);
	serial = next_serial(portfolio, prefix);
	if (serial > MAX_SERIAL) {
		dgpm_diag_addf(env->diags, DGPM_MSG_IO_07, (struct dgpm_loc){ 0 }, NULL, _("no free ID after %s%d"),
			       prefix, MAX_SERIAL);
		return NULL;
	}
	values.id = dgpm_arena_printf(env->arena, "%s%04ld", prefix, serial);
	values.organization = organization->code;
	values.date = dgpm_date_format(date, o->date);
	values.fiscal_year = dgpm_date_fiscal_year(o->date) + 1;
	path = card_path(env, dgpm_portfolio_dir(portfolio), organization->code, values.id);
	if (path == NULL ||
	    dgpm_template_fill(&text, env->arena, env->diags, env->data, "card.template.yaml", &values) != 0 ||
	    dgpm_template_write(env->arena, env->diags, path, text) != 0)
		return NULL;
	return path;
}

int cmd_new(struct cmd_env *env, int argc, char **argv)
{
	struct cmd_common c = env->defaults;
	struct dgpm_portfolio *portfolio;
	const char *path = NULL;

	c.date = env->today;
	c.min_args = c.max_args = 2;
	if (cmd_parse(env, options, NULL, N_("ORGANIZATION NAME"), NULL, &c, argc, argv) != 0)
		return CMD_TROUBLE;
	if (!dgpm_portfolio_is_at(c.dir))
		return cmd_wrong(env, "%s", _("no dgpm.yaml here or above; 'dgpm init' starts a portfolio"));
	portfolio = cmd_portfolio(env, &c, false);
	if (portfolio != NULL)
		path = write_card(env, &c, portfolio);
	if (path != NULL)
		fprintf(env->out, "%s\n", path);
	return cmd_give_up(env, &c);
}
