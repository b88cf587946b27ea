/* JUnit XML: a suite a stage, a test case a rule and project. */
#include "formats.h"
#include "dgpm/text.h"
#include "i18n.h"

#include <inttypes.h>

/* XML 1.0 has no place for most control characters, U+FFFE and U+FFFF, not even as references. */
static bool is_forbidden(const char *s, size_t n)
{
	const unsigned char *c = (const unsigned char *)s;

	if (c[0] < 0x20)
		return c[0] != '\t' && c[0] != '\n' && c[0] != '\r';
	return n == 3 && c[0] == 0xef && c[1] == 0xbf && c[2] >= 0xbe;
}

static void xml_text(struct dgpm_out *out, const char *text, bool in_attribute)
{
	struct dgpm_str left = dgpm_str_of(text);

	while (left.n != 0) {
		unsigned char c = (unsigned char)left.s[0];
		size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

		if (n > left.n || dgpm_utf8_valid(left.s, n) != n) {
			dgpm_out_puts(out, "\xef\xbf\xbd");
			n = 1;
		} else if (is_forbidden(left.s, n)) {
			dgpm_out_puts(out, "\xef\xbf\xbd");
		} else if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\r' ||
			   (in_attribute && (c == '\n' || c == '\t'))) {
			dgpm_out_printf(out, "&#%u;", c);
		} else {
			dgpm_out_write(out, left.s, n);
		}
		left.s += n;
		left.n -= n;
	}
}

static void attribute(struct dgpm_out *out, const char *key, const char *value)
{
	if (value == NULL)
		return;
	dgpm_out_printf(out, " %s=\"", key);
	xml_text(out, value, true);
	dgpm_out_puts(out, "\"");
}

static bool is_skipped(const struct dgpm_finding *f)
{
	return f->known == DGPM_KNOWN_BEFORE || (f->diag->severity > DGPM_SAID_PASS && f->diag->severity < DGPM_NOTE);
}

/* Notes are told, but nothing failed. */
static bool is_failure(const struct dgpm_finding *f)
{
	return !is_skipped(f) && (f->diag->severity == DGPM_WARNING || f->diag->severity == DGPM_ERROR);
}

static bool is_error(const struct dgpm_finding *f)
{
	return f->diag->severity == DGPM_FATAL;
}

static const char *suite_of(const struct dgpm_diag *d)
{
	return d->stage != NULL ? d->stage : "files";
}

static void body(const struct formats_job *job, const struct dgpm_finding *f, const char *element, const char *message)
{
	const struct dgpm_diag *d = f->diag;
	const char *path = formats_path(job, d->at.path), *advice = formats_advice(job, d);

	dgpm_out_printf(job->out, "<%s", element);
	if (message != NULL) {
		attribute(job->out, "message", message);
		attribute(job->out, "type", dgpm_severity_name(d->severity));
	}
	dgpm_out_puts(job->out, ">");
	if (path != NULL) {
		xml_text(job->out, path, false);
		dgpm_out_printf(job->out, ":%" PRIu32 ":%" PRIu32 ": ", d->at.line, d->at.column);
	}
	xml_text(job->out, formats_text(job, d), false);
	if (*advice != '\0')
		xml_text(job->out, dgpm_arena_printf(job->arena, "\n%s", advice), false);
	dgpm_out_printf(job->out, "</%s>\n", element);
}

static void skipped(const struct formats_job *job, const struct dgpm_finding *f)
{
	const char *why = f->diag->reason != NULL ? f->diag->reason : f->diag->message;

	if (f->known == DGPM_KNOWN_BEFORE)
		why = dgpm_arena_printf(job->arena, "%s: %s", _("known from the baseline"), f->diag->message);
	else if (f->diag->severity == DGPM_SAID_CANNOT_COMPUTE)
		why = dgpm_arena_printf(job->arena, _("cannot be judged: %s"), why);
	dgpm_out_puts(job->out, "<skipped");
	attribute(job->out, "message", dgpm_text_escape(job->arena, dgpm_str_of(why)).s);
	dgpm_out_puts(job->out, "/>\n");
}

