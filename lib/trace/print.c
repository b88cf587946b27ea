/* Answers as a report: what a figure is made of, and where that stands. */
#include "base/i18n.h"
#include "base/wide.h"
#include "print/json.h"
#include "trace/answer.h"

enum { SOURCE = 8 }; /* of the ledger's header */

static const char *kind_name(const struct dgpm_answer *a)
{
	static const char *const names[] = { "key", "sum", "formula", "count", "given" };

	return a->is_row ? "row" : names[a->kind];
}

/* For programs: exact, as the report has it; NULL: no value. */
static const char *plain(struct dgpm_arena *arena, const struct dgpm_answer_value *v)
{
	int64_t rate;

	switch (v->kind) {
	case DGPM_ANSWER_YEN:
	case DGPM_ANSWER_COUNT:
	case DGPM_ANSWER_YEAR:
		return dgpm_arena_printf(arena, "%lld", (long long)v->n);
	case DGPM_ANSWER_RATE:
		if (!dgpm_rate(&rate, v->n, v->of, 4))
			return NULL;
		return dgpm_arena_printf(arena, "%s%lld.%04lld", rate < 0 ? "-" : "",
					 (long long)(rate < 0 ? -rate : rate) / 10000,
					 (long long)(rate < 0 ? -rate : rate) % 10000);
	case DGPM_ANSWER_TEXT:
		return v->text;
	default:
		return NULL;
	}
}

/* For people: yen in the unit of the report, rates in per cent. */
static const char *shown(struct dgpm_arena *arena, const struct dgpm_answer_value *v, const struct dgpm_print *how)
{
	char buf[DGPM_INT_BUF];
	int64_t tenths;

	switch (v->kind) {
	case DGPM_ANSWER_YEN:
		return dgpm_arena_strdup(arena, dgpm_int_format(buf, dgpm_yen_round(v->n, how->unit), ','));
	case DGPM_ANSWER_YEAR:
		return dgpm_print_year(arena, how, v->n);
	case DGPM_ANSWER_COUNT:
		return dgpm_arena_strdup(arena, dgpm_int_format(buf, v->n, ','));
	case DGPM_ANSWER_RATE:
		if (!dgpm_rate(&tenths, v->n, v->of, 3))
			return "－";
		return dgpm_arena_printf(arena, "%s%lld.%lld%%", tenths < 0 ? "-" : "",
					 (long long)(tenths < 0 ? -tenths : tenths) / 10,
					 (long long)(tenths < 0 ? -tenths : tenths) % 10);
	case DGPM_ANSWER_TEXT:
		return v->text;
	default:
		return "－";
	}
}

static const char *unit_text(const struct dgpm_answer_value *v, const struct dgpm_print *how)
{
	if (v->kind != DGPM_ANSWER_YEN)
		return "";
	return how->unit == DGPM_UNIT_YEN	 ? _(" yen")
	       : how->unit == DGPM_UNIT_THOUSAND ? _(" thousand yen")
	       : how->unit == DGPM_UNIT_MILLION	 ? _(" million yen")
						 : _(" 100 million yen");
}

/*
 * Text.
 */

struct page {
	const struct dgpm_answers *all;
	struct dgpm_arena *arena;
	const struct dgpm_words *words;
	struct dgpm_out *out;
	const struct dgpm_print *how;
};

static const char *stage_word(const struct page *p, const char *stage)
{
	return dgpm_word(p->words, "ledger-stage", stage);
}

static void print_row(const struct page *p, const struct dgpm_operand *o)
{
	const struct dgpm_traced *t = &p->all->rows[o->row - 1];

	dgpm_out_printf(p->out, "  %s:%u: %s: %s%s%s\n", t->ledger, t->line, dgpm_traced_of(t, p->arena, p->words),
			shown(p->arena, &o->value, p->how),
			t->cells[7] != NULL ? "  " : "", t->cells[7] != NULL ? t->cells[7] : "");
	if (t->cells[SOURCE] != NULL)
		dgpm_out_printf(p->out, "      %s: %s%s\n", t->cells[SOURCE], t->text != NULL ? t->text : "",
				dgpm_traced_said(t));
}

