/* What is read is read whole, or told: whatever call of the system fails, or breaks off, on the way. */
#include "io/csv.h"
#include "io/read.h"
#include "io/spool.h"
#include "io/walk.h"
#include "unit.h"

#include "faulty.h"

#include <sys/socket.h>
#include <sys/un.h>

FAULTY(void *, realloc, (void *p, size_t n), (p, n), NULL)

static struct dgpm_arena *arena;
static struct dgpm_diags *diags;
static char dir[64];
static int before;

/* Each test runs in a folder of its own. */
static void setup(void)
{
	arena = dgpm_arena_new(NULL, NULL);
	diags = dgpm_diags_new(arena);
	before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	snprintf(dir, sizeof dir, "/tmp/dgpm-read-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_int_eq(chdir(dir), 0);
}

static void teardown(void)
{
	faulty_none();
	ck_assert_int_eq(fchdir(before), 0);
	close(before);
	ck_assert_int_eq(system(dgpm_arena_cat(arena, "rm -rf ", dir)), 0);
	dgpm_arena_free(arena);
}

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "we");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	ck_assert_int_eq(fclose(f), 0);
}

/* The rules that were told, each with its path and what the system says. */
static const char *told(void)
{
	const char *all = "";

	for (size_t i = 0; i < dgpm_diags_count(diags); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(diags, i);
		const char *colon = strrchr(d->message, ':');

		all = dgpm_arena_cat(arena, all, *all != '\0' ? ", " : "", d->at.path, " ", d->rule,
				     colon != NULL ? colon : "");
	}
	dgpm_diags_clear(diags);
	return all;
}

static const struct read_case {
	const char *what;
	struct fault fault;
	const char *got, *told;
} read_cases[] = {
	{ "nothing fails", { 0 }, "0123456789", "" },
	{ "a signal comes", { "read", 1, EINTR, 1 }, "0123456789", "" },
	{ "bytes come one by one", { "read", 1, 0, 0 }, "0123456789", "" },
	{ "it does not open", { "openat", 1, EMFILE, 1 }, NULL, "a IO-01: Too many open files" },
	{ "it is not known what it is", { "fstat", 1, EIO, 1 }, NULL, "a IO-01: Input/output error" },
	{ "it breaks off", { "read", 1, EIO, 1 }, NULL, "a IO-01: Input/output error" },
};

START_TEST(file)
{
	const struct read_case *c = &read_cases[_i];
	struct dgpm_str got;
	int rc;

	put("a", "0123456789");
	if (c->fault.call != NULL)
		faulty_add(c->fault);
	rc = dgpm_file_read(&got, arena, diags, "a", AT_FDCWD, "a", 10);
	faulty_none();
	ck_assert_int_eq(rc, c->got != NULL ? 0 : -1);
	ck_assert(c->got != NULL ? dgpm_str_is(got, c->got) : got.s == NULL);
	ck_assert_str_eq(told(), c->told);
}
END_TEST

/* A regular file alone is read; nothing is waited for. */
START_TEST(other_things)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX, .sun_path = "socket" };
	int s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	static const char *const paths[] = { "folder", "pipe", "socket", "/dev/zero", "none" };
	struct dgpm_str got;

	ck_assert_int_eq(mkdir("folder", 0700), 0);
	ck_assert_int_eq(mkfifo("pipe", 0600), 0);
	ck_assert_int_eq(bind(s, (const struct sockaddr *)&name, sizeof name), 0);
	for (size_t i = 0; i < DGPM_COUNT(paths); i++)
		ck_assert_int_eq(dgpm_file_read(&got, arena, diags, paths[i], AT_FDCWD, paths[i], 10), -1);
	close(s);
	ck_assert_str_eq(told(), "folder IO-02: a directory, pipe IO-02: a FIFO, socket IO-02: a socket, "
				 "/dev/zero IO-02: a device, none IO-01: No such file or directory");
}
END_TEST

