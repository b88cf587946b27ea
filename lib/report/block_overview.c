/* Key points, and block 1: systems, budget, execution, what is requested in bulk, reviews; the years; published
 * figures. */
#include "address/address.h"
#include "base/i18n.h"
#include "report/blocks.h"

static const struct figures_sum *now(const struct figures *f)
{
	return figures_year(f, f->years, f->fiscal_year);
}

static const struct figures_sum *before(const struct figures *f)
{
	return figures_year(f, f->years, f->fiscal_year - 1);
}

static bool has(const struct figures_sum *s, enum dgpm_figure figure)
{
	return s != NULL && s->f.has[figure];
}

/* Totals with n of m. */
static const char *totals_sentence(const struct blocks *b)
{
	const struct figures *f = b->f;
	const struct report_words *w = &f->words;
	const struct figures_sum *s = now(f);

	if (!has(s, DGPM_FIG_TOTAL) && !has(s, DGPM_FIG_EXECUTED))
		return blocks_say(b, _("The ledger has no amounts for %s; there are %zu systems."),
				  words_year(w, f->fiscal_year), f->n_cards);
	if (!has(s, DGPM_FIG_EXECUTED))
		return blocks_say(
			b, _("The budget is %s; nothing executed is told yet. It is the total of %zu of %zu systems."),
			words_large(w, s->f.value[DGPM_FIG_TOTAL]), s->n_budget, f->n_cards);
	if (!has(s, DGPM_FIG_TOTAL))
		return blocks_say(b, _("%s was executed; no budget is told. It is the total of %zu of %zu systems."),
				  words_large(w, s->f.value[DGPM_FIG_EXECUTED]), s->n_executed, f->n_cards);
	if (!blocks_has_rate(s))
		return blocks_say(b,
				  _("The budget is %s (%zu systems) and %s was executed (%zu systems), of %zu systems: "
				    "as they are not the same ones, no rate is told."),
				  words_large(w, s->f.value[DGPM_FIG_TOTAL]), s->n_budget,
				  words_large(w, s->f.value[DGPM_FIG_EXECUTED]), s->n_executed, f->n_cards);
	return blocks_say(b,
			  blocks_is_open(b, f->fiscal_year) ? _("The budget is %s, of which %s was executed so far, as "
								"the year is not over, %s %%. It is the "
								"total of %zu of %zu systems.")
							    : _("The budget is %s, of which %s was executed, %s %%. It "
								"is the total of %zu of %zu systems."),
			  words_large(w, s->f.value[DGPM_FIG_TOTAL]), words_large(w, s->f.value[DGPM_FIG_EXECUTED]),
			  words_percent(w, s->f.value[DGPM_FIG_EXECUTED], blocks_rate_of(b, s)), s->n_budget,
			  f->n_cards);
}

/* The change on last year, and like for like where the systems counted are others. */
static const char *change_sentence(const struct blocks *b)
{
	const struct figures *f = b->f;
	const struct figures_sum *s = now(f), *last = before(f);
	const char *gross;

	if (!has(s, DGPM_FIG_TOTAL) || !has(last, DGPM_FIG_TOTAL))
		return blocks_say(b, _("There is no budget of %s to compare with."),
				  words_year(&f->words, f->fiscal_year - 1));
	gross = blocks_change(b, last->f.value[DGPM_FIG_TOTAL], s->f.value[DGPM_FIG_TOTAL]);
	if (s->n_budget == last->n_budget && f->like_budget.n == s->n_budget)
		return blocks_say(b, _("The budget: %s, over the same %zu systems."), gross, s->n_budget);
	return blocks_say(
		b, _("The budget: %s. The systems counted went from %zu to %zu; the %zu counted in both years: %s."),
		gross, last->n_budget, s->n_budget, f->like_budget.n,
		blocks_change(b, f->like_budget.before, f->like_budget.now));
}

