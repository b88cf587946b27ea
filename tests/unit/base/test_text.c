/* Text: validity, width, comparable form, escapes, likeness. */
#include "base/text.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#define S(literal) { (literal), sizeof(literal) - 1 }

static struct dgpm_arena *arena;

static void setup(void)
{
	arena = dgpm_arena_new(NULL, NULL);
}

static void teardown(void)
{
	dgpm_arena_free(arena);
}

static const struct {
	struct dgpm_str text;
	size_t valid, length; /* length of what is valid */
} valid_cases[] = {
	{ S(""), 0, 0 },
	{ S("plain ASCII, longer than eight bytes"), 36, 36 },
	{ S("a\0b"), 3, 3 },
	{ S("\x7f"), 1, 1 },
	{ S("あいう"), 9, 3 },
	{ S("12345678あ12345678い"), 22, 18 },
	{ S("1234567あ"), 10, 8 },
	{ S("é"), 2, 1 },
	{ S("😀"), 4, 1 },
	{ S("\xf4\x8f\xbf\xbf"), 4, 1 },     /* U+10FFFF */
	{ S("\xed\x9f\xbf"), 3, 1 },         /* U+D7FF */
	{ S("\xef\xbf\xbf"), 3, 1 },         /* U+FFFF: no character, but well formed */
	{ S("\xed\xa0\x80"), 0, 0 },         /* surrogate */
	{ S("\xed\xbf\xbf"), 0, 0 },
	{ S("\xf4\x90\x80\x80"), 0, 0 },     /* U+110000 */
	{ S("\xf5\x80\x80\x80"), 0, 0 },
	{ S("\xff"), 0, 0 },
	{ S("\x80"), 0, 0 },                 /* a tail alone */
	{ S("\xc0\x80"), 0, 0 },             /* overlong NUL */
	{ S("\xc1\xbf"), 0, 0 },
	{ S("\xe0\x80\x80"), 0, 0 },
	{ S("\xe0\x9f\xbf"), 0, 0 },
	{ S("\xf0\x80\x80\x80"), 0, 0 },
	{ S("\xf0\x8f\xbf\xbf"), 0, 0 },
	{ S("ok\xe3\x81"), 2, 2 },           /* cut off */
	{ S("ok\xf0\x9f\x98"), 2, 2 },
	{ S("ok\xc3"), 2, 2 },
	{ S("12345678\xff" "12345678"), 8, 8 },
	{ S("あ\x93\xfa"), 3, 1 },           /* Shift_JIS behind UTF-8 */
};

START_TEST(valid)
{
	struct dgpm_str t = valid_cases[_i].text;
	/* Exactly as long as the text, so that a sanitizer sees a byte read beyond. */
	char *copy = malloc(t.n != 0 ? t.n : 1);

	ck_assert_ptr_nonnull(copy);
	memcpy(copy, t.s, t.n);
	ck_assert_uint_eq(dgpm_utf8_valid(copy, t.n), valid_cases[_i].valid);
	ck_assert_uint_eq(dgpm_utf8_length(copy, valid_cases[_i].valid), valid_cases[_i].length);
	free(copy);
}
END_TEST

/* Every code point: utf8proc encodes by rule, so what is valid is compared with the definition. */
START_TEST(valid_all)
{
	for (unsigned c = 0x80; c < 0x120000; c += c < 0x3000 || c % 0x1000 > 0xff0 || c % 0x1000 < 16 ? 1 : 13) {
		char s[4];
		size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
		bool good = c < 0x110000 && (c < 0xd800 || c > 0xdfff);

		for (size_t i = n; i-- > 1;)
			s[i] = (char)(0x80 | ((c >> (6 * (n - 1 - i))) & 0x3f));
		s[0] = (char)((0xf00 >> n) | (c >> (6 * (n - 1))));
		ck_assert_msg(dgpm_utf8_valid(s, n) == (good ? n : 0), "U+%X", c);
		for (size_t i = 1; i < n; i++)
			ck_assert_msg(dgpm_utf8_valid(s, i) == 0, "U+%X cut", c);
	}
}
END_TEST

