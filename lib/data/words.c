/* The words of a report. */
#include "data/words.h"

struct dgpm_words dgpm_words_as_codes(const struct dgpm_words *w)
{
	return (struct dgpm_words){ .organizations = w->organizations, .lang = w->lang };
}

const char *dgpm_word(const struct dgpm_words *w, const char *list, const char *code)
{
	return w->codes != NULL && code != NULL ? dgpm_code_text(w->codes, list, dgpm_str_of(code), w->lang) : code;
}

const char *dgpm_word_organization(const struct dgpm_words *w, const char *text)
{
	const struct dgpm_organization *o;

	if (w->organizations == NULL || text == NULL)
		return text;
	if (w->codes == NULL)
		return dgpm_organization_code(w->organizations, text);
	o = dgpm_organizations_find(w->organizations, dgpm_str_of(text));
	return o != NULL ? dgpm_organization_text(o, w->lang) : text;
}

void dgpm_put_organization(struct dgpm_grid *g, const struct dgpm_words *w, const char *text)
{
	const struct dgpm_organization *o = NULL;

	if (w->organizations != NULL && w->codes != NULL && text != NULL)
		o = dgpm_organizations_find(w->organizations, dgpm_str_of(text));
	dgpm_grid_short(g, dgpm_word_organization(w, text), o != NULL ? dgpm_organization_brief(o, w->lang) : NULL);
}

void dgpm_put_word(struct dgpm_grid *g, const struct dgpm_words *w, const char *list, const char *brief,
		   const char *code)
{
	dgpm_grid_short(g, dgpm_word(w, list, code), dgpm_word(w, brief, code));
}
