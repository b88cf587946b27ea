/* dgpm convert: ministry spreadsheets to ledgers and cards. */
#include "convert.h"

enum {
	OPT_ENCODING = 0x200,
	OPT_SHEET,
	OPT_FORCE,
	OPT_REJECTS,
	OPT_MANIFEST,
	OPT_PROFILES,
	OPT_LIST,
	OPT_RANGE,
	OPT_ERA,
	OPT_REPORT,
	OPT_AGAINST
};

#define EXPLAIN_ROWS 3

static const struct argp_option options[] = {
	{ "profile", 'p', "PROFILE", 0, N_("how to read the files: the name of a profile, or a file"), 0 },
	{ "profiles", OPT_PROFILES, NULL, 0, N_("list the profiles and end"), 0 },
	{ "list", OPT_LIST, NULL, 0, N_("list the sheets, their headers, and which profiles fit, and end"), 0 },
	{ "sheet", OPT_SHEET, "NAME", 0, N_("read this sheet; else every one that has the header"), 0 },
	{ "range", OPT_RANGE, "RANGE", 0, N_("read this part of each sheet: A5:F200, A:F or 5:200"), 0 },
	{ "era", OPT_ERA, "ERA", 0, N_("of years that are written without one, such as 令和"), 0 },
	{ "encoding", OPT_ENCODING, "NAME", 0, N_("of CSV: utf-8, cp932, euc-jp or utf-16; else UTF-8, or CP932"), 0 },
	{ "rejects", OPT_REJECTS, "FILE", 0, N_("keep what was left out, with reasons, in FILE"), 0 },
	{ "against", OPT_AGAINST, "LEDGER", 0, N_("compare sums by year, project and stage with this ledger"), 0 },
	{ "report", OPT_REPORT, "FILE", 0, N_("say in words what happened, in FILE"), 0 },
	{ "manifest", OPT_MANIFEST, "FILE", 0, N_("files and their SHA-256; else the output's name and .manifest"), 0 },
	{ "force", OPT_FORCE, NULL, 0, N_("overwrite files that are there"), 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct convert_opts *o = state->input;
	struct dgpm_range range;

	switch (key) {
	case 'p':
		o->profile = arg;
		return 0;
	case OPT_PROFILES:
		o->profiles = true;
		return 0;
	case OPT_LIST:
		o->list = true;
		return 0;
	case OPT_SHEET:
		o->sheet = arg;
		return 0;
	case OPT_RANGE:
		if (!dgpm_range_parse(&range, arg))
			argp_error(state, _("'%s' is no range such as A5:F200, A:F or 5:200"), arg);
		o->range = arg;
		return 0;
	case OPT_ERA:
		o->era = arg;
		return 0;
	case OPT_ENCODING:
		o->encoding = cmd_parse_encoding(state, arg);
		return 0;
	case OPT_REJECTS:
		o->rejects = arg;
		return 0;
	case OPT_AGAINST:
		o->against = arg;
		return 0;
	case OPT_REPORT:
		o->report = arg;
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

struct report {
	const struct dgpm_converted *done;
	struct dgpm_convert_run run;
	const struct cmd_env *env;
	const char *summary;
};

static void print_report(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct report *r = ctx;

	if (how->format == DGPM_FORMAT_JSON)
		dgpm_convert_report(r->done, &r->run, r->env->diags, r->env->arena, out, how);
	else
		dgpm_out_printf(out, "%s\n", r->summary);
}

static void print_explained(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct report *r = ctx;

	dgpm_convert_explained_print(r->done, r->env->arena, out, how);
}

/* The files beside the ledger appear with it. The manifest is read by dgpm alone: it is the same for other programs. */
static void write_files(struct cmd_env *env, struct dgpm_outs *outs, const struct convert_opts *o,
			const struct report *report, bool excel)
{
	const struct dgpm_converted *done = report->done;
	struct dgpm_out *out;
	bool here = o->report != NULL && strcmp(o->report, "-") == 0;

	if (o->report != NULL && dgpm_outs_open(&out, outs, env->diags, here ? NULL : o->report, env->out) == 0)
		dgpm_convert_words(done, &report->run, env->diags, env->arena, out, &o->common.print);

	if (o->manifest != NULL && dgpm_outs_open(&out, outs, env->diags, o->manifest, NULL) == 0)
		dgpm_manifest_print(&done->manifest, out);
	if (o->rejects != NULL && dgpm_outs_open(&out, outs, env->diags, o->rejects, NULL) == 0)
		dgpm_convert_rejects_print(done, env->arena, out, excel);
}

static int name_cards(void *ctx, struct dgpm_diags *diags)
{
	struct dgpm_card_files **cards = ctx;
	int rc = *cards != NULL ? dgpm_convert_cards_name(*cards, diags) : 0;

	*cards = NULL;
	return rc;
}

/* All outputs are written aside, and get their names together when the last report is written. */
static int convert(struct cmd_env *env, struct convert_opts *o, struct dgpm_convert_how *how, const char *const *files,
		   size_t n_files)
{
	bool cards = dgpm_profile_makes(how->profile) == DGPM_MAKES_CARDS;
	struct dgpm_card_files **card_files = dgpm_arena_array(env->arena, 1, sizeof(struct dgpm_card_files *));
	struct dgpm_converted done = { 0 };
	struct report report = { .done = &done, .env = env };
	struct cmd_result found = { .files = dgpm_outs_new(env->arena),
				    .before_names = name_cards,
				    .before_names_ctx = card_files };
	struct dgpm_out *out = NULL;
	const char *path;
	int status;

	if (!convert_set_outputs(env, o, cards, how->explain != 0) ||
	    !convert_outputs_apart(env, o, cards, files, n_files))
		return CMD_TROUBLE;
	path = o->common.output;
	report.run = (struct dgpm_convert_run){ how->profile, path, o->manifest, o->rejects };
	if (!convert_outputs_free(env, o, cards))
		return cmd_give_up(env, &o->common);
	if (how->explain != 0 && path == NULL)
		path = "/dev/null";
	if (!cards && dgpm_outs_open(&out, found.files, env->diags, path, env->out) != 0)
		return cmd_give_up(env, &o->common);
	convert_progress_begin(&o->progress, env, &o->common);
	how->rejects = o->rejects != NULL;
	how->progress = convert_progress_show;
	how->ctx = &o->progress;
	dgpm_convert(&done, env->arena, env->diags, out, files, n_files, how);
	convert_progress_end(&o->progress);
	if (cards && o->common.output != NULL &&
	    dgpm_convert_cards_stage(card_files, &done, env->arena, env->diags, o->common.output, o->force) != 0)
		dgpm_outs_fail(found.files);
	if (done.failed)
		dgpm_outs_fail(found.files);
	if (done.cut)
		dgpm_outs_lack(found.files, DGPM_LACK_KEEPS);
	write_files(env, found.files, o, &report, how->excel);
	report.summary = dgpm_convert_summary(env->arena, &done.stats, cards);
	o->common.output = NULL; /* it has the ledger */
	found.summary = report.summary;
	found.print = how->explain != 0 ? print_explained : print_report;
	found.ctx = &report;
	status = cmd_finish(env, &o->common, &found);
	if (*card_files != NULL)
		dgpm_convert_cards_abandon(*card_files);
	dgpm_converted_close(&done);
	return env->pipe_closed ? CMD_TROUBLE : status;
}

/* Paths are seen from -C. */
static const char *const *from_dir(struct cmd_env *env, const struct cmd_common *c)
{
	const char **paths = dgpm_arena_array(env->arena, c->n_args, sizeof *paths);

	for (size_t i = 0; i < c->n_args; i++)
		paths[i] = strcmp(c->dir, ".") == 0 || c->args[i][0] == '/' || strcmp(c->args[i], "-") == 0
				   ? c->args[i]
				   : dgpm_arena_printf(env->arena, "%s/%s", c->dir, c->args[i]);
	return paths;
}

bool convert_prepare(struct dgpm_convert_how *how, struct cmd_env *env, struct dgpm_diags *diags,
		     struct dgpm_portfolio *portfolio, const char *name)
{
	const struct dgpm_node *eras = dgpm_data_doc(env->data, diags, "eras.yaml");
	struct dgpm_profile *profile;

	how->organizations =
		portfolio != NULL ? dgpm_portfolio_organizations(portfolio) : dgpm_data_organizations(env->data, diags);
	if (how->organizations == NULL || eras == NULL ||
	    dgpm_eras_load(&how->eras, env->arena, diags, eras, "eras.yaml") != 0 ||
	    dgpm_profile_find(&profile, env->arena, diags, env->data, portfolio, name) != 0)
		return false;
	how->profile = profile;
	if (dgpm_profile_makes(profile) == DGPM_MAKES_CARDS) {
		how->card_schema = dgpm_data_schema(env->data, diags, "card");
		how->card_schema_doc = dgpm_data_doc(env->data, diags, "card.schema.json");
		return how->card_schema != NULL && how->card_schema_doc != NULL;
	}
	return true;
}

int cmd_convert(struct cmd_env *env, int argc, char **argv)
{
	struct convert_opts o = { .common = env->defaults };
	struct dgpm_convert_how how = { 0 };
	struct dgpm_portfolio *portfolio = NULL;
	const char *const *files;
	size_t n_files;
	int status, year;

	o.common.needs = CMD_NEEDS_OWN;
	cmd_parse(env, options, parse_option, N_("FILE..."), NULL, &o, argc, argv);
	cmd_confine(env, &o.common, (const char *const[]){ o.rejects, o.report, o.manifest }, 3, argc, argv);
	if (cmd_data(env) == NULL)
		return cmd_give_up(env, &o.common);
	if (dgpm_portfolio_is_at(env->arena, o.common.dir) &&
	    (portfolio = cmd_portfolio(env, &o.common, false)) == NULL)
		return cmd_give_up(env, &o.common);
	if (o.profiles)
		return convert_list_profiles(env, &o.common, portfolio);
	if (o.profile == NULL && !o.list)
		return cmd_wrong(env, "%s",
				 _("--profile is missing: '--profiles' lists them, '--list FILE...' tells which fit"));
	if (o.common.n_args == 0)
		return cmd_wrong(env, "%s", _("name the files to convert"));
	if (!o.list && !convert_prepare(&how, env, env->diags, portfolio, o.profile))
		return cmd_give_up(env, &o.common);
	if (!o.list && o.era != NULL && !dgpm_fiscal_year_parse(&year, how.eras, DGPM_STR("2年度"), o.era)) {
		dgpm_profile_close((struct dgpm_profile *)how.profile);
		return cmd_wrong(env, _("'%s' is no era such as 令和"), o.era);
	}
	cmd_stdin_whole(env, &o.common);
	how.encoding = o.encoding;
	how.sheet = o.sheet;
	how.range = o.range;
	how.era = o.era;
	how.against = o.against;
	how.columns = o.manifest != NULL || o.common.output != NULL;
	how.excel = o.common.print.excel;
	how.threads = o.common.threads;
	how.explain = o.common.print.explain ? EXPLAIN_ROWS : 0;
	n_files = dgpm_convert_files(&files, env->arena, env->diags, from_dir(env, &o.common), o.common.n_args,
				     how.profile != NULL && dgpm_profile_is_json(how.profile));
	if (n_files == 0) {
		if (dgpm_diags_count_of(env->diags, DGPM_FATAL) == 0)
			dgpm_diag_add(env->diags, DGPM_MSG_IO_06, (struct dgpm_loc){ .path = o.common.args[0] }, NULL);
		status = cmd_give_up(env, &o.common);
	} else if (o.list) {
		status = convert_list_sheets(env, &o, portfolio, files, n_files);
	} else {
		status = convert(env, &o, &how, files, n_files);
	}
	if (how.profile != NULL)
		dgpm_profile_close((struct dgpm_profile *)how.profile);
	return status;
}
