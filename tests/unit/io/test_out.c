/* What is written appears whole or not at all, whatever call of the system fails on the way; nothing stays beside. */
#include "io/folder.h"
#include "io/out.h"
#include "io/temporary.h"
#include "io/walk.h"
#include "unit.h"

#include "faulty.h"

#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>

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
	snprintf(dir, sizeof dir, "/tmp/dgpm-out-XXXXXX");
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

/* Whatever is in a folder, with its text: "a=old d/b=new". */
static const char *holds(const char *folder)
{
	struct dgpm_names names;
	const char *all = "";

	ck_assert_int_eq(dgpm_names_read(&names, arena, AT_FDCWD, folder, 0), 0);
	for (size_t i = 0; i < names.n; i++) {
		const char *path = strcmp(folder, ".") == 0 ? names.items[i].s :
							      dgpm_arena_cat(arena, folder, "/", names.items[i].s);
		char text[64] = "";
		struct stat st;
		FILE *f;

		ck_assert_int_eq(lstat(path, &st), 0);
		if (S_ISDIR(st.st_mode)) {
			all = dgpm_arena_cat(arena, all, *all != '\0' ? " " : "", path, "/", holds(path));
			continue;
		}
		f = fopen(path, "re");
		if (f != NULL) {
			text[fread(text, 1, sizeof text - 1, f)] = '\0';
			fclose(f);
		}
		all = dgpm_arena_cat(arena, all, *all != '\0' ? " " : "", path, "=", text);
	}
	return all;
}

/* The rules that were told, with what the system says. */
static const char *told(void)
{
	const char *all = "";

	for (size_t i = 0; i < dgpm_diags_count(diags); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(diags, i);
		const char *colon = strrchr(d->message, ':');

		all = dgpm_arena_cat(arena, all, *all != '\0' ? ", " : "", d->rule, colon != NULL ? colon : "");
	}
	dgpm_diags_clear(diags);
	return all;
}

static void arm(const struct fault *faults, size_t n)
{
	faulty_none();
	for (size_t i = 0; i < n && faults[i].call != NULL; i++)
		faulty_add(faults[i]);
}

/* A file that is there is written over. */
static const struct over_case {
	const char *what;
	struct fault faults[3];
	const char *holds, *told;
} over_cases[] = {
	{ "nothing fails", { { 0 } }, "a=new", "" },
	{ "no place for a nameless file", { { "open", 1, ENOSPC, 1 } }, "a=old", "IO-07: No space left on device" },
	{ "a file system without nameless files", { { "open", 1, EOPNOTSUPP, 1 } }, "a=new", "" },
	{ "one that takes the flag for another", { { "open", 1, EISDIR, 1 } }, "a=new", "" },
	{ "one that does not know the flag", { { "open", 1, EINVAL, 1 } }, "a=new", "" },
	{ "nor lets a named one be made", { { "open", 1, EOPNOTSUPP, 1 }, { "mkstemp", 1, EACCES, 1 } }, "a=old",
	  "IO-07: Permission denied" },
	{ "nor lets its mode be set", { { "open", 1, EOPNOTSUPP, 1 }, { "fchmod", 1, EPERM, 1 } }, "a=old",
	  "IO-07: Operation not permitted" },
	{ "no memory for a stream", { { "fdopen", 1, ENOMEM, 1 } }, "a=old", "IO-07: Cannot allocate memory" },
	{ "the bytes do not reach the disk", { { "fsync", 1, EIO, 1 } }, "a=old", "IO-07: Input/output error" },
	{ "no name beside the target", { { "mkstemp", 1, EACCES, 1 } }, "a=old", "IO-07: Permission denied" },
	{ "no link to the nameless file", { { "linkat", 1, ENOSPC, 1 } }, "a=old", "IO-07: No space left on device" },
	{ "closing tells of an error", { { "fclose", 1, EIO, 1 } }, "a=old", "IO-07: Input/output error" },
	{ "a file system that cannot exchange", { { "renameat2", 1, EINVAL, 1 } }, "a=new", "" },
	{ "nor rename", { { "renameat2", 1, EINVAL, 1 }, { "rename", 1, EIO, 1 } }, "a=old",
	  "IO-07: Input/output error" },
	{ "the folder cannot be made safe: what was there comes back", { { "fsync", 2, EIO, 1 } }, "a=old",
	  "IO-07: Input/output error" },
	{ "it cannot come back: the new one stays, never none of the two",
	  { { "renameat2", 1, EINVAL, 1 }, { "fsync", 2, EIO, 1 } }, "a=new", "IO-07: Input/output error" },
	{ "a folder that knows of no such thing", { { "fsync", 2, EINVAL, 1 } }, "a=new", "" },
	{ "on a file system that is read only by now", { { "fsync", 2, EROFS, 1 } }, "a=new", "" },
	{ "or that does not do it", { { "fsync", 2, ENOTSUP, 1 } }, "a=new", "" },
	{ "a folder that may be written to, but not read", { { "open", 2, EACCES, 1 } }, "a=new", "" },
};

