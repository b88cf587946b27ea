/* One more review on a card. */
#include "base/i18n.h"
#include "diff/snapshot.h"
#include "doc/build.h"
#include "io/out.h"
#include "io/read.h"
#include "record/parts.h"
#include "review/review.h"

#include <stdlib.h>

#define CARD_LIMIT ((size_t)16 << 20)

struct run {
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	struct dgpm_portfolio *p;
	const struct dgpm_record_how *how;
	const struct dgpm_reviewed *reviewed;
	int fiscal_year;
	const char *date;
	struct dgpm_str text;
	const struct dgpm_node *card;
	struct dgpm_record *out;
};

static int refuse(const struct run *r, enum dgpm_msg msg, const struct dgpm_node *at, const char *detail)
{
	struct dgpm_loc loc = { .path = r->out->path,
				.line = at != NULL ? at->line : 0,
				.column = at != NULL ? at->column : 0 };

	dgpm_diag_add(r->diags, msg, loc, detail);
	return -1;
}

/* What the review finds on the card; what could not be read of it ends the run. */
static int look(struct run *r)
{
	struct dgpm_review_how how = { .stage = r->how->stage, .fiscal_year = r->how->fiscal_year,
				       .date = r->how->date, .today = r->how->today, .threads = r->how->threads };
	struct dgpm_diags *all = dgpm_diags_new(r->arena);
	struct dgpm_review *review;
	char date[11];

	if (dgpm_review(&review, r->arena, all, r->p, &how) != 0) {
		dgpm_diags_merge(r->diags, all);
		return -1;
	}
	for (size_t i = 0; i < review->n_projects; i++)
		if (strcmp(review->projects[i].id, r->how->id) == 0)
			r->reviewed = &review->projects[i];
	r->fiscal_year = review->fiscal_year;
	r->date = dgpm_arena_strdup(r->arena, dgpm_date_format(date, review->date));
	dgpm_review_close(review);
	for (size_t i = 0; i < dgpm_diags_count(all); i++) {
		const struct dgpm_diag *d = dgpm_diags_at(all, i);

		if (d->severity == DGPM_FATAL && (r->reviewed == NULL || d->at.path == NULL ||
						  strcmp(d->at.path, r->reviewed->path) == 0))
			dgpm_diag_push(r->diags, d);
	}
	if (r->reviewed == NULL) {
		dgpm_diag_add(r->diags, DGPM_MSG_REC_04, (struct dgpm_loc){ 0 }, r->how->id);
		return -1;
	}
	r->out->path = r->reviewed->path;
	r->out->n_errors = r->reviewed->errors;
	r->out->n_warnings = r->reviewed->warnings;
	return 0;
}

static int read_card(struct run *r)
{
	static const struct dgpm_doc_limits limits = { .bytes = CARD_LIMIT, .depth = 100, .expanded = 100000 };

	if (dgpm_file_read(&r->text, r->arena, r->diags, r->out->path, dgpm_portfolio_root(r->p), r->out->path,
			   CARD_LIMIT) != 0)
		return -1;
	return dgpm_doc_parse(&r->card, r->arena, r->diags, r->out->path, r->text, &limits);
}

/* The same review twice, and a result that what was found speaks against. */
static int check(const struct run *r)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(r->card, "reviews", &items);
	int64_t fy;

	for (uint32_t i = 0; i < n; i++)
		if (dgpm_node_text_is(&items[i], "stage", r->how->stage) &&
		    dgpm_node_text_is(&items[i], "date", r->date) &&
		    dgpm_node_int(dgpm_node_get(&items[i], "fiscal_year"), &fy) && fy == r->fiscal_year)
			return refuse(r, DGPM_MSG_REC_01, &items[i], r->date);
	/* A condition is what has to be mended: it says so in a finding. */
	if (r->reviewed->errors != 0 && r->how->reason == NULL &&
	    (strcmp(r->how->result, "approved") == 0 ||
	     (strcmp(r->how->result, "conditional") == 0 && r->how->n_findings == 0))) {
		dgpm_diag_addf(r->diags, DGPM_MSG_REC_02, (struct dgpm_loc){ .path = r->out->path }, r->how->result,
			       P_("%zu error is open", "%zu errors are open", r->reviewed->errors),
			       r->reviewed->errors);
		return -1;
	}
	return 0;
}

