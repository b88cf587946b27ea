/*
 * A dossier: one project with all that is known of it, as a sheet to be handed on.
 *
 * In:      a portfolio and one of its projects.
 * Out:     its budget by year, where it stands against the targets that count it, what its review found, what is like
 *          it; with the card's indicators and milestones, and where the figures come from. print.c makes a sheet of it.
 * Drives:  dossier.c asks budget, track, review and overlap, each about this project alone.
 * Threads: those of the four; the dossier itself is the caller's.
 */
#ifndef DOSSIER_DOSSIER_H
#define DOSSIER_DOSSIER_H

#include "budget/budget.h"
#include "data/words.h"
#include "govern/overlap.h"
#include "portfolio/projects.h"
#include "review/review.h"
#include "track/track.h"

struct dgpm_dossier {
	const struct dgpm_project_known *known;
	struct dgpm_table years;           /* by fiscal year */
	struct dgpm_track *track;          /* targets that count the project; NULL: they cannot be read */
	struct dgpm_review *review;        /* NULL: the rules cannot be read, or none holds for the year */
	const struct dgpm_reviewed *reviewed; /* of the project; NULL: not judged */
	bool has_similar;
	struct dgpm_overlaps similar;
	struct dgpm_date date;
};

/*
 * Gather the dossier of a project.
 *
 * Shape:  the portfolio is narrowed to this project from here on; targets of several projects are measured on it alone.
 * Owner:  *out lives in `arena`, borrows `known` and the portfolio; dgpm_dossier_close() lets go of the rules.
 * Errors: what is found is the dossier's and no diagnostic; a part that cannot be made is left out after its own.
 */
void dgpm_dossier(struct dgpm_dossier *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		  struct dgpm_portfolio *p, const struct dgpm_project_known *known, struct dgpm_date date,
		  unsigned threads);
void dgpm_dossier_close(struct dgpm_dossier *d);

/* How it is shown. */
struct dgpm_dossier_look {
	int from, to;     /* fiscal years of the table; 0: the last ones */
	bool utf8;        /* bars; else in ASCII */
	const struct dgpm_words *words;
};

/* The sheet as text. */
void dgpm_dossier_print(const struct dgpm_dossier *d, struct dgpm_arena *arena, struct dgpm_out *out,
			const struct dgpm_print *how, const struct dgpm_dossier_look *look);

#endif