/* Stages are added up each for itself; where several make one figure, that is the figure. */
static void print_sums(const struct page *p, const struct dgpm_answer *a)
{
	const char *done[64];
	size_t n_done = 0, n_rows = 0;

	for (size_t i = 0; i < a->n_operands; i++)
		n_rows += a->operands[i].row != 0;
	if (n_rows < 2)
		return;
	for (size_t i = 0; i < a->n_operands && n_done < DGPM_COUNT(done); i++) {
		struct dgpm_answer_value sum = { .kind = DGPM_ANSWER_YEN };
		bool seen = a->operands[i].row == 0, fits = true;
		size_t n = 0;

		for (size_t k = 0; k < n_done; k++)
			seen |= strcmp(done[k], a->operands[i].name) == 0;
		if (seen)
			continue;
		done[n_done++] = a->operands[i].name;
		for (size_t k = i; k < a->n_operands; k++)
			if (a->operands[k].row != 0 && strcmp(a->operands[k].name, done[n_done - 1]) == 0) {
				fits = fits && dgpm_yen_add(&sum.n, sum.n, a->operands[k].value.n);
				n++;
			}
		dgpm_out_printf(p->out, P_("  %s: %zu row, %s%s\n", "  %s: %zu rows, %s%s\n", n),
				stage_word(p, done[n_done - 1]), n, fits ? shown(p->arena, &sum, p->how) : "－",
				unit_text(&sum, p->how));
	}
}

static void print_operand(const struct page *p, const struct dgpm_operand *o)
{
	if (o->row != 0) {
		print_row(p, o);
		return;
	}
	dgpm_out_printf(p->out, "  %s: %s%s%s%s%s%s\n", o->name, shown(p->arena, &o->value, p->how),
			unit_text(&o->value, p->how), o->address != NULL ? "  " : "",
			o->address != NULL ? o->address : "", o->place != NULL ? "  " : "",
			o->place != NULL ? o->place : "");
}

static void print_answer(const struct page *p, const struct dgpm_answer *a)
{
	dgpm_out_puts(p->out, a->text);
	if (!a->is_row)
		dgpm_out_printf(p->out, " = %s%s", shown(p->arena, &a->value, p->how), unit_text(&a->value, p->how));
	if (a->formula != NULL)
		dgpm_out_printf(p->out, "  (%s)", a->formula);
	if (a->reason != NULL)
		dgpm_out_printf(p->out, "  %s", a->reason);
	dgpm_out_puts(p->out, "\n");
	for (size_t i = 0; i < a->n_operands; i++)
		print_operand(p, &a->operands[i]);
	print_sums(p, a);
}

/*
 * CSV and JSON.
 */

static void print_csv(const struct dgpm_answers *all, struct dgpm_arena *arena, struct dgpm_out *out,
		      const struct dgpm_print *how)
{
	static const struct dgpm_col columns[] = {
		{ "figure", "", DGPM_COL_TEXT },	{ "kind", "", DGPM_COL_TEXT },
		{ "value", "", DGPM_COL_TEXT },		{ "formula", "", DGPM_COL_TEXT },
		{ "operand", "", DGPM_COL_TEXT },	{ "operand_figure", "", DGPM_COL_TEXT },
		{ "operand_value", "", DGPM_COL_TEXT }, { "place", "", DGPM_COL_TEXT },
		{ "source", "", DGPM_COL_TEXT },	{ "cell", "", DGPM_COL_TEXT },
	};
	struct dgpm_grid *g = dgpm_grid_new(arena, columns, DGPM_COUNT(columns));

	for (size_t i = 0; i < all->n; i++) {
		const struct dgpm_answer *a = &all->items[i];

		/* A figure that is made of nothing has its line too. */
		for (size_t k = 0; k < a->n_operands || k == 0; k++) {
			const struct dgpm_operand *o = a->n_operands != 0 ? &a->operands[k] : NULL;
			const struct dgpm_traced *row = o != NULL && o->row != 0 ? &all->rows[o->row - 1] : NULL;

			dgpm_grid_cstr(g, a->text);
			dgpm_grid_cstr(g, kind_name(a));
			dgpm_grid_cstr(g, plain(arena, &a->value));
			dgpm_grid_cstr(g, a->formula != NULL ? a->formula : a->reason);
			dgpm_grid_cstr(g, o != NULL ? o->name : NULL);
			dgpm_grid_cstr(g, o != NULL ? o->address : NULL);
			dgpm_grid_cstr(g, o != NULL ? plain(arena, &o->value) : NULL);
			dgpm_grid_cstr(g, o != NULL ? o->place : NULL);
			dgpm_grid_cstr(g, row != NULL ? row->cells[SOURCE] : NULL);
			dgpm_grid_cstr(g, row != NULL ? row->text : NULL);
		}
	}
	dgpm_grid_print(g, out, how);
}

