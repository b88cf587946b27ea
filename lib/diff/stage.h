/* One portfolio at two times: what its reviews and dated entries tell. */
#ifndef DIFF_STAGE_H
#define DIFF_STAGE_H

#include "diff/parts.h"

struct diff_stage_in {
	const struct dgpm_diff_how *how;
	struct dgpm_arena *arena, *scratch;
	struct dgpm_diags *diags;
	const struct dgpm_node *data;
	const struct diff_fields *fields;
	struct dgpm_portfolio *portfolio;
	struct diff_changes *changes; /* of the card at hand, in `scratch` */
	const struct diff_rows *rows;
	const struct diff_money_kept *moneys;
	struct dgpm_diff *diff;
};

/* What a card was at the review of the first stage against what it was at that of the second, else is. */
void diff_stage_of_card(const struct diff_stage_in *in, const struct diff_card *card);
/* Class and indicators of one year against those of the other. */
void diff_years_of_card(const struct diff_stage_in *in, const struct diff_card *card);
/* DIF-01 ... DIF-06, once every card has its changes. */
void diff_stage_findings(const struct diff_stage_in *in, const struct diff_cards *cards);

#endif
