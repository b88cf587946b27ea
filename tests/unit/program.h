/*
 * The program itself under test, as a user runs it: what it prints, and whether that is whole. For tests that hold for
 * whatever a file says, where no golden case can say what is wanted.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "base/buf.h"
#include "fixture.h"
#include "schema/schema.h"

#include <sys/wait.h>

static char program[4096];

/* build/tests/unit/ROOM/test_NAME: the program is build/dgpm. Call it once fixture_open() was called. */
static inline void program_find(void)
{
	ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);

	ck_assert_int_gt(n, 0);
	program[n] = '\0';
	for (int up = 0; up < 4; up++)
		*strrchr(program, '/') = '\0';
	strcat(program, "/dgpm");
	setenv("DGPM_DATA", "schemas", 1);
}

/* What a command prints. It may find nothing, find something, or not be able to read all; 2 alone may print nothing. */
static inline struct dgpm_str program_prints(const char *dir, const char *args)
{
	const char *line = dgpm_arena_printf(a, "%s %s -C %s 2>/dev/null </dev/null", program, args, dir);
	FILE *f = popen(line, "r");
	struct dgpm_buf b = { .arena = a };
	char piece[65536];
	size_t n;
	int status;

	ck_assert_ptr_nonnull(f);
	while ((n = fread(piece, 1, sizeof piece, f)) != 0)
		dgpm_buf_str(&b, (struct dgpm_str){ piece, n });
	status = pclose(f);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) <= 2, "%s in %s: status %d", args, dir, status);
	ck_assert_msg(b.n != 0 || WEXITSTATUS(status) == 2 || strstr(args, "-f json") == NULL, "%s: nothing", args);
	return (struct dgpm_str){ dgpm_buf_text(&b), b.n };
}

static inline void program_tell(void *ctx, const struct dgpm_schema_failure *failure)
{
	const char **to = ctx;

	*to = dgpm_arena_printf(a, "%s%u: %s\n", *to, failure->node->line, failure->detail);
}

static inline void program_check_json(const char *args, struct dgpm_str text)
{
	const struct dgpm_doc_limits limits = { .bytes = text.n + 1, .depth = 100, .expanded = 10000000 };
	struct dgpm_schema_run *run = dgpm_schema_run_new(a);
	const struct dgpm_schema *schema;
	const struct dgpm_node *root;
	const char *kind, *failures = "";

	ck_assert_msg(dgpm_doc_parse(&root, a, d, args, text, &limits) == 0, "%s: %s", args, unit_diags(a, d));
	kind = dgpm_node_cstr(dgpm_node_get(root, "schema"));
	ck_assert_msg(kind != NULL && strncmp(kind, "dgpm/", 5) == 0, "%s: no schema is named", args);
	schema = dgpm_data_schema(data, d, dgpm_arena_printf(a, "output/%.*s", (int)strcspn(kind + 5, "@"), kind + 5));
	ck_assert_msg(schema != NULL, "%s: %s", args, unit_diags(a, d));
	ck_assert_msg(dgpm_schema_holds(run, schema, root, program_tell, &failures), "%s: %s", args, failures);
	dgpm_schema_run_free(run);
}

/* Fields are counted as a spreadsheet program would. */
static inline void program_check_csv(const char *args, struct dgpm_str text)
{
	size_t head = 0, fields = 1, row = 1;
	bool quoted = false;

	for (size_t i = 0; i < text.n; i++) {
		quoted ^= text.s[i] == '"';
		fields += text.s[i] == ',' && !quoted;
		if (text.s[i] != '\n' || quoted)
			continue;
		head = head == 0 ? fields : head;
		ck_assert_msg(fields == head, "%s: row %zu has %zu fields of %zu", args, row, fields, head);
		fields = 1;
		row++;
	}
	ck_assert_msg(!quoted && fields == 1, "%s: the last row has no end", args);
}

/* By the format that was asked for in `args`. */
static inline void program_check(const char *dir, const char *args)
{
	struct dgpm_str text = program_prints(dir, args);

	ck_assert_msg(memmem(text.s, text.n, "(null)", 6) == NULL, "%s: (null)", args);
	if (text.n == 0)
		return;
	if (strstr(args, "-f json") != NULL)
		program_check_json(args, text);
	else if (strstr(args, "-f csv") != NULL)
		program_check_csv(args, text);
}

#endif
