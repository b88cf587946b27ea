/* dgpm help: the list of commands, or the help of one. */
#include "cmd.h"
#include "base/text.h"

#include <stdlib.h>

void cmd_print_commands(FILE *to, unsigned width)
{
	char label[32];

	cmd_help_wrap(to, width, "", _("Usage: dgpm COMMAND [OPTION...] [ARGUMENT...]"), 2);
	putc('\n', to);
	cmd_help_wrap(to, width, "",
		      _("Governs digital-government projects: YAML project cards and CSV budget ledgers."), 0);
	putc('\n', to);
	for (size_t i = 0; i < cmd_table_n; i++) {
		snprintf(label, sizeof label, "  %-11s ", cmd_table[i].name);
		cmd_help_wrap(to, width, label, _(cmd_table[i].summary), 14);
	}
	putc('\n', to);
	cmd_help_wrap(to, width, "", _("'dgpm COMMAND --help' tells the options, 'man dgpm-COMMAND' the rest."), 0);
	cmd_help_wrap(to, width, "",
		      _("Exit status: 0 nothing found, 1 findings, 2 something could not be read, written or "
			"understood."),
		      0);
}

/* --width is the one option it heeds beside --lang, which main() has read. */
static unsigned width_of(const struct cmd_env *env, int argc, char **argv)
{
	const char *value = NULL;
	unsigned long width;

	for (int i = 1; i < argc; i++)
		if (strncmp(argv[i], "--width=", 8) == 0)
			value = argv[i] + 8;
		else if (strcmp(argv[i], "--width") == 0 && i + 1 < argc)
			value = argv[i + 1];
	width = value != NULL ? strtoul(value, NULL, 10) : 0;
	return width >= CMD_LEAST_WIDTH && width <= CMD_MOST_WIDTH ? (unsigned)width : cmd_terminal_width(env->out);
}

int cmd_unknown(const struct cmd_env *env, const char *name)
{
	const char **names = dgpm_arena_array(env->arena, cmd_table_n, sizeof *names);
	const char *near;

	for (size_t i = 0; i < cmd_table_n; i++)
		names[i] = cmd_table[i].name;
	near = dgpm_text_nearest(dgpm_str_of(name), names, cmd_table_n);
	fprintf(env->told, _("dgpm: '%s' is not a command"), name);
	if (near != NULL)
		fprintf(env->told, _(", did you mean '%s'?"), near);
	fprintf(env->told, "\n%s\n", _("'dgpm help' lists the commands"));
	return CMD_TROUBLE;
}

int cmd_help(struct cmd_env *env, int argc, char **argv)
{
	const char *name = argc > 1 && argv[1][0] != '-' ? argv[1] : NULL;

	if (name == NULL || strcmp(name, "help") == 0) {
		cmd_print_commands(env->out, width_of(env, argc, argv));
		return CMD_OK;
	}
	for (size_t i = 0; i < cmd_table_n; i++) {
		char *args[] = { dgpm_arena_printf(env->arena, "dgpm %s", name), (char *)"--help", NULL };

		if (strcmp(name, cmd_table[i].name) == 0)
			return cmd_table[i].run(env, 2, args);
	}
	return cmd_unknown(env, name);
}
