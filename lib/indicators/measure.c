/* Reading and showing measured values. */
#include "indicators/measure.h"
#include "base/buf.h"
#include "base/decimal.h"

#define MOST_DIGITS 27 /* eighteen before the point and nine behind it */

bool dgpm_measure_read(struct dgpm_measure *out, struct dgpm_str text)
{
	struct decimal d;
	const char *digits;
	wide value = 0;

	*out = (struct dgpm_measure){ .kind = DGPM_MEASURE_TEXT, .text = text.s };
	if (!decimal_read(&d, text) || d.kind != DECIMAL_FINITE || d.n > MOST_DIGITS || d.exp10 < -9 ||
	    d.exp10 > 18 || (int64_t)d.n + d.exp10 > 18)
		return false;
	digits = d.is_own ? d.own : d.text;
	for (size_t i = 0; i < d.span; i++)
		if (digits[i] != '.')
			value = value * 10 + (digits[i] - '0');
	for (int64_t i = -9; i < d.exp10; i++)
		value *= 10;
	out->kind = DGPM_MEASURE_NUMBER;
	out->scaled = d.negative ? -value : value;
	return true;
}

static const char *number(struct dgpm_arena *arena, const struct dgpm_measure *m, bool grouped)
{
	struct dgpm_buf b = { .arena = arena };
	wide value = m->scaled < 0 ? -m->scaled : m->scaled;
	uint64_t whole = (uint64_t)(value / DGPM_MEASURE_ONE), part = (uint64_t)(value % DGPM_MEASURE_ONE);
	const char *digits;

	digits = dgpm_arena_printf(arena, "%llu", (unsigned long long)whole);
	dgpm_buf_add(&b, m->scaled < 0 ? "-" : "");
	for (size_t i = 0, n = strlen(digits); i < n; i++) {
		if (grouped && i != 0 && (n - i) % 3 == 0)
			dgpm_buf_char(&b, ',');
		dgpm_buf_char(&b, digits[i]);
	}
	if (part != 0) {
		dgpm_buf_addf(&b, ".%09llu", (unsigned long long)part);
		while (b.s[b.n - 1] == '0')
			b.s[--b.n] = '\0';
	}
	return dgpm_buf_text(&b);
}

const char *dgpm_measure_shown(struct dgpm_arena *arena, const struct dgpm_measure *m)
{
	return m->kind == DGPM_MEASURE_NUMBER ? number(arena, m, true) : m->kind == DGPM_MEASURE_TEXT ? m->text : NULL;
}

const char *dgpm_measure_plain(struct dgpm_arena *arena, const struct dgpm_measure *m)
{
	return m->kind == DGPM_MEASURE_NUMBER ? number(arena, m, false) : m->kind == DGPM_MEASURE_TEXT ? m->text : NULL;
}
