/* JSON Schema: what each failure says and where, what a bad schema says, exact numbers, limits. */
#include "base/decimal.h"
#include "schema/schema.h"
#include "unit.h"
#include "schema/uri.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const struct dgpm_node *parse(struct dgpm_arena *a, struct dgpm_diags *d, const char *path, struct dgpm_str text)
{
	static const struct dgpm_doc_limits limits = { .bytes = 64u << 20, .depth = 3000, .expanded = 1000 };
	const struct dgpm_node *node = NULL;
	int rc = dgpm_doc_parse(&node, a, d, path, text, &limits);

	ck_assert_msg(rc == 0, "%s: %s", path, unit_diags(a, d));
	return node;
}

struct list {
	struct dgpm_arena *arena;
	const char *text;
};

static void collect(void *ctx, const struct dgpm_schema_failure *f)
{
	struct list *l = ctx;

	l->text = dgpm_arena_printf(l->arena, "%s%u:%u %s [%s] %s\n", l->text, f->node->line, f->node->column,
				    dgpm_msg_info(f->msg)->id, f->pointer, f->detail);
}

/* The failures of a document, or the diagnostics of a schema that does not compile. */
static const char *outcome(struct dgpm_arena *a, const char *schema, struct dgpm_str doc)
{
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct dgpm_schema_run *run = dgpm_schema_run_new(a);
	const struct dgpm_schema_how how = { .assert_format = true, .lang = "ja" };
	struct list l = { a, "" };
	const struct dgpm_schema *s;
	const struct dgpm_node *node;
	int rc = dgpm_schema_compile(&s, a, d, parse(a, d, "schema", dgpm_str_of(schema)), "schema", &how);
	bool holds;

	unit_contract(rc, s, d);
	if (rc < 0) {
		dgpm_schema_run_free(run);
		return unit_diags(a, d);
	}
	node = parse(a, d, "doc", doc);
	holds = dgpm_schema_holds(run, s, node, collect, &l);
	ck_assert_msg(holds == (l.text[0] == '\0'), "holds %d, but: %s", holds, l.text);
	ck_assert(holds == dgpm_schema_holds(run, s, node, NULL, NULL));
	ck_assert(holds == (dgpm_schema_check(run, s, node, "doc", DGPM_ERROR, d) == 0));
	dgpm_schema_run_free(run);
	dgpm_schema_close(s);
	return l.text;
}

#define OBJECT(props) "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {" props "}}"
#define SHAPES                                                                                                        \
	"{oneOf: [{type: object, required: [kind, r], properties: {kind: {const: circle}, r: {type: number}}}, "      \
	"{type: object, required: [kind, a], properties: {kind: {const: square}, a: {type: number}}}, {type: 'null'}]}"

