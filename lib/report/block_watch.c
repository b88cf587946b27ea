/* Block 5: the projects to watch first, and cost against the size of the team. */
#include "base/i18n.h"
#include "report/blocks.h"


enum { SHOWN = 10 };

static void fill(const struct blocks *b, struct report_watch *w, const struct dgpm_monitored *m)
{
	const struct figures *f = b->f;
	const struct figures_card *card = figures_card(f, m->id);

	w->rank = m->rank;
	w->name = m->name;
	w->id = m->id;
	w->link = blocks_sheet_of(b, m->id);
	w->organization = figures_org_name(f, m->organization);
	w->reasons = dgpm_arena_array(f->arena, m->n_reasons, sizeof *w->reasons);
	w->n_reasons = m->n_reasons;
	for (size_t i = 0; i < m->n_reasons; i++) {
		const struct dgpm_monitor_reason *r = &m->reasons[i];

		w->reasons[i].text = r->value != NULL
					     ? blocks_say(b, f->words.ja ? "%s：%s" : "%s: %s", r->title, r->value)
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
		.address = blocks_say(b, "monitor:%04d-%02d-%02d/%s/score", f->date.year, f->date.month, f->date.day,
				      m->id),
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
		names = names == NULL ? list[i]->name
				      : dgpm_arena_cat(b->f->arena, names, b->f->words.ja ? "、" : ", ", list[i]->name);
	return names == NULL ? NULL
			     : blocks_say(b,
					  P_("Next, with %d points, is %zu system: %s.",
					     "Next, with %d points each, are %zu systems: %s.", count),
					  list[shown]->score, count, names);
}

/* Yearly cost against members of the team; nobody is guessed. */
static void cost_and_team(const struct blocks *b, struct report_block *block)
{
	const struct figures *f = b->f;
	struct report_figure_block *figure = dgpm_arena_array(f->arena, 1, sizeof *figure);
	struct report_dot *dots = dgpm_arena_array(f->arena, f->n_cards, sizeof *dots);
	size_t n = 0, small = 0;

	for (size_t i = 0; i < f->n_cards; i++) {
		const struct figures_card *c = &f->cards[i];
		const struct figures_sum *s = figures_year(f, c->years, f->fiscal_year);
		bool has = s != NULL && (s->f.has[DGPM_FIG_EXECUTED] || s->f.has[DGPM_FIG_TOTAL]);
		dgpm_yen cost = !has			      ? 0
				: s->f.has[DGPM_FIG_EXECUTED] ? s->f.value[DGPM_FIG_EXECUTED]
							      : s->f.value[DGPM_FIG_TOTAL];

		if (!has || c->members < 0 || cost < 0)
			continue;
		dots[n] = (struct report_dot){
			.x = c->members,
			.y = cost,
			.marked = c->members > 0 && cost / c->members >= 1000000000,
			.tip = blocks_say(b, _("%s: %lld members, %s"), c->name, (long long)c->members,
					  words_large_fine(&f->words, cost)),
		};
		small += dots[n++].marked;
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
	figure->title = blocks_say(b, _("Cost and team of %zu of %zu systems: %zu have a billion yen or more a member"),
				   n, f->n_cards, small);
	figure->subtitle = blocks_say(b,
				      _("across: members of the team; upward: amount of %s; a billion yen a member is "
					"dgpm's mark, not the documents'"),
				      words_year(&f->words, f->fiscal_year));
	figure->chart = (struct report_chart){
		.kind = REPORT_SCATTER,
		.dots = dots,
		.n_dots = n,
		.x_title = _("members"),
		.y_title = _("yen"),
		.title = _("cost against the size of the team"),
		.desc = blocks_say(b, _("%zu systems as dots, %zu of them marked. The figures stand on their sheets."),
				   n, small),
	};
	report_add(b->doc, block, REPORT_FIGURE)->figure = figure;
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
