/* Figures of the tracking report by their addresses: track:TARGET/YEAR[/SLICE][/COLUMN], written and read. */
#include "track/address.h"
#include "base/i18n.h"
#include "track/parts.h"

#include <stdlib.h>

#define KIND "track"

static const char *const group_keys[] = {
	[DGPM_TRACK_ORGANIZATION] = "organization",
	[DGPM_TRACK_PROJECT] = "project",
	[DGPM_TRACK_CLASS] = "class",
	[DGPM_TRACK_VIEWPOINT] = "viewpoint",
};

static void next_term(struct dgpm_address_text *t, bool *any)
{
	if (!*any)
		dgpm_address_part(t);
	*any = true;
}

static const char *write_address(struct dgpm_arena *arena, const char *target, int year,
				 const struct dgpm_track_how *how, const char *group)
{
	struct dgpm_address_text t;
	bool any = false;

	dgpm_address_begin(&t, arena, KIND);
	dgpm_address_word(&t, dgpm_str_of(target));
	dgpm_address_part(&t);
	if (year != 0)
		dgpm_address_word(&t, dgpm_str_of(dgpm_arena_printf(arena, "%d", year)));
	else
		dgpm_address_all(&t);
	if (group != NULL) {
		next_term(&t, &any);
		dgpm_address_term(&t, group_keys[how->by], dgpm_str_of(group));
	}
	for (unsigned e = 0; e < DGPM_N_EXPENSES; e++)
		if ((how->expenses >> e & 1) != 0) {
			next_term(&t, &any);
			dgpm_address_term(&t, "expense", dgpm_str_of(dgpm_expense_name((enum dgpm_expense)e)));
		}
	if (how->published) {
		next_term(&t, &any);
		dgpm_address_term(&t, "published", DGPM_STR("yes"));
	}
	return dgpm_address_end(&t);
}

const char *dgpm_track_address(const struct dgpm_track *track, struct dgpm_arena *arena, const struct dgpm_tracked *t,
			       const struct dgpm_track_row *row)
{
	return write_address(arena, t->target->id, t->as_of, &track->how, row == &t->rows[0] ? NULL : row->group);
}

const char *dgpm_track_whole_address(struct dgpm_arena *arena, const struct dgpm_tracked *t, int year,
				     const char *column)
{
	struct dgpm_track_how how = { .expenses = t->expenses != t->target->expenses ? t->expenses : 0 };

	return dgpm_address_cell(arena, write_address(arena, t->target->id, year, &how, NULL), column);
}

const char *dgpm_track_asked_address(const struct dgpm_track_asked *asked, struct dgpm_arena *arena, int year)
{
	return write_address(arena, asked->target, year, &asked->how, asked->group);
}

static bool take_term(void *ctx, const struct dgpm_address_term *term)
{
	struct dgpm_track_asked *out = ctx;

	if (term->key == NULL)
		return strcmp(term->value, "*") == 0;
	for (size_t i = DGPM_TRACK_ORGANIZATION; i < DGPM_COUNT(group_keys); i++)
		if (strcmp(term->key, group_keys[i]) == 0) {
			out->how.by = (enum dgpm_track_by)i;
			out->group = term->value;
			return true;
		}
	for (unsigned e = 0; strcmp(term->key, "expense") == 0 && e < DGPM_N_EXPENSES; e++)
		if (strcmp(term->value, dgpm_expense_name((enum dgpm_expense)e)) == 0) {
			out->how.expenses |= 1u << e;
			return true;
		}
	out->how.published = strcmp(term->key, "published") == 0 && strcmp(term->value, "yes") == 0;
	return out->how.published;
}

bool dgpm_track_ask(struct dgpm_track_asked *out, struct dgpm_arena *arena, const struct dgpm_address *address)
{
	const char *year = dgpm_address_only(address, 1);
	size_t part = 2;

	*out = (struct dgpm_track_asked){ .target = dgpm_address_only(address, 0) };
	if (out->target == NULL || year == NULL)
		return false;
	/* Without a year: the last one with results. */
	if (address->n == 2 && strcmp(year, "*") != 0 && dgpm_track_origin(arena, year) != NULL) {
		out->column = year;
		return true;
	}
	if (strcmp(year, "*") != 0 && !dgpm_fiscal_year_parse(&out->how.as_of, NULL, dgpm_str_of(year), NULL))
		return false;
	return dgpm_address_give_terms(address, &part, take_term, out) &&
	       dgpm_address_take_column(address, &part, &out->column) && part >= address->n;
}

