/* The files of a revision, when what the system is asked for fails: the same as without a fault, or told. */
#include "portfolio/changed.h"
#include "portfolio/each.h"
#include "portfolio/revision.h"
#include "unit.h"

#include "io/faulty.h"

#include <spawn.h>
#include <sys/wait.h>

FAULTY(FILE *, tmpfile, (void), (), NULL)
FAULTY(pid_t, waitpid, (pid_t pid, int *status, int options), (pid, status, options), -1)

/* It gives its error, and leaves errno. */
int posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
		 char *const argv[], char *const env[])
{
	return faulty_now("posix_spawnp") < 0 ? errno :
						FAULTY_REAL(posix_spawnp)(pid, file, actions, attr, argv, env);
}

static char dir[64];

static void setup(void)
{
	/* Two commits: a card and a ledger of more than one block, then the ledger with a row more. */
	static const char script[] =
		"cd %s && export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a &&"
		" printf 'schema: dgpm/portfolio@1\\nname: p\\n' >dgpm.yaml &&"
		" printf 'schema: dgpm/card@1\\nid: 2021-MIC-0001\\nname: n\\norganization: MIC\\nsector: national\\n"
		"phase: operation\\n' >a.yaml && ln -s a.yaml b.yaml &&"
		" { echo fiscal_year,project_id,organization,account,expense,stage,amount_yen;"
		"   yes 2021,2021-MIC-0001,MIC,general,operation,executed,1000 | head -n 3000; } >l.csv &&"
		" git init -q . && git add . && git commit -q -m one &&"
		" echo 2022,2021-MIC-0001,MIC,general,operation,executed,1 >>l.csv && git commit -q -a -m two";
	char command[2048];

	snprintf(dir, sizeof dir, "/tmp/dgpm-git-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	snprintf(command, sizeof command, script, dir);
	ck_assert_int_eq(system(command), 0);
}

static void teardown(void)
{
	char command[128];

	faulty_none();
	snprintf(command, sizeof command, "rm -rf %s", dir);
	ck_assert_int_eq(system(command), 0);
}

/* What there is to say of the whole: "1 card, 3001 rows, SHA-256 ..."; NULL after a fatal diagnostic. */
static const char *of_revision(struct dgpm_arena *arena, struct dgpm_data *data)
{
	struct dgpm_diags *diags = dgpm_diags_new(arena);
	struct dgpm_portfolio *p;
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
	const char *hash;
	size_t n_fatal;

	if (dgpm_portfolio_open_revision(&p, arena, diags, data, dir, "HEAD") != 0) {
		ck_assert_uint_gt(dgpm_diags_count_of(diags, DGPM_FATAL), 0);
		return NULL;
	}
	dgpm_portfolio_cards(p, diags, 1, NULL, NULL, &cards);
	dgpm_portfolio_ledgers(p, diags, 1, NULL, NULL, &ledgers);
	hash = dgpm_portfolio_hash(p, arena, diags);
	/* What was told while it was read is the portfolio's. */
	n_fatal = dgpm_diags_count_of(diags, DGPM_FATAL);
	dgpm_portfolio_close(p);
	return n_fatal != 0 ? NULL :
			      dgpm_arena_printf(arena, "%zu card, %zu rows, %s", cards.n_read, ledgers.rows_read, hash);
}

/* The files and projects of the change: "l.csv 2021-MIC-0001". */
static const char *of_change(struct dgpm_arena *arena, struct dgpm_data *data)
{
	struct dgpm_diags *diags = dgpm_diags_new(arena);
	struct dgpm_portfolio *p;
	const struct dgpm_changed_how how = { .since = "HEAD~1", .threads = 1 };
	struct dgpm_changed changed;
	const char *text = NULL;

	if (dgpm_portfolio_open(&p, arena, diags, data, dir, NULL, 0) != 0) {
		ck_assert_uint_gt(dgpm_diags_count_of(diags, DGPM_FATAL), 0);
		return NULL;
	}
	if (dgpm_changed_read(&changed, arena, diags, p, &how) == 0 && dgpm_diags_count_of(diags, DGPM_FATAL) == 0)
		text = dgpm_arena_printf(arena, "%zu %s %s", changed.n_paths,
					 changed.n_paths != 0 ? changed.paths[0] : "-",
					 changed.n_ids != 0 ? changed.ids[0] : "-");
	else
		ck_assert_uint_gt(dgpm_diags_count_of(diags, DGPM_FATAL), 0);
	dgpm_portfolio_close(p);
	return text;
}

/* One call after the other fails, as long as there is one. */
static void each_fault(const char *(*of)(struct dgpm_arena *, struct dgpm_data *), const char *good)
{
	static const struct fault faults[] = { { "tmpfile", 0, EMFILE, 1 },    { "posix_spawnp", 0, EAGAIN, 1 },
					       { "waitpid", 0, EINTR, 1 },     { "waitpid", 0, ECHILD, 1 },
					       { "pread", 0, EIO, 1 },         { "pread", 0, EINTR, 1 },
					       { "pread", 0, 0, 1 },           { "lseek", 0, ESPIPE, 1 },
					       { "read", 0, EIO, 1 },          { "write", 0, ENOSPC, 1 },
					       { "write", 0, 0, 1 } };

	for (size_t i = 0; i < DGPM_COUNT(faults); i++) {
		size_t n_told = 0;

		for (int nth = 1;; nth++) {
			struct dgpm_arena *arena = dgpm_arena_new(NULL, NULL);
			struct fault f = faults[i];
			struct dgpm_data *data;
			const char *text;
			bool failed;

			ck_assert_int_lt(nth, 200);
			ck_assert_int_eq(dgpm_data_open(&data, arena, dgpm_diags_new(arena), "schemas", "en"), 0);
			f.nth = nth;
			faulty_add(f);
			text = of(arena, data);
			failed = *faulty[0].call == '\0';
			faulty_none();
			if (text != NULL)
				ck_assert_msg(strcmp(text, good) == 0, "%s %d (%d): %s", f.call, nth, f.error, text);
			n_told += text == NULL;
			dgpm_data_close(data);
			dgpm_arena_free(arena);
			if (!failed)
				break;
		}
		/* What broke off goes on. */
		if (faults[i].error == EINTR || (faults[i].error == 0 && strcmp(faults[i].call, "write") != 0))
			ck_assert_uint_eq(n_told, 0);
	}
}

/* Without a fault, as a text of its own. */
static void without(const char *(*of)(struct dgpm_arena *, struct dgpm_data *), char *text, size_t n)
{
	struct dgpm_arena *arena = dgpm_arena_new(NULL, NULL);
	struct dgpm_data *data;

	ck_assert_int_eq(dgpm_data_open(&data, arena, dgpm_diags_new(arena), "schemas", "en"), 0);
	snprintf(text, n, "%s", of(arena, data));
	dgpm_data_close(data);
	dgpm_arena_free(arena);
}

START_TEST(revision)
{
	char good[160];

	without(of_revision, good, sizeof good);
	ck_assert_int_eq(strncmp(good, "1 card, 3001 rows, ", 19), 0);
	each_fault(of_revision, good);
}
END_TEST

START_TEST(change)
{
	char good[160];

	without(of_change, good, sizeof good);
	ck_assert_str_eq(good, "1 l.csv 2021-MIC-0001");
	each_fault(of_change, good);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("revision", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, revision);
	tcase_add_test(tc, change);
	return s;
}
