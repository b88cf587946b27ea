/* Each keyword of a schema as nobody should write it, and what is said of it; and documents at the edge of what each
 * takes. */
#include "schema/schema.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

static const struct dgpm_node *parse(struct dgpm_arena *a, struct dgpm_diags *d, const char *path, const char *text)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct dgpm_node *node = NULL;
	int rc = dgpm_doc_parse(&node, a, d, path, dgpm_str_of(text), &limits);

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

	l->text = dgpm_arena_printf(l->arena, "%s%s [%s] %s\n", l->text, dgpm_msg_info(f->msg)->id, f->pointer,
				    f->detail);
}

/* What is said of a schema that does not compile, or of a document that does not hold. */
static const char *outcome(struct dgpm_arena *a, const char *schema, const char *doc)
{
	struct dgpm_diags *d = dgpm_diags_new(a);
	struct dgpm_schema_run *run = dgpm_schema_run_new(a);
	const struct dgpm_schema_how how = { .assert_format = true, .lang = "en" };
	struct list l = { a, "" };
	const struct dgpm_schema *s;
	int rc = dgpm_schema_compile(&s, a, d, parse(a, d, "schema", schema), "schema", &how);
	bool holds;

	unit_contract(rc, s, d);
	if (rc == 0) {
		holds = dgpm_schema_holds(run, s, parse(a, d, "doc", doc), collect, &l);
		ck_assert(holds == (*l.text == '\0'));
		/* Asked without a list it ends at the first failure, and says the same. */
		ck_assert(holds == dgpm_schema_holds(run, s, parse(a, d, "doc", doc), NULL, NULL));
		dgpm_schema_close(s);
	}
	dgpm_schema_run_free(run);
	return rc < 0 ? unit_diags(a, d) : l.text;
}

