/* dgpm consolidate: the consolidated appropriation of a year, what stays with the ministries and why. */
#include "cmd.h"
#include "govern/consolidate.h"

static const struct argp_option options[] = {
	CMD_OPTION_DATE(N_("the day, YYYY-MM-DD; else dgpm.yaml, else today")),
	CMD_OPTION_YEAR(N_("the fiscal year of the request; else the one after the day")),
	{ 0 },
};

struct consolidate {
	struct dgpm_arena *arena;
	struct dgpm_words words;
	struct dgpm_consolidation all;
	struct dgpm_date date;
};

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct consolidate *s = ctx;

	dgpm_consolidation_print(&s->all, s->arena, &s->words, s->date, out, how);
}

int cmd_consolidate(struct cmd_env *env, int argc, char **argv)
{
	struct cmd_common c = env->defaults;
	struct consolidate s = { .arena = env->arena };
	struct dgpm_portfolio *portfolio;
	const char *remark = NULL;
	bool known = false;

	c.print.unit = DGPM_UNIT_MILLION;
	c.tables = c.selects = true;
	if (cmd_parse(env, options, NULL, N_("[PATH...]"), NULL, &c, argc, argv) != 0)
		return CMD_TROUBLE;
	portfolio = cmd_portfolio(env, &c, true);
	if (portfolio == NULL)
		return cmd_give_up(env, &c);
	s.date = cmd_review_date(env, &c, portfolio);
	if (c.fiscal_year == 0)
		c.fiscal_year = dgpm_date_fiscal_year(s.date) + 1;
	if (dgpm_consolidate(&s.all, env->arena, env->diags, portfolio, s.date, c.fiscal_year, c.threads) != 0)
		return cmd_give_up(env, &c);
	s.words = cmd_words(env);
	for (size_t i = 0; i < s.all.n; i++)
		known |=
			s.all.items[i].request.known || s.all.items[i].allocated.known || s.all.items[i].executed.known;
	if (s.all.n != 0 && !known)
		remark = dgpm_arena_printf(env->arena, _("note: no ledger has a figure of FY%d for these projects"),
					   s.all.fiscal_year);
	return cmd_finish(env, &c,
			  &(struct cmd_result){ .print = print, .ctx = &s, .remark = remark,
						.summary = cmd_counts(env->arena, &s.all.cards, &s.all.ledgers) });
}
