/* Compare two states of a portfolio: reads both, compares, sorts. */
#include "diff/stage.h"
#include "findings/findings.h"
#include "review/review.h"

struct run {
	struct dgpm_arena *arena, *scratch;
	struct dgpm_diags *diags;
	const struct dgpm_diff_how *how;
	struct dgpm_portfolio *p[2];
	const struct dgpm_node *data;
	const struct diff_fields *fields;
	struct diff_cards cards[2];
	struct diff_changes changes;
	struct diff_moneys moneys;
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

	diff_cards_read(&r->cards[side], r->arena, diags, r->p[side], r->how->threads, r->fields, against,
			&r->out->cards[side]);
	tell(r, side, diags);
}

static void read_rows(struct run *r, struct diff_rows *rows, unsigned side, const int *years)
{
	struct dgpm_diags *diags = dgpm_diags_new(r->arena);

	diff_rows_read(rows, r->p[side], diags, r->how->threads, side, years, &r->out->ledgers[side]);
	tell(r, side, diags);
}

static struct diff_walk walk_of(struct run *r, const char *project_id, const char *document)
{
	return (struct diff_walk){ .keep = r->arena, .scratch = r->scratch, .fields = r->fields, .to = &r->changes,
				   .project_id = project_id, .document = document };
}

static void add_changes(struct run *r, const struct diff_changes *changes)
{
	DGPM_ROOM(r->arena, r->changes.items, r->changes.n, r->changes.cap, changes->n);
	if (changes->n != 0)
		memcpy(&r->changes.items[r->changes.n], changes->items, changes->n * sizeof *changes->items);
	r->changes.n += changes->n;
}

static void whole_card(struct run *r, const struct diff_card *card, bool added)
{
	struct diff_walk w = walk_of(r, card->id, NULL);
	const struct dgpm_node *root = diff_unpack(r->scratch, &card->packed);

	diff_whole(&w, added ? NULL : root, added ? root : NULL);
	dgpm_arena_reset(r->scratch);
}

/* Cards of both sides, both by ID. */
static void compare_cards(struct run *r)
{
	const struct diff_cards *a = &r->cards[0], *b = &r->cards[1];

	for (size_t i = 0, j = 0; i < a->n || j < b->n;) {
		int c = i == a->n ? 1 : j == b->n ? -1 : strcmp(a->items[i].id, b->items[j].id);

		if (c == 0)
			add_changes(r, &b->items[j].changes);
		else
			whole_card(r, c < 0 ? &a->items[i] : &b->items[j], c > 0);
		i += c <= 0;
		j += c >= 0;
	}
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

	for (size_t i = 0, j = 0; i < n_a || j < n_b;) {
		int c = i == n_a ? 1 : j == n_b ? -1 : strcmp(a[i].name, b[j].name);
		struct diff_walk w = walk_of(r, "", c <= 0 ? a[i].name : b[j].name);

		if (c == 0)
			diff_trees(&w, a[i].root, b[j].root);
		else
			diff_whole(&w, c < 0 ? a[i].root : NULL, c > 0 ? b[j].root : NULL);
		dgpm_arena_reset(r->scratch);
		i += c <= 0;
		j += c >= 0;
	}
}

static void compare_money(struct run *r)
{
	const int *years = r->how->mode == DGPM_DIFF_TREES ? NULL : r->how->fiscal_year;
	struct diff_money_in in = { .how = r->how, .arena = r->arena, .diags = r->diags, .data = r->data,
				    .organizations = r->out->organizations,
				    .cards = { &r->cards[0], &r->cards[r->p[1] != NULL] } };
	struct diff_rows *rows = diff_rows_new(r->arena, r->how->threads);

	read_rows(r, rows, 0, years);
	if (r->p[1] != NULL)
		read_rows(r, rows, 1, years);
	diff_rows_seal(rows, r->arena, r->out->organizations);
	in.rows = rows;
	diff_money(&r->moneys, r->out, &in);
}

static int cmp_changes(const void *pa, const void *pb)
{
	const struct dgpm_diff_change *a = pa, *b = pb;
	int c = strcmp(a->project_id, b->project_id);

	if (c == 0)
		c = strcmp(a->document != NULL ? a->document : "", b->document != NULL ? b->document : "");
	if (c == 0)
		c = strcmp(a->field, b->field);
	if (c == 0)
		c = (a->before == NULL) - (b->before == NULL);
	return c;
}