static const char *target_sentence(const struct blocks *b)
{
	const struct dgpm_tracked *t = figures_main_target(b->f);
	const struct dgpm_track_row *row;
	dgpm_yen gap;

	if (t == NULL)
		return _("No target of cost reduction has a system here.");
	row = &t->rows[0];
	if (row->status == DGPM_UNCOMPUTED)
		return blocks_say(b, _("%s cannot be computed: %s."), t->target->title,
				  row->reason != NULL ? row->reason : _("no results"));
	if (row->status == DGPM_FORECAST_MISSES && figures_path_gap(&gap, row))
		return blocks_say(b,
				  _("%s: the result of FY%d is %s below the path, but the forecast does not reach the "
				    "target."),
				  t->target->title, t->as_of, words_large_fine(&b->f->words, -gap));
	if (figures_path_gap(&gap, row))
		return blocks_say(b,
				  gap > 0 ? _("%s: the result of FY%d is %s above the path.")
					  : _("%s: the result of FY%d is %s below the path."),
				  t->target->title, t->as_of, words_large_fine(&b->f->words, gap > 0 ? gap : -gap));
	return blocks_say(b, _("%s: %s."), t->target->title,
			  dgpm_code_text(b->f->codes, "track-status", dgpm_str_of(dgpm_track_status_name(row->status)),
					 b->f->words.lang));
}

static const char *review_sentence(const struct blocks *b)
{
	const struct figures_stage *s = &b->f->stages[0];

	if (s->review == NULL || s->n[0] + s->n[1] + s->n[2] + s->n[3] == 0)
		return blocks_say(b, _("There is no suggestion for the %s."), s->title);
	return blocks_say(
		b,
		_("The %s of %s: dgpm suggests to approve %zu, to approve %zu under conditions, to return %zu; "
		  "%zu cannot be decided. It is a suggestion, not a result: %zu results stand on the cards."),
		s->title, words_year(&b->f->words, s->fiscal_year), s->n[0], s->n[1], s->n[2], s->n[3], s->n_recorded);
}

static const char *overdue_sentence(const struct blocks *b)
{
	const struct figures *f = b->f;
	size_t n = 0, projects = 0, with = 0;
	const struct figures_card *first = NULL;

	for (size_t i = 0; i < f->n_cards; i++) {
		n += f->cards[i].n_overdue;
		projects += f->cards[i].n_overdue != 0;
		with += f->cards[i].next_due != NULL || f->cards[i].n_overdue != 0;
		if (f->cards[i].n_overdue != 0 &&
		    (first == NULL || strcmp(f->cards[i].overdue_due, first->overdue_due) < 0))
			first = &f->cards[i];
	}
	if (n == 0)
		return blocks_say(b, _("No milestone is overdue; %zu of %zu systems have one that is open."), with,
				  f->n_cards);
	if (projects == 1)
		return blocks_say(b,
				  P_("%zu milestone is overdue, of %s (since %s).",
				     "%zu milestones are overdue, all of %s (the first since %s).", n),
				  n, first->name, first->overdue_due);
	return blocks_say(b, _("%zu milestones of %zu systems are overdue, the first since %s (%s)."), n, projects,
			  first->overdue_due, first->name);
}

void block_key_points(const struct blocks *b)
{
	struct report_block *block = report_block_new(b->doc, "b0", NULL, _("Key points"));
	struct report_texts texts = { 0 };

	report_texts_add(b->doc, &texts, totals_sentence(b));
	report_texts_add(b->doc, &texts, change_sentence(b));
	report_texts_add(b->doc, &texts, target_sentence(b));
	report_texts_add(b->doc, &texts, review_sentence(b));
	report_texts_add(b->doc, &texts, overdue_sentence(b));
	report_texts_done(b->doc, block, REPORT_KEYS, &texts);
}

static struct report_figure large(const struct blocks *b, const struct figures_sum *s, enum dgpm_figure figure,
				  const char *slice)
{
	const struct figures *f = b->f;
	struct report_figure out = { .address = blocks_ledger(b, f->fiscal_year, slice, dgpm_figure_name(figure)) };

	if (has(s, figure)) {
		out.text = words_large_number(&f->words, s->f.value[figure]);
		out.exact = words_exact(&f->words, s->f.value[figure]);
	}
	return out;
}

static const char *change_of(const struct blocks *b, enum dgpm_figure figure)
{
	const struct figures_sum *s = now(b->f), *last = before(b->f);

	return has(s, figure) && has(last, figure) ? blocks_change(b, last->f.value[figure], s->f.value[figure])
						   : _("no record of last year");
}

/* What like for like says of a change across other systems; "" where they are the same. */
static const char *like_text(const struct blocks *b, const struct figures_like *like, size_t n_now, size_t n_before)
{
	const char *percent = words_change_percent(&b->f->words, like->before, like->now);

	if (like->n == 0 || percent == NULL || (like->n == n_now && n_now == n_before))
		return "";
	return blocks_say(b, _(" The same %zu systems: %s."), like->n, percent);
}

