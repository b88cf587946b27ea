/* Cards from rows: rows of one project make one card, over all files. */
#include "convert/merge.h"
#include "base/buf.h"
#include "base/decimal.h"
#include "base/text.h"
#include "base/i18n.h"

#include <stdlib.h>
#include <strings.h>

/* Fill the leaves of the tree from the row at hand; false when one cannot be read. */
static bool fill(struct convert_file *f, const struct tree *t, const char **leaves)
{
	if (t->kind == TREE_LEAF || t->kind == TREE_COLLECT) {
		struct dgpm_str text;
		enum cell_state state = convert_value(f, t->spec, NULL, &text);

		if (state == CELL_GOOD && text.n != 0)
			leaves[t->leaf] = dgpm_arena_strndup(f->in.arena, text.s, text.n);
		return state != CELL_BAD;
	}
	for (size_t i = 0; i < t->n; i++)
		if (!fill(f, &t->items[i], leaves))
			return false;
	return true;
}

static struct card *card_of(struct dgpm_arena *arena, struct convert_keys *by, struct card **cards, size_t *n,
			    size_t *cap, struct dgpm_str id)
{
	bool is_new;
	uint32_t *index = convert_keys_put(by, convert_hash_of(&id, 1), &is_new);
	struct card *card;

	if (is_new) {
		*index = (uint32_t)*n;
		card = DGPM_PUSH(arena, *cards, *n, *cap);
		*card = (struct card){ .id = dgpm_arena_strndup(arena, id.s, id.n) };
	}
	return &(*cards)[*index];
}

void convert_card_row(struct convert_file *f)
{
	const char **leaves = dgpm_arena_array(f->in.arena, f->in.p->n_leaves, sizeof *leaves);
	struct dgpm_str id;
	struct card *card;
	int32_t rank;

	if (convert_id(f, &id) != CELL_GOOD || !fill(f, f->in.p->card, leaves)) {
		if (f->row.reason.rule == NULL)
			convert_wrong(f, DGPM_MSG_CONV_14, NOT_THERE, NULL, (struct dgpm_str){ "", 0 }, NULL);
		f->got.stats.rows_left_out++;
		convert_reject(f);
		return;
	}
	rank = f->in.p->latest >= 0 ? (int32_t)convert_cell(f, f->in.p->latest)->year : 0;
	card = card_of(f->in.arena, &f->keep.cards_by, &f->keep.cards, &f->keep.n_cards, &f->keep.cap_cards, id);
	*DGPM_PUSH(f->in.arena, card->rows, card->n, card->cap) =
		(struct card_row){ leaves, &f->in, convert_place_of(f, NOT_THERE), rank };
	card->rank = card->n == 1 || rank > card->rank ? rank : card->rank;
	if (f->keep.explain_left != 0)
		*DGPM_PUSH(f->in.arena, f->got.explained, f->got.n_explained, f->got.cap_explained) =
			(struct dgpm_explained){
				.source = convert_place_text(&f->in, f->in.arena, convert_place_of(f, NOT_THERE)),
				.as = "card",
				.result = card->id,
			};
}

/* Of which type a value is. */
struct leaf_kind {
	uint8_t types; /* enum card_type, together; 0: the schema does not say */
	bool rigid;    /* it was made as a number or boolean */
};

/* A word that YAML reads as text and nothing else. */
static bool is_plain(const char *s)
{
	static const char *const taken[] = { "true", "false", "null", "yes", "no", "on", "off", "y", "n" };
	size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

	for (size_t i = 0; i < DGPM_COUNT(taken); i++)
		if (strcasecmp(s, taken[i]) == 0)
			return false;
	return n != 0 && s[n] == '\0' &&
	       ((s[0] >= 'A' && s[0] <= 'Z') || (s[0] >= 'a' && s[0] <= 'z') ||
		(n >= 8 && s[4] == '-' && strspn(s, "0123456789") == 4));
}