/* The highest number of the IDs F1, F2 ... on the card. */
static unsigned last_finding(const struct dgpm_node *card)
{
	const struct dgpm_node *items = NULL, *findings;
	uint32_t n = dgpm_node_items(card, "reviews", &items), m;
	unsigned last = 0;

	for (uint32_t i = 0; i < n; i++) {
		findings = NULL;
		m = dgpm_node_items(&items[i], "findings", &findings);
		for (uint32_t k = 0; k < m; k++) {
			const char *id = dgpm_node_cstr(dgpm_node_get(&findings[k], "id"));
			unsigned long number = id != NULL && *id == 'F' ? strtoul(id + 1, NULL, 10) : 0;

			last = number > last && number < UINT32_MAX ? (unsigned)number : last;
		}
	}
	return last;
}

static void add_findings(const struct run *r, struct build_map *review)
{
	struct dgpm_node *items = dgpm_arena_array(r->arena, r->how->n_findings, sizeof *items);
	unsigned last = last_finding(r->card);

	for (size_t i = 0; i < r->how->n_findings; i++) {
		struct build_map m = build_map_new(r->arena, 4);

		build_text(&m, "id", dgpm_arena_printf(r->arena, "F%u", last + 1 + (unsigned)i));
		build_text(&m, "text", r->how->findings[i].text);
		build_text(&m, "due", r->how->findings[i].due);
		build_text(&m, "status", "open");
		items[i] = build_done(&m);
	}
	if (r->how->n_findings != 0)
		build_list(review, "findings", items, (uint32_t)r->how->n_findings);
}

/* The findings of earlier reviews as they are, and those of this one, which are open. */
static void add_states(const struct run *r, struct build_map *snapshot, const struct dgpm_node *earlier)
{
	uint32_t n = earlier != NULL ? earlier->n : 0, all = n + (uint32_t)r->how->n_findings;
	struct dgpm_node *items = dgpm_arena_array(r->arena, all, sizeof *items);
	unsigned last = last_finding(r->card);

	for (uint32_t i = 0; i < all; i++) {
		struct build_map m = build_map_new(r->arena, 2);

		if (i < n) {
			items[i] = earlier->items[i];
			continue;
		}
		build_text(&m, "id", dgpm_arena_printf(r->arena, "F%u", last + 1 + i - n));
		build_text(&m, "status", "open");
		items[i] = build_done(&m);
	}
	if (all != 0)
		build_list(snapshot, "findings", items, all);
}

/* The amounts of the year by stage; one that does not fit is left out. */
static void add_ledger(const struct run *r, struct build_map *snapshot)
{
	struct dgpm_diags *ignored = dgpm_diags_new(r->arena); /* the review told */
	struct dgpm_ledgers_stats stats;
	const struct dgpm_totals *totals = dgpm_portfolio_totals(r->p, ignored, r->how->threads, &stats);
	size_t n;
	const struct dgpm_total *t = dgpm_totals_of(totals, r->arena, dgpm_str_of(r->how->id), &n);
	struct dgpm_node *items = dgpm_arena_array(r->arena, DGPM_N_LEDGER_STAGES, sizeof *items);
	uint32_t kept = 0;

	for (unsigned s = 0; s < DGPM_N_LEDGER_STAGES; s++) {
		struct dgpm_sum sum = dgpm_totals_sum(t, n, r->fiscal_year, 1u << s, DGPM_ANY_EXPENSE);
		struct build_map m;

		if (!sum.any || sum.broken)
			continue;
		m = build_map_new(r->arena, 2);
		build_text(&m, "stage", dgpm_ledger_stage_name(s));
		build_int(&m, "amount_yen", sum.yen);
		items[kept++] = build_done(&m);
	}
	if (kept != 0)
		build_list(snapshot, "ledger", items, kept);
}

