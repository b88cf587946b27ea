/*
 * Rows handed from the thread that reads a sheet to one that converts them, by batches.
 *
 * The reader keeps nothing of a row, so cells and texts are copied. A sheet that fits one batch needs no second thread.
 * To read CSV is less work than to convert it: amounts that are digits alone are read on the reader's side.
 */
#include "convert/context.h"

#include <pthread.h>

#define BATCHES 4
#define BATCH_CELLS 16384
#define BATCH_TEXT ((size_t)256 << 10)
#define BATCH_ROWS 2048

struct batch {
	struct batch_row {
		struct dgpm_book_row row;
		size_t n_ready;
	} * rows;
	struct dgpm_value *cells;
	char *text;
	struct convert_read_ahead *ready; /* of all rows, one behind the other; there is room for each cell */
	size_t n_rows, n_cells, n_text, n_ready, cap_cells, cap_text;
};

struct convert_batches {
	struct convert_file *f;
	convert_row_fn fn;
	struct dgpm_arena *arena;
	struct batch items[BATCHES];
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t filled, done; /* batches handed over; converted */
	struct batch_amount {
		int column; /* of the profile, read as amounts in this sheet */
		uint32_t at;
		enum dgpm_unit unit;
	} * amounts;
	size_t n_amounts;
	bool knows_amounts;
	bool started, alone, end;
};

static void convert_batch(const struct convert_batches *all, struct batch *b)
{
	struct convert_file *f = all->f;

	f->row.ready = b->ready;
	for (size_t i = 0; i < b->n_rows; i++) {
		f->row.n_ready = b->rows[i].n_ready;
		all->fn(f, &b->rows[i].row);
		f->row.ready += f->row.n_ready;
	}
	b->n_rows = b->n_cells = b->n_text = b->n_ready = 0;
}

static void *convert_all(void *ctx)
{
	struct convert_batches *all = ctx;

	pthread_mutex_lock(&all->lock);
	for (;;) {
		while (all->done == all->filled && !all->end)
			pthread_cond_wait(&all->changed, &all->lock);
		if (all->done == all->filled)
			break;
		pthread_mutex_unlock(&all->lock);
		convert_batch(all, &all->items[all->done % BATCHES]);
		pthread_mutex_lock(&all->lock);
		all->done++;
		pthread_cond_signal(&all->changed);
	}
	pthread_mutex_unlock(&all->lock);
	return NULL;
}

/* The batch at hand is full: the next one to fill is free when this returns. */
static void hand_over(struct convert_batches *all)
{
	if (!all->started && !all->alone) {
		all->started = pthread_create(&all->thread, NULL, convert_all, all) == 0;
		all->alone = !all->started;
	}
	if (all->alone) {
		convert_batch(all, &all->items[all->filled % BATCHES]);
		return;
	}
	pthread_mutex_lock(&all->lock);
	all->filled++;
	pthread_cond_signal(&all->changed);
	while (all->filled - all->done == BATCHES)
		pthread_cond_wait(&all->changed, &all->lock);
	pthread_mutex_unlock(&all->lock);
}

/* Bytes of the row's texts. The cells of a CSV record stand behind one another, so that they are copied at once. */
static size_t text_of(const struct dgpm_book_row *row, bool is_csv, const char **begin)
{
	const char *end = NULL;
	size_t n = 0;

	*begin = NULL;
	for (uint32_t i = 0; i < row->n; i++) {
		struct dgpm_str text = row->cells[i].text;

		if (text.n == 0)
			continue;
		n += text.n;
		*begin = *begin != NULL ? *begin : text.s;
		end = text.s + text.n;
	}
	if (!is_csv)
		*begin = NULL;
	return is_csv && *begin != NULL ? (size_t)(end - *begin) : n;
}

static struct batch_row *new_row(struct convert_batches *all, size_t n_cells, size_t n_text, struct batch **out)
{
	struct batch *b = &all->items[all->filled % BATCHES];

