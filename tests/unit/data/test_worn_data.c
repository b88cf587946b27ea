/*
 * Worn data: a file of the data directory from which a part is gone, or in which a part says what another one says.
 * Those who keep rules and settings of their own make such files; the command that reads it ends with a status it may
 * end with, what it prints is whole, and where it cannot go on it names the file.
 */
#include "program.h"
#include "states.h"

#include <limits.h>
#include <sys/stat.h>

#define ROUNDS 8

static const struct worn_case {
	const char *file, *command;
} cases[] = {
	{ "classes.yaml", "classify" },
	{ "consolidation.yaml", "consolidate -y 2022" },
	{ "monitor.yaml", "monitor --date 2022-06-30" },
	{ "overlap.yaml", "overlap --all" },
	{ "diff.yaml", "diff -y 2020,2021" },
	{ "evaluation.yaml", "evaluate --date 2022-06-30" },
	{ "review.yaml", "review --stage request --date 2022-08-31" },
	{ "plan-rules.yaml", "plan --date 2022-06-30" },
	{ "procedure-rules.yaml", "procedures" },
	{ "report.yaml", "report --date 2022-06-30" },
	{ "export.yaml", "export /dev/null/tables" },
	{ "sheet-rules.yaml", "lint-sheet ledgers/2021.csv" },
	{ "standard-operations.yaml", "review --stage request --date 2022-08-31" },
	{ "documents.yaml", "rules" },
	{ "codes.yaml", "list" },
	{ "eras.yaml", "list --era" },
	{ "organizations.yaml", "ledger --by organization" },
	{ "directions.yaml", "evaluate --date 2022-06-30" },
	{ "kpi/s3-2020.yaml", "evaluate --kpi" },
	{ "rules/pre-request.yaml", "review --stage pre-request --date 2022-06-30" },
	{ "rules/request.yaml", "review --stage request --date 2022-08-31" },
	{ "rules/execution.yaml", "review --stage execution --date 2023-06-30" },
	{ "rules/request.yaml", "rules --test" },
	{ "profiles/simple-ledger.yaml", "convert -p simple-ledger ledgers/2021.csv" },
	{ "profiles/inventory.yaml", "convert -p inventory ledgers/2021.csv" },
	{ "profiles/procedures-inventory.yaml", "procedures --profile procedures-inventory ledgers/2021.csv" },
};

static void link_all(const char *from, const char *to, const char *but)
{
	DIR *open = opendir(from);
	struct dirent *e;

	ck_assert_ptr_nonnull(open);
	while ((e = readdir(open)) != NULL)
		if (e->d_name[0] != '.' && strcmp(e->d_name, but) != 0)
			ck_assert_int_eq(symlink(dgpm_arena_printf(a, "%s/%s", from, e->d_name),
						 dgpm_arena_printf(a, "%s/%s", to, e->d_name)),
					 0);
	closedir(open);
}

/* A data directory that is the usual one but for a file, which is written into it. */
static const char *data_but(const char *schemas, const char *file, const struct value *worn)
{
	const char *dir = fixture_folder(), *slash = strchr(file, '/'), *in = dir, *name = file;
	FILE *f;

	if (slash != NULL) {
		const char *folder = dgpm_arena_strndup(a, file, (size_t)(slash - file));

		link_all(schemas, dir, folder);
		in = dgpm_arena_printf(a, "%s/%s", dir, folder);
		ck_assert_int_eq(mkdir(in, 0700), 0);
		name = slash + 1;
		schemas = dgpm_arena_printf(a, "%s/%s", schemas, folder);
	}
	link_all(schemas, in, name);
	f = fixture_create(in, name);
	put_json(f, worn);
	ck_assert_int_eq(fclose(f), 0);
	return dir;
}

START_TEST(worn)
{
	const struct worn_case *c = &cases[_i];
	char room[PATH_MAX];
	const char *schemas = realpath("schemas", room);
	const struct dgpm_node *root = dgpm_data_doc(data, d, c->file);
	const char *args =
		dgpm_arena_printf(a, "%s -f %s", c->command, strncmp(c->command, "report", 6) == 0 ? "html" : "json");

	ck_assert_msg(root != NULL, "%s", c->file);
	seed = (uint64_t)_i * 7919 + 11;
	for (int round = 0; round < ROUNDS; round++) {
		struct value *v = value_of(diff_copy(a, root));
		struct pool pool = { 0 };

		gather(&pool, v);
		for (uint32_t times = any(2) + 1; times > 0 && v->n != 0; times--)
			wear(&pool, v);
		setenv("DGPM_DATA", data_but(schemas, c->file, v), 1);
		program_check("examples/sample", args);
	}
}
END_TEST

static void setup(void)
{
	fixture_open();
	program_find();
}

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("worn-data", &tc);

	tcase_add_checked_fixture(tc, setup, fixture_close);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, worn, 0, DGPM_COUNT(cases));
	return s;
}
