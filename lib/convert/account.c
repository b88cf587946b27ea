/* Accounts: general, special, or several together where a sheet does not divide what it says. */
#include "convert/context.h"
#include "base/buf.h"
#include "base/i18n.h"

#include <stdlib.h>

static bool has(struct dgpm_str text, const char *word)
{
	return text.n != 0 && memmem(text.s, text.n, word, strlen(word)) != NULL;
}

/* Several accounts in one cell are joined by one sign, whichever the sheet uses. */
static struct dgpm_str joined_accounts(struct convert_file *f, struct dgpm_str name)
{
	struct dgpm_buf text = { .arena = f->in.scratch };

	if (memchr(name.s, '|', name.n) == NULL && memchr(name.s, ',', name.n) == NULL &&
	    memchr(name.s, '\n', name.n) == NULL)
		return name;
	for (size_t i = 0, from = 0; i <= name.n; i++) {
		if (i < name.n && name.s[i] != '|' && name.s[i] != ',' && name.s[i] != '\n')
			continue;
		dgpm_buf_sep(&text, "、");
		dgpm_buf_str(&text, (struct dgpm_str){ name.s + from, i - from });
		from = i + 1;
	}
	return (struct dgpm_str){ dgpm_buf_text(&text), text.n };
}

struct account_list {
	struct dgpm_str *names;
	size_t n, cap;
	bool has_general;
};

/* The accounts of a text such as 一般会計、年金特別会計; false: one of them does not say that it is one. */
static bool add_accounts(struct account_list *l, struct dgpm_arena *arena, struct dgpm_str text)
{
	static const char comma[] = "、";

	while (text.n != 0) {
		const char *end = memmem(text.s, text.n, comma, sizeof comma - 1);
		struct dgpm_str one = { text.s, end != NULL ? (size_t)(end - text.s) : text.n };
		bool known = dgpm_str_is(one, "一般会計");

		l->has_general |= known;
		for (size_t i = 0; i < l->n; i++)
			known |= dgpm_str_eq(one, l->names[i]);
		if (!known && one.n != 0)
			*DGPM_PUSH(arena, l->names, l->n, l->cap) = one;
		if (!has(one, "会計"))
			return false;
		text.s += end != NULL ? one.n + sizeof comma - 1 : text.n;
		text.n -= end != NULL ? one.n + sizeof comma - 1 : text.n;
	}
	return true;
}

static int cmp_names(const void *a, const void *b)
{
	return dgpm_str_cmp(*(const struct dgpm_str *)a, *(const struct dgpm_str *)b);
}

/* Each once, the general account first: in whichever order a sheet names them, they are the same. */
static const char *joined_list(struct account_list *l, struct dgpm_arena *arena)
{
	struct dgpm_buf text = { .arena = arena };

	if (l->has_general)
		dgpm_buf_add(&text, "一般会計");
	dgpm_sort(l->names, l->n, sizeof *l->names, cmp_names);
	for (size_t i = 0; i < l->n; i++) {
		dgpm_buf_sep(&text, "、");
		dgpm_buf_str(&text, l->names[i]);
	}
	return dgpm_buf_text(&text);
}

static struct dgpm_str in_order(struct convert_file *f, struct dgpm_str name)
{
	struct account_list l = { 0 };

	return has(name, "、") && add_accounts(&l, f->in.scratch, name) ? dgpm_str_of(joined_list(&l, f->in.scratch))
									: name;
}

/* The account of a total whose parts have these: theirs, or all of them together. */
const char *convert_accounts_together(struct dgpm_arena *arena, const char *const *accounts, size_t n)
{
	struct account_list l = { 0 };
	const char *text;

	if (n == 1)
		return accounts[0];
	for (size_t i = 0; i < n; i++) {
		struct dgpm_account account;

		(void)dgpm_account_parse(&account, dgpm_str_of(accounts[i]));
		(void)add_accounts(&l, arena,
				   account.name.n != 0			  ? account.name
				   : account.kind == DGPM_ACCOUNT_GENERAL ? DGPM_STR("一般会計")
									  : DGPM_STR("特別会計"));
	}
	text = joined_list(&l, arena);
	return dgpm_arena_printf(arena, "special:%s", text);
}

