/* What the figures of a row are made of, project by project: kept where somebody asks (dgpm_track_how.terms). */
#include "base/list.h"
#include "track/parts.h"

const struct track_cell *track_open_before(const struct track_work *w, const struct track_member *m)
{
	const struct track_cell *before, *first;

	if (m->kind != DGPM_CHANGE_MISSING && m->kind != DGPM_CHANGE_BROKEN)
		return NULL;
	before = track_cell_before(m, m->kind == DGPM_CHANGE_BROKEN ? m->since : w->as_of);
	first = track_cell(m, w->target->baseline_fy);
	return first != NULL && (before == NULL || first->yen > before->yen) ? first : before;
}

struct terms {
	struct dgpm_arena *arena;
	struct dgpm_track_term *items;
	size_t n, cap;
};

static struct dgpm_track_term *add(struct terms *t, enum dgpm_term_kind kind, const struct track_member *m, int year,
				   dgpm_yen yen)
{
	struct dgpm_track_term *term = DGPM_PUSH(t->arena, t->items, t->n, t->cap);

	*term = (struct dgpm_track_term){ .kind = kind, .id = m->id, .path = m->path, .fiscal_year = year, .yen = yen };
	return term;
}

static void add_cell(struct terms *t, enum dgpm_term_kind kind, const struct track_member *m,
		     const struct track_cell *cell)
{
	struct dgpm_track_term *term = add(t, kind, m, cell->fiscal_year, cell->yen);

	term->stage = cell->stage;
	term->unsplit = cell->unsplit_rows != 0;
}

static void add_moved(const struct track_work *w, struct terms *t, const struct track_member *m)
{
	wide moved;

	for (int y = w->target->baseline_fy + 1; m->in_scope && y <= w->as_of; y++)
		if (track_moved_out(w, m, y, &moved) && wide_fits(moved))
			(void)add(t, DGPM_TERM_MOVED, m, y, (dgpm_yen)moved);
}

static void add_open(const struct track_work *w, struct terms *t, const struct track_member *m)
{
	const struct track_cell *before = track_open_before(w, m), *now = track_cell(m, w->as_of);

	if (before == NULL)
		return;
	add_cell(t, DGPM_TERM_BEFORE, m, before);
	if (now != NULL)
		add_cell(t, DGPM_TERM_LEFT, m, now);
}

static void add_reported(const struct track_work *w, struct terms *t, const struct track_member *m)
{
	for (size_t i = 0; i < m->n_reductions; i++) {
		const struct track_reduction *r = &m->reductions[i];

		if (r->fiscal_year != w->as_of)
			continue;
		if (r->has_prospect)
			add(t, DGPM_TERM_PROSPECT, m, w->as_of, r->prospect_yen)->viewpoint = r->viewpoint;
		if (r->has_actual)
			add(t, DGPM_TERM_REPORTED, m, w->as_of, r->actual_yen)->viewpoint = r->viewpoint;
	}
}

void track_terms(const struct track_work *w, struct dgpm_track_row *row, struct track_member *const *members, size_t n,
		 struct track_member *const *base, size_t n_base)
{
	struct terms t = { .arena = w->run->arena };

	if (!w->run->how->terms)
		return;
	for (size_t i = 0; i < n; i++) {
		(void)add(&t, DGPM_TERM_MEMBER, members[i], 0, 0);
		for (size_t c = 0; c < members[i]->n_cells; c++)
			add_cell(&t, DGPM_TERM_CELL, members[i], &members[i]->cells[c]);
		add_moved(w, &t, members[i]);
		add_open(w, &t, members[i]);
		add_reported(w, &t, members[i]);
	}
	for (size_t i = 0; i < n_base; i++) {
		const struct track_cell *cell = track_cell(base[i], w->target->baseline_fy);

		if (cell != NULL)
			add_cell(&t, DGPM_TERM_BASE, base[i], cell);
	}
	row->terms = t.items;
	row->n_terms = t.n;
}
