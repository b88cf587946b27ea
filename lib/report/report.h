/*
 * A portfolio, an organization or a project as one document.
 *
 * In:     an open portfolio; a year, a day, a scope. The room asks the others for what they know (budget/, track/,
 *         review/, govern/) and reads no ledger or card in a way of its own.
 * Out:    a document (model.h) that is printed as HTML, Markdown, text or tables, the same bytes on each run.
 * Drives: run.c. gather.c fills figures.h; block_*.c turn figures into sentences, tables and charts by rules, none of
 *         them by hand; html.c, svg.c, markdown.c and text.c print.
 * Threads: none of its own. The others run theirs while it waits.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "portfolio/portfolio.h"
#include "print/grid.h"

struct dgpm_report_how {
	int fiscal_year; /* 0: the last one that was over on the day */
	struct dgpm_date date;
	const char *organization; /* code: this one alone; NULL: all */
	const char *project;	  /* ID: its sheet alone; NULL: all */
	bool no_sheets;		  /* page one alone */
	bool no_script;		  /* HTML without a script */
	bool folder;		  /* for dgpm_report_folder(): sheets are made one after the other, and let go of */
	const char *edition;	  /* NULL: the first */
	const char *command;	  /* how it was called, for the foot */
	unsigned threads;
};

struct dgpm_report;

/*
 * Make the report.
 *
 * Owner:  *out lives in `arena` and the portfolio; dgpm_report_close() lets go of the rules.
 * Errors: -1 after a diagnostic: no such organization or project, or data of dgpm that cannot be read. What is missing
 *         in the portfolio is said in the report.
 * Source: the exhibits of S0 to S4.
 */
int dgpm_report_make(struct dgpm_report **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		     struct dgpm_portfolio *p, const struct dgpm_report_how *how) DGPM_MUST_CHECK;
void dgpm_report_close(struct dgpm_report *r);

const struct dgpm_cards_stats *dgpm_report_cards(const struct dgpm_report *r);
const struct dgpm_ledgers_stats *dgpm_report_ledgers(const struct dgpm_report *r);

/* One file holds at most this much HTML; beyond it a directory is asked for. */
#define DGPM_REPORT_ONE_FILE ((size_t)2 << 20)

enum dgpm_report_form { DGPM_REPORT_HTML, DGPM_REPORT_MARKDOWN, DGPM_REPORT_TEXT };

/* All of it into one output. */
void dgpm_report_print(struct dgpm_report *r, struct dgpm_out *out, enum dgpm_report_form form,
		       const struct dgpm_print *how);

/* The bytes of the HTML as one file. */
size_t dgpm_report_size(struct dgpm_report *r);

/*
 * A report made with `folder`, as one: index.html, and a file for each project.
 *
 * Errors: -1 after a diagnostic; then nothing of it stands.
 */
int dgpm_report_folder(struct dgpm_report *r, struct dgpm_diags *diags, const char *dir) DGPM_MUST_CHECK;

#endif
