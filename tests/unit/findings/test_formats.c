/* Fingerprints: content, never the line. Formats: what each must escape. */
#include "unit.h"
#include "findings/formats.h"
#include "findings/where.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct dgpm_arena *arena;

static void setup(void)
{
	arena = dgpm_arena_new(NULL, NULL);
}

static void teardown(void)
{
	dgpm_arena_free(arena);
}

#define BASE .severity = DGPM_ERROR, .rule = "PRE-05", .project_id = "2021-SMP-0001", .message = "m"
#define AT(line_, column_) .at = { "a.yaml", line_, column_ }

/* The same fingerprint, or another one? */
static const struct identity {
	const char *name;
	struct dgpm_diag a, b;
	bool same;
} identities[] = {
	{ "moved", { BASE, AT(1, 2), .value = "x" }, { BASE, AT(9, 1), .value = "x" }, true },
	{ "the card renamed", { BASE, AT(1, 2) }, { BASE, .at = { "b.yaml", 1, 2 } }, true },
	{ "another severity", { BASE, AT(1, 2) }, { .severity = DGPM_NOTE, .rule = "PRE-05",
						    .project_id = "2021-SMP-0001", .message = "m" }, true },
	{ "another language", { BASE, AT(1, 2) }, { .severity = DGPM_ERROR, .rule = "PRE-05",
						    .project_id = "2021-SMP-0001", .message = "別" }, true },
	{ "another value", { BASE, AT(1, 2), .value = "x" }, { BASE, AT(1, 2), .value = "y" }, false },
	{ "no value, an empty one", { BASE, AT(1, 2) }, { BASE, AT(1, 2), .value = "" }, false },
	{ "another place", { BASE, .pointer = "/a" }, { BASE, .pointer = "/b" }, false },
	{ "a text on the other side of the border", { BASE, .pointer = "/ab", .value = "c" },
	  { BASE, .pointer = "/a", .value = "bc" }, false },
	{ "could not be judged", { BASE, AT(1, 2) },
	  { .severity = DGPM_SAID_CANNOT_COMPUTE, .rule = "PRE-05", .project_id = "2021-SMP-0001", .message = "m" },
	  false },
	{ "no project: the file counts", { .rule = "CSV-03", .message = "m", AT(1, 2) },
	  { .rule = "CSV-03", .message = "m", .at = { "b.csv", 1, 2 } }, false },
};

static const char *print_of(const struct dgpm_diag *d)
{
	struct dgpm_diags *diags = dgpm_diags_new(arena);

	dgpm_diag_push(diags, d);
	return dgpm_findings_new(arena, diags)->items[0].fingerprint;
}

START_TEST(identity)
{
	const struct identity *c = &identities[_i];

	ck_assert_msg((strcmp(print_of(&c->a), print_of(&c->b)) == 0) == c->same, "%s", c->name);
}
END_TEST

/* Fingerprints are in files that live for years: this one must never change. */
START_TEST(known_answer)
{
	ck_assert_str_eq(print_of(&(struct dgpm_diag){ BASE, .pointer = "/cloud", .value = "on-premises" }),
			 "c0db9e79ccd68850dd7267a40cbed602");
}
END_TEST

/* Equal ones differ by their number, the first keeps its own. */
START_TEST(numbered)
{
	struct dgpm_diags *diags = dgpm_diags_new(arena);
	const struct dgpm_findings *f;

	for (uint32_t line = 1; line <= 3; line++)
		dgpm_diag_push(diags, &(struct dgpm_diag){ BASE, AT(line, 1) });
	f = dgpm_findings_new(arena, diags);
	ck_assert_str_eq(f->items[0].fingerprint, print_of(&(struct dgpm_diag){ BASE, AT(7, 1) }));
	for (size_t i = 0; i < f->n; i++)
		for (size_t j = 0; j < i; j++)
			ck_assert_str_ne(f->items[i].fingerprint, f->items[j].fingerprint);
}
END_TEST

