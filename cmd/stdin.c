/* Standard input as a file that can be read twice, where a command is given "-". */
#include "cmd.h"

#include "io/spool.h"

void cmd_stdin_whole(struct cmd_env *env, const struct cmd_common *c)
{
	bool asked = false;

	for (size_t i = 0; i < c->n_args; i++)
		asked |= strcmp(c->args[i], "-") == 0 || strcmp(c->args[i], "/dev/stdin") == 0;
	if (asked)
		dgpm_spool_stdin(env->diags);
}
