/* The review sheet of one project: item, result, evidence, source. */
#include "cmd.h"
#include "review/review.h"
#include "base/text.h"

#include <inttypes.h>

static const struct dgpm_col columns[] = {
	{ "rule", N_("rule"), DGPM_COL_TEXT },         { "title", N_("item"), DGPM_COL_TEXT },
	{ "severity", N_("severity"), DGPM_COL_TEXT }, { "result", N_("result"), DGPM_COL_TEXT },
	{ "reason", NULL, DGPM_COL_TEXT },             { "evidence", N_("evidence"), DGPM_COL_TEXT },
	{ "file", NULL, DGPM_COL_TEXT },               { "line", N_("line"), DGPM_COL_INT },
	{ "source", N_("source"), DGPM_COL_TEXT },
};

#define PLACE 7 /* for people a text: a line of the card, or file and line of a ledger */
#define EVIDENCE_COLUMNS 40

struct sheet {
	struct cmd_env *env;
	const struct dgpm_review *review;
	const struct dgpm_reviewed *project;
};

static const char *const result_codes[] = { "pass", "fail", "not-applicable", "cannot-compute", "waived" };

/* Evidence is cut in text, and the cut is shown; CSV and JSON have it whole. */
static const char *cut(struct dgpm_arena *a, const char *text)
{
	size_t n = text != NULL ? strlen(text) : 0, fit = text != NULL ? dgpm_text_fit(text, n, EVIDENCE_COLUMNS) : 0;

	return fit < n ? dgpm_arena_printf(a, "%.*s…", (int)fit, text) : text;
}

static const char *place(const struct sheet *s, struct dgpm_loc at)
{
	if (at.line == 0)
		return at.path;
	return strcmp(at.path, s->project->path) == 0 ?
		       dgpm_arena_printf(s->env->arena, "%" PRIu32, at.line) :
		       dgpm_arena_printf(s->env->arena, "%s:%" PRIu32, at.path, at.line);
}

static struct dgpm_grid *make_grid(const struct sheet *s, bool words, const char *lang)
{
	struct dgpm_arena *a = s->env->arena;
	const struct dgpm_codes *codes = words ? dgpm_data_codes(s->env->data, s->env->diags) : NULL;
	struct dgpm_col *cols = dgpm_arena_array(a, DGPM_COUNT(columns), sizeof *cols);
	struct dgpm_grid *g;

	memcpy(cols, columns, sizeof columns);
	if (words)
		cols[PLACE] = (struct dgpm_col){ "place", N_("place"), DGPM_COL_TEXT };
	g = dgpm_grid_new(a, cols, DGPM_COUNT(columns));
	for (size_t i = 0; i < s->review->n_sheet; i++) {
		const struct dgpm_sheet_line *line = &s->review->sheet[i];
		const char *code = result_codes[line->judged.result];

		dgpm_grid_cstr(g, line->rule->id);
		dgpm_grid_cstr(g, line->rule->title);
		dgpm_grid_cstr(g, cmd_word(codes, "severity", dgpm_severity_name(line->rule->severity), lang));
		dgpm_grid_cstr(g, cmd_word(codes, "rule-result", code, lang));
		dgpm_grid_cstr(g, line->judged.result == DGPM_FAIL ? line->message : line->judged.reason);
		dgpm_grid_cstr(g, words ? cut(a, line->evidence) : line->evidence);
		dgpm_grid_cstr(g, line->judged.at.path);
		if (words)
			dgpm_grid_cstr(g, place(s, line->judged.at));
		else if (line->judged.at.line != 0)
			dgpm_grid_int(g, line->judged.at.line);
		else
			dgpm_grid_none(g);
		dgpm_grid_cstr(g, line->rule->source);
	}
	return g;
}

