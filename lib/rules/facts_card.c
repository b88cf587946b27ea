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

static void span_facts(struct build_map *facts, struct build_map *lifecycle, const struct dgpm_card *card)
{
	const struct dgpm_node *years = NULL;
	struct build_map span = build_map_new(facts->arena, 1);
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
	build_int(lifecycle, "missing_years", to - from + 1 - covered);
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

/* Online or to be: `true` is the older word for yes. */
static bool goes_online(const struct dgpm_node *procedure)
{
	return dgpm_node_true(dgpm_node_get(procedure, "online")) || dgpm_node_text_is(procedure, "online", "yes") ||
	       dgpm_node_text_is(procedure, "online", "planned");
}

static void procedure_facts(struct build_map *facts, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 3);
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "bpr.procedures", &items);
	int64_t online = 0, unused = 0, uncounted = 0;

	for (uint32_t i = 0; i < n; i++) {
		int64_t uses;

		if (!goes_online(&items[i]))
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

/* A run of contracts that one contractor won, and the longest so far. */
struct streak {
	int64_t n, longest;
	struct dgpm_str winner, longest_winner;
};

static void count_contract(struct streak *s, struct dgpm_arena *arena, struct dgpm_str winner)
{
	if (winner.s == NULL) {
		s->n = 0;
		return;
	}
	s->n = s->n != 0 && same_contractor(arena, winner, s->winner) ? s->n + 1 : 1;
	s->winner = winner;
	if (s->n > s->longest) {
		s->longest = s->n;
		s->longest_winner = winner;
	}
}

/* The next contract in the order of years. Few contracts a card: it is looked for each time. */
static uint32_t next_contract(const struct dgpm_node *items, uint32_t n, const bool *seen)
{
	int64_t first_year = 0;
	uint32_t next = n;

	for (uint32_t i = 0; i < n; i++) {
		int64_t year = 0;

		(void)dgpm_node_int(dgpm_node_get(&items[i], "fiscal_year"), &year);
		if (!seen[i] && (next == n || year < first_year)) {
			next = i;
			first_year = year;
		}
	}
	return next;
}

/* The longest runs of contracts that one contractor won: as the only bidder, and whoever else bid (S3 5.1.1 ③). */
static void bid_facts(struct build_map *facts, const struct dgpm_card *card)
{
	struct build_map m = build_map_new(facts->arena, 4);
	const struct dgpm_node *items = NULL;
	uint32_t n = dgpm_node_items(card->root, "procurements", &items);
	bool *seen = dgpm_arena_array(facts->arena, n, sizeof *seen);
	struct streak single = { 0 }, any = { 0 };

	if (n == 0)
		return;
	for (uint32_t done = 0; done < n; done++) {
		uint32_t next = next_contract(items, n, seen);
		struct dgpm_str winner = dgpm_node_str(dgpm_node_get(&items[next], "awarded_to"));
		int64_t bidders = 0;
		bool alone = dgpm_node_int(dgpm_node_get(&items[next], "bidders"), &bidders) && bidders == 1;

		seen[next] = true;
		count_contract(&any, facts->arena, winner);
		count_contract(&single, facts->arena, alone ? winner : (struct dgpm_str){ NULL, 0 });
	}
	build_int(&m, "single_streak", single.longest);
	build_text(&m, "contractor", single.longest_winner.s);
	build_int(&m, "same_streak", any.longest);
	build_text(&m, "same_contractor", any.longest_winner.s);
	build_sub(facts, "bids", &m);
}

void facts_of_card(struct build_map *facts, struct build_map *lifecycle, const struct dgpm_card *card)
{
	span_facts(facts, lifecycle, card);
	article_facts(facts, card);
	procedure_facts(facts, card);
	bid_facts(facts, card);
}
