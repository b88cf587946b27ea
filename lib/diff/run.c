/* Compare two states of a portfolio: reads both, compares, sorts. */
#include "diff/stage.h"
#include "findings/findings.h"
#include "portfolio/select.h"
#include "review/review.h"

struct run {
	struct dgpm_arena *arena, *scratch;
	struct dgpm_diags *diags;
	const struct dgpm_diff_how *how;
	struct dgpm_portfolio *p[2];
	const struct dgpm_node *data;
	const struct diff_fields *fields;
	struct diff_cards cards[2];
	struct diff_rows *rows;
	struct diff_money_kept *moneys; /* by project of the rows */
	struct dgpm_diff *out;
};

/* Diagnostics of one side, its name in front of the path. */
static void tell(struct run *r, unsigned side, const struct dgpm_diags *diags)
{
	const char *prefix = r->how->prefix[side];

	for (size_t i = 0; i < dgpm_diags_count(diags); i++) {
		struct dgpm_diag d = *dgpm_diags_at(diags, i);

		if (d.at.path != NULL && prefix != NULL)
			d.at.path = dgpm_arena_cat(r->arena, prefix, d.at.path);
		if (d.also.path != NULL && prefix != NULL)
			d.also.path = dgpm_arena_cat(r->arena, prefix, d.also.path);
		dgpm_diag_push(r->diags, &d);
	}
}

static void read_cards(struct run *r, unsigned side, const struct diff_cards *against)
{
	struct dgpm_diags *diags = dgpm_diags_new(r->arena);

	diff_cards_read(&r->cards[side], r->arena, diags, r->p[side], r->how, r->fields, against,
			&r->out->cards[side]);
	tell(r, side, diags);
}

static void read_rows(struct run *r, struct diff_rows *rows, unsigned side, const int *years)
{
	struct dgpm_diags *diags = dgpm_diags_new(r->arena);

	diff_rows_read(rows, r->p[side], diags, r->how->threads, side, years, &r->out->ledgers[side]);
	tell(r, side, diags);
}

/* Of a project that both have, its rows alone may be there, or the card of one side. */
static bool is_selected(const void *ctx, const char *project_id)
{
	const struct run *r = ctx;
	struct dgpm_str id = dgpm_str_of(project_id);

	return dgpm_portfolio_is_selected(r->p[0], id) || (r->p[1] != NULL && dgpm_portfolio_is_selected(r->p[1], id));
}

struct document {
	const char *name;
	const struct dgpm_node *root;
};

static int cmp_documents(const void *pa, const void *pb)
{
	return strcmp(((const struct document *)pa)->name, ((const struct document *)pb)->name);
}

/* "plan.SMP": the kind, and what the document is known by; two of one name are numbered by their paths. */
static const char *document_name(struct run *r, const struct dgpm_other *o)
{
	const char *id = dgpm_node_cstr(dgpm_node_get(o->root, "id"));
	const char *slash = strchr(o->kind, '/'), *kind = slash != NULL ? slash + 1 : o->kind;

	if (id == NULL)
		id = dgpm_node_cstr(dgpm_node_get(o->root, "organization"));
	return dgpm_arena_printf(r->arena, "%.*s.%s", (int)strcspn(kind, "@"), kind, id != NULL ? id : o->path);
}

static struct document *documents_of(struct run *r, unsigned side, size_t *n)
{
	size_t n_others;
	struct dgpm_diags *diags = dgpm_diags_new(r->arena);
	const struct dgpm_other *others = dgpm_portfolio_others(r->p[side], diags, r->how->threads, &n_others);
	struct document *docs = dgpm_arena_array(r->arena, n_others + 1, sizeof *docs);
	size_t twice = 1;

	tell(r, side, diags);
	*n = 0;
	if (dgpm_portfolio_config(r->p[side]) != NULL)
		docs[(*n)++] = (struct document){ "dgpm.yaml", dgpm_portfolio_config(r->p[side]) };
	for (size_t i = 0; i < n_others; i++)
		docs[(*n)++] = (struct document){ document_name(r, &others[i]), others[i].root };
	dgpm_sort(docs, *n, sizeof *docs, cmp_documents);
	for (size_t i = 1; i < *n; i++) {
		twice = strcmp(docs[i].name, docs[i - 1].name) == 0 ? twice + 1 : 1;
		if (twice > 1)
			docs[i].name = dgpm_arena_printf(r->arena, "%s#%zu", docs[i].name, twice);
	}
	return docs;
}

