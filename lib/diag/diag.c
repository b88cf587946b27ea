/* Diagnostics: collected here, printed by the caller. */
#include "diag/diag.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/list.h"

#include <pthread.h>
#include <stdio.h>

#define N_KNOWN 256 /* texts remembered: those of rules come again with every project */

struct dgpm_diags {
	struct dgpm_arena *arena;
	struct dgpm_diag **items; /* of their own: growing and sorting moves no text */
	size_t n, cap;
	const char *project_id;
	bool has_cells; /* a path ends in a cell: book!sheet!F10 */
	const char *known[N_KNOWN]; /* by what they say */
	struct {
		const char *text, *copy;
	} same[N_KNOWN];            /* by where they stood: the texts of rules stay where they are */
};

#define INFO(symbol, id_, severity_, text_, remedy_) \
	[DGPM_MSG_##symbol] = { .id = id_, .severity = DGPM_##severity_, .text = text_, .remedy = remedy_ },
static const struct dgpm_msg_info infos[] = { DGPM_MESSAGES(INFO) };
#undef INFO

const struct dgpm_msg_info *dgpm_msg_info(enum dgpm_msg msg)
{
	return &infos[msg];
}

const char *dgpm_severity_name(enum dgpm_severity s)
{
	static const char *const names[] = { "pass", "not-applicable", "waived", "cannot-compute",
					     "note", "warning",        "error",  "fatal" };

	return names[s];
}

struct dgpm_diags *dgpm_diags_new(struct dgpm_arena *a)
{
	struct dgpm_diags *d = dgpm_arena_array(a, 1, sizeof *d);

	d->arena = a;
	return d;
}

/* A copy, the same one for a text that came before. */
static const char *keep(struct dgpm_diags *d, const char *text)
{
	size_t place = (uintptr_t)text / 16 % N_KNOWN;
	const char **slot;

	if (text == NULL)
		return NULL;
	/* A place may hold another text by now; to compare is still cheaper than to hash. */
	if (d->same[place].text == text && strcmp(d->same[place].copy, text) == 0)
		return d->same[place].copy;
	slot = &d->known[dgpm_hash(dgpm_str_of(text)) % N_KNOWN];
	if (*slot == NULL || strcmp(*slot, text) != 0)
		*slot = dgpm_arena_strdup(d->arena, text);
	d->same[place].text = text;
	return d->same[place].copy = *slot;
}

void dgpm_diags_project(struct dgpm_diags *d, const char *project_id)
{
	d->project_id = keep(d, project_id);
}

static void append(struct dgpm_diags *d, struct dgpm_diag *item)
{
	*DGPM_PUSH(d->arena, d->items, d->n, d->cap) = item;
}

void dgpm_diag_push(struct dgpm_diags *d, const struct dgpm_diag *diag)
{
	struct dgpm_diag *to = dgpm_arena_alloc(d->arena, sizeof *to);

	append(d, to);
	*to = *diag;
	to->rule = keep(d, diag->rule);
	to->stage = keep(d, diag->stage);
	to->project_id = diag->project_id != NULL ? keep(d, diag->project_id) : d->project_id;
	to->at.path = keep(d, diag->at.path);
	d->has_cells |= to->at.path != NULL && strchr(to->at.path, '!') != NULL;
	to->message = keep(d, diag->message);
	to->remedy = keep(d, diag->remedy);
	to->source = keep(d, diag->source);
	to->also.path = keep(d, diag->also.path);
	to->also_message = keep(d, diag->also_message);
	to->value = keep(d, diag->value);
	to->pointer = keep(d, diag->pointer);
	to->place = keep(d, diag->place);
	to->parts = keep(d, diag->parts);
	to->kind = keep(d, diag->kind);
	to->reason = keep(d, diag->reason);
	to->url = keep(d, diag->url);
	to->begins = keep(d, diag->begins);
	to->waiver.reason = keep(d, diag->waiver.reason);
	to->waiver.approver = keep(d, diag->waiver.approver);
	to->waiver.until = keep(d, diag->waiver.until);
	to->waiver.item = keep(d, diag->waiver.item);
	to->fingerprint = keep(d, diag->fingerprint);
}

/* What could not be read: the first of many, as one is enough to know that the run is not whole. */
enum { MOST_UNREAD = 16 };
static struct {
	pthread_mutex_t lock;
	size_t n, n_items;
	struct {
		char path[256], message[256];
	} items[MOST_UNREAD];
} unread = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void remember(const char *path, const char *message)
{
	(void)pthread_mutex_lock(&unread.lock);
	if (message != NULL && unread.n_items < MOST_UNREAD) {
		snprintf(unread.items[unread.n_items].path, sizeof unread.items->path, "%s", path != NULL ? path : "");
		snprintf(unread.items[unread.n_items++].message, sizeof unread.items->message, "%s", message);
	}
	unread.n++;
	(void)pthread_mutex_unlock(&unread.lock);
}

size_t dgpm_diags_n_unread(void)
{
	size_t n;

	(void)pthread_mutex_lock(&unread.lock);
	n = unread.n;
	(void)pthread_mutex_unlock(&unread.lock);
	return n;
}

static bool tells_of(const struct dgpm_diags *d, const char *path)
{
	for (size_t i = 0; i < d->n; i++)
		if (strcmp(d->items[i]->rule, infos[DGPM_MSG_IO_01].id) == 0 &&
		    strncmp(d->items[i]->at.path != NULL ? d->items[i]->at.path : "", path,
			    sizeof unread.items->path - 1) == 0)
			return true;
	return false;
}

void dgpm_diags_unread(struct dgpm_diags *into, const struct dgpm_diags *told)
{
	size_t n;

	(void)pthread_mutex_lock(&unread.lock);
	n = unread.n_items;
	(void)pthread_mutex_unlock(&unread.lock);
	for (size_t i = 0; i < n; i++) {
		const char *path = unread.items[i].path;

		if (tells_of(into, path) || tells_of(told, path))
			continue;
		dgpm_diag_push(into, &(struct dgpm_diag){ .severity = DGPM_FATAL, .rule = infos[DGPM_MSG_IO_01].id,
							  .at = { .path = *path != '\0' ? path : NULL },
							  .message = unread.items[i].message,
							  .remedy = _(infos[DGPM_MSG_IO_01].remedy) });
	}
}

static void add_own(struct dgpm_diags *d, enum dgpm_msg msg, struct dgpm_loc at, const char *message, const char *value,
		    struct dgpm_loc also, const char *also_message)
{
	const struct dgpm_msg_info *info = &infos[msg];

	/* Where there is no portfolio (IO-14) nothing was read either, and those who ask for one say so. */
	if (msg == DGPM_MSG_IO_01 || msg == DGPM_MSG_IO_14)
		remember(at.path, msg == DGPM_MSG_IO_01 ? message : NULL);
	dgpm_diag_push(d, &(struct dgpm_diag){ .severity = info->severity, .rule = info->id, .at = at,
					       .message = message, .remedy = _(info->remedy), .value = value,
					       .also = also, .also_message = also_message });
}

void dgpm_diag_add2(struct dgpm_diags *d, enum dgpm_msg msg, struct dgpm_loc at, const char *detail,
		    struct dgpm_loc also, const char *also_message)
{
	const char *text = _(infos[msg].text);

	if (detail != NULL)
		text = dgpm_arena_printf(d->arena, "%s: '%s'", text, detail);
	add_own(d, msg, at, text, detail, also, also_message);
}

void dgpm_diag_add(struct dgpm_diags *d, enum dgpm_msg msg, struct dgpm_loc at, const char *detail)
{
	dgpm_diag_add2(d, msg, at, detail, (struct dgpm_loc){ 0 }, NULL);
}

const char *dgpm_diag_value(struct dgpm_diags *d, const char *fmt, ...)
{
	va_list ap;
	const char *value;

	va_start(ap, fmt);
	value = dgpm_arena_vprintf(d->arena, fmt, ap);
	va_end(ap);
	return value;
}

void dgpm_diag_addf(struct dgpm_diags *d, enum dgpm_msg msg, struct dgpm_loc at, const char *value, const char *fmt,
		    ...)
{
	va_list ap;
	const char *detail;

	va_start(ap, fmt);
	detail = dgpm_arena_vprintf(d->arena, fmt, ap);
	va_end(ap);
	add_own(d, msg, at, dgpm_arena_printf(d->arena, "%s: %s", _(infos[msg].text), detail), value,
		(struct dgpm_loc){ 0 }, NULL);
}

void dgpm_diag_add_near(struct dgpm_diags *d, enum dgpm_msg msg, struct dgpm_loc at, const char *word, const char *near)
{
	if (near != NULL)
		dgpm_diag_addf(d, msg, at, word, _("'%s', did you mean '%s'?"), word, near);
	else
		dgpm_diag_add(d, msg, at, word);
}

void dgpm_diags_merge(struct dgpm_diags *into, const struct dgpm_diags *from)
{
	for (size_t i = 0; i < from->n; i++)
		dgpm_diag_push(into, from->items[i]);
}

void dgpm_diags_set(struct dgpm_diags *d, enum dgpm_msg msg, enum dgpm_severity severity)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->items[i]->rule != NULL && strcmp(d->items[i]->rule, infos[msg].id) == 0)
			d->items[i]->severity = severity;
}

