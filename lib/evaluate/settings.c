/* schemas/evaluation.yaml, and `evaluate` of dgpm.yaml that goes before it. */
#include "evaluate/parts.h"
#include "data/settings.h"

#define FILE_NAME "evaluation.yaml"

int evaluate_settings(struct evaluate_settings *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      struct dgpm_data *data, const struct dgpm_portfolio *p)
{
	const struct dgpm_node *root = dgpm_data_doc(data, diags, FILE_NAME);
	const struct dgpm_node *given = p != NULL ? dgpm_node_get(dgpm_portfolio_config(p), "evaluate") : NULL;
	struct settings s = { .own = dgpm_node_get(root, "params"), .given = dgpm_node_get(given, "params") };

	*out = (struct evaluate_settings){ .arena = arena, .data = data };
	if (root == NULL ||
	    dgpm_checks_load(&out->rules, arena, diags, data, FILE_NAME, dgpm_node_get(given, "rules")) != 0)
		return -1;
	out->near = settings_int(&s, "near");
	out->well_over = settings_int(&s, "well_over");
	out->grades = dgpm_node_get(given, "grades");
	if (out->grades == NULL)
		out->grades = dgpm_node_get(root, "grades");
	if (!s.failed && out->near >= 0 && out->near <= 10000 && out->grades != NULL && out->grades->kind == DGPM_LIST)
		return 0;
	dgpm_diag_add(diags, DGPM_MSG_DATA_01, dgpm_node_loc(root, FILE_NAME), NULL);
	return -1;
}
