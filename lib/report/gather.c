/* What a report speaks of, gathered once: cards, sums of the ledger, and what the other rooms find. */
#include "report/figures.h"
#include "review/validate.h"
#include "base/i18n.h"
#include "base/list.h"
#include "base/map.h"

#include <stdlib.h>

static const char *const stage_names[FIGURES_STAGES] = { "pre-request", "request", "execution" };

/* Cards of one worker. */
struct cards {
	struct figures_card *items;
	size_t n, cap;
};

struct pass {
	struct figures *f;
	struct cards *cards;
};

static const char *kept(struct dgpm_worker *w, const struct dgpm_node *node)
{
	const char *text = dgpm_node_cstr(node);

	return text != NULL ? dgpm_arena_strdup(w->keep, text) : NULL;
}

static uint32_t known_bits(const struct figures *f, const struct dgpm_node *root)
{
	uint32_t bits = 0;

	for (size_t k = 0; k < f->n_knowns; k++) {
		const struct dgpm_node *paths = f->knowns[k].card;
		bool all = paths != NULL && paths->n != 0;

		for (uint32_t i = 0; all && i < paths->n; i++)
			all = dgpm_node_stands(root, dgpm_node_cstr(&paths->items[i]));
		if (all)
			bits |= 1u << k;
	}
	return bits;
}

static void count_indicators(struct figures_card *c, const struct dgpm_node *root)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(root, "indicators", &items);

	c->n_indicators = n;
	for (uint32_t i = 0; i < n; i++) {
		bool target = dgpm_node_stands(&items[i], "targets"), actual = dgpm_node_stands(&items[i], "actuals");

		c->n_with_target += target;
		c->n_with_actual += target && actual;
	}
}

/* The first due date ahead, and those that are past and not done. */
static void look_at_milestones(struct figures_card *c, struct dgpm_worker *w, const struct dgpm_node *root,
			       struct dgpm_date today)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(root, "milestones", &items);
	struct dgpm_date next = { 0 }, past = { 0 };

	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_date due, done;

		if (!dgpm_node_date(&items[i], "due", &due) ||
		    (dgpm_node_date(&items[i], "done", &done) && dgpm_date_cmp(done, today) <= 0))
			continue;
		if (dgpm_date_cmp(due, today) < 0) {
			c->n_overdue++;
			if (past.year == 0 || dgpm_date_cmp(due, past) < 0) {
				past = due;
				c->overdue_due = kept(w, dgpm_node_get(&items[i], "due"));
				c->overdue_name = kept(w, dgpm_node_get(&items[i], "name"));
			}
		} else if (next.year == 0 || dgpm_date_cmp(due, next) < 0) {
			next = due;
			c->next_due = kept(w, dgpm_node_get(&items[i], "due"));
			c->next_name = kept(w, dgpm_node_get(&items[i], "name"));
		}
	}
}

static int64_t number_at(const struct dgpm_node *root, const char *path, int64_t none)
{
	int64_t value;

	return dgpm_node_int(dgpm_node_at(root, path), &value) ? value : none;
}

/* In English the English name, where the card has one. */
static const char *name_of(const struct figures *f, struct dgpm_worker *w, const struct dgpm_card *card)
{
	const char *name = f->words.ja ? NULL : kept(w, dgpm_node_get(card->root, "name_en"));

	return name != NULL ? name : dgpm_arena_strdup(w->keep, card->name);
}

