/* dgpm lint-sheet: whether spreadsheets are machine-readable. */
#include "cmd.h"
#include "dgpm/sheetlint.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { OPT_ALL = 0x200, OPT_ENCODING };

struct lint_opts {
	struct cmd_common common;
	struct dgpm_sheetlint_how how;
};

static const struct argp_option options[] = {
	{ "all", OPT_ALL, NULL, 0, N_("tell rules too that are kept, do not apply or need a person"), 0 },
	{ "encoding", OPT_ENCODING, "NAME", 0, N_("of CSV: utf-8, cp932, euc-jp or utf-16; else it is found out"), 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct lint_opts *o = state->input;

	switch (key) {
	case OPT_ALL:
		o->how.all = true;
		return 0;
	case OPT_ENCODING:
		o->how.encoding = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

int cmd_lint_sheet(struct cmd_env *env, int argc, char **argv)
{
	struct lint_opts o = { .common = env->defaults };
	struct dgpm_sheetlint_stats stats = { 0 };
	struct dgpm_data *data;
	const char *summary;
	int dir;

	o.common.min_args = 1;
	if (cmd_parse(env, options, parse_option, N_("FILE..."), NULL, &o, argc, argv) != 0)
		return CMD_TROUBLE;
	cmd_stdin_whole(env, &o.common);
	data = cmd_data(env);
	dir = open(o.common.dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		dgpm_diag_addf(env->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = o.common.dir }, "%s",
			       strerror(errno));
	else if (data != NULL)
		(void)!dgpm_sheetlint(&stats, env->arena, env->diags, data, dir, o.common.args, o.common.n_args,
				      &o.how);
	if (dir >= 0)
		close(dir);
	summary = dgpm_arena_printf(env->arena, P_("%zu file", "%zu files", stats.files), stats.files);
	summary = dgpm_arena_printf(env->arena, P_("%s (%zu row)", "%s (%zu rows)", stats.rows), summary, stats.rows);
	return cmd_finish_diags(env, &o.common, summary);
}
