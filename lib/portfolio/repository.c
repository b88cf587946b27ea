/* Where the repository is. */
#include "portfolio/repository.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

const char *dgpm_repository_real(struct dgpm_arena *arena, const char *dir)
{
	char buf[PATH_MAX];

	return realpath(dir, buf) != NULL ? dgpm_arena_strdup(arena, buf) : NULL;
}

const char *dgpm_repository_root(struct dgpm_arena *arena, const char *dir)
{
	const char *real = dgpm_repository_real(arena, dir);
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
