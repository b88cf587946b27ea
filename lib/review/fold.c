/* The findings of a review for a person at a terminal: by project, or by rule where there are too many projects. */
#include "review/print.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "print/text.h"
#include "review/tally.h"

#include <inttypes.h>

#define AT 7 /* columns of a place on the card */
#define USUAL_WIDTH 100
#define MOST 5 /* findings of a project; the others are counted */
#define NAMED 3

static const char *color_of(enum dgpm_severity s)
{
	return s == DGPM_ERROR ? "\033[31m" : s == DGPM_WARNING ? "\033[33m" : "\033[36m";
}

static void print_severity(struct dgpm_out *out, const struct dgpm_diag *d, const char *word,
			   const struct dgpm_print *how)
{
	if (how->color)
		dgpm_out_code(out, color_of(d->severity));
	dgpm_out_puts(out, word);
	if (how->color)
		dgpm_out_code(out, "\033[0m");
}

/* One finding: its place on the card, then the words, wrapped where they began. */
static void print_finding(const struct review_tally *t, const struct dgpm_words *words, const struct dgpm_diag *d,
			  const char *path, struct dgpm_out *out, const struct dgpm_print *how)
{
	const char *at = d->at.path != NULL && strcmp(d->at.path, path) != 0 ?
				 dgpm_arena_printf(t->arena, "%s:%" PRIu32, d->at.path, d->at.line) :
				 dgpm_arena_printf(t->arena, "%" PRIu32 ":%" PRIu32, d->at.line, d->at.column);
	const char *text = d->source != NULL && *d->source != '\0' ?
				   dgpm_arena_printf(t->arena, "%s [%s]", d->message, d->source) :
				   d->message;

	const char *severity = dgpm_word(words, "severity", dgpm_severity_name(d->severity));
	size_t width = how->width != 0 ? how->width : USUAL_WIDTH, n = strlen(text), from = 0;
	size_t indent = 2 + AT + 2 + dgpm_text_width(severity, strlen(severity)) + 2 + strlen(d->rule) + 2;

	if (strlen(at) > AT || indent > width / 2) {
		dgpm_out_printf(out, "  %s  ", at);
		print_severity(out, d, severity, how);
		dgpm_out_printf(out, "  %s\n", d->rule);
		indent = 2 + AT + 2;
		dgpm_out_spaces(out, indent);
	} else {
		dgpm_out_printf(out, "  %-*s  ", AT, at);
		print_severity(out, d, severity, how);
		dgpm_out_printf(out, "  %s  ", d->rule);
	}
	while (from < n) {
		size_t cut = dgpm_text_break(text + from, n - from, width - indent), end = cut;

		while (end > 1 && text[from + end - 1] == ' ')
			end--;
		dgpm_out_write(out, text + from, end);
		dgpm_out_puts(out, "\n");
		from += cut;
		if (from < n)
			dgpm_out_spaces(out, indent);
	}
}

static void print_counts(const struct dgpm_words *words, struct dgpm_out *out, size_t errors, size_t warnings,
			 size_t notes)
{
	const size_t n[] = { errors, warnings, notes };
	const enum dgpm_severity s[] = { DGPM_ERROR, DGPM_WARNING, DGPM_NOTE };

	for (size_t i = 0; i < DGPM_COUNT(n); i++)
		if (n[i] != 0)
			dgpm_out_printf(out, "  %s %zu", dgpm_word(words, "severity", dgpm_severity_name(s[i])), n[i]);
	dgpm_out_puts(out, "\n");
}

static void print_project(const struct review_tally *t, const struct tally_project *p, const struct dgpm_words *words,
			  struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct dgpm_reviewed *r = p->reviewed;
	size_t most = how->explain ? p->n : MOST;

	dgpm_out_code(out, how->color ? "\033[1m" : "");
	dgpm_out_printf(out, "%s  %s", r->id, texttable_cut(t->arena, r->name, 30));
	dgpm_out_code(out, how->color ? "\033[0m" : "");
	dgpm_out_printf(out, "  %s  %s", dgpm_word_organization(words, r->organization),
			dgpm_word(words, "review-stage-short", r->stage));
	print_counts(words, out, r->errors, r->warnings, r->notes);
	dgpm_out_printf(out, "%s\n", r->path);
	for (size_t i = 0; i < p->n && i < most; i++)
		print_finding(t, words, t->findings[p->first + i], r->path, out, how);
	if (p->n > most)
		dgpm_out_printf(out, _("  … and %zu more (dgpm review %s)\n"), p->n - most, r->id);
	dgpm_out_puts(out, "\n");
}

