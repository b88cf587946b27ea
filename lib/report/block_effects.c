/* Blocks 7 and 8: effects, procedures. */
#include "address/address.h"
#include "base/i18n.h"
#include "report/blocks.h"

/* A sheet or card of this report's scope. */
static bool in_scope(const struct figures *f, const struct dgpm_policy *p)
{
	if (p->project_id != NULL)
		return figures_card(f, p->project_id) != NULL;
	return f->how->project == NULL &&
	       (f->how->organization == NULL ||
		(p->organization != NULL && strcmp(p->organization, f->how->organization) == 0));
}

static enum report_fill fill_of(size_t mark)
{
	switch ((enum dgpm_mark)mark) {
	case DGPM_MARK_ACHIEVED:
		return REPORT_FILL_RESULT;
	case DGPM_MARK_NEARLY:
		return REPORT_FILL_CONDITIONAL;
	case DGPM_MARK_NOT:
		return REPORT_FILL_RETURN;
	case DGPM_MARK_RUNNING:
		return REPORT_FILL_OTHER;
	default:
		return REPORT_FILL_UNDECIDED;
	}
}

static void marks(const struct blocks *b, struct report_block *block, const size_t *n_marks, size_t n_all,
		  size_t n_full)
{
	const struct figures *f = b->f;
	struct report_figure_block *figure = dgpm_arena_array(f->arena, 1, sizeof *figure);
	const char *desc = NULL;

	figure->title = blocks_say(b, _("Of %zu indicators %zu have baseline, target and actual"), n_all, n_full);
	figure->subtitle = _("targets by what is known of them; missing is never reached or missed");
	figure->chart.kind = REPORT_STACK;
	figure->chart.title = _("what is known of the indicators");
	figure->chart.parts = dgpm_arena_array(f->arena, DGPM_N_MARKS, sizeof *figure->chart.parts);
	for (size_t m = 0; m < DGPM_N_MARKS; m++) {
		const char *name = dgpm_mark_name((enum dgpm_mark)m);
		const char *text = dgpm_code_text(f->codes, "achievement", dgpm_str_of(name), f->words.lang);
		const char *part = blocks_say(b, "%s %zu", text, n_marks[m]);

		figure->chart.parts[figure->chart.n_parts++] = (struct report_part){
			.fill = fill_of(m),
			.text = text,
			.value = (int64_t)n_marks[m],
			.figure = blocks_count(b, n_marks[m],
					       blocks_of_day(b, "evaluate", name, NULL)),
		};
		desc = desc == NULL ? part : dgpm_arena_cat(f->arena, desc, f->words.ja ? "、" : ", ", part);
	}
	figure->chart.desc = desc;
	report_add(b->doc, block, REPORT_FIGURE)->figure = figure;
}

/* The sheets of policy evaluation, with the grade that dgpm suggests and the one printed. */
static void sheets(const struct blocks *b, struct report_block *block)
{
	const struct report_col cols[] = {
		{ .title = _("policy"), .wrap = true },	       { .title = _("organization") },
		{ .title = _("indicators"), .number = true },  { .title = _("grade suggested"), .kept = true },
		{ .title = _("grade printed"), .kept = true }, { .title = _("reason"), .wrap = true }
	};
	const struct figures *f = b->f;
	struct report_table *t = report_table_new(b->doc, NULL, _("Policy evaluation"),
						  _("the grade of dgpm is a suggestion (案)"), cols, DGPM_COUNT(cols));

	for (size_t i = 0; f->evaluation != NULL && i < f->evaluation->n; i++) {
		const struct dgpm_policy *p = &f->evaluation->policies[i];
		struct report_cell *cells;

		if (p->project_id != NULL || !in_scope(f, p))
			continue;
		cells = report_row_new(b->doc, t);
		blocks_text(&cells[0], p->title);
		blocks_text(&cells[1], p->organization != NULL ? figures_org_name(f, p->organization) : NULL);
		cells[2].figure = blocks_count(b, p->n_indicators, NULL);
		if (p->grade != NULL)
			blocks_text(&cells[3],
				    dgpm_code_text(f->codes, "evaluation-grade", dgpm_str_of(p->grade), f->words.lang));
		if (p->printed_grade != NULL)
			blocks_text(&cells[4], dgpm_code_text(f->codes, "evaluation-grade",
							      dgpm_str_of(p->printed_grade), f->words.lang));
		blocks_text(&cells[5], p->grade != NULL ? p->grade_reason : p->no_grade);
	}
	if (t->n != 0)
		report_add(b->doc, block, REPORT_TABLE)->table = t;
	else
		blocks_empty(
			b, block, _("policy evaluation (marks and overall grade)"),
			_("A file with `schema: dgpm/evaluation@1` brings the marks of its indicators and the grade."),
			NULL, NULL, "S4 評価結果");
}

