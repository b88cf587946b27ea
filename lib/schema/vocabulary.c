/* Which keywords count (JSON Schema 2020-12, core, section 8.1). */
#include "schema/vocabulary.h"
#include "base/i18n.h"

#define DRAFT "https://json-schema.org/draft/2020-12/"

static const struct known {
	const char *uri;
	uint8_t vocabulary;
} dialects[] = {
	/* Other drafts mean other things by the same words, or did not have them. */
	{ DRAFT "schema", VOCABULARY_ALL },
	{ "https://json-schema.org/draft/2019-09/schema", VOCABULARY_EARLIER },
	{ "http://json-schema.org/draft-07/schema", VOCABULARY_EARLIER },
}, vocabularies[] = {
	{ DRAFT "vocab/core", VOCABULARY_CORE },
	{ DRAFT "vocab/applicator", VOCABULARY_APPLICATOR },
	{ DRAFT "vocab/unevaluated", VOCABULARY_UNEVALUATED },
	{ DRAFT "vocab/validation", VOCABULARY_VALIDATION },
	{ DRAFT "vocab/meta-data", VOCABULARY_OTHER },
	{ DRAFT "vocab/format-annotation", VOCABULARY_OTHER },
	{ DRAFT "vocab/format-assertion", VOCABULARY_OTHER | VOCABULARY_FORMAT },
	{ DRAFT "vocab/content", VOCABULARY_OTHER },
};

static uint8_t find(const struct known *all, size_t n, struct dgpm_str uri)
{
	for (size_t i = 0; i < n; i++)
		if (dgpm_str_is(uri, all[i].uri))
			return all[i].vocabulary;
	return 0;
}

uint8_t schema_vocabulary_known(struct dgpm_str uri)
{
	if (uri.n > 0 && uri.s[uri.n - 1] == '#')
		uri.n--;
	return find(dialects, DGPM_COUNT(dialects), uri);
}

uint8_t schema_vocabulary_of(struct schema_load *ld, uint32_t resource, const struct dgpm_node *at,
			     const struct dgpm_node *meta)
{
	const struct dgpm_node *list = dgpm_node_get(meta, "$vocabulary");
	uint8_t all = VOCABULARY_CORE | VOCABULARY_NEWEST;

	if (meta == NULL) {
		schema_load_error(ld, DGPM_MSG_SCH_11, resource, at, _("the dialect '%s'; dgpm speaks draft 2020-12"),
				  at->text);
		return VOCABULARY_ALL;
	}
	/* A metaschema that says nothing of it leaves it to us. */
	if (list == NULL || list->kind != DGPM_MAP)
		return VOCABULARY_ALL;
	for (uint32_t i = 0; i < list->n; i++) {
		const struct dgpm_pair *p = &list->pairs[i];
		uint8_t one = find(vocabularies, DGPM_COUNT(vocabularies), (struct dgpm_str){ p->key.text, p->key.n });

		all |= one;
		/* What must be understood and is not ends it; what need not be is passed over. */
		if (one == 0 && dgpm_node_true(&p->value))
			schema_load_error(ld, DGPM_MSG_SCH_11, resource, at,
					  _("the dialect '%s' asks for the vocabulary '%s'"), at->text, p->key.text);
	}
	return all;
}
