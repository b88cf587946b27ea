/* Totals held against what they are made of: rows of one project and year, cells of one row. */
#include "convert/context.h"
#include "base/i18n.h"

#define HAS_TOTAL 1u
#define HAS_PART 2u
#define TOO_LARGE 4u

static const struct check *parts_check(const struct dgpm_profile *p)
{
	for (size_t i = 0; i < p->n_checks; i++)
		if (p->checks[i].kind == CHECK_PARTS)
			return &p->checks[i];
	return NULL;
}

static const char *grouped(struct convert_file *f, dgpm_yen yen)
{
	return dgpm_int_format(dgpm_arena_alloc(f->in.scratch, DGPM_INT_BUF), yen, ',');
}

/* One diagnostic of an untied figure: at the cell of the total. */
static void tell(struct convert_file *f, enum dgpm_msg msg, struct convert_place at, const char *project_id,
		 const char *text)
{
	dgpm_diags_project(f->in.diags, project_id);
	dgpm_diag_addf(f->in.diags, msg, convert_loc(&f->in, at), NULL, "%s", text);
	dgpm_diags_project(f->in.diags, NULL);
}

static void take_grain(const struct convert_file *f, int column, dgpm_yen yen, struct rounding *r)
{
	convert_grain(r, dgpm_unit_yen((enum dgpm_unit)f->sheet.units[column]), yen);
}

static void add_cell(struct group *g, size_t i, dgpm_yen *sum, uint8_t bit, dgpm_yen yen)
{
	g->has[i] |= bit;
	if (!dgpm_yen_add(sum, *sum, yen))
		g->has[i] |= TOO_LARGE;
}

static void add_total(struct convert_file *f, struct group *g, const struct check *c)
{
	struct dgpm_str id;

	if (g->n_totals++ == 0) {
		g->total_at = convert_place_of(f, NOT_THERE);
		g->project_id = f->in.p->has_id && convert_id(f, &id) == CELL_GOOD
					? dgpm_arena_strndup(f->in.arena, id.s, id.n)
					: NULL;
	}
	for (size_t i = 0; i < c->n; i++) {
		const struct cell *cell = convert_cell(f, c->figures[i].total);

		if (cell->state != CELL_GOOD)
			continue;
		take_grain(f, c->figures[i].total, cell->yen, &g->rounding[i]);
		add_cell(g, i, &g->totals[i], HAS_TOTAL, cell->yen);
	}
}

static void add_part(struct convert_file *f, struct group *g, const struct check *c)
{
	g->n_parts++;
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->figures[i].n; k++) {
			const struct cell *cell = convert_cell(f, c->figures[i].parts[k]);
			dgpm_yen yen = cell->yen;

			if (cell->state != CELL_GOOD || (c->figures[i].minus[k] && !dgpm_yen_sub(&yen, 0, yen)))
				continue;
			take_grain(f, c->figures[i].parts[k], yen, &g->rounding[i]);
			g->rounding[i].terms += yen != 0;
			add_cell(g, i, &g->sums[i], HAS_PART, yen);
		}
}

static uint32_t new_group(struct convert_file *f, const struct check *c)
{
	struct group *g = DGPM_PUSH(f->in.arena, f->sheet.groups, f->sheet.n_groups, f->sheet.cap_groups);

	*g = (struct group){ .totals = dgpm_arena_array(f->in.arena, c->n, sizeof *g->totals),
			     .sums = dgpm_arena_array(f->in.arena, c->n, sizeof *g->sums),
			     .has = dgpm_arena_array(f->in.arena, c->n, sizeof *g->has),
			     .rounding = dgpm_arena_array(f->in.arena, c->n, sizeof *g->rounding) };
	return (uint32_t)(f->sheet.n_groups - 1);
}

uint32_t convert_group_add(struct convert_file *f, const struct row_kind *kind)
{
	const struct dgpm_profile *p = f->in.p;
	const struct check *c = parts_check(p);
	struct dgpm_str *key;
	struct group *g;
	uint32_t *index;
	bool is_new;
	int kind_index = (int)(kind - p->kinds);

	if (c == NULL || (kind_index != c->total_kind && kind_index != c->parts_kind))
		return NOT_THERE;
	key = dgpm_arena_array(f->in.scratch, p->n_group, sizeof *key);
	for (size_t i = 0; i < p->n_group; i++) {
		const struct cell *cell = convert_cell(f, p->group[i]);

		key[i] = cell->state == CELL_GOOD ? convert_cell_text(f, p->group[i]) : (struct dgpm_str){ "", 0 };
	}
	if (!convert_last_is(&f->sheet.last_group_of, key, p->n_group)) {
		index = convert_keys_put(&f->sheet.groups_by, convert_hash_of(key, p->n_group), &is_new);
		if (is_new)
			*index = new_group(f, c);
		f->sheet.last_group = *index;
		convert_last_keep(&f->sheet.last_group_of, key, p->n_group);
	}
	g = &f->sheet.groups[f->sheet.last_group];
	if (kind_index == c->total_kind)
		add_total(f, g, c);
	else
		add_part(f, g, c);
	return f->sheet.last_group;
}

void convert_group_account(struct convert_file *f, uint32_t group, struct dgpm_str account)
{
	struct group *g;

	if (group == NOT_THERE)
		return;
	g = &f->sheet.groups[group];
	for (size_t i = 0; i < g->n_accounts; i++)
		if (dgpm_str_is(account, g->accounts[i]))
			return;
	g->accounts = dgpm_arena_grow(f->in.arena, g->accounts, g->n_accounts, g->n_accounts + 1, sizeof(const char *));
	g->accounts[g->n_accounts++] = dgpm_arena_strndup(f->in.arena, account.s, account.n);
}