/* The catalogue of KPIs of S3: what this portfolio can say of each. */
static void kpis(const struct blocks *b, struct report_block *block)
{
	static const struct {
		enum dgpm_kpi_state state;
		const char *code;
		enum report_fill fill;
	} states[] = { { DGPM_KPI_COMPUTED, "computed", REPORT_FILL_RESULT },
		       { DGPM_KPI_REPORTED, "reported", REPORT_FILL_CONDITIONAL },
		       { DGPM_KPI_UNKNOWN, "unknown", REPORT_FILL_UNKNOWN } };
	const struct dgpm_kpis *k = b->f->kpis;
	struct report_figure_block *figure;
	const size_t n[] = { k->n_computed, k->n_reported, k->n - k->n_computed - k->n_reported };
	const char *desc = NULL;

	figure = dgpm_arena_array(b->f->arena, 1, sizeof *figure);
	figure->title = blocks_say(b, _("Of the %zu KPIs of S3 %zu can be told from this portfolio"), k->n,
				   k->n_computed + k->n_reported);
	figure->subtitle = _("computed from cards and ledgers, reported by an indicator of a card, or not known");
	figure->chart.kind = REPORT_STACK;
	figure->chart.title = _("what is known of the KPIs of S3");
	figure->chart.parts = dgpm_arena_array(b->f->arena, DGPM_COUNT(states), sizeof *figure->chart.parts);
	figure->chart.n_parts = DGPM_COUNT(states);
	for (size_t i = 0; i < DGPM_COUNT(states); i++) {
		const char *text =
			dgpm_code_text(b->f->codes, "kpi-state", dgpm_str_of(states[i].code), b->f->words.lang);
		const char *part = blocks_say(b, "%s %zu", text, n[i]);

		figure->chart.parts[i] =
			(struct report_part){ states[i].fill, text, blocks_count(b, n[i], NULL), (int64_t)n[i] };
		desc = desc == NULL ? part : dgpm_arena_cat(b->f->arena, desc, b->f->words.ja ? "、" : ", ", part);
	}
	figure->chart.desc = desc;
	report_add(b->doc, block, REPORT_FIGURE)->figure = figure;
}

static void kpi_table(const struct blocks *b, struct report_block *block)
{
	const struct report_col cols[] = {
		{ .title = _("KPI"), .wrap = true },
		{ .title = _("target"), .wrap = true },
		{ .title = _("value"), .wrap = true },
		{ .title = _("fiscal year") },
		{ .title = _("told by") },
		{ .title = _("section") },
	};
	const struct dgpm_kpis *k = b->f->kpis;
	struct report_table *t =
		report_table_new(b->doc, NULL, _("KPIs that can be told"), NULL, cols, DGPM_COUNT(cols));

	t->folded = true;
	t->summary = _("the KPIs that can be told");
	for (size_t i = 0; i < k->n; i++) {
		const struct dgpm_kpi *one = &k->items[i];
		struct report_cell *cells;

		if (one->state == DGPM_KPI_UNKNOWN)
			continue;
		cells = report_row_new(b->doc, t);
		blocks_text(&cells[0], one->title);
		blocks_text(&cells[1], one->target);
		blocks_text(&cells[2], one->value);
		if (one->unit != NULL && one->value != NULL && strstr(one->value, one->unit) == NULL)
			cells[2].unit = blocks_say(b, " %s", one->unit);
		if (one->fiscal_year != 0)
			blocks_year_cell(b, &cells[3], one->fiscal_year);
		if (one->of != 0)
			blocks_text(&cells[4], blocks_say(b, _("%zu of %zu"), one->n, one->of));
		cells[5].source = blocks_say(b, "S3 %s", one->section);
	}
	if (t->n != 0)
		report_add(b->doc, block, REPORT_TABLE)->table = t;
}

