/* A comparison for programs: CSV, a change a row, and JSON, which leads from A to B. */
#include "base/decimal.h"
#include "base/i18n.h"
#include "diff/print.h"
#include "print/csv.h"
#include "print/json.h"

#define MOST_DIGITS 60 /* of a number that is not one in JSON as it is written */

/* Whether the text of a number is one in JSON, too: YAML knows 0x1f, .5 and +1. */
static bool is_json_number(struct dgpm_str s)
{
	size_t i = s.n != 0 && s.s[0] == '-', from = i;

	while (i < s.n && s.s[i] >= '0' && s.s[i] <= '9')
		i++;
	if (i == from || (s.s[from] == '0' && i > from + 1))
		return false;
	if (i < s.n && s.s[i] == '.') {
		from = ++i;
		while (i < s.n && s.s[i] >= '0' && s.s[i] <= '9')
			i++;
		if (i == from)
			return false;
	}
	return i == s.n;
}

/* The digits without their point, and where it stands. */
static void put_digits(struct jsonw *w, const char *key, const struct decimal *d)
{
	char digits[64];
	size_t n = 0;

	for (size_t i = 0; i < d->span && n < sizeof digits - 1; i++)
		if ((d->is_own ? d->own : d->text)[i] != '.')
			digits[n++] = (d->is_own ? d->own : d->text)[i];
	digits[n] = '\0';
	jsonw_plain(w, key, "%s%se%lld", d->negative ? "-" : "", digits, (long long)d->exp10);
}

static void put_number(struct jsonw *w, const char *key, const struct dgpm_node *node)
{
	struct dgpm_str s = dgpm_node_str(node);
	struct decimal d;

	if (is_json_number(s))
		jsonw_number(w, key, s.s);
	else if (!decimal_read(&d, s) || d.kind != DECIMAL_FINITE || d.n > MOST_DIGITS)
		jsonw_str(w, key, s);
	else if (d.n == 0)
		jsonw_int(w, key, 0);
	else
		put_digits(w, key, &d);
}

static void put_node(struct jsonw *w, const char *key, const struct dgpm_node *node)
{
	switch ((enum dgpm_kind)node->kind) {
	case DGPM_NULL:
		jsonw_null(w, key);
		return;
	case DGPM_BOOL:
		jsonw_bool(w, key, node->yes);
		return;
	case DGPM_NUMBER:
		put_number(w, key, node);
		return;
	case DGPM_STRING:
		jsonw_str(w, key, dgpm_node_str(node));
		return;
	case DGPM_LIST:
		jsonw_open(w, key, '[');
		for (uint32_t i = 0; i < node->n; i++)
			put_node(w, NULL, &node->items[i]);
		jsonw_close(w, ']');
		return;
	default:
		jsonw_open(w, key, '{');
		for (uint32_t i = 0; i < node->n; i++)
			put_node(w, node->pairs[i].key.text, &node->pairs[i].value);
		jsonw_close(w, '}');
	}
}

/* A key of a map is a text; an item of a list is a map of what it is known by, or {"whole": item}. */
static void put_path(struct jsonw *w, const struct dgpm_diff_change *c)
{
	jsonw_open(w, "path", '[');
	for (uint32_t i = 0; i < c->n_steps; i++) {
		const struct dgpm_diff_step *s = &c->steps[i];

		if (s->key != NULL) {
			jsonw_text(w, NULL, s->key);
		} else if (s->whole) {
			jsonw_open(w, NULL, '{');
			put_node(w, "whole", s->item);
			jsonw_close(w, '}');
		} else {
			put_node(w, NULL, s->item);
		}
	}
	jsonw_close(w, ']');
}

static void put_change(struct jsonw *w, const struct dgpm_diff_change *c)
{
	jsonw_line(w, 2);
	jsonw_open(w, NULL, '{');
	if (*c->project_id != '\0')
		jsonw_text(w, "project_id", c->project_id);
	jsonw_text(w, "document", c->document);
	jsonw_text(w, "field", c->field);
	put_path(w, c);
	jsonw_text(w, "kind", dgpm_diff_kind_name(c->kind));
	if (c->before != NULL)
		put_node(w, "before", c->before);
	if (c->after != NULL)
		put_node(w, "after", c->after);
	if (c->dated)
		jsonw_bool(w, "dated", true);
	jsonw_close(w, '}');
}

