/* Projects as reports. */
#include "portfolio/print.h"
#include "base/i18n.h"
#include "base/text.h"

#include <inttypes.h>

void dgpm_print_lacking(struct dgpm_out *out, const struct dgpm_ledgers_stats *ledgers)
{
	if (ledgers->rows_left_out == 0)
		return;
	dgpm_out_printf(out,
			P_("totals lack a part: %zu ledger row was left out",
			   "totals lack a part: %zu ledger rows were "
			   "left out",
			   ledgers->rows_left_out),
			ledgers->rows_left_out);
	dgpm_out_puts(out, "\n");
}

static const struct dgpm_col columns[] = {
	{ "project_id", N_("project"), DGPM_COL_TEXT }, { "organization", N_("organization"), DGPM_COL_NAME },
	{ "name", N_("name"), DGPM_COL_NAME },          { "class", N_("class"), DGPM_COL_TEXT },
	{ "sector", N_("sector"), DGPM_COL_TEXT },      { "phase", N_("phase"), DGPM_COL_TEXT },
	{ "total_yen", N_("budget"), DGPM_COL_YEN },    { "total_fy", N_("FY"), DGPM_COL_YEAR },
};

/* For people: the year in front of its amount. */
static const struct dgpm_col text_columns[] = {
	{ "project_id", N_("project"), DGPM_COL_TEXT }, { "organization", N_("organization"), DGPM_COL_NAME },
	{ "name", N_("name"), DGPM_COL_NAME },          { "class", N_("class"), DGPM_COL_TEXT },
	{ "sector", N_("sector"), DGPM_COL_TEXT },      { "phase", N_("phase"), DGPM_COL_TEXT },
	{ "total_fy", N_("FY"), DGPM_COL_YEAR },        { "total_yen", N_("budget"), DGPM_COL_YEN },
};

static void put_known(struct dgpm_grid *g, bool known, int64_t value)
{
	if (known)
		dgpm_grid_int(g, value);
	else
		dgpm_grid_none(g);
}

static void put_project(struct dgpm_grid *g, const struct dgpm_words *words, const struct dgpm_project *p, bool text)
{
	dgpm_grid_cstr(g, p->id);
	dgpm_put_organization(g, words, p->organization);
	dgpm_grid_cstr(g, text && p->name_en != NULL && strcmp(words->lang, "ja") != 0 ? p->name_en : p->name);
	dgpm_grid_cstr(g, p->class);
	dgpm_put_word(g, words, "sector", "sector-short", p->sector);
	dgpm_grid_cstr(g, dgpm_word(words, "phase", p->phase));
	if (text)
		put_known(g, p->fiscal_year != 0, p->fiscal_year);
	put_known(g, p->has_total, p->total_yen);
	if (!text)
		put_known(g, p->fiscal_year != 0, p->fiscal_year);
}

void dgpm_projects_print(const struct dgpm_projects *projects, struct dgpm_arena *a, const struct dgpm_words *said,
			 struct dgpm_out *out, const struct dgpm_print *how)
{
	bool text = how->format == DGPM_FORMAT_TEXT;
	struct dgpm_words words = text ? *said : dgpm_words_as_codes(said);
	struct dgpm_grid *g = dgpm_grid_new(a, text ? text_columns : columns, DGPM_COUNT(columns));

	dgpm_grid_main(g);
	dgpm_grid_spare(g, "phase sector class");
	for (size_t i = 0; i < projects->n; i++)
		put_project(g, &words, &projects->items[i], text);
	dgpm_grid_print(g, out, how);
	if (!text)
		return;
	if (projects->n != 0 && projects->fiscal_year != 0)
		dgpm_out_printf(out,
				_("budget: initial + supplementary + carried in + transferred in + reserve, FY%d\n"),
				projects->fiscal_year);
	else if (projects->n != 0)
		dgpm_out_printf(out, "%s\n", _("budget: initial + supplementary + carried in + transferred in + "
					       "reserve, of the latest year that has one"));
	dgpm_print_lacking(out, &projects->ledgers);
}

static const struct dgpm_col card_columns[] = {
	{ "line", N_("line"), DGPM_COL_INT },
	{ "key", N_("key"), DGPM_COL_TEXT },
	{ "value", N_("value"), DGPM_COL_NAME },
};

static const struct dgpm_col ledger_columns[] = {
	{ "fiscal_year", N_("FY"), DGPM_COL_YEAR },      { "stage", N_("stage"), DGPM_COL_TEXT },
	{ "expense", N_("expense"), DGPM_COL_TEXT },     { "account", N_("account"), DGPM_COL_NAME },
	{ "amount_yen", N_("amount"), DGPM_COL_YEN },    { "item", N_("item"), DGPM_COL_NAME },
	{ "where", N_("where"), DGPM_COL_TEXT },         { "source", N_("source"), DGPM_COL_NAME },
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

static void put_rows(struct dgpm_grid *g, struct dgpm_arena *a, const struct dgpm_words *words,
		     const struct dgpm_project_known *known)
{
	for (size_t i = 0; i < known->n_rows; i++) {
		const struct dgpm_project_row *row = &known->rows[i];

		dgpm_grid_int(g, row->fiscal_year);
		dgpm_grid_cstr(g, dgpm_word(words, "ledger-stage", dgpm_ledger_stage_name(row->stage)));
		dgpm_grid_cstr(g, dgpm_word(words, "expense", dgpm_expense_name(row->expense)));
		dgpm_grid_text(g, row->account);
		dgpm_grid_int(g, row->amount_yen);
		dgpm_grid_text(g, row->item.n != 0 ? row->item : (struct dgpm_str){ NULL, 0 });
		dgpm_grid_cstr(g, dgpm_arena_printf(a, "%s:%" PRIu32, row->path, row->line));
		dgpm_grid_text(g, row->source.n != 0 ? row->source : (struct dgpm_str){ NULL, 0 });
	}
}

void dgpm_project_print(const struct dgpm_project_known *known, struct dgpm_arena *a, const struct dgpm_words *said,
			struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_words codes = dgpm_words_as_codes(said);
	struct dgpm_grid *g;

	if (how->format != DGPM_FORMAT_TEXT) {
		g = dgpm_grid_new(a, columns, DGPM_COUNT(columns));
		dgpm_grid_main(g);
		put_project(g, &codes, known->project, false);
		dgpm_grid_print(g, out, how);
		return;
	}
	dgpm_out_printf(out, "%s  ", known->project->id);
	dgpm_out_str(out, dgpm_text_escape(a, dgpm_str_of(known->project->name)));
	dgpm_out_printf(out, "\n\n%s: %s\n", _("card"), known->project->path);
	g = dgpm_grid_new(a, card_columns, DGPM_COUNT(card_columns));
	flatten(a, g, "", known->card.root);
	dgpm_grid_print(g, out, how);
	if (known->n_rows == 0) {
		dgpm_out_printf(out, "\n%s\n", _("budget: no ledger row names this project"));
	} else {
		dgpm_out_printf(out, "\n%s\n", _("budget"));
		g = dgpm_grid_new(a, ledger_columns, DGPM_COUNT(ledger_columns));
		dgpm_grid_main(g);
		put_rows(g, a, said, known);
		dgpm_grid_print(g, out, how);
	}
	dgpm_print_lacking(out, known->ledgers);
}
