/* Like for like: what became of every project between two years, and how much of the change each kind explains. */
#include "track/parts.h"
#include "base/list.h"

const char *dgpm_change_name(enum dgpm_change_kind k)
{
	static const char *const names[] = { "same",    "moved",   "succeeded", "entered",
					     "left",    "missing", "broken",    "baseline" };

	return k < DGPM_N_CHANGES ? names[k] : "";
}

static bool same_reporter(const struct track_work *w, struct dgpm_str a, struct dgpm_str b)
{
	const struct dgpm_organizations *all = dgpm_portfolio_organizations(w->run->p);
	const struct dgpm_organization *o;

	if (dgpm_str_eq(a, b))
		return true;
	o = dgpm_organizations_find(all, a);
	return o != NULL && o == dgpm_organizations_find(all, b);
}

/* The year from which on the organization of the as-of year reports. */
static int moved_since(const struct track_work *w, const struct track_member *m)
{
	const struct track_cell *last = track_cell(m, w->as_of);
	int since = w->as_of;

	for (size_t i = m->n_cells; i > 0; i--) {
		const struct track_cell *c = &m->cells[i - 1];

		if (c->fiscal_year > w->as_of)
			continue;
		if (!same_reporter(w, c->reporter, last->reporter))
			break;
		since = c->fiscal_year;
	}
	return since;
}

/* "METI > CAS FY2020 > DA FY2021": who reported, one after the other. */
static const char *trail(const struct track_work *w, const struct track_member *m)
{
	struct dgpm_arena *a = w->run->arena;
	const struct track_cell *last = NULL;
	const char *text = NULL;
	wide moved;

	for (size_t i = 0; i < m->n_cells; i++) {
		const struct track_cell *c = &m->cells[i];

		if (c->fiscal_year < w->compare || c->fiscal_year > w->as_of)
			continue;
		if (last == NULL)
			text = dgpm_arena_printf(a, "%.*s", (int)c->reporter.n, c->reporter.s);
		else if (!same_reporter(w, last->reporter, c->reporter))
			text = dgpm_arena_printf(a, "%s > %.*s FY%d", text, (int)c->reporter.n, c->reporter.s,
						 c->fiscal_year);
		last = c;
	}
	/* What moved out of the ledger is told by the card alone. */
	for (size_t i = 0; i < m->n_transfers && track_moved_out(w, m, w->as_of, &moved); i++) {
		const struct track_transfer *x = &m->transfers[i];

		if (x->to != NULL && x->fiscal_year > w->compare && x->fiscal_year <= w->as_of &&
		    !track_reports(w->run, m, x->fiscal_year, x->to))
			text = dgpm_arena_printf(a, "%s > (%s FY%d)", text != NULL ? text : "", x->to, x->fiscal_year);
	}
	return text;
}

/* Whether the card says why less was spent in that year. */
static bool explained(const struct track_member *m, int fiscal_year)
{
	if ((m->span_to != 0 && m->span_to <= fiscal_year) || (m->ends && m->ends_fy <= fiscal_year))
		return true;
	for (size_t i = 0; i < m->n_transfers; i++)
		if (m->transfers[i].fiscal_year == fiscal_year)
			return true;
	for (size_t i = 0; i < m->n_reductions; i++)
		if (m->reductions[i].fiscal_year == fiscal_year && m->reductions[i].has_actual)
			return true;
	return false;
}

/* The year after which the figures are less than half of the ones before, up to the as-of year; 0: none. */
static int break_year(const struct track_work *w, const struct track_member *m, int from)
{
	const struct track_cell *last = track_cell(m, w->as_of);

	for (size_t i = m->n_cells; i > 1 && last != NULL; i--) {
		const struct track_cell *b = &m->cells[i - 1], *a = &m->cells[i - 2];

		if (b->fiscal_year > w->as_of || a->fiscal_year < from)
			continue;
		if (a->yen > 0 && (wide)b->yen * 2 < a->yen && (wide)last->yen * 2 < a->yen &&
		    !explained(m, b->fiscal_year))
			return b->fiscal_year;
	}
	return 0;
}

static enum dgpm_change_kind gone(const struct track_work *w, struct track_member *m)
{
	const struct track_cell *last = track_cell_before(m, w->as_of);
	wide moved;

	m->since = last != NULL ? last->fiscal_year : 0;
	if (track_moved_out(w, m, w->as_of, &moved))
		return DGPM_CHANGE_MOVED;
	if (m->replaced)
		return DGPM_CHANGE_SUCCEEDED;
	if ((m->ends && m->ends_fy <= w->as_of) || (m->span_to != 0 && m->span_to < w->as_of))
		return DGPM_CHANGE_LEFT;
	return DGPM_CHANGE_MISSING;
}

static void classify(const struct track_work *w, struct track_member *m)
{
	const struct track_cell *a = track_cell(m, w->compare), *b = track_cell(m, w->as_of);
	wide moved;

	m->since = 0;
	m->kind = DGPM_CHANGE_SAME;
	if (a == NULL && b == NULL) {
		/* Figures in between only: what ends without a word is open, too. */
		const struct track_cell *last = track_cell_before(m, w->as_of);

		if (last != NULL && last->fiscal_year > w->compare)
			m->kind = gone(w, m);
		return;
	}
	if (b == NULL) {
		m->kind = gone(w, m);
		return;
	}
	if (a != NULL && !same_reporter(w, a->reporter, b->reporter)) {
		m->kind = DGPM_CHANGE_MOVED;
		m->since = moved_since(w, m);
		return;
	}
	if (track_moved_out(w, m, w->as_of, &moved)) {
		m->kind = DGPM_CHANGE_MOVED;
		return;
	}
	m->since = break_year(w, m, w->compare);
	if (m->since != 0)
		m->kind = DGPM_CHANGE_BROKEN;
	else if (a == NULL)
		m->kind = m->replaces_one ? DGPM_CHANGE_SUCCEEDED : DGPM_CHANGE_ENTERED;
}

