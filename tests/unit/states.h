/*
 * Portfolios as trees that tests change: read from a folder, changed as they please, written into another.
 *
 * Cards and other documents are known by their ID, and every sum of money by all that it is of. Everything lives in
 * the arena of fixture.h.
 */
#ifndef STATES_H
#define STATES_H

#include "diff/parts.h"
#include "fixture.h"

/* The same numbers in every run: a test sets the seed. */
static uint64_t seed;

static inline uint32_t any(uint32_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return n != 0 ? (uint32_t)(seed >> 33) % n : 0;
}

/* --- trees that can be changed --- */

struct value {
	uint8_t kind;
	const char *text; /* of a scalar */
	bool yes;
	struct {
		const char *key;
		struct value *value;
	} *parts; /* of a list without keys */
	size_t n, cap;
};

static inline struct value *value_of(const struct dgpm_node *node)
{
	struct value *v = dgpm_arena_array(a, 1, sizeof *v);

	v->kind = node->kind;
	v->yes = node->yes;
	if (node->kind == DGPM_NULL)
		return v;
	if (node->kind < DGPM_LIST)
		v->text = dgpm_node_str(node).s;
	for (uint32_t i = 0; node->kind >= DGPM_LIST && i < node->n; i++) {
		(void)DGPM_PUSH(a, v->parts, v->n, v->cap);
		v->parts[i].key = node->kind == DGPM_MAP ? node->pairs[i].key.text : NULL;
		v->parts[i].value = value_of(node->kind == DGPM_MAP ? &node->pairs[i].value : &node->items[i]);
	}
	return v;
}

static inline struct dgpm_node node_of(const struct value *v)
{
	struct dgpm_node node = { .kind = v->kind, .yes = v->yes, .line = 1, .column = 1 };
	struct dgpm_node *items = dgpm_arena_array(a, v->n, sizeof *items);
	struct dgpm_pair *pairs = dgpm_arena_array(a, v->n, sizeof *pairs);

	if (v->kind < DGPM_LIST) {
		node.text = v->text != NULL ? v->text : "null";
		node.n = (uint32_t)strlen(node.text);
		node.integer = v->kind == DGPM_NUMBER && strspn(node.text, "-0123456789") == node.n;
		return node;
	}
	node.n = (uint32_t)v->n;
	for (size_t i = 0; i < v->n; i++) {
		items[i] = pairs[i].value = node_of(v->parts[i].value);
		pairs[i].key = (struct dgpm_node){ .kind = DGPM_STRING, .text = v->parts[i].key };
		if (v->kind == DGPM_MAP)
			pairs[i].key.n = (uint32_t)strlen(v->parts[i].key);
	}
	if (v->kind == DGPM_MAP)
		node.pairs = pairs;
	else
		node.items = items;
	return node;
}

static inline const char *canon(const struct value *v)
{
	struct dgpm_node node = node_of(v);
	struct dgpm_str s = diff_canon(a, &node);

	return dgpm_arena_strndup(a, s.s, s.n);
}

static inline void remove_part(struct value *v, size_t i)
{
	v->n--;
	memmove(&v->parts[i], &v->parts[i + 1], (v->n - i) * sizeof *v->parts);
}

static inline void add_part(struct value *v, const char *key, struct value *part)
{
	(void)DGPM_PUSH(a, v->parts, v->n, v->cap);
	v->parts[v->n - 1].key = key;
	v->parts[v->n - 1].value = part;
}

static inline size_t part_at(const struct value *v, const char *key)
{
	size_t i = 0;

	while (i < v->n && strcmp(v->parts[i].key, key) != 0)
		i++;
	return i;
}

/* --- states: cards and other documents by ID, sums of money by their key --- */

struct state {
	struct named {
		const char *id;    /* of a document of no project its name, "plan.SMP" */
		struct value *card;
		const char *kind;  /* its schema: "card", "plan" ... */
	} *cards;
	size_t n, cap;
	struct row {
		const char *fixed; /* "2021,2021-SMP-0001,SMP,general,operation,initial" */
		int64_t yen;
	} *rows;
	size_t n_rows, cap_rows;
};

static inline const struct value *text_part(const struct value *v, const char *key)
{
	size_t i = part_at(v, key);

	return i < v->n ? v->parts[i].value : NULL;
}