static struct report_head head_systems(const struct blocks *b)
{
	const struct figures *f = b->f;
	const struct figures_sum *s = now(f), *last = before(f);

	return (struct report_head){
		.title = _("Systems"),
		.figure = blocks_count(
			b, f->n_cards,
			blocks_of_day(b, "cards", f->how->organization != NULL ? f->how->organization : "*", "count")),
		.unit = f->words.ja ? "件" : "",
		.change = _("no comparison with last year"),
		.text = blocks_say(
			b, _("With amounts: %zu (last year %zu). Cards do not record since when they are kept."),
			s != NULL ? s->n_budget : 0, last != NULL ? last->n_budget : 0),
	};
}

/* "General account 1,322, special accounts 1,390, earmarked 5": those that have an amount, and the first always. */
static const char *accounts_text(const struct blocks *b)
{
	const struct figures *f = b->f;
	const char *const names[DGPM_N_ACCOUNT_KINDS] = { _("General account"), _("special accounts"),
							  _("earmarked sources") };
	const char *said = NULL;

	for (size_t k = 0; k < DGPM_N_ACCOUNT_KINDS; k++) {
		const struct figures_sum *s = figures_year(f, f->accounts[k], f->fiscal_year);
		const char *part;

		if (k == DGPM_ACCOUNT_EARMARKED && !has(s, DGPM_FIG_TOTAL))
			continue;
		part = blocks_say(b, "%s %s", names[k],
				  has(s, DGPM_FIG_TOTAL) ? words_large_number(&f->words, s->f.value[DGPM_FIG_TOTAL])
							 : "－");
		said = said == NULL ? part : dgpm_arena_cat(f->arena, said, f->words.ja ? "、" : ", ", part);
	}
	return said;
}

static struct report_head head_budget(const struct blocks *b)
{
	const struct figures *f = b->f;
	const struct figures_sum *s = now(f), *last = before(f);

	return (struct report_head){
		.title = _("Budget (a+b+c)"),
		.figure = large(b, s, DGPM_FIG_TOTAL, "*"),
		.unit = words_large_unit(&f->words),
		.change = change_of(b, DGPM_FIG_TOTAL),
		.text = blocks_say(
			b, _("%s. The total of %zu of %zu systems.%s"), accounts_text(b), s != NULL ? s->n_budget : 0,
			f->n_cards,
			like_text(b, &f->like_budget, s != NULL ? s->n_budget : 0, last != NULL ? last->n_budget : 0)),
	};
}

static struct report_head head_executed(const struct blocks *b)
{
	const struct figures *f = b->f;
	const struct figures_sum *s = now(f), *last = before(f);
	const char *rate = blocks_has_rate(s) ? blocks_rate(b, s, f->fiscal_year, "*").text : NULL;
	const char *rate_before = blocks_has_rate(last) ? blocks_rate(b, last, f->fiscal_year - 1, "*").text : NULL;
	const char *said = rate == NULL		 ? _("No rate: budget and results are not of the same systems.")
			   : rate_before == NULL ? blocks_say(b, _("Executed: %s %% of the budget."), rate)
						 : blocks_say(b, _("Executed: %s %% of the budget (last year %s %%)."),
							      rate, rate_before);

	return (struct report_head){
		.title = _("Executed"),
		.figure = large(b, s, DGPM_FIG_EXECUTED, "*"),
		.unit = words_large_unit(&f->words),
		.change = change_of(b, DGPM_FIG_EXECUTED),
		.text = blocks_say(b, _("%s The total of %zu of %zu systems.%s"), said, s != NULL ? s->n_executed : 0,
				   f->n_cards,
				   like_text(b, &f->like_executed, s != NULL ? s->n_executed : 0,
					     last != NULL ? last->n_executed : 0)),
	};
}

static const char *bulk_name(enum dgpm_bulk_kind kind)
{
	const char *const names[DGPM_N_BULK_KINDS] = { _("Requested in bulk"), _("Appropriated in bulk"),
						       _("Executed in bulk") };

	return names[kind];
}

static const char *bulk_address(const struct blocks *b, enum dgpm_bulk_kind kind)
{
	static const char *const names[DGPM_N_BULK_KINDS] = { "request", "appropriated", "executed" };

	return dgpm_address(b->f->arena, "consolidate", blocks_number(b, b->f->fiscal_year), "*", names[kind], NULL);
}

