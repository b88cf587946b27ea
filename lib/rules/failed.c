/* What of a card fails a rule: every place, told by what stays the same when other places are mended. */
#include "base/buf.h"
#include "base/text.h"
#include "doc/place.h"
#include "rules/judge.h"

#include <stdlib.h>

/* One failure of the schema. */
struct fault {
	const char *pointer;             /* to the value, or to the missing key */
	const struct dgpm_node *node;    /* the value; in the facts, too */
	struct identity_place place;
	const char *missing;             /* the key that is not there; NULL: the value is */
	bool empty;                      /* the value holds less than is asked, and nothing that is not */
	size_t no;                       /* in the order of the schema */
};

struct faults {
	const struct dgpm_node *root;
	struct dgpm_arena *arena;
	struct fault *items;
	size_t n, cap;
};

/* Keywords that a list, map or text fails for what it does not have; of several ways it may yet take one. */
static bool asks_for_more(const char *keyword)
{
	static const char *const more[] = { "contains", "minContains", "minItems", "minProperties", "minLength",
					    "anyOf", "oneOf" };

	for (size_t i = 0; keyword != NULL && i < DGPM_COUNT(more); i++)
		if (strcmp(keyword, more[i]) == 0)
			return true;
	return false;
}

static void keep(void *ctx, const struct dgpm_schema_failure *failure)
{
	struct faults *f = ctx;
	struct fault *to;

	if (failure->pointer == NULL)
		return;
	if (f->n == f->cap) {
		f->cap = f->cap != 0 ? f->cap * 2 : 4;
		f->items = dgpm_arena_grow(f->arena, f->items, f->n, f->cap, sizeof *f->items);
	}
	to = &f->items[f->n++];
	*to = (struct fault){ .node = failure->node, .empty = asks_for_more(failure->keyword), .no = f->n };
	to->missing = failure->missing != NULL ? dgpm_arena_strdup(f->arena, failure->missing->text) : NULL;
	to->pointer = failure->missing != NULL ?
			      dgpm_arena_cat(f->arena, failure->pointer, "/", failure->missing->text) :
			      dgpm_arena_strdup(f->arena, failure->pointer);
	identity_of(&to->place, f->arena, f->root, to->pointer);
}

const char *dgpm_rule_message(struct dgpm_arena *a, const struct dgpm_rule *rule, const struct dgpm_node *joined,
			      const struct dgpm_node *item)
{
	const char *message = rule->message, *out = "", *open, *close;

	while ((open = strchr(message, '{')) != NULL && (close = strchr(open, '}')) != NULL) {
		const char *path = dgpm_arena_strndup(a, open + 1, (size_t)(close - open - 1));
		const struct dgpm_node *node = strncmp(path, "item.", 5) == 0 ? dgpm_node_at(item, path + 5) :
										dgpm_node_at(joined, path);
		struct dgpm_str value = node != NULL ? dgpm_node_str(node) : DGPM_STR("－");
		char number[DGPM_INT_BUF];
		int64_t n;

		/* Yen are read with separators, years are not. */
		if (strlen(path) > 4 && strcmp(path + strlen(path) - 4, "_yen") == 0 && dgpm_node_int(node, &n))
			value = dgpm_str_of(dgpm_int_format(number, n, ','));
		value = dgpm_text_escape(a, value);
		out = dgpm_arena_printf(a, "%s%.*s%.*s", out, (int)(open - message), message, (int)value.n,
					value.n != 0 ? value.s : "");
		message = close + 1;
	}
	return *out == '\0' ? message : dgpm_arena_printf(a, "%s%s", out, message);
}

/* The failing value, on one line; NULL: a key is missing, or it is a list or a map. */
static const char *value_of(struct dgpm_arena *a, const struct fault *f)
{
	struct dgpm_str text = dgpm_node_str(f->node);
	char *out;

	if (f->missing != NULL || text.s == NULL)
		return NULL;
	out = dgpm_arena_strndup(a, text.s, text.n);
	for (char *c = out; *c != '\0'; c++)
		if (*c == '\n')
			*c = ' ';
	return out;
}

static bool same_group(const struct fault *a, const struct fault *b)
{
	return a->place.item == b->place.item;
}

/* "execution/accounts/0/rate" as "execution.accounts[].rate" */
static const char *fact_of(struct dgpm_arena *a, const char *pointer)
{
	char *out = dgpm_arena_alloc(a, strlen(pointer) * 2 + 1), *to = out;

	for (const char *c = pointer; *c != '\0';) {
		size_t digits = *c == '/' ? strspn(c + 1, "0123456789") : 0;

		if (digits != 0 && (c[digits + 1] == '/' || c[digits + 1] == '\0')) {
			*to++ = '[';
			*to++ = ']';
			c += digits + 1;
		} else {
			*to++ = *c == '/' ? '.' : *c;
			c++;
		}
	}
	*to = '\0';
	return out;
}

/* Those of no item first, those of an item together. */
static int cmp_faults(const void *pa, const void *pb)
{
	const struct fault *a = pa, *b = pb;
	size_t x = a->place.item_n, y = b->place.item_n;
	int c = memcmp(a->pointer, b->pointer, x < y ? x : y);

	if (c == 0 && x != y)
		c = x < y ? -1 : 1;
	return c != 0 ? c : (a->no > b->no) - (a->no < b->no);
}

