/* The sheet of a project: facts, years, indicators, milestones, findings; and the annex. */
#include "address/address.h"
#include "base/i18n.h"
#include "base/list.h"
#include "report/blocks.h"

static const char *code(const struct blocks *b, const char *list, const char *value)
{
	return dgpm_code_text(b->f->codes, list, dgpm_str_of(value), b->f->words.lang);
}

static void facts(const struct blocks *b, struct report_block *block, const struct figures_card *c)
{
	const struct dgpm_classified *k = c->classified;
	struct report_fact *items = dgpm_arena_array(b->f->arena, 8, sizeof *items);
	struct report_item *item = report_add(b->doc, block, REPORT_FACTS);
	size_t n = 0;

	items[n++] = (struct report_fact){ .title = "ID", .text = c->id, .mono = true };
	items[n++] =
		(struct report_fact){ .title = _("organization"), .text = figures_org_name(b->f, c->organization) };
	items[n++] = (struct report_fact){ .title = _("phase"), .text = code(b, "phase", c->phase) };
	items[n++] = (struct report_fact){ .title = _("sector"), .text = code(b, "sector", c->sector) };
	if (c->class != 0)
		items[n++] = (struct report_fact){ .title = _("class"),
						   .text = blocks_say(b, _("%d, designated"), c->class) };
	else if (k != NULL && k->suggested != 0)
		items[n++] = (struct report_fact){
			.title = _("class"), .text = blocks_say(b, _("not designated (suggested: %d)"), k->suggested)
		};
	if (k != NULL && k->consolidation != NULL)
		items[n++] = (struct report_fact){ .title = _("appropriation"),
						   .text = code(b, "consolidation", k->consolidation) };
	items[n++] = (struct report_fact){ .title = _("in charge"),
					   .text = c->pjmo != NULL ? c->pjmo : _("no PJMO on the card"),
					   .none = c->pjmo == NULL };
	items[n++] = (struct report_fact){ .title = _("card"), .text = c->path, .mono = true };
	item->facts = items;
	item->n = n;
}

static void bars(const struct blocks *b, struct report_chart *chart, const struct figures_card *c)
{
	const struct figures *f = b->f;

	chart->bars = dgpm_arena_array(f->arena, f->n_years, sizeof *chart->bars);
	chart->n_bars = f->n_years;
	for (size_t y = 0; y < f->n_years; y++) {
		const struct figures_sum *s = &c->years[y];
		int year = f->first_year + (int)y;

		chart->bars[y] = (struct report_bar){
			.year = year,
			.era = words_year_short(&f->words, year),
			.current = year == f->fiscal_year,
			.has_budget = s->f.has[DGPM_FIG_TOTAL],
			.budget = s->f.value[DGPM_FIG_TOTAL],
			.has_result = s->f.has[DGPM_FIG_EXECUTED],
			.result = s->f.value[DGPM_FIG_EXECUTED],
		};
		if (chart->bars[y].has_budget)
			chart->bars[y].tip_budget =
				blocks_say(b, _("%s budget %s million yen"), words_year(&f->words, year),
					   words_million(&f->words, chart->bars[y].budget));
		if (chart->bars[y].has_result)
			chart->bars[y].tip_result =
				blocks_say(b, _("%s executed %s million yen"), words_year(&f->words, year),
					   words_million(&f->words, chart->bars[y].result));
	}
}

/* From the first to the last year with a result. */
static const char *years_title(const struct blocks *b, const struct figures_card *c)
{
	const struct figures *f = b->f;
	const struct report_words *w = &f->words;
	size_t first = f->n_years, last = 0;
	dgpm_yen from, to, change;

	for (size_t y = 0; y < f->n_years; y++)
		if (c->years[y].f.has[DGPM_FIG_EXECUTED]) {
			first = y < first ? y : first;
			last = y;
		}
	if (first >= last)
		return _("Budget and execution by fiscal year");
	from = c->years[first].f.value[DGPM_FIG_EXECUTED];
	to = c->years[last].f.value[DGPM_FIG_EXECUTED];
	if (!dgpm_yen_sub(&change, to, from) || change == 0)
		return _("Budget and execution by fiscal year");
	return blocks_say(b,
			  change > 0 ? _("Executed: from %s in %s to %s in %s, %s more")
				     : _("Executed: from %s in %s to %s in %s, %s less"),
			  words_large_fine(w, from), words_year(w, f->first_year + (int)first), words_large_fine(w, to),
			  words_year(w, f->first_year + (int)last), words_large_fine(w, change > 0 ? change : -change));
}

