/* Findings that begin by a day. */
#include "findings/until.h"
#include "base/text.h"
#include "findings/findings.h"

#define MOST_REVIEWS 300

/* One review as of a day: what it tells, in an arena of its own. */
struct state {
	struct dgpm_arena *arena;
	int32_t day; /* from the first */
	struct dgpm_findings *findings;
	const char **prints; /* sorted */
	size_t n;
};

struct search {
	struct dgpm_portfolio *p;
	const struct dgpm_review_how *how;
	struct dgpm_diags *begin;
	struct dgpm_arena *arena;
	size_t n_reviews;
};

static bool is_told(const struct dgpm_diag *d)
{
	return d->severity >= DGPM_NOTE && d->severity <= DGPM_ERROR;
}

static void keep(struct state *s, const struct dgpm_diags *diags)
{
	s->findings = dgpm_findings_new(s->arena, diags);
	s->prints = dgpm_arena_array(s->arena, s->findings->n, sizeof *s->prints);
	for (size_t i = 0; i < s->findings->n; i++)
		if (is_told(s->findings->items[i].diag))
			s->prints[s->n++] = s->findings->items[i].fingerprint;
	dgpm_texts_sort(s->prints, s->n);
}

static bool tells(const struct state *s, const char *print)
{
	return dgpm_texts_find(s->prints, s->n, print) != NULL;
}

static int look(struct state *out, struct search *s, int32_t day)
{
	struct dgpm_review_how how = *s->how;
	struct dgpm_review *review;
	struct dgpm_diags *diags;

	*out = (struct state){ .arena = dgpm_arena_like(s->arena), .day = day };
	how.date = dgpm_date_plus(s->how->date, day);
	diags = dgpm_diags_new(out->arena);
	s->n_reviews++;
	if (dgpm_review(&review, out->arena, diags, s->p, &how) != 0)
		return -1;
	dgpm_review_close(review);
	dgpm_diags_sort(diags);
	keep(out, diags);
	return 0;
}

/* Of the later state what the earlier one does not tell; how many. */
static size_t fresh(const char **out, const struct state *earlier, const struct state *later)
{
	size_t n = 0;

	for (size_t i = 0; i < later->n; i++)
		if (!tells(earlier, later->prints[i]))
			out[n++] = later->prints[i];
	return n;
}

/* Known to begin after the day of one state and by that of the other; the day is left open where it is not known. */
static void tell(struct search *s, const struct state *later, const char *const *prints, size_t n, bool day_known)
{
	char day[11];

	for (size_t i = 0; i < later->findings->n; i++) {
		const struct dgpm_finding *f = &later->findings->items[i];
		struct dgpm_diag d = *f->diag;

		if (!is_told(&d) || dgpm_texts_find(prints, n, f->fingerprint) == NULL)
			continue;
		d.fingerprint = f->fingerprint;
		if (day_known)
			d.begins = dgpm_date_format(day, dgpm_date_plus(s->how->date, later->day));
		dgpm_diag_push(s->begin, &d);
	}
}

/* `prints`, sorted, are told by the later state and not by the earlier one. */
static int halve(struct search *s, const struct state *earlier, const struct state *later, const char *const *prints,
		 size_t n)
{
	struct state middle;
	const char **first, **second;
	size_t n_first = 0, n_second = 0;
	int rc;

	if (n == 0)
		return 0;
	if (later->day - earlier->day == 1 || s->n_reviews >= MOST_REVIEWS) {
		tell(s, later, prints, n, later->day - earlier->day == 1);
		return 0;
	}
	rc = look(&middle, s, earlier->day + (later->day - earlier->day) / 2);
	if (rc == 0) {
		first = dgpm_arena_array(middle.arena, n, sizeof *first);
		second = dgpm_arena_array(middle.arena, n, sizeof *second);
		for (size_t i = 0; i < n; i++)
			if (tells(&middle, prints[i]))
				first[n_first++] = prints[i];
			else
				second[n_second++] = prints[i];
		rc = halve(s, earlier, &middle, first, n_first);
		if (rc == 0)
			rc = halve(s, &middle, later, second, n_second);
	}
	dgpm_arena_free(middle.arena);
	return rc;
}

int dgpm_review_until(struct dgpm_review **out, struct dgpm_diags **begin, struct dgpm_arena *arena,
		      struct dgpm_diags *diags, struct dgpm_portfolio *p, const struct dgpm_review_how *how,
		      struct dgpm_date until)
{
	struct search s = { p, how, dgpm_diags_new(arena), arena, 0 };
	struct state first = { .arena = dgpm_arena_like(arena) }, last = { 0 };
	const char **prints;
	size_t n;
	int rc;

	/* The cards are read once, however many days are looked at. */
	dgpm_portfolio_hold(p);
	rc = dgpm_review(out, arena, diags, p, how);
	if (rc == 0) {
		dgpm_diags_sort(diags);
		keep(&first, diags);
		rc = look(&last, &s, dgpm_date_days(how->date, until));
	}
	if (rc == 0) {
		prints = dgpm_arena_array(last.arena, last.n, sizeof *prints);
		n = fresh(prints, &first, &last);
		rc = halve(&s, &first, &last, prints, n);
	}
	dgpm_diags_sort(s.begin);
	*begin = s.begin;
	dgpm_arena_free(first.arena);
	if (last.arena != NULL)
		dgpm_arena_free(last.arena);
	return rc;
}
