/* Below the table: what explains the change, where the budget stood, and what would close the gap. */
#include "track/print_parts.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/wide.h"

#define NAME_COLUMNS 36
#define PLACE_COLUMNS 30
#define MAX_LEVERS 10
#define MAX_OPEN 10

static void add_sum(const struct track_text *x, struct texttable *t, const char *name, const struct dgpm_change_sum *s)
{
	texttable_add(t, name);
	if (s->n != 0)
		texttable_addf(t, "%zu", s->n);
	else
		texttable_add(t, NULL);
	texttable_yen(t, s->from_yen, x->how->unit, false);
	texttable_yen(t, s->to_yen, x->how->unit, false);
	texttable_yen(t, s->to_yen - s->from_yen, x->how->unit, true);
}

static void add_project(const struct track_text *x, struct texttable *t, const struct dgpm_change *c)
{
	texttable_addf(t, "  %s %s", c->id, texttable_cut(x->arena, c->name, NAME_COLUMNS));
	texttable_add(t, NULL);
	if (c->has_from)
		texttable_yen(t, c->from_yen, x->how->unit, false);
	else
		texttable_add(t, "－");
	if (c->has_to)
		texttable_yen(t, c->to_yen, x->how->unit, false);
	else
		texttable_add(t, "－");
	if (c->has_from && c->has_to)
		texttable_yen(t, c->to_yen - c->from_yen, x->how->unit, true);
	else
		texttable_yen(t, c->has_to ? c->to_yen : -c->from_yen, x->how->unit, true);
	if (c->kind == DGPM_CHANGE_MOVED && c->trail != NULL)
		texttable_add(t, c->trail);
	else if (c->kind == DGPM_CHANGE_BROKEN)
		texttable_addf(t, _("since FY%d"), c->since);
	else if (c->since != 0)
		texttable_addf(t, _("last figure FY%d"), c->since);
	else
		texttable_add(t, NULL);
}

/* Projects that need a word are always named; the others with --detail. */
static bool is_named(const struct track_text *x, enum dgpm_change_kind k)
{
	return x->look->detail || k == DGPM_CHANGE_MISSING || k == DGPM_CHANGE_BROKEN || k == DGPM_CHANGE_MOVED;
}

/* The year compared with, and as many of the last years as fit. */
static void print_places(const struct track_text *x, const struct dgpm_tracked *t)
{
	static const char columns[] = "lrrrrrrrrrrr";
	struct texttable table = texttable_new(x->arena, "l");
	size_t room = x->look->width > 60 ? (x->look->width - 6 - PLACE_COLUMNS) / 10 : 3, first = 0, last = 0, n;

	while (first + 1 < t->n_years && t->years[first].fiscal_year < t->compare)
		first++;
	while (last + 1 < t->n_years && t->years[last].fiscal_year < t->as_of)
		last++;
	if (t->n_places < 2 || last <= first)
		return;
	n = last - first + 1 < room ? last - first + 1 : room;
	n = n < sizeof columns - 2 ? n : sizeof columns - 2;
	table.n_cols = n + 1;
	table.right = columns;
	dgpm_out_printf(x->out, "  %s\n", _("who reported it in the ledger:"));
	texttable_add(&table, NULL);
	for (size_t i = 0; i < n; i++)
		texttable_addf(&table, "%d", t->years[i == 0 ? first : last - n + 1 + i].fiscal_year);
	for (size_t p = 0; p < t->n_places; p++) {
		const struct dgpm_track_place *at = &t->places[p];
		bool any = at->years[first].known;

		for (size_t y = last - n + 1; y <= last; y++)
			any |= at->years[y].known;
		if (!any)
			continue;
		texttable_addf(&table, "%s %s", at->organization,
			       strcmp(at->name, at->organization) != 0 ?
				       texttable_cut(x->arena, at->name, PLACE_COLUMNS - 6) : "");
		for (size_t i = 0; i < n; i++) {
			const struct dgpm_track_figure *f = &at->years[i == 0 ? first : last - n + 1 + i];

			if (f->known)
				texttable_yen(&table, f->yen, x->how->unit, false);
			else
				texttable_add(&table, "－");
		}
	}
	texttable_print(&table, x->out, 4);
}