START_TEST(limit)
{
	struct dgpm_str got;
	int fd;

	put("a", "0123456789");
	ck_assert_int_eq(dgpm_file_read(&got, arena, diags, "a", AT_FDCWD, "a", 9), -1);
	fd = open("a", O_RDONLY | O_CLOEXEC);
	ck_assert_int_eq(dgpm_stream_read(&got, arena, diags, "-", fd, 9), -1);
	ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
	ck_assert_int_eq(dgpm_stream_read(&got, arena, diags, "-", fd, 10), 0);
	ck_assert(dgpm_str_is(got, "0123456789"));
	close(fd);
	ck_assert_str_eq(told(), "a IO-03: 10 bytes, the limit is 9, - IO-03: 10 bytes, the limit is 9");
	/* Some say they have nothing: only the end tells. */
	ck_assert_int_eq(dgpm_file_read(&got, arena, diags, "maps", AT_FDCWD, "/proc/self/maps", 9), -1);
	ck_assert_ptr_nonnull(strstr(told(), "maps IO-03: "));
	ck_assert_int_eq(dgpm_file_read(&got, arena, diags, "comm", AT_FDCWD, "/proc/self/comm", 99), 0);
}
END_TEST

START_TEST(at_a_place)
{
	char got[8] = "";
	int fd;

	put("a", "0123456789");
	fd = open("a", O_RDONLY | O_CLOEXEC);
	faulty_add((struct fault){ "pread", 1, EINTR, 1 });
	faulty_add((struct fault){ "pread", 1, 0, 2 });
	ck_assert_int_eq(dgpm_read_at(fd, got, 4, 3), 4);
	ck_assert_str_eq(got, "3456");
	faulty_none();
	ck_assert_int_eq(dgpm_read_at(fd, got, 4, 8), 2);
	faulty_add((struct fault){ "pread", 2, EIO, 1 });
	faulty_add((struct fault){ "pread", 1, 0, 1 });
	ck_assert_int_eq(dgpm_read_at(fd, got, 4, 0), -1);
	close(fd);
}
END_TEST

/* Standard input, kept in a file without a name. */
static const struct spool_case {
	const char *what;
	struct fault faults[2];
	const char *told;
} spool_cases[] = {
	{ "nothing fails", { { 0 } }, "" },
	{ "a file system without nameless files", { { "open", 1, EOPNOTSUPP, 1 } }, "" },
	{ "one that takes the flag for another", { { "open", 1, EISDIR, 1 } }, "" },
	{ "one that does not know the flag", { { "open", 1, EINVAL, 1 } }, "" },
	{ "no room there",
	  { { "open", 1, EINVAL, 1 }, { "mkostemp", 1, ENOSPC, 1 } },
	  "- IO-01: No space left on device" },
	{ "the folder may not be written to", { { "open", 1, EACCES, 1 } }, "- IO-01: Permission denied" },
	{ "signals come", { { "read", 1, EINTR, 1 }, { "write", 1, EINTR, 1 } }, "" },
	{ "bytes come and go one by one", { { "read", 1, 0, 3 }, { "write", 1, 0, 5 } }, "" },
	{ "it breaks off", { { "read", 1, EIO, 1 } }, "- IO-01: Input/output error" },
	{ "the disk is full", { { "write", 1, ENOSPC, 1 } }, "- IO-01: No space left on device" },
	{ "it cannot be read from the beginning", { { "lseek", 1, EIO, 1 } }, "- IO-01: Input/output error" },
};

START_TEST(spool)
{
	const struct spool_case *c = &spool_cases[_i];
	char got[16] = "";
	int ends[2], fd;

	ck_assert_int_eq(setenv("TMPDIR", dir, 1), 0);
	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(write(ends[1], "0123456789", 10), 10);
	close(ends[1]);
	for (size_t i = 0; i < DGPM_COUNT(c->faults) && c->faults[i].call != NULL; i++)
		faulty_add(c->faults[i]);
	fd = dgpm_spool(diags, ends[0], "-");
	faulty_none();
	close(ends[0]);
	ck_assert_str_eq(told(), c->told);
	ck_assert_int_eq(fd >= 0, *c->told == '\0');
	if (fd >= 0) {
		ck_assert_int_eq(read(fd, got, sizeof got), 10);
		ck_assert_str_eq(got, "0123456789");
		close(fd);
	}
	unsetenv("TMPDIR");
}
END_TEST

