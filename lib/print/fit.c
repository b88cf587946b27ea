/* The layout of a grid as text: made to fit a number of columns, where there is one. */
#include "print/grid_parts.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"

#define LEAST_NAME 16   /* a name that is cut keeps so many columns */
#define CELL_COLUMNS 80 /* a longer text makes a table nobody can read; the last column may be longer */

/* A column under layout. */
struct column {
	size_t col, width, natural; /* natural: of what it holds, uncut */
	const char *title;
	bool shown, name, band;
};

struct layout {
	const struct dgpm_grid *g;
	const struct grid_chosen *chosen;
	const struct dgpm_print *how;
	struct column *columns;
	struct dgpm_str *texts;     /* of the chosen rows and columns */
	bool cut;
	struct dgpm_buf empty, same, gone; /* names of columns that are left out */
	size_t n_rest;              /* rows that --top left out */
};

static struct dgpm_str *text_at(const struct layout *l, size_t row, size_t i)
{
	return &l->texts[row * l->chosen->n_cols + i];
}

static const struct grid_cell *cell_at(const struct layout *l, size_t row, size_t i)
{
	return grid_at(l->g, l->chosen->rows[row], l->columns[i].col);
}

static bool is_head(const struct layout *l, size_t row)
{
	return grid_kind(l->g, l->chosen->rows[row]) == GRID_HEAD;
}

/* A column of room at the right of what has no mark, where others of the column have one. */
static size_t hang(const struct layout *l, size_t i, struct dgpm_str text)
{
	return l->g->hangs[l->columns[i].col] && (text.n == 0 || text.s[text.n - 1] != '*') ? 1 : 0;
}

static void measure(struct layout *l, size_t i)
{
	struct column *c = &l->columns[i];

	c->width = dgpm_text_width(c->title, strlen(c->title)) + hang(l, i, dgpm_str_of(c->title));
	for (size_t r = 0; r < l->chosen->n_rows; r++) {
		struct dgpm_str s = *text_at(l, r, i);
		size_t w = dgpm_text_width(s.s, s.n) + hang(l, i, s);

		if (w > c->width && !(c->col == 0 && is_head(l, r)))
			c->width = w;
	}
	c->natural = c->width;
}

static size_t total_width(const struct layout *l)
{
	size_t sum = 0, n = 0;

	for (size_t i = 0; i < l->chosen->n_cols; i++)
		if (l->columns[i].shown) {
			sum += l->columns[i].width;
			n++;
		}
	return n != 0 ? sum + 2 * (n - 1) : 0;
}

static bool fits(const struct layout *l)
{
	return total_width(l) <= l->how->width;
}

/* The first column says what a row is about: it stays. */
static void leave_out(struct layout *l, size_t i, struct dgpm_buf *where, struct dgpm_str value)
{
	l->columns[i].shown = false;
	/* A bar has no title. */
	if (*l->columns[i].title == '\0')
		return;
	dgpm_buf_sep(where, _(", "));
	dgpm_buf_add(where, l->columns[i].title);
	if (value.n == 0)
		return;
	dgpm_buf_add(where, " ");
	dgpm_buf_str(where, value);
}

static void leave_out_empty(struct layout *l)
{
	for (size_t i = 1; i < l->chosen->n_cols; i++) {
		bool empty = l->chosen->n_rows != 0 && !l->chosen->picked;

		for (size_t r = 0; r < l->chosen->n_rows && empty; r++) {
			const struct grid_cell *x = cell_at(l, r, i);

			empty = x->none || (!x->number && x->text.n == 0);
		}
		if (empty)
			leave_out(l, i, &l->empty, (struct dgpm_str){ NULL, 0 });
	}
}

static void leave_out_alike(struct layout *l)
{
	for (size_t i = 1; i < l->chosen->n_cols && !fits(l); i++) {
		bool alike = l->columns[i].shown && l->chosen->n_rows > 1 && !l->chosen->picked;
		size_t first = 0;

		while (first + 1 < l->chosen->n_rows && is_head(l, first))
			first++;
		for (size_t r = first + 1; r < l->chosen->n_rows && alike; r++)
			alike = (grid_kind(l->g, l->chosen->rows[r]) != GRID_ROW && text_at(l, r, i)->n == 0) ||
				dgpm_str_eq(*text_at(l, r, i), *text_at(l, first, i));
		if (alike && dgpm_text_width(text_at(l, first, i)->s, text_at(l, first, i)->n) <= l->how->width / 3)
			leave_out(l, i, &l->same, *text_at(l, first, i));
	}
}

