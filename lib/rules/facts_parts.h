/* Internal: the facts of a project, by where they come from. Each adds its keys to `facts`. */
#ifndef RULES_FACTS_PARTS_H
#define RULES_FACTS_PARTS_H

#include "doc/build.h"
#include "rules/facts.h"

/* From the card: span, articles, procedures, bids. `lifecycle` gets what the span says of it. */
void facts_of_card(struct build_map *facts, struct build_map *lifecycle, const struct dgpm_card *card);

/* From the card and the date: benefits against the cost of a life, cost structure, support. `lifecycle` gets a sum. */
void facts_of_benefits(struct build_map *facts, struct build_map *lifecycle, const struct dgpm_facts_in *in,
		       const struct dgpm_card *card);

/* From the card and the date: class, risks, indicators, milestones, monitoring, plan, what is dated later. */
void facts_of_dates(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card);

/* From the reviews on the card: the last of each stage, what they left open, the stage due, the decision. */
void facts_of_reviews(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card);

/* From the ledger: sums, running cost, request, execution, the reduction path. */
void facts_of_ledger(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card);

/* What is decided on similar systems, and what the comparison of all cards found. */
void facts_of_similar(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card);

/* From the plans of the organizations. */
void facts_of_plans(struct build_map *facts, const struct dgpm_facts_in *in, const struct dgpm_card *card);

#endif
