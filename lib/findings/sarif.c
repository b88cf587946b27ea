/* SARIF 2.1.0: the run, its rules, its results. */
#include "findings/told.h"
#include "findings/where.h"
#include "print/json.h"
#include "base/text.h"
#include "base/i18n.h"

#include <inttypes.h>

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#define ROOT "SRCROOT"

/* The descriptors: the rules of the run, then dgpm's own messages that were told, sorted. */
struct sarif {
	const struct formats_job *job;
	struct jsonw w;
	const char **own;
	size_t n_own;
};

static void collect_own(struct sarif *s)
{
	const struct dgpm_findings *f = s->job->findings;
	size_t n = 0, kept = 0;

	s->own = dgpm_arena_array(s->job->arena, f->n, sizeof *s->own);
	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].diag->rule != NULL && formats_rule(s->job, f->items[i].diag->rule) == NULL)
			s->own[n++] = f->items[i].diag->rule;
	dgpm_texts_sort(s->own, n);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || strcmp(s->own[kept - 1], s->own[i]) != 0)
			s->own[kept++] = s->own[i];
	s->n_own = kept;
}

/* The place of a rule among the descriptors; -1: none. */
static int64_t index_of(const struct sarif *s, const char *id)
{
	const struct dgpm_format_run *run = s->job->run;
	const char *const *own;

	for (size_t i = 0; i < run->n_rules; i++)
		if (strcmp(run->rules[i]->id, id) == 0)
			return (int64_t)i;
	own = dgpm_texts_find(s->own, s->n_own, id);
	return own != NULL ? (int64_t)run->n_rules + (own - s->own) : -1;
}

static const char *level_of(enum dgpm_severity s)
{
	switch (s) {
	case DGPM_NOTE:
		return "note";
	case DGPM_WARNING:
		return "warning";
	case DGPM_ERROR:
	case DGPM_FATAL:
		return "error";
	default:
		return "none";
	}
}

/* In messages braces stand for arguments, and [text](target) is a link: what comes from a card is neither. */
static const char *plain(struct dgpm_arena *a, const char *text)
{
	bool link = strstr(text, "](") != NULL;
	char *out = dgpm_arena_alloc(a, strlen(text) * 2 + 1), *to = out;

	for (; *text != '\0'; text++) {
		if (*text == '{' || *text == '}')
			*to++ = *text;
		else if (link && (*text == '[' || *text == ']' || *text == '\\'))
			*to++ = '\\';
		*to++ = *text;
	}
	*to = '\0';
	return out;
}

/* A rule's message as it is written, with an ellipsis for each {value}. */
static const char *without_values(struct dgpm_arena *a, const char *text)
{
	const char *out = "", *open, *close;

	while ((open = strchr(text, '{')) != NULL && (close = strchr(open, '}')) != NULL) {
		out = dgpm_arena_printf(a, "%s%.*s…", out, (int)(open - text), text);
		text = close + 1;
	}
	return dgpm_arena_printf(a, "%s%s", out, text);
}

static void message(struct jsonw *w, const char *key, const char *text, const char *markdown)
{
	jsonw_open(w, key, '{');
	jsonw_text(w, "text", text);
	jsonw_text(w, "markdown", markdown);
	jsonw_close(w, '}');
}

static void help(struct sarif *s, const char *remedy, const char *source, const char *titles)
{
	struct dgpm_arena *a = s->job->arena;
	const char *text = "", *markdown = "";

	if (remedy != NULL) {
		text = dgpm_arena_printf(a, "%s: %s", _("to mend"), remedy);
		markdown = dgpm_arena_printf(a, "**%s**: %s", _("to mend"), remedy);
	}
	if (source != NULL && *source != '\0') {
		text = dgpm_arena_printf(a, "%s%s%s: %s", text, *text != '\0' ? "\n" : "", _("source"), source);
		markdown = dgpm_arena_printf(a, "%s%s**%s**: %s", markdown, *markdown != '\0' ? "\n\n" : "",
					     _("source"), source);
	}
	/* What the signs stand for: nobody beside dgpm cites so. */
	if (titles != NULL && *titles != '\0') {
		const char *line = titles;

		text = dgpm_arena_printf(a, "%s\n%s", text, titles);
		for (const char *end; *line != '\0'; line = *end != '\0' ? end + 1 : end) {
			end = strchrnul(line, '\n');
			markdown = dgpm_arena_printf(a, "%s%s- %.*s", markdown, line == titles ? "\n\n" : "\n",
						     (int)(end - line), line);
		}
	}
	/* Where there is no remedy, as of what is left to a person, there is still to be a help. */
	if (*text == '\0')
		text = _("see the manual");
	message(&s->w, "help", text, *markdown != '\0' ? markdown : NULL);
}

