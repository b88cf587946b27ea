/* dgpm convert: where its outputs go, held against each other and against what is there. */
#include "convert.h"

#include <sys/stat.h>

bool convert_set_outputs(struct cmd_env *env, struct convert_opts *o, bool cards, bool explain)
{
	struct cmd_common *c = &o->common;
	const char *wrong = NULL;
	size_t n = 0;

	for (size_t i = 0; i < c->n_outputs && !explain; i++) {
		struct cmd_output output = c->outputs[i];

		if (output.format == DGPM_FORMAT_CSV && output.path != NULL) {
			if (cards || c->output != NULL)
				wrong = cards ? _("cards are not CSV: name their directory with -o") :
						_("-o and -f csv=FILE both name the ledger");
			c->output = output.path;
		} else if (output.format == DGPM_FORMAT_JSON || output.path != NULL) {
			c->outputs[n++] = output;
		}
	}
	if (!explain) {
		c->n_outputs = n;
		for (size_t i = 0; i < n; i++)
			if (c->outputs[i].path == NULL && c->output == NULL && !cards)
				wrong = _("the ledger goes to standard output: name a file for it with -o, or one for "
					  "the report with -f json=FILE");
	}
	if (wrong != NULL)
		fprintf(env->told, "dgpm convert: %s\n", wrong);
	if (o->manifest == NULL && c->output != NULL)
		o->manifest = dgpm_arena_printf(env->arena, "%s.manifest", c->output);
	return wrong == NULL;
}

/* An output by the option that names it. */
struct place {
	const char *option, *path; /* path NULL: standard output */
};

#define MAX_PLACES (CMD_MAX_OUTPUTS + 5)

static void add(struct place *places, size_t *n, const char *option, const char *path)
{
	if (path != NULL)
		places[(*n)++] = (struct place){ option, path };
}

static size_t places_of(struct place *places, const struct convert_opts *o, bool cards)
{
	const struct cmd_common *c = &o->common;
	size_t n = 0;

	if (!cards)
		add(places, &n, "-o", c->output);
	add(places, &n, "--rejects", o->rejects);
	add(places, &n, "--manifest", o->manifest);
	/* Where the ledger goes to standard output, the report does not. */
	if (o->report != NULL && strcmp(o->report, "-") != 0)
		add(places, &n, "--report", o->report);
	else if (o->report != NULL && !cards && c->output == NULL)
		places[n++] = (struct place){ "--report", NULL };
	for (size_t i = 0; i < c->n_outputs; i++)
		add(places, &n, "-f", c->outputs[i].path);
	places[n++] = (struct place){ _("standard output"), NULL };
	return n;
}

static bool is_input(struct cmd_env *env, const struct place *place, const char *input)
{
	if (!dgpm_out_same_place(place->path, strcmp(input, "-") == 0 ? "/dev/stdin" : input))
		return false;
	fprintf(env->told, _("dgpm convert: %s would overwrite what is read: '%s'"), place->option, input);
	fputc('\n', env->told);
	return true;
}

bool convert_outputs_apart(struct cmd_env *env, const struct convert_opts *o, bool cards, const char *const *files,
			   size_t n_files)
{
	struct place places[MAX_PLACES];
	size_t n = places_of(places, o, cards);

	for (size_t i = 0; i < n; i++) {
		struct stat st;

		for (size_t k = 0; k < i; k++)
			if (dgpm_out_same_place(places[i].path, places[k].path)) {
				fprintf(env->told, _("dgpm convert: %s and %s name one file: '%s'"), places[k].option,
					places[i].option, places[k].path != NULL ? places[k].path : "-");
				fputc('\n', env->told);
				return false;
			}
		/* What is not there is no input. */
		if (places[i].path != NULL && stat(places[i].path, &st) != 0)
			continue;
		if (is_input(env, &places[i], o->profile))
			return false;
		for (size_t k = 0; k < n_files; k++)
			if (is_input(env, &places[i], files[k]))
				return false;
	}
	return true;
}

static bool is_free(struct cmd_env *env, const struct convert_opts *o, const char *path)
{
	struct stat st;

	/* A device or pipe is written to, not over. */
	if (o->force || path == NULL || stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return true;
	dgpm_diag_add(env->diags, DGPM_MSG_CONV_18, (struct dgpm_loc){ .path = path }, NULL);
	return false;
}

bool convert_outputs_free(struct cmd_env *env, const struct convert_opts *o, bool cards)
{
	struct place places[MAX_PLACES];
	size_t n = places_of(places, o, cards);

	for (size_t i = 0; i < n; i++)
		if (!is_free(env, o, places[i].path))
			return false;
	return true;
}
