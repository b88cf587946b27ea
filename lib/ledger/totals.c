/* The sums of ledger rows by group, joined from the workers' counts a project at a time, when they are asked for. */
#include "ledger/tally.h"
#include "base/list.h"

struct dgpm_totals {
	struct dgpm_tally *const *tallies;
	size_t n;
	unsigned by; /* DGPM_BY_ bits */
};

struct dgpm_totals *dgpm_totals_new(struct dgpm_arena *arena, struct dgpm_tally *const *tallies, size_t n, unsigned by)
{
	struct dgpm_totals *t = dgpm_arena_array(arena, 1, sizeof *t);

	t->tallies = tallies;
	t->n = n;
	t->by = by;
	return t;
}

static struct dgpm_loc loc_of(const struct dgpm_tally *tally, struct tally_place at)
{
	return (struct dgpm_loc){ .path = tally->paths[at.path], .line = at.line, .column = 1 };
}

static int cmp_locs(struct dgpm_loc a, struct dgpm_loc b)
{
	int c = a.path == b.path ? 0 : strcmp(a.path, b.path);

	return c != 0 ? c : (a.line > b.line) - (a.line < b.line);
}

/* A group in one of the counts, with what is asked for: it may be less than the counts tell apart. */
struct part {
	unsigned by;
	const struct dgpm_tally *tally;
	const struct tally_group *group;
};

static const struct dgpm_str *accounts_of(const struct dgpm_tally *t)
{
	return t->accounts.s;
}

static const struct dgpm_str *organizations_of(const struct dgpm_tally *t)
{
	return t->organizations.s;
}

/* A name has one number in each count: mostly it is the same. */
static int cmp_names(const struct part *a, const struct part *b, uint32_t x, uint32_t y,
		     const struct dgpm_str *(*of)(const struct dgpm_tally *))
{
	return a->tally == b->tally && x == y ? 0 : dgpm_str_cmp(of(a->tally)[x], of(b->tally)[y]);
}

static int cmp_parts(const void *pa, const void *pb)
{
	const struct part *a = pa, *b = pb;
	uint32_t x = tally_kind(a->group), y = tally_kind(b->group);
	int c = 0;

	if (x >> 16 != y >> 16)
		return x < y ? -1 : 1;
	if ((a->by & DGPM_BY_ACCOUNT) != 0)
		c = cmp_names(a, b, a->group->account, b->group->account, accounts_of);
	if (c == 0 && (a->by & DGPM_BY_ORGANIZATION) != 0)
		c = cmp_names(a, b, a->group->organization, b->group->organization, organizations_of);
	return c != 0 ? c : (x > y) - (x < y);
}

/* Equal groups become one: sums may leave 64 bits and come back, the first row of all decides what
 * was not asked for. */
static struct dgpm_total join(const struct part *parts, size_t n, struct dgpm_str project_id)
{
	const struct tally_group *g = parts->group;
	struct dgpm_total out = {
		.project_id = project_id,
		.account = parts->tally->accounts.s[g->account],
		.organization = parts->tally->organizations.s[g->organization],
		.fiscal_year = g->fiscal_year,
		.expense = g->expense,
		.stage = g->stage,
		.rows = g->rows,
		.rounded = g->rounded,
		.first = loc_of(parts->tally, g->first),
	};
	wide sum = g->sum;

	for (size_t i = 1; i < n; i++) {
		struct dgpm_loc first = loc_of(parts[i].tally, parts[i].group->first);

		sum += parts[i].group->sum;
		out.rows += parts[i].group->rows;
		if (parts[i].group->rounded < out.rounded)
			out.rounded = parts[i].group->rounded;
		if (cmp_locs(first, out.first) < 0) {
			out.first = first;
			out.account = parts[i].tally->accounts.s[parts[i].group->account];
			out.organization = parts[i].tally->organizations.s[parts[i].group->organization];
		}
	}
	out.account_kind = (uint8_t)dgpm_account_kind(out.account);
	out.overflow = !wide_fits(sum);
	if (!out.overflow)
		out.sum_yen = (dgpm_yen)sum;
	return out;
}

static const struct tally_project *project_in(const struct dgpm_tally *tally, struct dgpm_str id)
{
	uint32_t no = names_find(&tally->projects, id);

	return no != 0 ? &tally->of[no - 1] : NULL;
}

const struct dgpm_total *dgpm_totals_of(const struct dgpm_totals *t, struct dgpm_arena *arena,
					struct dgpm_str project_id, size_t *n)
{
	struct dgpm_str id = project_id;
	size_t n_parts = 0, most = 0;
	struct dgpm_total *out;
	struct part *parts;
	bool sorted = true;