static const struct failure_case {
	const char *name, *schema, *doc, *want;
} failure_cases[] = {
	{ "type", "{type: integer}", "12x", "1:1 SCH-01 [] expected integer, found string '12x'\n" },
	{ "types", "{type: [string, 'null']}", "3", "1:1 SCH-01 [] expected string or null, found integer 3\n" },
	{ "type of a list", "{type: object}", "[1]", "1:1 SCH-01 [] expected object, found array\n" },
	{ "one is an integer", "{type: integer}", "1.0", "" },
	{ "half is not", "{type: integer}", "0.5", "1:1 SCH-01 [] expected integer, found number 0.5\n" },
	{ "long value cut", "{type: integer}", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeee",
	  "1:1 SCH-01 [] expected integer, found string 'aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd...'\n" },
	{ "control characters", "{type: integer}", "\"a\\n\\e[31m\\0b\"",
	  "1:1 SCH-01 [] expected integer, found string 'a\\n\\x1b[31m\\x00b'\n" },
	{ "required", "{required: [a, b]}", "c: 1\nb: 2\n", "1:1 SCH-02 [] key 'a' is missing\n" },
	{ "required deeper", "{properties: {x: {required: [a]}}}", "x:\n  b: 1\n",
	  "2:3 SCH-02 [/x] key 'a' is missing\n" },
	{ "dependentRequired", "{dependentRequired: {a: [b]}}", "a: 1",
	  "1:1 SCH-02 [] key 'b' is missing; 'a' needs it\n" },
	{ "unknown key", OBJECT("\"summary\": {}, \"name\": {}"), "name: x\nsumary: y\n",
	  "2:1 SCH-03 [/sumary] unknown key 'sumary', did you mean 'summary'?\n" },
	{ "unknown and far", OBJECT("\"summary\": {}"), "zzzzzz: 1", "1:1 SCH-03 [/zzzzzz] unknown key 'zzzzzz'\n" },
	{ "unknown by unevaluated", "{allOf: [{properties: {summary: {}}}], unevaluatedProperties: false}", "sumary: 1",
	  "1:1 SCH-03 [/sumary] unknown key 'sumary', did you mean 'summary'?\n" },
	{ "forbidden key", "{properties: {a: false}}", "a: 1", "1:1 SCH-03 [/a] key 'a' is not allowed here\n" },
	{ "pointer escapes", "{additionalProperties: {items: {type: string}}}", "a/b~c: [x, 1]",
	  "1:12 SCH-01 [/a~1b~0c/1] expected string, found integer 1\n" },
	{ "enum", "{enum: [planning, operation, 3]}", "oparation",
	  "1:1 SCH-04 [] 'oparation' is not one of 'planning', 'operation', 3, did you mean 'operation'?\n" },
	{ "long enum", "{enum: [a, b, c, d, e, f, g, h, i, j, k, l, education]}", "educatoin",
	  "1:1 SCH-04 [] 'educatoin' is not one of the 13 values allowed, did you mean 'education'?\n" },
	{ "long enum holds", "{enum: [a, b, c, d, e, f, g, h, i, j, k, {a: 1, b: [2.0]}]}", "{b: [2], a: 1.0}", "" },
	{ "const", "{const: 2}", "3", "1:1 SCH-04 [] expected 2, found 3\n" },
	{ "const by value", "{const: 1}", "1.0", "" },
	{ "pattern", "{pattern: '^[0-9]{4}$'}", "12", "" },
	{ "pattern of text", "{pattern: '^[0-9]{4}$'}", "\"12\"",
	  "1:1 SCH-05 [] '12' does not match the pattern ^[0-9]{4}$\n" },
	{ "pattern with a hint", "{pattern: '^[0-9]{4}$', x-hint: {ja: 四桁で書く, en: write four digits}}", "'12'",
	  "1:1 SCH-05 [] '12': 四桁で書く\n" },
	{ "pattern and the last line", "{pattern: '^a$'}", "\"a\\n\"",
	  "1:1 SCH-05 [] 'a\\n' does not match the pattern ^a$\n" },
	{ "pattern beyond a NUL", "{pattern: 'b$'}", "\"a\\0b\"", "" },
	{ "digits are ASCII", "{pattern: '^\\d$'}", "\"３\"", "1:1 SCH-05 [] '３' does not match the pattern ^\\d$\n" },
	{ "spaces are Unicode", "{pattern: '^\\s[\\s]\\S$'}", "\"\\u3000\\uFEFFあ\"", "" },
	{ "categories by name", "{pattern: '^\\p{Letter}\\p{Script=Hiragana}$'}", "漢あ", "" },
	{ "minimum", "{minimum: 20}", "12", "1:1 SCH-06 [] 12 is below the minimum of 20\n" },
	{ "maximum", "{maximum: 1.5}", "1.50000000000000000001",
	  "1:1 SCH-06 [] 1.50000000000000000001 is above the maximum of 1.5\n" },
	{ "exclusive", "{exclusiveMinimum: 0, exclusiveMaximum: 0}", "0",
	  "1:1 SCH-06 [] 0 is not above 0\n1:1 SCH-06 [] 0 is not below 0\n" },
	{ "multipleOf", "{multipleOf: 2}", "7", "1:1 SCH-06 [] 7 is not a multiple of 2\n" },
	{ "minLength in characters", "{minLength: 3}", "漢字", "1:1 SCH-06 [] '漢字': 2 characters, at least 3 needed\n" },
	{ "maxLength", "{maxLength: 1}", "漢字", "1:1 SCH-06 [] '漢字': 2 characters, at most 1 allowed\n" },
	{ "items", "{minItems: 2}", "[1]", "1:1 SCH-06 [] array: 1 item, at least 2 needed\n" },
	{ "keys", "{maxProperties: 1}", "{a: 1, b: 2}", "1:1 SCH-06 [] object: 2 keys, at most 1 allowed\n" },
	{ "unique", "{uniqueItems: true}", "- {a: 1, b: 2}\n- x\n- {b: 2.0, a: 1}\n- x\n",
	  "3:3 SCH-07 [/2] object is already given on line 1\n4:3 SCH-07 [/3] 'x' is already given on line 2\n" },
	{ "the branch by its key", SHAPES, "kind: circle\nr: x\n",
	  "2:4 SCH-01 [/r] expected number, found string 'x'\n" },
	{ "the branch by its type", "{anyOf: [{type: string, minLength: 3}, {type: number}]}", "ab",
	  "1:1 SCH-06 [] 'ab': 2 characters, at least 3 needed\n" },
	{ "no branch has the type", SHAPES, "x", "1:1 SCH-01 [] expected object or null, found string 'x'\n" },
	{ "no branch is meant", SHAPES, "kind: oval\n",
	  "1:1 SCH-08 [] found object; expected an object with 'kind' and 'r', or an object "
	  "with 'kind' and 'a', or null\n" },
	{ "branches of values", "{anyOf: [{const: a}, {enum: [b, c]}]}", "d",
	  "1:1 SCH-04 [] 'd' is not one of 'a', 'b', 'c'\n" },
	{ "several", "{oneOf: [{minimum: 1}, {minimum: 2}]}", "3",
	  "1:1 SCH-08 [] 3 is of 2 of the forms allowed here, and must be of one\n" },
	{ "not", "{not: {type: integer}}", "3", "1:1 SCH-08 [] found 3; not allowed is integer\n" },
	{ "contains", "{contains: {const: a}}", "[b]", "1:1 SCH-08 [] no item is of the form that one must have\n" },
	{ "minContains", "{contains: {const: a}, minContains: 2}", "[a, b]",
	  "1:1 SCH-08 [] items of the form asked for: 1, at least 2 needed\n" },
	{ "maxContains", "{contains: {const: a}, maxContains: 1}", "[a, a]",
	  "1:1 SCH-08 [] items of the form asked for: 2, at most 1 allowed\n" },
	{ "then", "{if: {required: [a]}, then: {required: [b]}, else: {required: [c]}}", "a: 1",
	  "1:1 SCH-02 [] key 'b' is missing\n" },
	{ "propertyNames", "{propertyNames: {pattern: '^[a-z]+$'}}", "a: 1\nB: 2\n",
	  "2:1 SCH-05 [/B] 'B' does not match the pattern ^[a-z]+$\n" },
	{ "date", "{format: date}", "2021-02-30",
	  "1:1 SCH-09 [] '2021-02-30': not a date that exists, written YYYY-MM-DD\n" },
	{ "uri", "{format: uri}", "//example.org/",
	  "1:1 SCH-09 [] '//example.org/': not a full URI such as https://example.org/\n" },
	{ "regex", "{format: regex}", "a(b", "1:1 SCH-09 [] 'a(b' is not a regular expression\n" },
	{ "another format", "{format: email}", "x", "1:1 SCH-09 [] 'x': not an e-mail address\n" },
	{ "a format of one's own", "{format: frob}", "x", "" },
	{ "all of them", "{properties: {a: {type: string}, b: {minimum: 2}}, required: [c]}", "a: 1\nb: 1\n",
	  "1:4 SCH-01 [/a] expected string, found integer 1\n2:4 SCH-06 [/b] 1 is below the minimum of 2\n"
	  "1:1 SCH-02 [] key 'c' is missing\n" },
	{ "a NUL in a key", "{properties: {a: {type: string}}, additionalProperties: {type: integer}}",
	  "{\"a\\0b\": x}",
	  "1:10 SCH-01 [/a" /* the pointer ends here as C sees it */ "] expected integer, found string 'x'\n" },
	{ "x- in a schema", "{x-own: 1, properties: {a: {x-note: 2}}}", "a: 1", "" },
	{ "$ref in a circle", "{$ref: '#'}", "1", "1:1 SCH-16 [] the schema leads too deep\n" },
	{ "a circle under not", "{not: {not: {$ref: '#'}}}", "1", "1:1 SCH-16 [] the schema leads too deep\n" },
	{ "circles that branch", "{anyOf: [{$ref: '#'}, {$ref: '#'}], allOf: [{$ref: '#'}, {$ref: '#'}]}", "1",
	  "1:1 SCH-16 [] the schema leads too deep\n" },
	{ "references that fan out",
	  "{$ref: '#/$defs/a', $defs: {a: {allOf: [{$ref: '#/$defs/b'}, {$ref: '#/$defs/b'}, {$ref: '#/$defs/b'}]}, "
	  "b: {allOf: [{$ref: '#/$defs/c'}, {$ref: '#/$defs/c'}, {$ref: '#/$defs/c'}]}, "
	  "c: {allOf: [{$ref: '#/$defs/d'}, {$ref: '#/$defs/d'}, {$ref: '#/$defs/d'}]}, "
	  "d: {properties: {x: {$ref: '#/$defs/a'}}}}}",
	  "{x: {x: {x: {x: {x: 1}}}}}", "1:21 SCH-16 [/x/x/x/x/x] the schema leads too deep\n" },
	{ "costly pattern", "{items: {pattern: '^(a+)+$'}}", "[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!]",
	  "1:2 SCH-17 [/0] the pattern is too costly for this text\n" },
	{ "costly pattern under not", "{not: {pattern: '^(a+)+$'}}",
	  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
	  "1:1 SCH-17 [] the pattern is too costly for this text\n" },
	/* schemas that do not compile */
	{ "keyword", "{requird: [a]}", "1",
	  "1:2 SCH-11 schema: not a keyword dgpm knows: 'requird', did you mean 'required'?\n" },
	{ "keyword in an unused place", "{$defs: {a: {frob: 1}}}", "1",
	  "1:14 SCH-11 schema: not a keyword dgpm knows: 'frob'\n" },
	{ "vocabulary", "{$vocabulary: {}}", "1", "" },
	{ "vocabulary of another kind", "{$vocabulary: [a]}", "1",
	  "1:15 SCH-14 schema: wrong value of a keyword: '$vocabulary' must be a map of URIs to true or false\n" },
	{ "dialect", "{$schema: 'http://json-schema.org/draft-04/schema#'}", "1",
	  "1:11 SCH-11 schema: not a keyword dgpm knows: the dialect 'http://json-schema.org/draft-04/schema#'; "
	  "dgpm speaks draft 2020-12\n" },
	{ "reference", "{$ref: '#/$defs/x'}", "1", "1:8 SCH-12 schema: a reference that leads nowhere: '#/$defs/x'\n" },
	{ "reference to a file", "{$ref: other.json}", "1",
	  "1:8 SCH-12 schema: a reference that leads nowhere: 'other.json'\n" },
	{ "bad pattern", "{pattern: 'a('}", "1",
	  "1:11 SCH-13 schema: not a regular expression: 'a(': missing closing parenthesis, at its end\n" },
	{ "pattern of Perl's", "{pattern: '\\Aa'}", "1",
	  "1:11 SCH-13 schema: not a regular expression: '\\Aa': an escape that ECMA-262 does not have, at its "
	  "character 1\n" },
	{ "a type misspelt", "{type: sting}", "1",
	  "1:8 SCH-14 schema: wrong value of a keyword: no type is named 'sting', did you mean 'string'?\n" },
	{ "a keyword's type", "{minLength: -1, required: a, items: [{}]}", "1",
	  "1:13 SCH-14 schema: wrong value of a keyword: 'minLength' must be a whole number, 0 or more\n"
	  "1:27 SCH-14 schema: wrong value of a keyword: 'required' must be a list of keys\n"
	  "1:37 SCH-14 schema: wrong value of a keyword: 'items' must be one schema; "
	  "a list of schemas is written 'prefixItems'\n" },
	{ "a subschema's type", "{properties: {a: 1}}", "1",
	  "1:18 SCH-14 schema: wrong value of a keyword: 'properties': a schema is a map, true or false\n" },
	{ "a schema's type", "3", "1",
	  "1:1 SCH-14 schema: wrong value of a keyword: a schema is a map, true or false\n" },
	{ "long divisor", "{multipleOf: 12345678901234567890123456789012345678}", "1",
	  "1:14 SCH-14 schema: wrong value of a keyword: 'multipleOf' must be a number of at most 37 digits\n" },
	{ "anchors", "{$defs: {a: {$anchor: x}, b: {$anchor: x}}}", "1",
	  "1:40 SCH-15 schema: one name for two places: x\n" },
	{ "draft-07",
	  "{definitions: {a: {type: string}}, dependencies: {a: [b], c: {required: [d]}}, "
	  "properties: {a: {$ref: '#/definitions/a'}}}",
	  "{a: 1, c: 2}",
	  "1:5 SCH-01 [/a] expected string, found integer 1\n1:1 SCH-02 [] key 'b' is missing; 'a' needs it\n"
	  "1:1 SCH-02 [] key 'd' is missing\n" },
};

