/* --max-findings: the gravest are printed, and how many are not is told. */
#include "cmd.h"

/* Which severities stay whole where N findings are to be printed, and how many of the next one do. */
struct quota {
	enum dgpm_severity from;
	size_t of_next;
};

static struct quota quota_of(const size_t n[DGPM_FATAL + 1], size_t most)
{
	struct quota q = { DGPM_FATAL + 1, most };

	while (q.from > DGPM_SAID_PASS && n[q.from - 1] <= q.of_next)
		q.of_next -= n[--q.from];
	return q;
}

static bool stays(struct quota *q, const struct dgpm_diag *d)
{
	if (d->severity >= q->from)
		return true;
	if (d->severity + 1 != q->from || q->of_next == 0)
		return false;
	q->of_next--;
	return true;
}

/* The gravest N of them, in their order; NULL: there are no more. */
static struct dgpm_diags *gravest(const struct cmd_env *env, const struct dgpm_diags *all, size_t most)
{
	struct dgpm_diags *kept;
	const struct dgpm_findings *findings;
	size_t n[DGPM_FATAL + 1] = { 0 };
	struct quota q;

	if (most == 0 || dgpm_diags_count(all) <= most)
		return NULL;
	findings = dgpm_findings_new(env->arena, all);
	for (size_t i = 0; i < findings->n; i++)
		n[findings->items[i].diag->severity]++;
	q = quota_of(n, most);
	kept = dgpm_diags_new(env->arena);
	for (size_t i = 0; i < findings->n; i++) {
		struct dgpm_diag d = *findings->items[i].diag;

		/* Its number among equal ones is that of the whole list. */
		d.fingerprint = findings->items[i].fingerprint;
		if (stays(&q, &d))
			dgpm_diag_push(kept, &d);
	}
	return kept;
}

/* The same of findings that a baseline knows some of: those that are new come first. */
static const struct dgpm_findings *gravest_told(const struct cmd_env *env, const struct dgpm_findings *all, size_t most)
{
	struct dgpm_findings *kept = dgpm_arena_array(env->arena, 1, sizeof *kept);
	size_t n[2][DGPM_FATAL + 1] = { 0 }, n_new = 0;
	struct quota q[2];

	if (all == NULL || all->n <= most)
		return all;
	kept->items = dgpm_arena_array(env->arena, most, sizeof *kept->items);
	for (size_t i = 0; i < all->n; i++) {
		bool known = all->items[i].known == DGPM_KNOWN_BEFORE;

		n[known][all->items[i].diag->severity]++;
		n_new += !known;
	}
	q[false] = quota_of(n[false], most);
	q[true] = quota_of(n[true], n_new < most ? most - n_new : 0);
	for (size_t i = 0; i < all->n; i++)
		if (stays(&q[all->items[i].known == DGPM_KNOWN_BEFORE], all->items[i].diag))
			kept->items[kept->n++] = all->items[i];
	return kept;
}

/* --max-findings: status and counts are those of all. */
void cmd_cut(struct cmd_env *env, const struct cmd_common *c, struct cmd_result *found)
{
	const struct dgpm_diags *all = cmd_shown(env, found);
	struct dgpm_diags *kept = gravest(env, all, c->max_findings);
	const char *note;
	size_t left_out;

	if (kept == NULL)
		return;
	left_out = dgpm_diags_count(all) - dgpm_diags_count(kept);
	if (found->decides == NULL)
		found->decides = cmd_shown(env, found);
	found->told = gravest_told(env, found->told, c->max_findings);
	found->shown = kept;
	env->format.n_left_out = left_out;
	cmd_head_number(env, "findings_left_out", (int64_t)left_out);
	note = dgpm_arena_printf(env->arena, P_("note: %s finding is not printed (--max-findings)",
						"note: %s findings are not printed (--max-findings)", left_out),
				 cmd_number(env->arena, left_out));
	found->remark = found->remark != NULL ? dgpm_arena_cat(env->arena, found->remark, "\n", note) : note;
}