static int write_one(const char *path, bool fresh)
{
	struct dgpm_out *o;

	if ((fresh ? dgpm_out_new(&o, arena, diags, path) : dgpm_out_open(&o, arena, diags, path, NULL)) != 0)
		return -1;
	dgpm_out_puts(o, "new");
	return dgpm_out_close(o, diags);
}

START_TEST(over)
{
	const struct over_case *c = &over_cases[_i];
	int rc;

	put("a", "old");
	arm(c->faults, DGPM_COUNT(c->faults));
	rc = write_one("a", false);
	faulty_none();
	ck_assert_str_eq(holds("."), c->holds);
	ck_assert_int_eq(rc, *c->told == '\0' ? 0 : -1);
	ck_assert_str_eq(told(), c->told);
}
END_TEST

START_TEST(where_nothing_was)
{
	static const struct fault no_safety = { "fsync", 2, EIO, 1 };

	ck_assert_int_eq(write_one("a", false), 0);
	arm(&no_safety, 1);
	ck_assert_int_eq(write_one("b", false), -1);
	ck_assert_str_eq(told(), "IO-07: Input/output error");
	faulty_none();
	ck_assert_int_eq(mkdir("d", 0755), 0);
	ck_assert_int_eq(write_one("d", false), -1);
	ck_assert_str_eq(told(), "IO-07: Is a directory");
	ck_assert_int_eq(write_one("none/a", false), -1);
	ck_assert_str_eq(told(), "IO-07: No such file or directory");
	ck_assert_int_eq(write_one("/dev/null", false), 0);
	ck_assert_int_eq(write_one("/dev/full", false), -1);
	ck_assert_str_eq(told(), "IO-07: No space left on device");
	ck_assert_str_eq(holds("."), "a=new d/");
}
END_TEST

/* A new file takes nobody's place: not what is there, and not what came while it was written. */
START_TEST(fresh)
{
	static const struct fault no_place = { "open", 1, ENOSPC, 1 };
	struct dgpm_out *o;

	put("a", "old");
	ck_assert_int_eq(write_one("a", true), -1);
	ck_assert_str_eq(told(), "IO-13");
	ck_assert_int_eq(write_one("b", true), 0);
	ck_assert_int_eq(dgpm_out_new(&o, arena, diags, "c"), 0);
	dgpm_out_puts(o, "new");
	put("c", "theirs");
	ck_assert_int_eq(dgpm_out_close(o, diags), -1);
	ck_assert_str_eq(told(), "IO-13");
	ck_assert_int_eq(dgpm_out_new(&o, arena, diags, "d"), 0);
	dgpm_out_puts(o, "new");
	dgpm_out_abandon(o);
	arm(&no_place, 1);
	ck_assert_int_eq(write_one("e", true), -1);
	ck_assert_str_eq(told(), "IO-07: No space left on device");
	ck_assert_str_eq(holds("."), "a=old b=new c=theirs");
}
END_TEST

/* Files of one run, a and b: together or not at all. */
static const struct over_case together_cases[] = {
	{ "nothing fails", { { 0 } }, "a=new b=new", "" },
	{ "the second does not open", { { "open", 2, EMFILE, 1 } }, "a=old", "IO-07: Too many open files" },
	{ "the second does not reach the disk", { { "fsync", 2, EIO, 1 } }, "a=old", "IO-07: Input/output error" },
	{ "the second gets no name: the first gives its own back",
	  { { "renameat2", 2, EIO, 1 }, { "rename", 1, EIO, 1 } }, "a=old", "IO-07: Input/output error" },
	{ "the folder of the second cannot be made safe", { { "fsync", 4, EIO, 1 } }, "a=old",
	  "IO-07: Input/output error" },
};

