/* Fuzz the CSV reader: libcsv's rows and errors, the same for every size of block; and the ledger reader on top. */
#include "../unit/io/csvboth.h"
#include "ledger/cells.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Without a good header first nothing but the header would be met. */
static void read_ledger(const uint8_t *data, size_t size, bool with_header)
{
	static const char header[] = "fiscal_year,project_id,organization,account,expense,stage,amount_yen,note\n"
				     "2021,P,O,general,operation,initial,1,\n";
	size_t n = with_header ? sizeof header - 1 : 0;
	char *text = malloc(n + size + 1);
	size_t rows[2] = { 0 }, diags_n[2] = { 0 };

	if (text == NULL)
		abort();
	memcpy(text, header, n);
	if (size != 0)
		memcpy(text + n, data, size);
	for (unsigned k = 0; k < 2; k++) {
		struct dgpm_arena *a = dgpm_arena_new(NULL, NULL);
		struct dgpm_diags *d = dgpm_diags_new(a);
		struct dgpm_ledger_stats stats;
		int fd = csvboth_fd(text, n + size);
		int rc = ledgerin_read(&stats, NULL, a, d, "l.csv", fd,
				       &(struct dgpm_ledger_how){ .threads = 1, .max_field = 64 }, k == 0 ? 4096 : 13);

		if ((rc != 0 || stats.rows_left_out != 0) && dgpm_diags_count(d) == 0)
			abort();
		rows[k] = stats.rows_read;
		diags_n[k] = dgpm_diags_count(d);
		close(fd);
		dgpm_arena_free(a);
	}
	if (rows[0] != rows[1] || diags_n[0] != diags_n[1])
		abort();
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *differs;

	if (size > 1 << 16)
		return 0;
	differs = csvboth_against_libcsv(data, size);
	if (differs == NULL)
		differs = csvboth_against_itself(data, size);
	if (differs != NULL) {
		fprintf(stderr, "differs: %s\n", differs);
		abort();
	}
	read_ledger(data, size, true);
	read_ledger(data, size, false);
	return 0;
}
