/* Ledger rows as they are written: what spreadsheet programs ask for is added last. */
#include "convert/context.h"
#include "base/buf.h"
#include "print/csv.h"

#define HEADER "fiscal_year,project_id,organization,account,expense,stage,amount_yen,item,source,note"

void convert_write_header(struct dgpm_out *out, struct dgpm_arena *arena, const struct dgpm_profile *p, bool excel)
{
	struct dgpm_csv w = csv_begin(out, excel);
	struct dgpm_buf text = { .arena = arena };

	dgpm_buf_add(&text, HEADER);
	for (size_t i = 0; i < p->n_extra; i++)
		dgpm_buf_addf(&text, ",%s", p->extra[i].name);
	dgpm_buf_char(&text, '\n');
	csv_rows(&w, text.s, text.n);
}

void convert_write_rows(struct dgpm_out *out, const char *s, size_t n, bool excel)
{
	csv_rows(&(struct dgpm_csv){ .out = out, .excel = excel }, s, n);
}
