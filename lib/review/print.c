/* A review as a report. */
#include "review/print.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "rules/facts.h"

#include <inttypes.h>

static const struct dgpm_col columns[] = {
	{ "rule", N_("rule"), DGPM_COL_TEXT },         { "title", N_("item"), DGPM_COL_NAME },
	{ "severity", N_("severity"), DGPM_COL_TEXT }, { "result", N_("result"), DGPM_COL_TEXT },
	{ "reason", NULL, DGPM_COL_NAME },             { "evidence", N_("evidence"), DGPM_COL_NAME },
	{ "file", NULL, DGPM_COL_TEXT },               { "line", N_("line"), DGPM_COL_INT },
	{ "source", N_("source"), DGPM_COL_NAME },     { "kind", N_("kind"), DGPM_COL_TEXT },
};

#define PLACE 7 /* for people a text: a line of the card, or file and line of a ledger */
#define EVIDENCE_COLUMNS 40

struct sheet {
	const struct dgpm_review *review;
	const struct dgpm_reviewed *project;
	struct dgpm_arena *arena;
	struct dgpm_words words;
};

static const char *const result_codes[] = { "pass", "fail", "not-applicable", "cannot-compute", "waived" };

/* What a fact is, where it is no number: the result of a review, a phase, or whether it is so. */
static const char *value_word(const struct dgpm_words *words, const char *text)
{
	static const char *const lists[] = { "review-result", "phase", "sector", "ledger-stage" };

	if (strcmp(text, "true") == 0)
		return _("yes");
	if (strcmp(text, "false") == 0)
		return _("no");
	for (size_t i = 0; i < DGPM_COUNT(lists); i++)
		if (strcmp(dgpm_word(words, lists[i], text), text) != 0)
			return dgpm_word(words, lists[i], text);
	return text;
}

/* A word of what was summed: "executed" is a stage, "FY2020" a year. Alone behind a fact it is its value. */
static void add_word(struct dgpm_buf *b, const struct dgpm_words *words, struct dgpm_str word, bool value)
{
	const char *text = dgpm_arena_strndup(b->arena, word.s, word.n);

	if (value) {
		dgpm_buf_add(b, value_word(words, text));
		return;
	}

	if (word.n == 6 && strncmp(text, "FY", 2) == 0)
		dgpm_buf_addf(b, _("FY%s"), text + 2);
	else if (strcmp(text, "path") == 0)
		dgpm_buf_add(b, _("path"));
	else
		dgpm_buf_add(b, dgpm_word(words, "ledger-stage", text));
}

/* Evidence for people: facts by their meaning, stages and years by their words. Programs have the names. */
static const char *evidence_in_words(const struct sheet *s, const char *text)
{
	struct dgpm_buf b = { .arena = s->arena };

	if (text == NULL || s->words.codes == NULL)
		return text;
	while (*text != '\0') {
		const char *end = strstr(text, "; "), *colon = strstr(text, ": "), *at = text, *said = NULL;

		end = end != NULL ? end : text + strlen(text);
		if (colon != NULL && colon < end)
			said = dgpm_fact_meaning(s->arena, s->words.codes, s->words.lang,
						 dgpm_arena_printf(s->arena, "facts.%.*s", (int)(colon - text), text));
		if (said != NULL) {
			dgpm_buf_add(&b, said);
			at = colon;
		}
		while (at < end) {
			size_t n = strspn(at, "abcdefghijklmnopqrstuvwxyz_FY0123456789");

			n = at + n > end ? (size_t)(end - at) : n;
			if (n != 0 && (at == text || strchr(" [", at[-1]) != NULL))
				add_word(&b, &s->words, (struct dgpm_str){ at, n },
					 said != NULL && at == colon + 2 &&
						 (at + n == end || strncmp(at + n, " = ", 3) == 0));
			else
				dgpm_buf_str(&b, (struct dgpm_str){ at, n });
			at += n;
			if (at < end)
				dgpm_buf_char(&b, *at++);
		}
		if (*end == ';')
			dgpm_buf_add(&b, "; ");
		text = *end == ';' ? end + 2 : end;
	}
	return dgpm_buf_text(&b);
}

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
		       dgpm_arena_printf(s->arena, "%" PRIu32, at.line) :
		       dgpm_arena_printf(s->arena, "%s:%" PRIu32, at.path, at.line);
}

/* What stands there; of a rule that does not apply what speaks against it, else why. */
static const char *shown_evidence(const struct sheet *s, const struct dgpm_sheet_line *line, bool explain)
{
	const char *text = evidence_in_words(s, line->evidence);

	if (text == NULL && line->judged.result == DGPM_NOT_APPLICABLE)
		text = line->judged.reason;
	return explain ? text : cut(s->arena, text);
}

