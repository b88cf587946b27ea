/* Why money changed: what one figure lost and another one won is one move, and a line of a card says so, or nobody. */
#include "diff/parts.h"

#define MOST_PARTS 16   /* reasons for which one figure changes; what is left goes into the last */
#define MOST_MATCHED 512 /* figures of a family in one year and stage that are held against each other one by one */

struct part {
	wide change;
	uint8_t cause;
	struct dgpm_diff_because because;
};

struct figure {
	const struct diff_pair *pair;
	wide left; /* of the change, still without a cause */
	struct part parts[MOST_PARTS];
	uint16_t n_parts;
};

/* A project of the family, and its card: of B, else of A. */
struct member {
	uint32_t project;
	const struct diff_card *card;
	uint8_t side;
	const struct dgpm_node *root; /* unpacked when it is first asked for */
};

struct family {
	const struct diff_money_in *in;
	struct dgpm_arena *scratch;
	struct figure *figures;
	size_t n;
	struct member *members;
	size_t n_members;
	int year;            /* of the later side */
	const char *bulk[8]; /* organizations that request for others */
	size_t n_bulk;
};

static struct member *member_of(const struct family *f, const struct figure *x)
{
	for (size_t i = 0; i < f->n_members; i++)
		if (f->members[i].project == x->pair->project)
			return &f->members[i];
	return NULL;
}

static const struct dgpm_node *root_of(const struct family *f, struct member *m)
{
	if (m->root == NULL && m->card != NULL)
		m->root = diff_unpack(f->scratch, &m->card->packed);
	return m->root;
}

static bool give(struct dgpm_diff_because *out, const struct member *m, const struct dgpm_node *node, const char *key)
{
	if (node == NULL)
		return false;
	*out = (struct dgpm_diff_because){ .path = m->card->path, .key = key, .line = node->line, .side = m->side };
	return true;
}

static bool year_is(const struct dgpm_node *item, int year)
{
	int64_t fy;

	return dgpm_node_int(dgpm_node_get(item, "fiscal_year"), &fy) && fy == year;
}

/* The item of a list that is of the year. */
static const struct dgpm_node *item_of_year(const struct family *f, struct member *m, const char *list, int year)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(root_of(f, m), list, &items);

	for (uint32_t i = 0; i < n; i++)
		if (year_is(&items[i], year))
			return &items[i];
	return NULL;
}

static const char *code(const struct family *f, const char *text)
{
	return text != NULL ? dgpm_organization_code(f->in->organizations, text) : "";
}

static bool in_bulk(const struct family *f, const char *organization)
{
	for (size_t i = 0; i < f->n_bulk; i++)
		if (strcmp(f->bulk[i], organization) == 0)
			return true;
	return false;
}

/* A transfer of the year between the two; else that the project is part of the consolidated appropriation. */
static void why_moved(const struct family *f, struct member *m, const char *from, const char *to,
		      struct dgpm_diff_because *out)
{
	const struct dgpm_node *items = NULL, *root = root_of(f, m), *consolidated;
	uint32_t n = dgpm_node_items(root, "transfers", &items);

	for (uint32_t i = 0; i < n; i++)
		if (year_is(&items[i], f->year) &&
		    strcmp(code(f, dgpm_node_cstr(dgpm_node_get(&items[i], "from"))), from) == 0 &&
		    strcmp(code(f, dgpm_node_cstr(dgpm_node_get(&items[i], "to"))), to) == 0 &&
		    give(out, m, &items[i], "transfers"))
			return;
	consolidated = dgpm_node_get(root, "consolidated");
	if (dgpm_node_true(consolidated) && in_bulk(f, to))
		(void)give(out, m, consolidated, "consolidated");
}

static bool is_later(const struct dgpm_node *map, int year)
{
	struct dgpm_date date;

	return dgpm_node_date(map, "date", &date) && dgpm_date_fiscal_year(date) > year;
}

static bool span_is(const struct family *f, struct member *m, const char *key, int year)
{
	int64_t fy;

	return dgpm_node_int(dgpm_node_at(root_of(f, m), key), &fy) && fy == year;
}

