/*
 * Plain JSON, as the schemas of dgpm and what programs write are, read without libyaml: a tenth of its time.
 *
 * libyaml stays the judge: what is not plainly JSON of one meaning in both (a fault, a key given twice, a character
 * that YAML treats apart, half of a pair of escapes, a tab or a line end that libyaml would not take) is left to it,
 * and it is it who tells what is wrong. tests/unit/doc/test_json.c holds that both give the same tree.
 */
#include "doc/yaml.h"

#define KEY_LONGEST 1000 /* libyaml takes 1,024 characters */

struct json {
	struct dgpm_arena *arena;
	const unsigned char *p, *end;
	const unsigned char *bol; /* begin of the line */
	size_t wide;              /* bytes of it that begin no character */
	uint32_t line, depth;     /* levels that may still be opened */
	char *chars;              /* room for the texts: they are shorter than the document */
	struct dgpm_node *nodes;  /* children of what is open */
	size_t n, cap;
	bool twice;
};

static void place(const struct json *j, struct dgpm_node *node)
{
	node->line = j->line;
	node->column = (uint32_t)((size_t)(j->p - j->bol) - j->wide) + 1;
}

static void blanks(struct json *j)
{
	for (; j->p < j->end; j->p++) {
		if (*j->p == '\n') {
			j->line++;
			j->bol = j->p + 1;
			j->wide = 0;
		} else if (*j->p != ' ' && *j->p != '\t') {
			return;
		}
	}
}

static bool take(struct json *j, char c)
{
	if (j->p == j->end || *j->p != (unsigned char)c)
		return false;
	j->p++;
	return true;
}

