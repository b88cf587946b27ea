/*
 * Fuzz the reader of xls. The first byte says what the rest is: 'f' a whole file, 'b' the stream of records, around
 * which an OLE2 file is made up: its directory, its table of sectors, and the stream in sectors one behind the other.
 */
#include "book.h"

#define SECTOR 512u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put4(uint8_t *p, uint32_t n)
{
	for (int i = 0; i < 4; i++)
		p[i] = (uint8_t)(n >> 8 * i);
}

static int ole(const uint8_t *stream, size_t size)
{
	static const char name[] = "Workbook";
	uint32_t n = (uint32_t)((size + SECTOR - 1) / SECTOR), n_fat = (n + 1 + SECTOR / 4 - 1) / (SECTOR / 4) + 1;
	size_t whole = (1 + 1 + n + n_fat) * (size_t)SECTOR;
	uint8_t *file = calloc(1, whole), *dir = file + SECTOR, *fat = file + (2 + (size_t)n) * SECTOR;
	int fd;

	if (file == NULL)
		abort();
	memcpy(file, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
	file[30] = 9;
	file[32] = 6;
	put4(file + 60, 0xfffffffe);
	put4(file + 68, 0xfffffffe);
	memset(file + 76, 0xff, SECTOR - 76);
	for (uint32_t i = 0; i < n_fat; i++)
		put4(file + 76 + 4 * (size_t)i, 1 + n + i);
	for (size_t i = 0; i < sizeof name - 1; i++)
		dir[i * 2] = (uint8_t)name[i];
	dir[64] = (uint8_t)(sizeof name * 2);
	dir[66] = 2;
	put4(dir + 116, 1);
	put4(dir + 120, (uint32_t)size);
	memset(fat, 0xff, (size_t)n_fat * SECTOR);
	put4(fat, 0xfffffffe);
	for (uint32_t i = 1; i <= n; i++)
		put4(fat + 4 * (size_t)i, i < n ? i + 1 : 0xfffffffe);
	memcpy(dir + SECTOR, stream, size);
	fd = fuzz_file(file, whole);
	free(file);
	return fd;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || size > 1 << 16 || memchr("fb", data[0], 2) == NULL)
		return 0;
	fuzz_read(data[0] == 'f' ? fuzz_file(data + 1, size - 1) : ole(data + 1, size - 1));
	return 0;
}
