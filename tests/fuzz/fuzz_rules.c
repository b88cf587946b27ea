/* Fuzz rule packs: any YAML as a pack, listed, tried on its own examples, and held against cards. */
#include "review/print.h"
#include "review/review.h"
#include "rules/examples.h"
#include "rules/print.h"
#include "tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct listed {
	const struct dgpm_rule **rules;
	size_t n;
};

static void list(const void *what, struct fuzz_run *r, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct listed *l = what;

	dgpm_rules_print(l->rules, l->n, true, r->arena, &r->words, out, how);
}

static void try_examples(struct fuzz_run *r, const struct dgpm_rules *rules)
{
	struct dgpm_ruletest sum = { 0 };
	struct listed l = { .n = dgpm_rules_count(rules) };

	l.rules = dgpm_arena_array(r->arena, l.n, sizeof *l.rules);
	for (size_t i = 0; i < l.n; i++) {
		l.rules[i] = dgpm_rules_at(rules, i);
		must(dgpm_rules_find(rules, dgpm_str_of(l.rules[i]->id)) == l.rules[i]);
		if (!l.rules[i]->broken)
			dgpm_rule_test(&sum, r->arena, r->diags, l.rules[i], r->words.organizations);
	}
	must(sum.n_wrong == 0 || dgpm_diags_count(r->diags) != 0);
	fuzz_print(r, list, &l);
}

/* The pack is one of the portfolio's own; only its rules are judged. */
static void review(struct fuzz_run *r)
{
	static const char *const patterns[] = { "FUZZ-*" };
	struct dgpm_review *review;
	const struct dgpm_review_how how = { .date = FUZZ_DAY, .today = FUZZ_DAY, .fiscal_year = 2022,
					     .stage = "request", .rules = patterns, .n_rules = 1, .all = true,
					     .threads = 1 };

	if (dgpm_review(&review, r->arena, r->diags, r->portfolio, &how) == 0) {
		must(review->n_projects == review->cards.n_read);
		dgpm_review_close(review);
	} else {
		must(dgpm_diags_count(r->diags) != 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dgpm_rules *rules;
	struct fuzz_run r;
	const char *pack;

	if (size > FUZZ_MOST)
		return 0;
	fuzz_begin(&r);
	pack = dgpm_arena_strdup(r.arena, fuzz_put("pack.yaml", data, size));
	fuzz_open(&r, NULL);
	if (dgpm_rules_load(&rules, r.arena, r.diags, fuzz_data(),
			    &(struct dgpm_rules_how){ .packs = &pack, .n_packs = 1, .only_packs = true,
						      .as_written = true }) == 0) {
		try_examples(&r, rules);
		dgpm_rules_close(rules);
		review(&r);
	} else {
		must(dgpm_diags_count(r.diags) != 0);
	}
	fuzz_end(&r);
	return 0;
}
