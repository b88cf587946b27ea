/* Reading profiles: how one value is made of a row. */
#include "profile/tree.h"
#include "base/i18n.h"

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* {name}, or {／name（）}: what stands around the name is written with the column alone. The last name that is one
 * counts. */
static struct piece read_piece(const struct profile_reader *r, struct dgpm_str text)
{
	struct piece piece = { .text = text, .column = -1 };

	for (size_t i = 0, n; i < text.n; i += n != 0 ? n : 1) {
		for (n = 0; i + n < text.n && is_name(text.s[i + n]);)
			n++;
		for (size_t k = 0; n != 0 && k < r->p->n_columns; k++)
			if (dgpm_str_is((struct dgpm_str){ text.s + i, n }, r->p->columns[k].name))
				piece = (struct piece){ { text.s, i }, (int)k, { text.s + i + n, text.n - i - n } };
	}
	return piece;
}

static void read_template(struct profile_reader *r, struct spec *out, const struct dgpm_node *node)
{
	struct piece *pieces;
	const char *text = out->text, *open, *end;
	size_t most = 1;

	for (const char *c = text; *c != '\0'; c++)
		most += *c == '{' ? 2 : 0;
	out->pieces = pieces = dgpm_arena_array(r->arena, most, sizeof *pieces);
	for (; (open = strchr(text, '{')) != NULL; text = end + 1) {
		struct piece piece;

		end = strchr(open, '}');
		if (end == NULL) {
			profile_wrong(r, node, _("a brace is not closed"));
			return;
		}
		piece = read_piece(r, (struct dgpm_str){ open + 1, (size_t)(end - open) - 1 });
		if (piece.column < 0)
			profile_wrong(r, node, _("'%.*s' is not under 'columns'"), (int)piece.text.n, piece.text.s);
		pieces[out->n++] = (struct piece){ { text, (size_t)(open - text) }, -1, { "", 0 } };
		pieces[out->n++] = piece;
	}
	pieces[out->n++] = (struct piece){ dgpm_str_of(text), -1, { "", 0 } };
}

static void read_first(struct profile_reader *r, struct spec *out, const struct dgpm_node *list)
{
	struct spec *items = dgpm_arena_array(r->arena, list->n, sizeof *items);

	for (uint32_t i = 0; i < list->n; i++)
		profile_spec(r, &items[i], &list->items[i]);
	out->kind = SPEC_FIRST;
	out->items = items;
	out->n = list->n;
}

static void read_account(struct profile_reader *r, struct spec *out, const struct dgpm_node *map)
{
	static const char *const keys[] = { "kind", "name", "part" };
	struct spec *items = dgpm_arena_array(r->arena, 3, sizeof *items);

	out->kind = SPEC_ACCOUNT;
	out->items = items;
	out->n = 3;
	for (size_t i = 0; i < 3; i++) {
		const struct dgpm_node *node = dgpm_node_get(map, keys[i]);

		items[i] = (struct spec){ .kind = node != NULL ? SPEC_COLUMN : SPEC_NONE, .column = -1, .with = -1 };
		if (node != NULL)
			items[i].column = profile_column_of(r, node);
	}
}

void profile_spec(struct profile_reader *r, struct spec *out, const struct dgpm_node *node)
{
	const struct dgpm_node *at;
	int64_t plus;

	*out = (struct spec){ .column = -1, .with = -1 };
	if (node == NULL)
		return;
	if (node->kind != DGPM_MAP) {
		out->kind = SPEC_TEXT;
		out->text = dgpm_node_str(node).s;
		out->n = dgpm_str_of(out->text).n;
		out->rigid = node->kind != DGPM_STRING;
		return;
	}
	out->map = profile_map_of(r, dgpm_node_get(node, "map"), dgpm_node_get(node, "other"));
	if ((at = dgpm_node_get(node, "column")) != NULL) {
		out->kind = SPEC_COLUMN;
		out->column = profile_column_of(r, at);
		if (dgpm_node_int(dgpm_node_get(node, "plus"), &plus))
			out->plus = (int)plus;
	} else if ((at = dgpm_node_get(node, "group")) != NULL) {
		out->kind = SPEC_GROUP;
		out->text = dgpm_node_cstr(at);
		if (dgpm_str_is(dgpm_node_str(dgpm_node_get(node, "as")), "year"))
			out->as = AS_YEAR;
	} else if ((at = dgpm_node_get(node, "text")) != NULL) {
		out->kind = SPEC_TEMPLATE;
		out->text = dgpm_node_cstr(at);
		if (out->text != NULL)
			read_template(r, out, at);
		if ((at = dgpm_node_get(node, "with")) != NULL)
			out->with = profile_column_of(r, at);
	} else if ((at = dgpm_node_get(node, "first")) != NULL) {
		read_first(r, out, at);
	} else if ((at = dgpm_node_get(node, "account")) != NULL) {
		read_account(r, out, at);
	} else if ((at = dgpm_node_get(node, "from")) != NULL) {
		struct dgpm_str what = dgpm_node_str(at);

		out->kind = dgpm_str_is(what, "account-of-parts") ? SPEC_PARTS_ACCOUNT :
			    dgpm_str_is(what, "id")		  ? SPEC_ID :
			    dgpm_str_is(what, "file")		  ? SPEC_FILE :
								    SPEC_PLACE;
	}
}