static struct dgpm_grid *make_grid(const struct sheet *s, bool text, bool explain)
{
	struct dgpm_arena *a = s->arena;
	struct dgpm_col *cols = dgpm_arena_array(a, DGPM_COUNT(columns), sizeof *cols);
	struct dgpm_grid *g;

	memcpy(cols, columns, sizeof columns);
	if (text)
		cols[PLACE] = (struct dgpm_col){ "place", N_("place"), DGPM_COL_TEXT };
	g = dgpm_grid_new(a, cols, DGPM_COUNT(columns));
	dgpm_grid_report(g, "review-sheet");
	dgpm_grid_main(g);
	for (size_t i = 0; i < s->review->n_sheet; i++) {
		const struct dgpm_sheet_line *line = &s->review->sheet[i];
		const char *code = result_codes[line->judged.result];

		dgpm_grid_cstr(g, line->rule->id);
		dgpm_grid_cstr(g, line->rule->title);
		dgpm_grid_cstr(g, dgpm_word(&s->words, "severity", dgpm_severity_name(line->severity)));
		dgpm_grid_cstr(g, dgpm_word(&s->words, "rule-result", code));
		dgpm_grid_cstr(g, line->judged.result == DGPM_FAIL ? line->message : line->judged.reason);
		dgpm_grid_cstr(g, text ? shown_evidence(s, line, explain) : line->evidence);
		dgpm_grid_cstr(g, line->judged.at.path);
		if (text)
			dgpm_grid_cstr(g, place(s, line->judged.at));
		else if (line->judged.at.line != 0)
			dgpm_grid_int(g, line->judged.at.line);
		else
			dgpm_grid_none(g);
		dgpm_grid_cstr(g, line->rule->source);
		dgpm_grid_cstr(g, dgpm_word(&s->words, "finding-kind", line->kind));
	}
	return g;
}

/* Below the table: what failed and how to mend it, what cannot be judged and why. */
static void print_remarks(const struct sheet *s, struct dgpm_out *out)
{
	for (size_t i = 0; i < s->review->n_sheet; i++) {
		const struct dgpm_sheet_line *line = &s->review->sheet[i];

		if (line->judged.result == DGPM_FAIL)
			dgpm_out_printf(out, "\n%s %s: %s\n  %s: %s\n", line->rule->id,
					dgpm_word(&s->words, "severity", dgpm_severity_name(line->severity)),
					line->message, _("to mend"), line->rule->remedy);
		else if (line->judged.result == DGPM_CANNOT_COMPUTE || line->judged.result == DGPM_WAIVED)
			dgpm_out_printf(out, "\n%s: %s\n", line->rule->id, line->judged.reason);
		/* Whole, as the table may have cut it. */
		if (line->evidence != NULL && line->judged.result != DGPM_PASS &&
		    line->judged.result != DGPM_NOT_APPLICABLE)
			dgpm_out_printf(out, "  %s: %s\n", _("evidence"), evidence_in_words(s, line->evidence));
	}
}

void dgpm_review_print_sheet(const struct dgpm_review *review, const struct dgpm_reviewed *project,
			     struct dgpm_arena *a, const struct dgpm_words *said, struct dgpm_out *out,
			     const struct dgpm_print *how)
{
	bool text = how->format == DGPM_FORMAT_TEXT;
	const struct sheet s = { review, project, a, text ? *said : dgpm_words_as_codes(said) };
	char date[11];

	if (!text) {
		dgpm_grid_print(make_grid(&s, false, false), out, how);
		return;
	}
	dgpm_out_printf(out, "%s  ", project->id);
	dgpm_out_str(out, dgpm_text_escape(a, dgpm_str_of(project->name)));
	dgpm_out_printf(out, "  %s\n", dgpm_word_organization(said, project->organization));
	dgpm_out_printf(out, _("%s, FY%d, as of %s; card %s\n\n"), dgpm_word(said, "review-stage", project->stage),
			project->fiscal_year, dgpm_date_format(date, review->date), project->path);
	dgpm_grid_print(make_grid(&s, true, how->explain), out, how);
	print_remarks(&s, out);
	dgpm_out_printf(out, "\n%s: %s\n", _("suggestion of dgpm, not a decision"),
			dgpm_word(said, "judgement", dgpm_reviewed_judgement(project)));
	dgpm_out_printf(out, "%s: %s\n", _("recorded on the card"),
			project->recorded != NULL ? dgpm_word(said, "review-result", project->recorded) : _("nothing"));
}

