/* JUnit XML: a suite a stage, a test case a rule and project. */
#include "findings/told.h"
#include "base/list.h"
#include "base/text.h"
#include "base/i18n.h"

#include <inttypes.h>
#include <stdlib.h>

#define NONE SIZE_MAX

/* What a rule finds in a project is one test case, however many places it finds: each stands with the next of its
 * case. */
struct cases {
	size_t *next; /* NONE: the last */
	bool *later;  /* not the first of its case */
};

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
		} else if (c > 0x7f && dgpm_text_upsets(left.s, n) != 0) {
			dgpm_out_printf(out, "&#x%" PRIX32 ";", dgpm_text_upsets(left.s, n));
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

struct keyed {
	const struct formats_job *job;
	size_t at;
};

/* By rule and project, or file where there is none, then as they stand; what is of no rule stays alone. */
static int cmp_case(const struct formats_job *job, size_t x, size_t y)
{
	const struct dgpm_diag *a = job->findings->items[x].diag, *b = job->findings->items[y].diag;
	int c = strcmp(a->project_id != NULL ? a->project_id : "", b->project_id != NULL ? b->project_id : "");

	if (c == 0 && a->project_id == NULL)
		c = strcmp(a->at.path != NULL ? a->at.path : "", b->at.path != NULL ? b->at.path : "");
	return c != 0 ? c : strcmp(a->rule != NULL ? a->rule : "", b->rule != NULL ? b->rule : "");
}

static int cmp_keyed(const void *pa, const void *pb)
{
	const struct keyed *a = pa, *b = pb;
	int c = cmp_case(a->job, a->at, b->at);

	return c != 0 ? c : (a->at > b->at) - (a->at < b->at);
}

static struct cases make_cases(const struct formats_job *job)
{
	size_t n = job->findings->n;
	struct cases cases = { .next = dgpm_arena_array(job->arena, n, sizeof *cases.next),
			       .later = dgpm_arena_array(job->arena, n, sizeof *cases.later) };
	struct keyed *order = dgpm_arena_array(job->arena, n, sizeof *order);

	for (size_t i = 0; i < n; i++) {
		order[i] = (struct keyed){ job, i };
		cases.next[i] = NONE;
	}
	dgpm_sort(order, n, sizeof *order, cmp_keyed);
	for (size_t i = 1; i < n; i++)
		if (cmp_case(job, order[i - 1].at, order[i].at) == 0 &&
		    formats_rule(job, job->findings->items[order[i].at].diag->rule) != NULL) {
			cases.next[order[i - 1].at] = order[i].at;
			cases.later[order[i].at] = true;
		}
	return cases;
}

static const char *suite_of(const struct dgpm_diag *d)
{
	return d->stage != NULL ? d->stage : "files";
}

static const char *one_place(const struct formats_job *job, const struct dgpm_diag *d)
{
	const char *path = formats_path(job, d->at.path);

	return path == NULL ? formats_text(job, d) :
			      dgpm_arena_printf(job->arena, "%s:%" PRIu32 ":%" PRIu32 ": %s", path, d->at.line,
						d->at.column, formats_text(job, d));
}

/* The finding, and those of its case that are told alike. */
static void body(const struct formats_job *job, const struct cases *cases, size_t i, const char *element,
		 bool (*alike)(const struct dgpm_finding *), const char *message)
{
	const struct dgpm_diag *d = job->findings->items[i].diag;
	const char *advice = formats_advice(job, d);
	bool first = true;

	dgpm_out_printf(job->out, "<%s", element);
	if (message != NULL) {
		attribute(job->out, "message", message);
		attribute(job->out, "type", dgpm_severity_name(d->severity));
	}
	dgpm_out_puts(job->out, ">");
	for (; i != NONE; i = cases->next[i]) {
		const struct dgpm_finding *f = &job->findings->items[i];

		if (alike != NULL && !alike(f))
			continue;
		xml_text(job->out, first ? "" : "\n", false);
		xml_text(job->out, one_place(job, f->diag), false);
		first = false;
	}
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

/* The finding a case is told by: the first that fails, else the first. */
static size_t head_of(const struct formats_job *job, const struct cases *cases, size_t first)
{
	for (size_t i = first; i != NONE; i = cases->next[i])
		if (is_failure(&job->findings->items[i]))
			return i;
	return first;
}

static void testcase(const struct formats_job *job, const struct cases *cases, size_t first)
{
	size_t i = head_of(job, cases, first);
	const struct dgpm_finding *f = &job->findings->items[i];
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
		body(job, cases, i, "error", NULL, formats_text(job, d));
	else if (is_skipped(f))
		skipped(job, f);
	else if (is_failure(f))
		body(job, cases, i, "failure", is_failure, formats_text(job, d));
	else
		body(job, cases, i, "system-out", NULL, NULL);
	dgpm_out_puts(job->out, "</testcase>\n");
}

/* A run that has nothing to tell is a test that passed: readers take a file without one for a mistake. */
static void clean_run(const struct formats_job *job)
{
	dgpm_out_puts(job->out, "<testsuite");
	attribute(job->out, "name", dgpm_arena_printf(job->arena, "dgpm %s", job->run->command));
	dgpm_out_puts(job->out, " tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n<testcase");
	attribute(job->out, "classname", "dgpm");
	attribute(job->out, "name", dgpm_arena_printf(job->arena, _("%s: nothing found"), job->run->command));
	dgpm_out_puts(job->out, "/>\n</testsuite>\n");
}

/* The counts of one suite; NULL: of all. */
static void counts(const struct formats_job *job, const struct cases *cases, const char *suite)
{
	size_t tests = 0, failures = 0, errors = 0, skips = 0;

	for (size_t i = 0; i < job->findings->n; i++) {
		const struct dgpm_finding *f = &job->findings->items[head_of(job, cases, i)];

		if (cases->later[i] || (suite != NULL && strcmp(suite_of(f->diag), suite) != 0))
			continue;
		tests++;
		failures += is_failure(f);
		errors += is_error(f);
		skips += !is_error(f) && is_skipped(f);
	}
	dgpm_out_printf(job->out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\"", tests,
			failures, errors, skips);
}

static void suite(const struct formats_job *job, const struct cases *cases, const char *name)
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
	counts(job, cases, name);
	dgpm_out_puts(job->out, ">\n");
	if (run->fiscal_year != 0)
		dgpm_out_printf(job->out,
				"<properties><property name=\"fiscal_year\" value=\"%d\"/>"
				"<property name=\"date\" value=\"%s\"/></properties>\n",
				run->fiscal_year, dgpm_date_format(date, run->date));
	for (size_t i = 0; i < job->findings->n; i++)
		if (!cases->later[i] && strcmp(suite_of(job->findings->items[i].diag), name) == 0)
			testcase(job, cases, i);
	dgpm_out_puts(job->out, "</testsuite>\n");
}

void formats_junit(const struct formats_job *job)
{
	static const char *const suites[] = { "pre-request", "request", "execution", "files" };
	struct cases cases = make_cases(job);

	dgpm_out_puts(job->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
	attribute(job->out, "name", dgpm_arena_printf(job->arena, "dgpm %s", job->run->command));
	if (job->findings->n == 0) {
		dgpm_out_puts(job->out, " tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n");
		clean_run(job);
	} else {
		counts(job, &cases, NULL);
		dgpm_out_puts(job->out, ">\n");
	}
	for (size_t i = 0; i < DGPM_COUNT(suites); i++)
		suite(job, &cases, suites[i]);
	dgpm_out_puts(job->out, "</testsuites>\n");
}