bool convert_is_undivided(struct dgpm_str account)
{
	return account.n > 8 && account.s[0] == 's' && has(account, "一般会計") && has(account, "、");
}

static bool ends_with(struct dgpm_str text, const char *end)
{
	size_t n = strlen(end);

	return text.n > n && memcmp(text.s + text.n - n, end, n) == 0;
}

/* 年金特会 is 年金特別会計. */
static struct dgpm_str in_full(struct convert_file *f, struct dgpm_str name)
{
	static const char brief[] = "特会";

	if (!ends_with(name, brief))
		return name;
	return convert_join(
		&f->in, (const struct dgpm_str[]){ { name.s, name.n - (sizeof brief - 1) }, DGPM_STR("特別会計") }, 2);
}

static enum cell_state unknown_account(struct convert_file *f, int column, struct dgpm_str text)
{
	const char *how = NULL;

	/* The general account among special ones is known, and wrong. */
	if (!dgpm_str_is(text, "一般会計"))
		how = dgpm_arena_printf(f->in.scratch,
					_("no account; in the profile, 'map: {%.*s: general}' of the column '%s' says "
					  "which it is, or 'special:' and its name"),
					(int)text.n, text.s, f->in.p->columns[column].name);
	convert_wrong(f, DGPM_MSG_CONV_12, f->sheet.at[column], f->sheet.headers[column], text, how);
	return CELL_BAD;
}

/*
 * general, or special: and the full name: エネルギー対策 with エネルギー需給勘定 and エネルギー対策特別会計エネルギー需給勘定
 * are one account, written in two ways.
 */
enum cell_state convert_account(struct convert_file *f, const struct spec *spec, struct dgpm_str *out)
{
	static const char general[] = "一般会計", special[] = "特別会計";
	struct dgpm_str texts[3] = { { "", 0 }, { "", 0 }, { "", 0 } };
	struct dgpm_str kind, name, part;
	struct dgpm_account written;
	int at = -1;

	for (size_t i = 0; i < 3; i++)
		if (spec->items[i].kind == SPEC_COLUMN && f->sheet.at[spec->items[i].column] != NOT_THERE) {
			const struct cell *cell = convert_cell(f, spec->items[i].column);

			if (cell->state == CELL_BAD)
				return CELL_BAD;
			if (cell->state == CELL_GOOD)
				texts[i] = convert_cell_text(f, spec->items[i].column);
			at = at < 0 || texts[i].n != 0 ? spec->items[i].column : at;
		}
	kind = in_full(f, texts[0]);
	name = in_full(f, texts[1]);
	part = texts[2];
	if (kind.n == 0 && name.n == 0)
		return CELL_NONE;
	/* The name where the kind should be, and no name: 年金特別会計. */
	if (name.n == 0 && ends_with(kind, special)) {
		name = kind;
		kind = (struct dgpm_str){ "", 0 };
	}
	if (dgpm_account_parse(&written, name)) {
		*out = name;
		return CELL_GOOD;
	}
	if ((dgpm_str_is(kind, general) && (name.n == 0 || dgpm_str_is(name, general))) ||
	    (kind.n == 0 && dgpm_str_is(name, general))) {
		*out = DGPM_STR("general");
		return CELL_GOOD;
	}
	if (kind.n == 0 ? !has(name, special) : !dgpm_str_is(kind, special) || dgpm_str_is(name, general))
		return unknown_account(f, at, dgpm_str_is(name, general) || kind.n == 0 ? name : kind);
	if (name.n == 0 || dgpm_str_is(name, special)) {
		*out = part.n != 0 ? dgpm_str_of(dgpm_arena_printf(f->in.scratch, "special:%.*s", (int)part.n, part.s))
				   : DGPM_STR("special");
		return CELL_GOOD;
	}
	name = in_order(f, joined_accounts(f, name));
	*out = convert_join(&f->in,
			    (const struct dgpm_str[]){ DGPM_STR("special:"), name,
						       dgpm_str_of(has(name, special) ? "" : special), part },
			    4);
	return CELL_GOOD;
}
