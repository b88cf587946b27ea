/* Printing diagnostics. */
#include "findings/report.h"
#include "io/read.h"
#include "findings/comment.h"
#include "findings/json.h"
#include "base/text.h"
#include "base/yen.h"
#include "base/i18n.h"

#include <inttypes.h>

#define EXCERPT_LIMIT ((size_t)64 << 20)
#define EXCERPT_COLUMNS 100

struct excerpt {
	struct dgpm_arena *arena;
	int root_fd;
	const char *piped;
	const char *path; /* of the text that is loaded */
	struct dgpm_str text;
};

static struct dgpm_str escaped(struct dgpm_arena *a, const char *s)
{
	return s != NULL ? dgpm_text_escape(a, dgpm_str_of(s)) : DGPM_STR("");
}

static const char *color_of(enum dgpm_severity s)
{
	switch (s) {
	case DGPM_SAID_PASS:
		return "\033[32m";
	case DGPM_SAID_NOT_APPLICABLE:
	case DGPM_SAID_WAIVED:
	case DGPM_SAID_CANNOT_COMPUTE:
	case DGPM_NOTE:
		return "\033[36m";
	case DGPM_WARNING:
		return "\033[33m";
	default:
		return "\033[31m";
	}
}

/* Without printf: a run may end in hundreds of thousands of lines, and no other thread helps to print them. */
static void print_number(struct dgpm_out *out, uint32_t n)
{
	char buf[DGPM_INT_BUF];

	dgpm_out_puts(out, ":");
	dgpm_out_puts(out, dgpm_int_format(buf, n, '\0'));
}

static void print_place(struct dgpm_out *out, struct dgpm_arena *a, struct dgpm_loc at)
{
	dgpm_out_str(out, escaped(a, at.path != NULL ? at.path : "dgpm"));
	if (at.line != 0) {
		print_number(out, at.line);
		if (at.column != 0)
			print_number(out, at.column);
	}
	dgpm_out_puts(out, ": ");
}

/* So that the caret stays below its column, a control character is a space; what has no width is left out. */
static void print_shown(struct dgpm_out *out, struct dgpm_str s)
{
	while (s.n != 0) {
		size_t run = dgpm_text_shown(s.s, s.n), used = 0;
		char ignored[DGPM_ESCAPE_BUF];

		dgpm_out_write(out, s.s, run);
		if (run != s.n) {
			(void)dgpm_text_escape_one(ignored, s.s + run, s.n - run, &used);
			dgpm_out_puts(out, used == 1 && s.s[run] != '\x7f' ? " " : "");
		}
		s.s += run + used;
		s.n -= run + used;
	}
}

/* The line with a caret below the column; long lines are cut around it, and the cut is shown. */
static void print_excerpt(struct dgpm_out *out, struct excerpt *x, struct dgpm_loc at)
{
	struct dgpm_diags *ignored = dgpm_diags_new(x->arena);
	const char *p, *end, *line_end;
	size_t before = 0, from = 0, width;
	struct dgpm_str line;

	if (at.path == NULL || at.line == 0 || strcmp(at.path, "-") == 0 ||
	    (x->piped != NULL && strcmp(at.path, x->piped) == 0))
		return;
	if (x->path == NULL || strcmp(x->path, at.path) != 0) {
		x->path = at.path;
		if (dgpm_file_read(&x->text, x->arena, ignored, at.path, x->root_fd, at.path, EXCERPT_LIMIT) != 0)
			x->text = DGPM_STR("");
	}
	/* Lines of a workbook are rows, which the file shows to nobody. */
	if (memchr(x->text.s, '\0', x->text.n < 512 ? x->text.n : 512) != NULL)
		return;
	p = x->text.s;
	end = p + x->text.n;
	for (uint32_t n = 1; n < at.line && p < end; n++) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));

		p = nl != NULL ? nl + 1 : end;
	}
	if (p >= end)
		return;
	line_end = memchr(p, '\n', (size_t)(end - p));
	line = (struct dgpm_str){ p, (size_t)((line_end != NULL ? line_end : end) - p) };
	if (dgpm_utf8_valid(line.s, line.n) != line.n)
		return;
	if (line.n >= 3 && at.line == 1 && memcmp(line.s, "\xef\xbb\xbf", 3) == 0) {
		line.s += 3;
		line.n -= 3;
	}
	for (uint32_t c = 1; c < at.column && before < line.n; c++)
		do
			before++;
		while (before < line.n && ((unsigned char)line.s[before] & 0xc0) == 0x80);
	while (dgpm_text_width(line.s + from, before - from) > EXCERPT_COLUMNS * 3 / 4)
		do
			from++;
		while (from < before && ((unsigned char)line.s[from] & 0xc0) == 0x80);
	dgpm_out_printf(out, "%6" PRIu32 " | %s", at.line, from != 0 ? "…" : "");
	width = dgpm_text_fit(line.s + from, line.n - from, EXCERPT_COLUMNS);
	print_shown(out, (struct dgpm_str){ line.s + from, width });
	dgpm_out_puts(out, from + width < line.n ? "…\n" : "\n");
	if (at.column != 0) {
		dgpm_out_puts(out, "       | ");
		dgpm_out_spaces(out, dgpm_text_width(line.s + from, before - from) + (from != 0));
		dgpm_out_puts(out, "^\n");
	}
}

