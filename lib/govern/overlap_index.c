/* Pieces of names: what is left of a name without its generic words, and which cards share its rare pieces. */
#include "base/text.h"
#include "govern/overlap_parts.h"

#include <stdlib.h>

#define MAX_NAME 600 /* bytes of a name that are compared */

/* One character of valid UTF-8; its bytes. */
static size_t next_char(const char *s, size_t n, uint32_t *out)
{
	unsigned char c = (unsigned char)s[0];
	size_t len = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	uint32_t value = len == 1 ? c : c & (0xffu >> (len + 1));

	if (len > n) {
		*out = ' ';
		return 1;
	}
	for (size_t i = 1; i < len; i++)
		value = value << 6 | ((unsigned char)s[i] & 0x3f);
	*out = value;
	return len;
}

/* Letters, kana and ideographs; not digits, punctuation and the half of a range between them. */
static bool is_letter(uint32_t c)
{
	if (c < 0x80)
		return c >= 'a' && c <= 'z';
	return c >= 0xc0 && !(c >= 0x2000 && c <= 0x303f && c != 0x3005) && c != 0x30fb;
}

static const struct dgpm_str *word_at(const struct dgpm_str *words, size_t n_words, struct dgpm_str text, size_t at)
{
	for (size_t i = 0; i < n_words; i++)
		if (words[i].n <= text.n - at && memcmp(text.s + at, words[i].s, words[i].n) == 0)
			return &words[i];
	return NULL;
}

static void drop_suffixes(const struct overlap_model *m, const char *out, size_t from, size_t *n)
{
	bool dropped = true;

	while (dropped) {
		dropped = false;
		for (size_t i = 0; i < m->n_suffixes; i++) {
			const struct dgpm_str *x = &m->suffixes[i];

			if (*n - from >= x->n && memcmp(out + *n - x->n, x->s, x->n) == 0) {
				*n -= x->n;
				dropped = true;
			}
		}
	}
}

static struct dgpm_str strip(struct dgpm_arena *a, const struct overlap_model *m, struct dgpm_str folded, bool generic)
{
	char *out = dgpm_arena_alloc(a, folded.n + 2);
	size_t n = 0, from = 0; /* bytes written; where the present piece begins */

	for (size_t at = 0; at < folded.n;) {
		const struct dgpm_str *word = generic ? word_at(m->generic, m->n_generic, folded, at) : NULL;
		uint32_t c;
		size_t len = next_char(folded.s + at, folded.n - at, &c);

		if (word == NULL && is_letter(c)) {
			memcpy(out + n, folded.s + at, len);
			n += len;
			at += len;
			continue;
		}
		drop_suffixes(m, out, from, &n);
		if (n != from) {
			out[n++] = ' ';
			from = n;
		}
		at += word != NULL ? word->n : len;
	}
	drop_suffixes(m, out, from, &n);
	if (n != 0 && out[n - 1] == ' ')
		n--;
	return (struct dgpm_str){ out, n };
}

struct dgpm_str overlap_core(struct dgpm_arena *a, const struct overlap_model *m, struct dgpm_str name)
{
	struct dgpm_str folded = dgpm_text_fold(a, name), core;

	/* Names are short; the work grows with the square of what is compared. */
	if (folded.n > MAX_NAME)
		folded.n = MAX_NAME;
	while (folded.n > 0 && dgpm_utf8_valid(folded.s, folded.n) != folded.n)
		folded.n--;
	core = strip(a, m, folded, true);
	/* All generic: 情報システムの整備. Then the whole is what it is. */
	return core.n != 0 ? core : strip(a, m, folded, false);
}

static int cmp_u64(const void *pa, const void *pb)
{
	uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;

	return (a > b) - (a < b);
}

/* Pieces of characters have less than 2^53. */
#define WORD_PIECE ((uint64_t)1 << 63)

static const struct overlap_common *common_at(const struct overlap_model *m, struct dgpm_str text, size_t at)
{
	for (size_t i = 0; i < m->n_common; i++) {
		struct dgpm_str word = m->common[i].word;

		if (word.n <= text.n - at && memcmp(text.s + at, word.s, word.n) == 0)
			return &m->common[i];
	}
	return NULL;
}

