/* Unpacking a large entry on a thread of its own, ahead of the XML parser. */
#ifndef BOOK_AHEAD_H
#define BOOK_AHEAD_H

#include "book/zip.h"

#include <pthread.h>

#define BOOK_AHEAD_CHUNK ((size_t)256 << 10)

struct book_ahead {
	struct book_entry *entry;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	char *chunks[2];
	int64_t n[2];      /* what is in each: bytes, 0 the end, below 0 as book_entry_get() */
	bool full[2], stop;
	bool taken;        /* the parser has one */
	unsigned at;       /* which */
};

/* False: there is no thread to be had; read the entry as ever. */
bool book_ahead_open(struct book_ahead *a, struct book_entry *entry);
/* The next chunk, which holds until the next call; its bytes, 0 at the end, below 0 as book_entry_get(). */
int64_t book_ahead_next(struct book_ahead *a, const char **s);
void book_ahead_close(struct book_ahead *a);

#endif
