/*
 * Linked into what is built with COV=1: counts are written where a process ends by _exit() or by its own signal too,
 * and while they are written nothing fails on purpose (tests/faults) and no limit on the size of files cuts them. A
 * process that is confined may still write them.
 */
#include "../faults/faults.h"
#include "io/sandbox.h"

#include <fcntl.h>
#include <gcov.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);
int __real_raise(int number);
int __wrap_raise(int number);
bool __real_dgpm_sandbox_enter(const struct dgpm_sandbox_place *places, size_t n);
bool __wrap_dgpm_sandbox_enter(const struct dgpm_sandbox_place *places, size_t n);

#pragma weak fault_over
#pragma weak __real_dgpm_sandbox_enter

__attribute__((destructor)) static void over(void)
{
	const struct rlimit none = { RLIM_INFINITY, RLIM_INFINITY };

	if (fault_over != NULL)
		fault_over();
	/* Where it may not be lifted this process's counts go nowhere: half a file would spoil those of all. */
	if (setrlimit(RLIMIT_FSIZE, &none) != 0) {
		(void)setenv("GCOV_PREFIX", "/dev/null", 1);
		(void)setenv("GCOV_ERROR_FILE", "/dev/null", 1);
		(void)dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
	}
}

_Noreturn void __wrap__exit(int status)
{
	over();
	__gcov_dump();
	__real__exit(status);
}

int __wrap_raise(int number)
{
	struct sigaction now;

	if (sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_DFL)
		__gcov_dump();
	return __real_raise(number);
}

bool __wrap_dgpm_sandbox_enter(const struct dgpm_sandbox_place *places, size_t n)
{
	struct dgpm_sandbox_place *all = calloc(n + 1, sizeof *all);
	bool good = false;

	if (all == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		all[i] = places[i];
	all[n] = (struct dgpm_sandbox_place){ .path = DGPM_COUNTERS, .write = true };
	good = __real_dgpm_sandbox_enter(all, n + 1);
	free(all);
	return good;
}