static void take_briefs(struct layout *l)
{
	for (size_t i = 0; i < l->chosen->n_cols && !fits(l); i++) {
		bool any = false;

		for (size_t r = 0; r < l->chosen->n_rows; r++)
			if (!cell_at(l, r, i)->number && cell_at(l, r, i)->brief.s != NULL) {
				*text_at(l, r, i) = dgpm_text_escape(l->g->arena, cell_at(l, r, i)->brief);
				any = true;
			}
		if (any)
			measure(l, i);
	}
	for (size_t i = 0; i < l->chosen->n_cols && !fits(l); i++)
		if (l->g->briefs[l->columns[i].col] != NULL) {
			l->columns[i].title = l->g->briefs[l->columns[i].col];
			measure(l, i);
		}
}

/* What a name may shrink to. */
static size_t least(const struct layout *l, const struct column *c)
{
	size_t title = dgpm_text_width(c->title, strlen(c->title)), n = title > LEAST_NAME ? title : LEAST_NAME;

	(void)l;
	return c->natural < n ? c->natural : n;
}

/* The widest names give until the grid fits; false: all are as narrow as they may be. */
static bool narrow_names(struct layout *l)
{
	for (size_t i = 0; i < l->chosen->n_cols; i++)
		l->columns[i].width = l->columns[i].natural;
	while (!fits(l)) {
		struct column *widest = NULL;
		size_t more = total_width(l) - l->how->width, next = 0, to;

		for (size_t i = 0; i < l->chosen->n_cols; i++) {
			struct column *c = &l->columns[i];

			if (!c->shown || !c->name || c->width <= least(l, c))
				continue;
			if (widest == NULL || c->width > widest->width) {
				next = widest != NULL ? widest->width : next;
				widest = c;
			} else if (c->width > next) {
				next = c->width;
			}
		}
		if (widest == NULL)
			return false;
		/* Down to the next widest at most, so that two give alike. */
		to = widest->width > more ? widest->width - more : 0;
		if (to < next && next < widest->width)
			to = next;
		else if (to < next)
			to = widest->width - 1;
		widest->width = to > least(l, widest) ? to : least(l, widest);
	}
	return true;
}

static bool may_go(const struct layout *l, size_t i)
{
	return l->columns[i].shown && !l->columns[i].band;
}

/* The next column to go where there is no room: the spare ones as they are named, then from the right; 0: none. */
static size_t next_to_go(const struct layout *l)
{
	size_t n;

	for (const char *at = l->g->spare; at != NULL && *at != '\0'; at += n, at += strspn(at, " ")) {
		n = strcspn(at, " ");
		for (size_t i = l->chosen->n_cols; i-- > 1;)
			if (may_go(l, i) && dgpm_str_is((struct dgpm_str){ at, n }, l->g->cols[l->columns[i].col].name))
				return i;
	}
	for (size_t i = l->chosen->n_cols; i-- > 1;)
		if (may_go(l, i))
			return i;
	return 0;
}

static bool has_bands(const struct layout *l)
{
	for (size_t i = 0; i < l->chosen->n_cols; i++)
		if (l->columns[i].band && l->columns[i].shown)
			return true;
	return false;
}

static void fit(struct layout *l)
{
	leave_out_empty(l);
	if (!fits(l))
		leave_out_alike(l);
	if (!fits(l))
		take_briefs(l);
	while (!narrow_names(l) && !has_bands(l)) {
		size_t i = next_to_go(l);

		if (i == 0)
			break;
		leave_out(l, i, &l->gone, (struct dgpm_str){ NULL, 0 });
	}
}

static const char *unit_foot(enum dgpm_unit unit)
{
	switch (unit) {
	case DGPM_UNIT_THOUSAND:
		return _("unit: thousand yen, rounded half-up; － no value");
	case DGPM_UNIT_MILLION:
		return _("unit: million yen, rounded half-up; － no value");
	case DGPM_UNIT_OKU:
		return _("unit: 100 million yen, rounded half-up; － no value");
	default:
		return _("unit: yen; － no value");
	}
}

/* What of a text stands on this line of its row: all of it, or a part where it is wrapped or cut. */
static struct dgpm_str part_of(struct layout *l, struct dgpm_str *rest, size_t width, bool may_wrap)
{
	struct dgpm_str part = *rest;
	size_t fit;