	*n = 0;
	for (size_t i = 0; i < t->n; i++) {
		const struct tally_project *p = project_in(t->tallies[i], project_id);

		if (p == NULL)
			continue;
		most += p->n;
		id = t->tallies[i]->projects.s[p - t->tallies[i]->of];
	}
	if (most == 0)
		return NULL;
	out = dgpm_arena_alloc(arena, most * sizeof *out);
	parts = dgpm_arena_alloc(arena, most * sizeof *parts);
	for (size_t i = 0; i < t->n; i++) {
		const struct dgpm_tally *tally = t->tallies[i];
		const struct tally_project *p = project_in(tally, project_id);

		for (uint32_t no = p != NULL ? p->head : 0; no != 0; no = tally_group(tally, no)->next) {
			parts[n_parts] = (struct part){ t->by, tally, tally_group(tally, no) };
			sorted = sorted && (n_parts == 0 || cmp_parts(&parts[n_parts - 1], &parts[n_parts]) < 0);
			n_parts++;
		}
	}
	if (!sorted)
		dgpm_sort(parts, n_parts, sizeof *parts, cmp_parts);
	for (size_t i = 0, next; i < n_parts; i = next) {
		for (next = i + 1; next < n_parts && cmp_parts(&parts[i], &parts[next]) == 0; next++)
			;
		out[(*n)++] = join(&parts[i], next - i, id);
	}
	return out;
}

void dgpm_sum_add(struct dgpm_sum *sum, const struct dgpm_total *total)
{
	bool breaks = total->overflow || !dgpm_yen_add(&sum->yen, sum->yen, total->sum_yen);

	if (!sum->broken && (breaks || !sum->any || cmp_locs(total->first, sum->first) < 0))
		sum->first = total->first;
	sum->any = true;
	sum->broken |= breaks;
}

struct dgpm_sum dgpm_totals_sum(const struct dgpm_total *totals, size_t n, int fiscal_year, unsigned stages,
				unsigned expenses)
{
	struct dgpm_sum sum = { 0 };

	for (size_t i = 0; i < n; i++)
		if (totals[i].fiscal_year == fiscal_year && (stages >> totals[i].stage & 1) != 0 &&
		    (expenses >> totals[i].expense & 1) != 0)
			dgpm_sum_add(&sum, &totals[i]);
	return sum;
}

static int cmp_named(const void *pa, const void *pb)
{
	const struct dgpm_totals_name *a = pa, *b = pb;
	int c = dgpm_str_cmp(a->text, b->text);

	return c != 0 ? c : cmp_locs(a->first, b->first);
}

/* Sort, and make one of those of the same name: the first stands first. */
static size_t unite(struct dgpm_totals_name *all, size_t n)
{
	size_t kept = 0;

	dgpm_sort(all, n, sizeof *all, cmp_named);
	for (size_t i = 0; i < n; i++) {
		if (kept != 0 && dgpm_str_eq(all[kept - 1].text, all[i].text))
			all[kept - 1].rows += all[i].rows;
		else
			all[kept++] = all[i];
	}
	return kept;
}

const struct dgpm_totals_name *dgpm_totals_projects(const struct dgpm_totals *t, struct dgpm_arena *arena, size_t *n)
{
	struct dgpm_totals_name *all;
	size_t most = 0, at = 0;

	for (size_t i = 0; i < t->n; i++)
		most += t->tallies[i]->projects.n;
	all = dgpm_arena_array(arena, most, sizeof *all);
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->tallies[i]->projects.n; k++) {
			const struct tally_project *p = &t->tallies[i]->of[k];

			all[at++] = (struct dgpm_totals_name){ .text = t->tallies[i]->projects.s[k],
							       .rows = p->rows,
							       .first = loc_of(t->tallies[i], p->first) };
		}
	*n = unite(all, at);
	return all;
}

const struct dgpm_totals_name *dgpm_totals_organizations(const struct dgpm_totals *t, struct dgpm_arena *arena,
							 size_t *n)
{
	struct dgpm_totals_name *all;
	size_t most = 0, at = 0;

	for (size_t i = 0; i < t->n; i++)
		most += t->tallies[i]->organizations.n;
	all = dgpm_arena_array(arena, most, sizeof *all);
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->tallies[i]->organizations.n; k++) {
			const struct dgpm_tally *tally = t->tallies[i];

			all[at++] = (struct dgpm_totals_name){ .text = tally->organizations.s[k],
							       .first = loc_of(tally, tally->seen_at[k]) };
		}
	*n = unite(all, at);
	return all;
}