START_TEST(together)
{
	const struct over_case *c = &together_cases[_i];
	struct dgpm_outs *all = dgpm_outs_new(arena);
	struct dgpm_out *o;
	int rc = 0;

	put("a", "old");
	arm(c->faults, DGPM_COUNT(c->faults));
	for (size_t i = 0; i < 2 && rc == 0; i++) {
		rc = dgpm_outs_open(&o, all, diags, i == 0 ? "a" : "b", NULL);
		if (rc == 0)
			dgpm_out_puts(o, "new");
	}
	if (dgpm_outs_stage(all, diags) != 0)
		rc = -1;
	else
		rc = dgpm_outs_name(all, diags);
	faulty_none();
	ck_assert_str_eq(holds("."), c->holds);
	ck_assert_int_eq(rc, *c->told == '\0' ? 0 : -1);
	ck_assert_str_eq(told(), c->told);
}
END_TEST

/* Standard output is no file: who reads it may have enough, a full disk is told; the files beside it do not appear. */
START_TEST(beside_a_stream)
{
	static const struct {
		const char *path; /* NULL: a pipe that nobody reads */
		const char *told;
	} cases[] = { { NULL, "" }, { "/dev/full", "IO-07: No space left on device" } };

	(void)signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < DGPM_COUNT(cases); i++) {
		struct dgpm_outs *all = dgpm_outs_new(arena);
		struct dgpm_out *o;
		int ends[2];
		FILE *f;

		ck_assert_int_eq(pipe(ends), 0);
		close(ends[0]);
		f = cases[i].path != NULL ? fopen(cases[i].path, "we") : fdopen(ends[1], "w");
		ck_assert_int_eq(dgpm_outs_open(&o, all, diags, NULL, f), 0);
		dgpm_out_puts(o, "x");
		ck_assert_int_eq(dgpm_outs_open(&o, all, diags, "a", NULL), 0);
		dgpm_out_puts(o, "new");
		ck_assert_int_eq(dgpm_outs_stage(all, diags), -1);
		ck_assert_int_eq(dgpm_outs_pipe_was_closed(all), cases[i].path == NULL);
		ck_assert_str_eq(told(), cases[i].told);
		ck_assert_str_eq(holds("."), "");
		fclose(f);
		if (cases[i].path != NULL)
			close(ends[1]);
	}
}
END_TEST

START_TEST(given_up)
{
	struct dgpm_outs *all = dgpm_outs_new(arena);
	struct dgpm_out *o;

	put("a", "old");
	ck_assert_int_eq(dgpm_outs_open(&o, all, diags, "a", NULL), 0);
	dgpm_out_puts(o, "new");
	dgpm_outs_fail(all);
	ck_assert_int_eq(dgpm_outs_stage(all, diags), -1);
	ck_assert_int_eq(dgpm_outs_name(all, diags), -1);
	ck_assert(!dgpm_outs_pipe_was_closed(all));
	ck_assert_str_eq(holds("."), "a=old");
}
END_TEST

START_TEST(same_place)
{
	put("a", "");
	put("b", "");
	ck_assert_int_eq(link("a", "c"), 0);
	ck_assert_int_eq(symlink("a", "d"), 0);
	ck_assert(dgpm_out_same_place("a", "./a"));
	ck_assert(dgpm_out_same_place("a", "c"));
	ck_assert(dgpm_out_same_place("a", "d"));
	ck_assert(!dgpm_out_same_place("a", "b"));
	/* Not there yet. */
	ck_assert(dgpm_out_same_place("new", "./new"));
	ck_assert(!dgpm_out_same_place("new", "newer"));
	ck_assert(!dgpm_out_same_place("a", "new"));
	ck_assert(!dgpm_out_same_place("none/new", "new"));
	ck_assert(!dgpm_out_same_place("new", "none/new"));
	ck_assert(!dgpm_out_same_place("new", "/new"));
	ck_assert(!dgpm_out_same_place("new", NULL));
	ck_assert(!dgpm_out_same_place("/dev/null", "/dev/null"));
	ck_assert(!dgpm_out_same_place("a", "/dev/null"));
}
END_TEST

/* A folder of files. */
static const char *const kinds[] = { ".html" };

