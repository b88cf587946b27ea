/* The dossier as a sheet of text. */
#include "dossier/dossier.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/wide.h"
#include "indicators/print.h"
#include "ledger/account.h"
#include "portfolio/print.h"
#include "print/text.h"

#define LAST_YEARS 5  /* of the table, where no years are asked for */
#define SHOWN 5       /* findings and similar systems; the others by their commands */
#define BAR 18        /* columns of a bar, and where lines are short */
#define SHORT_BAR 8
#define PIPE_COLUMNS 100 /* of what is wrapped, where there is no terminal */

struct sheet {
	const struct dgpm_dossier *d;
	struct dgpm_arena *arena;
	struct dgpm_out *out;
	const struct dgpm_print *how;
	const struct dgpm_dossier_look *look;
	size_t columns;
};

static const char *word(const struct sheet *s, const char *list, const char *code)
{
	return code != NULL ? dgpm_word(s->look->words, list, code) : "－";
}

static const char *yen(const struct sheet *s, int64_t value)
{
	char buf[DGPM_INT_BUF];

	return dgpm_arena_strdup(s->arena, dgpm_int_format(buf, dgpm_yen_round(value, s->how->unit), ','));
}

static const char *year(const struct sheet *s, int fiscal_year)
{
	return dgpm_print_year(s->arena, s->how, fiscal_year);
}

/* "  special account (労働保険特別会計雇用勘定)", of each account. */
static const char *accounts(const struct sheet *s)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(s->d->known->card.root, "accounts", &items);
	struct dgpm_buf b = { .arena = s->arena };

	for (uint32_t i = 0; i < n; i++) {
		const char *text = dgpm_node_cstr(&items[i]), *name = text != NULL ? strchr(text, ':') : NULL;

		if (text == NULL)
			continue;
		dgpm_buf_addf(&b, "  %s",
			      word(s, "account", dgpm_account_kind_name(dgpm_account_kind(dgpm_str_of(text)))));
		if (name != NULL)
			dgpm_buf_addf(&b, " (%s)", name + 1);
	}
	return dgpm_buf_text(&b);
}

/* As the documents write it. */
static const char *class(const char *code)
{
	static const char *const signs[] = { "①", "②", "③" };

	return code != NULL && code[0] >= '1' && code[0] <= '3' && code[1] == '\0' ? signs[code[0] - '1'] : "－";
}

static void wrap(const struct sheet *s, const char *label, const char *text, size_t indent)
{
	dgpm_text_wrap(s->arena, s->out, label, text, indent, s->columns);
}

static void print_head(const struct sheet *s)
{
	const struct dgpm_project *p = s->d->known->project;
	bool english = strcmp(s->how->lang, "ja") != 0;
	const char *name = english && p->name_en != NULL ? p->name_en : p->name,
		   *summary = dgpm_node_cstr(dgpm_node_get(s->d->known->card.root, "summary"));
	struct dgpm_str safe = dgpm_text_escape(s->arena, dgpm_str_of(name));

	dgpm_out_code(s->out, s->how->color ? "\033[1m" : "");
	wrap(s, "", dgpm_arena_printf(s->arena, "%.*s  %s", (int)safe.n, safe.s, p->id), 0);
	dgpm_out_code(s->out, s->how->color ? "\033[0m" : "");
	wrap(s, "",
	     dgpm_arena_printf(s->arena, _("%s  %s  %s  class %s%s"),
			       dgpm_word_organization(s->look->words, p->organization), word(s, "sector", p->sector),
			       word(s, "phase", p->phase), class(p->class), accounts(s)),
	     0);
	if (summary != NULL)
		wrap(s, "", summary, 0);
}