/* Items known by all they are have one field: their values put them into order. */
static void sort_changes(struct run *r)
{
	struct diff_changes *c = &r->changes;
	size_t end;

	dgpm_sort(c->items, c->n, sizeof *c->items, cmp_changes);
	for (size_t i = 0; i < c->n; i = end) {
		for (end = i + 1; end < c->n && cmp_changes(&c->items[i], &c->items[end]) == 0;)
			end++;
		for (size_t k = i + 1; k < end; k++)
			for (size_t m = k; m > i; m--) {
				struct dgpm_diff_change *x = &c->items[m - 1], *y = &c->items[m], t;
				const struct dgpm_node *vx = x->before != NULL ? x->before : x->after;
				const struct dgpm_node *vy = y->before != NULL ? y->before : y->after;

				if (dgpm_str_cmp(diff_canon(r->scratch, vx), diff_canon(r->scratch, vy)) <= 0)
					break;
				t = *x;
				*x = *y;
				*y = t;
			}
		dgpm_arena_reset(r->scratch);
	}
}

static const struct diff_card *card_of(const struct run *r, const char *id, bool in[2])
{
	const struct diff_card *a = diff_card_find(&r->cards[0], id);
	const struct diff_card *b = r->p[1] != NULL ? diff_card_find(&r->cards[1], id) : a;

	in[0] = a != NULL;
	in[1] = b != NULL;
	return b != NULL ? b : a;
}

/* What money moved within a year and stage does not count. */
static dgpm_yen weight_of(const struct dgpm_diff_money *money, size_t n)
{
	wide sum = 0, change = 0;

	for (size_t i = 0; i < n; i++) {
		change += (wide)money[i].yen[1] - money[i].yen[0];
		if (i + 1 < n && money[i].fiscal_year[0] == money[i + 1].fiscal_year[0] &&
		    money[i].stage[0] == money[i + 1].stage[0])
			continue;
		sum += change < 0 ? -change : change;
		change = 0;
	}
	return sum > INT64_MAX ? INT64_MAX : (dgpm_yen)sum;
}

/* The projects that the changes speak of, each with its own. */
static void gather_projects(struct run *r)
{
	struct dgpm_diff *d = r->out;
	struct dgpm_diff_project *items = NULL;
	size_t n = 0, cap = 0, i = 0, j = 0;

	while (i < d->n_changes && *d->changes[i].project_id == '\0')
		i++;
	while (i < d->n_changes || j < d->n_money) {
		struct dgpm_diff_project *p = DGPM_PUSH(r->arena, items, n, cap);
		const struct diff_card *card;

		*p = (struct dgpm_diff_project){ .change = i, .money = j };
		if (j == d->n_money ||
		    (i < d->n_changes && strcmp(d->changes[i].project_id, d->money[j].project_id) <= 0))
			p->id = d->changes[i].project_id;
		else
			p->id = d->money[j].project_id;
		while (i < d->n_changes && strcmp(d->changes[i].project_id, p->id) == 0)
			i++;
		while (j < d->n_money && strcmp(d->money[j].project_id, p->id) == 0)
			j++;
		p->n_changes = i - p->change;
		p->n_money = j - p->money;
		p->weight = weight_of(&d->money[p->money], p->n_money);
		card = card_of(r, p->id, p->in);
		if (card != NULL) {
			p->name = card->name;
			p->organization = dgpm_organization_code(d->organizations, card->organization);
			p->building = card->building;
		}
	}
	d->projects = items;
	d->n_projects = n;
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
		if (d->n_projects != 0 && bsearch(cards->items[i].id, d->projects, d->n_projects,
						  sizeof *d->projects, cmp_project_id) != NULL)
			continue;
		d->n_unchanged++;
		d->n_unchanged_building += cards->items[i].building;
	}
}

static void stages(struct run *r)
{
	struct diff_stage_in in = { .how = r->how, .arena = r->arena, .scratch = r->scratch, .diags = r->diags,
				    .data = r->data, .fields = r->fields, .portfolio = r->p[0],
				    .changes = &r->changes, .moneys = &r->moneys, .diff = r->out };

	for (size_t i = 0; i < r->cards[0].n; i++) {
		if (r->how->mode == DGPM_DIFF_STAGES)
			diff_stage_of_card(&in, &r->cards[0].items[i]);
		else
			diff_years_of_card(&in, &r->cards[0].items[i]);
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

		if (d->severity >= DGPM_NOTE && d->severity <= DGPM_ERROR && d->stage != NULL)
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
	read_cards(&r, 0, NULL);
	if (b != NULL) {
		read_cards(&r, 1, &r.cards[0]);
		compare_cards(&r);
		compare_documents(&r);
	}
	compare_money(&r);
	if (b == NULL)
		stages(&r);
	else if (how->findings)
		compare_findings(&r);
	sort_changes(&r);
	r.out->changes = r.changes.items;
	r.out->n_changes = r.changes.n;
	r.out->money = r.moneys.items;
	r.out->n_money = r.moneys.n;
	gather_projects(&r);
	count_unchanged(&r);
	dgpm_arena_free(r.scratch);
	*out = r.out;
	return 0;
}

bool dgpm_diff_is_empty(const struct dgpm_diff *d)
{
	return d->n_changes == 0 && d->n_money == 0;
}
