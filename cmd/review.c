/* dgpm review: hold the projects against the rules of a review stage. */
#include "base/list.h"
#include "baseline.h"
#include "findings/until.h"
#include "review/print.h"

#include <unistd.h>

enum { OPT_SUMMARY = 0x200, OPT_DIGEST, OPT_EDITION, OPT_ALL, OPT_BASELINE, OPT_WRITE_BASELINE, OPT_PRUNE_BASELINE,
       OPT_RULES, OPT_SKIP, OPT_UNTIL };

/* Patterns of rule IDs. */
struct patterns {
	const char **items;
	size_t n, cap;
};

struct review_opts {
	struct cmd_common common; /* -C, -f, -o ... and PATH... */
	struct dgpm_review_how how;
	struct known known;
	struct patterns rules, skip;
	struct dgpm_date until; /* year 0: not given */
	bool summary, digest;
};

static const struct argp_option options[] = {
	{ "stage", 's', "STAGE", 0, N_("pre-request, request or execution; else the one each project is due for"), 0 },
	CMD_OPTION_YEAR(N_("the fiscal year under review; else dgpm.yaml or the date decides")),
	CMD_OPTION_DATE(N_("the day of the review, YYYY-MM-DD; else dgpm.yaml, else today")),
	{ "edition", OPT_EDITION, "YEAR", 0,
	  N_("judge by the rules of this fiscal year, or of that of a day; else of the year under review"), 0 },
	{ "until", OPT_UNTIL, "DATE", 0,
	  N_("tell what begins by this day with no edit: waivers that end, dates that pass, the next stage"), 0 },
	{ "rules", OPT_RULES, "PATTERN,...", 0, N_("only these rules, such as 'PRE-*'; may be repeated"), 0 },
	{ "skip", OPT_SKIP, "PATTERN,...", 0, N_("not these rules; may be repeated"), 0 },
	{ "all", OPT_ALL, NULL, 0, N_("tell passes and what does not apply, too"), 0 },
	{ "summary", OPT_SUMMARY, NULL, 0, N_("one line a project, with a suggested judgement"), 0 },
	{ "digest", OPT_DIGEST, NULL, 0,
	  N_("what nearly all projects share, what tells them apart, and the step that removes most"), 0 },
	{ "baseline", OPT_BASELINE, "FILE", 0, N_("show only what FILE does not know; only this decides the status"),
	  0 },
	{ "write-baseline", OPT_WRITE_BASELINE, "FILE", 0, N_("write the findings to FILE, for --baseline"), 0 },
	{ "prune-baseline", OPT_PRUNE_BASELINE, NULL, 0,
	  N_("take out of the file of --baseline what is no more; nothing new enters it"), 0 },
	CMD_OPTIONS_CHANGED,
	{ 0 },
};

