/* Ledger: the header, and the cells of a record to a row. */
#include "io/csv.h"
#include "base/text.h"
#include "data/eras.h"
#include "base/i18n.h"
#include "ledger/cells.h"

#include <inttypes.h>
#include <stdio.h>

static const char *const expenses[DGPM_N_EXPENSES] = { "development", "modification", "operation", "unspecified" };

static const char *const stages[DGPM_N_LEDGER_STAGES] = { "required",	  "request",	 "initial", "supplementary",
							  "carryover_in", "transfer_in", "reserve", "carryover_out",
							  "executed",	  "allocated",	 "contracted", "planned" };

const char *const ledgerin_column_names[LC_COUNT] = { "fiscal_year", "project_id", "organization", "account", "expense",
						      "stage",	     "amount_yen", "item",	   "source",  "note" };

const char *dgpm_expense_name(enum dgpm_expense e)
{
	return expenses[e];
}

const char *dgpm_ledger_stage_name(enum dgpm_ledger_stage s)
{
	return stages[s];
}

/*
 * Diagnostics.
 */

struct dgpm_loc ledgerin_loc(const struct ledgerin_cells *c, const char *p)
{
	struct dgpm_loc at = { .path = c->path };

	csvin_place(c->sp, p, &at.line, &at.column);
	return at;
}

bool ledgerin_tell(struct ledgerin_cells *c, enum dgpm_msg msg)
{
	if (c->arena == NULL) {
		c->arena = dgpm_arena_like(c->parent);
		c->diags = dgpm_diags_new(c->arena);
	}
	return ++c->told[msg] <= LEDGERIN_MOST_OF(msg);
}

/* A cell as it is shown: not longer than a line. */
static const char *shown(struct dgpm_arena *a, struct dgpm_str s)
{
	size_t n = s.n < 80 ? s.n : 80;

	while (n < s.n && n > 0 && ((unsigned char)s.s[n] & 0xC0) == 0x80)
		n--;
	return n == s.n ? dgpm_arena_strndup(a, s.s, n) : dgpm_arena_printf(a, "%.*s...", (int)n, s.s);
}

static const char *field_at(const struct ledgerin_cells *c, size_t field)
{
	return c->sp->at[field];
}

static void bad_cell(struct ledgerin_cells *c, enum dgpm_msg msg, enum ledgerin_column col)
{
	size_t i = c->columns->at[col];

	if (!ledgerin_tell(c, msg))
		return;
	if (msg == DGPM_MSG_CSV_12)
		dgpm_diag_add(c->diags, msg, ledgerin_loc(c, field_at(c, i)), ledgerin_column_names[col]);
	else
		dgpm_diag_add(c->diags, msg, ledgerin_loc(c, field_at(c, i)), shown(c->arena, c->sp->fields[i]));
}

/* Not one of the values of the column. */
static void bad_value(struct ledgerin_cells *c, enum ledgerin_column col, const char *const *words, size_t n)
{
	struct dgpm_str s = c->sp->fields[c->columns->at[col]];
	const char *near = dgpm_text_nearest(s, words, n);
	struct dgpm_loc at;

	if (!ledgerin_tell(c, DGPM_MSG_CSV_07))
		return;
	at = ledgerin_loc(c, field_at(c, c->columns->at[col]));
	if (near != NULL)
		dgpm_diag_addf(c->diags, DGPM_MSG_CSV_07, at,
			       dgpm_diag_value(c->diags, "%s %s", ledgerin_column_names[col], shown(c->arena, s)),
			       _("%s '%s', did you mean '%s'?"), ledgerin_column_names[col], shown(c->arena, s), near);
	else
		dgpm_diag_addf(c->diags, DGPM_MSG_CSV_07, at,
			       dgpm_diag_value(c->diags, "%s %s", ledgerin_column_names[col], shown(c->arena, s)),
			       "%s '%s'", ledgerin_column_names[col], shown(c->arena, s));
}

/* Whether the bytes are characters of CP932 (JIS X 0208 as Windows writes it), two bytes at least. */
static bool looks_cp932(const char *s, size_t n)
{
	size_t pairs = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char b = (unsigned char)s[i], t;

		if (b < 0x80 || (b >= 0xA1 && b <= 0xDF))
			continue;
		if (b == 0x80 || b == 0xA0 || b > 0xFC || ++i == n)
			return false;
		t = (unsigned char)s[i];
		if (t < 0x40 || t == 0x7F || t > 0xFC)
			return false;
		pairs++;
	}
	return pairs > 0;
}

