/* What a conversion came to, as JSON and in words: for whoever runs it by night and reads of it in the morning. */
#include "convert/context.h"
#include "base/i18n.h"
#include "print/grid.h"
#include "print/json.h"

#include <stdlib.h>

/* How often each rule was met. */
struct tally {
	const char *rule, *what;
	size_t n;
};
struct tallies {
	struct dgpm_arena *arena;
	struct tally *items;
	size_t n, cap;
};

static void count(struct tallies *t, const char *rule, const char *what, size_t n)
{
	for (size_t i = 0; i < t->n && n != 0; i++)
		if (strcmp(t->items[i].rule, rule) == 0) {
			t->items[i].n += n;
			return;
		}
	if (n != 0)
		*DGPM_PUSH(t->arena, t->items, t->n, t->cap) = (struct tally){ rule, what, n };
}

static int cmp(const void *a, const void *b)
{
	return strcmp(((const struct tally *)a)->rule, ((const struct tally *)b)->rule);
}

static void put_tallies(struct jsonw *w, const char *key, struct tallies *t, const char *what)
{
	jsonw_line(w, 2);
	jsonw_open(w, key, '[');
	for (size_t i = 0; i < t->n; i++) {
		jsonw_line(w, 4);
		jsonw_open(w, NULL, '{');
		jsonw_text(w, "rule", t->items[i].rule);
		jsonw_text(w, what, t->items[i].what);
		jsonw_int(w, "n", (int64_t)t->items[i].n);
		jsonw_close(w, '}');
	}
	if (t->n != 0)
		jsonw_line(w, 2);
	jsonw_close(w, ']');
}

static void put_stats(struct jsonw *w, const struct dgpm_convert_stats *s, bool cards)
{
	jsonw_int(w, "rows", (int64_t)s->rows);
	jsonw_int(w, "rows_passed_over", (int64_t)(s->rows_blank + s->rows_skipped));
	jsonw_int(w, "rows_left_out", (int64_t)s->rows_left_out);
	if (cards) {
		jsonw_int(w, "superseded", (int64_t)s->superseded);
		return;
	}
	jsonw_int(w, "figures", (int64_t)s->figures);
	jsonw_int(w, "figures_left_out", (int64_t)s->figures_left_out);
	jsonw_int(w, "superseded", (int64_t)s->superseded);
	jsonw_int(w, "no_value", (int64_t)s->no_value);
	jsonw_int(w, "numbered", (int64_t)s->numbered);
	jsonw_int(w, "given_twice", (int64_t)s->repeated);
	jsonw_int(w, "totals_compared", (int64_t)s->tied);
	jsonw_int(w, "totals_untied", (int64_t)s->untied);
	jsonw_int(w, "totals_without_parts", (int64_t)s->without_parts);
	jsonw_int(w, "beyond_available", (int64_t)s->beyond);
	jsonw_int(w, "totals_rounded", (int64_t)s->rounded);
	if (s->sums_compared != 0) {
		jsonw_int(w, "sums_compared", (int64_t)s->sums_compared);
		jsonw_int(w, "sums_differ", (int64_t)s->sums_differ);
	}
}

static void put_files(struct jsonw *w, const struct dgpm_converted *done, bool cards)
{
	static const char *const states[] = { "whole", "part", "not-used", "same-as-another" };

	jsonw_line(w, 2);
	jsonw_open(w, "files", '[');
	for (size_t i = 0; i < done->stats.files; i++) {
		const struct dgpm_converted_file *f = &done->files[i];

		jsonw_line(w, 4);
		jsonw_open(w, NULL, '{');
		jsonw_text(w, "file", f->file);
		jsonw_text(w, "state", states[f->state]);
		jsonw_text(w, "sha256", *f->sha256 != '\0' ? f->sha256 : NULL);
		jsonw_int(w, "bytes", (int64_t)f->bytes);
		jsonw_text(w, "encoding", f->encoding);
		put_stats(w, &f->stats, cards);
		jsonw_close(w, '}');
	}
	jsonw_line(w, 2);
	jsonw_close(w, ']');
}

