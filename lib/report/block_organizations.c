/* Block 3: the organizations: what each spent over the years, its systems, its budget. */
#include "address/address.h"
#include "base/i18n.h"
#include "report/blocks.h"

enum { LINES = 40 };

static int cmp_size(const void *pa, const void *pb)
{
	const struct figures_org *a = *(const struct figures_org *const *)pa,
				 *b = *(const struct figures_org *const *)pb;

	return (b->n_cards > a->n_cards) - (b->n_cards < a->n_cards);
}

/* Which organizations have a line of their own: the most systems, ten of them; in the official order all the same. */
static bool *own_lines(const struct figures *f, size_t most)
{
	bool *own = dgpm_arena_array(f->arena, f->n_orgs, sizeof *own);
	const struct figures_org **order = dgpm_arena_array(f->arena, f->n_orgs, sizeof *order);

	for (size_t i = 0; i < f->n_orgs; i++)
		order[i] = &f->orgs[i];
	if (f->n_orgs > most)
		for (size_t i = 0; i < most; i++) {
			size_t best = i;

			for (size_t k = i + 1; k < f->n_orgs; k++)
				if (cmp_size(&order[k], &order[best]) < 0)
					best = k;
			const struct figures_org *swap = order[i];
			order[i] = order[best];
			order[best] = swap;
		}
	for (size_t i = 0; i < f->n_orgs && i < most; i++)
		own[order[i] - f->orgs] = true;
	return own;
}

/* Bars of what an organization had and executed. */
static void spark_bars(const struct blocks *b, struct report_chart *c, const struct figures_org *o)
{
	const struct figures *f = b->f;

	c->bars = dgpm_arena_array(f->arena, f->n_years, sizeof *c->bars);
	c->n_bars = f->n_years;
	for (size_t y = 0; y < f->n_years; y++) {
		const struct figures_sum *s = &o->years[y];
		int year = f->first_year + (int)y;

		c->bars[y] = (struct report_bar){ .year = year,
						  .has_budget = s->f.has[DGPM_FIG_TOTAL],
						  .budget = s->f.value[DGPM_FIG_TOTAL],
						  .has_result = s->f.has[DGPM_FIG_EXECUTED],
						  .result = s->f.value[DGPM_FIG_EXECUTED],
						  .current = year == f->fiscal_year };
		if (c->bars[y].has_result)
			c->bars[y].tip_result =
				blocks_say(b, _("%s executed %s million yen"), words_year(&f->words, year),
					   words_million(&f->words, c->bars[y].result));
		if (c->bars[y].has_budget)
			c->bars[y].tip_budget =
				blocks_say(b, _("%s budget %s million yen"), words_year(&f->words, year),
					   words_million(&f->words, c->bars[y].budget));
	}
}

static const char *million_or_none(const struct blocks *b, const struct figures_sum *s, enum dgpm_figure figure)
{
	return s->f.has[figure] ? words_million(&b->f->words, s->f.value[figure]) : "－";
}

static bool small_chart(const struct blocks *b, struct report_small *s, const struct figures_org *o)
{
	const struct figures *f = b->f;
	const struct figures_sum *now = figures_year(f, o->years, f->fiscal_year);
	int best = 0, any = 0;

	for (int year = f->first_year; year <= f->last_year; year++) {
		const struct figures_sum *y = figures_year(f, o->years, year);

		any |= y->f.has[DGPM_FIG_TOTAL];
		if (y->f.has[DGPM_FIG_EXECUTED] &&
		    (best == 0 ||
		     y->f.value[DGPM_FIG_EXECUTED] > figures_year(f, o->years, best)->f.value[DGPM_FIG_EXECUTED]))
			best = year;
	}
	if (best == 0 && !any)
		return false;
	s->title = o->name;
	s->lines[0] = blocks_say(b, _("budget %d: %s"), f->fiscal_year, million_or_none(b, now, DGPM_FIG_TOTAL));
	s->lines[1] = blocks_say(b, _("executed %d: %s"), f->fiscal_year, million_or_none(b, now, DGPM_FIG_EXECUTED));
	if (best != 0)
		s->lines[2] = blocks_say(
			b, _("most executed: %s (%d)"),
			words_million(&f->words, figures_year(f, o->years, best)->f.value[DGPM_FIG_EXECUTED]), best);
	s->chart.kind = REPORT_SPARK;
	s->chart.title = blocks_say(b, _("%s: budget and execution by fiscal year"), o->name);
	s->chart.desc = blocks_say(b, _("From %s to %s, million yen. %s. %s. %s"), words_year(&f->words, f->first_year),
				   words_year(&f->words, f->last_year), s->lines[0], s->lines[1],
				   s->lines[2] != NULL ? s->lines[2] : "");
	spark_bars(b, &s->chart, o);
	return true;
}

