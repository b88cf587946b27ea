/* Facts from the card alone. */
#include "rules/facts_parts.h"
#include "base/text.h"

#define ARTICLES 12 /* サービス設計12箇条: S1 1-1-1 */

/* A year is covered by an amount, not by being named (S1 4-4-1). */
static bool has_cost(const struct dgpm_node *year)
{
	static const char *const keys[] = { "development_yen", "modification_yen", "operation_yen" };

	for (size_t i = 0; i < DGPM_COUNT(keys); i++)
		if (dgpm_node_get(year, keys[i]) != NULL)
			return true;
	return false;
}

static void span_facts(struct build_map *facts, const struct dgpm_card *card)
{
	const struct dgpm_node *years = NULL;
	struct build_map span = build_map_new(facts->arena, 1), life = build_map_new(facts->arena, 1);
	int64_t from, to, covered = 0;
	uint32_t n;

	if (!dgpm_node_int(dgpm_node_at(card->root, "span.from"), &from) ||
	    !dgpm_node_int(dgpm_node_at(card->root, "span.to"), &to) || from > to)
		return;
	build_int(&span, "years", to - from + 1);
	build_sub(facts, "span", &span);
	n = dgpm_node_items(card->root, "lifecycle_cost.years", &years);
	for (int64_t y = from; y <= to; y++)
		for (uint32_t i = 0; i < n; i++) {
			int64_t year;

			if (dgpm_node_int(dgpm_node_get(&years[i], "fiscal_year"), &year) && year == y &&
			    has_cost(&years[i])) {
				covered++;
				break;
			}
		}
	build_int(&life, "missing_years", to - from + 1 - covered);
	build_sub(facts, "lifecycle", &life);
}

static void article_facts(struct build_map *facts, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 2);
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "service_design", &items);
	bool seen[ARTICLES + 1] = { false };
	int64_t answered = 0, unexplained = 0;

	for (uint32_t i = 0; i < n; i++) {
		int64_t article;

		if (!dgpm_node_int(dgpm_node_get(&items[i], "article"), &article) || article < 1 ||
		    article > ARTICLES || dgpm_node_get(&items[i], "status") == NULL)
			continue;
		answered += !seen[article];
		seen[article] = true;
		unexplained += dgpm_node_text_is(&items[i], "status", "not-applicable") &&
			       dgpm_node_str(dgpm_node_get(&items[i], "note")).n == 0;
	}
	build_int(&m, "answered", answered);
	build_int(&m, "unexplained", unexplained);
	build_sub(facts, "articles", &m);
}

static void procedure_facts(struct build_map *facts, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 3);
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "bpr.procedures", &items);
	int64_t online = 0, unused = 0, uncounted = 0;

	for (uint32_t i = 0; i < n; i++) {
		int64_t uses;

		if (!dgpm_node_true(dgpm_node_get(&items[i], "online")))
			continue;
		online++;
		if (!dgpm_node_int(dgpm_node_get(&items[i], "yearly_uses"), &uses))
			uncounted++;
		else
			unused += uses == 0;
	}
	build_int(&m, "online", online);
	build_int(&m, "online_unused", unused);
	build_int(&m, "online_uncounted", uncounted);
	build_sub(facts, "procedures", &m);
}

/* One contractor, however the name was typed: full and half width, capitals, runs of spaces. */
static bool same_contractor(struct dgpm_arena *arena, struct dgpm_str a, struct dgpm_str b)
{
	return dgpm_str_eq(a, b) || dgpm_str_eq(dgpm_text_fold(arena, a), dgpm_text_fold(arena, b));
}

/* The longest run of contracts, in the order of years, that one contractor won as the only bidder (S3 5.1.1 ③). */
static void bid_facts(struct build_map *facts, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 2);
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "procurements", &items), done = 0;
	bool *seen = dgpm_arena_array(facts->arena, n, sizeof *seen);
	int64_t streak = 0, longest = 0;
	struct dgpm_str winner = { 0 }, longest_winner = { 0 };

	if (n == 0)
		return;
	/* Few contracts a card: the next in the order of years is looked for each time. */
	for (; done < n; done++) {
		int64_t first_year = 0, bidders = 0;
		uint32_t next = n;
		struct dgpm_str name;

		for (uint32_t i = 0; i < n; i++) {
			int64_t year = 0;

			(void)dgpm_node_int(dgpm_node_get(&items[i], "fiscal_year"), &year);
			if (!seen[i] && (next == n || year < first_year)) {
				next = i;
				first_year = year;
			}
		}
		seen[next] = true;
		name = dgpm_node_str(dgpm_node_get(&items[next], "awarded_to"));
		if (!dgpm_node_int(dgpm_node_get(&items[next], "bidders"), &bidders) || bidders != 1 ||
		    name.s == NULL) {
			streak = 0;
			continue;
		}
		streak = streak != 0 && same_contractor(facts->arena, name, winner) ? streak + 1 : 1;
		winner = name;
		if (streak > longest) {
			longest = streak;
			longest_winner = name;
		}
	}
	build_int(&m, "single_streak", longest);
	build_text(&m, "contractor", longest_winner.s);
	build_sub(facts, "bids", &m);
}

void facts_of_card(struct build_map *facts, const struct dgpm_card *card)
{
	span_facts(facts, card);
	article_facts(facts, card);
	procedure_facts(facts, card);
	bid_facts(facts, card);
}
