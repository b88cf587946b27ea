/* The list of sheets as text, CSV and JSON. */
#include "base/buf.h"
#include "base/text.h"
#include "base/i18n.h"
#include "print/json.h"
#include "convert/list_parts.h"

static const char *const kinds[] = { "csv", "xlsx", "xls", "ods" };

/* "A1:F38"; NULL: the sheet is empty. */
static const char *range_of(struct dgpm_arena *a, const struct dgpm_listed *l)
{
	char first[8], last[8];

	if (l->last_row == 0)
		return NULL;
	return dgpm_arena_printf(a, "%s%u:%s%u", dgpm_column_name(first, l->first_column), l->first_row,
				 dgpm_column_name(last, l->last_column), l->last_row);
}

static uint32_t rows_of(const struct dgpm_listed *l)
{
	return l->last_row != 0 ? l->last_row - l->first_row + 1 : 0;
}

static uint32_t columns_of(const struct dgpm_listed *l)
{
	return l->last_column != 0 ? l->last_column - l->first_column + 1 : 0;
}

static const char *profiles_of(struct dgpm_arena *a, const struct dgpm_listed *l, const char *between)
{
	struct dgpm_buf text = { .arena = a };

	for (size_t i = 0; i < l->n_profiles; i++) {
		dgpm_buf_sep(&text, between);
		dgpm_buf_add(&text, l->profiles[i]);
	}
	return text.s;
}

static void csv(const struct dgpm_listing *list, struct dgpm_arena *a, struct dgpm_out *out,
		const struct dgpm_print *how)
{
	static const struct dgpm_col columns[] = {
		{ "file", NULL, DGPM_COL_TEXT },	  { "sheet", NULL, DGPM_COL_TEXT },
		{ "kind", NULL, DGPM_COL_TEXT },	  { "encoding", NULL, DGPM_COL_TEXT },
		{ "state", NULL, DGPM_COL_TEXT },	  { "range", NULL, DGPM_COL_TEXT },
		{ "rows", NULL, DGPM_COL_INT },		  { "columns", NULL, DGPM_COL_INT },
		{ "filled_rows", NULL, DGPM_COL_INT },	  { "merged", NULL, DGPM_COL_INT },
		{ "header", NULL, DGPM_COL_INT },	  { "header_to", NULL, DGPM_COL_INT },
		{ "header_merged", NULL, DGPM_COL_TEXT }, { "profiles", NULL, DGPM_COL_TEXT },
		{ "nearest", NULL, DGPM_COL_TEXT },	  { "why", NULL, DGPM_COL_TEXT },
		{ "hidden_rows", NULL, DGPM_COL_INT },	  { "hidden_columns", NULL, DGPM_COL_INT },
	};
	struct dgpm_grid *g = dgpm_grid_new(a, columns, DGPM_COUNT(columns));

	for (size_t i = 0; i < list->n; i++) {
		const struct dgpm_listed *l = &list->items[i];

		dgpm_grid_cstr(g, l->file);
		dgpm_grid_cstr(g, l->sheet);
		dgpm_grid_cstr(g, kinds[l->kind]);
		dgpm_grid_cstr(g, l->encoding);
		dgpm_grid_cstr(g, l->hidden ? "hidden" : "visible");
		dgpm_grid_cstr(g, range_of(a, l));
		dgpm_grid_int(g, rows_of(l));
		dgpm_grid_int(g, columns_of(l));
		dgpm_grid_int(g, (int64_t)l->n_rows);
		dgpm_grid_int(g, (int64_t)l->n_merged);
		if (l->header != 0) {
			dgpm_grid_int(g, l->header);
			dgpm_grid_int(g, l->header_to);
			dgpm_grid_cstr(g, l->header_merged ? "true" : "false");
		} else {
			dgpm_grid_none(g);
			dgpm_grid_none(g);
			dgpm_grid_none(g);
		}
		dgpm_grid_cstr(g, profiles_of(a, l, " "));
		dgpm_grid_cstr(g, l->nearest);
		dgpm_grid_cstr(g, l->why);
		dgpm_grid_int(g, (int64_t)l->hidden_rows);
		dgpm_grid_int(g, (int64_t)l->hidden_columns);
	}
	dgpm_grid_print(g, out, how);
}

static void texts(struct jsonw *w, const char *key, const char *const *items, size_t n)
{
	jsonw_open(w, key, '[');
	for (size_t i = 0; i < n; i++)
		jsonw_text(w, NULL, items[i]);
	jsonw_close(w, ']');
}

static void json(const struct dgpm_listing *list, struct dgpm_arena *a, struct dgpm_out *out,
		 const struct dgpm_print *how)
{
	struct jsonw w = { .out = out };

	jsonw_head(&w, how->head, "sheets-report");
	jsonw_open(&w, "rows", '[');
	for (size_t i = 0; i < list->n; i++) {
		const struct dgpm_listed *l = &list->items[i];

		jsonw_line(&w, 2);
		jsonw_open(&w, NULL, '{');
		jsonw_text(&w, "file", l->file);
		jsonw_text(&w, "sheet", l->sheet);
		jsonw_text(&w, "kind", kinds[l->kind]);
		jsonw_text(&w, "encoding", l->encoding);
		jsonw_text(&w, "state", l->hidden ? "hidden" : "visible");
		jsonw_text(&w, "range", range_of(a, l));
		jsonw_int(&w, "rows", rows_of(l));
		jsonw_int(&w, "columns", columns_of(l));
		jsonw_int(&w, "filled_rows", (int64_t)l->n_rows);
		jsonw_int(&w, "merged", (int64_t)l->n_merged);
		jsonw_int(&w, "hidden_rows", (int64_t)l->hidden_rows);
		jsonw_int(&w, "hidden_columns", (int64_t)l->hidden_columns);
		if (l->header != 0) {
			jsonw_int(&w, "header", l->header);
			jsonw_int(&w, "header_to", l->header_to);
			jsonw_bool(&w, "header_merged", l->header_merged);
			texts(&w, "headers", l->headers, l->n_headers);
		}
		texts(&w, "profiles", l->profiles, l->n_profiles);
		jsonw_text(&w, "nearest", l->nearest);
		jsonw_text(&w, "why", l->why);
		jsonw_close(&w, '}');
	}
	if (list->n != 0)
		jsonw_line(&w, 0);
	jsonw_close(&w, ']');
	jsonw_close(&w, '}');
	dgpm_out_puts(out, "\n");
}