START_TEST(spool_stdin)
{
	int was = dup(STDIN_FILENO), ends[2], file_fd;
	char *most = dgpm_arena_array(arena, 5000, 1), got[16] = "";

	put("a", "0123456789");
	/* A file that nothing was read of stays as it is. */
	file_fd = open("a", O_RDONLY | O_CLOEXEC);
	ck_assert_int_eq(dup2(file_fd, STDIN_FILENO), STDIN_FILENO);
	faulty_add((struct fault){ "open", 1, EIO, 1 });
	dgpm_spool_stdin(diags);
	faulty_none();
	/* One that somebody began to read is copied from there. */
	ck_assert_int_eq(read(STDIN_FILENO, got, 4), 4);
	dgpm_spool_stdin(diags);
	ck_assert_int_eq(read(STDIN_FILENO, got, sizeof got), 6);
	ck_assert_int_eq(memcmp(got, "456789", 6), 0);
	ck_assert_str_eq(told(), "");
	ck_assert_int_eq(pipe(ends), 0);
	close(ends[1]);
	ck_assert_int_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	faulty_add((struct fault){ "dup2", 1, EMFILE, 1 });
	dgpm_spool_stdin(diags);
	faulty_none();
	faulty_add((struct fault){ "open", 1, EACCES, 1 });
	dgpm_spool_stdin(diags);
	faulty_none();
	ck_assert_str_eq(told(), "- IO-01: Too many open files, - IO-01: Permission denied");
	/* A folder that is none of the system's is not taken; a name beyond all names is told. */
	ck_assert_int_eq(setenv("TMPDIR", "here", 1), 0);
	ck_assert_str_eq(dgpm_nameless_dir(), P_tmpdir);
	memset(most, '/', 4999);
	ck_assert_int_eq(setenv("TMPDIR", most, 1), 0);
	faulty_add((struct fault){ "open", 1, EINVAL, 1 });
	ck_assert_int_eq(dgpm_nameless(), -1);
	ck_assert_int_eq(errno, ENAMETOOLONG);
	unsetenv("TMPDIR");
	ck_assert_int_eq(dup2(was, STDIN_FILENO), STDIN_FILENO);
	close(was);
	close(ends[0]);
	close(file_fd);
}
END_TEST

/* The files below a folder, in byte order: those whose names say what they are. */
static const char *walked(const char *const *ignore, size_t n)
{
	struct dgpm_files files = { 0 };
	const char *all = "";
	int root = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	dgpm_walk(&files, arena, diags, root, ".", ignore, n);
	close(root);
	for (size_t i = 0; i < files.n; i++)
		all = dgpm_arena_cat(arena, all, *all != '\0' ? " " : "", files.items[i].path);
	return all;
}

static void plant(void)
{
	ck_assert_int_eq(mkdir("cards", 0700), 0);
	ck_assert_int_eq(mkdir("cards/old", 0700), 0);
	put("cards/a.yaml", "");
	put("cards/b.yml", "");
	put("cards/c.json", "");
	put("cards/old/d.yaml", "");
	put("l.csv", "");
}

