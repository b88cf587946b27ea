/* Fiscal years and Japanese eras. */
#include "data/eras.h"
#include "base/i18n.h"
#include "base/fold.h"

#include <stdio.h>

#define MAX_KEYS 8  /* ways to write one era */
#define MAX_KEY 24  /* bytes of one, folded */

struct era {
	const char *name;
	struct dgpm_date from;
	struct { char s[MAX_KEY]; size_t n; } keys[MAX_KEYS]; /* folded */
	size_t n_keys;
	int last_year; /* the calendar year in which the next began */
};

struct dgpm_eras {
	struct era *items;
	size_t n;
};

/* One more way to write an era. Two eras may not share one; the same one twice (㍻ folds to 平成) is kept once. */
static bool add_key(struct dgpm_eras *eras, struct era *era, const struct dgpm_node *node)
{
	int32_t space[TEXT_FOLD_SPACE];
	struct dgpm_str key;

	if (!text_fold_short(&key, space, dgpm_node_str(node)) || key.n == 0 || key.n > MAX_KEY)
		return false;
	for (const struct era *e = eras->items; e <= era; e++)
		for (size_t k = 0; k < e->n_keys; k++)
			if (e->keys[k].n == key.n && memcmp(e->keys[k].s, key.s, key.n) == 0)
				return e == era;
	if (era->n_keys == MAX_KEYS)
		return false;
	memcpy(era->keys[era->n_keys].s, key.s, key.n);
	era->keys[era->n_keys++].n = key.n;
	return true;
}

/* NULL when all is well, else what is wrong; *at is the node to point at. */
static const char *load_era(struct dgpm_eras *eras, size_t i, const struct dgpm_node *node, const struct dgpm_node **at)
{
	struct era *era = &eras->items[i];
	const struct dgpm_node *name = dgpm_node_get(node, "name"), *from = dgpm_node_get(node, "from");
	const struct dgpm_node *initials = dgpm_node_get(node, "initials"), *square = dgpm_node_get(node, "square");

	*at = name != NULL ? name : node;
	era->name = dgpm_node_cstr(name);
	if (era->name == NULL || !add_key(eras, era, name))
		return _("a name of its own is needed");
	*at = from != NULL ? from : node;
	if (!dgpm_date_parse(&era->from, dgpm_node_str(from)))
		return _("'from' is to be a date, YYYY-MM-DD");
	if (i != 0 && dgpm_date_cmp(eras->items[i - 1].from, era->from) >= 0)
		return _("eras are listed by their first day, the newest last");
	*at = initials != NULL ? initials : node;
	if (initials != NULL && initials->kind != DGPM_LIST)
		return _("'initials' is to be a list");
	for (uint32_t k = 0; initials != NULL && k < initials->n; k++) {
		*at = &initials->items[k];
		if (!add_key(eras, era, *at))
			return _("an initial is to be short and of one era only");
	}
	*at = square;
	if (square != NULL && !add_key(eras, era, square))
		return _("a square character is to be of one era only");
	era->last_year = DGPM_YEAR_MAX;
	if (i != 0)
		eras->items[i - 1].last_year = era->from.year;
	return NULL;
}

int dgpm_eras_load(const struct dgpm_eras **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		   const struct dgpm_node *list, const char *path)
{
	struct dgpm_eras *eras = dgpm_arena_array(arena, 1, sizeof *eras);

	*out = NULL;
	if (list->kind != DGPM_LIST || list->n == 0) {
		dgpm_diag_addf(diags, DGPM_MSG_CODE_01, dgpm_node_loc(list, path), NULL, "%s",
			       _("a list of eras is needed"));
		return -1;
	}
	eras->n = list->n;
	eras->items = dgpm_arena_array(arena, eras->n, sizeof *eras->items);
	for (uint32_t i = 0; i < list->n; i++) {
		const struct dgpm_node *at;
		const char *wrong = load_era(eras, i, &list->items[i], &at);

		if (wrong != NULL) {
			dgpm_diag_addf(diags, DGPM_MSG_CODE_01, dgpm_node_loc(at, path), dgpm_node_cstr(at), "%s",
				       wrong);
			return -1;
		}
	}
	*out = eras;
	return 0;
}

static bool take(struct dgpm_str *t, const char *s, size_t n)
{
	if (t->n < n || memcmp(t->s, s, n) != 0)
		return false;
	t->s += n;
	t->n -= n;
	return true;
}

static bool take_word(struct dgpm_str *t, const char *s)
{
	return take(t, s, strlen(s));
}

/* Folded text has single spaces only. */
static void skip_space(struct dgpm_str *t)
{
	(void)take(t, " ", 1);
}

