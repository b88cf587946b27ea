/* Failures of a schema run, worded and placed. */
#include "schema/fail.h"
#include "base/text.h"
#include "base/i18n.h"

#include <stdio.h>

#define ENUM_SHOWN 12
#define NAMES_MAX 1024

/* The chain of places as a JSON pointer, written from its end. */
static size_t escaped_length(const struct schema_place *p)
{
	size_t n = 1;

	if (p->key == NULL)
		return n + (size_t)snprintf(NULL, 0, "%u", p->index);
	for (uint32_t i = 0; i < p->key->n; i++)
		n += p->key->text[i] == '~' || p->key->text[i] == '/' ? 2 : 1;
	return n;
}

static void write_step(char *to, const struct schema_place *p)
{
	*to++ = '/';
	if (p->key == NULL) {
		char digits[12];
		int n = snprintf(digits, sizeof digits, "%u", p->index);

		memcpy(to, digits, (size_t)n);
		return;
	}
	for (uint32_t i = 0; i < p->key->n; i++) {
		char c = p->key->text[i];

		if (c == '~' || c == '/') {
			*to++ = '~';
			c = c == '~' ? '0' : '1';
		}
		*to++ = c;
	}
}

static size_t pointer_length(const struct schema_place *at)
{
	size_t n = 0;

	for (; at != NULL; at = at->up)
		n += escaped_length(at);
	return n;
}

static const char *write_pointer(char *to, size_t n, const struct schema_place *at)
{
	to[n] = '\0';
	for (; at != NULL; at = at->up) {
		n -= escaped_length(at);
		write_step(to + n, at);
	}
	return to;
}

void schema_fail_note(struct dgpm_schema_run *run, struct dgpm_schema_failure *out, enum dgpm_msg msg,
		      const struct dgpm_node *v, const struct schema_place *at)
{
	size_t n = pointer_length(at);

	/* In the arena, as the scratch is still in use; a run gives up once a document at most. */
	*out = (struct dgpm_schema_failure){
		.msg = msg,
		.keyword = msg == DGPM_MSG_SCH_17 ? "pattern" : "$ref",
		.node = v,
		.pointer = write_pointer(dgpm_arena_alloc(run->arena, n + 1), n, at),
		.detail = _(dgpm_msg_info(msg)->text),
	};
}

bool schema_stop(struct dgpm_schema_run *run, enum dgpm_msg msg, const struct dgpm_node *v,
		 const struct schema_place *at)
{
	if (!run->stopped) {
		run->stopped = true;
		schema_fail_note(run, &run->why, msg, v, at);
	}
	return false;
}

bool schema_fail(struct dgpm_schema_run *run, enum dgpm_msg msg, const char *keyword, const struct dgpm_node *node,
		 const struct schema_place *at, const char *fmt, ...)
{
	size_t n = pointer_length(at);
	char *pointer = schema_scratch_take(&run->scratch, n + 1, 1);
	struct dgpm_schema_failure failure = { .msg = msg, .keyword = keyword, .node = node,
					       .missing = run->missing };
	va_list ap;
	int len;
	char *detail;

	if (++run->fails > SCHEMA_FAILS_MAX)
		return schema_stop(run, DGPM_MSG_SCH_16, node, at);
	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	detail = schema_scratch_take(&run->scratch, len < 0 ? 1 : (size_t)len + 1, 1);
	detail[0] = '\0';
	va_start(ap, fmt);
	if (len >= 0)
		vsnprintf(detail, (size_t)len + 1, fmt, ap);
	va_end(ap);
	failure.pointer = write_pointer(pointer, n, at);
	failure.detail = detail;
	run->fail(run->ctx, &failure);
	return false;
}

/* Whether nobody wants words: then all that is wanted is done. */
static bool is_bare(struct dgpm_schema_run *run, enum dgpm_msg msg, const char *keyword, const struct dgpm_node *node,
		    const struct schema_place *at)
{
	struct schema_mark mark;
	size_t n;

	if (run->fail == NULL)
		return true;
	if (!run->wordless)
		return false;
	if (++run->fails > SCHEMA_FAILS_MAX) {
		(void)schema_stop(run, DGPM_MSG_SCH_16, node, at);
		return true;
	}
	mark = schema_scratch_mark(&run->scratch);
	n = pointer_length(at);
	run->fail(run->ctx, &(struct dgpm_schema_failure){
		.msg = msg, .keyword = keyword, .node = node, .missing = run->missing, .detail = "",
		.pointer = write_pointer(schema_scratch_take(&run->scratch, n + 1, 1), n, at) });
	schema_scratch_back(&run->scratch, mark);
	return true;
}

