/* Monitoring: every project gets points for what makes it important and what puts it at risk, with the reasons. */
#include "govern/monitor_parts.h"
#include "portfolio/each.h"
#include "rules/facts.h"
#include "base/i18n.h"
#include "base/list.h"
#include "data/settings.h"
#include "portfolio/select.h"

struct named {
	const char *id, *by;
};

struct run {
	struct monitor_model model;
	struct dgpm_facts_in facts;
	struct dgpm_lists *rows, *named; /* of struct dgpm_monitored and struct named */
};

static void add_reason(struct dgpm_arena *a, struct dgpm_monitored *m, struct dgpm_monitor_reason reason)
{
	struct dgpm_monitor_reason *reasons =
		dgpm_arena_grow(a, m->reasons, m->n_reasons, m->n_reasons + 1, sizeof *reasons);

	reasons[m->n_reasons++] = reason;
	m->reasons = reasons;
	*(reason.risk ? &m->risk : &m->importance) += reason.points;
	m->score += reason.points;
}

static struct dgpm_monitor_reason measured(struct dgpm_arena *a, const struct monitor_rule *rule, int64_t value,
					   const char *detail)
{
	char number[DGPM_INT_BUF];
	struct dgpm_monitor_reason r = {
		.id = rule->id, .title = rule->title, .source = rule->source, .risk = rule->risk
	};

	r.points = monitor_points(rule, value);
	(void)dgpm_int_format(number, value, ',');
	r.value = dgpm_arena_printf(a, rule->yen ? _("%s yen") : "%s", number);
	if (detail != NULL)
		r.value = dgpm_arena_printf(a, "%s; %s", r.value, detail);
	r.is_yen = rule->yen;
	r.yen = value;
	r.detail = detail;
	return r;
}

static void judge(struct run *run, struct dgpm_worker *w, const struct dgpm_node *joined, struct dgpm_monitored *m)
{
	for (size_t i = 0; i < run->model.n_rules; i++) {
		const struct monitor_rule *rule = &run->model.rules[i];
		bool note = i >= run->model.n_reasons;
		int64_t value;

		if (rule->value != NULL) {
			const char *detail = rule->detail != NULL ? dgpm_node_cstr(dgpm_node_at(joined, rule->detail)) :
								    NULL;

			if (!dgpm_node_int(dgpm_node_at(joined, rule->value), &value) ||
			    monitor_points(rule, value) == 0)
				continue;
			add_reason(w->keep, m, measured(w->keep, rule, value, detail));
		} else if ((note || rule->points != 0) && dgpm_schema_holds(w->run, rule->holds, joined, NULL, NULL) &&
			   (!note || !dgpm_schema_holds(w->run, rule->met, joined, NULL, NULL))) {
			add_reason(w->keep, m, (struct dgpm_monitor_reason){ .id = rule->id, .title = rule->title,
									     .source = rule->source,
									     .points = note ? 0 : rule->points,
									     .risk = rule->risk });
		}
	}
}

static void name_one(struct run *run, struct dgpm_worker *w, const char *id, const char *by)
{
	if (id != NULL && strcmp(id, by) != 0)
		*(struct named *)dgpm_lists_add(run->named, w) = (struct named){ dgpm_arena_strdup(w->keep, id), by };
}

static void monitor_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct run *run = ctx;
	struct dgpm_node facts = dgpm_facts(w->scratch, &run->facts, card);
	struct dgpm_node values = monitor_values(w->scratch, &run->facts, card);
	struct dgpm_node joined = build_joined(w->scratch, card->root, "facts", &facts);
	const struct dgpm_node *items = NULL;
	struct dgpm_monitored *m;
	uint32_t n;

	joined = build_joined(w->scratch, &joined, "monitor", &values);
	m = dgpm_lists_add(run->rows, w);
	*m = (struct dgpm_monitored){ .id = dgpm_arena_strdup(w->keep, card->id),
				      .organization = dgpm_arena_strdup(w->keep, card->organization),
				      .name = dgpm_arena_strdup(w->keep, card->name),
				      .path = card->path };
	judge(run, w, &joined, m);
	name_one(run, w, dgpm_node_cstr(dgpm_node_get(card->root, "parent")), m->id);
	n = dgpm_node_items(card->root, "related", &items);
	for (uint32_t i = 0; i < n; i++)
		name_one(run, w, dgpm_node_cstr(&items[i]), m->id);
	n = dgpm_node_items(card->root, "similar_systems.hits", &items);
	for (uint32_t i = 0; i < n; i++)
		name_one(run, w, dgpm_node_cstr(dgpm_node_get(&items[i], "project")), m->id);
}

