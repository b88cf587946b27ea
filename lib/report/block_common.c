/* Block 6: common functions and cloud. */
#include "address/address.h"
#include "base/i18n.h"
#include "report/blocks.h"

static const struct {
	const char *code;
	enum report_fill fill;
} models[] = {
	{ "government-cloud", REPORT_FILL_RESULT }, { "public-cloud", REPORT_FILL_CONDITIONAL },
	{ "private-cloud", REPORT_FILL_OTHER },	    { "on-premises", REPORT_FILL_RETURN },
	{ "undecided", REPORT_FILL_UNDECIDED },	    { NULL, REPORT_FILL_UNKNOWN },
};

/* Its place among the models; the last one: the card says none. */
static size_t model_of(const struct figures_card *c)
{
	size_t at = 0;

	while (models[at].code != NULL && (c->cloud == NULL || strcmp(models[at].code, c->cloud) != 0))
		at++;
	return at;
}

static const char *model_text(const struct blocks *b, size_t model)
{
	return models[model].code != NULL
		       ? dgpm_code_text(b->f->codes, "cloud-model", dgpm_str_of(models[model].code), b->f->words.lang)
		       : _("not on the card");
}

/* Systems and money by model: the figures of the chart, with what the systems cost. */
static void cloud_table(const struct blocks *b, struct report_block *block)
{
	const struct figures *f = b->f;
	const struct report_col cols[] = {
		{ .title = _("cloud model") },
		{ .title = _("systems"), .number = true },
		{ .title = blocks_say(b, _("budget %d"), f->fiscal_year), .number = true },
		{ .title = blocks_say(b, _("executed %d"), f->fiscal_year), .number = true },
	};
	struct report_table *t =
		report_table_new(b->doc, block, _("Systems and amounts by cloud model"),
				 _("million yen; of the systems that have the amount"), cols, DGPM_COUNT(cols));

	t->folded = t->figures_of_chart = true;
	for (size_t m = 0; m < DGPM_COUNT(models); m++) {
		struct report_cell *cells = report_row_new(b->doc, t);
		struct figures_sum sum = { 0 };
		size_t n = 0;

		for (size_t i = 0; i < f->n_cards; i++)
			if (model_of(&f->cards[i]) == m) {
				const struct figures_sum *s = figures_year(f, f->cards[i].years, f->fiscal_year);

				n++;
				if (s != NULL)
					figures_add(&sum, &s->f);
			}
		blocks_text(&cells[0], model_text(b, m));
		cells[1].figure = blocks_count(b, n, NULL);
		cells[2].figure = blocks_million(b, sum.f.has[DGPM_FIG_TOTAL], sum.f.value[DGPM_FIG_TOTAL], NULL);
		cells[3].figure = blocks_million(b, sum.f.has[DGPM_FIG_EXECUTED], sum.f.value[DGPM_FIG_EXECUTED], NULL);
	}
}

/* Systems by cloud model; those that say none are drawn as large as the others. */
static void cloud(const struct blocks *b, struct report_block *block)
{
	const struct figures *f = b->f;
	struct report_figure_block *figure = dgpm_arena_array(f->arena, 1, sizeof *figure);
	size_t n[DGPM_COUNT(models)] = { 0 }, said = 0;
	const char *desc = NULL;

	for (size_t i = 0; i < f->n_cards; i++) {
		size_t at = model_of(&f->cards[i]);

		n[at]++;
		said += models[at].code != NULL;
	}
	if (said == 0) {
		blocks_empty(b, block, _("cloud model (government cloud, public, private, on-premises)"),
			     blocks_say(b,
					_("None of the %zu cards has `cloud.model`, so no chart is drawn. Written like "
					  "this, it shows the number of systems by model."),
					f->n_cards),
			     "cloud: {model: government-cloud, considered: \"2021-05-20\", migration_fy: 2023}", NULL,
			     "S1 2-1, S3 4.4");
		return;
	}
	figure->chart.kind = REPORT_STACK;
	figure->chart.title = _("cloud models");
	figure->chart.parts = dgpm_arena_array(f->arena, DGPM_COUNT(models), sizeof *figure->chart.parts);
	for (size_t i = 0; i < DGPM_COUNT(models); i++) {
		const char *text = model_text(b, i);
		const char *part = blocks_say(b, "%s %zu", text, n[i]);

		figure->chart.parts[figure->chart.n_parts++] = (struct report_part){
			.fill = models[i].fill,
			.text = text,
			.value = (int64_t)n[i],
			.figure = blocks_count(b, n[i],
					       blocks_of_day(b, "cards", "cloud",
							     models[i].code != NULL ? models[i].code : "unknown")),
		};
		desc = desc == NULL ? part : dgpm_arena_cat(f->arena, desc, f->words.ja ? "、" : ", ", part);
	}
	figure->chart.desc = desc;
	figure->title = blocks_say(b, _("%zu of %zu systems run in the government cloud or will; %zu do not say"), n[0],
				   f->n_cards, f->n_cards - said);
	figure->subtitle = _("number of systems by cloud model");
	report_add(b->doc, block, REPORT_FIGURE)->figure = figure;
	cloud_table(b, block);
}

