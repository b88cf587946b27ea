/* dgpm show: one project with all that is known of it, and where each value and figure stands. */
#include "cmd.h"
#include "portfolio/projects.h"
#include "base/text.h"

#include <inttypes.h>

static const struct dgpm_col row_columns[] = {
	{ "project_id", NULL, DGPM_COL_TEXT }, { "organization", NULL, DGPM_COL_TEXT },
	{ "name", NULL, DGPM_COL_TEXT },       { "class", NULL, DGPM_COL_TEXT },
	{ "sector", NULL, DGPM_COL_TEXT },     { "phase", NULL, DGPM_COL_TEXT },
	{ "total_yen", NULL, DGPM_COL_YEN },
};

static const struct dgpm_col card_columns[] = {
	{ "line", N_("line"), DGPM_COL_INT },
	{ "key", N_("key"), DGPM_COL_TEXT },
	{ "value", N_("value"), DGPM_COL_TEXT },
};

static const struct dgpm_col ledger_columns[] = {
	{ "fiscal_year", N_("FY"), DGPM_COL_TEXT },      { "stage", N_("stage"), DGPM_COL_TEXT },
	{ "expense", N_("expense"), DGPM_COL_TEXT },     { "account", N_("account"), DGPM_COL_TEXT },
	{ "amount_yen", N_("amount"), DGPM_COL_YEN },    { "item", N_("item"), DGPM_COL_TEXT },
	{ "where", N_("where"), DGPM_COL_TEXT },         { "source", N_("source"), DGPM_COL_TEXT },
};

struct show {
	struct cmd_env *env;
	const char *id;
	struct dgpm_projects projects;
	const struct dgpm_project *project;
	struct dgpm_card card;
	struct dgpm_grid *ledger;
	const char *path; /* of the ledger being read */
};

/* "indicators[0].name  value", a line a scalar, in the order of the card. */
static void flatten(struct dgpm_arena *a, struct dgpm_grid *g, const char *path, const struct dgpm_node *node)
{
	if (node->kind == DGPM_MAP) {
		for (uint32_t i = 0; i < node->n; i++)
			flatten(a, g, dgpm_arena_printf(a, "%s%s%s", path, *path != '\0' ? "." : "",
							node->pairs[i].key.text),
				&node->pairs[i].value);
	} else if (node->kind == DGPM_LIST) {
		for (uint32_t i = 0; i < node->n; i++)
			flatten(a, g, dgpm_arena_printf(a, "%s[%" PRIu32 "]", path, i), &node->items[i]);
	} else {
		dgpm_grid_int(g, node->line);
		dgpm_grid_cstr(g, path);
		dgpm_grid_text(g, dgpm_node_str(node));
	}
}

static void add_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct show *s = ctx;
	struct dgpm_arena *a = s->env->arena;
	const char *lang = s->env->defaults.print.lang;
	const struct dgpm_codes *codes = dgpm_data_codes(s->env->data, s->env->diags);

	(void)worker;
	if (!dgpm_str_is(row->project_id, s->id))
		return;
	dgpm_grid_cstr(s->ledger, dgpm_arena_printf(a, "%d", row->fiscal_year));
	dgpm_grid_cstr(s->ledger,
		       dgpm_code_text(codes, "ledger-stage", dgpm_str_of(dgpm_ledger_stage_name(row->stage)), lang));
	dgpm_grid_cstr(s->ledger, dgpm_code_text(codes, "expense", dgpm_str_of(dgpm_expense_name(row->expense)), lang));
	dgpm_grid_text(s->ledger, row->account);
	dgpm_grid_int(s->ledger, row->amount_yen);
	dgpm_grid_text(s->ledger, row->item.n != 0 ? row->item : (struct dgpm_str){ NULL, 0 });
	dgpm_grid_cstr(s->ledger, dgpm_arena_printf(a, "%s:%" PRIu32, s->path, row->line));
	dgpm_grid_text(s->ledger, row->source.n != 0 ? row->source : (struct dgpm_str){ NULL, 0 });
}

