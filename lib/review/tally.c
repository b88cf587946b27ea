/* The findings of a review counted by rule and by project. */
#include "review/tally.h"
#include "base/i18n.h"
#include "base/intern.h"
#include "base/list.h"

static int cmp_rules(const void *pa, const void *pb)
{
	const struct tally_rule *a = pa, *b = pb;

	if (a->severity != b->severity)
		return a->severity > b->severity ? -1 : 1;
	return strcmp(a->id, b->id);
}

static int cmp_findings(const void *pa, const void *pb)
{
	const struct dgpm_diag *const *a = pa, *const *b = pb;
	int c = strcmp((*a)->project_id, (*b)->project_id);

	if (c == 0)
		c = ((*a)->severity < (*b)->severity) - ((*a)->severity > (*b)->severity);
	if (c == 0)
		c = strcmp((*a)->rule, (*b)->rule);
	if (c == 0 && (*a)->at.line != (*b)->at.line)
		c = (*a)->at.line < (*b)->at.line ? -1 : 1;
	return c != 0 ? c : (*a > *b) - (*a < *b);
}

static bool is_finding(const struct dgpm_diag *d)
{
	return d->severity == DGPM_NOTE || d->severity == DGPM_WARNING || d->severity == DGPM_ERROR;
}

static const char *title_of(const struct dgpm_review *review, const struct dgpm_diag *d)
{
	for (size_t i = 0; i < review->n_rules; i++)
		if (strcmp(review->ran[i]->id, d->rule) == 0)
			return review->ran[i]->title;
	return d->message;
}

/* Each rule that has a finding, once. */
static void list_rules(struct review_tally *t)
{
	struct names names = { .arena = t->arena };
	size_t cap = 0;

	for (size_t i = 0; i < t->n_findings; i++) {
		const struct dgpm_diag *d = t->findings[i];
		uint32_t number = names_number(&names, dgpm_str_of(d->rule));

		if (number == t->n_rules)
			*DGPM_PUSH(t->arena, t->rules, t->n_rules, cap) =
				(struct tally_rule){ .id = d->rule, .severity = d->severity,
						     .title = title_of(t->review, d) };
		t->rules[number].findings++;
	}
	dgpm_sort(t->rules, t->n_rules, sizeof *t->rules, cmp_rules);
}

static size_t number_of(const struct review_tally *t, const struct names *names, const size_t *place,
			const struct dgpm_diag *d)
{
	(void)t;
	return place[names_find(names, dgpm_str_of(d->rule)) - 1];
}

/* Findings and projects are both in the order of IDs. */
static void join(struct review_tally *t)
{
	struct names names = { .arena = t->arena };
	size_t *place = dgpm_arena_array(t->arena, t->n_rules, sizeof *place), at = 0;

	for (size_t r = 0; r < t->n_rules; r++)
		place[names_number(&names, dgpm_str_of(t->rules[r].id))] = r;
	for (size_t i = 0; i < t->n_projects; i++) {
		struct tally_project *p = &t->projects[i];

		*p = (struct tally_project){ .reviewed = &t->review->projects[i],
					     .has = dgpm_arena_array(t->arena, t->n_words, sizeof *p->has) };
		while (at < t->n_findings && strcmp(t->findings[at]->project_id, p->reviewed->id) < 0)
			at++;
		p->first = at;
		for (; at < t->n_findings && strcmp(t->findings[at]->project_id, p->reviewed->id) == 0; at++) {
			size_t r = number_of(t, &names, place, t->findings[at]);

			t->rules[r].projects += !tally_has(p->has, r);
			p->has[r / 64] |= (uint64_t)1 << r % 64;
			p->n++;
		}
	}
	for (size_t r = 0; r < t->n_rules; r++)
		t->rules[r].common = t->n_projects > 1 && t->rules[r].projects * 100 >
							       t->n_projects * (size_t)t->review->common_share;
}

void review_tally(struct review_tally *out, struct dgpm_arena *arena, const struct dgpm_review *review,
		  const struct dgpm_diags *diags)
{
	size_t n = dgpm_diags_count(diags);

	*out = (struct review_tally){ .review = review, .arena = arena, .n_projects = review->n_projects };
	out->findings = dgpm_arena_array(arena, n, sizeof *out->findings);
	out->others = dgpm_arena_array(arena, n, sizeof *out->others);
	for (size_t i = 0; i < n; i++) {
		const struct dgpm_diag *d = dgpm_diags_at(diags, i);

		if (d->project_id != NULL && d->rule != NULL && is_finding(d))
			out->findings[out->n_findings++] = d;
		else if (d->project_id == NULL)
			out->others[out->n_others++] = d;
	}
	dgpm_sort(out->findings, out->n_findings, sizeof *out->findings, cmp_findings);
	list_rules(out);
	out->n_words = (out->n_rules + 63) / 64;
	out->projects = dgpm_arena_array(arena, out->n_projects, sizeof *out->projects);
	join(out);
}

const char *review_count(struct dgpm_arena *a, size_t n)
{
	char buf[DGPM_INT_BUF];

	return dgpm_arena_strdup(a, dgpm_int_format(buf, (int64_t)n, ','));
}

void review_print_head(const struct dgpm_review *review, const struct dgpm_words *words, struct dgpm_arena *a,
		       struct dgpm_out *out, const char *remark)
{
	char date[11];

	dgpm_out_printf(out, _("%s, FY%d, as of %s: "),
			review->stage != NULL ? dgpm_word(words, "review-stage", review->stage) : _("the stages due"),
			review->fiscal_year, dgpm_date_format(date, review->date));
	dgpm_out_printf(out, P_("%s project", "%s projects", review->n_projects), review_count(a, review->n_projects));
	if (remark != NULL)
		dgpm_out_printf(out, " (%s)", remark);
	dgpm_out_puts(out, "\n");
}
