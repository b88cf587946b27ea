/* GitLab's code quality report: a JSON list. */
#include "findings/told.h"
#include "print/json.h"

static const char *severity(enum dgpm_severity s)
{
	switch (s) {
	case DGPM_FATAL:
		return "critical";
	case DGPM_ERROR:
		return "major";
	case DGPM_WARNING:
		return "minor";
	default:
		return "info";
	}
}

static void finding(const struct formats_job *job, struct jsonw *w, const struct dgpm_finding *f)
{
	const struct dgpm_diag *d = f->diag;
	const char *path = formats_path(job, d->at.path), *advice = formats_advice(job, d);
	const char *rule = d->rule != NULL ? d->rule : "dgpm", *text = formats_text(job, d);

	jsonw_line(w, 0);
	jsonw_open(w, NULL, '{');
	jsonw_text(w, "description", d->project_id != NULL ?
					     dgpm_arena_printf(job->arena, "%s: %s (%s)", rule, text, d->project_id) :
					     dgpm_arena_printf(job->arena, "%s: %s", rule, text));
	jsonw_text(w, "check_name", rule);
	jsonw_text(w, "fingerprint", f->fingerprint);
	jsonw_text(w, "severity", severity(d->severity));
	jsonw_open(w, "location", '{');
	/* A place is asked for: what belongs to no file belongs to the whole tree. */
	jsonw_text(w, "path", path != NULL ? path : ".");
	jsonw_open(w, "lines", '{');
	jsonw_int(w, "begin", d->at.line != 0 ? d->at.line : 1);
	jsonw_close(w, '}');
	jsonw_close(w, '}');
	if (*advice != '\0') {
		jsonw_open(w, "content", '{');
		jsonw_text(w, "body", advice);
		jsonw_close(w, '}');
	}
	jsonw_close(w, '}');
}

void formats_gitlab(const struct formats_job *job)
{
	struct jsonw w = { .out = job->out };

	jsonw_open(&w, NULL, '[');
	for (size_t i = 0; i < job->findings->n; i++)
		if (formats_is_new(&job->findings->items[i]))
			finding(job, &w, &job->findings->items[i]);
	jsonw_line(&w, 0);
	jsonw_close(&w, ']');
	dgpm_out_puts(job->out, "\n");
}