/* Where a rule is explained: its document where that has an address, else the manual, as desktops name its pages. */
#define MANUAL "man:dgpm(1)"
#define MANUAL_OF_RULES "man:dgpm-rules(7)"
#define MANUAL_OF_SHEETS "man:dgpm-lint-sheet(1)"
#define MANUAL_OF_MESSAGES "man:dgpm-messages(7)"

static void descriptor_begins(struct sarif *s, const char *id, const char *title, const char *full,
			      const char *help_uri)
{
	jsonw_line(&s->w, 5);
	jsonw_open(&s->w, NULL, '{');
	jsonw_text(&s->w, "id", id);
	message(&s->w, "shortDescription", title != NULL ? title : id, NULL);
	message(&s->w, "fullDescription", full, NULL);
	jsonw_text(&s->w, "helpUri", help_uri);
}

static void default_level(struct sarif *s, enum dgpm_severity severity)
{
	jsonw_open(&s->w, "defaultConfiguration", '{');
	jsonw_text(&s->w, "level", level_of(severity));
	jsonw_close(&s->w, '}');
}

static void rule(struct sarif *s, const struct dgpm_rule *r)
{
	struct jsonw *w = &s->w;

	descriptor_begins(s, r->id, r->title,
			  r->message != NULL ? without_values(s->job->arena, r->message) : r->title,
			  r->url != NULL ? r->url : r->stage != NULL ? MANUAL_OF_RULES : MANUAL_OF_SHEETS);
	help(s, r->remedy, r->source, r->titles);
	default_level(s, r->severity);
	jsonw_open(w, "properties", '{');
	jsonw_text(w, "stage", r->stage);
	jsonw_text(w, "document", r->documents);
	jsonw_text(w, "section", r->sections);
	jsonw_open(w, "tags", '[');
	jsonw_text(w, NULL, r->stage);
	jsonw_close(w, ']');
	jsonw_close(w, '}');
	jsonw_close(w, '}');
}

static void own_message(struct sarif *s, const char *id)
{
	const struct dgpm_msg_info *info = formats_message(id);

	/* One that the library holds beside its code has no text of its own here: the page has it. */
	if (info == NULL) {
		descriptor_begins(s, id, id, id, MANUAL_OF_MESSAGES);
	} else {
		const char *text = _(info->text);

		descriptor_begins(s, id, text, dgpm_arena_printf(s->job->arena, "%s. %s: %s", text, _("to mend"),
								 _(info->remedy)), MANUAL_OF_MESSAGES);
	}
	if (info != NULL) {
		help(s, _(info->remedy), NULL, NULL);
		default_level(s, info->severity);
	}
	jsonw_close(&s->w, '}');
}

static void driver(struct sarif *s)
{
	const struct dgpm_format_run *run = s->job->run;
	struct jsonw *w = &s->w;

	jsonw_line(w, 3);
	jsonw_open(w, "tool", '{');
	jsonw_open(w, "driver", '{');
	jsonw_line(w, 4);
	jsonw_text(w, "name", "dgpm");
	jsonw_text(w, "version", DGPM_VERSION);
	jsonw_text(w, "informationUri", MANUAL);
	jsonw_text(w, "language", s->job->lang);
	jsonw_line(w, 4);
	jsonw_open(w, "rules", '[');
	for (size_t i = 0; i < run->n_rules; i++)
		rule(s, run->rules[i]);
	for (size_t i = 0; i < s->n_own; i++)
		own_message(s, s->own[i]);
	jsonw_close(w, ']');
	jsonw_close(w, '}');
	jsonw_close(w, '}');
}

/* Code scanning refuses a whole file for one result without a place: what has none is put to the settings. */
static void physical(struct sarif *s, struct dgpm_loc at)
{
	const char *path = formats_path(s->job, at.path);
	struct jsonw *w = &s->w;

	if (path == NULL) {
		path = formats_path(s->job, "dgpm.yaml");
		at.line = 0;
	}
	jsonw_open(w, "physicalLocation", '{');
	jsonw_open(w, "artifactLocation", '{');
	jsonw_text(w, "uri", where_uri(s->job->arena, path));
	if (*path != '/')
		jsonw_text(w, "uriBaseId", ROOT);
	jsonw_close(w, '}');
	if (at.line != 0) {
		jsonw_open(w, "region", '{');
		jsonw_int(w, "startLine", at.line);
		if (at.column != 0)
			jsonw_int(w, "startColumn", at.column);
		jsonw_close(w, '}');
	}
	jsonw_close(w, '}');
}

