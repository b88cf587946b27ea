/* What is asked of the other rooms for one project. */
#include "dossier/dossier.h"
#include "portfolio/select.h"

/* What kept a part from being made is told; what it found is not: that is on the sheet. */
static void adopt_fatal(struct dgpm_diags *diags, const struct dgpm_diags *told)
{
	for (size_t i = 0; i < dgpm_diags_count(told); i++)
		if (dgpm_diags_at(told, i)->severity == DGPM_FATAL)
			dgpm_diag_push(diags, dgpm_diags_at(told, i));
}

static void read_years(struct dgpm_dossier *d, struct dgpm_arena *arena, struct dgpm_portfolio *p, unsigned threads)
{
	static const enum dgpm_table_col by[] = { DGPM_TC_FISCAL_YEAR };
	const struct dgpm_table_where where = { DGPM_TC_PROJECT, dgpm_str_of(d->known->project->id) };
	const struct dgpm_table_how how = { .by = by, .n_by = 1, .where = &where, .n_where = 1,
					    .duplicates = DGPM_DUPLICATES_SUM, .threads = threads,
					    .open_from = dgpm_date_fiscal_year(d->date) };

	/* What is wrong with the ledgers was told when the project was looked for. */
	if (dgpm_table_read(&d->years, arena, dgpm_diags_new(arena), p, &how) != 0)
		d->years.n = 0;
}

static void judge(struct dgpm_dossier *d, struct dgpm_arena *arena, struct dgpm_diags *diags,
		  struct dgpm_portfolio *p, unsigned threads)
{
	const char *id = d->known->project->id;
	struct dgpm_diags *told = dgpm_diags_new(arena);
	const struct dgpm_review_how how = { .date = d->date, .today = d->date, .sheet_id = id, .threads = threads };

	if (dgpm_review(&d->review, arena, told, p, &how) != 0) {
		adopt_fatal(diags, told);
		d->review = NULL;
		return;
	}
	for (size_t i = 0; i < d->review->n_projects && d->reviewed == NULL; i++)
		if (strcmp(d->review->projects[i].id, id) == 0)
			d->reviewed = &d->review->projects[i];
}

void dgpm_dossier(struct dgpm_dossier *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		  struct dgpm_portfolio *p, const struct dgpm_project_known *known, struct dgpm_date date,
		  unsigned threads)
{
	const struct dgpm_condition only = { .key = DGPM_WHERE_ID, .value = known->project->id };
	const struct dgpm_overlap_how overlap = { .min_score = -1, .project = known->project->id, .threads = threads };
	const struct dgpm_track_how track = { .threads = threads };
	struct dgpm_diags *told = dgpm_diags_new(arena);

	*out = (struct dgpm_dossier){ .known = known, .date = date };
	if (dgpm_portfolio_where(p, diags, &only, 1) != 0)
		return;
	read_years(out, arena, p, threads);
	if (dgpm_track(&out->track, arena, told, p, &track) != 0)
		adopt_fatal(diags, told);
	judge(out, arena, diags, p, threads);
	told = dgpm_diags_new(arena);
	out->has_similar = dgpm_overlap(&out->similar, arena, told, p, &overlap) == 0;
	if (!out->has_similar)
		adopt_fatal(diags, told);
}

void dgpm_dossier_close(struct dgpm_dossier *d)
{
	if (d->review != NULL)
		dgpm_review_close(d->review);
	d->review = NULL;
}
