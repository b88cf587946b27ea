/*
 * What targets share that fuzz one file of a portfolio: a folder with good files from the example, the fuzzer's beside
 * them, and printing, which is looked at.
 */
#ifndef FUZZ_TREE_H
#define FUZZ_TREE_H

#include "base/text.h"
#include "data/words.h"
#include "portfolio/portfolio.h"
#include "print/grid.h"

#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

#define FUZZ_MOST ((size_t)1 << 15)
#define FUZZ_DAY ((struct dgpm_date){ 2021, 12, 28 })

static inline void must(bool what)
{
	if (!what)
		abort();
}

/* The data directory, seen from the root of the source tree. Read once, kept to the end. */
static inline struct dgpm_data *fuzz_data(void)
{
	static struct dgpm_data *data;
	static struct dgpm_arena *kept;

	if (data == NULL) {
		kept = dgpm_arena_new(NULL, NULL);
		must(dgpm_data_open(&data, kept, dgpm_diags_new(kept), "schemas", "en") == 0);
	}
	return data;
}

static char fuzz_root[64];

static inline int fuzz_remove_one(const char *path, const struct stat *st, int type, struct FTW *place)
{
	(void)st;
	(void)type;
	(void)place;
	return remove(path);
}

static inline void fuzz_remove(void)
{
	nftw(fuzz_root, fuzz_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* A file of the folder, new or anew; its path lives until the next call. */
static inline const char *fuzz_put(const char *name, const void *data, size_t size)
{
	static char path[128];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", fuzz_root, name);
	f = fopen(path, "wb");
	must(f != NULL && fwrite(data, 1, size, f) == size && fclose(f) == 0);
	return path;
}

/* A file of the example. Its organization becomes one that every dgpm knows: no dgpm.yaml has to say it. */
static inline void fuzz_copy(const char *from, const char *name)
{
	static const char *const made_up[] = { ",SMP,", "organization: SMP" };
	static char text[1 << 16];
	char path[128];
	FILE *f;
	size_t n;

	snprintf(path, sizeof path, "examples/sample/%s", from);
	f = fopen(path, "rb");
	must(f != NULL);
	n = fread(text, 1, sizeof text - 1, f);
	must(n != 0 && n < sizeof text - 1);
	fclose(f);
	text[n] = '\0';
	for (size_t i = 0; i < DGPM_COUNT(made_up); i++)
		for (char *at = text; (at = strstr(at, made_up[i])) != NULL; at += strlen(made_up[i]))
			memcpy(strstr(at, "SMP"), "MIC", 3);
	fuzz_put(name, text, n);
}

/* The folder, made once, with cards, ledgers, a plan and a target; removed at the end. */
static inline void fuzz_tree(void)
{
	static const char config[] = "schema: dgpm/portfolio@1\nname: fuzz\n"
				     "review: {fiscal_year: 2022, date: \"2021-12-28\"}\n";
	const char *base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";

	if (fuzz_root[0] != '\0')
		return;
	snprintf(fuzz_root, sizeof fuzz_root, "%s/dgpm-fuzz-XXXXXX", base);
	must(mkdtemp(fuzz_root) != NULL);
	atexit(fuzz_remove);
	fuzz_put("dgpm.yaml", config, sizeof config - 1);
	fuzz_copy("cards/smp/2009-SMP-0001.yaml", "a.yaml");
	fuzz_copy("cards/smp/2014-SMP-0001.yaml", "b.yaml");
	fuzz_copy("cards/smp/2021-SMP-0002.yaml", "c.yaml");
	fuzz_copy("ledgers/2020.csv", "2020.csv");
	fuzz_copy("ledgers/2021.csv", "2021.csv");
	fuzz_copy("plans/2021-2025.yaml", "plan.yaml");
	fuzz_copy("targets/smp-2020-2025.yaml", "target.yaml");
}

/* One input: an arena and diagnostics of its own. */
struct fuzz_run {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	struct dgpm_portfolio *portfolio;
	struct dgpm_words words;
};

static inline void fuzz_begin(struct fuzz_run *r)
{
	fuzz_tree();
	r->arena = dgpm_arena_new(NULL, NULL);
	r->diags = dgpm_diags_new(r->arena);
	r->portfolio = NULL;
}

/* Open the folder; `data` NULL: the common one. */
static inline void fuzz_open(struct fuzz_run *r, struct dgpm_data *data)
{
	if (data == NULL)
		data = fuzz_data();
	must(dgpm_portfolio_open(&r->portfolio, r->arena, r->diags, data, fuzz_root, NULL, 0) == 0);
	r->words = (struct dgpm_words){ dgpm_data_codes(data, r->diags), dgpm_portfolio_organizations(r->portfolio),
					"en" };
}

static inline void fuzz_end(struct fuzz_run *r)
{
	if (r->portfolio != NULL)
		dgpm_portfolio_close(r->portfolio);
	dgpm_arena_free(r->arena);
}

/* What a report is printed by, for all formats alike. */
typedef void (*fuzz_printer)(const void *what, struct fuzz_run *r, struct dgpm_out *out, const struct dgpm_print *how);

static inline void fuzz_print_as(enum dgpm_format format, struct fuzz_run *r, fuzz_printer print, const void *what)
{
	static const struct dgpm_doc_limits limits = { .bytes = 64u << 20, .depth = 1000, .expanded = 0 };
	struct dgpm_print how = { .format = format, .unit = DGPM_UNIT_MILLION, .lang = "en",
				  .width = format == DGPM_FORMAT_TEXT ? 80 : 0 };
	struct dgpm_diags *said = dgpm_diags_new(r->arena);
	const struct dgpm_node *root;
	struct dgpm_out *out = NULL;
	char *text = NULL;
	size_t n = 0;
	FILE *stream = open_memstream(&text, &n);

	must(stream != NULL && dgpm_out_open(&out, r->arena, said, NULL, stream) == 0);
	print(what, r, out, &how);
	must(dgpm_out_close(out, said) == 0);
	fclose(stream);
	/* Whatever went in, what comes out can be read. */
	must(dgpm_utf8_valid(text, n) == n);
	if (format == DGPM_FORMAT_JSON)
		must(dgpm_doc_parse(&root, r->arena, said, "out", (struct dgpm_str){ text, n }, &limits) == 0 &&
		     root->kind == DGPM_MAP);
	free(text);
}

static inline void fuzz_print(struct fuzz_run *r, fuzz_printer print, const void *what)
{
	fuzz_print_as(DGPM_FORMAT_TEXT, r, print, what);
	fuzz_print_as(DGPM_FORMAT_CSV, r, print, what);
	fuzz_print_as(DGPM_FORMAT_JSON, r, print, what);
}

#endif
