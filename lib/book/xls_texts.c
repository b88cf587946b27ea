/* xls: the table of texts that cells share ([MS-XLS] 2.4.265). */
#include "book/xls.h"

/* Go over the texts, and write to `texts` where each stands; NULL to count them: what the table says need not be
 * true. */
static uint32_t go_over(const struct biff *b, const struct biff_record *sst, struct xls_text *texts)
{
	struct biff_cursor c = biff_cursor(b, sst, 8);
	uint32_t n = 0;
	uint8_t bad;

	for (;; n++) {
		struct xls_text text;

		if (c.p == c.end && !biff_go_on(&c))
			return n;
		text = (struct xls_text){ (uint32_t)(c.p - b->s), (uint32_t)(c.end - b->s) };
		if (biff_text(NULL, &c, BIFF_LENGTH_2, &bad) != BIFF_READ)
			return n;
		if (texts != NULL)
			texts[n] = text;
	}
}

void xls_find_texts(struct xls *x, struct dgpm_arena *a, const struct biff_record *sst)
{
	uint32_t n = sst->n > 8 ? go_over(&x->biff, sst, NULL) : 0;

	x->texts = dgpm_arena_array(a, n, sizeof *x->texts);
	x->n_texts = n != 0 ? go_over(&x->biff, sst, x->texts) : 0;
}

bool xls_shared_text(struct biff_text *out, const struct xls *x, uint32_t i)
{
	struct biff_cursor c = { .biff = &x->biff };
	uint8_t bad;

	if (i >= x->n_texts)
		return false;
	c.p = x->biff.s + x->texts[i].at;
	c.end = x->biff.s + x->texts[i].end;
	return biff_text(out, &c, BIFF_LENGTH_2, &bad) == BIFF_READ;
}