static void put_sides(struct jsonw *w, const bool known[2], const dgpm_yen yen[2])
{
	if (known[0])
		jsonw_int(w, "before", yen[0]);
	if (known[1])
		jsonw_int(w, "after", yen[1]);
}

/* One value where both sides have the same, else both. */
static void put_years(struct jsonw *w, const int16_t years[2])
{
	if (years[0] == years[1]) {
		jsonw_int(w, "fiscal_year", years[0]);
		return;
	}
	jsonw_open(w, "fiscal_year", '[');
	jsonw_int(w, NULL, years[0]);
	jsonw_int(w, NULL, years[1]);
	jsonw_close(w, ']');
}

static void put_stages(struct jsonw *w, const uint8_t stages[2])
{
	if (stages[0] == stages[1]) {
		jsonw_text(w, "stage", dgpm_ledger_stage_name(stages[0]));
		return;
	}
	jsonw_open(w, "stage", '[');
	jsonw_text(w, NULL, dgpm_ledger_stage_name(stages[0]));
	jsonw_text(w, NULL, dgpm_ledger_stage_name(stages[1]));
	jsonw_close(w, ']');
}

static void put_money(struct jsonw *w, const struct dgpm_diff_money *m)
{
	jsonw_line(w, 2);
	jsonw_open(w, NULL, '{');
	jsonw_text(w, "project_id", m->project_id);
	put_years(w, m->fiscal_year);
	put_stages(w, m->stage);
	jsonw_text(w, "expense", dgpm_expense_name(m->expense));
	jsonw_text(w, "account", m->account);
	jsonw_text(w, "organization", m->organization);
	put_sides(w, m->known, m->yen);
	jsonw_text(w, "kind", dgpm_diff_kind_name(m->kind));
	jsonw_text(w, "cause", dgpm_diff_cause_name(m->cause));
	if (m->because.path != NULL) {
		jsonw_open(w, "explained_by", '{');
		jsonw_text(w, "side", m->because.side == 0 ? "a" : "b");
		jsonw_text(w, "file", m->because.path);
		jsonw_int(w, "line", m->because.line);
		jsonw_text(w, "key", m->because.key);
		jsonw_close(w, '}');
	}
	jsonw_close(w, '}');
}

static void put_total(struct jsonw *w, const struct dgpm_diff_total *t)
{
	jsonw_line(w, 2);
	jsonw_open(w, NULL, '{');
	put_years(w, t->fiscal_year);
	put_stages(w, t->stage);
	jsonw_text(w, "organization", t->organization);
	put_sides(w, t->known, t->yen);
	jsonw_close(w, '}');
}

static void put_finding(struct jsonw *w, const struct dgpm_diff_finding *f)
{
	jsonw_line(w, 2);
	jsonw_open(w, NULL, '{');
	jsonw_text(w, "state", diff_finding_state(f->state));
	jsonw_text(w, "project_id", f->diag->project_id);
	jsonw_text(w, "rule", f->diag->rule);
	jsonw_text(w, "severity", dgpm_severity_name(f->diag->severity));
	jsonw_text(w, "message", f->diag->message);
	jsonw_close(w, '}');
}

static void end_list(struct jsonw *w, size_t n)
{
	if (n != 0)
		jsonw_line(w, 0);
	jsonw_close(w, ']');
}

static void put_changes(struct jsonw *w, const struct dgpm_diff *d, struct dgpm_arena *arena)
{
	struct dgpm_arena *scratch = dgpm_arena_like(arena);
	struct dgpm_diff_part part;
	size_t n = d->n_documents;

	jsonw_open(w, "changes", '[');
	for (size_t i = 0; i < d->n_documents; i++)
		put_change(w, &d->documents[i]);
	for (size_t i = 0; i < d->n_projects; i++) {
		dgpm_diff_open_changes(&part, scratch, d, i);
		for (size_t k = 0; k < part.n_changes; k++)
			put_change(w, &part.changes[k]);
		n += part.n_changes;
		dgpm_arena_reset(scratch);
	}
	end_list(w, n);
	dgpm_arena_free(scratch);
}