static const struct dgpm_col year_columns[] = {
	{ "fiscal_year", N_("FY"), DGPM_COL_YEAR },        { "required_yen", N_("req'd"), DGPM_COL_YEN },
	{ "request_yen", N_("req."), DGPM_COL_YEN },       { "initial_yen", N_("init."), DGPM_COL_YEN },
	{ "supplementary_yen", N_("suppl."), DGPM_COL_YEN }, { "carryover_in_yen", N_("c/in"), DGPM_COL_YEN },
	{ "transfer_in_yen", N_("moved in"), DGPM_COL_YEN }, { "reserve_yen", N_("res."), DGPM_COL_YEN },
	{ "total_yen", N_("total"), DGPM_COL_YEN },        { "executed_yen", N_("spent"), DGPM_COL_YEN },
	{ "execution_rate", N_("spent %"), DGPM_COL_RATE }, { "carryover_out_yen", N_("c/out"), DGPM_COL_YEN },
	{ "", "", DGPM_COL_TEXT },
};
static const enum dgpm_figure year_figures[] = {
	DGPM_FIG_REQUIRED, DGPM_FIG_REQUEST, DGPM_FIG_INITIAL, DGPM_FIG_SUPPLEMENTARY, DGPM_FIG_CARRYOVER_IN,
	DGPM_FIG_TRANSFER_IN, DGPM_FIG_RESERVE, DGPM_FIG_TOTAL, DGPM_FIG_EXECUTED, DGPM_FIG_EXECUTION_RATE,
	DGPM_FIG_CARRYOVER_OUT,
};

static void put_figure(struct dgpm_grid *g, const struct dgpm_figures *f, enum dgpm_figure figure)
{
	if (!f->has[figure])
		dgpm_grid_none(g);
	else if (figure == DGPM_FIG_EXECUTION_RATE) {
		dgpm_grid_ratio(g, f->value[DGPM_FIG_EXECUTED], f->rate_of);
		if (f->open)
			dgpm_grid_mark(g);
	} else
		dgpm_grid_int(g, f->value[figure]);
}

static int64_t positive(const struct dgpm_figures *f, enum dgpm_figure figure)
{
	return f->has[figure] && f->value[figure] > 0 ? f->value[figure] : 0;
}

static size_t cells(int64_t value, int64_t top, size_t most)
{
	return (size_t)(((wide)value * (wide)most * 2 + top) / ((wide)top * 2));
}

/* What was spent, and what is left of the total. */
static const char *bar(const struct sheet *s, const struct dgpm_figures *f, int64_t top)
{
	size_t most = s->how->width != 0 && s->how->width < 80 ? SHORT_BAR : BAR, spent, all;
	struct dgpm_buf b = { .arena = s->arena };

	if (top <= 0)
		return "";
	spent = cells(positive(f, DGPM_FIG_EXECUTED), top, most);
	all = cells(positive(f, DGPM_FIG_TOTAL), top, most);
	for (size_t i = 0; i < spent || i < all; i++)
		dgpm_buf_add(&b, i < spent ? (s->look->utf8 ? "█" : "#") : s->look->utf8 ? "░" : ".");
	return dgpm_buf_text(&b);
}

static int year_of(const struct dgpm_table_row *row)
{
	const struct dgpm_str *text = &row->values[0];
	int value = 0;

	for (size_t i = 0; text->s != NULL && i < text->n && i < 4; i++)
		value = value * 10 + (text->s[i] - '0');
	return value;
}

/* A year that has nothing but plans says nothing here. */
static bool has_figure(const struct dgpm_table_row *row)
{
	for (size_t k = 0; k < DGPM_COUNT(year_figures); k++)
		if (row->figures.has[year_figures[k]])
			return true;
	return false;
}

/* The years asked for, else the last ones, marked in `shown`; how many have figures at all. */
static size_t choose_years(const struct sheet *s, bool *shown)
{
	const struct dgpm_table *t = &s->d->years;
	size_t n = 0;

	for (size_t i = t->n; i-- > 0;) {
		struct dgpm_table_row row;
		int y;

		dgpm_table_row(&row, t, i);
		y = year_of(&row);
		if (!has_figure(&row))
			continue;
		shown[i] = s->look->from != 0 ? y >= s->look->from && y <= s->look->to : n < LAST_YEARS;
		n++;
	}
	return n;
}