static void compare_documents(struct run *r)
{
	size_t n_a, n_b;
	const struct document *a = documents_of(r, 0, &n_a), *b = documents_of(r, 1, &n_b);
	struct diff_changes changes = { 0 };

	for (size_t i = 0, j = 0; i < n_a || j < n_b;) {
		int c = i == n_a ? 1 : j == n_b ? -1 : strcmp(a[i].name, b[j].name);
		struct diff_walk w = { .keep = r->arena, .scratch = r->scratch, .fields = r->fields, .to = &changes,
				       .project_id = "", .document = c <= 0 ? a[i].name : b[j].name };

		if (c == 0)
			diff_trees(&w, a[i].root, b[j].root);
		else
			diff_whole(&w, c < 0 ? a[i].root : NULL, c > 0 ? b[j].root : NULL);
		dgpm_arena_reset(r->scratch);
		i += c <= 0;
		j += c >= 0;
	}
	diff_sort_changes(&changes, r->scratch);
	dgpm_arena_reset(r->scratch);
	r->out->documents = changes.items;
	r->out->n_documents = changes.n;
}

static void compare_money(struct run *r)
{
	const int *years = r->how->mode == DGPM_DIFF_TREES ? NULL : r->how->fiscal_year;
	struct diff_money_in in = { .how = r->how, .arena = r->arena, .diags = r->diags, .data = r->data,
				    .organizations = r->out->organizations,
				    .cards = { &r->cards[0], &r->cards[r->p[1] != NULL] },
				    .is_selected = is_selected, .ctx = r };

	r->rows = diff_rows_new(r->arena, r->p[0]);
	read_rows(r, r->rows, 0, years);
	if (r->p[1] != NULL)
		read_rows(r, r->rows, 1, years);
	diff_rows_seal(r->rows, r->arena, r->out->organizations);
	in.rows = r->rows;
	r->moneys = diff_money(r->out, &in);
}

/* The least of three IDs; NULL is none. */
static const char *least(const char *a, const char *b, const char *c)
{
	const char *x = a == NULL || (b != NULL && strcmp(b, a) < 0) ? b : a;

	return x == NULL || (c != NULL && strcmp(c, x) < 0) ? c : x;
}

/* What is known of a project of either side; its changes, where it has any. */
static bool describe(const struct run *r, struct dgpm_diff_project *p, const struct diff_card *a,
		     const struct diff_card *b, const struct diff_money_kept *money)
{
	const struct diff_card *card = b != NULL ? b : a;
	bool one = r->p[1] == NULL;

	p->in[0] = a != NULL;
	p->in[1] = one ? a != NULL : b != NULL;
	p->whole = !one && card != NULL && (a == NULL || b == NULL) ? card : NULL;
	p->changes = card != NULL && card->changes.n != 0 ? &card->changes : NULL;
	p->money = money != NULL && money->kept.n != 0 ? &money->kept : NULL;
	p->weight = p->money != NULL ? money->weight : 0;
	if (card != NULL) {
		p->name = card->name;
		p->organization = dgpm_organization_code(r->out->organizations, card->organization);
		p->building = card->building;
	}
	p->changed = p->whole != NULL || p->money != NULL ||
		     (p->changes != NULL && p->changes->n > p->changes->n_unchanged);
	return p->changed || p->changes != NULL;
}

/* The projects of both sides, and those of the rows, all by ID: those with a change. */
static void gather_projects(struct run *r)
{
	const struct diff_cards *a = &r->cards[0], *b = &r->cards[1];
	size_t n_rows = diff_rows_projects(r->rows), n = 0, cap = 0, i = 0, j = 0, k = 0;
	struct dgpm_diff_project *items = NULL;

	while (i < a->n || j < b->n || k < n_rows) {
		const char *ids[3] = { i < a->n ? a->items[i].id : NULL, j < b->n ? b->items[j].id : NULL,
				       k < n_rows ? diff_rows_project(r->rows, k) : NULL };
		struct dgpm_diff_project p = { .id = least(ids[0], ids[1], ids[2]) };
		bool has[3];

		for (int s = 0; s < 3; s++)
			has[s] = ids[s] != NULL && strcmp(ids[s], p.id) == 0;
		if (describe(r, &p, has[0] ? &a->items[i] : NULL, has[1] ? &b->items[j] : NULL,
			     has[2] ? &r->moneys[k] : NULL) &&
		    is_selected(r, p.id)) {
			*DGPM_PUSH(r->arena, items, n, cap) = p;
			r->out->n_changed += p.changed;
		}
		i += has[0];
		j += has[1];
		k += has[2];
	}
	r->out->projects = items;
	r->out->n_projects = n;
}

