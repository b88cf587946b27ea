/* A report as text for a terminal or a pipe: wrapped, with tables that fit. */
#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "print/text.h"
#include "report/print_parts.h"

#define MOST_COLUMNS 12

struct plain {
	struct dgpm_arena *arena;
	struct dgpm_out *out;
	size_t width;
	bool ja;
};

/* Without the marks of code. */
static const char *unmarked(struct plain *p, const char *s)
{
	char *copy = dgpm_arena_strdup(p->arena, s), *to = copy;

	for (const char *from = copy; *from != '\0'; from++)
		if (*from != REPORT_CODE[0])
			*to++ = *from;
	*to = '\0';
	return copy;
}

static void wrapped(struct plain *p, const char *label, const char *s, size_t indent)
{
	dgpm_text_wrap(p->arena, p->out, label, unmarked(p, s), indent, p->width);
}

static const char *cell_text(struct plain *p, const struct report_cell *c)
{
	const char *text = c->figure.text != NULL ? c->figure.text : c->source != NULL ? c->source : "－";

	return c->unit != NULL ? dgpm_arena_cat(p->arena, text, c->unit) : text;
}

static size_t column_width(struct plain *p, const struct report_table *t, size_t col)
{
	size_t width = dgpm_text_width(t->cols[col].title, strlen(t->cols[col].title));

	for (size_t r = 0; r < t->n; r++) {
		const char *s = cell_text(p, &t->rows[r].cells[col]);
		size_t w = dgpm_text_width(s, strlen(s));

		width = w > width ? w : width;
	}
	return width;
}

/* Columns without a value are left out; texts are cut until the rest fits, the widest first. */
static size_t fit(struct plain *p, const struct report_table *t, size_t *widths, const size_t *cols, size_t n)
{
	enum { GAP = 2, LEAST = 12 };
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += widths[i] = column_width(p, t, cols[i]);
	sum += GAP * (n - 1);
	while (sum > p->width) {
		size_t widest = n;

		for (size_t i = 0; i < n; i++)
			if (!t->cols[cols[i]].number && widths[i] > LEAST &&
			    (widest == n || widths[i] > widths[widest]))
				widest = i;
		if (widest == n)
			break;
		widths[widest]--;
		sum--;
	}
	return sum;
}

static void table(struct plain *p, const struct report_table *t)
{
	size_t cols[MOST_COLUMNS], widths[MOST_COLUMNS], n = 0;
	char kinds[MOST_COLUMNS + 1];
	struct texttable lines;

	for (size_t c = 0; c < t->n_cols && n < MOST_COLUMNS; c++) {
		bool used = c == 0;

		for (size_t r = 0; r < t->n && !used; r++)
			used = t->rows[r].cells[c].figure.text != NULL || t->rows[r].cells[c].source != NULL;
		if (used)
			cols[n++] = c;
	}
	/* What still does not fit loses its last columns. */
	while (fit(p, t, widths, cols, n) > p->width && n > 2)
		n--;
	for (size_t i = 0; i < n; i++)
		kinds[i] = t->cols[cols[i]].number ? 'r' : 'l';
	kinds[n] = '\0';
	lines = texttable_new(p->arena, kinds);
	for (size_t i = 0; i < n; i++)
		texttable_add(&lines, texttable_cut(p->arena, t->cols[cols[i]].title, widths[i]));
	for (size_t r = 0; r < t->n; r++)
		for (size_t i = 0; i < n; i++)
			texttable_add(&lines,
				      texttable_cut(p->arena, cell_text(p, &t->rows[r].cells[cols[i]]), widths[i]));
	wrapped(p, "",
		t->subtitle != NULL
			? dgpm_arena_cat(p->arena, t->caption, p->ja ? "（" : " (", t->subtitle, p->ja ? "）" : ")")
			: t->caption,
		0);
	texttable_print(&lines, p->out, 0);
	dgpm_out_puts(p->out, "\n");
}

static void stack(struct plain *p, const char *title, const struct report_chart *c)
{
	struct dgpm_buf line = { .arena = p->arena };

	dgpm_buf_add(&line, title);
	for (size_t i = 0; i < c->n_parts; i++) {
		dgpm_buf_add(&line, i == 0 ? (p->ja ? "：" : ": ") : p->ja ? "、" : ", ");
		dgpm_buf_addf(&line, "%s %s", c->parts[i].text, c->parts[i].figure.text);
	}
	wrapped(p, "  ", dgpm_buf_text(&line), 4);
}

static void figure(struct plain *p, const struct report_figure_block *f)
{
	wrapped(p, "", f->title, 0);
	if (f->chart.n_parts != 0)
		stack(p, f->chart.title, &f->chart);
	for (size_t i = 0; i < f->n_small; i++) {
		const struct report_small *s = &f->small[i];

		if (s->chart.n_parts != 0)
			stack(p, s->title, &s->chart);
		else
			wrapped(p, "  ",
				dgpm_arena_cat(p->arena, s->title, p->ja ? "：" : ": ",
					       s->tag_text != NULL ? s->tag_text : "", s->tag_text != NULL ? " " : "",
					       s->lines[0] != NULL ? s->lines[0] : "",
					       s->lines[1] != NULL ? (p->ja ? "、" : ", ") : "",
					       s->lines[1] != NULL ? s->lines[1] : "",
					       s->lines[2] != NULL ? (p->ja ? "、" : ", ") : "",
					       s->lines[2] != NULL ? s->lines[2] : ""),
				4);
	}
	dgpm_out_puts(p->out, "\n");
}

