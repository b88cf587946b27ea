/* Procedures summed: each figure with what it counts. */
#include "base/list.h"
#include "procedures/procedures.h"

static const char *key_of(const struct dgpm_procedure *p, enum dgpm_procedures_by by)
{
	const char *key = by == DGPM_PROCEDURES_BY_KIND	  ? p->kind :
			  by == DGPM_PROCEDURES_BY_SYSTEM ? (p->system != NULL ? p->system : p->project_id) :
							    p->organization;

	return key != NULL ? key : "";
}

static void add(int64_t *sum, size_t *n, int64_t value)
{
	if (!__builtin_add_overflow(*sum, value, sum))
		++*n;
}

static void count(struct dgpm_procedures_sum *s, const struct dgpm_procedure *p)
{
	size_t ignored = 0;

	s->n++;
	s->n_online_known += p->online != DGPM_NOT_KNOWN;
	s->n_online += p->online == DGPM_YES;
	s->n_planned += p->online == DGPM_PLANNED;
	if (p->has_uses)
		add(&s->uses, &s->n_uses, p->uses);
	if (p->has_uses && p->online != DGPM_NOT_KNOWN) {
		add(&s->weighed_uses, &s->n_weighed, p->uses);
		if (p->online == DGPM_YES)
			add(&s->online_uses, &ignored, p->uses);
	}
	if (p->has_uses && p->has_uses_online) {
		add(&s->rate_uses, &s->n_use_rate, p->uses);
		add(&s->rate_online, &ignored, p->uses_online);
	}
	s->n_complete_known += p->complete != DGPM_NOT_KNOWN;
	s->n_complete += p->complete == DGPM_YES;
	s->n_attachments_known += p->attachments != DGPM_ATTACHMENTS_UNKNOWN;
	s->n_none += p->attachments == DGPM_ATTACHMENTS_NONE;
	s->n_paper += p->attachments == DGPM_ATTACHMENTS_PAPER;
	s->n_fee += p->has_fee && p->fee;
	s->n_fee_online += p->fee && p->fee_online;
	s->n_zero_online += p->online == DGPM_YES && p->has_uses && p->uses == 0;
}

struct dgpm_procedures_sum *dgpm_procedures_sum(size_t *n, struct dgpm_arena *arena, const struct dgpm_procedures *all,
						enum dgpm_procedures_by by)
{
	struct dgpm_procedures_sum *sums = NULL, total = { 0 };
	size_t cap = 0, k;

	*n = 0;
	for (size_t i = 0; i < all->n; i++) {
		const char *key = key_of(&all->items[i], by);

		for (k = 0; k < *n && strcmp(sums[k].key, key) != 0; k++)
			;
		if (k == *n)
			DGPM_PUSH(arena, sums, *n, cap)->key = key;
		count(&sums[k], &all->items[i]);
		count(&total, &all->items[i]);
	}
	*DGPM_PUSH(arena, sums, *n, cap) = total;
	return sums;
}
