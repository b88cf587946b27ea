/* Similar systems as a report. */
#include "base/buf.h"
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

const char *dgpm_overlap_shared(struct dgpm_arena *a, const struct dgpm_overlap *hit, const struct dgpm_words *words,
				bool text)
{
	struct dgpm_buf b = { .arena = a };

	for (size_t i = 0; i < hit->n_parts; i++) {
		const struct dgpm_overlap_part *part = &hit->parts[i];

		dgpm_buf_sep(&b, "; ");
		dgpm_buf_addf(&b, "%s %d (%s)", dgpm_word(words, "overlap-kind", part->kind), part->points,
			      text ? part->text : part->items);
	}
	return dgpm_buf_text(&b);
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
	if (f->n < f->n_all)
		dgpm_out_printf(out, P_("%zu of %zu hit, the best\n", "%zu of %zu hits, the best\n", f->n_all), f->n,
				f->n_all);
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

static void print_data(const struct dgpm_overlaps *f, struct dgpm_arena *a, const struct dgpm_words *words,
		       struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_grid *g = dgpm_grid_new(a, columns, DGPM_COUNT(columns));

	dgpm_grid_main(g);
	for (size_t i = 0; i < f->n; i++) {
		const struct dgpm_overlap *hit = &f->items[i];

		dgpm_grid_cstr(g, hit->id);
		dgpm_grid_cstr(g, hit->other_id);
		dgpm_grid_int(g, hit->score);
		dgpm_grid_cstr(g, dgpm_overlap_shared(a, hit, words, false));
		dgpm_grid_cstr(g, decision_of(hit, words));
	}
	dgpm_grid_print(g, out, how);
}

/* Each hit, and where a line has too little room for it, below it what is shared. */
static void print_text(const struct dgpm_overlaps *f, struct dgpm_arena *a, const struct dgpm_words *words,
		       struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_col *cols = dgpm_arena_array(a, DGPM_COUNT(text_columns), sizeof *cols);
	struct dgpm_grid *g = dgpm_grid_new(a, cols, DGPM_COUNT(text_columns));
	bool below = how->width != 0 && (how->choice == NULL ||
					 (how->choice->n_columns == 0 && how->choice->sort == NULL));

	memcpy(cols, text_columns, sizeof text_columns);
	if (below)
		cols[SHARED].title = NULL;
	dgpm_grid_main(g);
	for (size_t i = 0; i < f->n; i++) {
		const struct dgpm_overlap *hit = &f->items[i];
		const char *shared = dgpm_overlap_shared(a, hit, words, true);

		dgpm_grid_int(g, hit->score);
		dgpm_grid_cstr(g, hit->id);
		dgpm_grid_cstr(g, hit->name);
		dgpm_grid_cstr(g, hit->other_id);
		dgpm_grid_cstr(g, hit->other_name);
		dgpm_grid_cstr(g, shared);
		dgpm_grid_cstr(g, decision_of(hit, words));
		if (!below)
			continue;
		dgpm_grid_head(g);
		dgpm_grid_cstr(g, dgpm_arena_printf(a, "      %s", shared));
		for (size_t k = 1; k < DGPM_COUNT(text_columns); k++)
			dgpm_grid_cstr(g, "");
	}
	if (f->n == 0)
		dgpm_out_printf(out, "%s\n", _("no hits"));
	dgpm_grid_print(g, out, how);
	if (how->choice == NULL || how->choice->unknown == NULL)
		print_foot(f, out);
}

void dgpm_overlaps_print(const struct dgpm_overlaps *f, struct dgpm_arena *a, const struct dgpm_words *said,
			 struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_words codes = dgpm_words_as_codes(said);

	if (how->format == DGPM_FORMAT_TEXT)
		print_text(f, a, said, out, how);
	else
		print_data(f, a, &codes, out, how);
}
