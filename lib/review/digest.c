/* A review in short: what nearly all projects share, what tells them apart, and the step that removes most. */
#include "review/print.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/intern.h"
#include "base/list.h"
#include "print/text.h"
#include "review/tally.h"

#define SHOWN 10 /* groups of projects; the others are counted */
#define IDS 3    /* of a group, by name */

static const struct dgpm_col common_columns[] = {
	{ "rule", N_("rule"), DGPM_COL_TEXT },        { "severity", N_("severity"), DGPM_COL_TEXT },
	{ "projects", N_("projects"), DGPM_COL_INT }, { "share", N_("share"), DGPM_COL_RATE },
	{ "title", N_("item"), DGPM_COL_NAME },
};

static const struct dgpm_col group_columns[] = {
	{ "projects", N_("projects"), DGPM_COL_INT }, { "share", N_("share"), DGPM_COL_RATE },
	{ "rules", N_("beside that"), DGPM_COL_NAME }, { "ids", N_("which"), DGPM_COL_NAME },
};

/* For programs: a line a rule of a group; group 0 is what is common. */
static const struct dgpm_col data_columns[] = {
	{ "group", NULL, DGPM_COL_INT },    { "projects", NULL, DGPM_COL_INT }, { "share", NULL, DGPM_COL_RATE },
	{ "rule", NULL, DGPM_COL_TEXT },    { "severity", NULL, DGPM_COL_TEXT }, { "title", NULL, DGPM_COL_TEXT },
	{ "findings", NULL, DGPM_COL_INT }, { "project_ids", NULL, DGPM_COL_TEXT },
};

/* Projects with the same findings beside the common ones. */
struct group {
	size_t first, n; /* in `order` */
};

struct digest {
	struct review_tally t;
	const struct dgpm_words *words;
	size_t *order;         /* projects, those of a group together */
	struct group *groups;  /* the largest first */
	size_t n_groups, n_common;
	uint64_t *common;      /* a bit a rule */
};

struct keyed {
	const uint64_t *has, *common;
	size_t n_words, project;
};

