/* Block 6: common functions and cloud. */
#include "base/i18n.h"
#include "report/blocks.h"

static const struct {
	const char *code;
	enum report_fill fill;
} models[] = {
	{ "government-cloud", REPORT_FILL_RESULT }, { "public-cloud", REPORT_FILL_CONDITIONAL },
	{ "private-cloud", REPORT_FILL_OTHER },	    { "on-premises", REPORT_FILL_RETURN },
	{ "undecided", REPORT_FILL_UNDECIDED },	    { NULL, REPORT_FILL_UNKNOWN },
};

/* Systems and yen by cloud model; those that say none are drawn as large as the others. */
static void cloud(const struct blocks *b, struct report_block *block)
{
	const struct figures *f = b->f;
	struct report_figure_block *figure = dgpm_arena_array(f->arena, 1, sizeof *figure);
	size_t n[DGPM_COUNT(models)] = { 0 }, said = 0, at;
	const char *desc = NULL;

	for (size_t i = 0; i < f->n_cards; i++) {
		for (at = 0; models[at].code != NULL &&
			     (f->cards[i].cloud == NULL || strcmp(models[at].code, f->cards[i].cloud) != 0);)
			at++;
		n[at]++;
		said += models[at].code != NULL;
	}
	if (said == 0) {
		blocks_empty(b, block, _("cloud model (government cloud, public, private, on-premises)"),
			     blocks_say(b,
					_("None of the %zu cards has `cloud.model`, so no chart is drawn. Written like "
					  "this, it shows the number of systems by model."),
					f->n_cards),
			     "cloud: {model: government-cloud, considered: \"2021-05-20\", migration_fy: 2023}", NULL,
			     "S1 2-1, S3 4.4");
		return;
	}
	figure->chart.kind = REPORT_STACK;
	figure->chart.title = _("cloud models");
	figure->chart.parts = dgpm_arena_array(f->arena, DGPM_COUNT(models), sizeof *figure->chart.parts);
	for (size_t i = 0; i < DGPM_COUNT(models); i++) {
		const char *text = models[i].code != NULL ? dgpm_code_text(f->codes, "cloud-model",
									   dgpm_str_of(models[i].code), f->words.lang)
							  : _("not on the card");
		const char *part = blocks_say(b, "%s %zu", text, n[i]);

		figure->chart.parts[figure->chart.n_parts++] = (struct report_part){
			.fill = models[i].fill,
			.text = text,
			.value = (int64_t)n[i],
			.figure = blocks_count(b, n[i],
					       blocks_say(b, "cards:%04d-%02d-%02d/cloud/%s", f->date.year,
							  f->date.month, f->date.day,
							  models[i].code != NULL ? models[i].code : "unknown")),
		};
		desc = desc == NULL ? part : dgpm_arena_cat(f->arena, desc, f->words.ja ? "、" : ", ", part);
	}
	figure->chart.desc = desc;
	figure->title = blocks_say(b, _("%zu of %zu systems run in the government cloud or will; %zu do not say"), n[0],
				   f->n_cards, f->n_cards - said);
	figure->subtitle = _("number of systems by cloud model");
	report_add(b->doc, block, REPORT_FIGURE)->figure = figure;
}

/* When networks join the government solution service: organization by year. */
static void networks(const struct blocks *b, struct report_block *block)
{
	const struct report_col cols[] = { { .title = _("fiscal year") },
					   { .title = _("systems that join"), .number = true },
					   { .title = _("which"), .wrap = true } };
	const struct figures *f = b->f;
	struct report_table *t = report_table_new(b->doc, NULL, _("Networks joining the government solution service"),
						  _("by the fiscal year of renewal"), cols, DGPM_COUNT(cols));

	for (int year = f->fiscal_year; year < f->fiscal_year + 12; year++) {
		const char *names = NULL;
		size_t n = 0;

		for (size_t i = 0; i < f->n_cards; i++)
			if (f->cards[i].gss_fy == year) {
				n++;
				names = names == NULL ? f->cards[i].name
						      : dgpm_arena_cat(f->arena, names, f->words.ja ? "、" : ", ",
								       f->cards[i].name);
			}
		if (n != 0) {
			struct report_cell *cells = report_row_new(b->doc, t);

			blocks_year_cell(b, &cells[0], year);
			cells[1].figure = blocks_count(b, n, NULL);
			blocks_text(&cells[2], names);
		}
	}
	if (t->n == 0)
		blocks_empty(b, block, _("the year in which networks join the government solution service"),
			     _("With `network.renewal_fy` and `joins` on the card, they are listed by year."),
			     "network: {renewal_fy: 2024, joins: solution-service}", NULL, "S1 2-2, S3 5.1.2(3)イ");
	else
		report_add(b->doc, block, REPORT_TABLE)->table = t;
}

static void candidates(const struct blocks *b, struct report_block *block)
{
	enum { SHOWN = 15 };
	const struct report_col cols[] = { { .title = _("system"), .wrap = true },
					   { .title = _("and"), .wrap = true },
					   { .title = _("shared"), .wrap = true },
					   { .title = _("points"), .number = true },
					   { .title = _("decision"), .kept = true } };
	const struct figures *f = b->f;
	struct report_table *t = report_table_new(
		b->doc, NULL, _("Pairs to look at"),
		_("candidates, not findings; points: the sum of what is shared, 100 at most"), cols, DGPM_COUNT(cols));
	size_t left = 0;

	for (size_t i = 0; f->has_overlaps && i < f->overlaps.n; i++) {
		const struct dgpm_overlap *o = &f->overlaps.items[i];
		struct report_cell *cells;
		const char *shared = NULL;

		if (figures_card(f, o->id) == NULL && figures_card(f, o->other_id) == NULL)
			continue;
		if (t->n == SHOWN) {
			left++;
			continue;
		}
		for (size_t p = 0; p < o->n_parts; p++) {
			const char *part = blocks_say(
				b, "%s %d (%s)",
				dgpm_code_text(f->codes, "overlap-kind", dgpm_str_of(o->parts[p].kind), f->words.lang),
				o->parts[p].points, o->parts[p].items);

			shared = shared == NULL ? part : dgpm_arena_cat(f->arena, shared, "; ", part);
		}
		cells = report_row_new(b->doc, t);
		blocks_text(&cells[0], o->name);
		cells[0].link = blocks_sheet_of(b, o->id);
		blocks_text(&cells[1], o->other_name);
		cells[1].link = o->common ? NULL : blocks_sheet_of(b, o->other_id);
		blocks_text(&cells[2], shared);
		cells[3].figure =
			blocks_count(b, (size_t)o->score, blocks_say(b, "overlap:%s/%s/score", o->id, o->other_id));
		if (o->decision != NULL)
			blocks_text(&cells[4],
				    dgpm_code_text(f->codes, o->common ? "overlap-decision" : "similar-decision",
						   dgpm_str_of(o->decision), f->words.lang));
	}
	if (t->n == 0)
		return;
	report_text(b->doc, block, REPORT_HEADING, _("Similar systems and common functions"));
	report_add(b->doc, block, REPORT_TABLE)->table = t;
	if (left != 0)
		report_text(b->doc, block, REPORT_NOTE, blocks_say(b, _("%zu more pairs: `dgpm overlap`"), left));
}

void block_common(const struct blocks *b)
{
	struct report_block *block = report_block_new(b->doc, "b6", "6", _("Common functions and cloud"));

	cloud(b, block);
	networks(b, block);
	candidates(b, block);
}
