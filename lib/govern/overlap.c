/* Overlap: bring together the cards that share rare pieces, add up what they share, explain it. */
#include "base/list.h"
#include "base/threads.h"
#include "govern/overlap_parts.h"
#include "portfolio/portfolio.h"
#include "portfolio/select.h"

#include <stdatomic.h>

#define BLOCK 64
#define BY_PROCEDURE 0x80000000u /* in the sum of shared weights: they share a procedure */

struct list {
	struct dgpm_overlap *items;
	size_t n, cap;
};

static const char *shared_items(struct dgpm_arena *a, const struct overlap_set *x, const struct overlap_set *y)
{
	const char *text = NULL;

	for (uint32_t i = 0, k = 0; i < x->n && k < y->n;) {
		int c = strcmp(x->items[i], y->items[k]);

		if (c == 0)
			text = dgpm_arena_printf(a, "%s%s%s", text != NULL ? text : "", text != NULL ? ", " : "",
						 x->items[i]);
		i += c <= 0;
		k += c >= 0;
	}
	return text;
}

static bool share_item(const struct overlap_set *x, const struct overlap_set *y)
{
	for (uint32_t i = 0, k = 0; i < x->n && k < y->n;) {
		int c = strcmp(x->items[i], y->items[k]);

		if (c == 0)
			return true;
		i += c < 0;
		k += c > 0;
	}
	return false;
}

static const char *shared_words(struct dgpm_arena *a, const struct overlap_words *kinds, size_t n, uint32_t bits)
{
	const char *text = NULL;

	for (size_t i = 0; i < n; i++)
		if ((bits >> i & 1) != 0)
			text = dgpm_arena_printf(a, "%s%s%s", text != NULL ? text : "", text != NULL ? ", " : "",
						 kinds[i].id);
	return text;
}

/* The runs of a core that the other has too: a character counts when it is in a shared piece. */
static const char *shared_runs(struct dgpm_arena *a, struct dgpm_str core, struct dgpm_str other)
{
	char *out = dgpm_arena_alloc(a, 2 * core.n + 1);
	size_t n = 0;

	for (size_t at = 0; at < core.n;) {
		size_t best = 0;

		/* The longest run from here that stands in the other, by whole characters. */
		for (size_t end = at + 1; end <= core.n; end++) {
			if (end < core.n && ((unsigned char)core.s[end] & 0xc0) == 0x80)
				continue;
			if (core.s[end - 1] == ' ' || memmem(other.s, other.n, core.s + at, end - at) == NULL)
				break;
			best = end - at;
		}
		/* One character alone is chance, but for a piece that is no longer. */
		if (best > (((unsigned char)core.s[at] & 0x80) != 0 ? 3 : 1) || (best != 0 && best == core.n)) {
			if (n != 0)
				out[n++] = ' ';
			memcpy(out + n, core.s + at, best);
			n += best;
			at += best;
		} else {
			at++;
			while (at < core.n && ((unsigned char)core.s[at] & 0xc0) == 0x80)
				at++;
		}
	}
	out[n] = '\0';
	return out;
}

static const char *decision_on(const struct overlap_card *of, const struct overlap_card *other)
{
	for (uint32_t i = 0; i < of->n_decided; i++) {
		const struct overlap_decided *d = &of->decided[i];

		if (d->id != NULL ? strcmp(d->id, other->id) == 0 :
				    d->name.n != 0 && dgpm_str_eq(d->name, other->folded))
			return d->decision;
	}
	return NULL;
}

static int name_likeness(const struct overlap_index *x, const struct overlap_card *a, const struct overlap_card *b)
{
	uint64_t shared = 0;

	for (uint32_t i = 0, k = 0; i < a->n_pieces && k < b->n_pieces;) {
		uint64_t p = a->pieces[i], q = b->pieces[k];

		if (p == q)
			shared += x->pieces[p].weight;
		i += p <= q;
		k += p >= q;
	}
	return overlap_likeness(shared, a->weight, b->weight);
}

static bool is_set(enum overlap_kind kind)
{
	return kind == OVERLAP_PROCEDURES || kind == OVERLAP_REGISTRIES || kind == OVERLAP_VENDORS ||
	       kind == OVERLAP_IDENTITY;
}

static int name_points(const struct overlap_model *m, int likeness)
{
	return (likeness * m->name + 50) / 100;
}

static int score_of(const struct overlap_model *m, const struct overlap_card *a, const struct overlap_card *b,
		    int likeness)
{
	int score = name_points(m, likeness);

	for (enum overlap_kind k = 0; k < OVERLAP_KINDS; k++)
		if (is_set(k) ? share_item(&a->sets[k], &b->sets[k]) : (a->bits[k] & b->bits[k]) != 0)
			score += m->points[k];
	return score > 100 ? 100 : score;
}

