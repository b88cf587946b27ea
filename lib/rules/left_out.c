/* Rules of packs that were left out for their faults. */
#include "rules/rules.h"

#define PACK_KIND "dgpm/rules@1"

bool dgpm_rule_left_out(const struct dgpm_portfolio *portfolio, const char *id)
{
	size_t n;
	const struct dgpm_other *packs = dgpm_portfolio_broken(portfolio, &n);

	for (size_t i = 0; i < n; i++) {
		const struct dgpm_node *rules = NULL;
		uint32_t n_rules = dgpm_node_items(packs[i].root, "rules", &rules);

		for (uint32_t k = 0; strcmp(packs[i].kind, PACK_KIND) == 0 && k < n_rules; k++)
			if (dgpm_node_text_is(&rules[k], "id", id))
				return true;
	}
	return false;
}
