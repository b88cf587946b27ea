/* GitHub annotations: workflow commands on standard output, one a finding. */
#include "findings/told.h"
#include "base/buf.h"
#include "base/text.h"

#include <inttypes.h>

/* What a command would take for its own syntax: line breaks and % everywhere, : and , in properties. */
static void escaped(struct dgpm_out *out, const char *text, bool property)
{
	const char *from = text;

	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (c != '%' && c >= 0x20 && c != 0x7f && (!property || (c != ':' && c != ',')))
			continue;
		dgpm_out_write(out, from, (size_t)(text - from));
		dgpm_out_printf(out, "%%%02X", c);
		from = text + 1;
	}
	dgpm_out_write(out, from, (size_t)(text - from));
}

static void property(struct dgpm_out *out, const char **before, const char *key, const char *value)
{
	dgpm_out_printf(out, "%s%s=", *before, key);
	escaped(out, value, true);
	*before = ",";
}

static void number(struct dgpm_out *out, const char **before, const char *key, uint32_t n)
{
	if (n == 0)
		return;
	dgpm_out_printf(out, "%s%s=%" PRIu32, *before, key, n);
	*before = ",";
}

/* Line breaks and the like have escapes of the format; what it would let through has ours. */
static const char *shown_path(const struct formats_job *job, const char *path)
{
	struct dgpm_str left = dgpm_str_of(path);
	struct dgpm_buf b = { .arena = job->arena };

	while (left.n != 0) {
		char escaped[DGPM_ESCAPE_BUF];
		size_t run = dgpm_text_shown(left.s, left.n), used = 0;

		dgpm_buf_str(&b, (struct dgpm_str){ left.s, run });
		if (run != left.n && (left.s[run] & 0x80) == 0)
			dgpm_buf_char(&b, left.s[run + used++]);
		else if (run != left.n)
			dgpm_buf_str(&b, (struct dgpm_str){ escaped, dgpm_text_escape_one(escaped, left.s + run,
											  left.n - run, &used) });
		left.s += run + used;
		left.n -= run + used;
	}
	return dgpm_buf_text(&b);
}

void formats_github(const struct formats_job *job)
{
	for (size_t i = 0; i < job->findings->n; i++) {
		const struct dgpm_finding *f = &job->findings->items[i];
		const struct dgpm_diag *d = f->diag;
		const char *path = formats_path(job, d->at.path), *before = " ", *advice = formats_advice(job, d);
		const char *title = d->rule != NULL ? d->rule : "dgpm";

		if (!formats_is_new(f))
			continue;
		dgpm_out_printf(job->out, "::%s", d->severity == DGPM_NOTE    ? "notice" :
						  d->severity == DGPM_WARNING ? "warning" :
										"error");
		if (path != NULL) {
			property(job->out, &before, "file", shown_path(job, path));
			number(job->out, &before, "line", d->at.line);
			number(job->out, &before, "col", d->at.line != 0 ? d->at.column : 0);
		}
		if (d->project_id != NULL)
			title = dgpm_arena_printf(job->arena, "%s %s", title, d->project_id);
		property(job->out, &before, "title", title);
		dgpm_out_puts(job->out, "::");
		escaped(job->out, formats_text(job, d), false);
		if (*advice != '\0') {
			escaped(job->out, "\n", false);
			escaped(job->out, advice, false);
		}
		dgpm_out_puts(job->out, "\n");
	}
	if (job->run->n_left_out != 0)
		dgpm_out_printf(job->out, "::notice title=dgpm::%s\n", formats_left_out(job));
}
