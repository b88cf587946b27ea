/* xls: the streams of an OLE2 file ([MS-CFB]). */
#include "book/ole.h"
#include "book/bytes.h"
#include "book/inside.h"

#include <errno.h>
#include <stdlib.h>

#define END_OF_CHAIN 0xfffffffau /* this and above are no sectors */
#define ENTRY 128
#define IN_HEAD 109 /* sectors of the table that the head of the file names */

/* Sectors from `at` on, `n` of them, that lie one behind the other. The last of a file may be short. */
static bool read_sectors(const struct ole *o, uint8_t *to, uint32_t at, size_t n)
{
	size_t want = n * o->sector;
	ssize_t k = book_read_at(o->fd, to, want, (off_t)(((size_t)at + 1) * o->sector));

	if (k >= 0 && (size_t)k < want)
		memset(to + k, 0, want - (size_t)k);
	return k >= 0;
}

/* The table of sectors: where each goes on. Its own are listed in the head, and in a chain of further lists. */
static bool read_fat(struct ole *o)
{
	size_t entries = o->sector / 4, n_lists = 0, cap = o->n_sectors + entries, n_in_list = IN_HEAD;
	uint8_t *list = malloc(o->sector * 2), *piece = list + o->sector;
	const uint8_t *names = o->head + 76;
	uint32_t next = book_get4(o->head + 68);
	bool good = list != NULL;

	o->fat = malloc(cap * sizeof *o->fat);
	good = good && o->fat != NULL;
	while (good) {
		for (size_t i = 0; i < n_in_list && good; i++) {
			uint32_t at = book_get4(names + i * 4);

			if (at >= o->n_sectors || o->n_fat + entries > cap)
				continue;
			good = read_sectors(o, piece, at, 1);
			for (size_t k = 0; k < entries; k++)
				o->fat[o->n_fat++] = book_get4(piece + k * 4);
		}
		if (next >= o->n_sectors || n_lists++ > o->n_sectors)
			break;
		good = good && read_sectors(o, list, next, 1);
		n_in_list = entries - 1;
		names = list;
		next = book_get4(list + n_in_list * 4);
	}
	free(list);
	return good;
}

/* The bytes of a chain of sectors, malloc'ed; at most `most`. */
static uint8_t *read_chain(const struct ole *o, uint32_t at, size_t most, size_t *n)
{
	size_t cap = (most < o->size ? most : o->size) / o->sector + 1, have = 0;
	uint8_t *out = malloc(cap * o->sector);

	*n = 0;
	while (out != NULL && have < cap && at < o->n_sectors && at < o->n_fat) {
		uint32_t first = at;
		size_t run = 1;

		while (have + run < cap && o->fat[at] == at + 1 && at + 1 < o->n_sectors && at + 1 < o->n_fat) {
			at++;
			run++;
		}
		if (!read_sectors(o, out + have * o->sector, first, run)) {
			free(out);
			return NULL;
		}
		have += run;
		at = o->fat[at];
	}
	*n = have * o->sector < most ? have * o->sector : most;
	return out;
}

static bool is_named(const uint8_t *entry, const char *name)
{
	size_t n = strlen(name);

	if (book_get2(entry + 64) != (n + 1) * 2 || entry[66] != 2)
		return false;
	for (size_t i = 0; i < n; i++)
		if (book_get2(entry + i * 2) != (uint32_t)name[i])
			return false;
	return true;
}

static const uint8_t *find(const struct ole *o, const char *name)
{
	for (size_t i = 0; i + ENTRY <= o->n_dir; i += ENTRY)
		if (is_named(o->dir + i, name))
			return o->dir + i;
	return NULL;
}

bool ole_has(const struct ole *o, const char *name)
{
	return find(o, name) != NULL;
}

/* A small stream lies in pieces of 64 bytes within another stream, the root's, which is the first entry. */
static uint8_t *read_mini(const struct ole *o, uint32_t at, size_t size, size_t *n)
{
	size_t n_mini = 0, n_table = 0, piece = (size_t)1 << (book_get2(o->head + 32) & 15);
	uint8_t *mini = read_chain(o, book_get4(o->dir + 116), o->size, &n_mini);
	uint8_t *table = read_chain(o, book_get4(o->head + 60), o->size, &n_table), *out = malloc(size + piece);

	*n = 0;
	if (mini == NULL || table == NULL) {
		free(out);
		out = NULL;
	}
	while (out != NULL && *n < size && at < n_table / 4 && ((size_t)at + 1) * piece <= n_mini) {
		memcpy(out + *n, mini + (size_t)at * piece, piece);
		*n += piece;
		at = book_get4(table + (size_t)at * 4);
	}
	if (*n > size)
		*n = size;
	free(mini);
	free(table);
	return out;
}

uint8_t *ole_stream(const struct ole *o, const char *name, size_t *n)
{
	const uint8_t *entry = find(o, name);
	uint8_t *out;
	size_t size;

	*n = 0;
	errno = 0;
	if (entry == NULL)
		return NULL;
	size = book_get4(entry + 120);
	out = size < book_get4(o->head + 56) ? read_mini(o, book_get4(entry + 116), size, n) :
					       read_chain(o, book_get4(entry + 116), size, n);
	if (out != NULL && *n == 0) {
		free(out);
		errno = 0;
		return NULL;
	}
	return out;
}

bool ole_open(struct ole *o, int fd, size_t size)
{
	uint32_t shift;
	ssize_t k;

	*o = (struct ole){ .fd = fd, .size = size };
	errno = 0;
	k = book_read_at(fd, o->head, sizeof o->head, 0);
	if (k < 0)
		return false;
	errno = 0;
	shift = book_get2(o->head + 30);
	if ((size_t)k < sizeof o->head || (shift != 9 && shift != 12))
		return false;
	o->sector = (size_t)1 << shift;
	if (size < o->sector * 2)
		return false;
	o->n_sectors = (size + o->sector - 1) / o->sector - 1;
	if (!read_fat(o))
		return false;
	o->dir = read_chain(o, book_get4(o->head + 48), size, &o->n_dir);
	if (o->dir == NULL)
		return false;
	errno = 0;
	return o->n_dir >= ENTRY;
}

void ole_close(struct ole *o)
{
	free(o->fat);
	free(o->dir);
	o->fat = NULL;
	o->dir = NULL;
}
