/* Where the amounts of the projects stand: ledger and line, and the cell of the spreadsheet they came from. */
#include "report/figures.h"
#include "base/intern.h"
#include "base/list.h"

struct gathering {
	struct figures *f;
	struct names texts;
	struct figures_place *items;
	size_t n, cap;
};

static const char *kept(struct gathering *g, struct dgpm_str text)
{
	/* Asked first: the list may move when a text is new. */
	uint32_t number = names_number(&g->texts, text);

	return text.n != 0 ? g->texts.s[number].s : NULL;
}

static void take_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct gathering *g = ctx;
	struct figures_card *card = figures_find(g->f, row->project_id);

	(void)worker;
	if (card == NULL)
		return;
	*DGPM_PUSH(g->f->arena, g->items, g->n, g->cap) = (struct figures_place){
		.card = (uint32_t)(card - g->f->cards),
		.line = row->line,
		.fiscal_year = row->fiscal_year,
		.stage = row->stage,
		.expense = row->expense,
		.yen = row->amount_yen,
		.path = row->path,
		.source = kept(g, row->source),
		.account = kept(g, row->account),
		.organization = kept(g, row->organization),
	};
}

static int cmp_places(const void *pa, const void *pb)
{
	const struct figures_place *a = pa, *b = pb;
	int c;

	if (a->card != b->card)
		return a->card < b->card ? -1 : 1;
	if (a->fiscal_year != b->fiscal_year)
		return a->fiscal_year < b->fiscal_year ? -1 : 1;
	if (a->stage != b->stage)
		return a->stage < b->stage ? -1 : 1;
	c = strcmp(a->path, b->path);
	return c != 0 ? c : (a->line > b->line) - (a->line < b->line);
}

void figures_places(struct figures *f)
{
	struct gathering g = { .f = f, .texts = { .arena = f->arena } };
	struct dgpm_ledgers_stats stats;

	/* One thread: all rows go to one list. Faults are told when the sums are made. */
	dgpm_portfolio_ledgers(f->portfolio, dgpm_diags_new(f->arena), 1, take_row, &g, &stats);
	dgpm_sort(g.items, g.n, sizeof *g.items, cmp_places);
	for (size_t i = 0; i < g.n;) {
		struct figures_card *card = &f->cards[g.items[i].card];

		card->places = &g.items[i];
		while (i < g.n && g.items[i].card == card->places->card) {
			card->n_places++;
			i++;
		}
	}
}