static void why_added(const struct family *f, struct member *m, const struct figure *x, struct dgpm_diff_because *out)
{
	const struct dgpm_node *root = root_of(f, m);
	const struct diff_cards *before = f->in->cards[0];

	if (f->in->how->mode == DGPM_DIFF_TREES && before != f->in->cards[1] &&
	    diff_card_find(before, m->card->id) == NULL && give(out, m, dgpm_node_get(root, "id"), "id"))
		return;
	if (span_is(f, m, "span.from", f->year) && give(out, m, dgpm_node_at(root, "span.from"), "span"))
		return;
	if (x->pair->stage[1] == DGPM_LS_SUPPLEMENTARY && dgpm_node_get(root, "budget_origin") != NULL &&
	    !dgpm_node_text_is(root, "budget_origin", "regular"))
		(void)give(out, m, dgpm_node_get(root, "budget_origin"), "budget_origin");
}

/* The decision to stop, the review that said no, the end of the span. */
static void why_less(const struct family *f, struct member *m, bool ended, struct dgpm_diff_because *out)
{
	const struct dgpm_node *root = root_of(f, m), *decision = dgpm_node_get(root, "decision"), *items = NULL;
	uint32_t n = dgpm_node_items(root, "reviews", &items);
	int64_t to;

	if (decision != NULL && !is_later(decision, f->year) && !dgpm_node_text_is(decision, "kind", "continue") &&
	    give(out, m, decision, "decision"))
		return;
	for (uint32_t i = n; i > 0; i--)
		if (year_is(&items[i - 1], f->year) &&
		    (dgpm_node_text_is(&items[i - 1], "result", "rejected") ||
		     dgpm_node_text_is(&items[i - 1], "result", "withdrawn")) &&
		    give(out, m, &items[i - 1], "reviews"))
			return;
	if (ended && dgpm_node_int(dgpm_node_at(root, "span.to"), &to) && to < f->year &&
	    give(out, m, dgpm_node_at(root, "span.to"), "span"))
		return;
	if (ended && dgpm_node_text_is(root, "phase", "retirement"))
		(void)give(out, m, dgpm_node_get(root, "phase"), "phase");
}

/* A transfer to or from an organization that the ledger does not have; one that explained a move explains no more. */
static bool why_transferred(const struct family *f, struct member *m, const struct figure *x, bool more,
			    struct dgpm_diff_because *out)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(root_of(f, m), "transfers", &items);
	const char *own = diff_rows_organization(f->in->rows, x->pair->organization);

	for (uint32_t i = 0; i < n; i++) {
		bool used = false;

		for (uint16_t k = 0; k < x->n_parts; k++)
			used |= x->parts[k].because.path == m->card->path && x->parts[k].because.line == items[i].line;
		if (!used && year_is(&items[i], f->year) &&
		    strcmp(code(f, dgpm_node_cstr(dgpm_node_get(&items[i], more ? "to" : "from"))), own) == 0)
			return give(out, m, &items[i], "transfers");
	}
	return false;
}

static void why_changed(const struct family *f, struct member *m, const struct figure *x, bool more,
			struct dgpm_diff_because *out)
{
	const struct dgpm_node *reason = dgpm_node_at(root_of(f, m), "estimates.increase_reason");

	if (why_transferred(f, m, x, more, out))
		return;
	if (more && reason != NULL && x->pair->stage[1] == DGPM_LS_REQUEST) {
		(void)give(out, m, reason, "estimates.increase_reason");
		return;
	}
	if (!more && x->pair->expense != DGPM_EXPENSE_DEVELOPMENT &&
	    give(out, m, item_of_year(f, m, "reductions", f->year), "reductions"))
		return;
	if (!more)
		why_less(f, m, false, out);
}

static void add_part(struct figure *x, wide change, uint8_t cause, const struct dgpm_diff_because *because)
{
	x->left -= change;
	for (uint16_t i = 0; i < x->n_parts; i++) {
		struct part *p = &x->parts[i];

		if (p->cause == cause && p->because.path == because->path && p->because.line == because->line) {
			p->change += change;
			return;
		}
	}
	if (x->n_parts == MOST_PARTS - 1)
		x->parts[x->n_parts - 1].change += change;
	else
		x->parts[x->n_parts++] = (struct part){ change, cause, *because };
}

/* Take what one lost and the other won for one and the same money. */
static void match(struct figure *a, struct figure *b, uint8_t cause, const struct dgpm_diff_because *because)
{
	wide amount = -a->left < b->left ? -a->left : b->left;

	add_part(a, -amount, cause, because);
	add_part(b, amount, cause, because);
}

