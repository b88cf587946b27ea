/* The foot of dgpm ledger: what a reader of the figures must know. */
#include "budget/print_parts.h"
#include "base/i18n.h"

static void say(struct dgpm_out *out, const char *text)
{
	dgpm_out_printf(out, "%s\n", text);
}

static void print_empty_figures(const struct budget_view *s, struct dgpm_out *out)
{
	const char *text = NULL;

	for (enum dgpm_figure f = 0; f < DGPM_N_TABLE_FIGURES; f++)
		if (!s->filled[f] && f != DGPM_FIG_EXECUTION_RATE)
			text = dgpm_arena_printf(s->arena, "%s%s%s", text != NULL ? text : "", text != NULL ? ", " : "",
						 budget_figure_title(s, f));
	if (text != NULL)
		dgpm_out_printf(out, _("not shown, as no row has a value: %s\n"), text);
}

static void print_added_years(const struct budget_view *s, struct dgpm_out *out, bool amounts)
{
	const struct dgpm_table *t = s->t;
	const char *open = NULL;

	dgpm_out_printf(out, _("FY%d to FY%d are added up: what is carried over counts in both years\n"), t->first_year,
			t->last_year);
	for (size_t i = 0; i < t->n_open_years; i++)
		open = dgpm_arena_printf(s->arena, "%s%sFY%d", open != NULL ? open : "", open != NULL ? ", " : "",
					 t->open_years[i]);
	if (open != NULL && !amounts)
		dgpm_out_printf(out, _("nothing is executed yet, though counted in the execution rate: %s\n"), open);
}

/* Whether a figure is in the table; without --across all are. */
static bool shows(const struct budget_across *x, enum dgpm_figure figure)
{
	bool found = x == NULL;

	for (size_t i = 0; x != NULL && i < x->n_figures; i++)
		found |= x->figures[i] == figure;
	return found;
}

void budget_print_foot(struct budget_view *s, struct dgpm_out *out, bool amounts, const struct budget_across *x)
{
	const struct dgpm_table *t = s->t;

	if (x != NULL && x->n_figures == 1 && s->n_group != 0)
		dgpm_out_printf(out, _("figure: %s\n"), budget_figure_title(s, x->figures[0]));
	if (!amounts && shows(x, DGPM_FIG_TOTAL))
		say(out, _("total: initial + supplementary + carried in + transferred in + reserve"));
	if (!amounts && shows(x, DGPM_FIG_EXECUTION_RATE))
		say(out, t->net ? _("execution rate: executed / (total - carried out)") :
				  _("execution rate: executed / total"));
	if (!amounts && shows(x, DGPM_FIG_UNUSED) && s->filled[DGPM_FIG_UNUSED])
		say(out, _("unused: total - executed - carried out, of years that are over"));
	if (x == NULL && s->counts)
		dgpm_out_printf(out, _("projects: those with a total, of %zu in all\n"), t->n_projects);
	if (x == NULL && s->same)
		say(out, _("like for like: the change of the total from the year before, of the projects with a total "
			   "in both years"));
	if (s->misses && s->how->unit != DGPM_UNIT_YEN)
		dgpm_out_printf(out, s->missed != NULL ? "%s (%s%s)\n" : "%s\n",
				_("note: figures are rounded one by one and may not add up to the total"),
				s->missed != NULL ? s->missed : "", s->n_missed > 3 ? "; ..." : "");
	if (s->look->share)
		say(out, _("share: of the total, in the year where the year comes first; rounded by largest remainder, "
			   "adds up to 100.0%"));
	if (!amounts && x == NULL)
		print_empty_figures(s, out);
	if (!budget_has_year(s, 0) && t->first_year != t->last_year)
		print_added_years(s, out, amounts);
	else if (!amounts && !s->total && t->n > 1 && s->n_group != 0)
		say(out, _("years are not added up, as what is carried over would count twice; --totals adds them"));
	if (s->n_over != 0)
		dgpm_out_printf(out, P_("* in %zu line more is executed than the total: budget rows may be missing\n",
					"* in %zu lines more is executed than the total: budget rows may be missing\n",
					s->n_over),
				s->n_over);
	if (s->n_open != 0)
		dgpm_out_printf(out, _("* the year is not over on %s: FY%d and later\n"), s->look->day,
				s->look->open_from);
	if (t->n_duplicates != 0)
		dgpm_out_printf(out, P_("%zu row is given again (DUP-01) and counted\n",
					"%zu rows are given again (DUP-01) and counted\n", t->n_duplicates),
				t->n_duplicates);
	if (t->ledgers.rows_left_out != 0)
		dgpm_out_printf(out, P_("%zu row could not be read and is not counted\n",
					"%zu rows could not be read and are not counted\n", t->ledgers.rows_left_out),
				t->ledgers.rows_left_out);
}
