/* What stands at the head of every JSON document: its kind, the version that wrote it, what was read and found. */
#ifndef PRINT_HEAD_H
#define PRINT_HEAD_H

#include <stddef.h>
#include <stdint.h>

/* One thing to know of the run: a text, or where that is NULL a number. */
struct dgpm_head_item {
	const char *name, *text;
	int64_t n;
};

struct dgpm_head {
	const char *command;                /* "list" */
	const struct dgpm_head_item *items; /* in this order */
	size_t n;
};

#endif
