/* A comparison for people: a block a project, sums by organization or year, why money changed, what did not change. */
#include "base/i18n.h"
#include "base/text.h"
#include "diff/print.h"
#include "portfolio/print.h"
#include "print/text.h"

#include <stdlib.h>

#define FOLDED 10       /* projects told without --all */
#define MOST_FIELDS 12  /* changes of one project told without --all */
#define NO_LIMIT ((size_t)1 << 20)
#define NAME_WIDTH 32
#define ORGANIZATION_WIDTH 20

struct printing {
	const struct dgpm_diff *d;
	const struct dgpm_diff_print *said;
	struct dgpm_arena *arena;
	struct dgpm_out *out;
	const struct dgpm_print *how;
	size_t width;
};

static const char *yen_text(const struct printing *p, bool known, dgpm_yen yen, bool sign)
{
	char buf[DGPM_INT_BUF];
	int64_t value = dgpm_yen_round(yen, p->how->unit);

	if (!known)
		return "－";
	return dgpm_arena_cat(p->arena, sign && value > 0 ? "+" : "", dgpm_int_format(buf, value, ','));
}

static const char *unit_text(const struct printing *p)
{
	static const char *const names[] = { N_("yen"), N_("thousand yen"), N_("million yen"), N_("100 million yen") };

	return _(names[p->how->unit]);
}

/* "ja / en" of a title in the schema: the part in the user's language. */
static struct dgpm_str title_part(const struct printing *p, const struct dgpm_node *title)
{
	struct dgpm_str text = dgpm_node_str(title);
	const char *slash = text.n != 0 ? memmem(text.s, text.n, " / ", 3) : NULL;

	if (slash == NULL)
		return text;
	if (strcmp(p->how->lang, "ja") == 0)
		return (struct dgpm_str){ text.s, (size_t)(slash - text.s) };
	return (struct dgpm_str){ slash + 3, text.n - (size_t)(slash + 3 - text.s) };
}

/* The field by the titles of the schema: "効果指標 KPI-1 目標値 2023 値". */
static const char *field_text(const struct printing *p, const struct dgpm_diff_change *c)
{
	const struct dgpm_node *at = c->document == NULL ? p->said->schema : NULL;
	struct dgpm_buf b = { .arena = p->arena };

	if (c->document != NULL)
		dgpm_buf_add(&b, c->document);
	if (c->n_steps == 0)
		return c->document != NULL ? dgpm_buf_text(&b) : c->dated ? c->field : _("card");
	for (uint32_t i = 0; i < c->n_steps; i++) {
		const struct dgpm_diff_step *s = &c->steps[i];
		const struct dgpm_node *title;

		if (s->key == NULL) {
			at = dgpm_node_get(at, "items");
			for (uint32_t k = 0; !s->whole && k < s->item->n; k++) {
				dgpm_buf_sep(&b, " ");
				dgpm_buf_str(&b, dgpm_node_str(&s->item->pairs[k].value));
			}
			continue;
		}
		at = dgpm_node_get(dgpm_node_get(at, "properties"), s->key);
		title = dgpm_node_get(at, "title");
		dgpm_buf_sep(&b, " ");
		if (title != NULL)
			dgpm_buf_str(&b, title_part(p, title));
		else
			dgpm_buf_add(&b, s->key);
	}
	return dgpm_buf_text(&b);
}

static void put_line(const struct printing *p, const char *text)
{
	dgpm_out_printf(p->out, "%s\n", texttable_cut(p->arena, text, p->width));
}

/* A table whose lines end with the width: what is cut is its last column. */
static void put_table(const struct printing *p, const struct texttable *t, size_t indent)
{
	struct dgpm_diags *ignored = dgpm_diags_new(p->arena);
	struct dgpm_out *out;
	char *text = NULL;
	size_t n = 0;
	FILE *f = p->width != NO_LIMIT ? open_memstream(&text, &n) : NULL;

	if (f == NULL || dgpm_out_open(&out, p->arena, ignored, NULL, f) != 0) {
		texttable_print(t, p->out, indent);
		return;
	}
	texttable_print(t, out, indent);
	(void)!dgpm_out_close(out, ignored);
	fclose(f);
	for (char *line = text, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		*end = '\0';
		put_line(p, line);
	}
	free(text);
}

