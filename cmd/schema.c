/* dgpm schema: the JSON Schemas of what dgpm reads and of what it prints. */
#include "base/text.h"
#include "cmd.h"
#include "io/read.h"
#include "schema_install.h"

#include <fcntl.h>

#define MOST_BYTES ((size_t)4 << 20)

enum { OPT_INSTALL = 0x200 };

struct schema_opts {
	struct cmd_common common;
	bool install;
};

static const struct argp_option options[] = {
	{ "install", OPT_INSTALL, NULL, 0,
	  N_("write the schemas of what is read into the portfolio, .dgpm/schemas, for editors"), 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct schema_opts *o = state->input;

	(void)arg;
	if (key != OPT_INSTALL)
		return ARGP_ERR_UNKNOWN;
	o->install = true;
	o->common.needs = CMD_NEEDS_ROOT;
	return 0;
}

/* A schema of the data directory. */
struct known {
	const char *name; /* "card", "list-report" */
	const char *path; /* in the data directory */
	bool output;
};

struct schemas {
	struct cmd_env *env;
	struct known *items;
	size_t n;
	struct dgpm_str text; /* of the one that was named */
};

static void add(struct schemas *s, const char *dir, const char *suffix, bool output)
{
	size_t n;
	const char *const *paths = dgpm_data_list(s->env->data, s->env->diags, dir, suffix, &n);

	for (size_t i = 0; i < n; i++) {
		const char *name = strrchr(paths[i], '/') + 1;
		size_t len = strlen(name) - strlen(suffix);

		s->items = dgpm_arena_grow(s->env->arena, s->items, s->n, s->n + 1, sizeof *s->items);
		s->items[s->n++] = (struct known){ dgpm_arena_strndup(s->env->arena, name, len),
						   output ? paths[i] : name, output };
	}
}

/* By its name, by "dgpm/NAME@1" as documents have it, or by the command that prints it. */
static const struct known *find(const struct schemas *s, const char *text)
{
	struct dgpm_str name = dgpm_str_of(text);
	const char *at;

	if (strncmp(name.s, "dgpm/", 5) == 0)
		name = dgpm_str_of(text + 5);
	at = memchr(name.s, '@', name.n);
	if (at != NULL)
		name.n = (size_t)(at - name.s);
	for (size_t i = 0; i < s->n; i++)
		if (dgpm_str_is(name, s->items[i].name))
			return &s->items[i];
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->items[i].name, dgpm_arena_printf(s->env->arena, "%.*s-report", (int)name.n, name.s)) == 0)
			return &s->items[i];
	return NULL;
}

static int no_such(const struct schemas *s, const char *name)
{
	const char **names = dgpm_arena_array(s->env->arena, s->n, sizeof *names);
	const char *near;

	for (size_t i = 0; i < s->n; i++)
		names[i] = s->items[i].name;
	near = dgpm_text_nearest(dgpm_str_of(name), names, s->n);
	if (near != NULL)
		return cmd_wrong(s->env, _("no schema '%s', did you mean '%s'?"), name, near);
	return cmd_wrong(s->env, _("no schema '%s'; 'dgpm schema' lists them"), name);
}

static void print_list(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	static const struct dgpm_col columns[] = {
		{ "name", N_("name"), DGPM_COL_TEXT },
		{ "of", N_("read or printed"), DGPM_COL_TEXT },
		{ "title", N_("title"), DGPM_COL_NAME },
		{ "file", NULL, DGPM_COL_TEXT },
	};
	const struct schemas *s = ctx;
	struct dgpm_grid *g = dgpm_grid_new(s->env->arena, columns, DGPM_COUNT(columns));
	bool text = how->format == DGPM_FORMAT_TEXT;

	dgpm_grid_main(g);
	for (size_t i = 0; i < s->n; i++) {
		const struct known *k = &s->items[i];

		dgpm_grid_cstr(g, k->name);
		dgpm_grid_cstr(g, text ? (k->output ? _("what is printed") : _("what is read")) :
					 (k->output ? "output" : "input"));
		dgpm_grid_cstr(g, dgpm_node_cstr(dgpm_node_get(
					  dgpm_data_doc(s->env->data, s->env->diags, k->path), "title")));
		dgpm_grid_cstr(g, k->path);
	}
	dgpm_grid_print(g, out, how);
}

static void print_one(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct schemas *s = ctx;

	(void)how;
	/* The files are indented by tabs, which no terminal is given as they are; JSON says the same with blanks. */
	for (size_t i = 0; i < s->text.n;) {
		const char *tab = memchr(s->text.s + i, '\t', s->text.n - i);
		size_t n = tab != NULL ? (size_t)(tab - s->text.s) - i : s->text.n - i;

		dgpm_out_write(out, s->text.s + i, n);
		if (tab != NULL)
			dgpm_out_spaces(out, 2);
		i += n + 1;
	}
}

static int install(const struct schemas *s, const struct cmd_common *c)
{
	const char **files = dgpm_arena_array(s->env->arena, s->n, sizeof *files);
	size_t n = 0;

	if (c->n_args != 0)
		return cmd_wrong(s->env, "%s", _("--install writes all schemas: name none"));
	for (size_t i = 0; i < s->n; i++)
		if (!s->items[i].output)
			files[n++] = s->items[i].path;
	return cmd_schema_install(s->env, c, files, n);
}

int cmd_schema(struct cmd_env *env, int argc, char **argv)
{
	struct schema_opts o = { .common = env->defaults };
	struct cmd_common *c = &o.common;
	struct schemas s = { .env = env };
	const struct known *known;
	const char *path;

	c->max_args = 1;
	c->tables = true;
	cmd_parse(env, options, parse_option, N_("[NAME]"), NULL, &o, argc, argv);
	if (cmd_data(env) == NULL)
		return cmd_give_up(env, c);
	add(&s, ".", ".schema.json", false);
	add(&s, ".", ".tableschema.json", false);
	add(&s, "output", ".schema.json", true);
	if (o.install)
		return install(&s, c);
	if (c->n_args == 0)
		return cmd_finish(env, c, &(struct cmd_result){ .print = print_list, .ctx = &s });
	known = find(&s, c->args[0]);
	if (known == NULL)
		return no_such(&s, c->args[0]);
	path = dgpm_arena_cat(env->arena, dgpm_data_dir(env->data), "/", known->path);
	if (dgpm_file_read(&s.text, env->arena, env->diags, path, AT_FDCWD, path, MOST_BYTES) != 0)
		return cmd_give_up(env, c);
	return cmd_finish(env, c, &(struct cmd_result){ .print = print_one, .ctx = &s });
}