static const struct {
	struct dgpm_str text;
	size_t width;
} width_cases[] = {
	{ S(""), 0 },
	{ S("abc"), 3 },
	{ S("a\tb\x7f\n"), 2 },       /* controls: none */
	{ S("漢字かなカナ"), 12 },
	{ S("ＡＢ１"), 6 },
	{ S("　"), 2 },
	{ S("ｶﾞｷﾞ"), 4 },              /* half-width, marks apart */
	{ S("か\u3099"), 2 },          /* combining mark */
	{ S("e\u0301"), 1 },
	{ S("\u200b\u200d\ufeff"), 0 },
	{ S("①α△…※"), 5 },          /* ambiguous: one */
	{ S("😀"), 2 },
	{ S("﨑"), 2 },
	{ S("한글"), 4 },
	{ S("𠮷"), 2 },
	{ S("\xc2\x85"), 0 },
	{ S("\xff\xfe"), 2 },          /* a column for each byte that is none */
	{ S("a\xe3\x81"), 3 },
};

START_TEST(width)
{
	struct dgpm_str t = width_cases[_i].text;

	ck_assert_uint_eq(dgpm_text_width(t.s, t.n), width_cases[_i].width);
	ck_assert_uint_eq(dgpm_text_fit(t.s, t.n, width_cases[_i].width), t.n);
}
END_TEST

static const struct {
	struct dgpm_str text;
	size_t columns, bytes;
} fit_cases[] = {
	{ S("abc"), 2, 2 },
	{ S("abc"), 0, 0 },
	{ S("漢字"), 3, 3 },
	{ S("漢字"), 1, 0 },
	{ S("か\u3099き"), 2, 6 },     /* a mark stays with its letter */
	{ S("\u0301a"), 0, 2 },
	{ S("a漢"), 3, 4 },
};

START_TEST(fit)
{
	struct dgpm_str t = fit_cases[_i].text;

	ck_assert_uint_eq(dgpm_text_fit(t.s, t.n, fit_cases[_i].columns), fit_cases[_i].bytes);
}
END_TEST

static const struct {
	struct dgpm_str text, want;
} fold_cases[] = {
	{ S(""), S("") },
	{ S("   "), S("") },
	{ S("  Hello \t  Work "), S("hello work") },
	{ S("ＨｅｌｌｏＷｏｒｋ"), S("hellowork") },
	{ S("ﾊﾛｰﾜｰｸ"), S("ハローワーク") },
	{ S("ｶﾞ"), S("ガ") },
	{ S("か\u3099"), S("が") },
	{ S("国土交通省　気象庁"), S("国土交通省 気象庁") },
	{ S("　漢字　　"), S("漢字") },
	{ S("㍻㋿①㈱"), S("平成令和1(株)") },
	{ S("Straße"), S("strasse") },
	{ S("第２期〜"), S("第2期~") }, /* the pairs of CP932 and JIS are one */
	{ S("第２期～"), S("第2期~") },
	{ S("−－"), S("--") },
	{ S("‖∥—―"), S("∥∥――") },
	{ S("¢￠£￡¬￢"), S("¢¢££¬¬") },
	{ S("ÀÉ"), S("àé") },
	{ S("デジタル\u200b庁\ufeff"), S("デジタル庁") },
	{ S("A\u00a0B"), S("a b") },
	{ S("ab\xff " " C"), S("ab\xff c") }, /* not UTF-8: ASCII only */
	{ S("a\0B"), S("a\0b") },
	{ S("あ\0B"), S("あ\0b") },
};

START_TEST(fold)
{
	struct dgpm_str got = dgpm_text_fold(arena, fold_cases[_i].text), again = dgpm_text_fold(arena, got);

	ck_assert_msg(dgpm_str_eq(got, fold_cases[_i].want), "%d: '%.*s'", _i, (int)got.n, got.s);
	ck_assert_msg(dgpm_str_eq(again, got), "%d: folding twice", _i);
}
END_TEST