/* How much moved to whom: the largest rise of an organization that had nothing the year before. */
static const char *sparks_title(const struct blocks *b, size_t n)
{
	const struct figures *f = b->f;
	const struct figures_org *risen = NULL;
	const struct figures_sum *all = figures_year(f, f->years, f->fiscal_year - 1);
	dgpm_yen most = 0;

	/* Where the ledger has nothing at all of the year before, nothing has moved. */
	for (size_t i = 0; i < f->n_orgs && all != NULL && all->f.has[DGPM_FIG_EXECUTED]; i++) {
		const struct figures_sum *now = figures_year(f, f->orgs[i].years, f->fiscal_year);
		const struct figures_sum *before = figures_year(f, f->orgs[i].years, f->fiscal_year - 1);

		if (now->f.has[DGPM_FIG_EXECUTED] && (before == NULL || !before->f.has[DGPM_FIG_EXECUTED]) &&
		    now->f.value[DGPM_FIG_EXECUTED] > most) {
			most = now->f.value[DGPM_FIG_EXECUTED];
			risen = &f->orgs[i];
		}
	}
	if (risen != NULL)
		return blocks_say(b, _("In %s %s executed %s, after no amount the year before"),
				  words_year(&f->words, f->fiscal_year), risen->name,
				  words_large_fine(&f->words, most));
	return blocks_say(b, _("Execution of %zu organizations"), n);
}

/* The figures of the charts: an organization is two rows. */
static void sparks_table(const struct blocks *b, struct report_block *block, const bool *own)
{
	static const enum dgpm_figure figures[] = { DGPM_FIG_TOTAL, DGPM_FIG_EXECUTED };
	const char *const kinds[] = { _("budget"), _("executed") };
	const struct figures *f = b->f;
	struct report_col *cols = dgpm_arena_array(f->arena, f->n_years + 2, sizeof *cols);
	struct report_table *t;

	cols[0] = (struct report_col){ .title = _("organization") };
	cols[1] = (struct report_col){ .title = _("amount") };
	for (size_t y = 0; y < f->n_years; y++)
		cols[y + 2] =
			(struct report_col){ .title = blocks_say(b, "%d", f->first_year + (int)y), .number = true };
	t = report_table_new(b->doc, block, _("Budget and execution by organization and fiscal year"), _("million yen"),
			     cols, f->n_years + 2);
	t->folded = t->figures_of_chart = true;
	for (size_t i = 0; i < f->n_orgs; i++)
		for (size_t k = 0; own[i] && k < DGPM_COUNT(figures); k++) {
			struct report_cell *cells = report_row_new(b->doc, t);

			blocks_text(&cells[0], f->orgs[i].name);
			cells[0].span = k == 0 ? DGPM_COUNT(figures) : 0;
			cells[0].covered = k != 0;
			blocks_text(&cells[1], kinds[k]);
			for (size_t y = 0; y < f->n_years; y++)
				cells[y + 2].figure = blocks_sum(b, &f->orgs[i].years[y], figures[k],
								 f->first_year + (int)y, f->orgs[i].code);
		}
}