static void print_clean(const struct review_tally *t, struct dgpm_out *out)
{
	struct dgpm_buf b = { .arena = t->arena };
	size_t n = 0;

	for (size_t i = 0; i < t->n_projects; i++)
		if (t->projects[i].n == 0 && n++ < NAMED)
			dgpm_buf_addf(&b, " %s", t->projects[i].reviewed->id);
	if (n == 0)
		return;
	if (n > NAMED)
		dgpm_buf_addf(&b, _(" … and %s more"), review_count(t->arena, n - NAMED));
	dgpm_out_printf(out, P_("%s project without findings:%s\n", "%s projects without findings:%s\n", n),
			review_count(t->arena, n), b.s);
}

static const struct dgpm_col columns[] = {
	{ "rule", N_("rule"), DGPM_COL_TEXT },        { "severity", N_("severity"), DGPM_COL_TEXT },
	{ "projects", N_("projects"), DGPM_COL_INT }, { "share", N_("share"), DGPM_COL_RATE },
	{ "title", N_("item"), DGPM_COL_NAME },       { "ids", N_("which"), DGPM_COL_TEXT },
};

/* The ID without its year where that is enough. */
static const char *short_id(const struct review_tally *t, const char *id)
{
	const char *tail = strchr(id, '-');
	size_t same = 0;

	for (size_t i = 0; tail != NULL && i < t->n_projects; i++) {
		const char *other = strchr(t->projects[i].reviewed->id, '-');

		same += other != NULL && strcmp(other, tail) == 0;
	}
	return same == 1 ? tail + 1 : id;
}

/* The few that a rule fires on, or the few it does not; in brief the first of them. */
static const char *which(const struct review_tally *t, size_t rule, bool brief)
{
	bool most = t->rules[rule].projects * 2 > t->n_projects;
	size_t n = most ? t->n_projects - t->rules[rule].projects : t->rules[rule].projects, named = 0;
	struct dgpm_buf b = { .arena = t->arena };

	for (size_t i = 0; i < t->n_projects && named < (brief ? 1 : 2) && named < n; i++)
		if (tally_has(t->projects[i].has, rule) != most) {
			const char *id = t->projects[i].reviewed->id;

			dgpm_buf_sep(&b, " ");
			dgpm_buf_add(&b, brief ? short_id(t, id) : id);
			named++;
		}
	if (n == 0)
		return _("all");
	if (n > named)
		dgpm_buf_addf(&b, _(" … and %s more"), review_count(t->arena, n - named));
	return most ? dgpm_arena_printf(t->arena, _("all but %s"), b.s) : b.s;
}

static void print_by_rule(const struct review_tally *t, const struct dgpm_words *words, struct dgpm_out *out,
			  const struct dgpm_print *how)
{
	struct dgpm_grid *g = dgpm_grid_new(t->arena, columns, DGPM_COUNT(columns));

	dgpm_grid_brief(g, "projects", _("n"));
	dgpm_grid_brief(g, "severity", _("sev."));
	for (size_t r = 0; r < t->n_rules; r++) {
		const struct tally_rule *rule = &t->rules[r];

		dgpm_grid_cstr(g, rule->id);
		dgpm_grid_cstr(g, dgpm_word(words, "severity", dgpm_severity_name(rule->severity)));
		dgpm_grid_int(g, (int64_t)rule->projects);
		dgpm_grid_int(g, (int64_t)((rule->projects * 10000 + t->n_projects / 2) / t->n_projects));
		dgpm_grid_cstr(g, rule->title);
		dgpm_grid_short(g, which(t, r, false), which(t, r, true));
	}
	review_print_head(t->review, words, t->arena, out,
			  dgpm_arena_printf(t->arena, _("by rule, as there are more than %d"),
					    (int)t->review->fold_from));
	dgpm_out_puts(out, "\n");
	dgpm_grid_print(g, out, how);
}

void dgpm_review_print_folded(const struct dgpm_review *review, const struct dgpm_diags *diags, struct dgpm_arena *a,
			      const struct dgpm_words *words, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct review_tally t;

	review_tally(&t, a, review, diags);
	if (t.n_projects > (size_t)review->fold_from) {
		print_by_rule(&t, words, out, how);
		return;
	}
	for (size_t i = 0; i < t.n_projects; i++)
		if (t.projects[i].n != 0)
			print_project(&t, &t.projects[i], words, out, how);
	print_clean(&t, out);
}
