/* xls: the streams of an OLE2 file ([MS-CFB]). Nothing in the file is trusted: every step is bounded by its size. */
#ifndef BOOK_OLE_H
#define BOOK_OLE_H

#include "base/base.h"

struct ole {
	int fd;
	size_t size;      /* of the file */
	size_t sector;    /* bytes of one */
	size_t n_sectors;
	uint8_t head[512];
	uint32_t *fat;    /* malloc'ed: where each sector goes on */
	size_t n_fat;
	uint8_t *dir;     /* malloc'ed: the entries, 128 bytes each */
	size_t n_dir;
};

/* False: errno says why, and 0 that the file is damaged. */
bool ole_open(struct ole *o, int fd, size_t size) DGPM_MUST_CHECK;
void ole_close(struct ole *o);

/* Whether there is a stream of this name. */
bool ole_has(const struct ole *o, const char *name);
/*
 * Its bytes, malloc'ed, as many as can be followed: fewer than the file says when it is damaged. NULL: errno says why,
 * and 0 that nothing of it is there.
 */
uint8_t *ole_stream(const struct ole *o, const char *name, size_t *n) DGPM_MUST_CHECK;

#endif