static const struct over_case folder_cases[] = {
	{ "nothing fails", { { 0 } }, "d/d/x.html=new", "" },
	{ "no folder beside it", { { "mkdtemp", 1, EACCES, 1 } }, "d/d/y.html=old", "IO-07: Permission denied" },
	{ "what is there cannot be read", { { "readdir", 1, EIO, 1 } }, "d/d/y.html=old",
	  "IO-07: Input/output error" },
	/* The sweep of what killed runs left reads the folder above in between. */
	{ "no file in it", { { "open", 2, ENOSPC, 1 } }, "d/d/y.html=old", "IO-07: No space left on device" },
	{ "it does not reach the disk", { { "syncfs", 1, EIO, 1 } }, "d/d/y.html=old", "IO-07: Input/output error" },
	{ "a system that does not know how", { { "syncfs", 1, ENOSYS, 1 } }, "d/d/x.html=new", "" },
	{ "a file system that does not", { { "syncfs", 1, ENOTSUP, 1 } }, "d/d/x.html=new", "" },
	{ "the folder is not held: another run may sweep it when it is a minute old", { { "open", 1, EMFILE, 1 } },
	  "d/d/x.html=new", "" },
	{ "it does not get its name", { { "renameat2", 1, EINVAL, 1 } }, "d/d/y.html=old",
	  "IO-07: Invalid argument" },
};

static int write_folder(const char *path)
{
	struct dgpm_folder f;
	struct dgpm_out *o;

	if (folder_begin(&f, arena, diags, path, kinds, DGPM_COUNT(kinds)) != 0)
		return -1;
	if (folder_open_file(&o, &f, diags, "x.html") != 0) {
		folder_abandon(&f);
		return -1;
	}
	dgpm_out_puts(o, "new");
	ck_assert_int_eq(dgpm_out_close(o, diags), 0);
	return folder_end(&f, diags);
}

START_TEST(folder)
{
	const struct over_case *c = &folder_cases[_i];
	int rc;

	ck_assert_int_eq(mkdir("d", 0755), 0);
	put("d/y.html", "old");
	arm(c->faults, DGPM_COUNT(c->faults));
	rc = write_folder("d/");
	faulty_none();
	ck_assert_str_eq(holds("."), c->holds);
	ck_assert_int_eq(rc, *c->told == '\0' ? 0 : -1);
	ck_assert_str_eq(told(), c->told);
}
END_TEST

START_TEST(folder_of_others)
{
	struct dgpm_folder f;
	struct dgpm_out *o;

	ck_assert_int_eq(mkdir("d", 0755), 0);
	put("d/theirs.txt", "");
	ck_assert_int_eq(write_folder("d"), -1);
	ck_assert_str_eq(told(), "OUT-01: 'theirs.txt'");
	put("file", "old");
	ck_assert_int_eq(write_folder("file"), -1);
	ck_assert_str_eq(told(), "IO-07: Not a directory");
	ck_assert_int_eq(write_folder("none/e"), -1);
	ck_assert_str_eq(told(), "IO-07: No such file or directory");
	/* No name leads out of it. */
	ck_assert_int_eq(folder_begin(&f, arena, diags, "e", kinds, DGPM_COUNT(kinds)), 0);
	ck_assert_int_eq(folder_open_file(&o, &f, diags, "../x.html"), -1);
	ck_assert_int_eq(folder_open_file(&o, &f, diags, ".x.html"), -1);
	ck_assert_str_eq(told(), "IO-07: Invalid argument, IO-07: Invalid argument");
	folder_abandon(&f);
	ck_assert_int_eq(write_folder("e"), 0);
	ck_assert_str_eq(holds("."), "d/d/theirs.txt= e/e/x.html=new file=old");
}
END_TEST

