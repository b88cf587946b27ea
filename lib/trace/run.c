/* Answering addresses: each by its kind, the ledgers once for all. */
#include "base/i18n.h"
#include "portfolio/select.h"
#include "trace/parts.h"

static const struct {
	const char *kind;
	bool (*ask)(struct trace_run *run, struct dgpm_answer *answer);
} kinds[] = {
	{ "ledger", trace_ledger },	    { "row", trace_row },
	{ "track", trace_track },	    { "consolidate", trace_consolidate },
	{ "indicator", trace_indicator },   { "evaluate", trace_evaluate },
	{ "cards", trace_cards },	    { "classify", trace_classify },
	{ "known", trace_known },	    { "review", trace_review },
	{ "monitor", trace_monitor },	    { "overlap", trace_overlap },
	{ "procedures", trace_procedures },
};

const char *const dgpm_answer_kinds[] = { "ledger",   "row",	 "track",     "consolidate", "indicator",
					  "evaluate", "cards",	 "classify",  "known",	     "review",
					  "monitor",  "overlap", "procedures" };
const size_t dgpm_answer_n_kinds = DGPM_COUNT(dgpm_answer_kinds);
_Static_assert(DGPM_COUNT(dgpm_answer_kinds) == DGPM_COUNT(kinds), "every kind has its name");

bool dgpm_answer_is_address(const char *text)
{
	for (size_t i = 0; i < DGPM_COUNT(kinds); i++)
		if (dgpm_address_is(text, kinds[i].kind))
			return true;
	return false;
}

static bool ask(struct trace_run *run, struct dgpm_answer *answer)
{
	for (size_t i = 0; i < DGPM_COUNT(kinds); i++)
		if (dgpm_address_is(answer->text, kinds[i].kind) &&
		    dgpm_address_parse(&answer->address, run->arena, answer->text))
			return kinds[i].ask(run, answer);
	dgpm_diag_addf(run->diags, DGPM_MSG_TRC_01, (struct dgpm_loc){ 0 },
		       dgpm_diag_value(run->diags, "%s", answer->text), "'%s'", answer->text);
	return false;
}

int dgpm_answers(struct dgpm_answers *out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
		 const struct dgpm_answer_how *how)
{
	struct trace_run run = { .out = out, .arena = arena, .diags = diags, .p = p, .how = how };
	bool good = true;

	*out = (struct dgpm_answers){ .n = how->n, .items = dgpm_arena_array(arena, how->n, sizeof *out->items) };
	if (dgpm_portfolio_is_narrowed(p))
		dgpm_portfolio_cards(p, diags, how->threads, NULL, NULL, &out->cards);
	for (size_t i = 0; i < how->n; i++) {
		out->items[i].text = how->addresses[i];
		good &= ask(&run, &out->items[i]);
	}
	if (good && trace_rows(&run) != 0)
		good = false;
	trace_review_close(&run);
	return good ? 0 : -1;
}
