/* The tracking of targets as text, CSV or JSON. */
#ifndef TRACK_PRINT_H
#define TRACK_PRINT_H

#include "data/words.h"
#include "print/grid.h"
#include "track/track.h"

/* How the report looks. */
struct dgpm_track_look {
	size_t width;  /* columns of text */
	bool utf8;     /* block characters, else plain ASCII */
	bool detail;   /* every project in the comparison */
	const struct dgpm_words *words;
};

/*
 * Print what was tracked: text, CSV or JSON as `how` says. With rates of what-if, CSV and JSON have the levers; with
 * `detail`, the changes; else the rows of the targets.
 */
void dgpm_track_print(const struct dgpm_track *track, struct dgpm_arena *arena, struct dgpm_out *out,
		      const struct dgpm_print *how, const struct dgpm_track_look *look);

#endif