/* Bytes of the record that are not UTF-8, or a NUL; true when there is none. */
static bool clean_bytes(struct ledgerin_cells *c)
{
	const struct csvin_split *sp = c->sp;
	const char *s = sp->record, *nul;
	size_t n = (size_t)(sp->record_end - s), good, bad = 0;
	char hex[3 * 4 + 1] = "";

	if (sp->any_nul) {
		nul = memchr(s, '\0', n);
		if (ledgerin_tell(c, DGPM_MSG_CSV_10))
			dgpm_diag_add(c->diags, DGPM_MSG_CSV_10, ledgerin_loc(c, nul), NULL);
		return false;
	}
	if (!sp->any_high || (good = dgpm_utf8_valid(s, n)) == n)
		return true;
	if (!ledgerin_tell(c, DGPM_MSG_CSV_09))
		return false;
	while (bad < 4 && good + bad < n && (unsigned char)s[good + bad] >= 0x80) {
		snprintf(hex + 3 * bad, sizeof hex - 3 * bad, " %02X", (unsigned)(unsigned char)s[good + bad]);
		bad++;
	}
	if (looks_cp932(s, n))
		dgpm_diag_addf(c->diags, DGPM_MSG_CSV_09, ledgerin_loc(c, s + good), hex,
			       _("bytes%s; the file looks like CP932 (Shift_JIS): 'iconv -f CP932 -t UTF-8' makes it "
				 "readable"),
			       hex);
	else
		dgpm_diag_addf(c->diags, DGPM_MSG_CSV_09, ledgerin_loc(c, s + good), hex, _("bytes%s"), hex);
	return false;
}

/*
 * Header.
 */

/* A line break in a name, as of a narrow cell, is not part of it; nor are blanks around it. */
bool ledgerin_name_is(struct dgpm_str text, const char *name)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.s[i] == '\n' || text.s[i] == '\r' || text.s[i] == ' ' || text.s[i] == '\t')
			continue;
		if (*name == '\0' || text.s[i] != *name++)
			return false;
	}
	return *name == '\0';
}

static enum ledgerin_column column_of(struct dgpm_str name)
{
	enum ledgerin_column i = 0;

	while (i < LC_COUNT && !ledgerin_name_is(name, ledgerin_column_names[i]))
		i++;
	return i;
}

static int repeated_names(struct ledgerin_cells *c)
{
	const struct csvin_split *sp = c->sp;
	int rc = 0;

	/* Quadratic, so bounded: nobody has a thousand columns, and extra ones beyond that do no harm. */
	for (size_t i = 1; i < sp->n && i < 1000; i++) {
		for (size_t j = 0; j < i && sp->fields[i].n != 0; j++) {
			if (!dgpm_str_eq(sp->fields[i], sp->fields[j]))
				continue;
			dgpm_diag_add2(c->diags, DGPM_MSG_CSV_11, ledgerin_loc(c, sp->at[i]),
				       shown(c->arena, sp->fields[i]), ledgerin_loc(c, sp->at[j]),
				       _("the first one is here"));
			rc = -1;
			break;
		}
	}
	return rc;
}

/* The name in the header that is likest to the missing one and not a column itself; sp->n when there is none. */
static size_t meant(const struct csvin_split *sp, const char *missing)
{
	size_t i = 0;

	for (; i < sp->n; i++)
		if (column_of(sp->fields[i]) == LC_COUNT && dgpm_text_nearest(sp->fields[i], &missing, 1) != NULL)
			break;
	return i;
}

int ledgerin_header(struct ledgerin_columns *columns, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    const char *path, const struct csvin_split *sp)
{
	struct ledgerin_cells c = { .sp = sp, .path = path, .parent = arena };
	int rc = -1;

	c.arena = dgpm_arena_like(arena);
	c.diags = dgpm_diags_new(c.arena);
	columns->n = sp->n;
	memset(columns->among, 0, sizeof columns->among);
	for (enum ledgerin_column i = 0; i < LC_COUNT; i++)
		columns->at[i] = LEDGERIN_ABSENT;
	if (!clean_bytes(&c))
		goto out;
	rc = repeated_names(&c);
	for (size_t i = sp->n; i-- > 0;)
		if (column_of(sp->fields[i]) != LC_COUNT)
			columns->at[column_of(sp->fields[i])] = i;
	for (enum ledgerin_column i = 0; i < LC_COUNT; i++)
		for (size_t k = 0; k < LEDGERIN_FIRST; k++)
			columns->among[k] |= (uint16_t)((columns->at[i] < k) << i);
	for (enum ledgerin_column i = 0; i < LEDGERIN_REQUIRED; i++) {
		const char *name = ledgerin_column_names[i];
		size_t near;

		if (columns->at[i] != LEDGERIN_ABSENT)
			continue;
		near = meant(sp, name);
		if (near < sp->n)
			dgpm_diag_addf(c.diags, DGPM_MSG_CSV_01, ledgerin_loc(&c, sp->at[near]), name,
				       _("'%s', did you mean it by '%s'?"), name, shown(c.arena, sp->fields[near]));
		else
			dgpm_diag_add(c.diags, DGPM_MSG_CSV_01, ledgerin_loc(&c, sp->record), name);
		rc = -1;
	}
out:
	dgpm_diags_merge(diags, c.diags);
	dgpm_arena_free(c.arena);
	return rc;
}

