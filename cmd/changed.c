/* The projects of a change: --files-from and --changed-since. */
#include "cmd.h"

int cmd_changed(const struct dgpm_changed **out, struct cmd_env *env, const struct cmd_common *c)
{
	struct dgpm_changed *changed = dgpm_arena_array(env->arena, 1, sizeof *changed);
	struct dgpm_changed_how how = c->changed;
	const char *note;

	*out = NULL;
	if (!cmd_is_limited(c))
		return 0;
	how.threads = c->threads;
	if (dgpm_changed_read(changed, env->arena, env->diags, env->portfolio, &how) != 0)
		return -1;
	*out = changed;
	if (changed->all || changed->n_paths + changed->n_ids + changed->n_organizations != 0 || c->quiet)
		return 0;
	note = changed->n_named == 0
		       ? _("note: no file is named: nothing to look at")
		       : dgpm_arena_printf(env->arena,
					   P_("note: of %zu file named none touches a project of the portfolio",
					      "note: of %zu files named none touches a project of the portfolio",
					      changed->n_named),
					   changed->n_named);
	cmd_tell(env, c, dgpm_arena_cat(env->arena, note, "\n"));
	return 0;
}
