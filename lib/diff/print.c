/* A comparison for people: a block a project, sums by organization or year, why money changed, what did not change. */
#include "base/i18n.h"
#include "base/text.h"
#include "diff/print.h"
#include "print/markdown.h"
#include "portfolio/print.h"
#include "print/text.h"

#include <stdlib.h>

#define FOLDED 10       /* projects told without --all */
#define MOST_FIELDS 12  /* changes of one project told without --all */
#define NAME_WIDTH 32
#define MARKED_WIDTH 240 /* of an item in Markdown */

static const char *unit_text(const struct diff_printing *p)
{
	static const char *const names[] = { N_("yen"), N_("thousand yen"), N_("million yen"), N_("100 million yen") };

	return _(names[p->how->unit]);
}

/* "ja / en" of a title in the schema: the part in the user's language. */
static struct dgpm_str title_part(const struct diff_printing *p, const struct dgpm_node *title)
{
	struct dgpm_str text = dgpm_node_str(title);
	const char *slash = text.n != 0 ? memmem(text.s, text.n, " / ", 3) : NULL;

	if (slash == NULL)
		return text;
	if (strcmp(p->how->lang, "ja") == 0)
		return (struct dgpm_str){ text.s, (size_t)(slash - text.s) };
	return (struct dgpm_str){ slash + 3, text.n - (size_t)(slash + 3 - text.s) };
}

/* Of a field that is known by its name alone, "benefits.date": the titles of the schema; the name where it has none. */
static const char *named_text(const struct diff_printing *p, const char *field)
{
	const struct dgpm_node *at = p->said->schema;
	struct dgpm_buf b = { .arena = p->arena };

	for (const char *key = field; at != NULL;) {
		size_t n = strcspn(key, ".");
		struct dgpm_str title;

		at = dgpm_node_get(dgpm_node_get(at, "properties"), dgpm_arena_strndup(p->arena, key, n));
		title = title_part(p, dgpm_node_get(at, "title"));
		if (title.n == 0)
			break;
		dgpm_buf_sep(&b, " ");
		dgpm_buf_str(&b, title);
		if (key[n] == '\0')
			return dgpm_buf_text(&b);
		key += n + 1;
	}
	return field;
}

/* The field by the titles of the schema: "効果指標 KPI-1 目標値 2023 値". */
static const char *field_text(const struct diff_printing *p, const struct dgpm_diff_change *c)
{
	const struct dgpm_node *at = c->document == NULL ? p->said->schema : NULL;
	struct dgpm_buf b = { .arena = p->arena };

	if (c->document != NULL)
		dgpm_buf_add(&b, c->document);
	if (c->n_steps == 0)
		return c->document != NULL ? dgpm_buf_text(&b) : c->dated ? named_text(p, c->field) : _("card");
	for (uint32_t i = 0; i < c->n_steps; i++) {
		const struct dgpm_diff_step *s = &c->steps[i];
		const struct dgpm_node *title;

		if (s->key == NULL) {
			at = dgpm_node_get(at, "items");
			for (uint32_t k = 0; !s->whole && k < s->item->n; k++) {
				dgpm_buf_sep(&b, " ");
				dgpm_buf_str(&b, dgpm_node_str(&s->item->pairs[k].value));
			}
			continue;
		}
		at = dgpm_node_get(dgpm_node_get(at, "properties"), s->key);
		title = dgpm_node_get(at, "title");
		dgpm_buf_sep(&b, " ");
		if (title != NULL)
			dgpm_buf_str(&b, title_part(p, title));
		else
			dgpm_buf_add(&b, dgpm_word(&p->said->words, "diff-field", s->key));
	}
	return dgpm_buf_text(&b);
}

/* A heading or an item of a list in Markdown; its text is escaped. */
static void put_marked(const struct diff_printing *p, const char *mark, const char *text, const char *end)
{
	struct dgpm_buf b = { .arena = p->arena };

	dgpm_buf_add(&b, mark);
	markdown_text(&b, text);
	dgpm_buf_add(&b, end);
	dgpm_out_puts(p->out, dgpm_buf_text(&b));
}

