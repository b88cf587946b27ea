/* What the keywords share as they are compiled, and those that only say something to the reader. */
#include "schema/keywords.h"
#include "base/i18n.h"

static struct dgpm_str text_of(const struct dgpm_node *n)
{
	return (struct dgpm_str){ n->text, n->n };
}

void keyword_wrong(struct schema_load *ld, const struct schema_sub *sub, const struct dgpm_pair *p,
		   const char *expected)
{
	schema_load_error(ld, DGPM_MSG_SCH_14, sub->resource, &p->value, _("'%s' must be %s"), p->key.text, expected);
}

bool keyword_is_map(struct schema_load *ld, const struct schema_sub *sub, const struct dgpm_pair *p)
{
	if (p->value.kind == DGPM_MAP)
		return true;
	keyword_wrong(ld, sub, p, _("a map"));
	return false;
}

bool keyword_is_text(struct schema_load *ld, const struct schema_sub *sub, const struct dgpm_pair *p)
{
	if (p->value.kind == DGPM_STRING)
		return true;
	keyword_wrong(ld, sub, p, _("a string"));
	return false;
}

struct schema_lists *keyword_lists_of(struct schema_load *ld, struct schema_sub *sub)
{
	if (sub->lists == NULL) {
		sub->lists = dgpm_arena_array(ld->arena, 1, sizeof *sub->lists);
		sub->lists->max = sub->lists->max_contains = SCHEMA_NO_LIMIT;
		sub->lists->min_contains = 1;
	}
	return sub->lists;
}

struct schema_maps *keyword_maps_of(struct schema_load *ld, struct schema_sub *sub)
{
	if (sub->maps == NULL) {
		sub->maps = dgpm_arena_array(ld->arena, 1, sizeof *sub->maps);
		sub->maps->max = SCHEMA_NO_LIMIT;
	}
	return sub->maps;
}

struct schema_logic *keyword_logic_of(struct schema_load *ld, struct schema_sub *sub)
{
	if (sub->logic == NULL)
		sub->logic = dgpm_arena_array(ld->arena, 1, sizeof *sub->logic);
	return sub->logic;
}

const struct schema_pattern *keyword_pattern_at(struct schema_load *ld, const struct schema_sub *sub,
					       const struct dgpm_node *at)
{
	struct schema_pattern *p;
	char why[256];

	for (p = ld->out->patterns; p != NULL; p = p->next)
		if (dgpm_str_eq(p->text, text_of(at)))
			return p;
	p = dgpm_arena_array(ld->arena, 1, sizeof *p);
	if (schema_pattern_open(p, ld->arena, text_of(at), why, sizeof why) < 0) {
		schema_load_error(ld, DGPM_MSG_SCH_13, sub->resource, at, "'%s': %s", at->text, why);
		return NULL;
	}
	p->next = ld->out->patterns;
	ld->out->patterns = p;
	return p;
}

void keyword_text(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	(void)keyword_is_text(ld, sub, p);
}

void keyword_flag(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	if (p->value.kind != DGPM_BOOL)
		keyword_wrong(ld, sub, p, _("true or false"));
}

void keyword_examples(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	if (p->value.kind != DGPM_LIST)
		keyword_wrong(ld, sub, p, _("a list of values"));
}

void keyword_anchor(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	if (keyword_is_text(ld, sub, p) && (p->value.n == 0 || memchr(p->value.text, '/', p->value.n) != NULL ||
				    memchr(p->value.text, '#', p->value.n) != NULL))
		keyword_wrong(ld, sub, p, _("a name without '/' and '#'"));
}

/* What it says of a document was asked when its names were noted (vocabulary.c). */
void keyword_dialect(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	(void)keyword_is_text(ld, sub, p);
}

void keyword_vocabulary(struct schema_load *ld, struct schema_sub *sub, const struct dgpm_pair *p)
{
	bool well = p->value.kind == DGPM_MAP;

	for (uint32_t i = 0; well && i < p->value.n; i++)
		well = p->value.pairs[i].value.kind == DGPM_BOOL;
	if (!well)
		keyword_wrong(ld, sub, p, _("a map of URIs to true or false"));
}