static const struct keyword_case {
	const char *name, *schema, *doc, *want;
} wrong_cases[] = {
	{ "allOf takes a list", "{allOf: {}}", "1",
	  "1:9 SCH-14 schema: wrong value of a keyword: 'allOf' must be a list of at least one schema\n" },
	{ "anyOf takes one or more", "{anyOf: []}", "1",
	  "1:9 SCH-14 schema: wrong value of a keyword: 'anyOf' must be a list of at least one schema\n" },
	{ "oneOf takes schemas", "{oneOf: [1]}", "1",
	  "1:10 SCH-14 schema: wrong value of a keyword: 'oneOf': a schema is a map, true or false\n" },
	{ "not takes a schema", "{not: 1}", "1",
	  "1:7 SCH-14 schema: wrong value of a keyword: 'not': a schema is a map, true or false\n" },
	{ "properties takes a map", "{properties: []}", "1",
	  "1:14 SCH-14 schema: wrong value of a keyword: 'properties' must be a map\n" },
	{ "patternProperties takes a map", "{patternProperties: 1}", "1",
	  "1:21 SCH-14 schema: wrong value of a keyword: 'patternProperties' must be a map\n" },
	{ "patternProperties takes patterns", "{patternProperties: {'(': {}}}", "1",
	  "1:22 SCH-13 schema: not a regular expression: '(': missing closing parenthesis, at its end\n" },
	{ "dependentSchemas takes a map", "{dependentSchemas: []}", "1",
	  "1:20 SCH-14 schema: wrong value of a keyword: 'dependentSchemas' must be a map\n" },
	{ "dependentSchemas takes schemas", "{dependentSchemas: {a: 1}}", "1",
	  "1:24 SCH-14 schema: wrong value of a keyword: 'dependentSchemas': a schema is a map, true or false\n" },
	{ "dependentRequired takes a map", "{dependentRequired: 1}", "1",
	  "1:21 SCH-14 schema: wrong value of a keyword: 'dependentRequired' must be a map\n" },
	{ "dependentRequired takes lists", "{dependentRequired: {a: b}}", "1",
	  "1:21 SCH-14 schema: wrong value of a keyword: 'dependentRequired' must be a map of lists of keys\n" },
	{ "dependentRequired takes lists of keys", "{dependentRequired: {a: [1]}}", "1",
	  "1:21 SCH-14 schema: wrong value of a keyword: 'dependentRequired' must be a map of lists of keys\n" },
	{ "dependencies of old takes either",
	  "{$schema: 'http://json-schema.org/draft-07/schema#', dependencies: {a: 1}}", "1",
	  "1:72 SCH-14 schema: wrong value of a keyword: 'dependencies': a schema is a map, true or false\n" },
	{ "$ref takes a string", "{$ref: 1}", "1",
	  "1:8 SCH-14 schema: wrong value of a keyword: '$ref' must be a string\n" },
	{ "$ref leads somewhere", "{$ref: '#/$defs/a'}", "1",
	  "1:8 SCH-12 schema: a reference that leads nowhere: '#/$defs/a'\n" },
	{ "$ref to an item", "{$defs: {a: {anyOf: [true, false]}}, properties: {x: {$ref: '#/$defs/a/anyOf/1'}}}",
	  "x: 1", "SCH-03 [/x] key 'x' is not allowed here\n" },
	{ "$ref to no item", "{anyOf: [true], properties: {x: {$ref: '#/anyOf/7'}}}", "1",
	  "1:40 SCH-12 schema: a reference that leads nowhere: '#/anyOf/7'\n" },
	{ "$ref to an item by a word", "{anyOf: [true], properties: {x: {$ref: '#/anyOf/x'}}}", "1",
	  "1:40 SCH-12 schema: a reference that leads nowhere: '#/anyOf/x'\n" },
	{ "$ref to an item by an odd number", "{anyOf: [true], properties: {x: {$ref: '#/anyOf/00'}}}", "1",
	  "1:40 SCH-12 schema: a reference that leads nowhere: '#/anyOf/00'\n" },
	{ "$ref into a value", "{const: {a: 1}, properties: {x: {$ref: '#/const/a/b'}}}", "1",
	  "1:40 SCH-12 schema: a reference that leads nowhere: '#/const/a/b'\n" },
	{ "$ref to what is no schema", "{title: a, properties: {x: {$ref: '#/title'}}}", "1",
	  "1:35 SCH-12 schema: a reference that leads nowhere: '#/title'\n" },
	{ "$ref with an odd escape", "{properties: {x: {$ref: '#/a~2b'}}}", "1",
	  "1:25 SCH-12 schema: a reference that leads nowhere: '#/a~2b'\n" },
	{ "$ref with an odd percent", "{properties: {x: {$ref: '#%zz'}}}", "1",
	  "1:25 SCH-12 schema: a reference that leads nowhere: '#%zz'\n" },
	{ "$ref to no anchor", "{$defs: {a: {$anchor: b}}, properties: {x: {$ref: '#c'}}}", "1",
	  "1:51 SCH-12 schema: a reference that leads nowhere: '#c'\n" },
	{ "two documents of one name", "{$defs: {a: {$id: 'http://x/a'}, b: {$id: 'http://x/a'}}}", "1",
	  "1:43 SCH-15 schema: one name for two places: http://x/a\n" },
	{ "$id takes a string", "{$id: 1}", "1",
	  "1:7 SCH-14 schema: wrong value of a keyword: '$id' must be a string\n" },
	{ "$anchor takes a string", "{$anchor: 1}", "1",
	  "1:11 SCH-14 schema: wrong value of a keyword: '$anchor' must be a string\n" },
	{ "$dynamicAnchor takes a string", "{$dynamicAnchor: 1}", "1",
	  "1:18 SCH-14 schema: wrong value of a keyword: '$dynamicAnchor' must be a string\n" },
	{ "$schema names what is known", "{$schema: 'http://x/y'}", "1",
	  "1:11 SCH-11 schema: not a keyword dgpm knows: the dialect 'http://x/y'; dgpm speaks draft 2020-12\n" },
	{ "$schema takes a string", "{$schema: 1}", "1",
	  "1:11 SCH-14 schema: wrong value of a keyword: '$schema' must be a string\n" },
	{ "$vocabulary takes a map", "{$vocabulary: 1}", "1",
	  "1:15 SCH-14 schema: wrong value of a keyword: '$vocabulary' must be a map of URIs to true or false\n" },
	{ "type takes one that is", "{type: strin}", "1",
	  "1:8 SCH-14 schema: wrong value of a keyword: no type is named 'strin', did you mean 'string'?\n" },
	{ "type takes one that is, whatever the likeness", "{type: zzzzzz}", "1",
	  "1:8 SCH-14 schema: wrong value of a keyword: a type is one of null, boolean, object, array, number, string, "
	  "integer\n" },
	{ "type takes strings", "{type: [1]}", "1",
	  "1:9 SCH-14 schema: wrong value of a keyword: a type is one of null, boolean, object, array, number, string, "
	  "integer\n" },
	{ "type takes one or more", "{type: []}", "1",
	  "1:8 SCH-14 schema: wrong value of a keyword: 'type' must be a type or a list of types\n" },
	{ "enum takes a list", "{enum: 1}", "1",
	  "1:8 SCH-14 schema: wrong value of a keyword: 'enum' must be a list of values\n" },
	{ "required takes a list", "{required: a}", "1",
	  "1:12 SCH-14 schema: wrong value of a keyword: 'required' must be a list of keys\n" },
	{ "required takes keys", "{required: [1]}", "1",
	  "1:12 SCH-14 schema: wrong value of a keyword: 'required' must be a list of keys\n" },
	{ "minLength takes a count", "{minLength: -1}", "1",
	  "1:13 SCH-14 schema: wrong value of a keyword: 'minLength' must be a whole number, 0 or more\n" },
	{ "maxItems takes a whole count", "{maxItems: 1.5}", "1",
	  "1:12 SCH-14 schema: wrong value of a keyword: 'maxItems' must be a whole number, 0 or more\n" },
	{ "maxItems takes a number", "{maxItems: many}", "1",
	  "1:12 SCH-14 schema: wrong value of a keyword: 'maxItems' must be a whole number, 0 or more\n" },
	{ "minimum takes a number", "{minimum: a}", "1",
	  "1:11 SCH-14 schema: wrong value of a keyword: 'minimum' must be a number\n" },
	{ "multipleOf takes what is above 0", "{multipleOf: 0}", "1",
	  "1:14 SCH-14 schema: wrong value of a keyword: 'multipleOf' must be a number above 0\n" },
	{ "multipleOf takes nothing below", "{multipleOf: -1}", "1",
	  "1:14 SCH-14 schema: wrong value of a keyword: 'multipleOf' must be a number above 0\n" },
	{ "pattern takes a string", "{pattern: 1}", "1",
	  "1:11 SCH-14 schema: wrong value of a keyword: 'pattern' must be a string\n" },
	{ "pattern takes a pattern", "{pattern: 'a{2,1}'}", "1",
	  "1:11 SCH-13 schema: not a regular expression: 'a{2,1}': numbers out of order in {} quantifier, at its "
	  "character 6\n" },
	{ "pattern ends", "{pattern: 'a\\'}", "1",
	  "1:11 SCH-13 schema: not a regular expression: 'a\\': \\ at end of pattern, at its end\n" },
	{ "format takes a string", "{format: 1}", "1",
	  "1:10 SCH-14 schema: wrong value of a keyword: 'format' must be a string\n" },
	{ "uniqueItems takes a truth", "{uniqueItems: 1}", "1",
	  "1:15 SCH-14 schema: wrong value of a keyword: 'uniqueItems' must be true or false\n" },
	{ "deprecated takes a truth", "{deprecated: 1}", "1",
	  "1:14 SCH-14 schema: wrong value of a keyword: 'deprecated' must be true or false\n" },
	{ "examples takes a list", "{examples: 1}", "1",
	  "1:12 SCH-14 schema: wrong value of a keyword: 'examples' must be a list of values\n" },
	{ "an x-hint that is none says nothing", "{x-hint: 1}", "1", "" },
	{ "an unknown keyword", "{propertis: {}}", "1",
	  "1:2 SCH-11 schema: not a keyword dgpm knows: 'propertis', did you mean 'properties'?\n" },
	{ "neither map nor truth", "3", "1",
	  "1:1 SCH-14 schema: wrong value of a keyword: a schema is a map, true or false\n" },
	{ "keywords of others begin with x-", "{x-unknown: 1}", "1", "" },
};

