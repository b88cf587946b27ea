/* The waivers of all cards, with the days that are left. */
#ifndef GOVERN_WAIVERS_H
#define GOVERN_WAIVERS_H

#include "data/words.h"
#include "portfolio/portfolio.h"
#include "print/grid.h"

struct dgpm_waiver {
	const char *id, *organization, *name; /* of the project */
	const char *rule, *item, *reason, *approver, *until;
	struct dgpm_loc at;
	int32_t days_left; /* 0: the day is its last; negative: it is over */
};

struct dgpm_waivers {
	const struct dgpm_waiver *items; /* what ends first stands first */
	size_t n, n_over;
	struct dgpm_cards_stats cards;
};

/*
 * Gather the waivers of the cards that the report is about.
 *
 * Units:  days from `date`.
 * Owner:  *out lives in `arena` and the portfolio.
 * Errors: none here: cards that cannot be read are told and left out.
 * Source: dgpm-card(5), waivers.
 */
void dgpm_waivers_list(struct dgpm_waivers *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		       struct dgpm_portfolio *p, struct dgpm_date date, unsigned threads);

void dgpm_waivers_print(const struct dgpm_waivers *all, struct dgpm_arena *a, const struct dgpm_words *said,
			struct dgpm_date date, struct dgpm_out *out, const struct dgpm_print *how);

#endif
