/* From a ledger row to numbers: what is needed of it, whether the conditions hold, the key of its group. */
#include "budget/parts.h"
#include "base/i18n.h"

#define BIT(col) ((uint32_t)1 << (col))

static bool is_text(enum dgpm_table_col col)
{
	return col == DGPM_TC_PROJECT || col == DGPM_TC_ORGANIZATION || col == DGPM_TC_ACCOUNT || col == DGPM_TC_ITEM;
}

bool budget_needs_cards(const struct dgpm_table_how *how)
{
	for (size_t i = 0; i < how->n_by; i++)
		if (how->by[i] >= DGPM_N_ROW_COLS)
			return true;
	for (size_t i = 0; i < how->n_where; i++)
		if (how->where[i].col >= DGPM_N_ROW_COLS)
			return true;
	return false;
}

static int bad_value(struct dgpm_diags *diags, const struct dgpm_table_where *w)
{
	dgpm_diag_addf(diags, DGPM_MSG_LED_05, (struct dgpm_loc){ 0 },
		       dgpm_diag_value(diags, "%s %.*s", dgpm_table_col_name(w->col), (int)w->value.n, w->value.s),
		       "%s '%.*s'", dgpm_table_col_name(w->col), (int)w->value.n, w->value.s);
	return -1;
}

static int add_condition(struct budget_query *q, struct dgpm_diags *diags, const struct dgpm_table_where *w)
{
	int year;

	q->filter |= BIT(w->col);
	switch (w->col) {
	case DGPM_TC_FISCAL_YEAR:
		if (!dgpm_fiscal_year_parse(&year, NULL, w->value, NULL))
			return bad_value(diags, w);
		q->years[year - DGPM_YEAR_MIN] = 1;
		return 0;
	case DGPM_TC_EXPENSE:
		for (enum dgpm_expense e = 0; e < DGPM_N_EXPENSES; e++)
			if (dgpm_str_is(w->value, dgpm_expense_name(e))) {
				q->expenses |= BIT(e);
				return 0;
			}
		return bad_value(diags, w);
	case DGPM_TC_STAGE:
		for (enum dgpm_ledger_stage s = 0; s < DGPM_N_LEDGER_STAGES; s++)
			if (dgpm_str_is(w->value, dgpm_ledger_stage_name(s))) {
				q->stages |= BIT(s);
				return 0;
			}
		return bad_value(diags, w);
	default:
		break;
	}
	if (w->col >= DGPM_N_ROW_COLS) {
		size_t c = w->col - DGPM_N_ROW_COLS;
		uint32_t number = names_find(&q->cards->texts[c], w->value);

		if (w->value.n == 0)
			q->card_none[c] = true;
		else if (number != 0)
			q->card_accept[c][number - 1] = 1;
	}
	return 0;
}

void budget_query_texts(struct budget_query *q)
{
	q->n_texts = 0;
	for (enum dgpm_table_col c = 0; c < DGPM_N_ROW_COLS; c++)
		if ((q->need & BIT(c)) != 0 && is_text(c))
			q->texts[q->n_texts++] = c;
}