static const struct dgpm_col summary_columns[] = {
	{ "project_id", N_("project"), DGPM_COL_TEXT }, { "organization", N_("organization"), DGPM_COL_NAME },
	{ "name", N_("name"), DGPM_COL_NAME },          { "class", N_("class"), DGPM_COL_TEXT },
	{ "stage", N_("stage"), DGPM_COL_TEXT },        { "errors", N_("errors"), DGPM_COL_INT },
	{ "warnings", N_("warnings"), DGPM_COL_INT },   { "notes", N_("notes"), DGPM_COL_INT },
	{ "waived", N_("waived"), DGPM_COL_INT },       { "judgement", N_("suggestion"), DGPM_COL_TEXT },
	{ "missing", N_("not stated"), DGPM_COL_INT },  { "violated", N_("violated"), DGPM_COL_INT },
	{ "cannot_compute", NULL, DGPM_COL_INT },       { "applicable", NULL, DGPM_COL_INT },
	{ "recorded", N_("recorded"), DGPM_COL_TEXT },  { "fiscal_year", N_("FY"), DGPM_COL_YEAR },
};
#define N_CSV_SUMMARY (DGPM_COUNT(summary_columns) - 2) /* scripts rely on these; text and JSON have more */

/* Years are codes to people, not numbers to be grouped; where all have the same one, text leaves it out. */
static struct dgpm_grid *new_summary(struct dgpm_arena *arena, enum dgpm_format format, bool own_years)
{
	struct dgpm_col *cols = dgpm_arena_array(arena, DGPM_COUNT(summary_columns), sizeof *cols);
	size_t n = DGPM_COUNT(summary_columns);

	memcpy(cols, summary_columns, sizeof summary_columns);
	if (format == DGPM_FORMAT_CSV)
		n = N_CSV_SUMMARY;
	else if (format == DGPM_FORMAT_TEXT && !own_years)
		n--;
	return dgpm_grid_new(arena, cols, n);
}

static struct dgpm_grid *make_summary(const struct dgpm_review *review, struct dgpm_arena *a,
				      const struct dgpm_words *words, enum dgpm_format format)
{
	struct dgpm_grid *g = new_summary(a, format, review->own_years);
	bool text = format == DGPM_FORMAT_TEXT;

	dgpm_grid_report(g, "review-summary");
	dgpm_grid_main(g);
	dgpm_grid_spare(g, "waived class organization");
	dgpm_grid_brief(g, "errors", _("err."));
	dgpm_grid_brief(g, "warnings", _("warn."));
	dgpm_grid_brief(g, "notes", _("notes"));
	dgpm_grid_brief(g, "waived", _("waiv."));
	for (size_t i = 0; i < review->n_projects; i++) {
		const struct dgpm_reviewed *r = &review->projects[i];

		dgpm_grid_cstr(g, r->id);
		dgpm_put_organization(g, words, r->organization);
		dgpm_grid_cstr(g, r->name);
		dgpm_grid_cstr(g, r->class);
		dgpm_put_word(g, words, "review-stage", "review-stage-short", r->stage);
		dgpm_grid_int(g, (int64_t)r->errors);
		dgpm_grid_int(g, (int64_t)r->warnings);
		dgpm_grid_int(g, (int64_t)r->notes);
		dgpm_grid_int(g, (int64_t)r->n[DGPM_WAIVED]);
		dgpm_grid_cstr(g, dgpm_word(words, "judgement", dgpm_reviewed_judgement(r)));
		dgpm_grid_int(g, (int64_t)r->missing);
		dgpm_grid_int(g, (int64_t)r->violated);
		dgpm_grid_int(g, (int64_t)r->n[DGPM_CANNOT_COMPUTE]);
		dgpm_grid_int(g, (int64_t)dgpm_reviewed_applicable(r));
		if (format == DGPM_FORMAT_CSV)
			continue;
		dgpm_grid_cstr(g, dgpm_word(words, "review-result", r->recorded));
		if (!text || review->own_years)
			dgpm_grid_int(g, r->fiscal_year);
	}
	return g;
}

void dgpm_review_print_summary(const struct dgpm_review *review, struct dgpm_arena *a, const struct dgpm_words *said,
			       struct dgpm_out *out, const struct dgpm_print *how)
{
	bool text = how->format == DGPM_FORMAT_TEXT;
	struct dgpm_words words = text ? *said : dgpm_words_as_codes(said);

	dgpm_grid_print(make_summary(review, a, &words, how->format), out, how);
	if (text)
		dgpm_out_printf(out, "%s\n",
				review->own_years ?
					_("not stated: findings where the card is silent; violated: where it speaks "
					  "against the rule; suggestion: dgpm's, not a decision; recorded: the result "
					  "on the card; FY: the year under review") :
					_("not stated: findings where the card is silent; violated: where it speaks "
					  "against the rule; suggestion: dgpm's, not a decision; recorded: the result "
					  "on the card"));
}
