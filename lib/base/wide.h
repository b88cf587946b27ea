/* Internal: sums of yen on their way. No sum of 64-bit amounts can leave it, so the order of adding does not matter. */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#include "base/yen.h"

__extension__ typedef __int128 wide;

static inline bool wide_fits(wide v)
{
	return v >= INT64_MIN && v <= INT64_MAX;
}

#endif