void dgpm_diags_clear(struct dgpm_diags *d)
{
	d->n = 0;
}

static int cmp_text(const char *a, const char *b)
{
	/* Texts are shared: most comparisons end here. */
	return a == b ? 0 : strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

/* What stands before the '!' of a cell, "F10"; without a cell all of it, and *row is 0. */
static struct dgpm_str before_cell(const char *path, uint32_t *row, uint32_t *column)
{
	const char *last = path != NULL ? strrchr(path, '!') : NULL, *s = last != NULL ? last + 1 : "";

	*row = *column = 0;
	for (; *s >= 'A' && *s <= 'Z' && *column < 100000; s++)
		*column = *column * 26 + (uint32_t)(*s - 'A') + 1;
	for (; *column != 0 && *s >= '0' && *s <= '9' && *row < 100000000; s++)
		*row = *row * 10 + (uint32_t)(*s - '0');
	if (*row != 0 && *s == '\0')
		return (struct dgpm_str){ path, (size_t)(last - path) };
	*row = *column = 0;
	return dgpm_str_of(path != NULL ? path : "");
}

/* Cells of a sheet as one reads them, row by row: F6 before F10. */
static int cmp_place(const char *a, const char *b)
{
	uint32_t rows[2], columns[2];
	int c;

	if (a == b)
		return 0;
	c = dgpm_str_cmp(before_cell(a, &rows[0], &columns[0]), before_cell(b, &rows[1], &columns[1]));
	if (c != 0)
		return c;
	if (rows[0] != rows[1])
		return rows[0] < rows[1] ? -1 : 1;
	return (columns[0] > columns[1]) - (columns[0] < columns[1]);
}

static int cmp_rest(const struct dgpm_diag *a, const struct dgpm_diag *b)
{
	int c;

	if (a->at.line != b->at.line)
		return a->at.line < b->at.line ? -1 : 1;
	if (a->at.column != b->at.column)
		return a->at.column < b->at.column ? -1 : 1;
	if ((c = cmp_text(a->rule, b->rule)) != 0)
		return c;
	if ((c = cmp_text(a->project_id, b->project_id)) != 0)
		return c;
	return cmp_text(a->message, b->message);
}

static int cmp_diag(const void *pa, const void *pb)
{
	const struct dgpm_diag *a = *(const struct dgpm_diag *const *)pa, *b = *(const struct dgpm_diag *const *)pb;
	int c = cmp_text(a->at.path, b->at.path);

	return c != 0 ? c : cmp_rest(a, b);
}

static int cmp_diag_cells(const void *pa, const void *pb)
{
	const struct dgpm_diag *a = *(const struct dgpm_diag *const *)pa, *b = *(const struct dgpm_diag *const *)pb;
	int c = cmp_place(a->at.path, b->at.path);

	return c != 0 ? c : cmp_rest(a, b);
}

/* Without cells both say the same, and this one is quicker. */
typedef int (*cmp_fn)(const void *a, const void *b);
static cmp_fn cmp_of(bool has_cells)
{
	return has_cells ? cmp_diag_cells : cmp_diag;
}

static bool is_sorted(const struct dgpm_diags *d)
{
	cmp_fn cmp = cmp_of(d->has_cells);

	for (size_t i = 1; i < d->n; i++)
		if (cmp(&d->items[i - 1], &d->items[i]) > 0)
			return false;
	return true;
}

void dgpm_diags_sort_from(struct dgpm_diags *d, size_t from)
{
	if (d->n > from)
		dgpm_sort(d->items + from, d->n - from, sizeof *d->items, cmp_of(d->has_cells));
}

/* What is in order stays in order: the workers' sorted lists need no sorting together. */
void dgpm_diags_adopt(struct dgpm_diags *into, const struct dgpm_diags *from)
{
	size_t n = into->n + from->n, i = 0, k = 0;
	struct dgpm_diag **all = dgpm_arena_alloc(into->arena, (n + 1) * sizeof *all);
	cmp_fn cmp = cmp_of(into->has_cells |= from->has_cells);

	for (size_t at = 0; at < n; at++)
		all[at] = k == from->n || (i < into->n && cmp(&into->items[i], &from->items[k]) <= 0) ?
				  into->items[i++] : from->items[k++];
	into->items = all;
	into->n = n;
	into->cap = n + 1;
}

void dgpm_diags_sort(struct dgpm_diags *d)
{
	cmp_fn cmp = cmp_of(d->has_cells);
	size_t kept = 0;

	if (d->n == 0)
		return;
	if (!is_sorted(d))
		dgpm_sort(d->items, d->n, sizeof *d->items, cmp);
	for (size_t i = 1; i < d->n; i++)
		if (cmp(&d->items[kept], &d->items[i]) != 0)
			d->items[++kept] = d->items[i];
	d->n = kept + 1;
}

size_t dgpm_diags_count(const struct dgpm_diags *d)
{
	return d->n;
}

size_t dgpm_diags_count_of(const struct dgpm_diags *d, enum dgpm_severity s)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n; i++)
		n += d->items[i]->severity == s;
	return n;
}

const struct dgpm_diag *dgpm_diags_at(const struct dgpm_diags *d, size_t i)
{
	return d->items[i];
}
