/* Which branch of an anyOf or oneOf was meant; else what would have been right. */
#include "base/i18n.h"
#include "schema/fail.h"

#define SHOWN 12

/* A schema that is a reference and no more stands for its target. */
static const struct schema_sub *plain(const struct schema_sub *s)
{
	for (unsigned i = 0; i < 16; i++) {
		const struct schema_logic *l = s->logic;

		if (s->fixed != SCHEMA_RUN || s->types != 0 || s->constant != NULL || s->values != NULL ||
		    s->maps != NULL || s->lists != NULL || s->strings != NULL || s->numbers != NULL || l == NULL ||
		    l->ref == NULL || l->all.n + l->any.n + l->one.n > 0 || l->when != NULL || l->not != NULL)
			break;
		s = l->ref;
	}
	return s;
}

static bool among(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v)
{
	if (s->constant != NULL && !schema_equal(&run->scratch, s->constant, v))
		return false;
	if (s->values == NULL)
		return true;
	for (uint32_t i = 0; i < s->values->list->n; i++)
		if (schema_equal(&run->scratch, &s->values->list->items[i], v))
			return true;
	return false;
}

static bool admits_type(const struct schema_sub *s, const struct dgpm_node *v)
{
	return s->fixed != SCHEMA_NONE && (s->types == 0 || (s->types & schema_type_of(v)) != 0);
}

/* By the type, by const and enum, and by the const and enum of keys: {kind: a, ...} against {kind: b, ...}. */
static bool admits(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v)
{
	s = plain(s);
	if (!admits_type(s, v) || !among(run, s, v))
		return false;
	if (v->kind != DGPM_MAP || s->maps == NULL || s->maps->slots == NULL)
		return true;
	for (uint32_t i = 0; i < v->n; i++) {
		const struct dgpm_pair *p = &v->pairs[i];
		const struct schema_prop *prop = schema_prop_find(s->maps, (struct dgpm_str){ p->key.text, p->key.n });

		if (prop != NULL && prop->sub != NULL && !among(run, plain(prop->sub), &p->value))
			return false;
	}
	return true;
}

static void describe(struct dgpm_schema_run *run, struct schema_text *t, const struct schema_sub *s)
{
	const struct dgpm_node *title = dgpm_node_get(s->node, "title");
	uint32_t n = 0;

	s = plain(s);
	if (title == NULL)
		title = dgpm_node_get(s->node, "title");
	if (schema_hint(run, s) != NULL) {
		schema_text_add(t, schema_hint(run, s));
	} else if (title != NULL && title->kind == DGPM_STRING) {
		schema_text_value(t, title);
	} else if (s->constant != NULL) {
		schema_text_value(t, s->constant);
	} else if (s->values != NULL) {
		for (uint32_t i = 0; i < s->values->list->n && i < SHOWN; i++) {
			schema_text_add(t, i > 0 ? ", " : "");
			schema_text_value(t, &s->values->list->items[i]);
		}
		schema_text_add(t, s->values->list->n > SHOWN ? ", ..." : "");
	} else if (s->maps != NULL && s->maps->n_required > 0) {
		for (uint32_t i = 0; i < s->maps->n_props; i++) {
			if (!s->maps->props[i].required)
				continue;
			schema_text_add(t, n++ > 0 ? _(" and ") : _("an object with "));
			schema_text_value(t, s->maps->props[i].key);
		}
	} else if (s->types != 0) {
		schema_text_types(t, s->types);
	} else {
		schema_text_add(t, _("another form"));
	}
}

/* All branches tell of their type only: "expected string or null". */
static uint8_t types_of_all(const struct schema_subs *branches)
{
	uint8_t types = 0;

	for (uint32_t i = 0; i < branches->n; i++) {
		const struct schema_sub *s = plain(branches->at[i]);

		if (s->types == 0)
			return 0;
		types |= s->types;
	}
	return types;
}

static void report(struct dgpm_schema_run *run, const struct schema_sub *s, const struct schema_subs *branches,
		   const char *keyword, const struct dgpm_node *v, const struct schema_place *at)
{
	const struct schema_sub *meant = NULL;
	const char *hint = schema_hint(run, s);
	struct schema_text t = { .scratch = &run->scratch };
	struct schema_sub type = { .types = types_of_all(branches) };
	uint32_t n = 0, values = 0;

	for (uint32_t i = 0; i < branches->n; i++) {
		const struct schema_sub *b = plain(branches->at[i]);

		if (admits(run, b, v)) {
			n++;
			meant = branches->at[i];
		}
		values += b->constant != NULL || b->values != NULL;
	}
	if (n == 1) {
		schema_eval(run, meant, v, at, NULL);
		return;
	}
	if (hint != NULL) {
		schema_fail(run, DGPM_MSG_SCH_08, keyword, v, at, "%s: %s", schema_show(run, v), hint);
		return;
	}
	if (type.types != 0 && !admits_type(&type, v)) {
		schema_fail_type(run, &type, v, at);
		return;
	}
	for (uint32_t i = 0; i < branches->n && i < SHOWN; i++) {
		schema_text_add(&t, i == 0 ? "" : values == branches->n ? ", " : _(", or "));
		describe(run, &t, branches->at[i]);
	}
	schema_text_add(&t, branches->n > SHOWN ? ", ..." : "");
	if (values == branches->n)
		schema_fail(run, DGPM_MSG_SCH_04, keyword, v, at, _("%s is not one of %s"), schema_show(run, v), t.s);
	else
		schema_fail(run, DGPM_MSG_SCH_08, keyword, v, at, _("found %s; expected %s"), schema_show(run, v), t.s);
}

bool schema_fail_any(struct dgpm_schema_run *run, const struct schema_sub *s, const struct schema_subs *branches,
		     const char *keyword, const struct dgpm_node *v, const struct schema_place *at)
{
	struct schema_mark mark;

	if (run->fail == NULL)
		return false;
	mark = schema_scratch_mark(&run->scratch);
	report(run, s, branches, keyword, v, at);
	schema_scratch_back(&run->scratch, mark);
	return false;
}

bool schema_fail_several(struct dgpm_schema_run *run, const struct schema_sub *s, uint32_t n,
			 const struct dgpm_node *v, const struct schema_place *at)
{
	struct schema_mark mark;
	const char *hint;

	if (run->fail == NULL)
		return false;
	mark = schema_scratch_mark(&run->scratch);
	hint = schema_hint(run, s);
	if (hint != NULL)
		schema_fail(run, DGPM_MSG_SCH_08, "oneOf", v, at, "%s: %s", schema_show(run, v), hint);
	else
		schema_fail(run, DGPM_MSG_SCH_08, "oneOf", v, at,
			    _("%s is of %u of the forms allowed here, and must be of one"), schema_show(run, v), n);
	schema_scratch_back(&run->scratch, mark);
	return false;
}

bool schema_fail_not(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		     const struct schema_place *at)
{
	struct schema_text t = { .scratch = &run->scratch };
	struct schema_mark mark;
	const char *hint;

	if (run->fail == NULL)
		return false;
	mark = schema_scratch_mark(&run->scratch);
	hint = schema_hint(run, s);
	if (hint != NULL) {
		schema_fail(run, DGPM_MSG_SCH_08, "not", v, at, "%s: %s", schema_show(run, v), hint);
	} else {
		describe(run, &t, s->logic->not);
		schema_fail(run, DGPM_MSG_SCH_08, "not", v, at, _("found %s; not allowed is %s"), schema_show(run, v),
			    t.s);
	}
	schema_scratch_back(&run->scratch, mark);
	return false;
}