START_TEST(failures)
{
	const struct failure_case *c = &failure_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	const char *got = outcome(a, c->schema, dgpm_str_of(c->doc));

	ck_assert_msg(strcmp(got, c->want) == 0, "%s:\ngot  %s\nwant %s", c->name, got, c->want);
	dgpm_arena_free(a);
}
END_TEST

static const struct number_case {
	const char *a, *b;
	int cmp;
	bool multiple;
} number_cases[] = {
	{ "1", "1.0", 0, true },
	{ "1e3", "1000", 0, true },
	{ "10", "1", 1, true },
	{ "0", "-0.0", 0, false },
	{ "0e99", "5", -1, true },
	{ "-7", "7", -1, true },
	{ "-2", "1", -1, true },
	{ "0.0075", "0.0001", 1, true },
	{ "0.00751", "0.0001", 1, false },
	{ "1e308", "0.123456789", 1, false },
	{ "1e308", "0.5", 1, true },
	{ "1e308", "1e-308", 1, true },
	{ "4.5", "1.5", 1, true },
	{ "35", "1.5", 1, false },
	{ "12345678910111213141516", "2", 1, true },
	{ "12345678910111213141517", "2", 1, false },
	{ "12345678910111213141516", "12345678910111213141516", 0, true },
	{ "24691357820222426283032", "12345678910111213141516", 1, true },
	{ "9007199254740993", "9007199254740992", 1, false },
	{ "1e1000000000000000000000", "3", 1, false },
	{ "0x1F", "31", 0, true },
	{ "0o17", "15", 0, true },
	{ "+.5", "0.5", 0, true },
	{ "1.", "1", 0, true },
	{ ".inf", "1e999", 1, false },
	{ "-.inf", "-1e999", -1, false },
	{ "0xFFFFFFFFFFFFFFFF", "18446744073709551615", 0, true },
};

