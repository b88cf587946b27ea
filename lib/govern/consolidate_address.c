/* Figures of the consolidated appropriation by their addresses, and what its columns are made of. */
#include "base/i18n.h"
#include "govern/consolidate.h"
#include "ledger/ledger.h"

const char *dgpm_consolidation_address(struct dgpm_arena *arena, int fiscal_year, const struct dgpm_consolidated *c)
{
	struct dgpm_address_text t;

	dgpm_address_begin(&t, arena, "consolidate");
	dgpm_address_word(&t, dgpm_str_of(dgpm_arena_printf(arena, "%d", fiscal_year)));
	dgpm_address_part(&t);
	dgpm_address_word(&t, dgpm_str_of(c->id));
	dgpm_address_term(&t, "account", dgpm_str_of(c->account));
	return dgpm_address_end(&t);
}

const struct dgpm_origin dgpm_consolidation_origins[] = {
	{ "project_id", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "organization", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "name", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "account", DGPM_ORIGIN_KEY, 0, NULL, NULL },
	{ "request_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_REQUEST), NULL, NULL },
	{ "decision", DGPM_ORIGIN_FORMULA, 0, N_("the first reason of the Agency's rules that holds for the card"),
	  NULL },
	{ "reason", DGPM_ORIGIN_FORMULA, 0, N_("the decision in words, with what stands on the card"), NULL },
	{ "appropriated_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_INITIAL) | DGPM_LS_BIT(DGPM_LS_TRANSFER_IN),
	  N_("initial + transferred in, under whoever requests in bulk"), NULL },
	{ "group", DGPM_ORIGIN_FORMULA, 0, N_("the group of the decision"), NULL },
	{ "last_year_yen", DGPM_ORIGIN_SUM, DGPM_LS_AVAILABLE, N_("available in the year before"), NULL },
	{ "allocated_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_ALLOCATED), NULL, NULL },
	{ "executed_yen", DGPM_ORIGIN_SUM, DGPM_LS_BIT(DGPM_LS_EXECUTED), NULL, NULL },
};
const size_t dgpm_consolidation_n_origins = DGPM_COUNT(dgpm_consolidation_origins);
