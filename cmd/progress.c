/* What a person at a terminal sees while a command works, and how long it took. Nothing in a pipe. */
#include "cmd.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* What the signal handler tells: seconds so far. It can be handed nothing, so this one variable stands outside. */
static volatile sig_atomic_t seconds;

static void tick(int signal_number)
{
	char text[16] = "\r       s";
	size_t at = 6;

	(void)signal_number;
	seconds++;
	for (int n = seconds; n != 0 && at > 0; n /= 10)
		text[at--] = (char)('0' + n % 10);
	(void)!write(STDERR_FILENO, text, 9);
}

static int64_t milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void cmd_progress_begin(struct cmd_env *env, const struct cmd_common *c)
{
	struct sigaction action = { .sa_handler = tick, .sa_flags = SA_RESTART };
	const struct itimerval each_second = { { 1, 0 }, { 1, 0 } };

	env->began = milliseconds();
	if (c->quiet || !isatty(STDERR_FILENO) || sigaction(SIGALRM, &action, NULL) != 0)
		return;
	env->ticks = setitimer(ITIMER_REAL, &each_second, NULL) == 0;
}

void cmd_progress_end(struct cmd_env *env)
{
	const struct itimerval never = { { 0, 0 }, { 0, 0 } };

	if (!env->ticks)
		return;
	env->ticks = false;
	setitimer(ITIMER_REAL, &never, NULL);
	if (seconds != 0)
		(void)!write(STDERR_FILENO, "\r\033[K", 4);
}

const char *cmd_elapsed(const struct cmd_env *env)
{
	int64_t ms = env->began != 0 ? milliseconds() - env->began : 0;

	if (ms < 1000 || !isatty(STDERR_FILENO))
		return "";
	return dgpm_arena_printf(env->arena, _(" (%d.%d s)"), (int)(ms / 1000), (int)(ms % 1000 / 100));
}