size_t overlap_pieces(struct dgpm_arena *a, const struct overlap_model *m, struct dgpm_str core, uint64_t **out)
{
	uint64_t *pieces = dgpm_arena_array(a, 2 * core.n + 2, sizeof *pieces);
	uint32_t last = ' ', before = ' ';
	size_t n = 0, kept = 0;

	for (size_t at = 0; at <= core.n;) {
		const struct overlap_common *word = at < core.n ? common_at(m, core, at) : NULL;
		uint32_t c = ' ';

		if (word != NULL)
			pieces[n++] = WORD_PIECE | (uint64_t)(word - m->common);
		at += word != NULL ? word->word.n : at < core.n ? next_char(core.s + at, core.n - at, &c) : 1;
		if (c != ' ' && last != ' ')
			pieces[n++] = (uint64_t)last << 32 | c;
		else if (c == ' ' && last != ' ' && before == ' ')
			pieces[n++] = last;
		before = last;
		last = c;
	}
	if (n != 0)
		qsort(pieces, n, sizeof *pieces, cmp_u64);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || pieces[i] != pieces[kept - 1])
			pieces[kept++] = pieces[i];
	*out = pieces;
	return kept;
}

static bool is_word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool has_word(struct dgpm_str text, struct dgpm_str word)
{
	const char *at = text.s, *end = text.s + text.n;

	while (at != NULL && (at = memmem(at, (size_t)(end - at), word.s, word.n)) != NULL) {
		const char *after = at + word.n;

		if (!(is_word_char(word.s[0]) && at > text.s && is_word_char(at[-1])) &&
		    !(is_word_char(word.s[word.n - 1]) && after < end && is_word_char(*after)))
			return true;
		at++;
	}
	return false;
}

const struct dgpm_str *overlap_word_in(const struct overlap_words *kind, struct dgpm_str text)
{
	for (size_t i = 0; i < kind->n; i++)
		if (has_word(text, kind->words[i]))
			return &kind->words[i];
	return NULL;
}

/* Three bytes as a number of 0 ... 4095. */
static unsigned trio(const char *s)
{
	return ((unsigned char)s[0] * 331u + (unsigned char)s[1] * 61u + (unsigned char)s[2] * 7u) & 4095;
}

void overlap_sieve(struct overlap_sieve *out, struct dgpm_str text)
{
	memset(out, 0, sizeof *out);
	for (size_t i = 0; i + 3 <= text.n; i++)
		out->bits[trio(text.s + i) / 64] |= (uint64_t)1 << trio(text.s + i) % 64;
}

static bool may_have(const struct overlap_sieve *sieve, struct dgpm_str word)
{
	unsigned first, last;

	if (word.n < 3)
		return true;
	first = trio(word.s);
	last = trio(word.s + word.n - 3);
	return (sieve->bits[first / 64] >> first % 64 & 1) != 0 && (sieve->bits[last / 64] >> last % 64 & 1) != 0;
}

uint32_t overlap_words_in(const struct overlap_words *kinds, size_t n, struct dgpm_str text,
			  const struct overlap_sieve *sieve)
{
	uint32_t bits = 0;

	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < kinds[k].n && (bits >> k & 1) == 0; i++)
			if (may_have(sieve, kinds[k].words[i]) && has_word(text, kinds[k].words[i]))
				bits |= (uint32_t)1 << k;
	return bits;
}

uint32_t overlap_log2(uint32_t n)
{
	uint32_t whole = 0;
	uint64_t x;

	while (n >> whole > 1)
		whole++;
	/* Eighths by squaring thrice: x is n / 2^whole in 32 binary places. */
	x = ((uint64_t)n << 32) >> whole;
	for (int i = 0; i < 3; i++) {
		x = (x >> 16) * (x >> 16);
		whole = whole << 1;
		if (x >> 33 != 0) {
			whole |= 1;
			x >>= 1;
		}
	}
	return whole;
}

int overlap_likeness(uint64_t shared, uint64_t a, uint64_t b)
{
	return a + b == 0 ? 0 : (int)((400 * shared + (a + b)) / (2 * (a + b)));
}

