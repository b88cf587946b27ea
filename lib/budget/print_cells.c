/* Cells of dgpm ledger: codes for programs, words for people. */
#include "budget/print_parts.h"
#include "budget/address.h"
#include "base/i18n.h"

#include <stdlib.h>

static const char *col_title(enum dgpm_table_col col)
{
	static const char *const titles[DGPM_N_TABLE_COLS] = {
		N_("FY"), N_("project"), N_("organization"), N_("account"), N_("expense"), N_("stage"),
		N_("item"), N_("class"), N_("sector"), N_("phase"), N_("name"),
	};

	return titles[col];
}

enum dgpm_figure budget_figure_at(const struct budget_view *s, size_t place)
{
	return s->text ? (enum dgpm_figure)place : dgpm_table_figures[place];
}

const char *budget_figure_title(const struct budget_view *s, enum dgpm_figure f)
{
	if (f == DGPM_FIG_TOTAL)
		return _("total");
	if (f == DGPM_FIG_EXECUTION_RATE)
		return _("execution rate");
	if (f == DGPM_FIG_UNUSED)
		return _("unused");
	return dgpm_word(s->words, "ledger-stage", dgpm_figure_name(f));
}

/* Codes for programs, words for people. */
struct dgpm_str budget_shown(const struct budget_view *s, enum dgpm_table_col col, struct dgpm_str value)
{
	static const char *const lists[DGPM_N_TABLE_COLS] = { [DGPM_TC_EXPENSE] = "expense",
							      [DGPM_TC_STAGE] = "ledger-stage",
							      [DGPM_TC_SECTOR] = "sector", [DGPM_TC_PHASE] = "phase" };

	if (value.s == NULL || !s->text)
		return value;
	if (lists[col] != NULL)
		return dgpm_str_of(dgpm_word(s->words, lists[col], value.s));
	if (col == DGPM_TC_ORGANIZATION)
		return dgpm_str_of(dgpm_word_organization(s->words, value.s));
	if (col == DGPM_TC_ACCOUNT) {
		struct dgpm_account account;
		const char *word;

		(void)dgpm_account_parse(&account, value);
		word = dgpm_word(s->words, "account", dgpm_account_kind_name(account.kind));
		return dgpm_str_of(account.name.n != 0 ? dgpm_arena_printf(s->arena, "%s %s", word, account.name.s) :
							 word);
	}
	return value;
}

const char *budget_across_title(const struct budget_view *s, enum dgpm_table_col col, struct dgpm_str value)
{
	if (value.s == NULL)
		return s->text ? "-" : "";
	if (s->text && col == DGPM_TC_FISCAL_YEAR && s->how->eras != NULL)
		return dgpm_print_year(s->arena, s->how, strtol(value.s, NULL, 10));
	if (s->text && col == DGPM_TC_FISCAL_YEAR)
		return dgpm_arena_printf(s->arena, _("FY%s"), value.s);
	return budget_shown(s, col, value).s;
}

/* Numbers for programs, words for people: a year is no amount. */
void budget_put_value(const struct budget_view *s, struct dgpm_grid *g, enum dgpm_table_col col, struct dgpm_str value)
{
	if (!s->text && col == DGPM_TC_FISCAL_YEAR)
		dgpm_grid_int(g, strtol(value.s, NULL, 10));
	else if (col == DGPM_TC_FISCAL_YEAR && s->how->eras != NULL && value.s != NULL)
		dgpm_grid_cstr(g, dgpm_print_year(s->arena, s->how, strtol(value.s, NULL, 10)));
	else
		dgpm_grid_text(g, budget_shown(s, col, value));
}

void budget_put_figure(struct dgpm_grid *g, const struct dgpm_figures *f, enum dgpm_figure figure)
{
	if (!f->has[figure])
		dgpm_grid_none(g);
	else if (figure == DGPM_FIG_EXECUTION_RATE) {
		dgpm_grid_ratio(g, f->value[DGPM_FIG_EXECUTED], f->rate_of);
		if (f->open || f->value[figure] > 10000)
			dgpm_grid_mark(g);
	} else
		dgpm_grid_int(g, f->value[figure]);
}

/* The columns in front: values, or what a total is of. What stands above is not said again. */
void budget_put_front(const struct budget_view *s, struct dgpm_grid *g, enum budget_level level, size_t row,
		      const struct dgpm_table_row *r)
{
	static const char *const names[] = { "group", "subtotal", "total" };
	bool sorted = s->how->choice != NULL && s->how->choice->sort != NULL;
	/* A reader sees what stands above; a filter does not. */
	bool same = s->text && s->how->workbook == NULL && level != BUDGET_TOTAL && s->n_group > 1 && !sorted;

	if (level != BUDGET_GROUP)
		dgpm_grid_sum(g, level == BUDGET_SUBTOTAL);
	if (!s->text && s->look->totals)
		dgpm_grid_cstr(g, names[level]);
	for (size_t c = 0; c < s->n_group; c++) {
		bool label = c == (level == BUDGET_SUBTOTAL ? 1 : 0);

		same = same && ((level == BUDGET_SUBTOTAL && c == 0) ||
				(level == BUDGET_GROUP && c + 1 < s->n_group && row > 0 &&
				 dgpm_table_rank(s->t, row - 1, c) == r->ranks[c]));
		if (level == BUDGET_GROUP || (level == BUDGET_SUBTOTAL && c == 0)) {
			if (same)
				dgpm_grid_cstr(g, "");
			else
				budget_put_value(s, g, s->t->by[c], r->values[c]);
		} else if (s->text) {
			dgpm_grid_cstr(g, !label ? "" : level == BUDGET_TOTAL ? _("total") : _("subtotal"));
		} else {
			dgpm_grid_none(g);
		}
	}
}

