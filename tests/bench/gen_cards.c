/* Write a portfolio of made-up cards of about 1.5 KB, 400 a directory: gen_cards DIR N */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define PER_DIRECTORY 400

static void fail(const char *path)
{
	perror(path);
	exit(2);
}

static FILE *open_file(const char *path)
{
	FILE *f = fopen(path, "w");

	if (f == NULL)
		fail(path);
	return f;
}

static void make_dir(const char *path)
{
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		fail(path);
}

static void write_card(FILE *f, unsigned i)
{
	fprintf(f, "schema: dgpm/card@1\nid: 2021-MHLW-%05u\nname: 計測用の情報システム第%u号\n", i, i);
	fprintf(f, "name_en: Measured System %u\nsummary: 大きさを測るために作った架空のシステム\n", i);
	fprintf(f, "organization: MHLW\npmo: 厚生労働省PMO\npjmo: 計測用の部局%u課\n", i % 97);
	fputs("sector: national\nphase: operation\nspan: {from: 2016, to: 2025}\nclassification:\n  class: 2\n"
	      "  designated: \"2021-09-01\"\n  criteria: [size]\n  application: {date: \"2021-05-10\", class: 2}\n"
	      "accounts: [general]\nconsolidated: true\nbudget_origin: regular\n"
	      "plan: {title: プロジェクト計画書, version: \"1.2\", date: \"2021-05-31\"}\n", f);
	fprintf(f, "benefits:\n  users: {amount_yen: %u, basis: 待ち時間の短縮}\n"
		   "  administration: {amount_yen: %u, basis: 照会の減}\n"
		   "  date: \"2021-05-31\"\n", 1000000 + i, 2000000 + i);
	fprintf(f,
		"indicators:\n  - id: KPI-1\n    name: オンライン申請の件数\n    primary: true\n    unit: 件\n"
		"    direction: at-least\n"
		"    baseline: {fiscal_year: 2015, value: %u}\n    targets: [{fiscal_year: 2022, value: %u}]\n",
		i % 1000, i % 1000 + 100);
	fputs("cloud:\n  model: government-cloud\n  considered: \"2021-04-01\"\n  rationale: 共通機能を使う\n"
	      "  migration_fy: 2025\n"
	      "service_design:\n  - {article: 1, status: done}\n  - {article: 2, status: done}\n"
	      "  - {article: 3, status: partly, note: 来年度に行う}\n"
	      "security:\n  assessment: {date: \"2021-04-01\", document: 評価書}\n"
	      "  risks:\n    - {id: R1, text: 停電, evaluation: high, treatment: mitigate, measure: 予備電源}\n"
	      "team: {members: 8, dedicated: 3, policy: 2, operations: 3, systems: 3, executive_sponsor: 局長}\n"
	      "estimates: {quotes: 3, scrutinised: true, date: \"2021-06-01\"}\n", f);
}

int main(int argc, char **argv)
{
	unsigned n = argc == 3 ? (unsigned)atoi(argv[2]) : 0;
	char path[4096];
	FILE *f;

	if (n == 0) {
		fputs("usage: gen_cards DIR N\n", stderr);
		return 2;
	}
	make_dir(argv[1]);
	snprintf(path, sizeof path, "%s/dgpm.yaml", argv[1]);
	f = open_file(path);
	fputs("schema: dgpm/portfolio@1\nname: 計測用\nreview: {fiscal_year: 2022, date: \"2021-06-30\"}\n", f);
	if (fclose(f) != 0)
		fail(path);
	for (unsigned i = 0; i < n; i++) {
		if (i % PER_DIRECTORY == 0) {
			snprintf(path, sizeof path, "%s/cards%03u", argv[1], i / PER_DIRECTORY);
			make_dir(path);
		}
		snprintf(path, sizeof path, "%s/cards%03u/2021-MHLW-%05u.yaml", argv[1], i / PER_DIRECTORY, i + 1);
		f = open_file(path);
		write_card(f, i + 1);
		if (fclose(f) != 0)
			fail(path);
	}
	return 0;
}
