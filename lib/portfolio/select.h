/* Which projects a report is about: those of the cards and folders named, those that conditions hold for. */
#ifndef PORTFOLIO_SELECT_H
#define PORTFOLIO_SELECT_H

#include "portfolio/portfolio.h"

/* One condition, KEY=VALUE or KEY~TEXT. */
struct dgpm_condition {
	enum dgpm_condition_key {
		DGPM_WHERE_ID,
		DGPM_WHERE_NAME,
		DGPM_WHERE_ORGANIZATION,
		DGPM_WHERE_CLASS,
		DGPM_WHERE_SECTOR,
		DGPM_WHERE_PHASE,
		DGPM_WHERE_FUNDED_BY, /* the organization that gives a subsidy or grant: `funding` */
		DGPM_N_WHERE_KEYS
	} key;
	bool part;         /* TEXT anywhere in the value; else the whole value */
	const char *value; /* what was written */
};

/* The keys as they are written, for messages: "id, name, organization ...". */
extern const char *const dgpm_condition_keys[DGPM_N_WHERE_KEYS];

/*
 * Read a condition.
 *
 * Shape:  keys in English or Japanese (organization, 組織, 府省 ...), in any width.
 * Owner:  lives in `arena`.
 * Errors: false: there is no = or ~, or the key is none; *key_n is the length of what was taken for a key, 0 without
 *         a sign.
 */
bool dgpm_condition_parse(struct dgpm_condition *out, struct dgpm_arena *arena, const char *text, size_t *key_n);

/*
 * Limit the reports on an open portfolio to projects for which every condition holds; conditions on one key are
 * alternatives. An organization is met by its code, name or short name, a code by its display text in any language.
 *
 * Owner:  borrows `conditions`.
 * Errors: -1 after REF-05 where an organization is not known.
 */
int dgpm_portfolio_where(struct dgpm_portfolio *p, struct dgpm_diags *diags, const struct dgpm_condition *conditions,
			 size_t n) DGPM_MUST_CHECK;

/* Where a condition asks for a class, sector or phase that there is not: the *n codes there are; else NULL. */
const char *const *dgpm_condition_unmet(const struct dgpm_portfolio *p, struct dgpm_diags *diags,
					const struct dgpm_condition *c, size_t *n);

/* One more file or folder of the portfolio is selected, as if it had been named; it lives as long as the portfolio. */
void dgpm_portfolio_select_path(struct dgpm_portfolio *p, const char *path);

/* Whether a report may lack projects: cards or folders were named, or conditions. */
bool dgpm_portfolio_is_narrowed(const struct dgpm_portfolio *p);

/* Whether paths were named that select, and this one is or lies in one of them. */
bool dgpm_portfolio_names_path(const struct dgpm_portfolio *p, const char *path);

/* Whether one of those paths is or holds a card; once dgpm_portfolio_others() told the other files apart. */
bool dgpm_portfolio_names_cards(const struct dgpm_portfolio *p);

/* Whether the conditions hold for this card, wherever it lies. Threads may ask at once. */
bool dgpm_portfolio_meets(const struct dgpm_portfolio *p, struct dgpm_arena *scratch, const struct dgpm_card *card);

/*
 * Whether the reports are about a document that is no card, a plan or an evaluation sheet: its place is selected, and
 * the conditions hold for its ID, title and organization; it has no class, sector or phase. NULL: it has none.
 */
bool dgpm_portfolio_selects_other(const struct dgpm_portfolio *p, struct dgpm_arena *scratch, const char *path,
				  const char *id, const char *title, const char *organization);

/* Whether the reports are about this card. Threads may ask at once. */
bool dgpm_portfolio_selects(const struct dgpm_portfolio *p, struct dgpm_arena *scratch, const struct dgpm_card *card);

/* The same by ID, once the cards were read; true where there is no such card and nothing is narrowed. */
bool dgpm_portfolio_is_selected(const struct dgpm_portfolio *p, struct dgpm_str id);

#endif