static void heads(struct plain *p, const struct report_item *item)
{
	for (size_t i = 0; i < item->n; i++) {
		const struct report_head *h = &item->heads[i];

		wrapped(p, "",
			dgpm_arena_cat(p->arena, h->title, "  ", h->figure.text != NULL ? h->figure.text : "－",
				       p->ja || h->figure.text == NULL || *h->unit == '\0' ? "" : " ",
				       h->figure.text != NULL ? h->unit : "", p->ja ? "、" : ", ", h->change),
			2);
		wrapped(p, "  ", h->text, 2);
	}
	dgpm_out_puts(p->out, "\n");
}

static void watch(struct plain *p, const struct report_item *item)
{
	for (size_t i = 0; i < item->n; i++) {
		const struct report_watch *w = &item->watch[i];

		wrapped(p, "",
			dgpm_arena_printf(p->arena, "%3zu  %s  %s  %s  %s", w->rank, w->score.text, w->id,
					  w->organization, w->name),
			5);
		for (size_t r = 0; r < w->n_reasons; r++)
			wrapped(p, "     ",
				w->reasons[r].points == NULL ?
					w->reasons[r].text :
					dgpm_arena_cat(p->arena, w->reasons[r].text, "  ", w->reasons[r].points),
				7);
		wrapped(p, "     ", w->next != NULL ? w->next : _("no date on the card"), 7);
	}
	dgpm_out_puts(p->out, "\n");
}

static void rows_of_items(struct plain *p, const struct report_item *item)
{
	for (size_t i = 0; i < item->n; i++)
		switch (item->kind) {
		case REPORT_TOP:
			wrapped(p, "  ",
				dgpm_arena_printf(p->arena, "%s  %s  %s  %s  [%s]", item->top[i].share.text,
						  item->top[i].tag_text, item->top[i].rule, item->top[i].title,
						  item->top[i].source),
				4);
			break;
		case REPORT_KNOWN:
			wrapped(p, "  ",
				dgpm_arena_printf(p->arena, "%s  %s (%s%s)", item->known[i].share.text,
						  item->known[i].title, _("cannot say: "), item->known[i].cannot),
				4);
			break;
		case REPORT_FINDINGS:
			wrapped(p, "  ",
				dgpm_arena_printf(p->arena, "%s %s: %s [%s] %s", item->findings[i].tag_text,
						  item->findings[i].rule, item->findings[i].message,
						  item->findings[i].source != NULL ? item->findings[i].source : "",
						  item->findings[i].place),
				4);
			break;
		default:
			if (item->facts[i].title != NULL)
				wrapped(p, "  ",
					dgpm_arena_cat(p->arena, item->facts[i].title, p->ja ? "：" : ": ",
						       item->facts[i].text),
					4);
			break;
		}
	dgpm_out_puts(p->out, "\n");
}

static void one(struct plain *p, const struct report_item *i)
{
	switch (i->kind) {
	case REPORT_LEAD:
	case REPORT_PARA:
	case REPORT_NOTE:
	case REPORT_HEADING:
	case REPORT_FOLD:
		wrapped(p, "", i->text, 0);
		dgpm_out_puts(p->out, i->kind == REPORT_HEADING || i->kind == REPORT_FOLD ? "" : "\n");
		break;
	case REPORT_KEYS:
	case REPORT_LIST:
		for (size_t k = 0; k < i->n; k++)
			wrapped(p, i->kind == REPORT_KEYS ? dgpm_arena_printf(p->arena, "%zu. ", k + 1) : "- ",
				i->texts[k], i->kind == REPORT_KEYS ? 3 : 2);
		dgpm_out_puts(p->out, "\n");
		break;
	case REPORT_HEADS:
		heads(p, i);
		break;
	case REPORT_TABLE:
		if (i->table->n != 0)
			table(p, i->table);
		break;
	case REPORT_FIGURE:
		figure(p, i->figure);
		break;
	case REPORT_WATCH:
		watch(p, i);
		break;
	case REPORT_EMPTY:
		wrapped(p, _("no data: "), i->empty->title, 2);
		wrapped(p, "  ", i->empty->text, 2);
		dgpm_out_puts(p->out, "\n");
		break;
	case REPORT_TOP:
	case REPORT_KNOWN:
	case REPORT_FINDINGS:
	case REPORT_FACTS:
		rows_of_items(p, i);
		break;
	case REPORT_FOLD_END:
		break;
	}
}

void report_plain(const struct report_doc *doc, struct dgpm_out *out, size_t width)
{
	struct plain p = { doc->arena, out, width, strcmp(doc->lang, "ja") == 0 };

	wrapped(&p, "", doc->title, 0);
	wrapped(&p, "", doc->sub, 0);
	dgpm_out_puts(out, "\n");
	for (size_t b = 0; b < doc->n; b++) {
		const struct report_block *block = doc->blocks[b];

		wrapped(&p, "== ",
			block->no != NULL ? dgpm_arena_cat(doc->arena, block->no, " ", block->title) : block->title, 3);
		for (size_t i = 0; i < block->n; i++)
			one(&p, &block->items[i]);
	}
	wrapped(&p, "", doc->foot, 0);
}
