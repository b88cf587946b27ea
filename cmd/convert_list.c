/* dgpm convert --profiles and --list: what there is to convert by, and what to convert. */
#include "convert.h"
#include "convert/list.h"

static void print_profiles(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	dgpm_grid_print(ctx, out, how);
}

int convert_list_profiles(struct cmd_env *env, const struct cmd_common *c, struct dgpm_portfolio *portfolio)
{
	static const struct dgpm_col columns[] = {
		{ "profile", N_("profile"), DGPM_COL_TEXT },
		{ "makes", N_("makes"), DGPM_COL_TEXT },
		{ "title", N_("title"), DGPM_COL_NAME },
		{ "note", NULL, DGPM_COL_TEXT },
		{ "file", NULL, DGPM_COL_TEXT },
	};
	struct dgpm_grid *g = dgpm_grid_new(env->arena, columns, DGPM_COUNT(columns));
	size_t n;
	const struct dgpm_profile_info *items = dgpm_profiles_list(&n, env->arena, env->diags, env->data, portfolio);

	dgpm_grid_report(g, "profiles-report");
	for (size_t i = 0; i < n; i++) {
		dgpm_grid_cstr(g, items[i].id);
		dgpm_grid_cstr(g, dgpm_makes_name(items[i].makes));
		dgpm_grid_cstr(g, items[i].title);
		dgpm_grid_cstr(g, items[i].note);
		dgpm_grid_cstr(g, items[i].path);
	}
	return cmd_finish(env, c, &(struct cmd_result){ .print = print_profiles, .ctx = g });
}

static const char *summary(struct dgpm_arena *a, const struct dgpm_listing *list)
{
	const char *text = dgpm_arena_printf(a, P_("%zu file", "%zu files", list->files), list->files);

	text = dgpm_arena_printf(a, P_("%s, %zu sheet", "%s, %zu sheets", list->n), text, list->n);
	return list->hidden != 0 ? dgpm_arena_printf(a, _("%s (%zu hidden)"), text, list->hidden) : text;
}

struct sheets_report {
	struct cmd_env *env;
	struct dgpm_listing list;
};

static void print_sheets(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct sheets_report *r = ctx;

	dgpm_booklist_print(&r->list, r->env->arena, out, how);
}

int convert_list_sheets(struct cmd_env *env, struct convert_opts *o, struct dgpm_portfolio *portfolio,
			const char *const *files, size_t n_files)
{
	struct dgpm_booklist_how how = { .encoding = o->encoding,
					 .progress = convert_progress_show,
					 .ctx = &o->progress };
	struct sheets_report report = { .env = env };
	int status;

	how.profiles = dgpm_profiles_load(&how.n_profiles, env->arena, env->diags, env->data, portfolio);
	convert_progress_begin(&o->progress, env, &o->common);
	dgpm_booklist(&report.list, env->arena, env->diags, files, n_files, &how);
	convert_progress_end(&o->progress);
	status = cmd_finish(env, &o->common,
			    &(struct cmd_result){ .print = print_sheets, .ctx = &report,
						  .summary = summary(env->arena, &report.list) });
	for (size_t i = 0; i < how.n_profiles; i++)
		dgpm_profile_close(how.profiles[i]);
	return status;
}
