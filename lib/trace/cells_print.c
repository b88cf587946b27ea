/* Figures with the cells behind them: in words, as the ledger, or as JSON with both. */
#include "trace/cells.h"
#include "base/i18n.h"
#include "data/eras.h"
#include "ledger/ledger.h"

enum { STAGE = 5, AMOUNT = 6, SOURCE = 8 }; /* of the ledger's header */

const char *dgpm_traced_state_name(enum dgpm_traced_state state)
{
	static const char *const words[] = { "same", "unknown", "changed", "lost", "missing",
					     "words" };

	return words[state];
}

/* CSV is the ledger; JSON has the cells beside it. */
static void print_grid(const struct dgpm_traced *items, size_t n, struct dgpm_arena *arena, struct dgpm_out *out,
		       const struct dgpm_print *how)
{
	static const struct dgpm_col columns[DGPM_TRACE_CELLS + 2] = {
		{ "fiscal_year", "", DGPM_COL_INT },   { "project_id", "", DGPM_COL_TEXT },
		{ "organization", "", DGPM_COL_TEXT }, { "account", "", DGPM_COL_TEXT },
		{ "expense", "", DGPM_COL_TEXT },      { "stage", "", DGPM_COL_TEXT },
		{ "amount_yen", "", DGPM_COL_YEN },    { "item", "", DGPM_COL_TEXT },
		{ "source", "", DGPM_COL_TEXT },       { "note", "", DGPM_COL_TEXT },
		{ "cell", "", DGPM_COL_TEXT },	       { "file", "", DGPM_COL_TEXT },
	};
	bool json = how->format == DGPM_FORMAT_JSON;
	struct dgpm_grid *g = dgpm_grid_new(arena, columns, json ? DGPM_TRACE_CELLS + 2 : DGPM_TRACE_CELLS);

	for (size_t i = 0; i < n; i++) {
		const struct dgpm_traced *t = &items[i];
		int year = 0;

		for (size_t k = 0; k < DGPM_TRACE_CELLS; k++)
			if (k == 0 && dgpm_fiscal_year_parse(&year, NULL, dgpm_str_of(t->cells[0]), NULL))
				dgpm_grid_int(g, year);
			else if (k == AMOUNT)
				dgpm_grid_int(g, t->amount_yen);
			else
				dgpm_grid_cstr(g, t->cells[k]);
		if (json) {
			dgpm_grid_cstr(g, t->text);
			dgpm_grid_cstr(g, t->cells[SOURCE] != NULL ? dgpm_traced_state_name(t->state) : NULL);
		}
	}
	dgpm_grid_print(g, out, how);
}

const char *dgpm_traced_said(const struct dgpm_traced *t)
{
	switch (t->state) {
	case DGPM_TRACED:
		return "";
	case DGPM_TRACED_UNKNOWN:
		return _(" (no manifest names the file)");
	case DGPM_TRACED_OTHER:
		return _(" (the file has changed since it was converted)");
	case DGPM_TRACED_MISSING:
		return _("the file is not here: --books DIR looks elsewhere");
	case DGPM_TRACED_WORDS:
		return _("names no cell of a spreadsheet");
	default:
		return _("nothing there");
	}
}

/* An account by its name; the general one by its word. */
static const char *account_word(const struct dgpm_words *words, const char *account)
{
	const char *name = account != NULL ? strchr(account, ':') : NULL;

	return name != NULL && name[1] != '\0' ? name + 1 : dgpm_word(words, "account", account);
}

const char *dgpm_traced_of(const struct dgpm_traced *t, struct dgpm_arena *arena, const struct dgpm_words *words)
{
	return dgpm_arena_printf(arena, "%s %s %s %s %s", t->cells[0], t->cells[1], account_word(words, t->cells[3]),
				 dgpm_word(words, "expense", t->cells[4]),
				 dgpm_word(words, "ledger-stage", t->cells[STAGE]));
}

/* Stages are unlike: what is asked for, given and spent does not add up. Each stands for itself. */
static void print_sums(const struct dgpm_traced *items, size_t n, const struct dgpm_words *words, struct dgpm_out *out)
{
	char amount[DGPM_INT_BUF];

	for (enum dgpm_ledger_stage s = 0; s < DGPM_N_LEDGER_STAGES; s++) {
		dgpm_yen sum = 0;
		size_t rows = 0;
		bool fits = true;

		for (size_t i = 0; i < n; i++)
			if (strcmp(items[i].cells[STAGE], dgpm_ledger_stage_name(s)) == 0) {
				fits = fits && dgpm_yen_add(&sum, sum, items[i].amount_yen);
				rows++;
			}
		if (rows == 0)
			continue;
		dgpm_out_printf(out, P_("%s: %zu row, %s yen\n", "%s: %zu rows, %s yen\n", rows),
				dgpm_word(words, "ledger-stage", dgpm_ledger_stage_name(s)), rows,
				fits ? dgpm_int_format(amount, sum, ',') : _("more than 64 bits hold"));
	}
}

static void print_text(const struct dgpm_traced *items, size_t n, struct dgpm_arena *arena,
		       const struct dgpm_words *words, struct dgpm_out *out)
{
	char amount[DGPM_INT_BUF];

	for (size_t i = 0; i < n; i++) {
		const struct dgpm_traced *t = &items[i];

		dgpm_out_printf(out, "%s:%u: %s: %s%s%s\n", t->ledger, t->line, dgpm_traced_of(t, arena, words),
				dgpm_int_format(amount, t->amount_yen, ','),
				t->cells[7] != NULL ? "  " : "", t->cells[7] != NULL ? t->cells[7] : "");
		if (t->cells[SOURCE] == NULL)
			dgpm_out_printf(out, "    %s\n", _("no source is given"));
		else
			dgpm_out_printf(out, "    %s: %s%s\n", t->cells[SOURCE], t->text != NULL ? t->text : "",
					dgpm_traced_said(t));
	}
	if (n > 1)
		print_sums(items, n, words, out);
}

void dgpm_trace_print(const struct dgpm_traced *items, size_t n, struct dgpm_arena *arena,
		      const struct dgpm_words *words, struct dgpm_out *out, const struct dgpm_print *how)
{
	if (how->format == DGPM_FORMAT_TEXT)
		print_text(items, n, arena, words, out);
	else
		print_grid(items, n, arena, out, how);
}