static void keep_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	const struct pass *pass = ctx;
	const struct figures *f = pass->f;
	struct cards *cards = &pass->cards[w->index];
	const char *code = dgpm_organization_code(dgpm_portfolio_organizations(f->portfolio), card->organization);
	struct figures_card *c;

	if ((f->how->organization != NULL && strcmp(code, f->how->organization) != 0) ||
	    (f->how->project != NULL && strcmp(card->id, f->how->project) != 0))
		return;
	c = DGPM_PUSH(w->keep, cards->items, cards->n, cards->cap);
	*c = (struct figures_card){
		.id = dgpm_arena_strdup(w->keep, card->id),
		.name = name_of(f, w, card),
		.organization = dgpm_arena_strdup(w->keep, code),
		.sector = dgpm_arena_strdup(w->keep, card->sector),
		.phase = dgpm_arena_strdup(w->keep, card->phase),
		.path = card->path,
		.summary = kept(w, dgpm_node_get(card->root, "summary")),
		.pjmo = kept(w, dgpm_node_get(card->root, "pjmo")),
		.cloud = kept(w, dgpm_node_at(card->root, "cloud.model")),
		.class = (int)number_at(card->root, "classification.class", 0),
		.migration_fy = (int)number_at(card->root, "cloud.migration_fy",
					       number_at(card->root, "cloud.migration.fy", 0)),
		.gss_fy = dgpm_node_text_is(dgpm_node_get(card->root, "network"), "joins", "solution-service")
				  ? (int)number_at(card->root, "network.renewal_fy", 0)
				  : 0,
		.members = number_at(card->root, "team.members", -1),
		.dedicated = number_at(card->root, "team.dedicated", -1),
		.known = known_bits(f, card->root),
		.root = card->root, /* the portfolio holds it */
		.open = dgpm_facts_open_findings(card->root, f->date),
	};
	c->known_organization =
		dgpm_organizations_find(dgpm_portfolio_organizations(f->portfolio), dgpm_str_of(c->organization));
	count_indicators(c, card->root);
	look_at_milestones(c, w, card->root, f->date);
}

static int cmp_cards(const void *pa, const void *pb)
{
	const struct figures_card *a = pa, *b = pb;
	int c = dgpm_organization_cmp(a->known_organization, b->known_organization);

	if (c == 0)
		c = strcmp(a->organization, b->organization);
	if (c == 0)
		c = strcmp(a->id, b->id);
	return c != 0 ? c : strcmp(a->path, b->path);
}

static int cmp_id(const void *pa, const void *pb)
{
	return strcmp((*(const struct figures_card *const *)pa)->id, (*(const struct figures_card *const *)pb)->id);
}

/* Cards by ID, for all that others say of them. */
static void index_cards(struct figures *f)
{
	f->by_id = dgpm_arena_array(f->arena, f->n_cards, sizeof(*f->by_id));
	for (size_t i = 0; i < f->n_cards; i++)
		f->by_id[i] = &f->cards[i];
	dgpm_sort(f->by_id, f->n_cards, sizeof(*f->by_id), cmp_id);
}

static void read_cards(struct figures *f, struct dgpm_diags *diags)
{
	unsigned threads = f->how->threads > 0 ? f->how->threads : 1;
	struct pass pass = { f, dgpm_arena_array(f->arena, threads, sizeof *pass.cards) };
	size_t n = 0;

	dgpm_portfolio_cards(f->portfolio, diags, threads, keep_card, &pass, &f->cards_stats);
	for (unsigned t = 0; t < threads; t++)
		n += pass.cards[t].n;
	f->cards = dgpm_arena_array(f->arena, n, sizeof *f->cards);
	for (unsigned t = 0; t < threads; t++) {
		if (pass.cards[t].n != 0)
			memcpy(f->cards + f->n_cards, pass.cards[t].items, pass.cards[t].n * sizeof *f->cards);
		f->n_cards += pass.cards[t].n;
	}
	dgpm_sort(f->cards, n, sizeof *f->cards, cmp_cards);
	index_cards(f);
}

/* The organizations under way, found by their codes. */
struct orgs {
	struct figures *f;
	struct dgpm_map map;
	size_t cap;
};

static struct figures_org *org_of(struct orgs *orgs, struct dgpm_str code)
{
	struct figures *f = orgs->f;
	uint32_t at = dgpm_map_put(&orgs->map, dgpm_hash(code), figures_is_org, f, &code, (uint32_t)f->n_orgs);
	struct figures_org *o;

	if (at < f->n_orgs)
		return &f->orgs[at];
	o = DGPM_PUSH(f->arena, f->orgs, f->n_orgs, orgs->cap);
	*o = (struct figures_org){
		.code = dgpm_arena_strndup(f->arena, code.s, code.n),
		.known = dgpm_organizations_find(dgpm_portfolio_organizations(f->portfolio), code),
		.years = dgpm_arena_array(f->arena, f->n_years, sizeof *o->years),
	};
	o->name = o->known != NULL ? dgpm_organization_text(o->known, f->words.lang) : o->code;
	return o;
}