static int64_t greatest(const struct dgpm_table *t, const bool *shown)
{
	int64_t top = 0;

	for (size_t i = 0; i < t->n; i++) {
		struct dgpm_figures f;
		int64_t total, spent;

		dgpm_table_row_figures(&f, t, i);
		total = positive(&f, DGPM_FIG_TOTAL);
		spent = positive(&f, DGPM_FIG_EXECUTED);
		if (shown[i] && total > top)
			top = total;
		if (shown[i] && spent > top)
			top = spent;
	}
	return top;
}

static void print_years(const struct sheet *s)
{
	const struct dgpm_table *t = &s->d->years;
	bool *shown = dgpm_arena_array(s->arena, t->n, sizeof *shown);
	size_t n = choose_years(s, shown), n_open = 0;
	int64_t top = greatest(t, shown);
	char day[11];
	struct dgpm_grid *g = dgpm_grid_new(s->arena, year_columns, DGPM_COUNT(year_columns) - (top == 0));

	dgpm_out_puts(s->out, "\n");
	if (n == 0) {
		dgpm_out_printf(s->out, "%s\n", _("budget: no ledger row names this project"));
		return;
	}
	dgpm_grid_main(g);
	dgpm_grid_spare(g, "carryover_out_yen required_yen");
	for (size_t i = 0; i < t->n; i++) {
		struct dgpm_table_row row;

		if (!shown[i])
			continue;
		dgpm_table_row(&row, t, i);
		dgpm_grid_int(g, year_of(&row));
		for (size_t k = 0; k < DGPM_COUNT(year_figures); k++)
			put_figure(g, &row.figures, year_figures[k]);
		n_open += row.figures.open && row.figures.has[DGPM_FIG_EXECUTION_RATE];
		if (top != 0)
			dgpm_grid_cstr(g, bar(s, &row.figures, top));
	}
	dgpm_grid_print(g, s->out, s->how);
	if (top != 0)
		dgpm_out_puts(s->out, s->look->utf8 ? _("█ spent ░ left of the total\n") :
						      _("# spent . left of the total\n"));
	if (n_open != 0)
		dgpm_out_printf(s->out, _("* the year is not over on %s: FY%d and later\n"),
				dgpm_date_format(day, s->d->date), dgpm_date_fiscal_year(s->d->date));
	if (n > dgpm_grid_rows(g))
		dgpm_out_printf(s->out, _("%zu of %zu years (--years all)\n"), dgpm_grid_rows(g), n);
}

/* Where the project stands against one target; a target of several is measured on this one alone. */
static const char *position(const struct sheet *s, const struct dgpm_tracked *t)
{
	const struct dgpm_track_row *r = &t->rows[0];
	bool there = t->as_of >= t->target->aim.fiscal_year;
	dgpm_yen over = 0, at = there ? r->target_yen : r->path_yen;

	if (r->status == DGPM_UNCOMPUTED || !r->actual.known || !(there ? r->has_target : r->has_path) ||
	    !dgpm_yen_sub(&over, r->actual.yen, at))
		return r->reason != NULL ? r->reason : _("no figure");
	return dgpm_arena_printf(s->arena,
				 there ? over > 0 ? _("FY%s: %s, goal %s, %s above it") :
						    _("FY%s: %s, goal %s, %s below it") :
				 over > 0 ? _("FY%s: %s, path %s, %s above it") :
					    _("FY%s: %s, path %s, %s below it"),
				 year(s, t->as_of), yen(s, r->actual.yen), yen(s, at),
				 yen(s, over > 0 ? over : -over));
}

/* A line of the part below the figures: its label stands once. */
static void print_line(const struct sheet *s, const char *label, bool first, const char *text)
{
	const char *labels[] = { _("cost cut"), _("review"), _("similar"), _("sources") };
	size_t width = 0, own = dgpm_text_width(label, strlen(label));

	for (size_t i = 0; i < DGPM_COUNT(labels); i++) {
		size_t w = dgpm_text_width(labels[i], strlen(labels[i]));

		width = w > width ? w : width;
	}
	wrap(s,
	     dgpm_arena_printf(s->arena, "%s%*s  ", first ? label : "", (int)(first ? width - own : width), ""),
	     text, width + 2);
}

