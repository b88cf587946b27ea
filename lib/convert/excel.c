/* Ledger rows for spreadsheet programs: lines end with CRLF, and no text looks like a formula. */
#include "convert/context.h"

#define HEADER "fiscal_year,project_id,organization,account,expense,stage,amount_yen,item,source,note"

void convert_write_header(struct dgpm_out *out, bool excel)
{
	dgpm_out_puts(out, excel ? "\xef\xbb\xbf" HEADER "\r\n" : HEADER "\n");
}

/* Behind the cell, which has no line break; inside quotes a quote is doubled. */
static const char *end_of_cell(const char *s, const char *end)
{
	bool quoted = *s == '"';

	for (s += quoted; s < end && (quoted || (*s != ',' && *s != '\n')); s++)
		if (quoted && *s == '"' && (s + 1 == end || *++s != '"'))
			return s;
	return s;
}

void convert_write_rows(struct dgpm_out *out, const char *s, size_t n, bool excel)
{
	const char *end = s + n;

	if (!excel) {
		dgpm_out_write(out, s, n);
		return;
	}
	while (s < end) {
		const char *behind = end_of_cell(s, end);
		bool quoted = *s == '"';
		struct dgpm_str text = { s + quoted, (size_t)(behind - s) - 2u * quoted };

		if (dgpm_out_is_formula(text))
			dgpm_out_puts(out, quoted ? "\"'" : "'");
		else if (quoted)
			dgpm_out_puts(out, "\"");
		dgpm_out_write(out, text.s, text.n);
		if (quoted)
			dgpm_out_puts(out, "\"");
		if (behind < end)
			dgpm_out_puts(out, *behind == '\n' ? "\r\n" : ",");
		s = behind + 1;
	}
}
