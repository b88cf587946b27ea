/* An indicator from the nodes of a card or a sheet. */
#include "base/list.h"
#include "indicators/indicators.h"

static const char *text_at(const struct dgpm_node *map, const char *key)
{
	return dgpm_node_cstr(dgpm_node_get(map, key));
}

static int year_at(const struct dgpm_node *map, const char *key)
{
	int64_t year = 0;

	return dgpm_node_int(dgpm_node_get(map, key), &year) ? (int)year : 0;
}

/* A YAML text that looks like a number is the user's text: quotes mean it. */
static struct dgpm_measure measure_at(const struct dgpm_node *map, const char *key)
{
	const struct dgpm_node *node = dgpm_node_get(map, key);
	struct dgpm_measure m = { 0 };

	if (node == NULL || (node->kind != DGPM_NUMBER && node->kind != DGPM_STRING))
		return m;
	if (node->kind == DGPM_NUMBER)
		(void)dgpm_measure_read(&m, dgpm_node_str(node));
	else
		m = (struct dgpm_measure){ .kind = DGPM_MEASURE_TEXT, .text = node->text };
	return m;
}

struct dgpm_indicator_year *dgpm_indicator_year(struct dgpm_arena *arena, struct dgpm_indicator *ind, int fiscal_year)
{
	struct dgpm_indicator_year *years;
	size_t at = 0;

	while (at < ind->n_years && ind->years[at].fiscal_year < fiscal_year)
		at++;
	if (at < ind->n_years && ind->years[at].fiscal_year == fiscal_year)
		return &ind->years[at];
	/* Few years an indicator: each new one moves them all. */
	years = dgpm_arena_array(arena, ind->n_years + 1, sizeof *years);
	for (size_t i = 0; i < ind->n_years; i++)
		years[i < at ? i : i + 1] = ind->years[i];
	years[at].fiscal_year = fiscal_year;
	ind->years = years;
	ind->n_years++;
	return &years[at];
}

struct reading {
	struct dgpm_arena *arena;
	const char *path;
	struct dgpm_moved *moved;
	size_t n_moved, cap_moved;
};

static void keep_moved(struct reading *r, const struct dgpm_node *map, const char *what, struct dgpm_measure now)
{
	const struct dgpm_node *was = dgpm_node_get(map, "was");
	struct dgpm_moved m = { .what = what, .fiscal_year = year_at(map, "fiscal_year"), .to = now,
				.at = dgpm_node_loc(was, r->path) };

	if (was == NULL)
		return;
	m.from = measure_at(map, "was");
	(void)dgpm_node_date(map, "changed", &m.changed);
	*DGPM_PUSH(r->arena, r->moved, r->n_moved, r->cap_moved) = m;
}

static void read_years(struct dgpm_indicator *ind, struct reading *r, const struct dgpm_node *node)
{
	const struct dgpm_node *targets = NULL, *actuals = NULL;
	uint32_t n_targets = dgpm_node_items(node, "targets", &targets);
	uint32_t n_actuals = dgpm_node_items(node, "actuals", &actuals);

	for (uint32_t i = 0; i < n_targets; i++) {
		struct dgpm_indicator_year *y =
			dgpm_indicator_year(r->arena, ind, year_at(&targets[i], "fiscal_year"));

		y->target = measure_at(&targets[i], "value");
		y->target_at = dgpm_node_loc(dgpm_node_get(&targets[i], "value"), r->path);
		keep_moved(r, &targets[i], "target", y->target);
	}
	for (uint32_t i = 0; i < n_actuals; i++) {
		struct dgpm_indicator_year *y =
			dgpm_indicator_year(r->arena, ind, year_at(&actuals[i], "fiscal_year"));
		const struct dgpm_node *met = dgpm_node_get(&actuals[i], "met");

		y->actual = measure_at(&actuals[i], "value");
		y->actual_at = dgpm_node_loc(dgpm_node_get(&actuals[i], "value"), r->path);
		(void)dgpm_node_date(&actuals[i], "as_of", &y->as_of);
		if (met != NULL)
			y->judged = dgpm_node_true(met) ? DGPM_MET_YES : DGPM_MET_NO;
	}
}

