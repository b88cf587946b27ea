/* The overall grade that the marks suggest: 案, by schemas/evaluation.yaml. */
#include "evaluate/parts.h"
#include "base/i18n.h"

struct marks {
	size_t all, primary; /* indicators that ended */
	unsigned seen, seen_primary; /* bits of enum dgpm_mark */
	bool worse, over;    /* a primary one missed and worse than its baseline; every primary one well over */
	size_t unknown, running;
};

static bool any_primary(const struct dgpm_policy *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->indicators[i].primary)
			return true;
	return false;
}

static struct marks marks_of(const struct dgpm_policy *p, int64_t well_over)
{
	/* A sheet that marks none: all count. */
	bool all_primary = !any_primary(p);
	struct marks m = { .over = true };

	for (size_t i = 0; i < p->n; i++) {
		const struct dgpm_indicator *ind = &p->indicators[i];
		bool primary = all_primary || ind->primary;

		if (!dgpm_mark_is_told((enum dgpm_mark)ind->mark)) {
			m.unknown++;
			continue;
		}
		if (ind->mark == DGPM_MARK_RUNNING) {
			m.running += primary;
			continue;
		}
		m.all++;
		m.seen |= 1u << ind->mark;
		if (!primary)
			continue;
		m.primary++;
		m.seen_primary |= 1u << ind->mark;
		m.worse |= ind->mark == DGPM_MARK_NOT && ind->worse;
		m.over &= ind->has_way && ind->way >= well_over;
	}
	m.over &= m.primary != 0;
	return m;
}

static unsigned bits_of(const struct dgpm_node *list)
{
	unsigned bits = 0;

	for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++)
		for (int m = 0; m <= DGPM_MARK_RUNNING; m++)
			if (dgpm_str_is(dgpm_node_str(&list->items[i]), dgpm_mark_name((enum dgpm_mark)m)))
				bits |= 1u << m;
	return bits;
}

static bool holds(const struct dgpm_node *grade, const struct marks *m)
{
	const struct dgpm_node *all = dgpm_node_get(grade, "all"), *none = dgpm_node_get(grade, "none_primary"),
			       *any = dgpm_node_get(grade, "any_primary");

	return (all == NULL || (m->seen & ~bits_of(all)) == 0) &&
	       (none == NULL || (m->seen_primary & bits_of(none)) == 0) &&
	       (any == NULL || (m->seen_primary & bits_of(any)) != 0) &&
	       (!dgpm_node_true(dgpm_node_get(grade, "worse")) || m->worse) &&
	       (!dgpm_node_true(dgpm_node_get(grade, "over")) || m->over);
}

void evaluate_grade(struct dgpm_policy *policy, const struct evaluate_settings *s)
{
	struct marks m = marks_of(policy, s->well_over);

	if (m.unknown != 0) {
		policy->no_grade = dgpm_arena_printf(s->arena,
						     P_("%zu indicator has no mark", "%zu indicators have no mark",
							m.unknown),
						     m.unknown);
		return;
	}
	if (m.all == 0) {
		policy->no_grade = _("no indicator has ended");
		return;
	}
	policy->grade_halfway = m.running != 0;
	for (uint32_t i = 0; i < s->grades->n; i++) {
		const struct dgpm_node *grade = &s->grades->items[i];

		if (!holds(grade, &m))
			continue;
		policy->grade = dgpm_node_cstr(dgpm_node_get(grade, "id"));
		policy->grade_reason = dgpm_data_text(s->data, dgpm_node_get(grade, "reason"));
		policy->grade_confirmed = dgpm_node_true(dgpm_node_get(grade, "confirmed"));
		return;
	}
	policy->no_grade = _("no grade fits the marks");
}