START_TEST(walk)
{
	static const char *const noise[] = { ".x.yaml",	    "#x.yaml",	  "x.yaml~", "x.yaml.bak",
					     "x.yaml.orig", "x.yaml.swp", "x.txt" };

	plant();
	for (size_t i = 0; i < DGPM_COUNT(noise); i++)
		put(noise[i], "");
	ck_assert_str_eq(walked(NULL, 0), "cards/a.yaml cards/b.yml cards/c.json cards/old/d.yaml l.csv");
	/* What is no file under a file's name is told; so is a portfolio within the portfolio. */
	ck_assert_int_eq(mkdir("folder.csv", 0700), 0);
	ck_assert_int_eq(mkfifo("pipe.yaml", 0600), 0);
	ck_assert_int_eq(mkfifo("pipe", 0600), 0);
	put("cards/old/dgpm.yaml", "");
	ck_assert_str_eq(walked(NULL, 0), "cards/a.yaml cards/b.yml cards/c.json l.csv");
	ck_assert_str_eq(told(), "cards/old IO-11, folder.csv IO-02: Is a directory, pipe.yaml IO-02");
	/* Links: to a place inside they are passed over, one out of it or to nowhere is told where it matters. */
	ck_assert_int_eq(unlink("pipe.yaml") | rmdir("folder.csv") | unlink("cards/old/dgpm.yaml"), 0);
	ck_assert_int_eq(symlink("cards", "inside") | symlink("/etc", "outside") | symlink("/etc/passwd", "p.csv") |
				 symlink("/etc/passwd", "q") | symlink("none", "broken"),
			 0);
	ck_assert_str_eq(walked(NULL, 0), "cards/a.yaml cards/b.yml cards/c.json cards/old/d.yaml l.csv");
	ck_assert_str_eq(told(), "broken IO-05: No such file or directory, outside IO-04, p.csv IO-04");
}
END_TEST

START_TEST(walk_fails)
{
	plant();
	/* The end of a folder and an error look the same: what was read until then is walked, and it is told. */
	faulty_add((struct fault){ "readdir", 1, EIO, 1 });
	ck_assert_str_eq(walked(NULL, 0), "");
	faulty_none();
	ck_assert_str_eq(told(), ". IO-01: Input/output error");
	faulty_add((struct fault){ "fdopendir", 2, ENOMEM, 1 });
	ck_assert_str_eq(walked(NULL, 0), "l.csv");
	faulty_none();
	ck_assert_str_eq(told(), "cards IO-01: Cannot allocate memory");
	faulty_add((struct fault){ "openat", 2, EACCES, 1 });
	faulty_add((struct fault){ "fstatat", 1, EIO, 1 });
	ck_assert_str_eq(walked(NULL, 0), "");
	faulty_none();
	ck_assert_str_eq(told(), "cards IO-01: Permission denied, l.csv IO-01: Input/output error");
}
END_TEST

START_TEST(walk_deep)
{
	ck_assert_int_eq(system("d=.; for i in $(seq 66); do d=$d/d; done; mkdir -p $d && touch $d/x.yaml"), 0);
	put("a.yaml", "");
	ck_assert_str_eq(walked(NULL, 0), "a.yaml");
	ck_assert_ptr_nonnull(strstr(told(), "/d IO-10"));
}
END_TEST

/* What dgpm.yaml leaves out. */
static const struct {
	const char *pattern, *path;
	bool is;
} among_cases[] = {
	{ "a.yaml", "a.yaml", true },
	{ "a.yaml", "b/a.yaml", false },
	{ "old", "old/a.yaml", true },
	{ "old/", "old/a.yaml", true },
	{ "old", "older/a.yaml", false },
	{ "", "a.yaml", false },
	{ "*.yaml", "a.yaml", true },
	{ "*.yaml", "b/a.yaml", false },
	{ "*", "a/b", true }, /* a itself is one */
	{ "?.yaml", "a.yaml", true },
	{ "?.yaml", "ab.yaml", false },
	{ "a?b", "a/b", false },
	{ "a?b*", "a/b", false },
	{ "**/a.yaml", "a.yaml", true },
	{ "**/a.yaml", "b/c/a.yaml", true },
	{ "**/a.yaml", "b/ca.yaml", false },
	{ "b/**", "b/c/a.yaml", true },
	{ "b/**/a.yaml", "b/a.yaml", true },
	{ "b/**/a.yaml", "b/c/d/a.yaml", true },
	{ "**x", "a/b/x", true },
	{ "*a", "b", false },
	{ "b/*/", "b/c/d.yaml", true },
	{ "b/*/d", "b/c/e", false },
};

