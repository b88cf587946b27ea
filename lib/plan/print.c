/* Mid-term plans as text, CSV and JSON. */
#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "plan/plan.h"
#include "portfolio/print.h"
#include "print/text.h"

#define NAME_COLUMNS 32
#define MOST_UNLISTED 10
#define MOST_YEARS 6

struct text {
	struct dgpm_arena *arena;
	struct dgpm_out *out;
	const struct dgpm_print *how;
	const struct dgpm_words *words;
};

static const struct dgpm_col columns[] = {
	{ "organization", "", DGPM_COL_TEXT }, { "project_id", "", DGPM_COL_TEXT }, { "measure", "", DGPM_COL_TEXT },
	{ "due_fy", "", DGPM_COL_YEAR },       { "status", "", DGPM_COL_TEXT },	    { "planned_yen", "", DGPM_COL_YEN },
	{ "actual_yen", "", DGPM_COL_YEN },    { "kind", "", DGPM_COL_TEXT },
};

static void put_yen(struct dgpm_grid *g, bool has, dgpm_yen yen)
{
	if (has)
		dgpm_grid_int(g, yen);
	else
		dgpm_grid_none(g);
}

static void put_measure(struct dgpm_grid *g, const struct dgpm_plan *p, const struct dgpm_plan_measure *m, int planned,
			const char *kind)
{
	dgpm_grid_cstr(g, p->organization);
	dgpm_grid_cstr(g, m->project_id);
	dgpm_grid_cstr(g, m->id != NULL ? m->id : m->name);
	if (m->due_fy != 0)
		dgpm_grid_int(g, m->due_fy);
	else
		dgpm_grid_none(g);
	dgpm_grid_cstr(g, m->status);
	put_yen(g, m->has[planned], m->yen[planned]);
	put_yen(g, m->has[planned + 1], m->yen[planned + 1]);
	dgpm_grid_cstr(g, kind);
}

/* A row for each kind of money of a measure; one without money has one row. */
static void print_rows(const struct dgpm_plans *plans, struct dgpm_arena *arena, struct dgpm_out *out,
		       const struct dgpm_print *how)
{
	static const char *const kinds[] = { "investment", "saving", NULL };
	struct dgpm_grid *g = dgpm_grid_new(arena, columns, DGPM_COUNT(columns));

	dgpm_grid_main(g);
	for (size_t i = 0; i < plans->n; i++)
		for (size_t k = 0; k < plans->items[i].n_measures; k++) {
			const struct dgpm_plan_measure *m = &plans->items[i].measures[k];
			bool any = false;

			if (m->hidden)
				continue;
			for (int money = 0; money < DGPM_N_PLAN_MONEY; money += 2) {
				bool last = money + 2 == DGPM_N_PLAN_MONEY;

				if (!m->has[money] && !m->has[money + 1] && (!last || any))
					continue;
				put_measure(g, &plans->items[i], m, money, kinds[money / 2]);
				any = true;
			}
		}
	dgpm_grid_print(g, out, how);
}

static const struct dgpm_col summary_columns[] = {
	{ "organization", N_("organization"), DGPM_COL_NAME },
	{ "title", N_("plan"), DGPM_COL_NAME },
	{ "from_fy", N_("from"), DGPM_COL_TEXT },
	{ "to_fy", N_("to"), DGPM_COL_TEXT },
	{ "systems", N_("systems"), DGPM_COL_INT },
	{ "listed", N_("listed"), DGPM_COL_INT },
	{ "measures", N_("measures"), DGPM_COL_INT },
	{ "overdue", N_("overdue"), DGPM_COL_INT },
	{ "investment_yen", N_("investment"), DGPM_COL_YEN },
	{ "saving_2025_yen", N_("saving to 2025"), DGPM_COL_YEN },
	{ "target_yen", N_("30 %"), DGPM_COL_YEN },
	{ "topics", N_("topics"), DGPM_COL_INT },
	{ "warnings", N_("warnings"), DGPM_COL_INT },
	{ "notes", N_("notes"), DGPM_COL_INT },
};

