/* Which column of a CSV line a figure stands in: a ledger's source has the line alone, the manifest the columns. */
#include "trace/cells_parts.h"
#include "base/list.h"
#include "doc/json_tree.h"

#include <stdio.h>

enum { YEAR = 0, EXPENSE = 4, STAGE = 5, ITEM = 7 }; /* of the ledger's header */

bool trace_parse_cell(struct where *w, const char *s)
{
	w->row = w->column = 0;
	for (; *s >= 'A' && *s <= 'Z' && w->column < 100000; s++)
		w->column = w->column * 26 + (uint32_t)(*s - 'A') + 1;
	if (*s == '\0')
		return false;
	for (; *s >= '0' && *s <= '9' && w->row < 100000000; s++)
		w->row = w->row * 10 + (uint32_t)(*s - '0');
	return *s == '\0' && w->row != 0;
}

static struct dgpm_json_value *read_known(struct dgpm_arena *arena, const char *text)
{
	struct dgpm_json_stream s;
	struct dgpm_json_value *v = NULL;
	FILE *file = text != NULL && *text != '\0' ? fmemopen((char *)text, strlen(text), "r") : NULL;

	if (file == NULL)
		return NULL;
	dgpm_json_begin(&s, arena, file);
	v = dgpm_json_read(&s, arena);
	fclose(file);
	return v != NULL && v->kind == DGPM_JSON_LIST ? v : NULL;
}

/* A figure that is told apart by a number is the item without it: 庁費 (2). */
static bool is_item(struct dgpm_str known, const char *item)
{
	struct dgpm_str text = dgpm_str_of(item != NULL ? item : "");
	size_t n = text.n;

	if (dgpm_str_eq(known, text))
		return true;
	if (n < 3 || text.s[n - 1] != ')')
		return false;
	for (n--; n != 0 && text.s[n - 1] >= '0' && text.s[n - 1] <= '9';)
		n--;
	if (n == 0 || text.s[n - 1] != '(')
		return false;
	n--;
	n -= n != 0 && text.s[n - 1] == ' ';
	return dgpm_str_eq(known, (struct dgpm_str){ text.s, n });
}

/* [column, year, expense, stage, item or null]; 0: it is not of this figure. */
static uint32_t column_for(const struct dgpm_json_value *entry, const char *const *cells)
{
	static const int at[] = { YEAR, EXPENSE, STAGE };
	const struct dgpm_json_value *v = entry->kind == DGPM_JSON_LIST && entry->n == 5 ? entry->items : NULL;
	uint32_t column = 0;

	if (v == NULL)
		return 0;
	for (size_t i = 0; i < v->text.n && v->text.s[i] >= 'A' && v->text.s[i] <= 'Z' && column < 100000; i++)
		column = column * 26 + (uint32_t)(v->text.s[i] - 'A') + 1;
	for (size_t i = 0; i < DGPM_COUNT(at); i++) {
		v = v->next;
		if (!dgpm_str_is(v->text, cells[at[i]] != NULL ? cells[at[i]] : ""))
			return 0;
	}
	v = v->next;
	return v->kind == DGPM_JSON_NULL || is_item(v->text, cells[ITEM]) ? column : 0;
}

/* The same in everything but their place in the list: they stand in the columns in their order. */
static bool is_same(const struct dgpm_traced *a, const struct dgpm_traced *b)
{
	for (size_t i = 0; i <= ITEM; i++)
		if (strcmp(a->cells[i] != NULL ? a->cells[i] : "", b->cells[i] != NULL ? b->cells[i] : "") != 0)
			return false;
	return true;
}

void trace_columns(const struct dgpm_traced *items, struct where *w, size_t n, struct dgpm_arena *arena,
		   const char *known)
{
	const struct dgpm_json_value *list = read_known(arena, known);

	for (size_t i = 0; list != NULL && i < n; i++) {
		const struct dgpm_traced *item = &items[w[i].item];
		uint32_t *columns = NULL, column;
		size_t cap = 0;

		if (item->cells == NULL)
			continue;
		w[i].n_columns = 0;
		for (const struct dgpm_json_value *v = list->items; v != NULL; v = v->next)
			if ((column = column_for(v, item->cells)) != 0)
				*DGPM_PUSH(arena, columns, w[i].n_columns, cap) = column;
		w[i].columns = columns;
		for (size_t k = i; k-- != 0 && w[k].row == w[i].row;)
			w[i].nth += items[w[k].item].cells != NULL && is_same(&items[w[k].item], item);
	}
}