	*rest = (struct dgpm_str){ NULL, 0 };
	if (part.n == 0 || dgpm_text_width(part.s, part.n) <= width)
		return part;
	if (may_wrap) {
		size_t n = dgpm_text_break(part.s, part.n, width), end = n;

		while (n < part.n && part.s[n] == ' ')
			n++;
		while (end > 1 && part.s[end - 1] == ' ')
			end--;
		*rest = (struct dgpm_str){ part.s + n, part.n - n };
		return (struct dgpm_str){ part.s, end };
	}
	l->cut = true;
	fit = dgpm_text_fit(part.s, part.n, width - 1);
	return dgpm_str_of(dgpm_arena_printf(l->g->arena, "%.*s…", (int)fit, part.s));
}

/* One line: the cells of the columns of `in`, without spaces at its end; a cell may run on over blank ones. */
static void print_line(const struct layout *l, struct dgpm_out *out, const bool *in, const struct dgpm_str *parts)
{
	size_t at = 0, begin = 0; /* columns written; where the cell begins */

	for (size_t i = 0; i < l->chosen->n_cols; i++) {
		const struct column *c = &l->columns[i];
		enum dgpm_col_kind kind = l->g->cols[c->col].kind;
		size_t have, room, to = begin;

		if (!in[i])
			continue;
		have = parts[i].n != 0 ? dgpm_text_width(parts[i].s, parts[i].n) : 0;
		room = hang(l, i, parts[i]);
		if (!grid_is_text(kind) && kind != DGPM_COL_YEAR && c->width > have + room)
			to += c->width - have - room;
		if (have != 0) {
			dgpm_out_spaces(out, to > at ? to - at : 0);
			dgpm_out_str(out, parts[i]);
			at = (to > at ? to : at) + have;
		}
		begin += c->width + 2;
	}
	dgpm_out_puts(out, "\n");
}

/* How far the first cell of a head may run: up to the next cell that holds something. */
static size_t room_of_head(const struct layout *l, const bool *in, const struct dgpm_str *rest)
{
	size_t room = 0;

	for (size_t i = 0; i < l->chosen->n_cols; i++) {
		size_t have = rest[i].n != 0 ? dgpm_text_width(rest[i].s, rest[i].n) : 0;
		bool number = !grid_is_text(l->g->cols[l->columns[i].col].kind);

		if (!in[i])
			continue;
		if (i != 0 && have != 0)
			return number && l->columns[i].width > have ? room + l->columns[i].width - have - 2 : room - 2;
		room += l->columns[i].width + 2;
	}
	return l->how->width != 0 ? l->how->width : (size_t)-1;
}

static void print_row(struct layout *l, struct dgpm_out *out, const bool *in, struct dgpm_str *rest, bool head)
{
	size_t n = l->chosen->n_cols, last = n;
	struct dgpm_str *parts = dgpm_arena_array(l->g->arena, n, sizeof *parts);
	bool more = true;

	for (size_t i = 0; i < n; i++)
		last = in[i] ? i : last;
	while (more) {
		more = false;
		for (size_t i = 0; i < n; i++) {
			bool whole = l->how->width == 0 && i == last;

			if (!in[i])
				continue;
			parts[i] = whole ? rest[i] :
				   part_of(l, &rest[i],
					   head && i == 0 ? room_of_head(l, in, rest) : l->columns[i].width,
					   l->how->explain && l->how->width != 0);
			if (whole)
				rest[i] = (struct dgpm_str){ NULL, 0 };
			more |= rest[i].n != 0;
		}
		print_line(l, out, in, parts);
	}
}

/* The head and all rows, of the columns of `in`. */
static void print_columns(struct layout *l, struct dgpm_out *out, const bool *in)
{
	size_t n = l->chosen->n_cols;
	struct dgpm_str *rest = dgpm_arena_array(l->g->arena, n, sizeof *rest);

	for (size_t i = 0; i < n; i++)
		rest[i] = dgpm_str_of(l->columns[i].title);
	if (l->how->color)
		dgpm_out_code(out, "\033[1m");
	print_line(l, out, in, rest);
	if (l->how->color)
		dgpm_out_code(out, "\033[0m");
	for (size_t r = 0; r < l->chosen->n_rows; r++) {
		for (size_t i = 0; i < n; i++)
			rest[i] = *text_at(l, r, i);
		print_row(l, out, in, rest, is_head(l, r));
	}
}