static int cmp_orgs(const void *pa, const void *pb)
{
	const struct figures_org *a = pa, *b = pb;
	int c = dgpm_organization_cmp(a->known, b->known);

	return c != 0 ? c : strcmp(a->code, b->code);
}

static int year_of_row(const struct dgpm_table_row *row)
{
	return row->values[0].s != NULL ? atoi(row->values[0].s) : 0;
}

/* The last year that has a budget or a result: one with a request alone has nothing to draw. */
static int last_drawn(const struct dgpm_table *t)
{
	int last = 0;

	for (size_t i = 0; i < t->n; i++) {
		struct dgpm_table_row row;

		dgpm_table_row(&row, t, i);
		if ((row.figures.has[DGPM_FIG_TOTAL] || row.figures.has[DGPM_FIG_EXECUTED]) && year_of_row(&row) > last)
			last = year_of_row(&row);
	}
	return last;
}

/* The years of the charts, a dozen at most, with the report's among them. */
static void settle_years(struct figures *f, const struct dgpm_table *t)
{
	enum { MOST = 12, AHEAD = 3 };
	int last = last_drawn(t);

	f->last_year = last > f->fiscal_year ? last : f->fiscal_year;
	if (f->last_year > f->fiscal_year + AHEAD)
		f->last_year = f->fiscal_year + AHEAD;
	f->first_year = t->first_year != 0 && t->first_year < f->fiscal_year ? t->first_year : f->fiscal_year;
	if (f->first_year <= f->last_year - MOST)
		f->first_year = f->last_year - MOST + 1;
	f->n_years = (size_t)(f->last_year - f->first_year) + 1;
	f->years = dgpm_arena_array(f->arena, f->n_years, sizeof *f->years);
	for (size_t k = 0; k < DGPM_N_ACCOUNT_KINDS; k++)
		f->accounts[k] = dgpm_arena_array(f->arena, f->n_years, sizeof *f->accounts[k]);
}

/* The bit of a known item that the ledger decides. */
static uint32_t ledger_bit(const struct figures *f, const char *what)
{
	for (size_t k = 0; k < f->n_knowns; k++)
		if (f->knowns[k].ledger != NULL && strcmp(f->knowns[k].ledger, what) == 0)
			return 1u << k;
	return 0;
}

/* Rows of one year, project and organization follow each other: the project is counted once in the sum. */
struct run {
	struct dgpm_str project, organization;
	int year;
	bool budget, executed;
};

static void add_to_org(struct orgs *orgs, struct run *run, const struct dgpm_table_row *row, int year, size_t y)
{
	struct figures_sum *sum = &org_of(orgs, row->values[2])->years[y];
	bool both;

	if (run->year != year || !dgpm_str_eq(run->project, row->values[1]) ||
	    !dgpm_str_eq(run->organization, row->values[2]))
		*run = (struct run){ row->values[1], row->values[2], year, false, false };
	both = run->budget && run->executed;
	figures_add(sum, &row->figures);
	sum->n_budget += row->figures.has[DGPM_FIG_TOTAL] && !run->budget;
	sum->n_executed += row->figures.has[DGPM_FIG_EXECUTED] && !run->executed;
	run->budget |= row->figures.has[DGPM_FIG_TOTAL];
	run->executed |= row->figures.has[DGPM_FIG_EXECUTED];
	sum->n_both += run->budget && run->executed && !both;
}

/* What one row of the table brings. */
static void add_row(struct figures *f, struct figures_card *card, const struct dgpm_table_row *row, int year,
		    uint8_t *split)
{
	size_t y = (size_t)(year - f->first_year);

	if (card->years == NULL)
		card->years = dgpm_arena_array(f->arena, f->n_years, sizeof *card->years);
	figures_add(&card->years[y], &row->figures);
	figures_add(&f->years[y], &row->figures);
	figures_add(&f->accounts[dgpm_account_kind(row->values[3])][y], &row->figures);
	if (year == f->fiscal_year && (row->figures.has[DGPM_FIG_TOTAL] || row->figures.has[DGPM_FIG_EXECUTED]))
		*split |= dgpm_str_is(row->values[4], "unspecified") || row->values[4].n == 0 ? 2 : 1;
}

