/* Where the repository is. */
#include "portfolio/repository.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *dgpm_repository_real(struct dgpm_arena *arena, struct dgpm_diags *diags, const char *dir)
{
	char buf[PATH_MAX];

	if (realpath(dir, buf) != NULL)
		return dgpm_arena_strdup(arena, buf);
	if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP)
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = dir }, NULL, "%s", strerror(errno));
	return NULL;
}

const char *dgpm_repository_root(struct dgpm_arena *arena, struct dgpm_diags *diags, const char *dir)
{
	const char *real = dgpm_repository_real(arena, diags, dir);
	char *at = dgpm_arena_strdup(arena, real);

	while (at != NULL) {
		char *slash = strrchr(at, '/');

		if (access(dgpm_arena_printf(arena, "%s/.git", at), F_OK) == 0)
			return *at != '\0' ? at : "/";
		if (slash == NULL)
			return NULL;
		*slash = '\0';
	}
	return NULL;
}
