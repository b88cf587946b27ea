/* What stands at JSON pointers: the file is read once, a document at a time. */
#include "base/list.h"
#include "doc/json_tree.h"
#include "trace/cells_parts.h"

#include <stdio.h>
#include <stdlib.h>

/* The first part of a pointer; the rest of it stays. */
static struct dgpm_str take_part(const char **pointer)
{
	const char *from = *pointer + (**pointer == '/'), *end = strchr(from, '/');
	size_t n = end != NULL ? (size_t)(end - from) : strlen(from);

	*pointer = from + n;
	return (struct dgpm_str){ from, n };
}

static const struct dgpm_json_value *at_part(const struct dgpm_json_value *v, struct dgpm_str part)
{
	size_t i = 0;

	if (v->kind == DGPM_JSON_MAP)
		return dgpm_json_get(v, part);
	if (v->kind != DGPM_JSON_LIST || part.n == 0 || part.n > 9)
		return NULL;
	for (size_t k = 0; k < part.n; k++) {
		if (part.s[k] < '0' || part.s[k] > '9')
			return NULL;
		i = i * 10 + (size_t)(part.s[k] - '0');
	}
	for (v = v->items; v != NULL && i != 0; i--)
		v = v->next;
	return v;
}

static void take(struct dgpm_traced *item, struct dgpm_arena *arena, const struct dgpm_json_value *v,
		 const char *pointer, enum dgpm_traced_state state)
{
	while (v != NULL && *pointer != '\0')
		v = at_part(v, take_part(&pointer));
	if (v == NULL)
		return;
	item->state = state;
	item->text = v->kind <= DGPM_JSON_TEXT && v->text.s != NULL ? dgpm_arena_strndup(arena, v->text.s, v->text.n)
								    : "";
}

/* By the number of the document, then as they were given. */
static int cmp(const void *pa, const void *pb)
{
	const struct where *a = pa, *b = pb;

	return a->row != b->row ? (a->row > b->row) - (a->row < b->row) : (a->item > b->item) - (a->item < b->item);
}

/* Of a list, or of documents one behind the other, the first part of a pointer is the number of the document. */
void trace_json(struct dgpm_traced *items, const struct where *w, size_t n, struct dgpm_arena *arena, const char *path,
		enum dgpm_traced_state state)
{
	struct dgpm_arena *document = dgpm_arena_like(arena);
	struct where *sorted = dgpm_arena_array(arena, n, sizeof *sorted);
	FILE *file = fopen(path, "re");
	struct dgpm_json_stream s;
	uint32_t number = 0;
	bool list, many;
	size_t next = 0;

	memcpy(sorted, w, n * sizeof *sorted);
	for (size_t i = 0; i < n; i++) {
		const char *pointer = sorted[i].pointer;
		struct dgpm_str part = take_part(&pointer);

		sorted[i].row = part.n < 10 ? (uint32_t)strtoul(part.s, NULL, 10) : UINT32_MAX;
	}
	dgpm_sort(sorted, n, sizeof *sorted, cmp);
	if (file == NULL) {
		dgpm_arena_free(document);
		return;
	}
	dgpm_json_begin(&s, arena, file);
	list = many = dgpm_json_take(&s, '[');
	while (next < n && dgpm_json_peek(&s) != EOF) {
		const struct dgpm_json_value *v = dgpm_json_read(&s, document);

		if (v == NULL)
			break;
		many |= dgpm_json_peek(&s) != EOF;
		if (!many)
			for (size_t i = 0; i < n; i++)
				take(&items[sorted[i].item], arena, v, sorted[i].pointer, state);
		for (; many && next < n && sorted[next].row <= number; next++) {
			const char *rest = sorted[next].pointer;

			(void)take_part(&rest);
			if (sorted[next].row == number)
				take(&items[sorted[next].item], arena, v, rest, state);
		}
		number++;
		dgpm_arena_reset(document);
		if (list && !dgpm_json_take(&s, ','))
			break;
	}
	fclose(file);
	dgpm_arena_free(document);
}
