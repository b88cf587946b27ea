/* Cards as tracking needs them, and which of them a scope holds. */
#include "track/parts.h"
#include "base/list.h"
#include "base/text.h"
#include "portfolio/each.h"
#include "portfolio/select.h"

struct reading {
	const struct track_run *run;
	struct dgpm_lists *members;
};

static const char *folded(struct dgpm_arena *a, const char *text)
{
	struct dgpm_str s = dgpm_text_fold(a, dgpm_str_of(text));

	return dgpm_arena_strndup(a, s.s, s.n);
}

static uint32_t items_of(const struct dgpm_node *root, const char *path, const struct dgpm_node **items)
{
	const struct dgpm_node *node = dgpm_node_at(root, path);

	*items = node != NULL && node->kind == DGPM_LIST ? node->items : NULL;
	return *items != NULL ? node->n : 0;
}

static int year_at(const struct dgpm_node *map, const char *path)
{
	int64_t year;

	return dgpm_node_int(dgpm_node_at(map, path), &year) ? (int)year : 0;
}

static const char *keep_text(struct dgpm_arena *a, const struct dgpm_node *map, const char *key)
{
	const char *text = dgpm_node_cstr(dgpm_node_get(map, key));

	return text != NULL ? dgpm_arena_strdup(a, text) : NULL;
}

static bool text_is(const struct dgpm_node *root, const char *path, const char *text)
{
	return dgpm_str_is(dgpm_node_str(dgpm_node_at(root, path)), text);
}

static void read_names(struct track_member *m, struct dgpm_arena *a, const struct dgpm_card *card)
{
	const struct dgpm_node *aliases;
	uint32_t n = items_of(card->root, "aliases", &aliases);

	m->names = dgpm_arena_array(a, n + 1, sizeof *m->names);
	m->names[m->n_names++] = folded(a, card->name);
	for (uint32_t i = 0; i < n; i++) {
		const char *alias = dgpm_node_cstr(&aliases[i]);

		if (alias != NULL)
			m->names[m->n_names++] = folded(a, alias);
	}
}

static void read_moves(struct track_member *m, struct dgpm_arena *a, const struct dgpm_card *card)
{
	const struct dgpm_node *items;
	uint32_t n = items_of(card->root, "replaces", &items);

	m->replaces = dgpm_arena_array(a, n, sizeof *m->replaces);
	for (uint32_t i = 0; i < n; i++)
		if (dgpm_node_cstr(&items[i]) != NULL)
			m->replaces[m->n_replaces++] = dgpm_arena_strdup(a, dgpm_node_cstr(&items[i]));
	n = items_of(card->root, "transfers", &items);
	m->transfers = dgpm_arena_array(a, n, sizeof *m->transfers);
	for (uint32_t i = 0; i < n; i++) {
		struct track_transfer *x = &m->transfers[m->n_transfers++];

		*x = (struct track_transfer){ .fiscal_year = year_at(&items[i], "fiscal_year"),
					      .from = keep_text(a, &items[i], "from"),
					      .to = keep_text(a, &items[i], "to") };
		x->has_amount = dgpm_node_int(dgpm_node_get(&items[i], "amount_yen"), &x->amount_yen);
	}
	n = items_of(card->root, "reductions", &items);
	m->reductions = dgpm_arena_array(a, n, sizeof *m->reductions);
	for (uint32_t i = 0; i < n; i++) {
		struct track_reduction *x = &m->reductions[m->n_reductions++];

		*x = (struct track_reduction){ .viewpoint = keep_text(a, &items[i], "viewpoint"),
					       .fiscal_year = year_at(&items[i], "fiscal_year") };
		x->has_prospect = dgpm_node_int(dgpm_node_get(&items[i], "prospect_yen"), &x->prospect_yen);
		x->has_actual = dgpm_node_int(dgpm_node_get(&items[i], "actual_yen"), &x->actual_yen);
	}
}

static void read_end(struct track_member *m, const struct dgpm_card *card)
{
	struct dgpm_date date;

	m->span_from = year_at(card->root, "span.from");
	m->span_to = year_at(card->root, "span.to");
	m->ends = text_is(card->root, "phase", "retirement") || text_is(card->root, "decision.kind", "stop") ||
		  text_is(card->root, "decision.kind", "retire");
	if (m->ends && dgpm_date_parse(&date, dgpm_node_str(dgpm_node_at(card->root, "decision.date"))))
		m->ends_fy = dgpm_date_fiscal_year(date);
}

/* What the card alone says of where money could be saved. */
static void read_signs(struct track_member *m, const struct dgpm_card *card)
{
	static const char *const common[] = { "common_functions.solution_service.use",
					      "common_functions.base_registries.use",
					      "common_functions.state_apps.use" };
	const struct dgpm_node *hits;
	uint32_t n = items_of(card->root, "similar_systems.hits", &hits);

	m->renewal_fy = year_at(card->root, "network.renewal_fy");
	if (text_is(card->root, "cloud.model", "on-premises") || text_is(card->root, "cloud.model", "private-cloud") ||
	    text_is(card->root, "cloud.model", "undecided"))
		m->signs |= DGPM_LEVER_CLOUD;
	for (size_t i = 0; i < DGPM_COUNT(common); i++)
		if (text_is(card->root, common[i], "no"))
			m->signs |= DGPM_LEVER_COMMON;
	if (text_is(card->root, "phase", "renewal"))
		m->signs |= DGPM_LEVER_RENEWAL;
	for (uint32_t i = 0; i < n; i++)
		if (dgpm_node_get(&hits[i], "decision") == NULL)
			m->signs |= DGPM_LEVER_SIMILAR;
}

