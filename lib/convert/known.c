/* Figures of all files by their key: what was met first, or stands. */
#include "convert/merge.h"
#include "base/i18n.h"

#define BLOCK 8192 /* of struct convert_known */

struct convert_known *convert_known_of(struct convert_merge *m, struct convert_hash hash, bool *is_new)
{
	uint32_t *index = convert_keys_put(&m->figures, hash, is_new);
	size_t at;

	if (*is_new) {
		if (m->n_known % BLOCK == 0)
			*DGPM_PUSH(m->arena, m->known, m->n_blocks, m->cap_blocks) =
				dgpm_arena_array(m->arena, BLOCK, sizeof **m->known);
		*index = (uint32_t)++m->n_known;
	}
	at = *index - 1;
	return &m->known[at / BLOCK][at % BLOCK];
}

void convert_uncount(struct convert_file *f, const struct convert_seen *s)
{
	f->got.undivided -= s->undivided;
	f->got.stats.figures--;
	if (f->keep.sums.n != 0)
		f->keep.sums.items[s->sum].sum -= s->yen;
}

void convert_tell_repeated(struct convert_merge *m, dgpm_yen yen, struct dgpm_loc at, const struct convert_known *known,
			   struct dgpm_loc first)
{
	char a[DGPM_INT_BUF], b[DGPM_INT_BUF];
	const char *detail = dgpm_int_format(a, yen, 0);

	if (known->yen != yen)
		detail = dgpm_arena_printf(m->arena, _("%s here, %s there"), detail, dgpm_int_format(b, known->yen, 0));
	dgpm_diag_add2(m->diags, DGPM_MSG_CONV_25, at, detail, first, _("the other one is here"));
}