/* Whether the lines, as shown, do not add up to the total, as shown. */
static bool rounding_shows(const struct track_text *x, const struct dgpm_tracked *t)
{
	enum dgpm_unit u = x->how->unit;
	int64_t from = 0, to = 0, change = 0;

	for (int k = 0; k < DGPM_N_CHANGES; k++) {
		const struct dgpm_change_sum *s = &t->by_kind[k];

		from += dgpm_yen_round(s->from_yen, u);
		to += dgpm_yen_round(s->to_yen, u);
		change += dgpm_yen_round(s->to_yen - s->from_yen, u);
	}
	return from != dgpm_yen_round(t->all.from_yen, u) || to != dgpm_yen_round(t->all.to_yen, u) ||
	       change != dgpm_yen_round(t->all.to_yen - t->all.from_yen, u);
}

void track_text_changes(const struct track_text *x, const struct dgpm_tracked *t)
{
	struct texttable table = texttable_new(x->arena, "lrrrrl");

	if (!t->has_changes || !t->changes_fit)
		return;
	dgpm_out_printf(x->out, _("  what explains the change from FY%d to FY%d:\n"), t->compare, t->as_of);
	texttable_add(&table, NULL);
	texttable_add(&table, _("projects"));
	texttable_addf(&table, "%d", t->compare);
	texttable_addf(&table, "%d", t->as_of);
	texttable_add(&table, _("change"));
	texttable_add(&table, NULL);
	for (int k = 0; k < DGPM_N_CHANGES; k++) {
		const struct dgpm_change_sum *s = &t->by_kind[k];
		size_t shown = 0;

		if (s->n == 0 && s->from_yen == 0 && s->to_yen == 0)
			continue;
		add_sum(x, &table, track_text_code(x, "change", dgpm_change_name((enum dgpm_change_kind)k)), s);
		texttable_add(&table, NULL);
		if (!is_named(x, (enum dgpm_change_kind)k))
			continue;
		for (size_t i = 0; i < t->n_changes; i++) {
			if (t->changes[i].kind != (enum dgpm_change_kind)k || t->changes[i].name == NULL)
				continue;
			if (shown++ < MAX_OPEN || x->look->detail)
				add_project(x, &table, &t->changes[i]);
		}
		if (shown > MAX_OPEN && !x->look->detail) {
			texttable_addf(&table, _("  and %zu more (--detail)"), shown - MAX_OPEN);
			for (int c = 1; c < 6; c++)
				texttable_add(&table, NULL);
		}
	}
	add_sum(x, &table, _("total"), &t->all);
	texttable_add(&table, NULL);
	texttable_print(&table, x->out, 4);
	if (rounding_shows(x, t))
		dgpm_out_printf(x->out, "    %s\n",
				_("note: figures are rounded one by one and may not add up to the total"));
	if (x->look->detail || t->by_kind[DGPM_CHANGE_MOVED].n != 0)
		print_places(x, t);
}

/* "2017-SMP-0001 -20%, 2016-SMP-0001 ends from FY2024" */
static const char *steps_text(const struct track_text *x, const struct dgpm_track *track,
			      const struct dgpm_tracked *t)
{
	struct dgpm_buf text = { .arena = x->arena };

	for (size_t i = 0; i < track->how.n_steps; i++) {
		const struct dgpm_track_step *s = &track->how.steps[i];
		int64_t size = s->rate < 0 ? -s->rate : s->rate;

		if (!t->touched[i])
			continue;
		dgpm_buf_sep(&text, _(", "));
		dgpm_buf_addf(&text, "%s ", s->id);
		if (s->rate == -DGPM_CUT_WHOLE)
			dgpm_buf_add(&text, _("ends"));
		else
			dgpm_buf_addf(&text, "%c%s", s->rate < 0 ? '-' : '+', track_text_percent(x, size));
		if (s->from_fy != 0)
			dgpm_buf_addf(&text, _(" from FY%d"), s->from_fy);
	}
	return dgpm_buf_text(&text);
}