/* A card that does not say is not one that says what it should not. */
static void print_kind(struct dgpm_out *out, const struct dgpm_diag *d)
{
	if (d->kind == NULL)
		return;
	dgpm_out_puts(out, " (");
	dgpm_out_puts(out, d->kind);
	dgpm_out_puts(out, ")");
}

static void print_text(const struct dgpm_diag *d, struct dgpm_out *out, struct excerpt *x, const struct dgpm_print *how)
{
	const char *on = how->color ? color_of(d->severity) : "", *off = how->color ? "\033[0m" : "";

	print_place(out, x->arena, d->at);
	dgpm_out_code(out, on);
	dgpm_out_puts(out, dgpm_severity_name(d->severity));
	dgpm_out_puts(out, ":");
	dgpm_out_code(out, off);
	dgpm_out_puts(out, " ");
	if (d->rule != NULL) {
		dgpm_out_puts(out, d->rule);
		dgpm_out_puts(out, ": ");
	}
	dgpm_out_str(out, escaped(x->arena, d->message));
	if (d->source != NULL && *d->source != '\0') {
		dgpm_out_puts(out, " [");
		dgpm_out_puts(out, d->source);
		dgpm_out_puts(out, "]");
	}
	print_kind(out, d);
	if (d->begins != NULL)
		dgpm_out_printf(out, _(" from %s on"), d->begins);
	dgpm_out_puts(out, "\n");
	if (how->explain)
		print_excerpt(out, x, d->at);
	if (d->also.path != NULL) {
		print_place(out, x->arena, d->also);
		dgpm_out_printf(out, "%s: %s\n", dgpm_severity_name(DGPM_NOTE),
				d->also_message != NULL ? d->also_message : "");
		if (how->explain)
			print_excerpt(out, x, d->also);
	}
	if (how->explain && d->remedy != NULL)
		dgpm_out_printf(out, "       = %s: %s\n", _("to mend"), d->remedy);
	if (how->explain && d->url != NULL)
		dgpm_out_printf(out, "       = %s: %s\n", _("source"), d->url);
}

static const struct dgpm_col columns[] = {
	{ "severity", N_("severity"), DGPM_COL_TEXT }, { "rule", N_("rule"), DGPM_COL_TEXT },
	{ "stage", N_("stage"), DGPM_COL_TEXT },       { "project_id", N_("project"), DGPM_COL_TEXT },
	{ "file", N_("file"), DGPM_COL_TEXT },	       { "line", N_("line"), DGPM_COL_INT },
	{ "column", N_("column"), DGPM_COL_INT },      { "message", N_("message"), DGPM_COL_NAME },
	{ "source", N_("source"), DGPM_COL_NAME },     { "kind", NULL, DGPM_COL_TEXT },
	{ "begins", N_("begins"), DGPM_COL_TEXT },
};

static void add_place(struct dgpm_grid *g, uint32_t n)
{
	if (n != 0)
		dgpm_grid_int(g, n);
	else
		dgpm_grid_none(g);
}

static void print_grid(const struct dgpm_diags *diags, struct dgpm_arena *arena, struct dgpm_out *out,
		       const struct dgpm_print *how)
{
	bool begin = false;
	struct dgpm_grid *g;

	/* The day is a column only where it was asked for. */
	for (size_t i = 0; i < dgpm_diags_count(diags); i++)
		begin |= dgpm_diags_at(diags, i)->begins != NULL;
	g = dgpm_grid_new(arena, columns, DGPM_COUNT(columns) - !begin);
	for (size_t i = 0; i < dgpm_diags_count(diags); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(diags, i);
		struct dgpm_str message = escaped(arena, d->message);

		/* A row is one finding: the second place joins its message. */
		if (d->also.path != NULL)
			message = dgpm_str_of(dgpm_arena_printf(arena, "%s (%s:%" PRIu32 ":%" PRIu32 ": %s)", message.s,
								escaped(arena, d->also.path).s, d->also.line,
								d->also.column,
								d->also_message != NULL ? d->also_message : ""));
		dgpm_grid_cstr(g, dgpm_severity_name(d->severity));
		dgpm_grid_cstr(g, d->rule);
		dgpm_grid_cstr(g, d->stage);
		dgpm_grid_cstr(g, d->project_id);
		dgpm_grid_text(g, d->at.path != NULL ? escaped(arena, d->at.path) : (struct dgpm_str){ NULL, 0 });
		add_place(g, d->at.line);
		add_place(g, d->at.column);
		dgpm_grid_text(g, message);
		dgpm_grid_cstr(g, d->source);
		dgpm_grid_cstr(g, d->kind);
		if (begin)
			dgpm_grid_cstr(g, d->begins);
	}
	dgpm_grid_print(g, out, how);
}

void dgpm_report_diags(const struct dgpm_diags *diags, struct dgpm_arena *arena, struct dgpm_out *out, int root_fd,
		       const struct dgpm_print *how)
{
	struct excerpt x = { .arena = arena, .root_fd = root_fd, .piped = how->piped };

	if (how->format == DGPM_FORMAT_JSON) {
		report_json(diags, arena, out, root_fd, how);
		return;
	}
	if (how->markdown) {
		report_comment(diags, arena, out, how);
		return;
	}
	if (how->format != DGPM_FORMAT_TEXT || how->workbook != NULL) {
		print_grid(diags, arena, out, how);
		return;
	}
	for (size_t i = 0; i < dgpm_diags_count(diags); i++)
		print_text(dgpm_diags_at(diags, i), out, &x, how);
}