static const char *year_text(struct dgpm_arena *a, int fiscal_year)
{
	return fiscal_year != 0 ? dgpm_arena_printf(a, "%d", fiscal_year) : NULL;
}

static void print_summary(const struct dgpm_plans *plans, struct dgpm_arena *arena, const struct dgpm_words *words,
			  struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_grid *g = dgpm_grid_new(arena, summary_columns, DGPM_COUNT(summary_columns));

	dgpm_grid_report(g, "plan-summary");
	dgpm_grid_main(g);
	for (size_t i = 0; i < plans->n; i++) {
		const struct dgpm_plan *p = &plans->items[i];

		dgpm_grid_cstr(g, how->format == DGPM_FORMAT_TEXT ? dgpm_word_organization(words, p->organization) :
								    p->organization);
		dgpm_grid_cstr(g, p->title);
		dgpm_grid_cstr(g, year_text(arena, p->from));
		dgpm_grid_cstr(g, year_text(arena, p->to));
		dgpm_grid_int(g, (int64_t)p->n_cards);
		dgpm_grid_int(g, (int64_t)p->n_listed);
		dgpm_grid_int(g, (int64_t)p->n_measures);
		dgpm_grid_int(g, (int64_t)p->n_overdue);
		put_yen(g, p->has[DGPM_PLAN_INVESTMENT], p->yen[DGPM_PLAN_INVESTMENT]);
		put_yen(g, p->has_saving_2025, p->saving_2025_yen);
		put_yen(g, p->has_target, p->target_yen);
		dgpm_grid_int(g, (int64_t)p->n_topics_present);
		dgpm_grid_int(g, (int64_t)p->n_warnings);
		dgpm_grid_int(g, (int64_t)p->n_notes);
	}
	dgpm_grid_print(g, out, how);
}

static void add_yen(const struct text *x, struct texttable *t, bool has, dgpm_yen yen)
{
	if (has)
		texttable_yen(t, yen, x->how->unit, false);
	else
		texttable_add(t, "－");
}

static void add_share(struct texttable *t, bool has, dgpm_yen part, dgpm_yen whole)
{
	int64_t rate;

	if (has && dgpm_rate(&rate, part, whole, 3))
		texttable_addf(t, "%lld.%lld", (long long)(rate / 10), (long long)(rate % 10));
	else
		texttable_add(t, "－");
}

static void print_title(const struct text *x, const struct dgpm_plan *p)
{
	char day[11];

	dgpm_out_printf(x->out, "%s  ", dgpm_word_organization(x->words, p->organization));
	if (p->root == NULL) {
		dgpm_out_printf(x->out, "%s\n", _("no mid-term plan"));
		return;
	}
	dgpm_out_printf(x->out, "%s", texttable_cut(x->arena, p->title, 60));
	if (p->version != NULL)
		dgpm_out_printf(x->out, "  %s", p->version);
	if (p->date.year != 0)
		dgpm_out_printf(x->out, " (%s)", dgpm_date_format(day, p->date));
	if (p->from != 0)
		dgpm_out_printf(x->out, "  %d－%d", p->from, p->to);
	dgpm_out_puts(x->out, "\n");
}

