/* Baselines: read, compared, written. */
#include "findings/baseline.h"
#include "base/list.h"
#include "io/read.h"
#include "base/text.h"
#include "print/json.h"

#include <fcntl.h>
#include <stdlib.h>

#define KIND "dgpm/baseline@3"

struct dgpm_baseline {
	struct dgpm_recorded *items;          /* as written */
	const struct dgpm_recorded **by_print; /* sorted by fingerprint */
	size_t n;
};

static int cmp_text(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

static int cmp_print(const void *a, const void *b)
{
	return strcmp((*(const struct dgpm_recorded *const *)a)->fingerprint,
		      (*(const struct dgpm_recorded *const *)b)->fingerprint);
}

static int cmp_key(const void *key, const void *item)
{
	return strcmp(key, (*(const struct dgpm_recorded *const *)item)->fingerprint);
}

static bool has(const struct dgpm_baseline *b, const char *fingerprint)
{
	return b != NULL && b->n != 0 &&
	       bsearch(fingerprint, b->by_print, b->n, sizeof(const struct dgpm_recorded *), cmp_key) != NULL;
}

int dgpm_baseline_read(struct dgpm_baseline **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		       struct dgpm_data *data, const char *path)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const struct dgpm_schema *schema = dgpm_data_schema(data, diags, "baseline");
	struct dgpm_schema_run *run;
	const struct dgpm_node *root, *list;
	struct dgpm_baseline *b;
	struct dgpm_str text;
	size_t failures;

	*out = NULL;
	if (schema == NULL || dgpm_file_read(&text, arena, diags, path, AT_FDCWD, path, limits.bytes) != 0 ||
	    dgpm_doc_parse(&root, arena, diags, path, text, &limits) != 0)
		return -1;
	run = dgpm_schema_run_new(arena);
	failures = dgpm_schema_check(run, schema, root, path, DGPM_FATAL, diags);
	failures += dgpm_schema_check_nul(root, path, diags);
	dgpm_schema_run_free(run);
	if (failures != 0)
		return -1;
	list = dgpm_node_get(root, "findings");
	b = dgpm_arena_array(arena, 1, sizeof *b);
	b->n = list->n;
	b->items = dgpm_arena_array(arena, b->n, sizeof *b->items);
	b->by_print = dgpm_arena_array(arena, b->n, sizeof(const struct dgpm_recorded *));
	for (size_t i = 0; i < b->n; i++) {
		const struct dgpm_node *node = &list->items[i];

		b->items[i] = (struct dgpm_recorded){
			.project_id = dgpm_node_cstr(dgpm_node_get(node, "project")),
			.stage = dgpm_node_cstr(dgpm_node_get(node, "stage")),
			.rule = dgpm_node_cstr(dgpm_node_get(node, "rule")),
			.pointer = dgpm_node_cstr(dgpm_node_get(node, "pointer")),
			.fingerprint = dgpm_node_cstr(dgpm_node_get(node, "fingerprint")),
			.message = dgpm_node_cstr(dgpm_node_get(node, "message")),
		};
		b->by_print[i] = &b->items[i];
	}
	dgpm_sort(b->by_print, b->n, sizeof(const struct dgpm_recorded *), cmp_print);
	*out = b;
	return 0;
}

/* The results of a run that a recorded finding may be among, each list sorted. */
struct present {
	const char **prints; /* fingerprints of what is found, waived ones too */
	const char **open;   /* "rule project" of what could not be judged */
	size_t n_prints, n_open;
};

static const char *rule_and_project(struct dgpm_arena *a, const char *rule, const char *project)
{
	return dgpm_arena_printf(a, "%s %s", rule != NULL ? rule : "", project != NULL ? project : "");
}

/* How many places a finding has. */
static size_t n_places(const struct dgpm_diag *d)
{
	size_t n = 1;

	for (const char *c = d->parts; c != NULL && (c = strchr(c, '\n')) != NULL; c++)
		n++;
	return n;
}

