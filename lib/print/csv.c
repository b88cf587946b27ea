/* Writing CSV. */
#include "print/csv.h"

#include <inttypes.h>

/* Whether a spreadsheet program would take the text of a cell for a formula. */
static bool is_formula(struct dgpm_str cell)
{
	size_t i = 1;

	if (cell.n == 0 || memchr("=+-@\t\r", cell.s[0], 6) == NULL)
		return false;
	if (cell.s[0] != '-' && cell.s[0] != '+')
		return true;
	/* A number is not a formula. */
	while (i < cell.n && ((cell.s[i] >= '0' && cell.s[i] <= '9') || cell.s[i] == '.'))
		i++;
	return i < cell.n || cell.n == 1;
}

static bool needs_quotes(struct dgpm_str cell)
{
	if (cell.n == 0)
		return false;
	return cell.s[0] == ' ' || cell.s[cell.n - 1] == ' ' || memchr(cell.s, ',', cell.n) != NULL ||
	       memchr(cell.s, '"', cell.n) != NULL;
}

static void comma(struct dgpm_csv *w)
{
	if (w->within)
		dgpm_out_write(w->out, ",", 1);
	w->within = true;
}

struct dgpm_csv csv_begin(struct dgpm_out *out, bool excel)
{
	if (excel)
		dgpm_out_code(out, "\xef\xbb\xbf");
	return (struct dgpm_csv){ .out = out, .excel = excel };
}

void csv_cell(struct dgpm_csv *w, struct dgpm_str cell)
{
	bool quote = needs_quotes(cell);
	size_t from = 0;

	comma(w);
	if (quote)
		dgpm_out_write(w->out, "\"", 1);
	if (w->excel && is_formula(cell))
		dgpm_out_write(w->out, "'", 1);
	for (size_t i = 0; i < cell.n; i++) {
		char c = cell.s[i];

		if (c != '"' && c != '\n' && c != '\r')
			continue;
		dgpm_out_write(w->out, cell.s + from, i - from);
		from = i + 1;
		if (c == '"')
			dgpm_out_write(w->out, "\"\"", 2);
		else if (c == '\n' || i + 1 == cell.n || cell.s[i + 1] != '\n')
			dgpm_out_write(w->out, " ", 1);
	}
	if (from != cell.n)
		dgpm_out_write(w->out, cell.s + from, cell.n - from);
	if (quote)
		dgpm_out_write(w->out, "\"", 1);
}

void csv_lines(struct dgpm_csv *w, struct dgpm_str cell)
{
	const char *quote;

	if (cell.n == 0 || (memchr(cell.s, '\n', cell.n) == NULL && memchr(cell.s, '\r', cell.n) == NULL)) {
		csv_cell(w, cell);
		return;
	}
	comma(w);
	dgpm_out_puts(w->out, w->excel && is_formula(cell) ? "\"'" : "\"");
	while ((quote = memchr(cell.s, '"', cell.n)) != NULL) {
		size_t n = (size_t)(quote - cell.s) + 1;

		dgpm_out_write(w->out, cell.s, n);
		dgpm_out_puts(w->out, "\"");
		cell = (struct dgpm_str){ cell.s + n, cell.n - n };
		if (cell.n == 0)
			break;
	}
	dgpm_out_write(w->out, cell.s, cell.n);
	dgpm_out_puts(w->out, "\"");
}

void csv_text(struct dgpm_csv *w, const char *cell)
{
	csv_cell(w, dgpm_str_of(cell));
}

void csv_int(struct dgpm_csv *w, int64_t value)
{
	csv_plain(w, "%" PRId64, value);
}

void csv_plain(struct dgpm_csv *w, const char *fmt, ...)
{
	va_list ap;

	comma(w);
	va_start(ap, fmt);
	dgpm_out_vprintf(w->out, fmt, ap);
	va_end(ap);
}

void csv_end(struct dgpm_csv *w)
{
	dgpm_out_puts(w->out, w->excel ? "\r\n" : "\n");
	w->within = false;
}

/* Behind the cell, which has no line break; inside quotes a quote is doubled. */
static const char *end_of_cell(const char *s, const char *end)
{
	bool quoted = *s == '"';

	for (s += quoted; s < end && (quoted || (*s != ',' && *s != '\n')); s++)
		if (quoted && *s == '"') {
			if (s + 1 == end || s[1] != '"')
				return s + 1;
			s++;
		}
	return s;
}

void csv_rows(struct dgpm_csv *w, const char *s, size_t n)
{
	const char *end = n != 0 ? s + n : s;

	if (!w->excel) {
		dgpm_out_write(w->out, s, n);
		return;
	}
	while (s < end) {
		const char *behind = end_of_cell(s, end);
		bool quoted = *s == '"';
		struct dgpm_str text = { s + quoted, (size_t)(behind - s) - 2u * quoted };

		if (quoted)
			dgpm_out_write(w->out, "\"", 1);
		if (is_formula(text))
			dgpm_out_write(w->out, "'", 1);
		dgpm_out_write(w->out, text.s, text.n);
		if (quoted)
			dgpm_out_write(w->out, "\"", 1);
		if (behind < end)
			dgpm_out_puts(w->out, *behind == '\n' ? "\r\n" : ",");
		s = behind + 1;
	}
}
