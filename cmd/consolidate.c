/* dgpm consolidate: the consolidated appropriation of a year, what stays with the ministries and why. */
#include "cmd.h"
#include "govern/consolidate.h"

enum { OPT_ALL = 0x200, OPT_FIGURES };

static const struct argp_option options[] = {
	{ "all", OPT_ALL, NULL, 0, N_("every row at a terminal, too, and the sums by organization"), 0 },
	{ "figures", OPT_FIGURES, NULL, 0, N_("in text too the address of each row, which dgpm trace takes"), 0 },
	CMD_OPTION_DATE(N_("the day, YYYY-MM-DD; else dgpm.yaml, else today")),
	CMD_OPTION_YEAR(N_("the fiscal year of the request; else the one after the day")),
	{ 0 },
};

struct consolidate_opts {
	struct cmd_common common;
	struct dgpm_consolidation_look look;
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct consolidate_opts *o = state->input;

	(void)arg;
	switch (key) {
	case OPT_ALL:
		o->look.unfold = true;
		return 0;
	case OPT_FIGURES:
		o->look.addresses = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

struct consolidate {
	struct dgpm_consolidation_look look;
	struct dgpm_arena *arena;
	struct dgpm_words words;
	struct dgpm_consolidation all;
	struct dgpm_date date;
};

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct consolidate *s = ctx;

	dgpm_consolidation_print(&s->all, s->arena, &s->words, s->date, &s->look, out, how);
}

/* Where nothing can be requested for want of a review, that is the one thing to say. */
static const char *remark_of(struct cmd_env *env, const struct dgpm_consolidation *all)
{
	bool known = false, reviewed = all->by_group[DGPM_BULK_CAN].n != 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct dgpm_consolidated *c = &all->items[i];

		known |= c->request.known || c->allocated.known || c->executed.known;
		reviewed |= c->group == DGPM_BULK_WAITING && strcmp(c->decision, "no-review") != 0;
	}
	if (all->n != 0 && !known)
		return dgpm_arena_printf(env->arena, _("note: no ledger has a figure of FY%d for these projects"),
					 all->fiscal_year);
	if (all->by_group[DGPM_BULK_WAITING].n != 0 && !reviewed)
		return dgpm_arena_printf(env->arena,
					 _("note: there is no pre-request review of FY%d yet, so none can be "
					   "requested"),
					 all->fiscal_year);
	return NULL;
}

/* What would let most be requested: the review, else what the first card lacks. */
static const char *next_of(struct cmd_env *env, const struct dgpm_consolidation *all)
{
	for (size_t i = 0; i < all->n_parts; i++)
		if (strcmp(all->parts[i].decision, "no-review") == 0)
			return dgpm_arena_printf(env->arena, "dgpm review --stage pre-request -y %d",
						 all->fiscal_year);
	for (size_t i = 0; i < all->n; i++)
		if (all->items[i].todo != NULL)
			return dgpm_arena_printf(env->arena, "%s: %s", all->items[i].id, all->items[i].todo);
	return NULL;
}

int cmd_consolidate(struct cmd_env *env, int argc, char **argv)
{
	struct consolidate_opts o = { .common = env->defaults };
	struct cmd_common *c = &o.common;
	struct consolidate s = { .arena = env->arena };
	struct dgpm_portfolio *portfolio;

	c->print.unit = DGPM_UNIT_MILLION;
	c->tables = c->selects = true;
	cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv);
	portfolio = cmd_portfolio(env, c, true);
	if (portfolio == NULL)
		return cmd_give_up(env, c);
	s.look = o.look;
	s.date = cmd_review_date(env, c, portfolio);
	if (c->fiscal_year == 0)
		c->fiscal_year = dgpm_date_fiscal_year(s.date) + 1;
	if (dgpm_consolidate(&s.all, env->arena, env->diags, portfolio, s.date, c->fiscal_year, c->threads) != 0)
		return cmd_give_up(env, c);
	s.words = cmd_words(env);
	return cmd_finish(env, c,
			  &(struct cmd_result){ .print = print, .ctx = &s, .remark = remark_of(env, &s.all),
						.next = next_of(env, &s.all),
						.summary = cmd_counts(env->arena, &s.all.cards, &s.all.ledgers) });
}