static void print_coverage(const struct text *x, const struct dgpm_plan *p)
{
	struct texttable t = texttable_new(x->arena, "lrrr");
	struct dgpm_buf b = { .arena = x->arena };
	size_t shown = 0, unlisted = p->n_cards - p->n_listed;
	char buf[DGPM_INT_BUF];
	dgpm_yen rest;

	if (!dgpm_yen_sub(&rest, p->running_yen, p->listed_running_yen))
		rest = 0;
	texttable_add(&t, _("coverage"));
	texttable_add(&t, _("systems"));
	texttable_add(&t, p->running_fy != 0 ? dgpm_arena_printf(x->arena, _("spent %d"), p->running_fy) : _("spent"));
	texttable_add(&t, "%");
	texttable_add(&t, _("listed"));
	texttable_addf(&t, "%zu", p->n_listed);
	add_yen(x, &t, p->has_listed_running, p->listed_running_yen);
	add_share(&t, p->has_listed_running, p->listed_running_yen, p->running_yen);
	texttable_add(&t, _("not listed"));
	texttable_addf(&t, "%zu", unlisted);
	add_yen(x, &t, p->has_running && unlisted != 0, rest);
	add_share(&t, p->has_running && unlisted != 0, rest, p->running_yen);
	texttable_add(&t, _("all (classes 2 and 3, not retired)"));
	texttable_addf(&t, "%zu", p->n_cards);
	add_yen(x, &t, p->has_running, p->running_yen);
	add_share(&t, p->has_running, p->running_yen, p->running_yen);
	dgpm_out_puts(x->out, "\n");
	texttable_print(&t, x->out, 0);
	for (size_t i = 0; i < p->n_cards && shown < MOST_UNLISTED; i++) {
		if (p->cards[i].listed)
			continue;
		dgpm_buf_sep(&b, ", ");
		dgpm_buf_addf(&b, "%s %s", p->cards[i].id,
			      p->cards[i].has_running ?
				      dgpm_int_format(buf, dgpm_yen_round(p->cards[i].running_yen, x->how->unit), ',') :
				      "－");
		shown++;
	}
	if (unlisted > shown)
		dgpm_buf_addf(&b, _(" and %zu more"), unlisted - shown);
	if (b.n != 0)
		dgpm_text_wrap(x->arena, x->out, dgpm_arena_cat(x->arena, "  ", _("not listed: ")), dgpm_buf_text(&b),
			       2, x->how->width != 0 ? x->how->width : 100);
	if (p->n_class1 + p->n_unclassified != 0)
		dgpm_out_printf(x->out, _("counted apart: class 1 %zu, class not designated %zu\n"), p->n_class1,
				p->n_unclassified);
}

static const struct dgpm_plan_year *year_at(const struct dgpm_plan_year *years, size_t n, int fiscal_year)
{
	for (size_t i = 0; i < n; i++)
		if (years[i].fiscal_year == fiscal_year)
			return &years[i];
	return NULL;
}

/* What is planned of a measure in a year: one of the three, whichever it says. */
static void add_planned(const struct text *x, struct texttable *t, const struct dgpm_plan_year *y)
{
	struct dgpm_buf b = { .arena = x->arena };
	char buf[DGPM_INT_BUF];

	for (int k = 0; y != NULL && k < DGPM_N_PLAN_MONEY; k += 2) {
		if (!y->has[k])
			continue;
		dgpm_buf_sep(&b, " ");
		dgpm_buf_addf(&b, "%s%s", dgpm_int_format(buf, dgpm_yen_round(y->yen[k], x->how->unit), ','),
			      k == DGPM_PLAN_SAVING ? _("s") : k == DGPM_PLAN_UNSPLIT ? "?" : "");
	}
	texttable_add(t, b.n != 0 ? dgpm_buf_text(&b) : "－");
}

/* One column, the first, gives way where a line would be too wide. */
static void fit(const struct text *x, struct texttable *t, size_t column)
{
	size_t widest[16] = { 0 }, all = 2 * (t->n_cols - 1);

	for (size_t i = 0; i < t->n; i++)
		if (t->cells[i].width > widest[i % t->n_cols])
			widest[i % t->n_cols] = t->cells[i].width;
	for (size_t c = 0; c < t->n_cols; c++)
		all += widest[c];
	if (x->how->width == 0 || all <= x->how->width || all - x->how->width + 12 > widest[column])
		return;
	for (size_t i = column; i < t->n; i += t->n_cols) {
		size_t most = widest[column] - (all - x->how->width);

		if (t->cells[i].width <= most)
			continue;
		t->cells[i].text = dgpm_str_of(texttable_cut(x->arena,
							     dgpm_arena_strndup(x->arena, t->cells[i].text.s,
										t->cells[i].text.n),
							     most));
		t->cells[i].width = dgpm_text_width(t->cells[i].text.s, t->cells[i].text.n);
	}
}

