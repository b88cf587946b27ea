/* One policy as text: the table of its budget, its indicators, the grade they suggest. */
#include "evaluate/print_parts.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "evaluate/address.h"

#include <stdlib.h>

#define NAME_COLUMNS 24
#define SPARK_COLUMNS 8
#define BAR_COLUMNS 12
#define MOST_YEARS 11
#define MOST_NOTES 26

enum { COL_NAME = 2, COL_YEARS = 6, COL_TREND = 8, N_COLUMNS };

const char *evaluate_mark_text(const struct evaluate_text *x, enum dgpm_mark mark)
{
	return dgpm_word(&x->look->words, "achievement", dgpm_mark_name(mark));
}

const char *evaluate_marks_text(const struct evaluate_text *x, const size_t marks[DGPM_N_MARKS])
{
	struct dgpm_buf b = { .arena = x->arena };

	for (int m = 0; m < DGPM_N_MARKS; m++) {
		if (!dgpm_mark_is_told((enum dgpm_mark)m) && marks[m] == 0)
			continue;
		dgpm_buf_sep(&b, "  ");
		dgpm_buf_addf(&b, "%s %zu", evaluate_mark_text(x, (enum dgpm_mark)m), marks[m]);
	}
	return dgpm_buf_text(&b);
}

static void print_title(const struct evaluate_text *x, const struct dgpm_policy *p)
{
	dgpm_out_printf(x->out, "%s  %s  %s", texttable_cut(x->arena, p->title, 60), p->id,
			dgpm_word_organization(&x->look->words, p->organization));
	if (p->fiscal_year != 0)
		dgpm_out_printf(x->out, "  ");
	if (p->fiscal_year != 0 && p->evaluated != NULL)
		dgpm_out_printf(x->out, _("FY%d, evaluated %s"), p->fiscal_year, p->evaluated);
	else if (p->fiscal_year != 0)
		dgpm_out_printf(x->out, _("FY%d"), p->fiscal_year);
	dgpm_out_puts(x->out, "\n");
}

static const char *grade_text(const struct evaluate_text *x, const char *code)
{
	return dgpm_word(&x->look->words, "evaluation-grade", code);
}

/* What dgpm suggests is a suggestion: the sheet's own grade considers more than the marks. */
static void print_grade(const struct evaluate_text *x, const struct dgpm_policy *p)
{
	if (p->root == NULL)
		return;
	if (p->grade != NULL)
		dgpm_out_printf(x->out, _("suggested grade: %s (%s)"), grade_text(x, p->grade), p->grade_reason);
	else
		dgpm_out_printf(x->out, _("no grade can be suggested (%s)"), p->no_grade);
	if (p->printed_grade != NULL && p->grade != NULL && strcmp(p->grade, p->printed_grade) == 0)
		dgpm_out_printf(x->out, " = %s", _("as on the sheet"));
	else if (p->printed_grade != NULL)
		dgpm_out_printf(x->out, ". %s: %s", _("on the sheet"), grade_text(x, p->printed_grade));
	dgpm_out_puts(x->out, "\n");
	if (p->grade_halfway)
		dgpm_out_printf(x->out, "%s\n", _("halfway: a primary indicator is still running"));
	if (p->grade != NULL)
		dgpm_out_printf(x->out, "%s\n",
				p->grade_confirmed ?
					_("the grade follows the marks alone; a sheet may consider more") :
					_("dgpm's own table of grades, to be confirmed; a sheet may consider more"));
}

static void add_amounts(const struct evaluate_text *x, struct texttable *t, const struct dgpm_policy *p, size_t from,
			int k, const char *title)
{
	texttable_add(t, title);
	for (size_t i = from; i < p->n_years; i++) {
		const struct dgpm_policy_year *y = &p->years[i];
		char buf[DGPM_INT_BUF];

		if (y->has[k])
			texttable_addf(t, "%s%s",
				       dgpm_int_format(buf, dgpm_yen_round(y->yen[k], x->how->unit), ','),
				       k == DGPM_POLICY_TOTAL && y->apart ? "*" : "");
		else
			texttable_add(t, "－");
	}
}

const char *evaluate_unit_text(const struct evaluate_text *x)
{
	return x->how->unit == DGPM_UNIT_YEN	  ? _("yen") :
	       x->how->unit == DGPM_UNIT_THOUSAND ? _("thousand yen") :
	       x->how->unit == DGPM_UNIT_MILLION  ? _("million yen") :
						    _("100 million yen");
}

