/* Block 2: cost-reduction targets: their status, the path and the result by year. */
#include "track/address.h"
#include "base/i18n.h"
#include "report/blocks.h"

static const char *status_text(const struct blocks *b, enum dgpm_track_status s)
{
	return dgpm_code_text(b->f->codes, "track-status", dgpm_str_of(dgpm_track_status_name(s)), b->f->words.lang);
}

static enum report_tag status_tag(enum dgpm_track_status s)
{
	switch (s) {
	case DGPM_ACHIEVED:
	case DGPM_ON_TRACK:
		return REPORT_TAG_OK;
	case DGPM_UNCOMPUTED:
		return REPORT_TAG_UNKNOWN;
	case DGPM_FORECAST_MISSES:
	case DGPM_BEHIND:
		return REPORT_TAG_WARN;
	default:
		return REPORT_TAG_BAD;
	}
}

/* How many cannot be computed, and how the others stand: never one word for both. */
static const char *lead(const struct blocks *b)
{
	const struct dgpm_track *t = b->f->track;
	size_t unknown = 0, good = 0, doubtful = 0;

	for (size_t i = 0; i < t->n; i++) {
		enum dgpm_track_status s = t->items[i].rows[0].status;

		unknown += s == DGPM_UNCOMPUTED;
		good += s == DGPM_ACHIEVED || s == DGPM_ON_TRACK;
		doubtful += s == DGPM_FORECAST_MISSES;
	}
	if (unknown == t->n)
		return _("None of the targets can be computed: the table says what is missing for each.");
	return blocks_say(b,
			  _("%zu targets: reached or on the path %zu, on the path but not by the forecast %zu, above "
			    "it %zu, cannot be computed %zu."),
			  t->n, good, doubtful, t->n - good - doubtful - unknown, unknown);
}

/* Of a target, or with a year of its chart. */
static struct report_figure amount(const struct blocks *b, bool known, dgpm_yen yen, const struct dgpm_tracked *t,
				   int year, const char *what)
{
	return blocks_million(b, known, yen, dgpm_track_whole_address(b->f->arena, t, year, what));
}

static void targets_table(const struct blocks *b, struct report_block *block)
{
	const struct report_col cols[] = {
		{ .title = _("target"), .wrap = true },
		{ .title = _("fiscal years"), .whole = true },
		{ .title = _("published baseline"), .number = true },
		{ .title = _("baseline of the ledger"), .number = true },
		{ .title = _("to come down to"), .number = true },
		{ .title = _("result"), .number = true },
		{ .title = _("gap to the path"), .number = true },
		{ .title = _("status") },
		{ .title = _("reason"), .wrap = true },
		{ .title = _("source") },
	};
	struct report_table *table = report_table_new(b->doc, block, _("Targets of cost reduction"), _("million yen"),
						      cols, DGPM_COUNT(cols));

	for (size_t i = 0; i < b->f->track->n; i++) {
		const struct dgpm_tracked *t = &b->f->track->items[i];
		const struct dgpm_track_row *row = &t->rows[0]; /* of the whole */
		struct report_cell *cells = report_row_new(b->doc, table);
		dgpm_yen gap = 0;
		bool has_gap;

		blocks_text(&cells[0], t->target->title);
		blocks_text(&cells[1], blocks_say(b, "%d→%d", t->target->baseline_fy, t->target->aim.fiscal_year));
		cells[2].figure =
			amount(b, t->target->has_published, t->target->published_yen, t, 0, "published-baseline");
		cells[3].figure = amount(b, row->baseline.known, row->baseline.yen, t, 0, "baseline");
		cells[4].figure = amount(b, row->has_target, row->target_yen, t, 0, "target");
		cells[5].figure = amount(b, row->actual.known, row->actual.yen, t, 0, "actual");
		has_gap = figures_path_gap(&gap, row);
		cells[6].figure = amount(b, has_gap, gap, t, 0, "path_gap");
		if (has_gap)
			cells[6].figure.text = words_million_signed(&b->f->words, gap);
		blocks_text(&cells[7], status_text(b, row->status));
		cells[7].tag = status_tag(row->status);
		blocks_text(&cells[8], row->reason != NULL ? row->reason : row->open_text);
		cells[9].source = t->target->source;
	}
}

