/*
 * Worn sheets: the tables of the golden cases of dgpm convert with cells that are gone, moved or say odd things, and
 * with headers and units that come again. Whatever a sheet says, a run ends with a status it may end with; a ledger
 * that comes out is one that dgpm reads, the same by any number of threads; its report and rejects are whole.
 */
#include "io/read.h"
#include "program.h"

#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>

#define SHARDS 8
#define ROUNDS 2
#define MOST_ROWS 40

static uint64_t seed;

static uint32_t any(size_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return n != 0 ? (uint32_t)((seed >> 33) % n) : 0;
}

struct row {
	const char **cells;
	size_t n, cap;
};

struct table {
	struct row *rows;
	size_t n, cap;
};

/* A profile, and a table that a golden case reads with it. */
struct source {
	const char *dir, *profile, *file;
};

static struct {
	struct source *items;
	size_t n, cap;
} sources;

/* --- which tables there are --- */

static bool is_known(const struct source *s)
{
	for (size_t i = 0; i < sources.n; i++)
		if (strcmp(s->profile, sources.items[i].profile) == 0 && strcmp(s->file, sources.items[i].file) == 0)
			return true;
	return false;
}

/* "dgpm convert -q -p own.yaml a.csv": the profile is a file of the case, or one of those that come with dgpm. */
static void take_line(const char *dir, char *line)
{
	const char *profile = NULL;
	struct stat st;
	char *rest = NULL;

	for (char *word = strtok_r(line, " \t\n\"", &rest); word != NULL; word = strtok_r(NULL, " \t\n\"", &rest)) {
		size_t n = strlen(word);
		struct source s = { .dir = dir, .file = dgpm_arena_printf(a, "%s/in/%s", dir, word) };

		if (strcmp(word, "-p") == 0) {
			profile = strtok_r(NULL, " \t\n\"", &rest);
			continue;
		}
		if (profile == NULL || n < 5 || strcmp(word + n - 4, ".csv") != 0 || stat(s.file, &st) != 0 ||
		    st.st_size > 100000)
			continue;
		s.profile = dgpm_arena_printf(a, "%s/in/%s", dir, profile);
		if (stat(s.profile, &st) != 0)
			s.profile = dgpm_arena_printf(a, "schemas/profiles/%s.yaml", profile);
		if (stat(s.profile, &st) == 0 && !is_known(&s))
			*DGPM_PUSH(a, sources.items, sources.n, sources.cap) = s;
	}
}

static void find_sources(void)
{
	glob_t found;
	char line[4096];

	memset(&sources, 0, sizeof sources);
	ck_assert_int_eq(glob("tests/cli/convert-*/cmd", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		FILE *f = fopen(found.gl_pathv[i], "r");

		ck_assert_ptr_nonnull(f);
		while (fgets(line, sizeof line, f) != NULL)
			if (strstr(line, "dgpm convert") != NULL)
				take_line(dgpm_arena_strndup(a, found.gl_pathv[i], strlen(found.gl_pathv[i]) - 4),
					  line);
		fclose(f);
	}
	globfree(&found);
}

/* --- tables that can be changed --- */

static struct table read_table(const char *path)
{
	FILE *f = fopen(path, "r");
	struct table t = { 0 };
	struct row *row = NULL;
	struct dgpm_buf cell = { .arena = a };
	bool quoted = false;
	int c;

	ck_assert_ptr_nonnull(f);
	while ((c = fgetc(f)) != EOF && t.n < MOST_ROWS) {
		row = row != NULL ? row : DGPM_PUSH(a, t.rows, t.n, t.cap);
		quoted ^= c == '"';
		if (c == '"' || c == '\r' || c == '\0')
			continue;
		if (quoted || (c != ',' && c != '\n')) {
			dgpm_buf_char(&cell, (char)c);
			continue;
		}
		*DGPM_PUSH(a, row->cells, row->n, row->cap) = dgpm_arena_strdup(a, dgpm_buf_text(&cell));
		dgpm_buf_clear(&cell);
		row = c == '\n' ? NULL : row;
	}
	t.n -= row != NULL && row->n == 0;
	fclose(f);
	return t;
}

static void write_table(const struct table *t, const char *dir)
{
	FILE *f = fixture_create(dir, "sheet.csv");

	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->rows[i].n; k++)
			fprintf(f, "\"%s\"%s", t->rows[i].cells[k], k + 1 < t->rows[i].n ? "," : "\n");
	ck_assert_int_eq(fclose(f), 0);
}

static struct row copy_of(const struct row *from)
{
	struct row to = { 0 };

