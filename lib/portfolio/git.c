/* Asking git. */
#include "portfolio/git.h"
#include "io/read.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEXT_LIMIT ((off_t)64 << 20)

extern char **environ;

int git_nameless(void)
{
	FILE *f = tmpfile();
	int fd;

	if (f == NULL)
		return -1;
	fd = fcntl(fileno(f), F_DUPFD_CLOEXEC, 3);
	fclose(f);
	return fd;
}

int git_spawn(int *status, const char *const *argv, char *const *env, const int *fds)
{
	posix_spawn_file_actions_t files;
	int error = posix_spawn_file_actions_init(&files);
	pid_t pid;

	for (int i = 0; i < 3; i++)
		error |= fds[i] >= 0 ? posix_spawn_file_actions_adddup2(&files, fds[i], i) :
				       posix_spawn_file_actions_addopen(&files, i, "/dev/null", O_RDWR, 0);
	if (error == 0)
		error = posix_spawnp(&pid, argv[0], &files, NULL, (char *const *)argv, env);
	posix_spawn_file_actions_destroy(&files);
	if (error != 0)
		return error;
	while (waitpid(pid, status, 0) < 0)
		if (errno != EINTR)
			return errno;
	return 0;
}

int git_run(int *fd, const char *root, const char *const *words)
{
	/* A repository may name a program of its own as monitor; it is not asked for. */
	const char *argv[24] = { "git", "-C", root, "-c", "core.fsmonitor=false", "--no-optional-locks" };
	int status;

	for (size_t n = 6; *words != NULL; n++)
		argv[n] = *words++;
	*fd = git_nameless();
	if (*fd < 0)
		return -1;
	if (git_spawn(&status, argv, environ, (const int[]){ -1, *fd, -1 }) == 0 && status == 0 &&
	    lseek(*fd, 0, SEEK_SET) == 0)
		return 0;
	close(*fd);
	*fd = -1;
	return -1;
}

const char *git_text(struct dgpm_arena *arena, struct dgpm_str *out, const char *root, const char *const *words)
{
	char *text;
	off_t size;
	int fd;

	*out = (struct dgpm_str){ 0 };
	if (git_run(&fd, root, words) != 0)
		return NULL;
	size = lseek(fd, 0, SEEK_END);
	text = size >= 0 && size <= TEXT_LIMIT ? dgpm_arena_alloc(arena, (size_t)size + 1) : NULL;
	if (text != NULL && dgpm_read_at(fd, text, (size_t)size, 0) != size)
		text = NULL;
	close(fd);
	if (text == NULL)
		return NULL;
	text[size] = '\0';
	*out = (struct dgpm_str){ text, (size_t)size };
	return text;
}
