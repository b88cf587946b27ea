/* Findings as a comment: what counts first, the gravest next, the others folded. */
#include "findings/comment.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "print/markdown.h"

#include <inttypes.h>

#define WORST 10
#define MOST_ROWS 2000 /* a row takes over thirty bytes: more never fit */
#define RESERVE 2000   /* for what stands around the tables */

struct comment {
	const struct dgpm_diags *diags;
	struct dgpm_arena *arena;
	struct dgpm_out *out;
	const struct dgpm_print *how;
	const struct dgpm_diag **order; /* the gravest first, else as they come */
	size_t n, n_of[DGPM_FATAL + 1];
	size_t room;
};

static const char *const severities[] = {
	[DGPM_SAID_PASS] = N_("pass"),	   [DGPM_SAID_NOT_APPLICABLE] = N_("not applicable"),
	[DGPM_SAID_WAIVED] = N_("waived"), [DGPM_SAID_CANNOT_COMPUTE] = N_("cannot be judged"),
	[DGPM_NOTE] = N_("note"),	   [DGPM_WARNING] = N_("warning"),
	[DGPM_ERROR] = N_("error"),	   [DGPM_FATAL] = N_("fatal"),
};

/* The gravest first: a list is in the order of places. */
static void put_in_order(struct comment *c)
{
	size_t n = dgpm_diags_count(c->diags);

	c->order = dgpm_arena_array(c->arena, n, sizeof(const struct dgpm_diag *));
	for (size_t i = 0; i < n; i++)
		c->n_of[dgpm_diags_at(c->diags, i)->severity]++;
	for (size_t s = DGPM_FATAL + 1; s-- != 0;)
		for (size_t i = 0; c->n_of[s] != 0 && i < n; i++)
			if (dgpm_diags_at(c->diags, i)->severity == s)
				c->order[c->n++] = dgpm_diags_at(c->diags, i);
}

/* What the head of the run says under a name; -1: nothing. */
static int64_t of_run(const struct comment *c, const char *name)
{
	const struct dgpm_head *head = c->how->head;

	for (size_t i = 0; head != NULL && i < head->n; i++)
		if (head->items[i].text == NULL && strcmp(head->items[i].name, name) == 0)
			return head->items[i].n;
	return -1;
}

/* How many there are of a severity, those that are not told (--max-findings) among them. */
static size_t count_of(const struct comment *c, size_t severity)
{
	static const char *const names[] = {
		[DGPM_NOTE] = "notes", [DGPM_WARNING] = "warnings", [DGPM_ERROR] = "errors", [DGPM_FATAL] = "fatal"
	};
	int64_t all = severity >= DGPM_NOTE ? of_run(c, names[severity]) : -1;

	return all > (int64_t)c->n_of[severity] ? (size_t)all : c->n_of[severity];
}

static void put_counts(const struct comment *c)
{
	int64_t known = of_run(c, "known"), gone = of_run(c, "gone"), left_out = of_run(c, "findings_left_out");
	int64_t cards = of_run(c, "cards");
	struct dgpm_buf b = { .arena = c->arena };

	dgpm_out_printf(c->out, "## dgpm %s\n\n",
			c->how->head != NULL && c->how->head->command != NULL ? c->how->head->command : "");
	for (size_t s = DGPM_FATAL + 1; s-- != 0;)
		if (count_of(c, s) != 0) {
			dgpm_buf_sep(&b, _(", "));
			dgpm_buf_addf(&b, "%s **%zu**", _(severities[s]), count_of(c, s));
		}
	if (b.n == 0)
		dgpm_buf_add(&b, known >= 0 ? _("Nothing new was found.") : _("Nothing was found."));
	dgpm_out_printf(c->out, "- %s\n", dgpm_buf_text(&b));
	if (known >= 0)
		dgpm_out_printf(c->out,
				_("- new since the baseline alone: %zu known before are not listed, %zu are no more\n"),
				(size_t)known, (size_t)(gone > 0 ? gone : 0));
	if (left_out > 0)
		dgpm_out_printf(c->out,
				P_("- %zu more is not told (--max-findings)\n",
				   "- %zu more are not told (--max-findings)\n", (size_t)left_out),
				(size_t)left_out);
	if (cards >= 0)
		dgpm_out_printf(c->out, P_("- %zu card read\n", "- %zu cards read\n", (size_t)cards), (size_t)cards);
}

