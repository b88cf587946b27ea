/* Figures of the evaluation by their addresses. */
#include "evaluate/address.h"
#include "base/i18n.h"
#include "evaluate/tally.h"

/* The year is that of the target, else of the actual. */
const char *dgpm_indicator_address(struct dgpm_arena *arena, const struct dgpm_policy *p,
				   const struct dgpm_indicator *ind)
{
	int year = ind->target_fy != 0 ? ind->target_fy : ind->actual_fy;

	return dgpm_address(arena, "indicator", p->id, ind->id, year != 0 ? dgpm_arena_printf(arena, "%d", year) : NULL,
			    NULL);
}

static bool has_year(const struct dgpm_indicator *ind, int year)
{
	for (size_t i = 0; i < ind->n_years; i++)
		if (ind->years[i].fiscal_year == year)
			return true;
	return (ind->target_fy != 0 ? ind->target_fy : ind->actual_fy) == year;
}

const struct dgpm_indicator *dgpm_indicator_asked(const struct dgpm_evaluation *e, const struct dgpm_address *address,
						  const struct dgpm_policy **policy, int *year, const char **column)
{
	const char *id = dgpm_address_only(address, 0), *kpi = dgpm_address_only(address, 1);
	const char *third = dgpm_address_only(address, 2);
	const struct dgpm_indicator *found = NULL;
	size_t part = 2;

	*year = 0;
	*column = NULL;
	if (id == NULL || kpi == NULL)
		return NULL;
	if (third != NULL && dgpm_fiscal_year_parse(year, NULL, dgpm_str_of(third), NULL))
		part++;
	if (!dgpm_address_take_column(address, &part, column) || part < address->n)
		return NULL;
	for (size_t i = 0; i < e->n; i++)
		for (size_t k = 0; k < e->policies[i].n; k++) {
			const struct dgpm_indicator *ind = &e->policies[i].indicators[k];
			bool exact = ind->target_fy == *year;

			if (strcmp(e->policies[i].id, id) != 0 || strcmp(ind->id, kpi) != 0 ||
			    (*year != 0 && !has_year(ind, *year)) || (found != NULL && !exact))
				continue;
			found = ind;
			*policy = &e->policies[i];
			if (exact)
				return found;
		}
	return found;
}

const char *dgpm_evaluate_address(struct dgpm_arena *arena, struct dgpm_date date,
				  const struct dgpm_evaluate_slice *slice)
{
	struct dgpm_address_text t;
	const char *year = dgpm_arena_printf(arena, "%d", slice->year);

	dgpm_address_begin(&t, arena, "evaluate");
	dgpm_address_word(&t, dgpm_str_of(dgpm_arena_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day)));
	dgpm_address_part(&t);
	if (slice->by == 0)
		dgpm_address_all(&t);
	if ((slice->by & DGPM_EVALUATE_ORGANIZATION) != 0)
		dgpm_address_term(&t, "organization",
				  dgpm_str_of(slice->organization != NULL ? slice->organization : ""));
	if ((slice->by & DGPM_EVALUATE_PROJECT) != 0)
		dgpm_address_term(&t, "project", dgpm_str_of(slice->project));
	if ((slice->by & DGPM_EVALUATE_YEAR) != 0)
		dgpm_address_term(&t, "year", slice->year != 0 ? dgpm_str_of(year) : DGPM_STR(""));
	if ((slice->by & DGPM_EVALUATE_FISCAL_YEAR) != 0)
		dgpm_address_term(&t, "fiscal_year", slice->year != 0 ? dgpm_str_of(year) : DGPM_STR(""));
	if ((slice->by & DGPM_EVALUATE_KIND) != 0)
		dgpm_address_term(&t, "kind", slice->output ? DGPM_STR("output") : DGPM_STR("outcome"));
	return dgpm_address_end(&t);
}