static void put_moneys(struct jsonw *w, const struct dgpm_diff *d, struct dgpm_arena *arena)
{
	struct dgpm_arena *scratch = dgpm_arena_like(arena);
	struct dgpm_diff_part part;
	size_t n = 0;

	jsonw_open(w, "money", '[');
	for (size_t i = 0; i < d->n_projects; i++) {
		dgpm_diff_open_money(&part, scratch, d, i);
		for (size_t k = 0; k < part.n_money; k++)
			put_money(w, &part.money[k]);
		n += part.n_money;
		dgpm_arena_reset(scratch);
	}
	end_list(w, n);
	dgpm_arena_free(scratch);
}

void diff_print_json(const struct dgpm_diff *d, struct dgpm_arena *arena, struct dgpm_out *out,
		     const struct dgpm_print *how)
{
	static const char *const modes[] = { "trees", "years", "stages" };
	struct jsonw w = { .out = out };

	jsonw_head(&w, how->head, "diff");
	jsonw_text(&w, "mode", modes[d->mode]);
	jsonw_text(&w, "a", d->name[0]);
	jsonw_text(&w, "b", d->name[1]);
	put_changes(&w, d, arena);
	put_moneys(&w, d, arena);
	jsonw_open(&w, "totals", '[');
	for (size_t i = 0; i < d->n_totals; i++)
		put_total(&w, &d->totals[i]);
	end_list(&w, d->n_totals);
	if (d->has_findings) {
		jsonw_open(&w, "findings", '[');
		for (size_t i = 0; i < d->n_findings; i++)
			put_finding(&w, &d->findings[i]);
		end_list(&w, d->n_findings);
	}
	jsonw_int(&w, "unchanged_projects", (int64_t)d->n_unchanged);
	jsonw_close(&w, '}');
	dgpm_out_puts(out, "\n");
}

static const char *const columns[] = { "project_id", "field",        "before",       "after", "kind",
					"account",    "organization", "explained_by", "cause" };

const char *diff_value_text(struct dgpm_arena *arena, const struct dgpm_node *node)
{
	struct dgpm_buf b = { .arena = arena };

	if (node == NULL)
		return NULL;
	if (node->kind == DGPM_NULL)
		return "null";
	if (node->kind == DGPM_MAP) {
		for (uint32_t i = 0; i < node->n; i++) {
			dgpm_buf_sep(&b, " ");
			dgpm_buf_str(&b, dgpm_node_str(&node->pairs[i].key));
			dgpm_buf_add(&b, "=");
			dgpm_buf_add(&b, diff_value_text(arena, &node->pairs[i].value));
		}
		return node->n != 0 ? dgpm_buf_text(&b) : "{}";
	}
	if (node->kind == DGPM_LIST) {
		for (uint32_t i = 0; i < node->n; i++) {
			dgpm_buf_sep(&b, ", ");
			dgpm_buf_add(&b, diff_value_text(arena, &node->items[i]));
		}
		return node->n != 0 ? dgpm_buf_text(&b) : "[]";
	}
	return dgpm_arena_str(arena, dgpm_node_str(node)).s;
}

/* The whole of a card is told by its name. */
const char *diff_side_text(struct dgpm_arena *arena, const struct dgpm_diff_change *c, const struct dgpm_node *node)
{
	if (c->n_steps == 0 && node != NULL && node->kind == DGPM_MAP) {
		const char *name = dgpm_node_cstr(dgpm_node_get(node, "name"));

		return name != NULL ? name : c->field;
	}
	return diff_value_text(arena, node);
}

/* "2022" or "2020→2021", "request" or "required→request". */
static const char *arrow(struct dgpm_arena *arena, const char *a, const char *b)
{
	return strcmp(a, b) == 0 ? a : dgpm_arena_cat(arena, a, "→", b);
}

