/*
 * What a command gives up before it reads what others wrote: all but the places that it reads from and writes to,
 * running programs, and the network.
 */
#include "cmd.h"
#include "base/list.h"
#include "io/sandbox.h"
#include "io/spool.h"

#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct places {
	struct dgpm_arena *arena;
	struct dgpm_sandbox_place *items;
	size_t n, cap;
};

static void add(struct places *p, const char *path, bool write)
{
	if (path != NULL && *path != '\0')
		*DGPM_PUSH(p->arena, p->items, p->n, p->cap) =
			(struct dgpm_sandbox_place){ .path = path, .write = write };
}

/* What libraries open late: conversions of iconv(3), the time zone, texts of the C library; the program's own files. */
static void add_system(struct places *p, const struct cmd_env *env)
{
	static const char *const read[] = { "/usr", "/lib", "/lib64", "/etc/localtime", "/etc/ld.so.cache",
					    "/etc/locale.alias", "/proc/self", "/dev/urandom", "/dev/zero",
					    "/sys/devices/system/cpu" };
	static const char *const write[] = { "/dev/null", "/dev/full", "/dev/tty", P_tmpdir };
	static const char *const variables[] = { "GCONV_PATH", "LOCPATH", "TZDIR" };
	char real[PATH_MAX];

	for (size_t i = 0; i < DGPM_COUNT(read); i++)
		add(p, read[i], false);
	for (size_t i = 0; i < DGPM_COUNT(write); i++)
		add(p, write[i], true);
	for (size_t i = 0; i < DGPM_COUNT(variables); i++)
		add(p, getenv(variables[i]), false);
	add(p, dgpm_nameless_dir(), true);
	add(p, env->data_dir, false);
	/* Data whose files are links to where they are kept, as some installers leave them. */
	if (env->data_dir != NULL &&
	    realpath(dgpm_arena_cat(p->arena, env->data_dir, "/card.schema.json"), real) != NULL)
		add(p, dgpm_arena_strdup(p->arena, dirname(real)), false);
	add(p, env->program, false);
	if (env->program != NULL)
		add(p, dgpm_arena_cat(p->arena, env->program, "/../share"), false);
}

/* The folder a path is in, or the nearest above it that is there. */
static const char *folder_of(struct dgpm_arena *arena, const char *path)
{
	const char *dir = dirname(dgpm_arena_strdup(arena, path));

	while (access(dir, F_OK) != 0 && strcmp(dir, "/") != 0 && strcmp(dir, ".") != 0)
		dir = dirname(dgpm_arena_strdup(arena, dir));
	return dir;
}

/* A file appears by a name beside it, and so does a folder; a device is written to alone. */
static void add_output(struct places *p, const char *path)
{
	char real[PATH_MAX];
	struct stat st;

	if (path == NULL)
		return;
	add(p, path, true);
	if (strncmp(path, "/dev/", 5) == 0 && strncmp(path, "/dev/shm/", 9) != 0)
		return;
	if (stat(path, &st) != 0) {
		add(p, folder_of(p->arena, path), true);
	} else if ((S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)) && realpath(path, real) != NULL) {
		add(p, folder_of(p->arena, dgpm_arena_strdup(p->arena, real)), true);
		add(p, folder_of(p->arena, path), true);
	}
}

/* A word of the command line, or what stands in it behind an option: a place to read from where there is one. */
static void add_word(struct places *p, const char *word)
{
	const char *value = strchr(word, '=');

	if (word[0] != '-')
		add(p, word, false);
	else if (word[1] != '-' && word[1] != '\0')
		add(p, word + 2, false);
	if (value != NULL)
		add(p, value + 1, false);
}

/* Arguments are mostly paths as seen from -C. */
static void add_argument(struct places *p, const struct cmd_common *c, const char *arg)
{
	const char *there = dgpm_arena_cat(p->arena, c->dir, "/", arg);

	add(p, there, false);
	if ((c->needs & CMD_NEEDS_ARGS) == 0)
		return;
	add_output(p, arg);
	if (strcmp(c->dir, ".") != 0 && arg[0] != '/')
		add_output(p, there);
}

void cmd_confine(struct cmd_env *env, const struct cmd_common *c, const char *const *outputs, size_t n_outputs,
		 int argc, char **argv)
{
	struct places p = { .arena = env->arena };
	bool writes_root = (c->needs & CMD_NEEDS_ROOT) != 0;
	const char *off = getenv("DGPM_SANDBOX"), *root;

	env->sandbox = CMD_SANDBOX_NO_KERNEL;
	if (off != NULL && strcmp(off, "off") == 0)
		env->sandbox = CMD_SANDBOX_OFF;
	else if (c->changed.since != NULL || c->changed.list != NULL || (c->needs & CMD_NEEDS_GIT) != 0)
		env->sandbox = CMD_SANDBOX_GIT;
	if (env->sandbox != CMD_SANDBOX_NO_KERNEL || dgpm_sandbox_version() == 0)
		return;
	add_system(&p, env);
	root = dgpm_portfolio_above(env->arena, c->dir);
	add(&p, root != NULL ? root : c->dir, writes_root);
	add(&p, c->dir, writes_root);
	for (int i = 1; i < argc; i++)
		add_word(&p, argv[i]);
	if ((c->needs & CMD_NEEDS_ALL) != 0)
		add(&p, "/", false);
	for (size_t i = 0; i < c->n_args; i++)
		add_argument(&p, c, c->args[i]);
	add_output(&p, c->output);
	for (size_t i = 0; i < c->n_outputs; i++)
		add_output(&p, c->outputs[i].path);
	for (size_t i = 0; i < n_outputs; i++)
		add_output(&p, outputs[i]);
	if (dgpm_sandbox_enter(p.items, p.n))
		env->sandbox = CMD_SANDBOX_ON;
}