static void years(const struct blocks *b, struct report_block *block, const struct figures_card *c)
{
	static const enum dgpm_figure figures[] = { DGPM_FIG_REQUEST,	   DGPM_FIG_INITIAL,	 DGPM_FIG_SUPPLEMENTARY,
						    DGPM_FIG_CARRYOVER_IN, DGPM_FIG_TRANSFER_IN, DGPM_FIG_RESERVE,
						    DGPM_FIG_TOTAL,	   DGPM_FIG_EXECUTED };
	const struct report_col cols[] = {
		{ .title = _("fiscal year") },
		{ .title = _("request"), .number = true },
		{ .title = _("initial"), .number = true },
		{ .title = _("supplementary"), .number = true },
		{ .title = _("carried in"), .number = true },
		{ .title = code(b, "ledger-stage", "transfer_in"), .number = true },
		{ .title = _("reserve"), .number = true },
		{ .title = _("budget"), .number = true },
		{ .title = _("executed"), .number = true },
		{ .title = _("rate %"), .number = true },
		{ .title = _("carried out"), .number = true },
	};
	const struct figures *f = b->f;
	struct report_figure_block *figure = dgpm_arena_array(f->arena, 1, sizeof *figure);
	struct report_key *keys = dgpm_arena_array(f->arena, 2, sizeof *keys);
	struct report_table *t;

	if (c->years == NULL) {
		report_text(b->doc, block, REPORT_NOTE, _("The ledger has no amount of this project."));
		return;
	}
	keys[0] = (struct report_key){ REPORT_FILL_BUDGET, _("budget") };
	keys[1] = (struct report_key){ REPORT_FILL_RESULT, _("executed") };
	figure->title = years_title(b, c);
	figure->subtitle = _("budget (a+b+c) and execution by fiscal year; the scale says the unit");
	figure->keys = keys;
	figure->n_keys = 2;
	figure->chart.kind = REPORT_YEARS;
	figure->chart.title = blocks_say(b, _("%s: budget and execution"), c->name);
	figure->chart.desc = blocks_say(b, _("Bar chart. %s. The figures stand in the table below."), figure->title);
	bars(b, &figure->chart, c);
	report_add(b->doc, block, REPORT_FIGURE)->figure = figure;
	t = report_table_new(b->doc, block, _("By fiscal year and stage"), _("million yen"), cols, DGPM_COUNT(cols));
	for (size_t y = 0; y < f->n_years; y++) {
		int year = f->first_year + (int)y;
		struct report_cell *cells;
		const struct figures_sum *s = &c->years[y];
		bool any = false;

		for (int i = 0; i < DGPM_N_FIGURES; i++)
			any |= s->f.has[i];
		if (!any)
			continue;
		cells = report_row_new(b->doc, t);
		blocks_year_cell(b, &cells[0], year);
		for (size_t i = 0; i < DGPM_COUNT(figures); i++)
			cells[i + 1].figure = blocks_sum(b, s, figures[i], year, c->id);
		if (s->f.has[DGPM_FIG_TOTAL] && s->f.has[DGPM_FIG_EXECUTED]) {
			cells[9].figure = blocks_so_far(b,
							blocks_percent(b, s->f.value[DGPM_FIG_EXECUTED],
								       blocks_rate_of(b, s),
								       blocks_ledger(b, year, c->id, "execution_rate")),
							year);
			cells[9].rate = words_permille(s->f.value[DGPM_FIG_EXECUTED], blocks_rate_of(b, s));
		}
		cells[10].figure = blocks_sum(b, s, DGPM_FIG_CARRYOVER_OUT, year, c->id);
		t->rows[t->n - 1].highlight = year == f->fiscal_year;
	}
}

static const char *account_text(const struct blocks *b, const char *account)
{
	struct dgpm_account a;
	const char *kind;

	if (account == NULL || !dgpm_account_parse(&a, dgpm_str_of(account)))
		return account;
	kind = code(b, "account", dgpm_account_kind_name(a.kind));
	return a.name.n == 0 ? kind : blocks_say(b, "%s (%.*s)", kind, (int)a.name.n, a.name.s);
}