static int make_review(const struct run *r, struct dgpm_node *out)
{
	const struct dgpm_node *data = dgpm_data_doc(dgpm_portfolio_data(r->p), r->diags, "diff.yaml");
	struct build_map review = build_map_new(r->arena, 8), snapshot = build_map_new(r->arena, 20);
	struct dgpm_node kept;

	if (data == NULL)
		return -1;
	kept = dgpm_snapshot(r->arena, data, r->card);
	for (uint32_t i = 0; i < kept.n; i++)
		if (strcmp(kept.pairs[i].key.text, "findings") != 0)
			build_node(&snapshot, kept.pairs[i].key.text, &kept.pairs[i].value);
	add_states(r, &snapshot, dgpm_node_get(&kept, "findings"));
	add_ledger(r, &snapshot);
	build_text(&review, "stage", r->how->stage);
	build_int(&review, "fiscal_year", r->fiscal_year);
	build_text(&review, "date", r->date);
	build_text(&review, "result", r->how->result);
	build_text(&review, "reason", r->how->reason);
	add_findings(r, &review);
	build_sub(&review, "snapshot", &snapshot);
	*out = build_done(&review);
	return 0;
}

static void put_spaces(struct dgpm_buf *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		dgpm_buf_char(b, ' ');
}

/* A part of the review: behind its key where it fits on the line, else below it. */
static void put_part(struct dgpm_buf *b, const struct dgpm_node *value, size_t indent, const char *eol)
{
	struct dgpm_buf text = { .arena = b->arena };

	record_put_block(&text, value, indent, eol);
	if (value->kind >= DGPM_LIST && text.s[0] != '{' && text.s[0] != '[') {
		dgpm_buf_add(b, eol);
		put_spaces(b, indent);
	} else {
		dgpm_buf_char(b, ' ');
	}
	dgpm_buf_str(b, (struct dgpm_str){ text.s, text.n });
	dgpm_buf_add(b, eol);
}

/* Each key of the review on a line of its own, and each of its snapshot. */
static void put_item(struct dgpm_buf *b, const struct dgpm_node *review, size_t indent, const char *eol)
{
	for (uint32_t i = 0; i < review->n; i++) {
		const struct dgpm_node *value = &review->pairs[i].value;

		put_spaces(b, indent);
		dgpm_buf_addf(b, "%s%s:", i == 0 ? "- " : "  ", review->pairs[i].key.text);
		if (value->kind < DGPM_LIST) {
			put_part(b, value, indent + 4, eol);
			continue;
		}
		dgpm_buf_add(b, eol);
		for (uint32_t k = 0; k < value->n; k++) {
			put_spaces(b, indent + 4);
			if (value->kind == DGPM_MAP)
				dgpm_buf_addf(b, "%s:", value->pairs[k].key.text);
			else
				dgpm_buf_char(b, '-');
			put_part(b, value->kind == DGPM_MAP ? &value->pairs[k].value : &value->items[k], indent + 6,
				 eol);
		}
	}
}

static struct dgpm_str with_review(const struct run *r, const struct record_place *place,
				   const struct dgpm_node *review)
{
	struct dgpm_buf b = { .arena = r->arena };

	dgpm_buf_str(&b, (struct dgpm_str){ r->text.s, place->at });
	if (place->flow) {
		dgpm_buf_add(&b, place->has_list && place->first ? "" : ", ");
		dgpm_buf_add(&b, place->has_list ? "" : "\"reviews\": [");
		record_put_json(&b, review);
		dgpm_buf_add(&b, place->has_list ? "" : "]");
	} else {
		if (place->at != 0 && r->text.s[place->at - 1] != '\n')
			dgpm_buf_add(&b, place->eol);
		if (!place->has_list) {
			for (size_t i = 0; i < place->indent; i++)
				dgpm_buf_char(&b, ' ');
			dgpm_buf_addf(&b, "reviews:%s", place->eol);
		}
		put_item(&b, review, place->has_list ? place->indent : place->indent + 2, place->eol);
	}
	dgpm_buf_str(&b, (struct dgpm_str){ r->text.s + place->at, r->text.n - place->at });
	return (struct dgpm_str){ b.s, b.n };
}

