/* Fuzz mid-term plans: read, matched with cards and ledgers, drawn. */
#include "plan/plan.h"
#include "tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void draw(const void *what, struct fuzz_run *r, struct dgpm_out *out, const struct dgpm_print *how)
{
	dgpm_plans_print(what, r->arena, &r->words, false, out, how);
}

static void draw_brief(const void *what, struct fuzz_run *r, struct dgpm_out *out, const struct dgpm_print *how)
{
	dgpm_plans_print(what, r->arena, &r->words, true, out, how);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dgpm_plans *plans;
	struct fuzz_run r;

	if (size > FUZZ_MOST)
		return 0;
	fuzz_begin(&r);
	fuzz_put("plan.yaml", data, size);
	fuzz_open(&r, NULL);
	must(dgpm_plans(&plans, r.arena, r.diags, r.portfolio, FUZZ_DAY, 1) == 0);
	for (size_t i = 0; i < plans->n; i++) {
		const struct dgpm_plan *p = &plans->items[i];

		must(p->n_listed <= p->n_cards && p->n_topics_present <= p->n_topics);
		must(p->root != NULL || p->n_measures == 0);
	}
	fuzz_print(&r, draw, plans);
	fuzz_print(&r, draw_brief, plans);
	fuzz_end(&r);
	return 0;
}
