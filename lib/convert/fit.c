/* Whether a sheet has the header of a profile: asked of the rows as they come, before anything is converted. */
#include "convert/context.h"
#include "base/i18n.h"

struct convert_fit {
	struct convert_file file;
	bool done;
};

struct convert_fit *convert_fit_begin(const struct dgpm_profile *p, struct dgpm_arena *arena, struct dgpm_book *book,
				      size_t sheet)
{
	struct convert_fit *fit = dgpm_arena_array(arena, 1, sizeof *fit);
	struct convert_file *f = &fit->file;

	*f = (struct convert_file){ .p = p,
				    .path = "",
				    .arena = arena,
				    .scratch = dgpm_arena_like(arena),
				    .diags = dgpm_diags_new(arena),
				    .book = book,
				    .sheet = sheet,
				    .match = pcre2_match_data_create(32, NULL) };
	convert_sheet_begin(f);
	fit->done = f->match == NULL || (dgpm_book_kind(book) != DGPM_BOOK_CSV && p->sheet != NULL &&
					 strcmp(p->sheet, dgpm_book_sheet(book, sheet)->name) != 0);
	return fit;
}

bool convert_fit_row(struct convert_fit *fit, const struct dgpm_book_row *row)
{
	struct convert_file *f = &fit->file;

	if (fit->done)
		return false;
	(void)convert_header_row(f, row);
	dgpm_arena_reset(f->scratch);
	fit->done = f->has_header || f->failed || f->rows_looked >= f->p->header_look;
	return !fit->done;
}

bool convert_fit_end(struct convert_fit *fit, const char **why, size_t *found)
{
	struct convert_file *f = &fit->file;

	pcre2_match_data_free(f->match);
	dgpm_arena_free(f->scratch);
	*found = f->best_found;
	*why = f->best != NULL ? dgpm_arena_printf(f->arena, _("the likest row lacks %s"), f->best) : NULL;
	/* The header is there, but cannot be used: twice the same, or amounts without a unit. */
	if (f->failed && dgpm_diags_count(f->diags) != 0) {
		*why = dgpm_diags_at(f->diags, 0)->message;
		*found = f->p->n_columns;
	}
	return f->has_header;
}
