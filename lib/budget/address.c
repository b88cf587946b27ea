/* Figures of the budget table by their addresses: ledger:YEARS/SLICE[/CONDITIONS][/COLUMN], written and read. */
#include "budget/address.h"
#include "base/i18n.h"
#include "base/list.h"
#include "budget/parts.h"
#include "portfolio/select.h"

#define KIND "ledger"

/*
 * Writing.
 */

static bool has_col(const enum dgpm_table_col *cols, size_t n, enum dgpm_table_col col)
{
	for (size_t i = 0; i < n; i++)
		if (cols[i] == col)
			return true;
	return false;
}

/* Years that rows were chosen by, where a row is not of one of them. */
static void add_years(struct dgpm_address_text *t, const struct dgpm_table *table)
{
	bool any = false;

	for (size_t i = 0; i < table->n_where; i++)
		if (table->where[i].col == DGPM_TC_FISCAL_YEAR) {
			dgpm_address_word(t, table->where[i].value);
			any = true;
		}
	if (!any)
		dgpm_address_all(t);
}

static void add_slice(struct dgpm_address_text *t, const struct dgpm_table *table, const struct dgpm_table_row *row,
		      size_t n_by)
{
	bool any = false;

	for (size_t c = 0; c < n_by; c++) {
		enum dgpm_table_col col = table->by[c];
		struct dgpm_str value = row->values[c].s != NULL ? row->values[c] : DGPM_STR("");

		if (col == DGPM_TC_FISCAL_YEAR)
			continue;
		any = true;
		if (value.n != 0 && budget_word_col(value) == col && !budget_is_account_word(value) &&
		    !dgpm_str_is(value, "*"))
			dgpm_address_word(t, value);
		else
			dgpm_address_term(t, dgpm_table_col_name(col), value);
	}
	if (!any)
		dgpm_address_all(t);
}

static void add_condition(struct dgpm_address_text *t, bool *any, const char *key, struct dgpm_str value)
{
	if (!*any)
		dgpm_address_part(t);
	*any = true;
	dgpm_address_term(t, key, value);
}

const char *dgpm_table_address(const struct dgpm_table *table, struct dgpm_arena *arena,
			       const struct dgpm_table_row *row, size_t n_by, const struct dgpm_table_beside *beside)
{
	struct dgpm_address_text t, years;
	size_t year = 0;
	bool any = false;

	while (year < n_by && table->by[year] != DGPM_TC_FISCAL_YEAR)
		year++;
	dgpm_address_begin(&t, arena, KIND);
	if (year < n_by)
		dgpm_address_word(&t, row->values[year]);
	else
		add_years(&t, table);
	dgpm_address_part(&t);
	add_slice(&t, table, row, n_by);
	for (size_t i = 0; i < table->n_where; i++) {
		enum dgpm_table_col col = table->where[i].col;

		if (col != DGPM_TC_FISCAL_YEAR && !has_col(table->by, n_by, col))
			add_condition(&t, &any, dgpm_table_col_name(col), table->where[i].value);
	}
	if (table->duplicates == DGPM_DUPLICATES_LAST)
		add_condition(&t, &any, "duplicates", DGPM_STR("last"));
	if (beside->across)
		add_condition(&t, &any, "across", dgpm_str_of(dgpm_table_col_name(table->by[table->n_by - 1])));
	if (!beside->share)
		return dgpm_address_end(&t);
	/* The share is of the year where the year comes first, else of all rows. */
	if (year == 0 && table->n_by > 1) {
		add_condition(&t, &any, "share", row->values[0]);
		return dgpm_address_end(&t);
	}
	years = (struct dgpm_address_text){ .buf = { .arena = arena }, .fresh = true };
	add_years(&years, table);
	add_condition(&t, &any, "share",
		      strcmp(dgpm_address_end(&years), "*") == 0 ? DGPM_STR("all")
								 : dgpm_str_of(dgpm_address_end(&years)));
	return dgpm_address_end(&t);
}

/*
 * Reading.
 */

