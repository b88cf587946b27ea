/* Workbooks of before 2007 made for tests: records, and the OLE2 file around them ([MS-CFB], [MS-XLS]). */
#ifndef FUZZ_OLE_H
#define FUZZ_OLE_H

#include "base/base.h"

#include <stdlib.h>

#define OLE_SECTOR ((size_t)512)
#define OLE_PIECE ((size_t)64)
#define OLE_END 0xfffffffeu

static inline void ole_put2(uint8_t *p, unsigned n)
{
	p[0] = (uint8_t)n;
	p[1] = (uint8_t)(n >> 8);
}

static inline void ole_put4(uint8_t *p, uint32_t n)
{
	ole_put2(p, n & 0xffff);
	ole_put2(p + 2, n >> 16);
}

static inline void ole_name(uint8_t *entry, const char *name, uint8_t type, uint32_t first, uint32_t size)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < n; i++)
		entry[i * 2] = (uint8_t)name[i];
	ole_put2(entry + 64, (unsigned)(n + 1) * 2);
	entry[66] = type;
	ole_put4(entry + 116, first);
	ole_put4(entry + 120, size);
}

/* Sectors `first` to `first + n - 1` in one chain. */
static inline void ole_chain(uint8_t *fat, size_t first, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ole_put4(fat + (first + i) * 4, i + 1 < n ? (uint32_t)(first + i + 1) : OLE_END);
}

/*
 * An OLE2 file, malloc'ed, whose one stream, `name`, holds these bytes. Its sectors: the directory, the stream, the
 * table of pieces where `mini` puts the stream in them, the table of sectors, and the lists of those behind the 109
 * that the head names.
 */
static inline uint8_t *ole_file(size_t *whole, const char *name, const uint8_t *stream, size_t size, bool mini)
{
	size_t per = OLE_SECTOR / 4, n = (size + OLE_SECTOR - 1) / OLE_SECTOR,
	       pieces = (size + OLE_PIECE - 1) / OLE_PIECE;
	size_t n_mini = mini ? (pieces + per - 1) / per : 0, n_fat = 1, n_lists = 0, fat_at = 1 + n + n_mini;
	uint8_t *file, *dir, *fat;

	while (n_fat * per < fat_at + n_fat + n_lists) {
		n_fat++;
		n_lists = n_fat > 109 ? (n_fat - 109 + per - 2) / (per - 1) : 0;
	}
	*whole = (1 + fat_at + n_fat + n_lists) * OLE_SECTOR;
	file = calloc(1, *whole);
	if (file == NULL)
		abort();
	dir = file + OLE_SECTOR;
	fat = file + (1 + fat_at) * OLE_SECTOR;
	memcpy(file, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
	ole_put2(file + 30, 9);
	ole_put2(file + 32, 6);
	ole_put4(file + 56, mini ? (uint32_t)size + 1 : 0);
	ole_put4(file + 60, mini ? (uint32_t)(1 + n) : OLE_END);
	ole_put4(file + 68, n_lists != 0 ? (uint32_t)(fat_at + n_fat) : OLE_END);
	memset(file + 76, 0xff, OLE_SECTOR - 76);
	for (size_t i = 0; i < n_fat; i++) {
		size_t in_lists = i - 109, list = fat_at + n_fat + in_lists / (per - 1);
		uint8_t *at = i < 109 ? file + 76 + i * 4 :
					file + (1 + list) * OLE_SECTOR + in_lists % (per - 1) * 4;

		ole_put4(at, (uint32_t)(fat_at + i));
	}
	for (size_t i = 0; i < n_lists; i++)
		ole_put4(file + (2 + fat_at + n_fat + i) * OLE_SECTOR - 4,
			 i + 1 < n_lists ? (uint32_t)(fat_at + n_fat + i + 1) : OLE_END);
	ole_name(dir, "Root Entry", 5, mini ? 1 : OLE_END, mini ? (uint32_t)(n * OLE_SECTOR) : 0);
	ole_name(dir + 128, name, 2, mini ? 0 : 1, (uint32_t)size);
	memset(fat, 0xff, n_fat * OLE_SECTOR);
	ole_chain(fat, 0, 1);
	ole_chain(fat, 1, n);
	ole_chain(fat, 1 + n, n_mini);
	if (mini) {
		memset(dir + (1 + n) * OLE_SECTOR, 0xff, n_mini * OLE_SECTOR);
		ole_chain(dir + (1 + n) * OLE_SECTOR, 0, pieces);
	}
	if (size != 0)
		memcpy(dir + OLE_SECTOR, stream, size);
	return file;
}

#endif
