/* Values and types in words, for messages. */
#include "base/text.h"
#include "base/i18n.h"
#include "schema/fail.h"

#include <stdio.h>

#define COLUMNS 40

static void add(struct schema_text *t, const char *s, size_t n)
{
	if (t->room - t->n < n + 1) {
		size_t room = (t->n + n + 1) * 2;
		char *more = schema_scratch_take(t->scratch, room, 1);

		if (t->n != 0)
			memcpy(more, t->s, t->n);
		t->s = more;
		t->room = room;
	}
	memcpy(t->s + t->n, s, n);
	t->n += n;
	t->s[t->n] = '\0';
}

void schema_text_add(struct schema_text *t, const char *s)
{
	add(t, s, strlen(s));
}

/* Control characters, C1 (U+0080 to U+009F) and the marks that turn the direction of writing. */
static size_t control_length(const char *s, size_t n)
{
	uint8_t c = (uint8_t)s[0];

	if (c < 0x20 || c == 0x7f)
		return 1;
	if (n >= 2 && c == 0xc2 && (uint8_t)s[1] < 0xa0)
		return 2;
	if (n >= 3 && c == 0xe2 && (uint8_t)s[1] == 0x80 && ((uint8_t)s[2] >= 0xa8 && (uint8_t)s[2] <= 0xae))
		return 3;
	if (n >= 3 && c == 0xe2 && (uint8_t)s[1] == 0x81 && ((uint8_t)s[2] >= 0xa6 && (uint8_t)s[2] <= 0xa9))
		return 3;
	return 0;
}

static void add_escaped(struct schema_text *t, const char *s, size_t n)
{
	for (size_t i = 0, len; i < n; i += len) {
		len = control_length(s + i, n - i);
		if (len == 0) {
			len = 1;
			add(t, s + i, 1);
		} else if (s[i] == '\n' || s[i] == '\t') {
			schema_text_add(t, s[i] == '\n' ? "\\n" : "\\t");
		} else {
			for (size_t k = 0; k < len; k++) {
				char hex[8];

				snprintf(hex, sizeof hex, "\\x%02x", (unsigned)(uint8_t)s[i + k]);
				schema_text_add(t, hex);
			}
		}
	}
}

static void add_cut(struct schema_text *t, const struct dgpm_node *v)
{
	size_t n = dgpm_text_fit(v->text, v->n, COLUMNS);

	add_escaped(t, v->text, n);
	if (n < v->n)
		schema_text_add(t, "...");
}

void schema_text_value(struct schema_text *t, const struct dgpm_node *v)
{
	switch (v->kind) {
	case DGPM_STRING:
		schema_text_add(t, "'");
		add_cut(t, v);
		schema_text_add(t, "'");
		break;
	case DGPM_NUMBER:
		add_cut(t, v);
		break;
	case DGPM_BOOL:
		schema_text_add(t, v->yes ? "true" : "false");
		break;
	case DGPM_NULL:
		schema_text_add(t, "null");
		break;
	default:
		schema_text_types(t, schema_type_of(v));
		break;
	}
}

/* Until it is long enough for a line. False: it was cut. */
static bool add_whole(struct schema_text *t, const struct dgpm_node *v, size_t most)
{
	bool list = v->kind == DGPM_LIST;

	if (v->kind != DGPM_LIST && v->kind != DGPM_MAP) {
		schema_text_value(t, v);
		return true;
	}
	schema_text_add(t, list ? "[" : "{");
	for (uint32_t i = 0; i < v->n; i++) {
		schema_text_add(t, i != 0 ? ", " : "");
		if (t->n > most) {
			schema_text_add(t, "...");
			return false;
		}
		if (!list) {
			add_cut(t, &v->pairs[i].key);
			schema_text_add(t, ": ");
		}
		if (!add_whole(t, list ? &v->items[i] : &v->pairs[i].value, most))
			return false;
	}
	schema_text_add(t, list ? "]" : "}");
	return true;
}

const char *schema_show_whole(struct dgpm_schema_run *run, const struct dgpm_node *v)
{
	struct schema_text t = { .scratch = &run->scratch };

	(void)add_whole(&t, v, 2 * COLUMNS);
	return t.s;
}

const char *schema_show(struct dgpm_schema_run *run, const struct dgpm_node *v)
{
	struct schema_text t = { .scratch = &run->scratch };

	schema_text_value(&t, v);
	return t.s;
}

void schema_text_types(struct schema_text *t, uint8_t types)
{
	static const struct {
		uint8_t bit;
		const char *name;
	} names[] = {
		{ SCHEMA_STRING, N_("string") },   { SCHEMA_INTEGER, N_("integer") }, { SCHEMA_NUMBER, N_("number") },
		{ SCHEMA_BOOL, N_("boolean") },    { SCHEMA_LIST, N_("array") },      { SCHEMA_MAP, N_("object") },
		{ SCHEMA_NULL, N_("null") },
	};
	bool more = false;

	/* A number includes the integers, but an integer is called by its own name. */
	for (size_t i = 0; i < DGPM_COUNT(names); i++) {
		if ((types & names[i].bit) == 0)
			continue;
		if (more)
			schema_text_add(t, _(" or "));
		schema_text_add(t, _(names[i].name));
		more = true;
	}
}

const char *schema_hint(const struct dgpm_schema_run *run, const struct schema_sub *s)
{
	const struct dgpm_node *hint = dgpm_node_get(s->node, "x-hint");
	const struct dgpm_node *text = dgpm_node_get(hint, run->schema->lang);

	if (text == NULL)
		text = dgpm_node_get(hint, "en");
	return text != NULL ? dgpm_node_cstr(text) : NULL;
}