static void count_project(struct figures_sum *sum, const struct dgpm_figures *own)
{
	sum->n_budget += own->has[DGPM_FIG_TOTAL];
	sum->n_executed += own->has[DGPM_FIG_EXECUTED];
	sum->n_both += own->has[DGPM_FIG_TOTAL] && own->has[DGPM_FIG_EXECUTED];
}

/* How many projects stand behind the sums, and what those say that have money in both years. */
static void count_projects(struct figures *f, const uint8_t *split)
{
	uint32_t amount = ledger_bit(f, "amount"), expense = ledger_bit(f, "expense");

	for (size_t i = 0; i < f->n_cards; i++) {
		struct figures_card *c = &f->cards[i];
		const struct figures_sum *now = figures_year(f, c->years, f->fiscal_year);
		const struct figures_sum *before = figures_year(f, c->years, f->fiscal_year - 1);

		f->n_money += c->years != NULL;
		for (size_t y = 0; c->years != NULL && y < f->n_years; y++)
			count_project(&f->years[y], &c->years[y].f);
		if (split[i] != 0)
			c->known |= amount;
		if (split[i] == 1)
			c->known |= expense;
		if (now == NULL || before == NULL)
			continue;
		if (now->f.has[DGPM_FIG_TOTAL] && before->f.has[DGPM_FIG_TOTAL] &&
		    dgpm_yen_add(&f->like_budget.now, f->like_budget.now, now->f.value[DGPM_FIG_TOTAL]) &&
		    dgpm_yen_add(&f->like_budget.before, f->like_budget.before, before->f.value[DGPM_FIG_TOTAL]))
			f->like_budget.n++;
		if (now->f.has[DGPM_FIG_EXECUTED] && before->f.has[DGPM_FIG_EXECUTED] &&
		    dgpm_yen_add(&f->like_executed.now, f->like_executed.now, now->f.value[DGPM_FIG_EXECUTED]) &&
		    dgpm_yen_add(&f->like_executed.before, f->like_executed.before, before->f.value[DGPM_FIG_EXECUTED]))
			f->like_executed.n++;
	}
}

static int read_ledgers(struct figures *f, struct dgpm_diags *diags)
{
	static const enum dgpm_table_col by[] = { DGPM_TC_FISCAL_YEAR, DGPM_TC_PROJECT, DGPM_TC_ORGANIZATION,
						  DGPM_TC_ACCOUNT, DGPM_TC_EXPENSE };
	struct dgpm_table_how how = { .by = by, .n_by = DGPM_COUNT(by), .threads = f->how->threads };
	uint8_t *split = dgpm_arena_array(f->arena, f->n_cards, sizeof *split);
	struct dgpm_diags *own = dgpm_diags_new(f->arena);
	struct orgs orgs = { .f = f, .map = { .arena = f->arena } };
	struct run run = { 0 };
	struct dgpm_table table;

	if (dgpm_table_read(&table, f->arena, own, f->portfolio, &how) != 0) {
		dgpm_diags_merge(diags, own);
		return -1;
	}
	/* Cards without a ledger, or without a row of theirs, are worth a report: that there is none is said in it. */
	for (size_t i = 0; i < dgpm_diags_count(own); i++) {
		const char *rule = dgpm_diags_at(own, i)->rule;

		if (strcmp(rule, "LED-04") != 0 && (table.ledgers.rows_read != 0 || strcmp(rule, "IO-06") != 0))
			dgpm_diag_push(diags, dgpm_diags_at(own, i));
	}
	f->ledgers_stats = table.ledgers;
	settle_years(f, &table);
	for (size_t i = 0; i < f->n_cards; i++)
		org_of(&orgs, dgpm_str_of(f->cards[i].organization))->n_cards++;
	for (size_t i = 0; i < table.n; i++) {
		struct dgpm_table_row row;
		struct figures_card *card;
		int year;

		dgpm_table_row(&row, &table, i);
		card = figures_find(f, row.values[1]);
		year = year_of_row(&row);
		if (card == NULL || year < f->first_year || year > f->last_year)
			continue;
		add_row(f, card, &row, year, &split[card - f->cards]);
		if (row.values[2].s != NULL)
			add_to_org(&orgs, &run, &row, year, (size_t)(year - f->first_year));
	}
	dgpm_sort(f->orgs, f->n_orgs, sizeof *f->orgs, cmp_orgs);
	count_projects(f, split);
	return 0;
}

