/* Internal: the parts of the tracking report in text. */
#ifndef TRACK_PRINT_PARTS_H
#define TRACK_PRINT_PARTS_H

#include "track/print.h"
#include "print/text.h"

struct track_text {
	struct dgpm_arena *arena;
	struct dgpm_out *out;
	const struct dgpm_print *how;
	const struct dgpm_track_look *look;
	const struct dgpm_track *track;
	bool open; /* a rate of a year that is not over was shown */
};

/* Whether a year is not over on the day. */
bool track_is_open(const struct dgpm_track *track, int fiscal_year);

const char *track_text_code(const struct track_text *x, const char *list, const char *code);
const char *track_text_yen(const struct track_text *x, dgpm_yen yen);
/* A rate in millionths: "30 %". */
const char *track_text_percent(const struct track_text *x, int64_t rate);
const char *track_text_basis(const struct track_text *x, const struct dgpm_track_figure *f);

void track_text_print(const struct dgpm_track *track, struct dgpm_arena *arena, struct dgpm_out *out,
		      const struct dgpm_print *how, const struct dgpm_track_look *look);
void track_text_changes(const struct track_text *x, const struct dgpm_tracked *t);
void track_text_scenario(const struct track_text *x, const struct dgpm_track *track, const struct dgpm_tracked *t);
void track_text_whatif(const struct track_text *x, const struct dgpm_track *track, const struct dgpm_tracked *t);

#endif
