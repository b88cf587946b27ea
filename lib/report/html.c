/* A report as one page of HTML: head with its own content policy, blocks in the order of reading, sheets, foot. */
#include "report/print_parts.h"
#include "base/i18n.h"
#include "report/html.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <nettle/version.h>

static void list(struct html *h, const char *open, const struct report_item *item, const char *close)
{
	html_puts(h, open);
	for (size_t i = 0; i < item->n; i++) {
		html_puts(h, "<li>");
		html_said(h, item->texts[i]);
		html_puts(h, "</li>\n");
	}
	html_puts(h, close);
}

static void heads(struct html *h, const struct report_item *item)
{
	html_puts(h, "<ul class=\"heads\">\n");
	for (size_t i = 0; i < item->n; i++) {
		const struct report_head *head = &item->heads[i];

		html_puts(h, "<li><h3>");
		html_text(h, head->title);
		html_puts(h, "</h3><p class=\"big\"><span");
		html_figure_attributes(h, &head->figure);
		html_puts(h, head->figure.text != NULL ? ">" : " class=\"na\">");
		html_text(h, head->figure.text != NULL ? head->figure.text : "－");
		html_puts(h, "</span>");
		if (head->figure.text != NULL) {
			html_puts(h, "<small>");
			html_text(h, head->unit);
			html_puts(h, "</small>");
		}
		html_puts(h, "</p><p class=\"chg\">");
		html_text(h, head->change);
		html_puts(h, "</p><p>");
		html_said(h, head->text);
		html_puts(h, "</p></li>\n");
	}
	html_puts(h, "</ul>\n");
}

static void small(struct html *h, const struct report_figure_block *f)
{
	html_printf(h, "<ul class=\"%s\">\n", f->stages ? "st" : f->wide ? "multi w4" : "multi");
	for (size_t i = 0; i < f->n_small; i++) {
		const struct report_small *s = &f->small[i];

		html_puts(h, "<li><h3>");
		html_sheet_link(h, s->link, s->title);
		if (s->note != NULL) {
			html_puts(h, "　<span class=\"u\">");
			html_text(h, s->note);
			html_puts(h, "</span>");
		}
		html_puts(h, "</h3>");
		if (s->tag_text != NULL || s->lines[0] != NULL) {
			html_puts(h, "<p>");
			if (s->tag_text != NULL)
				html_tag(h, s->tag, s->tag_text);
			for (size_t k = 0; k < DGPM_COUNT(s->lines); k++)
				if (s->lines[k] != NULL) {
					html_puts(h, "<span class=\"ln\">");
					html_text(h, s->lines[k]);
					html_puts(h, "</span>");
				}
			html_puts(h, "</p>");
		}
		svg_chart(h, &s->chart);
		html_puts(h, "</li>\n");
	}
	html_puts(h, "</ul>");
}

static void figure(struct html *h, const struct report_figure_block *f, unsigned number)
{
	html_printf(h, "<figure id=\"fig-%u\"><figcaption><span class=\"t\">", number);
	html_printf(h, h->ja ? "図%u　" : "Figure %u. ", number);
	html_text(h, f->title);
	html_puts(h, "</span><span class=\"s\">");
	html_text(h, f->subtitle);
	html_puts(h, "</span></figcaption>\n");
	if (f->n_keys != 0) {
		html_puts(h, "<ul class=\"legend\">");
		for (size_t i = 0; i < f->n_keys; i++) {
			html_puts(h, "<li>");
			svg_swatch(h, f->keys[i].fill, 22);
			html_text(h, f->keys[i].text);
			html_puts(h, "</li>");
		}
		html_puts(h, "</ul>\n");
	}
	if (f->n_small != 0)
		small(h, f);
	else
		svg_chart(h, &f->chart);
	html_puts(h, "</figure>\n");
}

