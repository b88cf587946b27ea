/* Names of options that are misspelt. */
#include "cmd.h"
#include "base/list.h"
#include "base/text.h"

/* The options that argp has of itself. */
static const char *const argp_own[] = { "help", "usage", "version" };

struct names {
	const char **items;
	size_t n, cap;
};

/* The option of a table that has the name, or where `part` one that begins like it, or that has the key. */
static const struct argp_option *find_option(const struct argp_option *table, struct dgpm_str name, int key, bool part)
{
	for (; table != NULL && (table->name != NULL || table->key != 0 || table->doc != NULL); table++)
		if (key != 0 ? table->key == key :
			       table->name != NULL && strncmp(table->name, name.s, name.n) == 0 &&
				       (part || table->name[name.n] == '\0'))
			return table;
	return NULL;
}

/* One that begins like the name is found after all that have it. */
static const struct argp_option *option_of(const struct cmd_tables *tables, struct dgpm_str name, int key)
{
	const struct argp_option *found = NULL;

	for (int part = 0; part < 2; part++)
		for (size_t i = 0; i < tables->n && found == NULL; i++)
			found = find_option(tables->items[i], name, key, part != 0);
	return found;
}

/* The names of a table. */
static void add_names(struct dgpm_arena *a, const struct argp_option *o, struct names *names)
{
	for (; o != NULL && (o->name != NULL || o->doc != NULL); o++)
		if (o->name != NULL)
			*DGPM_PUSH(a, names->items, names->n, names->cap) = o->name;
}

static const char *nearest_option(struct dgpm_arena *a, const struct cmd_tables *tables, struct dgpm_str name)
{
	struct names names = { 0 };

	for (size_t i = 0; i < DGPM_COUNT(argp_own); i++)
		*DGPM_PUSH(a, names.items, names.n, names.cap) = argp_own[i];
	for (size_t i = 0; i < tables->n; i++)
		add_names(a, tables->items[i], &names);
	return dgpm_text_nearest(name, names.items, names.n);
}

static bool is_argps(struct dgpm_str name)
{
	for (size_t k = 0; k < DGPM_COUNT(argp_own); k++)
		if (strncmp(argp_own[k], name.s, name.n) == 0)
			return true;
	return false;
}

/* What argp would say in a language of its own. */
static int refuse(const struct cmd_env *env, const char *program, const char *text)
{
	fprintf(env->told, "%s: %s\n", program, text);
	fprintf(env->told, _("Try `%s --help' or `%s --usage' for more information.\n"), program, program);
	return CMD_TROUBLE;
}

/* "--name" and "--name=value"; *i moves on to a value that stands apart. */
static int check_long(struct cmd_env *env, const struct cmd_tables *tables, int argc, char **argv, int *i)
{
	struct dgpm_arena *a = env->arena;
	struct dgpm_str name = { argv[*i] + 2, strcspn(argv[*i] + 2, "=") };
	const struct argp_option *o = option_of(tables, name, 0);
	bool valued = name.s[name.n] == '=';
	const char *near;

	if (o != NULL && o->arg == NULL && valued && !tables->some)
		return refuse(env, argv[0],
			      dgpm_arena_printf(a, _("option '--%s' doesn't allow an argument"), o->name));
	/* A value that stands apart may look like an option. */
	if (o != NULL && o->arg != NULL && !valued && ++*i >= argc && !tables->some)
		return refuse(env, argv[0], dgpm_arena_printf(a, _("option '--%s' requires an argument"), o->name));
	if (o != NULL || is_argps(name))
		return 0;
	near = nearest_option(a, tables, name);
	if (near == NULL)
		return tables->some ? 0 :
				      refuse(env, argv[0], dgpm_arena_printf(a, _("unrecognized option '--%.*s'"),
									     (int)name.n, name.s));
	fprintf(env->told, _("%s: '--%.*s' is not an option, did you mean '--%s'?"), argv[0], (int)name.n, name.s,
		near);
	fputc('\n', env->told);
	return CMD_TROUBLE;
}

/* "-qf csv": letters up to the first that has a value, which is the rest or stands apart. */
static int check_letters(struct cmd_env *env, const struct cmd_tables *tables, int argc, char **argv, int *i)
{
	for (const char *c = argv[*i] + 1; *c != '\0'; c++) {
		const struct argp_option *o = option_of(tables, (struct dgpm_str){ 0 }, *c);
		int n = 1;

		/* All of a character. */
		while (((unsigned char)c[n] & 0xc0) == 0x80)
			n++;
		if (o == NULL && strchr("?V", *c) == NULL && !tables->some)
			return refuse(env, argv[0],
				      dgpm_arena_printf(env->arena, _("invalid option -- '%.*s'"), n, c));
		if (o == NULL || o->arg == NULL)
			continue;
		if (c[1] == '\0' && ++*i >= argc && !tables->some)
			return refuse(env, argv[0],
				      dgpm_arena_printf(env->arena, _("option requires an argument -- '%c'"), *c));
		return 0;
	}
	return 0;
}

int cmd_check_names(struct cmd_env *env, const struct cmd_tables *tables, int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (argv[i][0] != '-' || argv[i][1] == '\0')
			continue;
		if ((argv[i][1] == '-' ? check_long : check_letters)(env, tables, argc, argv, &i) != 0)
			return CMD_TROUBLE;
	}
	return 0;
}
