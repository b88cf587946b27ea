/* dgpm init: start a portfolio. */
#include "cmd.h"
#include "data/template.h"
#include "schema_install.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static const char ledger_header[] =
	"fiscal_year,project_id,organization,account,expense,stage,amount_yen,item,source,note\n";

bool cmd_make_folder(struct cmd_env *env, const char *path)
{
	if (mkdir(path, 0777) == 0 || errno == EEXIST)
		return true;
	dgpm_diag_addf(env->diags, DGPM_MSG_IO_07, (struct dgpm_loc){ .path = path }, NULL, "%s", strerror(errno));
	return false;
}

/* Nothing is written when one of the files is there: a half-started portfolio helps nobody. */
static bool is_there(struct cmd_env *env, const char *path)
{
	if (access(path, F_OK) != 0)
		return false;
	dgpm_diag_add(env->diags, DGPM_MSG_IO_13, (struct dgpm_loc){ .path = path }, NULL);
	return true;
}

int cmd_init(struct cmd_env *env, int argc, char **argv)
{
	struct cmd_common c = env->defaults;
	struct dgpm_template_values values = { 0 };
	struct dgpm_data *data;
	const char *dir, *config, *ledger, *text;

	c.max_args = 1;
	c.needs = CMD_NEEDS_ROOT | CMD_NEEDS_ARGS;
	cmd_parse(env, NULL, NULL, N_("[DIR]"), NULL, &c, argc, argv);
	dir = c.n_args != 0 ? c.args[0] : ".";
	if (strcmp(c.dir, ".") != 0 && dir[0] != '/')
		dir = dgpm_arena_printf(env->arena, "%s/%s", c.dir, dir);
	config = dgpm_arena_printf(env->arena, "%s/dgpm.yaml", dir);
	data = cmd_data(env);
	if (data == NULL)
		return cmd_give_up(env, &c);
	ledger = dgpm_arena_printf(env->arena, "%s/ledgers/ledger.csv", dir);
	if (is_there(env, config) || is_there(env, ledger) || !cmd_make_folder(env, dir) ||
	    !cmd_make_folder(env, dgpm_arena_printf(env->arena, "%s/cards", dir)) ||
	    !cmd_make_folder(env, dgpm_arena_printf(env->arena, "%s/ledgers", dir)) || !cmd_schema_begin(env, dir))
		return cmd_give_up(env, &c);
	/* By the way to the schema inside: a portfolio is moved, and others have it too. */
	values.schema = cmd_schema_of(env, dir, "dgpm.yaml", "portfolio.schema.json");
	if (dgpm_template_fill(&text, env->arena, env->diags, data, "portfolio.template.yaml", &values) != 0 ||
	    dgpm_template_write(env->arena, env->diags, config, text) != 0 ||
	    dgpm_template_write(env->arena, env->diags, ledger, ledger_header) != 0)
		return cmd_give_up(env, &c);
	fprintf(env->out, _("%s: a portfolio with cards/ and ledgers/ledger.csv\n"), config);
	if (!c.quiet)
		fprintf(env->told, _("next: 'dgpm new ORGANIZATION NAME' there writes the first card\n"));
	return CMD_OK;
}
