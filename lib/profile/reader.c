/* Reading profiles: what all parts of the reader need: faults, names of columns, patterns, texts, maps. */
#include "profile/tree.h"
#include "base/list.h"
#include "base/text.h"
#include "base/i18n.h"

const char *const profile_fields[PF_COUNT] = { "fiscal_year", "project_id", "organization", "account",
					       "expense",     "stage",	    "item",	    "note" };
const char *const profile_as_names[] = { "text", "amount", "year", "date", "organization", "whole", "color" };

void profile_wrong(struct profile_reader *r, const struct dgpm_node *at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	dgpm_diag_addf(r->diags, DGPM_MSG_CONV_02, dgpm_node_loc(at, r->path), dgpm_node_cstr(at), "%s",
		       dgpm_arena_vprintf(r->arena, fmt, ap));
	va_end(ap);
	r->bad = true;
}

struct dgpm_str profile_fold(struct dgpm_arena *a, struct dgpm_str text)
{
	struct dgpm_str folded = dgpm_text_fold(a, text);
	char *p = dgpm_arena_strndup(a, folded.s != NULL ? folded.s : "", folded.n);
	size_t n = 0;

	for (size_t i = 0; i < folded.n; i++)
		if (p[i] != ' ' && (p[i] < '\t' || p[i] > '\r'))
			p[n++] = p[i];
	p[n] = '\0';
	return (struct dgpm_str){ p, n };
}

const struct dgpm_str *profile_texts(struct profile_reader *r, const struct dgpm_node *node, bool spaces, size_t *n)
{
	bool list = node != NULL && node->kind == DGPM_LIST;
	struct dgpm_str *texts;

	*n = node == NULL ? 0 : list ? node->n : 1;
	texts = dgpm_arena_array(r->arena, *n + 1, sizeof *texts);
	for (size_t i = 0; i < *n; i++) {
		struct dgpm_str text = dgpm_node_str(list ? &node->items[i] : node);

		texts[i] = spaces ? dgpm_text_fold(r->arena, text) : profile_fold(r->arena, text);
	}
	return texts;
}

int profile_column_of(struct profile_reader *r, const struct dgpm_node *node)
{
	struct dgpm_str name = dgpm_node_str(node);
	const char **names = dgpm_arena_array(r->arena, r->p->n_columns + 1, sizeof *names);
	const char *near;

	for (size_t i = 0; i < r->p->n_columns; i++) {
		names[i] = r->p->columns[i].name;
		if (dgpm_str_is(name, names[i]))
			return (int)i;
	}
	near = dgpm_text_nearest(name, names, r->p->n_columns);
	if (near != NULL)
		profile_wrong(r, node, _("'%.*s' is not under 'columns'; did you mean '%s'?"), (int)name.n, name.s,
			      near);
	else
		profile_wrong(r, node, _("'%.*s' is not under 'columns'"), (int)name.n, name.s);
	return -1;
}

pcre2_code *profile_pattern(struct profile_reader *r, const struct dgpm_node *node)
{
	struct dgpm_profile *p = r->p;
	struct dgpm_str text = dgpm_node_str(node);
	PCRE2_SIZE offset;
	int error;
	PCRE2_UCHAR said[128];
	pcre2_code *code =
		pcre2_compile((PCRE2_SPTR)text.s, text.n, PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &error, &offset, NULL);

	if (code == NULL && error == PCRE2_ERROR_HEAP_FAILED)
		dgpm_arena_fail(r->arena);
	if (code == NULL) {
		pcre2_get_error_message(error, said, sizeof said);
		if (offset >= text.n)
			profile_wrong(r, node, _("not a pattern: %s, at its end"), (const char *)said);
		else
			profile_wrong(r, node, _("not a pattern: %s, at its character %zu"), (const char *)said,
				      dgpm_utf8_length(text.s, offset) + 1);
		return NULL;
	}
	*DGPM_PUSH(r->arena, p->codes, p->n_codes, p->cap_codes) = code;
	return code;
}

const struct profile_map *profile_map_of(struct profile_reader *r, const struct dgpm_node *node,
					 const struct dgpm_node *other)
{
	struct profile_map *map;
	struct profile_pair *pairs;

	if (node == NULL)
		return NULL;
	map = dgpm_arena_array(r->arena, 1, sizeof *map);
	pairs = dgpm_arena_array(r->arena, node->n, sizeof *pairs);
	for (uint32_t i = 0; i < node->n; i++)
		pairs[i] = (struct profile_pair){ dgpm_text_fold(r->arena, dgpm_node_str(&node->pairs[i].key)),
						  dgpm_node_str(&node->pairs[i].value).s };
	map->pairs = pairs;
	map->n = node->n;
	map->other = dgpm_str_is(dgpm_node_str(other), "keep") ? OTHER_KEEP :
		     dgpm_str_is(dgpm_node_str(other), "none") ? OTHER_NONE :
								 OTHER_REJECT;
	return map;
}

const char *profile_map_find(const struct profile_map *map, struct dgpm_arena *scratch, struct dgpm_str text)
{
	struct dgpm_str folded = dgpm_text_fold(scratch, text);

	for (size_t i = 0; i < map->n; i++)
		if (dgpm_str_eq(map->pairs[i].from, folded))
			return map->pairs[i].to;
	return NULL;
}
