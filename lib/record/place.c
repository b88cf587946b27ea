/* Where a review goes in the text of a card, by the marks libyaml gives. */
#include "record/parts.h"

#include <yaml.h>

#define KEY "reviews"

/* A place in the text, in characters from its start, as libyaml counts. */
struct span {
	size_t from, to, column;
};

struct scan {
	unsigned depth;
	bool flow_root, has_root, is_key, in_list, found, flow_list, refused;
	size_t column;      /* of the first key */
	bool has_column;
	size_t end;         /* behind the last value of the root */
	size_t list_end;    /* behind the last value of the list */
	struct span list;
	size_t n_items;
};

/* The byte at which a character begins. */
static size_t byte_of(struct dgpm_str text, size_t index)
{
	size_t i = text.n >= 3 && memcmp(text.s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	for (; i < text.n && index > 0; index--)
		do
			i++;
		while (i < text.n && ((unsigned char)text.s[i] & 0xC0) == 0x80);
	return i;
}

static void ends_at(struct scan *s, size_t index)
{
	s->end = index > s->end ? index : s->end;
	if (s->in_list)
		s->list_end = index > s->list_end ? index : s->list_end;
}

/* The value of a key of the root begins. */
static void value_begins(struct scan *s, const yaml_event_t *e)
{
	if (!s->found || s->list.from != 0 || s->in_list)
		return;
	if (e->type != YAML_SEQUENCE_START_EVENT) {
		s->refused = true;
		return;
	}
	s->flow_list = e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	s->list = (struct span){ .from = e->start_mark.index, .column = e->start_mark.column };
	s->in_list = true;
}

static void root_key(struct scan *s, const yaml_event_t *e)
{
	if (!s->has_column) {
		s->column = e->start_mark.column;
		s->has_column = true;
	}
	if (e->type == YAML_SCALAR_EVENT && strcmp((const char *)e->data.scalar.value, KEY) == 0)
		s->found = true;
}

static void opens(struct scan *s, const yaml_event_t *e)
{
	if (s->depth == 0) {
		s->has_root = e->type == YAML_MAPPING_START_EVENT;
		s->flow_root = s->has_root && e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
		s->is_key = true;
	} else if (s->depth == 1) {
		if (s->is_key)
			s->refused = true;
		else
			value_begins(s, e);
		s->is_key = !s->is_key;
	} else if (s->depth == 2 && s->in_list) {
		s->n_items++;
	}
	s->depth++;
}

static void closes(struct scan *s, const yaml_event_t *e)
{
	bool flow = e->end_mark.index > e->start_mark.index; /* a bracket; blocks end by nothing at all */

	s->depth--;
	if (s->depth == 1 && s->in_list) {
		s->list.to = e->end_mark.index;
		s->in_list = false;
		if (flow)
			ends_at(s, e->end_mark.index);
		return;
	}
	if (flow && s->depth != 0)
		ends_at(s, e->end_mark.index);
}

static void value(struct scan *s, const yaml_event_t *e)
{
	if (s->depth == 1) {
		if (s->is_key)
			root_key(s, e);
		else
			value_begins(s, e);
		s->is_key = !s->is_key;
	} else if (s->depth == 2 && s->in_list) {
		s->n_items++;
	}
	ends_at(s, e->end_mark.index);
}

/* One event; false at the end. */
static bool next(struct scan *s, yaml_parser_t *parser)
{
	yaml_event_t e;
	bool more = true;

	if (!yaml_parser_parse(parser, &e)) {
		s->refused = true;
		return false;
	}
	switch (e.type) {
	case YAML_MAPPING_START_EVENT:
	case YAML_SEQUENCE_START_EVENT:
		opens(s, &e);
		break;
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		closes(s, &e);
		break;
	case YAML_SCALAR_EVENT:
	case YAML_ALIAS_EVENT:
		value(s, &e);
		break;
	case YAML_STREAM_END_EVENT:
		more = false;
		break;
	default:
		break;
	}
	yaml_event_delete(&e);
	return more && !s->refused;
}

/* Behind the line in which a value ends, its comment too; a block scalar ends at the start of a line already. */
static size_t behind_line(struct dgpm_str text, size_t at)
{
	const char *end;

	if (at == 0 || text.s[at - 1] == '\n')
		return at;
	end = memchr(text.s + at, '\n', text.n - at);
	return end != NULL ? (size_t)(end - text.s) + 1 : text.n;
}

bool record_find(struct record_place *out, struct dgpm_str text)
{
	yaml_parser_t parser;
	struct scan s = { 0 };

	if (!yaml_parser_initialize(&parser))
		return false;
	yaml_parser_set_input_string(&parser, (const unsigned char *)text.s, text.n);
	while (next(&s, &parser))
		;
	yaml_parser_delete(&parser);
	if (s.refused || !s.has_root || !s.has_column)
		return false;
	*out = (struct record_place){ .has_list = s.found,
				      .flow = s.flow_root || (s.found && s.flow_list),
				      .first = s.n_items == 0,
				      .indent = s.found && !s.flow_list ? s.list.column : s.column,
				      .eol = memmem(text.s, text.n, "\r\n", 2) != NULL ? "\r\n" : "\n" };
	if (s.found && s.flow_list)
		out->at = byte_of(text, s.n_items != 0 ? s.list_end : s.list.from + 1);
	else if (s.flow_root)
		out->at = byte_of(text, s.end);
	else
		out->at = behind_line(text, byte_of(text, s.found ? s.list_end : s.end));
	return true;
}
