/* The KPIs of a catalogue, each with what cards, plans and targets say of it. */
#include "base/buf.h"
#include "base/i18n.h"
#include "indicators/indicators.h"
#include "kpi/kpi.h"
#include "portfolio/each.h"
#include "portfolio/select.h"
#include "track/track.h"

#define FILE_NAME "kpi/s3-2020.yaml"

/* What one card says of one KPI. */
struct said {
	size_t kpi;
	bool counted, silent;        /* counted: its value is one of those asked for; silent: it says nothing */
	const char *indicator, *value; /* of a report; value NULL: no actual */
	int fiscal_year;
	const char *id;
};

struct run {
	const struct dgpm_portfolio *portfolio;
	const struct dgpm_node *kpis;
	uint32_t n;
	struct dgpm_lists *lists;
};

static const char *text_at(const struct dgpm_node *map, const char *key)
{
	struct dgpm_str text = dgpm_node_str(dgpm_node_get(map, key));

	return text.s;
}

static void count_card(struct run *run, struct dgpm_worker *w, const struct dgpm_card *card, size_t k,
		       const struct dgpm_node *count)
{
	const char *path = text_at(count, "path");
	const struct dgpm_node *value = path != NULL ? dgpm_node_at(card->root, path) : NULL, *values = NULL;
	uint32_t n = dgpm_node_items(count, "values", &values);
	struct said *s;

	if (strcmp(card->sector, "national") != 0)
		return;
	s = dgpm_lists_add(run->lists, w);
	*s = (struct said){ .kpi = k, .id = dgpm_arena_strdup(w->keep, card->id) };
	/* A key that is only written where it holds is no silence. */
	s->silent = value == NULL && !dgpm_node_true(dgpm_node_get(count, "absent"));
	for (uint32_t i = 0; value != NULL && i < n; i++)
		s->counted |= dgpm_str_eq(dgpm_node_str(value), dgpm_node_str(&values[i]));
}

static void report_card(struct run *run, struct dgpm_worker *w, const struct dgpm_card *card,
			const struct dgpm_node *node)
{
	const char *kpi = text_at(node, "kpi");
	struct dgpm_indicator ind;
	struct said *s;

	for (uint32_t k = 0; kpi != NULL && k < run->n; k++) {
		if (!dgpm_node_text_is(&run->kpis[k], "id", kpi))
			continue;
		dgpm_indicator_read(&ind, w->scratch, node, card->path);
		s = dgpm_lists_add(run->lists, w);
		*s = (struct said){ .kpi = k, .id = dgpm_arena_strdup(w->keep, card->id),
				    .indicator = dgpm_arena_strdup(w->keep, ind.id), .fiscal_year = ind.actual_fy };
		if (ind.actual.kind != DGPM_MEASURE_NONE)
			s->value = dgpm_arena_strdup(w->keep, dgpm_measure_plain(w->scratch, &ind.actual));
	}
}

static void one_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct run *run = ctx;
	const struct dgpm_node *items = NULL, *count;
	uint32_t n = dgpm_node_items(card->root, "indicators", &items);

	if (!dgpm_portfolio_selects(run->portfolio, w->scratch, card))
		return;
	for (uint32_t k = 0; k < run->n; k++) {
		count = dgpm_node_at(&run->kpis[k], "compute.count");
		if (count != NULL)
			count_card(run, w, card, k, count);
	}
	for (uint32_t i = 0; i < n; i++)
		report_card(run, w, card, &items[i]);
}

static int cmp_said(const void *pa, const void *pb)
{
	const struct said *a = pa, *b = pb;
	int c = (a->kpi > b->kpi) - (a->kpi < b->kpi);

	if (c == 0)
		c = strcmp(a->id, b->id);
	return c != 0 ? c : strcmp(a->indicator != NULL ? a->indicator : "", b->indicator != NULL ? b->indicator : "");
}