static void logical(struct sarif *s, const char *project_id, const char *pointer)
{
	struct jsonw *w = &s->w;

	if (project_id == NULL && (pointer == NULL || *pointer == '\0'))
		return;
	jsonw_open(w, "logicalLocations", '[');
	if (project_id != NULL) {
		jsonw_open(w, NULL, '{');
		jsonw_text(w, "name", project_id);
		jsonw_text(w, "kind", "object");
		jsonw_close(w, '}');
	}
	if (pointer != NULL && *pointer != '\0') {
		jsonw_open(w, NULL, '{');
		jsonw_text(w, "fullyQualifiedName", pointer);
		jsonw_text(w, "kind", "property");
		jsonw_close(w, '}');
	}
	jsonw_close(w, ']');
}

static void locations(struct sarif *s, const struct dgpm_diag *d)
{
	struct jsonw *w = &s->w;

	jsonw_open(w, "locations", '[');
	jsonw_open(w, NULL, '{');
	physical(s, d->at);
	logical(s, d->project_id, d->place != NULL && *d->place != '\0' ? d->place : d->pointer);
	jsonw_close(w, '}');
	jsonw_close(w, ']');
	if (formats_path(s->job, d->also.path) == NULL)
		return;
	jsonw_open(w, "relatedLocations", '[');
	jsonw_open(w, NULL, '{');
	physical(s, d->also);
	if (d->also_message != NULL)
		message(w, "message", plain(s->job->arena, d->also_message), NULL);
	jsonw_close(w, '}');
	jsonw_close(w, ']');
}

/* Only what was broken has a level; a waiver does not undo that. */
static void kind_and_level(struct sarif *s, const struct dgpm_diag *d)
{
	const char *kind = d->severity == DGPM_SAID_CANNOT_COMPUTE ? "open" :
			   d->severity == DGPM_SAID_PASS           ? "pass" :
			   d->severity == DGPM_SAID_NOT_APPLICABLE ? "notApplicable" :
								     "fail";

	jsonw_text(&s->w, "kind", kind);
	jsonw_text(&s->w, "level", strcmp(kind, "fail") == 0 ? level_of(dgpm_diag_was(d)) : "none");
}

static void suppressions(struct sarif *s, const struct dgpm_diag *d)
{
	struct jsonw *w = &s->w;

	/* One that no excuse touches says so: without the key, excuses are not known. */
	jsonw_open(w, "suppressions", '[');
	if (d->severity == DGPM_SAID_WAIVED) {
		jsonw_open(w, NULL, '{');
		jsonw_text(w, "kind", "inSource");
		jsonw_text(w, "status", "accepted");
		jsonw_text(w, "justification", d->reason);
		jsonw_close(w, '}');
	}
	jsonw_close(w, ']');
}

static void fingerprint(struct jsonw *w, const char *text)
{
	jsonw_open(w, "partialFingerprints", '{');
	jsonw_text(w, DGPM_FINGERPRINT_VERSION, text);
	jsonw_close(w, '}');
}

static void result(struct sarif *s, const struct dgpm_finding *f)
{
	const struct dgpm_diag *d = f->diag;
	struct jsonw *w = &s->w;
	int64_t index = d->rule != NULL ? index_of(s, d->rule) : -1;

	jsonw_line(w, 4);
	jsonw_open(w, NULL, '{');
	jsonw_text(w, "ruleId", d->rule);
	if (index >= 0)
		jsonw_int(w, "ruleIndex", index);
	kind_and_level(s, d);
	message(w, "message", plain(s->job->arena, dgpm_text_escape(s->job->arena, dgpm_str_of(d->message)).s), NULL);
	locations(s, d);
	fingerprint(w, f->fingerprint);
	if (f->known != DGPM_KNOWN_UNASKED)
		jsonw_text(w, "baselineState", f->known == DGPM_KNOWN_BEFORE ? "unchanged" : "new");
	suppressions(s, d);
	if (d->stage != NULL || d->source != NULL) {
		jsonw_open(w, "properties", '{');
		jsonw_text(w, "stage", d->stage);
		jsonw_text(w, "source", d->source);
		jsonw_text(w, "kind", d->kind);
		jsonw_close(w, '}');
	}
	jsonw_close(w, '}');
}

/* What the baseline knows and is no more. */
static void gone(struct sarif *s, const struct dgpm_recorded *g)
{
	int64_t index = g->rule != NULL ? index_of(s, g->rule) : -1;
	const struct dgpm_rule *r = formats_rule(s->job, g->rule);
	struct jsonw *w = &s->w;

	jsonw_line(w, 4);
	jsonw_open(w, NULL, '{');
	jsonw_text(w, "ruleId", g->rule);
	if (index >= 0)
		jsonw_int(w, "ruleIndex", index);
	jsonw_text(w, "kind", "fail");
	jsonw_text(w, "level", level_of(r != NULL ? r->severity : DGPM_NOTE));
	message(w, "message", plain(s->job->arena, g->message != NULL ? g->message : ""), NULL);
	jsonw_open(w, "locations", '[');
	jsonw_open(w, NULL, '{');
	physical(s, (struct dgpm_loc){ .path = g->path });
	logical(s, g->project_id, g->pointer);
	jsonw_close(w, '}');
	jsonw_close(w, ']');
	fingerprint(w, g->fingerprint);
	jsonw_text(w, "baselineState", "absent");
	jsonw_close(w, '}');
}