/* One year of a target as a bar; the decrease without a reason stands on the result of the year it was found in. */
static struct report_bar target_bar(const struct blocks *b, const struct dgpm_tracked *t,
				    const struct dgpm_track_year *y)
{
	const struct report_words *w = &b->f->words;
	bool result = y->figure.known && y->fiscal_year <= t->as_of;
	struct report_bar bar = {
		.year = y->fiscal_year,
		.era = words_year_short(w, y->fiscal_year),
		.has_result = result,
		.result = y->figure.yen,
		.has_forecast = y->figure.known && !result,
		.forecast = y->figure.yen,
		.has_path = y->has_path,
		.path = y->path_yen,
		.target = y->fiscal_year == t->target->aim.fiscal_year,
		.below = y->figure.known ? words_large_number(w, y->figure.yen) : "－",
	};

	if (y->figure.known)
		bar.tip_result = blocks_say(b, _("%s: %s million yen"), words_year(w, y->fiscal_year),
					    words_million(w, y->figure.yen));
	if (result && y->has_path)
		bar.tip_path = blocks_say(b, _("%s: above the path of %s million yen"), words_year(w, y->fiscal_year),
					  words_million(w, y->path_yen));
	if (y->open_yen > 0 && result) {
		bar.has_ghost = true;
		bar.ghost = y->open_yen;
		bar.above = blocks_say(b, "＋%s", words_large_number(w, y->open_yen));
		bar.tip_ghost = blocks_say(b, _("%s: a decrease of %s million yen without a recorded reason"),
					   words_year(w, y->fiscal_year), words_million(w, y->open_yen));
	}
	if (bar.target && y->has_path && !bar.has_ghost)
		bar.above = words_large_number(w, y->path_yen);
	return bar;
}

static void fill_chart(const struct blocks *b, struct report_chart *chart, const struct dgpm_tracked *t)
{
	chart->bars = dgpm_arena_array(b->f->arena, t->n_years, sizeof *chart->bars);
	for (size_t i = 0; i < t->n_years; i++)
		chart->bars[chart->n_bars++] = target_bar(b, t, &t->years[i]);
}

/* What is said of a target by its result and path, for those who cannot see the chart. */
static const char *described(const struct blocks *b, const struct dgpm_tracked *t)
{
	const struct report_words *w = &b->f->words;
	const struct dgpm_track_row *row = &t->rows[0]; /* of the whole */

	if (!row->baseline.known)
		return _("There is no baseline.");
	return blocks_say(b, _("FY%d %s; path of FY%d %s, result %s. %s"), t->target->baseline_fy,
			  words_large_fine(w, row->baseline.yen), t->as_of,
			  row->has_path ? words_large_fine(w, row->path_yen) : "－",
			  row->actual.known ? words_large_fine(w, row->actual.yen) : "－",
			  row->status == DGPM_UNCOMPUTED ? (row->reason != NULL ? row->reason : "")
							 : status_text(b, row->status));
}

/* The finding: a verdict only where there is one. */
static const char *chart_title(const struct blocks *b, const struct dgpm_tracked *t)
{
	const struct report_words *w = &b->f->words;
	const struct dgpm_track_row *row = &t->rows[0]; /* of the whole */
	dgpm_yen gap;

	if (row->open_yen > 0)
		return blocks_say(b, _("%s: in FY%d a decrease of %s of %zu systems has no recorded reason"),
				  t->target->title, t->as_of, words_large_fine(w, row->open_yen),
				  row->n_missing + row->n_broken);
	if (figures_path_gap(&gap, row))
		return blocks_say(b,
				  gap > 0 ? _("%s: the result of FY%d is %s above the path")
					  : _("%s: the result of FY%d is %s below the path"),
				  t->target->title, t->as_of, words_large_fine(w, gap > 0 ? gap : -gap));
	return blocks_say(b, _("%s: path and result by fiscal year"), t->target->title);
}