/* The items of schemas/report.yaml. */
static int load_known(struct figures *f, struct dgpm_diags *diags)
{
	struct dgpm_data *data = dgpm_portfolio_data(f->portfolio);
	const struct dgpm_node *root = dgpm_data_doc(data, diags, "report.yaml"), *items = NULL;
	uint32_t n;

	if (root == NULL)
		return -1;
	if (!dgpm_node_int(dgpm_node_at(root, "team.cost_per_member_yen"), &f->cost_per_member))
		f->cost_per_member = INT64_MAX;
	n = dgpm_node_items(root, "known", &items);
	if (n > FIGURES_MAX_KNOWN) {
		dgpm_diag_addf(diags, DGPM_MSG_DATA_01, dgpm_node_loc(&items[FIGURES_MAX_KNOWN], "report.yaml"), NULL,
			       _("'%s' has more than %d items"), "known", FIGURES_MAX_KNOWN);
		return -1;
	}
	for (uint32_t i = 0; i < n; i++) {
		struct figures_known *known = &f->knowns[f->n_knowns++];

		*known = (struct figures_known){
			.id = dgpm_node_cstr(dgpm_node_get(&items[i], "id")),
			.title = dgpm_data_text(data, dgpm_node_get(&items[i], "title")),
			.cannot = dgpm_data_text(data, dgpm_node_get(&items[i], "cannot")),
			.source = dgpm_node_cstr(dgpm_node_get(&items[i], "source")),
			.card = dgpm_node_get(&items[i], "card"),
			.ledger = dgpm_node_cstr(dgpm_node_get(&items[i], "ledger")),
		};
		if (known->id != NULL && known->title != NULL && known->cannot != NULL && known->source != NULL)
			continue;
		dgpm_diag_add(diags, DGPM_MSG_DATA_01, dgpm_node_loc(&items[i], "report.yaml"), NULL);
		return -1;
	}
	return 0;
}

static size_t judgement_number(const char *judgement)
{
	static const char *const names[] = { "approve", "conditional", "return" };

	for (size_t i = 0; i < DGPM_COUNT(names); i++)
		if (strcmp(judgement, names[i]) == 0)
			return i;
	return DGPM_COUNT(names);
}

/* The request stages look at the next budget, the execution at the year of the day. */
static void review_stages(struct figures *f)
{
	int today = dgpm_date_fiscal_year(f->date);

	for (size_t s = 0; s < FIGURES_STAGES; s++) {
		struct figures_stage *stage = &f->stages[s];
		struct dgpm_review_how how = {
			.stage = stage_names[s], .date = f->date, .today = f->date, .threads = f->how->threads
		};

		stage->stage = stage_names[s];
		stage->title = dgpm_code_text(f->codes, "review-stage", dgpm_str_of(stage->stage), f->words.lang);
		how.fiscal_year = stage->fiscal_year = s == FIGURES_STAGES - 1 ? today : today + 1;
		stage->diags = dgpm_diags_new(f->arena);
		if (dgpm_review(&stage->review, f->arena, stage->diags, f->portfolio, &how) != 0) {
			stage->review = NULL;
			continue;
		}
		dgpm_diags_sort(stage->diags);
		for (size_t i = 0; i < stage->review->n_projects; i++) {
			const struct dgpm_reviewed *r = &stage->review->projects[i];

			if (figures_card(f, r->id) == NULL)
				continue;
			stage->n[judgement_number(dgpm_reviewed_judgement(r))]++;
			stage->n_recorded += r->recorded != NULL;
		}
	}
}