static void watch_reasons(struct html *h, const struct report_watch *w)
{
	html_printf(h, "<div class=\"why\"><span class=\"lbl k\">%s</span><ul>", _("reasons"));
	for (size_t i = 0; i < w->n_reasons; i++) {
		html_puts(h, w->reasons[i].risk ? "<li><b>" : "<li>");
		html_text(h, w->reasons[i].text);
		html_puts(h, w->reasons[i].risk ? "</b> <span class=\"u\">" : " <span class=\"u\">");
		if (w->reasons[i].points != NULL) {
			html_text(h, w->reasons[i].points);
			html_puts(h, h->ja ? "　" : " ");
		}
		if (w->reasons[i].source != NULL)
			html_sources(h, w->reasons[i].source);
		html_puts(h, "</span></li>");
	}
	html_puts(h, "</ul></div>");
}

static void watch(struct html *h, const struct report_item *item)
{
	html_puts(h, "<ol class=\"watch\">\n");
	for (size_t i = 0; i < item->n; i++) {
		const struct report_watch *w = &item->watch[i];

		html_printf(h, "<li><span class=\"r\">%zu<span class=\"vh\">%s</span></span><div><h3>", w->rank,
			    h->ja ? "位" : ".");
		html_sheet_link(h, w->link, w->name);
		html_puts(h, "</h3><span class=\"u\">");
		html_text(h, w->organization);
		html_puts(h, h->ja ? "　<span class=\"mono\">" : " <span class=\"mono\">");
		html_text(h, w->id);
		html_puts(h, "</span></span></div>");
		watch_reasons(h, w);
		html_printf(h, "<div class=\"d\"><span class=\"lbl k\">%s</span>", _("next date, and who"));
		html_puts(h, w->next != NULL ? "<span>" : "<span class=\"na\">");
		html_text(h, w->next != NULL ? w->next : _("no date on the card"));
		html_puts(h, w->who != NULL ? "</span><br><span>" : "</span><br><span class=\"na\">");
		html_text(h, w->who != NULL ? w->who : _("nobody (PJMO) on the card"));
		html_printf(h, "</span></div><div class=\"pt\"><span class=\"lbl k\">%s</span><b", _("score"));
		html_figure_attributes(h, &w->score);
		html_puts(h, ">");
		html_text(h, w->score.text);
		html_puts(h, "</b><span class=\"lbl\">");
		html_text(h, w->split);
		html_puts(h, "</span></div></li>\n");
	}
	html_puts(h, "</ol>\n");
}

static void known(struct html *h, const struct report_item *item)
{
	html_puts(h, "<ul class=\"known\">\n");
	for (size_t i = 0; i < item->n; i++) {
		const struct report_known *k = &item->known[i];

		html_puts(h, "<li><div>");
		html_text(h, k->title);
		html_printf(h, "<br><span class=\"u\">%s", _("cannot say: "));
		html_text(h, k->cannot);
		html_puts(h, h->ja ? "　" : " ");
		html_sources(h, k->source);
		html_puts(h, "</span></div><span class=\"v\"");
		html_figure_attributes(h, &k->share);
		html_puts(h, ">");
		html_text(h, k->share.text);
		html_puts(h, "</span>");
		svg_known(h, k);
		html_puts(h, "</li>\n");
	}
	html_puts(h, "</ul>\n");
}

static void top(struct html *h, const struct report_item *item)
{
	html_puts(h, "<ol class=\"top10\">\n");
	for (size_t i = 0; i < item->n; i++) {
		const struct report_top *t = &item->top[i];

		html_puts(h, "<li><span class=\"tx\">");
		html_tag(h, t->tag, t->tag_text);
		html_puts(h, " <span class=\"mono\">");
		html_text(h, t->rule);
		html_puts(h, h->ja ? "</span>　" : "</span> ");
		html_text(h, t->title);
		html_puts(h, h->ja ? "　<span class=\"u\">" : " <span class=\"u\">");
		html_sources(h, t->source);
		html_puts(h, "</span></span>");
		svg_share(h, t->n, t->of);
		html_puts(h, "<span class=\"v\"");
		html_figure_attributes(h, &t->share);
		html_puts(h, ">");
		html_text(h, t->share.text);
		html_puts(h, "</span></li>\n");
	}
	html_puts(h, "</ol>\n");
}