	if (b->n_rows == BATCH_ROWS ||
	    (b->n_rows != 0 && (b->cap_cells - b->n_cells < n_cells || b->cap_text - b->n_text < n_text))) {
		hand_over(all);
		b = &all->items[all->filled % BATCHES];
	}
	if (b->rows == NULL)
		b->rows = dgpm_arena_array(all->arena, BATCH_ROWS, sizeof *b->rows);
	/* Empty, if it is too small: nothing points into it. */
	if (b->cap_cells - b->n_cells < n_cells || b->cells == NULL) {
		b->cap_cells = n_cells > BATCH_CELLS ? n_cells : BATCH_CELLS;
		b->cells = dgpm_arena_alloc(all->arena, b->cap_cells * sizeof *b->cells);
		b->ready = dgpm_arena_alloc(all->arena, b->cap_cells * sizeof *b->ready);
	}
	if (b->cap_text - b->n_text < n_text || b->text == NULL) {
		b->cap_text = n_text > BATCH_TEXT ? n_text * 2 : BATCH_TEXT;
		b->text = dgpm_arena_alloc(all->arena, b->cap_text);
	}
	*out = b;
	return &b->rows[b->n_rows++];
}

/* As the header said: the other thread may find it said otherwise further down, and reads what is below itself. */
static void find_amounts(struct convert_batches *all)
{
	const struct convert_file *f = all->f;

	if (all->amounts == NULL)
		all->amounts = dgpm_arena_array(all->arena, f->in.p->n_columns, sizeof *all->amounts);
	all->n_amounts = 0;
	for (size_t i = 0; i < f->in.p->n_columns; i++)
		if (f->in.p->columns[i].as == AS_AMOUNT && f->sheet.at[i] != NOT_THERE)
			all->amounts[all->n_amounts++] =
				(struct batch_amount){ (int)i, f->sheet.at[i], (enum dgpm_unit)f->sheet.units[i] };
	all->knows_amounts = true;
}

/* Columns of a profile may share a cell, but no more than cells are kept of them. */
static size_t read_amounts(const struct convert_batches *all, const struct dgpm_book_row *row,
			   struct convert_read_ahead *ready)
{
	const struct profile_column *columns = all->f->in.p->columns;
	size_t n = 0;

	for (size_t i = 0; i < all->n_amounts && n < row->n; i++) {
		const struct batch_amount *a = &all->amounts[i];

		if (a->at >= row->n ||
		    !convert_amount_plain(&columns[a->column], a->unit, &row->cells[a->at], &ready[n].yen))
			continue;
		ready[n++].column = a->column;
	}
	return n;
}

void convert_batches_add(struct convert_batches *all, const struct dgpm_book_row *row)
{
	const char *begin;
	size_t n_text = text_of(row, row->line != 0, &begin);
	struct batch *b;
	struct batch_row *to = new_row(all, row->n, n_text, &b);
	struct dgpm_value *cells = b->cells + b->n_cells;
	char *text = b->text + b->n_text;

	*to = (struct batch_row){ .row = *row };
	to->row.cells = cells;
	if (begin != NULL)
		memcpy(text, begin, n_text);
	for (uint32_t i = 0; i < row->n; i++) {
		cells[i] = row->cells[i];
		if (cells[i].text.n == 0)
			continue;
		if (begin != NULL) {
			cells[i].text.s = text + (row->cells[i].text.s - begin);
		} else {
			memcpy(text, row->cells[i].text.s, row->cells[i].text.n);
			cells[i].text.s = text;
			text += row->cells[i].text.n;
		}
	}
	if (row->line != 0) {
		if (!all->knows_amounts)
			find_amounts(all);
		to->n_ready = read_amounts(all, row, b->ready + b->n_ready);
		b->n_ready += to->n_ready;
	}
	b->n_cells += row->n;
	b->n_text += n_text;
}

struct convert_batches *convert_batches_open(struct convert_file *f, struct dgpm_arena *arena, convert_row_fn fn)
{
	struct convert_batches *all = dgpm_arena_array(arena, 1, sizeof *all);

	all->f = f;
	all->fn = fn;
	all->arena = arena;
	pthread_mutex_init(&all->lock, NULL);
	pthread_cond_init(&all->changed, NULL);
	return all;
}

void convert_batches_flush(struct convert_batches *all)
{
	all->knows_amounts = false;
	if (!all->started) {
		convert_batch(all, &all->items[all->filled % BATCHES]);
		return;
	}
	hand_over(all);
	pthread_mutex_lock(&all->lock);
	all->end = true;
	pthread_cond_signal(&all->changed);
	pthread_mutex_unlock(&all->lock);
	pthread_join(all->thread, NULL);
	all->started = all->end = false;
}

void convert_batches_close(struct convert_batches *all)
{
	pthread_cond_destroy(&all->changed);
	pthread_mutex_destroy(&all->lock);
}