bool budget_is_account_word(struct dgpm_str word)
{
	for (enum dgpm_account_kind k = 0; k < DGPM_N_ACCOUNT_KINDS; k++)
		if (dgpm_str_is(word, dgpm_account_kind_name(k)))
			return true;
	return false;
}

enum dgpm_table_col budget_word_col(struct dgpm_str word)
{
	return budget_is_account_word(word) ? DGPM_TC_ACCOUNT
	       : dgpm_project_id_is(word)   ? DGPM_TC_PROJECT
					    : DGPM_TC_ORGANIZATION;
}

/* An address under reading: what was understood of it. */
struct asking {
	struct dgpm_table_asked *asked;
	struct dgpm_arena *arena;
	size_t cap;
};

static void want(struct asking *q, enum dgpm_table_col col, const char *value)
{
	*DGPM_PUSH(q->arena, q->asked->where, q->asked->n_where, q->cap) =
		(struct dgpm_table_where){ col, dgpm_str_of(value) };
}

/* 2020, or 2019-2021: each year is a condition. */
static bool take_years(struct asking *q, const struct dgpm_address_part *part)
{
	for (size_t i = 0; i < part->n; i++) {
		const char *word = part->terms[i].value, *hyphen = strchr(word, '-');
		struct dgpm_str first = { word, hyphen != NULL ? (size_t)(hyphen - word) : strlen(word) };
		int from, to;

		if (part->terms[i].key != NULL)
			return false;
		if (strcmp(word, "*") == 0 && part->n == 1)
			return true;
		if (!dgpm_fiscal_year_parse(&from, NULL, first, NULL))
			return false;
		to = from;
		if (hyphen != NULL && (!dgpm_fiscal_year_parse(&to, NULL, dgpm_str_of(hyphen + 1), NULL) || to < from))
			return false;
		for (int y = from; y <= to; y++)
			want(q, DGPM_TC_FISCAL_YEAR, dgpm_arena_printf(q->arena, "%d", y));
		if (part->n == 1 && from == to)
			q->asked->fiscal_year = from;
	}
	return true;
}

static bool take_word(struct asking *q, const char *word)
{
	if (strcmp(word, "*") == 0)
		return true;
	if (!budget_is_account_word(dgpm_str_of(word))) {
		want(q, budget_word_col(dgpm_str_of(word)), word);
		return true;
	}
	q->asked->account_kinds |= 1u << dgpm_account_kind(dgpm_str_of(word));
	return true;
}

static bool take_term(void *ctx, const struct dgpm_address_term *term)
{
	struct asking *q = ctx;
	struct dgpm_table_asked *a = q->asked;
	enum dgpm_table_col col;

	if (term->key == NULL)
		return take_word(q, term->value);
	if (strcmp(term->key, "share") == 0) {
		a->share = term->value;
		return true;
	}
	if (strcmp(term->key, "across") == 0) {
		a->has_across = true;
		return dgpm_table_col_parse(&a->across, dgpm_str_of(term->value));
	}
	if (strcmp(term->key, "duplicates") == 0) {
		a->duplicates = DGPM_DUPLICATES_LAST;
		return strcmp(term->value, "last") == 0;
	}
	if (!dgpm_table_col_parse(&col, dgpm_str_of(term->key)))
		return false;
	want(q, col, term->value);
	return true;
}

/* One of the values across: it alone, whatever was chosen before. */
static void take_across(struct asking *q, const char *value)
{
	struct dgpm_table_asked *a = q->asked;
	size_t n = 0;

	for (size_t i = 0; i < a->n_where; i++)
		if (a->where[i].col != a->across)
			a->where[n++] = a->where[i];
	a->n_where = n;
	want(q, a->across, value != NULL ? value : "");
}