/* In the unit of the table, unless what is said would be lost in it: then in yen. */
static void put_apart(const struct evaluate_text *x, const struct dgpm_policy_year *y)
{
	dgpm_yen added = y->added_yen, total = y->yen[DGPM_POLICY_TOTAL];
	int64_t a = dgpm_yen_round(added, x->how->unit), b = dgpm_yen_round(total, x->how->unit);
	char one[DGPM_INT_BUF], two[DGPM_INT_BUF];

	if (a == b || (a == 0 && added != 0) || (b == 0 && total != 0))
		dgpm_out_printf(x->out, _("* FY%d: the parts add up to %s yen, the total is printed as %s yen\n"),
				y->fiscal_year, dgpm_int_format(one, added, ','), dgpm_int_format(two, total, ','));
	else
		dgpm_out_printf(x->out, _("* FY%d: the parts add up to %s, the total is printed as %s\n"),
				y->fiscal_year, dgpm_int_format(one, a, ','), dgpm_int_format(two, b, ','));
}

static void print_budget(const struct evaluate_text *x, const struct dgpm_policy *p)
{
	static const char *const titles[DGPM_N_POLICY_AMOUNTS] = { N_("initial a"), N_("supplementary b"),
								   N_("carried over c"), N_("total a+b+c"),
								   N_("executed") };
	size_t from = p->n_years > MOST_YEARS ? p->n_years - MOST_YEARS : 0;
	struct texttable t = texttable_new(x->arena, "lrrrrrrrrrrr");

	if (p->n_years == 0)
		return;
	t.n_cols = p->n_years - from + 1;
	texttable_add(&t, evaluate_unit_text(x));
	for (size_t i = from; i < p->n_years; i++)
		texttable_addf(&t, "%d", p->years[i].fiscal_year);
	for (int k = 0; k < DGPM_N_POLICY_AMOUNTS; k++)
		add_amounts(x, &t, p, from, k, _(titles[k]));
	texttable_add(&t, _("executed %"));
	for (size_t i = from; i < p->n_years; i++) {
		const struct dgpm_policy_year *y = &p->years[i];
		int64_t tenths;

		/* From the exact values, as it is rounded once. */
		if (y->has_rate && dgpm_rate(&tenths, y->yen[DGPM_POLICY_EXECUTED], y->yen[DGPM_POLICY_TOTAL], 3))
			texttable_addf(&t, "%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
		else
			texttable_add(&t, "－");
	}
	dgpm_out_puts(x->out, "\n");
	texttable_print(&t, x->out, 0);
	for (size_t i = from; i < p->n_years; i++)
		if (p->years[i].apart)
			put_apart(x, &p->years[i]);
}

/* The years of targets and actuals of all indicators, the last six: "16 17 18". */
struct span {
	int from, to;
};

static struct span span_of(const struct dgpm_policy *p)
{
	struct span s = { 0, 0 };

	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->indicators[i].n_years; k++) {
			const struct dgpm_indicator_year *y = &p->indicators[i].years[k];

			if (y->actual.kind == DGPM_MEASURE_NONE && y->judged == DGPM_MET_UNKNOWN)
				continue;
			if (s.from == 0 || y->fiscal_year < s.from)
				s.from = y->fiscal_year;
			if (y->fiscal_year > s.to)
				s.to = y->fiscal_year;
		}
	if (s.to - s.from > 5)
		s.from = s.to - 5;
	return s;
}

static const struct dgpm_indicator_year *year_at(const struct dgpm_indicator *ind, int fiscal_year)
{
	for (size_t i = 0; i < ind->n_years; i++)
		if (ind->years[i].fiscal_year == fiscal_year)
			return &ind->years[i];
	return NULL;
}

static const char *years_text(const struct evaluate_text *x, const struct dgpm_indicator *ind, struct span s)
{
	struct dgpm_buf b = { .arena = x->arena };

	for (int y = s.from; s.from != 0 && y <= s.to; y++) {
		const struct dgpm_indicator_year *at = year_at(ind, y);
		uint8_t met = at != NULL ? at->met : DGPM_MET_UNKNOWN;

		dgpm_buf_sep(&b, " ");
		/* － is two columns wide, the others are one. */
		dgpm_buf_add(&b, met == DGPM_MET_YES ? " ○" : met == DGPM_MET_NO ? " ×" : "－");
	}
	return dgpm_buf_text(&b);
}

static const char *years_head(const struct evaluate_text *x, struct span s)
{
	struct dgpm_buf b = { .arena = x->arena };

	for (int y = s.from; s.from != 0 && y <= s.to; y++) {
		dgpm_buf_sep(&b, " ");
		dgpm_buf_addf(&b, "%02d", y % 100);
	}
	return dgpm_buf_text(&b);
}

