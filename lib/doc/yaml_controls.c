/*
 * Characters that YAML and JSON allow inside quotes and libyaml nowhere: U+007F to U+009F, U+FEFF, U+FFFE and U+FFFF
 * (YAML 1.2.2 section 5.1). When libyaml has refused a text that has some, it gets stand-ins, one character for one,
 * so that lines and columns stay; what it gives back is turned round. A character that turns out to stand outside of
 * quotes is told as a fault.
 */
#include "base/list.h"
#include "doc/yaml.h"

/* Characters of no meaning, whose number has no letter but the first E: yamlin_occurs() asks for that. */
static const unsigned first = 0xe100, last = 0xe999;

bool yamlin_in_quotes(uint32_t c)
{
	return (c >= 0x7f && c < 0xa0 && c != 0x85) || c == 0xfeff || c == 0xfffe || c == 0xffff;
}

static void put(char out[4], unsigned c)
{
	out[0] = (char)(0xe0 | c >> 12);
	out[1] = (char)(0x80 | (c >> 6 & 0x3f));
	out[2] = (char)(0x80 | (c & 0x3f));
	out[3] = '\0';
}

/* The next character from `*at` on that the text does not have; false: none is left. */
static bool choose(char out[4], unsigned *at, struct dgpm_str text)
{
	while (*at <= last) {
		unsigned c = (*at)++;

		if ((c & 15) > 9 || (c >> 4 & 15) > 9 || (c >> 8 & 15) > 9)
			continue;
		put(out, c);
		if (!yamlin_occurs(text, out, c))
			return true;
	}
	return false;
}

static const struct yamlin_control *find(const struct yamlin_controls *k, uint32_t c)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->items[i].c == c)
			return &k->items[i];
	return NULL;
}

static const struct yamlin_control *find_or_add(struct yamlin_controls *k, struct dgpm_arena *arena, uint32_t c,
						unsigned *at, struct dgpm_str text)
{
	const struct yamlin_control *known = find(k, c);
	struct yamlin_control new = { .c = c };

	if (known != NULL)
		return known;
	if (!choose(new.instead, at, text))
		return NULL;
	*DGPM_PUSH(arena, k->items, k->n, k->cap) = new;
	return &k->items[k->n - 1];
}

static size_t count(struct dgpm_str text)
{
	size_t n = 0, len;
	uint32_t c;

	for (size_t i = 0; i < text.n; i += len)
		n += yamlin_decode((const unsigned char *)text.s + i, text.n - i, &len, &c) && yamlin_in_quotes(c);
	return n;
}

bool yamlin_controls(struct yamlin_controls *k, struct dgpm_arena *arena, struct dgpm_str *text)
{
	size_t found = count(*text), to = 0, len;
	unsigned at = first;
	char *copy;

	*k = (struct yamlin_controls){ 0 };
	if (found == 0)
		return false;
	copy = dgpm_arena_alloc(arena, text->n + 2 * found + 1);
	for (size_t i = 0; i < text->n; i += len) {
		const struct yamlin_control *control = NULL;
		uint32_t c;

		if (yamlin_decode((const unsigned char *)text->s + i, text->n - i, &len, &c) && yamlin_in_quotes(c)) {
			control = find_or_add(k, arena, c, &at, *text);
			if (control == NULL)
				return false;
		}
		memcpy(copy + to, control != NULL ? control->instead : text->s + i, control != NULL ? 3 : len);
		to += control != NULL ? 3 : len;
	}
	copy[to] = '\0';
	*text = (struct dgpm_str){ copy, to };
	return true;
}

static uint32_t encode(char *to, uint32_t c)
{
	if (c < 0x80) {
		*to = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xc0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	to[0] = (char)(0xe0 | c >> 12);
	to[1] = (char)(0x80 | (c >> 6 & 0x3f));
	to[2] = (char)(0x80 | (c & 0x3f));
	return 3;
}

static const struct yamlin_control *stands_in(const struct yamlin_controls *k, const char *s, size_t n)
{
	for (size_t i = 0; n >= 3 && *s == '\xee' && i < k->n; i++)
		if (memcmp(s, k->items[i].instead, 3) == 0)
			return &k->items[i];
	return NULL;
}

bool yamlin_controls_back(const struct yamlin_controls *k, char *s, uint32_t *n)
{
	uint32_t to = 0;
	bool any = false;

	for (uint32_t i = 0; i < *n;) {
		const struct yamlin_control *control = stands_in(k, s + i, *n - i);

		if (control != NULL) {
			any = true;
			to += encode(s + to, control->c);
			i += 3;
		} else {
			s[to++] = s[i++];
		}
	}
	s[to] = '\0';
	*n = to;
	return any;
}

static bool is_before(uint32_t line, uint32_t column, uint32_t other_line, uint32_t other_column)
{
	return line < other_line || (line == other_line && column < other_column);
}

bool yamlin_controls_bare(const struct yamlin_controls *k, struct dgpm_diags *diags, const char *path,
			  struct dgpm_str text)
{
	struct dgpm_loc at = { path, 1, 1 };
	size_t len, span = 0;

	/* The spans come in the order of the text, as the parser does. */
	for (size_t i = 0; i < text.n; i += len) {
		uint32_t c;

		(void)yamlin_decode((const unsigned char *)text.s + i, text.n - i, &len, &c);
		while (span < k->n_quoted &&
		       !is_before(at.line, at.column, k->quoted[span].end_line, k->quoted[span].end_column))
			span++;
		if (yamlin_in_quotes(c) &&
		    (span == k->n_quoted ||
		     is_before(at.line, at.column, k->quoted[span].line, k->quoted[span].column))) {
			dgpm_diag_addf(diags, DGPM_MSG_YAML_07, at, dgpm_diag_value(diags, "%04X", (unsigned)c),
				       "U+%04X", (unsigned)c);
			return true;
		}
		if (c == '\n' || (c == '\r' && (i + 1 == text.n || text.s[i + 1] != '\n'))) {
			at.line++;
			at.column = 1;
		} else {
			at.column++;
		}
	}
	return false;
}
