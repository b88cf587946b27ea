/* Whether the profiles of a portfolio can be used, before a spreadsheet is there. */
#include "profile/tree.h"
#include "base/i18n.h"

#define KIND "dgpm/profile@1"

/* A profile of this ID that stands before it: of dgpm itself, or of the portfolio. */
static bool has_same(struct dgpm_loc *at, struct dgpm_diags *diags, struct dgpm_data *data,
		     const struct dgpm_other *others, size_t before, const char *id)
{
	size_t n;
	const char *const *files = dgpm_data_list(data, diags, "profiles", ".yaml", &n);

	for (size_t i = 0; i < n; i++) {
		const struct dgpm_node *root = dgpm_data_doc(data, diags, files[i]);

		*at = dgpm_node_loc(dgpm_node_get(root, "id"), files[i]);
		if (dgpm_node_text_is(root, "id", id))
			return true;
	}
	for (size_t i = 0; i < before; i++) {
		*at = dgpm_node_loc(dgpm_node_get(others[i].root, "id"), others[i].path);
		if (strcmp(others[i].kind, KIND) == 0 && dgpm_node_text_is(others[i].root, "id", id))
			return true;
	}
	return false;
}

void dgpm_profiles_check(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *portfolio,
			 dgpm_table_fn table)
{
	struct dgpm_data *data = dgpm_portfolio_data(portfolio);
	size_t n;
	const struct dgpm_other *others = dgpm_portfolio_others(portfolio, diags, 1, &n);
	struct dgpm_loc same;

	for (size_t i = 0; i < n; i++) {
		const struct dgpm_node *root = others[i].root, *id = dgpm_node_get(root, "id");
		struct dgpm_profile *p;

		if (strcmp(others[i].kind, KIND) != 0)
			continue;
		if (has_same(&same, diags, data, others, i, dgpm_node_cstr(id)))
			dgpm_diag_add2(diags, DGPM_MSG_CONV_43, dgpm_node_loc(id, others[i].path), dgpm_node_cstr(id),
				       same, _("the same ID stands here"));
		if (profile_is_table(root))
			table(arena, diags, data, root, others[i].path);
		else if (profile_load(&p, arena, diags, data, root, others[i].path,
				      profile_dir_of(arena, dgpm_portfolio_dir(portfolio), others[i].path)) == 0)
			dgpm_profile_close(p);
	}
}
