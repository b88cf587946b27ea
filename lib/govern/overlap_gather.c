/* What is compared of a card: its name, the words in it, its sets, its decisions; hits against common functions. */
#include "base/text.h"
#include "rules/facts.h"
#include "govern/overlap_parts.h"
#include "data/settings.h"
#include "portfolio/select.h"

#include <stdlib.h>

static int cmp_texts(const void *pa, const void *pb)
{
	return strcmp(*(const char *const *)pa, *(const char *const *)pb);
}

static void close_set(struct overlap_set *set)
{
	uint32_t kept = 0;

	if (set->n != 0)
		qsort(set->items, set->n, sizeof *set->items, cmp_texts);
	for (uint32_t i = 0; i < set->n; i++)
		if (kept == 0 || strcmp(set->items[i], set->items[kept - 1]) != 0)
			set->items[kept++] = set->items[i];
	set->n = kept;
}

/* The folded texts of `key` of every item of a list; of the items themselves without a key. */
static void gather_set(struct overlap_set *set, struct dgpm_worker *w, const struct dgpm_card *card, const char *path,
		       const char *key)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, path, &items);

	if (n == 0)
		return;
	set->items = dgpm_arena_array(w->keep, n, sizeof *set->items);
	for (uint32_t i = 0; i < n; i++) {
		struct dgpm_str text = dgpm_node_str(key != NULL ? dgpm_node_get(&items[i], key) : &items[i]);

		if (text.n == 0)
			continue;
		text = dgpm_text_fold(w->scratch, text);
		set->items[set->n++] = dgpm_arena_strndup(w->keep, text.s, text.n);
	}
	close_set(set);
}

static void gather_vendors(struct overlap_set *set, const struct overlap_model *m, struct dgpm_worker *w,
			   const struct dgpm_card *card)
{
	uint32_t kept = 0;

	gather_set(set, w, card, "procurements", "awarded_to");
	for (uint32_t i = 0; i < set->n; i++) {
		char *name = dgpm_arena_strdup(w->keep, set->items[i]);

		for (size_t k = 0; k < m->n_vendor_words; k++) {
			const struct dgpm_str *word = &m->vendor_words[k];
			char *at = memmem(name, strlen(name), word->s, word->n);

			if (at != NULL)
				memmove(at, at + word->n, strlen(at + word->n) + 1);
		}
		while (*name == ' ')
			name++;
		if (*name != '\0')
			set->items[kept++] = name;
	}
	set->n = kept;
	close_set(set);
}

static void gather_identity(struct overlap_set *set, struct dgpm_worker *w, const struct dgpm_card *card)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "identity", &items);

	set->items = dgpm_arena_array(w->keep, n, sizeof *set->items);
	for (uint32_t i = 0; i < n; i++) {
		const char *user = dgpm_node_cstr(dgpm_node_get(&items[i], "user")),
			   *service = dgpm_node_cstr(dgpm_node_get(&items[i], "service"));

		if (user != NULL && service != NULL)
			set->items[set->n++] = dgpm_arena_printf(w->keep, "%s %s", user, service);
	}
	close_set(set);
}