/* What killed runs left is swept by the next, a minute later; what is young, held, or anybody else's stays. */
START_TEST(swept)
{
	static const struct timespec old[2] = { { 1, 0 }, { 1, 0 } };
	int held;

	put(".a.dgpm-abcdef", "");
	put(".a.dgpm-youngx", "");
	put(".a.dgpm-held00", "");
	put(".a.dgpm-toolong", "");
	put(".b.dgpm-abcdef", "");
	put(".a.backup", "");
	ck_assert_int_eq(symlink("a", ".a.dgpm-link00"), 0);
	ck_assert_int_eq(mkfifo(".a.dgpm-pipe00", 0600), 0);
	ck_assert_int_eq(mkdir(".a.dgpm-folder", 0700), 0);
	put(".a.dgpm-folder/x", "");
	for (size_t i = 0; i < 9; i++) {
		static const char *const names[] = { ".a.dgpm-abcdef", ".a.dgpm-held00", ".a.dgpm-toolong",
						     ".b.dgpm-abcdef", ".a.backup", ".a.dgpm-link00",
						     ".a.dgpm-pipe00", ".a.dgpm-folder/x", ".a.dgpm-folder" };

		ck_assert_int_eq(utimensat(AT_FDCWD, names[i], old, AT_SYMLINK_NOFOLLOW), 0);
	}
	held = open(".a.dgpm-held00", O_RDONLY | O_CLOEXEC);
	dgpm_temporary_own(held);
	dgpm_temporary_sweep(".", ".a");
	dgpm_temporary_sweep("none", ".a");
	close(held);
	unlink(".a.dgpm-pipe00");
	ck_assert_str_eq(holds("."), ".a.backup= .a.dgpm-held00= .a.dgpm-link00= .a.dgpm-toolong= .a.dgpm-youngx= "
				     ".b.dgpm-abcdef=");
}
END_TEST

/* A signal ends the run: its files and folders without a name go, and it is said why. */
static void end_by(int number, bool holding)
{
	char *most = dgpm_arena_array(arena, 2000, 1);

	if (dup2(open("said", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600), STDERR_FILENO) < 0)
		_exit(1);
	dgpm_temporary_signals("nothing was written");
	memset(most, 'x', 1999);
	dgpm_temporary_add(most); /* too long to be remembered: swept another day */
	for (size_t i = 0; i < 40; i++)
		dgpm_temporary_add(dgpm_arena_printf(arena, "t%02zu", i));
	dgpm_temporary_drop("t00");
	dgpm_temporary_drop("unknown");
	dgpm_temporary_add("folder");
	if (holding)
		dgpm_temporary_hold();
	(void)raise(number);
	if (holding) {
		put("named", "whole");
		dgpm_temporary_release();
	}
	_exit(1);
}

START_TEST(signals)
{
	static const struct {
		int number;
		bool holding;
		const char *said;
	} cases[] = {
		{ SIGINT, false, "dgpm: SIGINT: nothing was written\n" },
		{ SIGTERM, false, "dgpm: SIGTERM: nothing was written\n" },
		{ SIGHUP, true, "dgpm: SIGHUP: nothing was written\n" },
	};
	int status;
	pid_t pid;

	put("t00", "named by now");
	put("t01", "");
	put("t33", ""); /* beyond what is remembered */
	ck_assert_int_eq(mkdir("folder", 0700), 0);
	put("folder/x", "");
	(void)signal(cases[_i].number, SIG_DFL);
	pid = fork();
	if (pid == 0)
		end_by(cases[_i].number, cases[_i].holding);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == cases[_i].number);
	ck_assert_str_eq(holds("."), dgpm_arena_cat(arena, cases[_i].holding ? "named=whole " : "", "said=",
						    cases[_i].said, " t00=named by now t33="));
}
END_TEST

/* A signal that is ignored, as under nohup, stays so. */
START_TEST(signals_ignored)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		(void)signal(SIGHUP, SIG_IGN);
		dgpm_temporary_signals("");
		(void)raise(SIGHUP);
		dgpm_temporary_add("t");
		dgpm_temporary_forget();
		dgpm_temporary_remove();
		_exit(7);
	}
	put("t", "its parent's");
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 7);
	ck_assert_str_eq(holds("."), "t=its parent's");
}
END_TEST

/* A stream for what libraries print by themselves: characters may come in parts. */
static const struct {
	const char *parts[4], *want;
} guard_cases[] = {
	{ { "a\nb" }, "a\nb" },
	{ { "\xe3\x81\x82" }, "あ" },
	{ { "x\xe3", "\x81", "\x82y" }, "xあy" },
	{ { "\xf0\x9f", "\x98\x80" }, "😀" },
	{ { "\033[31m" }, "\\x1B[31m" },
	{ { "\xe3", "a" }, "\\xE3a" },
	{ { "\xc3", "\xc3\xa9" }, "\\xC3é" },
	{ { "\xff" }, "\\xFF" },
	{ { "\xe2\x80", "\xae!" }, "\\xE2\\x80\\xAE!" },
};