int budget_query_open(struct budget_query *q, struct dgpm_arena *arena, struct dgpm_diags *diags,
			   const struct dgpm_portfolio *p, const struct dgpm_table_how *how,
			   const struct budget_cards *cards)
{
	bool stage = false, project = false, organization = false, asked;
	int rc = 0;

	*q = (struct budget_query){ .how = how, .organizations = dgpm_portfolio_organizations(p), .cards = cards };
	for (size_t c = 0; cards != NULL && c < BUDGET_N_CARD_COLS; c++)
		q->card_accept[c] = dgpm_arena_array(arena, cards->texts[c].n, 1);
	for (size_t i = 0; i < how->n_by; i++) {
		q->key[q->n_key++] = how->by[i];
		stage |= how->by[i] == DGPM_TC_STAGE;
		project |= how->by[i] == DGPM_TC_PROJECT;
		organization |= how->by[i] == DGPM_TC_ORGANIZATION;
		q->need |= how->by[i] < DGPM_N_ROW_COLS ? BIT(how->by[i]) : BIT(DGPM_TC_PROJECT);
	}
	if (!stage)
		q->key[q->n_key++] = DGPM_TC_STAGE;
	if (!stage && !project) {
		memcpy(q->member, how->by, how->n_by * sizeof *q->member);
		q->member[how->n_by] = DGPM_TC_PROJECT;
		q->n_member = how->n_by + 1;
		q->need |= BIT(DGPM_TC_PROJECT);
	}
	asked = project || organization;
	for (size_t i = 0; i < how->n_where; i++) {
		asked |= how->where[i].col == DGPM_TC_PROJECT || how->where[i].col == DGPM_TC_ORGANIZATION;
		if (add_condition(q, diags, &how->where[i]) != 0)
			rc = -1;
		q->need |= how->where[i].col < DGPM_N_ROW_COLS ? BIT(how->where[i].col) : BIT(DGPM_TC_PROJECT);
	}
	/*
	 * Whose a project is matters where its rows are taken apart by organization or put together by project; with
	 * both the table itself shows it.
	 */
	q->two_organizations = asked && !(project && organization);
	if (q->two_organizations)
		q->need |= BIT(DGPM_TC_PROJECT) | BIT(DGPM_TC_ORGANIZATION);
	if (how->duplicates == DGPM_DUPLICATES_LAST)
		q->need |= BIT(DGPM_N_ROW_COLS) - 1;
	/* An organization has more than one name; the others are compared as they stand. */
	if (how->duplicates == DGPM_DUPLICATES_ERROR)
		q->need |= BIT(DGPM_TC_ORGANIZATION);
	budget_query_texts(q);
	return rc;
}

static bool accepts(const struct budget_query *q, enum dgpm_table_col col, struct dgpm_str text)
{
	if ((q->filter & BIT(col)) == 0)
		return true;
	for (size_t i = 0; i < q->how->n_where; i++) {
		const struct dgpm_table_where *w = &q->how->where[i];
		const struct dgpm_organization *o;

		if (w->col != col)
			continue;
		if (dgpm_str_eq(w->value, text))
			return true;
		o = col == DGPM_TC_ORGANIZATION ? dgpm_organizations_find(q->organizations, w->value) : NULL;
		if (o != NULL && o == dgpm_organizations_find(q->organizations, text))
			return true;
	}
	return false;
}

/* Room for one more text: of what is known of texts only what is asked of this column. */
static void make_room(struct budget_part *part, enum dgpm_table_col col, size_t n)
{
	struct budget_texts *t = &part->texts[col];

	if (n < t->cap)
		return;
	t->cap = t->cap != 0 ? t->cap * 2 : 64;
	t->accept = dgpm_arena_grow(part->arena, t->accept, n, t->cap, sizeof *t->accept);
	if (col == DGPM_TC_ORGANIZATION)
		t->same = dgpm_arena_grow(part->arena, t->same, n, t->cap, sizeof *t->same);
	if (col != DGPM_TC_PROJECT)
		return;
	t->card = dgpm_arena_grow(part->arena, t->card, n, t->cap, sizeof *t->card);
	t->first = dgpm_arena_grow(part->arena, t->first, n, t->cap, sizeof *t->first);
}

/* A text is met for the first time: what there is to know of it. */
static void learn(const struct budget_query *q, struct budget_part *part, enum dgpm_table_col col,
		  struct budget_place at)
{
	struct budget_texts *t = &part->texts[col];
	size_t n = t->known++;
	struct dgpm_str text = t->names.s[n];

	make_room(part, col, n);
	t->accept[n] = accepts(q, col, text);
	if (col == DGPM_TC_PROJECT) {
		t->first[n] = at;
		t->card[n] = q->cards != NULL ? names_find(&q->cards->ids, text) - 1 : BUDGET_NONE;
	}
	if (col == DGPM_TC_ORGANIZATION) {
		const struct dgpm_organization *o = dgpm_organizations_find(q->organizations, text);

		t->same[n] = (uint32_t)n;
		if (o != NULL && !dgpm_str_is(text, o->code)) {
			uint32_t same = names_number(&t->names, dgpm_str_of(o->code));

			if (same >= t->known)
				learn(q, part, col, at);
			t->same[n] = same;
		}
	}
}

static uint32_t number_of(const struct budget_query *q, struct budget_part *part, enum dgpm_table_col col,
			  struct dgpm_str text, struct budget_place at)
{
	struct budget_texts *t = &part->texts[col];
	uint32_t n = names_number(&t->names, text);

