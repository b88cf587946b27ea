/* The machine-readability of spreadsheets: what a cell's text looks like. */
#include "sheetlint/look.h"

#include <utf8proc.h>

/* The character at p, and the step to the next; 0xFFFD for what is none. */
static utf8proc_int32_t at(struct dgpm_str s, size_t p, size_t *step)
{
	utf8proc_int32_t c = -1;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.s + p, (utf8proc_ssize_t)(s.n - p), &c);

	*step = n > 0 ? (size_t)n : 1;
	return n > 0 ? c : 0xfffd;
}

static bool is_digit(utf8proc_int32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xff10 && c <= 0xff19);
}

static bool is_space(utf8proc_int32_t c)
{
	return c == ' ' || c == '\t' || c == 0x3000 || c == 0xa0;
}

static bool is_plain(struct dgpm_str s)
{
	size_t i = s.n != 0 && s.s[0] == '-' ? 1 : 0, digits = 0, points = 0;

	for (; i < s.n; i++) {
		if (s.s[i] >= '0' && s.s[i] <= '9')
			digits++;
		else if (s.s[i] != '.' || points++ != 0 || digits == 0)
			return false;
	}
	return digits != 0 && s.s[s.n - 1] != '.';
}

static bool is_mark(struct dgpm_str s)
{
	static const char *const marks[] = { "-",    "－",     "‐",	 "―",	 "—",	     "–",   "−",   "ー", "*",
					     "**",   "***",    "＊",	 "X",	 "x",	     "Ｘ",  "ｘ",  "χ",	 "…",
					     "...",  "・・・", "・",	 "/",	 "／",	     "N/A", "n/a", "NA", "#N/A",
					     "不明", "秘匿",   "非公表", "未定", "該当なし", "なし" };

	for (size_t i = 0; i < DGPM_COUNT(marks); i++)
		if (dgpm_str_is(s, marks[i]))
			return true;
	return false;
}

enum sheetlint_look sheetlint_look(struct dgpm_str s)
{
	bool sign = true;
	size_t digits = 0, before = 0, behind = 0, separators = 0, points = 0, step;

	if (is_plain(s))
		return SHEETLINT_PLAIN;
	if (is_mark(s))
		return SHEETLINT_MARK;
	for (size_t i = 0; i < s.n; i += step) {
		utf8proc_int32_t c = at(s, i, &step);

		if (is_digit(c)) {
			/* Digits behind other characters: a date, a code, 1-2, 3(4). */
			if (behind != 0)
				return SHEETLINT_WORD;
			digits++;
		} else if (digits != 0 && (c == ',' || c == '.' || c == 0xff0c || c == 0xff0e) && behind == 0) {
			separators++;
			/* 5.2.1 is a section. */
			points += c == '.' || c == 0xff0e;
		} else if (digits == 0) {
			sign = sign && (c == 0x7d04 || c == 0x25b3 || c == 0x25b2 || c == '-' || c == 0x2212 ||
					c == 0xff0d || c == 0xa5 || c == 0xffe5 || c == '+' || c == '\\' ||
					is_space(c));
			before++;
		} else {
			/* 年, 月, 日: a time, not an amount. */
			if (c == 0x5e74 || c == 0x6708 || c == 0x65e5 || c == ':' || c == 0xff1a || c == '/' ||
			    c == '-')
				return SHEETLINT_WORD;
			behind++;
		}
	}
	if (digits == 0 || !sign || before > 2 || behind > 5 || points > 1)
		return SHEETLINT_WORD;
	/* 第1, A1 and such have a letter before; 1a may be a code. */
	return behind != 0 && separators == 0 && (s.s[s.n - 1] | 0x20) >= 'a' && (s.s[s.n - 1] | 0x20) <= 'z' ?
		       SHEETLINT_WORD :
		       SHEETLINT_DECORATED;
}

bool sheetlint_is_spaced(struct dgpm_str s)
{
	size_t step, n = 0, spaces = 0, run = 0;
	utf8proc_int32_t c = 0;
	bool wide = true, two = false;

	for (size_t i = 0; i < s.n; i += step) {
		c = at(s, i, &step);
		if (c == '\n' || c == '\r')
			return true;
		if (is_space(c)) {
			if (i == 0)
				return true;
			spaces++;
			two |= ++run > 1;
		} else {
			wide = wide && c >= 0x3040 && c < 0xff00;
			run = 0;
			n++;
		}
	}
	if (n == 0)
		return false;
	/* 東　京: few wide characters drawn apart. A name of a person has a space too, but more characters. */
	return is_space(c) || two || (spaces != 0 && wide && n <= 3);
}