/* A finding with the text, printed in a format; the result must have `want` in it. */
static const struct escape {
	const char *name;
	enum dgpm_format format;
	const char *path, *message, *want;
} escapes[] = {
	{ "percent", DGPM_FORMAT_GITHUB, "a.yaml", "100% of it", "::100%25 of it" },
	{ "a colon is plain in a message", DGPM_FORMAT_GITHUB, "a.yaml", "a: b, c", "::a: b, c" },
	{ "a colon in a property", DGPM_FORMAT_GITHUB, "a:b,c%.yaml", "m", "file=a%3Ab%2Cc%25.yaml," },
	{ "a line break in a name", DGPM_FORMAT_GITHUB, "a\r\n::b", "m", "file=a%0D%0A%3A%3Ab," },
	{ "a line break in a message", DGPM_FORMAT_GITHUB, "a.yaml", "a\n::error::b", "::a\\n::error::b" },
	{ "markup", DGPM_FORMAT_JUNIT, "a.yaml", "<a href=\"x\">&", "&#60;a href=&#34;x&#34;&#62;&#38;" },
	{ "what XML cannot hold", DGPM_FORMAT_JUNIT, "a\x01\xef\xbf\xbf.yaml", "m",
	  "file=\"a\xef\xbf\xbd\xef\xbf\xbd.yaml\"" },
	{ "not UTF-8", DGPM_FORMAT_JUNIT, "a\xff\xe3\x81.yaml", "m",
	  "file=\"a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd.yaml\"" },
	{ "a tab in an attribute", DGPM_FORMAT_JUNIT, "a\tb.yaml", "m", "file=\"a&#9;b.yaml\"" },
	{ "a URI", DGPM_FORMAT_SARIF, "a b/文%.yaml", "m", "\"uri\": \"a%20b/%E6%96%87%25.yaml\"" },
	{ "a colon in a URI", DGPM_FORMAT_SARIF, "a:b.yaml", "m", "\"uri\": \"a%3Ab.yaml\"" },
	{ "outside", DGPM_FORMAT_SARIF, "../x/a.yaml", "m", "\"uri\": \"file:///x/a.yaml\"}" },
	{ "steps", DGPM_FORMAT_GITLAB, "./c/../a.yaml", "m", "\"path\": \"a.yaml\"" },
	{ "braces", DGPM_FORMAT_SARIF, "a.yaml", "a {0} b", "\"text\": \"a {{0}} b\"" },
	{ "a link", DGPM_FORMAT_SARIF, "a.yaml", "[a](b)", "\"text\": \"\\\\[a\\\\](b)\"" },
	{ "no link", DGPM_FORMAT_SARIF, "a.yaml", "a[0]", "\"text\": \"a[0]\"" },
	{ "no path", DGPM_FORMAT_GITLAB, NULL, "m", "\"path\": \".\", \"lines\": {\"begin\": 1}" },
	{ "no path", DGPM_FORMAT_SARIF, NULL, "m", "\"uri\": \"dgpm.yaml\"" },
	{ "quotes", DGPM_FORMAT_GITLAB, "a.yaml", "say \"x\\\"", "say \\\"x\\\\\\\"" },
};

START_TEST(escape)
{
	const struct escape *c = &escapes[_i];
	const struct dgpm_format_run run = { .command = "validate", .base = "/r", .root = "/r" };
	const struct dgpm_print how = { .format = c->format, .lang = "en" };
	struct dgpm_diags *diags = dgpm_diags_new(arena), *trouble = dgpm_diags_new(arena);
	struct dgpm_out *out;
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	ck_assert_ptr_nonnull(f);
	dgpm_diag_push(diags, &(struct dgpm_diag){ .severity = DGPM_ERROR, .rule = "X-1", .at = { c->path, 0, 0 },
						   .message = c->message });
	ck_assert_int_eq(dgpm_out_open(&out, arena, trouble, NULL, f), 0);
	dgpm_format_findings(dgpm_findings_new(arena, diags), arena, out, &run, &how);
	ck_assert_int_eq(dgpm_out_close(out, trouble), 0);
	fclose(f);
	ck_assert_msg(strstr(text, c->want) != NULL, "%s: '%s' is not in %s", c->name, c->want, text);
	free(text);
}
END_TEST

