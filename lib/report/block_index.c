/* The list of the sheets: every project of the report, from which its sheet is reached. */
#include "base/i18n.h"
#include "report/blocks.h"

static enum report_tag tag_of(const char *judgement)
{
	static const struct {
		const char *judgement;
		enum report_tag tag;
	} tags[] = { { "approve", REPORT_TAG_OK }, { "conditional", REPORT_TAG_WARN }, { "return", REPORT_TAG_BAD } };

	for (size_t i = 0; i < DGPM_COUNT(tags); i++)
		if (strcmp(tags[i].judgement, judgement) == 0)
			return tags[i].tag;
	return REPORT_TAG_UNKNOWN;
}

static void line(const struct blocks *b, struct report_table *t, const struct figures_card *c)
{
	const struct figures *f = b->f;
	const struct figures_sum *now = figures_year(f, c->years, f->fiscal_year);
	int class = c->class != 0 ? c->class : c->classified != NULL ? c->classified->suggested : 0;
	struct report_cell *cells = report_row_new(b->doc, t);

	blocks_text(&cells[0], c->name);
	cells[0].link = c->id;
	blocks_text(&cells[1], c->id);
	cells[1].mono = true;
	blocks_text(&cells[2], figures_org_name(f, c->organization));
	blocks_text(&cells[3], dgpm_code_text(f->codes, "phase", dgpm_str_of(c->phase), f->words.lang));
	if (class != 0)
		cells[4].figure = (struct report_figure){ .text = blocks_say(b, "%d", class),
							  .exact = words_exact(&f->words, class) };
	cells[5].figure = blocks_sum(b, now, DGPM_FIG_TOTAL, f->fiscal_year, c->id);
	cells[6].figure = blocks_sum(b, now, DGPM_FIG_EXECUTED, f->fiscal_year, c->id);
	if (c->reviewed[0] == NULL)
		return;
	cells[7].tag = tag_of(dgpm_reviewed_judgement(c->reviewed[0]));
	blocks_text(&cells[7], dgpm_code_text(f->codes, "judgement",
					      dgpm_str_of(dgpm_reviewed_judgement(c->reviewed[0])), f->words.lang));
	cells[8].figure = blocks_count(b, c->reviewed[0]->errors, NULL);
}

void block_index(const struct blocks *b)
{
	const struct figures *f = b->f;
	struct report_block *block = report_block_new(b->doc, "projects", NULL, _("Sheets of the projects"));
	const struct report_col cols[] = {
		{ .title = _("project"), .wrap = true },
		{ .title = "ID", .whole = true },
		{ .title = _("organization") },
		{ .title = _("phase") },
		{ .title = _("class"), .number = true, .sort = true },
		{ .title = blocks_say(b, _("budget %d"), f->fiscal_year), .number = true, .sort = true },
		{ .title = blocks_say(b, _("executed %d"), f->fiscal_year), .number = true, .sort = true },
		{ .title = _("suggestion") },
		{ .title = _("errors"), .number = true, .sort = true },
	};
	struct report_table *t = report_table_new(b->doc, block, _("All projects"),
						  blocks_say(b,
							     _("million yen; the class suggested where none is "
							       "designated; suggestion and errors: of the %s"),
							     f->stages[0].title),
						  cols, DGPM_COUNT(cols));

	block->index = true;
	t->sortable = true;
	for (size_t i = 0; i < f->n_cards; i++)
		line(b, t, &f->cards[i]);
}