START_TEST(guarded)
{
	int fd = open("out", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	FILE *f = dgpm_guarded_stream(fd);
	char got[64] = "";

	ck_assert_ptr_nonnull(f);
	for (size_t i = 0; i < DGPM_COUNT(guard_cases[_i].parts) && guard_cases[_i].parts[i] != NULL; i++) {
		if (i == 0)
			faulty_add((struct fault){ "write", 1, EINTR, 1 });
		fputs(guard_cases[_i].parts[i], f);
	}
	faulty_none();
	fclose(f);
	ck_assert_int_ge(pread(fd, got, sizeof got - 1, 0), 0);
	close(fd);
	ck_assert_str_eq(got, guard_cases[_i].want);
}
END_TEST

START_TEST(guarded_full)
{
	int fd = open("out", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	FILE *f = dgpm_guarded_stream(fd);

	faulty_add((struct fault){ "write", 1, ENOSPC, 0 });
	ck_assert_int_eq(fputs("a", f), EOF);
	ck_assert_int_eq(fputs("\033", f), EOF);
	faulty_none();
	fputs("\xe3", f);
	faulty_add((struct fault){ "write", 1, ENOSPC, 0 });
	ck_assert_int_eq(fputs("a", f), EOF);
	faulty_none();
	fclose(f);
	close(fd);
}
END_TEST

/* Lines are broken to a width; what follows stands below the text; colours take no room and stay where they were. */
static const struct {
	const char *text, *want;
} limit_cases[] = {
	{ "short\n", "short\n" },
	{ "one two three four five\n", "one two three four\n  five\n" },
	{ "     one two three four\n", "     one two three\n     four\n" },
	{ "               deep indeed it is\n", "               deep\n  indeed it is\n" },
	{ "one two three \033[31mfour five\033[0m\n", "one two three \033[31mfour\n  five\033[0m\n" },
	{ "one two three four    five\n", "one two three four\n  five\n" },
};

START_TEST(limit)
{
	const char *text = limit_cases[_i].text;
	char got[128] = "";
	struct dgpm_out *o;
	FILE *f = fmemopen(got, sizeof got, "we");

	ck_assert_int_eq(dgpm_out_open(&o, arena, diags, NULL, f), 0);
	dgpm_out_limit(o, 20);
	dgpm_out_code(o, text);
	ck_assert_int_eq(dgpm_out_close(o, diags), 0);
	fclose(f);
	ck_assert_str_eq(got, limit_cases[_i].want);
}
END_TEST

/* However far to the right a line begins, what follows stands below it. */
START_TEST(limit_wide)
{
	char got[2048] = "", text[1024] = "";
	struct dgpm_out *o;
	FILE *f = fmemopen(got, sizeof got, "we");

	ck_assert_int_eq(dgpm_out_open(&o, arena, diags, NULL, f), 0);
	dgpm_out_limit(o, 400);
	dgpm_out_spaces(o, 150);
	for (size_t i = 0; i < 60; i++)
		strcat(text, "word ");
	dgpm_out_puts(o, text);
	dgpm_out_puts(o, "\n");
	ck_assert_int_eq(dgpm_out_close(o, diags), 0);
	fclose(f);
	for (const char *line = got; *line != '\0'; line = strchr(line, '\n') + 1) {
		ck_assert_uint_eq(strspn(line, " "), 150);
		ck_assert_int_eq(strncmp(line + 150, "word ", 5), 0);
	}
	ck_assert_ptr_nonnull(strchr(strchr(got, '\n') + 1, '\n'));
}
END_TEST

/* The first thing that fails is what is told. */
START_TEST(printed)
{
	FILE *full = fopen("/dev/full", "we");
	struct dgpm_out *o;
	char *longest = dgpm_arena_array(arena, 1001, 1), got[1100] = "";
	FILE *f = fmemopen(got, sizeof got, "we");

	memset(longest, 'x', 1000);
	ck_assert_int_eq(dgpm_out_open(&o, arena, diags, NULL, f), 0);
	dgpm_out_guard(o);
	dgpm_out_printf(o, "%s\r\n\a\r%d", longest, 1);
	ck_assert_int_eq(dgpm_out_close(o, diags), 0);
	fclose(f);
	ck_assert_str_eq(got, dgpm_arena_cat(arena, longest, "\r\n\\x07\\x0D1"));
	(void)setvbuf(full, NULL, _IONBF, 0);
	ck_assert_int_eq(dgpm_out_open(&o, arena, diags, NULL, full), 0);
	dgpm_out_printf(o, "%d", 1);
	dgpm_out_spaces(o, 1);
	errno = 0;
	ck_assert_int_eq(dgpm_out_close(o, diags), -1);
	ck_assert_str_eq(told(), "IO-07: No space left on device");
	fclose(full);
}
END_TEST

/* What lacks a part leaves what is there, or says that it did not; where nothing was, there is nothing to say. */
START_TEST(lacking)
{
	static const struct {
		enum dgpm_lack lack;
		const char *told, *holds;
		int rc;
	} cases[] = {
		{ DGPM_LACK_NOTHING, "", "a=new b=new", 0 },
		{ DGPM_LACK_TELLS, "IO-17", "a=new b=new", 0 },
		{ DGPM_LACK_KEEPS, "IO-16", "a=old", -1 },
	};
	struct dgpm_outs *all = dgpm_outs_new(arena);
	struct dgpm_out *o;

	put("a", "old");
	for (unsigned i = 0; i < 2; i++) {
		ck_assert_int_eq(dgpm_outs_open(&o, all, diags, i == 0 ? "a" : "b", NULL), 0);
		dgpm_out_puts(o, "new");
	}
	/* The graver one holds. */
	dgpm_outs_lack(all, cases[_i].lack);
	dgpm_outs_lack(all, DGPM_LACK_NOTHING);
	ck_assert_int_eq(dgpm_outs_stage(all, diags), cases[_i].rc);
	if (cases[_i].rc == 0)
		ck_assert_int_eq(dgpm_outs_name(all, diags), 0);
	ck_assert_str_eq(told(), cases[_i].told);
	ck_assert_str_eq(holds("."), cases[_i].holds);
}
END_TEST

/* The last: what could not be read is remembered by the process. Nothing then takes the place of a good file. */
START_TEST(withheld)
{
	struct dgpm_outs *all = dgpm_outs_new(arena);
	struct dgpm_out *o;

	put("a", "old");
	dgpm_diag_addf(dgpm_diags_new(arena), DGPM_MSG_IO_01, (struct dgpm_loc){ .path = "card.yaml" }, NULL, "x");
	ck_assert_int_eq(write_one("a", false), -1);
	ck_assert_str_eq(told(), "IO-16");
	ck_assert_int_eq(write_folder("d"), -1);
	ck_assert_str_eq(told(), "IO-16");
	ck_assert_int_eq(dgpm_outs_open(&o, all, diags, "a", NULL), 0);
	ck_assert_int_eq(dgpm_outs_stage(all, diags), -1);
	ck_assert_str_eq(told(), "IO-16");
	/* A device is nobody's file. */
	ck_assert_int_eq(write_one("/dev/null", false), 0);
	ck_assert_str_eq(holds("."), "a=old");
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("out", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, over, 0, DGPM_COUNT(over_cases));
	tcase_add_test(tc, where_nothing_was);
	tcase_add_loop_test(tc, lacking, 0, 3);
	tcase_add_test(tc, fresh);
	tcase_add_loop_test(tc, together, 0, DGPM_COUNT(together_cases));
	tcase_add_test(tc, beside_a_stream);
	tcase_add_test(tc, given_up);
	tcase_add_test(tc, same_place);
	tcase_add_loop_test(tc, folder, 0, DGPM_COUNT(folder_cases));
	tcase_add_test(tc, folder_of_others);
	tcase_add_test(tc, swept);
	tcase_add_loop_test(tc, signals, 0, 3);
	tcase_add_test(tc, signals_ignored);
	tcase_add_loop_test(tc, guarded, 0, DGPM_COUNT(guard_cases));
	tcase_add_test(tc, guarded_full);
	tcase_add_loop_test(tc, limit, 0, DGPM_COUNT(limit_cases));
	tcase_add_test(tc, limit_wide);
	tcase_add_test(tc, printed);
	tcase_add_test(tc, withheld);
	return s;
}
