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
	bool addresses; /* in text too: the address of each row */
	const struct dgpm_words *words;
};

/*
 * Print what was tracked: text, CSV or JSON as `how` says. With rates of what-if, CSV and JSON have the levers; with
 * `detail`, the changes; else the rows of the targets.
 */
void dgpm_track_print(const struct dgpm_track *track, struct dgpm_arena *arena, struct dgpm_out *out,
		      const struct dgpm_print *how, const struct dgpm_track_look *look);

/* "executed 26, initial 2": projects by the ledger stage that counts; "modification, operation"; what a forecast rests
 * on. NULL: nothing. */
const char *dgpm_track_basis(struct dgpm_arena *a, const struct dgpm_track_figure *f);
const char *dgpm_track_expenses(struct dgpm_arena *a, unsigned mask);
const char *dgpm_track_forecast_basis(struct dgpm_arena *a, const struct dgpm_track_row *r);

#endif