static bool is_number(const char *s)
{
	struct decimal d;

	return (s[0] == '-' || (s[0] >= '0' && s[0] <= '9')) && strpbrk(s, "xXo_") == NULL &&
	       decimal_read(&d, dgpm_str_of(s)) && d.kind == DECIMAL_FINITE;
}

/* Whether a text is written as it is: of the type that the schema asks for; where it asks for none, as it was made. */
static bool is_bare(const char *s, const struct leaf_kind *kind)
{
	if (kind->types == 0)
		return kind->rigid;
	return ((kind->types & CARD_BOOLEAN) != 0 && (strcmp(s, "true") == 0 || strcmp(s, "false") == 0)) ||
	       ((kind->types & CARD_NUMBER) != 0 && is_number(s));
}

static void put_scalar(struct dgpm_buf *t, const char *s, const struct leaf_kind *kind)
{
	if (is_bare(s, kind) || is_plain(s)) {
		dgpm_buf_add(t, s);
		return;
	}
	dgpm_buf_add(t, "\"");
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;
		char hex[8];

		/* A line break is one, whichever the file has. */
		if (c == '\r' && s[1] == '\n')
			continue;
		if (c == '"' || c == '\\')
			dgpm_buf_char(t, '\\');
		if (c == '\n') {
			dgpm_buf_add(t, "\\n");
		} else if (c < 0x20 || c == 0x7f) {
			static const char digits[] = "0123456789abcdef";

			hex[0] = '\\';
			hex[1] = 'x';
			hex[2] = digits[c >> 4];
			hex[3] = digits[c & 15];
			dgpm_buf_str(t, (struct dgpm_str){ hex, 4 });
		} else {
			dgpm_buf_char(t, *s);
		}
	}
	dgpm_buf_add(t, "\"");
}

static void indent(struct dgpm_buf *t, int depth)
{
	for (int i = 0; i < depth; i++)
		dgpm_buf_add(t, "  ");
}

/* The rows a part of the card is made of: all, or of an item of each_row one. */
struct rows {
	const struct card_row *items;
	size_t n;
	const uint8_t *types; /* of leaves */
};

static const char *leaf_text(const struct rows *rows, size_t leaf)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->items[i].leaves[leaf] != NULL)
			return rows->items[i].leaves[leaf];
	return NULL;
}

/* Whether anything is to be written; constants alone are nothing, and of a whole every part must be there. */
static bool has_any(const struct tree *t, const struct rows *rows)
{
	if (t->kind == TREE_WHOLE) {
		for (size_t i = 0; i < t->n; i++)
			if (!has_any(&t->items[i], rows) && t->items[i].kind != TREE_LEAF)
				return false;
			else if (t->items[i].kind == TREE_LEAF && leaf_text(rows, t->items[i].leaf) == NULL)
				return false;
		return t->n != 0;
	}
	if (t->kind == TREE_LEAF && t->spec->kind == SPEC_TEXT)
		return false;
	if (t->kind == TREE_LEAF || t->kind == TREE_COLLECT)
		return leaf_text(rows, t->leaf) != NULL;
	for (size_t i = 0; i < t->n; i++)
		if (has_any(&t->items[i], rows))
			return true;
	return false;
}

/* Constants are written where something else of their map or list is; an empty one never is. */
static bool is_written(const struct tree *t, const struct rows *rows)
{
	return t->kind == TREE_LEAF ? leaf_text(rows, t->leaf) != NULL : has_any(t, rows);
}

static void put_tree(struct dgpm_buf *t, const struct tree *tree, const struct rows *rows, int depth, bool in_line);

/* Distinct values of all rows, in their order. */
static void put_collected(struct dgpm_buf *t, const struct tree *tree, const struct rows *rows, int depth)
{
	for (size_t i = 0; i < rows->n; i++) {
		const char *s = rows->items[i].leaves[tree->leaf];
		bool again = s == NULL;

		for (size_t k = 0; k < i && !again; k++)
			again = rows->items[k].leaves[tree->leaf] != NULL &&
				strcmp(rows->items[k].leaves[tree->leaf], s) == 0;
		if (again)
			continue;
		dgpm_buf_add(t, "\n");
		indent(t, depth);
		dgpm_buf_add(t, "- ");
		put_scalar(t, s, &(struct leaf_kind){ rows->types[tree->leaf], tree->rigid });
	}
}

