/* Changes of fields and of money kept in few bytes, project by project: a comparison may have as many as the ledgers
 * have rows, and they are looked at one project after the other. */
#include "diff/parts.h"

enum { HAS_BEFORE = 1, HAS_AFTER = 2, DATED = 4, EXPLAINED = 4, AS_BEFORE = 8 };
/* An item that is known by all it is stands in the change already: it is what came or went. */
enum { STEP_KEY, STEP_ITEM, STEP_WHOLE };

static void put_text(struct dgpm_buf *b, const char *text)
{
	dgpm_buf_str(b, (struct dgpm_str){ text, strlen(text) + 1 });
}

static const char *get_text(const char **at)
{
	const char *text = *at;

	*at += strlen(text) + 1;
	return text;
}

static const char *copy_of(struct dgpm_arena *keep, const struct dgpm_buf *b)
{
	return b->n != 0 ? memcpy(dgpm_arena_alloc(keep, b->n), b->s, b->n) : NULL;
}

static void put_change(struct dgpm_buf *b, const struct dgpm_diff_change *c)
{
	dgpm_buf_char(b, (char)((c->before != NULL ? HAS_BEFORE : 0) | (c->after != NULL ? HAS_AFTER : 0) |
				(c->dated ? DATED : 0)));
	dgpm_buf_char(b, (char)c->kind);
	diff_put_number(b, c->n_steps);
	if (c->n_steps == 0)
		put_text(b, c->field);
	for (uint32_t i = 0; i < c->n_steps; i++) {
		const struct dgpm_diff_step *s = &c->steps[i];

		dgpm_buf_char(b, s->key != NULL ? STEP_KEY : s->whole ? STEP_WHOLE : STEP_ITEM);
		if (s->key != NULL)
			put_text(b, s->key);
		else if (!s->whole)
			diff_put_node(b, s->item);
	}
	if (c->before != NULL)
		diff_put_node(b, c->before);
	if (c->after != NULL)
		diff_put_node(b, c->after);
}

/* `last`: the field of the change before; NULL. */
static struct dgpm_diff_change get_change(struct dgpm_arena *arena, struct dgpm_buf *space, const char **at,
					  const char *last)
{
	struct dgpm_diff_change c = { 0 };
	struct dgpm_diff_step *steps;
	char flags = *(*at)++;

	c.kind = (uint8_t)*(*at)++;
	c.dated = (flags & DATED) != 0;
	c.n_steps = (uint32_t)diff_get_number(at);
	if (c.n_steps == 0)
		c.field = get_text(at);
	c.steps = steps = dgpm_arena_array(arena, c.n_steps, sizeof *steps);
	for (uint32_t i = 0; i < c.n_steps; i++) {
		char what = *(*at)++;

		steps[i].whole = what == STEP_WHOLE;
		if (what == STEP_KEY)
			steps[i].key = get_text(at);
		else if (!steps[i].whole)
			steps[i].item = diff_get_node(arena, at);
	}
	if (c.n_steps != 0)
		c.field = diff_field_name(arena, space, steps, c.n_steps, last);
	c.before = (flags & HAS_BEFORE) != 0 ? diff_get_node(arena, at) : NULL;
	c.after = (flags & HAS_AFTER) != 0 ? diff_get_node(arena, at) : NULL;
	if (c.n_steps != 0 && steps[c.n_steps - 1].whole)
		steps[c.n_steps - 1].item = c.after != NULL ? c.after : c.before;
	return c;
}

void diff_keep_changes(struct diff_kept *out, struct dgpm_arena *keep, struct dgpm_buf *space,
		       const struct diff_changes *changes)
{
	size_t n = 0;
	char *to;

	/* One at a time, measured first: a card may have as many changes as values, and they are large already. */
	for (size_t i = 0; i < changes->n; i++) {
		dgpm_buf_clear(space);
		put_change(space, &changes->items[i]);
		n += space->n;
	}
	to = dgpm_arena_alloc(keep, n);
	*out = (struct diff_kept){ .bytes = to, .n = (uint32_t)changes->n };
	for (size_t i = 0; i < changes->n; i++) {
		dgpm_buf_clear(space);
		put_change(space, &changes->items[i]);
		memcpy(to, space->s, space->n);
		to += space->n;
	}
	for (size_t i = 0; i < changes->n; i++)
		out->n_unchanged += changes->items[i].kind == DGPM_DIFF_UNCHANGED;
}

struct dgpm_diff_change *diff_kept_changes(struct dgpm_arena *arena, const struct diff_kept *kept,
					   const char *project_id)
{
	struct dgpm_diff_change *items = dgpm_arena_array(arena, kept->n, sizeof *items);
	struct dgpm_buf space = { .arena = arena };
	const char *at = kept->bytes;

	for (uint32_t i = 0; i < kept->n; i++) {
		items[i] = get_change(arena, &space, &at, i != 0 ? items[i - 1].field : NULL);
		items[i].project_id = project_id;
	}
	return items;
}