void track_text_scenario(const struct track_text *x, const struct dgpm_track *track, const struct dgpm_tracked *t)
{
	struct texttable table = texttable_new(x->arena, "rrrrr");
	const struct dgpm_scenario_year *last;

	if (t->n_scenario == 0 && t->scenario_reason == NULL)
		return;
	dgpm_text_wrap(x->arena, x->out, _("  scenario: "), steps_text(x, track, t), 4, x->look->width);
	if (t->n_scenario == 0) {
		dgpm_text_wrap(x->arena, x->out, _("    cannot compute: "), t->scenario_reason, 4, x->look->width);
		return;
	}
	texttable_add(&table, NULL);
	texttable_add(&table, _("nothing done"));
	texttable_add(&table, _("scenario"));
	texttable_add(&table, _("path"));
	texttable_add(&table, _("gap"));
	for (size_t i = 0; i < t->n_scenario; i++) {
		const struct dgpm_scenario_year *y = &t->scenario[i];
		dgpm_yen gap;

		texttable_addf(&table, "%d", y->fiscal_year);
		texttable_yen(&table, y->without_yen, x->how->unit, false);
		texttable_yen(&table, y->yen, x->how->unit, false);
		if (y->has_path && dgpm_yen_sub(&gap, y->yen, y->path_yen)) {
			texttable_yen(&table, y->path_yen, x->how->unit, false);
			texttable_yen(&table, gap, x->how->unit, true);
		} else {
			texttable_add(&table, "－");
			texttable_add(&table, "－");
		}
	}
	texttable_print(&table, x->out, 4);
	last = &t->scenario[t->n_scenario - 1];
	dgpm_out_printf(x->out, _("    FY%d: %s; the goal is %s\n"), last->fiscal_year,
			track_text_code(x, "track-status", dgpm_track_status_name(t->scenario_status)),
			track_text_yen(x, t->rows[0].target_yen));
	dgpm_out_printf(x->out, "    %s\n",
			_("each project: its plan of the year, else its result, and the changes from there on"));
}

static const char *signs_text(const struct track_text *x, unsigned signs)
{
	static const char *const names[] = { "no-reduction", "renewal", "cloud", "common", "similar" };
	const char *text = NULL;

	for (size_t i = 0; i < DGPM_COUNT(names); i++)
		if ((signs >> i & 1) != 0)
			text = dgpm_arena_printf(x->arena, "%s%s%s", text != NULL ? text : "", text != NULL ? ", " : "",
						 track_text_code(x, "lever", names[i]));
	return text;
}

static void print_levers(const struct track_text *x, const struct dgpm_tracked *t)
{
	struct texttable table = texttable_new(x->arena, "rlrrr");

	texttable_add(&table, NULL);
	texttable_add(&table, _("project"));
	texttable_addf(&table, "%d", t->as_of);
	texttable_add(&table, _("share"));
	texttable_add(&table, _("cut so far"));
	for (size_t i = 0; i < t->n_levers && (i < MAX_LEVERS || x->look->detail); i++) {
		const struct dgpm_lever *l = &t->levers[i];
		int64_t share;

		texttable_addf(&table, "%zu", i + 1);
		texttable_addf(&table, "%s %s", l->id, texttable_cut(x->arena, l->name, NAME_COLUMNS));
		texttable_yen(&table, l->amount_yen, x->how->unit, false);
		if (dgpm_rate(&share, l->amount_yen, t->levers[t->n_levers - 1].cumulative_yen, 3))
			texttable_addf(&table, "%d.%d %%", (int)(share / 10), (int)(share % 10));
		else
			texttable_add(&table, NULL);
		if (l->has_reduction)
			texttable_yen(&table, l->reduction_yen, x->how->unit, false);
		else
			texttable_add(&table, "－");
		/* On a line of their own, below the project. */
		if (l->signs == 0)
			continue;
		texttable_add(&table, NULL);
		texttable_add(&table, signs_text(x, l->signs));
		for (size_t k = 2; k < table.n_cols; k++)
			texttable_add(&table, NULL);
	}
	texttable_print(&table, x->out, 4);
	if (t->n_levers > MAX_LEVERS && !x->look->detail)
		dgpm_out_printf(x->out, _("    and %zu more (--detail)\n"), t->n_levers - MAX_LEVERS);
}

