/* What texts were read as before: most columns have few, and to fold and look up costs a hundred times more. */
#include "convert/context.h"

/* Slots of a set: one for each column, then one for each condition of the profile. */
struct memo *convert_memo_of(struct convert_file *f, size_t set, struct dgpm_str text)
{
	struct memo *m;
	struct memo_set *s;

	if (text.n == 0 || text.n > MEMO_BYTES)
		return NULL;
	if (f->keep.memos == NULL)
		f->keep.memos =
			dgpm_arena_array(f->in.arena, f->in.p->n_columns + f->in.p->n_conds, sizeof(struct memo_set *));
	if (f->keep.memos[set] == NULL)
		f->keep.memos[set] = dgpm_arena_array(f->in.arena, 1, sizeof *s);
	s = f->keep.memos[set];
	/* What is sorted has the same text as in the row before. */
	m = &s->items[s->last];
	m->hit = m->n == text.n && memcmp(m->raw, text.s, text.n) == 0;
	if (m->hit)
		return m;
	s->last = (uint8_t)(convert_hash_one(&text, 1) % MEMOS);
	m = &s->items[s->last];
	m->hit = m->n == text.n && memcmp(m->raw, text.s, text.n) == 0;
	return m;
}

void convert_memo_keep(struct memo *m, struct dgpm_str text)
{
	memcpy(m->raw, text.s, text.n);
	m->n = (uint8_t)text.n;
}

bool convert_last_is(const struct convert_last *last, const struct dgpm_str *texts, size_t n)
{
	size_t at = 0;

	if (last->n != n || n == 0)
		return false;
	for (size_t i = 0; i < n; at = last->ends[i++])
		if (texts[i].n != last->ends[i] - at ||
		    (texts[i].n != 0 && memcmp(last->bytes + at, texts[i].s, texts[i].n) != 0))
			return false;
	return true;
}

void convert_last_keep(struct convert_last *last, const struct dgpm_str *texts, size_t n)
{
	size_t at = 0;

	last->n = 0;
	if (n > DGPM_COUNT(last->ends))
		return;
	for (size_t i = 0; i < n; i++) {
		if (texts[i].n > sizeof last->bytes - at)
			return;
		if (texts[i].n != 0)
			memcpy(last->bytes + at, texts[i].s, texts[i].n);
		at += texts[i].n;
		last->ends[i] = (uint8_t)at;
	}
	last->n = (uint8_t)n;
}