/* Below the table: what failed and how to mend it, what cannot be judged and why. */
static void print_remarks(const struct sheet *s, struct dgpm_out *out, const struct dgpm_codes *codes, const char *lang)
{
	for (size_t i = 0; i < s->review->n_sheet; i++) {
		const struct dgpm_sheet_line *line = &s->review->sheet[i];

		if (line->judged.result == DGPM_FAIL)
			dgpm_out_printf(out, "\n%s %s: %s\n  %s: %s\n", line->rule->id,
					cmd_word(codes, "severity", dgpm_severity_name(line->rule->severity), lang),
					line->message, _("to mend"), line->rule->remedy);
		else if (line->judged.result == DGPM_CANNOT_COMPUTE || line->judged.result == DGPM_WAIVED)
			dgpm_out_printf(out, "\n%s: %s\n", line->rule->id, line->judged.reason);
		/* Whole, as the table may have cut it. */
		if (line->evidence != NULL && line->judged.result != DGPM_PASS)
			dgpm_out_printf(out, "  %s: %s\n", _("evidence"), line->evidence);
	}
}

static void print_sheet(void *ctx, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct sheet *s = ctx;
	bool words = how->format == DGPM_FORMAT_TEXT;
	const struct dgpm_codes *codes = words ? dgpm_data_codes(s->env->data, s->env->diags) : NULL;
	const struct dgpm_organization *o;
	char date[11];

	if (!words) {
		dgpm_grid_print(make_grid(s, false, how->lang), out, how);
		return;
	}
	o = dgpm_organizations_find(dgpm_portfolio_organizations(s->env->portfolio),
				    dgpm_str_of(s->project->organization));
	dgpm_out_printf(out, "%s  ", s->project->id);
	dgpm_out_str(out, dgpm_text_escape(s->env->arena, dgpm_str_of(s->project->name)));
	dgpm_out_printf(out, "  %s\n", o != NULL ? dgpm_organization_text(o, how->lang) : s->project->organization);
	dgpm_out_printf(out, _("%s, FY%d, as of %s; card %s\n\n"),
			dgpm_code_text(codes, "review-stage", dgpm_str_of(s->project->stage), how->lang),
			s->project->fiscal_year, dgpm_date_format(date, s->review->date), s->project->path);
	dgpm_grid_print(make_grid(s, true, how->lang), out, how);
	print_remarks(s, out, codes, how->lang);
	dgpm_out_printf(
		out, "\n%s: %s\n", _("suggestion of dgpm, not a decision"),
		dgpm_code_text(codes, "judgement", dgpm_str_of(dgpm_reviewed_judgement(s->project)), how->lang));
	dgpm_out_printf(out, "%s: %s\n", _("recorded on the card"),
			s->project->recorded != NULL ?
				dgpm_code_text(codes, "review-result", dgpm_str_of(s->project->recorded), how->lang) :
				_("nothing"));
}

/* Of the findings those of this project decide status and counts; what could not be read is told as ever. */
static void only_project(struct cmd_env *env, const char *id)
{
	struct dgpm_diags *own = dgpm_diags_new(env->arena), *fatal = dgpm_diags_new(env->arena);

	for (size_t i = 0; i < dgpm_diags_count(env->diags); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(env->diags, i);

		if (d->severity == DGPM_FATAL)
			dgpm_diag_push(fatal, d);
		if (d->severity == DGPM_FATAL || (d->project_id != NULL && strcmp(d->project_id, id) == 0))
			dgpm_diag_push(own, d);
	}
	env->findings = own;
	env->diags = fatal;
}

int cmd_review_sheet(struct cmd_env *env, const struct cmd_common *c, const struct dgpm_review *review, const char *id)
{
	struct sheet s = { .env = env, .review = review };

	for (size_t i = 0; i < review->n_projects; i++)
		if (strcmp(review->projects[i].id, id) == 0)
			s.project = &review->projects[i];
	if (s.project == NULL)
		return cmd_no_project(env, c, id);
	only_project(env, id);
	return cmd_finish(env, c, print_sheet, &s, "");
}
