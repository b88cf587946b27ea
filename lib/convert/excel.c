/* Ledger rows as they are written: what spreadsheet programs ask for is added last. */
#include "convert/context.h"
#include "print/csv.h"

#define HEADER "fiscal_year,project_id,organization,account,expense,stage,amount_yen,item,source,note\n"

void convert_write_header(struct dgpm_out *out, bool excel)
{
	struct dgpm_csv w = csv_begin(out, excel);

	csv_rows(&w, HEADER, sizeof HEADER - 1);
}

void convert_write_rows(struct dgpm_out *out, const char *s, size_t n, bool excel)
{
	csv_rows(&(struct dgpm_csv){ .out = out, .excel = excel }, s, n);
}