static void print_measures(const struct text *x, const struct dgpm_plan *p)
{
	struct texttable t = texttable_new(x->arena, "llllrrrrrr");
	size_t shown = p->n_years < MOST_YEARS ? p->n_years : MOST_YEARS;

	if (p->n_measures == 0)
		return;
	t.n_cols = 4 + shown;
	texttable_add(&t, _("measure"));
	texttable_add(&t, _("project"));
	texttable_add(&t, _("due"));
	texttable_add(&t, _("status"));
	for (size_t y = 0; y < shown; y++)
		texttable_addf(&t, "%d", p->years[y].fiscal_year);
	for (size_t i = 0; i < p->n_measures; i++) {
		const struct dgpm_plan_measure *m = &p->measures[i];

		if (m->hidden)
			continue;
		texttable_addf(&t, "%s%s%s", m->id != NULL ? m->id : "", m->id != NULL ? " " : "",
			       texttable_cut(x->arena, m->name != NULL ? m->name : "", NAME_COLUMNS));
		texttable_add(&t, m->project_id);
		if (m->due_fy != 0)
			texttable_addf(&t, "%d%s", m->due_fy, m->overdue ? "!" : "");
		else
			texttable_add(&t, "－");
		texttable_add(&t, m->status != NULL ? dgpm_word(x->words, "measure-status", m->status) : "－");
		for (size_t y = 0; y < shown; y++)
			add_planned(x, &t, year_at(m->years, m->n_years, p->years[y].fiscal_year));
	}
	dgpm_out_puts(x->out, "\n");
	if (p->n_hidden != 0)
		dgpm_text_wrap(x->arena, x->out, "",
			       dgpm_arena_printf(x->arena,
						 _("%zu of %zu measures, of the projects selected; all else is of the "
						   "whole plan"),
						 p->n_measures - p->n_hidden, p->n_measures),
			       0, x->how->width != 0 ? x->how->width : 100);
	if (p->n_hidden == p->n_measures && p->n_hidden != 0)
		return;
	fit(x, &t, 0);
	texttable_print(&t, x->out, 0);
	dgpm_out_printf(x->out, "%s\n",
			_("s saving, else investment; ? not told which of the two: not summed; ! overdue; － no value"));
}

static void add_money(const struct text *x, struct texttable *t, const struct dgpm_plan *p, size_t shown, int k,
		      const char *title)
{
	if (!p->has[k])
		return;
	texttable_add(t, title);
	for (size_t y = 0; y < shown; y++)
		add_yen(x, t, p->years[y].has[k], p->years[y].yen[k]);
}

static void print_money(const struct text *x, const struct dgpm_plan *p)
{
	struct texttable t = texttable_new(x->arena, "lrrrrrr");
	size_t shown = p->n_years < MOST_YEARS ? p->n_years : MOST_YEARS;
	bool ledger = false;

	if (shown == 0)
		return;
	t.n_cols = 1 + shown;
	texttable_add(&t, _("money"));
	for (size_t y = 0; y < shown; y++) {
		texttable_addf(&t, "%d", p->years[y].fiscal_year);
		ledger |= p->years[y].has_ledger;
	}
	add_money(x, &t, p, shown, DGPM_PLAN_INVESTMENT, _("investment planned"));
	add_money(x, &t, p, shown, DGPM_PLAN_INVESTMENT_ACTUAL, _("investment actual"));
	if (ledger) {
		texttable_add(&t, _("ledger: building and modifying"));
		for (size_t y = 0; y < shown; y++)
			add_yen(x, &t, p->years[y].has_ledger, p->years[y].ledger_yen);
	}
	add_money(x, &t, p, shown, DGPM_PLAN_SAVING, _("saving planned"));
	add_money(x, &t, p, shown, DGPM_PLAN_SAVING_ACTUAL, _("saving actual"));
	add_money(x, &t, p, shown, DGPM_PLAN_UNSPLIT, _("not told which"));
	dgpm_out_puts(x->out, "\n");
	texttable_print(&t, x->out, 0);
}

