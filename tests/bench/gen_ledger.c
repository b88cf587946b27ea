/* Write a ledger of about 60 bytes a row, 1 % of them with a quoted field: gen_ledger ROWS PROJECTS >FILE */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	static const char *const expenses[] = { "development", "modification", "operation", "unspecified" };
	static const char *const stages[] = { "required", "request", "initial", "executed", "carryover_out" };
	unsigned long rows = argc == 3 ? strtoul(argv[1], NULL, 10) : 0,
		      projects = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;

	if (rows == 0 || projects == 0) {
		fputs("usage: gen_ledger ROWS PROJECTS\n", stderr);
		return 2;
	}
	puts("fiscal_year,project_id,organization,account,expense,stage,amount_yen,item");
	for (unsigned long i = 0; i < rows; i++) {
		unsigned long project = i / (rows / projects != 0 ? rows / projects : 1), k = i % 60;
		unsigned long stage = k % 5;
		/* What is executed and carried out always fits the initial budget. */
		unsigned long amount = stage == 3 ? 4000000 : stage == 4 ? 1000 : 5000000 + i * 7919 % 4000000;

		printf("%lu,2021-MHLW-%05lu,MHLW,general,%s,%s,%lu,", 2018 + k / 20, project % projects + 1,
		       expenses[k / 5 % 4], stages[stage], amount);
		if (i % 100 == 0)
			puts("\"a, \"\"b\"\"\"");
		else
			puts("");
	}
	return ferror(stdout) || fclose(stdout) != 0 ? 2 : 0;
}
