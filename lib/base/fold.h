/* Internal: folding without an arena, for look-ups that allocate nothing. */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include "base/base.h"

#define TEXT_FOLD_SPACE 256

/* As dgpm_text_fold(), into `space`; false when it does not fit or is not UTF-8: then it is no name or code of ours. */
bool text_fold_short(struct dgpm_str *out, int32_t space[TEXT_FOLD_SPACE], struct dgpm_str s);

#endif