/* Beyond the space on the stack: the same result, whatever the length. */
START_TEST(fold_long)
{
	for (size_t n = 100; n < 400; n += 7) {
		char *s = dgpm_arena_array(arena, n + 1, 3);
		struct dgpm_str wide, plain;

		for (size_t i = 0; i < n; i++)
			memcpy(s + 3 * i, "Ａ", 3);
		wide = dgpm_text_fold(arena, (struct dgpm_str){ s, 3 * n });
		memset(s, 'A', n);
		plain = dgpm_text_fold(arena, (struct dgpm_str){ s, n });
		ck_assert_uint_eq(wide.n, n);
		ck_assert(dgpm_str_eq(wide, plain));
		memset(s, 0xff, n);
		ck_assert_uint_eq(dgpm_text_fold(arena, (struct dgpm_str){ s, n }).n, n);
		/* One character that becomes eighteen. */
		for (size_t i = 0; i < n; i++)
			memcpy(s + 3 * i, "\xef\xb7\xba", 3);
		ck_assert_uint_eq(dgpm_text_fold(arena, (struct dgpm_str){ s, 3 * n }).n, n * 33);
	}
}
END_TEST

static const struct {
	struct dgpm_str text, want;
} escape_cases[] = {
	{ S(""), S("") },
	{ S("漢字 and \\ \" '"), S("漢字 and \\ \" '") },
	{ S("a\nb\tc\r"), S("a\\nb\\tc\\x0D") },
	{ S("\0"), S("\\x00") },
	{ S("\x1b[31m"), S("\\x1B[31m") },
	{ S("\x7f"), S("\\x7F") },
	{ S("\xc2\x85"), S("\\xC2\\x85") },
	{ S("a\xff漢"), S("a\\xFF漢") },
	{ S("漢\xe6\xbc"), S("漢\\xE6\\xBC") },
	{ S("\u202e!"), S("\\xE2\\x80\\xAE!") },  /* turns the line round */
	{ S("\u2028"), S("\\xE2\\x80\\xA8") },
	{ S("か\u3099"), S("か\u3099") },
};

START_TEST(escape)
{
	struct dgpm_str t = escape_cases[_i].text, got = dgpm_text_escape(arena, t);

	ck_assert_msg(dgpm_str_eq(got, escape_cases[_i].want), "%d: %.*s", _i, (int)got.n, got.s);
	if (dgpm_str_eq(t, escape_cases[_i].want))
		ck_assert_ptr_eq(got.s, t.s);
}
END_TEST

static const struct {
	const char *a, *b;
	unsigned distance;
} distance_cases[] = {
	{ "", "", 0 },
	{ "a", "a", 0 },
	{ "", "abc", 3 },
	{ "kitten", "sitting", 3 },
	{ "flaw", "lawn", 2 },
	{ "organization", "organisation", 1 },
	{ "sector", "sectro", 1 },           /* a swap is one */
	{ "abcd", "badc", 2 },
	{ "ca", "abc", 3 },                  /* aligned: no edit inside a swap */
	{ "漢字", "感字", 1 },
	{ "プロジェクト", "プロジエクト", 1 },
	{ "あ", "い", 1 },                    /* characters, though only a byte differs */
	{ "abc", "ＡＢＣ", 3 },
	{ "\xff" "a", "\xfe" "a", 1 },
	{ "summary", "sumary", 1 },
	{ "aaaaaaaaaa", "bbbbbbbbbb", 10 },
};

START_TEST(distance)
{
	struct dgpm_str a = dgpm_str_of(distance_cases[_i].a), b = dgpm_str_of(distance_cases[_i].b);
	unsigned want = distance_cases[_i].distance;

	for (unsigned most = 0; most < 14; most++) {
		unsigned expected = want <= most ? want : most + 1;

		ck_assert_msg(dgpm_text_distance(a, b, most) == expected, "%s %s within %u", a.s, b.s, most);
		ck_assert_msg(dgpm_text_distance(b, a, most) == expected, "%s %s within %u", b.s, a.s, most);
	}
	ck_assert_uint_eq(dgpm_text_distance(a, b, UINT32_MAX), want);
}
END_TEST

