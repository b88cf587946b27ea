/* Code lists: the organizations of the government, and the display texts of codes. Both are data. */
#ifndef DATA_CODES_H
#define DATA_CODES_H

#include "data/eras.h"

/* One ministry or agency, or another organization that owns projects. */
struct dgpm_organization {
	const char *code;                            /* "MHLW" */
	const char *name, *name_en;                  /* official names; name_en may be NULL */
	const char *brief;                           /* 厚労省; the name where it has no shorter one */
	int32_t order;                               /* place in the official order (建制順) */
	struct dgpm_date since, until;               /* first and last day; year 0: not said */
	const struct dgpm_organization *parent;      /* the ministry it is counted under, or NULL */
	const struct dgpm_organization *successor;   /* who took over its work, or NULL */
	struct dgpm_loc at;                          /* where it is defined */
};

/* Read-only once loaded and added to: then threads may share it. */
struct dgpm_organizations;

/*
 * Load the list of organizations.
 *
 * Shape:  a list of {code, name, name_en, order, aliases: [...], since, until, parent: CODE, successor: CODE}; code and
 *         name are needed. code is ^[A-Z][A-Z0-9]{1,11}$. order left out: after all others.
 * Owner:  *out lives in `arena` and borrows `list`; `path` is borrowed.
 * Errors: -1 after CODE-01 (entry), -02 (code twice), -03 (name twice), -04 (parent or successor); all are told.
 * Source: schemas/organizations.yaml.
 */
int dgpm_organizations_load(struct dgpm_organizations **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			    const struct dgpm_node *list, const char *path) DGPM_MUST_CHECK;

/*
 * Add one, a portfolio's own.
 *
 * Shape:  as one entry of the list; parent and successor are to be there already.
 * Owner:  borrows `node` and `path`; memory comes from the arena of the load.
 * Errors: -1 after a diagnostic, with nothing added. A code or name that another has is a clash, never an override.
 * Source: `organizations` in dgpm.yaml.
 */
int dgpm_organizations_add(struct dgpm_organizations *o, struct dgpm_diags *diags, const struct dgpm_node *node,
			   const char *path) DGPM_MUST_CHECK;

/*
 * Look one up by its code, official name, alias or English name, compared by dgpm_text_fold().
 *
 * Owner:  borrowed from `o`. Allocates nothing.
 * Errors: NULL when there is none.
 */
const struct dgpm_organization *dgpm_organizations_find(const struct dgpm_organizations *o, struct dgpm_str text);

/* The code of what a card or ledger calls an organization, or the text itself where none is known: for programs. */
const char *dgpm_organization_code(const struct dgpm_organizations *o, const char *text);

/* All of them by official order, then code. */
size_t dgpm_organizations_count(const struct dgpm_organizations *o);
const struct dgpm_organization *dgpm_organizations_at(const struct dgpm_organizations *o, size_t i);

/* By official order, then code: for sorting reports. NULL, an organization not known, comes last. */
int dgpm_organization_cmp(const struct dgpm_organization *a, const struct dgpm_organization *b);

/* The name in "ja" or "en", the Japanese one where there is no English one. */
const char *dgpm_organization_text(const struct dgpm_organization *o, const char *lang);

/* Where there is little room: 厚労省, in English the code. */
const char *dgpm_organization_brief(const struct dgpm_organization *o, const char *lang);

/* Display texts of the codes that cards and ledgers use. Read-only: threads may share it. */
struct dgpm_codes;

/*
 * Load the display texts.
 *
 * Shape:  a map of lists, each a map of code: {ja: text, en: text}, both needed.
 * Owner:  *out lives in `arena` and borrows `lists`.
 * Errors: -1 after CODE-01; all are told.
 * Source: schemas/codes.yaml, whose Japanese follows the terms of the documents.
 */
int dgpm_codes_load(struct dgpm_codes **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		    const struct dgpm_node *lists, const char *path) DGPM_MUST_CHECK;

/*
 * The display text of a code of a list, in "ja" or "en" (any other language is English).
 *
 * Shape:  `code.s` ends in a NUL that is not counted, as the text of a node does.
 * Owner:  borrowed from `codes`, or `code.s` itself.
 * Errors: none: a code or list that is not known gives the code itself, "" for an empty one.
 */
const char *dgpm_code_text(const struct dgpm_codes *codes, const char *list, struct dgpm_str code, const char *lang);

/*
 * Which of some codes is meant by a text that is no code: the one whose display text, in any list and language, is this
 * text or nearly. Its place; `n` when none is. `a` is for scratch.
 */
size_t dgpm_codes_meant(const struct dgpm_codes *codes, struct dgpm_arena *a, struct dgpm_str text,
			const char *const *among, size_t n);

/* The codes of a list in the order of the file, for help and "did you mean"; NULL and 0 when there is no such list. */
const char *const *dgpm_codes_of(const struct dgpm_codes *codes, const char *list, size_t *n);

#endif
