/*
 * The keys of a document in the order of its schema; every line stays as it was written.
 *
 * In:     the text of a YAML document that names its kind (`schema: dgpm/card@1`), and the schema of that kind.
 * Out:    the same lines in another order: a key moves with its value, the comments above it and those beside it; the
 *         comment at the head of the file stays there. What is written in braces is left alone.
 * Drives: fmt.c; order.c asks the schema. What comes out is read again: it must say what it said, or nothing changes.
 * Thread: the calling thread alone.
 */
#ifndef FMT_FMT_H
#define FMT_FMT_H

#include "data/data.h"

enum dgpm_fmt_result {
	DGPM_FMT_AS_IT_IS, /* in order already */
	DGPM_FMT_CHANGED,
	DGPM_FMT_NOT_OURS, /* no document of dgpm */
	DGPM_FMT_FAILED    /* after a diagnostic */
};

/*
 * Put a document in order.
 *
 * Shape:  keys that the schema does not name stay behind the one they stand behind.
 * Owner:  *out lives in `arena`, or is `text`.
 * Errors: FAILED after diagnostics: it cannot be read, or not be put in order without changing what it says (FMT-01,
 *         as with an alias before its anchor); *out is `text` then.
 * Source: the order of `properties` in the schemas of the data directory.
 */
enum dgpm_fmt_result dgpm_fmt(struct dgpm_str *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			      struct dgpm_data *data, const char *path, struct dgpm_str text);

#endif
