/* Internal: the blocks of a report, each made from the figures by rules. */
#ifndef REPORT_BLOCKS_H
#define REPORT_BLOCKS_H

#include "report/figures.h"
#include "report/model.h"

/* A report under way. */
struct blocks {
	const struct figures *f;
	struct report_doc *doc;
};

void block_key_points(const struct blocks *b);
void block_overview(const struct blocks *b);
void block_target(const struct blocks *b);
void block_organizations(const struct blocks *b);
void block_reviews(const struct blocks *b);
void block_watch(const struct blocks *b);
void block_common(const struct blocks *b);
void block_effects(const struct blocks *b);
void block_procedures(const struct blocks *b);
void block_known(const struct blocks *b);
void block_index(const struct blocks *b);
void block_sheet(const struct blocks *b, const struct figures_card *card);
void block_annex(const struct blocks *b);

/* parts.c: what several blocks share. */
const char *blocks_say(const struct blocks *b, const char *fmt, ...) DGPM_PRINTF(2, 3);
/* "KIND:<day of the report>/<what>/<column>", without a column NULL: as dgpm trace takes it. */
const char *blocks_of_day(const struct blocks *b, const char *kind, const char *what, const char *column);
const char *blocks_number(const struct blocks *b, int n);
/* "ledger:2020/<slice>/<stage>" */
const char *blocks_ledger(const struct blocks *b, int fiscal_year, const char *slice, const char *stage);
struct report_figure blocks_million(const struct blocks *b, bool has, dgpm_yen yen, const char *address);
struct report_figure blocks_count(const struct blocks *b, size_t n, const char *address);
struct report_figure blocks_sum(const struct blocks *b, const struct figures_sum *sum, enum dgpm_figure figure,
				int fiscal_year, const char *slice);
/* A rate of the year only where budget and result are of the same systems. */
bool blocks_has_rate(const struct figures_sum *sum);
/* What a rate of execution is of: the total, or the total less what is carried out (total_basis). */
/* A rate as it stands: of a year that is not over it says so. */
struct report_figure blocks_so_far(const struct blocks *b, struct report_figure rate, int fiscal_year);
bool blocks_is_open(const struct blocks *b, int fiscal_year);
dgpm_yen blocks_rate_of(const struct blocks *b, const struct figures_sum *sum);
struct report_figure blocks_rate(const struct blocks *b, const struct figures_sum *sum, int fiscal_year,
				 const char *slice);
/* part / whole in percent; no value where there is none. */
struct report_figure blocks_percent(const struct blocks *b, dgpm_yen part, dgpm_yen whole, const char *address);
void blocks_year_cell(const struct blocks *b, struct report_cell *cell, int fiscal_year);
void blocks_text(struct report_cell *cell, const char *text);
/* The sheet of a project in this report; NULL: it has none. */
const char *blocks_sheet_of(const struct blocks *b, const char *id);
/* "up 50.6 billion yen (+22.9 %) on last year" */
const char *blocks_change(const struct blocks *b, dgpm_yen before, dgpm_yen now);
void blocks_empty(const struct blocks *b, struct report_block *block, const char *title, const char *text,
		  const char *sample, const char *note, const char *source);

#endif
