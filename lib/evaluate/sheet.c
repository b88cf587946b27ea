/* An evaluation sheet as a policy. */
#include "evaluate/parts.h"
#include "portfolio/select.h"

static const char *text_at(const struct dgpm_node *map, const char *key)
{
	return dgpm_node_cstr(dgpm_node_get(map, key));
}

/* The day of the evaluation: of a month its last day, which is never before the real one. */
static struct dgpm_date day_of(const char *text, struct dgpm_arena *arena, struct dgpm_date today)
{
	struct dgpm_date date;

	if (text == NULL)
		return today;
	if (dgpm_date_parse(&date, dgpm_str_of(text)))
		return date;
	for (int day = 31; day >= 28; day--)
		if (dgpm_date_parse(&date, dgpm_str_of(dgpm_arena_printf(arena, "%s-%02d", text, day))))
			return date;
	return today;
}

bool evaluate_selects(const struct dgpm_portfolio *p, struct dgpm_arena *scratch, const struct dgpm_other *sheet)
{
	return dgpm_portfolio_selects_other(p, scratch, sheet->path, text_at(sheet->root, "id"),
					    text_at(sheet->root, "title"), text_at(sheet->root, "organization"));
}

void evaluate_sheet(struct dgpm_policy *out, struct dgpm_arena *arena, struct dgpm_portfolio *p,
		    const struct dgpm_other *sheet, struct dgpm_date today)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(sheet->root, "indicators", &items);
	int64_t year = 0;

	*out = (struct dgpm_policy){
		.id = text_at(sheet->root, "id"),
		.title = text_at(sheet->root, "title"),
		.organization = dgpm_organization_code(dgpm_portfolio_organizations(p),
						       text_at(sheet->root, "organization")),
		.field = text_at(sheet->root, "field"),
		.path = sheet->path,
		.root = sheet->root,
		.evaluated = text_at(sheet->root, "evaluated"),
		.printed_grade = text_at(sheet->root, "grade"),
		.unit = DGPM_UNIT_MILLION,
		.n = n,
	};
	(void)dgpm_node_int(dgpm_node_get(sheet->root, "fiscal_year"), &year);
	out->fiscal_year = (int)year;
	out->date = day_of(out->evaluated, arena, today);
	out->indicators = dgpm_arena_array(arena, n, sizeof *out->indicators);
	for (uint32_t i = 0; i < n; i++)
		dgpm_indicator_read(&out->indicators[i], arena, &items[i], sheet->path);
}