static char sign_of(const struct dgpm_diff_change *c)
{
	if (c->kind == DGPM_DIFF_UNCHANGED)
		return '=';
	return c->before == NULL ? '+' : c->after == NULL ? '-' : '~';
}

static void put_change(const struct diff_printing *p, const struct dgpm_diff_change *c)
{
	const char *before = diff_side_text(p->arena, c, c->before), *after = diff_side_text(p->arena, c, c->after);
	const char *kind =
		c->kind >= DGPM_DIFF_REFINED && c->kind != DGPM_DIFF_UNCHANGED
			? dgpm_arena_printf(p->arena, "  (%s)",
					    dgpm_word(&p->said->words, "diff-kind", dgpm_diff_kind_name(c->kind)))
			: "";
	size_t room = p->width - dgpm_text_width(kind, strlen(kind));
	const char *line;

	if (c->kind == DGPM_DIFF_UNCHANGED)
		line = dgpm_arena_printf(p->arena, "  = %s  %s", field_text(p, c), after);
	else if (before != NULL && after != NULL)
		line = dgpm_arena_printf(p->arena, "  %c %s  %s → %s", sign_of(c), field_text(p, c),
					 texttable_cut(p->arena, before, 24), after);
	else
		line = dgpm_arena_printf(p->arena, "  %c %s  %s", c->dated ? '~' : sign_of(c), field_text(p, c),
					 after != NULL ? after : before);
	if (p->how->markdown)
		put_marked(p, dgpm_arena_printf(p->arena, "- `%c` ", line[2]),
			   texttable_cut(p->arena, dgpm_arena_cat(p->arena, line + 4, kind), MARKED_WIDTH), "\n");
	else
		dgpm_out_printf(p->out, "%s%s\n", texttable_cut(p->arena, line, room), kind);
}

static const char *both(const struct diff_printing *p, const char *a, const char *b)
{
	return strcmp(a, b) == 0 ? a : dgpm_arena_cat(p->arena, a, "→", b);
}

static const char *stage_text(const struct diff_printing *p, const uint8_t stage[2])
{
	return both(p, dgpm_word(&p->said->words, "ledger-stage", dgpm_ledger_stage_name(stage[0])),
		    dgpm_word(&p->said->words, "ledger-stage", dgpm_ledger_stage_name(stage[1])));
}

static const char *years_text(const struct diff_printing *p, const int16_t years[2])
{
	return both(p, dgpm_arena_printf(p->arena, "%d", years[0]), dgpm_arena_printf(p->arena, "%d", years[1]));
}

static const char *because_text(const struct diff_printing *p, const struct dgpm_diff_because *b)
{
	return b->path != NULL ? dgpm_arena_printf(p->arena, "%s:%u", b->key, b->line) : _("unexplained");
}

static void put_money_heads(const struct diff_printing *p, struct texttable *t, bool years, bool stages, bool expenses)
{
	texttable_add(t, "");
	if (years)
		texttable_add(t, _("FY"));
	if (stages)
		texttable_add(t, _("stage"));
	if (expenses)
		texttable_add(t, _("expense"));
	texttable_add(t, _("organization"));
	texttable_add(t, p->d->mode == DGPM_DIFF_TREES ? "A" : _("before"));
	texttable_add(t, "");
	texttable_add(t, p->d->mode == DGPM_DIFF_TREES ? "B" : _("after"));
	texttable_add(t, _("change"));
	texttable_add(t, _("cause"));
	texttable_add(t, _("explained by"));
}