static inline void take_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct state *s = ctx;
	struct named *to = DGPM_PUSH(a, s->cards, s->n, s->cap);

	(void)w;
	to->id = dgpm_arena_strdup(a, card->id);
	to->card = value_of(diff_copy(a, card->root));
	to->kind = "card";
}

/* dgpm.yaml, plans, targets: known by their kind, and by their ID or organization. */
static inline void take_document(struct state *s, const char *kind, const struct dgpm_node *root)
{
	struct named *to = DGPM_PUSH(a, s->cards, s->n, s->cap);
	const char *id = dgpm_node_cstr(dgpm_node_get(root, "id"));

	to->kind = dgpm_arena_strndup(a, kind + 5, strcspn(kind + 5, "@"));
	to->card = value_of(diff_copy(a, root));
	if (id == NULL)
		id = dgpm_node_cstr(dgpm_node_get(root, "organization"));
	to->id = strcmp(to->kind, "portfolio") == 0 ? "dgpm.yaml" : dgpm_arena_printf(a, "%s.%s", to->kind, id);
}

static inline void take_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct state *s = ctx;
	struct row *to = DGPM_PUSH(a, s->rows, s->n_rows, s->cap_rows);

	(void)worker;
	to->fixed = dgpm_arena_printf(a, "%d,%.*s,%.*s,%.*s,%s,%s", row->fiscal_year, (int)row->project_id.n,
				      row->project_id.s, (int)row->organization.n, row->organization.s,
				      (int)row->account.n, row->account.s, dgpm_expense_name(row->expense),
				      dgpm_ledger_stage_name(row->stage));
	to->yen = row->amount_yen;
}

static inline int cmp_cards(const void *pa, const void *pb)
{
	return strcmp(((const struct named *)pa)->id, ((const struct named *)pb)->id);
}

static inline void read_state(struct state *s, const char *dir)
{
	struct dgpm_portfolio *p = fixture_portfolio(dir);
	struct dgpm_cards_stats cards;
	struct dgpm_ledgers_stats ledgers;
	const struct dgpm_other *others;
	size_t n_others;

	take_document(s, "dgpm/portfolio@1", dgpm_portfolio_config(p));
	others = dgpm_portfolio_others(p, d, 1, &n_others);
	for (size_t i = 0; i < n_others; i++)
		take_document(s, others[i].kind, others[i].root);
	dgpm_portfolio_cards(p, d, 1, take_card, s, &cards);
	dgpm_portfolio_ledgers(p, d, 1, take_row, s, &ledgers);
	dgpm_sort(s->cards, s->n, sizeof *s->cards, cmp_cards);
}

/* --- changing them --- */

static inline struct value *scalar(uint8_t kind, const char *text)
{
	struct value *v = dgpm_arena_array(a, 1, sizeof *v);

	v->kind = kind;
	v->text = text;
	return v;
}

static inline struct state copy_of(const struct state *s)
{
	struct state to = { 0 };

	for (size_t i = 0; i < s->n; i++) {
		struct dgpm_node node = node_of(s->cards[i].card);

		*DGPM_PUSH(a, to.cards, to.n, to.cap) =
			(struct named){ s->cards[i].id, value_of(diff_copy(a, &node)), s->cards[i].kind };
	}
	for (size_t i = 0; i < s->n_rows; i++)
		*DGPM_PUSH(a, to.rows, to.n_rows, to.cap_rows) = s->rows[i];
	return to;
}

static inline bool same_part(const struct value *x, const struct value *y, const char *key)
{
	const struct value *p = text_part(x, key), *q = text_part(y, key);

	return p == NULL || q == NULL ? p == q : strcmp(canon(p), canon(q)) == 0;
}

/* Good by its schema, and still the same document: by what it is known by, and by what says how all is read. */
static inline bool is_valid(const struct named *x, const struct value *before)
{
	static const char *const fixed[] = { "schema", "id", "organization", "organizations", "ignore" };
	struct dgpm_schema_run *run = dgpm_schema_run_new(a);
	const struct value *card = x->card;
	struct dgpm_node node = node_of(card);
	bool holds = card->kind == DGPM_MAP &&
		     dgpm_schema_holds(run, dgpm_data_schema(data, d, x->kind), &node, NULL, NULL);

	for (size_t i = 0; holds && strcmp(x->kind, "card") != 0 && i < DGPM_COUNT(fixed); i++)
		holds = same_part(card, before, fixed[i]);

	dgpm_schema_run_free(run);
	return holds;
}

