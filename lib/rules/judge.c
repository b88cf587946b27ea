/* Holding a card against a rule, and saying where and why. */
#include "rules/judge.h"
#include "base/i18n.h"

struct dgpm_loc dgpm_rule_place(const struct dgpm_rule *rule, const struct dgpm_card *card)
{
	return judge_loc(rule, card, NULL);
}

static bool when_holds(const struct dgpm_rule *rule, struct dgpm_worker *w, const struct dgpm_node *joined,
		       uint8_t *known)
{
	bool holds;

	if (rule->when == NULL)
		return true;
	if (known != NULL && known[rule->when_no] != DGPM_UNKNOWN)
		return known[rule->when_no] == DGPM_HOLDS;
	holds = dgpm_schema_holds(w->run, rule->when, joined, NULL, NULL);
	if (known != NULL)
		known[rule->when_no] = holds ? DGPM_HOLDS : DGPM_DOES_NOT_HOLD;
	return holds;
}

bool dgpm_rule_reaches(const struct dgpm_rule *rule, const char *sector)
{
	const struct dgpm_node *list = rule->sectors;

	if (list == NULL || list->kind != DGPM_LIST)
		return true;
	for (uint32_t i = 0; i < list->n; i++)
		if (dgpm_str_is(dgpm_node_str(&list->items[i]), sector))
			return true;
	return false;
}

/* What the rule needs and the card or the facts do not have; NULL: all is there. */
static const struct dgpm_rule_need *missing_need(const struct dgpm_rule *rule, const struct dgpm_node *joined)
{
	for (size_t i = 0; i < rule->n_needs; i++)
		if (dgpm_node_at(joined, rule->needs[i].path) == NULL)
			return &rule->needs[i];
	return NULL;
}

bool dgpm_waiver_is_of(const struct dgpm_node *waiver, const struct dgpm_rule *rule)
{
	return dgpm_str_is(dgpm_node_str(dgpm_node_get(waiver, "rule")), rule->id);
}

/* A waiver holds to the end of its last day. */
bool dgpm_waiver_is_over(const struct dgpm_node *waiver, struct dgpm_date date)
{
	struct dgpm_date until;

	return dgpm_node_date(waiver, "until", &until) && dgpm_date_cmp(until, date) < 0;
}

/* By its name, or by the whole way to it. */
bool dgpm_waiver_reaches(const struct dgpm_node *waiver, const struct dgpm_failed *failed)
{
	struct dgpm_str item = dgpm_node_str(dgpm_node_get(waiver, "item"));
	const char *at = failed->item_name;

	if (item.s == NULL)
		return true;
	if (at == NULL || dgpm_str_is(item, at))
		return at != NULL;
	while ((at = strchr(at, '/')) != NULL) {
		size_t n = strcspn(++at, "/");

		if (n == item.n && memcmp(at, item.s, n) == 0)
			return true;
	}
	return false;
}

/* The waiver that excuses a place: one that is not over, else one that is. */
static const struct dgpm_node *find_waiver(const struct dgpm_card *card, const struct dgpm_rule *rule,
					   const struct dgpm_failed *failed, struct dgpm_date date)
{
	const struct dgpm_node *list = card->waivers, *over = NULL;

	for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++) {
		const struct dgpm_node *waiver = &list->items[i];

		if (!dgpm_waiver_is_of(waiver, rule) || !dgpm_waiver_reaches(waiver, failed))
			continue;
		if (!dgpm_waiver_is_over(waiver, date))
			return waiver;
		over = over != NULL ? over : waiver;
	}
	return over;
}

