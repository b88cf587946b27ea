/* The machine-readability of spreadsheets: what follows for each rule. */
#include "sheetlint/look.h"

static void finding(struct sheetlint *l, enum sheetlint_rule rule, const struct sheetlint_cells *cells)
{
	struct sheetlint_result *r = &l->results[rule];

	if (cells->n == 0)
		return;
	r->verdict = SHEETLINT_FOUND;
	for (size_t i = 0; i < cells->n && i < SHEETLINT_CELLS; i++)
		sheetlint_add(&r->cells, &cells->first[i]);
	if (cells->n > SHEETLINT_CELLS)
		r->cells.n += cells->n - SHEETLINT_CELLS;
}

static void header_cell(struct sheetlint *l, enum sheetlint_rule rule, uint32_t i)
{
	struct sheetlint_cell c = { .row = l->header, .line = l->header_line, .column = i + 1 };

	if (l->columns[i].header.n != 0)
		c.text = dgpm_arena_printf(l->arena, "%.*s", (int)l->columns[i].header.n, l->columns[i].header.s);
	l->results[rule].verdict = SHEETLINT_FOUND;
	sheetlint_add(&l->results[rule].cells, &c);
}

static bool is_numeric(const struct sheetlint_column *c)
{
	size_t numbers = c->numbers + c->decorated_n, others = c->n - c->marks.n;

	return numbers >= 2 && numbers * 10 >= others * 6;
}

static bool header_holds(const struct sheetlint_column *c, const char *const *words, size_t n)
{
	return sheetlint_holds(c->header, words, n);
}

/* A mark is defined when some text outside of the table speaks of it. */
static void judge_marks(struct sheetlint *l, const struct sheetlint_column *c)
{
	for (size_t i = 0; i < c->marks.n && i < SHEETLINT_CELLS; i++) {
		const char *mark = c->marks.first[i].text;

		if (mark == NULL || strstr(dgpm_buf_text(&l->memo), mark) == NULL) {
			finding(l, L3_03, &c->marks);
			return;
		}
	}
}

static void judge_unit(struct sheetlint *l, uint32_t i)
{
	static const char *const units[] = { "円", "yen", "Yen", "YEN", "%", "％", "率", "人", "件", "台", "個", "回", "時間",
					     "日", "月", "年", "year", "year", "数", "割合", "番号", "コード", "ID", "id",
					     "No", "no", "号", "㎡", "m2", "km", "kg", "トン", "世帯", "rate", "count",
					     "順", "rank", "class", "code", "区分" };
	static const char *const amounts[] = { "額", "金", "予算", "費", "決算", "amount", "budget", "cost" };
	static const char *const said[] = { "単位", "円", "unit" };
	const struct sheetlint_column *c = &l->columns[i];

	if (header_holds(c, units, DGPM_COUNT(units)) ||
	    sheetlint_holds((struct dgpm_str){ l->memo.s, l->memo.n }, said, DGPM_COUNT(said)))
		return;
	if (header_holds(c, amounts, DGPM_COUNT(amounts)))
		header_cell(l, L3_04, i);
	else if (l->results[L3_04].verdict == SHEETLINT_KEPT)
		l->results[L3_04].verdict = SHEETLINT_PERSON;
}

static void judge_column(struct sheetlint *l, uint32_t i, bool *any_time, bool *any_area, bool *any_code)
{
	static const char *const times[] = { "年", "日", "時期", "期間", "date", "year", "Date", "Year" };
	static const char *const areas[] = { "都道府県", "地域", "市区町村", "市町村", "自治体", "prefecture", "所在地" };
	static const char *const codes[] = { "団体コード", "地域コード", "都道府県コード", "市区町村コード", "area_code" };
	const struct sheetlint_column *c = &l->columns[i];

	finding(l, L2_02, &c->ditto);
	if (is_numeric(c)) {
		finding(l, L2_01, &c->decorated);
		/* Of the two ways to keep digits in one column the rarer is the odd one: 7 among codes such as 01. */
		if (c->as_number.n != 0)
			finding(l, L2_01, c->as_text.n > c->as_number.n ? &c->as_number : &c->as_text);
		judge_marks(l, c);
		judge_unit(l, i);
		if (c->blanks.n != 0) {
			l->results[L1_09].verdict = SHEETLINT_PERSON;
			for (size_t k = 0; k < c->blanks.n && k < SHEETLINT_CELLS; k++)
				sheetlint_add(&l->results[L1_09].cells, &c->blanks.first[k]);
		}
	}
	if (header_holds(c, times, DGPM_COUNT(times))) {
		*any_time = true;
		finding(l, L3_05, &c->era);
	}
	if (sheetlint_is_era(c->header)) {
		*any_time = true;
		header_cell(l, L3_05, i);
	}
	*any_code |= header_holds(c, codes, DGPM_COUNT(codes));
	if (header_holds(c, areas, DGPM_COUNT(areas))) {
		*any_area = true;
		finding(l, L3_06, &c->areas);
	}
}

