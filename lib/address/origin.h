/* What a column of a report is made of: said once by its report, asked by `dgpm trace`. */
#ifndef ADDRESS_ORIGIN_H
#define ADDRESS_ORIGIN_H

#include <stddef.h>

enum dgpm_origin_kind {
	DGPM_ORIGIN_KEY,     /* tells which row it is */
	DGPM_ORIGIN_SUM,     /* of ledger rows */
	DGPM_ORIGIN_FORMULA, /* of other columns */
	DGPM_ORIGIN_COUNT,   /* of projects, or of what else is counted */
	DGPM_ORIGIN_GIVEN    /* stands in a document: a card, a target, a sheet */
};

struct dgpm_origin {
	const char *column; /* as CSV and JSON have it */
	enum dgpm_origin_kind kind;
	unsigned stages; /* of a sum: bits of the ledger's stages; 0: those that the report chose, project by project */
	const char *formula; /* untranslated: how it is made; NULL: by its kind alone */
	const char *of;	     /* of a formula: columns of the same row, with a space between them; NULL: none */
};

/* The origin of a column; NULL: there is none of this name. */
const struct dgpm_origin *dgpm_origin_find(const struct dgpm_origin *all, size_t n, const char *column);

#endif