void block_effects(const struct blocks *b)
{
	struct report_block *block = report_block_new(b->doc, "b7", "7", _("Effects"));
	const struct figures *f = b->f;
	size_t n_marks[DGPM_N_MARKS] = { 0 }, n_all = 0, n_full = 0, with = 0;

	for (size_t i = 0; f->evaluation != NULL && i < f->evaluation->n; i++) {
		const struct dgpm_policy *p = &f->evaluation->policies[i];

		if (!in_scope(f, p))
			continue;
		for (size_t m = 0; m < DGPM_N_MARKS; m++)
			n_marks[m] += p->marks[m];
		n_all += p->n_indicators;
		n_full += p->n_full;
		with += p->n_indicators != 0;
	}
	if (n_all == 0) {
		blocks_empty(b, block, _("indicators"),
			     blocks_say(b, _("None of the %zu cards has `indicators`."), f->n_cards),
			     "indicators:\n  - {id: KPI-1, name: ..., unit: \"%\", targets: [{fiscal_year: 2025, "
			     "value: 90}]}",
			     NULL, "S1 4-4-1, S3 6.3(7)");
	} else {
		report_text(
			b->doc, block, REPORT_LEAD,
			blocks_say(b,
				   _("%zu indicators of %zu sheets and cards; %zu have baseline, target and actual."),
				   n_all, with, n_full));
		marks(b, block, n_marks, n_all, n_full);
	}
	sheets(b, block);
	if (b->f->kpis != NULL && b->f->kpis->n != 0) {
		kpis(b, block);
		kpi_table(b, block);
	}
}

/* A share of what is counted, with how many that is. */
static struct report_head share(const struct blocks *b, const char *title, int64_t part, int64_t whole, size_t n,
				size_t of, const char *what)
{
	return (struct report_head){
		.title = title,
		.figure = blocks_percent(b, part, whole, dgpm_address(b->f->arena, "procedures", "*", what, NULL)),
		.unit = "%",
		.change = blocks_say(b, _("counted: %zu of %zu"), n, of),
		.text = whole > 0 ? blocks_say(b, "%s / %s", words_count(&b->f->words, part),
					       words_count(&b->f->words, whole))
				  : "",
	};
}

/* One bar of the chart: what is, what is not, and what is not told. */
static void bar(const struct blocks *b, struct report_small *s, const char *title, const char *what, int64_t yes,
		int64_t no, int64_t untold)
{
	struct report_part *parts = dgpm_arena_array(b->f->arena, 3, sizeof *parts);

	parts[0] = (struct report_part){ REPORT_FILL_RESULT, what, blocks_count(b, (size_t)yes, NULL), yes };
	parts[1] = (struct report_part){ REPORT_FILL_OTHER, _("not so"), blocks_count(b, (size_t)no, NULL), no };
	parts[2] = (struct report_part){ REPORT_FILL_UNDECIDED, _("not told"), blocks_count(b, (size_t)untold, NULL),
					 untold };
	s->title = title;
	s->chart = (struct report_chart){
		.kind = REPORT_STACK,
		.parts = parts,
		.n_parts = 3,
		.title = title,
		.desc = blocks_say(b, _("%s %s, not so %s, not told %s"), what, parts[0].figure.text,
				   parts[1].figure.text, parts[2].figure.text),
	};
}

static void online_figure(const struct blocks *b, struct report_block *block, const struct dgpm_procedures_sum *all)
{
	struct report_figure_block *figure = dgpm_arena_array(b->f->arena, 1, sizeof *figure);
	const char *rate = words_percent(&b->f->words, all->online_uses, all->weighed_uses);

	figure->small = dgpm_arena_array(b->f->arena, 4, sizeof *figure->small);
	figure->n_small = 4;
	figure->stages = true;
	bar(b, &figure->small[0], _("uses in a year"), _("online"), all->online_uses,
	    all->weighed_uses - all->online_uses, all->uses - all->weighed_uses);
	bar(b, &figure->small[1], _("procedures: online"), _("online"), (int64_t)all->n_online,
	    (int64_t)(all->n_online_known - all->n_online), (int64_t)(all->n - all->n_online_known));
	bar(b, &figure->small[2], _("procedures: complete from end to end"), _("complete"), (int64_t)all->n_complete,
	    (int64_t)(all->n_complete_known - all->n_complete), (int64_t)(all->n - all->n_complete_known));
	bar(b, &figure->small[3], _("procedures: without attached documents"), _("none"), (int64_t)all->n_none,
	    (int64_t)(all->n_attachments_known - all->n_none), (int64_t)(all->n - all->n_attachments_known));
	figure->title =
		rate != NULL
			? blocks_say(b, _("%s %% of the uses are of procedures that are online: %zu of %zu procedures"),
				     rate, all->n_online, all->n)
			: blocks_say(b, _("%zu of %zu procedures are online"), all->n_online, all->n);
	figure->subtitle = _("number of uses, and of procedures; what is not told is drawn as large as what is");
	report_add(b->doc, block, REPORT_FIGURE)->figure = figure;
}

