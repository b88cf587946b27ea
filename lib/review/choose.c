/* The day and the year of a review, and the rules that hold for it. */
#include "base/i18n.h"
#include "review/run.h"

#include <fnmatch.h>
#include <limits.h>

const char *const review_stages[REVIEW_STAGES] = { "pre-request", "request", "execution" };
const char *const review_sectors[REVIEW_SECTORS] = { "national", "local", "iaa", "quasi-public" };

/*
 * The day is --date, else dgpm.yaml, else today. The year under review is the one given, else that of dgpm.yaml unless
 * a day was given; else it follows from the stage, as a year asks for the next one's budget, or is each project's own.
 */
void review_when(struct dgpm_review *review, const struct dgpm_review_how *how, const struct dgpm_node *config)
{
	const struct dgpm_node *settings = dgpm_node_get(config, "review");
	int64_t year;

	review->date = how->date;
	if (review->date.year == 0 &&
	    !dgpm_date_parse(&review->date, dgpm_node_str(dgpm_node_get(settings, "date"))))
		review->date = how->today;
	review->fiscal_year = dgpm_date_fiscal_year(review->date);
	if (how->fiscal_year != 0)
		review->fiscal_year = how->fiscal_year;
	else if (how->date.year == 0 && dgpm_node_int(dgpm_node_get(settings, "fiscal_year"), &year))
		review->fiscal_year = (int)year;
	else if (how->stage == NULL)
		review->own_years = true;
	else
		review->fiscal_year += strcmp(how->stage, "execution") != 0;
}

static bool is_like_any(const char *const *patterns, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (fnmatch(patterns[i], id, 0) == 0)
			return true;
	return false;
}

/* Neither switched off nor left aside by the options. */
static bool is_wanted(const struct dgpm_review_how *how, const struct dgpm_rule *rule)
{
	return !rule->off && (how->n_rules == 0 || is_like_any(how->rules, how->n_rules, rule->id)) &&
	       !is_like_any(how->skip, how->n_skip, rule->id);
}

static const char *unknown(const struct dgpm_rules *rules, const char *const *patterns, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool found = false;

		for (size_t k = 0; k < dgpm_rules_count(rules) && !found; k++)
			found = fnmatch(patterns[i], dgpm_rules_at(rules, k)->id, 0) == 0;
		if (!found)
			return patterns[i];
	}
	return NULL;
}

const char *dgpm_review_unknown_rules(const struct dgpm_rules *rules, const struct dgpm_review_how *how)
{
	const char *pattern = unknown(rules, how->rules, how->n_rules);

	return pattern != NULL ? pattern : unknown(rules, how->skip, how->n_skip);
}

static bool holds_for(const struct dgpm_rule *rule, const char *only_stage, int fiscal_year)
{
	return (only_stage == NULL || strcmp(only_stage, rule->stage) == 0) &&
	       (rule->from_fy == 0 || fiscal_year >= rule->from_fy) &&
	       (rule->to_fy == 0 || fiscal_year <= rule->to_fy);
}

static void choose_rules(struct review_edition *edition, struct dgpm_arena *arena, const struct dgpm_rules *all,
			 const struct dgpm_review_how *how, int fiscal_year, int edition_year)
{
	size_t n = dgpm_rules_count(all);

	edition->fiscal_year = fiscal_year;
	for (size_t s = 0; s < REVIEW_STAGES; s++) {
		struct review_stage *to = &edition->by_stage[s];

		to->stage = review_stages[s];
		to->rules = dgpm_arena_array(arena, n, sizeof(const struct dgpm_rule *));
		/* Twice over: what looks at the results of the others comes last. */
		for (size_t i = 0; i < 2 * n; i++) {
			const struct dgpm_rule *rule = dgpm_rules_at(all, i % n);

			if (is_wanted(how, rule) && rule->after_results == (i >= n) &&
			    strcmp(rule->stage, to->stage) == 0 &&
			    holds_for(rule, how->stage, edition_year))
				to->rules[to->n++] = rule;
		}
	}
}

/* Which stages have a rule for a sector: of the next year before it begins, of the year of the day once it runs. */
static unsigned judged_stages(const struct review_run *run, const char *sector)
{
	const struct review_edition *last = &run->editions[run->n_editions - 1];
	unsigned judged = 0;

	for (size_t s = 0; s < REVIEW_STAGES; s++) {
		bool executes = strcmp(review_stages[s], "execution") == 0;
		const struct review_stage *rules = executes ? &run->editions->by_stage[s] : &last->by_stage[s];

		for (size_t i = 0; i < rules->n; i++)
			if (dgpm_rule_reaches(rules->rules[i], sector)) {
				judged |= 1u << s;
				break;
			}
	}
	return judged;
}

