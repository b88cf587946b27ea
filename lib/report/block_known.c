/* Block 9: what the report does not know, drawn as large as what it knows. */
#include "base/i18n.h"
#include "base/list.h"
#include "report/blocks.h"

/* "{year}" and "{年度}" in a title of the data stand for the year of the report. */
static const char *with_year(const struct blocks *b, const char *title)
{
	const char *open = strchr(title, '{'), *close = open != NULL ? strchr(open, '}') : NULL;

	return close == NULL ? title
			     : blocks_say(b, "%.*s%s%s", (int)(open - title), title,
					  words_year(&b->f->words, b->f->fiscal_year), close + 1);
}

static void matrix(const struct blocks *b, struct report_block *block)
{
	const struct figures *f = b->f;
	struct report_known *known = dgpm_arena_array(f->arena, f->n_knowns, sizeof *known);
	const char **names = dgpm_arena_array(f->arena, f->n_cards, sizeof *names);
	struct report_item *item;
	size_t nothing = 0;

	for (size_t i = 0; i < f->n_cards; i++)
		names[i] = f->cards[i].name;
	for (size_t k = 0; k < f->n_knowns; k++) {
		uint8_t *bits = dgpm_arena_array(f->arena, f->n_cards, sizeof *bits);
		size_t n = 0;

		for (size_t i = 0; i < f->n_cards; i++)
			n += bits[i] = (f->cards[i].known >> k & 1) != 0;
		nothing += n == 0;
		known[k] = (struct report_known){
			.title = with_year(b, f->knowns[k].title),
			.cannot = f->knowns[k].cannot,
			.source = f->knowns[k].source,
			.share = { .text = blocks_say(b, "%s / %s", words_count(&f->words, (int64_t)n),
						      words_count(&f->words, (int64_t)f->n_cards)),
				   .address = blocks_of_day(b, "known", f->knowns[k].id, NULL),
				   .exact = words_exact(&f->words, (int64_t)n) },
			.n = n,
			.of = f->n_cards,
			.known = bits,
			.names = names,
		};
	}
	report_text(b->doc, block, REPORT_LEAD,
		    blocks_say(b,
			       _("What this report cannot say is shown as large as what it can. Of %zu items %zu are "
				 "not known of any system."),
			       f->n_knowns, nothing));
	report_text(b->doc, block, REPORT_NOTE,
		    _("Filled is known, blank is not. A square is a system, by the official order of organizations and "
		      "by ID; above 60 systems one bar stands for all."));
	item = report_add(b->doc, block, REPORT_KNOWN);
	item->known = known;
	item->n = f->n_knowns;
}

static void lacking(const struct blocks *b, struct report_block *block)
{
	const struct figures *f = b->f;
	const struct figures_sum *s = figures_year(f, f->years, f->fiscal_year);
	const struct figures_sum *last = figures_year(f, f->years, f->fiscal_year - 1);
	struct report_texts texts = { 0 };
	size_t n = dgpm_diags_count(f->told);

	report_texts_add(b->doc, &texts,
			 blocks_say(b,
				    _("Totals of budget and execution: of %zu systems %zu for %s and %zu for %s; %zu "
				      "have no amount at all."),
				    f->n_cards, s->n_budget, words_year(&f->words, f->fiscal_year),
				    last != NULL ? last->n_budget : 0, words_year(&f->words, f->fiscal_year - 1),
				    f->n_cards - f->n_money));
	for (size_t i = 0; i < FIGURES_STAGES; i++)
		if (f->stages[i].review != NULL && f->stages[i].review->n[DGPM_CANNOT_COMPUTE] != 0)
			report_texts_add(b->doc, &texts,
					 blocks_say(b,
						    _("%s (%s): %zu results could not be judged for want of a value."),
						    f->stages[i].title, words_year(&f->words, f->stages[i].fiscal_year),
						    f->stages[i].review->n[DGPM_CANNOT_COMPUTE]));
	if (f->ledgers_stats.rows_left_out != 0 || f->cards_stats.n_left_out != 0)
		report_texts_add(b->doc, &texts,
				 blocks_say(b,
					    _("Left out, as they could not be read: %zu cards, %zu rows of ledgers."),
					    f->cards_stats.n_left_out, f->ledgers_stats.rows_left_out));
	if (n != 0)
		report_texts_add(
			b->doc, &texts,
			blocks_say(b,
				   P_("Amounts of the ledger that do not tie: %zu. They are added as they stand.",
				      "Amounts of the ledger that do not tie: %zu. They are added as they stand.", n),
				   n));
	report_text(b->doc, block, REPORT_HEADING, _("Totals that lack a part"));
	report_texts_done(b->doc, block, REPORT_LIST, &texts);
}

static void untied(const struct blocks *b, struct report_block *block)
{
	enum { SHOWN = 100 };
	const struct report_col cols[] = { { .title = _("place") },
					   { .title = _("what"), .wrap = true },
					   { .title = _("source") } };
	const struct figures *f = b->f;
	size_t n = dgpm_diags_count(f->told);
	struct report_table *t;

	if (n == 0)
		return;
	t = report_table_new(b->doc, block, _("Amounts that do not tie"), NULL, cols, DGPM_COUNT(cols));
	t->folded = true;
	t->summary = _("the amounts that do not tie");
	for (size_t i = 0; i < n && i < SHOWN; i++) {
		const struct dgpm_diag *d = dgpm_diags_at(f->told, i);
		struct report_cell *cells = report_row_new(b->doc, t);

		blocks_text(&cells[0], blocks_say(b, "%s:%u", d->at.path, d->at.line));
		cells[0].mono = true;
		blocks_text(&cells[1], d->message);
		cells[2].source = d->source;
	}
	if (n > SHOWN)
		report_text(b->doc, block, REPORT_NOTE, blocks_say(b, _("%zu more: `dgpm validate`"), n - SHOWN));
}

void block_known(const struct blocks *b)
{
	struct report_block *block = report_block_new(b->doc, "b9", "9", _("What we do not know"));

	matrix(b, block);
	lacking(b, block);
	untied(b, block);
}