/* -1: it is no digit. */
static int hex(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What follows "\u", as UTF-8. */
static bool escaped_character(struct json *j)
{
	unsigned c = 0;

	if (j->end - j->p < 4)
		return false;
	for (int i = 0; i < 4; i++) {
		int digit = hex(*j->p++);

		if (digit < 0)
			return false;
		c = c << 4 | (unsigned)digit;
	}
	if (c == 0 || (c >= 0xd800 && c <= 0xdfff))
		return false;
	if (c >= 0x800) {
		*j->chars++ = (char)(0xe0 | c >> 12);
		*j->chars++ = (char)(0x80 | (c >> 6 & 0x3f));
	} else if (c >= 0x80) {
		*j->chars++ = (char)(0xc0 | c >> 6);
	}
	*j->chars++ = (char)(c >= 0x80 ? 0x80 | (c & 0x3f) : c);
	return true;
}

static bool escape(struct json *j)
{
	static const char of[] = "\"\\/bfnrt", is[] = "\"\\/\b\f\n\r\t";
	const char *at;

	if (take(j, 'u'))
		return escaped_character(j);
	at = j->p < j->end && *j->p != '\0' ? strchr(of, *j->p) : NULL;
	if (at == NULL)
		return false;
	*j->chars++ = is[at - of];
	j->p++;
	return true;
}

/* A character that is not ASCII. */
static bool wide_character(struct json *j)
{
	uint32_t c;
	size_t len;

	if (!yamlin_decode(j->p, (size_t)(j->end - j->p), &len, &c) || yamlin_in_quotes(c) || c == 0x85 ||
	    c == 0x2028 || c == 0x2029)
		return false;
	memcpy(j->chars, j->p, len);
	j->chars += len;
	j->p += len;
	j->wide += len - 1;
	return true;
}

static bool string(struct json *j, struct dgpm_node *node)
{
	char *text = j->chars;

	*node = (struct dgpm_node){ .kind = DGPM_STRING, .quoted = true, .text = text };
	place(j, node);
	for (j->p++; j->p < j->end && *j->p != '"';) {
		if (*j->p == '\\') {
			j->p++;
			if (!escape(j))
				return false;
		} else if (*j->p >= 0x80) {
			if (!wide_character(j))
				return false;
		} else if (*j->p < 0x20 || *j->p == 0x7f) {
			return false;
		} else {
			*j->chars++ = (char)*j->p++;
		}
	}
	node->n = (uint32_t)(j->chars - text);
	*j->chars++ = '\0';
	return take(j, '"');
}

static size_t digits(const unsigned char *p, const unsigned char *end)
{
	size_t n = 0;

	while (p + n < end && p[n] >= '0' && p[n] <= '9')
		n++;
	return n;
}

/* RFC 8259 section 6; 0: it is none. */
static size_t number_length(const unsigned char *s, const unsigned char *end)
{
	const unsigned char *p = s + (s < end && *s == '-');
	size_t n = digits(p, end);

	if (n == 0 || (n > 1 && *p == '0'))
		return 0;
	p += n;
	if (p < end && *p == '.') {
		n = digits(++p, end);
		if (n == 0)
			return 0;
		p += n;
	}
	if (p < end && (*p == 'e' || *p == 'E')) {
		p++;
		p += p < end && (*p == '+' || *p == '-');
		n = digits(p, end);
		if (n == 0)
			return 0;
		p += n;
	}
	return (size_t)(p - s);
}

static bool is_end(unsigned char c)
{
	return c == ',' || c == ']' || c == '}' || c == ' ' || c == '\n';
}

/* A number or one of the three words. */
static bool bare(struct json *j, struct dgpm_node *node)
{
	static const char *const words[] = { "true", "false", "null" };
	size_t left = (size_t)(j->end - j->p), n = number_length(j->p, j->end);

	for (size_t i = 0; n == 0 && i < DGPM_COUNT(words); i++)
		if (left > strlen(words[i]) && memcmp(j->p, words[i], strlen(words[i])) == 0)
			n = strlen(words[i]);
	if (n == 0 || n >= left || !is_end(j->p[n]))
		return false;
	*node = (struct dgpm_node){ .n = (uint32_t)n, .text = j->chars };
	place(j, node);
	memcpy(j->chars, j->p, n);
	j->chars[n] = '\0';
	j->chars += n + 1;
	j->p += n;
	yamlin_type(node, node->text, n);
	return true;
}

static void push(struct json *j, const struct dgpm_node *node)
{
	if (j->n == j->cap) {
		j->nodes = dgpm_arena_grow(j->arena, j->nodes, j->n, j->cap * 2, sizeof *j->nodes);
		j->cap *= 2;
	}
	j->nodes[j->n++] = *node;
}

static bool twice(void *ctx, const struct dgpm_node *first, const struct dgpm_node *second)
{
	struct json *j = ctx;

	(void)first;
	(void)second;
	j->twice = true;
	return false;
}

/* The children from `first` on become those of `node`. */
static bool close(struct json *j, struct dgpm_node *node, size_t first)
{
	size_t n = j->n - first;
	struct dgpm_node *kept = n != 0 ? dgpm_arena_alloc(j->arena, n * sizeof *kept) : NULL;

	if (n != 0)
		memcpy(kept, &j->nodes[first], n * sizeof *kept);
	j->n = first;
	if (node->kind == DGPM_LIST) {
		node->n = (uint32_t)n;
		node->items = kept;
		return true;
	}
	node->n = (uint32_t)(n / 2);
	node->pairs = (const struct dgpm_pair *)(const void *)kept;
	yamlin_keys(node->pairs, node->n, j->arena, twice, j);
	return !j->twice;
}

/* A key and the colon behind it. */
static bool key(struct json *j)
{
	struct dgpm_node node;
	uint32_t line = j->line;

	if (j->p == j->end || *j->p != '"' || !string(j, &node) || node.n > KEY_LONGEST)
		return false;
	blanks(j);
	if (j->line != line || !take(j, ':'))
		return false;
	push(j, &node);
	blanks(j);
	return true;
}

static bool value(struct json *j, struct dgpm_node *node)
{
	bool map = j->p < j->end && *j->p == '{';
	size_t first = j->n;
	char end = map ? '}' : ']';

	if (j->p < j->end && *j->p == '"')
		return string(j, node);
	if (!map && (j->p == j->end || *j->p != '['))
		return bare(j, node);
	*node = (struct dgpm_node){ .kind = map ? DGPM_MAP : DGPM_LIST };
	place(j, node);
	if (j->depth-- == 0)
		return false;
	j->p++;
	blanks(j);
	while (!take(j, end)) {
		struct dgpm_node child;

		if (j->n != first) {
			if (!take(j, ','))
				return false;
			blanks(j);
		}
		if ((map && !key(j)) || !value(j, &child))
			return false;
		push(j, &child);
		blanks(j);
	}
	j->depth++;
	return close(j, node, first);
}

/* A value is the first, or one of these stands before it; behind a key stands a colon. Counted beforehand, so that
 * nothing is kept of a text that is left to libyaml for it; marks inside of texts make it count too many. */
static bool may_hold_more(struct dgpm_str text, size_t most)
{
	size_t n = 1;

	for (size_t i = 0; text.n > most && i < text.n; i++)
		n += text.s[i] == ',' || text.s[i] == ':' || text.s[i] == '[' || text.s[i] == '{';
	return n > most;
}

bool yamlin_json(struct dgpm_node *out, struct dgpm_arena *arena, struct dgpm_str text, uint32_t depth, size_t most)
{
	struct dgpm_node nodes[256];
	const unsigned char *s = (const unsigned char *)text.s;
	struct json j = { .arena = arena, .p = s, .bol = s, .end = s + text.n, .line = 1, .depth = depth,
			  .nodes = nodes, .cap = DGPM_COUNT(nodes) };

	if (text.n < 2 || (s[0] != '{' && s[0] != '[') || may_hold_more(text, most))
		return false;
	/* A character written as an escape is shorter in UTF-8; quotes and commas make up for the NULs. */
	j.chars = dgpm_arena_alloc(arena, text.n + 1);
	if (!value(&j, out))
		return false;
	while (j.p < j.end && (*j.p == ' ' || *j.p == '\n'))
		j.p++;
	return j.p == j.end;
}