static void read_kpi(struct dgpm_kpi *out, struct dgpm_arena *arena, const struct dgpm_node *node)
{
	const struct dgpm_node *owners = NULL, *target = dgpm_node_get(node, "target");
	uint32_t n = dgpm_node_items(node, "owner", &owners);
	struct dgpm_buf b = { .arena = arena };
	int64_t year = 0;

	for (uint32_t i = 0; i < n; i++) {
		dgpm_buf_sep(&b, ", ");
		dgpm_buf_str(&b, dgpm_node_str(&owners[i]));
	}
	*out = (struct dgpm_kpi){ .id = text_at(node, "id"), .section = text_at(node, "section"),
				  .title = text_at(node, "title"), .unit = text_at(node, "unit"),
				  .system = text_at(node, "system"), .owner = dgpm_buf_text(&b),
				  .target = text_at(target, "value") };
	if (dgpm_node_int(dgpm_node_get(target, "fiscal_year"), &year))
		out->target_fy = (int)year;
}

/* Cards that say what is asked for, of those that say anything. */
static void take_counts(struct dgpm_kpi *k, struct dgpm_arena *arena, const struct said *all, size_t n, size_t at,
			const struct dgpm_node *count)
{
	size_t counted = 0;

	for (size_t i = 0; i < n; i++) {
		if (all[i].kpi != at || all[i].indicator != NULL)
			continue;
		k->of++;
		k->n += !all[i].silent;
		counted += all[i].counted;
	}
	k->where = text_at(count, "path");
	if (k->n == 0)
		return;
	k->state = DGPM_KPI_COMPUTED;
	k->value = dgpm_arena_printf(arena, "%zu", counted);
}

static void take_plans(struct dgpm_kpi *k, struct dgpm_arena *arena, const struct dgpm_portfolio *p,
		       const struct dgpm_other *others, size_t n, const struct dgpm_node *topic)
{
	const char *id = text_at(topic, "id");
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		const struct dgpm_node *items = NULL;
		uint32_t n_items = dgpm_node_items(others[i].root, "topics", &items);
		bool has = false;

		if (strcmp(others[i].kind, "dgpm/plan@1") != 0 ||
		    !dgpm_portfolio_selects_other(p, arena, others[i].path, NULL, text_at(others[i].root, "title"),
						  text_at(others[i].root, "organization")))
			continue;
		k->of++;
		k->n++;
		for (uint32_t t = 0; id != NULL && t < n_items; t++)
			has |= dgpm_node_text_is(&items[t], "id", id) &&
			       (!dgpm_node_true(dgpm_node_get(topic, "kpi")) ||
				dgpm_node_get(&items[t], "kpi") != NULL);
		found += has;
	}
	k->where = dgpm_arena_printf(arena, "topics: %s", id != NULL ? id : "");
	if (k->of == 0)
		return;
	k->state = DGPM_KPI_COMPUTED;
	k->value = dgpm_arena_printf(arena, "%zu", found);
}

static void take_target(struct dgpm_kpi *k, struct dgpm_arena *arena, const struct dgpm_track *track, const char *id)
{
	k->where = dgpm_arena_printf(arena, "dgpm track -t %s", id);
	for (size_t i = 0; track != NULL && i < track->n; i++) {
		const struct dgpm_tracked *t = &track->items[i];
		const struct dgpm_track_row *all = t->n_rows != 0 ? &t->rows[0] : NULL;
		int64_t rate;

		if (strcmp(t->target->id, id) != 0 || all == NULL)
			continue;
		if (!all->has_reduction || !dgpm_rate(&rate, all->reduction_yen, all->rate_of_yen, 3)) {
			if (all->reason != NULL)
				k->where = dgpm_arena_printf(arena, "%s: %s", k->where, all->reason);
			return;
		}
		k->state = DGPM_KPI_COMPUTED;
		k->value = dgpm_arena_printf(arena, "%s%lld.%lld %%", rate < 0 ? "-" : "",
					     (long long)((rate < 0 ? -rate : rate) / 10),
					     (long long)((rate < 0 ? -rate : rate) % 10));
		k->fiscal_year = t->as_of;
		return;
	}
}

