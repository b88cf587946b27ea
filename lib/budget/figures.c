/* Figures of the budget table: totals, rates, shares, what rounding does. */
#include "budget/parts.h"

static const char *const col_names[DGPM_N_TABLE_COLS] = { "fiscal_year", "project_id", "organization", "account",
							  "expense", "stage", "item", "class", "sector", "phase",
							  "name" };

static const char *const figure_names[DGPM_N_FIGURES] = { "initial", "supplementary", "carryover_in", "transfer_in",
							  "reserve", "total", "executed", "execution_rate",
							  "carryover_out", "unused", "required", "request",
							  "allocated", "contracted", "planned" };

const enum dgpm_figure dgpm_table_figures[] = {
	DGPM_FIG_INITIAL, DGPM_FIG_SUPPLEMENTARY, DGPM_FIG_CARRYOVER_IN, DGPM_FIG_RESERVE, DGPM_FIG_TOTAL,
	DGPM_FIG_EXECUTED, DGPM_FIG_EXECUTION_RATE, DGPM_FIG_CARRYOVER_OUT, DGPM_FIG_REQUIRED, DGPM_FIG_REQUEST,
	DGPM_FIG_TRANSFER_IN, DGPM_FIG_UNUSED,
};
_Static_assert(DGPM_COUNT(dgpm_table_figures) == DGPM_N_TABLE_FIGURES, "every figure of the table has its place");

const char *dgpm_table_col_name(enum dgpm_table_col col)
{
	return col_names[col];
}

bool dgpm_table_col_parse(enum dgpm_table_col *out, struct dgpm_str name)
{
	for (enum dgpm_table_col c = 0; c < DGPM_N_TABLE_COLS; c++)
		if (dgpm_str_is(name, col_names[c])) {
			*out = c;
			return true;
		}
	return false;
}

const char *dgpm_figure_name(enum dgpm_figure figure)
{
	return figure_names[figure];
}

bool dgpm_figure_parse(enum dgpm_figure *out, struct dgpm_str name)
{
	for (enum dgpm_figure f = 0; f < DGPM_N_FIGURES; f++)
		if (dgpm_str_is(name, figure_names[f])) {
			*out = f;
			return true;
		}
	return false;
}

enum dgpm_figure dgpm_figure_of_stage(enum dgpm_ledger_stage stage)
{
	static const enum dgpm_figure of[DGPM_N_LEDGER_STAGES] = {
		[DGPM_LS_REQUIRED] = DGPM_FIG_REQUIRED,         [DGPM_LS_REQUEST] = DGPM_FIG_REQUEST,
		[DGPM_LS_INITIAL] = DGPM_FIG_INITIAL,           [DGPM_LS_SUPPLEMENTARY] = DGPM_FIG_SUPPLEMENTARY,
		[DGPM_LS_CARRYOVER_IN] = DGPM_FIG_CARRYOVER_IN, [DGPM_LS_TRANSFER_IN] = DGPM_FIG_TRANSFER_IN,
		[DGPM_LS_RESERVE] = DGPM_FIG_RESERVE,           [DGPM_LS_CONTRACTED] = DGPM_FIG_CONTRACTED,
		[DGPM_LS_CARRYOVER_OUT] = DGPM_FIG_CARRYOVER_OUT, [DGPM_LS_EXECUTED] = DGPM_FIG_EXECUTED,
		[DGPM_LS_ALLOCATED] = DGPM_FIG_ALLOCATED,       [DGPM_LS_PLANNED] = DGPM_FIG_PLANNED,
	};

	return of[stage];
}

static void set(struct dgpm_figures *out, enum dgpm_figure f, wide sum)
{
	if (wide_fits(sum)) {
		out->has[f] = true;
		out->value[f] = (int64_t)sum;
	} else {
		out->overflow[f] = true;
	}
}

/*
 * What was neither spent nor carried over, of one year that is over: over years what is carried counts twice. More
 * spent than there was is no such thing.
 */
static void set_unused(struct dgpm_figures *out, const struct dgpm_sums *sums)
{
	dgpm_yen rest;

	out->has[DGPM_FIG_UNUSED] =
		!out->open && sums->year > 0 && out->has[DGPM_FIG_TOTAL] && out->has[DGPM_FIG_EXECUTED] &&
		!out->overflow[DGPM_FIG_CARRYOVER_OUT] &&
		dgpm_yen_sub(&rest, out->value[DGPM_FIG_TOTAL], out->value[DGPM_FIG_EXECUTED]) &&
		dgpm_yen_sub(&out->value[DGPM_FIG_UNUSED], rest, out->value[DGPM_FIG_CARRYOVER_OUT]) &&
		out->value[DGPM_FIG_UNUSED] >= 0;
}

void budget_figures(struct dgpm_figures *out, const struct dgpm_sums *sums, bool net)
{
	wide total = 0;
	bool any = false;

	*out = (struct dgpm_figures){ .open = sums->open };
	for (enum dgpm_ledger_stage s = 0; s < DGPM_N_LEDGER_STAGES; s++)
		if (sums->has[s])
			set(out, dgpm_figure_of_stage(s), sums->sum[s]);
	for (enum dgpm_ledger_stage s = 0; s < DGPM_N_LEDGER_STAGES; s++) {
		if (!dgpm_ledger_stage_is_available(s))
			continue;
		any |= sums->has[s];
		total += sums->sum[s];
	}
	if (any)
		set(out, DGPM_FIG_TOTAL, total);
	set_unused(out, sums);
	if (!out->has[DGPM_FIG_TOTAL] || !out->has[DGPM_FIG_EXECUTED] ||
	    !dgpm_yen_sub(&out->rate_of, out->value[DGPM_FIG_TOTAL], net ? out->value[DGPM_FIG_CARRYOVER_OUT] : 0))
		return;
	out->has[DGPM_FIG_EXECUTION_RATE] = dgpm_rate(&out->value[DGPM_FIG_EXECUTION_RATE],
						      out->value[DGPM_FIG_EXECUTED], out->rate_of, 4);
}

bool dgpm_shares(int64_t *share, const dgpm_yen *part, size_t n, int64_t whole, struct dgpm_arena *scratch)
{
	wide sum = 0, *rest = dgpm_arena_array(scratch, n, sizeof *rest);
	int64_t given = 0;

	for (size_t i = 0; i < n; i++) {
		if (part[i] < 0)
			return false;
		sum += part[i];
	}
	if (sum <= 0)
		return false;
	for (size_t i = 0; i < n; i++) {
		wide exact = (wide)part[i] * whole;

		share[i] = (int64_t)(exact / sum);
		rest[i] = exact % sum;
		given += share[i];
	}
	for (; given < whole; given++) {
		size_t most = 0;

		for (size_t i = 1; i < n; i++)
			if (rest[i] > rest[most])
				most = i;
		share[most]++;
		rest[most] = -1;
	}
	return true;
}

int64_t dgpm_figures_rounding(const struct dgpm_figures *f, enum dgpm_unit unit)
{
	wide sum = 0;

	if (!f->has[DGPM_FIG_TOTAL])
		return 0;
	for (enum dgpm_ledger_stage s = 0; s < DGPM_N_LEDGER_STAGES; s++) {
		enum dgpm_figure part = dgpm_figure_of_stage(s);

		if (!dgpm_ledger_stage_is_available(s))
			continue;
		if (f->has[part])
			sum += dgpm_yen_round(f->value[part], unit);
		else if (f->overflow[part])
			return 0;
	}
	return (int64_t)(sum - dgpm_yen_round(f->value[DGPM_FIG_TOTAL], unit));
}