struct dgpm_col budget_address_col(const struct budget_view *s, const char *name)
{
	return (struct dgpm_col){ name, !s->text || s->look->addresses ? N_("address") : NULL, DGPM_COL_TEXT };
}

void budget_put_address(const struct budget_view *s, struct dgpm_grid *g, enum budget_level level,
			const struct dgpm_table_row *row, const char *figure)
{
	size_t n_by = level == BUDGET_GROUP ? s->n_group : level == BUDGET_SUBTOTAL ? 1 : 0;
	struct dgpm_table_beside beside = { s->look->share, s->look->has_across };
	const char *address;

	if (s->text && !s->look->addresses) {
		dgpm_grid_none(g);
		return;
	}
	address = dgpm_table_address(s->t, s->arena, row, n_by, &beside);
	dgpm_grid_cstr(g, figure != NULL ? dgpm_address_cell(s->arena, address, figure) : address);
}

static const char *row_label(const struct budget_view *s, size_t row, const char *behind)
{
	const char *text = "";
	struct dgpm_table_row r;

	if (row == SIZE_MAX)
		return behind;
	dgpm_table_row(&r, s->t, row);
	for (size_t c = 0; c < s->n_group; c++) {
		struct dgpm_str v = budget_shown(s, s->t->by[c], r.values[c]);

		text = dgpm_arena_printf(s->arena, "%s%s%s", text, c != 0 ? ", " : "", v.s != NULL ? v.s : "-");
	}
	return behind == NULL ? text : dgpm_arena_printf(s->arena, "%s%s%s", text, *text != '\0' ? ", " : "", behind);
}

void budget_note_rounding(struct budget_view *s, const struct dgpm_figures *f, size_t row, const char *behind)
{
	char parts[DGPM_INT_BUF], total[DGPM_INT_BUF];
	int64_t off = dgpm_figures_rounding(f, s->how->unit), shown_total;

	s->n_over += f->has[DGPM_FIG_EXECUTION_RATE] && f->value[DGPM_FIG_EXECUTION_RATE] > 10000;
	s->n_open += f->has[DGPM_FIG_EXECUTION_RATE] && f->open;
	if (off == 0)
		return;
	s->misses = true;
	if (s->n_missed++ >= 3)
		return;
	shown_total = dgpm_yen_round(f->value[DGPM_FIG_TOTAL], s->how->unit);
	s->missed = dgpm_arena_printf(s->arena, _("%s%s%s: %s added up, %s as total"),
				      s->missed != NULL ? s->missed : "", s->missed != NULL ? "; " : "",
				      row_label(s, row, behind), dgpm_int_format(parts, shown_total + off, ','),
				      dgpm_int_format(total, shown_total, ','));
}

/* Rows that belong together by their first column: the end of the block that begins at `from`. */
size_t budget_block_end(const struct dgpm_table *t, size_t from)
{
	size_t end = from + 1;

	while (end < t->n && dgpm_table_rank(t, end, 0) == dgpm_table_rank(t, from, 0))
		end++;
	return end;
}

/* A total beyond 64 bits is no value, and never without a word. */
void budget_tell_overflow(const struct budget_view *s, const struct dgpm_figures *f)
{
	for (enum dgpm_figure i = 0; i < DGPM_N_FIGURES; i++)
		if (f->overflow[i])
			dgpm_diag_addf(s->diags, DGPM_MSG_SUM_01, (struct dgpm_loc){ 0 }, dgpm_figure_name(i),
				       "%s", dgpm_figure_name(i));
}

size_t budget_front_cols(const struct budget_view *s, struct dgpm_col *cols)
{
	size_t n = 0;

	if (!s->text && s->look->totals)
		cols[n++] = (struct dgpm_col){ "level", NULL, DGPM_COL_TEXT };
	for (size_t c = 0; c < s->n_group; c++) {
		enum dgpm_table_col col = s->t->by[c];

		cols[n++] = (struct dgpm_col){ dgpm_table_col_name(col), col_title(col),
					       col == DGPM_TC_FISCAL_YEAR && !s->text ? DGPM_COL_INT : DGPM_COL_LINES };
	}
	return n;
}

bool budget_has_year(const struct budget_view *s, size_t from)
{
	for (size_t c = from; c < s->t->n_by; c++)
		if (s->t->by[c] == DGPM_TC_FISCAL_YEAR)
			return true;
	return false;
}
