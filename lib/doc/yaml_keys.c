/* Keys given twice: libyaml does not mind them. */
#include "doc/yaml.h"
#include "base/list.h"

#include <stdlib.h>

#define KEYS_BY_EYE 32 /* maps of more keys are sorted, so that their number never counts squared */

const char yamlin_no_key[] = "";

static int cmp_pair(const void *pa, const void *pb)
{
	const struct dgpm_pair *a = *(const struct dgpm_pair *const *)pa, *b = *(const struct dgpm_pair *const *)pb;
	int c = dgpm_str_cmp((struct dgpm_str){ a->key.text, a->key.n }, (struct dgpm_str){ b->key.text, b->key.n });

	return c != 0 ? c : (a > b) - (a < b);
}

static bool same_key(const struct dgpm_pair *a, const struct dgpm_pair *b)
{
	return a->key.n == b->key.n && a->key.text != yamlin_no_key && b->key.text != yamlin_no_key &&
	       memcmp(a->key.text, b->key.text, a->key.n) == 0;
}

static void keys_sorted(const struct dgpm_pair *pairs, size_t n, struct dgpm_arena *arena, yamlin_twice *twice,
			void *ctx)
{
	const struct dgpm_pair **by = dgpm_arena_array(arena, n, sizeof *by);
	size_t first = 0;

	for (size_t i = 0; i < n; i++)
		by[i] = &pairs[i];
	dgpm_sort(by, n, sizeof *by, cmp_pair);
	for (size_t i = 1; i < n; i++)
		if (!same_key(by[first], by[i]))
			first = i;
		else if (!twice(ctx, &by[first]->key, &by[i]->key))
			return;
}

/* A bit a key in 64 tells most keys apart without looking at the others. */
void yamlin_keys(const struct dgpm_pair *pairs, size_t n, struct dgpm_arena *arena, yamlin_twice *twice, void *ctx)
{
	uint64_t seen = 0;

	if (n > KEYS_BY_EYE) {
		keys_sorted(pairs, n, arena, twice, ctx);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		const struct dgpm_node *k = &pairs[i].key;
		unsigned char last = k->n != 0 ? (unsigned char)k->text[k->n - 1] : 0;
		uint64_t bit = UINT64_C(1) << ((k->n * 7 + (unsigned char)k->text[0] * 5 + last * 3) % 64);

		for (size_t j = 0; (seen & bit) != 0 && j < i; j++)
			if (same_key(&pairs[j], &pairs[i])) {
				if (!twice(ctx, &pairs[j].key, k))
					return;
				break;
			}
		seen |= bit;
	}
}