static void sparks(const struct blocks *b, struct report_block *block)
{
	const struct figures *f = b->f;
	struct report_figure_block *figure = dgpm_arena_array(f->arena, 1, sizeof *figure);
	struct report_key *keys = dgpm_arena_array(f->arena, 3, sizeof *keys);
	const bool *own = own_lines(f, LINES);

	figure->small = dgpm_arena_array(f->arena, f->n_orgs, sizeof *figure->small);
	for (size_t i = 0; i < f->n_orgs; i++)
		if (own[i])
			figure->n_small += small_chart(b, &figure->small[figure->n_small], &f->orgs[i]);
	if (figure->n_small == 0)
		return;
	keys[0] = (struct report_key){ REPORT_FILL_BUDGET, _("budget") };
	keys[1] = (struct report_key){ REPORT_FILL_RESULT,
				       blocks_say(b, _("executed in %s"), words_year(&f->words, f->fiscal_year)) };
	keys[2] = (struct report_key){ REPORT_FILL_OTHER, _("executed in other years") };
	figure->keys = keys;
	figure->n_keys = 3;
	figure->title = sparks_title(b, figure->n_small);
	figure->subtitle = blocks_say(b,
				      _("budget and execution by the organization that reports it, %s to %s, million "
					"yen; each has its own scale"),
				      words_year(&f->words, f->first_year), words_year(&f->words, f->last_year));
	report_add(b->doc, block, REPORT_FIGURE)->figure = figure;
	sparks_table(b, block, own);
}

/* The figures of an organization, or of several put together. */
struct line {
	const char *name, *code;
	size_t n_cards, n_class[4], n_errors, n_listed, n_plannable;
	bool planned; /* there is a plan, of one of them at least */
	struct figures_sum now, before;
};

static void add_sum(struct figures_sum *to, const struct figures_sum *from)
{
	static const enum dgpm_figure figures[] = { DGPM_FIG_TOTAL, DGPM_FIG_EXECUTED, DGPM_FIG_CARRYOVER_OUT };

	for (size_t i = 0; from != NULL && i < DGPM_COUNT(figures); i++)
		if (from->f.has[figures[i]] &&
		    dgpm_yen_add(&to->f.value[figures[i]], to->f.value[figures[i]], from->f.value[figures[i]]))
			to->f.has[figures[i]] = true;
	if (from != NULL) {
		to->n_budget += from->n_budget;
		to->n_executed += from->n_executed;
		to->n_both += from->n_both;
	}
}

static void add_line(struct line *to, const struct figures *f, const struct figures_org *o)
{
	to->n_cards += o->n_cards;
	to->n_errors += o->n_errors;
	for (size_t c = 1; c < DGPM_COUNT(to->n_class); c++)
		to->n_class[c] += o->n_class[c];
	if (o->plan != NULL && o->plan->root != NULL) {
		to->planned = true;
		to->n_listed += o->plan->n_listed;
		to->n_plannable += o->plan->n_cards;
	}
	add_sum(&to->now, figures_year(f, o->years, f->fiscal_year));
	add_sum(&to->before, figures_year(f, o->years, f->fiscal_year - 1));
}

static void put_line(const struct blocks *b, struct report_table *t, const struct line *l, bool sum)
{
	const struct figures *f = b->f;
	struct report_cell *cells = report_row_new(b->doc, t);
	dgpm_yen change;

	blocks_text(&cells[0], l->name);
	cells[1].figure = blocks_count(b, l->n_cards, sum ? NULL : blocks_of_day(b, "cards", l->code, "count"));
	for (size_t c = 1; c < DGPM_COUNT(l->n_class); c++)
		if (l->n_class[c] != 0)
			cells[1 + c].figure = blocks_count(
				b, l->n_class[c],
				sum ? NULL : blocks_of_day(b, "classify", l->code, blocks_number(b, (int)c)));
	cells[5].figure = blocks_count(
		b, l->n_errors,
		sum ? NULL
		    : dgpm_address(f->arena, "review", blocks_number(b, f->stages[0].fiscal_year), f->stages[0].stage,
				   l->code, "errors", NULL));
	if (l->planned)
		cells[11].figure = (struct report_figure){
			.text = blocks_say(b, "%zu / %zu", l->n_listed, l->n_plannable),
			.exact = words_ratio(&f->words, (int64_t)l->n_listed, (int64_t)l->n_plannable),
			.part = (int64_t)l->n_listed,
			.whole = (int64_t)l->n_plannable,
		};
	cells[6].figure = blocks_sum(b, &l->now, DGPM_FIG_TOTAL, f->fiscal_year, l->code);
	cells[7].figure = blocks_sum(b, &l->now, DGPM_FIG_EXECUTED, f->fiscal_year, l->code);
	cells[8].figure = blocks_rate(b, &l->now, f->fiscal_year, l->code);
	if (cells[8].figure.text != NULL)
		cells[8].rate = words_permille(l->now.f.value[DGPM_FIG_EXECUTED], blocks_rate_of(b, &l->now));
	cells[9].figure = blocks_sum(b, &l->before, DGPM_FIG_TOTAL, f->fiscal_year - 1, l->code);
	if (l->now.f.has[DGPM_FIG_TOTAL] && l->before.f.has[DGPM_FIG_TOTAL] &&
	    dgpm_yen_sub(&change, l->now.f.value[DGPM_FIG_TOTAL], l->before.f.value[DGPM_FIG_TOTAL])) {
		cells[10].figure = blocks_million(b, true, change, blocks_ledger(b, f->fiscal_year, l->code, "change"));
		cells[10].figure.text = words_million_signed(&f->words, change);
	}
	if (sum)
		for (size_t i = 1; i < t->n_cols; i++)
			cells[i].figure.address = NULL;
	t->rows[t->n - 1].sum = sum;
}