/* The card as it was, and the review as its last. */
static bool is_as_meant(const struct dgpm_node *before, const struct dgpm_node *after, const struct dgpm_node *review)
{
	const struct dgpm_node *was = NULL, *is = NULL;
	uint32_t n = dgpm_node_items(before, "reviews", &was), m = dgpm_node_items(after, "reviews", &is);
	uint32_t extra = dgpm_node_get(before, "reviews") == NULL;
	bool good = m == n + 1 && dgpm_node_same(&is[n], review) && after->n == before->n + extra;

	for (uint32_t i = 0; good && i < n; i++)
		good = dgpm_node_same(&was[i], &is[i]);
	for (uint32_t i = 0; good && i < before->n; i++)
		good = dgpm_str_is(dgpm_node_str(&before->pairs[i].key), "reviews") ||
		       dgpm_node_same(&before->pairs[i].value, &after->pairs[i].value);
	return good;
}

/* What comes out is read again: nothing but one review may be new, and the card must hold to its schema. */
static int prove(const struct run *r, const struct dgpm_node *review)
{
	static const struct dgpm_doc_limits limits = { .bytes = CARD_LIMIT * 2, .depth = 100, .expanded = 100000 };
	struct dgpm_diags *faults = dgpm_diags_new(r->arena);
	const struct dgpm_schema *schema = dgpm_data_schema(dgpm_portfolio_data(r->p), r->diags, "card");
	struct dgpm_schema_run *run;
	const struct dgpm_node *doc;
	size_t n;

	if (schema == NULL)
		return -1;
	if (dgpm_doc_parse(&doc, r->arena, faults, r->out->path, r->out->after, &limits) != 0 ||
	    !is_as_meant(r->card, doc, review))
		return refuse(r, DGPM_MSG_REC_03, dgpm_node_get(r->card, "reviews"), NULL);
	run = dgpm_schema_run_new(r->arena);
	n = dgpm_schema_check(run, schema, doc, r->out->path, DGPM_FATAL, r->diags);
	dgpm_schema_run_free(run);
	return n == 0 ? 0 : -1;
}

int dgpm_record(struct dgpm_record **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p,
		const struct dgpm_record_how *how)
{
	struct run r = { .arena = arena, .diags = diags, .p = p, .how = how };
	struct record_place place;
	struct dgpm_node review;

	*out = NULL;
	r.out = dgpm_arena_array(arena, 1, sizeof *r.out);
	if (look(&r) != 0 || read_card(&r) != 0 || check(&r) != 0 || make_review(&r, &review) != 0)
		return -1;
	if (!record_find(&place, r.text))
		return refuse(&r, DGPM_MSG_REC_03, dgpm_node_get(r.card, "reviews"), NULL);
	r.out->before = r.text;
	r.out->after = with_review(&r, &place, &review);
	if (prove(&r, &review) != 0)
		return -1;
	r.out->patch = record_patch(arena, r.out->path, r.out->before, r.out->after);
	*out = r.out;
	return 0;
}

int dgpm_record_write(const struct dgpm_record *r, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      const struct dgpm_portfolio *p)
{
	const char *path = dgpm_arena_printf(arena, "%s/%s", dgpm_portfolio_dir(p), r->path);
	struct dgpm_str now;
	struct dgpm_out *out;

	if (dgpm_file_read(&now, arena, diags, r->path, dgpm_portfolio_root(p), r->path, CARD_LIMIT) != 0)
		return -1;
	if (!dgpm_str_eq(now, r->before)) {
		dgpm_diag_add(diags, DGPM_MSG_REC_05, (struct dgpm_loc){ .path = r->path }, NULL);
		return -1;
	}
	if (dgpm_out_open(&out, arena, diags, path, NULL) != 0)
		return -1;
	dgpm_out_str(out, r->after);
	return dgpm_out_close(out, diags);
}
