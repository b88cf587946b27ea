/* Block 5: the projects to watch first, and cost against the size of the team. */
#include "base/i18n.h"
#include "report/blocks.h"

enum { SHOWN = 10 };

/* What was measured, amounts in the unit of the report. */
static const char *measured(const struct blocks *b, const struct dgpm_monitor_reason *r)
{
	if (!r->is_yen)
		return r->value;
	return dgpm_arena_cat(b->f->arena, words_large_fine(&b->f->words, r->yen), r->detail != NULL ? "; " : "",
			      r->detail != NULL ? r->detail : "");
}

static void fill(const struct blocks *b, struct report_watch *w, const struct dgpm_monitored *m)
{
	const struct figures *f = b->f;
	const struct figures_card *card = figures_card(f, m->id);

	w->rank = m->rank;
	w->name = card->name;
	w->id = m->id;
	w->link = blocks_sheet_of(b, m->id);
	w->organization = figures_org_name(f, m->organization);
	w->reasons = dgpm_arena_array(f->arena, m->n_reasons, sizeof *w->reasons);
	w->n_reasons = m->n_reasons;
	for (size_t i = 0; i < m->n_reasons; i++) {
		const struct dgpm_monitor_reason *r = &m->reasons[i];

		w->reasons[i].text = r->value != NULL
					     ? blocks_say(b, f->words.ja ? "%s：%s" : "%s: %s", r->title, measured(b, r))
					     : r->title;
		w->reasons[i].points = r->points != 0 ? blocks_say(b, f->words.ja ? "＋%d" : "+%d", r->points) : NULL;
		w->reasons[i].source = r->source;
		w->reasons[i].risk = r->risk && r->points != 0;
	}
	if (card->n_overdue != 0)
		w->next =
			blocks_say(b, _("overdue: %u (%s %s)"), card->n_overdue, card->overdue_due, card->overdue_name);
	else if (card->next_due != NULL)
		w->next = blocks_say(b, "%s %s", card->next_due, card->next_name != NULL ? card->next_name : "");
	w->who = card->pjmo;
	w->score = (struct report_figure){
		.text = words_exact(&f->words, m->score),
		.address = blocks_of_day(b, "monitor", m->id, "score"),
		.exact = words_exact(&f->words, m->score),
	};
	w->split = blocks_say(b, _("importance %d, risk %d"), m->importance, m->risk);
}

/* What has the same score as the last one shown is named, not cut. */
static const char *ties(const struct blocks *b, const struct dgpm_monitored **list, size_t n, size_t shown)
{
	const char *names = NULL;
	size_t count = 0;

	for (size_t i = shown; i < n && list[i]->score == list[shown]->score && list[i]->score > 0; i++, count++)
		names = names == NULL ? figures_card(b->f, list[i]->id)->name
				      : dgpm_arena_cat(b->f->arena, names, b->f->words.ja ? "、" : ", ",
						       figures_card(b->f, list[i]->id)->name);
	return names == NULL ? NULL
			     : blocks_say(b,
					  P_("Next, with %d points, is %zu system: %s.",
					     "Next, with %d points each, are %zu systems: %s.", count),
					  list[shown]->score, count, names);
}

/* The cost of a system in the year of the report: what was executed, else the budget. */
static bool cost_of(const struct figures *f, const struct figures_card *c, dgpm_yen *cost)
{
	const struct figures_sum *s = figures_year(f, c->years, f->fiscal_year);
	enum dgpm_figure figure = s != NULL && s->f.has[DGPM_FIG_EXECUTED] ? DGPM_FIG_EXECUTED : DGPM_FIG_TOTAL;

	if (s == NULL || !s->f.has[figure] || s->f.value[figure] < 0 || c->members < 0)
		return false;
	*cost = s->f.value[figure];
	return true;
}

static bool is_marked(const struct figures *f, const struct figures_card *c, dgpm_yen cost)
{
	return c->members > 0 && cost / c->members >= f->cost_per_member;
}

static void team_table(const struct blocks *b, struct report_block *block)
{
	const struct report_col cols[] = {
		{ .title = _("system"), .wrap = true },
		{ .title = _("organization") },
		{ .title = _("members"), .number = true, .sort = true },
		{ .title = _("dedicated"), .number = true, .sort = true },
		{ .title = _("cost"), .number = true, .sort = true },
		{ .title = _("a member"), .number = true, .sort = true },
	};
	const struct figures *f = b->f;
	struct report_table *t = report_table_new(
		b->doc, block, _("Cost and team"),
		blocks_say(b, _("million yen; executed in %s, else the budget"), words_year(&f->words, f->fiscal_year)),
		cols, DGPM_COUNT(cols));
	dgpm_yen cost;

	t->folded = t->figures_of_chart = t->sortable = true;
	for (size_t i = 0; i < f->n_cards; i++) {
		const struct figures_card *c = &f->cards[i];
		struct report_cell *cells;

		if (!cost_of(f, c, &cost))
			continue;
		cells = report_row_new(b->doc, t);
		blocks_text(&cells[0], c->name);
		cells[0].link = blocks_sheet_of(b, c->id);
		blocks_text(&cells[1], figures_org_name(f, c->organization));
		cells[2].figure = blocks_count(b, (size_t)c->members, NULL);
		if (c->dedicated >= 0)
			cells[3].figure = blocks_count(b, (size_t)c->dedicated, NULL);
		cells[4].figure = blocks_million(b, true, cost, NULL);
		if (c->members > 0)
			cells[5].figure = blocks_million(b, true, cost / c->members, NULL);
		t->rows[t->n - 1].highlight = is_marked(f, c, cost);
	}
}