/* A year of a move is of the government cloud where the card names that model, and of none where it names no model. */
static bool goes_there(const struct figures_card *c)
{
	return model_of(c) == 0;
}

/* How many of the systems that go to the government cloud are there by the end of each year. */
static void moves(const struct blocks *b, struct report_block *block)
{
	enum { MOST = 8 };
	const struct figures *f = b->f;
	struct report_figure_block *figure = dgpm_arena_array(f->arena, 1, sizeof *figure);
	size_t dated = 0, undated = 0;
	int first = 0, last = 0;

	for (size_t i = 0; i < f->n_cards; i++) {
		const struct figures_card *c = &f->cards[i];

		if (!goes_there(c))
			continue;
		undated += c->migration_fy == 0;
		if (c->migration_fy == 0)
			continue;
		dated++;
		first = first == 0 || c->migration_fy < first ? c->migration_fy : first;
		last = c->migration_fy > last ? c->migration_fy : last;
	}
	if (dated == 0)
		return;
	if (last - first >= MOST)
		first = last - MOST + 1;
	figure->stages = true;
	figure->small = dgpm_arena_array(f->arena, MOST, sizeof *figure->small);
	for (int year = first; year <= last; year++) {
		struct report_small *s = &figure->small[figure->n_small++];
		struct report_part *parts = dgpm_arena_array(f->arena, 3, sizeof *parts);
		size_t moved = 0;

		for (size_t i = 0; i < f->n_cards; i++)
			moved += goes_there(&f->cards[i]) && f->cards[i].migration_fy != 0 &&
				 f->cards[i].migration_fy <= year;
		parts[0] = (struct report_part){ REPORT_FILL_RESULT, _("moved by then"), blocks_count(b, moved, NULL),
						 (int64_t)moved };
		parts[1] = (struct report_part){ REPORT_FILL_CONDITIONAL, _("later"),
						 blocks_count(b, dated - moved, NULL), (int64_t)(dated - moved) };
		parts[2] = (struct report_part){ REPORT_FILL_UNDECIDED, _("no year on the card"),
						 blocks_count(b, undated, NULL), (int64_t)undated };
		s->title = words_year_long(&f->words, year);
		s->chart = (struct report_chart){
			.kind = REPORT_STACK,
			.parts = parts,
			.n_parts = 3,
			.title = blocks_say(b, _("government cloud by the end of %s"), words_year(&f->words, year)),
			.desc = blocks_say(b, _("%zu moved by then, %zu later, %zu without a year"), moved,
					   dated - moved, undated),
		};
	}
	figure->title = blocks_say(b,
				   P_("%zu system moves to the government cloud, the last in %s; %zu name no year",
				      "%zu systems move to the government cloud, the last in %s; %zu name no year",
				      dated + undated),
				   dated + undated, words_year(&f->words, last), undated);
	figure->subtitle = _("systems of the government cloud by the fiscal year of the move, as the cards plan it");
	report_add(b->doc, block, REPORT_FIGURE)->figure = figure;
}

/* Who uses the common functions, and of whom it is not known. */
static void functions(const struct blocks *b, struct report_block *block)
{
	static const char *const names[] = { "solution_service", "base_registries", "state_apps" };
	static const char *const uses[] = { "yes", "planned", "no", "not-applicable" };
	enum { UNSAID = DGPM_COUNT(uses) };
	const struct figures *f = b->f;
	struct report_col cols[UNSAID + 2] = { { .title = _("common function") } };
	size_t n[DGPM_COUNT(names)][UNSAID + 1] = { 0 }, said = 0;
	struct report_table *t;

	for (size_t i = 0; i < f->n_cards; i++)
		for (size_t k = 0; k < DGPM_COUNT(names); k++) {
			const struct dgpm_node *use =
				dgpm_node_get(dgpm_node_get(f->cards[i].root, "common_functions"), names[k]);
			size_t u = 0;

			while (u < UNSAID && !dgpm_node_text_is(use, "use", uses[u]))
				u++;
			n[k][u]++;
			said += u != UNSAID;
		}
	if (said == 0)
		return;
	for (size_t u = 0; u < UNSAID; u++)
		cols[u + 1] = (struct report_col){
			.title = dgpm_code_text(f->codes, "use", dgpm_str_of(uses[u]), f->words.lang),
			.number = true,
		};
	cols[UNSAID + 1] = (struct report_col){ .title = _("not on the card"), .number = true };
	t = report_table_new(b->doc, block, _("Use of the common functions"), _("number of systems"), cols, UNSAID + 2);
	for (size_t k = 0; k < DGPM_COUNT(names); k++) {
		struct report_cell *cells = report_row_new(b->doc, t);

		blocks_text(&cells[0],
			    dgpm_code_text(f->codes, "common-function", dgpm_str_of(names[k]), f->words.lang));
		for (size_t u = 0; u <= UNSAID; u++)
			cells[u + 1].figure = blocks_count(b, n[k][u], NULL);
	}
}

