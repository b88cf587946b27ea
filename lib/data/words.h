/* The words of a report: codes for programs, display texts and names for people. */
#ifndef DATA_WORDS_H
#define DATA_WORDS_H

#include "data/codes.h"
#include "print/grid.h"

/* Borrowed from the data and the portfolio. Read-only: threads may share it. */
struct dgpm_words {
	const struct dgpm_codes *codes;                 /* NULL: codes are shown as they are */
	const struct dgpm_organizations *organizations; /* NULL: so are organizations */
	const char *lang;                               /* "ja" or "en" */
};

/* For programs: the same without display texts. */
struct dgpm_words dgpm_words_as_codes(const struct dgpm_words *w);

/* The display text of a code, or the code; NULL for NULL. */
const char *dgpm_word(const struct dgpm_words *w, const char *list, const char *code);

/* The name of an organization, however it is written; for programs its code. The text itself where it is not known. */
const char *dgpm_word_organization(const struct dgpm_words *w, const char *text);

/* The display text of a code as a cell, with that of the list `brief` where there is no room. */
void dgpm_put_word(struct dgpm_grid *g, const struct dgpm_words *w, const char *list, const char *brief,
		   const char *code);

/* An organization as a cell, with the short name where there is no room. */
void dgpm_put_organization(struct dgpm_grid *g, const struct dgpm_words *w, const char *text);

#endif