static int cmp_project_id(const void *key, const void *item)
{
	return strcmp(key, ((const struct dgpm_diff_project *)item)->id);
}

static void count_unchanged(const struct run *r)
{
	const struct diff_cards *cards = &r->cards[r->p[1] != NULL];
	struct dgpm_diff *d = r->out;

	for (size_t i = 0; i < cards->n; i++) {
		const struct dgpm_diff_project *p = NULL;

		if (!is_selected(r, cards->items[i].id))
			continue;
		if (d->n_projects != 0)
			p = bsearch(cards->items[i].id, d->projects, d->n_projects, sizeof *d->projects,
				    cmp_project_id);
		if (p != NULL && p->changed)
			continue;
		d->n_unchanged++;
		d->n_unchanged_building += cards->items[i].building;
	}
}

static void stages(struct run *r)
{
	struct diff_changes changes = { 0 };
	struct diff_stage_in in = { .how = r->how, .arena = r->arena, .scratch = r->scratch, .diags = r->diags,
				    .data = r->data, .fields = r->fields, .portfolio = r->p[0], .changes = &changes,
				    .rows = r->rows, .moneys = r->moneys, .diff = r->out };
	struct dgpm_buf space = { .arena = r->arena };

	for (size_t i = 0; i < r->cards[0].n; i++) {
		struct diff_card *card = &r->cards[0].items[i];

		if (!card->selected)
			continue;
		changes = (struct diff_changes){ 0 };
		if (r->how->mode == DGPM_DIFF_STAGES)
			diff_stage_of_card(&in, card);
		else
			diff_years_of_card(&in, card);
		diff_sort_changes(&changes, r->scratch);
		diff_keep_changes(&card->changes, r->arena, &space, &changes);
		dgpm_arena_reset(r->scratch);
	}
	if (r->how->mode == DGPM_DIFF_STAGES)
		diff_stage_findings(&in, &r->cards[0]);
}

/* What a review of one side finds; its findings alone, in their order. */
static const struct dgpm_findings *review_side(struct run *r, unsigned side)
{
	struct dgpm_review_how how = { .fiscal_year = r->how->fiscal_year[0], .date = r->how->date,
				       .today = r->how->today, .threads = r->how->threads };
	struct dgpm_diags *all = dgpm_diags_new(r->arena), *kept = dgpm_diags_new(r->arena);
	struct dgpm_review *review;

	if (dgpm_review(&review, r->arena, all, r->p[side], &how) == 0)
		dgpm_review_close(review);
	/* What could not be read was told when it was compared. */
	for (size_t i = 0; i < dgpm_diags_count(all); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(all, i);

		if (d->severity >= DGPM_NOTE && d->severity <= DGPM_ERROR && d->stage != NULL &&
		    (d->project_id == NULL || is_selected(r, d->project_id)))
			dgpm_diag_push(kept, d);
	}
	dgpm_diags_sort(kept);
	return dgpm_findings_new(r->arena, kept);
}

static int cmp_fingerprints(const void *pa, const void *pb)
{
	return strcmp(((const struct dgpm_finding *)pa)->fingerprint, ((const struct dgpm_finding *)pb)->fingerprint);
}

static int cmp_found(const void *pa, const void *pb)
{
	const struct dgpm_diff_finding *a = pa, *b = pb;
	int c = a->state - b->state;

	if (c == 0)
		c = strcmp(a->diag->project_id != NULL ? a->diag->project_id : "",
			   b->diag->project_id != NULL ? b->diag->project_id : "");
	if (c == 0)
		c = strcmp(a->diag->rule != NULL ? a->diag->rule : "", b->diag->rule != NULL ? b->diag->rule : "");
	return c != 0 ? c : strcmp(a->diag->message, b->diag->message);
}