/* Where each amount stands: a figure without its place cannot be checked. */
static void places(const struct blocks *b, struct report_block *block, const struct figures_card *c)
{
	enum { SHOWN = 300 };
	const struct report_col cols[] = {
		{ .title = _("fiscal year") },
		{ .title = _("stage") },
		{ .title = _("expense") },
		{ .title = _("account") },
		{ .title = _("reported by"), .wrap = true },
		{ .title = _("amount (yen)"), .number = true },
		{ .title = _("ledger") },
		{ .title = _("cell of the spreadsheet") },
	};
	struct report_table *t;

	if (c->n_places == 0)
		return;
	t = report_table_new(b->doc, block, _("Where the amounts stand"), _("exact yen, by year and stage"), cols,
			     DGPM_COUNT(cols));
	t->folded = true;
	t->summary = blocks_say(b, _("where the %zu amounts stand"), c->n_places);
	for (size_t i = 0; i < c->n_places && i < SHOWN; i++) {
		const struct figures_place *p = &c->places[i];
		struct report_cell *cells = report_row_new(b->doc, t);

		blocks_year_cell(b, &cells[0], p->fiscal_year);
		blocks_text(&cells[1], code(b, "ledger-stage", dgpm_ledger_stage_name(p->stage)));
		blocks_text(&cells[2], code(b, "expense", dgpm_expense_name(p->expense)));
		blocks_text(&cells[3], account_text(b, p->account));
		blocks_text(&cells[4], p->organization != NULL ? figures_org_name(b->f, p->organization) : NULL);
		cells[5].figure = (struct report_figure){
			.text = words_count(&b->f->words, p->yen),
			.exact = words_exact(&b->f->words, p->yen),
			.yen = true,
			.address = dgpm_address_row(b->f->arena, p->path, p->line),
		};
		blocks_text(&cells[6], blocks_say(b, "%s:%u", p->path, p->line));
		blocks_text(&cells[7], p->source);
		cells[6].mono = cells[7].mono = true;
	}
	if (c->n_places > SHOWN)
		report_text(b->doc, block, REPORT_NOTE,
			    blocks_say(b, _("%zu more: `dgpm show %s`"), c->n_places - SHOWN, c->id));
}

static const char *value_of(const struct blocks *b, const struct dgpm_node *pair)
{
	struct dgpm_str s = dgpm_node_str(dgpm_node_get(pair, "value"));

	return s.s != NULL ? dgpm_arena_strndup(b->f->arena, s.s, s.n) : NULL;
}

static const char *year_of(const struct blocks *b, const struct dgpm_node *pair)
{
	int64_t year;

	return dgpm_node_int(dgpm_node_get(pair, "fiscal_year"), &year) ? blocks_say(b, "%d", (int)year) : NULL;
}

static void indicators(const struct blocks *b, struct report_block *block, const struct dgpm_node *root)
{
	const struct report_col cols[] = {
		{ .title = _("indicator"), .wrap = true },
		{ .title = _("unit") },
		{ .title = _("baseline"), .number = true },
		{ .title = _("year") },
		{ .title = _("target"), .number = true },
		{ .title = _("year") },
		{ .title = _("actual"), .number = true, .kept = true },
		{ .title = _("year") },
	};
	const struct dgpm_node *items = NULL, *list = NULL, *base;
	uint32_t n = dgpm_node_items(root, "indicators", &items), k;
	struct report_table *t;

	if (n == 0)
		return;
	report_text(b->doc, block, REPORT_HEADING, _("Indicators"));
	t = report_table_new(b->doc, block, _("Targets and actuals"), _("the last of each"), cols, DGPM_COUNT(cols));
	for (uint32_t i = 0; i < n; i++) {
		struct report_cell *cells = report_row_new(b->doc, t);

		blocks_text(&cells[0], dgpm_node_cstr(dgpm_node_get(&items[i], "name")));
		if (dgpm_node_cstr(dgpm_node_get(&items[i], "id")) != NULL)
			cells[0].unit = blocks_say(b, " %s", dgpm_node_cstr(dgpm_node_get(&items[i], "id")));
		blocks_text(&cells[1], dgpm_node_cstr(dgpm_node_get(&items[i], "unit")));
		base = dgpm_node_get(&items[i], "baseline");
		blocks_text(&cells[2], base != NULL ? value_of(b, base) : NULL);
		blocks_text(&cells[3], base != NULL ? year_of(b, base) : NULL);
		k = dgpm_node_items(&items[i], "targets", &list);
		blocks_text(&cells[4], k != 0 ? value_of(b, &list[k - 1]) : NULL);
		blocks_text(&cells[5], k != 0 ? year_of(b, &list[k - 1]) : NULL);
		k = dgpm_node_items(&items[i], "actuals", &list);
		blocks_text(&cells[6], k != 0 ? value_of(b, &list[k - 1]) : NULL);
		blocks_text(&cells[7], k != 0 ? year_of(b, &list[k - 1]) : NULL);
	}
}