static void findings(struct html *h, const struct report_item *item)
{
	html_puts(h, "<ul class=\"finds\">");
	for (size_t i = 0; i < item->n; i++) {
		const struct report_finding *f = &item->findings[i];

		html_puts(h, "<li><div>");
		html_tag(h, f->tag, f->tag_text);
		html_puts(h, "<br><span class=\"mono u\">");
		html_text(h, f->rule);
		html_puts(h, "</span></div><div><p>");
		html_text(h, f->message);
		html_puts(h, "</p>");
		if (f->remedy != NULL) {
			html_printf(h, "<p class=\"fix\">%s", _("to mend: "));
			html_text(h, f->remedy);
			html_puts(h, "</p>");
		}
		html_puts(h, "</div><div class=\"w\">");
		html_text(h, f->stage);
		if (f->source != NULL) {
			html_printf(h, h->ja ? "　%s " : " %s ", _("source"));
			html_sources(h, f->source);
		}
		html_printf(h, "<br>%s <span class=\"mono\">", _("place"));
		html_text(h, f->place);
		html_puts(h, "</span></div></li>\n");
	}
	html_puts(h, "</ul>\n");
}

/* What to write, its lines as they are. */
static void sample(struct html *h, const char *text)
{
	html_puts(h, "<pre><code>");
	for (const char *end; (end = strchr(text, '\n')) != NULL; text = end + 1) {
		html_text(h, dgpm_arena_strndup(h->doc->arena, text, (size_t)(end - text)));
		html_puts(h, "\n");
	}
	html_text(h, text);
	html_puts(h, "</code></pre>");
}

static void empty(struct html *h, const struct report_empty *e)
{
	html_printf(h, "<div class=\"empty\"><p class=\"h\">%s", _("no data: "));
	html_text(h, e->title);
	html_puts(h, "</p><p>");
	html_said(h, e->text);
	html_puts(h, "</p>");
	if (e->sample != NULL)
		sample(h, e->sample);
	html_puts(h, "<p class=\"note\">");
	if (e->note != NULL) {
		html_said(h, e->note);
		html_puts(h, h->ja ? "　" : " ");
	}
	html_printf(h, "%s ", _("source"));
	html_sources(h, e->source);
	html_puts(h, "</p></div>\n");
}

static void facts(struct html *h, const struct report_fact *items, size_t n)
{
	html_puts(h, "<dl class=\"facts\">\n");
	for (size_t i = 0; i < n; i++) {
		if (items[i].title == NULL)
			continue;
		html_puts(h, "<div><dt>");
		html_text(h, items[i].title);
		html_printf(h, "</dt><dd%s>", items[i].none ? " class=\"na\"" : items[i].mono ? " class=\"mono\"" : "");
		html_said(h, items[i].text);
		html_puts(h, "</dd></div>\n");
	}
	html_puts(h, "</dl>\n");
}

static void said(struct html *h, const char *open, const char *text, const char *close)
{
	html_puts(h, open);
	html_said(h, text);
	html_puts(h, close);
}

static void item(struct html *h, const struct report_item *i, unsigned *n_figures)
{
	switch (i->kind) {
	case REPORT_LEAD:
		said(h, "<p class=\"lead\">", i->text, "</p>\n");
		break;
	case REPORT_PARA:
		said(h, "<p>", i->text, "</p>\n");
		break;
	case REPORT_NOTE:
		said(h, "<p class=\"note\">", i->text, "</p>\n");
		break;
	case REPORT_KEYS:
		list(h, "<ol class=\"key\">\n", i, "</ol>\n");
		break;
	case REPORT_LIST:
		list(h, "<ul class=\"plain note\">\n", i, "</ul>\n");
		break;
	case REPORT_HEADING:
		said(h, "<h3>", i->text, "</h3>\n");
		break;
	case REPORT_HEADS:
		heads(h, i);
		break;
	case REPORT_TABLE:
		html_table(h, i->table);
		break;
	case REPORT_FIGURE:
		figure(h, i->figure, ++*n_figures);
		break;
	case REPORT_WATCH:
		watch(h, i);
		break;
	case REPORT_KNOWN:
		known(h, i);
		break;
	case REPORT_TOP:
		top(h, i);
		break;
	case REPORT_FINDINGS:
		findings(h, i);
		break;
	case REPORT_EMPTY:
		empty(h, i->empty);
		break;
	case REPORT_FACTS:
		facts(h, i->facts, i->n);
		break;
	case REPORT_FOLD:
		said(h, "<details><summary>", i->text, "</summary>\n");
		break;
	case REPORT_FOLD_END:
		html_puts(h, "</details>\n");
		break;
	}
}