static void print_row(const struct show *s, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct dgpm_project *p = s->project;
	struct dgpm_grid *g = dgpm_grid_new(s->env->arena, row_columns, DGPM_COUNT(row_columns));

	dgpm_grid_cstr(g, p->id);
	dgpm_grid_cstr(g, dgpm_organization_code(dgpm_portfolio_organizations(s->env->portfolio), p->organization));
	dgpm_grid_cstr(g, p->name);
	dgpm_grid_cstr(g, p->class);
	dgpm_grid_cstr(g, p->sector);
	dgpm_grid_cstr(g, p->phase);
	if (p->has_total)
		dgpm_grid_int(g, p->total_yen);
	else
		dgpm_grid_none(g);
	dgpm_grid_print(g, out, how);
}

static void print_show(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct show *s = ctx;
	struct dgpm_grid *card;

	if (how->format != DGPM_FORMAT_TEXT) {
		print_row(s, out, how);
		return;
	}
	dgpm_out_printf(out, "%s  ", s->project->id);
	dgpm_out_str(out, dgpm_text_escape(s->env->arena, dgpm_str_of(s->project->name)));
	dgpm_out_printf(out, "\n\n%s: %s\n", _("card"), s->project->path);
	card = dgpm_grid_new(s->env->arena, card_columns, DGPM_COUNT(card_columns));
	flatten(s->env->arena, card, "", s->card.root);
	dgpm_grid_print(card, out, how);
	if (dgpm_grid_rows(s->ledger) == 0) {
		dgpm_out_printf(out, "\n%s\n", _("budget: no ledger row names this project"));
		cmd_print_lacking(out, &s->projects.ledgers);
		return;
	}
	dgpm_out_printf(out, "\n%s\n", _("budget"));
	dgpm_grid_print(s->ledger, out, how);
	cmd_print_lacking(out, &s->projects.ledgers);
}

static void find_project(struct show *s)
{
	for (size_t i = 0; i < s->projects.n; i++)
		if (strcmp(s->projects.items[i].id, s->id) == 0) {
			s->project = &s->projects.items[i];
			return;
		}
}

int cmd_show(struct cmd_env *env, int argc, char **argv)
{
	struct cmd_common c = env->defaults;
	struct show s = { .env = env };
	struct dgpm_ledgers_stats ledgers;
	struct dgpm_portfolio *portfolio;

	c.min_args = c.max_args = 1;
	if (cmd_parse(env, NULL, NULL, N_("ID"), NULL, &c, argc, argv) != 0)
		return CMD_TROUBLE;
	s.id = c.args[0];
	portfolio = cmd_portfolio(env, &c, false);
	if (portfolio == NULL || dgpm_data_codes(env->data, env->diags) == NULL)
		return cmd_finish(env, &c, NULL, NULL, NULL);
	dgpm_projects_list(&s.projects, env->arena, env->diags, portfolio, s.id, 0, c.threads);
	find_project(&s);
	if (s.project == NULL)
		return cmd_no_project(env, &c, s.id);
	s.ledger = dgpm_grid_new(env->arena, ledger_columns, DGPM_COUNT(ledger_columns));
	/* Read again for the rows themselves, in their order; what is wrong with them has been told. */
	dgpm_portfolio_ledgers(portfolio, dgpm_diags_new(env->arena), 1, add_row, &s, &s.path, &ledgers);
	if (dgpm_portfolio_card(&s.card, portfolio, env->arena, env->diags, s.project->path) != 0)
		return cmd_finish(env, &c, NULL, NULL, NULL);
	return cmd_finish(env, &c, print_show, &s,
			  dgpm_diags_count(env->diags) != 0 ?
				  cmd_counts(env->arena, &s.projects.cards, &s.projects.ledgers) :
				  NULL);
}