static void count_all(struct tallies *left_out, struct tallies *findings, const struct dgpm_converted *done,
		      const struct dgpm_diags *diags, bool cards)
{
	for (size_t i = 0; i < done->n_rejects; i++)
		if (!done->rejects[i].kept)
			count(left_out, done->rejects[i].rule, done->rejects[i].reason, 1);
	if (!cards)
		count(left_out, "superseded", _("a later sheet gives the figure anew"), done->stats.superseded);
	count(left_out, "CONV-25", _("another file gives the figure already"), done->n_given_elsewhere);
	for (size_t i = 0; i < dgpm_diags_count(diags); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(diags, i);

		if (d->rule != NULL)
			count(findings, d->rule, dgpm_severity_name(d->severity), 1);
	}
	dgpm_sort(left_out->items, left_out->n, sizeof *left_out->items, cmp);
	dgpm_sort(findings->items, findings->n, sizeof *findings->items, cmp);
}

void dgpm_convert_report(const struct dgpm_converted *done, const struct dgpm_convert_run *run,
			 const struct dgpm_diags *diags, struct dgpm_arena *arena, struct dgpm_out *out,
			 const struct dgpm_print *how)
{
	struct tallies left_out = { .arena = arena }, findings = { .arena = arena };
	bool cards = dgpm_profile_makes(run->profile) == DGPM_MAKES_CARDS;
	struct jsonw w = { .out = out };

	count_all(&left_out, &findings, done, diags, cards);
	jsonw_head(&w, how->head, NULL);
	jsonw_line(&w, 2);
	jsonw_text(&w, "profile", dgpm_profile_id(run->profile));
	jsonw_text(&w, "makes", cards ? "cards" : "ledger");
	jsonw_text(&w, "output", run->output);
	jsonw_text(&w, "manifest", run->manifest);
	jsonw_text(&w, "rejects", run->rejects);
	jsonw_line(&w, 2);
	jsonw_open(&w, "totals", '{');
	jsonw_int(&w, "files", (int64_t)done->stats.files);
	jsonw_int(&w, "files_in_part", (int64_t)done->stats.files_in_part);
	jsonw_int(&w, "files_not_used", (int64_t)done->stats.files_failed);
	put_stats(&w, &done->stats, cards);
	if (cards)
		jsonw_int(&w, "cards", (int64_t)done->stats.cards);
	else
		jsonw_int(&w, "projects", (int64_t)done->stats.projects);
	jsonw_close(&w, '}');
	put_files(&w, done, cards);
	put_tallies(&w, "left_out", &left_out, "reason");
	put_tallies(&w, "findings", &findings, "severity");
	jsonw_line(&w, 0);
	jsonw_close(&w, '}');
	dgpm_out_puts(out, "\n");
}

static void heading(struct dgpm_out *out, const char *text)
{
	dgpm_out_printf(out, "\n%s\n", text);
}

static void print_counts(const struct dgpm_convert_stats *s, bool cards, struct dgpm_arena *a, struct dgpm_out *out,
			 const struct dgpm_print *how)
{
	static const struct dgpm_col columns[] = { { "what", N_("what"), DGPM_COL_TEXT },
						   { "n", N_("count"), DGPM_COL_INT } };
	const struct {
		const char *what;
		size_t n;
		bool always;
	} lines[] = {
		{ N_("files"), s->files, true },
		{ N_("files read in part"), s->files_in_part, false },
		{ N_("files not used"), s->files_failed, false },
		{ N_("rows"), s->rows, true },
		{ N_("rows passed over (blank, totals, notes)"), s->rows_blank + s->rows_skipped, false },
		{ N_("rows not used"), s->rows_left_out, true },
		{ cards ? N_("cards made") : N_("figures in the ledger"), cards ? s->cards : s->figures, true },
		{ N_("figures not in the ledger"), s->figures_left_out, !cards },
		{ N_("amounts without a value"), s->no_value, false },
		{ N_("figures with a number behind their item"), s->numbered, false },
		{ N_("given anew by a later sheet"), s->superseded, false },
		{ N_("figures given twice, and written both times"), s->repeated, false },
		{ N_("projects met"), cards ? 0 : s->projects, false },
		{ N_("totals compared with their parts"), s->tied, false },
		{ N_("totals that do not tie"), s->untied, s->tied != 0 },
		{ N_("totals off by rounding"), s->rounded, false },
		{ N_("totals whose parts are missing"), s->without_parts, false },
		{ N_("figures beyond what was available"), s->beyond, false },
		{ N_("sums compared with the other ledger"), s->sums_compared, false },
		{ N_("sums that differ from it"), s->sums_differ, s->sums_compared != 0 },
	};
	struct dgpm_grid *g = dgpm_grid_new(a, columns, DGPM_COUNT(columns));

	for (size_t i = 0; i < DGPM_COUNT(lines); i++) {
		if (lines[i].n == 0 && !lines[i].always)
			continue;
		dgpm_grid_cstr(g, _(lines[i].what));
		dgpm_grid_int(g, (int64_t)lines[i].n);
	}
	dgpm_grid_print(g, out, how);
}

