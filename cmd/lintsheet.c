/* dgpm lint-sheet: whether spreadsheets are machine-readable. */
#include "cmd.h"
#include "convert/convert.h"
#include "sheetlint/sheetlint.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
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
		o->how.encoding = cmd_parse_encoding(state, arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* Folders stand for the spreadsheets below them, named as the files are: from -C. */
static size_t files_of(const char *const **out, struct cmd_env *env, const struct cmd_common *c, int dir)
{
	const char **files = NULL;
	size_t n = 0;

	for (size_t i = 0; i < c->n_args; i++) {
		bool below = strcmp(c->dir, ".") != 0 && c->args[i][0] != '/';
		const char *path = below ? dgpm_arena_printf(env->arena, "%s/%s", c->dir, c->args[i]) : c->args[i];
		const char *const *found = &c->args[i];
		struct stat st;
		size_t m = 1;

		if (fstatat(dir, c->args[i], &st, 0) == 0 && S_ISDIR(st.st_mode))
			m = dgpm_convert_files(&found, env->arena, env->diags, &path, 1, false);
		else
			below = false;
		files = dgpm_arena_grow(env->arena, files, n, n + m, sizeof *files);
		for (size_t k = 0; k < m; k++)
			files[n++] = found[k] + (below ? strlen(c->dir) + 1 : 0);
	}
	*out = files;
	return n;
}

/* For the formats of findings: what the rules say, as those of reviews do. */
static void tell_rules(struct cmd_env *env)
{
	size_t n;
	const struct dgpm_sheetlint_rule *own = dgpm_sheetlint_rules(&n, env->arena, env->diags, env->data);
	struct dgpm_rule *rules = dgpm_arena_array(env->arena, n, sizeof *rules);
	const struct dgpm_rule **list = dgpm_arena_array(env->arena, n, sizeof(const struct dgpm_rule *));

	for (size_t i = 0; i < n; i++) {
		rules[i] = (struct dgpm_rule){ .id = own[i].id, .title = own[i].title, .message = own[i].found,
					       .remedy = own[i].remedy, .severity = DGPM_WARNING };
		list[i] = &rules[i];
	}
	env->format.rules = list;
	env->format.n_rules = n;
}

int cmd_lint_sheet(struct cmd_env *env, int argc, char **argv)
{
	struct lint_opts o = { .common = env->defaults };
	struct dgpm_sheetlint_stats stats = { 0 };
	struct dgpm_data *data;
	const char *const *files;
	const char *summary;
	size_t n_files;
	int dir;

	o.common.min_args = 1;
	o.common.findings = true;
	cmd_parse(env, options, parse_option, N_("FILE..."), NULL, &o, argc, argv);
	cmd_stdin_whole(env, &o.common);
	data = cmd_data(env);
	dir = open(o.common.dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		dgpm_diag_addf(env->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = o.common.dir }, NULL, "%s",
			       strerror(errno));
	else if (data != NULL && (n_files = files_of(&files, env, &o.common, dir)) != 0)
		(void)!dgpm_sheetlint(&stats, env->arena, env->diags, data, dir, files, n_files, &o.how);
	else if (data != NULL && dgpm_diags_count_of(env->diags, DGPM_FATAL) == 0)
		dgpm_diag_add(env->diags, DGPM_MSG_IO_06, (struct dgpm_loc){ .path = o.common.args[0] }, NULL);
	if (dir >= 0)
		close(dir);
	if (data != NULL)
		tell_rules(env);
	cmd_head_number(env, "files", (int64_t)stats.files);
	cmd_head_number(env, "sheets", (int64_t)stats.sheets);
	cmd_head_number(env, "rows", (int64_t)stats.rows);
	summary = dgpm_arena_printf(env->arena, P_("%zu file", "%zu files", stats.files), stats.files);
	summary = dgpm_arena_printf(env->arena, P_("%s (%zu row)", "%s (%zu rows)", stats.rows), summary, stats.rows);
	return cmd_finish_diags(env, &o.common, &(struct cmd_result){ .summary = summary });
}