/* The whole matrix, as the textbook has it. */
static unsigned textbook(const char *a, size_t na, const char *b, size_t nb)
{
	unsigned d[12][12];

	for (size_t i = 0; i <= na; i++)
		for (size_t j = 0; j <= nb; j++) {
			unsigned best;

			if (i == 0 || j == 0) {
				d[i][j] = (unsigned)(i + j);
				continue;
			}
			best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			best = d[i - 1][j] + 1 < best ? d[i - 1][j] + 1 : best;
			best = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    d[i - 2][j - 2] + 1 < best)
				best = d[i - 2][j - 2] + 1;
			d[i][j] = best;
		}
	return d[na][nb];
}

START_TEST(distance_as_textbook)
{
	unsigned seed = 1;

	for (unsigned round = 0; round < 20000; round++) {
		char a[11], b[11];
		size_t na, nb;
		unsigned most, want;

		for (size_t i = 0; i < sizeof a; i++) {
			seed = seed * 1664525 + 1013904223;
			a[i] = (char)('a' + (seed >> 24) % 3);
			b[i] = (char)('a' + (seed >> 16) % 3);
		}
		na = (seed >> 8) % 12;
		nb = (seed >> 20) % 12;
		most = (seed >> 12) % 12;
		want = textbook(a, na, b, nb);
		want = want <= most ? want : most + 1;
		ck_assert_msg(dgpm_text_distance((struct dgpm_str){ a, na }, (struct dgpm_str){ b, nb }, most) == want,
			      "%.*s %.*s within %u, want %u", (int)na, a, (int)nb, b, most, want);
	}
}
END_TEST

START_TEST(distance_long)
{
	char *a = dgpm_arena_array(arena, 70000, 1), *b = dgpm_arena_array(arena, 70000, 1);

	memset(a, 'x', 70000);
	memset(b, 'x', 70000);
	b[1000] = 'y';
	ck_assert_uint_eq(dgpm_text_distance((struct dgpm_str){ a, 5000 }, (struct dgpm_str){ b, 5000 }, 3), 1);
	ck_assert_uint_eq(dgpm_text_distance((struct dgpm_str){ a, 5000 }, (struct dgpm_str){ b, 5004 }, 3), 4);
	ck_assert_uint_eq(dgpm_text_distance((struct dgpm_str){ a, 70000 }, (struct dgpm_str){ b, 70000 }, 3), 4);
}
END_TEST

static const char *const words[] = { "name", "name_en", "organization", "sector", "phase", "pmo", "pjmo", "id", "class",
				     "運用等経費", "整備経費" };

static const struct {
	const char *word, *want;
} nearest_cases[] = {
	{ "organisation", "organization" },
	{ "ORGANIZATION", "organization" },
	{ "organizaton", "organization" },
	{ "nmae", "name" },
	{ "nam", "name" },
	{ "name-en", "name_en" },
	{ "pahse", "phase" },
	{ "pmjo", "pmo" },             /* both one edit: the first of the list */
	{ "pjmo", "pjmo" },
	{ "運用経費", "運用等経費" },
	{ "ip", "id" },
	{ "x", NULL },                 /* one letter is no likeness */
	{ "xy", NULL },
	{ "", NULL },
	{ "budget", NULL },
	{ "description", NULL },
	{ "organ", "organization" },   /* broken off: the one word that begins so */
	{ "or", NULL },                /* two letters are too few to tell */
};

START_TEST(nearest)
{
	const char *got = dgpm_text_nearest(dgpm_str_of(nearest_cases[_i].word), words, DGPM_COUNT(words));

	ck_assert_pstr_eq(got, nearest_cases[_i].want);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("text", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, valid, 0, DGPM_COUNT(valid_cases));
	tcase_add_test(tc, valid_all);
	tcase_add_loop_test(tc, width, 0, DGPM_COUNT(width_cases));
	tcase_add_loop_test(tc, fit, 0, DGPM_COUNT(fit_cases));
	tcase_add_loop_test(tc, fold, 0, DGPM_COUNT(fold_cases));
	tcase_add_test(tc, fold_long);
	tcase_add_loop_test(tc, escape, 0, DGPM_COUNT(escape_cases));
	tcase_add_loop_test(tc, distance, 0, DGPM_COUNT(distance_cases));
	tcase_add_test(tc, distance_as_textbook);
	tcase_add_test(tc, distance_long);
	tcase_add_loop_test(tc, nearest, 0, DGPM_COUNT(nearest_cases));
	return s;
}
