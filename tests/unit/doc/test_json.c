/* JSON read without libyaml: the same tree as libyaml gives, down to the places, or left to libyaml. */
#include "doc/yaml.h"
#include "io/read.h"
#include "unit.h"

#include <fcntl.h>
#include <glob.h>

static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;

/* The tree as a text: kind, place and value of each node. */
static void add_tree(FILE *out, const struct dgpm_node *node)
{
	fprintf(out, "%u%u%u%u %u:%u %u ", node->kind, node->yes, node->integer, node->quoted, node->line,
		node->column, node->n);
	if (node->kind != DGPM_LIST && node->kind != DGPM_MAP) {
		ck_assert(node->text[node->n] == '\0');
		fwrite(node->text, 1, node->n, out);
	}
	putc('\n', out);
	for (uint32_t i = 0; node->kind == DGPM_LIST && i < node->n; i++)
		add_tree(out, &node->items[i]);
	for (uint32_t i = 0; node->kind == DGPM_MAP && i < node->n; i++) {
		add_tree(out, &node->pairs[i].key);
		add_tree(out, &node->pairs[i].value);
	}
}

static char *tree(const struct dgpm_node *node)
{
	char *text;
	size_t n;
	FILE *out = open_memstream(&text, &n);

	add_tree(out, node);
	fclose(out);
	return text;
}

/* A remark at its end leaves a text to libyaml. True: it was read as JSON, and libyaml reads the same. */
static bool agrees(struct dgpm_arena *a, struct dgpm_str text)
{
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct dgpm_str told = dgpm_str_of("");
	struct dgpm_node node;
	const struct dgpm_node *root;
	char *got, *want;
	bool same;

	if (!yamlin_json(&node, a, text, limits.depth, 1 << 20))
		return false;
	told.s = dgpm_arena_printf(a, "%.*s\n#", (int)text.n, text.s);
	told.n = text.n + 2;
	if (dgpm_doc_parse(&root, a, d, "f", told, &limits) != 0)
		ck_abort_msg("read as JSON, and refused by libyaml: %.*s\n%s", (int)text.n, text.s,
			     unit_diags(a, d));
	got = tree(&node);
	want = tree(root);
	same = strcmp(got, want) == 0;
	ck_assert_msg(same, "%.*s\n--- read as JSON\n%s--- by libyaml\n%s", (int)text.n, text.s, got, want);
	free(got);
	free(want);
	return true;
}

START_TEST(our_schemas)
{
	static const char *const patterns[] = { "schemas/*.json", "schemas/*/*.json" };
	glob_t found;
	size_t n = 0;

	for (size_t i = 0; i < DGPM_COUNT(patterns); i++)
		ck_assert_int_eq(glob(patterns[i], i != 0 ? GLOB_APPEND : 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
		struct dgpm_str text;

		ck_assert(dgpm_file_read(&text, a, dgpm_diags_new(a), found.gl_pathv[i], AT_FDCWD, found.gl_pathv[i],
					 limits.bytes) == 0);
		ck_assert_msg(agrees(a, text), "%s is left to libyaml", found.gl_pathv[i]);
		dgpm_arena_free(a);
		n++;
	}
	ck_assert_uint_gt(n, 20);
	globfree(&found);
}
END_TEST

static const struct {
	const char *text;
	bool json; /* else it is left to libyaml */
} cases[] = {
	{ "{}", true },
	{ "[]\n", true },
	{ "[ ]  \n\n", true },
	{ "{\"a\":1,\"b\":[true,false,null]}", true },
	{ "{\n\t\"a\" : -0.5e+3,\n\t\"b\": {\"\": \"\"}\n}\n", true },
	{ "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u3042\\u0085\\u2028\\uFEFF\", \"あ、い\", 1]", true },
	{ "[\"\xf0\x9f\x98\x80\",\n \"\xc3\xa9\", 2]", true },
	{ "[0, -0, 10, 1.0, 1e3, 1E-2, 12345678901234567890]", true },
	{ "[\"# no remark\", \"- \", \"%\", \"*a\", \"&a\", \"!!int\", \"true\", \"null\", \"1\"]", true },
	{ "[-1\n,\n-2\n]", true },
	/* what is no JSON */
	{ "", false },
	{ "{", false },
	{ "a: 1", false },
	{ "{a: 1}", false },
	{ "[1,]", false },
	{ "[,1]", false },
	{ "{\"a\"}", false },
	{ "{\"a\":}", false },
	{ "[1 2]", false },
	{ "[01]", false },
	{ "[1.]", false },
	{ "[.5]", false },
	{ "[+1]", false },
	{ "[truer]", false },
	{ "[True]", false },
	{ "[1]]", false },
	{ "[1] # remark", false },
	{ "[1]\n---\n[2]", false },
	{ "['a']", false },
	{ "[\"a\nb\"]", false },
	{ "[\"\\x41\"]", false },
	{ "[\"\\u12\"]", false },
	/* what libyaml is to judge */
	{ "{\"a\":1,\"a\":2}", false },
	{ "[\"\\u0000\"]", false },
	{ "[\"\\ud83d\\ude00\"]", false },
	{ "[\"\xc2\x85\"]", false },
	{ "[\"\xe2\x80\xa8\"]", false },
	{ "[\"\xef\xbb\xbf\"]", false },
	{ "[\"\xc2\x80\"]", false },
	{ "[\"\x7f\"]", false },
	{ "[\"\xff\"]", false },
	{ "[\"\xe3\x81\"]", false },
	{ "[1\r\n]", false },
	{ "[1]\t", false },
	{ "{\"a\"\n:1}", false },
};

START_TEST(by_hand)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);

	ck_assert_msg(agrees(a, dgpm_str_of(cases[_i].text)) == cases[_i].json, "%s", cases[_i].text);
	dgpm_arena_free(a);
}
END_TEST