/* A report takes scratch and gives it back. */
#define REPORT(run, call)                                                                                             \
	do {                                                                                                          \
		struct schema_mark mark_ = schema_scratch_mark(&(run)->scratch);                                      \
		(void)(call);                                                                                         \
		schema_scratch_back(&(run)->scratch, mark_);                                                          \
	} while (0)

bool schema_fail_none(struct dgpm_schema_run *run, const struct dgpm_node *v, const struct schema_place *at)
{
	if (run->fail == NULL)
		return false;
	if (at != NULL && at->key != NULL)
		REPORT(run, schema_fail(run, DGPM_MSG_SCH_03, "false", at->key, at, _("key %s is not allowed here"),
					schema_show(run, at->key)));
	else
		REPORT(run, schema_fail(run, DGPM_MSG_SCH_08, "false", v, at, _("nothing is allowed here, found %s"),
					schema_show(run, v)));
	return false;
}

bool schema_fail_type(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		      const struct schema_place *at)
{
	struct schema_text want = { .scratch = &run->scratch }, found = { .scratch = &run->scratch };
	struct schema_mark mark;
	uint8_t types = schema_type_of(v);

	if (is_bare(run, DGPM_MSG_SCH_01, "type", v, at))
		return false;
	mark = schema_scratch_mark(&run->scratch);
	schema_text_types(&want, s->types);
	if (types & SCHEMA_INTEGER)
		types = SCHEMA_INTEGER;
	schema_text_types(&found, types);
	if (v->kind == DGPM_STRING || v->kind == DGPM_NUMBER || v->kind == DGPM_BOOL) {
		schema_text_add(&found, " ");
		schema_text_value(&found, v);
	}
	schema_fail(run, DGPM_MSG_SCH_01, "type", v, at, _("expected %s, found %s"), want.s, found.s);
	schema_scratch_back(&run->scratch, mark);
	return false;
}

bool schema_fail_const(struct dgpm_schema_run *run, const struct dgpm_node *wanted, const struct dgpm_node *v,
		       const struct schema_place *at)
{
	if (!is_bare(run, DGPM_MSG_SCH_04, "const", v, at))
		REPORT(run, schema_fail(run, DGPM_MSG_SCH_04, "const", v, at, _("expected %s, found %s"),
					schema_show_whole(run, wanted), schema_show_whole(run, v)));
	return false;
}

static const char *nearest_value(struct dgpm_schema_run *run, const struct dgpm_node *list, const struct dgpm_node *v)
{
	const char **words;
	size_t n = 0;

	if (v->kind != DGPM_STRING || v->n == 0)
		return NULL;
	if (run->meant != NULL) {
		words = schema_scratch_take(&run->scratch, list->n, sizeof(const char *));
		for (uint32_t i = 0; i < list->n; i++)
			words[i] = list->items[i].text != NULL ? list->items[i].text : "";
		n = run->meant(run->meant_ctx, run->arena, (struct dgpm_str){ v->text, v->n }, words, list->n);
		if (n < list->n)
			return words[n];
		n = 0;
	}
	words = schema_scratch_take(&run->scratch, list->n, sizeof(const char *));
	for (uint32_t i = 0; i < list->n; i++)
		if (list->items[i].kind == DGPM_STRING)
			words[n++] = list->items[i].text;
	return dgpm_text_nearest((struct dgpm_str){ v->text, v->n }, words, n);
}

static void report_enum(struct dgpm_schema_run *run, const struct dgpm_node *list, const struct dgpm_node *v,
			const struct schema_place *at)
{
	struct schema_text values = { .scratch = &run->scratch };
	const char *near = nearest_value(run, list, v), *show = schema_show_whole(run, v);

	schema_text_add(&values, "");
	for (uint32_t i = 0; i < list->n && list->n <= ENUM_SHOWN; i++) {
		schema_text_add(&values, i > 0 ? ", " : "");
		schema_text_add(&values, schema_show_whole(run, &list->items[i]));
	}
	if (list->n > ENUM_SHOWN && near != NULL)
		schema_fail(run, DGPM_MSG_SCH_04, "enum", v, at,
			    _("%s is not one of the %u values allowed, did you mean '%s'?"), show, list->n, near);
	else if (list->n > ENUM_SHOWN)
		schema_fail(run, DGPM_MSG_SCH_04, "enum", v, at, _("%s is not one of the %u values allowed"), show,
			    list->n);
	else if (near != NULL)
		schema_fail(run, DGPM_MSG_SCH_04, "enum", v, at, _("%s is not one of %s, did you mean '%s'?"), show,
			    values.s, near);
	else
		schema_fail(run, DGPM_MSG_SCH_04, "enum", v, at, _("%s is not one of %s"), show, values.s);
}

