/* Text, links and figures in HTML. */
#include "trace/answer.h"
#include "base/text.h"
#include "report/html.h"

#include <ctype.h>
#include <stdio.h>

void html_puts(struct html *h, const char *markup)
{
	dgpm_out_puts(h->out, markup);
}

void html_printf(struct html *h, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	dgpm_out_puts(h->out, dgpm_arena_vprintf(h->doc->arena, fmt, ap));
	va_end(ap);
}

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void escaped(struct html *h, const char *s, size_t n)
{
	size_t from = 0;

	for (size_t i = 0; i < n; i++) {
		const char *e = entity(s[i]);

		if (e == NULL)
			continue;
		dgpm_out_write(h->out, s + from, i - from);
		dgpm_out_puts(h->out, e);
		from = i + 1;
	}
	dgpm_out_write(h->out, s + from, n - from);
}

void html_text(struct html *h, const char *text)
{
	struct dgpm_str safe = dgpm_text_escape(h->doc->arena, dgpm_str_of(text != NULL ? text : ""));

	escaped(h, safe.s, safe.n);
}

void html_said(struct html *h, const char *text)
{
	bool code = false;

	for (const char *mark; (mark = strchr(text, REPORT_CODE[0])) != NULL; text = mark + 1) {
		html_text(h, dgpm_arena_strndup(h->doc->arena, text, (size_t)(mark - text)));
		html_puts(h, code ? "</code>" : "<code>");
		code = !code;
	}
	html_text(h, text);
	if (code)
		html_puts(h, "</code>");
}

void html_figure_attributes(struct html *h, const struct report_figure *f)
{
	if (f->address != NULL) {
		struct dgpm_str address = dgpm_str_of(f->address);

		if (names_find(&h->addresses, address) == 0) {
			(void)names_number(&h->addresses, address);
			html_puts(h, " id=\"");
			html_text(h, f->address);
			html_puts(h, "\"");
		}
		/* One of another kind only leads to its place on the page. */
		if (dgpm_answer_is_address(f->address)) {
			html_puts(h, " data-figure=\"");
			html_text(h, f->address);
			html_puts(h, "\"");
		}
	}
	if (f->exact != NULL && f->text != NULL) {
		html_puts(h, " data-v=\"");
		html_text(h, f->exact);
		html_puts(h, "\"");
	}
}

/* One "S1 4-6(1)": the sign of a document is a capital and digits. */
static void one_source(struct html *h, const char *s, size_t n, const char *after)
{
	size_t sign = 0;

	if (n > 1 && isupper((unsigned char)s[0]))
		for (sign = 1; sign < n && isdigit((unsigned char)s[sign]);)
			sign++;
	html_puts(h, "<span class=\"nb\">");
	if (sign > 1 && (sign == n || s[sign] == ' ')) {
		html_printf(h, "<a href=\"%s#src-%.*s\">%.*s</a>", h->folder ? "index.html" : "", (int)sign, s,
			    (int)sign, s);
		s += sign;
		n -= sign;
	}
	html_text(h, dgpm_arena_strndup(h->doc->arena, s, n));
	/* No line begins with what parts them. */
	html_puts(h, after);
	html_puts(h, "</span>");
}

void html_sources(struct html *h, const char *source)
{
	while (*source != '\0') {
		const char *end = strstr(source, ", ");
		size_t n = end != NULL ? (size_t)(end - source) : strlen(source);

		one_source(h, source, n, end == NULL ? "" : h->ja ? "、" : ",");
		source += n;
		if (end != NULL) {
			html_puts(h, h->ja ? "<wbr>" : " ");
			source += 2;
		}
	}
}

void html_sheet_link(struct html *h, const char *id, const char *name)
{
	if (id == NULL) {
		html_text(h, name);
		return;
	}
	html_puts(h, h->folder ? "<a href=\"" : "<a href=\"#");
	html_text(h, id);
	html_puts(h, h->folder ? ".html\">" : "\">");
	html_text(h, name);
	html_puts(h, "</a>");
}

void html_tag(struct html *h, enum report_tag tag, const char *text)
{
	static const char *const classes[] = { "t-info", "t-bad", "t-warn", "t-info", "t-unk", "t-ok" };

	html_printf(h, "<span class=\"tag %s\">", classes[tag]);
	html_text(h, text);
	html_puts(h, "</span>");
}
