/* Stages and years of one portfolio: by what reviews kept, by dates, by what a card says of a year. */
#include "diff/stage.h"
#include "diff/snapshot.h"
#include "doc/build.h"
#include "rules/facts.h"

static const struct dgpm_node *review_of(const struct diff_stage_in *in, const struct dgpm_node *root, unsigned side)
{
	return dgpm_facts_last_review(root, in->how->stage[side], in->how->fiscal_year[0], in->how->date);
}

static struct diff_walk walk_of(const struct diff_stage_in *in, const struct diff_card *card)
{
	return (struct diff_walk){ .keep = in->scratch, .scratch = in->scratch, .fields = in->fields,
				   .to = in->changes, .project_id = card->id };
}

/* A snapshot without what is no field of the card: money is compared by the ledger. */
static struct dgpm_node without_ledger(struct dgpm_arena *arena, const struct dgpm_node *snapshot)
{
	struct build_map m = build_map_new(arena, snapshot->n);

	for (uint32_t i = 0; i < snapshot->n; i++)
		if (strcmp(snapshot->pairs[i].key.text, "ledger") != 0)
			build_node(&m, snapshot->pairs[i].key.text, &snapshot->pairs[i].value);
	return build_done(&m);
}

/* Where nothing was kept: each date later than the review says that something was gone over, if not what. */
static void by_dates(const struct diff_stage_in *in, const struct diff_card *card, const struct dgpm_node *root,
		     const struct dgpm_node *review)
{
	const struct dgpm_node *fields = NULL;
	uint32_t n = dgpm_node_items(in->data, "dates", &fields);
	struct dgpm_date held, date;

	if (!dgpm_node_date(review, "date", &held))
		return;
	for (uint32_t i = 0; i < n; i++) {
		const char *field = dgpm_node_cstr(&fields[i]);
		const struct dgpm_node *value = field != NULL ? dgpm_node_at(root, field) : NULL;
		struct dgpm_diff_change *c;

		if (value == NULL || !dgpm_date_parse(&date, dgpm_node_str(value)) || dgpm_date_cmp(date, held) <= 0)
			continue;
		c = DGPM_PUSH(in->scratch, in->changes->items, in->changes->n, in->changes->cap);
		*c = (struct dgpm_diff_change){ .project_id = card->id, .field = field, .kind = DGPM_DIFF_REFINED,
						.after = diff_copy(in->scratch, value), .dated = true };
	}
}

/* Findings of the first review: all were open on its day. */
static void answers(const struct diff_stage_in *in, const struct diff_card *card, const struct dgpm_node *review)
{
	const struct dgpm_node *findings = NULL;
	uint32_t n = dgpm_node_items(review, "findings", &findings);

	for (uint32_t i = 0; i < n; i++) {
		const struct dgpm_node *status = dgpm_node_get(&findings[i], "status");
		struct dgpm_diff_change *c;

		if (status == NULL || dgpm_node_text_is(&findings[i], "status", "open"))
			continue;
		c = DGPM_PUSH(in->scratch, in->changes->items, in->changes->n, in->changes->cap);
		*c = (struct dgpm_diff_change){
			.project_id = card->id,
			.field = dgpm_arena_printf(in->scratch, "findings.%s.status",
						   dgpm_arena_str(in->scratch, dgpm_node_str(dgpm_node_get(
										     &findings[i], "id")))
							   .s),
			.kind = DGPM_DIFF_REFINED,
			.after = diff_copy(in->scratch, status),
			.dated = true,
		};
	}
}

void diff_stage_of_card(const struct diff_stage_in *in, const struct diff_card *card)
{
	const struct dgpm_node *root = diff_unpack(in->scratch, &card->packed);
	const struct dgpm_node *first = review_of(in, root, 0), *second = review_of(in, root, 1);
	const struct dgpm_node *before = dgpm_node_get(first, "snapshot"), *after = dgpm_node_get(second, "snapshot");
	struct diff_walk w = walk_of(in, card);
	struct dgpm_node a, b;

	if (first == NULL)
		return;
	if (before == NULL) {
		in->diff->n_no_snapshot++;
		by_dates(in, card, root, first);
		answers(in, card, first);
		return;
	}
	a = without_ledger(in->scratch, before);
	b = after != NULL ? without_ledger(in->scratch, after) : dgpm_snapshot(in->scratch, in->data, root);
	diff_trees(&w, &a, &b);
	diff_unchanged(&w, in->how, &a, &b);
}

/* The class designated by the end of a year: the last designation, of those that are kept. */
static const struct dgpm_node *class_of(const struct dgpm_node *root, int year)
{
	const struct dgpm_node *now = dgpm_node_get(root, "classification"), *items = NULL, *found = NULL;
	uint32_t n = dgpm_node_items(root, "classification.history", &items);
	struct dgpm_date date, last = { 0 };

	for (uint32_t i = 0; i <= n; i++) {
		const struct dgpm_node *x = i < n ? &items[i] : now;

		if (dgpm_node_date(x, "designated", &date) && dgpm_date_fiscal_year(date) <= year &&
		    dgpm_date_cmp(date, last) >= 0) {
			last = date;
			found = dgpm_node_get(x, "class");
		}
	}
	return found;
}

static const struct dgpm_node *value_of(const struct dgpm_node *indicator, const char *list, int year)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(indicator, list, &items);
	int64_t fy;

	for (uint32_t i = 0; i < n; i++)
		if (dgpm_node_int(dgpm_node_get(&items[i], "fiscal_year"), &fy) && fy == year)
			return dgpm_node_get(&items[i], "value");
	return NULL;
}

static struct dgpm_node year_of(struct dgpm_arena *arena, const struct dgpm_node *root, int year)
{
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(root, "indicators", &items);
	struct dgpm_node *views = dgpm_arena_array(arena, n, sizeof *views);
	struct build_map m = build_map_new(arena, 2), class = build_map_new(arena, 1);

	build_node(&class, "class", class_of(root, year));
	build_sub(&m, "classification", &class);
	for (uint32_t i = 0; i < n; i++) {
		struct build_map one = build_map_new(arena, 4);

		build_node(&one, "id", dgpm_node_get(&items[i], "id"));
		build_node(&one, "direction", dgpm_node_get(&items[i], "direction"));
		build_node(&one, "target", value_of(&items[i], "targets", year));
		build_node(&one, "actual", value_of(&items[i], "actuals", year));
		views[i] = build_done(&one);
	}
	build_list(&m, "indicators", views, n);
	return build_done(&m);
}

void diff_years_of_card(const struct diff_stage_in *in, const struct diff_card *card)
{
	const struct dgpm_node *root = diff_unpack(in->scratch, &card->packed);
	struct dgpm_node a = year_of(in->scratch, root, in->how->fiscal_year[0]);
	struct dgpm_node b = year_of(in->scratch, root, in->how->fiscal_year[1]);
	struct diff_walk w = walk_of(in, card);

	diff_trees(&w, &a, &b);
}