START_TEST(limits_hold)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_node node;
	char deep[202], *key = dgpm_arena_alloc(a, 1200);

	memset(deep, '[', 101);
	memset(deep + 101, ']', 101);
	ck_assert(yamlin_json(&node, a, (struct dgpm_str){ deep + 1, 200 }, 100, 1000));
	ck_assert(!yamlin_json(&node, a, (struct dgpm_str){ deep, 202 }, 100, 1000));
	memset(key, 'k', 1200);
	memcpy(key, "{\"", 2);
	memcpy(key + 1195, "\":1}", 4);
	ck_assert(!yamlin_json(&node, a, (struct dgpm_str){ key, 1199 }, 100, 1000));
	/* A map, its key, a list and three numbers. */
	ck_assert(yamlin_json(&node, a, DGPM_STR("{\"k\":[1,2,3]}"), 100, 6));
	ck_assert(!yamlin_json(&node, a, DGPM_STR("{\"k\":[1,2,3]}"), 100, 5));
	dgpm_arena_free(a);
}
END_TEST

/* A few bytes of a good text replaced, put in or taken out: what is still read as JSON, libyaml reads alike. */
START_TEST(changed)
{
	static const char base[] = "{\n  \"name\": \"住基\", \"n\": [1, -2.5e3, true, null],\n\t"
				   "\"m\": {\"a\\n\\u3042\": {}, \"b\":[]},\n  \"s\": \"x\\\"y\" }\n";
	static const char letters[] = "{}[]\",:\\ \n\t\r01-.eEut#'a&*!%|>?\x7f\xc2\x85\xe3\x80";
	uint64_t seed = 0x9e3779b97f4a7c15u;
	size_t read = 0;

	for (int round = 0; round < 40000; round++) {
		struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
		char text[sizeof base + 4];
		size_t n = sizeof base - 1;

		memcpy(text, base, n);
		for (int k = 0; k < 1 + round % 3; k++) {
			size_t at;
			char c;

			seed = seed * 6364136223846793005u + 1442695040888963407u;
			at = (size_t)(seed >> 33) % n;
			c = letters[(seed >> 20) % (sizeof letters - 1)];
			if ((seed >> 60) % 3 == 0) {
				text[at] = c;
			} else if ((seed >> 60) % 3 == 1) {
				memmove(text + at + 1, text + at, n - at);
				text[at] = c;
				n++;
			} else {
				memmove(text + at, text + at + 1, n - at - 1);
				n--;
			}
		}
		read += agrees(a, (struct dgpm_str){ text, n });
		dgpm_arena_free(a);
	}
	ck_assert_uint_gt(read, 4000);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("json", &tc);

	tcase_add_test(tc, our_schemas);
	tcase_add_loop_test(tc, by_hand, 0, (int)DGPM_COUNT(cases));
	tcase_add_test(tc, limits_hold);
	tcase_add_test(tc, changed);
	return s;
}