/* Hits that were decided, and relations that make two systems one matter. */
static void gather_decided(struct overlap_card *c, struct dgpm_worker *w, const struct dgpm_card *card)
{
	const struct dgpm_node *hits = NULL, *related = NULL, *replaces = NULL;
	uint32_t n = dgpm_node_items(card->root, "similar_systems.hits", &hits);
	uint32_t n_related = dgpm_node_items(card->root, "related", &related);
	uint32_t n_replaces = dgpm_node_items(card->root, "replaces", &replaces);
	const char *parent = dgpm_node_cstr(dgpm_node_get(card->root, "parent"));

	c->decided = dgpm_arena_array(w->keep, (size_t)n + n_related + n_replaces + 1, sizeof *c->decided);
	for (uint32_t i = 0; i < n; i++) {
		const char *decision = dgpm_node_cstr(dgpm_node_get(&hits[i], "decision")),
			   *id = dgpm_node_cstr(dgpm_node_get(&hits[i], "project"));
		struct dgpm_str name = dgpm_node_str(dgpm_node_get(&hits[i], "name"));

		if (decision == NULL)
			continue;
		c->decided[c->n_decided++] = (struct overlap_decided){
			.id = dgpm_arena_strdup(w->keep, id),
			.name = name.n != 0 ? dgpm_text_fold(w->keep, name) : (struct dgpm_str){ 0 },
			.decision = dgpm_arena_strdup(w->keep, decision),
		};
	}
	if (parent != NULL)
		c->decided[c->n_decided++] =
			(struct overlap_decided){ .id = dgpm_arena_strdup(w->keep, parent), .decision = "parent" };
	for (uint32_t i = 0; i < n_related; i++)
		c->decided[c->n_decided++] = (struct overlap_decided){
			.id = dgpm_arena_strdup(w->keep, dgpm_node_cstr(&related[i])), .decision = "related" };
	for (uint32_t i = 0; i < n_replaces; i++)
		c->decided[c->n_decided++] = (struct overlap_decided){
			.id = dgpm_arena_strdup(w->keep, dgpm_node_cstr(&replaces[i])), .decision = "replaces" };
}

void overlap_add_part(struct dgpm_arena *a, struct dgpm_overlap *hit, const char *kind, int points, const char *items,
		      const char *text)
{
	bool grow = (hit->n_parts & (hit->n_parts - 1)) == 0; /* 0, 1, 2, 4, 8: full */
	struct dgpm_overlap_part *parts = hit->parts;

	if (grow)
		parts = dgpm_arena_grow(a, parts, hit->n_parts, hit->n_parts != 0 ? hit->n_parts * 2 : 1,
					sizeof *parts);
	parts[hit->n_parts++] = (struct dgpm_overlap_part){ kind, points, items, text != NULL ? text : items };
	hit->parts = parts;
	hit->score = hit->score + points > 100 ? 100 : hit->score + points;
}

static void common_function(struct overlap_run *run, struct dgpm_worker *w, const struct dgpm_card *card,
			    const struct overlap_card *c, struct dgpm_str text, size_t number)
{
	const struct overlap_model *m = &run->model;
	const struct overlap_words *f = &m->functions[number];
	bool worded = (c->bits[OVERLAP_FUNCTIONS] >> number & 1) != 0;
	const struct dgpm_str *in_name = worded ? overlap_word_in(f, c->folded) : NULL;
	const struct dgpm_str *in_text = worded && in_name == NULL ? overlap_word_in(f, text) : NULL;
	struct dgpm_overlap hit = { .id = c->id, .name = c->name, .other_name = f->title, .common = true };

	if (in_name != NULL)
		overlap_add_part(w->keep, &hit, "name", m->in_name, in_name->s, NULL);
	else if (in_text != NULL)
		overlap_add_part(w->keep, &hit, "text", m->in_text, in_text->s, NULL);
	if (f->own != NULL && dgpm_schema_holds(w->run, f->own, card->root, NULL, NULL))
		overlap_add_part(w->keep, &hit, "own", m->own, f->id, f->title);
	if (hit.score < run->min_score || hit.n_parts == 0)
		return;
	if (f->used != NULL && dgpm_schema_holds(w->run, f->used, card->root, NULL, NULL))
		hit.decision = "used";
	else if (f->explained != NULL && dgpm_schema_holds(w->run, f->explained, card->root, NULL, NULL))
		hit.decision = "explained";
	if (hit.decision != NULL && !run->how->all) {
		atomic_fetch_add(&run->n_silenced, 1);
		return;
	}
	hit.other_id = dgpm_arena_printf(w->keep, "common:%s", f->id);
	*(struct dgpm_overlap *)dgpm_lists_add(run->common, w) = hit;
}

