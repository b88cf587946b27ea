/* Overlap: bring together the cards that share rare pieces, add up what they share, explain it. */
#include "base/list.h"
#include "base/threads.h"
#include "govern/overlap_parts.h"
#include "portfolio/portfolio.h"
#include "portfolio/select.h"

#include <stdatomic.h>

#define BLOCK 64
#define COMMON UINT32_MAX /* in the place of a card: a hit against a common function */
#define BY_PROCEDURE 0x80000000u /* in the sum of shared weights: they share a procedure */

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

/* By their codes, or for people by their titles. */
static const char *shared_words(struct dgpm_arena *a, const struct overlap_words *kinds, size_t n, uint32_t bits,
				bool titles)
{
	const char *text = NULL;

	for (size_t i = 0; i < n; i++)
		if ((bits >> i & 1) != 0)
			text = dgpm_arena_printf(a, "%s%s%s", text != NULL ? text : "", text != NULL ? ", " : "",
						 titles ? kinds[i].title : kinds[i].id);
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

static int likeness_of(const struct overlap_index *x, const struct overlap_name *a, const struct overlap_name *b)
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

/* Two names of two cards. */
struct pair {
	int likeness;
	uint16_t a, b;
};

/* The two that are most alike, those of the cards before any alias. */
static struct pair most_alike(const struct overlap_index *x, const struct overlap_card *a, const struct overlap_card *b)
{
	struct pair best = { -1, 0, 0 };

	for (uint32_t i = 0; i < a->n_names; i++)
		for (uint32_t k = 0; k < b->n_names; k++) {
			int likeness = likeness_of(x, &a->names[i], &b->names[k]);

			if (likeness > best.likeness)
				best = (struct pair){ likeness, (uint16_t)i, (uint16_t)k };
		}
	return best;
}

/* What most_alike() can come to at the very best, from the weights of what all their names share. */
static int likeness_at_best(const struct overlap_card *a, const struct overlap_card *b, uint32_t shared)
{
	int best = overlap_likeness((uint64_t)shared + (a->common < b->common ? a->common : b->common), a->weight,
				    b->weight);

	return best < 100 ? best : 100;
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

/* A hit before it is explained: there may be very many. `a` is COMMON: place `b` among those against functions. */
struct found {
	uint32_t a, b;
	int16_t score;
	struct pair names;
	const char *decision;
};

/* What the names share, and by which aliases. */
static const char *shared_names(struct dgpm_arena *arena, const struct overlap_name *x, const struct overlap_name *y,
				const struct pair *p)
{
	const char *text = shared_runs(arena, x->core, y->core);

	if (p->a != 0)
		text = dgpm_arena_printf(arena, "%s @ %s", text, x->text);
	if (p->b != 0)
		text = dgpm_arena_printf(arena, "%s @ %s", text, y->text);
	return text;
}

static void explain(struct dgpm_arena *arena, const struct overlap_model *m, struct dgpm_overlap *hit,
		    const struct overlap_card *a, const struct overlap_card *b, const struct found *f)
{
	const struct overlap_words *words[OVERLAP_KINDS] = {
		[OVERLAP_FUNCTIONS] = m->functions, [OVERLAP_DATA] = m->data, [OVERLAP_USERS] = m->users };
	const size_t n_words[OVERLAP_KINDS] = {
		[OVERLAP_FUNCTIONS] = m->n_functions, [OVERLAP_DATA] = m->n_data, [OVERLAP_USERS] = m->n_users };

	*hit = (struct dgpm_overlap){ .id = a->id, .name = a->name, .other_id = b->id, .other_name = b->name,
				      .decision = f->decision };
	if (f->names.likeness != 0)
		overlap_add_part(arena, hit, "name", name_points(m, f->names.likeness),
				 shared_names(arena, &a->names[f->names.a], &b->names[f->names.b], &f->names), NULL);
	for (enum overlap_kind k = 0; k < OVERLAP_KINDS; k++) {
		uint32_t bits = a->bits[k] & b->bits[k];
		const char *items = is_set(k) ? shared_items(arena, &a->sets[k], &b->sets[k]) :
						shared_words(arena, words[k], n_words[k], bits, false);

		if (items != NULL)
			overlap_add_part(arena, hit, overlap_kind_names[k], m->points[k], items,
					 is_set(k) ? NULL : shared_words(arena, words[k], n_words[k], bits, true));
	}
}

/* The best of one card: all have the same `a`. */
static int cmp_found(const void *pa, const void *pb)
{
	const struct found *a = pa, *b = pb;

	return a->score != b->score ? (a->score < b->score ? 1 : -1) : (a->b > b->b) - (a->b < b->b);
}

/* The best hits that were found, as many as are kept: a heap with the worst at the top. */
struct kept {
	struct found *items;
	size_t n, cap, most;
};

/* What one thread needs to match its share of the cards. */
struct seeker {
	struct dgpm_arena *arena;
	uint32_t *sum; /* of the shared weights, by card; zero between two calls */
	uint32_t *touched;
	size_t n_touched;
	struct found *found;
	struct kept kept;
	uint32_t *hits; /* of each card, those that are not kept too */
	size_t n_silenced, n_cut, n_all;
};

struct matching {
	struct overlap_run *run;
	struct dgpm_portfolio *portfolio;
	struct dgpm_arena *arena;
	struct overlap_card *cards;
	size_t n;
	struct overlap_index names, procedures;
	struct overlap_card *shells; /* the procedures of each card, as pieces of one name */
	struct dgpm_overlap *functions; /* hits against common functions */
	size_t n_functions;
	struct seeker *seekers;
	unsigned threads;
	_Atomic size_t next; /* the next card to match */
};

static void touch(const struct matching *x, struct seeker *s, const struct overlap_index *index,
		  const struct overlap_name *of, uint32_t self, bool procedures)
{
	for (uint32_t k = 0; k < of->n_pieces; k++) {
		const struct overlap_piece *piece = &index->pieces[of->pieces[k]];

		if (piece->common)
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

/* By score, then by the IDs of both, and a common function behind projects. */
static int cmp_kept(const struct matching *x, const struct found *a, const struct found *b)
{
	const char *ids[2][2];
	int c;

	if (a->score != b->score)
		return a->score < b->score ? 1 : -1;
	for (int i = 0; i < 2; i++) {
		const struct found *f = i == 0 ? a : b;

		ids[i][0] = f->a == COMMON ? x->functions[f->b].id : x->cards[f->a].id;
		ids[i][1] = f->a == COMMON ? x->functions[f->b].other_id : x->cards[f->b].id;
	}
	c = strcmp(ids[0][0], ids[1][0]);
	if (c == 0)
		c = strcmp(ids[0][1], ids[1][1]);
	/* Two cards may have one ID. */
	if (c == 0)
		c = (a->a > b->a) - (a->a < b->a);
	return c != 0 ? c : (a->b > b->b) - (a->b < b->b);
}

static void swap(struct found *a, struct found *b)
{
	struct found f = *a;

	*a = *b;
	*b = f;
}

/* Let the item at `at` down to where both below are better. */
static void sift(const struct matching *x, struct found *items, size_t n, size_t at)
{
	for (size_t worst;; at = worst) {
		worst = at;
		for (size_t k = 2 * at + 1; k <= 2 * at + 2 && k < n; k++)
			if (cmp_kept(x, &items[k], &items[worst]) > 0)
				worst = k;
		if (worst == at)
			return;
		swap(&items[at], &items[worst]);
	}
}

static void keep(const struct matching *x, struct dgpm_arena *arena, struct kept *kept, const struct found *f)
{
	if (kept->n < kept->most) {
		size_t at = kept->n;

		*DGPM_PUSH(arena, kept->items, kept->n, kept->cap) = *f;
		for (; at > 0 && cmp_kept(x, &kept->items[at], &kept->items[(at - 1) / 2]) > 0; at = (at - 1) / 2)
			swap(&kept->items[at], &kept->items[(at - 1) / 2]);
	} else if (kept->items != NULL && cmp_kept(x, f, &kept->items[0]) < 0) {
		kept->items[0] = *f;
		sift(x, kept->items, kept->n, 0);
	}
}

/* The best first. */
static void sort_kept(const struct matching *x, struct kept *kept)
{
	for (size_t n = kept->n; n > 1; n--) {
		swap(&kept->items[0], &kept->items[n - 1]);
		sift(x, kept->items, n - 1, 0);
	}
}

/* Whether a pair is a hit; what decides it is there then. */
static bool is_hit(const struct matching *x, struct seeker *s, uint32_t sum, struct found *f)
{
	const struct overlap_model *m = &x->run->model;
	const struct overlap_card *a = &x->cards[f->a], *b = &x->cards[f->b];
	bool by_procedure = (sum & BY_PROCEDURE) != 0;
	int at_best = likeness_at_best(a, b, sum & ~BY_PROCEDURE);

	/* At the very best they would score this: most pairs end here, before their names are compared. */
	if ((at_best < m->min_name && !by_procedure) || score_of(m, a, b, at_best) < x->run->min_score ||
	    (!a->selected && !b->selected) || strcmp(a->id, b->id) == 0)
		return false;
	f->names = most_alike(&x->names, a, b);
	if (f->names.likeness < m->min_name && !by_procedure)
		return false;
	f->score = (int16_t)score_of(m, a, b, f->names.likeness);
	if (f->score < x->run->min_score)
		return false;
	f->decision = decision_on(a, b);
	if (f->decision == NULL)
		f->decision = decision_on(b, a);
	if (f->decision == NULL || x->run->how->all)
		return true;
	s->n_silenced++;
	return false;
}

static void match(const struct matching *x, struct seeker *s, uint32_t self)
{
	const struct overlap_model *m = &x->run->model;
	const struct overlap_card *a = &x->cards[self];
	size_t n = 0, best;

	s->n_touched = 0;
	for (uint32_t i = 0; i < a->n_names; i++)
		touch(x, s, &x->names, &a->names[i], self, false);
	touch(x, s, &x->procedures, &x->shells[self].names[0], self, true);
	for (size_t i = 0; i < s->n_touched; i++) {
		struct found f = { .a = self, .b = s->touched[i] };
		uint32_t sum = s->sum[f.b];

		s->sum[f.b] = 0;
		if (is_hit(x, s, sum, &f))
			s->found[n++] = f;
	}
	dgpm_sort(s->found, n, sizeof *s->found, cmp_found);
	best = n < (size_t)m->max_hits || x->run->how->project != NULL ? n : (size_t)m->max_hits;
	s->n_cut += n - best;
	s->n_all += best;
	for (size_t i = 0; i < best; i++) {
		s->hits[self]++;
		s->hits[s->found[i].b]++;
		keep(x, s->arena, &s->kept, &s->found[i]);
	}
}

/* A hash stands for the name of a procedure; what it brings together is compared by name afterwards. */
static uint64_t hash(const char *s)
{
	uint64_t h = 14695981039346656037u;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	/* The highest bit tells known words of names. */
	return h >> 1;
}

static void prepare(struct matching *x, size_t most)
{
	x->shells = dgpm_arena_array(x->arena, x->n, sizeof *x->shells);
	for (size_t i = 0; i < x->n; i++) {
		const struct overlap_set *set = &x->cards[i].sets[OVERLAP_PROCEDURES];
		struct overlap_name *name = dgpm_arena_array(x->arena, 1, sizeof *name);

		name->pieces = dgpm_arena_array(x->arena, set->n, sizeof *name->pieces);
		for (uint32_t k = 0; k < set->n; k++)
			name->pieces[name->n_pieces++] = hash(set->items[k]);
		x->shells[i] = (struct overlap_card){ .names = name, .n_names = 1 };
	}
	overlap_index(&x->names, x->arena, &x->run->model, x->cards, x->n);
	overlap_index(&x->procedures, x->arena, &x->run->model, x->shells, x->n);
	x->seekers = dgpm_arena_array(x->arena, x->threads, sizeof *x->seekers);
	for (unsigned t = 0; t < x->threads; t++) {
		struct seeker *s = &x->seekers[t];

		s->arena = dgpm_portfolio_keep(x->portfolio);
		s->sum = dgpm_arena_array(s->arena, x->n, sizeof *s->sum);
		s->touched = dgpm_arena_array(s->arena, x->n, sizeof *s->touched);
		s->found = dgpm_arena_array(s->arena, x->n, sizeof *s->found);
		s->hits = dgpm_arena_array(s->arena, x->n, sizeof *s->hits);
		s->kept.most = most;
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

static int cmp_functions(const void *pa, const void *pb)
{
	const struct dgpm_overlap *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	return c != 0 ? c : strcmp(a->other_id, b->other_id);
}

/* The best of all threads and of the hits against functions, explained. */
static void collect(struct dgpm_overlaps *out, struct matching *x, size_t most)
{
	struct kept all = { .most = most };
	struct dgpm_overlap *items;

	out->n_all = x->n_functions;
	for (size_t i = 0; i < x->n_functions; i++)
		keep(x, x->arena, &all,
		     &(struct found){ .a = COMMON, .b = (uint32_t)i, .score = (int16_t)x->functions[i].score });
	for (unsigned t = 0; t < x->threads; t++) {
		const struct seeker *s = &x->seekers[t];

		for (size_t i = 0; i < s->kept.n; i++)
			keep(x, x->arena, &all, &s->kept.items[i]);
		out->n_silenced += s->n_silenced;
		out->n_cut += s->n_cut;
		out->n_all += s->n_all;
	}
	sort_kept(x, &all);
	items = dgpm_arena_array(x->arena, all.n, sizeof *items);
	for (size_t i = 0; i < all.n; i++) {
		const struct found *f = &all.items[i];

		if (f->a == COMMON)
			items[i] = x->functions[f->b];
		else
			explain(x->arena, &x->run->model, &items[i], &x->cards[f->a], &x->cards[f->b], f);
	}
	out->items = items;
	out->n = all.n;
}

/* The cards stand in the order of their IDs. */
static void collect_ids(struct dgpm_overlaps *out, const struct matching *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++)
		for (unsigned t = 0; t < x->threads; t++)
			n += x->seekers[t].hits[i];
	out->hit_ids = dgpm_arena_array(x->arena, n, sizeof *out->hit_ids);
	for (size_t i = 0; i < x->n; i++)
		for (unsigned t = 0; t < x->threads; t++)
			for (uint32_t k = 0; k < x->seekers[t].hits[i]; k++)
				out->hit_ids[out->n_hit_ids++] = x->cards[i].id;
}

int dgpm_overlap(struct dgpm_overlaps *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		 struct dgpm_portfolio *p, const struct dgpm_overlap_how *how)
{
	const struct dgpm_node *given = dgpm_node_get(dgpm_portfolio_config(p), "overlap");
	unsigned threads = how->threads < 1 ? 1 : how->threads;
	struct overlap_run run = { .how = how, .portfolio = p };
	struct matching x = { .run = &run, .portfolio = p, .arena = arena, .threads = threads };
	size_t most;

	*out = (struct dgpm_overlaps){ 0 };
	if (overlap_load(&run.model, arena, diags, dgpm_portfolio_data(p), given) != 0)
		return -1;
	most = how->top != 0 ? how->top : (size_t)run.model.max_total;
	run.min_score = how->min_score >= 0 ? how->min_score : run.model.min_score;
	run.cards = dgpm_lists_new(arena, threads, sizeof(struct overlap_card));
	run.common = dgpm_lists_new(arena, threads, sizeof(struct dgpm_overlap));
	dgpm_portfolio_cards(p, diags, threads, overlap_gather, &run, &out->cards);
	dgpm_portfolio_check_empty(p, diags, &out->cards, NULL);
	x.cards = dgpm_lists_join(run.cards, arena, cmp_cards, &x.n);
	x.functions = dgpm_lists_join(run.common, arena, cmp_functions, &x.n_functions);
	out->n_silenced = run.n_silenced;
	prepare(&x, most);
	dgpm_parallel(threads, seek, &x);
	collect(out, &x, most);
	collect_ids(out, &x);
	out->n_common_pieces = x.names.n_common;
	out->max_names = run.model.max_names;
	overlap_close(&run.model);
	return 0;
}