static const char *text_of(const struct comment *c, const char *text)
{
	return text != NULL ? dgpm_text_escape(c->arena, dgpm_str_of(text)).s : NULL;
}

static const char *place_of(const struct comment *c, struct dgpm_loc at)
{
	const char *path = text_of(c, at.path);

	if (path == NULL || at.line == 0)
		return path;
	return dgpm_arena_printf(c->arena, "%s:%" PRIu32, path, at.line);
}

/* A row is one finding: the second place joins its message. */
static void put_row(const struct comment *c, struct dgpm_grid *g, const struct dgpm_diag *d)
{
	const char *message = text_of(c, d->message);

	if (d->also.path != NULL)
		message = dgpm_arena_printf(c->arena, "%s (%s: %s)", message, place_of(c, d->also),
					    d->also_message != NULL ? d->also_message : "");
	dgpm_grid_cstr(g, _(severities[d->severity]));
	dgpm_grid_cstr(g, d->rule);
	dgpm_grid_cstr(g, d->project_id);
	dgpm_grid_cstr(g, place_of(c, d->at));
	dgpm_grid_cstr(g, message);
	dgpm_grid_cstr(g, d->source);
	dgpm_grid_cstr(g, d->begins);
}

/* Columns that no finding has a value for are not shown; a column without a title is none of text. */
static const struct dgpm_col *columns_of(const struct comment *c, size_t *n)
{
	static const struct dgpm_col all[] = {
		{ "severity", N_("severity"), DGPM_COL_TEXT },	{ "rule", N_("rule"), DGPM_COL_TEXT },
		{ "project_id", N_("project"), DGPM_COL_TEXT }, { "place", N_("place"), DGPM_COL_TEXT },
		{ "message", N_("message"), DGPM_COL_NAME },	{ "source", N_("source"), DGPM_COL_NAME },
		{ "begins", N_("begins"), DGPM_COL_TEXT },
	};
	struct dgpm_col *cols = dgpm_arena_array(c->arena, DGPM_COUNT(all), sizeof *cols);
	bool project = false, source = false, begins = false;

	for (size_t i = 0; i < c->n; i++) {
		project |= c->order[i]->project_id != NULL;
		source |= c->order[i]->source != NULL && *c->order[i]->source != '\0';
		begins |= c->order[i]->begins != NULL;
	}
	memcpy(cols, all, sizeof all);
	if (!project)
		cols[2].title = NULL;
	if (!source)
		cols[5].title = NULL;
	if (!begins)
		cols[6].title = NULL;
	*n = DGPM_COUNT(all);
	return cols;
}

/* The findings [from, to) as a table; how many of them had no room. */
static size_t put_table(struct comment *c, size_t from, size_t to)
{
	size_t n_cols;
	const struct dgpm_col *cols = columns_of(c, &n_cols);
	struct dgpm_grid *g = dgpm_grid_new(c->arena, cols, n_cols);

	for (size_t i = from; i < to; i++)
		put_row(c, g, c->order[i]);
	return markdown_rows(g, c->out, c->how, &c->room);
}

void report_comment(const struct dgpm_diags *diags, struct dgpm_arena *arena, struct dgpm_out *out,
		    const struct dgpm_print *how)
{
	struct comment c = { diags, arena, out, how, .room = MARKDOWN_MOST_BYTES - RESERVE };
	size_t worst, listed, left;

	put_in_order(&c);
	put_counts(&c);
	if (c.n == 0)
		return;
	worst = c.n < WORST ? c.n : WORST;
	listed = c.n < MOST_ROWS ? c.n : MOST_ROWS;
	dgpm_out_puts(out, "\n");
	if (c.n > WORST)
		dgpm_out_printf(out, "### %s\n\n", dgpm_arena_printf(arena, _("The gravest %d"), WORST));
	left = put_table(&c, 0, worst);
	if (c.n > worst) {
		dgpm_out_printf(out, "<details><summary>%s</summary>\n\n",
				dgpm_arena_printf(arena, P_("%zu more finding", "%zu more findings", c.n - worst),
						  c.n - worst));
		left += put_table(&c, worst, listed) + (c.n - listed);
		dgpm_out_puts(out, "</details>\n");
	}
	if (left != 0)
		dgpm_out_puts(out, "\n");
	markdown_left_out(out, left);
}