static void milestones(const struct blocks *b, struct report_block *block, const struct dgpm_node *root)
{
	const struct report_col cols[] = { { .title = _("milestone"), .wrap = true },
					   { .title = _("due") },
					   { .title = _("done"), .kept = true },
					   { .title = _("state") } };
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(root, "milestones", &items);
	struct report_table *t;

	if (n == 0)
		return;
	report_text(b->doc, block, REPORT_HEADING, _("Milestones"));
	t = report_table_new(b->doc, block, _("Milestones"),
			     blocks_say(b, _("as of %s"), words_date(&b->f->words, b->f->date)), cols,
			     DGPM_COUNT(cols));
	for (uint32_t i = 0; i < n; i++) {
		struct report_cell *cells = report_row_new(b->doc, t);
		struct dgpm_date due, done;
		bool has_due = dgpm_node_date(&items[i], "due", &due);
		bool has_done = dgpm_node_date(&items[i], "done", &done) && dgpm_date_cmp(done, b->f->date) <= 0;

		blocks_text(&cells[0], dgpm_node_cstr(dgpm_node_get(&items[i], "name")));
		blocks_text(&cells[1], dgpm_node_cstr(dgpm_node_get(&items[i], "due")));
		blocks_text(&cells[2], has_done ? dgpm_node_cstr(dgpm_node_get(&items[i], "done")) : NULL);
		cells[3].tag = has_done				    ? REPORT_TAG_OK
			       : !has_due			    ? REPORT_TAG_UNKNOWN
			       : dgpm_date_cmp(due, b->f->date) < 0 ? REPORT_TAG_BAD
								    : REPORT_TAG_INFO;
		blocks_text(&cells[3], has_done				    ? _("done")
				       : !has_due			    ? _("no date")
				       : dgpm_date_cmp(due, b->f->date) < 0 ? _("overdue")
									    : _("ahead"));
	}
}

/* The findings of one severity and above, or below it, of all stages. */
static struct report_finding *findings(const struct blocks *b, const struct figures_card *c, bool errors, size_t *n)
{
	struct report_finding *items = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; i < c->n_found; i++) {
		const struct dgpm_diag *d = c->found[i].diag;

		if ((d->severity >= DGPM_ERROR) != errors)
			continue;
		*DGPM_PUSH(b->f->arena, items, *n, cap) = (struct report_finding){
			.tag = d->severity >= DGPM_ERROR     ? REPORT_TAG_BAD
			       : d->severity == DGPM_WARNING ? REPORT_TAG_WARN
							     : REPORT_TAG_INFO,
			.tag_text = code(b, "severity", dgpm_severity_name(d->severity)),
			.rule = d->rule,
			.message = d->message,
			.remedy = d->remedy,
			.stage = c->found[i].stage,
			.source = d->source,
			.place = blocks_say(b, "%s:%u", d->at.path != NULL ? d->at.path : "", d->at.line),
		};
	}
	return items;
}

static void reviewed(const struct blocks *b, struct report_block *block, const struct figures_card *c)
{
	struct report_finding *items;
	struct report_item *item;
	const char *said = NULL;
	size_t n;

	for (size_t s = 0; s < FIGURES_STAGES; s++) {
		const char *part;

		if (c->reviewed[s] == NULL)
			continue;
		part = blocks_say(b, "%s: %s", b->f->stages[s].title,
				  code(b, "judgement", dgpm_reviewed_judgement(c->reviewed[s])));
		said = said == NULL ? part : dgpm_arena_cat(b->f->arena, said, b->f->words.ja ? "、" : "; ", part);
	}
	report_text(b->doc, block, REPORT_HEADING, _("Findings"));
	if (said != NULL)
		report_text(b->doc, block, REPORT_PARA, blocks_say(b, _("What dgpm suggests, not a result: %s"), said));
	items = findings(b, c, true, &n);
	if (n != 0) {
		item = report_add(b->doc, block, REPORT_FINDINGS);
		item->findings = items;
		item->n = n;
	}
	items = findings(b, c, false, &n);
	if (n != 0) {
		report_text(b->doc, block, REPORT_FOLD, blocks_say(b, _("warnings and notes: %zu"), n));
		item = report_add(b->doc, block, REPORT_FINDINGS);
		item->findings = items;
		item->n = n;
		report_add(b->doc, block, REPORT_FOLD_END);
	}
}