/* "2019年度" and "2020年度" are the same but for their digits. */
static bool same_skeleton(struct dgpm_str a, struct dgpm_str b)
{
	size_t i = 0, k = 0;
	bool digits = false;

	while (i < a.n || k < b.n) {
		bool da = i < a.n && a.s[i] >= '0' && a.s[i] <= '9', db = k < b.n && b.s[k] >= '0' && b.s[k] <= '9';

		if (da && db) {
			while (i < a.n && a.s[i] >= '0' && a.s[i] <= '9')
				i++;
			while (k < b.n && b.s[k] >= '0' && b.s[k] <= '9')
				k++;
			digits = true;
		} else if (i < a.n && k < b.n && a.s[i] == b.s[k] && !da && !db) {
			i++;
			k++;
		} else {
			return false;
		}
	}
	return digits;
}

static void judge_long_form(struct sheetlint *l)
{
	for (uint32_t i = 0; i < l->n_columns; i++) {
		struct dgpm_str h = l->columns[i].header;
		size_t n = 1;

		if (!sheetlint_is_era(h) && !sheetlint_holds_western(h))
			continue;
		for (uint32_t k = i + 1; k < l->n_columns; k++)
			n += same_skeleton(h, l->columns[k].header);
		if (n < 3)
			continue;
		for (uint32_t k = i; k < l->n_columns; k++)
			if (k == i || same_skeleton(h, l->columns[k].header))
				header_cell(l, L3_09, k);
		return;
	}
}

static void judge_headers(struct sheetlint *l)
{
	if (l->header == 0) {
		l->results[L1_05].verdict = SHEETLINT_FOUND;
		if (l->rows != 0)
			sheetlint_add(&l->results[L1_05].cells,
				      &(struct sheetlint_cell){ .row = 1, .line = l->book != NULL ? 1 : 0 });
		return;
	}
	if (l->header != 1)
		sheetlint_add(&l->results[L3_01].cells,
			      &(struct sheetlint_cell){ .row = l->header, .line = l->header_line });
	if (l->two_headers)
		sheetlint_add(&l->results[L3_01].cells, &l->second_header);
	if (l->results[L3_01].cells.n != 0)
		l->results[L3_01].verdict = SHEETLINT_FOUND;
	for (uint32_t i = 0; i < l->n_columns; i++) {
		const struct sheetlint_column *c = &l->columns[i];

		if (c->header.n == 0) {
			/* Empty from top to bottom: it divides the table. */
			if (c->n == 0 && i + 1 < l->n_columns)
				header_cell(l, L1_03, i);
			else if (c->n != 0)
				header_cell(l, L1_05, i);
			continue;
		}
		for (uint32_t k = 0; k < i; k++) {
			if (dgpm_str_eq(l->columns[k].header, c->header)) {
				header_cell(l, L2_03, i);
				break;
			}
		}
	}
	if (l->two_headers) {
		l->results[L2_03].verdict = SHEETLINT_FOUND;
		sheetlint_add(&l->results[L2_03].cells, &l->second_header);
	}
}

static void judge_sheet(struct sheetlint *l)
{
	const struct dgpm_sheet *s = dgpm_book_sheet(l->book, l->sheet);

	for (size_t i = 0; i < s->n_merged; i++) {
		const struct dgpm_merged *m = &s->merged[i];

		l->results[L1_12].verdict = SHEETLINT_FOUND;
		sheetlint_add(&l->results[L1_12].cells,
			      &(struct sheetlint_cell){ .row = m->first_row, .column = m->first_column,
							.to_row = m->last_row, .to_column = m->last_column });
	}
	if (s->hidden)
		l->results[L1_13].verdict = SHEETLINT_FOUND;
	if (s->objects)
		l->results[L1_10].verdict = SHEETLINT_FOUND;
}

void sheetlint_judge(struct sheetlint *l)
{
	static const enum sheetlint_rule for_people[] = { L1_11, L3_02, L3_08 };
	bool any_time = false, any_area = false, any_code = false;

	judge_headers(l);
	judge_sheet(l);
	for (uint32_t i = 0; i < l->n_columns; i++)
		judge_column(l, i, &any_time, &any_area, &any_code);
	/* Left out in the first column where the rest of the row goes on. */
	if (l->n_columns > 1 && !is_numeric(&l->columns[0]) && l->columns[0].n != 0 &&
	    l->columns[0].blanks.n * 5 >= l->data_rows)
		finding(l, L2_02, &l->columns[0].blanks);
	judge_long_form(l);
	if (!any_time && l->results[L3_05].verdict == SHEETLINT_KEPT)
		l->results[L3_05].verdict = SHEETLINT_NOT_APPLICABLE;
	if (any_code)
		l->results[L3_06] = (struct sheetlint_result){ .verdict = SHEETLINT_KEPT };
	else if (l->results[L3_06].verdict == SHEETLINT_KEPT)
		l->results[L3_06].verdict = any_area ? SHEETLINT_PERSON : SHEETLINT_NOT_APPLICABLE;
	if (l->results[L1_05].verdict == SHEETLINT_KEPT)
		l->results[L1_05].verdict = SHEETLINT_PERSON;
	if (l->results[L1_07].verdict == SHEETLINT_KEPT)
		l->results[L1_07].verdict = SHEETLINT_PERSON;
	if (l->results[L2_04].verdict == SHEETLINT_KEPT)
		l->results[L2_04].verdict = SHEETLINT_PERSON;
	for (size_t i = 0; i < DGPM_COUNT(for_people); i++)
		l->results[for_people[i]].verdict = SHEETLINT_PERSON;
}