static void block(struct html *h, const struct report_block *b, unsigned *n_figures)
{
	html_printf(h, "<%s aria-labelledby=\"",
		    b->sheet   ? "article class=\"sheet\""
		    : b->annex ? "section class=\"block annex\""
		    : b->index ? "section class=\"block index\""
			       : "section class=\"block\"");
	html_text(h, b->id);
	html_puts(h, "\"><h2 id=\"");
	html_text(h, b->id);
	html_puts(h, "\">");
	if (b->no != NULL)
		html_printf(h, "<span class=\"no\">%s</span>", b->no);
	html_text(h, b->title);
	html_puts(h, "</h2>\n");
	if (b->sub != NULL)
		said(h, "<p class=\"sub\">", b->sub, "</p>\n");
	for (size_t i = 0; i < b->n; i++)
		item(h, &b->items[i], n_figures);
	html_puts(h, b->sheet ? "</article>\n" : "</section>\n");
}

static void contents(struct html *h, size_t from, size_t to)
{
	bool sheets = false;

	html_printf(h, "<nav class=\"toc\" aria-labelledby=\"toc\"><h2 id=\"toc\">%s</h2><ol>\n", _("contents"));
	for (size_t i = from; i < to; i++) {
		const struct report_block *b = h->doc->blocks[i];

		/* The list of the sheets, or else the first one, stands for all of them. */
		if (b->sheet && sheets)
			continue;
		sheets |= b->sheet || b->index;
		if (b->index && h->folder) {
			html_puts(h, "<li><a href=\"" REPORT_INDEX_FILE "\">");
		} else {
			html_puts(h, "<li><a href=\"#");
			html_text(h, b->id);
			html_puts(h, "\">");
		}
		if (b->no != NULL)
			html_printf(h, "<span class=\"no\">%s</span> ", b->no);
		html_text(h, b->sheet ? _("sheets") : b->short_title);
		html_puts(h, "</a></li>\n");
	}
	html_puts(h, "</ol></nav>\n");
}

/* What a style sheet holds in quotes: the margins of printed pages. */
static const char *css_string(struct dgpm_arena *a, const char *text)
{
	char *out = dgpm_arena_alloc(a, strlen(text) * 4 + 1), *at = out;

	for (; *text != '\0'; text++) {
		/* A bracket could end the style element, a line break the string. */
		if (*text == '"' || *text == '\\' || *text == '<' || *text == '\n') {
			*at++ = '\\';
			*at++ = *text == '<' ? '3' : *text == '\n' ? 'a' : *text;
			if (*text == '<') {
				*at++ = 'c';
				*at++ = ' ';
			} else if (*text == '\n') {
				*at++ = ' ';
			}
		} else {
			*at++ = *text;
		}
	}
	*at = '\0';
	return out;
}

static void margins(struct html *h)
{
	struct dgpm_arena *a = h->doc->arena;

	html_printf(h,
		    "@page{size:A4;margin:20mm 15mm 18mm;"
		    "@top-left{content:\"%s　%s\";font-size:8pt}@top-right{content:\"%s\";font-size:8pt}"
		    "@bottom-left{content:\"%s　%s\";font-size:8pt}"
		    "@bottom-right{content:counter(page) \" / \" counter(pages);font-size:8pt}}\n",
		    css_string(a, h->doc->title), css_string(a, h->doc->period), css_string(a, h->doc->unit),
		    css_string(a, h->doc->edition), css_string(a, h->doc->hash));
}

/* 'sha256-...' of the script, which is all that the policy lets run. */
static const char *script_hash(struct dgpm_arena *a, struct dgpm_str script)
{
	struct sha256_ctx ctx;
	uint8_t digest[SHA256_DIGEST_SIZE];
	char *text = dgpm_arena_alloc(a, BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1);

	sha256_init(&ctx);
	sha256_update(&ctx, script.n, (const uint8_t *)script.s);
#if NETTLE_VERSION_MAJOR >= 4
	sha256_digest(&ctx, digest);
#else
	sha256_digest(&ctx, sizeof digest, digest);
#endif
	base64_encode_raw(text, sizeof digest, digest);
	text[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)] = '\0';
	return text;
}