static void print_targets(const struct sheet *s)
{
	const struct dgpm_track *track = s->d->track;
	size_t n = 0;
	bool part = false;

	/* Those that can be computed first. */
	for (size_t i = 0; track != NULL && i < 2 * track->n; i++) {
		const struct dgpm_tracked *t = &track->items[i % track->n];
		bool alone = t->rows[0].n_members == t->n_scope;

		if (t->rows[0].n_members == 0 || (t->rows[0].status == DGPM_UNCOMPUTED) != (i >= track->n))
			continue;
		part |= !alone;
		print_line(s, _("cost cut"), n++ == 0,
			   dgpm_arena_printf(s->arena, "%s%s  %s  %s", t->target->id, alone ? "" : "*",
					     dgpm_word(s->look->words, "track-status",
						       dgpm_track_status_name(t->rows[0].status)),
					     position(s, t)));
	}
	if (n == 0)
		print_line(s, _("cost cut"), true, _("no target counts this project"));
	if (part)
		print_line(s, "", false, _("* a target of several projects, measured on this one alone"));
}

static void print_findings(const struct sheet *s)
{
	const struct dgpm_review *r = s->d->review;
	const char *command = dgpm_arena_printf(s->arena, "dgpm review %s", s->d->known->project->id);
	size_t n = 0;

	for (size_t i = 0; i < r->n_sheet; i++) {
		const struct dgpm_sheet_line *line = &r->sheet[i];

		if (line->judged.result != DGPM_FAIL || line->severity != DGPM_ERROR)
			continue;
		if (n++ < SHOWN)
			print_line(s, "", false,
				   dgpm_arena_printf(s->arena, _("error %s  %s"), line->rule->id, line->rule->title));
	}
	if (n > SHOWN)
		print_line(s, "", false, dgpm_arena_printf(s->arena, _("… %zu more (%s)"), n - SHOWN, command));
}

static void print_review(const struct sheet *s)
{
	const struct dgpm_reviewed *r = s->d->reviewed;

	if (r == NULL) {
		print_line(s, _("review"), true, _("no rule holds for it on this day"));
		return;
	}
	print_line(s, _("review"), true,
		   dgpm_arena_printf(s->arena,
				     _("%s FY%s  errors %zu  warnings %zu  notes %zu  cannot be judged %zu  "
				       "suggestion %s"),
				     word(s, "review-stage-short", r->stage), year(s, r->fiscal_year), r->errors,
				     r->warnings, r->notes, r->n[DGPM_CANNOT_COMPUTE],
				     dgpm_word(s->look->words, "judgement", dgpm_reviewed_judgement(r))));
	if (r->recorded != NULL)
		print_line(s, "", false,
			   dgpm_arena_printf(s->arena, _("recorded: %s"), word(s, "review-result", r->recorded)));
	print_findings(s);
}

static void print_similar(const struct sheet *s)
{
	const struct dgpm_overlaps *o = &s->d->similar;
	const char *id = s->d->known->project->id;

	if (!s->d->has_similar)
		return;
	if (o->n == 0)
		print_line(s, _("similar"), true,
			   o->n_silenced == 0 ?
				   _("no hit") :
				   dgpm_arena_printf(s->arena, _("no hit; %zu with a decision"), o->n_silenced));
	for (size_t i = 0; i < o->n && i < SHOWN; i++) {
		const struct dgpm_overlap *hit = &o->items[i];
		bool turned = strcmp(hit->id, id) != 0;

		print_line(s, _("similar"), i == 0,
			   dgpm_arena_printf(s->arena, "%d  %s %s: %s", hit->score, turned ? hit->id : hit->other_id,
					     turned ? hit->name : hit->other_name,
					     dgpm_overlap_shared(s->arena, hit, s->look->words, true)));
	}
	if (o->n > SHOWN)
		print_line(s, "", false,
			   dgpm_arena_printf(s->arena, _("… %zu more (%s)"), o->n - SHOWN,
					     dgpm_arena_printf(s->arena, "dgpm overlap --project %s", id)));
}