const char *convert_group_accounts(struct convert_file *f, uint32_t group)
{
	const struct group *g = group != NOT_THERE ? &f->sheet.groups[group] : NULL;

	return g == NULL || g->n_accounts == 0 ? NULL
					       : convert_accounts_together(f->in.arena, g->accounts, g->n_accounts);
}

/* Of the row at hand; few rows are told. */
static const char *project_of(struct convert_file *f)
{
	struct dgpm_str id;

	return f->in.p->has_id && convert_id(f, &id) == CELL_GOOD ? dgpm_arena_strndup(f->in.scratch, id.s, id.n)
								  : NULL;
}

static void identity(struct convert_file *f, const struct figure *figure)
{
	const struct cell *total = convert_cell(f, figure->total);
	struct rounding r = { 0 };
	bool rounded;
	dgpm_yen sum = 0;
	bool any = false;

	if (total->state != CELL_GOOD)
		return;
	for (size_t k = 0; k < figure->n; k++) {
		const struct cell *cell = convert_cell(f, figure->parts[k]);

		if (cell->state == CELL_BAD ||
		    (cell->state == CELL_GOOD &&
		     !(figure->minus[k] ? dgpm_yen_sub(&sum, sum, cell->yen) : dgpm_yen_add(&sum, sum, cell->yen))))
			return;
		any |= cell->state == CELL_GOOD;
		if (cell->state == CELL_GOOD) {
			take_grain(f, figure->parts[k], cell->yen, &r);
			r.terms += cell->yen != 0;
		}
	}
	if (!any)
		return;
	take_grain(f, figure->total, total->yen, &r);
	f->got.stats.tied++;
	if (sum == total->yen)
		return;
	rounded = convert_is_rounded(&r, total->yen, sum);
	*(rounded ? &f->got.stats.rounded : &f->got.stats.untied) += 1;
	tell(f, rounded ? DGPM_MSG_CONV_39 : DGPM_MSG_CONV_19, convert_place_of(f, f->sheet.at[figure->total]),
	     project_of(f),
	     dgpm_arena_printf(f->in.scratch, _("%s is %s, its parts make %s"), f->sheet.headers[figure->total],
			       grouped(f, total->yen), grouped(f, sum)));
}

/* No more is executed than was there: `total` is not to be beyond its one part. */
static void at_most(struct convert_file *f, const struct figure *figure)
{
	const struct cell *value = convert_cell(f, figure->total), *limit;

	if (figure->n == 0 || value->state != CELL_GOOD)
		return;
	limit = convert_cell(f, figure->parts[0]);
	if (limit->state != CELL_GOOD || value->yen <= limit->yen)
		return;
	f->got.stats.beyond++;
	tell(f, DGPM_MSG_CONV_21, convert_place_of(f, f->sheet.at[figure->total]), project_of(f),
	     dgpm_arena_printf(f->in.scratch, _("%s is %s, %s is %s"), f->sheet.headers[figure->total],
			       grouped(f, value->yen), f->sheet.headers[figure->parts[0]], grouped(f, limit->yen)));
}

void convert_row_checks(struct convert_file *f, const struct row_kind *kind)
{
	const struct dgpm_profile *p = f->in.p;
	struct dgpm_str id;

	if (p->n_checks == 0)
		return;
	if (p->has_id)
		(void)convert_id(f, &id);
	for (size_t i = 0; i < p->n_checks; i++) {
		const struct check *c = &p->checks[i];

		if (c->kind == CHECK_PARTS || (c->total_kind >= 0 && &p->kinds[c->total_kind] != kind))
			continue;
		for (size_t k = 0; k < c->n; k++)
			(c->kind == CHECK_IDENTITY ? identity : at_most)(f, &c->figures[k]);
	}
}

void convert_group_checks(struct convert_file *f)
{
	const struct check *c = parts_check(f->in.p);

	for (size_t n = 0; c != NULL && n < f->sheet.n_groups; n++) {
		struct group *g = &f->sheet.groups[n];

		if (g->n_totals == 0)
			continue;
		if (g->n_parts == 0) {
			f->got.stats.without_parts++;
			tell(f, DGPM_MSG_CONV_20, g->total_at, g->project_id, f->sheet.headers[c->figures[0].total]);
			continue;
		}
		for (size_t i = 0; i < c->n; i++) {
			struct convert_place at = g->total_at;
			uint32_t physical = f->sheet.at[c->figures[i].total];
			bool rounded;

			if ((g->has[i] & (HAS_TOTAL | TOO_LARGE)) != HAS_TOTAL)
				continue;
			f->got.stats.tied++;
			if (g->totals[i] == g->sums[i])
				continue;
			rounded = convert_is_rounded(&g->rounding[i], g->totals[i], g->sums[i]);
			*(rounded ? &f->got.stats.rounded : &f->got.stats.untied) += 1;
			at.column = (uint16_t)(physical + 1);
			tell(f, rounded ? DGPM_MSG_CONV_39 : DGPM_MSG_CONV_19, at, g->project_id,
			     dgpm_arena_printf(f->in.scratch, _("%s is %s, its rows make %s"),
					       f->sheet.headers[c->figures[i].total], grouped(f, g->totals[i]),
					       grouped(f, g->sums[i])));
			dgpm_arena_reset(f->in.scratch);
		}
	}
}
