/* A report as Markdown, for a comment or a job summary: what fits, worst first, the rest folded; it says what was left
 * out. */
#include "base/i18n.h"
#include "base/list.h"
#include "print/markdown.h"
#include "report/print_parts.h"

#define MOST_ROWS 10

struct markdown {
	struct dgpm_arena *arena;
	struct dgpm_buf buf; /* of the block under way */
	bool ja;
};

static void text(struct markdown *m, const char *s)
{
	markdown_text(&m->buf, s);
}

/* What dgpm words: code between two marks. */
static void said(struct markdown *m, const char *s)
{
	for (const char *mark; (mark = strchr(s, REPORT_CODE[0])) != NULL; s = mark + 1) {
		const char *end = strchr(mark + 1, REPORT_CODE[0]);

		text(m, dgpm_arena_strndup(m->arena, s, (size_t)(mark - s)));
		if (end == NULL)
			break;
		dgpm_buf_addf(&m->buf, "`%.*s`", (int)(end - mark - 1), mark + 1);
		mark = end;
	}
	text(m, s);
}

static void table(struct markdown *m, const struct report_table *t)
{
	size_t shown = 0;
	bool *used = dgpm_arena_array(m->arena, t->n_cols, sizeof *used);

	for (size_t c = 0; c < t->n_cols; c++)
		for (size_t r = 0; r < t->n && !used[c]; r++)
			used[c] =
				c == 0 || t->rows[r].cells[c].figure.text != NULL || t->rows[r].cells[c].source != NULL;
	dgpm_buf_add(&m->buf, "<details><summary>");
	text(m, t->caption);
	dgpm_buf_add(&m->buf, "</summary>\n\n|");
	for (size_t c = 0; c < t->n_cols; c++)
		if (used[c]) {
			dgpm_buf_char(&m->buf, ' ');
			text(m, t->cols[c].title);
			dgpm_buf_add(&m->buf, " |");
		}
	dgpm_buf_add(&m->buf, "\n|");
	for (size_t c = 0; c < t->n_cols; c++)
		if (used[c])
			dgpm_buf_add(&m->buf, t->cols[c].number ? "--:|" : "---|");
	for (size_t r = 0; r < t->n; r++) {
		if (r >= MOST_ROWS && !t->rows[r].sum && t->n > MOST_ROWS + 5)
			continue;
		shown++;
		dgpm_buf_add(&m->buf, "\n|");
		for (size_t c = 0; c < t->n_cols; c++) {
			const struct report_cell *cell = &t->rows[r].cells[c];

			if (!used[c])
				continue;
			dgpm_buf_char(&m->buf, ' ');
			if (cell->figure.text != NULL || cell->source == NULL)
				text(m, cell->figure.text != NULL ? cell->figure.text : "－");
			if (cell->unit != NULL)
				text(m, cell->unit);
			if (cell->source != NULL)
				text(m, cell->source);
			dgpm_buf_add(&m->buf, " |");
		}
	}
	dgpm_buf_add(&m->buf, "\n");
	if (shown < t->n)
		dgpm_buf_addf(&m->buf, _("\n%zu more rows are left out here.\n"), t->n - shown);
	dgpm_buf_add(&m->buf, "\n</details>\n\n");
}

static void stack(struct markdown *m, const struct report_chart *c)
{
	for (size_t i = 0; i < c->n_parts; i++) {
		dgpm_buf_add(&m->buf, i == 0 ? "" : m->ja ? "、" : ", ");
		text(m, c->parts[i].text);
		dgpm_buf_char(&m->buf, ' ');
		text(m, c->parts[i].figure.text);
	}
}

static void figure(struct markdown *m, const struct report_figure_block *f)
{
	dgpm_buf_add(&m->buf, "**");
	text(m, f->title);
	dgpm_buf_add(&m->buf, "**\n\n");
	if (f->chart.n_parts != 0) {
		stack(m, &f->chart);
		dgpm_buf_add(&m->buf, "\n\n");
	}
	for (size_t i = 0; i < f->n_small; i++) {
		dgpm_buf_add(&m->buf, "- ");
		text(m, f->small[i].title);
		dgpm_buf_add(&m->buf, m->ja ? "：" : ": ");
		if (f->small[i].tag_text != NULL) {
			text(m, f->small[i].tag_text);
			dgpm_buf_char(&m->buf, ' ');
		}
		for (size_t k = 0; k < DGPM_COUNT(f->small[i].lines); k++)
			if (f->small[i].lines[k] != NULL) {
				dgpm_buf_add(&m->buf, k == 0 ? "" : m->ja ? "、" : ", ");
				text(m, f->small[i].lines[k]);
			}
		stack(m, &f->small[i].chart);
		dgpm_buf_char(&m->buf, '\n');
	}
	if (f->n_small != 0)
		dgpm_buf_char(&m->buf, '\n');
}

static void findings(struct markdown *m, const struct report_item *item)
{
	for (size_t i = 0; i < item->n && i < MOST_ROWS; i++) {
		const struct report_finding *f = &item->findings[i];

		dgpm_buf_add(&m->buf, "- ");
		text(m, f->tag_text);
		dgpm_buf_addf(&m->buf, " %s ", f->rule);
		text(m, f->message);
		dgpm_buf_add(&m->buf, " (");
		text(m, f->place);
		dgpm_buf_add(&m->buf, ")\n");
	}
	if (item->n > MOST_ROWS)
		dgpm_buf_addf(&m->buf, _("- and %zu more\n"), item->n - MOST_ROWS);
	dgpm_buf_char(&m->buf, '\n');
}

static void list(struct markdown *m, const struct report_item *item, bool numbered)
{
	for (size_t i = 0; i < item->n; i++) {
		dgpm_buf_add(&m->buf, numbered ? "1. " : "- ");
		said(m, item->texts[i]);
		dgpm_buf_char(&m->buf, '\n');
	}
	dgpm_buf_char(&m->buf, '\n');
}