bool dgpm_table_ask(struct dgpm_table_asked *out, struct dgpm_arena *arena, const struct dgpm_address *address)
{
	struct asking asking = { .asked = out, .arena = arena };
	size_t part = 2;

	*out = (struct dgpm_table_asked){ .duplicates = DGPM_DUPLICATES_SUM };
	if (address->n < 2 || !take_years(&asking, &address->parts[0]))
		return false;
	if (!dgpm_address_give(address, 1, take_term, &asking))
		return false;
	out->n_slice = out->n_where;
	for (size_t i = 0; i < out->n_where; i++)
		out->of_project |= out->where[i].col == DGPM_TC_PROJECT;
	if (!dgpm_address_give_terms(address, &part, take_term, &asking) ||
	    !dgpm_address_take_column(address, &part, &out->column))
		return false;
	if (part < address->n && out->has_across)
		take_across(&asking, dgpm_address_only(address, part++));
	for (size_t i = 0; i < out->n_where; i++)
		if (out->where[i].col == DGPM_TC_STAGE)
			out->is_amount = true;
	return part >= address->n;
}

/*
 * Rows.
 */

struct filter {
	const struct dgpm_table_asked *asked;
	struct dgpm_table_how how;
	struct budget_query q;
	struct budget_part part;
};

struct dgpm_table_filters {
	struct budget_cards cards;
	struct dgpm_cards_stats cards_stats;
	struct filter *items;
	size_t n;
	bool any_last;
	const struct dgpm_portfolio *narrowed;
};

struct dgpm_table_filters *dgpm_table_filters_new(struct dgpm_arena *arena, struct dgpm_diags *diags,
						  struct dgpm_portfolio *p, const struct dgpm_table_asked *asked,
						  size_t n, unsigned threads)
{
	static const enum dgpm_table_col none[1];
	struct dgpm_table_filters *f = dgpm_arena_array(arena, 1, sizeof *f);
	bool cards = false;

	f->items = dgpm_arena_array(arena, n, sizeof *f->items);
	f->n = n;
	for (size_t i = 0; i < n; i++) {
		f->items[i].asked = &asked[i];
		f->items[i].how = (struct dgpm_table_how){ .by = none,
							   .where = asked[i].where,
							   .n_where = asked[i].n_where,
							   .duplicates = asked[i].duplicates,
							   .threads = 1 };
		cards |= budget_needs_cards(&f->items[i].how);
		f->any_last |= asked[i].duplicates == DGPM_DUPLICATES_LAST;
	}
	if (cards)
		budget_cards_read(&f->cards, arena, diags, p, threads, &f->cards_stats);
	for (size_t i = 0; i < n; i++) {
		struct filter *x = &f->items[i];

		if (budget_query_open(&x->q, arena, diags, p, &x->how, cards ? &f->cards : NULL) != 0)
			return NULL;
		budget_part_open(&x->part, arena, &x->q);
	}
	return f;
}

bool dgpm_table_filters_last(const struct dgpm_table_filters *f)
{
	return f->any_last;
}

static bool passes(struct filter *x, budget_raw raw, const struct dgpm_ledger_row *row)
{
	uint32_t key[DGPM_N_TABLE_COLS + 1];

	return (x->asked->account_kinds == 0 || (x->asked->account_kinds >> row->account_kind & 1) != 0) &&
	       budget_raw_of(raw, &x->q, &x->part, row, (struct budget_place){ row->path, row->line }, 0) &&
	       budget_key_of(key, &x->q, &x->part, raw);
}

void dgpm_table_filters_look(struct dgpm_table_filters *f, const struct dgpm_ledger_row *row)
{
	budget_raw raw;

	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].asked->duplicates == DGPM_DUPLICATES_LAST && passes(&f->items[i], raw, row))
			budget_groups_add(&f->items[i].part.rows, raw, row->amount_yen,
					  (struct budget_place){ row->path, row->line });
}

bool dgpm_table_filters_take(struct dgpm_table_filters *f, size_t i, const struct dgpm_ledger_row *row)
{
	struct filter *x = &f->items[i];
	budget_raw raw;
	const struct budget_place *last;

	if (!passes(x, raw, row))
		return false;
	if (x->asked->duplicates != DGPM_DUPLICATES_LAST)
		return true;
	last = budget_second(&x->part.rows, budget_groups_add(&x->part.rows, raw, row->amount_yen,
							      (struct budget_place){ row->path, row->line }));
	return last->line == row->line && strcmp(last->path, row->path) == 0;
}

