/* What the kinds of addresses add to an answer. */
#include "trace/parts.h"

struct trace_want *trace_want(struct trace_run *run, struct dgpm_answer *answer)
{
	struct trace_want *w = DGPM_PUSH(run->arena, run->wants, run->n_wants, run->cap_wants);

	*w = (struct trace_want){ .answer = answer, .projects = { .arena = run->arena } };
	return w;
}

struct dgpm_operand *trace_operand(struct trace_run *run, struct dgpm_answer *answer, const char *name,
				   const char *address, struct dgpm_answer_value value)
{
	struct dgpm_operand *o = DGPM_PUSH(run->arena, answer->operands, answer->n_operands, answer->cap);

	*o = (struct dgpm_operand){ .name = name, .address = address, .value = value };
	return o;
}

bool trace_unknown(struct trace_run *run, const struct dgpm_answer *answer, const char *what)
{
	const char *given = dgpm_diag_value(run->diags, "%s", answer->text);

	if (what != NULL)
		dgpm_diag_addf(run->diags, DGPM_MSG_TRC_02, (struct dgpm_loc){ 0 }, given, "'%s': %s", answer->text,
			       what);
	else
		dgpm_diag_addf(run->diags, DGPM_MSG_TRC_02, (struct dgpm_loc){ 0 }, given, "'%s'", answer->text);
	return false;
}