static void explain(struct dgpm_arena *arena, const struct overlap_model *m, struct dgpm_overlap *hit,
		    const struct overlap_card *a, const struct overlap_card *b, int likeness)
{
	const struct overlap_words *words[OVERLAP_KINDS] = {
		[OVERLAP_FUNCTIONS] = m->functions, [OVERLAP_DATA] = m->data, [OVERLAP_USERS] = m->users };
	const size_t n_words[OVERLAP_KINDS] = {
		[OVERLAP_FUNCTIONS] = m->n_functions, [OVERLAP_DATA] = m->n_data, [OVERLAP_USERS] = m->n_users };

	*hit = (struct dgpm_overlap){ .id = a->id, .name = a->name, .other_id = b->id, .other_name = b->name };
	if (likeness != 0)
		overlap_add_part(arena, hit, "name", name_points(m, likeness), shared_runs(arena, a->core, b->core));
	for (enum overlap_kind k = 0; k < OVERLAP_KINDS; k++) {
		const char *items = is_set(k) ? shared_items(arena, &a->sets[k], &b->sets[k]) :
						shared_words(arena, words[k], n_words[k], a->bits[k] & b->bits[k]);

		if (items != NULL)
			overlap_add_part(arena, hit, overlap_kind_names[k], m->points[k], items);
	}
}

struct found {
	uint32_t other;
	int score, likeness;
	const char *decision;
};

static int cmp_found(const void *pa, const void *pb)
{
	const struct found *a = pa, *b = pb;

	return a->score != b->score ? (a->score < b->score ? 1 : -1) : (a->other > b->other) - (a->other < b->other);
}

/* What one thread needs to match its share of the cards. */
struct seeker {
	struct dgpm_arena *arena;
	uint32_t *sum; /* of the shared weights, by card; zero between two calls */
	uint32_t *touched;
	size_t n_touched;
	struct found *found;
	struct list hits;
	size_t n_silenced, n_cut;
};

struct matching {
	struct overlap_run *run;
	struct dgpm_portfolio *portfolio;
	struct dgpm_arena *arena;
	struct overlap_card *cards;
	size_t n;
	struct overlap_index names, procedures;
	struct overlap_card *shells; /* the procedures of each card, as pieces */
	struct seeker *seekers;
	unsigned threads;
	_Atomic size_t next; /* the next card to match */
};

static void touch(const struct matching *x, struct seeker *s, const struct overlap_index *index,
		  const struct overlap_card *of, uint32_t self, bool procedures)
{
	for (uint32_t k = 0; k < of->n_pieces; k++) {
		const struct overlap_piece *piece = &index->pieces[of->pieces[k]];

		if (piece->n > (uint32_t)x->run->model.max_names)
			continue;
		for (uint32_t i = piece->n; i > 0; i--) {
			uint32_t other = index->cards[piece->first + i - 1];

			/* Each pair once, but all pairs of a project that is asked for. */
			if (other == self || (other < self && x->run->how->project == NULL)) {
				if (x->run->how->project == NULL)
					break;
				continue;
			}
			if (s->sum[other] == 0)
				s->touched[s->n_touched++] = other;
			if (procedures)
				s->sum[other] |= BY_PROCEDURE;
			else
				s->sum[other] += piece->weight;
		}
	}
}

static void match(const struct matching *x, struct seeker *s, uint32_t self)
{
	const struct overlap_model *m = &x->run->model;
	const struct overlap_card *a = &x->cards[self];
	struct list *hits = &s->hits;
	size_t n = 0, best;

	s->n_touched = 0;
	touch(x, s, &x->names, a, self, false);
	touch(x, s, &x->procedures, &x->shells[self], self, true);
	for (size_t i = 0; i < s->n_touched; i++) {
		const struct overlap_card *b = &x->cards[s->touched[i]];
		uint32_t sum = s->sum[s->touched[i]];
		uint64_t most = (uint64_t)(sum & ~BY_PROCEDURE) + (a->common < b->common ? a->common : b->common);
		struct found f = { .other = s->touched[i] };

		s->sum[s->touched[i]] = 0;
		f.likeness = overlap_likeness(most, a->weight, b->weight);
		/* At the very best they would score this: most pairs end here, before their names are compared. */
		if ((f.likeness < m->min_name && (sum & BY_PROCEDURE) == 0) ||
		    score_of(m, a, b, f.likeness > 100 ? 100 : f.likeness) < x->run->min_score)
			continue;
		f.likeness = name_likeness(&x->names, a, b);
		if ((f.likeness < m->min_name && (sum & BY_PROCEDURE) == 0) || strcmp(a->id, b->id) == 0)
			continue;
		f.score = score_of(m, a, b, f.likeness);
		if (f.score < x->run->min_score)
			continue;
		f.decision = decision_on(a, b);
		if (f.decision == NULL)
			f.decision = decision_on(b, a);
		if (f.decision != NULL && !x->run->how->all)
			s->n_silenced++;
		else
			s->found[n++] = f;
	}
	dgpm_sort(s->found, n, sizeof *s->found, cmp_found);
	best = n < (size_t)m->max_hits || x->run->how->project != NULL ? n : (size_t)m->max_hits;
	s->n_cut += n - best;
	for (size_t i = 0; i < best; i++) {
		struct dgpm_overlap *hit = DGPM_PUSH(s->arena, hits->items, hits->n, hits->cap);

		explain(s->arena, m, hit, a, &x->cards[s->found[i].other], s->found[i].likeness);
		hit->decision = s->found[i].decision;
	}
}

