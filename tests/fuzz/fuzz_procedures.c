/* Fuzz administrative procedures on a card: read, added up by each key, drawn. */
#include "procedures/procedures.h"
#include "tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct drawn {
	const struct dgpm_procedures *all;
	enum dgpm_procedures_by by;
};

static void draw(const void *what, struct fuzz_run *r, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct drawn *d = what;

	dgpm_procedures_print(d->all, r->arena, &r->words, d->by, 10, out, how);
}

/* Every procedure is in one group, and in the sum of all. */
static void add_up(struct fuzz_run *r, const struct dgpm_procedures *all, enum dgpm_procedures_by by)
{
	size_t n, in_groups = 0;
	const struct dgpm_procedures_sum *sums = dgpm_procedures_sum(&n, r->arena, all, by);

	must(n != 0 && sums[n - 1].key == NULL && sums[n - 1].n == all->n);
	for (size_t i = 0; i + 1 < n; i++)
		in_groups += sums[i].n;
	must(in_groups == all->n);
	for (size_t i = 0; i < n; i++)
		must(sums[i].n_online <= sums[i].n_online_known && sums[i].n_complete <= sums[i].n_complete_known &&
		     sums[i].n_online_known <= sums[i].n && sums[i].n_fee_online <= sums[i].n_fee);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct dgpm_procedures_how how = { .threads = 1 };
	struct dgpm_procedures *all;
	struct fuzz_run r;

	if (size > FUZZ_MOST)
		return 0;
	fuzz_begin(&r);
	fuzz_put("z.yaml", data, size);
	fuzz_open(&r, NULL);
	must(dgpm_procedures(&all, r.arena, r.diags, fuzz_data(), r.portfolio, &how) == 0);
	for (int by = DGPM_PROCEDURES_BY_ORGANIZATION; by <= DGPM_PROCEDURES_BY_KIND; by++) {
		add_up(&r, all, (enum dgpm_procedures_by)by);
		fuzz_print(&r, draw, &(struct drawn){ all, (enum dgpm_procedures_by)by });
	}
	fuzz_end(&r);
	return 0;
}
