/* monitor: the points of a project; overlap: those of two that are alike; procedures: their shares. */
#include "base/i18n.h"
#include "govern/monitor.h"
#include "govern/overlap.h"
#include "procedures/procedures.h"
#include "trace/parts.h"

bool trace_monitor(struct trace_run *run, struct dgpm_answer *answer)
{
	const char *day = dgpm_address_only(&answer->address, 0), *id = dgpm_address_only(&answer->address, 1),
		   *column = dgpm_address_only(&answer->address, 2);
	struct dgpm_monitoring m;
	struct dgpm_date date;

	if (day == NULL || id == NULL || column == NULL || answer->address.n != 3 || strcmp(column, "score") != 0 ||
	    !dgpm_date_parse(&date, dgpm_str_of(day)))
		return trace_unknown(run, answer, _("monitor:DATE/ID/score is meant"));
	if (dgpm_monitor(&m, run->arena, dgpm_diags_new(run->arena), run->p, date, run->how->threads) != 0)
		return trace_unknown(run, answer, NULL);
	for (size_t i = 0; i < m.n; i++) {
		if (strcmp(m.items[i].id, id) != 0)
			continue;
		answer->kind = DGPM_ORIGIN_FORMULA;
		answer->formula = _("points of importance and of risk");
		answer->value = trace_count(m.items[i].score);
		for (size_t k = 0; k < m.items[i].n_reasons; k++) {
			const struct dgpm_monitor_reason *r = &m.items[i].reasons[k];

			if (r->points != 0)
				trace_operand(run, answer,
					      r->value != NULL
						      ? dgpm_arena_printf(run->arena, "%s (%s)", r->title, r->value)
						      : r->title,
					      NULL, trace_count(r->points))
					->place = m.items[i].path;
		}
		return true;
	}
	return trace_unknown(run, answer, _("no project has this ID"));
}

bool trace_overlap(struct trace_run *run, struct dgpm_answer *answer)
{
	const char *id = dgpm_address_only(&answer->address, 0), *other = dgpm_address_only(&answer->address, 1),
		   *column = dgpm_address_only(&answer->address, 2);
	struct dgpm_overlap_how how = { .min_score = 0, .project = id, .all = true, .threads = run->how->threads };
	struct dgpm_overlaps o;

	if (id == NULL || other == NULL || column == NULL || answer->address.n != 3 || strcmp(column, "score") != 0)
		return trace_unknown(run, answer, _("overlap:ID/ID/score is meant"));
	if (dgpm_overlap(&o, run->arena, dgpm_diags_new(run->arena), run->p, &how) != 0)
		return trace_unknown(run, answer, NULL);
	for (size_t i = 0; i < o.n; i++) {
		const struct dgpm_overlap *x = &o.items[i];

		if (!(strcmp(x->id, id) == 0 && strcmp(x->other_id, other) == 0) &&
		    !(strcmp(x->id, other) == 0 && strcmp(x->other_id, id) == 0))
			continue;
		answer->kind = DGPM_ORIGIN_FORMULA;
		answer->formula = _("points of what the two share, 100 at most");
		answer->value = trace_count(x->score);
		for (size_t k = 0; k < x->n_parts; k++)
			trace_operand(run, answer, dgpm_arena_strdup(run->arena, x->parts[k].kind), NULL,
				      trace_count(x->parts[k].points))
				->place = x->parts[k].text;
		return true;
	}
	return trace_unknown(run, answer, _("the two share nothing"));
}

bool trace_procedures(struct trace_run *run, struct dgpm_answer *answer)
{
	const char *which = dgpm_address_only(&answer->address, 0), *what = dgpm_address_only(&answer->address, 1);
	struct dgpm_procedures_how how = { .threads = run->how->threads };
	const struct dgpm_procedures_sum *sums, *all;
	struct dgpm_procedures *p;
	size_t n;

	if (which == NULL || strcmp(which, "*") != 0 || what == NULL || answer->address.n != 2)
		return trace_unknown(run, answer, _("procedures:*/online, complete or attachments is meant"));
	if (dgpm_procedures(&p, run->arena, dgpm_diags_new(run->arena), dgpm_portfolio_data(run->p), run->p, &how) != 0)
		return trace_unknown(run, answer, NULL);
	sums = dgpm_procedures_sum(&n, run->arena, p, DGPM_PROCEDURES_BY_ORGANIZATION);
	if (n == 0)
		return trace_unknown(run, answer, _("no card has procedures"));
	all = &sums[n - 1];
	answer->kind = DGPM_ORIGIN_FORMULA;
	if (strcmp(what, "online") == 0) {
		answer->formula = _("uses of procedures that are online / uses of all of which it is known");
		answer->value = trace_rate(all->weighed_uses > 0, all->online_uses, all->weighed_uses);
	} else if (strcmp(what, "complete") == 0) {
		answer->formula = _("procedures that are complete online / those of which it is known");
		answer->value = trace_rate(all->n_complete_known != 0, (int64_t)all->n_complete,
					   (int64_t)all->n_complete_known);
	} else if (strcmp(what, "attachments") == 0) {
		answer->formula = _("procedures without attached documents / those of which it is known");
		answer->value = trace_rate(all->n_attachments_known != 0, (int64_t)all->n_none,
					   (int64_t)all->n_attachments_known);
	} else {
		return trace_unknown(run, answer, _("the report has no such column"));
	}
	trace_operand(run, answer, _("counted"), NULL, trace_count(answer->value.n));
	trace_operand(run, answer, _("of"), NULL, trace_count(answer->value.of));
	for (size_t i = 0; i < p->n; i++) {
		const struct dgpm_procedure *x = &p->items[i];

		trace_operand(run, answer, x->name, NULL, trace_text(x->project_id))->place =
			x->at.path != NULL ? dgpm_arena_printf(run->arena, "%s:%u", x->at.path, x->at.line) : NULL;
	}
	return true;
}