static char sign_of(const struct dgpm_diff_change *c)
{
	return c->before == NULL ? '+' : c->after == NULL ? '-' : '~';
}

static void put_change(const struct printing *p, const struct dgpm_diff_change *c)
{
	const char *before = diff_side_text(p->arena, c, c->before), *after = diff_side_text(p->arena, c, c->after);
	const char *kind =
		c->kind >= DGPM_DIFF_REFINED
			? dgpm_arena_printf(p->arena, "  (%s)",
					    dgpm_word(&p->said->words, "diff-kind", dgpm_diff_kind_name(c->kind)))
			: "";
	size_t room = p->width - dgpm_text_width(kind, strlen(kind));
	const char *line;

	if (before != NULL && after != NULL)
		line = dgpm_arena_printf(p->arena, "  %c %s  %s → %s", sign_of(c), field_text(p, c),
					 texttable_cut(p->arena, before, 24), after);
	else
		line = dgpm_arena_printf(p->arena, "  %c %s  %s", c->dated ? '~' : sign_of(c), field_text(p, c),
					 after != NULL ? after : before);
	dgpm_out_printf(p->out, "%s%s\n", texttable_cut(p->arena, line, room), kind);
}

static const char *both(const struct printing *p, const char *a, const char *b)
{
	return strcmp(a, b) == 0 ? a : dgpm_arena_cat(p->arena, a, "→", b);
}

static const char *stage_text(const struct printing *p, const uint8_t stage[2])
{
	return both(p, dgpm_word(&p->said->words, "ledger-stage", dgpm_ledger_stage_name(stage[0])),
		    dgpm_word(&p->said->words, "ledger-stage", dgpm_ledger_stage_name(stage[1])));
}

static const char *years_text(const struct printing *p, const int16_t years[2])
{
	return both(p, dgpm_arena_printf(p->arena, "%d", years[0]), dgpm_arena_printf(p->arena, "%d", years[1]));
}

static const char *because_text(const struct printing *p, const struct dgpm_diff_because *b)
{
	return b->path != NULL ? dgpm_arena_printf(p->arena, "%s:%u", b->key, b->line) : _("unexplained");
}

/* Columns that would say the same in every row are left out: the title says it. */
static void put_moneys(const struct printing *p, const struct dgpm_diff_money *m, size_t n)
{
	bool trees = p->d->mode == DGPM_DIFF_TREES, stages = p->d->mode == DGPM_DIFF_STAGES, expenses = false;
	struct texttable t;

	for (size_t i = 0; i < n; i++)
		expenses |= m[i].expense != DGPM_EXPENSE_UNSPECIFIED;
	t = texttable_new(p->arena, dgpm_arena_cat(p->arena, "l", trees ? "l" : "", stages ? "" : "l",
						   expenses ? "l" : "", "lrlrrll"));
	for (size_t i = 0; i < n; i++) {
		texttable_add(&t, !m[i].known[0] ? "+" : !m[i].known[1] ? "-" : "~");
		if (trees)
			texttable_add(&t, years_text(p, m[i].fiscal_year));
		if (!stages)
			texttable_add(&t, stage_text(p, m[i].stage));
		if (expenses)
			texttable_add(&t, dgpm_word(&p->said->words, "expense-brief", dgpm_expense_name(m[i].expense)));
		texttable_add(&t, m[i].organization);
		texttable_add(&t, yen_text(p, m[i].known[0], m[i].yen[0], false));
		texttable_add(&t, "→");
		texttable_add(&t, yen_text(p, m[i].known[1], m[i].yen[1], false));
		texttable_add(&t, yen_text(p, true, m[i].yen[1] - m[i].yen[0], true));
		texttable_add(&t, dgpm_word(&p->said->words, "diff-cause", dgpm_diff_cause_name(m[i].cause)));
		texttable_add(&t, because_text(p, &m[i].because));
	}
	put_table(p, &t, 2);
}

/* Of more than may be told, one less: the last line counts the rest. */
static size_t shown_of(const struct printing *p, size_t n)
{
	return p->said->all || n <= MOST_FIELDS ? n : MOST_FIELDS - 1;
}

