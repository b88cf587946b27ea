/*
 * Fuzz the reader of xls. The first byte says what the rest is: 'f' a whole file, 'b' the stream of records, around
 * which an OLE2 file is made up.
 */
#include "book.h"
#include "ole.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int made(const uint8_t *stream, size_t size)
{
	size_t n;
	uint8_t *file = ole_file(&n, "Workbook", stream, size, false);
	int fd = fuzz_file(file, n);

	free(file);
	return fd;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || size > 1 << 16 || memchr("fb", data[0], 2) == NULL)
		return 0;
	fuzz_read(data[0] == 'f' ? fuzz_file(data + 1, size - 1) : made(data + 1, size - 1));
	return 0;
}
