/* Filling templates and writing new files. */
#include "data/template.h"
#include "io/read.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LIMIT ((size_t)1 << 20)

/* Text for the inside of a double-quoted YAML scalar. */
static const char *yaml_quoted(struct dgpm_arena *a, const char *s)
{
	const char *out = "";

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			out = dgpm_arena_printf(a, "%s\\%c", out, c);
		else if (c < 0x20 || c == 0x7f)
			out = dgpm_arena_printf(a, "%s\\x%02x", out, c);
		else
			out = dgpm_arena_printf(a, "%s%c", out, c);
	}
	return out;
}

static const char *schema_path(struct dgpm_arena *a, const struct dgpm_data *data, const char *name)
{
	const char *path = dgpm_arena_printf(a, "%s/%s", dgpm_data_dir(data), name);
	char real[PATH_MAX];

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
		{ "@SCHEMA@", values->schema != NULL ? schema_path(arena, data, values->schema) : NULL },
		{ "@FISCAL_YEAR@",
		  values->fiscal_year != 0 ? dgpm_arena_printf(arena, "%d", values->fiscal_year) : NULL },
	};
	const char *path = dgpm_arena_printf(arena, "%s/%s", dgpm_data_dir(data), name), *rest, *done = "";
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
		done = dgpm_arena_printf(arena, "%s%.*s%s", done, (int)(next - rest), rest,
					 marks[which].value != NULL ? marks[which].value : "");
		rest = next + strlen(marks[which].mark);
	}
	*out = dgpm_arena_printf(arena, "%s%s", done, rest);
	return 0;
}

int dgpm_template_write(struct dgpm_arena *arena, struct dgpm_diags *diags, const char *path, const char *text)
{
	struct dgpm_loc at = { .path = path };
	const char *temporary = dgpm_arena_printf(arena, "%s.XXXXXX", path);
	int fd = mkstemp((char *)temporary), error = 0;
	mode_t mask = umask(0);
	size_t n = strlen(text);

	umask(mask);
	if (fd < 0) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_07, at, NULL, "%s", strerror(errno));
		return -1;
	}
	for (size_t done = 0; done < n && error == 0;) {
		ssize_t k = write(fd, text + done, n - done);

		if (k < 0)
			error = errno;
		else
			done += (size_t)k;
	}
	if (error == 0 && fchmod(fd, 0666 & ~mask) != 0)
		error = errno;
	if (close(fd) != 0 && error == 0)
		error = errno;
	/* link() refuses a name that is taken, as rename() would not. */
	if (error == 0 && link(temporary, path) != 0)
		error = errno;
	unlink(temporary);
	if (error == EEXIST)
		dgpm_diag_add(diags, DGPM_MSG_IO_13, at, NULL);
	else if (error != 0)
		dgpm_diag_addf(diags, DGPM_MSG_IO_07, at, NULL, "%s", strerror(error));
	return error == 0 ? 0 : -1;
}