static void procedures_table(const struct blocks *b, struct report_block *block, const struct dgpm_procedures_sum *sums,
			     size_t n)
{
	const struct report_col cols[] = {
		{ .title = _("organization") },
		{ .title = _("procedures"), .number = true, .sort = true },
		{ .title = _("online"), .number = true, .sort = true },
		{ .title = _("uses"), .number = true, .sort = true },
		{ .title = _("online by uses %"), .number = true, .sort = true },
		{ .title = _("complete"), .number = true, .sort = true },
		{ .title = _("paper asked for"), .number = true, .sort = true },
	};
	const struct report_words *w = &b->f->words;
	struct report_table *t = report_table_new(b->doc, block, _("Procedures by organization"),
						  _("what is not told is not counted"), cols, DGPM_COUNT(cols));

	t->sortable = true;
	for (size_t i = 0; i < n; i++) {
		const struct dgpm_procedures_sum *s = &sums[i];
		struct report_cell *cells = report_row_new(b->doc, t);

		blocks_text(&cells[0], s->key != NULL ? figures_org_name(b->f, s->key) : _("total"));
		cells[1].figure = blocks_count(b, s->n, NULL);
		if (s->n_online_known != 0)
			cells[2].figure = blocks_count(b, s->n_online, NULL);
		if (s->n_uses != 0)
			cells[3].figure = (struct report_figure){ .text = words_count(w, s->uses),
								  .exact = words_exact(w, s->uses) };
		if (s->weighed_uses > 0)
			cells[4].figure = blocks_percent(b, s->online_uses, s->weighed_uses, NULL);
		if (s->weighed_uses > 0)
			cells[4].rate = words_permille(s->online_uses, s->weighed_uses);
		if (s->n_complete_known != 0)
			cells[5].figure = blocks_count(b, s->n_complete, NULL);
		if (s->n_attachments_known != 0)
			cells[6].figure = blocks_count(b, s->n_paper, NULL);
		t->rows[t->n - 1].sum = s->key == NULL;
	}
}

void block_procedures(const struct blocks *b)
{
	struct report_block *block = report_block_new(b->doc, "b8", "8", _("Procedures"));
	const struct figures *f = b->f;
	struct dgpm_procedures own = { 0 };
	struct dgpm_procedures_sum *sums, *all;
	struct report_head *heads;
	struct report_item *item;
	size_t n;

	own.items = dgpm_arena_array(f->arena, f->procedures != NULL ? f->procedures->n : 0, sizeof *own.items);
	for (size_t i = 0; f->procedures != NULL && i < f->procedures->n; i++)
		if (f->procedures->items[i].project_id == NULL ||
		    figures_card(f, f->procedures->items[i].project_id) != NULL)
			own.items[own.n++] = f->procedures->items[i];
	if (own.n == 0) {
		blocks_empty(b, block, _("administrative procedures online"),
			     _("With `bpr.procedures` on the cards, the online rate weighted by uses, the complete "
			       "rate and the attachments are shown."),
			     "bpr:\n  procedures:\n"
			     "    - {id: P1, name: ..., yearly_uses: 120000, uses_online: 90000, online: \"yes\"}",
			     NULL, "S3 6.1, S3 6.2.2");
		return;
	}
	sums = dgpm_procedures_sum(&n, f->arena, &own, DGPM_PROCEDURES_BY_ORGANIZATION);
	all = &sums[n - 1];
	heads = dgpm_arena_array(f->arena, 3, sizeof *heads);
	heads[0] = share(b, _("Online, weighted by uses"), all->online_uses, all->weighed_uses, all->n_weighed, all->n,
			 "online");
	heads[1] = share(b, _("Complete online, end to end"), (int64_t)all->n_complete, (int64_t)all->n_complete_known,
			 all->n_complete_known, all->n, "complete");
	heads[2] = share(b, _("Without attached documents"), (int64_t)all->n_none, (int64_t)all->n_attachments_known,
			 all->n_attachments_known, all->n, "attachments");
	item = report_add(b->doc, block, REPORT_HEADS);
	item->heads = heads;
	item->n = 3;
	online_figure(b, block, all);
	procedures_table(b, block, sums, n);
}