static bool take_term(void *ctx, const struct dgpm_address_term *t)
{
	struct dgpm_evaluate_slice *out = ctx;
	static const struct {
		const char *key;
		unsigned by;
	} keys[] = {
		{ "organization", DGPM_EVALUATE_ORGANIZATION },
		{ "project", DGPM_EVALUATE_PROJECT },
		{ "year", DGPM_EVALUATE_YEAR },
		{ "fiscal_year", DGPM_EVALUATE_FISCAL_YEAR },
		{ "kind", DGPM_EVALUATE_KIND },
	};
	unsigned by = 0;

	if (t->key == NULL)
		return strcmp(t->value, "*") == 0;
	for (size_t i = 0; i < DGPM_COUNT(keys); i++)
		if (strcmp(keys[i].key, t->key) == 0)
			by = keys[i].by;
	out->by |= by;
	if (by == DGPM_EVALUATE_ORGANIZATION)
		out->organization = t->value;
	else if (by == DGPM_EVALUATE_PROJECT)
		out->project = t->value;
	else if (by == DGPM_EVALUATE_KIND)
		out->output = strcmp(t->value, "output") == 0;
	else if (by != 0 && *t->value != '\0')
		return dgpm_fiscal_year_parse(&out->year, NULL, dgpm_str_of(t->value), NULL);
	return by != 0;
}

bool dgpm_evaluate_ask(struct dgpm_evaluate_slice *out, struct dgpm_date *date, const struct dgpm_address *address)
{
	const char *day = dgpm_address_only(address, 0);
	size_t part = 1;

	*out = (struct dgpm_evaluate_slice){ 0 };
	*date = (struct dgpm_date){ 0 };
	if (day == NULL || !dgpm_date_parse(date, dgpm_str_of(day)))
		return false;
	return dgpm_address_give_terms(address, &part, take_term, out) &&
	       dgpm_address_take_column(address, &part, &out->column) && part >= address->n;
}

static bool is_in(const struct dgpm_evaluate_slice *s, const struct dgpm_policy *p, const struct dgpm_indicator *ind)
{
	const char *organization = p->organization != NULL ? p->organization : "";

	return ((s->by & DGPM_EVALUATE_ORGANIZATION) == 0 || strcmp(organization, s->organization) == 0) &&
	       ((s->by & DGPM_EVALUATE_PROJECT) == 0 || strcmp(p->id, s->project) == 0) &&
	       ((s->by & DGPM_EVALUATE_YEAR) == 0 || p->fiscal_year == s->year) &&
	       ((s->by & DGPM_EVALUATE_KIND) == 0 || ind->output == s->output);
}

void dgpm_evaluate_counted(const struct dgpm_evaluation *e, const struct dgpm_evaluate_slice *s, dgpm_counted_fn fn,
			   void *ctx)
{
	for (size_t i = 0; i < e->n; i++)
		for (size_t k = 0; k < e->policies[i].n; k++) {
			const struct dgpm_policy *p = &e->policies[i];
			const struct dgpm_indicator *ind = &p->indicators[k];

			if (!is_in(s, p, ind))
				continue;
			if ((s->by & DGPM_EVALUATE_FISCAL_YEAR) == 0) {
				fn(ctx, p, ind, 0, (enum dgpm_mark)ind->mark);
				continue;
			}
			for (size_t y = 0; y < ind->n_years; y++)
				if (ind->years[y].fiscal_year == s->year)
					fn(ctx, p, ind, s->year,
					   evaluate_year_mark(ind, &ind->years[y], e->near, p->date));
		}
}

bool dgpm_indicator_is_full(const struct dgpm_indicator *ind)
{
	return ind->baseline.kind != DGPM_MEASURE_NONE && ind->target.kind != DGPM_MEASURE_NONE && ind->actual_fy != 0;
}

const struct dgpm_origin dgpm_indicator_origins[] = {
	{ "policy_id", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "indicator_id", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "primary", DGPM_ORIGIN_GIVEN, 0, NULL, NULL },
	{ "baseline", DGPM_ORIGIN_GIVEN, 0, NULL, NULL },
	{ "target_fy", DGPM_ORIGIN_GIVEN, 0, NULL, NULL },
	{ "target", DGPM_ORIGIN_GIVEN, 0, NULL, NULL },
	{ "actual_fy", DGPM_ORIGIN_GIVEN, 0, NULL, NULL },
	{ "actual", DGPM_ORIGIN_GIVEN, 0, NULL, NULL },
	{ "achievement", DGPM_ORIGIN_FORMULA, 0,
	  N_("the actual held against the target once its year is over; nearly: near enough on the way from the "
	     "baseline"),
	  "baseline target target_fy actual actual_fy" },
	{ "way", DGPM_ORIGIN_FORMULA, 0, N_("(actual - baseline) / (target - baseline)"), "baseline target actual" },
};
const size_t dgpm_indicator_n_origins = DGPM_COUNT(dgpm_indicator_origins);