/* "PRE-*,REQ-01" */
static const char *const *add_patterns(struct dgpm_arena *a, struct patterns *p, char *arg)
{
	for (char *item = strtok(arg, ","); item != NULL; item = strtok(NULL, ","))
		*DGPM_PUSH(a, p->items, p->n, p->cap) = item;
	return p->items;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct review_opts *o = state->input;
	struct dgpm_date day;

	switch (key) {
	case 's':
		o->how.stage = cmd_parse_stage(state, arg);
		return 0;
	case OPT_EDITION:
		o->how.edition = dgpm_date_parse(&day, dgpm_str_of(arg)) ? dgpm_date_fiscal_year(day) :
									   cmd_parse_year(state, arg);
		return 0;
	case OPT_UNTIL:
		o->until = cmd_parse_date(state, arg);
		return 0;
	case OPT_RULES:
		o->how.rules = add_patterns(o->common.arena, &o->rules, arg);
		o->how.n_rules = o->rules.n;
		return 0;
	case OPT_SKIP:
		o->how.skip = add_patterns(o->common.arena, &o->skip, arg);
		o->how.n_skip = o->skip.n;
		return 0;
	case OPT_ALL:
		o->how.all = true;
		return 0;
	case OPT_DIGEST:
		o->digest = true;
		return 0;
	case OPT_SUMMARY:
		o->summary = true;
		return 0;
	case OPT_BASELINE:
		o->known.baseline = arg;
		return 0;
	case OPT_PRUNE_BASELINE:
		o->known.prune = true;
		return 0;
	case OPT_WRITE_BASELINE:
		o->known.write_baseline = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

struct report {
	struct dgpm_arena *arena;
	struct dgpm_words words;
	const struct dgpm_review *review;
	const struct dgpm_reviewed *project; /* of the sheet; NULL: the summary, or what follows */
	const struct dgpm_diags *digest;     /* findings for the digest */
	const struct dgpm_diags *folded;     /* findings for a terminal */
};

static void print(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct report *r = ctx;

	if (r->project != NULL)
		dgpm_review_print_sheet(r->review, r->project, r->arena, &r->words, out, how);
	else if (r->digest != NULL)
		dgpm_review_print_digest(r->review, r->digest, r->arena, &r->words, out, how);
	else if (r->folded != NULL)
		dgpm_review_print_folded(r->review, r->folded, r->arena, &r->words, out, how);
	else
		dgpm_review_print_summary(r->review, r->arena, &r->words, out, how);
}

/* Of the findings those of this project decide status and counts; what could not be read is told as ever. */
static struct dgpm_diags *only_project(const struct cmd_env *env, const char *id)
{
	struct dgpm_diags *own = dgpm_diags_new(env->arena);

	for (size_t i = 0; i < dgpm_diags_count(env->diags); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(env->diags, i);

		if (d->severity == DGPM_FATAL || (d->project_id != NULL && strcmp(d->project_id, id) == 0))
			dgpm_diag_push(own, d);
	}
	return own;
}

static int finish_sheet(struct cmd_env *env, const struct cmd_common *c, const struct dgpm_review *review,
			const char *id)
{
	struct report report = { .arena = env->arena, .words = cmd_words(env), .review = review };

	for (size_t i = 0; i < review->n_projects; i++)
		if (strcmp(review->projects[i].id, id) == 0)
			report.project = &review->projects[i];
	if (report.project == NULL)
		return cmd_no_project(env, c, id);
	return cmd_finish(env, c,
			  &(struct cmd_result){ .print = print, .ctx = &report, .summary = "",
						.shown = cmd_only_fatal(env, env->diags),
						.decides = only_project(env, id) });
}

/* With --summary and --digest the findings themselves are not printed, but they decide status and counts as ever. */
static int finish_summary(struct cmd_env *env, const struct cmd_common *c, const struct dgpm_review *review,
			  struct cmd_result *found, bool digest)
{
	struct report report = { .arena = env->arena, .words = cmd_words(env), .review = review };

	found->print = print;
	found->ctx = &report;
	found->decides = found->shown != NULL ? found->shown : env->diags;
	found->shown = cmd_only_fatal(env, found->decides);
	if (digest)
		report.digest = found->decides;
	return cmd_finish(env, c, found);
}

/* The findings: one a line, or folded where a person reads them. */
static int finish_findings(struct cmd_env *env, const struct cmd_common *c, const struct dgpm_review *review,
			   struct cmd_result *found)
{
	struct report report = { .arena = env->arena, .words = cmd_words(env), .review = review };

	report.folded = found->shown != NULL ? found->shown : env->diags;
	found->folded = print;
	found->ctx = &report;
	return cmd_finish_diags(env, c, found);
}

/* "2021-SMP-0001" is a project, "2021-SMP-0001.yaml" and "cards/" are paths. */
static bool is_id(const struct cmd_common *c, const char *arg)
{
	return strpbrk(arg, "/.") == NULL && strcmp(arg, "-") != 0 &&
	       access(dgpm_arena_printf(c->arena, "%s/%s", c->dir, arg), F_OK) != 0;
}

/* Rules that fire on nearly every project, once, before the last line. */
static const char *often(struct dgpm_arena *a, const struct dgpm_review *review)
{
	const char *list = "";

	if (review->n_often == 0)
		return NULL;
	for (size_t i = 0; i < review->n_often; i++)
		list = dgpm_arena_printf(a, _("%s%s%s (%zu of %zu)"), list, i != 0 ? ", " : "",
					 review->often[i].rule->id, review->often[i].fired, review->often[i].applied);
	return dgpm_arena_printf(a,
				 _("note: these rules fire on more than nine projects in ten; look at the rules, or at "
				   "how the cards are written: %s"),
				 list);
}

static const char *counts(struct cmd_env *env, const struct dgpm_review *review)
{
	const struct dgpm_words words = cmd_words(env);
	struct dgpm_arena *a = env->arena;
	const size_t *n = review->n;
	char date[11];

	return dgpm_arena_printf(a,
				 review->own_years ?
					 _("%s, %zu rules of %s in FY%d on %s; %s passed, %s failed, %s not "
					   "applicable, %s cannot be judged, %s waived") :
					 _("%s, %zu rules of %s for FY%d on %s; %s passed, %s failed, %s not "
					   "applicable, %s cannot be judged, %s waived"),
				 cmd_counts(a, &review->cards, &review->ledgers), review->n_rules,
				 review->stage != NULL ? dgpm_word(&words, "review-stage", review->stage) :
							 _("the stages due"),
				 review->fiscal_year, dgpm_date_format(date, review->date), cmd_number(a, n[DGPM_PASS]),
				 cmd_number(a, n[DGPM_FAIL]), cmd_number(a, n[DGPM_NOT_APPLICABLE]),
				 cmd_number(a, n[DGPM_CANNOT_COMPUTE]), cmd_number(a, n[DGPM_WAIVED]));
}

/* Where to look next: the project with the most errors, or most of the gravest there are; NULL: nothing was found. */
static const char *next_of(struct dgpm_arena *a, const struct dgpm_review *review)
{
	const struct dgpm_reviewed *most = NULL;
	size_t errors = 0;

	for (size_t i = 0; i < review->n_projects; i++) {
		const struct dgpm_reviewed *p = &review->projects[i];

		errors += p->errors;
		if (p->errors + p->warnings != 0 &&
		    (most == NULL || p->errors > most->errors ||
		     (p->errors == most->errors && p->warnings > most->warnings)))
			most = p;
	}
	if (most == NULL)
		return NULL;
	if (review->n_projects > (size_t)review->fold_from)
		return _("dgpm review --digest   (project by project: --fold never)");
	return most->errors == 0 ? dgpm_arena_printf(a, "dgpm review %s", most->id) :
				   dgpm_arena_printf(a, P_("dgpm review %s   (it has %zu of %s error)",
							   "dgpm review %s   (it has %zu of %s errors)", errors),
						     most->id, most->errors, cmd_number(a, errors));
}

/* For the formats of findings. */
static void tell_run(struct cmd_env *env, const struct dgpm_review *review)
{
	static const char *const results[DGPM_N_RESULTS] = { "passed", "failed", "not_applicable", "cannot_compute",
							     "waived" };
	char *date = dgpm_arena_alloc(env->arena, 11);

	env->format.rules = review->ran;
	env->format.n_rules = review->n_rules;
	env->format.stage = review->stage;
	env->format.fiscal_year = review->fiscal_year;
	env->format.date = review->date;
	cmd_head_text(env, "stage", review->stage);
	cmd_head_number(env, "fiscal_year", review->fiscal_year);
	cmd_head_text(env, "date", dgpm_date_format(date, review->date));
	cmd_head_number(env, "rules", (int64_t)review->n_rules);
	cmd_head_number(env, "projects", (int64_t)review->n_projects);
	for (size_t i = 0; i < DGPM_N_RESULTS; i++)
		cmd_head_number(env, results[i], (int64_t)review->n[i]);
}

/* A pattern that no rule is like would pass everything unseen. */
static bool are_known(const struct cmd_env *env, const struct dgpm_review_how *how, const struct dgpm_review *review)
{
	const char *pattern = dgpm_review_unknown_rules(review->rules, how), *near;

	if (pattern == NULL)
		return true;
	near = dgpm_rules_nearest(review->rules, dgpm_str_of(pattern));
	if (near != NULL && strpbrk(pattern, "*?[") == NULL)
		(void)cmd_wrong(env, _("no rule is like '%s', did you mean '%s'?"), pattern, near);
	else
		(void)cmd_wrong(env, _("no rule is like '%s'; 'dgpm rules' lists them"), pattern);
	return false;
}

static bool are_ids(const struct cmd_common *c)
{
	for (size_t i = 0; i < c->n_args; i++)
		if (!is_id(c, c->args[i]))
			return false;
	return true;
}

/* Options that do not go together; 0, or CMD_TROUBLE after a message. */
static int check_options(const struct cmd_env *env, const struct review_opts *o)
{
	const char *what = NULL;

	if (o->how.sheet_id != NULL) {
		if (o->known.baseline != NULL || o->known.write_baseline != NULL || cmd_is_limited(&o->common) ||
		    o->until.year != 0)
			what = _("--baseline, --write-baseline, --files-from, --changed-since and --until do not go "
				 "with the sheet of one project");
		else if (cmd_refuse_findings(env, &o->common, _("a review sheet")) != 0)
			return CMD_TROUBLE;
	} else if (o->known.baseline != NULL && o->known.write_baseline != NULL &&
		   dgpm_out_same_place(o->known.baseline, o->known.write_baseline)) {
		what = _("--baseline and --write-baseline of one file would take in what is new unseen: "
			 "--prune-baseline drops what is gone, --write-baseline alone takes all in");
	} else if (o->until.year != 0 && (o->summary || o->digest || o->how.all || o->known.baseline != NULL ||
					  o->known.write_baseline != NULL)) {
		what = _("--until does not go with --summary, --digest, --all and baselines");
	} else if (o->known.prune && (o->known.baseline == NULL || o->known.write_baseline != NULL)) {
		what = _("--prune-baseline goes with --baseline, and without --write-baseline");
	} else if (cmd_is_limited(&o->common) && o->common.n_args != 0) {
		what = _("--files-from and --changed-since limit the report, PATHs what is read: name one of the two");
	} else if (o->summary && o->digest) {
		what = _("--summary and --digest are two reports: name one of them");
	} else if (o->summary || o->digest) {
		return cmd_refuse_findings(env, &o->common, o->digest ? _("a digest") : _("a summary"));
	} else if (o->common.n_args > 1 && are_ids(&o->common)) {
		what = _("a sheet is of one project: name one ID, or the files of the cards");
	}
	if (what == NULL)
		return 0;
	return cmd_wrong(env, "%s", what);
}

/*
 * --until: what is told then and not now. The year under review stays that of dgpm.yaml where it says one: else a day
 * would bring another year, too.
 */
static int review_until(struct review_opts *o, struct cmd_env *env, struct cmd_result *found)
{
	const struct dgpm_node *config = dgpm_portfolio_config(env->portfolio);
	struct dgpm_diags *begin;
	struct dgpm_review *review;
	char *day = dgpm_arena_alloc(env->arena, 11);
	int64_t year;
	size_t n;

	if (o->how.date.year == 0 && o->how.fiscal_year == 0 &&
	    dgpm_node_int(dgpm_node_at(config, "review.fiscal_year"), &year))
		o->how.fiscal_year = (int)year;
	o->how.date = cmd_review_date(env, &o->common, env->portfolio);
	if (dgpm_date_cmp(o->until, o->how.date) <= 0 || dgpm_date_days(o->how.date, o->until) > 3660)
		return cmd_wrong(env, _("--until is a day after that of the review, %s, and within ten years"),
				 dgpm_date_format(day, o->how.date));
	if (dgpm_review_until(&review, &begin, env->arena, env->diags, env->portfolio, &o->how, o->until) != 0)
		return cmd_finish_diags(env, &o->common, found);
	tell_run(env, review);
	cmd_head_text(env, "until", dgpm_date_format(day, o->until));
	n = dgpm_diags_count(begin);
	found->summary = dgpm_arena_printf(env->arena,
					   P_("%s; %s finding begins by %s", "%s; %s findings begin by %s", n),
					   counts(env, review), cmd_number(env->arena, n), day);
	dgpm_diags_merge(begin, cmd_only_fatal(env, env->diags));
	found->shown = begin;
	dgpm_review_close(review);
	return cmd_finish_diags(env, &o->common, found);
}

int cmd_review(struct cmd_env *env, int argc, char **argv)
{
	struct review_opts o = { .common = env->defaults, .how = { .today = env->today } };
	struct cmd_result found = { 0 };
	struct dgpm_review *review = NULL;
	int status;

	o.common.findings = true;
	o.common.tables = o.common.selects = true;
	o.common.needs = CMD_NEEDS_OWN;
	cmd_parse(env, options, parse_option, N_("[PATH...]\nID"), NULL, &o, argc, argv);
	cmd_confine(env, &o.common,
		    (const char *const[]){ o.known.write_baseline, o.known.prune ? o.known.baseline : NULL }, 2, argc,
		    argv);
	if (o.common.n_args == 1 && is_id(&o.common, o.common.args[0]))
		o.how.sheet_id = o.common.args[0];
	if (check_options(env, &o) != 0)
		return CMD_TROUBLE;
	o.how.threads = o.common.threads;
	o.how.fiscal_year = o.common.fiscal_year;
	o.how.date = o.common.date;
	if (cmd_portfolio(env, &o.common, o.how.sheet_id == NULL) == NULL)
		return cmd_finish_diags(env, &o.common, &found);
	if (o.how.sheet_id != NULL && (o.how.sheet_id = cmd_find_id(env, &o.common, o.how.sheet_id)) == NULL)
		return CMD_TROUBLE;
	if (known_open(&o.known, env, &o.common, &o.how) != 0)
		return cmd_finish_diags(env, &o.common, &found);
	if (o.until.year != 0)
		return review_until(&o, env, &found);
	if (dgpm_review(&review, env->arena, env->diags, env->portfolio, &o.how) != 0)
		return cmd_finish_diags(env, &o.common, &found);
	if (!are_known(env, &o.how, review)) {
		dgpm_review_close(review);
		return CMD_TROUBLE;
	}
	tell_run(env, review);
	if (o.how.n_rules + o.how.n_skip != 0 && (o.summary || o.how.sheet_id != NULL) && !o.common.quiet)
		cmd_tell(env, &o.common,
			 dgpm_arena_printf(env->arena,
					   P_("note: %zu rule was run; suggestions rest on it alone\n",
					      "note: %zu rules were run; suggestions rest on them alone\n",
					      review->n_rules),
					   review->n_rules));
	if (review->edition != 0 && review->n_rules != 0 && !o.common.quiet)
		cmd_tell(env, &o.common,
			 dgpm_arena_printf(env->arena, _("note: FY%d is judged by the rules of FY%d\n"),
					   review->fiscal_year, review->edition));
	if (o.how.sheet_id != NULL) {
		status = finish_sheet(env, &o.common, review, o.how.sheet_id);
	} else {
		/* The digest is about these, and so is what is folded. */
		found.remark = o.digest || o.common.print.fold ? NULL : often(env->arena, review);
		found.summary = counts(env, review);
		found.next = o.digest ? NULL : next_of(env->arena, review);
		known_close(&o.known, env, &o.common, review, &o.how, &found);
		status = o.summary || o.digest ? finish_summary(env, &o.common, review, &found, o.digest) :
		    o.how.all		   ? cmd_finish_diags(env, &o.common, &found) :
						     finish_findings(env, &o.common, review, &found);
	}
	dgpm_review_close(review);
	return status;
}