/* The card that reports it, the first by ID where several do. */
static void take_report(struct dgpm_kpi *k, struct dgpm_arena *arena, const struct said *all, size_t n, size_t at)
{
	for (size_t i = 0; i < n; i++) {
		if (all[i].kpi != at || all[i].indicator == NULL)
			continue;
		k->state = DGPM_KPI_REPORTED;
		k->value = all[i].value;
		k->fiscal_year = all[i].value != NULL ? all[i].fiscal_year : 0;
		k->where = dgpm_arena_printf(arena, "%s %s", all[i].id, all[i].indicator);
		return;
	}
}

/* A catalogue of one's own may lack what every KPI has. */
static bool is_whole(struct dgpm_data *data, struct dgpm_arena *arena, struct dgpm_diags *diags,
		     const struct dgpm_node *root)
{
	const struct dgpm_schema *schema = dgpm_data_schema(data, diags, "kpi");
	struct dgpm_schema_run *run = dgpm_schema_run_new(arena);
	bool whole = schema != NULL && dgpm_schema_check(run, schema, root, FILE_NAME, DGPM_FATAL, diags) == 0;

	dgpm_schema_run_free(run);
	return whole;
}

int dgpm_kpis(struct dgpm_kpis **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
	      unsigned threads)
{
	struct dgpm_kpis *all = dgpm_arena_array(arena, 1, sizeof *all);
	struct dgpm_data *data = dgpm_portfolio_data(p);
	const struct dgpm_node *root = dgpm_data_doc(data, diags, FILE_NAME);
	struct dgpm_track_how how = { .threads = threads < 1 ? 1 : threads };
	struct run run = { .portfolio = p };
	struct dgpm_track *track;
	const struct dgpm_other *others;
	const struct said *said;
	size_t n_others, n_said;

	*out = all;
	if (root == NULL || !is_whole(data, arena, diags, root))
		return -1;
	run.n = dgpm_node_items(root, "kpis", &run.kpis);
	others = dgpm_portfolio_others(p, diags, how.threads, &n_others);
	run.lists = dgpm_lists_new(arena, how.threads, sizeof(struct said));
	dgpm_portfolio_cards(p, diags, how.threads, one_card, &run, &all->cards);
	dgpm_portfolio_check_empty(p, diags, &all->cards, NULL);
	said = dgpm_lists_join(run.lists, arena, cmp_said, &n_said);
	/* What tracking finds is told by dgpm track. */
	if (dgpm_track(&track, arena, dgpm_diags_new(arena), p, &how) != 0)
		track = NULL;
	all->title = dgpm_data_text(data, dgpm_node_get(root, "title"));
	all->source = text_at(dgpm_node_get(root, "source"), "document");
	all->n = run.n;
	all->items = dgpm_arena_array(arena, run.n, sizeof *all->items);
	for (uint32_t k = 0; k < run.n; k++) {
		const struct dgpm_node *compute = dgpm_node_get(&run.kpis[k], "compute");

		read_kpi(&all->items[k], arena, &run.kpis[k]);
		if (dgpm_node_get(compute, "count") != NULL)
			take_counts(&all->items[k], arena, said, n_said, k, dgpm_node_get(compute, "count"));
		else if (dgpm_node_get(compute, "topic") != NULL)
			take_plans(&all->items[k], arena, p, others, n_others, dgpm_node_get(compute, "topic"));
		else if (text_at(compute, "target_id") != NULL)
			take_target(&all->items[k], arena, track, text_at(compute, "target_id"));
		if (all->items[k].state == DGPM_KPI_UNKNOWN)
			take_report(&all->items[k], arena, said, n_said, k);
		all->n_computed += all->items[k].state == DGPM_KPI_COMPUTED;
		all->n_reported += all->items[k].state == DGPM_KPI_REPORTED;
	}
	return 0;
}