/* The file of a place, and what is inside. */
static const struct {
	const char *path, *file, *inside;
} files[] = {
	{ "a.yaml", "a.yaml", NULL },
	{ "book.xlsx!表!F10", "book.xlsx", "表!F10" },
	{ "odd!name.ods!1!A1", "odd!name.ods", "1!A1" },
	{ "a.json!/0/x", "a.json", "/0/x" },
	{ "no!book", "no!book", NULL },
	{ "!", "!", NULL },
	{ ".csv!A1", ".csv!A1", NULL },
};

START_TEST(file_of)
{
	const char *inside, *file = where_file(arena, files[_i].path, &inside);

	ck_assert_str_eq(file, files[_i].file);
	ck_assert_pstr_eq(inside, files[_i].inside);
}
END_TEST

static const char document[] = "a: 1\n"
			       "b/c~:\n"
			       "  - x: 1\n"
			       "  - x: 2\n"
			       "    y: [p, {q: 1}]\n";

/* The innermost key or item that begins there or before. */
static const struct {
	uint32_t line, column;
	const char *pointer;
} pointers[] = {
	{ 0, 0, "" },	    { 1, 1, "/a" },	       { 1, 4, "/a" },		    { 2, 1, "/b~1c~0" },
	{ 3, 5, "/b~1c~0/0/x" }, { 4, 8, "/b~1c~0/1/x" }, { 5, 9, "/b~1c~0/1/y/0" }, { 5, 13, "/b~1c~0/1/y/1/q" },
	{ 5, 0, "/b~1c~0/1/y/1/q" }, { 99, 1, "/b~1c~0/1/y/1/q" },
};

START_TEST(pointer_of)
{
	char dir[] = "/tmp/dgpm-where-XXXXXX";
	struct where_doc doc = { .arena = dgpm_arena_like(arena) };
	int fd;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	doc.root_fd = open(dir, O_RDONLY | O_DIRECTORY);
	fd = openat(doc.root_fd, "a.yaml", O_WRONLY | O_CREAT, 0600);
	ck_assert_int_eq(write(fd, document, sizeof document - 1), (ssize_t)sizeof document - 1);
	close(fd);
	for (size_t i = 0; i < DGPM_COUNT(pointers); i++)
		ck_assert_str_eq(where_pointer(&doc, &(struct dgpm_diag){ .at = { "a.yaml", pointers[i].line,
										   pointers[i].column } }),
				 pointers[i].pointer);
	/* Its own goes before; what is no document has none; what is not there is the whole of it. */
	ck_assert_str_eq(where_pointer(&doc, &(struct dgpm_diag){ .at = { "a.yaml", 1, 1 }, .pointer = "/z" }), "/z");
	ck_assert_ptr_null(where_pointer(&doc, &(struct dgpm_diag){ .at = { "a.csv", 1, 1 } }));
	ck_assert_ptr_null(where_pointer(&doc, &(struct dgpm_diag){ 0 }));
	ck_assert_str_eq(where_pointer(&doc, &(struct dgpm_diag){ .at = { "none.yaml", 1, 1 } }), "");
	unlinkat(doc.root_fd, "a.yaml", 0);
	close(doc.root_fd);
	rmdir(dir);
	dgpm_arena_free(doc.arena);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("formats", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, identity, 0, (int)DGPM_COUNT(identities));
	tcase_add_test(tc, known_answer);
	tcase_add_test(tc, numbered);
	tcase_add_loop_test(tc, file_of, 0, (int)DGPM_COUNT(files));
	tcase_add_test(tc, pointer_of);
	tcase_add_loop_test(tc, escape, 0, (int)DGPM_COUNT(escapes));
	return s;
}