static void put_project(const struct printing *whole, size_t at)
{
	const struct dgpm_diff_project *x = &whole->d->projects[at];
	const char *state = x->in[0] == x->in[1] ? "" : x->in[1] ? _("  new") : _("  gone");
	struct printing own = *whole, *p = &own;
	struct dgpm_diff_part part;
	size_t n, m;

	own.arena = dgpm_arena_like(whole->arena);
	dgpm_diff_open(&part, own.arena, p->d, at);
	n = shown_of(p, part.n_changes);
	m = shown_of(p, part.n_money);
	dgpm_out_printf(p->out, "%s  %s  %s%s\n", x->id,
			x->name != NULL ? texttable_cut(p->arena, x->name, NAME_WIDTH) : "－",
			x->organization != NULL ? dgpm_word_organization(&p->said->words, x->organization) : "", state);
	put_moneys(p, part.money, m);
	if (m < part.n_money)
		dgpm_out_printf(p->out, _("  … %zu more\n"), part.n_money - m);
	for (size_t i = 0; i < n; i++)
		put_change(p, &part.changes[i]);
	if (n < part.n_changes)
		dgpm_out_printf(p->out, _("  … %zu more\n"), part.n_changes - n);
	dgpm_out_puts(p->out, "\n");
	dgpm_arena_free(own.arena);
}

static int cmp_weight(const void *pa, const void *pb)
{
	const struct dgpm_diff_project *const *a = pa, *const *b = pb;

	if ((*a)->weight != (*b)->weight)
		return (*a)->weight > (*b)->weight ? -1 : 1;
	return strcmp((*a)->id, (*b)->id);
}

/* Projects with the largest change of money first. */
static void put_projects(const struct printing *p)
{
	const struct dgpm_diff *d = p->d;
	const struct dgpm_diff_project **order = dgpm_arena_array(p->arena, d->n_projects, sizeof *order);
	size_t n = p->said->all || d->n_projects <= FOLDED ? d->n_projects : FOLDED;

	for (size_t i = 0; i < d->n_projects; i++)
		order[i] = &d->projects[i];
	dgpm_sort(order, d->n_projects, sizeof *order, cmp_weight);
	for (size_t i = 0; i < n; i++)
		put_project(p, (size_t)(order[i] - d->projects));
	if (n < d->n_projects)
		dgpm_out_printf(p->out, _("… %zu more projects (--all)\n\n"), d->n_projects - n);
}

static void put_documents(const struct printing *p)
{
	size_t n = p->d->n_documents, told = p->said->all || n <= MOST_FIELDS ? n : MOST_FIELDS;

	for (size_t i = 0; i < told; i++)
		put_change(p, &p->d->documents[i]);
	if (told < n)
		dgpm_out_printf(p->out, _("  … %zu more\n"), n - told);
	if (n != 0)
		dgpm_out_puts(p->out, "\n");
}

/* The stages whose sum is the budget of a year (S4). */
static bool is_budget(uint8_t stage)
{
	return stage == DGPM_LS_INITIAL || stage == DGPM_LS_SUPPLEMENTARY || stage == DGPM_LS_CARRYOVER_IN ||
	       stage == DGPM_LS_RESERVE || strcmp(dgpm_ledger_stage_name(stage), "transfer_in") == 0;
}

enum measure { BUDGET, SPENT, N_MEASURES };

static bool counts(const struct printing *p, uint8_t stage, enum measure what)
{
	if (p->d->mode == DGPM_DIFF_STAGES)
		return what == BUDGET;
	return what == BUDGET ? is_budget(stage) : stage == DGPM_LS_EXECUTED;
}

struct sums {
	const char *name;
	bool known[N_MEASURES][2];
	wide yen[N_MEASURES][2];
};

static const char *wide_text(const struct printing *p, bool known, wide yen, bool sign)
{
	return wide_fits(yen) ? yen_text(p, known, (dgpm_yen)yen, sign) : "－";
}

static void add_sums(struct sums *to, const struct printing *p, const struct dgpm_diff_total *t)
{
	for (enum measure w = 0; w < N_MEASURES; w++)
		for (unsigned s = 0; s < 2; s++)
			if (t->known[s] && counts(p, t->stage[s], w)) {
				to->known[w][s] = true;
				to->yen[w][s] += t->yen[s];
			}
}

