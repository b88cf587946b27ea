/* Reading the rules of a report. */
#include "data/checks.h"
#include "base/i18n.h"
#include "base/text.h"
#include "data/params.h"

static bool severity_named(struct dgpm_check *c, const char *name)
{
	c->off = name != NULL && strcmp(name, "off") == 0;
	for (enum dgpm_severity s = DGPM_NOTE; name != NULL && s <= DGPM_ERROR; s++)
		if (strcmp(dgpm_severity_name(s), name) == 0) {
			c->severity = s;
			return true;
		}
	return c->off;
}

/* What a report says of itself stands in the table of messages. */
static const struct dgpm_msg_info *message_of(const char *id)
{
	for (enum dgpm_msg m = 0; id != NULL && m < DGPM_MSG_COUNT; m++)
		if (strcmp(dgpm_msg_info(m)->id, id) == 0)
			return dgpm_msg_info(m);
	return NULL;
}

static void read_message(struct dgpm_check *c, struct params *p)
{
	const struct dgpm_msg_info *info = message_of(c->id);

	if (info == NULL) {
		p->failed = true;
		return;
	}
	c->message = _(info->text);
	c->remedy = _(info->remedy);
	c->severity = info->severity;
}

static void read_check(struct dgpm_check *c, struct params *p, const struct dgpm_node *given,
		       const struct dgpm_node *node)
{
	const char *said;

	*c = (struct dgpm_check){ .id = dgpm_node_cstr(dgpm_node_get(node, "id")),
				  .title = dgpm_data_text(p->data, dgpm_node_get(node, "title")),
				  .message = dgpm_data_text(p->data, dgpm_node_get(node, "message")),
				  .remedy = dgpm_data_text(p->data, dgpm_node_get(node, "remedy")),
				  .of = dgpm_node_cstr(dgpm_node_get(node, "of")),
				  .at = dgpm_node_cstr(dgpm_node_get(node, "at")),
				  .node = node };
	c->source = params_sources(p->arena, dgpm_node_get(node, "source"), &c->documents, &c->sections);
	p->own = dgpm_node_get(node, "params");
	c->when = params_compile(p, dgpm_node_get(node, "when"));
	c->require = params_compile(p, dgpm_node_get(node, "require"));
	said = c->id != NULL ? dgpm_node_cstr(dgpm_node_get(given, c->id)) : NULL;
	if (said == NULL)
		said = dgpm_node_cstr(dgpm_node_get(node, "severity"));
	if (c->require == NULL)
		read_message(c, p);
	if (c->require != NULL || said != NULL)
		p->failed |= !severity_named(c, said);
	p->failed |= c->id == NULL || c->title == NULL || c->message == NULL;
}

/* Settings of dgpm.yaml for rules that the report does not have: false after a diagnostic. */
static bool all_known(const struct dgpm_checks *c, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      const struct dgpm_node *given)
{
	const char **ids = dgpm_arena_array(arena, c->n, sizeof *ids);
	bool known = true;

	for (size_t i = 0; i < c->n; i++)
		ids[i] = c->items[i].id;
	for (uint32_t i = 0; given != NULL && given->kind == DGPM_MAP && i < given->n; i++) {
		const struct dgpm_node *key = &given->pairs[i].key;

		if (strncmp(key->text, "x-", 2) == 0 || dgpm_check_find(c, key->text) != NULL)
			continue;
		dgpm_diag_add_near(diags, DGPM_MSG_REF_07, dgpm_node_loc(key, "dgpm.yaml"), key->text,
				   dgpm_text_nearest(dgpm_node_str(key), ids, c->n));
		known = false;
	}
	return known;
}

int dgpm_checks_load(struct dgpm_checks *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		     struct dgpm_data *data, const char *file, const struct dgpm_node *given)
{
	const struct dgpm_node *root = dgpm_data_doc(data, diags, file), *items = NULL;
	struct params p = { .arena = arena, .diags = diags, .data = data, .path = file };
	uint32_t n = dgpm_node_items(root, "rules", &items);

	*out = (struct dgpm_checks){ .items = dgpm_arena_array(arena, n, sizeof *out->items), .n = n };
	if (root == NULL)
		return -1;
	for (uint32_t i = 0; i < n; i++)
		read_check(&out->items[i], &p, given, &items[i]);
	if (!p.failed && all_known(out, arena, diags, given))
		return 0;
	if (p.failed)
		dgpm_diag_add(diags, DGPM_MSG_DATA_01, dgpm_node_loc(root, file), NULL);
	dgpm_checks_close(out);
	return -1;
}

void dgpm_checks_close(struct dgpm_checks *c)
{
	for (size_t i = 0; i < c->n; i++) {
		if (c->items[i].when != NULL)
			dgpm_schema_close(c->items[i].when);
		if (c->items[i].require != NULL)
			dgpm_schema_close(c->items[i].require);
	}
	c->n = 0;
}

const struct dgpm_check *dgpm_check_find(const struct dgpm_checks *c, const char *id)
{
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->items[i].id, id) == 0)
			return &c->items[i];
	return NULL;
}

bool dgpm_check_fails(const struct dgpm_check *c, struct dgpm_schema_run *run, const struct dgpm_node *doc)
{
	return !c->off && c->require != NULL && (c->when == NULL || dgpm_schema_holds(run, c->when, doc, NULL, NULL)) &&
	       !dgpm_schema_holds(run, c->require, doc, NULL, NULL);
}
