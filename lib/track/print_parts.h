/* Internal: the parts of the tracking report in text. */
#ifndef TRACK_PRINT_PARTS_H
#define TRACK_PRINT_PARTS_H

#include "track/track.h"
#include "print/text.h"

struct tracktext {
	struct dgpm_arena *arena;
	struct dgpm_out *out;
	const struct dgpm_print *how;
	const struct dgpm_track_look *look;
};

const char *tracktext_code(const struct tracktext *x, const char *list, const char *code);
const char *tracktext_yen(const struct tracktext *x, dgpm_yen yen);
/* A rate in millionths: "30 %". */
const char *tracktext_percent(const struct tracktext *x, int64_t rate);
const char *tracktext_basis(const struct tracktext *x, const struct dgpm_track_figure *f);

void tracktext_changes(const struct tracktext *x, const struct dgpm_tracked *t);
void tracktext_whatif(const struct tracktext *x, const struct dgpm_track *track, const struct dgpm_tracked *t);

#endif