static void put_sums(struct texttable *t, const struct printing *p, const struct sums *s)
{
	texttable_add(t, texttable_cut(p->arena, s->name, ORGANIZATION_WIDTH));
	for (enum measure w = 0; w < N_MEASURES; w++) {
		for (unsigned side = 0; side < 2; side++)
			texttable_add(t, wide_text(p, s->known[w][side], s->yen[w][side], false));
		texttable_add(t, wide_text(p, s->known[w][0] || s->known[w][1], s->yen[w][1] - s->yen[w][0], true));
	}
}

static bool changed(const struct sums *s)
{
	for (enum measure w = 0; w < N_MEASURES; w++)
		for (unsigned side = 0; side < 2; side++)
			if (s->known[w][side] != s->known[w][1 - side] || s->yen[w][side] != s->yen[w][1 - side])
				return true;
	return false;
}

/* Trees: by fiscal year, those that changed. Years: by organization. */
static void put_totals(const struct printing *p)
{
	const struct dgpm_diff *d = p->d;
	bool by_year = d->mode == DGPM_DIFF_TREES;
	struct sums *rows = dgpm_arena_array(p->arena, d->n_totals + 1, sizeof *rows), all = { .name = _("total") };
	struct texttable t = texttable_new(p->arena, "lrrrrrr");
	size_t n = 0, told = 0;

	for (size_t i = 0; i < d->n_totals; i++) {
		const struct dgpm_diff_total *x = &d->totals[i];
		const char *name = by_year ? dgpm_arena_printf(p->arena, "%d", x->fiscal_year[0]) :
					     dgpm_word_organization(&p->said->words, x->organization);
		size_t k = 0;

		while (k < n && strcmp(rows[k].name, name) != 0)
			k++;
		if (k == n)
			rows[n++].name = name;
		add_sums(&rows[k], p, x);
		add_sums(&all, p, x);
	}
	texttable_add(&t, by_year ? _("FY") : _("organization"));
	for (enum measure w = 0; w < N_MEASURES; w++) {
		const char *what = w == BUDGET ? _("budget") : _("spent");

		for (unsigned side = 0; side < 2; side++)
			texttable_add(&t, by_year ? dgpm_arena_printf(p->arena, "%s %s", what, side == 0 ? "A" : "B") :
				      dgpm_arena_printf(p->arena, "%s %d", what, d->fiscal_year[side]));
		texttable_add(&t, _("change"));
	}
	for (size_t i = 0; i < n; i++)
		if (changed(&rows[i])) {
			put_sums(&t, p, &rows[i]);
			told++;
		}
	if (!by_year)
		put_sums(&t, p, &all);
	if (told == 0)
		return;
	put_table(p, &t, 0);
	dgpm_out_puts(p->out, "\n");
}

static const char *rate_text(const struct printing *p, bool known, dgpm_yen part, dgpm_yen whole)
{
	int64_t rate;

	if (!known || !dgpm_rate(&rate, part, whole, 3))
		return "－";
	return dgpm_arena_printf(p->arena, "%s%lld.%lld", rate < 0 ? "-" : "",
				 (long long)(rate < 0 ? -rate : rate) / 10, (long long)(rate < 0 ? -rate : rate) % 10);
}

/* Required, request, initial, executed, and what lies between. */
static void put_course(struct texttable *t, const struct printing *p, const char *name, const bool known[],
		       const wide yen[])
{
	texttable_add(t, texttable_cut(p->arena, name, ORGANIZATION_WIDTH));
	for (size_t k = 0; k < DGPM_DIFF_COURSE; k++) {
		texttable_add(t, wide_text(p, known[k], yen[k], false));
		if (k == 1 || k == 2)
			texttable_add(t, wide_text(p, known[k - 1] && known[k], yen[k] - yen[k - 1], true));
	}
	texttable_add(t, wide_fits(yen[2]) && wide_fits(yen[3]) ?
				 rate_text(p, known[2] && known[3], (dgpm_yen)yen[3], (dgpm_yen)yen[2]) :
				 "－");
}

