/* Figures of one project by year: which ledger stage counts, who reports it, what moved out of the ledger. */
#include "portfolio/portfolio.h"
#include "track/parts.h"
#include "base/list.h"

static bool counts(const struct track_work *w, const struct dgpm_total *t, uint8_t stage)
{
	return t->stage == stage &&
	       ((w->expenses >> t->expense & 1) != 0 || t->expense == DGPM_EXPENSE_UNSPECIFIED);
}

/* The rows [from, to) of one year by one stage. Rows of one organization stand together. */
static void sum_up(const struct track_work *w, struct track_cell *cell, const struct dgpm_total *t, size_t from,
		   size_t to)
{
	wide sum = 0, best = 0;

	for (size_t i = from; i < to;) {
		struct dgpm_str reporter = t[i].organization;
		wide part = 0;
		bool any = false;

		for (; i < to && dgpm_str_eq(t[i].organization, reporter); i++) {
			if (!counts(w, &t[i], cell->stage))
				continue;
			if ((w->expenses >> t[i].expense & 1) == 0) {
				cell->unsplit_rows += t[i].rows;
				continue;
			}
			any = true;
			cell->overflow |= t[i].overflow;
			part += t[i].sum_yen;
		}
		sum += part;
		if (any && (cell->reporter.s == NULL || part > best)) {
			best = part;
			cell->reporter = reporter;
		}
	}
	cell->overflow |= !wide_fits(sum);
	if (!cell->overflow)
		cell->yen = (dgpm_yen)sum;
}

void track_fill_cells(const struct track_work *w, struct track_member *m)
{
	const struct dgpm_total *t = m->totals;
	size_t n = m->n_totals, years = 0;

	m->n_cells = 0;
	for (size_t i = 0; i < n; i++)
		years += i == 0 || t[i].fiscal_year != t[i - 1].fiscal_year;
	m->cells = dgpm_arena_array(w->run->arena, years, sizeof *m->cells);
	for (size_t from = 0, to; from < n; from = to) {
		struct track_cell cell = { .fiscal_year = t[from].fiscal_year };
		bool found = false;

		for (to = from; to < n && t[to].fiscal_year == t[from].fiscal_year; to++)
			;
		for (size_t s = 0; s < w->target->n_stages && !found; s++)
			for (size_t i = from; i < to && !found; i++)
				if (counts(w, &t[i], w->target->stages[s])) {
					cell.stage = w->target->stages[s];
					found = true;
				}
		if (!found)
			continue;
		sum_up(w, &cell, t, from, to);
		m->cells[m->n_cells++] = cell;
	}
}

const struct track_cell *track_cell(const struct track_member *m, int fiscal_year)
{
	size_t lo = 0, hi = m->n_cells;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (m->cells[mid].fiscal_year == fiscal_year)
			return &m->cells[mid];
		if (m->cells[mid].fiscal_year < fiscal_year)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

const struct track_cell *track_cell_before(const struct track_member *m, int fiscal_year)
{
	for (size_t i = m->n_cells; i > 0; i--)
		if (m->cells[i - 1].fiscal_year < fiscal_year)
			return &m->cells[i - 1];
	return NULL;
}

static const struct dgpm_organization *find(const struct track_run *run, struct dgpm_str text)
{
	return dgpm_organizations_find(dgpm_portfolio_organizations(run->p), text);
}

bool track_reports(const struct track_run *run, const struct track_member *m, int fiscal_year, const char *organization)
{
	const struct dgpm_organization *o = find(run, dgpm_str_of(organization));

	for (size_t i = 0; i < m->n_totals; i++)
		if (m->totals[i].fiscal_year == fiscal_year &&
		    (dgpm_str_is(m->totals[i].organization, organization) ||
		     (o != NULL && find(run, m->totals[i].organization) == o)))
			return true;
	return false;
}

/* A later transfer from the place a first one led to takes the first one's amount on. */
static bool taken_on(const struct track_member *m, const struct track_transfer *x, int fiscal_year)
{
	for (size_t i = 0; i < m->n_transfers; i++) {
		const struct track_transfer *y = &m->transfers[i];

		if (y != x && y->fiscal_year > x->fiscal_year && y->fiscal_year <= fiscal_year && x->to != NULL &&
		    y->from != NULL && strcmp(y->from, x->to) == 0)
			return true;
	}
	return false;
}

bool track_moved_out(const struct track_work *w, const struct track_member *m, int fiscal_year, wide *yen)
{
	bool any = false;

	*yen = 0;
	for (size_t i = 0; i < m->n_transfers; i++) {
		const struct track_transfer *x = &m->transfers[i];

		if (x->fiscal_year > fiscal_year || x->fiscal_year <= w->target->baseline_fy || x->to == NULL ||
		    taken_on(m, x, fiscal_year) || track_reports(w->run, m, fiscal_year, x->to))
			continue;
		if (!x->has_amount)
			return false;
		any = true;
		*yen += x->amount_yen;
	}
	return any;
}

/* The place of an organization among the places; a new one when it is not there. */
static struct dgpm_track_place *place_of(const struct track_work *w, struct dgpm_track_place **places, size_t *n,
					 struct dgpm_str reporter)
{
	const struct dgpm_organization *o = find(w->run, reporter);
	struct dgpm_track_place *p;
	const char *text;

	for (size_t i = 0; i < *n; i++)
		if (dgpm_str_is(reporter, (*places)[i].organization) ||
		    (o != NULL && strcmp((*places)[i].organization, o->code) == 0))
			return &(*places)[i];
	*places = dgpm_arena_grow(w->run->arena, *places, *n, *n + 1, sizeof **places);
	p = &(*places)[(*n)++];
	text = o != NULL ? o->code : dgpm_arena_strndup(w->run->arena, reporter.s, reporter.n);
	*p = (struct dgpm_track_place){
		.organization = text,
		.known = o,
		.name = o != NULL ? dgpm_organization_text(o, dgpm_data_lang(dgpm_portfolio_data(w->run->p))) : text,
		.years = dgpm_arena_array(w->run->arena, w->n_years, sizeof *p->years),
	};
	return p;
}

static int cmp_places(const void *pa, const void *pb)
{
	const struct dgpm_track_place *a = pa, *b = pb;
	int c = dgpm_organization_cmp(a->known, b->known);

	return c != 0 ? c : strcmp(a->organization, b->organization);
}

/* Exactly by who reports, where a project is reported by two in one year as well. */
void track_places(const struct track_work *w, struct dgpm_tracked *out)
{
	struct dgpm_track_place *places = NULL;
	size_t n_places = 0;

	for (size_t i = 0; i < w->n_members && w->n_years != 0; i++) {
		const struct dgpm_total *t = w->members[i]->totals;

		for (size_t r = 0; r < w->members[i]->n_totals; r++) {
			const struct track_cell *cell = track_cell(w->members[i], t[r].fiscal_year);
			int at = t[r].fiscal_year - w->years[0].fiscal_year;
			struct dgpm_track_figure *f;

			if (cell == NULL || at < 0 || (size_t)at >= w->n_years || t[r].stage != cell->stage ||
			    (w->expenses >> t[r].expense & 1) == 0 || t[r].overflow)
				continue;
			f = &place_of(w, &places, &n_places, t[r].organization)->years[at];
			f->known = dgpm_yen_add(&f->yen, f->yen, t[r].sum_yen);
			f->by_stage[cell->stage]++;
		}
	}
	dgpm_sort(places, n_places, sizeof *places, cmp_places);
	out->places = places;
	out->n_places = n_places;
}
