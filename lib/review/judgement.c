/* What the results of a card come to. */
#include "review/review.h"

size_t dgpm_reviewed_applicable(const struct dgpm_reviewed *r)
{
	return r->n[DGPM_PASS] + r->n[DGPM_FAIL] + r->n[DGPM_WAIVED] + r->n[DGPM_CANNOT_COMPUTE];
}

const char *dgpm_reviewed_judgement(const struct dgpm_reviewed *r)
{
	if (r->violated_errors != 0)
		return "return";
	if (r->too_silent)
		return "undecided";
	if (r->errors != 0)
		return "return";
	if (r->unknown_errors != 0 || dgpm_reviewed_applicable(r) == r->n[DGPM_CANNOT_COMPUTE])
		return "undecided";
	return r->warnings != 0 ? "conditional" : "approve";
}
