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

/* The option of a table whose name begins like `name`, or that has the key. */
static const struct argp_option *find_option(const struct argp_option *table, struct dgpm_str name, int key)
{
	for (; table != NULL && (table->name != NULL || table->key != 0 || table->doc != NULL); table++)
		if (key != 0 ? table->key == key :
			       table->name != NULL && strncmp(table->name, name.s, name.n) == 0)
			return table;
	return NULL;
}

static const struct argp_option *option_of(const struct argp_option *own, struct dgpm_str name, int key)
{
	const struct argp_option *found = find_option(own, name, key);

	for (size_t i = 0; i < cmd_common_tables_n && found == NULL; i++)
		found = find_option(cmd_common_tables[i], name, key);
	return found;
}

/* The names of a table. */
static void add_names(struct dgpm_arena *a, const struct argp_option *o, struct names *names)
{
	for (; o != NULL && (o->name != NULL || o->doc != NULL); o++)
		if (o->name != NULL)
			*DGPM_PUSH(a, names->items, names->n, names->cap) = o->name;
}

static const char *nearest_option(struct dgpm_arena *a, const struct argp_option *own, struct dgpm_str name)
{
	struct names names = { 0 };

	for (size_t i = 0; i < DGPM_COUNT(argp_own); i++)
		*DGPM_PUSH(a, names.items, names.n, names.cap) = argp_own[i];
	add_names(a, own, &names);
	for (size_t i = 0; i < cmd_common_tables_n; i++)
		add_names(a, cmd_common_tables[i], &names);
	return dgpm_text_nearest(name, names.items, names.n);
}

static bool is_argps(struct dgpm_str name)
{
	for (size_t k = 0; k < DGPM_COUNT(argp_own); k++)
		if (strncmp(argp_own[k], name.s, name.n) == 0)
			return true;
	return false;
}

int cmd_check_names(struct cmd_env *env, const struct argp_option *own, int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		struct dgpm_str name = { argv[i] + 2, 0 };
		const struct argp_option *o;
		const char *near;

		if (argv[i][0] != '-' || argv[i][1] == '\0')
			continue;
		name.n = argv[i][1] == '-' ? strcspn(name.s, "=") : 0;
		o = option_of(own, name, argv[i][1] == '-' ? 0 : argv[i][1]);
		/* A value that stands apart may look like an option. */
		if (o != NULL && o->arg != NULL && argv[i][2 + name.n] == '\0')
			i++;
		if (o != NULL || argv[i][1] != '-')
			continue;
		near = is_argps(name) ? NULL : nearest_option(env->arena, own, name);
		if (near == NULL)
			continue;
		fprintf(env->told, _("%s: '--%.*s' is not an option, did you mean '--%s'?"), argv[0], (int)name.n,
			name.s, near);
		fputc('\n', env->told);
		return CMD_TROUBLE;
	}
	return 0;
}