static void years_table(const struct blocks *b, struct report_block *block, const struct dgpm_tracked *t)
{
	const struct report_col cols[] = {
		{ .title = _("fiscal year") },
		{ .title = _("path"), .number = true },
		{ .title = _("result"), .number = true },
		{ .title = _("forecast"), .number = true },
		{ .title = _("decrease without a recorded reason"), .number = true },
		{ .title = _("gap at most"), .number = true },
	};
	struct report_table *table =
		report_table_new(b->doc, block, t->target->title, _("million yen"), cols, DGPM_COUNT(cols));

	table->folded = table->figures_of_chart = true;
	for (size_t i = 0; i < t->n_years; i++) {
		const struct dgpm_track_year *y = &t->years[i];
		bool result = y->figure.known && y->fiscal_year <= t->as_of;
		bool open = result && y->open_yen > 0;
		struct report_cell *cells = report_row_new(b->doc, table);
		dgpm_yen gap = 0;

		blocks_year_cell(b, &cells[0], y->fiscal_year);
		cells[1].figure = amount(b, y->has_path, y->path_yen, t, y->fiscal_year, "path");
		cells[2].figure = amount(b, result, y->figure.yen, t, y->fiscal_year, "amount");
		cells[3].figure = amount(b, y->figure.known && !result, y->figure.yen, t, y->fiscal_year, "planned");
		cells[4].figure = amount(b, open, y->open_yen, t, y->fiscal_year, "unexplained");
		if (result && y->has_path && dgpm_yen_sub(&gap, y->figure.yen, y->path_yen) &&
		    (!open || dgpm_yen_add(&gap, gap, y->open_yen))) {
			cells[5].figure = amount(b, true, gap, t, y->fiscal_year, "most_gap");
			cells[5].figure.text = words_million_signed(&b->f->words, gap);
		}
	}
}

static void target_figure(const struct blocks *b, struct report_block *block, const struct dgpm_tracked *t)
{
	struct report_key *keys = dgpm_arena_array(b->f->arena, 4, sizeof *keys);
	struct report_figure_block *figure = dgpm_arena_array(b->f->arena, 1, sizeof *figure);

	keys[0] = (struct report_key){ REPORT_FILL_RESULT, _("result") };
	keys[1] = (struct report_key){ REPORT_FILL_FORECAST, _("forecast (budget)") };
	keys[2] = (struct report_key){ REPORT_FILL_GHOST, _("decrease without a recorded reason") };
	keys[3] = (struct report_key){ REPORT_FILL_PATH, _("path to the target") };
	figure->title = chart_title(b, t);
	figure->subtitle = blocks_say(
		b,
		t->expenses == t->target->expenses
			? _("%s; under the years the result or forecast")
			: _("all expenses together, for reference, %s; under the years the result or forecast"),
		words_large_unit(&b->f->words));
	figure->keys = keys;
	figure->n_keys = 4;
	figure->chart.kind = REPORT_TARGET;
	figure->chart.title = blocks_say(b, _("%s: path and result by fiscal year"), t->target->title);
	figure->chart.desc = described(b, t);
	fill_chart(b, &figure->chart, t);
	report_add(b->doc, block, REPORT_FIGURE)->figure = figure;
	years_table(b, block, t);
}

/* A target of the portfolio's own that has something to draw. */
static bool is_drawn(const struct dgpm_tracked *t)
{
	return !t->target->built_in && t->n_years != 0 && t->rows[0].baseline.known;
}

/* The figures of several targets. */
static void own_table(const struct blocks *b, struct report_block *block)
{
	const struct report_col cols[] = {
		{ .title = _("target"), .wrap = true },
		{ .title = _("fiscal year") },
		{ .title = _("path"), .number = true },
		{ .title = _("result"), .number = true },
		{ .title = _("gap to the path"), .number = true },
		{ .title = _("decrease without a recorded reason"), .number = true },
	};
	const struct dgpm_track *track = b->f->track;
	struct report_table *table = report_table_new(b->doc, block, _("The targets of this portfolio by fiscal year"),
						      _("million yen"), cols, DGPM_COUNT(cols));

	table->folded = table->figures_of_chart = true;
	for (size_t i = 0; i < track->n; i++) {
		const struct dgpm_tracked *t = &track->items[i];

		if (!is_drawn(t))
			continue;
		for (size_t k = 0; k < t->n_years; k++) {
			const struct dgpm_track_year *y = &t->years[k];
			bool result = y->figure.known && y->fiscal_year <= t->as_of;
			bool open = result && y->open_yen > 0;
			struct report_cell *cells = report_row_new(b->doc, table);
			dgpm_yen gap;

			blocks_text(&cells[0], t->target->title);
			cells[0].span = k == 0 ? (uint32_t)t->n_years : 0;
			cells[0].covered = k != 0;
			blocks_year_cell(b, &cells[1], y->fiscal_year);
			cells[2].figure = amount(b, y->has_path, y->path_yen, t, y->fiscal_year, "path");
			cells[3].figure = amount(b, result, y->figure.yen, t, y->fiscal_year, "amount");
			if (result && !open && y->has_path && dgpm_yen_sub(&gap, y->figure.yen, y->path_yen)) {
				cells[4].figure = amount(b, true, gap, t, y->fiscal_year, "most_gap");
				cells[4].figure.text = words_million_signed(&b->f->words, gap);
			}
			cells[5].figure =
				amount(b, open, y->open_yen, t, y->fiscal_year, "unexplained");
		}
	}
}

