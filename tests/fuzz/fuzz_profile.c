/* Fuzz conversion profiles: any YAML as a profile, and what it makes of a small table. */
#include "convert/convert.h"
#include "doc/doc.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A title, a unit, a header, and rows with what rows have: subtotals, blanks, marks, errors, two of the same. */
static const char table[] =
	"令和8年度 情報システム予算,,,,,,,,,,,\n"
	",,,,,,予算額,,,,,単位：千円\n"
	"ID,番号,事業名,府省,会計,勘定,当初,補正,計,執行額,令和8年度要求額(百万円),年度,経費,開始,備考\n"
	"2021-MHLW-0001,1,システムＡ,厚生労働省,一般会計,,\"1,200\",△300,900,850,1.5,令和7年度,運用,令和3年4月1日,①\n"
	",2,システムＢ～,総務省,特別会計,雇用勘定,5,,5,－,***,2025,整備,2021-04-01,\"a\nb\"\n"
	"2021-MHLW-0001,1,システムＡ,厚生労働省,一般会計,,\"1,200\",△300,900,850,1.5,R7,運用,R3.4.1,\n"
	"小計,,,,,,1205,,,,,,,,\n"
	",,,,,,,,,,,,,,\n"
	"ID,番号,事業名,府省,会計,勘定,当初,補正,計,執行額,令和8年度要求額(百万円),年度,経費,開始,備考\n"
	"2021-MIC-0002,x,,架空省,一般会計,,約7,#REF!,9223372036854775807,0,,昭和99,,4/1,true\n"
	"2022-MIC-0002,9,システムＣ,デジタル庁,東日本大震災復興特別会計,,0,0,0,1,2,2026,改修,2024/1/31,\x1b[0m\n";

static int file_of(const void *data, size_t size)
{
	int fd = memfd_create("profile", 0);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	return fd;
}

/* What convert.h promises of the output. */
static void check(const struct dgpm_converted *done, const char *out, size_t n, struct dgpm_arena *arena)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	size_t lines = 0;

	for (size_t i = 0; i < n; i++)
		lines += out[i] == '\n';
	if (n != 0 && lines != done->stats.figures + 1)
		abort();
	for (size_t i = 0; i < done->n_cards; i++) {
		struct dgpm_diags *diags = dgpm_diags_new(arena);
		const struct dgpm_node *root;

		if (dgpm_doc_parse(&root, arena, diags, "card", dgpm_str_of(done->cards[i].text), &limits) != 0)
			abort();
		if (i != 0 && strcmp(done->cards[i - 1].id, done->cards[i].id) >= 0)
			abort();
	}
	for (size_t i = 0; i < done->n_rejects; i++)
		if (done->rejects[i].source == NULL || done->rejects[i].rule == NULL || done->rejects[i].reason == NULL)
			abort();
}

static void convert(struct dgpm_profile *profile, struct dgpm_data *data, struct dgpm_arena *arena,
		    struct dgpm_diags *diags, const char *path)
{
	struct dgpm_convert_how how = { .profile = profile, .threads = 1, .explain = 3 };
	const struct dgpm_node *eras = dgpm_data_doc(data, diags, "eras.yaml");
	struct dgpm_convert_run run = { .profile = profile };
	struct dgpm_converted done;
	struct dgpm_out *out, *report;
	char *text = NULL;
	size_t n = 0;
	FILE *stream = open_memstream(&text, &n), *null = fopen("/dev/null", "w");

	how.organizations = dgpm_data_organizations(data, diags);
	if (how.organizations == NULL || stream == NULL || null == NULL ||
	    dgpm_eras_load(&how.eras, arena, diags, eras, "eras.yaml") != 0 ||
	    dgpm_out_open(&out, arena, diags, NULL, stream) != 0 ||
	    dgpm_out_open(&report, arena, diags, NULL, null) != 0)
		abort();
	dgpm_convert(&done, arena, diags, out, &path, 1, &how);
	dgpm_convert_report(&done, &run, diags, arena, report, &(struct dgpm_print){ 0 });
	if (dgpm_out_close(out, diags) != 0 || dgpm_out_close(report, diags) != 0)
		abort();
	fclose(stream);
	fclose(null);
	check(&done, text, n, arena);
	free(text);
	dgpm_converted_close(&done);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct dgpm_arena *common;
	static struct dgpm_data *known;
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	struct dgpm_profile *profile;
	char yaml[64], csv[64];
	int fd_yaml, fd_csv;

	if (size > 1 << 15)
		return 0;
	if (known == NULL) {
		/* Schemas and code lists, read once and from the root of the tree. */
		common = dgpm_arena_new(NULL, NULL);
		if (dgpm_data_open(&known, common, dgpm_diags_new(common), "schemas", "en") != 0)
			abort();
	}
	arena = dgpm_arena_new(NULL, NULL);
	diags = dgpm_diags_new(arena);
	fd_yaml = file_of(data, size);
	fd_csv = file_of(table, sizeof table - 1);
	snprintf(yaml, sizeof yaml, "/dev/fd/%d", fd_yaml);
	snprintf(csv, sizeof csv, "/dev/fd/%d", fd_csv);
	if (dgpm_profile_find(&profile, arena, diags, known, NULL, yaml) != 0) {
		if (profile != NULL || dgpm_diags_count(diags) == 0)
			abort();
	} else {
		convert(profile, known, arena, diags, csv);
		dgpm_profile_close(profile);
	}
	close(fd_yaml);
	close(fd_csv);
	dgpm_arena_free(arena);
	return 0;
}