/* What is excused goes behind what is not; where all is, the rule is waived. */
static void apply_waivers(struct dgpm_judged *out, const struct dgpm_rule *rule, struct dgpm_arena *scratch,
			  const struct dgpm_card *card, struct dgpm_date date)
{
	struct dgpm_failed *kept;
	size_t n = out->n_failed, n_kept = 0, n_excused = 0;

	if (out->result != DGPM_FAIL || card->waivers == NULL)
		return;
	kept = dgpm_arena_array(scratch, n, sizeof *kept);
	for (size_t i = 0; i < n; i++) {
		struct dgpm_failed *f = &out->failed[i];
		const struct dgpm_node *waiver = find_waiver(card, rule, f, date);
		struct dgpm_str until = dgpm_node_str(dgpm_node_get(waiver, "until"));

		if (waiver != NULL && !dgpm_waiver_is_over(waiver, date)) {
			f->waiver = waiver;
			n_excused++;
		} else if (waiver != NULL) {
			f->message = dgpm_arena_printf(scratch, _("%s (a waiver expired on %.*s)"), f->message,
						       (int)until.n, until.s);
		}
	}
	for (size_t excused = 0; excused < 2; excused++)
		for (size_t i = 0; i < n; i++)
			if ((out->failed[i].waiver != NULL) == (excused != 0))
				kept[n_kept++] = out->failed[i];
	out->failed = kept;
	if (n_excused == n) {
		struct dgpm_str reason = dgpm_node_str(dgpm_node_get(kept->waiver, "reason"));

		out->result = DGPM_WAIVED;
		out->reason = dgpm_arena_strndup(scratch, reason.s != NULL ? reason.s : "", reason.n);
		return;
	}
	out->n_failed = n - n_excused;
	out->n_excused = n_excused;
	out->at = kept->at;
	out->pointer = kept->pointer;
}

static void judge(struct dgpm_judged *out, const struct dgpm_rule *rule, struct dgpm_worker *w,
		  const struct dgpm_card *card, const struct dgpm_node *joined, struct dgpm_date date, uint8_t *known)
{
	const struct dgpm_rule_need *need;

	out->result = DGPM_NOT_APPLICABLE;
	out->reason = N_("not for this sector");
	if (!dgpm_rule_reaches(rule, card->sector))
		return;
	out->reason = N_("switched off here in dgpm.yaml (severities)");
	if (dgpm_rule_is_off(rule, card))
		return;
	out->reason = N_("the documents it rests on are of a later day");
	if (rule->effective.year != 0 && dgpm_date_cmp(date, rule->effective) < 0)
		return;
	out->reason = N_("its condition does not hold");
	out->by_condition = !when_holds(rule, w, joined, known);
	if (out->by_condition)
		return;
	need = missing_need(rule, joined);
	if (need != NULL) {
		out->result = DGPM_CANNOT_COMPUTE;
		out->reason = need->reason;
		out->message = need->message;
		out->at = judge_loc(rule, card, NULL);
		out->pointer = need->pointer;
		return;
	}
	out->result = DGPM_PASS;
	out->reason = NULL;
	if (rule->require == NULL || dgpm_schema_holds(w->run, rule->require, joined, NULL, NULL))
		return;
	out->result = DGPM_FAIL;
	judge_failed(out, rule, w, card, joined);
	out->at = out->failed[0].at;
	out->pointer = out->failed[0].pointer;
}

/*
 * What a card is silent on because it may not be told (S1 4-6): it cannot be judged, and the card's reason says why.
 */
static void withhold(struct dgpm_judged *out, struct dgpm_arena *scratch, const struct dgpm_card *card)
{
	struct dgpm_str reason;

	if (out->result != DGPM_FAIL)
		return;
	reason = dgpm_node_str(dgpm_node_at(card->root, "restricted.reason"));
	if (reason.s == NULL)
		return;
	for (size_t i = 0; i < out->n_failed; i++)
		if (!out->failed[i].silent)
			return;
	out->result = DGPM_CANNOT_COMPUTE;
	out->reason = dgpm_arena_printf(scratch, _("withheld: %.*s"), (int)reason.n, reason.s);
	out->message = dgpm_arena_printf(scratch, _("cannot be judged, as it is withheld (%.*s): %s"), (int)reason.n,
					 reason.s, out->failed[0].message);
	out->failed = NULL;
	out->n_failed = 0;
}

void dgpm_rule_judge(struct dgpm_judged *out, const struct dgpm_rule *rule, struct dgpm_worker *w,
		     const struct dgpm_card *card, const struct dgpm_node *joined, struct dgpm_date date,
		     uint8_t *known)
{
	*out = (struct dgpm_judged){ 0 };
	judge(out, rule, w, card, joined, date, known);
	withhold(out, w->scratch, card);
	apply_waivers(out, rule, w->scratch, card, date);
}