static const char *money_field(struct dgpm_arena *arena, const struct dgpm_diff_money *m)
{
	return dgpm_arena_printf(arena, "ledger.%s.%s.%s",
				 arrow(arena, dgpm_arena_printf(arena, "%d", m->fiscal_year[0]),
				       dgpm_arena_printf(arena, "%d", m->fiscal_year[1])),
				 arrow(arena, dgpm_ledger_stage_name(m->stage[0]),
				       dgpm_ledger_stage_name(m->stage[1])),
				 dgpm_expense_name(m->expense));
}

/* A comparison may have as many rows as the ledgers: each is written as it is made, and its texts are let go. */
struct csv {
	struct dgpm_csv w;
	struct dgpm_arena *scratch;
};

static void csv_money(struct csv *c, const struct dgpm_diff_money *m)
{
	csv_text(&c->w, m->project_id);
	csv_text(&c->w, money_field(c->scratch, m));
	for (unsigned s = 0; s < 2; s++)
		if (m->known[s])
			csv_int(&c->w, m->yen[s]);
		else
			csv_text(&c->w, NULL);
	csv_text(&c->w, dgpm_diff_kind_name(m->kind));
	csv_text(&c->w, m->account);
	csv_text(&c->w, m->organization);
	csv_text(&c->w, m->because.path != NULL ?
				dgpm_arena_printf(c->scratch, "%s:%u", m->because.path, m->because.line) :
				"unexplained");
	csv_text(&c->w, dgpm_diff_cause_name(m->cause));
	csv_end(&c->w);
	dgpm_arena_reset(c->scratch);
}

static void csv_change(struct csv *c, const struct dgpm_diff_change *x)
{
	csv_text(&c->w, x->project_id);
	csv_text(&c->w, x->document != NULL && x->n_steps != 0 ?
				dgpm_arena_cat(c->scratch, x->document, ".", x->field) :
				x->field);
	csv_text(&c->w, diff_side_text(c->scratch, x, x->before));
	csv_text(&c->w, diff_side_text(c->scratch, x, x->after));
	csv_text(&c->w, dgpm_diff_kind_name(x->kind));
	for (int i = 0; i < 4; i++)
		csv_text(&c->w, NULL);
	csv_end(&c->w);
	dgpm_arena_reset(c->scratch);
}

void diff_print_csv(const struct dgpm_diff *d, struct dgpm_arena *arena, struct dgpm_out *out,
		    const struct dgpm_print *how)
{
	struct csv c = { csv_begin(out, how->excel), dgpm_arena_like(arena) };
	struct dgpm_arena *open = dgpm_arena_like(arena);
	struct dgpm_diff_part part;

	for (size_t i = 0; i < DGPM_COUNT(columns); i++)
		csv_text(&c.w, columns[i]);
	csv_end(&c.w);
	for (size_t i = 0; i < d->n_documents; i++)
		csv_change(&c, &d->documents[i]);
	for (size_t p = 0; p < d->n_projects; p++) {
		dgpm_diff_open(&part, open, d, p);
		for (size_t k = 0; k < part.n_changes; k++)
			csv_change(&c, &part.changes[k]);
		for (size_t k = 0; k < part.n_money; k++)
			csv_money(&c, &part.money[k]);
		dgpm_arena_reset(open);
	}
	dgpm_arena_free(open);
	dgpm_arena_free(c.scratch);
}