enum pass { SAME_MONEY_ELSEWHERE, OTHER_ACCOUNT, NOW_SPLIT, ELSEWHERE, SUCCESSOR, N_PASSES };

static bool replaces(const struct member *y, const struct member *x)
{
	for (uint32_t i = 0; y->card != NULL && x->card != NULL && i < y->card->n_replaces; i++)
		if (strcmp(y->card->replaces[i], x->card->id) == 0)
			return true;
	return false;
}

static uint8_t succession(const struct family *f, const struct member *x, const struct member *y)
{
	size_t successors = 0;

	for (size_t i = 0; i < f->n_members; i++)
		successors += replaces(&f->members[i], x);
	return successors > 1 ? DGPM_CAUSE_SPLIT : y->card->n_replaces > 1 ? DGPM_CAUSE_MERGED : DGPM_CAUSE_RENAMED;
}

/* Whether a loss and a gain are one money by the rule of a pass; then why. */
static bool belong(const struct family *f, enum pass pass, const struct figure *a, const struct figure *b,
		   uint8_t *cause, struct dgpm_diff_because *because)
{
	const struct diff_pair *x = a->pair, *y = b->pair;
	bool same_project = x->project == y->project, elsewhere = x->organization != y->organization;
	bool same_account = x->account == y->account, same_expense = x->expense == y->expense;
	struct member *m = member_of(f, a), *n = member_of(f, b);

	*cause = DGPM_CAUSE_MOVED;
	*because = (struct dgpm_diff_because){ 0 };
	switch (pass) {
	case SAME_MONEY_ELSEWHERE:
		if (!same_project || !elsewhere || !same_account || !same_expense)
			return false;
		break;
	case OTHER_ACCOUNT:
		return same_project && !elsewhere && !same_account && same_expense;
	case NOW_SPLIT:
		/* Told by expense where it was not, or the other way round. */
		*cause = DGPM_CAUSE_RESTATED;
		return same_project && !elsewhere && same_account && !same_expense &&
		       (x->expense == DGPM_EXPENSE_UNSPECIFIED || y->expense == DGPM_EXPENSE_UNSPECIFIED);
	case ELSEWHERE:
		if (!same_project || !elsewhere)
			return false;
		break;
	default:
		if (same_project || !replaces(n, m))
			return false;
		*cause = succession(f, m, n);
		*because = (struct dgpm_diff_because){ .path = n->card->path, .key = "replaces", .side = n->side,
						       .line = n->card->replaces_line };
		return true;
	}
	why_moved(f, m, diff_rows_organization(f->in->rows, x->organization),
		  diff_rows_organization(f->in->rows, y->organization), because);
	return true;
}

static void one_pass(const struct family *f, enum pass pass)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->n && f->figures[i].left < 0; k++) {
			struct dgpm_diff_because because;
			uint8_t cause;

			if (f->figures[k].left > 0 &&
			    belong(f, pass, &f->figures[i], &f->figures[k], &cause, &because))
				match(&f->figures[i], &f->figures[k], cause, &because);
		}
}

/* What no other figure accounts for. */
static void rest(const struct family *f, struct figure *x)
{
	const struct diff_pair *p = x->pair;
	struct member *m = member_of(f, x);
	struct part *part = &x->parts[x->n_parts++];

	*part = (struct part){ .change = x->left, .cause = DGPM_CAUSE_CHANGED };
	/* What was taken over neither began nor ended. */
	if (x->n_parts > 1 && x->parts[0].cause != DGPM_CAUSE_MOVED && x->parts[0].cause != DGPM_CAUSE_RESTATED)
		part->cause = DGPM_CAUSE_CHANGED;
	else if ((p->project_has & 1) == 0)
		part->cause = DGPM_CAUSE_ADDED;
	else if ((p->project_has & 2) == 0)
		part->cause = DGPM_CAUSE_ENDED;
	else if (f->in->how->mode == DGPM_DIFF_TREES && p->has == 3 &&
		 (p->stage[0] == DGPM_LS_EXECUTED || p->stage[0] == DGPM_LS_CARRYOVER_OUT))
		part->cause = DGPM_CAUSE_RESTATED;
	if (m->card != NULL && part->cause == DGPM_CAUSE_ADDED)
		why_added(f, m, x, &part->because);
	else if (m->card != NULL && part->cause == DGPM_CAUSE_ENDED)
		why_less(f, m, true, &part->because);
	if (m->card != NULL && part->because.path == NULL)
		why_changed(f, m, x, x->left > 0, &part->because);
}

