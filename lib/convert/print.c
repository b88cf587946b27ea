/* What is told of a conversion: the counts, what was left out, how cells were read. */
#include "convert/convert.h"
#include "base/i18n.h"
#include "print/csv.h"

void dgpm_convert_rejects_print(const struct dgpm_converted *done, struct dgpm_arena *a, struct dgpm_out *out,
				bool excel)
{
	static const char *const names[] = { "source", "rule", "reason", "column", "value", "row" };
	struct dgpm_csv w = csv_begin(out, excel);
	char block[1 << 14];
	size_t n;

	for (size_t i = 0; i < DGPM_COUNT(names); i++)
		csv_text(&w, names[i]);
	csv_end(&w);
	for (size_t i = 0; i < done->n_rejects; i++) {
		const struct dgpm_reject *r = &done->rejects[i];

		csv_text(&w, r->source);
		csv_text(&w, r->rule);
		csv_text(&w, r->instead != NULL ? dgpm_arena_cat(a, r->reason, ": ", r->instead) : r->reason);
		csv_text(&w, r->column);
		csv_text(&w, r->value);
		csv_text(&w, r->row);
		csv_end(&w);
	}
	if (done->superseded == NULL)
		return;
	rewind(done->superseded);
	while ((n = fread(block, 1, sizeof block, done->superseded)) != 0)
		dgpm_out_write(out, block, n);
}

/* What cells are read as, for the catalogue. */
static const char *const read_as[]
	__attribute__((unused)) = { N_("text"), N_("amount"),	    N_("year"),	  N_("date"), N_("whole"),
				    N_("map"),	N_("organization"), N_("ledger"), N_("card"), N_("color") };

void dgpm_convert_explained_print(const struct dgpm_converted *done, struct dgpm_arena *a, struct dgpm_out *out,
				  const struct dgpm_print *how)
{
	bool words = how->format == DGPM_FORMAT_TEXT;
	static const struct dgpm_col columns[] = {
		{ "source", N_("cell"), DGPM_COL_TEXT },    { "header", N_("header"), DGPM_COL_TEXT },
		{ "text", N_("text"), DGPM_COL_TEXT },	    { "read_as", N_("read as"), DGPM_COL_TEXT },
		{ "result", N_("becomes"), DGPM_COL_TEXT },
	};
	struct dgpm_grid *g = dgpm_grid_new(a, columns, DGPM_COUNT(columns));

	dgpm_grid_report(g, "conversion-cells");
	for (size_t i = 0; i < done->n_explained; i++) {
		const struct dgpm_explained *e = &done->explained[i];
		const char *as = words ? _(e->as) : e->as;

		dgpm_grid_cstr(g, e->source);
		dgpm_grid_cstr(g, e->header);
		dgpm_grid_cstr(g, e->text);
		dgpm_grid_cstr(g, e->unit != NULL ? dgpm_arena_printf(a, "%s (%s)", as, e->unit) : as);
		dgpm_grid_cstr(g, e->result);
	}
	dgpm_grid_print(g, out, how);
}

static const char *number(struct dgpm_arena *a, size_t n)
{
	char buf[DGPM_INT_BUF];

	return dgpm_arena_strdup(a, dgpm_int_format(buf, (int64_t)n, ','));
}

static const char *counted(struct dgpm_arena *a, const char *text, size_t n, const char *one, const char *many)
{
	return n == 0 ? text : dgpm_arena_printf(a, "%s, %s %s", text, number(a, n), P_(one, many, n));
}

const char *dgpm_convert_summary(struct dgpm_arena *a, const struct dgpm_convert_stats *s, bool cards)
{
	const char *text = dgpm_arena_printf(a, P_("%s file", "%s files", s->files), number(a, s->files));

	if (s->files_failed != 0)
		text = dgpm_arena_printf(a, _("%s (%s not used)"), text, number(a, s->files_failed));
	if (s->files_in_part != 0)
		text = dgpm_arena_printf(a, _("%s (%s in part)"), text, number(a, s->files_in_part));
	text = dgpm_arena_printf(a, P_("%s, %s row", "%s, %s rows", s->rows), text, number(a, s->rows));
	text = cards ? dgpm_arena_printf(a, P_("%s -> %s card", "%s -> %s cards", s->cards), text, number(a, s->cards))
		     : dgpm_arena_printf(a, P_("%s -> %s figure", "%s -> %s figures", s->figures), text,
					 number(a, s->figures));
	text = counted(a, text, cards ? 0 : s->projects, N_("project"), N_("projects"));
	text = counted(a, text, s->rows_left_out, N_("row left out"), N_("rows left out"));
	text = counted(a, text, s->figures_left_out, N_("figure left out"), N_("figures left out"));
	text = counted(a, text, s->rows_blank + s->rows_skipped, N_("row passed over"), N_("rows passed over"));
	text = counted(a, text, s->no_value, N_("cell without a value"), N_("cells without a value"));
	text = counted(a, text, s->numbered, N_("figure told apart by a number"), N_("figures told apart by a number"));
	text = counted(a, text, s->superseded,
		       cards ? N_("row given anew by a later sheet") : N_("figure given anew by a later sheet"),
		       cards ? N_("rows given anew by a later sheet") : N_("figures given anew by a later sheet"));
	text = counted(a, text, s->repeated, N_("figure given twice"), N_("figures given twice"));
	if (s->tied != 0)
		text = dgpm_arena_printf(a, _("%s; %s totals compared, %s do not tie"), text, number(a, s->tied),
					 number(a, s->untied));
	text = counted(a, text, s->rounded, N_("off by rounding"), N_("off by rounding"));
	text = counted(a, text, s->without_parts, N_("total without parts"), N_("totals without parts"));
	if (s->sums_compared != 0)
		text = dgpm_arena_printf(a, _("%s; %s sums compared, %s differ"), text,
					 number(a, s->sums_compared), number(a, s->sums_differ));
	return counted(a, text, s->beyond, N_("beyond what was available"), N_("beyond what was available"));
}
