/* What a portfolio sets for itself, held against what there is. */
#include "review/settings.h"
#include "base/i18n.h"
#include "evaluate/evaluate.h"
#include "govern/monitor.h"
#include "io/walk.h"
#include "procedures/procedures.h"
#include "profile/profile.h"
#include "rules/others.h"

#define CONFIG "dgpm.yaml"

bool review_budget_day(const struct dgpm_portfolio *p, struct dgpm_diags *diags, int64_t month, int64_t day)
{
	const struct dgpm_node *review = dgpm_node_get(dgpm_portfolio_config(p), "review");
	const struct dgpm_node *at = dgpm_node_get(review, "budget_day");
	struct dgpm_date date;
	char text[32];

	/* Of a year without 29 February: it is asked for in every year. */
	snprintf(text, sizeof text, "2021-%02d-%02d", (int)month, (int)day);
	if (dgpm_date_parse(&date, dgpm_str_of(text)))
		return true;
	at = at != NULL ? at : dgpm_node_get(review, "budget_month");
	dgpm_diag_addf(diags, DGPM_MSG_SCH_09, dgpm_node_loc(at, CONFIG), dgpm_node_str(at).s,
		       _("not every year has the day %d of month %d"), (int)day, (int)month);
	return false;
}

/* Rules of the other reports are compiled only where they are set. */
static void check_reports(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p)
{
	static const char *const reports[] = { "plan.rules", "procedures.rules", "evaluate.rules", "diff.rules" };
	struct dgpm_other_rules rules;
	bool set = false;

	for (size_t i = 0; i < DGPM_COUNT(reports); i++)
		set |= dgpm_node_at(dgpm_portfolio_config(p), reports[i]) != NULL;
	if (set && dgpm_other_rules(&rules, arena, diags, dgpm_portfolio_data(p), p) == 0)
		dgpm_other_rules_close(&rules);
}

/* A path of `severities` below which no card is: a slip there would leave a rule as it is, unseen. */
static void check_places(struct dgpm_diags *diags, const struct dgpm_portfolio *p)
{
	const struct dgpm_node *list = NULL, *paths = NULL;
	uint32_t n = dgpm_node_items(dgpm_portfolio_config(p), "severities", &list);
	size_t n_cards;
	const struct dgpm_entry *cards = dgpm_portfolio_entries(p, &n_cards);

	for (uint32_t i = 0; i < n && n_cards != 0; i++) {
		uint32_t n_paths = dgpm_node_items(&list[i], "paths", &paths);

		for (uint32_t k = 0; k < n_paths; k++) {
			const char *path = dgpm_node_cstr(&paths[k]);
			bool found = path == NULL;

			for (size_t c = 0; c < n_cards && !found; c++)
				found = dgpm_path_is_among(&path, 1, cards[c].path);
			if (!found)
				dgpm_diag_add(diags, DGPM_MSG_REF_12, dgpm_node_loc(&paths[k], CONFIG), path);
		}
	}
}

static void check_table(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
			const struct dgpm_node *root, const char *path)
{
	if (dgpm_node_text_is(root, "makes", dgpm_makes_name(DGPM_MAKES_INDICATORS)))
		dgpm_evaluate_check_profile(arena, diags, data, root, path);
	else
		dgpm_procedures_check_profile(arena, diags, data, root, path);
}

void review_settings_check(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p)
{
	check_reports(arena, diags, p);
	dgpm_monitor_check(arena, diags, p);
	if (!dgpm_portfolio_is_named(p))
		check_places(diags, p);
	dgpm_profiles_check(arena, diags, p, check_table);
}