static void print_files(const struct dgpm_converted *done, bool cards, struct dgpm_arena *a, struct dgpm_out *out,
			const struct dgpm_print *how)
{
	static const char *const states[] = { N_("whole"), N_("in part"), N_("not used"), N_("the same as another") };
	static const struct dgpm_col columns[] = {
		{ "file", N_("file"), DGPM_COL_TEXT },	      { "state", N_("state"), DGPM_COL_TEXT },
		{ "rows", N_("rows"), DGPM_COL_INT },	      { "made", N_("made"), DGPM_COL_INT },
		{ "left_out", N_("left out"), DGPM_COL_INT },
	};
	struct dgpm_grid *g = dgpm_grid_new(a, columns, DGPM_COUNT(columns));

	for (size_t i = 0; i < done->stats.files; i++) {
		const struct dgpm_converted_file *f = &done->files[i];

		dgpm_grid_cstr(g, f->file);
		dgpm_grid_cstr(g, _(states[f->state]));
		dgpm_grid_int(g, (int64_t)f->stats.rows);
		/* Rows of several files make one card. */
		if (cards)
			dgpm_grid_none(g);
		else
			dgpm_grid_int(g, (int64_t)f->stats.figures);
		dgpm_grid_int(g, (int64_t)(f->stats.rows_left_out + f->stats.figures_left_out));
	}
	dgpm_grid_print(g, out, how);
}

/* The words of a rule; of one that is no message of dgpm's own its ID says enough. */
static const char *words_of(const char *rule)
{
	for (int i = 0; i < DGPM_MSG_COUNT; i++)
		if (strcmp(dgpm_msg_info((enum dgpm_msg)i)->id, rule) == 0)
			return _(dgpm_msg_info((enum dgpm_msg)i)->text);
	return "";
}

/* Reasons are told as they are, of findings the words of their rule. */
static void print_tallies(const struct tallies *t, bool findings, const char *title, struct dgpm_arena *a,
			  struct dgpm_out *out, const struct dgpm_print *how)
{
	static const struct dgpm_col columns[] = { { "rule", N_("rule"), DGPM_COL_TEXT },
						   { "what", N_("what"), DGPM_COL_TEXT },
						   { "n", N_("count"), DGPM_COL_INT } };
	struct dgpm_grid *g = dgpm_grid_new(a, columns, DGPM_COUNT(columns));

	if (t->n == 0)
		return;
	heading(out, title);
	for (size_t i = 0; i < t->n; i++) {
		dgpm_grid_cstr(g, t->items[i].rule);
		dgpm_grid_cstr(g, findings ? words_of(t->items[i].rule) : t->items[i].what);
		dgpm_grid_int(g, (int64_t)t->items[i].n);
	}
	dgpm_grid_print(g, out, how);
}

void dgpm_convert_words(const struct dgpm_converted *done, const struct dgpm_convert_run *run,
			const struct dgpm_diags *diags, struct dgpm_arena *arena, struct dgpm_out *out,
			const struct dgpm_print *how)
{
	struct tallies left_out = { .arena = arena }, findings = { .arena = arena };
	bool cards = dgpm_profile_makes(run->profile) == DGPM_MAKES_CARDS;
	struct dgpm_print text = *how;

	text.format = DGPM_FORMAT_TEXT;
	count_all(&left_out, &findings, done, diags, cards);
	dgpm_out_printf(out, cards ? _("Cards by the profile '%s'\n") : _("A ledger by the profile '%s'\n"),
			dgpm_profile_id(run->profile));
	if (run->output != NULL)
		dgpm_out_printf(out, _("written to %s\n"), run->output);
	dgpm_out_puts(out, "\n");
	print_counts(&done->stats, cards, arena, out, &text);
	heading(out, _("Files"));
	print_files(done, cards, arena, out, &text);
	print_tallies(&left_out, false, _("Left out"), arena, out, &text);
	print_tallies(&findings, true, _("Findings"), arena, out, &text);
}