START_TEST(numbers)
{
	const struct number_case *c = &number_cases[_i];
	struct decimal a, b;
	int cmp = 77;

	ck_assert(decimal_read(&a, dgpm_str_of(c->a)) && decimal_read(&b, dgpm_str_of(c->b)));
	ck_assert(decimal_cmp(&cmp, &a, &b));
	ck_assert_msg(cmp == c->cmp, "%s against %s: %d", c->a, c->b, cmp);
	ck_assert_msg(decimal_multiple(&a, &b) == c->multiple, "%s by %s", c->a, c->b);
	if (cmp == 0)
		ck_assert_msg(decimal_hash(&a) == decimal_hash(&b), "%s and %s", c->a, c->b);
}
END_TEST

START_TEST(no_numbers)
{
	static const char *const words[] = { "", "-", ".", "1e", "1e+", "e1", "1.2.3", "0x", "0xg", "1 ", "inf" };
	struct decimal d;

	for (size_t i = 0; i < DGPM_COUNT(words); i++)
		ck_assert_msg(!decimal_read(&d, dgpm_str_of(words[i])), "'%s'", words[i]);
}
END_TEST

/* The examples of RFC 3986 section 5.4, and what schemas use. */
static const struct uri_case {
	const char *base, *ref, *want;
} uri_cases[] = {
	{ "http://a/b/c/d;p?q", "g:h", "g:h" },
	{ "http://a/b/c/d;p?q", "g", "http://a/b/c/g" },
	{ "http://a/b/c/d;p?q", "./g/", "http://a/b/c/g/" },
	{ "http://a/b/c/d;p?q", "/g", "http://a/g" },
	{ "http://a/b/c/d;p?q", "//g", "http://g" },
	{ "http://a/b/c/d;p?q", "?y", "http://a/b/c/d;p?y" },
	{ "http://a/b/c/d;p?q", "#s", "http://a/b/c/d;p?q" },
	{ "http://a/b/c/d;p?q", "", "http://a/b/c/d;p?q" },
	{ "http://a/b/c/d;p?q", "..", "http://a/b/" },
	{ "http://a/b/c/d;p?q", "../../../g", "http://a/g" },
	{ "http://a/b/c/d;p?q", "g;x=1/../y", "http://a/b/c/y" },
	{ "http://a", "g", "http://a/g" },
	{ "urn:uuid:1", "#/x", "urn:uuid:1" },
	{ "", "a/b.json", "a/b.json" },
	{ "file:///c:/f/x.json", "y.json", "file:///c:/f/y.json" },
};

