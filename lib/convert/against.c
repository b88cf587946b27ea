/* The ledger that is made held against another: sums by year, project and stage, as of two files on the same money. */
#include "convert/merge.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/wide.h"
#include "ledger/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static bool is_sum(const void *ctx, uint32_t number, const void *key)
{
	const struct convert_sum *a = &((const struct convert_sums *)ctx)->items[number], *b = key;

	return dgpm_str_eq(a->year, b->year) && dgpm_str_eq(a->project, b->project) && dgpm_str_eq(a->stage, b->stage);
}

static uint64_t hash_of(const struct convert_sum *x)
{
	return dgpm_hash_mix(dgpm_hash_mix(dgpm_hash(x->project) ^ dgpm_hash(x->year)) ^ dgpm_hash(x->stage));
}

/* The sum with the key of `like`, a new one of nothing when there is none. */
static struct convert_sum *sum_of(struct convert_sums *sums, struct dgpm_arena *arena, const struct convert_sum *like)
{
	uint32_t number;
	struct convert_sum *x;

	sums->by.arena = arena;
	number = dgpm_map_put(&sums->by, hash_of(like), is_sum, sums, like, (uint32_t)sums->n);
	if (number != sums->n)
		return &sums->items[number];
	x = DGPM_PUSH(arena, sums->items, sums->n, sums->cap);
	*x = (struct convert_sum){ .year = dgpm_arena_str(arena, like->year),
				   .project = dgpm_arena_str(arena, like->project),
				   .stage = dgpm_arena_str(arena, like->stage),
				   .in = like->in,
				   .at = like->at };
	return x;
}

uint32_t convert_sum_add(struct convert_file *f, const struct dgpm_str values[PF_COUNT], dgpm_yen yen,
			 struct convert_place at)
{
	struct convert_sum *x = sum_of(&f->keep.sums, f->in.arena,
				       &(struct convert_sum){ .year = values[PF_FISCAL_YEAR],
							      .project = values[PF_PROJECT_ID],
							      .stage = values[PF_STAGE],
							      .in = &f->in,
							      .at = at });

	x->sum += yen;
	convert_grain(&x->rounding, 1, yen);
	x->rounding.terms += yen != 0;
	return (uint32_t)(x - f->keep.sums.items);
}

struct other {
	struct dgpm_arena *arena;
	struct convert_sums sums;
};

static void take_row(void *ctx, unsigned worker, const struct dgpm_ledger_row *row)
{
	struct other *o = ctx;
	char year[DGPM_INT_BUF];
	const struct convert_sum key = {
		.year = dgpm_str_of(dgpm_int_format(year, row->fiscal_year, 0)),
		.project = row->project_id,
		.stage = dgpm_str_of(dgpm_ledger_stage_name((enum dgpm_ledger_stage)row->stage)),
	};

	(void)worker;
	sum_of(&o->sums, o->arena, &key)->sum += row->amount_yen;
}

static bool read_other(struct other *o, struct convert_merge *m, const char *path)
{
	struct dgpm_ledger_how how = { .row = take_row, .ctx = o, .threads = 1 };
	struct dgpm_ledger_stats stats = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc;

	if (fd < 0) {
		dgpm_diag_addf(m->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = path }, NULL, "%s",
			       strerror(errno));
		return false;
	}
	rc = dgpm_ledger_read(&stats, NULL, o->arena, m->diags, path, fd, &how);
	close(fd);
	return rc == 0;
}

static const char *amount(struct dgpm_arena *arena, wide yen)
{
	if (yen > INT64_MAX || yen < INT64_MIN)
		return "?";
	return dgpm_int_format(dgpm_arena_alloc(arena, DGPM_INT_BUF), (int64_t)yen, ',');
}

static void compare(struct convert_merge *m, const struct convert_sum *here, wide there, const char *path)
{
	const struct convert_input *in = here->in;
	bool rounded;

	m->result->stats.sums_compared++;
	if (here->sum == there)
		return;
	rounded = convert_is_rounded(&here->rounding, here->sum, there);
	m->result->stats.sums_differ += !rounded;
	dgpm_diags_project(m->diags, dgpm_arena_strndup(m->arena, here->project.s, here->project.n));
	dgpm_diag_addf(m->diags, rounded ? DGPM_MSG_CONV_39 : DGPM_MSG_CONV_42,
		       in != NULL ? convert_loc(in, here->at) : (struct dgpm_loc){ .path = path }, NULL,
		       _("%.*s %.*s %.*s: %s here, %s in %s"), (int)here->year.n, here->year.s, (int)here->project.n,
		       here->project.s, (int)here->stage.n, here->stage.s, amount(m->arena, here->sum),
		       amount(m->arena, there), path);
	dgpm_diags_project(m->diags, NULL);
}

static bool has(const struct convert_sums *sums, const struct convert_sum *key)
{
	return dgpm_map_get(&sums->by, hash_of(key), is_sum, sums, key) != DGPM_MAP_NONE;
}

/* Stages that the new ledger has, and its projects and years: what the other has beyond them is another matter. */
static void tell_lacking(struct convert_merge *m, const struct convert_sums *all, const struct convert_sums *others,
			 const char *path)
{
	struct convert_sums about = { 0 };

	for (size_t i = 0; i < all->n; i++) {
		const struct convert_sum *x = &all->items[i];

		(void)sum_of(&about, m->arena, &(struct convert_sum){ .stage = x->stage });
		(void)sum_of(&about, m->arena, &(struct convert_sum){ .year = x->year, .project = x->project });
	}
	for (size_t i = 0; i < others->n; i++) {
		const struct convert_sum *x = &others->items[i];
		struct convert_sum none = { .year = x->year, .project = x->project, .stage = x->stage };

		if (x->sum != 0 && !has(all, x) && has(&about, &(struct convert_sum){ .stage = x->stage }) &&
		    has(&about, &(struct convert_sum){ .year = x->year, .project = x->project }))
			compare(m, &none, x->sum, path);
	}
}

void convert_against(struct convert_merge *m, size_t n_files, const char *path)
{
	struct other o = { .arena = dgpm_arena_like(m->arena) };
	struct convert_sums all = { 0 };
	uint32_t number;

	if (!read_other(&o, m, path)) {
		dgpm_arena_free(o.arena);
		return;
	}
	for (size_t i = 0; i < n_files; i++)
		for (size_t k = 0; k < m->files[i].keep.sums.n && !m->files[i].got.twice; k++) {
			const struct convert_sum *from = &m->files[i].keep.sums.items[k];
			struct convert_sum *to = sum_of(&all, m->arena, from);

			to->sum += from->sum;
			if (to->rounding.grain == 0 || from->rounding.grain < to->rounding.grain)
				to->rounding.grain = from->rounding.grain;
			to->rounding.terms += from->rounding.terms;
		}
	for (size_t i = 0; i < all.n; i++) {
		number = dgpm_map_get(&o.sums.by, hash_of(&all.items[i]), is_sum, &o.sums, &all.items[i]);
		compare(m, &all.items[i], number != DGPM_MAP_NONE ? o.sums.items[number].sum : 0, path);
	}
	tell_lacking(m, &all, &o.sums, path);
	dgpm_arena_free(o.arena);
}