	for (size_t i = 0; i < from->n; i++)
		*DGPM_PUSH(a, to.cells, to.n, to.cap) = from->cells[i];
	return to;
}

/* A copy of a row above, a header most likely, put in before `at`. */
static void put_in(struct table *t, size_t at, size_t from)
{
	struct row copy = copy_of(&t->rows[from]);

	(void)DGPM_PUSH(a, t->rows, t->n, t->cap);
	memmove(&t->rows[at + 1], &t->rows[at], (t->n - 1 - at) * sizeof *t->rows);
	t->rows[at] = copy;
}

static void wear(struct table *t)
{
	static const char *const odd[] = { "",
					   "-",
					   "－",
					   "△5",
					   "(3)",
					   "1,234",
					   "12.5",
					   "0",
					   "abc",
					   "合計",
					   "小計",
					   "※1",
					   "99999999999999999999",
					   "令和3年度",
					   "2021",
					   "1899",
					   "平成31年4月1日",
					   "2021-13-01",
					   "総務省",
					   "（単位：千円）",
					   "単位：百万円",
					   "円",
					   "千円",
					   "100万円",
					   "#REF!",
					   "2021-MIC-0001",
					   "X-1",
					   "=1+1",
					   "1.",
					   "１２３" };
	size_t at = any(t->n);
	struct row *row = &t->rows[at];
	size_t column = any(row->n);

	switch (any(9)) {
	case 0:
		put_in(t, at, any(at < 4 ? at + 1 : 4));
		return;
	case 1:
		if (t->n > 1)
			memmove(row, row + 1, (--t->n - at) * sizeof *row);
		return;
	case 2:
		row->cells[column] = row->cells[any(row->n)];
		return;
	case 3:
		/* Two columns change places, their headers too. */
		for (size_t i = 0, with = any(row->n); i < t->n; i++)
			if (column < t->rows[i].n && with < t->rows[i].n) {
				const char *cell = t->rows[i].cells[column];

				t->rows[i].cells[column] = t->rows[i].cells[with];
				t->rows[i].cells[with] = cell;
			}
		return;
	case 4:
		row->n = column + 1;
		return;
	case 5:
		put_in(t, at, at);
		t->rows[at].cells[any(t->rows[at].n)] = odd[any(DGPM_COUNT(odd))];
		return;
	default:
		row->cells[column] = odd[any(DGPM_COUNT(odd))];
	}
}

/* --- what comes out --- */

static struct dgpm_str contents(const char *dir, const char *name)
{
	const char *path = dgpm_arena_printf(a, "%s/%s", dir, name);
	struct dgpm_str text;
	struct stat st;

	/* Cards are written into a folder. */
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return DGPM_STR("");
	ck_assert_int_eq(dgpm_file_read(&text, a, d, name, AT_FDCWD, path, (size_t)1 << 24), 0);
	return text;
}

static void check_run(const char *dir, const char *profile)
{
	const char *how = any(2) != 0 ? "-f json --lang=en" : "-f csv --lang=ja --explain";
	const char *args =
		dgpm_arena_printf(a, "convert -p %s sheet.csv -o %s/1.csv --rejects %s/r.csv --report %s/r.txt -j1 %s",
				  profile, dir, dir, dir, how);
	struct dgpm_str first;

	program_check(dir, args);
	program_check_csv(args, contents(dir, "r.csv"));
	(void)program_prints(dir, dgpm_arena_printf(a, "convert -q -p %s sheet.csv -o %s/2.csv -j4", profile, dir));
	first = contents(dir, "1.csv");
	if (first.s[0] == '\0')
		return;
	program_check_csv(args, first);
	ck_assert_msg(dgpm_str_eq(first, contents(dir, "2.csv")), "%s: threads tell", args);
}

START_TEST(any_table)
{
	size_t n_run = 0;

	for (size_t i = (size_t)_i; i < sources.n; i += SHARDS) {
		const struct source *s = &sources.items[i];
		const char *profile = realpath(s->profile, NULL);

		seed = i * 7919 + 3;
		for (int round = 0; round < ROUNDS; round++) {
			struct table t = read_table(s->file);
			const char *dir = fixture_folder();

			for (uint32_t times = any(12); times > 0 && t.n != 0; times--)
				wear(&t);
			write_table(&t, dir);
			check_run(dir, profile);
			n_run++;
		}
		free((char *)(uintptr_t)profile);
	}
	ck_assert_uint_gt(n_run, 0);
}
END_TEST

static void setup(void)
{
	fixture_open();
	program_find();
	find_sources();
}

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("worn-sheets", &tc);

	tcase_add_checked_fixture(tc, setup, fixture_close);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, any_table, 0, SHARDS);
	return s;
}