static void put_each_row(struct dgpm_buf *t, const struct tree *tree, const struct rows *rows, int depth)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct rows one = { &rows->items[i], 1, rows->types };

		if (!has_any(tree->items, &one))
			continue;
		dgpm_buf_add(t, "\n");
		indent(t, depth);
		dgpm_buf_add(t, "- ");
		put_tree(t, tree->items, &one, depth + 1, true);
	}
}

/* `in_line`: the first key follows on the line that has been begun. */
static void put_map(struct dgpm_buf *t, const struct tree *tree, const struct rows *rows, int depth, bool in_line)
{
	for (size_t i = 0; i < tree->n; i++) {
		const struct tree *item = &tree->items[i];

		if (!is_written(item, rows))
			continue;
		if (!in_line) {
			dgpm_buf_add(t, "\n");
			indent(t, depth);
		}
		in_line = false;
		put_scalar(t, item->key, &(struct leaf_kind){ CARD_TEXT, false });
		dgpm_buf_add(t, ":");
		if (item->kind == TREE_LEAF)
			dgpm_buf_add(t, " ");
		put_tree(t, item, rows, depth + 1, false);
	}
}

static void put_tree(struct dgpm_buf *t, const struct tree *tree, const struct rows *rows, int depth, bool in_line)
{
	switch (tree->kind) {
	case TREE_LEAF:
		put_scalar(t, leaf_text(rows, tree->leaf), &(struct leaf_kind){ rows->types[tree->leaf], tree->rigid });
		break;
	case TREE_COLLECT:
		put_collected(t, tree, rows, depth);
		break;
	case TREE_EACH_ROW:
		put_each_row(t, tree, rows, depth);
		break;
	case TREE_LIST:
		for (size_t i = 0; i < tree->n; i++) {
			if (!is_written(&tree->items[i], rows))
				continue;
			dgpm_buf_add(t, "\n");
			indent(t, depth);
			dgpm_buf_add(t, "- ");
			put_tree(t, &tree->items[i], rows, depth + 1, true);
		}
		break;
	default:
		put_map(t, tree, rows, depth, in_line);
	}
}

/* Rows of one project say the same of it, save where the profile collects. */
static void check_same(const struct convert_file *f, struct dgpm_diags *diags, const struct tree *tree,
		       const struct card *card)
{
	if (tree->kind == TREE_LEAF) {
		const char *first = NULL;

		for (size_t i = 0; i < card->n; i++) {
			const char *s = card->rows[i].leaves[tree->leaf];

			if (s == NULL || tree->spec->kind == SPEC_PLACE)
				continue;
			if (first == NULL) {
				first = s;
			} else if (strcmp(first, s) != 0) {
				dgpm_diags_project(diags, card->id);
				dgpm_diag_addf(diags, DGPM_MSG_CONV_24, convert_loc(&f->in, card->rows[i].at),
					       dgpm_diag_value(diags, "%s %s", tree->key != NULL ? tree->key : "", s),
					       _("%s: '%s', not '%s'"), tree->key != NULL ? tree->key : "", s, first);
				dgpm_diags_project(diags, NULL);
				return;
			}
		}
	}
	for (size_t i = 0; i < tree->n && tree->kind != TREE_EACH_ROW; i++)
		check_same(f, diags, &tree->items[i], card);
}

static int cmp_cards(const void *pa, const void *pb)
{
	const struct dgpm_converted_card *a = pa, *b = pb;

	return strcmp(a->id, b->id);
}

/* Of a project of several years the rows of the latest count, over all files; without years all do. */
static struct card latest_of(struct dgpm_arena *arena, const struct card *from, int32_t rank)
{
	struct card card = { .id = from->id };

	for (size_t i = 0; i < from->n; i++)
		if (from->rows[i].rank == rank)
			*DGPM_PUSH(arena, card.rows, card.n, card.cap) = from->rows[i];
	return card;
}