static void put_courses(const struct printing *p)
{
	const struct dgpm_diff *d = p->d;
	struct texttable t = texttable_new(p->arena, "lrrrrrrr");
	bool known[DGPM_DIFF_COURSE] = { false };
	wide all[DGPM_DIFF_COURSE] = { 0 };

	if (d->n_courses == 0)
		return;
	texttable_add(&t, _("organization"));
	texttable_add(&t, _("needed"));
	texttable_add(&t, _("request"));
	texttable_add(&t, _("change"));
	texttable_add(&t, _("initial"));
	texttable_add(&t, _("change"));
	texttable_add(&t, _("spent"));
	texttable_add(&t, _("spent%"));
	for (size_t i = 0; i < d->n_courses; i++) {
		wide yen[DGPM_DIFF_COURSE];

		for (size_t k = 0; k < DGPM_DIFF_COURSE; k++) {
			yen[k] = d->courses[i].yen[k];
			all[k] += yen[k];
			known[k] |= d->courses[i].known[k];
		}
		put_course(&t, p, dgpm_word_organization(&p->said->words, d->courses[i].organization),
			   d->courses[i].known, yen);
	}
	put_course(&t, p, _("total"), known, all);
	put_table(p, &t, 0);
	dgpm_out_puts(p->out, "\n");
}

struct cause_sum {
	size_t n;
	wide up[N_MEASURES], down[N_MEASURES];
};

static void put_cause(struct texttable *t, const struct printing *p, const char *name, const struct cause_sum *s)
{
	if (s->n == 0)
		return;
	texttable_add(t, name);
	texttable_addf(t, "%zu", s->n);
	for (enum measure w = 0; w < (p->d->mode == DGPM_DIFF_STAGES ? SPENT : N_MEASURES); w++) {
		texttable_add(t, wide_text(p, true, s->up[w], true));
		texttable_add(t, wide_text(p, true, -s->down[w], true));
	}
}

struct causes {
	struct cause_sum sums[DGPM_N_DIFF_CAUSES], unexplained;
};

static void add_cause(struct causes *to, const struct printing *p, const struct dgpm_diff_money *m)
{
	wide change = (wide)m->yen[1] - m->yen[0];
	bool counted = false;

	for (enum measure w = 0; w < N_MEASURES; w++) {
		if (!counts(p, m->stage[1], w))
			continue;
		counted = true;
		to->sums[m->cause].up[w] += change > 0 ? change : 0;
		to->sums[m->cause].down[w] += change < 0 ? -change : 0;
		if (m->because.path == NULL) {
			to->unexplained.up[w] += change > 0 ? change : 0;
			to->unexplained.down[w] += change < 0 ? -change : 0;
		}
	}
	to->sums[m->cause].n += counted;
	to->unexplained.n += counted && m->because.path == NULL;
}

static void add_causes(struct causes *to, const struct printing *p)
{
	struct dgpm_arena *scratch = dgpm_arena_like(p->arena);
	struct dgpm_diff_part part;

	for (size_t i = 0; i < p->d->n_projects; i++) {
		dgpm_diff_open_money(&part, scratch, p->d, i);
		for (size_t k = 0; k < part.n_money; k++)
			add_cause(to, p, &part.money[k]);
		dgpm_arena_reset(scratch);
	}
	dgpm_arena_free(scratch);
}

/* Why money changed, and how much of it nothing explains. */
static void put_causes(const struct printing *p)
{
	const struct dgpm_diff *d = p->d;
	struct causes causes = { 0 };
	struct texttable t = texttable_new(p->arena, p->d->mode == DGPM_DIFF_STAGES ? "lrrr" : "lrrrrr");

	add_causes(&causes, p);
	texttable_add(&t, _("cause"));
	texttable_add(&t, _("rows"));
	texttable_add(&t, d->mode == DGPM_DIFF_STAGES ? _("more") : _("budget +"));
	texttable_add(&t, d->mode == DGPM_DIFF_STAGES ? _("less") : _("budget -"));
	if (d->mode != DGPM_DIFF_STAGES) {
		texttable_add(&t, _("spent +"));
		texttable_add(&t, _("spent -"));
	}
	for (enum dgpm_diff_cause c = 0; c < DGPM_N_DIFF_CAUSES; c++)
		put_cause(&t, p, dgpm_word(&p->said->words, "diff-cause", dgpm_diff_cause_name(c)), &causes.sums[c]);
	if (t.n <= t.n_cols)
		return;
	put_cause(&t, p, _("of these unexplained"), &causes.unexplained);
	put_table(p, &t, 0);
	dgpm_out_puts(p->out, "\n");
}