static uint8_t kind_of(const struct dgpm_diff_money *row, const struct dgpm_diff_how *how)
{
	if (row->cause == DGPM_CAUSE_MOVED)
		return DGPM_DIFF_MOVED;
	if (!row->known[0] || !row->known[1])
		return row->known[1] ? DGPM_DIFF_ADDED : DGPM_DIFF_REMOVED;
	return how->mode == DGPM_DIFF_STAGES && row->yen[1] > row->yen[0] ? DGPM_DIFF_WORSENED : DGPM_DIFF_CHANGED;
}

/* A row for each reason: the first begins where the figure was, the last ends where it is. */
static void put_rows(const struct family *f, struct diff_moneys *out, const struct figure *x)
{
	const struct diff_pair *p = x->pair;
	const struct diff_rows *rows = f->in->rows;
	wide at = p->yen[0];

	for (uint16_t i = 0; i < x->n_parts; i++) {
		bool first = i == 0, last = i + 1 == x->n_parts;
		wide next = at + x->parts[i].change;
		struct diff_row *to;

		if (!wide_fits(at) || !wide_fits(next)) {
			dgpm_diag_add(f->in->diags, DGPM_MSG_SUM_01, (struct dgpm_loc){ 0 },
				      diff_rows_project(rows, p->project));
			return;
		}
		to = DGPM_PUSH(f->scratch, out->items, out->n, out->cap);
		*to = (struct diff_row){ p->project, p->organization, p->account, { 0 } };
		to->money = (struct dgpm_diff_money){
			.project_id = diff_rows_project(rows, p->project),
			.organization = diff_rows_organization(rows, p->organization),
			.account = diff_rows_account(rows, p->account),
			.fiscal_year = { p->fiscal_year[0], p->fiscal_year[1] },
			.stage = { p->stage[0], p->stage[1] },
			.expense = p->expense,
			.cause = x->parts[i].cause,
			.part = i,
			.known = { !first || (p->has & 1) != 0, !last || (p->has & 2) != 0 },
			.yen = { (dgpm_yen)at, (dgpm_yen)next },
			.because = x->parts[i].because,
		};
		to->money.kind = kind_of(&to->money, f->in->how);
		at = next;
	}
}

static void find_members(struct family *f)
{
	f->members = dgpm_arena_array(f->scratch, f->n, sizeof *f->members);
	for (size_t i = 0; i < f->n; i++) {
		struct member *m;
		const char *id = diff_rows_project(f->in->rows, f->figures[i].pair->project);

		if (f->n_members != 0 && f->members[f->n_members - 1].project == f->figures[i].pair->project)
			continue;
		m = &f->members[f->n_members++];
		*m = (struct member){ .project = f->figures[i].pair->project, .side = 1 };
		m->card = diff_card_find(f->in->cards[1], id);
		if (m->card == NULL || f->in->cards[0] == f->in->cards[1]) {
			m->card = diff_card_find(f->in->cards[0], id);
			m->side = 0;
		}
	}
}

void diff_causes(struct diff_moneys *out, const struct diff_money_in *in, struct dgpm_arena *scratch,
		 const struct diff_pair *pairs, size_t n)
{
	struct family f = { .in = in, .scratch = scratch, .n = n, .year = pairs[0].fiscal_year[1] };
	const struct dgpm_node *bulk = NULL;
	uint32_t n_bulk = dgpm_node_items(in->data, "bulk", &bulk);

	f.figures = dgpm_arena_array(scratch, n, sizeof *f.figures);
	for (uint32_t i = 0; i < n_bulk && f.n_bulk < DGPM_COUNT(f.bulk); i++)
		f.bulk[f.n_bulk++] = dgpm_node_cstr(&bulk[i]);
	for (size_t i = 0; i < n; i++)
		f.figures[i] = (struct figure){ .pair = &pairs[i], .left = pairs[i].yen[1] - pairs[i].yen[0] };
	find_members(&f);
	for (enum pass pass = 0; pass < N_PASSES && n <= MOST_MATCHED; pass++)
		one_pass(&f, pass);
	for (size_t i = 0; i < n; i++) {
		if (f.figures[i].left != 0 || f.figures[i].n_parts == 0)
			rest(&f, &f.figures[i]);
		put_rows(&f, out, &f.figures[i]);
	}
}