/* What was published of this kind for the year; NULL. */
static const struct dgpm_published *published_of(const struct dgpm_consolidation *c, enum dgpm_bulk_kind kind)
{
	for (size_t i = 0; i < c->n_published; i++)
		if (c->published[i].kind == kind)
			return &c->published[i];
	return NULL;
}

/* The appropriation where the ledger has it, else the request: each is compared with what was published of its kind. */
static struct report_head head_consolidated(const struct blocks *b)
{
	const struct figures *f = b->f;
	const struct dgpm_consolidation *c = &f->consolidation;
	bool known = f->has_consolidation && c->n_systems != 0;
	enum dgpm_bulk_kind kind =
		known && c->bulk[DGPM_BULK_APPROPRIATED].sum.known ? DGPM_BULK_APPROPRIATED : DGPM_BULK_REQUEST;
	const struct dgpm_bulk_sum *sum = &c->bulk[kind];
	const struct dgpm_published *published = known ? published_of(c, kind) : NULL;
	const char *share = published != NULL && sum->sum.known
				    ? words_percent(&f->words, sum->sum.yen, published->amount_yen)
				    : NULL;

	known = known && sum->sum.known;
	return (struct report_head){
		.title = bulk_name(kind),
		.figure = { .text = known ? words_large_number(&f->words, sum->sum.yen) : NULL,
			    .address = bulk_address(b, kind),
			    .exact = known ? words_exact(&f->words, sum->sum.yen) : NULL },
		.unit = words_large_unit(&f->words),
		.change = blocks_say(b, _("%zu of %zu systems"), known ? sum->n : 0,
				     f->has_consolidation ? c->n_systems : 0),
		.text = f->has_consolidation && c->n_systems == 0 ? _("No system is requested in bulk.")
			: share != NULL
				? blocks_say(b, _("Published: %s (%s); the ledger has %s %% of it."),
					     words_large(&f->words, published->amount_yen), published->source, share)
				: _("Nothing of this kind was published for the year, or the ledger has no amount."),
	};
}

static struct report_head head_review(const struct blocks *b)
{
	const struct figures_stage *s = &b->f->stages[0];

	return (struct report_head){
		.title = _("Suggested to return"),
		.figure = blocks_count(b, s->n[2],
				       dgpm_address(b->f->arena, "review", blocks_number(b, s->fiscal_year), s->stage,
						    "return", NULL)),
		.unit = b->f->words.ja ? "件" : "",
		.change = blocks_say(b, _("undecided: %zu"), s->n[3]),
		.text = blocks_say(b, _("Of %zu. %s of %s. Results recorded on cards: %zu."), b->f->n_cards, s->title,
				   words_year(&b->f->words, s->fiscal_year), s->n_recorded),
	};
}

static void heads(const struct blocks *b, struct report_block *block)
{
	struct report_head *items = dgpm_arena_array(b->f->arena, 5, sizeof *items);
	struct report_item *item = report_add(b->doc, block, REPORT_HEADS);

	items[0] = head_systems(b);
	items[1] = head_budget(b);
	items[2] = head_executed(b);
	items[3] = head_consolidated(b);
	items[4] = head_review(b);
	item->heads = items;
	item->n = 5;
}

static void year_bars(const struct blocks *b, struct report_chart *chart)
{
	const struct figures *f = b->f;
	const struct report_words *w = &f->words;

	chart->n_bars = f->n_years;
	chart->bars = dgpm_arena_array(f->arena, f->n_years, sizeof *chart->bars);
	for (size_t y = 0; y < f->n_years; y++) {
		const struct figures_sum *s = &f->years[y];
		int year = f->first_year + (int)y;
		struct report_bar *bar = &chart->bars[y];

		*bar = (struct report_bar){
			.year = year,
			.era = words_year_short(w, year),
			.has_budget = has(s, DGPM_FIG_TOTAL),
			.has_result = has(s, DGPM_FIG_EXECUTED),
			.budget = s->f.value[DGPM_FIG_TOTAL],
			.result = s->f.value[DGPM_FIG_EXECUTED],
			.part = s->n_budget < s->n_executed || !has(s, DGPM_FIG_EXECUTED),
			.below = words_count(w, (int64_t)s->n_budget),
			.current = year == f->fiscal_year,
		};
		if (bar->has_budget)
			bar->tip_budget = blocks_say(b, _("%s budget %s million yen (%zu systems)"),
						     words_year(w, year), words_million(w, bar->budget), s->n_budget);
		if (bar->has_result)
			bar->tip_result = blocks_say(b, _("%s executed %s million yen (%zu systems)"),
						     words_year(w, year), words_million(w, bar->result), s->n_executed);
		if (bar->current && bar->has_budget)
			bar->above = words_large_number(w, bar->budget);
	}
}

