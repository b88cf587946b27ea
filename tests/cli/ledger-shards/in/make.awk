# A ledger of 20,000 rows without chance: the same on every machine.
BEGIN {
	n_org = split("MIC DA MHLW 総務省 MOF XYZ", org, " ")
	n_expense = split("development modification operation unspecified", expense, " ")
	n_stage = split("required request initial supplementary carryover_in reserve carryover_out executed", stage, " ")
	print "fiscal_year,project_id,organization,account,expense,stage,amount_yen,item"
	for (i = 0; i < 20000; i++) {
		x = (x * 1103515245 + 12345) % 2147483648
		p = int(i / 160)
		o = p % n_org + 1
		printf "%d,%d-P%d-%04d,%s,%s,%s,%s,%d,%s\n", 2015 + i % 5, 2014 + p % 7, p % 9, p, org[o],
			i % 50 == 0 ? "\"special:a, b\"" : "general", expense[int(i / 5) % n_expense + 1],
			stage[int(i / 20) % n_stage + 1], (x % 7 == 0 && int(i / 20) % n_stage != 7 ? -1 : 1) * (x * 4099 % 900719925474),
			i % 3 == 0 ? "運用" i : ""
	}
}
