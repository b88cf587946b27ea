/* Similar systems as a report. */
#include "base/i18n.h"
#include "govern/overlap.h"

static const struct dgpm_col columns[] = {
	{ "project_id", N_("project"), DGPM_COL_TEXT }, { "other_id", N_("other"), DGPM_COL_TEXT },
	{ "score", N_("score"), DGPM_COL_INT },         { "shared", N_("shared"), DGPM_COL_NAME },
	{ "decision", N_("decision"), DGPM_COL_TEXT },
};

/* For people: the names too. */
static const struct dgpm_col text_columns[] = {
	{ "score", N_("score"), DGPM_COL_INT },      { "project_id", N_("project"), DGPM_COL_TEXT },
	{ "name", N_("name"), DGPM_COL_NAME },       { "other_id", N_("other"), DGPM_COL_TEXT },
	{ "other_name", N_("name"), DGPM_COL_NAME }, { "shared", N_("shared"), DGPM_COL_NAME },
	{ "decision", N_("decision"), DGPM_COL_TEXT },
};

#define SHARED 5 /* its place */

/* "name 63 (...); vendors 6 (...)" */
static const char *shared_of(struct dgpm_arena *a, const struct dgpm_overlap *hit, const struct dgpm_words *words)
{
	const char *kinds[DGPM_OVERLAP_MAX_PARTS];
	size_t size = 1, n = 0;
	char *text;

	for (size_t i = 0; i < hit->n_parts; i++) {
		kinds[i] = dgpm_word(words, "overlap-kind", hit->parts[i].kind);
		size += strlen(kinds[i]) + strlen(hit->parts[i].items) + 20;
	}
	/* At once: there may be very many hits. */
	text = dgpm_arena_alloc(a, size);
	text[0] = '\0';
	for (size_t i = 0; i < hit->n_parts; i++)
		n += (size_t)snprintf(text + n, size - n, "%s%s %d (%s)", i != 0 ? "; " : "", kinds[i],
				      hit->parts[i].points, hit->parts[i].items);
	return text;
}

static const char *decision_of(const struct dgpm_overlap *hit, const struct dgpm_words *words)
{
	const char *text = dgpm_word(words, "similar-decision", hit->decision);

	return text != hit->decision ? text : dgpm_word(words, "overlap-decision", hit->decision);
}

static void print_foot(const struct dgpm_overlaps *f, struct dgpm_out *out)
{
	dgpm_out_printf(out, "%s\n", _("score: points of what is shared, 100 at most; a hit is a question, not a "
				       "finding (S3 5.1)"));
	if (f->n_silenced != 0)
		dgpm_out_printf(out, P_("%zu hit with a decision is left out; --all shows it\n",
					"%zu hits with a decision are left out; --all shows them\n", f->n_silenced),
				f->n_silenced);
	if (f->n_cut != 0)
		dgpm_out_printf(out, P_("%zu hit is left out because its project has better ones\n",
					"%zu hits are left out because their project has better ones\n", f->n_cut),
				f->n_cut);
	if (f->n_common_pieces != 0)
		dgpm_out_printf(out, P_("%zu piece of names brings no two together: more than %d names have it\n",
					"%zu pieces of names bring no two together: more than %d names have each\n",
					f->n_common_pieces),
				f->n_common_pieces, f->max_names);
}

void dgpm_overlaps_print(const struct dgpm_overlaps *f, struct dgpm_arena *a, const struct dgpm_words *said,
			 struct dgpm_out *out, const struct dgpm_print *how)
{
	bool text = how->format == DGPM_FORMAT_TEXT;
	struct dgpm_words words = text ? *said : dgpm_words_as_codes(said);
	struct dgpm_col *cols = dgpm_arena_array(a, DGPM_COUNT(text_columns), sizeof *cols);
	struct dgpm_grid *g = text ? dgpm_grid_new(a, cols, DGPM_COUNT(text_columns)) :
				     dgpm_grid_new(a, columns, DGPM_COUNT(columns));
	bool below = text && how->width != 0;

	memcpy(cols, text_columns, sizeof text_columns);
	/* What is shared needs more room than a line has. */
	if (below)
		cols[SHARED].title = NULL;
	dgpm_grid_main(g);
	for (size_t i = 0; i < f->n; i++) {
		const struct dgpm_overlap *hit = &f->items[i];

		if (text)
			dgpm_grid_int(g, hit->score);
		dgpm_grid_cstr(g, hit->id);
		if (text)
			dgpm_grid_cstr(g, hit->name);
		dgpm_grid_cstr(g, hit->other_id);
		if (text)
			dgpm_grid_cstr(g, hit->other_name);
		else
			dgpm_grid_int(g, hit->score);
		dgpm_grid_cstr(g, shared_of(a, hit, &words));
		dgpm_grid_cstr(g, decision_of(hit, &words));
	}
	dgpm_grid_print(g, out, how);
	for (size_t i = 0; below && i < f->n; i++)
		dgpm_out_printf(out, "%s  %s  %s: %s\n", i == 0 ? "\n" : "", f->items[i].id, f->items[i].other_id,
				shared_of(a, &f->items[i], &words));
	dgpm_out_puts(out, below && f->n != 0 ? "\n" : "");
	if (text)
		print_foot(f, out);
}