START_TEST(uris)
{
	const struct uri_case *c = &uri_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_str got = uri_resolve(a, dgpm_str_of(c->base), dgpm_str_of(c->ref));

	ck_assert_msg(dgpm_str_is(got, c->want), "%s: %s", c->ref, got.s);
	dgpm_arena_free(a);
}
END_TEST

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Generous, so that a slow machine passes; comparing all with all would take minutes. */
START_TEST(many_items)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	size_t n = 100000, used = 0;
	char *text = dgpm_arena_alloc(a, n * 12);
	double start;
	const char *got;

	text[used++] = '[';
	for (size_t i = 0; i < n; i++)
		used += (size_t)sprintf(text + used, "%zu,", i * 7);
	used += (size_t)sprintf(text + used, "0.0]");
	start = seconds();
	got = outcome(a, "{uniqueItems: true}", (struct dgpm_str){ text, used });
	ck_assert_str_eq(got, "1:684127 SCH-07 [/100000] 0.0 is already given on line 1\n");
	ck_assert_msg(seconds() - start < 10, "%f s", seconds() - start);
	dgpm_arena_free(a);
}
END_TEST

/* A list in a list and so on, by a schema that follows. */
START_TEST(deep)
{
	static const struct {
		size_t depth;
		const char *want;
	} cases[] = { { 400, "" }, { 2000, "SCH-16" } };

	for (size_t i = 0; i < DGPM_COUNT(cases); i++) {
		struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
		size_t n = cases[i].depth;
		struct dgpm_node *nodes = dgpm_arena_array(a, n, sizeof *nodes);
		struct dgpm_diags *d = dgpm_diags_new(a);
		struct dgpm_schema_run *run = dgpm_schema_run_new(a);
		struct list l = { a, "" };
		const struct dgpm_schema *s;

		for (size_t k = 0; k < n; k++)
			nodes[k] = (struct dgpm_node){ .kind = DGPM_LIST, .line = 1, .column = 1, .n = k + 1 < n,
						       .items = nodes + k + 1 };
		const struct dgpm_node *root = parse(a, d, "s", DGPM_STR("{items: {$ref: '#'}}"));

		ck_assert(dgpm_schema_compile(&s, a, d, root, "s", NULL) == 0);
		dgpm_schema_holds(run, s, nodes, collect, &l);
		ck_assert_msg((l.text[0] == '\0') == (cases[i].want[0] == '\0'), "%zu: %s", n, l.text);
		ck_assert_msg(strstr(l.text, cases[i].want) != NULL, "%zu: %s", n, l.text);
		dgpm_schema_close(s);
		dgpm_schema_run_free(run);
		dgpm_arena_free(a);
	}
}
END_TEST