/* Whether the run could do its work, and what it could not read. */
static void invocation(struct sarif *s)
{
	const struct dgpm_findings *f = s->job->findings;
	struct jsonw *w = &s->w;
	size_t left_out = s->job->run->n_left_out;
	bool good = true, notified;

	for (size_t i = 0; i < f->n; i++)
		good &= f->items[i].diag->severity != DGPM_FATAL;
	notified = !good || left_out != 0;
	jsonw_line(w, 3);
	jsonw_open(w, "invocations", '[');
	jsonw_open(w, NULL, '{');
	jsonw_bool(w, "executionSuccessful", good);
	if (notified)
		jsonw_open(w, "toolExecutionNotifications", '[');
	for (size_t i = 0; i < f->n; i++) {
		const struct dgpm_diag *d = f->items[i].diag;

		if (d->severity != DGPM_FATAL)
			continue;
		jsonw_line(w, 4);
		jsonw_open(w, NULL, '{');
		if (d->rule != NULL) {
			jsonw_open(w, "descriptor", '{');
			jsonw_text(w, "id", d->rule);
			jsonw_close(w, '}');
		}
		jsonw_text(w, "level", "error");
		message(w, "message", plain(s->job->arena, formats_text(s->job, d)), NULL);
		jsonw_open(w, "locations", '[');
		jsonw_open(w, NULL, '{');
		physical(s, d->at);
		jsonw_close(w, '}');
		jsonw_close(w, ']');
		jsonw_close(w, '}');
	}
	if (left_out != 0) {
		jsonw_line(w, 4);
		jsonw_open(w, NULL, '{');
		jsonw_text(w, "level", "note");
		message(w, "message", formats_left_out(s->job), NULL);
		jsonw_close(w, '}');
	}
	if (notified)
		jsonw_close(w, ']');
	jsonw_close(w, '}');
	jsonw_close(w, ']');
}

/* The part up to the last slash is the category: another stage or year is another analysis, not a newer one. */
static void automation(struct sarif *s)
{
	const struct dgpm_format_run *run = s->job->run;
	const char *id = dgpm_arena_printf(s->job->arena, "dgpm/%s/", run->command);

	if (run->fiscal_year != 0)
		id = dgpm_arena_printf(s->job->arena, "%s%s/FY%d/", id, run->stage != NULL ? run->stage : "due",
				       run->fiscal_year);
	jsonw_line(&s->w, 3);
	jsonw_open(&s->w, "automationDetails", '{');
	jsonw_text(&s->w, "id", id);
	jsonw_close(&s->w, '}');
}

static void base(struct sarif *s)
{
	struct jsonw *w = &s->w;

	jsonw_line(w, 3);
	jsonw_open(w, "originalUriBaseIds", '{');
	jsonw_open(w, ROOT, '{');
	message(w, "description", _("the root of the repository"), NULL);
	jsonw_close(w, '}');
	jsonw_close(w, '}');
}

void formats_sarif(const struct formats_job *job)
{
	struct sarif s = { .job = job, .w = { .out = job->out } };
	struct jsonw *w = &s.w;

	collect_own(&s);
	jsonw_open(w, NULL, '{');
	jsonw_line(w, 1);
	jsonw_text(w, "$schema", SCHEMA);
	jsonw_line(w, 1);
	jsonw_text(w, "version", "2.1.0");
	jsonw_line(w, 1);
	jsonw_open(w, "runs", '[');
	jsonw_line(w, 2);
	jsonw_open(w, NULL, '{');
	driver(&s);
	automation(&s);
	invocation(&s);
	base(&s);
	jsonw_line(w, 3);
	jsonw_text(w, "language", job->lang);
	jsonw_line(w, 3);
	jsonw_text(w, "columnKind", "unicodeCodePoints");
	jsonw_line(w, 3);
	jsonw_open(w, "results", '[');
	for (size_t i = 0; i < job->findings->n; i++)
		result(&s, &job->findings->items[i]);
	for (size_t i = 0; i < job->run->n_gone; i++)
		gone(&s, &job->run->gone[i]);
	jsonw_line(w, 3);
	jsonw_close(w, ']');
	jsonw_line(w, 2);
	jsonw_close(w, '}');
	jsonw_line(w, 1);
	jsonw_close(w, ']');
	jsonw_line(w, 0);
	jsonw_close(w, '}');
	dgpm_out_puts(job->out, "\n");
}