/* Columns that would say the same in every row are left out: the title says it. */
static void put_moneys(const struct diff_printing *p, const struct dgpm_diff_money *m, size_t n)
{
	bool trees = p->d->mode == DGPM_DIFF_TREES, stages = p->d->mode == DGPM_DIFF_STAGES, expenses = false;
	struct texttable t;

	for (size_t i = 0; i < n; i++)
		expenses |= m[i].expense != DGPM_EXPENSE_UNSPECIFIED;
	t = texttable_new(p->arena, dgpm_arena_cat(p->arena, "l", trees ? "l" : "", stages ? "" : "l",
						   expenses ? "l" : "", "lrlrrll"));
	if (p->how->markdown && n != 0)
		put_money_heads(p, &t, trees, !stages, expenses);
	for (size_t i = 0; i < n; i++) {
		texttable_add(&t, !m[i].known[0] ? "+" : !m[i].known[1] ? "-" : "~");
		if (trees)
			texttable_add(&t, years_text(p, m[i].fiscal_year));
		if (!stages)
			texttable_add(&t, stage_text(p, m[i].stage));
		if (expenses)
			texttable_add(&t, dgpm_word(&p->said->words, "expense-brief", dgpm_expense_name(m[i].expense)));
		texttable_add(&t, m[i].organization);
		texttable_add(&t, diff_yen_text(p, m[i].known[0], m[i].yen[0], false));
		texttable_add(&t, "→");
		texttable_add(&t, diff_yen_text(p, m[i].known[1], m[i].yen[1], false));
		texttable_add(&t, diff_yen_text(p, true, m[i].yen[1] - m[i].yen[0], true));
		texttable_add(&t, dgpm_word(&p->said->words, "diff-cause", dgpm_diff_cause_name(m[i].cause)));
		texttable_add(&t, because_text(p, &m[i].because));
	}
	diff_put_moneys(p, &t);
}

/* Of more than may be told, one less: the last line counts the rest. */
static size_t shown_of(const struct diff_printing *p, size_t n)
{
	return p->said->all || n <= MOST_FIELDS ? n : MOST_FIELDS - 1;
}

static void put_project(const struct diff_printing *whole, size_t at)
{
	const struct dgpm_diff_project *x = &whole->d->projects[at];
	const char *state = x->in[0] == x->in[1] ? "" : x->in[1] ? _("  new") : _("  gone");
	struct diff_printing own = *whole, *p = &own;
	struct dgpm_diff_part part;
	const char *title;
	size_t n, m;

	own.arena = dgpm_arena_like(whole->arena);
	dgpm_diff_open(&part, own.arena, p->d, at);
	n = shown_of(p, part.n_changes);
	m = shown_of(p, part.n_money);
	title = dgpm_arena_cat(p->arena, x->id, "  ",
			       x->name != NULL ? texttable_cut(p->arena, x->name, NAME_WIDTH) : "－", "  ",
			       x->organization != NULL ? dgpm_word_organization(&p->said->words, x->organization) : "",
			       state);
	if (p->how->markdown)
		put_marked(p, "### ", title, "\n\n");
	else
		diff_put_line(p, title);
	put_moneys(p, part.money, m);
	if (m < part.n_money)
		dgpm_out_printf(p->out, _("  … %zu more\n"), part.n_money - m);
	if (p->how->markdown && m != 0 && n != 0)
		dgpm_out_puts(p->out, "\n");
	for (size_t i = 0; i < n; i++)
		put_change(p, &part.changes[i]);
	if (n < part.n_changes)
		dgpm_out_printf(p->out, p->how->markdown ? _("- … %zu more\n") : _("  … %zu more\n"),
				part.n_changes - n);
	dgpm_out_puts(p->out, "\n");
	dgpm_arena_free(own.arena);
}

static int cmp_weight(const void *pa, const void *pb)
{
	const struct dgpm_diff_project *const *a = pa, *const *b = pb;

	if ((*a)->changed != (*b)->changed)
		return (*a)->changed ? -1 : 1;
	if ((*a)->weight != (*b)->weight)
		return (*a)->weight > (*b)->weight ? -1 : 1;
	return strcmp((*a)->id, (*b)->id);
}

/* Projects with the largest change of money first. */
static const struct dgpm_diff_project **by_weight(const struct diff_printing *p)
{
	const struct dgpm_diff *d = p->d;
	const struct dgpm_diff_project **order = dgpm_arena_array(p->arena, d->n_projects, sizeof *order);

	for (size_t i = 0; i < d->n_projects; i++)
		order[i] = &d->projects[i];
	dgpm_sort(order, d->n_projects, sizeof *order, cmp_weight);
	return order;
}