/* Actuals from 0 to the largest of them; nothing where a year has none. */
static const char *spark(const struct evaluate_text *x, const struct dgpm_indicator *ind)
{
	static const char *const bars[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	struct dgpm_buf b = { .arena = x->arena };
	size_t from = ind->n_years > SPARK_COLUMNS ? ind->n_years - SPARK_COLUMNS : 0, n = 0;
	wide most = 0;

	for (size_t i = from; i < ind->n_years; i++)
		if (ind->years[i].actual.kind == DGPM_MEASURE_NUMBER) {
			n++;
			if (ind->years[i].actual.scaled < 0)
				return "";
			if (ind->years[i].actual.scaled > most)
				most = ind->years[i].actual.scaled;
		}
	for (size_t i = from; n > 1 && i < ind->n_years; i++) {
		wide v = ind->years[i].actual.scaled;

		if (ind->years[i].actual.kind == DGPM_MEASURE_NUMBER)
			dgpm_buf_add(&b, bars[most != 0 ? (size_t)(v * 7 / most) : 0]);
		else if (b.n != 0)
			dgpm_buf_add(&b, " ");
	}
	while (b.n != 0 && b.s[b.n - 1] == ' ')
		b.s[--b.n] = '\0';
	return dgpm_buf_text(&b);
}

/* How much of the way from the baseline to the target was gone: at most all of it is drawn. */
static const char *bar(const struct evaluate_text *x, const struct dgpm_indicator *ind)
{
	struct dgpm_buf b = { .arena = x->arena };
	int64_t way = ind->way < 0 ? 0 : ind->way > 10000 ? 10000 : ind->way;

	for (int64_t i = 0; ind->has_way && i < BAR_COLUMNS; i++)
		dgpm_buf_add(&b, i * 10000 < way * BAR_COLUMNS ? "█" : "░");
	return dgpm_buf_text(&b);
}

/* What is to be said of one indicator beside its figures; NULL: nothing. */
static const char *note_of(const struct evaluate_text *x, const struct dgpm_indicator *ind)
{
	struct dgpm_buf b = { .arena = x->arena };
	char day[11];

	if (ind->early)
		dgpm_buf_addf(&b, _("reached before its year FY%d"), ind->target_fy);
	if (ind->worse && ind->mark != DGPM_MARK_ACHIEVED && ind->mark != DGPM_MARK_RUNNING) {
		dgpm_buf_sep(&b, ", ");
		dgpm_buf_add(&b, _("worse than the baseline"));
	}
	if (!ind->early && ind->target_fy != 0 && ind->actual_fy > ind->target_fy) {
		dgpm_buf_sep(&b, ", ");
		if (ind->as_of.year != 0)
			dgpm_buf_addf(&b, _("target of FY%d, actual as of %s"), ind->target_fy,
				      dgpm_date_format(day, ind->as_of));
		else
			dgpm_buf_addf(&b, _("target of FY%d, actual of FY%d"), ind->target_fy, ind->actual_fy);
	}
	if (ind->by_people) {
		dgpm_buf_sep(&b, ", ");
		dgpm_buf_add(&b, _("the mark is the printed one"));
	}
	return b.n != 0 ? dgpm_buf_text(&b) : NULL;
}

/* Each text once; its letter. */
static char letter_of(const char **notes, size_t *n, const char *note)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp(notes[i], note) == 0)
			return (char)('a' + (int)i);
	if (*n == MOST_NOTES)
		return '*';
	notes[*n] = note;
	return (char)('a' + (int)(*n)++);
}

static void add_value(const struct evaluate_text *x, struct texttable *t, const struct dgpm_measure *m,
		      const char *before)
{
	if (m->kind == DGPM_MEASURE_NUMBER)
		texttable_addf(t, "%s%s", before, dgpm_measure_shown(x->arena, m));
	else
		texttable_add(t, m->kind == DGPM_MEASURE_NONE ? "－" : _("in words"));
}

/* The name with its unit behind it; where there is no room the name is cut: a number without its unit says nothing. */
static const char *name_text(const struct evaluate_text *x, const struct dgpm_indicator *ind, size_t columns)
{
	const char *unit = texttable_cut(x->arena, ind->unit != NULL ? ind->unit : "", columns / 2);

	if (*unit == '\0')
		return texttable_cut(x->arena, ind->name, columns);
	columns -= dgpm_text_width(unit, strlen(unit)) + 1;
	return dgpm_arena_cat(x->arena, texttable_cut(x->arena, ind->name, columns), " ", unit);
}

static void add_indicator(const struct evaluate_text *x, struct texttable *t, const struct dgpm_indicator *ind,
			  struct span s, const char **notes, size_t *n_notes)
{
	const char *note = note_of(x, ind);
	bool unit = ind->unit != NULL && *ind->unit != '\0';

