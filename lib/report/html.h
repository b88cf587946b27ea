/* Internal: what the parts of the HTML printer share. Everything that comes from a card or ledger passes
 * html_text(). */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "base/intern.h"
#include "io/out.h"
#include "report/model.h"

struct html {
	struct dgpm_out *out;
	const struct report_doc *doc;
	struct names addresses; /* that have an id already: an address stands once in a file */
	unsigned n_charts, n_tables;
	bool folder; /* a sheet is a file of its own */
	bool ja;
};

/* Escaped for text and attributes. */
void html_text(struct html *h, const char *text);
/* What dgpm words: escaped, and what stands between two REPORT_CODE is code. */
void html_said(struct html *h, const char *text);
void html_puts(struct html *h, const char *markup);
void html_printf(struct html *h, const char *fmt, ...) DGPM_PRINTF(2, 3);
/* id, data-figure and data-v of a figure, as attributes. */
void html_figure_attributes(struct html *h, const struct report_figure *f);
/* "S1 4-6(1), S3 5.2" with each document linked to the annex. */
void html_sources(struct html *h, const char *source);
/* The link to the sheet of a project around a name; the name alone without one. */
void html_sheet_link(struct html *h, const char *id, const char *name);
void html_tag(struct html *h, enum report_tag tag, const char *text);

/* table.c */
void html_table(struct html *h, const struct report_table *t);

/* svg.c */
void svg_chart(struct html *h, const struct report_chart *c);
void svg_swatch(struct html *h, enum report_fill fill, unsigned width);
void svg_rate(struct html *h, int permille);
void svg_share(struct html *h, size_t n, size_t of);
void svg_known(struct html *h, const struct report_known *k);

#endif
