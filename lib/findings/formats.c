/* The formats of others: which one writes. */
#include "findings/told.h"
#include "base/list.h"

static int cmp_rules(const void *pa, const void *pb)
{
	return strcmp((*(const struct dgpm_rule *const *)pa)->id, (*(const struct dgpm_rule *const *)pb)->id);
}

static void sort_rules(struct formats_job *job)
{
	size_t n = job->run->n_rules;

	job->by_id = dgpm_arena_array(job->arena, n, sizeof(const struct dgpm_rule *));
	if (n != 0)
		memcpy(job->by_id, job->run->rules, n * sizeof(const struct dgpm_rule *));
	dgpm_sort(job->by_id, n, sizeof(const struct dgpm_rule *), cmp_rules);
}

void dgpm_format_findings(const struct dgpm_findings *findings, struct dgpm_arena *arena, struct dgpm_out *out,
			  const struct dgpm_format_run *run, const struct dgpm_print *how)
{
	struct formats_job job = { .findings = findings, .run = run, .arena = arena, .out = out, .lang = how->lang };

	sort_rules(&job);
	switch (how->format) {
	case DGPM_FORMAT_SARIF:
		formats_sarif(&job);
		break;
	case DGPM_FORMAT_JUNIT:
		formats_junit(&job);
		break;
	case DGPM_FORMAT_GITHUB:
		formats_github(&job);
		break;
	case DGPM_FORMAT_GITLAB:
		formats_gitlab(&job);
		break;
	default:
		break;
	}
}