static void testcase(const struct formats_job *job, const struct dgpm_finding *f)
{
	const struct dgpm_diag *d = f->diag;
	const struct dgpm_rule *rule = formats_rule(job, d->rule);
	const char *path = formats_path(job, d->at.path), *name = d->rule != NULL ? d->rule : "dgpm";
	char line[16];

	/* A test is told by its name from run to run: of a rule it is the title, never the message with its figures. */
	name = dgpm_arena_printf(job->arena, "%s: %s", name,
				 rule != NULL && rule->title != NULL ? rule->title : formats_text(job, d));
	dgpm_out_puts(job->out, "<testcase");
	attribute(job->out, "classname", d->project_id != NULL ? d->project_id : path != NULL ? path : "dgpm");
	attribute(job->out, "name", name);
	attribute(job->out, "file", path);
	if (path != NULL && d->at.line != 0) {
		snprintf(line, sizeof line, "%" PRIu32, d->at.line);
		attribute(job->out, "line", line);
	}
	if (d->severity == DGPM_SAID_PASS) {
		dgpm_out_puts(job->out, "/>\n");
		return;
	}
	dgpm_out_puts(job->out, ">\n");
	if (is_error(f))
		body(job, f, "error", formats_text(job, d));
	else if (is_skipped(f))
		skipped(job, f);
	else if (is_failure(f))
		body(job, f, "failure", formats_text(job, d));
	else
		body(job, f, "system-out", NULL);
	dgpm_out_puts(job->out, "</testcase>\n");
}

/* The counts of one suite; NULL: of all. */
static void counts(const struct formats_job *job, const char *suite)
{
	size_t tests = 0, failures = 0, errors = 0, skips = 0;

	for (size_t i = 0; i < job->findings->n; i++) {
		const struct dgpm_finding *f = &job->findings->items[i];

		if (suite != NULL && strcmp(suite_of(f->diag), suite) != 0)
			continue;
		tests++;
		failures += is_failure(f);
		errors += is_error(f);
		skips += !is_error(f) && is_skipped(f);
	}
	dgpm_out_printf(job->out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\"", tests,
			failures, errors, skips);
}

static void suite(const struct formats_job *job, const char *name)
{
	const struct dgpm_format_run *run = job->run;
	char date[11];
	bool any = false;

	for (size_t i = 0; i < job->findings->n && !any; i++)
		any = strcmp(suite_of(job->findings->items[i].diag), name) == 0;
	if (!any)
		return;
	dgpm_out_puts(job->out, "<testsuite");
	attribute(job->out, "name", dgpm_arena_printf(job->arena, "dgpm %s %s", run->command, name));
	counts(job, name);
	dgpm_out_puts(job->out, ">\n");
	if (run->fiscal_year != 0)
		dgpm_out_printf(job->out,
				"<properties><property name=\"fiscal_year\" value=\"%d\"/>"
				"<property name=\"date\" value=\"%s\"/></properties>\n",
				run->fiscal_year, dgpm_date_format(date, run->date));
	for (size_t i = 0; i < job->findings->n; i++)
		if (strcmp(suite_of(job->findings->items[i].diag), name) == 0)
			testcase(job, &job->findings->items[i]);
	dgpm_out_puts(job->out, "</testsuite>\n");
}

void formats_junit(const struct formats_job *job)
{
	static const char *const suites[] = { "pre-request", "request", "execution", "files" };

	dgpm_out_puts(job->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
	attribute(job->out, "name", dgpm_arena_printf(job->arena, "dgpm %s", job->run->command));
	counts(job, NULL);
	dgpm_out_puts(job->out, ">\n");
	for (size_t i = 0; i < DGPM_COUNT(suites); i++)
		suite(job, suites[i]);
	dgpm_out_puts(job->out, "</testsuites>\n");
}