static const struct keyword_case edge_cases[] = {
	{ "values are equal by what they are", "{const: {a: [1, true, null, b], c: 1.50}}",
	  "{c: 1.5, a: [1.0, true, null, b]}", "" },
	{ "and not by another thing", "{const: {a: [1, true, null, b]}}", "{a: [1, false, null, b]}",
	  "SCH-04 [] expected {a: [1, true, null, 'b']}, found {a: [1, false, null, 'b']}\n" },
	{ "nor by another key", "{const: {a: 1}}", "{b: 1}", "SCH-04 [] expected {a: 1}, found {b: 1}\n" },
	{ "nor by more", "{const: [1]}", "[1, 2]", "SCH-04 [] expected [1], found [1, 2]\n" },
	{ "nor by nothing", "{const: {}}", "[]", "SCH-04 [] expected {}, found []\n" },
	{ "nor by one of several", "{enum: [{a: 1}, [2], x]}", "{a: 2}",
	  "SCH-04 [] {a: 2} is not one of {a: 1}, [2], 'x'\n" },
	{ "what is long is cut", "{const: [1]}",
	  "[aaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccccccc, [d, e], {f: [g]}]",
	  "SCH-04 [] expected [1], found ['aaaaaaaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbbbbbbbb', "
	  "'cccccccccccccccccccccccc', ...\n" },
	{ "what is no number is beyond each limit", "{minimum: 1, maximum: 3}", ".nan",
	  "SCH-06 [] .nan is below the minimum of 1\nSCH-06 [] .nan is above the maximum of 3\n" },
	{ "an enum of all kinds", "{items: {enum: [1, true, null, a, [x], {y: 2}]}}",
	  "[1, true, null, a, [x], {y: 2}, b, [y], {y: 3}, false]",
	  "SCH-04 [/6] 'b' is not one of 1, true, null, 'a', ['x'], {y: 2}\n"
	  "SCH-04 [/7] ['y'] is not one of 1, true, null, 'a', ['x'], {y: 2}\n"
	  "SCH-04 [/8] {y: 3} is not one of 1, true, null, 'a', ['x'], {y: 2}\n"
	  "SCH-04 [/9] false is not one of 1, true, null, 'a', ['x'], {y: 2}\n" },
	{ "a long enum of all kinds", "{items: {enum: [1, 2, 3, 4, 5, 6, 7, 8, 9, true, false, null, a, [x], {y: 2}]}}",
	  "[9, true, null, a, [x], {y: 2}, b, [y], {y: 3}, 10]",
	  "SCH-04 [/6] 'b' is not one of the 15 values allowed\n"
	  "SCH-04 [/7] ['y'] is not one of the 15 values allowed\n"
	  "SCH-04 [/8] {y: 3} is not one of the 15 values allowed\n"
	  "SCH-04 [/9] 10 is not one of the 15 values allowed\n" },
	{ "unique by value", "{uniqueItems: true}", "[1, a, {b: 1}, {b: 1.0}, 1.0, '1', [2], [2]]",
	  "SCH-07 [/3] object is already given on line 1\n"
	  "SCH-07 [/4] 1.0 is already given on line 1\n"
	  "SCH-07 [/7] array is already given on line 1\n" },
	{ "unique indeed", "{uniqueItems: true}", "[1, '1', true, 'true', {a: 1}, {a: 2}, [1], [[1]]]", "" },
	{ "unique among many", "{uniqueItems: true}", "[a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, a]",
	  "SCH-07 [/20] 'a' is already given on line 1\n" },
	{ "oneOf with a hint", "{oneOf: [{type: integer}, {minimum: 1}], x-hint: {en: one of the two alone}}", "3",
	  "SCH-08 [] 3: one of the two alone\n" },
	{ "oneOf by several", "{oneOf: [{type: integer}, {minimum: 1}, {title: any}, {}]}", "3",
	  "SCH-08 [] 3 is of 4 of the forms allowed here, and must be of one\n" },
	{ "oneOf by none of titles", "{oneOf: [{title: a circle, type: string}, {title: a square, type: boolean}]}",
	  "3", "SCH-01 [] expected string or boolean, found integer 3\n" },
	{ "anyOf by none of hints", "{anyOf: [{x-hint: {en: a name}, type: string}, {const: 1}, {enum: [1, 2]}]}", "3",
	  "SCH-08 [] found 3; expected a name, or 1, or 1, 2\n" },
	{ "anyOf of many",
	  "{anyOf: [{const: 1}, {const: 2}, {const: 4}, {const: 5}, {const: 6}, {const: 7}, {const: 8}, {const: 9}, "
	  "{const: 10}, {const: 11}, {const: 12}, {const: 13}, {const: 14}]}",
	  "3", "SCH-04 [] 3 is not one of 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, ...\n" },
	{ "not with a hint", "{not: {type: integer}, x-hint: {en: anything but a number}}", "3",
	  "SCH-08 [] 3: anything but a number\n" },
	{ "not", "{not: {type: integer}}", "3", "SCH-08 [] found 3; not allowed is integer\n" },
	{ "not an enum", "{not: {enum: [a, b]}}", "a", "SCH-08 [] found 'a'; not allowed is 'a', 'b'\n" },
	{ "if then else", "{if: {type: integer}, then: {minimum: 5}, else: {minLength: 2}}", "3",
	  "SCH-06 [] 3 is below the minimum of 5\n" },
	{ "if then else, else", "{if: {type: integer}, then: {minimum: 5}, else: {minLength: 2}}", "a",
	  "SCH-06 [] 'a': 1 character, at least 2 needed\n" },
	{ "contains too few", "{contains: {type: integer}, minContains: 2}", "[1, a]",
	  "SCH-08 [] items of the form asked for: 1, at least 2 needed\n" },
	{ "contains too many", "{contains: {type: integer}, maxContains: 1}", "[1, 2]",
	  "SCH-08 [] items of the form asked for: 2, at most 1 allowed\n" },
	{ "contains none, which may be", "{contains: {type: integer}, minContains: 0}", "[a]", "" },
	{ "prefixItems and the others", "{prefixItems: [{type: string}, true], items: {type: integer}}", "[1, 2, a, 3]",
	  "SCH-01 [/0] expected string, found integer 1\n"
	  "SCH-01 [/2] expected integer, found string 'a'\n" },
	{ "unevaluatedItems", "{prefixItems: [true], contains: {const: x}, unevaluatedItems: false}", "[1, x, 2]",
	  "SCH-08 [/2] nothing is allowed here, found 2\n" },
	{ "dependentSchemas", "{dependentSchemas: {a: {required: [b]}}}", "a: 1", "SCH-02 [] key 'b' is missing\n" },
	{ "propertyNames", "{propertyNames: {pattern: '^[a-z]+$'}}", "{a: 1, B: 2}",
	  "SCH-05 [/B] 'B' does not match the pattern ^[a-z]+$\n" },
	{ "counts of keys", "{minProperties: 2, maxProperties: 2}", "{a: 1}",
	  "SCH-06 [] object: 1 key, at least 2 needed\n" },
	{ "counts of keys, too many", "{maxProperties: 1}", "{a: 1, b: 2}",
	  "SCH-06 [] object: 2 keys, at most 1 allowed\n" },
	{ "exclusive limits", "{exclusiveMinimum: 1, exclusiveMaximum: 1}", "1",
	  "SCH-06 [] 1 is not above 1\n"
	  "SCH-06 [] 1 is not below 1\n" },
	{ "multiples", "{multipleOf: 0.01}", "0.005", "SCH-06 [] 0.005 is not a multiple of 0.01\n" },
	{ "multiples, indeed", "{multipleOf: 0.01}", "19.99", "" },
	{ "a pattern of named groups, of v, of brackets", "{pattern: '^(?<a>x)\\v?[[^\\]]\\k<a>$'}", "x[x", "" },
	{ "a pattern with a brace and a class", "{pattern: '^\\p{Lu}{2}\\P{Lu}[^]$'}", "'ABc!'", "" },
	{ "a pattern that costs too much", "{pattern: '^(a+)+$'}",
	  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
	  "SCH-17 [] the pattern is too costly for this text\n" },
	{ "keys by patterns that cost too much", "{patternProperties: {'^(a+)+$': false}}",
	  "{aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab: 1}",
	  "SCH-17 [/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab] "
	  "the pattern is too costly for this text\n" },
	{ "dates", "{items: {format: date}}", "['2021-02-29', '2020-02-29', '2021-13-01', '2021-1-1', x]",
	  "SCH-09 [/0] '2021-02-29': not a date that exists, written YYYY-MM-DD\n"
	  "SCH-09 [/2] '2021-13-01': not a date that exists, written YYYY-MM-DD\n"
	  "SCH-09 [/3] '2021-1-1': not a date that exists, written YYYY-MM-DD\n"
	  "SCH-09 [/4] 'x': not a date that exists, written YYYY-MM-DD\n" },
	{ "times", "{items: {format: time}}",
	  "['12:00:00Z', '23:59:60Z', '12:00:00', '12:00:00+09:00', '25:00:00Z', '12:00:00.Z']",
	  "SCH-09 [/2] '12:00:00': not a time; write it as 09:30:00+09:00\n"
	  "SCH-09 [/4] '25:00:00Z': not a time; write it as 09:30:00+09:00\n"
	  "SCH-09 [/5] '12:00:00.Z': not a time; write it as 09:30:00+09:00\n" },
	{ "addresses of mail", "{items: {format: email}}",
	  "['a@b.jp', 'a', '@b', '\"a b\"@b.jp', 'a@[127.0.0.1]', 'a@[x', 'a@']",
	  "SCH-09 [/1] 'a': not an e-mail address\n"
	  "SCH-09 [/2] '@b': not an e-mail address\n"
	  "SCH-09 [/5] 'a@[x': not an e-mail address\n"
	  "SCH-09 [/6] 'a@': not an e-mail address\n" },
	{ "addresses of the web", "{items: {format: uri}}",
	  "['http://a/', 'http://[::1]/', 'http://[v1.a]/', 'http://[v1]/', 'http://[vz.a]/', 'http://[::1]x/', "
	  "'http://a:b/', "
	  "'a', 'http:', 'http://a/%zz', 'http://a/%4', 'http://a/#%41', 'http://a/\\x01', 'http://[:::1]/', "
	  "'http://[1.2.3.4]/', "
	  "'http://1.2.3.400/']",
	  "SCH-09 [/3] 'http://[v1]/': not a full URI such as https://example.org/\n"
	  "SCH-09 [/4] 'http://[vz.a]/': not a full URI such as https://example.org/\n"
	  "SCH-09 [/5] 'http://[::1]x/': not a full URI such as https://example.org/\n"
	  "SCH-09 [/6] 'http://a:b/': not a full URI such as https://example.org/\n"
	  "SCH-09 [/7] 'a': not a full URI such as https://example.org/\n"
	  "SCH-09 [/8] 'http:': not a full URI such as https://example.org/\n"
	  "SCH-09 [/9] 'http://a/%zz': not a full URI such as https://example.org/\n"
	  "SCH-09 [/10] 'http://a/%4': not a full URI such as https://example.org/\n"
	  "SCH-09 [/12] 'http://a/\\x01': not a full URI such as https://example.org/\n"
	  "SCH-09 [/13] 'http://[:::1]/': not a full URI such as https://example.org/\n"
	  "SCH-09 [/14] 'http://[1.2.3.4]/': not a full URI such as https://example.org/\n" },
	{ "regexes", "{items: {format: regex}}", "['a+', '(', '\\p{Foo}']",
	  "SCH-09 [/1] '(' is not a regular expression\n"
	  "SCH-09 [/2] '\\p{Foo}' is not a regular expression\n" },
	{ "formats nobody knows", "{format: zzz}", "a", "" },
	{ "keys beside a reference count, in draft-07 as well",
	  "{$schema: 'http://json-schema.org/draft-07/schema#', properties: {a: {$ref: '#/definitions/b', type: "
	  "string}}, definitions: {b: {}}}",
	  "a: 1", "SCH-01 [/a] expected string, found integer 1\n" },
	{ "draft-07 items of a list",
	  "{$schema: 'http://json-schema.org/draft-07/schema#', items: [{type: string}], additionalItems: false}",
	  "[a, b]",
	  "1:61 SCH-14 schema: wrong value of a keyword: 'items' must be one schema; a list of schemas is written "
	  "'prefixItems'\n"
	  "1:79 SCH-11 schema: not a keyword dgpm knows: 'additionalItems'\n" },
	{ "a reference around in a circle", "{$ref: '#'}", "1", "SCH-16 [] the schema leads too deep\n" },
	{ "what is no number is beyond no limit", "{minimum: 1}", "[.inf, .nan]", "" },
};

START_TEST(wrong)
{
	const struct keyword_case *c = &wrong_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	const char *got = outcome(a, c->schema, c->doc);

	ck_assert_msg(c->want != NULL && strcmp(got, c->want) == 0, "%s: got\n%s", c->name, got);
	dgpm_arena_free(a);
}
END_TEST

START_TEST(edge)
{
	const struct keyword_case *c = &edge_cases[_i];
	struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
	const char *got = outcome(a, c->schema, c->doc);

	ck_assert_msg(c->want != NULL && strcmp(got, c->want) == 0, "%s: got\n%s", c->name, got);
	dgpm_arena_free(a);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("keywords", &tc);

	tcase_add_loop_test(tc, wrong, 0, DGPM_COUNT(wrong_cases));
	tcase_add_loop_test(tc, edge, 0, DGPM_COUNT(edge_cases));
	return s;
}
