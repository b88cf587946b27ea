/* Internal: the printers of a report. */
#ifndef REPORT_PRINT_PARTS_H
#define REPORT_PRINT_PARTS_H

#include "io/out.h"
#include "print/workbook.h"
#include "report/model.h"

/* schemas/report/: the style and the script of the page, put into it as they are. */
struct report_assets {
	struct dgpm_str style, script; /* script empty: none */
};

#define REPORT_INDEX_FILE "projects.html" /* no ID of a project */

/* Blocks `from` up to `to` as a page; `folder`: sheets are files of their own. */
void report_html(const struct report_doc *doc, struct dgpm_out *out, const struct report_assets *assets, size_t from,
		 size_t to, bool folder);
void report_markdown(const struct report_doc *doc, struct dgpm_out *out);
/* The tables of page one. */
void report_sheets(const struct report_doc *doc, struct dgpm_workbook *w, const struct dgpm_print *how);
void report_plain(const struct report_doc *doc, struct dgpm_out *out, size_t width);

#endif
