/* Internal: 128 bits. No sum of 64-bit amounts can leave a `wide`, so the order of adding does not matter. */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#include "base/base.h"

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

static inline bool wide_fits(wide v)
{
	return v >= INT64_MIN && v <= INT64_MAX;
}

#endif