/*
 * Cells.
 */

static bool good_year(int16_t *out, const struct dgpm_str *s)
{
	int year = 0;

	if (s->n != 4)
		return false;
	for (size_t i = 0; i < 4; i++) {
		if (s->s[i] < '0' || s->s[i] > '9')
			return false;
		year = year * 10 + (s->s[i] - '0');
	}
	*out = (int16_t)year;
	return year >= DGPM_YEAR_MIN && year <= DGPM_YEAR_MAX;
}

static void bad_account(struct ledgerin_cells *c)
{
	static const char *const words[] = { "general", "special", "earmarked", "special:", "earmarked:" };
	struct dgpm_str s = c->sp->fields[c->columns->at[LC_ACCOUNT]];
	const char *colon = s.n != 0 ? memchr(s.s, ':', s.n) : NULL;

	/* A name behind the colon does not make the word in front of it less like "special". */
	if (colon != NULL) {
		struct dgpm_str head = { s.s, (size_t)(colon - s.s) + 1 };
		const char *near = dgpm_text_nearest(head, words + 3, 2);

		if (near != NULL && !dgpm_str_is(head, near)) {
			if (ledgerin_tell(c, DGPM_MSG_CSV_07))
				dgpm_diag_addf(c->diags, DGPM_MSG_CSV_07,
					       ledgerin_loc(c, field_at(c, c->columns->at[LC_ACCOUNT])),
					       dgpm_diag_value(c->diags, "account %s", shown(c->arena, s)),
					       _("%s '%s', did you mean '%s'?"), "account", shown(c->arena, s),
					       dgpm_arena_cat(c->arena, near, "<name>"));
			return;
		}
	}
	bad_value(c, LC_ACCOUNT, words, 3);
}

static bool good_account(struct ledgerin_cells *c, struct dgpm_ledger_row *row)
{
	struct dgpm_str text = c->sp->fields[c->columns->at[LC_ACCOUNT]];
	struct dgpm_account account;

	if (!dgpm_account_parse(&account, text)) {
		bad_account(c);
		return false;
	}
	row->account_kind = (uint8_t)account.kind;
	/* What libcsv gave back is gone with the next record. */
	if (text.s >= c->sp->record && text.s < c->sp->end) {
		c->last_account = text;
		c->last_kind = row->account_kind;
	}
	return true;
}

/* Index in `words`, or n. Length and first letter tell all but two of them apart before bytes are compared. */
static inline size_t word_index(const struct dgpm_str *s, const char *const *words, const uint8_t *lengths, size_t n)
{
	size_t i = 0;

	while (i < n && (s->n != lengths[i] || s->s[0] != words[i][0] || memcmp(s->s, words[i], s->n) != 0))
		i++;
	return i;
}

static bool ragged(struct ledgerin_cells *c)
{
	const struct csvin_split *sp = c->sp;
	size_t want = c->columns->n;

	if (ledgerin_tell(c, DGPM_MSG_CSV_05)) {
		struct dgpm_loc at = ledgerin_loc(c, sp->at[sp->n > want ? want : sp->n - 1]);

		dgpm_diag_addf(c->diags, DGPM_MSG_CSV_05, at, NULL, _("%zu instead of %zu"), sp->n, want);
	}
	return false;
}

static bool short_fields(struct ledgerin_cells *c)
{
	const struct csvin_split *sp = c->sp;
	bool ok = true;

	if ((size_t)(sp->record_end - sp->record) <= c->max_field)
		return true;
	for (size_t i = 0; i < sp->n; i++) {
		if (sp->fields[i].n <= c->max_field)
			continue;
		if (ledgerin_tell(c, DGPM_MSG_CSV_06))
			dgpm_diag_addf(c->diags, DGPM_MSG_CSV_06, ledgerin_loc(c, sp->at[i]), NULL,
				       _("%zu bytes; the limit is %zu"), sp->fields[i].n, c->max_field);
		ok = false;
	}
	return ok;
}

static struct dgpm_str cell(const struct ledgerin_cells *c, enum ledgerin_column col)
{
	size_t i = c->columns->at[col];

	return i != LEDGERIN_ABSENT ? c->sp->fields[i] : (struct dgpm_str){ NULL, 0 };
}