struct place {
	uint64_t piece;
	uint32_t card;
};

static int cmp_places(const void *pa, const void *pb)
{
	const struct place *a = pa, *b = pb;

	return a->piece != b->piece ? (a->piece < b->piece ? -1 : 1) : (a->card > b->card) - (a->card < b->card);
}

static uint32_t number_of(const struct overlap_index *x, uint64_t piece)
{
	size_t lo = 0, hi = x->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (x->pieces[mid].piece < piece)
			lo = mid + 1;
		else
			hi = mid;
	}
	return (uint32_t)lo;
}

/* The pieces of all names by piece and card, each once. */
static size_t gather_places(struct place **out, struct dgpm_arena *a, const struct overlap_card *cards, size_t n)
{
	size_t total = 0, at = 0, kept = 0;
	struct place *places;

	for (size_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < cards[i].n_names; k++)
			total += cards[i].names[k].n_pieces;
	*out = places = dgpm_arena_array(a, total, sizeof *places);
	for (size_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < cards[i].n_names; k++)
			for (uint32_t p = 0; p < cards[i].names[k].n_pieces; p++)
				places[at++] = (struct place){ cards[i].names[k].pieces[p], (uint32_t)i };
	if (total != 0)
		qsort(places, total, sizeof *places, cmp_places);
	for (size_t i = 0; i < total; i++)
		if (i == 0 || cmp_places(&places[i], &places[kept - 1]) != 0)
			places[kept++] = places[i];
	return kept;
}

/* 8 for what every name has, 8 more for each halving. */
static uint32_t weight_of(uint32_t names, uint32_t with)
{
	return with >= names ? 8 : 8 + overlap_log2(names) - overlap_log2(with);
}

static void weigh(struct overlap_index *x, const struct overlap_model *m, size_t n)
{
	for (size_t i = 0; i < x->n; i++) {
		struct overlap_piece *piece = &x->pieces[i];
		const struct overlap_common *word =
			(piece->piece & WORD_PIECE) != 0 && (piece->piece & ~WORD_PIECE) < m->n_common ?
				&m->common[piece->piece & ~WORD_PIECE] :
				NULL;

		piece->weight = word != NULL ? weight_of(m->names + (uint32_t)n, word->names + piece->n) :
					       weight_of((uint32_t)n, piece->n);
		piece->common = piece->n > (uint32_t)m->max_names || (word != NULL && word->form);
		x->n_common += piece->n > (uint32_t)m->max_names;
	}
}

static void number_pieces(const struct overlap_index *index, struct overlap_name *name)
{
	for (uint32_t p = 0; p < name->n_pieces; p++) {
		const struct overlap_piece *x = &index->pieces[number_of(index, name->pieces[p])];

		name->pieces[p] = (uint64_t)(x - index->pieces);
		name->weight += x->weight;
		name->common += x->common ? x->weight : 0;
	}
}

void overlap_index(struct overlap_index *out, struct dgpm_arena *a, const struct overlap_model *m,
		   struct overlap_card *cards, size_t n)
{
	struct place *places;
	size_t total = gather_places(&places, a, cards, n), at = 0;

	*out = (struct overlap_index){ 0 };
	for (size_t i = 0; i < total; i++)
		out->n += i == 0 || places[i].piece != places[i - 1].piece;
	out->pieces = dgpm_arena_array(a, out->n, sizeof *out->pieces);
	out->cards = dgpm_arena_array(a, total, sizeof *out->cards);
	for (size_t i = 0; i < total; i++) {
		if (i == 0 || places[i].piece != places[i - 1].piece)
			out->pieces[at++] = (struct overlap_piece){ .piece = places[i].piece, .first = (uint32_t)i };
		out->pieces[at - 1].n++;
		out->cards[i] = places[i].card;
	}
	weigh(out, m, n);
	for (size_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < cards[i].n_names; k++) {
			struct overlap_name *name = &cards[i].names[k];

			number_pieces(out, name);
			cards[i].weight = k == 0 || name->weight < cards[i].weight ? name->weight : cards[i].weight;
			cards[i].common = name->common > cards[i].common ? name->common : cards[i].common;
		}
}
