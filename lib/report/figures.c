/* What is asked of the figures that were gathered. */
#include "report/figures.h"

struct figures_card *figures_find(const struct figures *f, struct dgpm_str id)
{
	size_t lo = 0, hi = f->n_cards;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = dgpm_str_cmp(dgpm_str_of(f->by_id[mid]->id), id);

		if (c == 0)
			return f->by_id[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

const struct figures_card *figures_card(const struct figures *f, const char *id)
{
	return figures_find(f, dgpm_str_of(id));
}

/* One slice more: what does not fit has no value from then on. */
void figures_add(struct figures_sum *sum, const struct dgpm_figures *f)
{
	for (int i = 0; i < DGPM_N_FIGURES; i++) {
		if (i == DGPM_FIG_EXECUTION_RATE || (!f->has[i] && !f->overflow[i]))
			continue;
		if (f->overflow[i] || sum->f.overflow[i] ||
		    !dgpm_yen_add(&sum->f.value[i], sum->f.value[i], f->value[i])) {
			sum->f.overflow[i] = true;
			sum->f.has[i] = false;
		} else {
			sum->f.has[i] = true;
		}
	}
}

const char *figures_org_name(const struct figures *f, const char *organization)
{
	const struct dgpm_organization *o =
		dgpm_organizations_find(dgpm_portfolio_organizations(f->portfolio), dgpm_str_of(organization));

	return o != NULL ? dgpm_organization_text(o, f->words.lang) : organization;
}

const struct figures_sum *figures_year(const struct figures *f, const struct figures_sum *years, int fiscal_year)
{
	return years != NULL && fiscal_year >= f->first_year && fiscal_year <= f->last_year
		       ? &years[fiscal_year - f->first_year]
		       : NULL;
}

const struct dgpm_tracked *figures_main_target(const struct figures *f)
{
	const struct dgpm_tracked *found = NULL;

	for (size_t i = 0; f->track != NULL && i < f->track->n; i++) {
		const struct dgpm_tracked *t = &f->track->items[i];

		if (t->target->built_in &&
		    (found == NULL || t->n_scope > found->n_scope ||
		     (t->n_scope == found->n_scope && t->target->aim.fiscal_year > found->target->aim.fiscal_year)))
			found = t;
	}
	return found;
}

bool figures_path_gap(dgpm_yen *gap, const struct dgpm_track_row *row)
{
	return row->status != DGPM_UNCOMPUTED && row->has_path && row->actual.known &&
	       dgpm_yen_sub(gap, row->actual.yen, row->path_yen);
}

bool figures_is_org(const void *ctx, uint32_t number, const void *key)
{
	const struct figures *f = ctx;

	return dgpm_str_eq(dgpm_str_of(f->orgs[number].code), *(const struct dgpm_str *)key);
}