/* The finding as it is kept: a place each, so that one that is mended leaves the others known. Their number. */
static size_t places_of(struct dgpm_recorded *out, struct dgpm_arena *a, const struct dgpm_finding *f)
{
	const struct dgpm_diag *d = f->diag;
	struct dgpm_recorded whole = {
		.fingerprint = f->fingerprint,
		.rule = d->rule,
		.stage = d->stage,
		.project_id = d->project_id,
		.pointer = d->place != NULL ? d->place : d->pointer,
		.message = dgpm_text_escape(a, dgpm_str_of(d->message)).s,
	};
	const char *rest = d->parts;
	size_t n = 0;

	if (rest == NULL) {
		*out = whole;
		return 1;
	}
	while (rest != NULL) {
		char *print = dgpm_arena_alloc(a, DGPM_FINGERPRINT_BUF);
		struct dgpm_str place;

		rest = dgpm_finding_part(print, &place, d, rest, a);
		whole.fingerprint = print;
		whole.pointer = dgpm_arena_strndup(a, place.s, place.n);
		out[n++] = whole;
	}
	return n;
}

/* Known are those whose places are all known. */
static bool is_known(const struct dgpm_baseline *b, struct dgpm_arena *a, const struct dgpm_finding *f)
{
	struct dgpm_recorded *places;
	size_t n;

	if (f->diag->parts == NULL)
		return has(b, f->fingerprint);
	places = dgpm_arena_array(a, n_places(f->diag), sizeof *places);
	n = places_of(places, a, f);
	for (size_t i = 0; i < n; i++)
		if (!has(b, places[i].fingerprint))
			return false;
	return true;
}

static void look(struct present *p, struct dgpm_arena *a, const struct dgpm_findings *f)
{
	struct dgpm_recorded *places;
	size_t most = 0, n;

	for (size_t i = 0; i < f->n; i++)
		most += n_places(f->items[i].diag);
	p->prints = dgpm_arena_array(a, most, sizeof *p->prints);
	p->open = dgpm_arena_array(a, f->n, sizeof *p->open);
	for (size_t i = 0; i < f->n; i++) {
		const struct dgpm_diag *d = f->items[i].diag;

		places = dgpm_arena_array(a, n_places(d), sizeof *places);
		n = d->severity >= DGPM_SAID_WAIVED ? places_of(places, a, &f->items[i]) : 0;
		for (size_t k = 0; k < n; k++)
			p->prints[p->n_prints++] = places[k].fingerprint;
		if (d->severity == DGPM_SAID_CANNOT_COMPUTE)
			p->open[p->n_open++] = rule_and_project(a, d->rule, d->project_id);
	}
	dgpm_texts_sort(p->prints, p->n_prints);
	dgpm_texts_sort(p->open, p->n_open);
}

/* Whether the rule was run; one that no pack has any more, or a message of dgpm's own, would have been. */
static bool was_run(const struct dgpm_review *review, const char *rule)
{
	for (size_t i = 0; i < review->n_rules; i++)
		if (strcmp(review->ran[i]->id, rule) == 0)
			return true;
	return dgpm_rules_find(review->rules, dgpm_str_of(rule)) == NULL;
}

