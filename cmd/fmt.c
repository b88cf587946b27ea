/* dgpm fmt: the keys of documents in the order of their schemas, everything else as it was written. */
#include "cmd.h"
#include "fmt/fmt.h"
#include "io/read.h"
#include "io/spool.h"
#include "io/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define MOST_BYTES ((size_t)16 << 20) /* as of a card: each is held four times over */

enum { OPT_CHECK = 0x200 };

struct fmt_opts {
	struct cmd_common common;
	bool check;
};

static const struct argp_option options[] = {
	{ "check", OPT_CHECK, NULL, 0,
	  N_("write nothing: name the files that are not in order, and end with status 1"), 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct fmt_opts *o = state->input;

	(void)arg;
	if (key != OPT_CHECK)
		return ARGP_ERR_UNKNOWN;
	o->check = true;
	return 0;
}

struct report {
	struct dgpm_arena *arena;
	const char **changed;
	size_t n, n_read;
	struct dgpm_str text; /* of standard input, in order */
	bool piped, check;
};

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	static const struct dgpm_col columns[] = { { "file", N_("file"), DGPM_COL_TEXT },
						   { "state", N_("state"), DGPM_COL_TEXT } };
	const struct report *r = ctx;
	struct dgpm_grid *g = dgpm_grid_new(r->arena, columns, DGPM_COUNT(columns));

	if (r->piped && !r->check) {
		dgpm_out_str(out, r->text);
		return;
	}
	for (size_t i = 0; i < r->n; i++) {
		if (how->format == DGPM_FORMAT_TEXT && how->workbook == NULL && !how->markdown)
			dgpm_out_printf(out, "%s\n", r->changed[i]);
		dgpm_grid_cstr(g, r->changed[i]);
		dgpm_grid_cstr(g, r->check ? "not-in-order" : "put-in-order");
	}
	if (how->format != DGPM_FORMAT_TEXT || how->workbook != NULL || how->markdown)
		dgpm_grid_print(g, out, how);
}

/* The file of a path: standard input is one by its descriptor. */
static int read_one(struct dgpm_str *text, struct cmd_env *env, struct dgpm_arena *arena, int dir, const char *path)
{
	char name[40];
	int fd, rc;

	if (strcmp(path, "-") != 0)
		return dgpm_file_read(text, arena, env->diags, path, dir, path, MOST_BYTES);
	fd = dgpm_spool(env->diags, STDIN_FILENO, "-");
	if (fd < 0)
		return -1;
	snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
	rc = dgpm_file_read(text, arena, env->diags, path, dir, name, MOST_BYTES);
	close(fd);
	return rc;
}

/* Whole or not at all, a file at a time: those before it stay written. */
static void write_one(struct cmd_env *env, const struct cmd_common *c, const char *path, struct dgpm_str text)
{
	struct dgpm_outs *outs = dgpm_outs_new(env->arena);
	const char *full = *path == '/' ? path : dgpm_arena_printf(env->arena, "%s/%s", c->dir, path);
	struct dgpm_out *out;

	if (dgpm_outs_open(&out, outs, env->diags, full, NULL) != 0)
		return;
	dgpm_out_str(out, text);
	if (dgpm_outs_stage(outs, env->diags) == 0)
		(void)!dgpm_outs_name(outs, env->diags);
}

/* `arena`: until the next file. */
static void order_one(struct report *r, struct cmd_env *env, const struct fmt_opts *o, struct dgpm_arena *arena,
		      int dir, const char *path)
{
	struct dgpm_str text, ordered;
	enum dgpm_fmt_result result;

	if (read_one(&text, env, arena, dir, path) != 0)
		return;
	result = dgpm_fmt(&ordered, arena, env->diags, env->data, path, text);
	r->n_read += result == DGPM_FMT_AS_IT_IS || result == DGPM_FMT_CHANGED;
	if (strcmp(path, "-") == 0) {
		r->piped = true;
		r->text = (struct dgpm_str){ dgpm_arena_strndup(env->arena, ordered.s, ordered.n), ordered.n };
	}
	if (result != DGPM_FMT_CHANGED)
		return;
	r->changed = dgpm_arena_grow(env->arena, r->changed, r->n, r->n + 1, sizeof *r->changed);
	r->changed[r->n++] = path;
	if (!o->check && strcmp(path, "-") != 0)
		write_one(env, &o->common, path, ordered);
}

static void order_each(struct report *r, struct cmd_env *env, const struct fmt_opts *o, int dir,
		       const struct dgpm_files *files)
{
	struct dgpm_arena *arena = dgpm_arena_like(env->arena);

	for (size_t i = 0; i < o->common.n_args; i++)
		if (strcmp(o->common.args[i], "-") == 0)
			order_one(r, env, o, arena, dir, "-");
	for (size_t i = 0; i < files->n; i++) {
		dgpm_arena_reset(arena);
		if (files->items[i].kind == DGPM_FILE_YAML)
			order_one(r, env, o, arena, dir, files->items[i].path);
	}
	dgpm_arena_free(arena);
}

/* What is named; else all from here down. */
static void order_all(struct report *r, struct cmd_env *env, const struct fmt_opts *o, int dir)
{
	const struct cmd_common *c = &o->common;
	struct dgpm_files files = { 0 };

	if (c->n_args == 0)
		dgpm_walk(&files, env->arena, env->diags, dir, ".", NULL, 0);
	for (size_t i = 0; i < c->n_args; i++)
		if (strcmp(c->args[i], "-") != 0)
			(void)!dgpm_walk_named(&files, env->arena, env->diags, dir, c->args[i]);
	dgpm_files_sort(&files);
	order_each(r, env, o, dir, &files);
}

int cmd_fmt(struct cmd_env *env, int argc, char **argv)
{
	struct fmt_opts o = { .common = env->defaults };
	struct report r = { .arena = env->arena };
	int dir, status;

	o.common.needs = CMD_NEEDS_ROOT | CMD_NEEDS_ARGS;
	cmd_parse(env, options, parse_option, N_("[PATH...]"), NULL, &o, argc, argv);
	if (cmd_data(env) == NULL)
		return cmd_give_up(env, &o.common);
	r.check = o.check;
	dir = open(o.common.dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0) {
		dgpm_diag_addf(env->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = o.common.dir }, NULL, "%s",
			       strerror(errno));
		return cmd_give_up(env, &o.common);
	}
	order_all(&r, env, &o, dir);
	close(dir);
	status = cmd_finish(env, &o.common,
			    &(struct cmd_result){ .print = print, .ctx = &r,
						  .summary = dgpm_arena_printf(
							  env->arena,
							  o.check ? P_("%zu document, %zu not in order",
								       "%zu documents, %zu not in order", r.n_read) :
								    P_("%zu document, %zu put in order",
								       "%zu documents, %zu put in order", r.n_read),
							  r.n_read, r.n) });
	return status == CMD_OK && o.check && r.n != 0 ? CMD_FINDINGS : status;
}