/* A card that its schema would refuse is told at the row it comes from, and not made. */
static bool is_good(struct convert_merge *m, struct dgpm_schema_run *run, const struct card *card, const char *text)
{
	const char *fault = convert_card_fault(run, m->files[0].in.how->card_schema, m->arena, text);
	const struct convert_input *in;
	struct dgpm_reject *r;

	/* There is no card without a row. */
	if (fault == NULL || card->rows == NULL)
		return true;
	in = card->rows[0].in;
	dgpm_diags_project(m->diags, card->id);
	dgpm_diag_addf(m->diags, DGPM_MSG_CONV_38, convert_loc(in, card->rows[0].at), fault, "%s", fault);
	dgpm_diags_project(m->diags, NULL);
	r = DGPM_PUSH(m->arena, m->rejects, m->n_rejects, m->cap_rejects);
	*r = (struct dgpm_reject){
		.source = convert_place_text(in, m->arena, card->rows[0].at),
		.rule = dgpm_msg_info(DGPM_MSG_CONV_38)->id,
		.reason = _(dgpm_msg_info(DGPM_MSG_CONV_38)->text),
		.value = fault,
		.row = card->id,
	};
	for (size_t i = 0; i < card->n; i++)
		for (size_t k = 0; k < m->result->stats.files; k++)
			if (&m->files[k].in == card->rows[i].in)
				m->files[k].got.stats.rows_left_out++;
	m->result->stats.rows_left_out += card->n;
	return false;
}

static void write_cards(struct convert_merge *m, const struct card *cards, size_t n)
{
	const struct convert_input *in = &m->files[0].in;
	struct dgpm_converted_card *out = dgpm_arena_array(m->arena, n, sizeof *out);
	const uint8_t *types = convert_card_types(in->p, m->arena, in->how->card_schema_doc);
	struct dgpm_schema_run *run = in->how->card_schema != NULL ? dgpm_schema_run_new(m->arena) : NULL;
	size_t n_out = 0;

	for (size_t i = 0; i < n; i++) {
		struct dgpm_buf text = { .arena = m->arena };
		struct rows rows = { cards[i].rows, cards[i].n, types };

		put_tree(&text, in->p->card, &rows, 0, true);
		dgpm_buf_add(&text, "\n");
		if (run == NULL || is_good(m, run, &cards[i], text.s))
			out[n_out++] = (struct dgpm_converted_card){ cards[i].id, text.s };
	}
	if (run != NULL)
		dgpm_schema_run_free(run);
	dgpm_sort(out, n_out, sizeof *out, cmp_cards);
	m->result->cards = out;
	m->result->n_cards = n_out;
	m->result->stats.cards = n_out;
}

void convert_cards_merge(struct convert_merge *m, size_t n)
{
	struct dgpm_arena *arena = m->arena;
	struct convert_file *files = m->files;
	struct convert_keys by = { .arena = arena };
	struct card *cards = NULL;
	size_t n_cards = 0, cap = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < files[i].keep.n_cards; k++) {
			size_t before = n_cards;
			struct card *card =
				card_of(arena, &by, &cards, &n_cards, &cap, dgpm_str_of(files[i].keep.cards[k].id));

			if (n_cards != before || files[i].keep.cards[k].rank > card->rank)
				card->rank = files[i].keep.cards[k].rank;
		}
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < files[i].keep.n_cards; k++) {
			const struct card *all = &files[i].keep.cards[k];
			struct card *card = card_of(arena, &by, &cards, &n_cards, &cap, dgpm_str_of(all->id));
			struct card from = latest_of(arena, all, card->rank);

			m->result->stats.superseded += all->n - from.n;
			files[i].got.stats.superseded += all->n - from.n;
			check_same(&files[i], m->diags, files[i].in.p->card, &from);
			for (size_t r = 0; r < from.n; r++)
				*DGPM_PUSH(arena, card->rows, card->n, card->cap) = from.rows[r];
		}
	write_cards(m, cards, n_cards);
}
