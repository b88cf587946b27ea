/* A process that has given up what it does not need: the kernel refuses the rest. */
#include "io/sandbox.h"
#include "unit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char dir[64];
static int before;

static void setup(void)
{
	before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	snprintf(dir, sizeof dir, "/tmp/dgpm-sand-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_int_eq(chdir(dir), 0);
	for (const char *const *name = (const char *const[]){ "read", "write", "else", NULL }; *name != NULL; name++) {
		char path[32];
		FILE *f;

		ck_assert_int_eq(mkdir(*name, 0700), 0);
		snprintf(path, sizeof path, "%s/file", *name);
		f = fopen(path, "w");
		ck_assert_ptr_nonnull(f);
		ck_assert_int_ge(fputs(*name, f), 0);
		ck_assert_int_eq(fclose(f), 0);
	}
}

static void teardown(void)
{
	char command[96];

	ck_assert_int_eq(fchdir(before), 0);
	close(before);
	snprintf(command, sizeof command, "rm -rf %s", dir);
	ck_assert_int_eq(system(command), 0);
}

/* 0: it was opened; else why not. */
static int try_open(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600), error = errno;

	if (fd < 0)
		return error;
	close(fd);
	return 0;
}

static int try_connect(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(9) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), error;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	error = connect(fd, (struct sockaddr *)&at, sizeof at) == 0 ? 0 : errno;
	close(fd);
	return error;
}

/* What a confined process may, checked in a child of its own; its status is the line of what was wrong. */
#define WANT(condition)                                                                                                \
	do {                                                                                                           \
		if (!(condition))                                                                                      \
			_exit(__LINE__ & 0xff ? __LINE__ & 0xff : 1);                                                  \
	} while (0)

static void confined(void)
{
	static const struct dgpm_sandbox_place places[] = {
		{ "read", false },	{ "write", true },     { "not there", true },
		{ "else/alone", true }, { "/dev/null", true },
	};
	char *const argv[] = { (char *)(uintptr_t)"true", NULL };
	int open_before = open("else/file", O_RDONLY | O_CLOEXEC);
	char c;

	WANT(try_open("else/alone", O_WRONLY | O_CREAT) == 0);
	WANT(dgpm_sandbox_enter(places, sizeof places / sizeof *places));
	WANT(try_open("read/file", O_RDONLY) == 0);
	WANT(try_open("read/file", O_WRONLY) == EACCES);
	WANT(try_open("read/new", O_WRONLY | O_CREAT) == EACCES);
	WANT(unlink("read/file") != 0 && errno == EACCES);
	WANT(try_open("write/new", O_RDWR | O_CREAT) == 0);
	WANT(mkdir("write/folder", 0700) == 0 && rename("write/new", "write/folder/new") == 0);
	WANT(unlink("write/folder/new") == 0 && rmdir("write/folder") == 0);
	WANT(symlink("/etc/passwd", "write/link") != 0 && errno == EACCES);
	WANT(rename("write/file", "read/file") != 0);
	WANT(try_open("else/file", O_RDONLY) == EACCES);
	WANT(try_open("else/alone", O_WRONLY) == 0);
	WANT(try_open("not there", O_WRONLY | O_CREAT) == EACCES);
	WANT(try_open("/etc/passwd", O_RDONLY) == EACCES);
	WANT(try_open("/dev/null", O_WRONLY) == 0);
	/* What is open stays open. */
	WANT(read(open_before, &c, 1) == 1 && c == 'e');
	WANT(execv("/bin/true", argv) != 0 && errno == EACCES);
	if (dgpm_sandbox_version() >= 4)
		WANT(try_connect() == EACCES);
	/* A child is as confined, and nothing leads back. */
	WANT(dgpm_sandbox_enter(&(struct dgpm_sandbox_place){ "/", true }, 1));
	WANT(try_open("else/file", O_RDONLY) == EACCES);
	_exit(0);
}

static int run(void (*child)(void))
{
	int status = -1;
	pid_t pid = fork();

	ck_assert_int_ge(pid, 0);
	if (pid == 0)
		child();
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFEXITED(status));
	return WEXITSTATUS(status);
}

START_TEST(refuses)
{
	if (dgpm_sandbox_version() == 0) {
		fprintf(stderr, "skipped: no Landlock in this kernel\n");
		return;
	}
	ck_assert_int_eq(run(confined), 0);
	/* The one who made the child is free. */
	ck_assert_int_eq(try_open("else/file", O_RDWR), 0);
}
END_TEST

/* No descriptor is left for a place: nothing is confined, and that is said. */
static void without_descriptors(void)
{
	while (dup(STDERR_FILENO) >= 0)
		;
	WANT(errno == EMFILE);
	WANT(!dgpm_sandbox_enter(&(struct dgpm_sandbox_place){ "read", false }, 1));
	closefrom(3);
	WANT(try_open("else/file", O_RDWR) == 0);
	_exit(0);
}

START_TEST(best_effort)
{
	ck_assert_int_eq(run(without_descriptors), 0);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("sandbox", &tc);

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, refuses);
	tcase_add_test(tc, best_effort);
	return s;
}