static void heads(struct markdown *m, const struct report_item *item)
{
	dgpm_buf_add(&m->buf, "| | | |\n|---|--:|---|\n");
	for (size_t i = 0; i < item->n; i++) {
		const struct report_head *h = &item->heads[i];

		dgpm_buf_add(&m->buf, "| ");
		text(m, h->title);
		dgpm_buf_add(&m->buf, " | ");
		text(m, h->figure.text != NULL ? h->figure.text : "－");
		if (h->figure.text != NULL && *h->unit != '\0') {
			dgpm_buf_add(&m->buf, m->ja ? "" : " ");
			text(m, h->unit);
		}
		dgpm_buf_add(&m->buf, " | ");
		text(m, h->change);
		dgpm_buf_add(&m->buf, m->ja ? "。" : ". ");
		said(m, h->text);
		dgpm_buf_add(&m->buf, " |\n");
	}
	dgpm_buf_char(&m->buf, '\n');
}

static void line(struct markdown *m, const char *before, const char *s, const char *after)
{
	dgpm_buf_add(&m->buf, before);
	said(m, s);
	dgpm_buf_add(&m->buf, after);
}

static void rows_of_items(struct markdown *m, const struct report_item *item)
{
	for (size_t i = 0; i < item->n; i++) {
		if (item->kind == REPORT_WATCH) {
			const struct report_watch *w = &item->watch[i];

			dgpm_buf_addf(&m->buf, "%zu. ", w->rank);
			text(m, w->name);
			dgpm_buf_add(&m->buf, " (");
			text(m, w->organization);
			dgpm_buf_addf(&m->buf, ") %s: ", w->score.text);
			for (size_t r = 0; r < w->n_reasons; r++) {
				dgpm_buf_add(&m->buf, r == 0 ? "" : m->ja ? "、" : "; ");
				text(m, w->reasons[r].text);
			}
		} else if (item->kind == REPORT_TOP) {
			line(m, "- ", item->top[i].tag_text, " ");
			dgpm_buf_addf(&m->buf, "%s ", item->top[i].rule);
			text(m, item->top[i].title);
			dgpm_buf_addf(&m->buf, " %s", item->top[i].share.text);
		} else if (item->kind == REPORT_KNOWN) {
			line(m, "- ", item->known[i].title, m->ja ? "：" : ": ");
			text(m, item->known[i].share.text);
		} else if (item->facts[i].title != NULL) {
			line(m, "- ", item->facts[i].title, m->ja ? "：" : ": ");
			said(m, item->facts[i].text);
		}
		dgpm_buf_char(&m->buf, '\n');
	}
	dgpm_buf_char(&m->buf, '\n');
}

static void one(struct markdown *m, const struct report_item *i)
{
	switch (i->kind) {
	case REPORT_LEAD:
	case REPORT_PARA:
	case REPORT_NOTE:
		line(m, "", i->text, "\n\n");
		break;
	case REPORT_KEYS:
	case REPORT_LIST:
		list(m, i, i->kind == REPORT_KEYS);
		break;
	case REPORT_HEADING:
		line(m, "### ", i->text, "\n\n");
		break;
	case REPORT_HEADS:
		heads(m, i);
		break;
	case REPORT_TABLE:
		table(m, i->table);
		break;
	case REPORT_FIGURE:
		figure(m, i->figure);
		break;
	case REPORT_FINDINGS:
		findings(m, i);
		break;
	case REPORT_EMPTY:
		dgpm_buf_add(&m->buf, _("no data: "));
		line(m, "", i->empty->title, m->ja ? "。" : ". ");
		line(m, "", i->empty->text, "\n\n");
		break;
	case REPORT_WATCH:
	case REPORT_TOP:
	case REPORT_KNOWN:
	case REPORT_FACTS:
		rows_of_items(m, i);
		break;
	case REPORT_FOLD:
		line(m, "<details><summary>", i->text, "</summary>\n\n");
		break;
	case REPORT_FOLD_END:
		dgpm_buf_add(&m->buf, "\n</details>\n\n");
		break;
	}
}

void report_markdown(const struct report_doc *doc, struct dgpm_out *out)
{
	struct markdown m = { .arena = doc->arena, .buf = { .arena = doc->arena }, .ja = strcmp(doc->lang, "ja") == 0 };
	size_t written, left = 0;

	line(&m, "# ", doc->title, "\n\n");
	line(&m, "", doc->sub, "\n\n");
	written = m.buf.n;
	dgpm_out_puts(out, dgpm_buf_text(&m.buf));
	for (size_t b = 0; b < doc->n; b++) {
		const struct report_block *block = doc->blocks[b];

		dgpm_buf_clear(&m.buf);
		line(&m, block->no != NULL ? dgpm_arena_cat(doc->arena, "## ", block->no, ". ") : "## ", block->title,
		     "\n\n");
		for (size_t i = 0; i < block->n; i++)
			one(&m, &block->items[i]);
		/* A block that does not fit is left out whole, and those after it that fit are not. */
		if (written + m.buf.n > MARKDOWN_MOST_BYTES - 500) {
			left++;
			continue;
		}
		written += m.buf.n;
		dgpm_out_puts(out, dgpm_buf_text(&m.buf));
	}
	dgpm_buf_clear(&m.buf);
	if (left != 0)
		dgpm_buf_addf(&m.buf,
			      _("Left out, as a comment takes no more: %zu blocks. The HTML report has them.\n\n"),
			      left);
	line(&m, "---\n", doc->foot, "\n");
	dgpm_out_puts(out, dgpm_buf_text(&m.buf));
}
