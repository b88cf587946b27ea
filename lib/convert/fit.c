/* Whether a sheet has the header of a profile: asked of the rows as they come, before anything is converted. */
#include "convert/context.h"
#include "base/i18n.h"

struct convert_fit {
	struct convert_input in;
	struct convert_sheet sheet;
	bool done;
};

struct convert_fit *convert_fit_begin(const struct dgpm_profile *p, struct dgpm_arena *arena, struct dgpm_book *book,
				      size_t sheet)
{
	struct convert_fit *fit = dgpm_arena_array(arena, 1, sizeof *fit);
	struct convert_input *in = &fit->in;

	*in = (struct convert_input){ .p = p,
				      .path = "",
				      .arena = arena,
				      .scratch = dgpm_arena_like(arena),
				      .diags = dgpm_diags_new(arena),
				      .book = book,
				      .match = pcre2_match_data_create(32, NULL) };
	convert_sheet_begin(&fit->sheet, in, sheet);
	if (in->match == NULL)
		dgpm_arena_fail(arena);
	fit->done = p->json.is || (dgpm_book_kind(book) != DGPM_BOOK_CSV && p->sheet != NULL &&
					  strcmp(p->sheet, dgpm_book_sheet(book, sheet)->name) != 0);
	return fit;
}

bool convert_fit_row(struct convert_fit *fit, const struct dgpm_book_row *row)
{
	struct convert_sheet *s = &fit->sheet;

	if (fit->done)
		return false;
	(void)convert_header_row(s, &fit->in, row);
	dgpm_arena_reset(fit->in.scratch);
	fit->done = s->has_header || s->stopped || s->rows_looked >= fit->in.p->header_look;
	return !fit->done;
}

bool convert_fit_end(struct convert_fit *fit, const char **why, size_t *found)
{
	const struct convert_sheet *s = &fit->sheet;

	pcre2_match_data_free(fit->in.match);
	dgpm_arena_free(fit->in.scratch);
	*found = s->best_found;
	*why = s->best != NULL ? dgpm_arena_printf(fit->in.arena, _("the likest row lacks %s"), s->best) : NULL;
	/* The header is there, but cannot be used: twice the same, or amounts without a unit. */
	if (s->stopped && dgpm_diags_count(fit->in.diags) != 0) {
		*why = dgpm_diags_at(fit->in.diags, 0)->message;
		*found = fit->in.p->n_columns;
	}
	return s->has_header;
}