void dgpm_figures_of(struct dgpm_figures *out, const struct dgpm_table_sums *of, bool net)
{
	struct dgpm_sums sums = { .open = of->open };

	sums.year = budget_year((int16_t)of->from_year, (int16_t)of->to_year);
	for (size_t s = 0; s < DGPM_N_LEDGER_STAGES; s++) {
		sums.has[s] = of->has[s];
		/* What did not fit is beyond 64 bits in every sum it is part of. */
		sums.sum[s] = of->overflow[s] ? (wide)INT64_MAX * 4 : of->yen[s];
	}
	budget_figures(out, &sums, net);
}

/*
 * What the columns are made of.
 */

const struct dgpm_origin dgpm_table_origins[] = {
	{ "fiscal_year", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "project_id", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "organization", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "account", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "expense", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "stage", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "item", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "class", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "sector", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "phase", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "name", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "initial_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_INITIAL), NULL, NULL },
	{ "supplementary_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_SUPPLEMENTARY), NULL, NULL },
	{ "carryover_in_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_CARRYOVER_IN), NULL, NULL },
	{ "transfer_in_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_TRANSFER_IN), NULL, NULL },
	{ "reserve_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_RESERVE), NULL, NULL },
	{ "total_yen", DGPM_ORIGIN_SUM, DGPM_LS_AVAILABLE,
	  N_("initial + supplementary + carried in + transferred in + reserve"), NULL },
	{ "executed_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_EXECUTED), NULL, NULL },
	{ "carryover_out_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_CARRYOVER_OUT), NULL, NULL },
	{ "required_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_REQUIRED), NULL, NULL },
	{ "request_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_REQUEST), NULL, NULL },
	{ "allocated_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_ALLOCATED), NULL, NULL },
	{ "contracted_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_CONTRACTED), NULL, NULL },
	{ "planned_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_PLANNED), NULL, NULL },
	{ "amount_yen", DGPM_ORIGIN_SUM, (1u << DGPM_N_LEDGER_STAGES) - 1, NULL, NULL },
	{ "execution_rate", DGPM_ORIGIN_FORMULA, 0, N_("executed / total"), "executed_yen total_yen" },
	{ "share", DGPM_ORIGIN_FORMULA, 0, N_("total / total of all rows, in 1/1000 by largest remainder"),
	  "total_yen" },
	{ "change", DGPM_ORIGIN_FORMULA, 0, N_("total - total of the year before"), "total_yen" },
	{ "unused_yen", DGPM_ORIGIN_FORMULA, 0, N_("total - executed - carried out, of a year that is over"),
	  "total_yen executed_yen carryover_out_yen" },
	{ "in_progress", DGPM_ORIGIN_FORMULA, 0, N_("whether it is of a year that is not over"),
	  "total_yen executed_yen" },
	{ "projects", DGPM_ORIGIN_COUNT, DGPM_LS_AVAILABLE, N_("number of projects with a budget"), NULL },
	{ "same_projects", DGPM_ORIGIN_COUNT, DGPM_LS_AVAILABLE,
	  N_("number of projects with a budget in this year and in the one before"), NULL },
	{ "same_change_rate", DGPM_ORIGIN_FORMULA, DGPM_LS_AVAILABLE,
	  N_("(total - total of the year before) / total of the year before, of the projects that have both"), NULL },
	{ "projects_executed", DGPM_ORIGIN_COUNT, DGPM_LS_BIT(DGPM_LS_EXECUTED), N_("number of projects with a result"),
	  NULL },
};
const size_t dgpm_table_n_origins = DGPM_COUNT(dgpm_table_origins);

const struct dgpm_origin *dgpm_table_origin(struct dgpm_arena *arena, const char *column)
{
	const struct dgpm_origin *o = dgpm_origin_find(dgpm_table_origins, dgpm_table_n_origins, column);

	/* The figure without its unit, as reports for people have it. */
	if (strcmp(column, "systems") == 0 || strcmp(column, "systems-executed") == 0)
		return dgpm_table_origin(arena, column[7] == '-' ? "projects_executed" : "projects");
	return o != NULL ? o
			 : dgpm_origin_find(dgpm_table_origins, dgpm_table_n_origins,
					    dgpm_arena_printf(arena, "%s_yen", column));
}
