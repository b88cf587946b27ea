/* What the formats of findings share. */
#include "findings/told.h"
#include "findings/where.h"
#include "base/text.h"
#include "base/i18n.h"

#include <inttypes.h>
#include <stdlib.h>

/* "/a/./b/../c" as "/a/c": by the text alone, as the file need not be there. */
static const char *normal(struct dgpm_arena *a, const char *path)
{
	char *out = dgpm_arena_alloc(a, strlen(path) + 2);
	size_t n = 0;

	while (*path != '\0') {
		size_t step = strcspn(path, "/");

		if (step == 2 && memcmp(path, "..", 2) == 0) {
			while (n != 0 && out[--n] != '/')
				;
		} else if (step != 0 && !(step == 1 && *path == '.')) {
			out[n++] = '/';
			memcpy(out + n, path, step);
			n += step;
		}
		path += step + (path[step] == '/');
	}
	if (n == 0)
		out[n++] = '/';
	out[n] = '\0';
	return out;
}

const char *formats_path(const struct formats_job *job, const char *path)
{
	const char *base = job->run->base != NULL ? job->run->base : "/";
	const char *root = job->run->root != NULL ? job->run->root : base, *full, *inside;
	size_t n = strlen(root);

	if (path == NULL || strcmp(path, "-") == 0)
		return NULL;
	path = where_file(job->arena, path, &inside);
	full = normal(job->arena, *path == '/' ? path : dgpm_arena_printf(job->arena, "%s/%s", base, path));
	while (n != 0 && root[n - 1] == '/')
		n--;
	if (strlen(full) == n && strncmp(full, root, n) == 0)
		return ".";
	return strncmp(full, root, n) == 0 && full[n] == '/' && full[n + 1] != '\0' ? full + n + 1 : full;
}

static int cmp_id(const void *key, const void *item)
{
	return strcmp(key, (*(const struct dgpm_rule *const *)item)->id);
}

const struct dgpm_rule *formats_rule(const struct formats_job *job, const char *id)
{
	const struct dgpm_rule *const *found = NULL;

	if (id != NULL && job->run->n_rules != 0)
		found = bsearch(id, job->by_id, job->run->n_rules, sizeof(const struct dgpm_rule *), cmp_id);
	return found != NULL ? *found : NULL;
}

const struct dgpm_msg_info *formats_message(const char *id)
{
	for (int m = 0; id != NULL && m < DGPM_MSG_COUNT; m++) {
		const struct dgpm_msg_info *info = dgpm_msg_info((enum dgpm_msg)m);

		if (strcmp(info->id, id) == 0)
			return info;
	}
	return NULL;
}

bool formats_is_new(const struct dgpm_finding *f)
{
	return f->diag->severity >= DGPM_NOTE && f->known != DGPM_KNOWN_BEFORE;
}

const char *formats_text(const struct formats_job *job, const struct dgpm_diag *d)
{
	const char *text = dgpm_text_escape(job->arena, dgpm_str_of(d->message)).s;

	if (d->also.path == NULL)
		return text;
	return dgpm_arena_printf(job->arena, "%s (%s:%" PRIu32 ":%" PRIu32 ": %s)", text,
				 dgpm_text_escape(job->arena, dgpm_str_of(d->also.path)).s, d->also.line,
				 d->also.column, d->also_message != NULL ? d->also_message : "");
}

const char *formats_left_out(const struct formats_job *job)
{
	size_t n = job->run->n_left_out;

	return dgpm_arena_printf(job->arena, P_("%zu more finding is not told here",
						"%zu more findings are not told here", n), n);
}

const char *formats_advice(const struct formats_job *job, const struct dgpm_diag *d)
{
	const char *out = "";

	if (d->remedy != NULL)
		out = dgpm_arena_printf(job->arena, "%s: %s", _("to mend"), d->remedy);
	if (d->source != NULL && *d->source != '\0')
		out = dgpm_arena_printf(job->arena, "%s%s%s: %s", out, *out != '\0' ? "\n" : "", _("source"),
					d->source);
	return out;
}