static bool is_covered(const struct review_run *run, int fiscal_year)
{
	for (size_t i = 0; i < dgpm_rules_count(run->all); i++)
		if (holds_for(dgpm_rules_at(run->all, i), run->how->stage, fiscal_year))
			return true;
	return false;
}

/* The edition that is judged by: the year under review, or the one that was asked for. */
static int edition_of(const struct review_run *run, int fiscal_year)
{
	return run->how->edition != 0 ? run->how->edition : fiscal_year;
}

/* The year of the newest edition there is. */
static int newest(const struct dgpm_rules *all)
{
	int year = 0;

	for (size_t i = 0; i < dgpm_rules_count(all); i++) {
		const struct dgpm_rule *rule = dgpm_rules_at(all, i);

		year = rule->from_fy > year ? rule->from_fy : year;
		year = rule->to_fy > year ? rule->to_fy : year;
	}
	return year;
}

/* "FY2019, FY2021 and later": the years that the packs hold for. */
static const char *years_covered(struct dgpm_arena *arena, const struct review_run *run)
{
	int from = INT_MAX, last = 0;
	const char *text = "";

	for (size_t i = 0; i < dgpm_rules_count(run->all); i++) {
		const struct dgpm_rule *rule = dgpm_rules_at(run->all, i);

		from = rule->from_fy < from ? rule->from_fy : from;
		last = rule->from_fy > last ? rule->from_fy : last;
		last = rule->to_fy > last ? rule->to_fy : last;
	}
	for (int year = from, end; year <= last; year = end + 1) {
		const char *range;

		for (end = year; end <= last && is_covered(run, end); end++)
			;
		if (end == year)
			continue;
		/* Beyond the last year that a pack names, all years are alike. */
		range = end > last && is_covered(run, end) ? dgpm_arena_printf(arena, _("FY%d and later"), year) :
			end == year + 1			   ? dgpm_arena_printf(arena, _("FY%d"), year) :
							     dgpm_arena_printf(arena, _("FY%d to FY%d"), year, end - 1);
		text = dgpm_arena_cat(arena, text, *text != '\0' ? ", " : "", range);
	}
	return *text != '\0' ? text : _("no year");
}

/* A year without any rule passes everything: a slip of the pen must not look like a clean review. */
static void check_covered(const struct review_run *run, struct dgpm_arena *arena, struct dgpm_diags *diags)
{
	for (size_t e = 0; e < run->n_editions; e++)
		if (is_covered(run, edition_of(run, run->editions[e].fiscal_year)))
			return;
	dgpm_diag_addf(diags, DGPM_MSG_REV_01, (struct dgpm_loc){ 0 },
		       dgpm_diag_value(diags, "%d", run->editions->fiscal_year),
		       _("FY%d is under review, the rule packs hold for %s"),
		       edition_of(run, run->editions->fiscal_year), years_covered(arena, run));
}

void review_choose(struct review_run *run, struct dgpm_arena *arena, struct dgpm_diags *diags,
		   const struct dgpm_review *review)
{
	run->n_editions = review->own_years ? 2 : 1;
	for (size_t e = 0; e < run->n_editions; e++)
		choose_rules(&run->editions[e], arena, run->all, run->how, review->fiscal_year + (int)e,
			     edition_of(run, review->fiscal_year + (int)e));
	for (size_t i = 0; i < REVIEW_SECTORS; i++)
		run->judged[i] = judged_stages(run, review_sectors[i]);
	check_covered(run, arena, diags);
}

int review_edition_of(const struct review_run *run, const struct dgpm_review *review)
{
	int newest_year = newest(run->all);

	if (run->how->edition != 0)
		return run->how->edition;
	/* The year after an edition is what it is for: its requests are reviewed in that year. */
	return review->fiscal_year > newest_year + 1 ? newest_year : 0;
}

static bool is_chosen(const struct review_run *run, const struct dgpm_rule *rule)
{
	for (size_t e = 0; e < run->n_editions; e++)
		if (is_wanted(run->how, rule) &&
		    holds_for(rule, run->how->stage, edition_of(run, run->editions[e].fiscal_year)))
			return true;
	return false;
}

void review_list_ran(struct dgpm_review *review, struct dgpm_arena *arena, const struct review_run *run)
{
	const struct dgpm_rule **ran = dgpm_arena_array(arena, dgpm_rules_count(run->all), sizeof *ran);

	for (size_t i = 0; i < dgpm_rules_count(run->all); i++)
		if (is_chosen(run, dgpm_rules_at(run->all, i)))
			ran[review->n_rules++] = dgpm_rules_at(run->all, i);
	review->ran = ran;
}