/* The title says the finding: the amounts of the year, and what changed of coverage. */
static const char *years_title(const struct blocks *b)
{
	const struct figures *f = b->f;
	const struct figures_sum *s = now(f), *last = before(f);

	if (has(s, DGPM_FIG_TOTAL) && has(s, DGPM_FIG_EXECUTED) && last != NULL && last->n_budget != s->n_budget &&
	    last->n_budget != 0)
		return blocks_say(b, _("Budget %s, executed %s; the systems counted went from %zu to %zu"),
				  words_large(&f->words, s->f.value[DGPM_FIG_TOTAL]),
				  words_large(&f->words, s->f.value[DGPM_FIG_EXECUTED]), last->n_budget, s->n_budget);
	if (has(s, DGPM_FIG_TOTAL) && has(s, DGPM_FIG_EXECUTED))
		return blocks_say(b, _("Budget %s, executed %s"), words_large(&f->words, s->f.value[DGPM_FIG_TOTAL]),
				  words_large(&f->words, s->f.value[DGPM_FIG_EXECUTED]));
	return blocks_say(b, _("Budget and execution up to %s"), words_year(&f->words, f->last_year));
}

static void years_table(const struct blocks *b, struct report_block *block)
{
	static const enum dgpm_figure figures[] = { DGPM_FIG_INITIAL,	  DGPM_FIG_SUPPLEMENTARY, DGPM_FIG_CARRYOVER_IN,
						    DGPM_FIG_TRANSFER_IN, DGPM_FIG_RESERVE,	  DGPM_FIG_TOTAL,
						    DGPM_FIG_EXECUTED };
	const struct report_col cols[] = {
		{ .title = _("fiscal year") },
		{ .title = _("initial"), .number = true },
		{ .title = _("supplementary"), .number = true },
		{ .title = _("carried in"), .number = true },
		{ .title = dgpm_code_text(b->f->codes, "ledger-stage", DGPM_STR("transfer_in"), b->f->words.lang),
		  .number = true },
		{ .title = _("reserve"), .number = true },
		{ .title = _("budget"), .number = true },
		{ .title = _("executed"), .number = true },
		{ .title = _("rate %"), .number = true },
		{ .title = _("carried out"), .number = true },
		{ .title = _("systems with a budget"), .number = true },
		{ .title = _("with a result"), .number = true },
	};
	const struct figures *f = b->f;
	struct report_table *t =
		report_table_new(b->doc, block, _("Budget and execution by fiscal year"),
				 _("million yen; the number of systems that have the amount"), cols, DGPM_COUNT(cols));

	t->folded = t->figures_of_chart = true;
	for (size_t y = 0; y < f->n_years; y++) {
		const struct figures_sum *s = &f->years[y];
		int year = f->first_year + (int)y;
		struct report_cell *cells = report_row_new(b->doc, t);

		blocks_year_cell(b, &cells[0], year);
		for (size_t i = 0; i < DGPM_COUNT(figures); i++)
			cells[i + 1].figure = blocks_sum(b, s, figures[i], year, "*");
		cells[8].figure = blocks_rate(b, s, year, "*");
		cells[9].figure = blocks_sum(b, s, DGPM_FIG_CARRYOVER_OUT, year, "*");
		cells[10].figure = blocks_count(b, s->n_budget, blocks_ledger(b, year, "*", "projects"));
		cells[11].figure = blocks_count(b, s->n_executed, blocks_ledger(b, year, "*", "projects_executed"));
		t->rows[y].highlight = year == f->fiscal_year;
	}
	report_text(b->doc, block, REPORT_NOTE,
		    _("Where budget and results are of a different number of systems no rate is shown."));
}

