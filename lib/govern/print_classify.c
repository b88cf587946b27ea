/* The classes of systems as a report. */
#include "base/i18n.h"
#include "govern/classify.h"

static const struct dgpm_col columns[] = {
	{ "project_id", N_("project"), DGPM_COL_TEXT },       { "organization", N_("organization"), DGPM_COL_NAME },
	{ "name", N_("name"), DGPM_COL_NAME },                { "sector", N_("sector"), DGPM_COL_TEXT },
	{ "designated", N_("designated"), DGPM_COL_INT },     { "suggested", N_("suggested"), DGPM_COL_INT },
	{ "status", N_("status"), DGPM_COL_TEXT },            { "consolidation", N_("appropriation"), DGPM_COL_TEXT },
	{ "route", N_("route"), DGPM_COL_NAME },              { "criteria", N_("criteria"), DGPM_COL_NAME },
};

static void add_class(struct dgpm_grid *g, int class)
{
	if (class != 0)
		dgpm_grid_int(g, class);
	else
		dgpm_grid_none(g);
}

/* The criteria that hold, the field of a quasi-public one; for a local system none: its route says it all. */
static const char *criteria_of(struct dgpm_arena *a, const struct dgpm_classified *c)
{
	const char *text = c->field;

	for (size_t i = 0; c->suggested != 0 && i < c->n_trail; i++)
		text = dgpm_arena_printf(a, "%s%s%s", text != NULL ? text : "", text != NULL ? ";" : "",
					 c->trail[i].id);
	return text;
}

static void print_trail(const struct dgpm_classes *s, struct dgpm_out *out)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct dgpm_classified *c = &s->items[i];

		if (c->n_trail == 0)
			continue;
		dgpm_out_printf(out, "\n%s  %s\n", c->id, c->name);
		for (size_t k = 0; k < c->n_trail; k++) {
			const struct dgpm_step *step = &c->trail[k];

			if (c->suggested != 0)
				dgpm_out_printf(out, "  %s", step->title);
			else if (c->route != NULL && strcmp(step->id, c->route) == 0)
				dgpm_out_printf(out, "  -> %s", step->title);
			else
				dgpm_out_printf(out, "  %s: %s", step->title, step->holds ? _("yes") : _("no"));
			if (step->value != NULL)
				dgpm_out_printf(out, ": %s", step->value);
			if (step->at.line != 0)
				dgpm_out_printf(out, " (%s:%u)", step->at.path, step->at.line);
			dgpm_out_printf(out, " [%s]\n", step->source);
		}
		if (c->route == NULL && c->route_title != NULL)
			dgpm_out_printf(out, "  %s\n", c->route_title);
	}
}

void dgpm_classes_print(const struct dgpm_classes *s, struct dgpm_arena *a, const struct dgpm_words *said, bool trail,
			struct dgpm_out *out, const struct dgpm_print *how)
{
	bool text = how->format == DGPM_FORMAT_TEXT;
	struct dgpm_words words = text ? *said : dgpm_words_as_codes(said);
	struct dgpm_grid *g = dgpm_grid_new(a, columns, DGPM_COUNT(columns));

	dgpm_grid_main(g);
	dgpm_grid_spare(g, "criteria route sector organization");
	dgpm_grid_brief(g, "designated", _("des."));
	dgpm_grid_brief(g, "suggested", _("sugg."));
	for (size_t i = 0; i < s->n; i++) {
		const struct dgpm_classified *c = &s->items[i];

		dgpm_grid_cstr(g, c->id);
		dgpm_put_organization(g, &words, c->organization);
		dgpm_grid_cstr(g, c->name);
		dgpm_grid_cstr(g, dgpm_word(&words, "sector", c->sector));
		add_class(g, c->designated);
		add_class(g, c->suggested);
		dgpm_grid_cstr(g, dgpm_word(&words, "class-status", c->status));
		dgpm_grid_cstr(g, dgpm_word(&words, "consolidation", c->consolidation));
		dgpm_grid_cstr(g, text ? c->route_title : c->route);
		dgpm_grid_cstr(g, criteria_of(a, c));
	}
	dgpm_grid_print(g, out, how);
	if (text && trail)
		print_trail(s, out);
	if (text)
		dgpm_out_printf(out, "%s\n", _("suggested: by the criteria that hold; the designation is the Digital "
					       "Agency's (S1 4-2-2)"));
}
