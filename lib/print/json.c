/* Writing JSON. */
#include "print/json.h"

#include <inttypes.h>

static void before(struct jsonw *w, const char *key)
{
	if (w->comma)
		dgpm_out_write(w->out, ",", 1);
	if (w->indent != 0) {
		dgpm_out_write(w->out, "\n", 1);
		dgpm_out_spaces(w->out, w->indent - 1);
		w->indent = 0;
	} else if (w->comma) {
		dgpm_out_write(w->out, " ", 1);
	}
	if (key != NULL) {
		dgpm_out_json(w->out, dgpm_str_of(key));
		dgpm_out_puts(w->out, ": ");
	}
	w->comma = true;
}

void jsonw_open(struct jsonw *w, const char *key, char bracket)
{
	before(w, key);
	dgpm_out_write(w->out, &bracket, 1);
	w->comma = false;
}

void jsonw_close(struct jsonw *w, char bracket)
{
	w->comma = false;
	before(w, NULL);
	dgpm_out_write(w->out, &bracket, 1);
}

void jsonw_str(struct jsonw *w, const char *key, struct dgpm_str text)
{
	before(w, key);
	dgpm_out_json(w->out, text);
}

void jsonw_text(struct jsonw *w, const char *key, const char *text)
{
	if (text != NULL)
		jsonw_str(w, key, dgpm_str_of(text));
}

void jsonw_int(struct jsonw *w, const char *key, int64_t value)
{
	before(w, key);
	dgpm_out_printf(w->out, "%" PRId64, value);
}

void jsonw_bool(struct jsonw *w, const char *key, bool value)
{
	before(w, key);
	dgpm_out_puts(w->out, value ? "true" : "false");
}

void jsonw_line(struct jsonw *w, unsigned indent)
{
	w->indent = indent + 1;
}
