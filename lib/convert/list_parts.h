/* Internal: what the listing of books shares. */
#ifndef CONVERT_LIST_PARTS_H
#define CONVERT_LIST_PARTS_H

#include "convert/list.h"

#define BOOKLIST_LOOK 40u /* rows in which the header is looked for */

/* The first rows of a sheet. */
struct booklist_rows {
	struct dgpm_arena *arena;
	const struct dgpm_sheet *sheet;
	struct dgpm_book_row items[BOOKLIST_LOOK];
	uint32_t n;
};

/* Which of the rows are the header, and what it says. */
void booklist_guess(struct dgpm_listed *l, struct dgpm_arena *arena, const struct booklist_rows *rows);

#endif