static bool find_base(void *ctx, struct dgpm_schema_doc *out, struct dgpm_str uri)
{
	*out = *(struct dgpm_schema_doc *)ctx;
	return dgpm_str_is(uri, "https://example.org/base.json");
}

START_TEST(other_documents)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct dgpm_schema_run *run = dgpm_schema_run_new(a);
	struct dgpm_schema_doc base = {
		parse(a, d, "base", DGPM_STR("{$vocabulary: {}, $defs: {id: {$anchor: id, pattern: '^[a-z]+$'}}}")),
		"base"
	};
	struct dgpm_schema_how how = { .find = find_base, .find_ctx = &base };
	struct list l = { a, "" };
	const struct dgpm_schema *s;

	ck_assert(dgpm_schema_compile(&s, a, d, parse(a, d, "s", DGPM_STR("{$id: 'https://example.org/x/card.json', "
									   "items: {$ref: '../base.json#id'}}")),
				      "s", &how) == 0);
	dgpm_schema_holds(run, s, parse(a, d, "doc", DGPM_STR("[a, 'B']")), collect, &l);
	ck_assert_str_eq(l.text, "1:5 SCH-05 [/1] 'B' does not match the pattern ^[a-z]+$\n");
	dgpm_schema_close(s);
	dgpm_schema_run_free(run);
	dgpm_arena_free(a);
}
END_TEST

START_TEST(nuls)
{
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	struct dgpm_diags *d = dgpm_diags_new(a);
	const struct dgpm_node *doc = parse(a, d, "doc", DGPM_STR("a: \"x\\0\"\n\"b\\0\": [1, \"\\0\"]\n"));

	ck_assert_uint_eq(dgpm_schema_check_nul(doc, "doc", d), 3);
	ck_assert_str_eq(unit_diags(a, d), "1:4 SCH-10 a NUL in the text\n2:1 SCH-10 a NUL in the text\n"
					   "2:12 SCH-10 a NUL in the text\n");
	dgpm_arena_free(a);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("schema", &tc);

	tcase_add_loop_test(tc, failures, 0, DGPM_COUNT(failure_cases));
	tcase_add_loop_test(tc, numbers, 0, DGPM_COUNT(number_cases));
	tcase_add_test(tc, no_numbers);
	tcase_add_loop_test(tc, uris, 0, DGPM_COUNT(uri_cases));
	tcase_add_test(tc, many_items);
	tcase_add_test(tc, deep);
	tcase_add_test(tc, other_documents);
	tcase_add_test(tc, nuls);
	return s;
}
