/* Whether the reason and the approver of a waiver say something. */
#include "base/fold.h"
#include "review/run.h"

/* The character at s, which is UTF-8, and its bytes. */
static uint32_t character(const char *s, size_t *used)
{
	const unsigned char *u = (const unsigned char *)s;
	uint32_t c = u[0];

	*used = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	if (*used > 1)
		c &= 0xffu >> (*used + 1);
	for (size_t i = 1; i < *used; i++)
		c = c << 6 | (u[i] & 0x3f);
	return c;
}

/* Of any script: neither blanks nor signs. */
static bool is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
	return c >= 0xc0 && (c < 0x2000 || c >= 0x3041 || c == 0x3005) && c != 0x30fb && c != 0x30fc;
}

/* Letters of a folded text; one of nothing but the same has none. */
static int64_t letters(struct dgpm_str s)
{
	uint32_t first = 0;
	int64_t n = 0;
	bool same = true;

	for (size_t i = 0, used; i < s.n; i += used) {
		uint32_t c = character(s.s + i, &used);

		if (!is_letter(c))
			continue;
		first = n++ == 0 ? c : first;
		same = same && c == first;
	}
	return same && n > 1 ? 0 : n;
}

static bool says_nothing(const struct review_waivers *how, struct dgpm_str text, int64_t least)
{
	int32_t space[TEXT_FOLD_SPACE];
	struct dgpm_str folded;

	/* What does not fit is long enough. */
	if (!text_fold_short(&folded, space, text))
		return false;
	if (letters(folded) < least)
		return true;
	for (uint32_t i = 0; how->empty != NULL && how->empty->kind == DGPM_LIST && i < how->empty->n; i++)
		if (dgpm_str_is(folded, dgpm_node_str(&how->empty->items[i]).s))
			return true;
	return false;
}

const char *review_waiver_empty(const struct review_waivers *how, const struct dgpm_node *waiver)
{
	if (says_nothing(how, dgpm_node_str(dgpm_node_get(waiver, "reason")), how->reason))
		return "reason";
	return says_nothing(how, dgpm_node_str(dgpm_node_get(waiver, "approver")), how->approver) ? "approver" : NULL;
}