static void compare_findings(struct run *r)
{
	const struct dgpm_findings *a = review_side(r, 0), *b = review_side(r, 1);
	struct dgpm_diff_finding *items = dgpm_arena_array(r->arena, a->n + b->n, sizeof *items);
	size_t n = 0;

	dgpm_sort(a->items, a->n, sizeof *a->items, cmp_fingerprints);
	dgpm_sort(b->items, b->n, sizeof *b->items, cmp_fingerprints);
	for (size_t i = 0, j = 0; i < a->n || j < b->n;) {
		int c = i == a->n ? 1 : j == b->n ? -1 : cmp_fingerprints(&a->items[i], &b->items[j]);

		items[n].state = (uint8_t)(c == 0  ? DGPM_FINDING_STILL
					   : c < 0 ? DGPM_FINDING_MENDED
						   : DGPM_FINDING_NEW);
		items[n++].diag = c < 0 ? a->items[i].diag : b->items[j].diag;
		i += c <= 0;
		j += c >= 0;
	}
	dgpm_sort(items, n, sizeof *items, cmp_found);
	r->out->findings = items;
	r->out->n_findings = n;
	r->out->has_findings = true;
}

int dgpm_diff(struct dgpm_diff **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *a,
	      struct dgpm_portfolio *b, const struct dgpm_diff_how *how)
{
	struct run r = { .arena = arena, .diags = diags, .how = how, .p = { a, b } };

	*out = NULL;
	r.data = dgpm_data_doc(dgpm_portfolio_data(a), diags, "diff.yaml");
	if (r.data == NULL)
		return -1;
	r.out = dgpm_arena_array(arena, 1, sizeof *r.out);
	*r.out = (struct dgpm_diff){ .mode = how->mode,
				     .fiscal_year = { how->fiscal_year[0], how->fiscal_year[1] },
				     .stage = { how->stage[0], how->stage[1] },
				     .name = { how->name[0], how->name[1] },
				     .organizations = dgpm_portfolio_organizations(b != NULL ? b : a) };
	r.scratch = dgpm_arena_like(arena);
	r.fields = diff_fields_new(arena, r.data);
	r.out->narrowed = dgpm_portfolio_is_narrowed(a) || (b != NULL && dgpm_portfolio_is_narrowed(b));
	read_cards(&r, 0, NULL);
	if (b != NULL) {
		read_cards(&r, 1, &r.cards[0]);
		if (!r.out->narrowed)
			compare_documents(&r);
	}
	compare_money(&r);
	if (b == NULL)
		stages(&r);
	else if (how->findings)
		compare_findings(&r);
	r.out->rows = r.rows;
	gather_projects(&r);
	count_unchanged(&r);
	dgpm_arena_free(r.scratch);
	*out = r.out;
	return 0;
}

/* A card that came or went is one change, without a path: all of it. */
static struct dgpm_diff_change *whole(struct dgpm_arena *arena, const struct dgpm_diff_project *p)
{
	struct dgpm_diff_change *c = dgpm_arena_array(arena, 1, sizeof *c);
	const struct dgpm_node *root = diff_unpack(arena, &p->whole->packed);

	*c = (struct dgpm_diff_change){ .project_id = p->id, .field = "card",
					.kind = p->in[1] ? DGPM_DIFF_ADDED : DGPM_DIFF_REMOVED,
					.before = p->in[0] ? root : NULL, .after = p->in[1] ? root : NULL };
	return c;
}

void dgpm_diff_open_changes(struct dgpm_diff_part *out, struct dgpm_arena *arena, const struct dgpm_diff *d, size_t i)
{
	const struct dgpm_diff_project *p = &d->projects[i];

	*out = (struct dgpm_diff_part){ 0 };
	if (p->whole != NULL) {
		out->changes = whole(arena, p);
		out->n_changes = 1;
	} else if (p->changes != NULL) {
		out->changes = diff_kept_changes(arena, p->changes, p->id);
		out->n_changes = p->changes->n;
	}
}

void dgpm_diff_open_money(struct dgpm_diff_part *out, struct dgpm_arena *arena, const struct dgpm_diff *d, size_t i)
{
	const struct dgpm_diff_project *p = &d->projects[i];

	*out = (struct dgpm_diff_part){ 0 };
	if (p->money != NULL) {
		out->money = diff_kept_money(arena, p->money, d->rows, p->id);
		out->n_money = p->money->n;
	}
}

void dgpm_diff_open(struct dgpm_diff_part *out, struct dgpm_arena *arena, const struct dgpm_diff *d, size_t i)
{
	struct dgpm_diff_part money;

	dgpm_diff_open_changes(out, arena, d, i);
	dgpm_diff_open_money(&money, arena, d, i);
	out->money = money.money;
	out->n_money = money.n_money;
}

bool dgpm_diff_is_empty(const struct dgpm_diff *d)
{
	return d->n_documents == 0 && d->n_changed == 0;
}
