/* Landlock by its system calls: C libraries have no functions for it. */
#include "io/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Headers may be older than the kernel that the program runs on. */
#ifndef LANDLOCK_ACCESS_FS_REFER
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif
#define NET_ALL ((uint64_t)3)   /* to bind TCP ports, and to connect to them */
#define SCOPE_ALL ((uint64_t)3) /* to reach abstract sockets of others, and to send them signals */

#define READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define MAKE                                                                                                           \
	(LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |              \
	 LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REFER)
/* Never given to any place: nothing is run, and no device, socket, FIFO or link is made. */
#define NEVER                                                                                                          \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK |                    \
	 LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)
/* What a rule about a file may hold. */
#define OF_FILES (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE)

/* struct landlock_ruleset_attr as it is now; each version of the kernel takes as much as it knows. */
struct ruleset {
	uint64_t files, net, scope;
};

enum {
	LEAST_VERSION = 2, /* the first that lets files go from one folder to another */
	TRUNCATE_VERSION = 3,
	NET_VERSION = 4,
	SCOPE_VERSION = 6,
};

static int version(void)
{
	return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

int dgpm_sandbox_version(void)
{
	int v = version();

	return v >= LEAST_VERSION ? v : 0;
}

static size_t size_for(int v)
{
	return v >= SCOPE_VERSION ? sizeof(struct ruleset) : v >= NET_VERSION ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
}

/* What is not there is no place; anything else that goes wrong is an error. */
static bool add_place(int rules, const struct dgpm_sandbox_place *place, uint64_t handled)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = READ };
	struct stat st;
	int fd = open(place->path, O_PATH | O_CLOEXEC);
	bool good;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == EACCES || errno == ELOOP;
	if (place->write)
		rule.allowed_access |= MAKE | LANDLOCK_ACCESS_FS_TRUNCATE;
	good = fstat(fd, &st) == 0;
	if (good && !S_ISDIR(st.st_mode))
		rule.allowed_access &= OF_FILES;
	rule.allowed_access &= handled;
	rule.parent_fd = fd;
	/* A pipe or socket, as /dev/stdin may be, is of no file system that rules are about. */
	good = good && (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0 ||
			errno == EBADFD || errno == EBADF);
	close(fd);
	return good;
}

bool dgpm_sandbox_enter(const struct dgpm_sandbox_place *places, size_t n)
{
	int v = dgpm_sandbox_version(), rules;
	struct ruleset r = { READ | MAKE | NEVER, NET_ALL, SCOPE_ALL };
	bool good = true;

	if (v == 0)
		return false;
	if (v >= TRUNCATE_VERSION)
		r.files |= LANDLOCK_ACCESS_FS_TRUNCATE;
	rules = (int)syscall(SYS_landlock_create_ruleset, &r, size_for(v), 0);
	if (rules < 0)
		return false;
	for (size_t i = 0; i < n && good; i++)
		good = add_place(rules, &places[i], r.files);
	good = good && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	close(rules);
	return good;
}
