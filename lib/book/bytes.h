/* Numbers in files of before 2007: the low byte first. */
#ifndef BOOK_BYTES_H
#define BOOK_BYTES_H

#include <stdint.h>

static inline uint32_t book_get2(const uint8_t *p)
{
	return (uint32_t)(p[0] | p[1] << 8);
}

static inline uint32_t book_get4(const uint8_t *p)
{
	return book_get2(p) | book_get2(p + 2) << 16;
}

#endif