static void add_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	const struct reading *r = ctx;
	struct track_member *m = dgpm_lists_add(r->members, w);

	*m = (struct track_member){
		.id = dgpm_arena_strdup(w->keep, card->id),
		.path = card->path,
		.name = dgpm_arena_strdup(w->keep, card->name),
		.organization = dgpm_arena_strdup(w->keep, card->organization),
		.sector = dgpm_arena_strdup(w->keep, card->sector),
		.phase = dgpm_arena_strdup(w->keep, card->phase),
		.owner = dgpm_organizations_find(dgpm_portfolio_organizations(r->run->p),
						 dgpm_str_of(card->organization)),
		.class = year_at(card->root, "classification.class"),
		.selected = r->run->all_cards ? dgpm_portfolio_meets(r->run->p, w->scratch, card) :
						 dgpm_portfolio_selects(r->run->p, w->scratch, card),
	};
	read_names(m, w->keep, card);
	read_moves(m, w->keep, card);
	read_end(m, card);
	read_signs(m, card);
}

static int cmp_members(const void *pa, const void *pb)
{
	const struct track_member *a = pa, *b = pb;
	int c = dgpm_organization_cmp(a->owner, b->owner);

	if (c == 0 && a->owner == NULL)
		c = strcmp(a->organization, b->organization);
	if (c == 0)
		c = strcmp(a->id, b->id);
	return c != 0 ? c : strcmp(a->path, b->path);
}

static int cmp_ids(const void *a, const void *b)
{
	return strcmp((*(struct track_member *const *)a)->id, (*(struct track_member *const *)b)->id);
}

void track_read_members(struct track_run *run, struct dgpm_cards_stats *stats)
{
	struct reading r = { run, dgpm_lists_new(run->arena, run->how->threads, sizeof(struct track_member)) };
	size_t n = 0;

	dgpm_portfolio_cards(run->p, run->diags, run->how->threads, add_card, &r, stats);
	run->all = dgpm_lists_join(r.members, run->arena, cmp_members, &run->n_all);
	/* An ID on two cards is told when the cards are read; its rows must not count twice. */
	n = 0;
	for (size_t i = 0; i < run->n_all; i++)
		if (n == 0 || strcmp(run->all[n - 1].id, run->all[i].id) != 0)
			run->all[n++] = run->all[i];
	run->n_all = n;
	stats->n_selected = 0;
	for (size_t i = 0; i < n; i++)
		stats->n_selected += run->all[i].selected;
	for (size_t i = 0; i < n; i++)
		run->all[i].totals = dgpm_totals_of(run->totals, run->arena, dgpm_str_of(run->all[i].id),
						    &run->all[i].n_totals);
	run->by_id = dgpm_arena_array(run->arena, n, sizeof(struct track_member *));
	for (size_t i = 0; i < n; i++)
		run->by_id[i] = &run->all[i];
	dgpm_sort(run->by_id, n, sizeof(struct track_member *), cmp_ids);
}

struct track_member *track_find(const struct track_run *run, const char *id)
{
	size_t lo = 0, hi = run->n_all;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strcmp(run->by_id[mid]->id, id);

		if (c == 0)
			return run->by_id[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static bool owned_by(const struct track_run *run, const struct track_member *m, struct dgpm_str text)
{
	const struct dgpm_organization *o = dgpm_organizations_find(dgpm_portfolio_organizations(run->p), text);

	for (const struct dgpm_organization *at = m->owner; at != NULL && o != NULL; at = at->parent)
		if (at == o)
			return true;
	return false;
}

static bool one_of(const struct track_run *run, const struct track_member *m, const char *key,
		   const struct dgpm_node *item)
{
	struct dgpm_str text = dgpm_node_str(item);
	struct dgpm_str name;
	int64_t class;

	if (strcmp(key, "organizations") == 0)
		return owned_by(run, m, text);
	if (strcmp(key, "classes") == 0)
		return dgpm_node_int(item, &class) && class == m->class;
	if (strcmp(key, "projects") == 0)
		return dgpm_str_is(text, m->id);
	name = dgpm_text_fold(run->arena, text);
	for (size_t i = 0; i < m->n_names; i++)
		if (dgpm_str_is(name, m->names[i]))
			return true;
	return false;
}

static bool in_scope(const struct track_run *run, const struct track_member *m, const struct dgpm_node *scope)
{
	static const char *const keys[] = { "organizations", "classes", "projects", "names" };
	struct dgpm_str sector = dgpm_node_str(dgpm_node_get(scope, "sector"));

	if (sector.s != NULL && !dgpm_str_is(sector, m->sector))
		return false;
	for (size_t k = 0; k < DGPM_COUNT(keys); k++) {
		const struct dgpm_node *list = dgpm_node_get(scope, keys[k]);
		bool held = list == NULL || list->kind != DGPM_LIST;

		for (uint32_t i = 0; !held && i < list->n; i++)
			held = one_of(run, m, keys[k], &list->items[i]);
		if (!held)
			return false;
	}
	return true;
}

struct track_member **track_scope(const struct track_run *run, const struct dgpm_node *scope, size_t *n,
				  size_t *n_scope)
{
	struct track_member **members = dgpm_arena_array(run->arena, run->n_all, sizeof(struct track_member *));

	*n = *n_scope = 0;
	for (size_t i = 0; i < run->n_all; i++) {
		if (!in_scope(run, &run->all[i], scope))
			continue;
		++*n_scope;
		if (run->all[i].selected)
			members[(*n)++] = &run->all[i];
	}
	return members;
}
