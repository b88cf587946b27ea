/* Numbers, strings, and lists of allowed values. */
#include "base/i18n.h"
#include "schema/fail.h"
#include "schema/run.h"

static bool among(struct dgpm_schema_run *run, const struct schema_enum *e, const struct dgpm_node *v)
{
	uint64_t hash;
	uint32_t low = 0, high = e->list->n;

	if (e->hashes == NULL) {
		for (uint32_t i = 0; i < e->list->n; i++)
			if (schema_equal(&run->scratch, &e->list->items[i], v))
				return true;
		return false;
	}
	hash = schema_hash(v);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (e->hashes[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < e->list->n && e->hashes[low].hash == hash; low++)
		if (schema_equal(&run->scratch, e->hashes[low].value, v))
			return true;
	return false;
}

bool schema_eval_values(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			const struct schema_place *at)
{
	if (s->constant != NULL && !schema_equal(&run->scratch, s->constant, v))
		return schema_fail_const(run, s->constant, v, at);
	if (s->values != NULL && !among(run, s->values, v))
		return schema_fail_enum(run, s->values->list, v, at);
	return true;
}

/* NaN is beyond every limit. */
static bool beyond(const struct decimal *d, const struct decimal *limit, int side, bool itself)
{
	int c;

	return !decimal_cmp(&c, d, limit) || c * side > 0 || (itself && c == 0);
}

bool schema_eval_number(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			const struct schema_place *at)
{
	const struct schema_numbers *n = s->numbers;
	struct decimal d;
	bool ok = true;

	if (!decimal_read(&d, (struct dgpm_str){ v->text, v->n }))
		d.kind = DECIMAL_NAN;
	if (n->minimum != NULL && beyond(&d, &n->minimum_d, -1, false))
		ok = schema_fail_number(run, "minimum", n->minimum, v, at);
	if (n->maximum != NULL && beyond(&d, &n->maximum_d, 1, false))
		ok = schema_fail_number(run, "maximum", n->maximum, v, at);
	if (n->above != NULL && beyond(&d, &n->above_d, -1, true))
		ok = schema_fail_number(run, "exclusiveMinimum", n->above, v, at);
	if (n->below != NULL && beyond(&d, &n->below_d, 1, true))
		ok = schema_fail_number(run, "exclusiveMaximum", n->below, v, at);
	if (n->multiple != NULL && !decimal_multiple(&d, &n->multiple_d))
		ok = schema_fail_number(run, "multipleOf", n->multiple, v, at);
	return ok;
}

static uint32_t characters(const struct dgpm_node *v)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < v->n; i++)
		n += ((uint8_t)v->text[i] & 0xc0) != 0x80;
	return n;
}

static bool is_regex(struct dgpm_schema_run *run, struct dgpm_str text)
{
	struct schema_mark mark = schema_scratch_mark(&run->scratch);
	char why[128];
	char *room = schema_scratch_take(&run->scratch, 1, schema_pattern_room(text.n));
	bool ok = schema_pattern_check(run->arena, room, text, why, sizeof why);

	schema_scratch_back(&run->scratch, mark);
	return ok;
}

static bool eval_format(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			const struct schema_place *at)
{
	const struct schema_format *format = s->strings->format;
	struct dgpm_str text = { v->text, v->n };

	if (s->strings->regex)
		return is_regex(run, text) || schema_fail_format(run, s, v, at);
	if (s->strings->format_pattern != NULL)
		switch (schema_pattern_match(&run->matcher, s->strings->format_pattern, text)) {
		case SCHEMA_MATCH_YES:
			break;
		case SCHEMA_MATCH_NO:
			return schema_fail_format(run, s, v, at);
		case SCHEMA_MATCH_COSTLY:
			return schema_stop(run, DGPM_MSG_SCH_17, v, at);
		}
	return format->holds == NULL || format->holds(text) || schema_fail_format(run, s, v, at);
}

bool schema_eval_string(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			const struct schema_place *at)
{
	const struct schema_strings *t = s->strings;
	bool ok = true;

	if (t->min > 0 || t->max < v->n) {
		uint32_t n = characters(v);

		if (n < t->min)
			ok = schema_fail_count(run, "minLength", t->min, n, v, at);
		if (n > t->max)
			ok = schema_fail_count(run, "maxLength", t->max, n, v, at);
	}
	if (t->pattern != NULL && (ok || run->fail != NULL)) {
		switch (schema_pattern_match(&run->matcher, t->pattern, (struct dgpm_str){ v->text, v->n })) {
		case SCHEMA_MATCH_YES:
			break;
		case SCHEMA_MATCH_NO:
			ok = schema_fail_pattern(run, s, v, at);
			break;
		case SCHEMA_MATCH_COSTLY:
			return schema_stop(run, DGPM_MSG_SCH_17, v, at);
		}
	}
	/* A value of the wrong shape need not be told that it is no date either. */
	if ((t->format != NULL || t->regex) && ok)
		ok = eval_format(run, s, v, at);
	return ok;
}