/* The portfolio's own targets side by side, on one scale. */
static void own_targets(const struct blocks *b, struct report_block *block)
{
	const struct dgpm_track *track = b->f->track;
	struct report_figure_block *figure = dgpm_arena_array(b->f->arena, 1, sizeof *figure);
	struct report_key *keys = dgpm_arena_array(b->f->arena, 4, sizeof *keys);
	dgpm_yen top = 0;
	size_t above = 0, doubtful = 0, unknown = 0;

	figure->small = dgpm_arena_array(b->f->arena, track->n, sizeof *figure->small);
	for (size_t i = 0; i < track->n; i++) {
		const struct dgpm_tracked *t = &track->items[i];
		const struct dgpm_track_row *row = t->rows;
		struct report_small *s;
		dgpm_yen gap;

		if (!is_drawn(t))
			continue;
		s = &figure->small[figure->n_small++];
		s->title = t->target->title;
		s->tag = status_tag(row->status);
		s->tag_text = status_text(b, row->status);
		above += row->status == DGPM_BEHIND || row->status == DGPM_MISSED;
		doubtful += row->status == DGPM_FORECAST_MISSES;
		unknown += s->tag == REPORT_TAG_UNKNOWN;
		if (figures_path_gap(&gap, row))
			s->lines[0] = blocks_say(b, gap > 0 ? _("%s above the path") : _("%s below the path"),
						 words_large_fine(&b->f->words, gap > 0 ? gap : -gap));
		else if (row->open_yen > 0)
			s->lines[0] = blocks_say(b, _("a decrease of %s has no recorded reason"),
						 words_large_fine(&b->f->words, row->open_yen));
		s->chart.kind = REPORT_SMALL;
		s->chart.title = blocks_say(b, _("%s: path and result by fiscal year"), t->target->title);
		s->chart.desc = described(b, t);
		fill_chart(b, &s->chart, t);
		for (size_t k = 0; k < s->chart.n_bars; k++) {
			const struct report_bar *bar = &s->chart.bars[k];
			dgpm_yen height = (bar->has_result ? bar->result : 0) + (bar->has_ghost ? bar->ghost : 0);

			top = height > top ? height : top;
			top = bar->has_path && bar->path > top ? bar->path : top;
		}
	}
	if (figure->n_small == 0)
		return;
	for (size_t i = 0; i < figure->n_small; i++)
		figure->small[i].chart.top = top;
	keys[0] = (struct report_key){ REPORT_FILL_RESULT, _("result") };
	keys[1] = (struct report_key){ REPORT_FILL_OVER, _("above the path") };
	keys[2] = (struct report_key){ REPORT_FILL_GHOST, _("decrease without a recorded reason") };
	keys[3] = (struct report_key){ REPORT_FILL_PATH, _("path") };
	figure->keys = keys;
	figure->n_keys = 4;
	figure->wide = true;
	figure->title =
		blocks_say(b, _("Targets of this portfolio: %zu; above the path %zu, on it but not by the forecast "
				"%zu, cannot be computed %zu"),
			   figure->n_small, above, doubtful, unknown);
	figure->subtitle = blocks_say(b, _("result by fiscal year and the path, %s; one scale for all"),
				      words_large_unit(&b->f->words));
	report_add(b->doc, block, REPORT_FIGURE)->figure = figure;
	own_table(b, block);
}

void block_target(const struct blocks *b)
{
	struct report_block *block = report_block_new(b->doc, "b2", "2", _("Cost reduction (30 %)"));
	const struct dgpm_track *t = b->f->track;

	if (t == NULL || t->n == 0) {
		blocks_empty(b, block, _("a target with a system of this scope"),
			     _("A target is a file with `schema: dgpm/target@1`; those of the whole government are "
			       "built in and need ledger rows divided by expense."),
			     "2020,2019-MIC-0001,MIC,general,operation,executed,1200000000", NULL, "S1 4-4-2, S3 5.2");
		return;
	}
	report_text(b->doc, block, REPORT_LEAD, lead(b));
	targets_table(b, block);
	for (size_t i = 0; i < t->n; i++)
		if (t->items[i].target->built_in && t->items[i].rows[0].baseline.known && t->items[i].n_years != 0)
			target_figure(b, block, &t->items[i]);
	if (b->f->reference != NULL && b->f->reference->n != 0 && b->f->reference->items[0].n_years != 0)
		target_figure(b, block, &b->f->reference->items[0]);
	own_targets(b, block);
}