START_TEST(among)
{
	const char *pattern = among_cases[_i].pattern;

	ck_assert_int_eq(dgpm_path_is_among(&pattern, 1, among_cases[_i].path), among_cases[_i].is);
	ck_assert(!dgpm_path_is_among(NULL, 0, among_cases[_i].path));
}
END_TEST

START_TEST(among_long)
{
	char *most = dgpm_arena_array(arena, 6000, 1), *star = dgpm_arena_array(arena, 301, 1);
	const char *pattern = star, *other = "x";

	/* A pattern beyond the longest is none; a folder that is longer than any path cannot be there. */
	memset(star, '*', 300);
	ck_assert(!dgpm_path_is_among(&pattern, 1, "a"));
	memset(most, 'a', 5999);
	most[5000] = '/';
	ck_assert(!dgpm_path_is_among(&other, 1, most));
	ck_assert(!dgpm_walk_takes(most, &(enum dgpm_file_kind){ DGPM_FILE_YAML }));
}
END_TEST

/* Files of a list made elsewhere are taken as a walk would take them. */
START_TEST(listed)
{
	static const char *const ignore[] = { "old/" };
	struct dgpm_files files = { 0 };
	enum dgpm_file_kind kind;

	ck_assert(dgpm_walk_takes("cards/a.yaml", &kind) && kind == DGPM_FILE_YAML);
	ck_assert(dgpm_walk_takes("l.csv", &kind) && kind == DGPM_FILE_CSV);
	ck_assert(!dgpm_walk_takes("cards/.git/a.yaml", &kind));
	ck_assert(!dgpm_walk_takes("cards/a.txt", &kind));
	dgpm_walk_add(&files, arena, "l.csv", 1, ignore, 1);
	dgpm_walk_add(&files, arena, "old/l.csv", 1, ignore, 1);
	dgpm_walk_add(&files, arena, "new/old/l.csv", 1, ignore, 1);
	dgpm_walk_add(&files, arena, "#l.csv", 1, ignore, 1);
	dgpm_walk_add(&files, arena, "l.csv", 1, ignore, 1);
	dgpm_files_sort(&files);
	ck_assert_uint_eq(files.n, 2);
	ck_assert_str_eq(files.items[1].path, "new/old/l.csv");
	files.n = 0;
	dgpm_files_sort(&files);
	ck_assert_uint_eq(files.n, 0);
}
END_TEST

/* A file that is named is known by its first line where its name says nothing. */
static const struct {
	const char *text;
	enum dgpm_file_kind kind;
} named_cases[] = {
	{ "", DGPM_FILE_YAML },
	{ "\n\r\n", DGPM_FILE_YAML },
	{ "# a comment, of a card\n", DGPM_FILE_YAML },
	{ "name: a, b\n", DGPM_FILE_YAML },
	{ "name\n", DGPM_FILE_YAML },
	{ "\n\nfiscal_year,project_id\n2021: x\n", DGPM_FILE_CSV },
	{ "fiscal_year,project_id", DGPM_FILE_CSV },
};

START_TEST(named)
{
	struct dgpm_files files = { 0 };

	put("file", named_cases[_i].text);
	ck_assert_int_eq(dgpm_walk_named(&files, arena, diags, AT_FDCWD, "file"), 0);
	ck_assert_int_eq(files.items[0].kind, named_cases[_i].kind);
}
END_TEST

START_TEST(named_others)
{
	struct dgpm_files files = { 0 };
	int root = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	plant();
	ck_assert_int_eq(dgpm_walk_named(&files, arena, diags, root, "cards//"), 0);
	ck_assert_str_eq(files.items[3].path, "cards/old/d.yaml");
	ck_assert_int_eq(dgpm_walk_named(&files, arena, diags, root, "none"), -1);
	ck_assert_int_eq(mkfifo("pipe", 0600), 0);
	ck_assert_int_eq(dgpm_walk_named(&files, arena, diags, root, "pipe"), -1);
	/* Gone between two looks: it is told when it is read. */
	put("gone", "a,b\n");
	faulty_add((struct fault){ "openat", 1, ENOENT, 1 });
	ck_assert_int_eq(dgpm_walk_named(&files, arena, diags, root, "gone"), 0);
	faulty_none();
	ck_assert_int_eq(files.items[4].kind, DGPM_FILE_YAML);
	close(root);
	ck_assert_str_eq(told(), "none IO-01: No such file or directory, pipe IO-02");
}
END_TEST

