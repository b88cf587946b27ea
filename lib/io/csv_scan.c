/* CSV: where a record ends and its fields begin, by the rules of libcsv, which gives no positions. */
#include "io/csv.h"

#include <stdlib.h>

/* A byte loop on purpose: memchr for both ends would run to the end of the block at each call. */
const char *csvin_find_eol(const char *p, const char *end)
{
	while (p < end && !csvin_is_eol(*p))
		p++;
	return p < end ? p : NULL;
}

/* Line ends in [p, end): LF, CR and CRLF each count one: an LF does, and a CR that no LF follows. */
uint32_t csvin_count_lines(const char *p, const char *end)
{
	typedef uint8_t v16 __attribute__((vector_size(16)));
	bool cr = p < end && memchr(p, '\r', (size_t)(end - p)) != NULL;
	size_t n = 0;

	/* One more byte is looked at than is counted. */
	while (end - p > 16) {
		v16 sum = { 0 };

		/* A comparison gives -1 where it holds; 255 rounds fit a byte. */
		for (int k = 0; k < 255 && end - p > 16; k++, p += 16) {
			v16 x, next;

			memcpy(&x, p, 16);
			sum -= (v16)(x == '\n');
			if (!cr)
				continue;
			memcpy(&next, p + 1, 16);
			sum -= (v16)(x == '\r') & (v16)(next != '\n');
		}
		for (int k = 0; k < 16; k++)
			n += sum[k];
	}
	for (; p < end; p++)
		n += *p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n'));
	return (uint32_t)n;
}

void csvin_grow_fields(struct csvin_split *sp)
{
	size_t cap = sp->cap != 0 ? sp->cap * 2 : 32;
	struct dgpm_str *f = realloc(sp->fields, cap * sizeof *f);
	const char **at;

	if (f != NULL)
		sp->fields = f;
	at = realloc(sp->at, cap * sizeof *at);
	if (at != NULL)
		sp->at = at;
	if (f == NULL || at == NULL)
		sp->no_memory = true;
	else
		sp->cap = cap;
}

static void refuse(struct csvin_scan *r, enum csvin_what what, const char *error, const char *refused,
		   const char *resume)
{
	*r = (struct csvin_scan){ .what = what, .error = error, .refused = refused, .resume = resume };
}

/*
 * Follow the record that begins at `s`. The same as libcsv does with CSV_STRICT | CSV_STRICT_FINI, but it says where
 * things are; libcsv gives no positions. With `sp`, note where each field begins.
 *
 * A quoted field that is left only lines further down, at a quote that cannot close it, is taken for one that was never
 * closed: what follows the line where it was opened is then read again, and one stray quote costs one line.
 */
void csvin_scan(struct csvin_scan *r, const char *s, const char *end, char delim, bool final, size_t limit,
		struct csvin_split *sp)
{
	enum { BEGIN, PLAIN, QUOTED, CLOSED } state = BEGIN;
	bool over = (size_t)(end - s) > limit, spaces = false;
	const char *stop = over ? s + limit + 1 : end, *open = s, *p;
	size_t n = 0;

	for (p = s; p < stop; p++) {
		char c = *p;

		if (state == QUOTED) {
			p = memchr(p, '"', (size_t)(stop - p));
			if (p == NULL)
				break;
			state = CLOSED;
			spaces = false;
			continue;
		}
		if (csvin_is_eol(c)) {
			if (state == BEGIN && sp != NULL && csvin_has_room(sp, n))
				sp->at[n] = p;
			r->what = CSVIN_ROW;
			r->end = p;
			return;
		}
		if (c == delim) {
			if (state == BEGIN && sp != NULL && csvin_has_room(sp, n))
				sp->at[n] = p;
			n++;
			state = BEGIN;
		} else if (c == ' ' || c == '\t') {
			spaces = true;
		} else if (state == BEGIN) {
			if (sp != NULL && csvin_has_room(sp, n))
				sp->at[n] = p;
			open = p;
			state = c == '"' ? QUOTED : PLAIN;
		} else if (state == PLAIN && c == '"') {
			refuse(r, CSVIN_STRAY_QUOTE, p, p, p);
			return;
		} else if (state == CLOSED && c == '"' && !spaces) {
			state = QUOTED;
		} else if (state == CLOSED) {
			if (csvin_find_eol(open, p) != NULL)
				refuse(r, CSVIN_OPEN_QUOTE, open, p, open);
			else
				refuse(r, CSVIN_STRAY_QUOTE, p, p, p);
			return;
		}
	}
	if (!over && !final)
		r->what = CSVIN_END;
	else if (state == QUOTED)
		refuse(r, CSVIN_OPEN_QUOTE, open, NULL, open);
	else if (over)
		refuse(r, CSVIN_LONG, s, NULL, stop);
	else {
		if (state == BEGIN && sp != NULL && csvin_has_room(sp, n))
			sp->at[n] = end;
		r->what = CSVIN_ROW;
		r->end = end;
	}
}