bool schema_fail_enum(struct dgpm_schema_run *run, const struct dgpm_node *list, const struct dgpm_node *v,
		      const struct schema_place *at)
{
	if (!is_bare(run, DGPM_MSG_SCH_04, "enum", v, at))
		REPORT(run, (report_enum(run, list, v, at), 0));
	return false;
}

bool schema_fail_number(struct dgpm_schema_run *run, const char *keyword, const struct dgpm_node *limit,
			const struct dgpm_node *v, const struct schema_place *at)
{
	const char *show, *than;
	struct schema_mark mark;

	if (is_bare(run, DGPM_MSG_SCH_06, keyword, v, at))
		return false;
	mark = schema_scratch_mark(&run->scratch);
	show = schema_show(run, v);
	than = schema_show(run, limit);
	if (strcmp(keyword, "minimum") == 0)
		schema_fail(run, DGPM_MSG_SCH_06, keyword, v, at, _("%s is below the minimum of %s"), show, than);
	else if (strcmp(keyword, "maximum") == 0)
		schema_fail(run, DGPM_MSG_SCH_06, keyword, v, at, _("%s is above the maximum of %s"), show, than);
	else if (strcmp(keyword, "exclusiveMinimum") == 0)
		schema_fail(run, DGPM_MSG_SCH_06, keyword, v, at, _("%s is not above %s"), show, than);
	else if (strcmp(keyword, "exclusiveMaximum") == 0)
		schema_fail(run, DGPM_MSG_SCH_06, keyword, v, at, _("%s is not below %s"), show, than);
	else
		schema_fail(run, DGPM_MSG_SCH_06, keyword, v, at, _("%s is not a multiple of %s"), show, than);
	schema_scratch_back(&run->scratch, mark);
	return false;
}

bool schema_fail_count(struct dgpm_schema_run *run, const char *keyword, uint32_t limit, uint32_t n,
		       const struct dgpm_node *v, const struct schema_place *at)
{
	struct schema_mark mark;
	const char *show;
	char count[64];

	if (is_bare(run, DGPM_MSG_SCH_06, keyword, v, at))
		return false;
	mark = schema_scratch_mark(&run->scratch);
	show = schema_show(run, v);
	if (strstr(keyword, "Length") != NULL)
		snprintf(count, sizeof count, P_("%u character", "%u characters", n), n);
	else if (strstr(keyword, "Items") != NULL)
		snprintf(count, sizeof count, P_("%u item", "%u items", n), n);
	else
		snprintf(count, sizeof count, P_("%u key", "%u keys", n), n);
	if (n < limit)
		schema_fail(run, DGPM_MSG_SCH_06, keyword, v, at, _("%s: %s, at least %u needed"), show, count, limit);
	else
		schema_fail(run, DGPM_MSG_SCH_06, keyword, v, at, _("%s: %s, at most %u allowed"), show, count, limit);
	schema_scratch_back(&run->scratch, mark);
	return false;
}

bool schema_fail_pattern(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			 const struct schema_place *at)
{
	const char *hint;

	if (is_bare(run, DGPM_MSG_SCH_05, "pattern", v, at))
		return false;
	hint = schema_hint(run, s);
	if (hint != NULL)
		REPORT(run, schema_fail(run, DGPM_MSG_SCH_05, "pattern", v, at, "%s: %s", schema_show(run, v), hint));
	else
		REPORT(run, schema_fail(run, DGPM_MSG_SCH_05, "pattern", v, at, _("%s does not match the pattern %s"),
					schema_show(run, v), s->strings->pattern->text.s));
	return false;
}

bool schema_fail_format(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			const struct schema_place *at)
{
	struct schema_mark mark;
	const char *hint, *show;

	if (is_bare(run, DGPM_MSG_SCH_09, "format", v, at))
		return false;
	mark = schema_scratch_mark(&run->scratch);
	hint = schema_hint(run, s);
	show = schema_show(run, v);
	if (hint != NULL)
		schema_fail(run, DGPM_MSG_SCH_09, "format", v, at, "%s: %s", show, hint);
	else if (s->strings->format != NULL)
		schema_fail(run, DGPM_MSG_SCH_09, "format", v, at, "%s: %s", show, _(s->strings->format->what));
	else
		schema_fail(run, DGPM_MSG_SCH_09, "format", v, at, _("%s is not a regular expression"), show);
	schema_scratch_back(&run->scratch, mark);
	return false;
}