/* As many bands as are needed, as even as can be, each with the heads of the rows. */
static void print_bands(struct layout *l, struct dgpm_out *out)
{
	size_t n = l->chosen->n_cols, head = 0, n_bands = 0, most = 0, count = 0, bands, each, done = 0;
	bool *in = dgpm_arena_array(l->g->arena, n, sizeof *in);

	for (size_t i = 0; i < n; i++) {
		if (!l->columns[i].shown)
			continue;
		if (!l->columns[i].band)
			head += l->columns[i].width + 2;
		else if (l->columns[i].width + 2 > most)
			most = l->columns[i].width + 2;
		n_bands += l->columns[i].band;
	}
	each = l->how->width + 2 > head + most ? (l->how->width + 2 - head) / most : 1;
	bands = (n_bands + each - 1) / each;
	each = (n_bands + bands - 1) / bands;
	while (done < n_bands) {
		count = 0;
		for (size_t i = 0, k = 0; i < n; i++) {
			const struct column *c = &l->columns[i];

			in[i] = c->shown && (!c->band || (k >= done && k < done + each));
			k += c->shown && c->band;
			count += in[i] && c->band;
		}
		if (done != 0)
			dgpm_out_puts(out, "\n");
		print_columns(l, out, in);
		done += count;
	}
}

static void print_foot(const struct layout *l, struct dgpm_out *out)
{
	bool yen = false;

	for (size_t i = 0; i < l->chosen->n_cols; i++)
		yen |= l->g->cols[l->columns[i].col].kind == DGPM_COL_YEN;
	if (l->how->color)
		dgpm_out_code(out, "\033[2m");
	if (l->n_rest != 0)
		dgpm_out_printf(out, _("%zu of %zu rows\n"), l->chosen->n_all - l->n_rest, l->chosen->n_all);
	if (yen)
		dgpm_out_printf(out, "%s\n", unit_foot(l->how->unit));
	if (l->empty.n != 0)
		dgpm_out_printf(out, _("no value in any row: %s\n"), l->empty.s);
	if (l->same.n != 0)
		dgpm_out_printf(out, _("the same in every row: %s\n"), l->same.s);
	if (l->gone.n != 0)
		dgpm_out_printf(out, _("no room for: %s (--columns, --width)\n"), l->gone.s);
	if (l->cut && l->how->width == 0)
		dgpm_out_printf(out, "%s\n", _("… marks a text that is cut; CSV and JSON have it whole"));
	if (l->how->color)
		dgpm_out_code(out, "\033[0m");
}

void grid_print_text(const struct dgpm_grid *g, const struct grid_chosen *chosen, struct dgpm_out *out,
		     const struct dgpm_print *how)
{
	struct layout l = { .g = g, .chosen = chosen, .how = how };
	bool *in = dgpm_arena_array(g->arena, chosen->n_cols, sizeof *in);
	size_t plain = 0;

	if (chosen->n_rows == 0)
		return;
	l.empty.arena = l.same.arena = l.gone.arena = g->arena;
	l.columns = dgpm_arena_array(g->arena, chosen->n_cols, sizeof *l.columns);
	l.texts = dgpm_arena_array(g->arena, chosen->n_rows * chosen->n_cols, sizeof *l.texts);
	for (size_t i = 0; i < chosen->n_cols; i++) {
		const struct dgpm_col *col = &g->cols[chosen->cols[i]];
		const char *title = col->title != NULL && *col->title != '\0' ? _(col->title) : col->name;

		l.columns[i] = (struct column){ .col = chosen->cols[i], .title = title, .shown = true,
						.name = col->kind == DGPM_COL_NAME,
						.band = g->band != 0 && chosen->cols[i] >= g->band };
		for (size_t r = 0; r < chosen->n_rows; r++)
			*text_at(&l, r, i) = grid_shown(g, chosen->cols[i], cell_at(&l, r, i), how);
		measure(&l, i);
	}
	for (size_t r = 0; r < chosen->n_rows; r++)
		plain += grid_kind(g, chosen->rows[r]) == GRID_ROW;
	l.n_rest = chosen->n_all - plain;
	if (how->width != 0)
		fit(&l);
	else
		for (size_t i = 0; i + 1 < chosen->n_cols; i++)
			if (grid_is_text(g->cols[l.columns[i].col].kind) && l.columns[i].width > CELL_COLUMNS)
				l.columns[i].width = CELL_COLUMNS;
	for (size_t i = 0; i < chosen->n_cols; i++)
		in[i] = l.columns[i].shown;
	if (how->width != 0 && !fits(&l) && has_bands(&l))
		print_bands(&l, out);
	else
		print_columns(&l, out, in);
	print_foot(&l, out);
}