static void put_projects(const struct diff_printing *p)
{
	const struct dgpm_diff *d = p->d;
	const struct dgpm_diff_project **order = by_weight(p);
	size_t n = p->said->all || d->n_projects <= FOLDED ? d->n_projects : FOLDED;

	for (size_t i = 0; i < n; i++)
		put_project(p, (size_t)(order[i] - d->projects));
	if (n < d->n_projects)
		dgpm_out_printf(p->out, _("… %zu more projects (--all)\n\n"), d->n_projects - n);
}

static void put_documents(const struct diff_printing *p)
{
	size_t n = p->d->n_documents, told = p->said->all || n <= MOST_FIELDS ? n : MOST_FIELDS;

	for (size_t i = 0; i < told; i++)
		put_change(p, &p->d->documents[i]);
	if (told < n)
		dgpm_out_printf(p->out, _("  … %zu more\n"), n - told);
	if (n != 0)
		dgpm_out_puts(p->out, "\n");
}

static void put_findings(const struct diff_printing *p)
{
	const struct dgpm_diff *d = p->d;
	size_t n[3] = { 0 }, told = 0;

	if (!d->has_findings)
		return;
	for (size_t i = 0; i < d->n_findings; i++)
		n[d->findings[i].state]++;
	dgpm_out_printf(p->out, _("findings: %zu new, %zu mended, %zu still there\n"), n[DGPM_FINDING_NEW],
			n[DGPM_FINDING_MENDED], n[DGPM_FINDING_STILL]);
	for (size_t i = 0; i < d->n_findings; i++) {
		const struct dgpm_diff_finding *f = &d->findings[i];
		const char *line;

		if (f->state == DGPM_FINDING_STILL || (!p->said->all && told >= FOLDED))
			continue;
		told++;
		line = dgpm_arena_printf(p->arena, "  %s %s %s  %s", f->state == DGPM_FINDING_NEW ? "+" : "-",
					      f->diag->project_id != NULL ? f->diag->project_id : "－",
					      f->diag->rule != NULL ? f->diag->rule : "", f->diag->message);
		if (p->how->markdown)
			put_marked(p, dgpm_arena_printf(p->arena, "- `%c` ", line[2]), line + 4, "\n");
		else
			diff_put_line(p, line);
	}
	if (told < n[DGPM_FINDING_NEW] + n[DGPM_FINDING_MENDED])
		dgpm_out_printf(p->out, _("  … %zu more\n"), n[DGPM_FINDING_NEW] + n[DGPM_FINDING_MENDED] - told);
	dgpm_out_puts(p->out, "\n");
}

static void put_foot(const struct diff_printing *p)
{
	const struct dgpm_diff *d = p->d;
	const char *item = p->how->markdown ? "- " : "";

	if (d->narrowed) {
		dgpm_out_puts(p->out, item);
		dgpm_out_printf(p->out, "%s\n",
				_("about the projects chosen alone, in the sums too; plans and dgpm.yaml are left "
				  "out"));
	}
	dgpm_out_puts(p->out, item);
	dgpm_out_printf(p->out, _("changed projects %zu, unchanged %zu (of these in planning or development %zu)\n"),
			d->n_changed, d->n_unchanged, d->n_unchanged_building);
	if (d->mode == DGPM_DIFF_STAGES && d->n_no_snapshot != 0) {
		dgpm_out_puts(p->out, item);
		dgpm_out_printf(p->out, _("told from dates alone: %zu (dgpm record keeps what a review saw)\n"),
				d->n_no_snapshot);
	}
	dgpm_out_puts(p->out, item);
	dgpm_out_printf(p->out, _("unit: %s, rounded half-up; + added, - removed, ~ changed; － no value\n"),
			unit_text(p));
	for (unsigned s = 0; s < 2; s++)
		dgpm_print_lacking(p->out, &d->ledgers[s]);
}

static void put_title(const struct diff_printing *p)
{
	const struct dgpm_diff *d = p->d;
	const char *title;

	if (d->mode == DGPM_DIFF_STAGES)
		title = dgpm_arena_printf(p->arena, _("FY%d: %s → %s"), d->fiscal_year[0],
					  dgpm_word(&p->said->words, "review-stage", d->stage[0]),
					  dgpm_word(&p->said->words, "review-stage", d->stage[1]));
	else if (d->mode == DGPM_DIFF_YEARS)
		title = dgpm_arena_printf(p->arena, _("FY%d → FY%d"), d->fiscal_year[0], d->fiscal_year[1]);
	else
		title = dgpm_arena_cat(p->arena, d->name[0], " → ", d->name[1]);
	if (p->how->markdown)
		put_marked(p, "## ", title, "\n\n");
	else
		dgpm_out_printf(p->out, "%s\n\n", title);
}

