/* Internal: the facts of a project, by where they come from. Each adds its keys to `facts`. */
#ifndef FACTS_H
#define FACTS_H

#include "doc/build.h"
#include "rules/facts.h"

/* From the card alone: span, articles, procedures, bids. */
void facts_of_card(struct build_map *facts, const struct dgpm_card *card);

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

/* The last review of a stage for a year that was held by the day; NULL: none. */
const struct dgpm_node *facts_last_review(const struct dgpm_node *root, const char *stage, int fiscal_year,
					  struct dgpm_date today);

/* What they share. Items of a list at a dot path; 0 when there is none. */
uint32_t facts_items(const struct dgpm_node *root, const char *path, const struct dgpm_node **items);
bool facts_date(const struct dgpm_node *map, const char *key, struct dgpm_date *out);
bool facts_text_is(const struct dgpm_node *map, const char *key, const char *text);

#endif
