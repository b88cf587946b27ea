/* Files by name and baselines: what a gate in CI adds to a review. */
#include "baseline.h"

#include <unistd.h>

int known_open(struct known *k, struct cmd_env *env, const struct cmd_common *c, struct dgpm_review_how *how)
{
	struct dgpm_arena *a = env->arena;
	bool rewrite = k->write_baseline != NULL && access(k->write_baseline, F_OK) == 0;

	if (k->baseline != NULL && dgpm_baseline_read(&k->known, a, env->diags, env->data, k->baseline) != 0)
		return -1;
	k->before = k->known;
	if (rewrite && (k->baseline == NULL || strcmp(k->baseline, k->write_baseline) != 0) &&
	    dgpm_baseline_read(&k->before, a, env->diags, env->data, k->write_baseline) != 0)
		return -1;
	return cmd_changed(&how->changed, env, c);
}

/* The baseline appears with the reports or not at all. Pruned, it takes nothing in: only what is gone leaves it. */
static void write_baseline(const struct known *k, struct cmd_env *env, const struct dgpm_findings *findings,
			   const struct dgpm_baseline_scope *scope, struct cmd_result *found,
			   struct dgpm_diags *trouble)
{
	const char *path = k->prune ? k->baseline : k->write_baseline;
	struct dgpm_out *out;

	found->files = dgpm_outs_new(env->arena);
	if (dgpm_outs_open(&out, found->files, trouble, path, env->out) != 0)
		dgpm_outs_fail(found->files);
	else
		dgpm_baseline_write(k->prune ? k->known : k->before, env->arena, out, findings, scope, k->prune);
}

static void compare(const struct known *k, struct cmd_env *env, const struct cmd_common *c,
		    struct dgpm_findings *findings, const struct dgpm_baseline_scope *scope, struct cmd_result *found)
{
	struct dgpm_diags *fresh = dgpm_diags_new(env->arena);
	struct dgpm_baseline_compared compared;

	dgpm_baseline_compare(&compared, k->known, env->arena, findings, scope);
	for (size_t i = 0; i < findings->n; i++) {
		struct dgpm_diag d = *findings->items[i].diag;

		/* Its number among equal ones is that of the whole list. */
		d.fingerprint = findings->items[i].fingerprint;
		if (findings->items[i].known != DGPM_KNOWN_BEFORE || d.severity < DGPM_SAID_CANNOT_COMPUTE)
			dgpm_diag_push(fresh, &d);
	}
	cmd_head_number(env, "known", (int64_t)compared.n_known);
	cmd_head_number(env, "gone", (int64_t)compared.n_gone);
	found->shown = fresh;
	found->told = findings;
	env->format.gone = compared.gone;
	env->format.n_gone = compared.n_gone;
	if (compared.n_gone != 0 && !k->prune && !c->quiet) {
		fprintf(env->told, P_("note: %zu result of the baseline is no more; --prune-baseline drops it",
				     "note: %zu results of the baseline are no more; --prune-baseline drops them",
				     compared.n_gone),
			compared.n_gone);
		fputc('\n', env->told);
	}
	found->summary = dgpm_arena_printf(env->arena, P_("%s; %zu result known from the baseline",
							  "%s; %zu results known from the baseline", compared.n_known),
					   found->summary, compared.n_known);
}

void known_close(const struct known *k, struct cmd_env *env, const struct cmd_common *c,
		 const struct dgpm_review *review, const struct dgpm_review_how *how, struct cmd_result *found)
{
	struct dgpm_diags *trouble = dgpm_diags_new(env->arena);
	struct dgpm_baseline_scope scope = { .review = review };
	struct dgpm_diags *shown = env->diags;
	struct dgpm_findings *findings;
	bool good;

	if (how->changed != NULL) {
		shown = dgpm_changed_diags(env->arena, env->diags, env->portfolio, how->changed);
		found->summary = dgpm_arena_printf(env->arena, P_("%s; %zu card of the change reviewed",
								  "%s; %zu cards of the change reviewed",
								  review->n_projects),
						   found->summary, review->n_projects);
	}
	found->shown = shown;
	good = dgpm_diags_count_of(shown, DGPM_FATAL) == 0;
	scope.narrowed = how->changed != NULL && !how->changed->all;
	scope.whole = good && !dgpm_portfolio_is_named(env->portfolio) && !dgpm_portfolio_is_narrowed(env->portfolio);
	if (k->baseline == NULL && k->write_baseline == NULL)
		return;
	dgpm_diags_sort(shown);
	findings = dgpm_findings_new(env->arena, shown);
	if ((k->write_baseline != NULL || k->prune) && good)
		write_baseline(k, env, findings, &scope, found, trouble);
	else if (k->write_baseline != NULL || k->prune)
		fprintf(env->told, _("note: '%s' is not written, as not everything could be read\n"),
			k->prune ? k->baseline : k->write_baseline);
	if (k->known != NULL)
		compare(k, env, c, findings, &scope, found);
	dgpm_diags_merge(found->shown, trouble);
}