/* When networks join the government solution service: organization by year. */
static void networks(const struct blocks *b, struct report_block *block)
{
	const struct report_col cols[] = { { .title = _("fiscal year") },
					   { .title = _("systems that join"), .number = true },
					   { .title = _("which"), .wrap = true } };
	const struct figures *f = b->f;
	struct report_table *t = report_table_new(b->doc, NULL, _("Networks joining the government solution service"),
						  _("by the fiscal year of renewal"), cols, DGPM_COUNT(cols));

	for (int year = f->fiscal_year; year < f->fiscal_year + 12; year++) {
		const char *names = NULL;
		size_t n = 0;

		for (size_t i = 0; i < f->n_cards; i++)
			if (f->cards[i].gss_fy == year) {
				n++;
				names = names == NULL ? f->cards[i].name
						      : dgpm_arena_cat(f->arena, names, f->words.ja ? "、" : ", ",
								       f->cards[i].name);
			}
		if (n != 0) {
			struct report_cell *cells = report_row_new(b->doc, t);

			blocks_year_cell(b, &cells[0], year);
			cells[1].figure = blocks_count(b, n, NULL);
			blocks_text(&cells[2], names);
		}
	}
	if (t->n == 0)
		blocks_empty(b, block, _("the year in which networks join the government solution service"),
			     _("With `network.renewal_fy` and `joins` on the card, they are listed by year."),
			     "network: {renewal_fy: 2024, joins: solution-service}", NULL, "S1 2-2, S3 5.1.2(3)イ");
	else
		report_add(b->doc, block, REPORT_TABLE)->table = t;
}

/* The name that the report uses for a project. */
static const char *name_or(const struct figures *f, const char *id, const char *name)
{
	const struct figures_card *c = figures_card(f, id);

	return c != NULL ? c->name : name;
}

static void candidates(const struct blocks *b, struct report_block *block)
{
	enum { SHOWN = 15 };
	const struct report_col cols[] = { { .title = _("system"), .wrap = true },
					   { .title = _("and"), .wrap = true },
					   { .title = _("shared"), .wrap = true },
					   { .title = _("points"), .number = true },
					   { .title = _("decision"), .kept = true } };
	const struct figures *f = b->f;
	struct report_table *t = report_table_new(
		b->doc, NULL, _("Pairs to look at"),
		_("candidates, not findings; points: the sum of what is shared, 100 at most"), cols, DGPM_COUNT(cols));
	size_t left = 0;

	for (size_t i = 0; f->has_overlaps && i < f->overlaps.n; i++) {
		const struct dgpm_overlap *o = &f->overlaps.items[i];
		struct report_cell *cells;
		const char *shared = NULL;

		if (figures_card(f, o->id) == NULL && figures_card(f, o->other_id) == NULL)
			continue;
		if (t->n == SHOWN) {
			left++;
			continue;
		}
		for (size_t p = 0; p < o->n_parts; p++) {
			const char *part = blocks_say(
				b, "%s %d (%s)",
				dgpm_code_text(f->codes, "overlap-kind", dgpm_str_of(o->parts[p].kind), f->words.lang),
				o->parts[p].points, o->parts[p].items);

			shared = shared == NULL ? part : dgpm_arena_cat(f->arena, shared, "; ", part);
		}
		cells = report_row_new(b->doc, t);
		blocks_text(&cells[0], name_or(f, o->id, o->name));
		cells[0].link = blocks_sheet_of(b, o->id);
		blocks_text(&cells[1], o->common ? o->other_name : name_or(f, o->other_id, o->other_name));
		cells[1].link = o->common ? NULL : blocks_sheet_of(b, o->other_id);
		blocks_text(&cells[2], shared);
		cells[3].figure =
			blocks_count(b, (size_t)o->score,
				     dgpm_address(f->arena, "overlap", o->id, o->other_id, "score", NULL));
		if (o->decision != NULL)
			blocks_text(&cells[4],
				    dgpm_code_text(f->codes, o->common ? "overlap-decision" : "similar-decision",
						   dgpm_str_of(o->decision), f->words.lang));
	}
	if (t->n == 0)
		return;
	report_text(b->doc, block, REPORT_HEADING, _("Similar systems and common functions"));
	report_add(b->doc, block, REPORT_TABLE)->table = t;
	if (left != 0)
		report_text(b->doc, block, REPORT_NOTE, blocks_say(b, _("%zu more pairs: `dgpm overlap`"), left));
}

void block_common(const struct blocks *b)
{
	struct report_block *block = report_block_new(b->doc, "b6", "6", _("Common functions and cloud"));

	cloud(b, block);
	moves(b, block);
	functions(b, block);
	networks(b, block);
	candidates(b, block);
}
