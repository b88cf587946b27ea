/* What would close the gap: projects by cost, with the signs that point to savings. */
#include "track/parts.h"
#include "base/list.h"

static int cmp_levers(const void *pa, const void *pb)
{
	const struct dgpm_lever *a = pa, *b = pb;

	if (a->amount_yen != b->amount_yen)
		return a->amount_yen > b->amount_yen ? -1 : 1;
	return strcmp(a->id, b->id);
}

static bool renewal_due(const struct track_work *w, const struct track_member *m)
{
	int end = w->target->aim.fiscal_year;

	return (m->signs & DGPM_LEVER_RENEWAL) != 0 ||
	       (end != 0 && !m->ends && ((m->span_to >= w->as_of && m->span_to <= end) ||
			     (m->renewal_fy >= w->as_of && m->renewal_fy <= end)));
}

void track_levers(const struct track_work *w, struct dgpm_tracked *out)
{
	struct dgpm_lever *levers = dgpm_arena_array(w->run->arena, w->n_members, sizeof *levers);
	wide sum = 0;
	size_t n = 0;

	for (size_t i = 0; i < w->n_members; i++) {
		const struct track_member *m = w->members[i];
		const struct track_cell *now = track_cell(m, w->as_of), *then = track_cell(m, w->target->baseline_fy);
		struct dgpm_lever *l = &levers[n];

		if (now == NULL || now->yen <= 0 || now->overflow)
			continue;
		*l = (struct dgpm_lever){ .id = m->id, .name = m->name, .organization = m->organization,
					  .amount_yen = now->yen,
					  .signs = m->signs & ~(unsigned)DGPM_LEVER_RENEWAL };
		l->has_reduction = then != NULL && dgpm_yen_sub(&l->reduction_yen, then->yen, now->yen);
		if (l->has_reduction && l->reduction_yen <= 0)
			l->signs |= DGPM_LEVER_NO_REDUCTION;
		if (renewal_due(w, m))
			l->signs |= DGPM_LEVER_RENEWAL;
		n++;
	}
	dgpm_sort(levers, n, sizeof *levers, cmp_levers);
	for (size_t i = 0; i < n; i++) {
		sum += levers[i].amount_yen;
		levers[i].cumulative_yen = wide_fits(sum) ? (dgpm_yen)sum : INT64_MAX;
	}
	out->levers = levers;
	out->n_levers = n;
}

size_t dgpm_levers_needed(const struct dgpm_lever *levers, size_t n, dgpm_yen gap, int64_t rate)
{
	wide sum = 0;

	if (gap <= 0)
		return 0;
	/* One rate for all: the largest first is the fewest. */
	for (size_t i = 0; i < n; i++) {
		sum += (wide)levers[i].amount_yen * rate;
		if (sum >= (wide)gap * DGPM_CUT_WHOLE)
			return i + 1;
	}
	return n + 1;
}