static bool good_amount(struct ledgerin_cells *c, struct dgpm_ledger_row *row, const struct dgpm_str *s)
{
	switch (dgpm_yen_parse_plain(&row->amount_yen, s->s, s->n)) {
	case DGPM_CELL_AMOUNT:
		return true;
	case DGPM_CELL_OVERFLOW:
		bad_cell(c, DGPM_MSG_CSV_04, LC_AMOUNT_YEN);
		return false;
	case DGPM_CELL_NO_VALUE:
	case DGPM_CELL_BAD:
	case DGPM_CELL_FRACTION:
	case DGPM_CELL_YEN_SIGN:
		break;
	}
	bad_cell(c, DGPM_MSG_CSV_03, LC_AMOUNT_YEN);
	return false;
}

_Static_assert(DGPM_SAME_PROJECT == 1 << LC_PROJECT_ID && DGPM_SAME_ORGANIZATION == 1 << LC_ORGANIZATION &&
		       DGPM_SAME_ACCOUNT == 1 << LC_ACCOUNT && DGPM_SAME_ITEM == 1 << LC_ITEM,
	       "a bit is the number of its column");

/* What must not be empty, of the columns that are not `same`. */
static bool full_cells(struct ledgerin_cells *c, unsigned same)
{
	bool ok = true;

	for (unsigned left = ~same & ((1u << LEDGERIN_REQUIRED) - 1); left != 0; left &= left - 1) {
		enum ledgerin_column i = (enum ledgerin_column)__builtin_ctz(left);

		if (c->sp->fields[c->columns->at[i]].n == 0) {
			bad_cell(c, DGPM_MSG_CSV_12, i);
			ok = false;
		}
	}
	return ok;
}

/* `same`: columns whose texts are those of the row before, which was good; what they say stands in `row`. */
static bool take_cells(struct ledgerin_cells *c, struct dgpm_ledger_row *row, unsigned same)
{
	static const uint8_t expense_len[] = { 11, 12, 9, 11 };
	static const uint8_t stage_len[] = { 8, 7, 7, 13, 12, 11, 7, 13, 8, 9, 10, 7 };
	const struct csvin_split *sp = c->sp;
	const size_t *at = c->columns->at;
	/* Pointers: copying what was stored in halves a moment ago stalls. */
	const struct dgpm_str *year = &sp->fields[at[LC_FISCAL_YEAR]], *account = &sp->fields[at[LC_ACCOUNT]],
			      *expense = &sp->fields[at[LC_EXPENSE]], *stage = &sp->fields[at[LC_STAGE]],
			      *amount = &sp->fields[at[LC_AMOUNT_YEN]];
	bool ok = full_cells(c, same);

	if ((same >> LC_FISCAL_YEAR & 1) == 0 && year->n != 0 && !good_year(&row->fiscal_year, year)) {
		bad_cell(c, DGPM_MSG_CSV_08, LC_FISCAL_YEAR);
		ok = false;
	}
	if ((same >> LC_ACCOUNT & 1) == 0 && account->n != 0) {
		if (dgpm_str_eq(*account, c->last_account))
			row->account_kind = c->last_kind;
		else if (!good_account(c, row))
			ok = false;
	}
	if ((same >> LC_EXPENSE & 1) == 0) {
		row->expense = (uint8_t)word_index(expense, expenses, expense_len, DGPM_N_EXPENSES);
		if (row->expense == DGPM_N_EXPENSES && expense->n != 0) {
			bad_value(c, LC_EXPENSE, expenses, DGPM_N_EXPENSES);
			ok = false;
		}
	}
	if ((same >> LC_STAGE & 1) == 0) {
		row->stage = (uint8_t)word_index(stage, stages, stage_len, DGPM_N_LEDGER_STAGES);
		if (row->stage == DGPM_N_LEDGER_STAGES && stage->n != 0) {
			bad_value(c, LC_STAGE, stages, DGPM_N_LEDGER_STAGES);
			ok = false;
		}
	}
	if ((same >> LC_AMOUNT_YEN & 1) == 0 && amount->n != 0 && !good_amount(c, row, amount))
		ok = false;
	row->line = sp->line;
	row->project_id = sp->fields[at[LC_PROJECT_ID]];
	row->organization = sp->fields[at[LC_ORGANIZATION]];
	row->account = *account;
	row->item = cell(c, LC_ITEM);
	row->source = cell(c, LC_SOURCE);
	row->note = cell(c, LC_NOTE);
	row->fields = sp->fields;
	row->same = (uint16_t)same;
	return ok;
}

bool ledgerin_row(struct ledgerin_cells *c, struct dgpm_ledger_row *row)
{
	size_t first = c->sp->same < LEDGERIN_FIRST ? c->sp->same : LEDGERIN_FIRST - 1;
	unsigned same = c->good ? c->columns->among[first] : 0;

	c->good = false;
	if (!clean_bytes(c))
		return false;
	if (c->sp->n != c->columns->n)
		return ragged(c);
	c->good = short_fields(c) && take_cells(c, row, same);
	return c->good;
}
