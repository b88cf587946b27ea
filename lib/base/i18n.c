/* Translation: a reader of gettext's catalogues. */
#include "base/i18n.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC 0x950412deu
#define LIMIT ((off_t)16 << 20)

/* Tables of (length, offset), the one of the originals in the order of strcmp(). */
static struct {
	char *bytes;
	size_t n;
	uint32_t n_texts, originals, translations;
} catalogue;

static uint32_t word_at(uint32_t offset)
{
	uint32_t x;

	memcpy(&x, catalogue.bytes + offset, sizeof x);
	return x;
}

/* Text `i` of a table; its forms, if it has several, follow each other with a NUL between. */
static const char *text_at(uint32_t table, uint32_t i, uint32_t *n)
{
	*n = word_at(table + i * 8);
	return catalogue.bytes + word_at(table + i * 8 + 4);
}

static bool is_table(uint32_t table)
{
	if (catalogue.n_texts > (catalogue.n - 1) / 8 || table > catalogue.n - 1 - catalogue.n_texts * (size_t)8)
		return false;
	for (uint32_t i = 0; i < catalogue.n_texts; i++) {
		size_t n = word_at(table + i * 8), at = word_at(table + i * 8 + 4);

		if (n >= catalogue.n - 1 || at > catalogue.n - 1 - n || catalogue.bytes[at + n] != '\0')
			return false;
	}
	return true;
}

/* The file, with a NUL behind it. */
static char *read_file(const char *path, size_t *n)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char *bytes = NULL;
	size_t have = 0;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= 28 && st.st_size <= LIMIT)
		bytes = malloc((size_t)st.st_size + 1);
	while (bytes != NULL && have < (size_t)st.st_size) {
		ssize_t k = pread(fd, bytes + have, (size_t)st.st_size - have, (off_t)have);

		if (k <= 0) {
			free(bytes);
			bytes = NULL;
		} else {
			have += (size_t)k;
		}
	}
	close(fd);
	if (bytes != NULL)
		bytes[have] = '\0';
	*n = have + 1;
	return bytes;
}

bool dgpm_language_open(const char *mo_path)
{
	__typeof__(catalogue) before = catalogue;
	bool good = true;

	memset(&catalogue, 0, sizeof catalogue);
	if (mo_path != NULL) {
		catalogue.bytes = read_file(mo_path, &catalogue.n);
		/* msgfmt writes the byte order of the machine it runs on. */
		good = catalogue.bytes != NULL && word_at(0) == MAGIC;
		if (good) {
			catalogue.n_texts = word_at(8);
			catalogue.originals = word_at(12);
			catalogue.translations = word_at(16);
			good = is_table(catalogue.originals) && is_table(catalogue.translations);
		}
	}
	if (good) {
		free(before.bytes);
	} else {
		free(catalogue.bytes);
		catalogue = before;
	}
	return good;
}

/* NULL: there is none. */
static const char *find(const char *text, uint32_t *n)
{
	uint32_t low = 0, high = catalogue.n_texts;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		int c = strcmp(text, text_at(catalogue.originals, mid, n));

		if (c == 0)
			return text_at(catalogue.translations, mid, n);
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

const char *dgpm_translated(const char *text)
{
	uint32_t n;
	/* The text "" is the head of the catalogue. */
	const char *found = *text != '\0' ? find(text, &n) : NULL;

	return found != NULL && *found != '\0' ? found : text;
}

/* One form for all numbers, as in Japanese, or two as in English. */
const char *dgpm_translated_n(const char *one, const char *many, unsigned long n)
{
	uint32_t size;
	const char *found = find(one, &size);
	size_t first;

	if (found == NULL || *found == '\0')
		return n == 1 ? one : many;
	first = strlen(found);
	return first == size || n == 1 ? found : found + first + 1;
}