static int cmp_sets(const void *pa, const void *pb)
{
	const struct keyed *a = pa, *b = pb;

	for (size_t i = 0; i < a->n_words; i++) {
		uint64_t x = a->has[i] & ~a->common[i], y = b->has[i] & ~b->common[i];

		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

static int cmp_keyed(const void *pa, const void *pb)
{
	const struct keyed *a = pa, *b = pb;
	int c = cmp_sets(pa, pb);

	return c != 0 ? c : (a->project > b->project) - (a->project < b->project);
}

static int cmp_groups(const void *pa, const void *pb)
{
	const struct group *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return (a->first > b->first) - (a->first < b->first);
}

static void make_groups(struct digest *d)
{
	const struct review_tally *t = &d->t;
	struct keyed *keyed = dgpm_arena_array(t->arena, t->n_projects, sizeof *keyed);

	d->common = dgpm_arena_array(t->arena, t->n_words, sizeof *d->common);
	for (size_t r = 0; r < t->n_rules; r++)
		if (t->rules[r].common) {
			d->common[r / 64] |= (uint64_t)1 << r % 64;
			d->n_common++;
		}
	for (size_t i = 0; i < t->n_projects; i++)
		keyed[i] = (struct keyed){ t->projects[i].has, d->common, t->n_words, i };
	dgpm_sort(keyed, t->n_projects, sizeof *keyed, cmp_keyed);
	d->order = dgpm_arena_array(t->arena, t->n_projects, sizeof *d->order);
	d->groups = dgpm_arena_array(t->arena, t->n_projects, sizeof *d->groups);
	for (size_t i = 0; i < t->n_projects; i++) {
		d->order[i] = keyed[i].project;
		if (i == 0 || cmp_sets(&keyed[i - 1], &keyed[i]) != 0)
			d->groups[d->n_groups++] = (struct group){ .first = i };
		d->groups[d->n_groups - 1].n++;
	}
	dgpm_sort(d->groups, d->n_groups, sizeof *d->groups, cmp_groups);
}

static int64_t share_of(const struct review_tally *t, size_t n)
{
	return t->n_projects != 0 ? (int64_t)((n * 10000 + t->n_projects / 2) / t->n_projects) : 0;
}

static const struct tally_project *project_of(const struct digest *d, const struct group *g, size_t i)
{
	return &d->t.projects[d->order[g->first + i]];
}

/* "PRE-05 07 11": what begins as the one before repeats its number only. */
static void add_id(struct dgpm_buf *b, const char *id, const char *before)
{
	const char *dash = strrchr(id, '-');
	size_t n = dash != NULL ? (size_t)(dash - id) + 1 : 0;

	dgpm_buf_sep(b, " ");
	dgpm_buf_add(b, before != NULL && n != 0 && strncmp(before, id, n) == 0 ? id + n : id);
}

/* "error PRE-05 07  warning PRE-08": the rules of a set beside the common ones. */
static const char *rules_of(const struct digest *d, const uint64_t *has)
{
	struct dgpm_buf b = { .arena = d->t.arena };
	const struct tally_rule *before = NULL;

	for (size_t r = 0; r < d->t.n_rules; r++) {
		const struct tally_rule *rule = &d->t.rules[r];

		if (!tally_has(has, r) || rule->common)
			continue;
		if (before == NULL || before->severity != rule->severity) {
			dgpm_buf_sep(&b, "  ");
			dgpm_buf_add(&b, dgpm_word(d->words, "severity", dgpm_severity_name(rule->severity)));
			before = NULL;
		}
		add_id(&b, rule->id, before != NULL ? before->id : NULL);
		before = rule;
	}
	return b.n != 0 ? b.s : _("nothing");
}

static const char *ids_of(const struct digest *d, const struct group *g, size_t most)
{
	struct dgpm_buf b = { .arena = d->t.arena };

	for (size_t i = 0; i < g->n && i < most; i++) {
		dgpm_buf_sep(&b, " ");
		dgpm_buf_add(&b, project_of(d, g, i)->reviewed->id);
	}
	if (g->n == 1) {
		dgpm_buf_add(&b, " ");
		dgpm_buf_add(&b, project_of(d, g, 0)->reviewed->name);
	} else if (g->n > most) {
		dgpm_buf_addf(&b, _(" … and %s more"), review_count(d->t.arena, g->n - most));
	}
	return dgpm_buf_text(&b);
}

static const char *count(const struct digest *d, size_t n)
{
	return review_count(d->t.arena, n);
}

static void print_common(const struct digest *d, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_grid *g = dgpm_grid_new(d->t.arena, common_columns, DGPM_COUNT(common_columns));
	size_t n = 0;

	for (size_t r = 0; r < d->t.n_rules; r++) {
		const struct tally_rule *rule = &d->t.rules[r];

		if (!rule->common)
			continue;
		n += rule->findings;
		dgpm_grid_cstr(g, rule->id);
		dgpm_grid_cstr(g, dgpm_word(d->words, "severity", dgpm_severity_name(rule->severity)));
		dgpm_grid_int(g, (int64_t)rule->projects);
		dgpm_grid_int(g, share_of(&d->t, rule->projects));
		dgpm_grid_cstr(g, rule->title);
	}
	dgpm_out_puts(out, "\n");
	dgpm_out_printf(out, _("common to more than %d %% of the projects: %s of %s findings\n"),
			(int)d->t.review->common_share, count(d, n), count(d, d->t.n_findings));
	dgpm_grid_print(g, out, how);
}

static void print_groups(const struct digest *d, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_grid *g = dgpm_grid_new(d->t.arena, group_columns, DGPM_COUNT(group_columns));
	struct dgpm_print whole = *how;
	size_t shown = how->fold || how->width != 0 ? SHOWN : d->n_groups, rest = 0;

	whole.explain = true; /* rules are not cut */
	for (size_t i = 0; i < d->n_groups; i++) {
		const struct group *group = &d->groups[i];

		if (i >= shown) {
			rest += group->n;
			continue;
		}
		dgpm_grid_int(g, (int64_t)group->n);
		dgpm_grid_int(g, share_of(&d->t, group->n));
		dgpm_grid_cstr(g, rules_of(d, project_of(d, group, 0)->has));
		dgpm_grid_cstr(g, ids_of(d, group, IDS));
	}
	dgpm_out_printf(out, "\n%s\n", _("what tells them apart"));
	dgpm_grid_print(g, out, &whole);
	if (rest != 0)
		dgpm_out_printf(out, _("… %s more groups, %s projects (--fold never)\n"), count(d, d->n_groups - shown),
				count(d, rest));
}

/* The key of the card that most findings point at: to write it is one step. */
static void print_step(const struct digest *d, struct dgpm_out *out)
{
	struct names keys = { .arena = d->t.arena }, rules = { .arena = d->t.arena };
	size_t *n = NULL, cap = 0, n_n = 0, best = 0;
	struct dgpm_buf list = { .arena = d->t.arena };
	const char *before = NULL;

	for (size_t i = 0; i < d->t.n_findings; i++) {
		const char *p = d->t.findings[i]->pointer;
		uint32_t number;

		if (p == NULL || *p != '/' || strncmp(p, "/facts", 6) == 0)
			continue;
		number = names_number(&keys, dgpm_arena_str(d->t.arena,
							    (struct dgpm_str){ p + 1, strcspn(p + 1, "/") }));
		if (number < n_n)
			n[number]++;
		else
			*DGPM_PUSH(d->t.arena, n, n_n, cap) = 1;
	}
	if (n_n == 0)
		return;
	for (size_t i = 1; i < n_n; i++)
		if (n[i] > n[best])
			best = i;
	for (size_t i = 0; i < d->t.n_findings; i++) {
		const char *p = d->t.findings[i]->pointer;

		if (p != NULL && *p == '/' && strncmp(p + 1, keys.s[best].s, keys.s[best].n) == 0 &&
		    (p[1 + keys.s[best].n] == '/' || p[1 + keys.s[best].n] == '\0'))
			(void)names_number(&rules, dgpm_str_of(d->t.findings[i]->rule));
	}
	for (size_t r = 0; r < d->t.n_rules; r++)
		if (names_find(&rules, dgpm_str_of(d->t.rules[r].id)) != 0) {
			add_id(&list, d->t.rules[r].id, before);
			before = d->t.rules[r].id;
		}
	dgpm_out_puts(out, "\n");
	dgpm_out_printf(out, _("the step that removes most: write %s on the cards: %s findings of %s, %zu.%zu %%\n"),
			keys.s[best].s, count(d, n[best]), dgpm_buf_text(&list), n[best] * 100 / d->t.n_findings,
			n[best] * 1000 / d->t.n_findings % 10);
}

static void print_data(const struct digest *d, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_grid *g = dgpm_grid_new(d->t.arena, data_columns, DGPM_COUNT(data_columns));

	dgpm_grid_main(g);
	dgpm_grid_report(g, "review-digest");
	for (size_t i = 0; i <= d->n_groups; i++) {
		const struct group *group = i != 0 ? &d->groups[i - 1] : NULL;
		const uint64_t *has = group != NULL ? project_of(d, group, 0)->has : d->common;

		for (size_t r = 0; r < d->t.n_rules; r++) {
			const struct tally_rule *rule = &d->t.rules[r];
			size_t n = group != NULL ? group->n : rule->projects;

			if (!tally_has(has, r) || rule->common != (group == NULL))
				continue;
			dgpm_grid_int(g, (int64_t)i);
			dgpm_grid_int(g, (int64_t)n);
			dgpm_grid_int(g, share_of(&d->t, n));
			dgpm_grid_cstr(g, rule->id);
			dgpm_grid_cstr(g, dgpm_severity_name(rule->severity));
			dgpm_grid_cstr(g, rule->title);
			dgpm_grid_int(g, (int64_t)rule->findings);
			dgpm_grid_cstr(g, group != NULL ? ids_of(d, group, SIZE_MAX) : NULL);
		}
	}
	dgpm_grid_print(g, out, how);
}

void dgpm_review_print_digest(const struct dgpm_review *review, const struct dgpm_diags *diags, struct dgpm_arena *a,
			      const struct dgpm_words *words, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct digest d = { .words = words };

	review_tally(&d.t, a, review, diags);
	make_groups(&d);
	if (how->format != DGPM_FORMAT_TEXT) {
		print_data(&d, out, how);
		return;
	}
	review_print_head(review, words, a, out, NULL);
	if (d.n_common != 0)
		print_common(&d, out, how);
	print_groups(&d, out, how);
	if (d.t.n_findings != 0)
		print_step(&d, out);
}