static void sheet_money(struct dgpm_grid *g, struct dgpm_arena *arena, const struct dgpm_diff_project *p,
			const struct dgpm_diff_money *m)
{
	dgpm_grid_cstr(g, m->project_id);
	dgpm_grid_cstr(g, p->name);
	dgpm_grid_cstr(g, arrow(arena, dgpm_arena_printf(arena, "%d", m->fiscal_year[0]),
				dgpm_arena_printf(arena, "%d", m->fiscal_year[1])));
	dgpm_grid_cstr(g, arrow(arena, dgpm_ledger_stage_name(m->stage[0]), dgpm_ledger_stage_name(m->stage[1])));
	dgpm_grid_cstr(g, dgpm_expense_name(m->expense));
	dgpm_grid_cstr(g, m->account);
	dgpm_grid_cstr(g, m->organization);
	for (unsigned s = 0; s < 2; s++)
		if (m->known[s])
			dgpm_grid_int(g, m->yen[s]);
		else
			dgpm_grid_none(g);
	dgpm_grid_int(g, m->yen[1] - m->yen[0]);
	dgpm_grid_cstr(g, dgpm_diff_kind_name(m->kind));
	dgpm_grid_cstr(g, dgpm_diff_cause_name(m->cause));
	dgpm_grid_cstr(g, m->because.path != NULL ?
				  dgpm_arena_printf(arena, "%s:%u", m->because.path, m->because.line) :
				  "unexplained");
}

static void sheet_change(struct dgpm_grid *g, struct dgpm_arena *arena, const struct dgpm_diff_change *c)
{
	dgpm_grid_cstr(g, c->document != NULL ? c->document : "card");
	dgpm_grid_cstr(g, *c->project_id != '\0' ? c->project_id : NULL);
	dgpm_grid_cstr(g, c->field);
	dgpm_grid_cstr(g, diff_side_text(arena, c, c->before));
	dgpm_grid_cstr(g, diff_side_text(arena, c, c->after));
	dgpm_grid_cstr(g, dgpm_diff_kind_name(c->kind));
}

void diff_print_sheets(const struct dgpm_diff *d, struct dgpm_arena *arena, struct dgpm_out *out,
		       const struct dgpm_print *how)
{
	static const struct dgpm_col moneys[] = {
		{ "project_id", N_("project"), DGPM_COL_TEXT }, { "name", N_("name"), DGPM_COL_NAME },
		{ "fiscal_year", N_("FY"), DGPM_COL_TEXT },	 { "stage", N_("stage"), DGPM_COL_TEXT },
		{ "expense", N_("expense"), DGPM_COL_TEXT },	 { "account", N_("account"), DGPM_COL_TEXT },
		{ "organization", N_("organization"), DGPM_COL_TEXT }, { "before_yen", N_("before"), DGPM_COL_YEN },
		{ "after_yen", N_("after"), DGPM_COL_YEN },	 { "change_yen", N_("change"), DGPM_COL_YEN },
		{ "kind", N_("kind"), DGPM_COL_TEXT },		 { "cause", N_("cause"), DGPM_COL_TEXT },
		{ "explained_by", N_("explained by"), DGPM_COL_TEXT },
	};
	static const struct dgpm_col fields[] = {
		{ "document", N_("document"), DGPM_COL_TEXT },	 { "project_id", N_("project"), DGPM_COL_TEXT },
		{ "field", N_("field"), DGPM_COL_TEXT },	 { "before", N_("before"), DGPM_COL_NAME },
		{ "after", N_("after"), DGPM_COL_NAME },	 { "kind", N_("kind"), DGPM_COL_TEXT },
	};
	struct dgpm_grid *amounts = dgpm_grid_new(arena, moneys, DGPM_COUNT(moneys));
	struct dgpm_grid *texts = dgpm_grid_new(arena, fields, DGPM_COUNT(fields));
	size_t n_money = 0, n_fields = d->n_documents;

	for (size_t i = 0; i < d->n_documents; i++)
		sheet_change(texts, arena, &d->documents[i]);
	for (size_t i = 0; i < d->n_projects; i++) {
		struct dgpm_diff_part part;

		dgpm_diff_open(&part, arena, d, i);
		n_money += part.n_money;
		n_fields += part.n_changes;
		for (size_t k = 0; k < part.n_money; k++)
			sheet_money(amounts, arena, &d->projects[i], &part.money[k]);
		for (size_t k = 0; k < part.n_changes; k++)
			sheet_change(texts, arena, &part.changes[k]);
	}
	if (n_money != 0)
		dgpm_grid_print(amounts, out, how);
	if (n_fields != 0)
		dgpm_grid_print(texts, out, how);
}
