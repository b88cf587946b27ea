/* Reading profiles: another table, from which a column has its texts by a key. */
#include "profile/tree.h"
#include "base/hash.h"
#include "base/list.h"
#include "base/text.h"
#include "base/i18n.h"
#include "book/book.h"

#include <fcntl.h>

#define LOOK 30u /* rows in which the header is looked for */

static bool is_entry(const void *ctx, uint32_t number, const void *key)
{
	return dgpm_str_eq(((const struct profile_table *)ctx)->items[number].key, *(const struct dgpm_str *)key);
}

struct dgpm_str profile_table_find(const struct profile_table *table, struct dgpm_str key)
{
	uint32_t number = dgpm_map_get(&table->by, dgpm_hash(key), is_entry, table, &key);

	return number != DGPM_MAP_NONE ? table->items[number].text : (struct dgpm_str){ NULL, 0 };
}

struct reading {
	struct profile_reader *r;
	const struct dgpm_node *node;
	struct profile_table *table;
	struct dgpm_str key, column; /* folded headers */
	uint32_t key_at, column_at;  /* from 1; 0: not found yet */
	uint32_t looked;
	bool clash;
};

static void find_header(struct reading *x, const struct dgpm_book_row *row)
{
	uint32_t key_at = 0, column_at = 0;

	for (uint32_t i = 0; i < row->n; i++) {
		struct dgpm_str text = profile_fold(x->r->arena, row->cells[i].text);

		if (dgpm_str_eq(text, x->key))
			key_at = i + 1;
		if (dgpm_str_eq(text, x->column))
			column_at = i + 1;
	}
	if (key_at != 0 && column_at != 0) {
		x->key_at = key_at;
		x->column_at = column_at;
	}
}

static bool take_row(void *ctx, const struct dgpm_book_row *row)
{
	struct reading *x = ctx;
	struct profile_table *t = x->table;
	struct dgpm_str key, text = { "", 0 };
	uint32_t number;

	if (x->key_at == 0) {
		find_header(x, row);
		return x->key_at != 0 || ++x->looked < LOOK;
	}
	if (x->key_at > row->n || row->cells[x->key_at - 1].text.n == 0)
		return true;
	key = profile_fold(x->r->arena, row->cells[x->key_at - 1].text);
	if (x->column_at <= row->n)
		text = dgpm_arena_str(x->r->arena, row->cells[x->column_at - 1].text);
	number = dgpm_map_put(&t->by, dgpm_hash(key), is_entry, t, &key, (uint32_t)t->n);
	if (number == t->n) {
		*DGPM_PUSH(x->r->arena, t->items, t->n, t->cap) = (struct profile_entry){ key, text };
	} else if (!dgpm_str_eq(t->items[number].text, text)) {
		profile_wrong(x->r, x->node, _("%s: row %u says '%.*s' of '%.*s', an earlier one '%.*s'"), t->file,
			      (unsigned)row->row, (int)text.n, text.s, (int)key.n, key.s, (int)t->items[number].text.n,
			      t->items[number].text.s);
		x->clash = true;
		return false;
	}
	return true;
}

/* The column whose header is that of the key. */
static int column_with(const struct dgpm_profile *p, struct dgpm_str header)
{
	for (size_t i = 0; i < p->n_columns; i++)
		for (size_t k = 0; k < p->columns[i].n_headers && p->columns[i].table == NULL; k++)
			if (dgpm_str_eq(p->columns[i].headers[k], header))
				return (int)i;
	return -1;
}

static void read_table(struct profile_reader *r, struct profile_table *table, const struct dgpm_node *node)
{
	struct reading x = { .r = r, .node = node, .table = table };
	struct dgpm_book_how how = { 0 };
	struct dgpm_book *book;

	x.key = profile_fold(r->arena, dgpm_node_str(dgpm_node_get(node, "key")));
	x.column = profile_fold(r->arena, dgpm_node_str(dgpm_node_get(node, "column")));
	table->by.arena = r->arena;
	if (dgpm_book_open(&book, r->arena, r->diags, table->file, AT_FDCWD, table->file, &how) != 0) {
		profile_wrong(r, dgpm_node_get(node, "file"), _("'%s' cannot be read"), table->file);
		return;
	}
	if (dgpm_book_read(book, r->diags, 0, take_row, &x) != 0)
		profile_wrong(r, dgpm_node_get(node, "file"), _("'%s' cannot be read"), table->file);
	else if (x.key_at == 0)
		profile_wrong(r, node, _("'%s' has no header with '%s' and '%s'"), table->file,
			      dgpm_node_cstr(dgpm_node_get(node, "key")),
			      dgpm_node_cstr(dgpm_node_get(node, "column")));
	dgpm_book_close(book);
}

void profile_lookup(struct profile_reader *r, struct profile_column *c, const struct dgpm_node *node)
{
	struct profile_table *table = dgpm_arena_array(r->arena, 1, sizeof *table);
	const struct dgpm_node *by = dgpm_node_get(node, "by"), *key = dgpm_node_get(node, "key");
	const char *file = dgpm_node_cstr(dgpm_node_get(node, "file"));

	table->file =
		*file == '/' || strcmp(r->dir, ".") == 0 ? file : dgpm_arena_printf(r->arena, "%s/%s", r->dir, file);
	c->by = by != NULL ? profile_column_of(r, by) : column_with(r->p, profile_fold(r->arena, dgpm_node_str(key)));
	if (c->by < 0 && by == NULL)
		profile_wrong(r, key, _("no column has this header: name the one that has the key with 'by'"));
	else if (c->by >= 0 && r->p->columns[c->by].table != NULL)
		profile_wrong(r, by != NULL ? by : key, _("a column that is looked up is no key of another"));
	if (c->as == AS_AMOUNT)
		profile_wrong(r, node, _("an amount is not looked up: it has its place in the sheet"));
	c->may_lack = dgpm_str_is(dgpm_node_str(dgpm_node_get(node, "other")), "none");
	read_table(r, table, node);
	c->table = table;
}