	if (n >= t->known)
		learn(q, part, col, at);
	return n;
}

uint32_t budget_text_move(const struct budget_query *q, struct budget_part *into,
			       const struct budget_part *from, enum dgpm_table_col col, uint32_t number)
{
	const struct budget_texts *f = &from->texts[col];
	struct budget_texts *t = &into->texts[col];
	struct budget_place at = f->first != NULL ? f->first[number] : (struct budget_place){ NULL, 0 };
	uint32_t n = number_of(q, into, col, f->names.s[number], at);

	if (f->first != NULL && budget_before(at, t->first[n]))
		t->first[n] = f->first[number];
	return n;
}

bool budget_raw_of(budget_raw raw, const struct budget_query *q, struct budget_part *part,
			const struct dgpm_ledger_row *row, struct budget_place at, unsigned same)
{
	static const uint16_t bit[DGPM_N_ROW_COLS] = {
		[DGPM_TC_PROJECT] = DGPM_SAME_PROJECT, [DGPM_TC_ORGANIZATION] = DGPM_SAME_ORGANIZATION,
		[DGPM_TC_ACCOUNT] = DGPM_SAME_ACCOUNT, [DGPM_TC_ITEM] = DGPM_SAME_ITEM,
	};
	const struct dgpm_str *const text[DGPM_N_ROW_COLS] = {
		[DGPM_TC_PROJECT] = &row->project_id, [DGPM_TC_ORGANIZATION] = &row->organization,
		[DGPM_TC_ACCOUNT] = &row->account,    [DGPM_TC_ITEM] = &row->item,
	};

	if (q->filter != 0) {
		if ((q->filter & BIT(DGPM_TC_FISCAL_YEAR)) != 0 && q->years[row->fiscal_year - DGPM_YEAR_MIN] == 0)
			return false;
		if ((q->filter & BIT(DGPM_TC_EXPENSE)) != 0 && (q->expenses & BIT(row->expense)) == 0)
			return false;
		if ((q->filter & BIT(DGPM_TC_STAGE)) != 0 && (q->stages & BIT(row->stage)) == 0)
			return false;
	}
	raw[DGPM_TC_FISCAL_YEAR] = (uint32_t)row->fiscal_year;
	raw[DGPM_TC_EXPENSE] = row->expense;
	raw[DGPM_TC_STAGE] = row->stage;
	for (size_t i = 0; i < q->n_texts; i++) {
		enum dgpm_table_col c = q->texts[i];

		if ((bit[c] & same) != 0)
			continue;
		if (c == DGPM_TC_ITEM && text[c]->n == 0) {
			raw[c] = BUDGET_NONE;
			if (!accepts(q, c, DGPM_STR("")))
				return false;
			continue;
		}
		raw[c] = number_of(q, part, c, *text[c], at);
		if (part->texts[c].accept[raw[c]] == 0)
			return false;
		if (part->texts[c].same != NULL)
			raw[c] = part->texts[c].same[raw[c]];
	}
	return true;
}

static uint32_t card_value(const struct budget_query *q, const struct budget_part *part,
			   const budget_raw raw, size_t col)
{
	uint32_t card = part->texts[DGPM_TC_PROJECT].card[raw[DGPM_TC_PROJECT]];

	return q->cards != NULL && card != BUDGET_NONE ? q->cards->values[card][col] : BUDGET_NONE;
}

bool budget_key_of(uint32_t *key, const struct budget_query *q, const struct budget_part *part,
			const budget_raw raw)
{
	for (size_t c = 0; q->cards != NULL && c < BUDGET_N_CARD_COLS; c++) {
		uint32_t value;

		if ((q->filter & BIT(c + DGPM_N_ROW_COLS)) == 0)
			continue;
		value = card_value(q, part, raw, c);
		if (value == BUDGET_NONE ? !q->card_none[c] : q->card_accept[c][value] == 0)
			return false;
	}
	for (size_t i = 0; i < q->n_key; i++)
		key[i] = q->key[i] < DGPM_N_ROW_COLS ? raw[q->key[i]] :
						       card_value(q, part, raw, q->key[i] - DGPM_N_ROW_COLS);
	return true;
}
