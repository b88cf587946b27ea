/* The comparison of all cards, counted for the facts of each project. */
#include "review/run.h"
#include "base/text.h"
#include "govern/overlap.h"

const struct dgpm_similar *review_similar(struct dgpm_arena *arena, struct dgpm_diags *diags,
					    struct dgpm_portfolio *p, unsigned threads)
{
	struct dgpm_similar *s = dgpm_arena_array(arena, 1, sizeof *s);
	struct dgpm_overlap_how how = { .min_score = -1, .threads = threads };
	struct dgpm_diags *own = dgpm_diags_new(arena);
	struct dgpm_overlaps found;

	/* What is wrong with cards is told when they are judged. */
	if (dgpm_overlap(&found, arena, own, p, &how) != 0) {
		dgpm_diags_merge(diags, own);
		return NULL;
	}
	s->ids = found.hit_ids;
	s->n = found.n_hit_ids;
	return s;
}