/* A hash stands for the name of a procedure; what it brings together is compared by name afterwards. */
static uint64_t hash(const char *s)
{
	uint64_t h = 14695981039346656037u;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	return h;
}

static void prepare(struct matching *x)
{
	x->shells = dgpm_arena_array(x->arena, x->n, sizeof *x->shells);
	for (size_t i = 0; i < x->n; i++) {
		const struct overlap_set *set = &x->cards[i].sets[OVERLAP_PROCEDURES];

		x->shells[i].pieces = dgpm_arena_array(x->arena, set->n, sizeof *x->shells[i].pieces);
		for (uint32_t k = 0; k < set->n; k++)
			x->shells[i].pieces[x->shells[i].n_pieces++] = hash(set->items[k]);
	}
	overlap_index(&x->names, x->arena, x->cards, x->n, x->run->model.max_names);
	overlap_index(&x->procedures, x->arena, x->shells, x->n, x->run->model.max_names);
	x->seekers = dgpm_arena_array(x->arena, x->threads, sizeof *x->seekers);
	for (unsigned t = 0; t < x->threads; t++) {
		struct seeker *s = &x->seekers[t];

		s->arena = dgpm_portfolio_keep(x->portfolio);
		s->sum = dgpm_arena_array(s->arena, x->n, sizeof *s->sum);
		s->touched = dgpm_arena_array(s->arena, x->n, sizeof *s->touched);
		s->found = dgpm_arena_array(s->arena, x->n, sizeof *s->found);
	}
}

/* Cards are taken by blocks from a shared counter; what is found is sorted afterwards. */
static void seek(void *ctx, unsigned index)
{
	struct matching *x = ctx;
	const char *project = x->run->how->project;
	size_t first;

	while ((first = atomic_fetch_add(&x->next, BLOCK)) < x->n)
		for (size_t i = first; i < first + BLOCK && i < x->n; i++)
			if (project == NULL || strcmp(project, x->cards[i].id) == 0)
				match(x, &x->seekers[index], (uint32_t)i);
}

static int cmp_cards(const void *pa, const void *pb)
{
	const struct overlap_card *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	return c != 0 ? c : strcmp(a->path, b->path);
}

static int cmp_hits(const void *pa, const void *pb)
{
	const struct dgpm_overlap *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	if (a->score != b->score)
		return a->score < b->score ? 1 : -1;
	return c != 0 ? c : strcmp(a->other_id, b->other_id);
}

int dgpm_overlap(struct dgpm_overlaps *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		 struct dgpm_portfolio *p, const struct dgpm_overlap_how *how)
{
	const struct dgpm_node *given = dgpm_node_get(dgpm_portfolio_config(p), "overlap");
	unsigned threads = how->threads < 1 ? 1 : how->threads;
	struct overlap_run run = { .how = how };
	struct matching x = { .run = &run, .portfolio = p, .arena = arena, .threads = threads };
	struct list hits = { 0 };

	*out = (struct dgpm_overlaps){ 0 };
	if (overlap_load(&run.model, arena, diags, dgpm_portfolio_data(p), given) != 0)
		return -1;
	run.min_score = how->min_score >= 0 ? how->min_score : run.model.min_score;
	run.cards = dgpm_lists_new(arena, threads, sizeof(struct overlap_card));
	run.common = dgpm_lists_new(arena, threads, sizeof(struct dgpm_overlap));
	dgpm_portfolio_cards(p, diags, threads, overlap_gather, &run, &out->cards);
	dgpm_portfolio_check_empty(p, diags, &out->cards, NULL);
	x.cards = dgpm_lists_join(run.cards, arena, cmp_cards, &x.n);
	hits.items = dgpm_lists_join(run.common, arena, NULL, &hits.n);
	out->n_silenced = run.n_silenced;
	prepare(&x);
	dgpm_parallel(threads, seek, &x);
	for (unsigned t = 0; t < threads; t++) {
		const struct seeker *s = &x.seekers[t];

		hits.items = dgpm_arena_grow(arena, hits.items, hits.n, hits.n + s->hits.n, sizeof *hits.items);
		if (s->hits.n != 0)
			memcpy(hits.items + hits.n, s->hits.items, s->hits.n * sizeof *hits.items);
		hits.n += s->hits.n;
		out->n_silenced += s->n_silenced;
		out->n_cut += s->n_cut;
	}
	dgpm_sort(hits.items, hits.n, sizeof *hits.items, cmp_hits);
	out->items = hits.items;
	/* One of the two is enough. */
	for (size_t i = 0; i < hits.n; i++)
		if (dgpm_portfolio_is_selected(p, dgpm_str_of(hits.items[i].id)) ||
		    (!hits.items[i].common && dgpm_portfolio_is_selected(p, dgpm_str_of(hits.items[i].other_id))))
			hits.items[out->n++] = hits.items[i];
	out->n_common_pieces = x.names.n_common;
	out->max_names = run.model.max_names;
	overlap_close(&run.model);
	return 0;
}