/* Yearly cost against members of the team; nobody is guessed. */
static void cost_and_team(const struct blocks *b, struct report_block *block)
{
	enum { NAMED = 8 };
	const struct figures *f = b->f;
	struct report_figure_block *figure = dgpm_arena_array(f->arena, 1, sizeof *figure);
	struct report_dot *dots = dgpm_arena_array(f->arena, f->n_cards, sizeof *dots);
	size_t n = 0, marked = 0;
	const char *limit = f->cost_per_member % 100000000 == 0 ? words_large(&f->words, f->cost_per_member)
								: words_large_fine(&f->words, f->cost_per_member);
	dgpm_yen cost;

	for (size_t i = 0; i < f->n_cards; i++) {
		const struct figures_card *c = &f->cards[i];

		if (!cost_of(f, c, &cost))
			continue;
		dots[n] = (struct report_dot){
			.x = c->members,
			.y = cost,
			.marked = is_marked(f, c, cost),
			.tip = blocks_say(b, _("%s: %lld members, %s"), c->name, (long long)c->members,
					  words_large_fine(&f->words, cost)),
		};
		if (dots[n].marked && marked++ < NAMED)
			dots[n].name = c->name;
		n++;
	}
	if (n == 0) {
		blocks_empty(b, block, _("cost against the size of the team"),
			     blocks_say(b,
					_("None of the %zu cards says how many people work on the project "
					  "(`team.members`), so there is nothing to set against the cost."),
					f->n_cards),
			     "team: {members: 6, dedicated: 2, policy: 1, operations: 3, systems: 2}", NULL,
			     "S1 3-1-1, S2 第4部");
		return;
	}
	figure->title = blocks_say(b, _("Cost and team of %zu of %zu systems: %zu have %s or more a member"), n,
				   f->n_cards, marked, limit);
	figure->subtitle = blocks_say(b,
				      _("across: members of the team; upward: amount of %s; squares: %s or more a "
					"member, dgpm's mark, not the documents'"),
				      words_year(&f->words, f->fiscal_year), limit);
	figure->chart = (struct report_chart){
		.kind = REPORT_SCATTER,
		.dots = dots,
		.n_dots = n,
		.x_title = _("members"),
		.y_title = _("yen"),
		.title = _("cost against the size of the team"),
		.desc = blocks_say(b,
				   _("%zu systems as dots, %zu of them marked. The figures stand in the table below."),
				   n, marked),
	};
	report_add(b->doc, block, REPORT_FIGURE)->figure = figure;
	team_table(b, block);
}

void block_watch(const struct blocks *b)
{
	struct report_block *block = report_block_new(b->doc, "b5", "5", _("Projects to watch"));
	const struct figures *f = b->f;
	const struct dgpm_monitored **list = dgpm_arena_array(f->arena, f->monitoring.n, sizeof *list);
	struct report_watch *watch = dgpm_arena_array(f->arena, SHOWN, sizeof *watch);
	struct report_item *item;
	size_t n = 0, shown = 0;
	const char *said;

	for (size_t i = 0; f->has_monitoring && i < f->monitoring.n; i++)
		if (f->monitoring.items[i].score > 0 && figures_card(f, f->monitoring.items[i].id) != NULL)
			list[n++] = &f->monitoring.items[i];
	/* A tie that does not fit whole is told below rather than cut. */
	shown = n < SHOWN ? n : SHOWN;
	while (shown > 1 && shown < n && list[shown]->score == list[shown - 1]->score)
		shown--;
	if (shown == 1 && n > SHOWN && list[0]->score == list[1]->score)
		shown = SHOWN;
	if (n == 0) {
		report_text(b->doc, block, REPORT_LEAD,
			    _("No project has points: neither cards nor ledger tell anything that asks for watching."));
		cost_and_team(b, block);
		return;
	}
	report_text(b->doc, block, REPORT_NOTE,
		    blocks_say(b,
			       _("The first %zu by score. The score is the sum of importance and risk; what neither "
				 "card nor ledger "
				 "tells brings no points (S1 4-7)."),
			       shown));
	for (size_t i = 0; i < shown; i++)
		fill(b, &watch[i], list[i]);
	item = report_add(b->doc, block, REPORT_WATCH);
	item->watch = watch;
	item->n = shown;
	said = shown < n ? ties(b, list, n, shown) : NULL;
	if (said != NULL)
		report_text(b->doc, block, REPORT_NOTE, said);
	cost_and_team(b, block);
}
