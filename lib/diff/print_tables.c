/* The tables of a comparison: sums by organization or year, why money changed; in text and in Markdown. */
#include "base/i18n.h"
#include "base/text.h"
#include "diff/print.h"
#include "print/markdown.h"

#define ORGANIZATION_WIDTH 20
#define MOST_COLUMNS 16

const char *diff_yen_text(const struct diff_printing *p, bool known, dgpm_yen yen, bool sign)
{
	char buf[DGPM_INT_BUF];
	int64_t value = dgpm_yen_round(yen, p->how->unit);

	if (!known)
		return "－";
	return dgpm_arena_cat(p->arena, sign && value > 0 ? "+" : "", dgpm_int_format(buf, value, ','));
}

void diff_put_line(const struct diff_printing *p, const char *text)
{
	dgpm_out_printf(p->out, "%s\n", texttable_cut(p->arena, text, p->width));
}

static size_t width_of(const struct texttable *t, size_t indent)
{
	size_t sum = indent;

	for (size_t c = 0; c < t->n_cols; c++) {
		size_t widest = 0;

		for (size_t i = c; i < t->n; i += t->n_cols)
			widest = t->cells[i].width > widest ? t->cells[i].width : widest;
		sum += widest + (c != 0 ? 2 : 0);
	}
	return sum;
}

/* The table with these columns alone. */
static struct texttable columns_of(const struct diff_printing *p, const struct texttable *t, const bool keep[])
{
	char kinds[MOST_COLUMNS + 1];
	struct texttable part;
	size_t n = 0;

	for (size_t c = 0; c < t->n_cols; c++)
		if (keep[c])
			kinds[n++] = t->right[c];
	kinds[n] = '\0';
	part = texttable_new(p->arena, dgpm_arena_strdup(p->arena, kinds));
	for (size_t i = 0; i < t->n; i++)
		if (keep[i % t->n_cols])
			texttable_str(&part, t->cells[i].text);
	return part;
}

/* The first row is the header. */
static void put_markdown(const struct diff_printing *p, const struct texttable *t)
{
	struct dgpm_buf b = { .arena = p->arena };

	for (size_t i = 0; i < t->n; i++) {
		bool last = (i + 1) % t->n_cols == 0;

		dgpm_buf_add(&b, i % t->n_cols == 0 ? "| " : " ");
		markdown_text(&b, dgpm_arena_strndup(p->arena, t->cells[i].text.s, t->cells[i].text.n));
		dgpm_buf_add(&b, last ? " |\n" : " |");
		if (i + 1 != t->n_cols)
			continue;
		for (size_t c = 0; c < t->n_cols; c++)
			dgpm_buf_add(&b, t->right[c] == 'r' ? "|--:" : "|---");
		dgpm_buf_add(&b, "|\n");
	}
	dgpm_out_puts(p->out, dgpm_buf_text(&b));
}

/* A table that is too wide stands as two, each with the first column: what belongs together stays together. */
static void put_halves(const struct diff_printing *p, const struct texttable *t)
{
	bool keep[MOST_COLUMNS];

	if (p->how->markdown) {
		put_markdown(p, t);
	} else if (width_of(t, 0) <= p->width || t->n_cols <= DIFF_HALF) {
		texttable_print(t, p->out, 0);
	} else {
		for (unsigned half = 0; half < 2; half++) {
			struct texttable part;

			for (size_t c = 0; c < t->n_cols; c++)
				keep[c] = c == 0 || (c >= DIFF_HALF) == (half != 0);
			part = columns_of(p, t, keep);
			dgpm_out_puts(p->out, half != 0 ? "\n" : "");
			texttable_print(&part, p->out, 0);
		}
	}
	dgpm_out_puts(p->out, "\n");
}

/* What explains an amount stands last and is the longest: where there is little room the cause goes first, which it
 * mostly says too, then the arrow, then the amount before, which the change gives. */
void diff_put_moneys(const struct diff_printing *p, const struct texttable *t)
{
	static const size_t from_end[] = { 2, 5, 6 }; /* cause, arrow, amount before */
	bool keep[MOST_COLUMNS];
	struct texttable part = *t;

	for (size_t c = 0; c < t->n_cols; c++)
		keep[c] = !p->how->markdown || c + 5 != t->n_cols; /* no arrow in a table with lines */
	if (p->how->markdown) {
		part = columns_of(p, t, keep);
		put_markdown(p, &part);
		return;
	}
	for (size_t i = 0; i < DGPM_COUNT(from_end) && width_of(&part, 2) > p->width; i++) {
		keep[t->n_cols - from_end[i]] = false;
		part = columns_of(p, t, keep);
	}
	texttable_print(&part, p->out, 2);
}

/* The stages whose sum is the budget of a year (S4). */
static bool is_budget(uint8_t stage)
{
	return stage == DGPM_LS_INITIAL || stage == DGPM_LS_SUPPLEMENTARY || stage == DGPM_LS_CARRYOVER_IN ||
	       stage == DGPM_LS_RESERVE || strcmp(dgpm_ledger_stage_name(stage), "transfer_in") == 0;
}

enum measure { BUDGET, SPENT, N_MEASURES };

static bool counts(const struct diff_printing *p, uint8_t stage, enum measure what)
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

static const char *wide_text(const struct diff_printing *p, bool known, wide yen, bool sign)
{
	return wide_fits(yen) ? diff_yen_text(p, known, (dgpm_yen)yen, sign) : "－";
}

static void add_sums(struct sums *to, const struct diff_printing *p, const struct dgpm_diff_total *t)
{
	for (enum measure w = 0; w < N_MEASURES; w++)
		for (unsigned s = 0; s < 2; s++)
			if (t->known[s] && counts(p, t->stage[s], w)) {
				to->known[w][s] = true;
				to->yen[w][s] += t->yen[s];
			}
}

static void put_sums(struct texttable *t, const struct diff_printing *p, const struct sums *s)
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
void diff_put_totals(const struct diff_printing *p)
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
	put_halves(p, &t);
}

static const char *rate_text(const struct diff_printing *p, bool known, dgpm_yen part, dgpm_yen whole)
{
	int64_t rate;

	if (!known || !dgpm_rate(&rate, part, whole, 3))
		return "－";
	return dgpm_arena_printf(p->arena, "%s%lld.%lld", rate < 0 ? "-" : "",
				 (long long)(rate < 0 ? -rate : rate) / 10, (long long)(rate < 0 ? -rate : rate) % 10);
}

/* Required, request, initial, executed, and what lies between. */
static void put_course(struct texttable *t, const struct diff_printing *p, const char *name, const bool known[],
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

void diff_put_courses(const struct diff_printing *p)
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
	put_halves(p, &t);
}

struct cause_sum {
	size_t n;
	wide up[N_MEASURES], down[N_MEASURES];
};

static void put_cause(struct texttable *t, const struct diff_printing *p, const char *name, const struct cause_sum *s)
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

static void add_cause(struct causes *to, const struct diff_printing *p, const struct dgpm_diff_money *m)
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

static void add_causes(struct causes *to, const struct diff_printing *p)
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
void diff_put_causes(const struct diff_printing *p)
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
	put_halves(p, &t);
}

