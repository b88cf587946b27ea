/* Fuzz evaluation sheets: read, marked, graded, drawn. */
#include "evaluate/evaluate.h"
#include "tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct drawn {
	const struct dgpm_evaluation *evaluation;
	struct dgpm_evaluate_look look;
};

static void draw(const void *what, struct fuzz_run *r, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct drawn *d = what;

	dgpm_evaluate_print(d->evaluation, r->arena, out, how, &d->look);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct dgpm_evaluate_how how = { .date = FUZZ_DAY, .threads = 1 };
	struct dgpm_evaluation *evaluation;
	struct drawn d = { 0 };
	struct fuzz_run r;

	if (size > FUZZ_MOST)
		return 0;
	fuzz_begin(&r);
	fuzz_put("sheet.yaml", data, size);
	fuzz_open(&r, NULL);
	must(dgpm_evaluate(&evaluation, r.arena, r.diags, fuzz_data(), r.portfolio, &how) == 0);
	for (size_t i = 0; i < evaluation->n; i++) {
		size_t marks = 0;

		for (size_t k = 0; k < DGPM_N_MARKS; k++)
			marks += evaluation->policies[i].marks[k];
		must(evaluation->policies[i].n_indicators <= evaluation->policies[i].n &&
		     evaluation->policies[i].n_full <= evaluation->policies[i].n && marks <= size + 1000);
	}
	d.evaluation = evaluation;
	d.look = (struct dgpm_evaluate_look){ .bars = true, .all = true, .addresses = true, .words = r.words };
	fuzz_print(&r, draw, &d);
	d.look.by = DGPM_EVALUATE_YEAR | DGPM_EVALUATE_KIND | DGPM_EVALUATE_FISCAL_YEAR;
	fuzz_print(&r, draw, &d);
	d.look.by = 0;
	d.look.from = 2019;
	d.look.to = 2021;
	fuzz_print(&r, draw, &d);
	fuzz_end(&r);
	return 0;
}
