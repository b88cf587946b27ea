/* A tree as text: YAML as people write cards, JSON inside brackets. */
#include "base/text.h"
#include "print/json.h"
#include "record/parts.h"

#include <strings.h>

#define FLOW_WIDTH 96 /* a value that fits is written in brackets on one line */

/* Texts that other readers, or YAML 1.1, take for something else. */
static bool is_taken(struct dgpm_str s)
{
	static const char *const words[] = {
		"true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"
	};

	for (size_t i = 0; i < DGPM_COUNT(words); i++)
		if (s.n == strlen(words[i]) && strncasecmp(s.s, words[i], s.n) == 0)
			return true;
	return false;
}

/* A text that needs no quotes, wherever it stands: begins with a letter or a character beyond ASCII. */
static bool is_plain(struct dgpm_str s)
{
	unsigned char first = s.n != 0 ? (unsigned char)s.s[0] : 0;

	if (!(first >= 0x80 || (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z')) || is_taken(s) ||
	    s.s[s.n - 1] == ' ')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (strchr(":#,[]{}\"'\\|>&*!%@`", s.s[i]) != NULL)
			return false;
	/* What cannot be shown is a break to some readers, and nothing to others. */
	return dgpm_text_shown(s.s, s.n) == s.n;
}

/* As JSON has it, which YAML reads the same. */
static void put_quoted(struct dgpm_buf *b, struct dgpm_str s)
{
	char *text = dgpm_arena_alloc(b->arena, JSON_ROOM(s.n)), *end = json_put(text, s);

	dgpm_buf_str(b, (struct dgpm_str){ text, (size_t)(end - text) });
}

static void put_scalar(struct dgpm_buf *b, const struct dgpm_node *node, bool json)
{
	struct dgpm_str text = dgpm_node_str(node);

	if (node->kind == DGPM_NULL)
		dgpm_buf_add(b, "null");
	else if (node->kind == DGPM_BOOL)
		dgpm_buf_add(b, node->yes ? "true" : "false");
	else if (node->kind == DGPM_NUMBER || (!json && is_plain(text)))
		dgpm_buf_str(b, text);
	else
		put_quoted(b, text);
}

static void put_flow(struct dgpm_buf *b, const struct dgpm_node *node, bool json)
{
	if (node->kind < DGPM_LIST) {
		put_scalar(b, node, json);
		return;
	}
	dgpm_buf_char(b, node->kind == DGPM_MAP ? '{' : '[');
	for (uint32_t i = 0; i < node->n; i++) {
		dgpm_buf_add(b, i != 0 ? ", " : "");
		if (node->kind == DGPM_MAP) {
			put_scalar(b, &node->pairs[i].key, json);
			dgpm_buf_add(b, ": ");
		}
		put_flow(b, node->kind == DGPM_MAP ? &node->pairs[i].value : &node->items[i], json);
	}
	dgpm_buf_char(b, node->kind == DGPM_MAP ? '}' : ']');
}

void record_put_json(struct dgpm_buf *b, const struct dgpm_node *node)
{
	put_flow(b, node, true);
}

/* Items that are maps have a line each, as cards are written. */
static bool has_maps(const struct dgpm_node *node)
{
	if (node->kind == DGPM_LIST)
		return node->n != 0 && node->items[0].kind == DGPM_MAP;
	for (uint32_t i = 0; node->kind == DGPM_MAP && i < node->n; i++)
		if (has_maps(&node->pairs[i].value))
			return true;
	return false;
}

static bool fits(const struct dgpm_buf *b, const struct dgpm_node *node, size_t indent)
{
	struct dgpm_buf flow = { .arena = b->arena };

	if (node->kind < DGPM_LIST || node->n == 0)
		return true;
	if (has_maps(node))
		return false;
	put_flow(&flow, node, false);
	return indent + dgpm_text_width(flow.s, flow.n) <= FLOW_WIDTH;
}

static void new_line(struct dgpm_buf *b, size_t indent, const char *eol)
{
	dgpm_buf_add(b, eol);
	for (size_t i = 0; i < indent; i++)
		dgpm_buf_char(b, ' ');
}

void record_put_block(struct dgpm_buf *b, const struct dgpm_node *node, size_t indent, const char *eol)
{
	if (fits(b, node, indent)) {
		put_flow(b, node, false);
		return;
	}
	for (uint32_t i = 0; i < node->n; i++) {
		const struct dgpm_node *value = node->kind == DGPM_MAP ? &node->pairs[i].value : &node->items[i];

		if (i != 0)
			new_line(b, indent, eol);
		if (node->kind == DGPM_LIST) {
			/* A map of scalars stays on its line, however long. */
			dgpm_buf_add(b, "- ");
			if (has_maps(value))
				record_put_block(b, value, indent + 2, eol);
			else
				put_flow(b, value, false);
			continue;
		}
		put_scalar(b, &node->pairs[i].key, false);
		dgpm_buf_char(b, ':');
		if (fits(b, value, indent + 2))
			dgpm_buf_char(b, ' ');
		else
			new_line(b, indent + 2, eol);
		record_put_block(b, value, indent + 2, eol);
	}
}
