/* Findings as JSON: texts as they are, nothing of a place joined to its message. */
#include "findings/json.h"
#include "base/text.h"
#include "findings/where.h"
#include "print/json.h"

struct list {
	struct jsonw w;
	struct where_doc doc;
	struct dgpm_arena *arena;
};

/* Every key stands in every finding: who reads by keys needs no exceptions. */
static void text(struct list *l, const char *key, const char *value)
{
	if (value != NULL)
		jsonw_text(&l->w, key, value);
	else
		jsonw_null(&l->w, key);
}

static void number(struct list *l, const char *key, uint32_t n)
{
	if (n != 0)
		jsonw_int(&l->w, key, n);
	else
		jsonw_null(&l->w, key);
}

/* A name that is not UTF-8 cannot stand in JSON: its bytes are told too, as in a URI. */
static void file(struct list *l, const char *path)
{
	const char *inside, *name = where_file(l->arena, path, &inside);
	size_t n = name != NULL ? strlen(name) : 0;

	text(l, "file", name);
	if (inside != NULL)
		jsonw_text(&l->w, "cell", inside);
	if (name != NULL && dgpm_utf8_valid(name, n) != n)
		jsonw_text(&l->w, "file_uri", where_uri(l->arena, name));
}

static void also(struct list *l, const struct dgpm_diag *d)
{
	if (d->also.path == NULL) {
		jsonw_null(&l->w, "also");
		return;
	}
	jsonw_open(&l->w, "also", '{');
	file(l, d->also.path);
	number(l, "line", d->also.line);
	number(l, "column", d->also.column);
	text(l, "message", d->also_message);
	jsonw_close(&l->w, '}');
}

static void waiver(struct list *l, const struct dgpm_diag *d)
{
	if (d->waiver.reason == NULL && d->waiver.approver == NULL && d->waiver.until == NULL) {
		jsonw_null(&l->w, "waiver");
		return;
	}
	jsonw_open(&l->w, "waiver", '{');
	text(l, "reason", d->waiver.reason);
	text(l, "approver", d->waiver.approver);
	text(l, "until", d->waiver.until);
	text(l, "item", d->waiver.item);
	jsonw_close(&l->w, '}');
}

static void finding(struct list *l, const struct dgpm_finding *f)
{
	const struct dgpm_diag *d = f->diag;

	jsonw_line(&l->w, 2);
	jsonw_open(&l->w, NULL, '{');
	text(l, "severity", dgpm_severity_name(d->severity));
	text(l, "rule", d->rule);
	text(l, "stage", d->stage);
	text(l, "project_id", d->project_id);
	file(l, d->at.path);
	number(l, "line", d->at.line);
	number(l, "column", d->at.column);
	text(l, "message", d->message);
	text(l, "source", d->source);
	text(l, "kind", d->kind);
	text(l, "remedy", d->remedy);
	text(l, "pointer", where_pointer(&l->doc, d));
	text(l, "fingerprint", f->fingerprint);
	text(l, "original_severity", dgpm_severity_name(dgpm_diag_was(d)));
	text(l, "source_url", d->url);
	text(l, "reason", d->reason);
	waiver(l, d);
	also(l, d);
	jsonw_text(&l->w, "begins", d->begins);
	jsonw_close(&l->w, '}');
}

void report_json(const struct dgpm_diags *diags, struct dgpm_arena *arena, struct dgpm_out *out, int root_fd,
		 const struct dgpm_print *how)
{
	const struct dgpm_findings *f = dgpm_findings_new(arena, diags);
	struct list l = { .w = { .out = out }, .arena = arena,
			  .doc = { .arena = dgpm_arena_like(arena), .root_fd = root_fd,
				   .piped = how->piped } };

	jsonw_head(&l.w, how->head, "findings");
	jsonw_open(&l.w, "findings", '[');
	for (size_t i = 0; i < f->n; i++)
		finding(&l, &f->items[i]);
	if (f->n != 0)
		jsonw_line(&l.w, 0);
	jsonw_close(&l.w, ']');
	jsonw_close(&l.w, '}');
	dgpm_out_puts(out, "\n");
	dgpm_arena_free(l.doc.arena);
}