static void print_target(const struct text *x, const struct dgpm_plan *p)
{
	char base[DGPM_INT_BUF], target[DGPM_INT_BUF], saving[DGPM_INT_BUF];

	if (!p->has_target)
		return;
	dgpm_out_printf(
		x->out,
		_("30 %% by FY2025 (S1 4-4-2; no document allots it to ministries): %s of %s spent in FY2020 on "
		  "operation and modification; planned to save: %s\n"),
		dgpm_int_format(target, dgpm_yen_round(p->target_yen, x->how->unit), ','),
		dgpm_int_format(base, dgpm_yen_round(p->base_yen, x->how->unit), ','),
		p->has_saving_2025 ? dgpm_int_format(saving, dgpm_yen_round(p->saving_2025_yen, x->how->unit), ',')
				   : "－");
}

static void print_topics(const struct text *x, const struct dgpm_plan *p)
{
	struct dgpm_buf b = { .arena = x->arena };

	for (size_t i = 0; i < p->n_topics; i++) {
		const struct dgpm_plan_topic *t = &p->topics[i];

		if (t->present && (!t->wants_schedule || t->has_schedule) && (!t->wants_kpi || t->has_kpi))
			continue;
		dgpm_buf_sep(&b, ", ");
		dgpm_buf_addf(&b, "%s [S3 %s]%s", t->title, t->section,
			      !t->present			       ? "" :
			      t->wants_schedule && !t->has_schedule ? _(" without schedule") :
								      _(" without KPI"));
	}
	dgpm_out_printf(x->out, _("topics: %zu of %zu\n"), p->n_topics_present, p->n_topics);
	if (b.n != 0)
		dgpm_text_wrap(x->arena, x->out, dgpm_arena_cat(x->arena, "  ", _("missing: ")), dgpm_buf_text(&b), 2,
			       x->how->width != 0 ? x->how->width : 100);
}

static const char *unit_text(enum dgpm_unit unit)
{
	return unit == DGPM_UNIT_YEN	    ? _("unit: yen") :
	       unit == DGPM_UNIT_THOUSAND ? _("unit: thousand yen, rounded half-up") :
	       unit == DGPM_UNIT_MILLION  ? _("unit: million yen, rounded half-up") :
					    _("unit: 100 million yen, rounded half-up");
}

static void print_text(const struct text *x, const struct dgpm_plans *plans)
{
	for (size_t i = 0; i < plans->n; i++) {
		const struct dgpm_plan *p = &plans->items[i];

		if (i != 0)
			dgpm_out_puts(x->out, "\n");
		print_title(x, p);
		print_coverage(x, p);
		if (p->root == NULL)
			continue;
		print_measures(x, p);
		print_money(x, p);
		print_target(x, p);
		print_topics(x, p);
	}
	if (plans->n == 0)
		dgpm_out_printf(x->out, "%s\n",
				plans->cards.narrowed ?
					_("no mid-term plan among what is selected, and no system of class 2 or 3 that "
					  "belongs in one") :
					_("no mid-term plan here, and no system of class 2 or 3 that belongs in one"));
	else
		dgpm_out_printf(x->out, "%s\n", unit_text(x->how->unit));
	dgpm_print_lacking(x->out, &plans->ledgers);
}

void dgpm_plans_print(const struct dgpm_plans *plans, struct dgpm_arena *arena, const struct dgpm_words *words,
		      bool summary, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct text x = { arena, out, how, words };

	if (summary)
		print_summary(plans, arena, words, out, how);
	else if (how->format == DGPM_FORMAT_TEXT && how->workbook == NULL && !how->markdown)
		print_text(&x, plans);
	else
		print_rows(plans, arena, out, how);
}