static int cmp_named(const void *pa, const void *pb)
{
	const struct named *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	return c != 0 ? c : strcmp(a->by, b->by);
}

/* How many projects name `id`: each once. */
static int64_t named_by(const struct named *all, size_t n, const char *id)
{
	size_t lo = 0, hi = n;
	int64_t count = 0;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (strcmp(all[mid].id, id) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < n && strcmp(all[lo].id, id) == 0; lo++)
		count += count == 0 || strcmp(all[lo].by, all[lo - 1].by) != 0;
	return count;
}

static int cmp_rows(const void *pa, const void *pb)
{
	const struct dgpm_monitored *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	if (a->score != b->score)
		return a->score < b->score ? 1 : -1;
	return c != 0 ? c : strcmp(a->path, b->path);
}

/* What needs all cards: how many name it. */
static void add_named(const struct run *run, struct dgpm_arena *arena, struct dgpm_monitored *items, size_t n,
		      const struct named *named, size_t n_named)
{
	for (size_t r = 0; r < run->model.n_reasons; r++) {
		const struct monitor_rule *rule = &run->model.rules[r];

		if (rule->value == NULL || strcmp(rule->value, MONITOR_NAMED_BY) != 0)
			continue;
		for (size_t i = 0; i < n; i++) {
			int64_t count = named_by(named, n_named, items[i].id);

			if (monitor_points(rule, count) != 0)
				add_reason(arena, &items[i], measured(arena, rule, count, NULL));
		}
	}
}

int dgpm_monitor(struct dgpm_monitoring *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		 struct dgpm_portfolio *p, struct dgpm_date date, unsigned threads)
{
	const struct dgpm_node *given = dgpm_node_get(dgpm_portfolio_config(p), "monitor");
	const struct dgpm_organizations *organizations = dgpm_portfolio_organizations(p);
	struct run run = { 0 };
	struct dgpm_monitored *items;
	struct named *named;
	const struct dgpm_other *others;
	size_t n, n_named, n_others;

	*out = (struct dgpm_monitoring){ 0 };
	if (monitor_load(&run.model, arena, diags, dgpm_portfolio_data(p), given) != 0)
		return -1;
	others = dgpm_portfolio_others(p, diags, threads, &n_others);
	run.facts = (struct dgpm_facts_in){
		.stage = "execution",
		.net = dgpm_portfolio_is_net(p),
		.date = date,
		.fiscal_year = dgpm_date_fiscal_year(date) + 1,
		.totals = dgpm_portfolio_totals(p, diags, threads, &out->ledgers),
		.organizations = organizations,
		.planned = dgpm_planned_new(arena, organizations, others, n_others),
	};
	run.rows = dgpm_lists_new(arena, threads, sizeof(struct dgpm_monitored));
	run.named = dgpm_lists_new(arena, threads, sizeof(struct named));
	dgpm_portfolio_cards(p, diags, threads, monitor_card, &run, &out->cards);
	dgpm_portfolio_check_empty(p, diags, &out->cards, NULL);
	/* How many name a project counts for its score: only then is there an order. */
	items = dgpm_lists_join(run.rows, arena, NULL, &n);
	named = dgpm_lists_join(run.named, arena, cmp_named, &n_named);
	out->n = n;
	add_named(&run, arena, items, n, named, n_named);
	dgpm_sort(items, n, sizeof *items, cmp_rows);
	for (size_t i = 0; i < n; i++)
		items[i].rank = i != 0 && items[i].score == items[i - 1].score ? items[i - 1].rank : i + 1;
	/* Ranks are those of all. */
	out->n = 0;
	for (size_t i = 0; i < n; i++)
		if (dgpm_portfolio_is_selected(p, dgpm_str_of(items[i].id)))
			items[out->n++] = items[i];
	out->items = items;
	monitor_close(&run.model);
	return 0;
}