/* Where the target of the whole government cannot be computed for want of a division by expense: all of it together. */
static void ask_reference(struct figures *f, struct dgpm_diags *own)
{
	const struct dgpm_tracked *last = figures_main_target(f);
	struct dgpm_track_how how = { .threads = f->how->threads, .n_ids = 1, .expenses = (1u << DGPM_N_EXPENSES) - 1 };

	if (last == NULL || last->rows[0].status != DGPM_UNCOMPUTED ||
	    last->rows[0].unsplit_rows == 0)
		return;
	how.ids = &last->target->id;
	if (dgpm_track(&f->reference, f->arena, own, f->portfolio, &how) != 0)
		f->reference = NULL;
}

/* What the other rooms know. A fault of theirs leaves their block empty: it is told by their own command. */
static void ask_others(struct figures *f)
{
	struct dgpm_diags *own = dgpm_diags_new(f->arena);
	struct dgpm_track_how track = { .threads = f->how->threads };
	struct dgpm_overlap_how overlap = { .min_score = -1, .threads = f->how->threads };

	if (dgpm_track(&f->track, f->arena, own, f->portfolio, &track) != 0)
		f->track = NULL;
	ask_reference(f, own);
	if (dgpm_evaluate(&f->evaluation, f->arena, own, dgpm_portfolio_data(f->portfolio), f->portfolio,
			  &(struct dgpm_evaluate_how){ .date = f->date, .threads = f->how->threads }) != 0)
		f->evaluation = NULL;
	if (dgpm_procedures(&f->procedures, f->arena, own, dgpm_portfolio_data(f->portfolio), f->portfolio,
			    &(struct dgpm_procedures_how){ .threads = f->how->threads }) != 0)
		f->procedures = NULL;
	if (f->how->organization != NULL || f->how->project != NULL ||
	    dgpm_kpis(&f->kpis, f->arena, own, f->portfolio, f->how->threads) != 0)
		f->kpis = NULL;
	if (dgpm_plans(&f->plans, f->arena, own, f->portfolio, f->date, f->how->threads) != 0)
		f->plans = NULL;
	f->has_classes = dgpm_classify(&f->classes, f->arena, own, f->portfolio, f->date, f->how->threads) == 0;
	f->has_monitoring = dgpm_monitor(&f->monitoring, f->arena, own, f->portfolio, f->date, f->how->threads) == 0;
	f->has_overlaps = dgpm_overlap(&f->overlaps, f->arena, own, f->portfolio, &overlap) == 0;
	f->has_consolidation = dgpm_consolidate(&f->consolidation, f->arena, own, f->portfolio, f->date, f->fiscal_year,
						f->how->threads) == 0;
}

static void count_others(struct figures *f, struct dgpm_diags *diags)
{
	size_t n;
	const struct dgpm_other *others = dgpm_portfolio_others(f->portfolio, diags, f->how->threads, &n);

	for (size_t i = 0; i < n; i++) {
		f->others.evaluations += strcmp(others[i].kind, "dgpm/evaluation@1") == 0;
		f->others.plans += strcmp(others[i].kind, "dgpm/plan@1") == 0;
	}
}

/* Findings of the ledgers: rows that do not tie. */
static void check_ledgers(struct figures *f)
{
	struct dgpm_ledgers_stats stats;

	f->told = dgpm_diags_new(f->arena);
	dgpm_validate_totals(dgpm_portfolio_totals(f->portfolio, dgpm_diags_new(f->arena), f->how->threads, &stats),
			     f->arena, f->told, f->portfolio);
	dgpm_diags_sort(f->told);
}

int figures_gather(struct figures *f, struct dgpm_diags *diags)
{
	if (load_known(f, diags) != 0)
		return -1;
	/* All blocks speak of one reading. */
	dgpm_portfolio_hold(f->portfolio);
	count_others(f, diags);
	read_cards(f, diags);
	if (!f->how->no_sheets)
		figures_places(f);
	if (read_ledgers(f, diags) != 0)
		return -1;
	check_ledgers(f);
	review_stages(f);
	ask_others(f);
	figures_spread(f);
	return 0;
}

void figures_close(struct figures *f)
{
	for (size_t s = 0; s < FIGURES_STAGES; s++)
		if (f->stages[s].review != NULL)
			dgpm_review_close(f->stages[s].review);
}
