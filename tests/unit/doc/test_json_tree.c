/* JSON from a stream: what is a value, what is none and where, numbers as amounts are written, blocks of any size. */
#include "base/buf.h"
#include "doc/json_tree.h"
#include "unit.h"

#include <stdlib.h>

static struct dgpm_arena *arena;

static void setup(void)
{
	arena = dgpm_arena_new(NULL, NULL);
}

static void teardown(void)
{
	dgpm_arena_free(arena);
}

static void dump(struct dgpm_buf *b, const struct dgpm_json_value *v)
{
	static const char *const open[] = { [DGPM_JSON_LIST] = "[", [DGPM_JSON_MAP] = "{" };
	static const char *const close[] = { [DGPM_JSON_LIST] = "]", [DGPM_JSON_MAP] = "}" };

	if (v->kind < DGPM_JSON_LIST) {
		dgpm_buf_addf(b, v->kind == DGPM_JSON_TEXT ? "'%.*s'" : "%.*s", (int)v->text.n, v->text.s);
		return;
	}
	dgpm_buf_add(b, open[v->kind]);
	for (const struct dgpm_json_value *item = v->items; item != NULL; item = item->next) {
		if (item != v->items)
			dgpm_buf_char(b, ',');
		if (v->kind == DGPM_JSON_MAP)
			dgpm_buf_addf(b, "%.*s=", (int)item->key.n, item->key.s);
		dump(b, item);
	}
	dgpm_buf_add(b, close[v->kind]);
}

static const char *read_text(const char *text, size_t n)
{
	FILE *f = fmemopen((char *)text, n, "r");
	struct dgpm_buf b = { .arena = arena };
	struct dgpm_json_stream s;
	const struct dgpm_json_value *v;

	ck_assert_ptr_nonnull(f);
	dgpm_json_begin(&s, arena, f);
	v = dgpm_json_read(&s, arena);
	if (v != NULL && dgpm_json_peek(&s) == EOF)
		dump(&b, v);
	else if (v != NULL)
		dgpm_buf_addf(&b, "%u: more", (unsigned)s.line);
	else
		dgpm_buf_addf(&b, "%u:%u", (unsigned)s.fault_line, (unsigned)s.fault_column);
	fclose(f);
	return dgpm_buf_text(&b);
}

static const struct json_case {
	const char *text, *want; /* of what is no JSON line and column */
} json_cases[] = {
	{ "null", "null" },
	{ " true ", "true" },
	{ "\xef\xbb\xbf[1]", "[1]" },
	{ "[]", "[]" },
	{ "{}", "{}" },
	{ "{\"a\": [1, {\"b\": null}], \"a\": \"x\"}", "{a=[1,{b=null}],a='x'}" },
	{ "\"\\u30b7\\u30B9\\n\\\"\\\\\\/\"", "'シス\n\"\\/'" },
	{ "\"\\ud842\\udfb7\"", "'𠮷'" },
	{ "\"\\ud842x\"", "'\xef\xbf\xbdx'" },
	{ "\"\\ud842\\n\"", "'\xef\xbf\xbd\n'" },
	{ "\"\\udfb7\"", "'\xef\xbf\xbd'" },
	/* numbers */
	{ "219.0", "219" },
	{ "-0.25", "-0.25" },
	{ "1.5e3", "1500" },
	{ "2.19E+2", "219" },
	{ "12e-1", "1.2" },
	{ "5e-3", "0.005" },
	{ "0.10", "0.1" },
	{ "-0", "0" },
	{ "1e400", "1e400" },
	{ "12345678901234567890", "12345678901234567890" },
	/* none */
	{ "", "1:1" },
	{ "[1", "1:3" },
	{ "[1,]", "1:4" },
	{ "[1 2]", "1:4" },
	{ "{\"a\" 1}", "1:6" },
	{ "{a: 1}", "1:2" },
	{ "{\"a\": 1,}", "1:9" },
	{ "\n\n  nul", "3:6" },
	{ "01", "1:3" },
	{ "1.", "1:3" },
	{ ".5", "1:3" },
	{ "+1", "1:3" },
	{ "1e", "1:3" },
	{ "\"a", "1:3" },
	{ "\"a\nb\"", "1:3" },
	{ "\"\\x\"", "1:4" },
	{ "\"\\u12g4\"", "1:6" },
	{ "\"\xff\"", "1:4" },
	{ "[1] 2", "1: more" },
	{ "'a'", "1:1" },
	{ "[\"電気\", x]", "1:9" },
};

START_TEST(text_read)
{
	const struct json_case *c = &json_cases[_i];
	const char *got = read_text(c->text, strlen(c->text));

	ck_assert_msg(strcmp(got, c->want) == 0, "%s: got %s, not %s", c->text, got, c->want);
}
END_TEST

/* Texts, escapes and numbers over the ends of blocks. */
START_TEST(blocks_joined)
{
	const size_t block = 64 << 10;

	for (size_t shift = 0; shift < 16; shift++) {
		struct dgpm_buf text = { .arena = arena }, want = { .arena = arena };

		dgpm_buf_add(&text, "[\"");
		for (size_t i = 0; i < block - shift; i++)
			dgpm_buf_char(&text, 'x');
		dgpm_buf_add(&text, "\\u30b7\", 12.50]");
		dgpm_buf_str(&want, (struct dgpm_str){ text.s + 2, block - shift });
		ck_assert_msg(strcmp(read_text(text.s, text.n), dgpm_arena_printf(arena, "['%sシ',12.5]", want.s)) == 0,
			      "shift %zu", shift);
	}
	/* Half a character, and another escape behind it. */
	for (size_t shift = 0; shift < 16; shift++) {
		struct dgpm_buf text = { .arena = arena }, want = { .arena = arena };

		dgpm_buf_add(&text, "[\"");
		for (size_t i = 0; i < block - shift; i++)
			dgpm_buf_char(&text, 'x');
		dgpm_buf_add(&text, "\\ud83d\\n\", 1]");
		dgpm_buf_str(&want, (struct dgpm_str){ text.s + 2, block - shift });
		ck_assert_msg(strcmp(read_text(text.s, text.n),
				     dgpm_arena_printf(arena, "['%s\xef\xbf\xbd\n',1]", want.s)) == 0,
			      "half, shift %zu", shift);
	}
}
END_TEST

START_TEST(levels_limited)
{
	struct dgpm_buf text = { .arena = arena };

	for (int i = 0; i < 100000; i++)
		dgpm_buf_char(&text, '[');
	ck_assert_str_eq(read_text(text.s, text.n), "1:102");
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("json", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, text_read, 0, DGPM_COUNT(json_cases));
	tcase_add_test(tc, blocks_joined);
	tcase_add_test(tc, levels_limited);
	return s;
}