void block_sheet(const struct blocks *b, const struct figures_card *c)
{
	struct report_block *block = report_block_new(
		b->doc, c->id, NULL, blocks_say(b, b->f->words.ja ? "個票　%s" : "Sheet: %s", c->name));

	block->sheet = true;
	block->sub = c->summary;
	facts(b, block, c);
	report_text(b->doc, block, REPORT_HEADING, _("Budget and execution"));
	years(b, block, c);
	places(b, block, c);
	indicators(b, block, c->root);
	milestones(b, block, c->root);
	reviewed(b, block, c);
}

static void documents(const struct blocks *b, struct report_block *block)
{
	const struct report_col cols[] = { { .title = _("sign") },
					   { .title = _("document"), .wrap = true },
					   { .title = _("date") } };
	struct dgpm_data *data = dgpm_portfolio_data(b->f->portfolio);
	const struct dgpm_node *list = dgpm_data_doc(data, dgpm_diags_new(b->f->arena), "documents.yaml");
	struct report_table *t = report_table_new(b->doc, block, _("Documents cited"), NULL, cols, DGPM_COUNT(cols));

	for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++) {
		struct report_cell *cells = report_row_new(b->doc, t);
		const char *id = dgpm_node_cstr(dgpm_node_get(&list->items[i], "id"));

		blocks_text(&cells[0], id);
		cells[0].figure.address = blocks_say(b, "src-%s", id);
		blocks_text(&cells[1], dgpm_data_text(data, dgpm_node_get(&list->items[i], "title")));
		blocks_text(&cells[2], dgpm_node_cstr(dgpm_node_get(&list->items[i], "date")));
	}
}

/* Waivers that are over, or have nothing to waive: a place once, whatever stages told it. */
static void waivers(const struct blocks *b, struct report_block *block)
{
	const struct report_col cols[] = { { .title = _("project"), .wrap = true },
					   { .title = _("what"), .wrap = true },
					   { .title = _("rule") },
					   { .title = _("place") } };
	struct report_table *t = report_table_new(b->doc, NULL, _("Waivers that have expired or are not used"), NULL,
						  cols, DGPM_COUNT(cols));

	for (size_t i = 0; i < b->f->n_cards; i++) {
		const struct figures_card *c = &b->f->cards[i];

		for (size_t k = 0; k < c->n_found; k++) {
			const struct dgpm_diag *d = c->found[k].diag;
			struct report_cell *cells;
			bool told = false;

			if (strncmp(d->rule, "WAIVER-", 7) != 0)
				continue;
			for (size_t before = 0; before < k && !told; before++)
				told = strcmp(c->found[before].diag->rule, d->rule) == 0 &&
				       c->found[before].diag->at.line == d->at.line;
			if (told)
				continue;
			cells = report_row_new(b->doc, t);
			blocks_text(&cells[0], c->name);
			cells[0].link = blocks_sheet_of(b, c->id);
			blocks_text(&cells[1], d->message);
			blocks_text(&cells[2], d->value != NULL ? d->value : d->rule);
			blocks_text(&cells[3], blocks_say(b, "%s:%u", d->at.path, d->at.line));
			cells[2].mono = cells[3].mono = true;
		}
	}
	if (t->n != 0)
		report_add(b->doc, block, REPORT_TABLE)->table = t;
}

void block_annex(const struct blocks *b)
{
	struct report_block *block = report_block_new(b->doc, "annex", NULL, _("Annex"));
	struct report_texts texts = { 0 };

	block->annex = true;
	waivers(b, block);
	documents(b, block);
	report_text(b->doc, block, REPORT_HEADING, _("How to read"));
	report_texts_add(b->doc, &texts,
			 _("－ is no value, 0 less than half the unit. A decrease is written with −. Rounding is "
			   "half-up, once, from yen: parts may miss the total."));
	report_texts_add(b->doc, &texts,
			 _("Dots are what is not known or has no reason; hatching is a forecast or a condition; "
			   "vermilion is above the path, or to be returned. Nothing is told by colour alone."));
	report_texts_add(b->doc, &texts,
			 blocks_say(b,
				    _("Every figure has an address: `#ledger:%d/*/executed` leads to it on this page, "
				      "and `dgpm trace` takes it back to the rows it comes from."),
				    b->f->fiscal_year));
	report_texts_add(
		b->doc, &texts,
		_("Rows of the ledger for years after that of the report are drawn, but do not enter the headline."));
	report_texts_done(b->doc, block, REPORT_LIST, &texts);
}