static void add_name(struct overlap_card *c, const struct overlap_model *m, struct dgpm_worker *w, const char *text)
{
	struct overlap_name *name = &c->names[c->n_names++];
	uint64_t *pieces;

	*name = (struct overlap_name){ .text = dgpm_arena_strdup(w->keep, text) };
	name->core = dgpm_arena_str(w->keep, overlap_core(w->scratch, m, dgpm_str_of(text)));
	name->n_pieces = (uint32_t)overlap_pieces(w->scratch, m, name->core, &pieces);
	name->pieces = dgpm_arena_array(w->keep, name->n_pieces, sizeof *pieces);
	if (name->n_pieces != 0)
		memcpy(name->pieces, pieces, name->n_pieces * sizeof *pieces);
}

static void gather_names(struct overlap_card *c, const struct overlap_model *m, struct dgpm_worker *w,
			 const struct dgpm_card *card)
{
	const struct dgpm_node *aliases = NULL;
	uint32_t n = dgpm_node_items(card->root, "aliases", &aliases);

	c->names = dgpm_arena_array(w->keep, n + 1, sizeof *c->names);
	add_name(c, m, w, card->name);
	for (uint32_t i = 0; i < n; i++)
		if (dgpm_node_cstr(&aliases[i]) != NULL)
			add_name(c, m, w, dgpm_node_cstr(&aliases[i]));
}

void overlap_gather(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct overlap_run *run = ctx;
	const struct overlap_model *m = &run->model;
	const char *summary = dgpm_node_cstr(dgpm_node_get(card->root, "summary"));
	const struct dgpm_node *procedures = NULL;
	uint32_t n = dgpm_node_items(card->root, "bpr.procedures", &procedures);
	const char *all = dgpm_arena_printf(w->scratch, "%s %s", card->name, summary != NULL ? summary : "");
	struct overlap_card *c;
	struct overlap_sieve sieve;
	struct dgpm_str text;

	c = dgpm_lists_add(run->cards, w);
	*c = (struct overlap_card){ .id = dgpm_arena_strdup(w->keep, card->id),
				    .name = dgpm_arena_strdup(w->keep, card->name),
				    .path = card->path };
	c->folded = dgpm_arena_str(w->keep, dgpm_text_fold(w->scratch, dgpm_str_of(card->name)));
	gather_names(c, m, w, card);
	c->selected = dgpm_portfolio_selects(run->portfolio, w->scratch, card);
	for (uint32_t i = 0; i < n; i++)
		if (dgpm_node_cstr(dgpm_node_get(&procedures[i], "name")) != NULL)
			all = dgpm_arena_printf(w->scratch, "%s %s", all,
						dgpm_node_cstr(dgpm_node_get(&procedures[i], "name")));
	text = dgpm_text_fold(w->scratch, dgpm_str_of(all));
	overlap_sieve(&sieve, text);
	c->bits[OVERLAP_FUNCTIONS] = overlap_words_in(m->functions, m->n_functions, text, &sieve);
	c->bits[OVERLAP_DATA] = overlap_words_in(m->data, m->n_data, text, &sieve);
	c->bits[OVERLAP_USERS] = overlap_words_in(m->users, m->n_users, text, &sieve);
	gather_set(&c->sets[OVERLAP_PROCEDURES], w, card, "bpr.procedures", "name");
	gather_set(&c->sets[OVERLAP_REGISTRIES], w, card, "common_functions.base_registries.registries", NULL);
	gather_vendors(&c->sets[OVERLAP_VENDORS], m, w, card);
	gather_identity(&c->sets[OVERLAP_IDENTITY], w, card);
	gather_decided(c, w, card);
	if (!c->selected || (run->how->project != NULL && strcmp(run->how->project, c->id) != 0))
		return;
	if (m->provider != NULL && dgpm_schema_holds(w->run, m->provider, card->root, NULL, NULL))
		return;
	for (size_t i = 0; i < m->n_functions; i++)
		common_function(run, w, card, c, text, i);
}