bool schema_fail_contains(struct dgpm_schema_run *run, const struct schema_lists *l, uint32_t n,
			  const struct dgpm_node *v, const struct schema_place *at)
{
	if (run->fail == NULL)
		return false;
	if (n == 0)
		REPORT(run, schema_fail(run, DGPM_MSG_SCH_08, "contains", v, at,
					_("no item is of the form that one must have")));
	else if (n < l->min_contains)
		REPORT(run, schema_fail(run, DGPM_MSG_SCH_08, "minContains", v, at,
					_("items of the form asked for: %u, at least %u needed"), n, l->min_contains));
	else
		REPORT(run, schema_fail(run, DGPM_MSG_SCH_08, "maxContains", v, at,
					_("items of the form asked for: %u, at most %u allowed"), n, l->max_contains));
	return false;
}

bool schema_fail_twin(struct dgpm_schema_run *run, const struct dgpm_node *v, const struct dgpm_node *earlier,
		      const struct schema_place *at)
{
	if (run->fail != NULL)
		REPORT(run, schema_fail(run, DGPM_MSG_SCH_07, "uniqueItems", v, at, _("%s is already given on line %u"),
					schema_show(run, v), earlier->line));
	return false;
}

/* The keys that a schema names for its map, also through what it applies to the same map. */
static size_t collect_names(const struct schema_sub *s, const char **names, size_t n, unsigned depth)
{
	const struct schema_logic *l = s->logic;

	for (uint32_t i = 0; s->maps != NULL && i < s->maps->n_props && n < NAMES_MAX; i++)
		if (s->maps->props[i].sub == NULL || s->maps->props[i].sub->fixed != SCHEMA_NONE)
			names[n++] = s->maps->props[i].key->text;
	if (l == NULL || depth == 0)
		return n;
	if (l->ref != NULL)
		n = collect_names(l->ref, names, n, depth - 1);
	if (l->then != NULL)
		n = collect_names(l->then, names, n, depth - 1);
	if (l->otherwise != NULL)
		n = collect_names(l->otherwise, names, n, depth - 1);
	for (uint32_t i = 0; i < l->all.n; i++)
		n = collect_names(l->all.at[i], names, n, depth - 1);
	for (uint32_t i = 0; i < l->any.n; i++)
		n = collect_names(l->any.at[i], names, n, depth - 1);
	for (uint32_t i = 0; i < l->one.n; i++)
		n = collect_names(l->one.at[i], names, n, depth - 1);
	return n;
}

static void report_key(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_pair *p,
		       const struct schema_place *at)
{
	const char **names = schema_scratch_take(&run->scratch, NAMES_MAX, sizeof(const char *));
	size_t n = collect_names(s, names, 0, 4);
	struct dgpm_str key = { p->key.text, p->key.n };
	const char *near = dgpm_text_nearest(key, names, n), *show = schema_show(run, &p->key);

	if (near != NULL && !dgpm_str_is(key, near))
		schema_fail(run, DGPM_MSG_SCH_03, "additionalProperties", &p->key, at,
			    _("unknown key %s, did you mean '%s'?"), show, near);
	else
		schema_fail(run, DGPM_MSG_SCH_03, "additionalProperties", &p->key, at, _("unknown key %s"), show);
}

bool schema_fail_key(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_pair *p,
		     const struct schema_place *at)
{
	const struct schema_prop *prop;

	if (run->fail == NULL)
		return false;
	prop = s->maps != NULL && s->maps->slots != NULL
		       ? schema_prop_find(s->maps, (struct dgpm_str){ p->key.text, p->key.n })
		       : NULL;
	if (prop != NULL && prop->sub != NULL)
		return schema_fail_none(run, &p->value, at);
	REPORT(run, (report_key(run, s, p, at), 0));
	return false;
}

bool schema_fail_missing(struct dgpm_schema_run *run, const struct dgpm_node *key, const struct dgpm_node *because,
			 const struct dgpm_node *map, const struct schema_place *at)
{
	const char *keyword = because != NULL ? "dependentRequired" : "required";

	run->missing = key;
	if (!is_bare(run, DGPM_MSG_SCH_02, keyword, map, at)) {
		if (because != NULL)
			REPORT(run, schema_fail(run, DGPM_MSG_SCH_02, keyword, map, at,
						_("key %s is missing; %s needs it"), schema_show(run, key),
						schema_show(run, because)));
		else
			REPORT(run, schema_fail(run, DGPM_MSG_SCH_02, keyword, map, at, _("key %s is missing"),
						schema_show(run, key)));
	}
	run->missing = NULL;
	return false;
}