/* The records of a CSV, in small blocks, as text; NULL when it could not be read to its end. */
static const char *records(void)
{
	struct csvin in;
	struct csvin_block block = { 0 };
	struct csvin_split sp = { 0 };
	const char *all = "";
	int fd = open("a.csv", O_RDONLY | O_CLOEXEC), got = -1;

	csvin_open(&in, fd, 16, 40);
	if (csvin_split_open(&sp, 40) != 0)
		goto out;
	while ((got = csvin_next(&in, &block)) > 0) {
		enum csvin_what what;

		csvin_split_block(&sp, &block);
		while ((what = csvin_record(&sp)) != CSVIN_END) {
			all = dgpm_arena_printf(arena, "%s%d:", all, (int)what);
			if (what == CSVIN_NO_MEMORY) {
				got = -1;
				goto out;
			}
			for (size_t i = 0; what == CSVIN_ROW && i < sp.n; i++)
				all = dgpm_arena_printf(arena, "%s[%.*s]", all, (int)sp.fields[i].n, sp.fields[i].s);
		}
	}
out:
	csvin_split_close(&sp);
	csvin_block_free(&block);
	csvin_close(&in);
	close(fd);
	return got == 0 ? all : NULL;
}

/* A ledger while calls and allocations fail: all of its records, or none that could be taken for all. */
START_TEST(csv)
{
	static const struct fault kinds[] = {
		{ "read", 0, EINTR, 1 }, { "read", 0, 0, 1 }, { "read", 0, EIO, 1 }, { "realloc", 0, ENOMEM, 1 }
	};
	const char *want, *got;
	size_t n_failed = 0;

	put("a.csv", "\xef\xbb\xbfyear,name,x\n2021,\"a \"\"quoted\"\" name\",1\n2022,\"over\ntwo lines\",2\n"
		     "a line that is by far too long for the limit of this test,3\n2023,b\"c,4\n2024, d ,5");
	want = records();
	ck_assert_str_eq(
		want, "1:[year][name][x]1:[2021][a \"quoted\" name][1]1:[2022][over\ntwo lines][2]4:2:1:[2024][d][5]");
	for (size_t k = 0; k < DGPM_COUNT(kinds); k++)
		for (int nth = 1;; nth++) {
			struct fault f = kinds[k];
			bool happened;

			f.nth = nth;
			faulty_add(f);
			got = records();
			happened = faulty[0].nth <= 0;
			faulty_none();
			if (!happened)
				break;
			n_failed += got == NULL;
			ck_assert_msg(got == NULL ? k >= 2 : strcmp(got, want) == 0, "%s %d: %s", f.call, nth,
				      got != NULL ? got : "not read");
		}
	ck_assert_uint_ge(n_failed, 10);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("read", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, file, 0, DGPM_COUNT(read_cases));
	tcase_add_test(tc, other_things);
	tcase_add_test(tc, limit);
	tcase_add_test(tc, at_a_place);
	tcase_add_test(tc, csv);
	tcase_add_loop_test(tc, spool, 0, DGPM_COUNT(spool_cases));
	tcase_add_test(tc, spool_stdin);
	tcase_add_test(tc, walk);
	tcase_add_test(tc, walk_fails);
	tcase_add_test(tc, walk_deep);
	tcase_add_loop_test(tc, among, 0, DGPM_COUNT(among_cases));
	tcase_add_test(tc, among_long);
	tcase_add_test(tc, listed);
	tcase_add_loop_test(tc, named, 0, DGPM_COUNT(named_cases));
	tcase_add_test(tc, named_others);
	return s;
}
