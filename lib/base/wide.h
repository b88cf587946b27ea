/* Internal: 128 bits. No sum of 64-bit amounts can leave a `wide`, so the order of adding does not matter. */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#include "base/base.h"

#ifndef __SIZEOF_INT128__
#error "dgpm is for 64-bit systems: this compiler has no 128-bit integers"
#endif

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

static inline bool wide_fits(wide v)
{
	return v >= INT64_MIN && v <= INT64_MAX;
}

#endif
