/*
 * Figures of the evaluation by their addresses.
 *
 *   indicator:ID/KPI[/YEAR][/COLUMN]     one indicator of a sheet or card; YEAR that of its target
 *   evaluate:DATE/SLICE[/COLUMN]         marks counted: `*`, or organization=, project=, year=, kind=, fiscal_year=
 *
 * In:     an indicator or a group of them; or an address.
 * Out:    its address; or the indicators that are meant; what each column is made of.
 * Drives: address.c.
 * Thread: none.
 */
#ifndef EVALUATE_ADDRESS_H
#define EVALUATE_ADDRESS_H

#include "address/address.h"
#include "address/origin.h"
#include "evaluate/evaluate.h"

const char *dgpm_indicator_address(struct dgpm_arena *arena, const struct dgpm_policy *p,
				   const struct dgpm_indicator *ind);

/* The indicator that an address means, and which of its years; *year 0: it names none. NULL: there is none. */
const struct dgpm_indicator *dgpm_indicator_asked(const struct dgpm_evaluation *e, const struct dgpm_address *address,
						  const struct dgpm_policy **policy, int *year, const char **column);

/* What marks were counted for. */
struct dgpm_evaluate_slice {
	unsigned by; /* enum dgpm_evaluate_key */
	const char *organization, *project;
	int year; /* of the sheet, or the fiscal year; 0: none */
	bool output;
	const char *column; /* NULL: the row */
};
const char *dgpm_evaluate_address(struct dgpm_arena *arena, struct dgpm_date date,
				  const struct dgpm_evaluate_slice *slice);

/* Errors: false: it is no address of this kind. *date: its day; year 0: it has none. */
bool dgpm_evaluate_ask(struct dgpm_evaluate_slice *out, struct dgpm_date *date,
		       const struct dgpm_address *address) DGPM_MUST_CHECK;

/* Each that is counted in the slice, with its mark there. */
typedef void (*dgpm_counted_fn)(void *ctx, const struct dgpm_policy *p, const struct dgpm_indicator *ind, int year,
				enum dgpm_mark mark);
void dgpm_evaluate_counted(const struct dgpm_evaluation *e, const struct dgpm_evaluate_slice *slice, dgpm_counted_fn fn,
			   void *ctx);
/* Whether baseline, target and actual are there, as the column `complete` counts. */
bool dgpm_indicator_is_full(const struct dgpm_indicator *ind);

extern const struct dgpm_origin dgpm_indicator_origins[];
extern const size_t dgpm_indicator_n_origins;

#endif
