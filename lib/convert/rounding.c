/* Rounding: what amounts were rounded to, and which differences that explains. */
#include "convert/context.h"

/*
 * To what an amount may have been rounded: the unit of its column, or, of yen, a million or a thousand it is whole of.
 * Of several the finest counts. Of nothing, nothing was rounded.
 */
void convert_grain(struct rounding *r, dgpm_yen unit, dgpm_yen yen)
{
	dgpm_yen grain = unit > 1 && yen % unit == 0 ? unit : yen % 1000000 == 0 ? 1000000 : yen % 1000 == 0 ? 1000 : 1;

	if (yen != 0 && (r->grain == 0 || grain < r->grain))
		r->grain = grain;
}

/* Each term may be off by a half of it, and so may their total. */
bool convert_is_rounded(const struct rounding *r, wide total, wide sum)
{
	wide off = total - sum;

	return r->grain > 1 && (off < 0 ? -off : off) * 2 <= (wide)(r->terms + 1) * r->grain;
}