static void table(const struct blocks *b, struct report_block *block)
{
	const struct figures *f = b->f;
	const char *cards = _("systems of the organization (cards)"),
		   *money = _("budget reported in the ledger, million yen");
	const struct report_col cols[] = {
		{ .title = _("organization") },
		{ .title = _("systems"), .group = cards, .number = true, .sort = true },
		{ .title = "①", .group = cards, .number = true, .sort = true },
		{ .title = "②", .group = cards, .number = true, .sort = true },
		{ .title = "③", .group = cards, .number = true, .sort = true },
		{ .title = _("errors"), .group = cards, .number = true, .sort = true },
		{ .title = blocks_say(b, _("budget %d"), f->fiscal_year),
		  .group = money,
		  .number = true,
		  .sort = true },
		{ .title = blocks_say(b, _("executed %d"), f->fiscal_year),
		  .group = money,
		  .number = true,
		  .sort = true },
		{ .title = _("rate %"), .group = money, .number = true, .sort = true },
		{ .title = blocks_say(b, _("budget %d"), f->fiscal_year - 1),
		  .group = money,
		  .number = true,
		  .sort = true },
		{ .title = _("change"), .group = money, .number = true, .sort = true },
		{ .title = _("in the plan"), .number = true, .sort = true },
	};
	struct report_table *t = report_table_new(
		b->doc, block, _("The organizations"),
		blocks_say(b,
			   _("official order; ①②③: the class suggested where none is designated; errors: of the %s; in "
			     "the plan: systems of class ② or ③ that the mid-term plan lists"),
			   f->stages[0].title),
		cols, DGPM_COUNT(cols));
	struct line sum = { .name = _("total"), .code = "*" }, rest = { .name = _("the others"), .code = "others" };
	bool *own = own_lines(f, LINES);
	size_t n_rest = 0;

	t->sortable = true;
	for (size_t i = 0; i < f->n_orgs; i++) {
		struct line l = { .name = f->orgs[i].name, .code = f->orgs[i].code };

		add_line(&sum, f, &f->orgs[i]);
		if (own[i]) {
			add_line(&l, f, &f->orgs[i]);
			put_line(b, t, &l, false);
		} else {
			add_line(&rest, f, &f->orgs[i]);
			n_rest++;
		}
	}
	if (n_rest != 0) {
		rest.name = blocks_say(b, _("%zu others"), n_rest);
		put_line(b, t, &rest, true);
	}
	/* A project with rows at two organizations is one project in the total. */
	if (figures_year(f, f->years, f->fiscal_year) != NULL)
		sum.now = *figures_year(f, f->years, f->fiscal_year);
	put_line(b, t, &sum, true);
	report_text(b->doc, block, REPORT_NOTE,
		    _("Systems are counted by the organization of the card, amounts by the organization that reports "
		      "them in the "
		      "ledger: money moved to a bulk appropriation stands there. 0 is less than half a million yen, － "
		      "no value. "
		      "The change compares what is in the ledger, transfers included."));
	if (dgpm_portfolio_is_net(f->portfolio))
		report_text(b->doc, block, REPORT_NOTE,
			    _("Rates of execution are of the budget less what is carried out to the next year."));
}

void block_organizations(const struct blocks *b)
{
	struct report_block *block = report_block_new(b->doc, "b3", "3", _("By organization"));

	sparks(b, block);
	table(b, block);
}