static const struct dgpm_reviewed *find_project(const struct dgpm_review *review, const char *id)
{
	size_t lo = 0, hi = review->n_projects;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strcmp(review->projects[mid].id, id);

		if (c == 0)
			return &review->projects[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/* Whether the run would have found it again. */
static bool was_looked_for(const struct dgpm_recorded *r, const struct dgpm_baseline_scope *scope)
{
	const struct dgpm_review *review = scope->review;
	const struct dgpm_reviewed *project;

	if (!scope->whole || !was_run(review, r->rule))
		return false;
	if (r->stage != NULL && review->stage != NULL && strcmp(r->stage, review->stage) != 0)
		return false;
	if (r->project_id == NULL)
		return !scope->narrowed;
	project = find_project(review, r->project_id);
	if (project == NULL)
		return !scope->narrowed; /* the card is no more */
	return r->stage == NULL || strcmp(project->stage, r->stage) == 0;
}

/* Looked for, and neither found nor undecided. */
static bool is_gone(const struct dgpm_recorded *r, struct dgpm_arena *a, const struct present *p,
		    const struct dgpm_baseline_scope *scope)
{
	return dgpm_texts_find(p->prints, p->n_prints, r->fingerprint) == NULL && was_looked_for(r, scope) &&
	       dgpm_texts_find(p->open, p->n_open, rule_and_project(a, r->rule, r->project_id)) == NULL;
}

void dgpm_baseline_compare(struct dgpm_baseline_compared *out, const struct dgpm_baseline *b, struct dgpm_arena *arena,
			   struct dgpm_findings *findings, const struct dgpm_baseline_scope *scope)
{
	struct dgpm_recorded *gone = dgpm_arena_array(arena, b->n, sizeof *gone);
	struct present present = { 0 };

	*out = (struct dgpm_baseline_compared){ .gone = gone };
	for (size_t i = 0; i < findings->n; i++) {
		struct dgpm_finding *f = &findings->items[i];
		enum dgpm_severity s = f->diag->severity;

		if (s < DGPM_SAID_WAIVED)
			continue;
		/* What could not be read is never known: the rest of the report hangs on it. */
		f->known = s != DGPM_FATAL && is_known(b, arena, f) ? DGPM_KNOWN_BEFORE : DGPM_KNOWN_NEW;
		out->n_known += f->known == DGPM_KNOWN_BEFORE && s != DGPM_SAID_WAIVED;
	}
	look(&present, arena, findings);
	for (size_t i = 0; i < b->n; i++)
		if (is_gone(&b->items[i], arena, &present, scope)) {
			const char *id = b->items[i].project_id;
			const struct dgpm_reviewed *project = id != NULL ? find_project(scope->review, id) : NULL;

			gone[out->n_gone] = b->items[i];
			gone[out->n_gone++].path = project != NULL ? project->path : NULL;
		}
}

static int cmp_recorded(const void *pa, const void *pb)
{
	const struct dgpm_recorded *a = pa, *b = pb;
	int c;

	if ((c = cmp_text(a->project_id, b->project_id)) != 0 || (c = cmp_text(a->rule, b->rule)) != 0 ||
	    (c = cmp_text(a->pointer, b->pointer)) != 0)
		return c;
	return strcmp(a->fingerprint, b->fingerprint);
}

static void write_items(struct dgpm_out *out, const struct dgpm_recorded *items, size_t n)
{
	struct jsonw w = { .out = out };

	jsonw_open(&w, NULL, '{');
	jsonw_text(&w, "schema", KIND);
	jsonw_open(&w, "findings", '[');
	for (size_t i = 0; i < n; i++) {
		jsonw_line(&w, 0);
		jsonw_open(&w, NULL, '{');
		jsonw_text(&w, "project", items[i].project_id);
		jsonw_text(&w, "stage", items[i].stage);
		jsonw_text(&w, "rule", items[i].rule);
		jsonw_text(&w, "pointer", items[i].pointer);
		jsonw_text(&w, "fingerprint", items[i].fingerprint);
		jsonw_text(&w, "message", items[i].message);
		jsonw_close(&w, '}');
	}
	jsonw_line(&w, 0);
	jsonw_close(&w, ']');
	jsonw_close(&w, '}');
	dgpm_out_puts(out, "\n");
}

void dgpm_baseline_write(const struct dgpm_baseline *before, struct dgpm_arena *arena, struct dgpm_out *out,
			 const struct dgpm_findings *f, const struct dgpm_baseline_scope *scope, bool prune)
{
	size_t n_before = before != NULL ? before->n : 0, n = 0;
	struct dgpm_recorded *items;
	struct present present = { 0 };
	size_t most = n_before;

	for (size_t i = 0; i < f->n; i++)
		most += n_places(f->items[i].diag);
	items = dgpm_arena_array(arena, most, sizeof *items);
	for (size_t i = 0; i < f->n && !prune; i++) {
		const struct dgpm_diag *d = f->items[i].diag;

		if (d->severity >= DGPM_SAID_CANNOT_COMPUTE && d->severity != DGPM_FATAL && d->rule != NULL)
			n += places_of(&items[n], arena, &f->items[i]);
	}
	look(&present, arena, f);
	for (size_t i = 0; i < n_before; i++)
		if ((prune ||
		     dgpm_texts_find(present.prints, present.n_prints, before->items[i].fingerprint) == NULL) &&
		    !is_gone(&before->items[i], arena, &present, scope))
			items[n++] = before->items[i];
	dgpm_sort(items, n, sizeof *items, cmp_recorded);
	write_items(out, items, n);
}
