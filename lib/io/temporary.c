/* What is removed when a run ends by a signal, and what killed runs left. */
#include "io/temporary.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define SLOTS 32 /* outputs of one run; what finds none is swept by the next */
#define LONGEST 1024
#define RANDOM 6
#define OLD 60 /* seconds */

enum { FREE, TAKEN, SET };

static struct {
	atomic_int state;
	char path[LONGEST];
} slots[SLOTS];

static atomic_int holding, pending;
static const char *stopped = "";

void dgpm_temporary_add(const char *path)
{
	size_t n = strlen(path);

	for (size_t i = 0; i < SLOTS && n < LONGEST; i++) {
		int was = FREE;

		if (!atomic_compare_exchange_strong(&slots[i].state, &was, TAKEN))
			continue;
		memcpy(slots[i].path, path, n + 1);
		atomic_store(&slots[i].state, SET);
		return;
	}
}

void dgpm_temporary_drop(const char *path)
{
	for (size_t i = 0; i < SLOTS; i++)
		if (atomic_load(&slots[i].state) == SET && strcmp(slots[i].path, path) == 0) {
			atomic_store(&slots[i].state, FREE);
			return;
		}
}

void dgpm_temporary_own(int fd)
{
	(void)!flock(fd, LOCK_EX | LOCK_NB);
}

/* A name of a directory, as the system gives it: readdir() is not to be called where a signal came. */
struct entry {
	uint64_t inode;
	int64_t offset;
	unsigned short length;
	unsigned char type;
	char name[];
};

/* Remove a folder with the files in it; nothing in deeper folders, as none is made. */
static void remove_folder(const char *path)
{
	_Alignas(struct entry) char block[4096];
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	long n;

	while (fd >= 0 && (n = syscall(SYS_getdents64, fd, block, sizeof block)) > 0)
		for (long at = 0; at < n;) {
			const struct entry *e = (const void *)(block + at);

			(void)unlinkat(fd, e->name, 0);
			at += e->length;
		}
	if (fd >= 0)
		(void)close(fd);
	(void)rmdir(path);
}

static void say(const char *s)
{
	(void)!write(STDERR_FILENO, s, strlen(s));
}

void dgpm_temporary_remove(void)
{
	for (size_t i = 0; i < SLOTS; i++)
		if (atomic_load(&slots[i].state) == SET && unlink(slots[i].path) != 0 && errno == EISDIR)
			remove_folder(slots[i].path);
}

void dgpm_temporary_forget(void)
{
	for (size_t i = 0; i < SLOTS; i++)
		atomic_store(&slots[i].state, FREE);
}

static void on_signal(int number)
{
	if (atomic_load(&holding) != 0) {
		atomic_store(&pending, number);
		return;
	}
	dgpm_temporary_remove();
	say(isatty(STDERR_FILENO) != 0 ? "\ndgpm: " : "dgpm: "); /* behind what the terminal shows of the key */
	say(number == SIGINT ? "SIGINT: " : number == SIGTERM ? "SIGTERM: " : "SIGHUP: ");
	say(stopped);
	say("\n");
	(void)signal(number, SIG_DFL);
	(void)raise(number);
}

void dgpm_temporary_hold(void)
{
	atomic_store(&holding, 1);
}

void dgpm_temporary_release(void)
{
	int number;

	atomic_store(&holding, 0);
	number = atomic_exchange(&pending, 0);
	if (number != 0)
		(void)raise(number);
}

void dgpm_temporary_signals(const char *text)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART }, was;

	stopped = text;
	(void)sigfillset(&action.sa_mask);
	for (size_t i = 0; i < DGPM_COUNT(numbers); i++)
		if (sigaction(numbers[i], NULL, &was) == 0 && was.sa_handler != SIG_IGN)
			(void)sigaction(numbers[i], &action, NULL);
	(void)signal(SIGXFSZ, SIG_IGN);
}

static bool is_ours(const char *name, const char *prefix)
{
	size_t n = strlen(prefix), m = strlen(DGPM_TEMPORARY_MARK);

	return strncmp(name, prefix, n) == 0 && strncmp(name + n, DGPM_TEMPORARY_MARK, m) == 0 &&
	       strlen(name + n + m) == RANDOM;
}

static void sweep(int dir, const char *shown, const char *name)
{
	char path[LONGEST];
	struct stat st;
	int fd;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)) ||
	    st.st_uid != geteuid() || st.st_mtime + OLD > time(NULL))
		return;
	fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
		if (S_ISREG(st.st_mode))
			(void)unlinkat(dir, name, 0);
		else if ((size_t)snprintf(path, sizeof path, "%s/%s", shown, name) < sizeof path)
			remove_folder(path);
	}
	(void)close(fd);
}

void dgpm_temporary_sweep(const char *dir, const char *prefix)
{
	DIR *d = opendir(dir);
	const struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL)
		if (is_ours(e->d_name, prefix))
			sweep(dirfd(d), dir, e->d_name);
	if (d != NULL)
		(void)closedir(d);
}