/* A target told by the actual of another year: "twice that of FY2016". */
static void read_relative(struct dgpm_indicator *ind, struct reading *r, const struct dgpm_node *node)
{
	const struct dgpm_node *of = dgpm_node_get(node, "target_of");
	struct dgpm_measure times;
	const struct dgpm_measure *base = NULL;

	if (of == NULL)
		return;
	ind->relative_fy = year_at(of, "fiscal_year");
	ind->relative_at = dgpm_node_loc(of, r->path);
	times = measure_at(of, "times");
	if (times.kind != DGPM_MEASURE_NUMBER)
		times.scaled = DGPM_MEASURE_ONE;
	for (size_t i = 0; i < ind->n_years; i++)
		if (ind->years[i].fiscal_year == ind->relative_fy && ind->years[i].actual.kind == DGPM_MEASURE_NUMBER)
			base = &ind->years[i].actual;
	if (base == NULL && ind->baseline_fy == ind->relative_fy && ind->baseline.kind == DGPM_MEASURE_NUMBER)
		base = &ind->baseline;
	/* What does not fit is not told. */
	if (base == NULL || __builtin_mul_overflow(base->scaled / 1000, times.scaled, &ind->relative.scaled))
		return;
	ind->relative.scaled /= DGPM_MEASURE_ONE / 1000;
	ind->relative.kind = DGPM_MEASURE_NUMBER;
}

static uint8_t direction_of(const struct dgpm_node *node)
{
	const char *text = text_at(node, "direction");

	return text == NULL                      ? DGPM_DIRECTION_UNKNOWN
	       : strcmp(text, "at-least") == 0 ? DGPM_AT_LEAST
	       : strcmp(text, "at-most") == 0  ? DGPM_AT_MOST
					       : DGPM_QUALITATIVE;
}

static void read_one(struct dgpm_indicator *out, struct dgpm_arena *arena, const struct dgpm_node *node,
		     const char *path)
{
	struct reading r = { .arena = arena, .path = path };
	const struct dgpm_node *baseline = dgpm_node_get(node, "baseline"),
			       *printed = dgpm_node_get(node, "achievement");
	const char *kind = text_at(node, "kind");

	*out = (struct dgpm_indicator){
		.id = text_at(node, "id"),
		.name = text_at(node, "name"),
		.unit = text_at(node, "unit"),
		.of = text_at(node, "of"),
		.direction = direction_of(node),
		.output = kind != NULL && strcmp(kind, "output") == 0,
		.primary = dgpm_node_true(dgpm_node_get(node, "primary")),
		.has_primary = dgpm_node_get(node, "primary") != NULL,
		.primary_in_text = dgpm_node_true(dgpm_node_get(node, "primary_in_text")),
		.about = dgpm_node_true(dgpm_node_get(node, "about")),
		.baseline_fy = year_at(baseline, "fiscal_year"),
		.baseline = measure_at(baseline, "value"),
		.printed = dgpm_node_cstr(printed),
		.printed_at = dgpm_node_loc(printed != NULL ? printed : node, path),
		.at = dgpm_node_loc(dgpm_node_get(node, "id") != NULL ? dgpm_node_get(node, "id") : node, path),
	};
	keep_moved(&r, baseline, "baseline", out->baseline);
	read_years(out, &r, node);
	read_relative(out, &r, node);
	out->moved = r.moved;
	out->n_moved = r.n_moved;
	dgpm_indicator_settle(out);
}

/* An indicator of several parts shows the last numeric one: it is what can be followed over the years. */
static void show_part(struct dgpm_indicator *ind)
{
	const struct dgpm_indicator *shown = &ind->parts[0];

	for (size_t i = 0; i < ind->n_parts; i++)
		if (ind->parts[i].target.kind == DGPM_MEASURE_NUMBER)
			shown = &ind->parts[i];
	ind->baseline_fy = shown->baseline_fy;
	ind->baseline = shown->baseline;
	ind->target_fy = shown->target_fy;
	ind->target = shown->target;
	ind->actual_fy = shown->actual_fy;
	ind->actual = shown->actual;
	ind->first_actual_fy = shown->first_actual_fy;
	ind->years = shown->years;
	ind->n_years = shown->n_years;
	ind->direction = shown->direction;
	if (ind->unit == NULL)
		ind->unit = shown->unit;
}

void dgpm_indicator_read(struct dgpm_indicator *out, struct dgpm_arena *arena, const struct dgpm_node *node,
			 const char *path)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(node, "parts", &items);
	struct dgpm_indicator *parts;

	read_one(out, arena, node, path);
	if (n == 0)
		return;
	parts = dgpm_arena_array(arena, n, sizeof *parts);
	for (uint32_t i = 0; i < n; i++)
		read_one(&parts[i], arena, &items[i], path);
	out->parts = parts;
	out->n_parts = n;
	show_part(out);
}
