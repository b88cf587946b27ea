/* A review written onto a card: what comes out is the card as it was, and one review more. */
#include "fixture.h"
#include "record/parts.h"

static const struct place_case {
	const char *name, *text; /* `|` stands where the review goes */
	bool good, flow, has_list, first;
} place_cases[] = {
	{ "no list", "id: a\nname: b\n|", true, false, false, true },
	{ "no line end at the end", "id: a|", true, false, false, true },
	{ "a list", "id: a\nreviews:\n  - {stage: request}\n|name: b\n", true, false, true, false },
	{ "a list at the end", "reviews:\n- stage: request\n  date: x\n|", true, false, true, false },
	{ "a flow list", "reviews: [{stage: request}|]\n", true, true, true, false },
	{ "an empty flow list", "reviews: [|]\nid: a\n", true, true, true, true },
	{ "JSON", "{\"id\": \"a\", \"reviews\": [{\"stage\": \"request\"}|]}", true, true, true, false },
	{ "JSON without reviews", "{\"id\": \"a\"|}", true, true, false, true },
	{ "a word in place of the list", "reviews: none\n", false, false, false, false },
};

START_TEST(places)
{
	const struct place_case *c = &place_cases[_i];
	const char *bar = strchr(c->text, '|');
	const char *text = bar == NULL ? c->text :
					 dgpm_arena_printf(a, "%.*s%s", (int)(bar - c->text), c->text, bar + 1);
	struct record_place place;
	bool good = record_find(&place, dgpm_str_of(text));

	ck_assert_msg(good == c->good, "%s", c->name);
	if (!good)
		return;
	ck_assert_msg(bar == NULL || place.at == (size_t)(bar - c->text), "%s: at %zu", c->name, place.at);
	ck_assert_msg(place.flow == c->flow && place.has_list == c->has_list && place.first == c->first,
		      "%s: %d %d %d", c->name, place.flow, place.has_list, place.first);
}
END_TEST

/* Values that another reader may take for something else come back as they were. */
START_TEST(values)
{
	static const char *const texts[] = { "2020-01-01", "yes", "null", "1e3", "0x1f", "~", "", " a ", "- a", "a: b",
					     "#a",
					     "\"", "'", "a\nb", "[", "@a", "テスト", "a\tb", "!x", "*y", "&z", "%p" };
	const struct dgpm_doc_limits limits = DGPM_DOC_LIMITS;

	for (size_t i = 0; i < DGPM_COUNT(texts); i++) {
		struct dgpm_node value = { .kind = DGPM_STRING, .text = texts[i], .n = (uint32_t)strlen(texts[i]) };
		struct dgpm_pair pair = { .key = { .kind = DGPM_STRING, .text = "k", .n = 1 }, .value = value };
		struct dgpm_node map = { .kind = DGPM_MAP, .pairs = &pair, .n = 1 };
		const struct dgpm_node *again;

		for (unsigned json = 0; json < 2; json++) {
			struct dgpm_buf b = { .arena = a };

			if (json != 0)
				record_put_json(&b, &map);
			else
				record_put_block(&b, &map, 0, "\n");
			ck_assert_msg(dgpm_doc_parse(&again, a, d, "v", (struct dgpm_str){ b.s, b.n }, &limits) == 0,
				      "%s", dgpm_buf_text(&b));
			again = dgpm_node_get(again, "k");
			ck_assert_msg(again != NULL && again->kind == DGPM_STRING, "%s", dgpm_buf_text(&b));
			ck_assert_str_eq(dgpm_node_cstr(again), texts[i]);
		}
	}
}
END_TEST

/* Every card of the sample. dgpm_record() itself reads what it made, and refuses what is not the card and a review. */
START_TEST(sample)
{
	static const struct dgpm_date date = { 2021, 12, 28 };
	struct dgpm_cards_stats stats;
	struct dgpm_portfolio *p = fixture_portfolio("examples/sample");
	const struct dgpm_entry *entries;
	size_t n;

	dgpm_portfolio_cards(p, d, 1, NULL, NULL, &stats);
	entries = dgpm_portfolio_entries(p, &n);
	ck_assert_uint_gt(n, 20);
	for (size_t i = 0; i < n; i += 5) {
		struct dgpm_record_finding finding = { "指摘: \"引用\" と # 記号", "2022-03-31" };
		struct dgpm_record_how how = { .id = entries[i].id, .stage = "request", .result = "conditional",
					       .reason = "条件は指摘のとおり", .fiscal_year = 2022, .date = date,
					       .today = date, .findings = &finding, .n_findings = 1, .threads = 1 };
		struct dgpm_record *r;
		size_t same = 0, tail = 0;

		ck_assert_msg(dgpm_record(&r, a, d, p, &how) == 0, "%s: %s", entries[i].id, unit_diags(a, d));
		/* Nothing but one piece was put in. */
		while (same < r->before.n && r->before.s[same] == r->after.s[same])
			same++;
		while (tail < r->before.n - same &&
		       r->before.s[r->before.n - 1 - tail] == r->after.s[r->after.n - 1 - tail])
			tail++;
		ck_assert_uint_eq(same + tail, r->before.n);
		ck_assert_uint_gt(r->after.n, r->before.n);
		ck_assert_ptr_nonnull(strstr(r->patch, "+++ b/"));
	}
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("record", &tc);

	tcase_add_checked_fixture(tc, fixture_open, fixture_close);
	tcase_add_loop_test(tc, places, 0, DGPM_COUNT(place_cases));
	tcase_add_test(tc, values);
	tcase_add_test(tc, sample);
	return s;
}
