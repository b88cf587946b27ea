/*
 * Fuzz the comparison of two states of a card, or of a ledger. The first byte says what the file is: 'c' or 'l'; a line
 * of "=====" parts the two. What is the same on both sides is no change; the other way round is as much.
 */
#include "base/wide.h"
#include "diff/diff.h"
#include "tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void draw(const void *what, struct fuzz_run *r, struct dgpm_out *out, const struct dgpm_print *how)
{
	const struct dgpm_diff_print said = { .words = r->words, .all = true,
					      .schema = dgpm_data_doc(fuzz_data(), r->diags, "card.schema.json") };

	dgpm_diff_print(what, r->arena, &said, out, how);
}

static struct dgpm_diff *compare(struct fuzz_run *r, struct dgpm_portfolio *a, struct dgpm_portfolio *b)
{
	const struct dgpm_diff_how how = { .mode = DGPM_DIFF_TREES, .date = FUZZ_DAY, .today = FUZZ_DAY, .threads = 1,
					   .name = { "A", "B" } };
	struct dgpm_diff *d;

	must(dgpm_diff(&d, r->arena, r->diags, a, b, &how) == 0);
	return d;
}

/* Two portfolios, each of the one file alone. */
static struct dgpm_portfolio *open_side(struct fuzz_run *r, const char *path)
{
	struct dgpm_portfolio *p;

	must(dgpm_portfolio_open(&p, r->arena, r->diags, fuzz_data(), fuzz_root, &path, 1) == 0);
	return p;
}

static void money_adds_up(struct fuzz_run *r, const struct dgpm_diff *d)
{
	wide totals = 0, rows = 0;

	for (size_t i = 0; i < d->n_totals; i++)
		totals += (wide)d->totals[i].yen[1] - d->totals[i].yen[0];
	for (size_t i = 0; i < d->n_projects; i++) {
		struct dgpm_diff_part part;

		dgpm_diff_open(&part, r->arena, d, i);
		for (size_t k = 0; k < part.n_money; k++)
			rows += (wide)part.money[k].yen[1] - part.money[k].yen[0];
	}
	must(totals == rows || dgpm_diags_count(r->diags) != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char line[] = "\n=====\n";
	const uint8_t *parted = size > 1 ? memmem(data, size, line, sizeof line - 1) : NULL;
	struct dgpm_portfolio *a, *b;
	struct dgpm_diff *there, *back;
	struct fuzz_run r;
	bool card;

	if (size > FUZZ_MOST || parted == NULL || (data[0] != 'c' && data[0] != 'l'))
		return 0;
	card = data[0] == 'c';
	fuzz_begin(&r);
	fuzz_put(card ? "z.yaml" : "z.csv", data + 1, (size_t)(parted - data));
	a = open_side(&r, card ? "z.yaml" : "z.csv");
	dgpm_portfolio_hold(a);
	fuzz_put(card ? "y.yaml" : "y.csv", parted + sizeof line - 1,
		 size - (size_t)(parted - data) - (sizeof line - 1));
	b = open_side(&r, card ? "y.yaml" : "y.csv");
	dgpm_portfolio_hold(b);
	r.words = (struct dgpm_words){ dgpm_data_codes(fuzz_data(), r.diags), dgpm_portfolio_organizations(a), "en" };
	there = compare(&r, a, b);
	fuzz_print(&r, draw, there);
	money_adds_up(&r, there);
	back = compare(&r, b, a);
	must(there->n_projects == back->n_projects || dgpm_diags_count(r.diags) != 0);
	must(dgpm_diff_is_empty(compare(&r, a, a)) && dgpm_diff_is_empty(compare(&r, b, b)));
	dgpm_portfolio_close(a);
	dgpm_portfolio_close(b);
	fuzz_end(&r);
	return 0;
}
