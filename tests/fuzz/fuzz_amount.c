/* Fuzz the readers of one cell: amounts, fiscal years, dates; and what is done to any text before it is shown. */
#include "base/text.h"
#include "data/eras.h"
#include "base/yen.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool what)
{
	if (!what)
		abort();
}

static void amounts(struct dgpm_str cell)
{
	dgpm_yen plain = 77, yen;
	enum dgpm_cell plain_kind = dgpm_yen_parse_plain(&plain, cell.s, cell.n);

	must(plain_kind == DGPM_CELL_AMOUNT || plain == 77);
	for (int unit = DGPM_UNIT_YEN; unit <= DGPM_UNIT_OKU; unit++) {
		enum dgpm_cell kind;
		char buf[DGPM_INT_BUF];
		dgpm_yen again;
		int64_t rate;

		yen = 77;
		kind = dgpm_yen_parse(&yen, cell, (enum dgpm_unit)unit);
		if (kind != DGPM_CELL_AMOUNT) {
			must(yen == 77 && (unit != DGPM_UNIT_YEN || plain_kind == kind || plain_kind == DGPM_CELL_BAD));
			continue;
		}
		/* What the ledger takes means the same everywhere. */
		must(unit != DGPM_UNIT_YEN || plain_kind == DGPM_CELL_BAD || plain == yen);
		/* What is printed can be read. */
		dgpm_int_format(buf, yen, ',');
		must(dgpm_yen_parse(&again, dgpm_str_of(buf), DGPM_UNIT_YEN) == DGPM_CELL_AMOUNT && again == yen);
		/* Two ways to round agree. */
		must(dgpm_rate(&rate, yen, dgpm_unit_yen((enum dgpm_unit)unit), 0));
		must(rate == dgpm_yen_round(yen, (enum dgpm_unit)unit));
	}
}

static void years(const struct dgpm_eras *eras, struct dgpm_str text)
{
	static const char *const given[] = { NULL, "平成" };
	struct dgpm_date date;

	for (size_t i = 0; i < DGPM_COUNT(given); i++) {
		int year = 77, again = 0;
		char buf[48];

		if (!dgpm_fiscal_year_parse(&year, eras, text, given[i])) {
			must(year == 77);
			continue;
		}
		must(year >= DGPM_YEAR_MIN && year <= DGPM_YEAR_MAX);
		dgpm_fiscal_year_wareki(buf, sizeof buf, eras, year);
		must(dgpm_fiscal_year_parse(&again, eras, dgpm_str_of(buf), NULL) && again == year);
	}
	if (dgpm_date_parse(&date, text)) {
		char buf[11];

		must(dgpm_str_is(text, dgpm_date_format(buf, date)));
		must(dgpm_date_days(date, date) == 0 && dgpm_date_fiscal_year(date) >= date.year - 1);
	}
}

static void shown(struct dgpm_arena *arena, struct dgpm_str text)
{
	struct dgpm_str safe = dgpm_text_escape(arena, text);
	size_t valid = dgpm_utf8_valid(text.s, text.n);

	must(valid <= text.n && dgpm_utf8_length(text.s, valid) <= valid);
	must(dgpm_utf8_valid(safe.s, safe.n) == safe.n);
	/* Escaped text stands still when it is escaped again. */
	must(dgpm_text_escape(arena, safe).s == safe.s);
	must(dgpm_text_fit(text.s, text.n, dgpm_text_width(text.s, text.n)) == text.n);
	must(dgpm_text_fit(text.s, text.n, 3) <= text.n);
	if (valid == text.n) {
		safe = dgpm_text_fold(arena, text);
		must(dgpm_utf8_valid(safe.s, safe.n) == safe.n);
	}
	must(dgpm_text_distance(text, safe, 5) <= 6 && dgpm_text_distance(text, text, 5) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char list[] = "[{name: 明治, from: 1868-10-23, initials: [M, 明], square: ㍾},"
				   " {name: 大正, from: 1912-07-30, initials: [T, 大], square: ㍽},"
				   " {name: 昭和, from: 1926-12-25, initials: [S, 昭], square: ㍼},"
				   " {name: 平成, from: 1989-01-08, initials: [H, 平], square: ㍻},"
				   " {name: 令和, from: 2019-05-01, initials: [R, 令], square: ㋿}]";
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	static const struct dgpm_eras *eras;
	static struct dgpm_arena *kept;
	struct dgpm_str text = { (const char *)data, size };
	struct dgpm_arena *arena = dgpm_arena_new(NULL, NULL);

	if (eras == NULL) {
		const struct dgpm_node *root;
		struct dgpm_diags *diags;

		kept = dgpm_arena_new(NULL, NULL);
		diags = dgpm_diags_new(kept);
		must(dgpm_doc_parse(&root, kept, diags, "eras", DGPM_STR(list), &limits) == 0);
		must(dgpm_eras_load(&eras, kept, diags, root, "eras") == 0);
	}
	amounts(text);
	years(eras, text);
	shown(arena, text);
	dgpm_arena_free(arena);
	return 0;
}