static const char *header_of(struct dgpm_arena *a, const struct dgpm_listed *l)
{
	const char *text;

	if (l->header == 0)
		return NULL;
	text = l->header_to != l->header ? dgpm_arena_printf(a, "%u-%u", l->header, l->header_to) :
					   dgpm_arena_printf(a, "%u", l->header);
	return l->header_merged ? dgpm_arena_printf(a, _("%s merged"), text) : text;
}

/* What the guessed header says, and which profile comes near: for whoever writes a profile. */
static void explain(const struct dgpm_listed *l, struct dgpm_arena *a, struct dgpm_out *out)
{
	const char *place = l->kind == DGPM_BOOK_CSV ? l->file : dgpm_arena_printf(a, "%s!%s", l->file, l->sheet);
	char name[8];

	dgpm_out_str(out, dgpm_text_escape(a, dgpm_str_of(place)));
	dgpm_out_puts(out, "\n");
	for (size_t i = 0; i < l->n_headers; i++) {
		if (*l->headers[i] == '\0')
			continue;
		dgpm_out_printf(out, "    %-3s ", dgpm_column_name(name, l->first_column + (uint32_t)i));
		dgpm_out_str(out, dgpm_text_escape(a, dgpm_str_of(l->headers[i])));
		dgpm_out_puts(out, "\n");
	}
	if (l->nearest != NULL) {
		dgpm_out_puts(out, "    ");
		dgpm_out_printf(out, _("nearest profile: %s; %s"), l->nearest, l->why);
		dgpm_out_puts(out, "\n");
	}
}

/* Hidden rows and columns are in the range, and are read. */
static const char *range_said(struct dgpm_arena *a, const struct dgpm_listed *l)
{
	const char *range = range_of(a, l);

	if (l->cut_off)
		range = dgpm_arena_printf(a, _("%s, in part"), l->last_row != 0 ? range : "-");
	if (l->hidden_rows != 0)
		range = dgpm_arena_printf(a, P_("%s, %zu row hidden", "%s, %zu rows hidden", l->hidden_rows), range,
					  l->hidden_rows);
	if (l->hidden_columns != 0)
		range = dgpm_arena_printf(a, P_("%s, %zu column hidden", "%s, %zu columns hidden", l->hidden_columns),
					  range, l->hidden_columns);
	return range;
}

static void text(const struct dgpm_listing *list, struct dgpm_arena *a, struct dgpm_out *out,
		 const struct dgpm_print *how)
{
	static const struct dgpm_col columns[] = {
		{ "file", N_("file"), DGPM_COL_TEXT },	     { "sheet", N_("sheet"), DGPM_COL_TEXT },
		{ "kind", N_("kind"), DGPM_COL_TEXT },	     { "range", N_("range"), DGPM_COL_TEXT },
		{ "rows", N_("rows"), DGPM_COL_INT },	     { "columns", N_("columns"), DGPM_COL_INT },
		{ "merged", N_("merged"), DGPM_COL_INT },    { "header", N_("header rows"), DGPM_COL_TEXT },
		{ "profiles", N_("profiles"), DGPM_COL_TEXT },
	};
	struct dgpm_grid *g = dgpm_grid_new(a, columns, DGPM_COUNT(columns));

	for (size_t i = 0; i < list->n; i++) {
		const struct dgpm_listed *l = &list->items[i];
		const char *sheet = l->kind != DGPM_BOOK_CSV ? l->sheet : NULL, *profiles = profiles_of(a, l, ", ");

		dgpm_grid_cstr(g, l->file);
		dgpm_grid_cstr(g, l->hidden ? dgpm_arena_printf(a, _("%s (hidden)"), sheet) : sheet);
		dgpm_grid_cstr(g, l->encoding != NULL ? dgpm_arena_printf(a, "csv %s", l->encoding) : kinds[l->kind]);
		dgpm_grid_cstr(g, range_said(a, l));
		dgpm_grid_int(g, rows_of(l));
		dgpm_grid_int(g, columns_of(l));
		dgpm_grid_int(g, (int64_t)l->n_merged);
		dgpm_grid_cstr(g, header_of(a, l));
		if (profiles == NULL && l->nearest != NULL)
			profiles = dgpm_arena_printf(a, _("- (nearest: %s)"), l->nearest);
		dgpm_grid_cstr(g, profiles);
	}
	dgpm_grid_print(g, out, how);
	for (size_t i = 0; how->explain && i < list->n; i++)
		explain(&list->items[i], a, out);
}

void dgpm_booklist_print(const struct dgpm_listing *list, struct dgpm_arena *arena, struct dgpm_out *out,
			  const struct dgpm_print *how)
{
	switch (how->format) {
	case DGPM_FORMAT_CSV:
		csv(list, arena, out, how);
		break;
	case DGPM_FORMAT_JSON:
		json(list, arena, out, how);
		break;
	default:
		text(list, arena, out, how);
	}
}
