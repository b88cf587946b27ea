/* Asking git. */
#include "portfolio/git.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEXT_LIMIT ((size_t)64 << 20)

extern char **environ;

/* A file without a name: what git printed may be a ledger of any size. */
static int nameless(void)
{
	FILE *f = tmpfile();
	int fd = f != NULL ? fcntl(fileno(f), F_DUPFD_CLOEXEC, 3) : -1;

	if (f != NULL)
		fclose(f);
	return fd;
}

static int run_into(int fd, char *const *argv)
{
	posix_spawn_file_actions_t files;
	int status = -1;
	pid_t pid;

	if (posix_spawn_file_actions_init(&files) != 0)
		return -1;
	if (posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0) != 0 ||
	    posix_spawn_file_actions_adddup2(&files, fd, STDOUT_FILENO) != 0 ||
	    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0) != 0 ||
	    posix_spawnp(&pid, "git", &files, NULL, argv, environ) != 0)
		pid = -1;
	posix_spawn_file_actions_destroy(&files);
	if (pid < 0)
		return -1;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

int git_run(int *fd, const char *root, const char *const *words)
{
	/* A repository may name a program of its own as monitor; it is not asked for. */
	const char *argv[24] = { "git", "-C", root, "-c", "core.fsmonitor=false", "--no-optional-locks" };
	size_t n = 6;

	*fd = -1;
	while (*words != NULL && n + 1 < DGPM_COUNT(argv))
		argv[n++] = *words++;
	if (*words != NULL || (*fd = nameless()) < 0)
		return -1;
	if (run_into(*fd, (char *const *)argv) == 0 && lseek(*fd, 0, SEEK_SET) == 0)
		return 0;
	close(*fd);
	*fd = -1;
	return -1;
}

const char *git_text(struct dgpm_arena *arena, struct dgpm_str *out, const char *root, const char *const *words)
{
	int fd;
	off_t size;
	char *text;
	size_t n = 0;
	ssize_t got = 0;

	*out = (struct dgpm_str){ 0 };
	if (git_run(&fd, root, words) != 0)
		return NULL;
	size = lseek(fd, 0, SEEK_END);
	text = size >= 0 && (size_t)size <= TEXT_LIMIT ? dgpm_arena_alloc(arena, (size_t)size + 1) : NULL;
	while (text != NULL && n < (size_t)size && (got = pread(fd, text + n, (size_t)size - n, (off_t)n)) > 0)
		n += (size_t)got;
	close(fd);
	if (text == NULL || n != (size_t)size)
		return NULL;
	text[n] = '\0';
	*out = (struct dgpm_str){ text, n };
	return text;
}
