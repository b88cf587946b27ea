/* Failures of a schema as diagnostics. */
#include "schema/schema.h"
#include "base/i18n.h"

struct check {
	struct dgpm_diags *diags;
	const char *path;
	enum dgpm_severity severity;
	size_t n;
};

/* Place and value make a finding's identity; its line does not. */
static void add(void *ctx, const struct dgpm_schema_failure *f)
{
	struct check *c = ctx;
	const struct dgpm_msg_info *info = dgpm_msg_info(f->msg);

	c->n++;
	dgpm_diag_push(c->diags, &(struct dgpm_diag){ .severity = c->severity, .rule = info->id,
						      .at = dgpm_node_loc(f->node, c->path), .message = f->detail,
						      .remedy = _(info->remedy), .value = f->pointer });
}

size_t dgpm_schema_check(struct dgpm_schema_run *run, const struct dgpm_schema *schema, const struct dgpm_node *doc,
			 const char *path, enum dgpm_severity severity, struct dgpm_diags *diags)
{
	struct check c = { .diags = diags, .path = path, .severity = severity };

	dgpm_schema_holds(run, schema, doc, add, &c);
	return c.n;
}

static size_t check_text(const struct dgpm_node *v, const char *path, struct dgpm_diags *diags)
{
	if (v->n == 0 || memchr(v->text, '\0', v->n) == NULL)
		return 0;
	dgpm_diag_add(diags, DGPM_MSG_SCH_10, dgpm_node_loc(v, path), NULL);
	return 1;
}

/* The reader of documents has limited the nesting. */
size_t dgpm_schema_check_nul(const struct dgpm_node *doc, const char *path, struct dgpm_diags *diags)
{
	size_t n = 0;

	switch (doc->kind) {
	case DGPM_STRING:
		return check_text(doc, path, diags);
	case DGPM_LIST:
		for (uint32_t i = 0; i < doc->n; i++)
			n += dgpm_schema_check_nul(&doc->items[i], path, diags);
		return n;
	case DGPM_MAP:
		for (uint32_t i = 0; i < doc->n; i++) {
			n += check_text(&doc->pairs[i].key, path, diags);
			n += dgpm_schema_check_nul(&doc->pairs[i].value, path, diags);
		}
		return n;
	default:
		return 0;
	}
}