static const char *state_of(const struct sheet *s, const struct dgpm_node *item, const char **day)
{
	struct dgpm_date due, done;
	bool has_due = dgpm_node_date(item, "due", &due);

	*day = dgpm_node_cstr(dgpm_node_get(item, "due"));
	if (dgpm_node_date(item, "done", &done) && dgpm_date_cmp(done, s->d->date) <= 0) {
		*day = dgpm_node_cstr(dgpm_node_get(item, "done"));
		return _("done");
	}
	if (dgpm_node_true(dgpm_node_get(item, "unknown")))
		return _("not known");
	return !has_due ? "－" : dgpm_date_cmp(due, s->d->date) < 0 ? _("overdue") : _("due");
}

static void print_milestones(const struct sheet *s)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(s->d->known->card.root, "milestones", &items);

	if (n == 0)
		return;
	dgpm_out_printf(s->out, "\n%s\n", _("milestones"));
	for (uint32_t i = 0; i < n; i++) {
		const char *day, *state = state_of(s, &items[i], &day), *widest = _("not known"),
			   *name = dgpm_node_cstr(dgpm_node_get(&items[i], "name"));
		size_t width = dgpm_text_width(state, strlen(state)), room = dgpm_text_width(widest, strlen(widest));

		wrap(s,
		     dgpm_arena_printf(s->arena, "%s%*s  %-10s  ", state, (int)(room > width ? room - width : 0), "",
				       day != NULL ? day : ""),
		     name != NULL ? name : "", (room > width ? room : width) + 14);
	}
}

/* The ledgers with the lines between which rows stand, and what these were taken from. */
static void print_sources(const struct sheet *s)
{
	const struct dgpm_project_known *k = s->d->known;
	bool first = true;

	dgpm_out_puts(s->out, "\n");
	print_line(s, _("sources"), true,
		   dgpm_arena_printf(s->arena, _("card %s (each value with its line: --keys)"), k->project->path));
	for (size_t i = 0; i < k->n_rows;) {
		const struct dgpm_project_row *from = &k->rows[i];
		uint32_t least = from->line, most = from->line;
		struct dgpm_buf b = { .arena = s->arena };
		struct dgpm_str file = { from->source.s, 0 };
		size_t n = 0;

		while (from->source.n != 0 && file.n < from->source.n && from->source.s[file.n] != '!')
			file.n++;
		for (; i < k->n_rows && strcmp(k->rows[i].path, from->path) == 0; i++) {
			const struct dgpm_str other = k->rows[i].source;

			if (file.n == 0 ? other.n != 0 :
					  other.n < file.n || memcmp(other.s, file.s, file.n) != 0 ||
						  (other.n > file.n && other.s[file.n] != '!'))
				break;
			n++;
			least = k->rows[i].line < least ? k->rows[i].line : least;
			most = k->rows[i].line > most ? k->rows[i].line : most;
		}
		dgpm_buf_addf(&b, "%s%*s %s:%u", first ? _("amounts") : "",
			      (int)(first ? 0 : dgpm_text_width(_("amounts"), strlen(_("amounts")))), "", from->path,
			      (unsigned)least);
		if (most != least)
			dgpm_buf_addf(&b, "-%u", (unsigned)most);
		if (file.n != 0)
			dgpm_buf_addf(&b, " ← %.*s", (int)file.n, file.s);
		dgpm_buf_addf(&b, P_(" (%zu row)", " (%zu rows)", n), n);
		print_line(s, "", false, dgpm_buf_text(&b));
		first = false;
	}
}

void dgpm_dossier_print(const struct dgpm_dossier *d, struct dgpm_arena *arena, struct dgpm_out *out,
			const struct dgpm_print *how, const struct dgpm_dossier_look *look)
{
	const struct sheet s = { d, arena, out, how, look, how->width != 0 ? how->width : PIPE_COLUMNS };

	print_head(&s);
	print_years(&s);
	if (how->choice != NULL && how->choice->unknown != NULL)
		return;
	dgpm_out_puts(out, "\n");
	print_targets(&s);
	print_review(&s);
	print_similar(&s);
	dgpm_indicators_print(d->known->card.root, arena, out, how);
	print_milestones(&s);
	print_sources(&s);
	dgpm_print_lacking(out, d->known->ledgers);
}