static void link_replacements(const struct track_work *w, struct track_member *m)
{
	for (size_t i = 0; i < m->n_replaces; i++) {
		struct track_member *old = track_find(w->run, m->replaces[i]);

		if (old == NULL || (!old->in_scope && !old->in_base))
			continue;
		old->replaced |= track_cell(m, w->as_of) != NULL;
		m->replaces_one |= track_cell(old, w->compare) != NULL;
	}
}

void track_classify(const struct track_work *w)
{
	for (size_t i = 0; i < w->n_members; i++)
		link_replacements(w, w->members[i]);
	for (size_t i = 0; i < w->n_members; i++)
		classify(w, w->members[i]);
	/* Of a predecessor only the baseline counts: whatever it still costs is not in the scope. */
	for (size_t i = 0; i < w->n_base; i++)
		if (!w->base[i]->in_scope)
			w->base[i]->kind = w->base[i]->replaced ? DGPM_CHANGE_SUCCEEDED : DGPM_CHANGE_LEFT;
}

static const char *text_of(const struct track_work *w, struct dgpm_str s)
{
	return s.s != NULL ? dgpm_arena_strndup(w->run->arena, s.s, s.n) : NULL;
}

static bool change_of(const struct track_work *w, const struct track_member *m, bool in_base, bool in_scope,
		      struct dgpm_change *c)
{
	const struct track_cell *a = in_base ? track_cell(m, w->compare) : NULL;
	const struct track_cell *b = in_scope ? track_cell(m, w->as_of) : NULL;
	wide moved = 0, to;

	*c = (struct dgpm_change){ .kind = m->kind, .id = m->id, .name = m->name, .organization = m->organization,
				   .since = m->since,
				   .trail = m->kind == DGPM_CHANGE_MOVED ? trail(w, m) : NULL };
	if (a != NULL) {
		c->has_from = true;
		c->from_yen = a->yen;
		c->from_org = text_of(w, a->reporter);
	}
	if (in_scope && !track_moved_out(w, m, w->as_of, &moved))
		moved = 0;
	to = moved + (b != NULL ? b->yen : 0);
	c->has_to = b != NULL || moved != 0;
	if (b != NULL)
		c->to_org = text_of(w, b->reporter);
	if (!wide_fits(to))
		return false;
	c->to_yen = (dgpm_yen)to;
	return true;
}

static int cmp_changes(const void *pa, const void *pb)
{
	const struct dgpm_change *a = pa, *b = pb;

	return a->kind != b->kind ? (a->kind > b->kind) - (a->kind < b->kind) : strcmp(a->id, b->id);
}

/* A figure that cannot be told from others is no figure, and no zero. */
static bool unsplit(const struct track_work *w, const struct track_member *m)
{
	const struct track_cell *a = track_cell(m, w->compare), *b = track_cell(m, w->as_of);

	return (a != NULL && a->unsplit_rows != 0) || (b != NULL && b->unsplit_rows != 0);
}

static bool add_sum(struct dgpm_change_sum *s, const struct dgpm_change *c)
{
	dgpm_yen change;

	s->n += c->kind != DGPM_CHANGE_BASELINE;
	return dgpm_yen_add(&s->from_yen, s->from_yen, c->from_yen) &&
	       dgpm_yen_add(&s->to_yen, s->to_yen, c->to_yen) &&
	       dgpm_yen_sub(&change, s->to_yen, s->from_yen);
}

void track_changes(const struct track_work *w, const struct dgpm_track_row *whole, struct dgpm_tracked *out)
{
	bool other_base = w->base != w->members;
	size_t cap = w->n_members + (other_base ? w->n_base : 0) + 1, n = 0;
	struct dgpm_change *items = dgpm_arena_array(w->run->arena, cap, sizeof *items);
	dgpm_yen ledger = 0;

	for (size_t i = 0; i < w->n_members; i++)
		if (unsplit(w, w->members[i]))
			return;
	for (size_t i = 0; other_base && i < w->n_base; i++)
		if (unsplit(w, w->base[i]))
			return;
	out->changes_fit = true;
	for (size_t i = 0; i < w->n_members; i++) {
		if (!change_of(w, w->members[i], !other_base, true, &items[n]))
			out->changes_fit = false;
		n += items[n].has_from || items[n].has_to || items[n].kind == DGPM_CHANGE_MISSING;
	}
	for (size_t i = 0; other_base && i < w->n_base; i++) {
		if (!change_of(w, w->base[i], true, false, &items[n]))
			out->changes_fit = false;
		n += items[n].has_from;
	}
	for (size_t i = 0; i < n; i++)
		out->changes_fit = out->changes_fit && dgpm_yen_add(&ledger, ledger, items[i].from_yen);
	if (out->changes_fit && whole->baseline.given && w->compare == w->target->baseline_fy) {
		struct dgpm_change *c = &items[n++];

		*c = (struct dgpm_change){ .kind = DGPM_CHANGE_BASELINE, .id = "", .has_from = true };
		out->changes_fit = dgpm_yen_sub(&c->from_yen, whole->baseline.yen, ledger);
	}
	dgpm_sort(items, n, sizeof *items, cmp_changes);
	for (size_t i = 0; i < n && out->changes_fit; i++) {
		out->has_changes = true;
		out->changes_fit = add_sum(&out->by_kind[items[i].kind], &items[i]) && add_sum(&out->all, &items[i]);
	}
	out->changes = items;
	out->n_changes = n;
}
