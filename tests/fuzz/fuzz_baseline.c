/* Fuzz baselines: what is read can be compared with, and written again to be read as the same. */
#include "findings/baseline.h"
#include "tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Findings as a review has them, some with a project and a place. */
static struct dgpm_findings *some_findings(struct fuzz_run *r)
{
	static const char *const rules[] = { "PRE-25", "RQ-01", "EXE-02" };
	struct dgpm_diags *d = dgpm_diags_new(r->arena);

	for (size_t i = 0; i < 12; i++)
		dgpm_diag_push(d, &(struct dgpm_diag){ .rule = rules[i % 3], .severity = DGPM_WARNING,
						       .message = "said",
						       .stage = "request",
						       .project_id = i % 2 != 0 ? "2021-SMP-0002" : NULL,
						       .at = { .path = "c.yaml", .line = (uint32_t)i + 1, .column = 1 },
						       .place = i % 4 != 0 ? "/benefits" : NULL });
	dgpm_diags_sort(d);
	return dgpm_findings_new(r->arena, d);
}

/* What was looked at: the cards of the folder, by two rules. Made once. */
static struct dgpm_review *looked_at(void)
{
	static const char *const patterns[] = { "PRE-25", "PRE-30" };
	static const struct dgpm_review_how how = { .date = { 2021, 12, 28 }, .today = { 2021, 12, 28 },
						    .rules = patterns, .n_rules = 2, .threads = 1 };
	static struct dgpm_review *review;
	static struct fuzz_run r;

	if (review == NULL) {
		fuzz_begin(&r);
		fuzz_open(&r, NULL);
		must(dgpm_review(&review, r.arena, r.diags, r.portfolio, &how) == 0);
	}
	return review;
}

static void write_one(const struct dgpm_baseline *before, struct fuzz_run *r, const struct dgpm_findings *findings,
		      const struct dgpm_baseline_scope *scope, const char *name)
{
	struct dgpm_out *out;

	must(dgpm_out_open(&out, r->arena, r->diags, name, NULL) == 0);
	dgpm_baseline_write(before, r->arena, out, findings, scope, false);
	must(dgpm_out_close(out, r->diags) == 0);
}

static size_t known_of(const struct dgpm_baseline *b, struct fuzz_run *r, struct dgpm_findings *findings,
		       const struct dgpm_baseline_scope *scope, size_t *gone)
{
	struct dgpm_baseline_compared compared;

	dgpm_baseline_compare(&compared, b, r->arena, findings, scope);
	must(compared.n_known <= findings->n);
	for (size_t i = 0; i < compared.n_gone; i++)
		must(compared.gone[i].fingerprint != NULL && compared.gone[i].rule != NULL);
	*gone = compared.n_gone;
	return compared.n_known;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct dgpm_baseline_scope scopes[] = { { .review = looked_at(), .whole = true },
						      { .review = looked_at(), .narrowed = true } };
	struct dgpm_baseline *read, *again;
	struct fuzz_run r;
	const char *path;

	if (size > FUZZ_MOST)
		return 0;
	fuzz_begin(&r);
	path = dgpm_arena_strdup(r.arena, fuzz_put("known.json", data, size));
	if (dgpm_baseline_read(&read, r.arena, r.diags, fuzz_data(), path) != 0) {
		must(dgpm_diags_count(r.diags) != 0);
		fuzz_end(&r);
		return 0;
	}
	for (size_t i = 0; i < DGPM_COUNT(scopes); i++) {
		struct dgpm_findings *findings = some_findings(&r);
		size_t gone, none;

		known_of(read, &r, findings, &scopes[i], &gone);
		write_one(read, &r, findings, &scopes[i], path);
		must(dgpm_baseline_read(&again, r.arena, r.diags, fuzz_data(), path) == 0);
		/* All there is was taken in. */
		must(known_of(again, &r, findings, &scopes[i], &none) == findings->n);
	}
	fuzz_end(&r);
	return 0;
}
