/*
 * Figures of the tracking report by their addresses.
 *
 *   track:TARGET/YEAR[/SLICE][/COLUMN]
 *
 * YEAR: the year up to which results count, or `*`, the last with results. SLICE: a group of --by
 * (organization=, project=, class=, viewpoint=), and what --expense and --published say (expense=, published=yes).
 * COLUMN: as JSON names it; `_yen` may be left out. `amount` is the figure of the year whatever stage it is of.
 *
 * In:     a row of a tracked target; or an address.
 * Out:    its address; or what is to be tracked for it; what each column is made of.
 * Drives: address.c.
 * Thread: none.
 */
#ifndef TRACK_ADDRESS_H
#define TRACK_ADDRESS_H

#include "address/address.h"
#include "address/origin.h"
#include "track/track.h"

/* The address of a row of a target. */
const char *dgpm_track_address(const struct dgpm_track *track, struct dgpm_arena *arena, const struct dgpm_tracked *t,
			       const struct dgpm_track_row *row);

/* The address of a figure of the whole of a target, of a year (0: the last with results), with the expenses that were
 * counted. */
const char *dgpm_track_whole_address(struct dgpm_arena *arena, const struct dgpm_tracked *t, int year,
				     const char *column);

/* What an address asks for. */
struct dgpm_track_asked {
	const char *target, *group; /* group NULL: the whole */
	const char *column;	    /* NULL: the row */
	struct dgpm_track_how how;  /* without ids and threads */
};

/* Owner: `arena`. Errors: false: it is no address of this kind. */
bool dgpm_track_ask(struct dgpm_track_asked *out, struct dgpm_arena *arena,
		    const struct dgpm_address *address) DGPM_MUST_CHECK;

/* The address of the same group as of another year. */
const char *dgpm_track_asked_address(const struct dgpm_track_asked *asked, struct dgpm_arena *arena, int year);

/* What each column is made of; a sum without stages is of the stage that counts for each project. */
extern const struct dgpm_origin dgpm_track_origins[];
extern const size_t dgpm_track_n_origins;
const struct dgpm_origin *dgpm_track_origin(struct dgpm_arena *arena, const char *column);

#endif
