/* Fuzz dgpm.yaml: what it sets otherwise for classes, watching, bulk request, severities; its own organizations. */
#include "govern/classify.h"
#include "govern/consolidate.h"
#include "govern/monitor.h"
#include "review/review.h"
#include "tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void classes(const void *what, struct fuzz_run *r, struct dgpm_out *out, const struct dgpm_print *how)
{
	dgpm_classes_print(what, r->arena, &r->words, true, out, how);
}

static void monitoring(const void *what, struct fuzz_run *r, struct dgpm_out *out, const struct dgpm_print *how)
{
	dgpm_monitoring_print(what, r->arena, &r->words, 10, out, how);
}

static void bulk(const void *what, struct fuzz_run *r, struct dgpm_out *out, const struct dgpm_print *how)
{
	static const struct dgpm_consolidation_look look = { .unfold = true, .addresses = true };

	dgpm_consolidation_print(what, r->arena, &r->words, FUZZ_DAY, &look, out, how);
}

static void ask(struct fuzz_run *r)
{
	static const char *const patterns[] = { "PRE-25" };
	const struct dgpm_review_how how = { .date = FUZZ_DAY, .today = FUZZ_DAY, .rules = patterns, .n_rules = 1,
					     .threads = 1 };
	struct dgpm_consolidation consolidation;
	struct dgpm_monitoring monitored;
	struct dgpm_classes classified;
	struct dgpm_review *review;

	dgpm_portfolio_hold(r->portfolio);
	if (dgpm_classify(&classified, r->arena, r->diags, r->portfolio, FUZZ_DAY, 1) == 0)
		fuzz_print(r, classes, &classified);
	if (dgpm_monitor(&monitored, r->arena, r->diags, r->portfolio, FUZZ_DAY, 1) == 0)
		fuzz_print(r, monitoring, &monitored);
	if (dgpm_consolidate(&consolidation, r->arena, r->diags, r->portfolio, FUZZ_DAY, 2021, 1) == 0)
		fuzz_print(r, bulk, &consolidation);
	if (dgpm_review(&review, r->arena, r->diags, r->portfolio, &how) == 0)
		dgpm_review_close(review);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dgpm_defaults defaults;
	struct dgpm_arena *arena;
	struct dgpm_data *own;
	struct fuzz_run r;

	if (size > FUZZ_MOST)
		return 0;
	fuzz_begin(&r);
	fuzz_put("dgpm.yaml", data, size);
	dgpm_portfolio_defaults(&defaults, r.arena, fuzz_root);
	must(defaults.lang == NULL || strcmp(defaults.lang, "ja") == 0 || strcmp(defaults.lang, "en") == 0);
	/* Organizations of dgpm.yaml are added to those of the data. */
	arena = dgpm_arena_new(NULL, NULL);
	must(dgpm_data_open(&own, arena, r.diags, "schemas", "en") == 0);
	fuzz_open(&r, own);
	must(!dgpm_portfolio_config_broken(r.portfolio) || dgpm_diags_count(r.diags) != 0);
	ask(&r);
	fuzz_end(&r);
	dgpm_data_close(own);
	dgpm_arena_free(arena);
	return 0;
}
