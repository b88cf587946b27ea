/* Tables in HTML: caption, heads with scope, figures with their addresses; what is in no column is left out and
 * named. */
#include "report/html.h"
#include "base/i18n.h"

static bool column_used(const struct report_table *t, size_t col)
{
	if (col == 0 || t->cols[col].kept)
		return true;
	for (size_t r = 0; r < t->n; r++)
		if (t->rows[r].cells[col].figure.text != NULL || t->rows[r].cells[col].source != NULL)
			return true;
	return false;
}

static void groups(struct html *h, const struct report_table *t, const bool *used)
{
	bool any = false;

	for (size_t c = 0; c < t->n_cols; c++)
		any |= used[c] && t->cols[c].group != NULL;
	if (!any)
		return;
	html_puts(h, "<tr class=\"g\">");
	for (size_t c = 0; c < t->n_cols;) {
		const char *group = t->cols[c].group;
		size_t n = 0;

		for (; c < t->n_cols && t->cols[c].group == group; c++)
			n += used[c];
		if (n == 0)
			continue;
		if (group == NULL) {
			for (; n > 0; n--)
				html_puts(h, "<td></td>");
			continue;
		}
		html_printf(h, "<th scope=\"colgroup\" colspan=\"%zu\">", n);
		html_text(h, group);
		html_puts(h, "</th>");
	}
	html_puts(h, "</tr>");
}

static void heads(struct html *h, const struct report_table *t, const bool *used)
{
	size_t shown = 0;

	html_puts(h, "<thead>");
	groups(h, t, used);
	html_puts(h, "<tr>");
	for (size_t c = 0; c < t->n_cols; c++) {
		if (!used[c])
			continue;
		html_printf(h, "<th scope=\"col\"%s", t->cols[c].number ? " class=\"n\"" : "");
		if (t->sortable && t->cols[c].sort)
			html_printf(h, " data-c=\"%zu\"", shown);
		html_puts(h, ">");
		html_text(h, t->cols[c].title);
		html_puts(h, "</th>");
		shown++;
	}
	html_puts(h, "</tr></thead>\n");
}

static void cell_class(struct html *h, const struct report_table *t, size_t col, const struct report_cell *cell)
{
	const char *names[5];
	size_t n = 0;

	if (t->cols[col].number)
		names[n++] = "n";
	if (cell->figure.text == NULL && cell->source == NULL)
		names[n++] = "na";
	if (t->cols[col].wrap)
		names[n++] = "wrap";
	if (t->cols[col].whole)
		names[n++] = "nb";
	if (cell->mono)
		names[n++] = "mono";
	for (size_t i = 0; i < n; i++)
		html_printf(h, "%s%s", i == 0 ? " class=\"" : " ", names[i]);
	if (n != 0)
		html_puts(h, "\"");
}

static void cell(struct html *h, const struct report_table *t, size_t col, const struct report_cell *cell)
{
	bool head = col == 0;

	if (cell->covered)
		return;
	html_puts(h, head ? "<th scope=\"row\"" : "<td");
	if (cell->span > 1)
		html_printf(h, " rowspan=\"%u\"", cell->span);
	cell_class(h, t, col, cell);
	html_figure_attributes(h, &cell->figure);
	html_puts(h, ">");
	if (cell->figure.text == NULL && cell->source == NULL)
		html_puts(h, "－");
	else if (cell->tag != REPORT_TAG_NONE)
		html_tag(h, cell->tag, cell->figure.text);
	else if (cell->figure.text != NULL)
		html_sheet_link(h, cell->link, cell->figure.text);
	if (cell->unit != NULL) {
		html_puts(h, "<span class=\"u\">");
		html_text(h, cell->unit);
		html_puts(h, "</span>");
	}
	if (cell->source != NULL)
		html_sources(h, cell->source);
	if (cell->rate >= 0)
		svg_rate(h, cell->rate);
	html_puts(h, head ? "</th>" : "</td>");
}

static void caption(struct html *h, const struct report_table *t, unsigned number, const char *left_out)
{
	html_printf(h, "<caption id=\"tab-%u\"><span class=\"cap\">", number);
	html_printf(h, h->ja ? "表%u　" : "Table %u. ", number);
	html_text(h, t->caption);
	if (t->subtitle != NULL || left_out[0] != '\0') {
		html_puts(h, "<span class=\"s\">");
		if (t->subtitle != NULL)
			html_text(h, t->subtitle);
		if (left_out[0] != '\0') {
			html_puts(h, t->subtitle != NULL ? (h->ja ? "。" : ". ") : "");
			html_text(h, left_out);
		}
		html_puts(h, "</span>");
	}
	html_puts(h, "</span></caption>");
}

/* The columns without any value, in words. */
static const char *left_out(const struct report_table *t, const bool *used, struct dgpm_arena *a, bool ja)
{
	const char *list = NULL;

	for (size_t c = 0; c < t->n_cols; c++)
		if (!used[c])
			list = list == NULL ? t->cols[c].title
					    : dgpm_arena_cat(a, list, ja ? "、" : ", ", t->cols[c].title);
	return list != NULL ? dgpm_arena_printf(a, _("columns without any value: %s"), list) : "";
}

/* Rows of several lines: a table of few rows may be as high as half a page. */
static bool wraps(const struct report_table *t)
{
	for (size_t c = 0; c < t->n_cols; c++)
		if (t->cols[c].wrap)
			return true;
	return false;
}

void html_table(struct html *h, const struct report_table *t)
{
	enum { KEPT = 15, KEPT_WRAPPED = 4, FILTERED = 10 };
	bool *used = dgpm_arena_array(h->doc->arena, t->n_cols, sizeof *used);
	unsigned number = ++h->n_tables;

	if (t->n == 0)
		return;
	for (size_t c = 0; c < t->n_cols; c++)
		used[c] = column_used(t, c);
	if (t->folded) {
		html_printf(h, "<details%s><summary>", t->figures_of_chart || t->n > KEPT ? " class=\"fig\"" : "");
		html_text(h, t->summary != NULL ? t->summary : _("the figures as a table"));
		html_puts(h, "</summary>\n");
	}
	html_printf(h, "<div class=\"tw%s\" role=\"group\" aria-labelledby=\"tab-%u\" tabindex=\"0\"><table%s",
		    t->n <= (wraps(t) ? KEPT_WRAPPED : KEPT) ? " keep" : "", number,
		    t->sortable ? " class=\"sort\"" : "");
	if (t->sortable && t->n >= FILTERED) {
		html_puts(h, " data-f=\"");
		html_text(h, _("only rows with"));
		html_puts(h, "\"");
	}
	html_puts(h, ">");
	caption(h, t, number, left_out(t, used, h->doc->arena, h->ja));
	heads(h, t, used);
	html_puts(h, "<tbody>");
	for (size_t r = 0; r < t->n; r++) {
		html_puts(h, t->rows[r].sum	    ? "<tr class=\"sum\">"
			     : t->rows[r].highlight ? "<tr class=\"hi\">"
						    : "<tr>");
		for (size_t c = 0; c < t->n_cols; c++)
			if (used[c])
				cell(h, t, c, &t->rows[r].cells[c]);
		html_puts(h, "</tr>\n");
	}
	html_puts(h, "</tbody></table></div>\n");
	if (t->folded)
		html_puts(h, "</details>\n");
}
