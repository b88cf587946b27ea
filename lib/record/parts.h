/* What the files of this room share. */
#ifndef RECORD_PARTS_H
#define RECORD_PARTS_H

#include "base/buf.h"
#include "doc/doc.h"
#include "record/record.h"

/* Where a review goes in the text of a card. */
struct record_place {
	size_t at;       /* bytes from the start */
	bool flow;       /* inside brackets: JSON goes there */
	bool has_list;   /* `reviews` is there */
	bool first;      /* it is the first item of the list */
	size_t indent;   /* block: of the key `reviews`, or of the dashes */
	const char *eol; /* "\n" or "\r\n" */
};

/* False: the text is written in a way that cannot be added to. */
bool record_find(struct record_place *out, struct dgpm_str text);

/* A value as YAML in block style, its lines `indent` columns in; the first line goes on where the caller is. */
void record_put_block(struct dgpm_buf *b, const struct dgpm_node *node, size_t indent, const char *eol);
void record_put_json(struct dgpm_buf *b, const struct dgpm_node *node);

/* A unified patch of one hunk. */
const char *record_patch(struct dgpm_arena *arena, const char *path, struct dgpm_str before, struct dgpm_str after);

#endif
