/* dgpm help: the list of commands, or the help of one. */
#include "cmd.h"
#include "base/text.h"

void cmd_print_commands(FILE *to)
{
	fprintf(to, "%s\n\n", _("Usage: dgpm COMMAND [OPTION...] [ARGUMENT...]"));
	fprintf(to, "%s\n\n", _("Governs digital-government projects: YAML project cards and CSV budget ledgers."));
	for (size_t i = 0; i < cmd_table_n; i++)
		fprintf(to, "  %-11s %s\n", cmd_table[i].name, _(cmd_table[i].summary));
	fprintf(to, "\n%s\n",
		_("'dgpm COMMAND --help' tells the options, 'man dgpm-COMMAND' the rest.\n"
		  "Exit status: 0 nothing found, 1 findings, 2 something could not be read, written or understood."));
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
		cmd_print_commands(env->out);
		return CMD_OK;
	}
	for (size_t i = 0; i < cmd_table_n; i++) {
		char *args[] = { dgpm_arena_printf(env->arena, "dgpm %s", name), (char *)"--help", NULL };

		if (strcmp(name, cmd_table[i].name) == 0)
			return cmd_table[i].run(env, 2, args);
	}
	return cmd_unknown(env, name);
}
