/*
 * Units as sheets say them: 単位：千円 above a table, 金額（税込、千円） in a header, 【百万円】. What speaks of a unit of money
 * is read, or is told apart as unread: nothing is taken for yen in silence.
 */
#include "convert/context.h"
#include "base/text.h"

#define MAX_ALONE 40
#define MAX_TEXT 200 /* bytes: what is longer is prose */

static const char word[] = "単位";

static bool has(struct dgpm_str text, const char *what)
{
	return text.n != 0 && memmem(text.s, text.n, what, strlen(what)) != NULL;
}

static bool has_any(struct dgpm_str text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (has(text, words[i]))
			return true;
	return false;
}

static bool ends_with(struct dgpm_str text, const char *end)
{
	size_t n = strlen(end);

	return text.n >= n && memcmp(text.s + text.n - n, end, n) == 0;
}

/* Money that is not yen. */
static bool is_foreign(struct dgpm_str text)
{
	static const char *const words[] = { "ドル", "ユーロ", "ポンド", "ウォン", "人民元", "$", "€", "£" };
	static const char *const alone[] = { "usd", "eur", "gbp", "cny", "krw", "元" };

	for (size_t i = 0; i < DGPM_COUNT(alone); i++)
		if (dgpm_str_is(text, alone[i]))
			return true;
	return has_any(text, words, DGPM_COUNT(words));
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool has_digit(struct dgpm_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (is_digit(text.s[i]))
			return true;
	return false;
}

/* Bytes of a separator or bracket that begins here; 0: none. A comma between digits is part of a number. */
static size_t between(struct dgpm_str text, size_t i)
{
	static const char *const signs[] = { "、", "・", "【", "】", "〔", "〕", "「", "」", "※", "。",
					     "《", "》", "〈", "〉", "『", "』" };

	switch (text.s[i]) {
	case ',':
		return !(i != 0 && is_digit(text.s[i - 1]) && i + 1 < text.n && is_digit(text.s[i + 1]));
	case '(':
	case ')':
	case '[':
	case ']':
	case '<':
	case '>':
	case '{':
	case '}':
	case '/':
	case ';':
		return 1;
	default:
		for (size_t k = 0; k < DGPM_COUNT(signs); k++)
			if (text.n - i >= 3 && memcmp(text.s + i, signs[k], 3) == 0)
				return 3;
		return 0;
	}
}

/*
 * Whether what stands in front of 円 may be of a multiple that is not read: 百萬円, k円, チ円. A word of the sheet, as in
 * 日本円 or 税込円, is none.
 */
static bool may_multiply(struct dgpm_str before)
{
	static const char *const ends[] = { "十", "拾", "百", "佰", "千", "仟", "阡", "万", "萬", "億", "兆", "京", "厘", "割" };
	const unsigned char *s = (const unsigned char *)before.s;
	size_t n = before.n - (ends_with(before, "japanese") ? 8 : 0);

	before.n = n;
	if (n == 0)
		return false;
	/* A letter, but for "in yen"; or katakana, from E3 82 A1 on. */
	if ((s[n - 1] >= 'a' && s[n - 1] <= 'z' && !ends_with(before, "in")) ||
	    (n >= 3 && s[n - 3] == 0xe3 && ((s[n - 2] == 0x82 && s[n - 1] >= 0xa1) || s[n - 2] == 0x83)))
		return true;
	for (size_t i = 0; i < DGPM_COUNT(ends); i++)
		if (ends_with(before, ends[i]))
			return true;
	return false;
}

/* The unit that a text ends with: 金額は千円. Where digits stand in front of it, it is an amount. */
static enum unit_said at_end(enum dgpm_unit *unit, struct dgpm_str text)
{
	if (!ends_with(text, "円") && !ends_with(text, "yen"))
		return is_foreign(text) ? UNIT_UNREAD : UNIT_SILENT;
	for (size_t i = 0; i < text.n; i++) {
		/* Only at the beginning of a character. */
		if (((unsigned char)text.s[i] & 0xc0) == 0x80 ||
		    !dgpm_unit_said(unit, (struct dgpm_str){ text.s + i, text.n - i }))
			continue;
		return has_digit((struct dgpm_str){ text.s, i }) || may_multiply((struct dgpm_str){ text.s, i }) ?
			       UNIT_UNREAD :
			       UNIT_SAID;
	}
	return UNIT_UNREAD;
}

/* Behind 単位 or in front of it; a word of another kind, as 人, is no unit of money. */
static enum unit_said beside_word(enum dgpm_unit *unit, struct dgpm_str part)
{
	static const char *const links[] = { ":", "は", "=", "が" };
	const char *at = memmem(part.s, part.n, word, sizeof word - 1);
	struct dgpm_str before = { part.s, (size_t)(at - part.s) };
	struct dgpm_str after = { at + sizeof word - 1, part.n - before.n - (sizeof word - 1) };
	enum unit_said said = before.n != 0 ? at_end(unit, before) : UNIT_SILENT;
	bool linked = before.n == 0;

	for (size_t i = 0; i < DGPM_COUNT(links) && said != UNIT_SAID; i++)
		if (after.n > strlen(links[i]) && memcmp(after.s, links[i], strlen(links[i])) == 0) {
			after.s += strlen(links[i]);
			after.n -= strlen(links[i]);
			linked = true;
		}
	if (said != UNIT_SILENT || after.n == 0)
		return said;
	said = at_end(unit, after);
	return said == UNIT_SILENT && linked ? UNIT_OTHER : said;
}

/* Of two that are said the graver; two that differ are none. */
static void add(enum unit_said *all, enum dgpm_unit *unit, enum unit_said said, enum dgpm_unit other)
{
	if (said == UNIT_SAID && *all == UNIT_SAID && *unit != other)
		*all = UNIT_UNREAD;
	else if (said == UNIT_SAID && *all != UNIT_UNREAD)
		*unit = other;
	if (said == UNIT_UNREAD || (said == UNIT_SAID && *all != UNIT_UNREAD) || *all == UNIT_SILENT)
		*all = said;
}

/*
 * A text by its parts. Where it has the word 単位, that part says the unit, and beside it what is a unit and nothing
 * else; without the word any part that ends with one. (1,000円) is a unit then, (500円) an amount, and (100円) may be
 * either.
 */
static enum unit_said of_parts(enum dgpm_unit *unit, struct dgpm_str text)
{
	bool worded = has(text, word);
	enum unit_said all = UNIT_SILENT;

	for (size_t i = 0, from = 0, n = 0; i <= text.n; i += n != 0 ? n : 1) {
		struct dgpm_str part;
		enum dgpm_unit one = DGPM_UNIT_YEN;
		enum unit_said said = UNIT_SILENT;

		n = i < text.n ? between(text, i) : 0;
		if (i < text.n && n == 0)
			continue;
		part = (struct dgpm_str){ text.s + from, i - from };
		from = i + n;
		if (part.n == 0)
			continue;
		if (has(part, word))
			said = beside_word(&one, part);
		else if (dgpm_unit_said(&one, part))
			said = worded || !is_digit(part.s[0]) || dgpm_unit_yen(one) >= 1000 ? UNIT_SAID : UNIT_UNREAD;
		else if (!worded)
			said = at_end(&one, part);
		add(&all, unit, said, one);
	}
	return all;
}

static bool is_rounding(struct dgpm_str folded)
{
	static const char *const words[] = { "四捨五入", "端数", "切捨", "切り捨", "未満", "以上", "以下" };

	return has_any(folded, words, DGPM_COUNT(words)) && !has(folded, "単位:") && !has(folded, "単位は");
}

static bool may_say(struct dgpm_str text)
{
	return has(text, word) || has(text, "円") || has(text, "yen") || has(text, "ドル") || has(text, "$") ||
	       has(text, "＄") || has(text, "ユーロ") || has(text, "元") || has(text, "Yen") || has(text, "YEN") ||
	       has(text, "JPY") || has(text, "USD") || has(text, "単");
}

/* The last pair of brackets is taken out of *text; false: there is none. */
static bool take_bracket(struct dgpm_str *inside, struct dgpm_str *text)
{
	static const struct {
		const char *open, *close;
	} pairs[] = { { "(", ")" }, { "[", "]" }, { "<", ">" },   { "{", "}" },
		    { "【", "】" }, { "〔", "〕" }, { "《", "》" }, { "〈", "〉" }, { "「", "」" }, { "『", "』" } };
	size_t best = 0, best_open = 0, best_close = 0;

	for (size_t k = 0; k < DGPM_COUNT(pairs); k++) {
		size_t n_open = strlen(pairs[k].open), n_close = strlen(pairs[k].close), close = 0, open = 0;

		for (size_t i = text->n; i-- != 0;) {
			if (close == 0 && text->n - i >= n_close && memcmp(text->s + i, pairs[k].close, n_close) == 0)
				close = i + n_close;
			if (close != 0 && i + n_open <= close - n_close &&
			    memcmp(text->s + i, pairs[k].open, n_open) == 0) {
				open = i + n_open;
				break;
			}
		}
		if (open != 0 && close > best) {
			best = close;
			best_open = open - n_open;
			best_close = close - n_close;
			*inside = (struct dgpm_str){ text->s + open, best_close - open };
		}
	}
	if (best == 0)
		return false;
	text->n = best_open;
	return true;
}

/* "Unit: million yen"; what speaks of yen in other words, such as "JPY mn", is not read. */
static enum unit_said in_english(enum dgpm_unit *unit, struct dgpm_str folded)
{
	static const char *const begins[] = { "unit:", "units:" };
	static const char *const yen[] = { "yen", "jpy", "円" };

	for (size_t i = 0; i < DGPM_COUNT(begins); i++) {
		size_t n = strlen(begins[i]);
		struct dgpm_str text = { folded.s + n, folded.n - n };
		enum unit_said said;

		if (folded.n <= n || memcmp(folded.s, begins[i], n) != 0)
			continue;
		if (dgpm_unit_said(unit, text))
			return UNIT_SAID;
		said = at_end(unit, text);
		return said == UNIT_SILENT && has_any(text, yen, DGPM_COUNT(yen)) ? UNIT_UNREAD : said;
	}
	return UNIT_SILENT;
}

/* A text without the mark of a note that it begins with: ※, *, (注1). */
static struct dgpm_str behind_mark(struct dgpm_str text)
{
	static const char *const marks[] = { "※", "*", "注:" };
	const char *close = text.n != 0 && text.s[0] == '(' ? memchr(text.s, ')', text.n) : NULL;
	size_t n = close != NULL ? (size_t)(close - text.s) + 1 : 0;

	for (size_t i = 0; i < DGPM_COUNT(marks) && n == 0; i++)
		if (text.n > strlen(marks[i]) && memcmp(text.s, marks[i], strlen(marks[i])) == 0)
			n = strlen(marks[i]);
	return (struct dgpm_str){ text.s + n, text.n - n };
}

enum unit_said convert_unit_said(enum dgpm_unit *unit, const struct convert_input *in, struct dgpm_str text)
{
	struct dgpm_str folded, inside, noted;
	enum unit_said said;

	if (text.n == 0 || text.n > MAX_TEXT || !may_say(text))
		return UNIT_SILENT;
	folded = profile_fold(in->scratch, text);
	if (is_rounding(folded))
		return UNIT_SILENT;
	if (has(folded, word))
		return of_parts(unit, folded);
	said = in_english(unit, folded);
	noted = behind_mark(folded);
	/* (注)金額は百万円 */
	if (said == UNIT_SILENT && noted.n != folded.n && noted.n <= MAX_ALONE && has(noted, "金額") && !has_digit(noted))
		said = at_end(unit, noted);
	if (said != UNIT_SILENT)
		return said;
	/* 千円, or 金額：千円; in brackets also at the end of a title. With digits it is an amount. */
	if (between(folded, 0) == 0 && folded.n <= MAX_ALONE && ends_with(folded, "円"))
		return has_digit(folded) ? UNIT_SILENT : at_end(unit, folded);
	while (take_bracket(&inside, &folded)) {
		enum dgpm_unit one;
		enum unit_said now = in_english(&one, inside);

		if (now == UNIT_SILENT)
			now = of_parts(&one, inside);
		add(&said, unit, now, one);
	}
	return said;
}

/* A mark that points to a note: ※, ※1, *2, 注3), (※), (注1). Beside the brackets of a unit it says nothing of it. */
static size_t without_marks(const char *s, size_t n)
{
	static const char *const marks[] = { "※", "*", "注" };

	for (;;) {
		struct dgpm_str left = { s, n };
		bool closed = n != 0 && s[n - 1] == ')', found = false;

		left.n -= closed;
		while (left.n != 0 && is_digit(s[left.n - 1]))
			left.n--;
		for (size_t i = 0; i < DGPM_COUNT(marks) && !found; i++)
			if (ends_with(left, marks[i])) {
				left.n -= strlen(marks[i]);
				found = true;
			}
		if (!found)
			return n;
		n = left.n - (closed && left.n != 0 && s[left.n - 1] == '(');
	}
}

struct dgpm_str convert_unit_split(enum unit_said *said, enum dgpm_unit *unit, const struct convert_input *in,
				   struct dgpm_str folded)
{
	struct dgpm_str left = folded, inside;
	char *bare = NULL;
	size_t n = 0;

	*said = UNIT_SILENT;
	while (take_bracket(&inside, &left)) {
		enum dgpm_unit one = DGPM_UNIT_YEN;
		enum unit_said now = is_rounding(inside) ? UNIT_SILENT : of_parts(&one, inside);
		size_t end;

		if (now == UNIT_SILENT)
			continue;
		add(said, unit, now, one);
		if (bare == NULL)
			bare = dgpm_arena_strndup(in->scratch, folded.s, folded.n);
		/* Behind the closing bracket, one byte or three. */
		end = (size_t)(inside.s - folded.s) + inside.n;
		end += (unsigned char)folded.s[end] >= 0x80 ? 3 : 1;
		memmove(bare + left.n, bare + end, folded.n - end);
		n = left.n + (folded.n - end);
		/* What is moved is behind what is looked at next. */
		folded = (struct dgpm_str){ bare, n };
		left = (struct dgpm_str){ bare, left.n };
	}
	return bare != NULL ? (struct dgpm_str){ bare, without_marks(bare, n) } : folded;
}

bool convert_unit_is_all(const struct convert_input *in, struct dgpm_str text)
{
	enum dgpm_unit unit;
	struct dgpm_str folded;

	if (text.n == 0 || text.n > MAX_ALONE || !may_say(text))
		return false;
	folded = profile_fold(in->scratch, text);
	return dgpm_unit_said(&unit, folded) ||
	       (folded.n > sizeof word && memcmp(folded.s, word, sizeof word - 1) == 0 &&
		of_parts(&unit, folded) != UNIT_SILENT);
}