	texttable_add(t, texttable_cut(x->arena, ind->id, 12));
	texttable_add(t, ind->primary ? _("P") : "");
	texttable_add(t, name_text(x, ind, NAME_COLUMNS + unit));
	add_value(x, t, &ind->baseline, "");
	add_value(x, t, &ind->target, ind->direction == DGPM_AT_MOST ? "<= " : ind->about ? _("about ") : "");
	if (ind->actual.kind == DGPM_MEASURE_NONE && ind->actual_fy != 0)
		texttable_add(t, _("in words"));
	else
		add_value(x, t, &ind->actual, "");
	texttable_add(t, years_text(x, ind, s));
	if (note != NULL)
		texttable_addf(t, "%s %c", evaluate_mark_text(x, (enum dgpm_mark)ind->mark),
			       letter_of(notes, n_notes, note));
	else
		texttable_add(t, evaluate_mark_text(x, (enum dgpm_mark)ind->mark));
	texttable_add(t, x->look->bars ? bar(x, ind) : spark(x, ind));
}

/* Where a line would be too wide the trend goes, then the names give way, then the years go. */
static void fit(const struct evaluate_text *x, struct texttable *t, const struct dgpm_policy *p)
{
	size_t widest[N_COLUMNS] = { 0 }, all = 2 * (N_COLUMNS - 1), most;

	for (size_t i = 0; i < t->n; i++)
		if (t->cells[i].width > widest[i % N_COLUMNS])
			widest[i % N_COLUMNS] = t->cells[i].width;
	for (size_t c = 0; c < N_COLUMNS; c++)
		all += widest[c];
	for (int step = 0; step < 2 && x->how->width != 0 && all > x->how->width; step++) {
		size_t gone = step == 0 ? COL_TREND : COL_YEARS;

		all -= widest[gone] + (step == 0 ? 2 : 0);
		for (size_t i = gone; i < t->n; i += N_COLUMNS)
			t->cells[i] = (struct texttable_cell){ { "", 0 }, 0 };
		if (all > x->how->width && all - x->how->width + 12 <= widest[COL_NAME])
			break;
	}
	if (x->how->width == 0 || all <= x->how->width || all - x->how->width + 12 > widest[COL_NAME])
		return;
	most = widest[COL_NAME] - (all - x->how->width);
	/* The first row is the head. */
	for (size_t i = N_COLUMNS + COL_NAME; i < t->n; i += N_COLUMNS)
		if (t->cells[i].width > most) {
			t->cells[i].text = dgpm_str_of(name_text(x, &p->indicators[i / N_COLUMNS - 1], most));
			t->cells[i].width = dgpm_text_width(t->cells[i].text.s, t->cells[i].text.n);
		}
}

static void print_indicators(const struct evaluate_text *x, const struct dgpm_policy *p)
{
	struct texttable t = texttable_new(x->arena, "lllrrrlll");
	const char *notes[MOST_NOTES];
	struct span s = span_of(p);
	size_t n_notes = 0;

	texttable_add(&t, _("no."));
	texttable_add(&t, _("P"));
	texttable_add(&t, _("indicator"));
	texttable_add(&t, _("base"));
	texttable_add(&t, _("target"));
	texttable_add(&t, _("actual"));
	texttable_add(&t, years_head(x, s));
	texttable_add(&t, _("mark"));
	texttable_add(&t, x->look->bars ? _("way") : _("trend"));
	for (size_t i = 0; i < p->n; i++)
		add_indicator(x, &t, &p->indicators[i], s, notes, &n_notes);
	dgpm_out_puts(x->out, "\n");
	fit(x, &t, p);
	texttable_print(&t, x->out, 0);
	for (size_t i = 0; x->look->addresses && i < p->n; i++)
		dgpm_out_printf(x->out, "%s: %s\n", p->indicators[i].id,
				dgpm_indicator_address(x->arena, p, &p->indicators[i]));
	dgpm_out_printf(x->out, _("marks: %s; %zu indicators, %zu targets"), evaluate_marks_text(x, p->marks),
			p->n_indicators, p->n);
	dgpm_out_puts(x->out, "\n");
	for (size_t i = 0; i < n_notes; i++)
		dgpm_out_printf(x->out, "%s%c %s", i != 0 ? "  " : "", (char)('a' + (int)i), notes[i]);
	if (n_notes != 0)
		dgpm_out_puts(x->out, "\n");
}

void evaluate_print_policy(const struct evaluate_text *x, const struct dgpm_policy *p)
{
	print_title(x, p);
	print_grade(x, p);
	if (p->root != NULL || x->look->all)
		print_budget(x, p);
	if (p->n != 0)
		print_indicators(x, p);
}