static void json_value(struct jsonw *w, struct dgpm_arena *arena, const struct dgpm_answer_value *v)
{
	const char *text = plain(arena, v);

	if (text == NULL)
		jsonw_null(w, "value");
	else if (v->kind == DGPM_ANSWER_TEXT)
		jsonw_text(w, "value", text);
	else
		jsonw_number(w, "value", text);
}

static void json_operand(struct jsonw *w, const struct dgpm_answers *all, struct dgpm_arena *arena,
			 const struct dgpm_operand *o)
{
	jsonw_line(w, 4);
	jsonw_open(w, NULL, '{');
	jsonw_text(w, "name", o->name);
	jsonw_text(w, "figure", o->address);
	json_value(w, arena, &o->value);
	jsonw_text(w, "place", o->place);
	if (o->row != 0) {
		const struct dgpm_traced *t = &all->rows[o->row - 1];

		jsonw_text(w, "fiscal_year", t->cells[0]);
		jsonw_text(w, "project_id", t->cells[1]);
		jsonw_text(w, "organization", t->cells[2]);
		jsonw_text(w, "account", t->cells[3]);
		jsonw_text(w, "expense", t->cells[4]);
		jsonw_text(w, "item", t->cells[7]);
		jsonw_text(w, "source", t->cells[SOURCE]);
		jsonw_text(w, "cell", t->text);
		if (t->cells[SOURCE] != NULL)
			jsonw_text(w, "file", dgpm_traced_state_name(t->state));
	}
	jsonw_close(w, '}');
}

static void print_json(const struct dgpm_answers *all, struct dgpm_arena *arena, struct dgpm_out *out,
		       const struct dgpm_head *head)
{
	struct jsonw w = { .out = out };

	jsonw_head(&w, head, "trace-figures");
	jsonw_open(&w, "figures", '[');
	for (size_t i = 0; i < all->n; i++) {
		const struct dgpm_answer *a = &all->items[i];

		jsonw_line(&w, 2);
		jsonw_open(&w, NULL, '{');
		jsonw_text(&w, "figure", a->text);
		jsonw_text(&w, "kind", kind_name(a));
		json_value(&w, arena, &a->value);
		jsonw_text(&w, "formula", a->formula);
		jsonw_text(&w, "reason", a->reason);
		jsonw_open(&w, "of", '[');
		for (size_t k = 0; k < a->n_operands; k++)
			json_operand(&w, all, arena, &a->operands[k]);
		jsonw_close(&w, ']');
		jsonw_close(&w, '}');
	}
	jsonw_line(&w, 0);
	jsonw_close(&w, ']');
	jsonw_close(&w, '}');
	dgpm_out_puts(out, "\n");
}

void dgpm_answers_print(const struct dgpm_answers *all, struct dgpm_arena *arena, const struct dgpm_words *words,
			struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct page p = { all, arena, words, out, how };

	if (how->format == DGPM_FORMAT_CSV)
		print_csv(all, arena, out, how);
	else if (how->format == DGPM_FORMAT_JSON)
		print_json(all, arena, out, how->head);
	else
		for (size_t i = 0; i < all->n; i++) {
			if (i != 0)
				dgpm_out_puts(out, "\n");
			print_answer(&p, &all->items[i]);
		}
}