/* At most `most` digits; how many there were. */
static size_t take_digits(int *out, struct dgpm_str *t, size_t most)
{
	size_t n = 0;

	for (*out = 0; n < most && t->n != 0 && t->s[0] >= '0' && t->s[0] <= '9'; n++, t->s++, t->n--)
		*out = *out * 10 + (t->s[0] - '0');
	return n;
}

static bool year_of_era(int *out, const struct era *era, struct dgpm_str *t)
{
	int n;

	skip_space(t);
	if (take_word(t, "元"))
		n = 1;
	else if (take_digits(&n, t, 3) == 0)
		return false;
	*out = era->from.year + n - 1;
	return n >= 1 && *out <= era->last_year;
}

/* The era whose name or mark the text starts with: the longest, as 令 starts 令和. */
static const struct era *take_era(const struct dgpm_eras *eras, struct dgpm_str *t)
{
	const struct era *found = NULL;
	size_t longest = 0;

	for (size_t i = 0; eras != NULL && i < eras->n; i++)
		for (size_t k = 0; k < eras->items[i].n_keys; k++) {
			size_t n = eras->items[i].keys[k].n;

			if (n > longest && n <= t->n && memcmp(t->s, eras->items[i].keys[k].s, n) == 0) {
				found = &eras->items[i];
				longest = n;
			}
		}
	t->s += longest;
	t->n -= longest;
	return found;
}

bool dgpm_date_in_era(const struct dgpm_eras *eras, struct dgpm_str text, struct dgpm_date date)
{
	const struct era *era = take_era(eras, &text);

	if (era == NULL)
		return true;
	return dgpm_date_cmp(era->from, date) <= 0 &&
	       (era + 1 == eras->items + eras->n || dgpm_date_cmp(date, era[1].from) < 0);
}

static const struct era *era_named(const struct dgpm_eras *eras, const char *name)
{
	for (size_t i = 0; eras != NULL && name != NULL && i < eras->n; i++)
		if (strcmp(eras->items[i].name, name) == 0)
			return &eras->items[i];
	return NULL;
}

/* One way to write a year, off the front of the text, and whether it was by an era. `bare`: of a number alone. */
static bool take_year(int *out, bool *with_era, const struct dgpm_eras *eras, struct dgpm_str *t,
		      const struct era *bare)
{
	struct dgpm_str digits = *t;
	const struct era *era = take_era(eras, t);

	*with_era = era != NULL;
	if (era != NULL) {
		if (!year_of_era(out, era, t))
			return false;
	} else {
		bool fy = take_word(&digits, "fy");

		skip_space(&digits);
		if (take_digits(out, &digits, 5) == 4) {
			*t = digits;
			if (fy)
				return true;
		} else if (fy || bare == NULL || !year_of_era(out, bare, t)) {
			return false;
		} else {
			*with_era = true;
		}
	}
	digits = *t;
	skip_space(&digits);
	if (take_word(&digits, "年度"))
		*t = digits;
	return true;
}

bool dgpm_fiscal_year_parse(int *out, const struct dgpm_eras *eras, struct dgpm_str text, const char *era)
{
	int32_t space[TEXT_FOLD_SPACE];
	struct dgpm_str t = text;
	int year, again;
	bool with_era, again_with_era;

	/* Nearly all are four digits. */
	if (text.n == 4 && take_digits(&year, &t, 4) == 4) {
		if (year < DGPM_YEAR_MIN || year > DGPM_YEAR_MAX)
			return false;
		*out = year;
		return true;
	}
	if (!text_fold_short(&t, space, text) || !take_year(&year, &with_era, eras, &t, era_named(eras, era)))
		return false;
	if (t.n != 0) {
		skip_space(&t);
		if (!take_word(&t, "("))
			return false;
		skip_space(&t);
		if (!take_year(&again, &again_with_era, eras, &t, NULL) || again != year || again_with_era == with_era)
			return false;
		skip_space(&t);
		if (!take_word(&t, ")") || t.n != 0)
			return false;
	}
	if (year < DGPM_YEAR_MIN || year > DGPM_YEAR_MAX)
		return false;
	*out = year;
	return true;
}

char *dgpm_fiscal_year_wareki(char *buf, size_t size, const struct dgpm_eras *eras, int fiscal_year)
{
	const struct era *era = NULL;

	for (size_t i = 0; eras != NULL && i < eras->n && eras->items[i].from.year <= fiscal_year; i++)
		era = &eras->items[i];
	if (era == NULL)
		(void)snprintf(buf, size, "%d年度", fiscal_year);
	else if (fiscal_year == era->from.year)
		(void)snprintf(buf, size, "%s元年度", era->name);
	else
		(void)snprintf(buf, size, "%s%d年度", era->name, fiscal_year - era->from.year + 1);
	return buf;
}