static inline struct named *card_of(struct state *s, const char *id)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->cards[i].id, id) == 0)
			return &s->cards[i];
	return NULL;
}

static inline bool is_card(const struct named *x)
{
	return strcmp(x->kind, "card") == 0;
}

static inline void put_json(FILE *f, const struct value *v)
{
	if (v->kind == DGPM_STRING) {
		fputc('"', f);
		for (const char *c = v->text; *c != '\0'; c++)
			if (*c == '"' || *c == '\\' || (unsigned char)*c < 0x20)
				fprintf(f, "\\u%04x", *c);
			else
				fputc(*c, f);
		fputc('"', f);
	} else if (v->kind < DGPM_LIST) {
		fputs(v->text != NULL ? v->text : "null", f);
	} else {
		fputc(v->kind == DGPM_MAP ? '{' : '[', f);
		for (size_t i = 0; i < v->n; i++) {
			fputs(i != 0 ? ", " : "", f);
			if (v->kind == DGPM_MAP) {
				put_json(f, scalar(DGPM_STRING, v->parts[i].key));
				fputs(": ", f);
			}
			put_json(f, v->parts[i].value);
		}
		fputc(v->kind == DGPM_MAP ? '}' : ']', f);
	}
}

static inline const char *write_state(const struct state *s)
{
	const char *dir = fixture_folder();
	FILE *f;

	for (size_t i = 0; i < s->n; i++) {
		bool config = strcmp(s->cards[i].kind, "portfolio") == 0;

		f = fixture_create(dir, config ? "dgpm.yaml" : dgpm_arena_printf(a, "%s.json", s->cards[i].id));
		put_json(f, s->cards[i].card);
		fclose(f);
	}
	f = fixture_create(dir, "ledger.csv");
	fputs("fiscal_year,project_id,organization,account,expense,stage,amount_yen\n", f);
	for (size_t i = 0; i < s->n_rows; i++)
		fprintf(f, "%s,%lld\n", s->rows[i].fixed, (long long)s->rows[i].yen);
	fclose(f);
	return dir;
}

/* --- wearing them out --- */

/* By the key of the map that holds it: what is said somewhere can be said elsewhere. */
struct pool {
	struct said {
		const char *key;
		struct value *value;
	} * items;
	size_t n, cap;
};

static inline void gather(struct pool *pool, struct value *v)
{
	for (size_t i = 0; i < v->n; i++) {
		if (v->kind == DGPM_MAP)
			*DGPM_PUSH(a, pool->items, pool->n, pool->cap) =
				(struct said){ v->parts[i].key, v->parts[i].value };
		gather(pool, v->parts[i].value);
	}
}

/* Another value of the key; the same one, where all are looked at in vain. */
static inline struct value *other_of(const struct pool *pool, const char *key, struct value *own)
{
	for (int tries = 0; tries < 200; tries++) {
		const struct said *one = &pool->items[any((uint32_t)pool->n)];

		if (key != NULL && strcmp(one->key, key) == 0)
			return one->value;
	}
	return own;
}

static inline struct value *deep_copy(const struct value *v)
{
	struct dgpm_node node = node_of(v);

	return value_of(diff_copy(a, &node));
}

/* One change of a part that was picked: it goes, is emptied, says what another says, or an amount nobody expects. */
static inline void wear(const struct pool *pool, struct value *root)
{
	static const char *const amounts[] = { "0", "1", "99", "2030", "999999999999", "9007199254740991" };
	struct value *parent = root, *v;
	size_t at = any((uint32_t)root->n);

	while ((v = parent->parts[at].value)->n != 0 && any(3) != 0) {
		parent = v;
		at = any((uint32_t)v->n);
	}
	switch (any(8)) {
	case 0:
		v->n = 0;
		return;
	case 1:
	case 2:
		if (v->kind == DGPM_NUMBER) {
			v->text = amounts[any(DGPM_COUNT(amounts))];
			return;
		}
		/* fall through */
	case 3:
		parent->parts[at].value = deep_copy(other_of(pool, parent->parts[at].key, v));
		return;
	case 4:
		if (parent->kind == DGPM_LIST)
			add_part(parent, NULL, deep_copy(v));
		return;
	default:
		remove_part(parent, at);
	}
}

#endif