bool sheetlint_is_several(struct dgpm_str s)
{
	const char *open, *line;
	size_t n = 0;

	/* Lines each with something on them. */
	for (line = s.s; (line = memchr(line, '\n', (size_t)(s.s + s.n - line))) != NULL; line++)
		n += line > s.s && line + 1 < s.s + s.n && line[1] != '\n';
	if (n != 0)
		return true;
	/* 1,200(300) */
	open = memchr(s.s, '(', s.n);
	if (open == NULL)
		open = memmem(s.s, s.n, "（", 3);
	if (open != NULL && open != s.s) {
		size_t skip = *open == '(' ? 1 : 3, last = s.s[s.n - 1] == ')' ? 1 : 3;
		struct dgpm_str first = { s.s, (size_t)(open - s.s) }, second;

		if (first.n + skip + last >= s.n)
			return false;
		second = (struct dgpm_str){ open + skip, s.n - first.n - skip - last };
		return sheetlint_look(first) != SHEETLINT_WORD && sheetlint_look(first) != SHEETLINT_MARK &&
		       (sheetlint_look(second) == SHEETLINT_PLAIN || sheetlint_look(second) == SHEETLINT_DECORATED);
	}
	return false;
}

bool sheetlint_is_platform(struct dgpm_str s)
{
	size_t step;

	for (size_t i = 0; i < s.n; i += step) {
		utf8proc_int32_t c;

		if ((unsigned char)s.s[i] < 0xe2) {
			step = 1;
			continue;
		}
		c = at(s, i, &step);
		/* NEC's special characters, half-width kana, characters of one's own. Kanji of the extensions are
		 * left out: they stand in names. */
		if ((c >= 0x2460 && c <= 0x2473) || (c >= 0x2160 && c <= 0x2179) || c == 0x3231 || c == 0x3232 ||
		    c == 0x3239 || (c >= 0x32a4 && c <= 0x32a8) || (c >= 0x3300 && c <= 0x3357) ||
		    (c >= 0x337b && c <= 0x337f) || (c >= 0x3385 && c <= 0x33cd) || c == 0x2116 || c == 0x2121 ||
		    c == 0x301d || c == 0x301f || c == 0x32ff || (c >= 0xff61 && c <= 0xff9f) ||
		    (c >= 0xe000 && c <= 0xf8ff))
			return true;
	}
	return false;
}

bool sheetlint_is_ditto(struct dgpm_str s)
{
	static const char *const words[] = { "〃", "々", "同上", "″", "\"", "仝", "同じ", "上に同じ" };

	for (size_t i = 0; i < DGPM_COUNT(words); i++)
		if (dgpm_str_is(s, words[i]))
			return true;
	return false;
}

static bool begins(struct dgpm_str s, const char *word)
{
	size_t n = strlen(word);

	return s.n >= n && memcmp(s.s, word, n) == 0;
}

bool sheetlint_is_other(struct dgpm_str s)
{
	static const char *const words[] = { "その他（", "その他(", "その他：", "その他:" };

	for (size_t i = 0; i < DGPM_COUNT(words); i++)
		if (begins(s, words[i]) && s.n > strlen(words[i]) + 3)
			return true;
	return false;
}

bool sheetlint_is_note(struct dgpm_str s)
{
	static const char *const words[] = { "※", "注", "（注", "(注", "*", "＊", "備考", "出典", "資料", "単位", "（単位", "(単位",
					     "［注", "[注", "Note", "Source" };

	for (size_t i = 0; i < DGPM_COUNT(words); i++)
		if (begins(s, words[i]))
			return true;
	return false;
}

bool sheetlint_holds(struct dgpm_str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s.n != 0 && memmem(s.s, s.n, words[i], strlen(words[i])) != NULL)
			return true;
	return false;
}

bool sheetlint_holds_western(struct dgpm_str s)
{
	size_t digits = 0;

	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && s.s[i] >= '0' && s.s[i] <= '9') {
			digits++;
			continue;
		}
		if (digits >= 4 && (memcmp(s.s + i - digits, "19", 2) == 0 || memcmp(s.s + i - digits, "20", 2) == 0))
			return true;
		digits = 0;
	}
	/* ２０２１ */
	return s.n != 0 && (memmem(s.s, s.n, "２０", 6) != NULL || memmem(s.s, s.n, "１９", 6) != NULL);
}

bool sheetlint_is_era(struct dgpm_str s)
{
	static const char *const eras[] = { "令和", "平成", "昭和", "大正", "明治", "㋿", "㍻", "㍼" };
	size_t step;

	if (s.n == 0 || sheetlint_holds_western(s))
		return false;
	for (size_t i = 0; i < DGPM_COUNT(eras); i++) {
		const char *p = memmem(s.s, s.n, eras[i], strlen(eras[i]));
		size_t from = p != NULL ? (size_t)(p - s.s) + strlen(eras[i]) : s.n;

		if (from < s.n && (is_digit(at(s, from, &step)) || at(s, from, &step) == 0x5143 /* 元 */))
			return true;
	}
	/* R3, H30.4.1 */
	return (s.s[0] == 'R' || s.s[0] == 'H' || s.s[0] == 'S') && s.n >= 2 && s.n <= 12 && s.s[1] >= '0' &&
	       s.s[1] <= '9' && (s.n == 2 || (s.s[2] >= '0' && s.s[2] <= '9') || s.s[2] == '.' || (s.s[2] & 0x80) != 0);
}
