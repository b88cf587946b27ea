/* dgpm convert: ministry spreadsheets to ledgers and cards. */
#include "cmd.h"
#include "dgpm/convert.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { OPT_ENCODING = 0x200, OPT_SHEET, OPT_FORCE, OPT_REJECTS, OPT_MANIFEST, OPT_PROFILES };

#define EXPLAIN_ROWS 3

/* Progress for work over a second, on a terminal alone. */
struct progress {
	FILE *err;
	struct timespec start, last;
	bool shown;
};

struct convert_opts {
	struct cmd_common common;
	const char *profile, *encoding, *sheet, *rejects, *manifest;
	bool force, profiles;
	struct progress progress;
};

static const struct argp_option options[] = {
	{ "profile", 'p', "PROFILE", 0, N_("how to read the files: the name of a profile, or a file"), 0 },
	{ "profiles", OPT_PROFILES, NULL, 0, N_("list the profiles and end"), 0 },
	{ "sheet", OPT_SHEET, "NAME", 0, N_("read this sheet; else every one that has the header"), 0 },
	{ "encoding", OPT_ENCODING, "NAME", 0, N_("of CSV: utf-8, cp932, euc-jp or utf-16; else UTF-8, or CP932"), 0 },
	{ "rejects", OPT_REJECTS, "FILE", 0, N_("keep what was left out, with reasons, in FILE"), 0 },
	{ "manifest", OPT_MANIFEST, "FILE", 0, N_("files and their SHA-256; else the output's name and .manifest"), 0 },
	{ "force", OPT_FORCE, NULL, 0, N_("overwrite files that are there"), 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct convert_opts *o = state->input;

	switch (key) {
	case 'p':
		o->profile = arg;
		return 0;
	case OPT_PROFILES:
		o->profiles = true;
		return 0;
	case OPT_SHEET:
		o->sheet = arg;
		return 0;
	case OPT_ENCODING:
		o->encoding = arg;
		return 0;
	case OPT_REJECTS:
		o->rejects = arg;
		return 0;
	case OPT_MANIFEST:
		o->manifest = arg;
		return 0;
	case OPT_FORCE:
		o->force = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int list_profiles(struct cmd_env *env, const struct cmd_common *c, struct dgpm_portfolio *portfolio)
{
	static const struct dgpm_col columns[] = {
		{ "profile", N_("profile"), DGPM_COL_TEXT },
		{ "makes", N_("makes"), DGPM_COL_TEXT },
		{ "title", N_("title"), DGPM_COL_TEXT },
		{ "note", NULL, DGPM_COL_TEXT },
		{ "file", NULL, DGPM_COL_TEXT },
	};
	struct dgpm_grid *g = dgpm_grid_new(env->arena, columns, DGPM_COUNT(columns));
	size_t n;
	const struct dgpm_profile_info *items = dgpm_profiles_list(&n, env->arena, env->diags, env->data, portfolio);

	for (size_t i = 0; i < n; i++) {
		dgpm_grid_cstr(g, items[i].id);
		dgpm_grid_cstr(g, items[i].makes == DGPM_MAKES_CARDS ? "cards" : "ledger");
		dgpm_grid_cstr(g, items[i].title);
		dgpm_grid_cstr(g, items[i].note);
		dgpm_grid_cstr(g, items[i].path);
	}
	return cmd_finish_grid(env, c, g, NULL, NULL);
}

static double since(const struct timespec *from)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - from->tv_sec) + (double)(now.tv_nsec - from->tv_nsec) / 1e9;
}

static void show_progress(void *ctx, size_t done, size_t files, size_t rows)
{
	struct progress *p = ctx;

	if (since(&p->start) < 1 || since(&p->last) < 0.1)
		return;
	clock_gettime(CLOCK_MONOTONIC, &p->last);
	fputc('\r', p->err);
	fprintf(p->err, _("%zu of %zu files, %zu rows"), done, files, rows);
	fflush(p->err);
	p->shown = true;
}

static bool is_free(struct cmd_env *env, const struct convert_opts *o, const char *path)
{
	struct stat st;

	/* A device or pipe is written to, not over. */
	if (path == NULL || o->force || stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return true;
	dgpm_diag_add(env->diags, DGPM_MSG_CONV_18, (struct dgpm_loc){ .path = path }, NULL);
	return false;
}

/* Write a file by a function; what goes wrong is told. */
static void write_file(struct cmd_env *env, const char *path,
		       void (*print)(const struct dgpm_converted *, struct dgpm_out *),
		       const struct dgpm_converted *done)
{
	struct dgpm_out *out;

	if (path == NULL || dgpm_out_open(&out, env->arena, env->diags, path, NULL) != 0)
		return;
	print(done, out);
	(void)!dgpm_out_close(out, env->diags);
}

static void print_manifest(const struct dgpm_converted *done, struct dgpm_out *out)
{
	dgpm_manifest_print(&done->manifest, out);
}

static void print_rejects(const struct dgpm_converted *done, struct dgpm_out *out)
{
	dgpm_out_puts(out, "source,rule,reason,column,value,row\n");
	for (size_t i = 0; i < done->n_rejects; i++) {
		const struct dgpm_reject *r = &done->rejects[i];
		const char *const cells[] = { r->source, r->rule, r->reason, r->column, r->value, r->row };

		for (size_t k = 0; k < DGPM_COUNT(cells); k++) {
			if (k != 0)
				dgpm_out_puts(out, ",");
			if (cells[k] != NULL)
				dgpm_out_csv(out, dgpm_str_of(cells[k]), false);
		}
		dgpm_out_puts(out, "\n");
	}
}

static struct dgpm_grid *explained(struct cmd_env *env, const struct dgpm_converted *done)
{
	static const struct dgpm_col columns[] = {
		{ "source", N_("cell"), DGPM_COL_TEXT },    { "header", N_("header"), DGPM_COL_TEXT },
		{ "text", N_("text"), DGPM_COL_TEXT },	    { "read_as", N_("read as"), DGPM_COL_TEXT },
		{ "result", N_("becomes"), DGPM_COL_TEXT },
	};
	struct dgpm_grid *g = dgpm_grid_new(env->arena, columns, DGPM_COUNT(columns));

	for (size_t i = 0; i < done->n_explained; i++) {
		const struct dgpm_explained *e = &done->explained[i];

		dgpm_grid_cstr(g, e->source);
		dgpm_grid_cstr(g, e->header);
		dgpm_grid_cstr(g, e->text);
		dgpm_grid_cstr(g, e->as);
		dgpm_grid_cstr(g, e->result);
	}
	return g;
}

static const char *counted(struct dgpm_arena *a, const char *text, size_t n, const char *one, const char *many)
{
	return n == 0 ? text : dgpm_arena_printf(a, "%s, %zu %s", text, n, P_(one, many, n));
}

/* Files, rows in, rows out, what was left out and why. */
static const char *summary_of(struct dgpm_arena *a, const struct dgpm_convert_stats *s, bool cards)
{
	const char *text = dgpm_arena_printf(a, P_("%zu file", "%zu files", s->files), s->files);

	if (s->files_failed != 0)
		text = dgpm_arena_printf(a, _("%s (%zu not used)"), text, s->files_failed);
	text = dgpm_arena_printf(a, P_("%s, %zu row", "%s, %zu rows", s->rows), text, s->rows);
	text = cards ? dgpm_arena_printf(a, P_("%s -> %zu card", "%s -> %zu cards", s->cards), text, s->cards) :
		       dgpm_arena_printf(a, P_("%s -> %zu figure", "%s -> %zu figures", s->figures), text, s->figures);
	text = counted(a, text, cards ? 0 : s->projects, N_("project"), N_("projects"));
	text = counted(a, text, s->rows_left_out, N_("row left out"), N_("rows left out"));
	text = counted(a, text, s->figures_left_out, N_("figure left out"), N_("figures left out"));
	text = counted(a, text, s->rows_blank + s->rows_skipped, N_("row passed over"), N_("rows passed over"));
	text = counted(a, text, s->no_value, N_("cell without a value"), N_("cells without a value"));
	text = counted(a, text, s->numbered, N_("figure told apart by a number"), N_("figures told apart by a number"));
	text = counted(a, text, s->superseded, N_("figure given anew by a later sheet"),
		       N_("figures given anew by a later sheet"));
	text = counted(a, text, s->repeated, N_("figure given twice"), N_("figures given twice"));
	if (s->tied != 0)
		text = dgpm_arena_printf(a, _("%s; %zu totals compared, %zu do not tie"), text, s->tied, s->untied);
	text = counted(a, text, s->without_parts, N_("total without parts"), N_("totals without parts"));
	return counted(a, text, s->beyond, N_("beyond what was available"), N_("beyond what was available"));
}

static int convert(struct cmd_env *env, struct convert_opts *o, struct dgpm_convert_how *how, const char *const *files,
		   size_t n_files)
{
	bool cards = dgpm_profile_makes(how->profile) == DGPM_MAKES_CARDS;
	const char *path = o->common.output;
	struct progress *progress = &o->progress;
	struct dgpm_converted done = { 0 };
	struct dgpm_out *out = NULL;
	struct dgpm_grid *grid = NULL;
	const char *summary;
	int status;

	if (o->manifest == NULL && path != NULL)
		o->manifest = dgpm_arena_printf(env->arena, "%s.manifest", path);
	/* Asked before anything is read, and not of devices. */
	if (!is_free(env, o, cards ? NULL : path) || !is_free(env, o, o->rejects) || !is_free(env, o, o->manifest))
		return cmd_finish(env, &o->common, NULL, NULL, NULL);
	if (how->explain != 0 && path == NULL)
		path = "/dev/null";
	if (!cards && dgpm_out_open(&out, env->arena, env->diags, path, env->out) != 0)
		return cmd_finish(env, &o->common, NULL, NULL, NULL);
	progress->err = env->err;
	clock_gettime(CLOCK_MONOTONIC, &progress->start);
	progress->last = progress->start;
	if (!o->common.quiet && isatty(fileno(env->err))) {
		how->progress = show_progress;
		how->ctx = progress;
	}
	dgpm_convert(&done, env->arena, env->diags, out, files, n_files, how);
	if (progress->shown)
		fputs("\r\033[K", env->err);
	if (cards && o->common.output != NULL)
		(void)!dgpm_convert_write_cards(&done, env->arena, env->diags, o->common.output, o->force);
	else if (!cards)
		(void)!dgpm_out_close(out, env->diags);
	write_file(env, o->manifest, print_manifest, &done);
	write_file(env, o->rejects, print_rejects, &done);
	summary = summary_of(env->arena, &done.stats, cards);
	if (how->explain != 0)
		grid = explained(env, &done);
	o->common.output = NULL; /* it has the ledger */
	status = grid != NULL ? cmd_finish_grid(env, &o->common, grid, NULL, summary) :
				cmd_finish(env, &o->common, NULL, NULL, summary);
	dgpm_converted_close(&done);
	return status;
}

/* Paths are seen from -C. */
static const char *const *from_dir(struct cmd_env *env, const struct cmd_common *c)
{
	const char **paths = dgpm_arena_array(env->arena, c->n_args, sizeof *paths);

	for (size_t i = 0; i < c->n_args; i++)
		paths[i] = strcmp(c->dir, ".") == 0 || c->args[i][0] == '/' ?
				   c->args[i] :
				   dgpm_arena_printf(env->arena, "%s/%s", c->dir, c->args[i]);
	return paths;
}

/* What the profile needs to read with: code lists, of the portfolio where there is one. */
static bool prepare(struct cmd_env *env, struct convert_opts *o, struct dgpm_convert_how *how,
		    struct dgpm_portfolio *portfolio)
{
	const struct dgpm_node *eras = dgpm_data_doc(env->data, env->diags, "eras.yaml");
	struct dgpm_profile *profile;

	how->organizations = portfolio != NULL ? dgpm_portfolio_organizations(portfolio) :
						 dgpm_data_organizations(env->data, env->diags);
	if (how->organizations == NULL || eras == NULL ||
	    dgpm_eras_load(&how->eras, env->arena, env->diags, eras, "eras.yaml") != 0 ||
	    dgpm_profile_find(&profile, env->arena, env->diags, env->data, portfolio, o->profile) != 0)
		return false;
	how->profile = profile;
	return true;
}

int cmd_convert(struct cmd_env *env, int argc, char **argv)
{
	struct convert_opts o = { .common = env->defaults };
	struct dgpm_convert_how how = { 0 };
	struct dgpm_portfolio *portfolio = NULL;
	const char *const *files;
	size_t n_files;
	int status;

	if (cmd_parse(env, options, parse_option, N_("FILE..."), NULL, &o, argc, argv) != 0)
		return CMD_TROUBLE;
	if (cmd_data(env) == NULL)
		return cmd_finish(env, &o.common, NULL, NULL, NULL);
	if (dgpm_portfolio_is_at(o.common.dir))
		portfolio = cmd_portfolio(env, &o.common, false);
	if (o.profiles)
		return list_profiles(env, &o.common, portfolio);
	if (o.profile == NULL || o.common.n_args == 0) {
		fprintf(env->err, "dgpm convert: %s\n",
			o.profile == NULL ? _("--profile is missing; 'dgpm convert --profiles' lists the profiles") :
					    _("name the files to convert"));
		return CMD_TROUBLE;
	}
	if (!prepare(env, &o, &how, portfolio))
		return cmd_finish(env, &o.common, NULL, NULL, NULL);
	how.encoding = o.encoding;
	how.sheet = o.sheet;
	how.threads = o.common.threads;
	how.explain = o.common.print.explain ? EXPLAIN_ROWS : 0;
	n_files = dgpm_convert_files(&files, env->arena, env->diags, from_dir(env, &o.common), o.common.n_args);
	if (n_files == 0) {
		if (dgpm_diags_count_of(env->diags, DGPM_FATAL) == 0)
			dgpm_diag_add(env->diags, DGPM_MSG_IO_06, (struct dgpm_loc){ .path = o.common.args[0] }, NULL);
		status = cmd_finish(env, &o.common, NULL, NULL, NULL);
	} else {
		status = convert(env, &o, &how, files, n_files);
	}
	dgpm_profile_close((struct dgpm_profile *)how.profile);
	return status;
}