static void years_figure(const struct blocks *b, struct report_block *block)
{
	struct report_key *keys = dgpm_arena_array(b->f->arena, 3, sizeof *keys);
	struct report_figure_block *figure = dgpm_arena_array(b->f->arena, 1, sizeof *figure);

	keys[0] = (struct report_key){ REPORT_FILL_BUDGET, _("budget") };
	keys[1] = (struct report_key){ REPORT_FILL_PART,
				       _("budget (a year in which fewer systems have one than a result)") };
	keys[2] = (struct report_key){ REPORT_FILL_RESULT, _("executed") };
	figure->title = years_title(b);
	figure->subtitle = blocks_say(b,
				      _("budget (a+b+c) and execution by fiscal year, %s; under the years the number "
					"of systems with a budget"),
				      words_large_unit(&b->f->words));
	figure->keys = keys;
	figure->n_keys = 3;
	figure->chart.kind = REPORT_YEARS;
	figure->chart.title = _("budget and execution by fiscal year");
	figure->chart.desc = blocks_say(b, _("Bar chart from %s to %s. %s The figures stand in the table below."),
					words_year(&b->f->words, b->f->first_year),
					words_year(&b->f->words, b->f->last_year), totals_sentence(b));
	year_bars(b, &figure->chart);
	report_add(b->doc, block, REPORT_FIGURE)->figure = figure;
	years_table(b, block);
}

/* Published figures beside ours, each with its kind. */
static void published(const struct blocks *b, struct report_block *block)
{
	const struct report_col cols[] = {
		{ .title = _("amount"), .wrap = true },
		{ .title = _("published for"), .whole = true },
		{ .title = _("published"), .number = true },
		{ .title = _("ledger, of"), .whole = true },
		{ .title = _("ledger"), .number = true },
		{ .title = _("share %"), .number = true },
		{ .title = _("source") },
	};
	const struct figures *f = b->f;
	const struct dgpm_consolidation *c = &f->consolidation;
	const struct dgpm_tracked *t = figures_main_target(f);
	struct report_table *table = report_table_new(b->doc, NULL, _("Published amounts and this ledger"),
						      _("million yen"), cols, DGPM_COUNT(cols));
	struct report_cell *cells;

	for (size_t i = 0; f->has_consolidation && i < c->n_published; i++) {
		const struct dgpm_published *p = &c->published[i];
		const struct dgpm_bulk_sum *own = &c->bulk[p->kind];

		cells = report_row_new(b->doc, table);
		blocks_text(&cells[0],
			    blocks_say(b, _("%s (%s)"), bulk_name(p->kind), words_year(&f->words, f->fiscal_year)));
		if (p->has_systems)
			blocks_text(&cells[1], blocks_say(b, _("%lld systems"), (long long)p->systems));
		cells[2].figure = blocks_million(b, true, p->amount_yen, NULL);
		blocks_text(&cells[3], blocks_say(b, _("%zu of %zu systems"), own->n, c->n_systems));
		cells[4].figure = blocks_million(b, own->sum.known, own->sum.yen, bulk_address(b, p->kind));
		if (own->sum.known)
			cells[5].figure = blocks_percent(b, own->sum.yen, p->amount_yen, NULL);
		cells[6].source = p->source;
	}
	if (t != NULL && t->target->has_published) {
		const struct dgpm_track_year *year = NULL;

		for (size_t i = 0; i < t->n_years; i++)
			if (t->years[i].fiscal_year == t->target->baseline_fy)
				year = &t->years[i];
		cells = report_row_new(b->doc, table);
		blocks_text(&cells[0], blocks_say(b, _("%s: the baseline (%s)"), t->target->title,
						  words_year(&f->words, t->target->baseline_fy)));
		blocks_text(&cells[1], _("the whole government"));
		cells[2].figure = blocks_million(b, true, t->target->published_yen, NULL);
		blocks_text(&cells[3], blocks_say(b, _("%zu systems"), t->rows[0].n_members));
		cells[4].figure =
			blocks_million(b, year != NULL && year->figure.known, year != NULL ? year->figure.yen : 0,
				       dgpm_address(b->f->arena, "track", t->target->id,
						    blocks_number(b, t->target->baseline_fy), "amount", NULL));
		if (year != NULL && year->figure.known)
			cells[5].figure = blocks_percent(b, year->figure.yen, t->target->published_yen, NULL);
		cells[6].source = t->target->source;
	}
	if (table->n == 0)
		return;
	report_text(b->doc, block, REPORT_HEADING, _("Against published figures"));
	report_add(b->doc, block, REPORT_TABLE)->table = table;
}

void block_overview(const struct blocks *b)
{
	struct report_block *block = report_block_new(b->doc, "b1", "1", _("Overview"));

	heads(b, block);
	years_figure(b, block);
	published(b, block);
}