static void head(struct html *h, const struct report_assets *assets, const char *title)
{
	html_printf(h, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", h->doc->lang);
	html_puts(h, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
		     "'unsafe-inline'; ");
	if (assets->script.n != 0)
		html_printf(h, "script-src 'sha256-%s'; ", script_hash(h->doc->arena, assets->script));
	html_puts(h, "base-uri 'none'; form-action 'none'\">\n"
		     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		     "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
	html_text(h, title);
	html_puts(h, "</title>\n<style>\n");
	dgpm_out_str(h->out, assets->style);
	html_puts(h, "\n");
	margins(h);
	html_puts(h, "</style>\n</head>\n<body>\n");
	html_printf(h, "<a class=\"skip\" href=\"#main\">%s</a>\n", _("to the text"));
	html_puts(
		h,
		"<svg class=\"defs\" aria-hidden=\"true\" focusable=\"false\"><defs>\n"
		"<pattern id=\"p-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
		"patternTransform=\"rotate(45)\">"
		"<rect class=\"pbg\" width=\"6\" height=\"6\"/><path class=\"ps\" d=\"M1 0V6M4 0V6\"/></pattern>\n"
		"<pattern id=\"p-over\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
		"patternTransform=\"rotate(-45)\">"
		"<rect class=\"pbg\" width=\"6\" height=\"6\"/><path class=\"po\" d=\"M1 0V6M4 0V6\"/></pattern>\n"
		"<pattern id=\"p-cross\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
		"patternTransform=\"rotate(45)\">"
		"<rect class=\"pbg\" width=\"6\" height=\"6\"/><path class=\"po\" d=\"M1.5 0V6M0 1.5H6\"/></pattern>\n"
		"<pattern id=\"p-dot\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
		"<rect class=\"pbg\" width=\"5\" height=\"5\"/><circle class=\"pd\" cx=\"2.5\" cy=\"2.5\" "
		"r=\".95\"/></pattern>\n"
		"</defs></svg>\n");
}

static void top_of_page(struct html *h)
{
	const struct report_doc *d = h->doc;

	html_puts(h, "<div class=\"page\">\n<header class=\"top\">\n");
	if (d->kicker != NULL)
		said(h, "<p class=\"kicker\">", d->kicker, "</p>\n");
	said(h, "<h1>", d->title, "</h1>\n");
	said(h, "<p class=\"sub\">", d->sub, "</p>\n");
	facts(h, d->facts, DGPM_COUNT(d->facts));
	html_puts(h, "</header>\n");
}

void report_html(const struct report_doc *doc, struct dgpm_out *out, const struct report_assets *assets, size_t from,
		 size_t to, bool folder)
{
	struct html h = { .out = out, .doc = doc, .folder = folder, .ja = strcmp(doc->lang, "ja") == 0 };
	unsigned n_figures = 0;
	bool alone = to - from == 1 && (doc->blocks[from]->sheet || doc->blocks[from]->index);

	h.addresses.arena = doc->arena;
	head(&h, assets,
	     alone ? dgpm_arena_cat(doc->arena, doc->blocks[from]->title, h.ja ? "　" : " - ", doc->title)
		   : doc->title);
	top_of_page(&h);
	if (alone && folder)
		html_printf(
			&h,
			"<nav class=\"toc\" aria-label=\"%s\"><ol><li><a href=\"index.html\">%s</a></li></ol></nav>\n",
			_("contents"), _("the whole report"));
	else
		contents(&h, from, to);
	html_puts(&h, "<main id=\"main\">\n");
	/* In a folder the list of the sheets is a file of its own. */
	for (size_t i = from; i < to; i++)
		if (alone || !folder || !doc->blocks[i]->index)
			block(&h, doc->blocks[i], &n_figures);
	html_puts(&h, "</main>\n<footer><p>");
	html_said(&h, doc->foot);
	html_puts(&h, "</p></footer>\n</div>\n");
	if (assets->script.n != 0) {
		html_puts(&h, "<script>");
		dgpm_out_str(out, assets->script);
		html_puts(&h, "</script>\n");
	}
	html_puts(&h, "</body>\n</html>\n");
}
