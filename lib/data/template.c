/* Filling templates and writing new files. */
#include "data/template.h"
#include "io/read.h"
#include "io/out.h"
#include "base/buf.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>

#define LIMIT ((size_t)1 << 20)

/* Text for the inside of a double-quoted YAML scalar. */
static const char *yaml_quoted(struct dgpm_arena *a, const char *s)
{
	struct dgpm_buf b = { .arena = a };

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			dgpm_buf_addf(&b, "\\%c", c);
		else if (c < 0x20 || c == 0x7f)
			dgpm_buf_addf(&b, "\\x%02x", c);
		else
			dgpm_buf_char(&b, (char)c);
	}
	return dgpm_buf_text(&b);
}

static const char *schema_path(struct dgpm_arena *a, const struct dgpm_data *data, const char *name)
{
	const char *path = dgpm_arena_printf(a, "%s/%s", dgpm_data_dir(data), name);
	char real[PATH_MAX];

	if (strchr(name, '/') != NULL)
		return name;
	return realpath(path, real) != NULL ? dgpm_arena_strdup(a, real) : path;
}

int dgpm_template_fill(const char **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		       const struct dgpm_data *data, const char *name, const struct dgpm_template_values *values)
{
	const struct {
		const char *mark, *value;
	} marks[] = {
		{ "@ID@", values->id },
		{ "@NAME@", values->name != NULL ? yaml_quoted(arena, values->name) : NULL },
		{ "@ORGANIZATION@", values->organization },
		{ "@DATE@", values->date },
		{ "@STAGE@", values->stage },
		{ "@SCHEMA@", values->schema != NULL ? schema_path(arena, data, values->schema) : NULL },
		{ "@FISCAL_YEAR@",
		  values->fiscal_year != 0 ? dgpm_arena_printf(arena, "%d", values->fiscal_year) : NULL },
	};
	const char *path = dgpm_arena_printf(arena, "%s/%s", dgpm_data_dir(data), name), *rest;
	struct dgpm_buf done = { .arena = arena };
	struct dgpm_str text;

	*out = NULL;
	if (dgpm_file_read(&text, arena, diags, path, AT_FDCWD, path, LIMIT) != 0)
		return -1;
	rest = text.s;
	for (;;) {
		const char *next = NULL;
		size_t which = 0;

		for (size_t i = 0; i < DGPM_COUNT(marks); i++) {
			const char *at = strstr(rest, marks[i].mark);

			if (at != NULL && (next == NULL || at < next)) {
				next = at;
				which = i;
			}
		}
		if (next == NULL)
			break;
		dgpm_buf_str(&done, (struct dgpm_str){ rest, (size_t)(next - rest) });
		dgpm_buf_add(&done, marks[which].value != NULL ? marks[which].value : "");
		rest = next + strlen(marks[which].mark);
	}
	dgpm_buf_add(&done, rest);
	*out = dgpm_buf_text(&done);
	return 0;
}

int dgpm_template_write(struct dgpm_arena *arena, struct dgpm_diags *diags, const char *path, const char *text)
{
	struct dgpm_out *out;

	if (dgpm_out_new(&out, arena, diags, path) != 0)
		return -1;
	dgpm_out_puts(out, text);
	return dgpm_out_close(out, diags);
}