static void put_findings(const struct printing *p)
{
	const struct dgpm_diff *d = p->d;
	size_t n[3] = { 0 }, told = 0;

	if (!d->has_findings)
		return;
	for (size_t i = 0; i < d->n_findings; i++)
		n[d->findings[i].state]++;
	dgpm_out_printf(p->out, _("findings: %zu new, %zu mended, %zu still there\n"), n[DGPM_FINDING_NEW],
			n[DGPM_FINDING_MENDED], n[DGPM_FINDING_STILL]);
	for (size_t i = 0; i < d->n_findings; i++) {
		const struct dgpm_diff_finding *f = &d->findings[i];

		if (f->state == DGPM_FINDING_STILL || (!p->said->all && told >= FOLDED))
			continue;
		told++;
		put_line(p, dgpm_arena_printf(p->arena, "  %s %s %s  %s", f->state == DGPM_FINDING_NEW ? "+" : "-",
					      f->diag->project_id != NULL ? f->diag->project_id : "－",
					      f->diag->rule != NULL ? f->diag->rule : "", f->diag->message));
	}
	if (told < n[DGPM_FINDING_NEW] + n[DGPM_FINDING_MENDED])
		dgpm_out_printf(p->out, _("  … %zu more\n"), n[DGPM_FINDING_NEW] + n[DGPM_FINDING_MENDED] - told);
	dgpm_out_puts(p->out, "\n");
}

static void put_foot(const struct printing *p)
{
	const struct dgpm_diff *d = p->d;

	dgpm_out_printf(p->out, _("changed projects %zu, unchanged %zu (of these in planning or development %zu)\n"),
			d->n_projects, d->n_unchanged, d->n_unchanged_building);
	if (d->mode == DGPM_DIFF_STAGES && d->n_no_snapshot != 0)
		dgpm_out_printf(p->out, _("told from dates alone: %zu (dgpm record keeps what a review saw)\n"),
				d->n_no_snapshot);
	dgpm_out_printf(p->out, _("unit: %s, rounded half-up; + added, - removed, ~ changed; － no value\n"),
			unit_text(p));
	for (unsigned s = 0; s < 2; s++)
		dgpm_print_lacking(p->out, &d->ledgers[s]);
}

static void put_title(const struct printing *p)
{
	const struct dgpm_diff *d = p->d;

	if (d->mode == DGPM_DIFF_STAGES)
		dgpm_out_printf(p->out, _("FY%d: %s → %s\n\n"), d->fiscal_year[0],
				dgpm_word(&p->said->words, "review-stage", d->stage[0]),
				dgpm_word(&p->said->words, "review-stage", d->stage[1]));
	else if (d->mode == DGPM_DIFF_YEARS)
		dgpm_out_printf(p->out, _("FY%d → FY%d\n\n"), d->fiscal_year[0], d->fiscal_year[1]);
	else
		dgpm_out_printf(p->out, "%s → %s\n\n", d->name[0], d->name[1]);
}

static void print_text(const struct printing *p)
{
	put_title(p);
	put_documents(p);
	put_projects(p);
	if (p->d->mode == DGPM_DIFF_STAGES)
		put_courses(p);
	else
		put_totals(p);
	put_causes(p);
	put_findings(p);
	put_foot(p);
}

void dgpm_diff_print(const struct dgpm_diff *d, struct dgpm_arena *arena, const struct dgpm_diff_print *said,
		     struct dgpm_out *out, const struct dgpm_print *how)
{
	struct printing p = { d, said, arena, out, how, how->width != 0 ? how->width : NO_LIMIT };

	if (how->format == DGPM_FORMAT_JSON)
		diff_print_json(d, arena, out, how);
	else if (how->format == DGPM_FORMAT_CSV)
		diff_print_csv(d, arena, out, how);
	else if (!dgpm_diff_is_empty(d) || d->has_findings || d->mode == DGPM_DIFF_STAGES)
		print_text(&p);
}
