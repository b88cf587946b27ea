/* Files by name and baselines: what a gate in CI adds to a review. */
#include "gate.h"
#include "portfolio/repository.h"

#include <unistd.h>

int gate_open(struct gate *g, struct cmd_env *env, struct dgpm_review_how *how)
{
	struct dgpm_arena *a = env->arena;
	bool rewrite = g->write_baseline != NULL && access(g->write_baseline, F_OK) == 0;

	if (g->baseline != NULL && dgpm_baseline_read(&g->known, a, env->diags, env->data, g->baseline) != 0)
		return -1;
	g->before = g->known;
	if (rewrite && (g->baseline == NULL || strcmp(g->baseline, g->write_baseline) != 0) &&
	    dgpm_baseline_read(&g->before, a, env->diags, env->data, g->write_baseline) != 0)
		return -1;
	if (g->files_from == NULL)
		return 0;
	return dgpm_files_from(&how->only, &how->n_only, &g->n_named, a, env->diags, g->files_from,
			       dgpm_portfolio_dir(env->portfolio));
}

static void write_baseline(const struct gate *g, struct cmd_env *env, const struct dgpm_findings *findings,
			   const struct dgpm_baseline_scope *scope, struct dgpm_diags *trouble)
{
	struct dgpm_out *out;

	if (dgpm_out_open(&out, env->arena, trouble, g->write_baseline, env->out) != 0)
		return;
	dgpm_baseline_write(g->before, env->arena, out, findings, scope);
	(void)!dgpm_out_close(out, trouble);
}

static const char *compare(const struct gate *g, struct cmd_env *env, const struct cmd_common *c,
			   struct dgpm_findings *findings, const struct dgpm_baseline_scope *scope, const char *summary)
{
	struct dgpm_diags *fresh = dgpm_diags_new(env->arena);
	struct dgpm_baseline_compared compared;

	dgpm_baseline_compare(&compared, g->known, env->arena, findings, scope);
	for (size_t i = 0; i < findings->n; i++) {
		struct dgpm_diag d = *findings->items[i].diag;

		/* Its number among equal ones is that of the whole list. */
		d.fingerprint = findings->items[i].fingerprint;
		if (findings->items[i].known != DGPM_KNOWN_BEFORE || d.severity < DGPM_SAID_CANNOT_COMPUTE)
			dgpm_diag_push(fresh, &d);
	}
	env->diags = fresh;
	env->told = findings;
	env->format.gone = compared.gone;
	env->format.n_gone = compared.n_gone;
	if (compared.n_gone != 0 && !c->quiet) {
		fprintf(env->err, P_("note: %zu result of the baseline is no more; --write-baseline=%s drops it",
				     "note: %zu results of the baseline are no more; --write-baseline=%s drops them",
				     compared.n_gone),
			compared.n_gone, g->baseline);
		fputc('\n', env->err);
	}
	return dgpm_arena_printf(env->arena, P_("%s; %zu result known from the baseline",
						"%s; %zu results known from the baseline", compared.n_known),
				 summary, compared.n_known);
}

const char *gate_close(struct gate *g, struct cmd_env *env, const struct cmd_common *c,
		       const struct dgpm_review *review, const struct dgpm_review_how *how, const char *summary)
{
	struct dgpm_diags *trouble = dgpm_diags_new(env->arena);
	struct dgpm_baseline_scope scope = { .review = review };
	struct dgpm_findings *findings;
	bool good;

	if (g->files_from != NULL) {
		env->diags = dgpm_diags_of_files(env->arena, env->diags, env->portfolio, how->only, how->n_only);
		summary = dgpm_arena_printf(env->arena, P_("%s; %zu card of the files named reviewed",
							   "%s; %zu cards of the files named reviewed",
							   review->n_projects),
					    summary, review->n_projects);
	}
	good = dgpm_diags_count_of(env->diags, DGPM_FATAL) == 0;
	scope.narrowed = g->files_from != NULL;
	scope.whole = good && !dgpm_portfolio_is_named(env->portfolio);
	if (g->files_from != NULL && review->n_projects == 0 && good && !c->quiet) {
		fprintf(env->err, P_("note: of %zu file named none is a card of the portfolio: nothing to review",
				     "note: of %zu files named none is a card of the portfolio: nothing to review",
				     g->n_named),
			g->n_named);
		fputc('\n', env->err);
	}
	if (g->baseline == NULL && g->write_baseline == NULL)
		return summary;
	dgpm_diags_sort(env->diags);
	findings = dgpm_findings_new(env->arena, env->diags);
	if (g->write_baseline != NULL && good)
		write_baseline(g, env, findings, &scope, trouble);
	else if (g->write_baseline != NULL)
		fprintf(env->err, _("note: '%s' is not written, as not everything could be read\n"), g->write_baseline);
	if (g->known != NULL)
		summary = compare(g, env, c, findings, &scope, summary);
	dgpm_diags_merge(env->diags, trouble);
	return summary;
}
