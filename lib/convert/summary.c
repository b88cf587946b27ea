/* What a conversion came to, as JSON: for whoever runs it by night and reads the figures in the morning. */
#include "convert/context.h"
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

static void count(struct tallies *t, const char *rule, const char *what)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->items[i].rule, rule) == 0) {
			t->items[i].n++;
			return;
		}
	*DGPM_PUSH(t->arena, t->items, t->n, t->cap) = (struct tally){ rule, what, 1 };
}

static int cmp(const void *a, const void *b)
{
	return strcmp(((const struct tally *)a)->rule, ((const struct tally *)b)->rule);
}

static void put_tallies(struct jsonw *w, const char *key, struct tallies *t, const char *what)
{
	dgpm_sort(t->items, t->n, sizeof *t->items, cmp);
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

void dgpm_convert_report(const struct dgpm_converted *done, const struct dgpm_convert_run *run,
			 const struct dgpm_diags *diags, struct dgpm_arena *arena, struct dgpm_out *out)
{
	struct tallies left_out = { .arena = arena }, findings = { .arena = arena };
	bool cards = dgpm_profile_makes(run->profile) == DGPM_MAKES_CARDS;
	struct jsonw w = { .out = out };

	for (size_t i = 0; i < done->n_rejects; i++)
		if (!done->rejects[i].kept)
			count(&left_out, done->rejects[i].rule, done->rejects[i].reason);
	for (size_t i = 0; i < dgpm_diags_count(diags); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(diags, i);

		if (d->rule != NULL)
			count(&findings, d->rule, dgpm_severity_name(d->severity));
	}
	jsonw_open(&w, NULL, '{');
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
