/* Facts of a project, in one pass over its card and its sums. */
#include "rules/facts_parts.h"

struct dgpm_node dgpm_facts(struct dgpm_arena *arena, const struct dgpm_facts_in *in, const struct dgpm_card *card)
{
	struct build_map facts = build_map_new(arena, 40), lifecycle = build_map_new(arena, 2);
	char buf[11];

	build_text(&facts, "stage", in->stage);
	build_text(&facts, "date", dgpm_arena_strdup(arena, dgpm_date_format(buf, in->date)));
	build_int(&facts, "fiscal_year", in->fiscal_year);
	facts_of_ledger(&facts, in, card);
	facts_of_dates(&facts, in, card);
	facts_of_reviews(&facts, in, card);
	facts_of_card(&facts, &lifecycle, card);
	facts_of_benefits(&facts, &lifecycle, in, card);
	if (lifecycle.n != 0)
		build_sub(&facts, "lifecycle", &lifecycle);
	facts_of_similar(&facts, in, card);
	facts_of_plans(&facts, in, card);
	return build_done(&facts);
}
