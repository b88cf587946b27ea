/* The data directory: each document read once, each schema compiled once. */
#include "data/data.h"
#include "io/read.h"
#include "io/walk.h"
#include "base/list.h"
#include "base/text.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct doc {
	const char *name;
	const struct dgpm_node *root;
	const struct dgpm_schema *schema;
	bool failed;
};

struct dgpm_data {
	struct dgpm_arena *arena;
	const char *dir, *lang;
	int fd;
	struct doc **docs; /* each stays where it is */
	size_t n_docs, cap_docs;
	struct dgpm_organizations *organizations;
	struct dgpm_codes *codes;
};

int dgpm_data_open(struct dgpm_data **out, struct dgpm_arena *arena, struct dgpm_diags *diags, const char *dir,
		   const char *lang)
{
	struct dgpm_data *d = dgpm_arena_array(arena, 1, sizeof *d);

	*out = NULL;
	d->arena = arena;
	d->dir = dgpm_arena_strdup(arena, dir);
	d->lang = strcmp(lang, "ja") == 0 ? "ja" : "en";
	d->fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (d->fd < 0) {
		dgpm_diag_addf(diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = d->dir }, NULL,
			       _("%s; DGPM_DATA names the directory of schemas and rules"), strerror(errno));
		return -1;
	}
	*out = d;
	return 0;
}

void dgpm_data_close(struct dgpm_data *data)
{
	for (size_t i = 0; i < data->n_docs; i++)
		if (data->docs[i]->schema != NULL)
			dgpm_schema_close(data->docs[i]->schema);
	close(data->fd);
}

const char *dgpm_data_lang(const struct dgpm_data *data)
{
	return data->lang;
}

const char *dgpm_data_dir(const struct dgpm_data *data)
{
	return data->dir;
}

const char *dgpm_data_text(const struct dgpm_data *data, const struct dgpm_node *texts)
{
	const char *text = dgpm_node_cstr(dgpm_node_get(texts, data->lang));

	if (text == NULL)
		text = dgpm_node_cstr(dgpm_node_get(texts, "en"));
	return text != NULL ? text : dgpm_node_cstr(dgpm_node_get(texts, "ja"));
}

static struct doc *find(struct dgpm_data *data, struct dgpm_diags *diags, const char *name)
{
	static const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;
	const char *shown = dgpm_arena_printf(data->arena, "%s/%s", data->dir, name);
	struct dgpm_str text;
	struct doc *doc;

	for (size_t i = 0; i < data->n_docs; i++)
		if (strcmp(data->docs[i]->name, name) == 0)
			return data->docs[i];
	doc = dgpm_arena_array(data->arena, 1, sizeof *doc);
	doc->name = dgpm_arena_strdup(data->arena, name);
	*DGPM_PUSH(data->arena, data->docs, data->n_docs, data->cap_docs) = doc;
	if (dgpm_file_read(&text, data->arena, diags, shown, data->fd, name, limits.bytes) != 0 ||
	    dgpm_doc_parse(&doc->root, data->arena, diags, shown, text, &limits) != 0)
		doc->failed = true;
	return doc;
}

const struct dgpm_node *dgpm_data_doc(struct dgpm_data *data, struct dgpm_diags *diags, const char *name)
{
	return find(data, diags, name)->root;
}

const struct dgpm_schema *dgpm_data_schema(struct dgpm_data *data, struct dgpm_diags *diags, const char *name)
{
	struct dgpm_schema_how how = { .assert_format = true, .lang = data->lang };
	struct doc *doc = find(data, diags, dgpm_arena_printf(data->arena, "%s.schema.json", name));

	if (doc->schema == NULL && !doc->failed &&
	    dgpm_schema_compile(&doc->schema, data->arena, diags, doc->root,
				dgpm_arena_printf(data->arena, "%s/%s.schema.json", data->dir, name), &how) != 0)
		doc->failed = true;
	return doc->schema;
}

struct dgpm_organizations *dgpm_data_organizations(struct dgpm_data *data, struct dgpm_diags *diags)
{
	const struct dgpm_node *list;

	if (data->organizations == NULL) {
		list = dgpm_data_doc(data, diags, "organizations.yaml");
		if (list == NULL ||
		    dgpm_organizations_load(&data->organizations, data->arena, diags, list, "organizations.yaml") != 0)
			return NULL;
	}
	return data->organizations;
}

const struct dgpm_codes *dgpm_data_codes(struct dgpm_data *data, struct dgpm_diags *diags)
{
	const struct dgpm_node *list;

	if (data->codes == NULL) {
		list = dgpm_data_doc(data, diags, "codes.yaml");
		if (list == NULL || dgpm_codes_load(&data->codes, data->arena, diags, list, "codes.yaml") != 0)
			return NULL;
	}
	return data->codes;
}

const char *const *dgpm_data_list(struct dgpm_data *data, struct dgpm_diags *diags, const char *dir,
				  const char *suffix, size_t *n)
{
	struct dgpm_names names;
	int error = dgpm_names_read(&names, data->arena, data->fd, dir, 0);
	const char **paths = dgpm_arena_array(data->arena, names.n, sizeof *paths);
	size_t m = strlen(suffix);

	*n = 0;
	if (error != 0)
		dgpm_diag_addf(diags, DGPM_MSG_IO_01,
			       (struct dgpm_loc){ .path = dgpm_arena_cat(data->arena, data->dir, "/", dir) }, NULL,
			       "%s", strerror(error));
	for (size_t i = 0; i < names.n; i++) {
		const char *name = names.items[i].s;
		size_t len = strlen(name);

		if (name[0] != '.' && len > m && strcmp(name + len - m, suffix) == 0)
			paths[(*n)++] = dgpm_arena_cat(data->arena, dir, "/", name);
	}
	return paths;
}
