/* datapackage.json: what every table and column is, for those who read them without asking. */
#include "export/package.h"
#include "print/json.h"

static void field(struct jsonw *w, const struct dgpm_node *node, const struct dgpm_data *data)
{
	const char *type = dgpm_node_cstr(dgpm_node_get(node, "type"));
	const char *unit = dgpm_node_cstr(dgpm_node_get(node, "unit"));

	jsonw_line(w, 10);
	jsonw_open(w, NULL, '{');
	jsonw_str(w, "name", dgpm_node_str(dgpm_node_get(node, "name")));
	jsonw_text(w, "type", type != NULL ? type : "string");
	jsonw_text(w, "description", dgpm_data_text(data, dgpm_node_get(node, "text")));
	jsonw_text(w, "unit", unit);
	jsonw_close(w, '}');
}

static void keys(struct jsonw *w, const char *name, const struct dgpm_node *list)
{
	if (list == NULL || list->kind != DGPM_LIST)
		return;
	jsonw_open(w, name, '[');
	for (uint32_t i = 0; i < list->n; i++)
		jsonw_str(w, NULL, dgpm_node_str(&list->items[i]));
	jsonw_close(w, ']');
}

/* "projects": the column project_id leads to it. */
static void foreign(struct jsonw *w, const struct dgpm_node *node)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(node, "references", &items);

	if (n == 0)
		return;
	jsonw_open(w, "foreignKeys", '[');
	for (uint32_t i = 0; i < n; i++) {
		jsonw_open(w, NULL, '{');
		keys(w, "fields", dgpm_node_get(&items[i], "fields"));
		jsonw_open(w, "reference", '{');
		jsonw_str(w, "resource", dgpm_node_str(dgpm_node_get(&items[i], "table")));
		keys(w, "fields", dgpm_node_get(&items[i], "to"));
		jsonw_close(w, '}');
		jsonw_close(w, '}');
	}
	jsonw_close(w, ']');
}

static void resource(struct jsonw *w, const struct export_table *t, const struct dgpm_data *data)
{
	const struct dgpm_node *fields = NULL;
	uint32_t n = dgpm_node_items(t->node, "fields", &fields);

	jsonw_line(w, 4);
	jsonw_open(w, NULL, '{');
	jsonw_text(w, "name", t->name);
	jsonw_plain(w, "path", "\"%s.csv\"", t->name);
	jsonw_text(w, "profile", "tabular-data-resource");
	jsonw_text(w, "description", dgpm_data_text(data, dgpm_node_get(t->node, "text")));
	jsonw_text(w, "encoding", "utf-8");
	jsonw_open(w, "schema", '{');
	jsonw_open(w, "fields", '[');
	for (uint32_t i = 0; i < n; i++)
		field(w, &fields[i], data);
	jsonw_line(w, 6);
	jsonw_close(w, ']');
	keys(w, "primaryKey", dgpm_node_get(t->node, "key"));
	foreign(w, t->node);
	jsonw_open(w, "missingValues", '[');
	jsonw_text(w, NULL, "");
	jsonw_close(w, ']');
	jsonw_close(w, '}');
	jsonw_close(w, '}');
}

int export_package(struct export_run *run)
{
	const struct dgpm_data *data = dgpm_portfolio_data(run->p);
	const char *name = dgpm_node_cstr(dgpm_node_get(dgpm_portfolio_config(run->p), "name"));
	struct dgpm_out *out;
	struct jsonw w = { 0 };

	if (folder_open_file(&out, &run->folder, run->diags, "datapackage.json") != 0)
		return -1;
	w.out = out;
	jsonw_open(&w, NULL, '{');
	jsonw_line(&w, 2);
	jsonw_text(&w, "profile", "tabular-data-package");
	jsonw_line(&w, 2);
	jsonw_text(&w, "name", "dgpm-portfolio");
	jsonw_line(&w, 2);
	jsonw_text(&w, "title", name);
	jsonw_line(&w, 2);
	jsonw_open(&w, "resources", '[');
	for (size_t i = 0; i < run->n_tables; i++)
		resource(&w, &run->tables[i], data);
	jsonw_line(&w, 2);
	jsonw_close(&w, ']');
	jsonw_line(&w, 0);
	jsonw_close(&w, '}');
	dgpm_out_puts(out, "\n");
	return dgpm_out_close(out, run->diags);
}