static void print_text(const struct diff_printing *p)
{
	put_title(p);
	put_documents(p);
	put_projects(p);
	if (p->d->mode == DGPM_DIFF_STAGES)
		diff_put_courses(p);
	else
		diff_put_totals(p);
	diff_put_causes(p);
	put_findings(p);
	put_foot(p);
}

/* What a comment has room for. */
struct comment {
	const struct diff_printing *p;
	size_t room, left_out;
};

/* A part written on its own, to see how much room it takes; false: it does not fit, or memory is short. */
static bool add_part(struct comment *c, void (*put)(const struct diff_printing *p, size_t at), size_t at)
{
	struct diff_printing own = *c->p;
	struct dgpm_diags *ignored;
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);
	bool fits;

	if (f == NULL)
		return false;
	own.arena = dgpm_arena_like(c->p->arena);
	ignored = dgpm_diags_new(own.arena);
	if (dgpm_out_open(&own.out, own.arena, ignored, NULL, f) == 0) {
		put(&own, at);
		(void)!dgpm_out_close(own.out, ignored);
	}
	fclose(f);
	dgpm_arena_free(own.arena);
	fits = text != NULL && n <= c->room;
	if (fits) {
		dgpm_out_str(c->p->out, (struct dgpm_str){ text, n });
		c->room -= n;
	}
	free(text);
	return fits;
}

static void put_head(const struct diff_printing *p, size_t part)
{
	static void (*const parts[])(const struct diff_printing *) = { put_title, put_foot, diff_put_totals,
								       diff_put_courses, diff_put_causes,
								       put_findings, put_documents };

	parts[part](p);
	if (parts[part] == put_foot)
		dgpm_out_puts(p->out, "\n");
}

/* A comment: first what counts, then the projects whose money changed most, as many as there is room for. */
static void print_markdown(const struct diff_printing *p)
{
	enum { TITLE, FOOT, TOTALS, COURSES, CAUSES, FINDINGS, DOCUMENTS, N_PARTS };
	const struct dgpm_diff_project **order = by_weight(p);
	struct comment c = { p, MARKDOWN_MOST_BYTES - 500, 0 };
	size_t i = 0;

	for (size_t part = TITLE; part < N_PARTS; part++)
		if (part != (p->d->mode == DGPM_DIFF_STAGES ? TOTALS : COURSES))
			c.left_out += !add_part(&c, put_head, part);
	if (c.left_out != 0)
		dgpm_out_printf(p->out, _("Left out, as a comment takes no more: %zu tables.\n\n"), c.left_out);
	while (i < p->d->n_projects && add_part(&c, put_project, (size_t)(order[i] - p->d->projects)))
		i++;
	if (i < p->d->n_projects)
		dgpm_out_printf(p->out, _("… %zu more projects; the text report with --all has them\n"),
				p->d->n_projects - i);
}

void dgpm_diff_print(const struct dgpm_diff *d, struct dgpm_arena *arena, const struct dgpm_diff_print *said,
		     struct dgpm_out *out, const struct dgpm_print *how)
{
	struct diff_printing p = { d, said, arena, out, how, how->width != 0 ? how->width : DIFF_NO_LIMIT };

	if (how->format == DGPM_FORMAT_JSON)
		diff_print_json(d, arena, out, how);
	else if (how->format == DGPM_FORMAT_CSV)
		diff_print_csv(d, arena, out, how);
	else if (how->workbook != NULL)
		diff_print_sheets(d, arena, out, how);
	else if (how->markdown)
		print_markdown(&p);
	else if (!dgpm_diff_is_empty(d) || d->n_projects != 0 || d->has_findings || d->mode == DGPM_DIFF_STAGES)
		print_text(&p);
}
