/* Years of a document that stand the wrong way round. */
#include "review/years.h"
#include "base/i18n.h"

static void check(struct dgpm_diags *diags, const struct dgpm_node *first, const struct dgpm_node *last,
		  const char *path)
{
	int64_t from, to;

	if (dgpm_node_int(first, &from) && dgpm_node_int(last, &to) && to < from)
		dgpm_diag_addf(diags, DGPM_MSG_SCH_19, dgpm_node_loc(last, path), dgpm_node_str(last).s,
			       _("'%s', the first is %s"), dgpm_node_str(last).s, dgpm_node_str(first).s);
}

static void check_span(struct dgpm_diags *diags, const struct dgpm_node *span, const char *path)
{
	check(diags, dgpm_node_get(span, "from"), dgpm_node_get(span, "to"), path);
}

/* The targets of an indicator, and of its parts, are of years after its baseline. */
static void check_indicators(struct dgpm_diags *diags, const struct dgpm_node *of, const char *key, const char *path)
{
	const struct dgpm_node *items = NULL, *targets = NULL;
	uint32_t n = dgpm_node_items(of, key, &items);

	for (uint32_t i = 0; i < n; i++) {
		const struct dgpm_node *baseline = dgpm_node_at(&items[i], "baseline.fiscal_year");
		uint32_t n_targets = dgpm_node_items(&items[i], "targets", &targets);

		for (uint32_t k = 0; k < n_targets; k++)
			check(diags, baseline, dgpm_node_get(&targets[k], "fiscal_year"), path);
		check(diags, baseline, dgpm_node_at(&items[i], "target.fiscal_year"), path);
		check_indicators(diags, &items[i], "parts", path);
	}
}

void review_years_check(struct dgpm_diags *diags, const struct dgpm_node *root, const char *path)
{
	check_span(diags, dgpm_node_get(root, "span"), path);
	check_span(diags, dgpm_node_get(root, "period"), path);
	check_indicators(diags, root, "indicators", path);
	check_indicators(diags, root, "kpis", path);
}