const struct dgpm_origin dgpm_track_origins[] = {
	{ "target_id", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "group", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "name", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "baseline_fy", DGPM_ORIGIN_GIVEN, 0, NULL, NULL },
	{ "baseline_yen", DGPM_ORIGIN_SUM, 0, NULL, NULL },
	{ "target_fy", DGPM_ORIGIN_GIVEN, 0, NULL, NULL },
	{ "target_yen", DGPM_ORIGIN_FORMULA, 0, N_("the baseline less the cut of the target"), "baseline_yen" },
	{ "as_of_fy", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "path_yen", DGPM_ORIGIN_FORMULA, 0,
	  N_("a straight line by years from the baseline over the milestones to the target"),
	  "baseline_yen baseline_fy target_yen target_fy as_of_fy" },
	{ "actual_yen", DGPM_ORIGIN_SUM, 0, NULL, NULL },
	{ "amount_yen", DGPM_ORIGIN_SUM, 0, NULL, NULL },
	{ "reduction_yen", DGPM_ORIGIN_FORMULA, 0, N_("baseline - result"), "baseline_yen actual_yen" },
	{ "reduction_rate", DGPM_ORIGIN_FORMULA, 0, N_("reduction / baseline"), "reduction_yen baseline_yen" },
	{ "forecast_yen", DGPM_ORIGIN_FORMULA, 0, N_("the line of least squares over the years with results"), NULL },
	{ "gap_yen", DGPM_ORIGIN_FORMULA, 0, N_("forecast - target"), "forecast_yen target_yen" },
	{ "path_gap_yen", DGPM_ORIGIN_FORMULA, 0, N_("result - path"), "actual_yen path_yen" },
	{ "status", DGPM_ORIGIN_FORMULA, 0, N_("the result held against the path, the forecast against the target"),
	  "actual_yen path_yen forecast_yen target_yen" },
	{ "same_projects", DGPM_ORIGIN_COUNT, 0,
	  N_("number of projects with a figure in the baseline year and in that of the result"), NULL },
	{ "same_baseline_yen", DGPM_ORIGIN_FORMULA, 0, N_("the baseline less that of the projects that ended"),
	  "baseline_yen gone_yen" },
	{ "same_path_yen", DGPM_ORIGIN_FORMULA, 0, N_("the path from the baseline of the same projects"),
	  "same_baseline_yen target_fy as_of_fy" },
	{ "same_actual_yen", DGPM_ORIGIN_FORMULA, 0, N_("the result less that of the new projects"),
	  "actual_yen new_yen" },
	{ "same_status", DGPM_ORIGIN_FORMULA, 0, N_("the verdict on the same projects"),
	  "same_actual_yen same_path_yen" },
	{ "new_projects", DGPM_ORIGIN_COUNT, 0, N_("number of projects without a figure in the baseline year"), NULL },
	{ "new_yen", DGPM_ORIGIN_FORMULA, 0, N_("the results of projects without a figure in the baseline year"),
	  NULL },
	{ "gone_projects", DGPM_ORIGIN_COUNT, 0, N_("number of projects without a figure in the year of the result"),
	  NULL },
	{ "gone_yen", DGPM_ORIGIN_FORMULA, 0,
	  N_("the baselines of projects without a figure in the year of the result"), NULL },
	{ "in_progress", DGPM_ORIGIN_FORMULA, 0, N_("whether the year of the result is not over on the day"), NULL },
	{ "reason", DGPM_ORIGIN_FORMULA, 0, N_("why it cannot be computed"), NULL },
	{ "projects", DGPM_ORIGIN_COUNT, 0, N_("number of projects in the scope of the target"), NULL },
	{ "expenses", DGPM_ORIGIN_GIVEN, 0, NULL, NULL },
	{ "baseline_basis", DGPM_ORIGIN_FORMULA, 0, N_("projects by the ledger stage that counts"), "baseline_yen" },
	{ "actual_basis", DGPM_ORIGIN_FORMULA, 0, N_("projects by the ledger stage that counts"), "actual_yen" },
	{ "forecast_basis", DGPM_ORIGIN_FORMULA, 0, N_("what the forecast rests on"), "forecast_yen" },
	{ "plan_yen", DGPM_ORIGIN_SUM, 0, NULL, NULL },
	{ "moved_yen", DGPM_ORIGIN_GIVEN, 0, N_("budgets that moved out of the ledger, by transfers on the cards"),
	  NULL },
	{ "open_projects", DGPM_ORIGIN_COUNT, 0, N_("number of projects that vanish or break off without a reason"),
	  NULL },
	{ "open_yen", DGPM_ORIGIN_FORMULA, 0,
	  N_("the last figures of projects that vanish or break off without a reason, less what is left of them"),
	  NULL },
	{ "prospect_yen", DGPM_ORIGIN_GIVEN, 0, N_("reductions foreseen on the cards"), NULL },
	{ "reported_yen", DGPM_ORIGIN_GIVEN, 0, N_("reductions reported on the cards"), NULL },
	{ "planned_yen", DGPM_ORIGIN_SUM, 0, NULL, NULL },
	{ "most_gap_yen", DGPM_ORIGIN_FORMULA, 0, N_("amount - path + what vanished or broke off without a reason"),
	  "amount_yen path_yen open_yen" },
	{ "published_baseline_yen", DGPM_ORIGIN_GIVEN, 0, N_("published for the whole government"), NULL },
};
const size_t dgpm_track_n_origins = DGPM_COUNT(dgpm_track_origins);

const struct dgpm_origin *dgpm_track_origin(struct dgpm_arena *arena, const char *column)
{
	const struct dgpm_origin *o = dgpm_origin_find(dgpm_track_origins, dgpm_track_n_origins, column);

	/* As reports for people call them. */
	if (strcmp(column, "published-baseline") == 0)
		return dgpm_track_origin(arena, "published_baseline_yen");
	if (strcmp(column, "unexplained") == 0)
		return dgpm_track_origin(arena, "open_yen");
	return o != NULL ? o
			 : dgpm_origin_find(dgpm_track_origins, dgpm_track_n_origins,
					    dgpm_arena_printf(arena, "%s_yen", column));
}
