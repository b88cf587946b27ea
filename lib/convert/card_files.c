/* Cards as files: written beside each other first, and named when all are there. */
#include "convert/context.h"
#include "base/i18n.h"
#include "io/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_TOLD 5 /* files that would be overwritten, told one by one */

struct dgpm_card_files {
	const struct dgpm_converted *result;
	struct dgpm_arena *arena;
	const char *dir;
	char *temporary;
	int to, from; /* directories, open: where the files go, and where they wait */
	bool made;    /* the directory was not there */
};

static int trouble(struct dgpm_diags *diags, const char *path)
{
	dgpm_diag_addf(diags, DGPM_MSG_IO_07, (struct dgpm_loc){ .path = path }, NULL, "%s", strerror(errno));
	return -1;
}

static const char *name_of(const struct dgpm_card_files *files, size_t i)
{
	return dgpm_arena_printf(files->arena, "%s.yaml", files->result->cards[i].id);
}

static int write_card(int dir, const struct dgpm_converted_card *card, const char *name)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	FILE *f = fd >= 0 ? fdopen(fd, "w") : NULL;
	bool good;

	if (f == NULL) {
		if (fd >= 0)
			close(fd);
		return -1;
	}
	good = fputs(card->text, f) >= 0;
	return (fclose(f) == 0) && good ? 0 : -1;
}

static int write_all(struct dgpm_card_files *files, struct dgpm_diags *diags)
{
	files->to = open(files->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	files->from = open(files->temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (files->to < 0 || files->from < 0)
		return trouble(diags, files->dir);
	dgpm_temporary_own(files->from);
	for (size_t i = 0; i < files->result->n_cards; i++) {
		const char *name = name_of(files, i);

		if (write_card(files->from, &files->result->cards[i], name) != 0)
			return trouble(diags, dgpm_arena_printf(files->arena, "%s/%s", files->dir, name));
	}
	return syncfs(files->from) == 0 ? 0 : trouble(diags, files->dir);
}

/* Files that are there are written over where that is wanted; in the place of a folder nothing can be. */
static bool all_free(const struct dgpm_card_files *files, struct dgpm_diags *diags, bool force)
{
	size_t taken = 0, folders = 0;
	struct stat st;

	for (size_t i = 0; i < files->result->n_cards; i++) {
		const char *path = dgpm_arena_printf(files->arena, "%s/%s", files->dir, name_of(files, i));

		if (lstat(path, &st) != 0)
			continue;
		errno = EISDIR;
		if (S_ISDIR(st.st_mode) && folders++ < MAX_TOLD)
			(void)!trouble(diags, path);
		else if (!S_ISDIR(st.st_mode) && !force && taken++ < MAX_TOLD)
			dgpm_diag_add(diags, DGPM_MSG_CONV_18, (struct dgpm_loc){ .path = path }, NULL);
	}
	if (taken > MAX_TOLD)
		dgpm_diag_addf(diags, DGPM_MSG_CONV_18, (struct dgpm_loc){ .path = files->dir }, NULL,
			       _("%zu files in all"), taken);
	return taken == 0 && folders == 0;
}

int dgpm_convert_cards_stage(struct dgpm_card_files **out, const struct dgpm_converted *result,
			     struct dgpm_arena *arena, struct dgpm_diags *diags, const char *dir, bool force)
{
	struct dgpm_card_files *files = dgpm_arena_array(arena, 1, sizeof *files);

	*out = NULL;
	*files = (struct dgpm_card_files){ .result = result, .arena = arena, .dir = dir, .to = -1, .from = -1 };
	files->temporary = dgpm_arena_printf(arena, "%s/.cards" DGPM_TEMPORARY_MARK "XXXXXX", dir);
	files->made = mkdir(dir, 0777) == 0;
	if (!files->made && errno != EEXIST)
		return trouble(diags, dir);
	if (!all_free(files, diags, force))
		return -1;
	dgpm_temporary_sweep(dir, ".cards");
	if (mkdtemp(files->temporary) == NULL)
		return trouble(diags, dir);
	dgpm_temporary_add(files->temporary);
	if (write_all(files, diags) != 0) {
		dgpm_convert_cards_abandon(files);
		return -1;
	}
	*out = files;
	return 0;
}

static void end(struct dgpm_card_files *files)
{
	if (files->from >= 0)
		close(files->from);
	if (files->to >= 0)
		close(files->to);
	rmdir(files->temporary);
	dgpm_temporary_drop(files->temporary);
}

static int give_names(struct dgpm_card_files *files, struct dgpm_diags *diags)
{
	for (size_t i = 0; i < files->result->n_cards; i++) {
		const char *name = name_of(files, i);

		if (renameat(files->from, name, files->to, name) != 0) {
			(void)!trouble(diags, dgpm_arena_printf(files->arena, "%s/%s", files->dir, name));
			dgpm_convert_cards_abandon(files);
			return -1;
		}
	}
	if (fsync(files->to) != 0 && errno != EINVAL && errno != EROFS && errno != ENOTSUP)
		(void)!trouble(diags, files->dir);
	end(files);
	return 0;
}

int dgpm_convert_cards_name(struct dgpm_card_files *files, struct dgpm_diags *diags)
{
	int rc;

	dgpm_temporary_hold();
	rc = give_names(files, diags);
	dgpm_temporary_release();
	return rc;
}

void dgpm_convert_cards_abandon(struct dgpm_card_files *files)
{
	for (size_t i = 0; i < files->result->n_cards && files->from >= 0; i++)
		unlinkat(files->from, name_of(files, i), 0);
	end(files);
	if (files->made)
		rmdir(files->dir);
}
