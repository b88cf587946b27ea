/* Tags: the standard ones say the kind, "!" says text, others are not known (YAML 1.2.2 section 10). */
#include "doc/yaml.h"

/* The kinds a standard tag may stand at. */
static const struct tag {
	const char *name;
	enum dgpm_kind kind;
} tags[] = {
	{ "str", DGPM_STRING }, { "int", DGPM_NUMBER }, { "float", DGPM_NUMBER }, { "bool", DGPM_BOOL },
	{ "null", DGPM_NULL },  { "map", DGPM_MAP },    { "seq", DGPM_LIST },
};

static const struct tag *find_tag(const char *name)
{
	for (size_t i = 0; i < DGPM_COUNT(tags); i++)
		if (strcmp(tags[i].name, name) == 0)
			return &tags[i];
	return NULL;
}

static bool is_scalar(const struct dgpm_node *node)
{
	return node->kind != DGPM_LIST && node->kind != DGPM_MAP;
}

/* Give a node the kind its tag says; false: its text is not of that kind. */
static bool apply_tag(struct dgpm_node *node, const struct tag *tag)
{
	struct dgpm_node typed = *node;

	if (!is_scalar(node))
		return node->kind == tag->kind;
	if (tag->kind == DGPM_STRING) {
		node->kind = DGPM_STRING;
		return true;
	}
	yamlin_type(&typed, node->text, node->n);
	if (typed.kind != tag->kind)
		return false;
	*node = typed;
	/* 1.0 is an integer to a schema, but not to !!int; 0xE is one to both. */
	return tag->name[0] != 'i' || node->text[1] == 'x' || strpbrk(node->text, ".eE") == NULL;
}

enum yamlin_tag yamlin_tag(struct dgpm_node *node, const char *name)
{
	const struct tag *tag;

	if (strcmp(name, "!") == 0) {
		if (is_scalar(node))
			node->kind = DGPM_STRING;
		return YAMLIN_TAG_FINE;
	}
	if (strncmp(name, YAMLIN_TAG_PREFIX, sizeof YAMLIN_TAG_PREFIX - 1) != 0)
		return YAMLIN_TAG_UNKNOWN;
	tag = find_tag(name + sizeof YAMLIN_TAG_PREFIX - 1);
	if (tag == NULL)
		return YAMLIN_TAG_UNKNOWN;
	return apply_tag(node, tag) ? YAMLIN_TAG_FINE : YAMLIN_TAG_UNFIT;
}

bool yamlin_non_specific(struct yamlin_cursor *cursor, struct dgpm_str text, yaml_mark_t start, yaml_mark_t end)
{
	size_t i = cursor->byte, left;

	for (left = start.index - cursor->index; left != 0 && i < text.n; i++)
		left -= i + 1 == text.n || (text.s[i + 1] & 0xc0) != 0x80;
	cursor->index = start.index;
	cursor->byte = i;
	for (left = end.index - start.index; left != 0 && i < text.n; i++, left--) {
		if (text.s[i] == '!')
			return true;
		if (text.s[i] == '&')
			while (left > 1 && i + 1 < text.n && strchr(" \t\r\n", text.s[i + 1]) == NULL)
				i++, left--;
		else if (text.s[i] == '#')
			while (left > 1 && i + 1 < text.n && text.s[i + 1] != '\n')
				i++, left--;
		else if (strchr(" \t\r\n", text.s[i]) == NULL)
			return false;
	}
	return false;
}
