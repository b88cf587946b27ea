/* xls: the stream of the workbook in an OLE2 file ([MS-CFB]). Nothing in the file is trusted: every step is bounded. */
#include "book/biff.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define END_OF_CHAIN 0xfffffffau /* this and above are no sectors */

struct ole {
	const uint8_t *s;
	size_t n, sector, n_sectors;
	uint32_t *fat;
	size_t n_fat;
};

static uint32_t get2(const uint8_t *p)
{
	return (uint32_t)(p[0] | p[1] << 8);
}

static uint32_t get4(const uint8_t *p)
{
	return get2(p) | get2(p + 2) << 16;
}

static const uint8_t *sector_at(const struct ole *o, uint32_t i)
{
	return i < o->n_sectors ? o->s + ((size_t)i + 1) * o->sector : NULL;
}

static uint8_t *read_file(size_t *n, int fd, size_t limit)
{
	struct stat st;
	uint8_t *s;
	size_t have = 0;

	if (fstat(fd, &st) != 0 || st.st_size <= 512 || (size_t)st.st_size > limit)
		return NULL;
	s = malloc((size_t)st.st_size);
	while (s != NULL && have < (size_t)st.st_size) {
		ssize_t k = pread(fd, s + have, (size_t)st.st_size - have, (off_t)have);

		if (k <= 0) {
			free(s);
			return NULL;
		}
		have += (size_t)k;
	}
	*n = have;
	return s;
}

/* The table of sectors: where each goes on. Its own are listed in the header, and in a chain of further lists. */
static bool read_fat(struct ole *o)
{
	size_t entries = o->sector / 4, n_lists = 0, cap = o->n_sectors + entries;
	uint32_t next = get4(o->s + 68);
	const uint8_t *list = o->s + 76;
	size_t n_in_list = 109;

	o->fat = malloc(cap * sizeof *o->fat);
	if (o->fat == NULL)
		return false;
	for (;;) {
		for (size_t i = 0; i < n_in_list; i++) {
			const uint8_t *p = sector_at(o, get4(list + i * 4));

			for (size_t k = 0; p != NULL && k < entries && o->n_fat < cap; k++)
				o->fat[o->n_fat++] = get4(p + k * 4);
		}
		list = sector_at(o, next);
		if (list == NULL || n_lists++ > o->n_sectors)
			return true;
		n_in_list = entries - 1;
		next = get4(list + n_in_list * 4);
	}
}

/* The bytes of a chain of sectors, malloc'ed; at most `most`. */
static uint8_t *read_chain(const struct ole *o, uint32_t at, size_t most, size_t *n)
{
	size_t cap = most < o->n ? most + o->sector : o->n + o->sector;
	uint8_t *out = malloc(cap);

	*n = 0;
	while (out != NULL && *n < most && at < END_OF_CHAIN) {
		const uint8_t *p = sector_at(o, at);

		if (p == NULL || at >= o->n_fat || cap - *n < o->sector)
			break;
		memcpy(out + *n, p, o->sector);
		*n += o->sector;
		at = o->fat[at];
	}
	if (*n > most)
		*n = most;
	return out;
}

static bool is_named(const uint8_t *entry, const char *name)
{
	size_t n = strlen(name);

	if (get2(entry + 64) != (n + 1) * 2 || entry[66] != 2)
		return false;
	for (size_t i = 0; i < n; i++)
		if (get2(entry + i * 2) != (uint32_t)name[i])
			return false;
	return true;
}

/* A small stream lies in pieces of 64 bytes within another stream, the root's. */
static uint8_t *read_mini(const struct ole *o, uint32_t at, size_t size, const uint8_t *root, size_t *n)
{
	size_t n_mini, n_table, piece = (size_t)1 << (get2(o->s + 32) & 15);
	uint8_t *mini = read_chain(o, get4(root + 116), o->n, &n_mini);
	uint8_t *table = read_chain(o, get4(o->s + 60), o->n, &n_table), *out = malloc(size + piece);

	*n = 0;
	while (out != NULL && mini != NULL && table != NULL && *n < size && at < n_table / 4 &&
	       ((size_t)at + 1) * piece <= n_mini) {
		memcpy(out + *n, mini + (size_t)at * piece, piece);
		*n += piece;
		at = get4(table + (size_t)at * 4);
	}
	if (*n > size)
		*n = size;
	free(mini);
	free(table);
	return out;
}

uint8_t *biff_stream(size_t *n, int fd, size_t limit)
{
	struct ole o = { 0 };
	size_t n_dir = 0;
	uint8_t *file = read_file(&o.n, fd, limit), *dir = NULL, *out = NULL;
	const uint8_t *found = NULL;

	*n = 0;
	o.s = file;
	if (file == NULL || (get2(file + 30) != 9 && get2(file + 30) != 12))
		goto out;
	o.sector = (size_t)1 << get2(file + 30);
	o.n_sectors = o.n / o.sector - 1;
	if (o.n < o.sector * 2 || !read_fat(&o))
		goto out;
	dir = read_chain(&o, get4(file + 48), o.n, &n_dir);
	for (size_t i = 0; dir != NULL && i + 128 <= n_dir && found == NULL; i += 128)
		if (is_named(dir + i, "Workbook") || is_named(dir + i, "Book"))
			found = dir + i;
	if (found == NULL)
		goto out;
	if (get4(found + 120) < get4(file + 56))
		out = read_mini(&o, get4(found + 116), get4(found + 120), dir, n);
	else
		out = read_chain(&o, get4(found + 116), get4(found + 120), n);
out:
	free(o.fat);
	free(dir);
	free(file);
	return out;
}