/* Small numbers of either sign in few bytes. */
static void put_signed(struct dgpm_buf *b, int64_t v)
{
	diff_put_number(b, (uint64_t)v << 1 ^ (uint64_t)(v >> 63));
}

static int64_t get_signed(const char **at)
{
	uint64_t v = diff_get_number(at);

	return (int64_t)(v >> 1 ^ -(v & 1));
}

static void put_pointer(struct dgpm_buf *b, const char *text)
{
	dgpm_buf_str(b, (struct dgpm_str){ (const char *)&text, sizeof text });
}

static const char *get_pointer(const char **at)
{
	const char *text;

	memcpy(&text, *at, sizeof text);
	*at += sizeof text;
	return text;
}

static bool same_because(const struct dgpm_diff_because *a, const struct dgpm_diff_because *b)
{
	return a->path == b->path && a->key == b->key && a->line == b->line && a->side == b->side;
}

/* What explains nothing, or the same as with the row before (`last`, NULL: it is the first), takes no room. */
static void put_money(struct dgpm_buf *b, const struct diff_row *row, const struct diff_row *last)
{
	const struct dgpm_diff_money *m = &row->money;
	bool explained = m->because.path != NULL;
	bool again = explained && last != NULL && same_because(&m->because, &last->money.because);

	dgpm_buf_char(b, (char)((m->known[0] ? HAS_BEFORE : 0) | (m->known[1] ? HAS_AFTER : 0) |
				(explained ? EXPLAINED : 0) | (again ? AS_BEFORE : 0) | m->kind << 4));
	dgpm_buf_char(b, (char)m->cause);
	dgpm_buf_char(b, (char)m->expense);
	for (unsigned s = 0; s < 2; s++) {
		diff_put_number(b, (uint16_t)m->fiscal_year[s]);
		dgpm_buf_char(b, (char)m->stage[s]);
		put_signed(b, m->yen[s]);
	}
	diff_put_number(b, row->organization);
	diff_put_number(b, row->account);
	diff_put_number(b, m->part);
	if (!explained || again)
		return;
	put_pointer(b, m->because.path);
	put_pointer(b, m->because.key);
	diff_put_number(b, m->because.line);
	dgpm_buf_char(b, (char)m->because.side);
}

static struct dgpm_diff_money get_money(const struct diff_rows *rows, const char **at,
					const struct dgpm_diff_money *last)
{
	struct dgpm_diff_money m = { 0 };
	unsigned char flags = (unsigned char)*(*at)++;

	m.known[0] = (flags & HAS_BEFORE) != 0;
	m.known[1] = (flags & HAS_AFTER) != 0;
	m.kind = flags >> 4;
	m.cause = (uint8_t)*(*at)++;
	m.expense = (uint8_t)*(*at)++;
	for (unsigned s = 0; s < 2; s++) {
		m.fiscal_year[s] = (int16_t)diff_get_number(at);
		m.stage[s] = (uint8_t)*(*at)++;
		m.yen[s] = get_signed(at);
	}
	m.organization = diff_rows_organization(rows, (uint32_t)diff_get_number(at));
	m.account = diff_rows_account(rows, (uint32_t)diff_get_number(at));
	m.part = (uint16_t)diff_get_number(at);
	if ((flags & AS_BEFORE) != 0 && last != NULL)
		m.because = last->because;
	if ((flags & EXPLAINED) == 0 || (flags & AS_BEFORE) != 0)
		return m;
	m.because.path = get_pointer(at);
	m.because.key = get_pointer(at);
	m.because.line = (uint32_t)diff_get_number(at);
	m.because.side = (uint8_t)*(*at)++;
	return m;
}

void diff_keep_money(struct diff_kept *out, struct dgpm_arena *keep, struct dgpm_buf *space,
		     const struct diff_row *rows, size_t n)
{
	dgpm_buf_clear(space);
	for (size_t i = 0; i < n; i++)
		put_money(space, &rows[i], i != 0 ? &rows[i - 1] : NULL);
	*out = (struct diff_kept){ .bytes = copy_of(keep, space), .n = (uint32_t)n };
}

struct dgpm_diff_money *diff_kept_money(struct dgpm_arena *arena, const struct diff_kept *kept,
					const struct diff_rows *rows, const char *project_id)
{
	struct dgpm_diff_money *items = dgpm_arena_array(arena, kept->n, sizeof *items);
	const char *at = kept->bytes;

	for (uint32_t i = 0; i < kept->n; i++) {
		items[i] = get_money(rows, &at, i != 0 ? &items[i - 1] : NULL);
		items[i].project_id = project_id;
	}
	return items;
}