static bool is_fact(const struct fault *f)
{
	return strncmp(f->pointer, "/facts/", 7) == 0;
}

/* Facts, and what has several ways to hold where the rule says which keys speak. */
static bool is_said_elsewhere(const struct dgpm_rule *rule, const struct fault *f)
{
	return is_fact(f) || (f->empty && rule->said_in != NULL && rule->said_in->n != 0);
}

/* Whether the card itself says what the facts of a rule tell. */
static bool said_on_card(const struct dgpm_rule *rule, const struct dgpm_card *card)
{
	const struct dgpm_node *list = rule->said_in;

	/* A rule that points at a fact is of figures, and figures speak. */
	if (list == NULL)
		return rule->at == NULL || strncmp(rule->at, "facts.", 6) == 0 ||
		       dgpm_node_at(card->root, rule->at) != NULL;
	for (uint32_t i = 0; list->kind == DGPM_LIST && i < list->n; i++) {
		const char *path = dgpm_node_cstr(&list->items[i]);

		if (path != NULL && dgpm_node_at(card->root, path) != NULL)
			return true;
	}
	return false;
}

static bool is_excuse(const struct dgpm_rule *rule, const char *key)
{
	const struct dgpm_node *list = rule->excuses;

	for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++)
		if (dgpm_str_is(dgpm_node_str(&list->items[i]), key))
			return true;
	return false;
}

/*
 * Whether a card is silent on what fails, or speaks against it. A value that is there speaks, unless it only holds too
 * little; so does one that would need an excuse when nothing but the excuse is missing.
 */
static bool is_silent(const struct fault *group, size_t n, const struct dgpm_rule *rule, const struct dgpm_card *card)
{
	bool missing = false, excuse = false;

	for (size_t i = 0; i < n; i++) {
		const struct fault *f = &group[i];

		if (f->missing != NULL && is_excuse(rule, f->missing))
			excuse = true;
		else if (f->missing != NULL)
			missing = true;
		else if (is_said_elsewhere(rule, f) ? said_on_card(rule, card) : !f->empty)
			return false;
		else
			missing = true;
	}
	return missing || !excuse;
}

/* Faults of one group: those of an item of a list, or those of none. */
static void tell(struct dgpm_failed *to, const struct faults *f, const struct fault *head, size_t n,
		 const struct dgpm_rule *rule, const struct dgpm_card *card)
{
	const struct dgpm_node *shown = NULL;
	const char *pointer = head->pointer, *parts;
	struct dgpm_buf b = { .arena = f->arena };

	for (size_t i = 0; i < n; i++) {
		const char *value = n > 1 ? value_of(f->arena, &head[i]) : NULL;

		/* A missing key fails at its map; the card itself and the facts are no place to show. */
		if (shown == NULL && head[i].node != NULL && head[i].node->line != 0 && head[i].node != f->root) {
			shown = head[i].node;
			pointer = head[i].pointer;
		}
		if (i != 0)
			dgpm_buf_char(&b, '\n');
		if (n > 1)
			dgpm_buf_add(&b, head[i].place.name);
		if (value != NULL) {
			dgpm_buf_char(&b, '\t');
			dgpm_buf_add(&b, value);
		}
	}
	parts = n > 1 ? dgpm_buf_text(&b) : NULL;
	*to = (struct dgpm_failed){
		.at = judge_loc(rule, card, shown),
		.message = dgpm_rule_message(f->arena, rule, f->root, head->place.item),
		.pointer = shown != NULL || rule->at == NULL ? pointer : judge_pointer(f->arena, rule->at),
		.place = parts == NULL ? head->place.name :
			 head->place.item_name != NULL ? head->place.item_name : "",
		.value = parts == NULL ? value_of(f->arena, head) : NULL,
		.parts = parts,
		.fact = is_fact(head) ? fact_of(f->arena, head->pointer + 7) : NULL,
		.silent = is_silent(head, n, rule, card),
		.item = head->place.item,
		.item_name = head->place.item_name,
		.on_card = shown != NULL,
	};
}

/* The facts as a whole say that a rule fails (`facts: false` after an `if` over them); where, others say. */
static size_t drop_facts(const struct faults *f)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->items[i].pointer, "/facts") != 0)
			f->items[kept++] = f->items[i];
	return kept != 0 ? kept : f->n;
}

void judge_failed(struct dgpm_judged *out, const struct dgpm_rule *rule, struct dgpm_worker *w,
		  const struct dgpm_card *card, const struct dgpm_node *joined)
{
	struct faults f = { .root = joined, .arena = w->scratch };

	(void)dgpm_schema_places(w->run, rule->require, joined, keep, &f);
	/* A schema that tells of no place fails the card as a whole. */
	if (f.n == 0)
		keep(&f, &(struct dgpm_schema_failure){ .node = joined, .pointer = "" });
	f.n = drop_facts(&f);
	qsort(f.items, f.n, sizeof *f.items, cmp_faults);
	out->failed = dgpm_arena_array(w->scratch, f.n, sizeof *out->failed);
	for (size_t i = 0, next; i < f.n; i = next) {
		for (next = i + 1; next < f.n && same_group(&f.items[i], &f.items[next]); next++)
			;
		tell(&out->failed[out->n_failed++], &f, &f.items[i], next - i, rule, card);
	}
}