/* What is left of the gap when the largest ones are cut. */
static void print_sensitivity(const struct track_text *x, const struct dgpm_tracked *t, dgpm_yen gap)
{
	static const size_t tops[] = { 1, 3, 5, 10 };
	struct texttable table = texttable_new(x->arena, "lrrrrr");
	size_t last = 0;

	dgpm_out_printf(x->out, "    %s\n", _("gap left when the largest are cut by (negative: beyond the target):"));
	texttable_add(&table, NULL);
	for (int r = 10; r <= 50; r += 10)
		texttable_addf(&table, "%d %%", r);
	for (size_t i = 0; i <= DGPM_COUNT(tops); i++) {
		size_t n = i < DGPM_COUNT(tops) && tops[i] < t->n_levers ? tops[i] : t->n_levers;

		if (n == last)
			continue;
		last = n;
		if (n == t->n_levers)
			texttable_addf(&table, _("all %zu"), n);
		else
			texttable_addf(&table, P_("the largest", "the largest %zu", n), n);
		for (int r = 10; r <= 50; r += 10) {
			/* Half-up once, from the exact product. */
			wide cut = ((wide)t->levers[n - 1].cumulative_yen * r * 2 + 100) / 200;
			wide left = (wide)gap - cut;

			if (left >= INT64_MIN && left <= INT64_MAX)
				texttable_yen(&table, (dgpm_yen)left, x->how->unit, false);
			else
				texttable_add(&table, "－");
		}
	}
	texttable_print(&table, x->out, 6);
}

static void print_fewest(const struct track_text *x, const struct dgpm_track *track, const struct dgpm_tracked *t,
			 dgpm_yen gap)
{
	for (size_t i = 0; i < track->how.n_rates; i++) {
		int64_t rate = track->how.rates[i];
		size_t need = dgpm_levers_needed(t->levers, t->n_levers, gap, rate);

		if (need > t->n_levers)
			dgpm_out_printf(x->out, _("    a cut of %s of every project would not close the gap\n"),
					track_text_percent(x, rate));
		else
			dgpm_out_printf(x->out,
					P_("    a cut of %s would do at the largest project, rank 1\n",
					   "    a cut of %s would do at the largest %zu projects, ranks 1 to %zu\n",
					   need),
					track_text_percent(x, rate), need, need);
	}
	dgpm_out_printf(x->out, "    %s\n", _("no fewer would do: at one rate the largest give most"));
}

void track_text_whatif(const struct track_text *x, const struct dgpm_track *track, const struct dgpm_tracked *t)
{
	const struct dgpm_track_row *r = &t->rows[0];

	if (t->n_levers == 0)
		return;
	dgpm_out_printf(x->out, "  %s\n", _("what if: projects by cost, with signs of where to look"));
	print_levers(x, t);
	if (!r->has_gap) {
		dgpm_out_printf(x->out, "    %s\n", _("no gap can be computed, so nothing is said of closing it"));
		return;
	}
	if (r->gap_yen <= 0) {
		dgpm_out_printf(x->out, "    %s\n", _("there is no gap to close"));
	} else {
		dgpm_out_printf(x->out, _("    gap to close in FY%d: %s\n"), t->target->aim.fiscal_year,
				track_text_yen(x, r->gap_yen));
		print_fewest(x, track, t, r->gap_yen);
	}
	print_sensitivity(x, t, r->gap_yen);
}
