/* Whether the money of a project adds up, from account to account and from year to year. */
#include "ledger/totals.h"
#include "base/i18n.h"
#include "base/wide.h"

/* Rows of one kind in one account and year of a project. */
struct side {
	wide sum;
	struct dgpm_terms terms;
	const struct dgpm_total *at; /* the first of them; NULL: there are none */
};

/* One account and year of a project. */
struct balance {
	struct side available, used, in, out;
	const struct dgpm_total *at; /* the first row that executed, or else carried out */
	bool broken;
};

struct check {
	struct dgpm_arena *scratch;
	struct dgpm_diags *diags;
	dgpm_excess_fn excess;
	void *ctx;
};

static bool before(const struct dgpm_total *a, const struct dgpm_total *b)
{
	int c = strcmp(a->first.path, b->first.path);

	return c < 0 || (c == 0 && a->first.line < b->first.line);
}

static void say_overflow(struct dgpm_arena *scratch, struct dgpm_diags *diags, const struct dgpm_total *g)
{
	const struct dgpm_msg_info *info = dgpm_msg_info(DGPM_MSG_SUM_01);

	dgpm_diag_push(diags, &(struct dgpm_diag){
		.severity = info->severity,
		.rule = info->id,
		.project_id = dgpm_arena_strndup(scratch, g->project_id.s, g->project_id.n),
		.at = g->first,
		.message = dgpm_arena_printf(scratch, "%s: %.*s, %.*s, %d, %s", _(info->text),
					     (int)g->project_id.n, g->project_id.s, (int)g->account.n, g->account.s,
					     g->fiscal_year,
					     dgpm_ledger_stage_name((enum dgpm_ledger_stage)g->stage)),
		.remedy = _(info->remedy),
	});
}

static void add(struct side *s, const struct dgpm_total *g)
{
	dgpm_terms_add(&s->terms, g);
	s->at = s->at == NULL || before(g, s->at) ? g : s->at;
	s->sum += g->sum_yen;
}

static void take(struct balance *b, const struct dgpm_total *g)
{
	bool available = dgpm_ledger_stage_is_available(g->stage);

	if (!available && g->stage != DGPM_LS_EXECUTED && g->stage != DGPM_LS_CARRYOVER_OUT)
		return;
	b->broken |= g->overflow;
	if (g->stage == DGPM_LS_CARRYOVER_IN)
		add(&b->in, g);
	if (g->stage == DGPM_LS_CARRYOVER_OUT)
		add(&b->out, g);
	add(available ? &b->available : &b->used, g);
	if (!available && (b->at == NULL || (g->stage == DGPM_LS_EXECUTED && b->at->stage != DGPM_LS_EXECUTED) ||
			   (g->stage == b->at->stage && before(g, b->at))))
		b->at = g;
}

void dgpm_terms_add(struct dgpm_terms *terms, const struct dgpm_total *total)
{
	if (terms->n == 0 || total->rounded < terms->rounded)
		terms->rounded = (enum dgpm_rounded)total->rounded;
	terms->n += total->rows;
}

static dgpm_yen halves_of(const struct dgpm_terms *t)
{
	dgpm_yen half = t->rounded == DGPM_ROUNDED_THOUSAND ? 500 : t->rounded == DGPM_ROUNDED_MILLION ? 500000 : 0;

	return t->n < (size_t)(INT64_MAX / 2 / 500000) ? half * (dgpm_yen)t->n : INT64_MAX / 2;
}

dgpm_yen dgpm_rounding(const struct dgpm_terms *a, const struct dgpm_terms *b)
{
	return a->rounded == DGPM_ROUNDED_NOT || b->rounded == DGPM_ROUNDED_NOT ? 0 : halves_of(a) + halves_of(b);
}

static const char *text_of(struct dgpm_arena *a, wide yen)
{
	char buf[DGPM_INT_BUF];

	return dgpm_arena_strdup(a, dgpm_int_format(buf, (int64_t)yen, ','));
}

static void judge_use(const struct check *c, const struct balance *b)
{
	wide excess = b->used.sum - b->available.sum;

	if (b->available.at == NULL || b->broken)
		return;
	if (!wide_fits(b->available.sum)) {
		say_overflow(c->scratch, c->diags, b->available.at);
		return;
	}
	if (b->at == NULL)
		return;
	if (!wide_fits(b->used.sum) || !wide_fits(excess)) {
		say_overflow(c->scratch, c->diags, b->at);
		return;
	}
	if (excess <= 0)
		return;
	dgpm_diags_project(c->diags, b->at->project_id.s);
	if (excess <= dgpm_rounding(&b->available.terms, &b->used.terms))
		dgpm_diag_addf(c->diags, DGPM_MSG_LED_07, b->at->first,
			       dgpm_diag_value(c->diags, "%d %s", b->at->fiscal_year, b->at->account.s),
			       _("executed and carried out in %d (%s): %s yen, %s yen more than the %s yen available"),
			       b->at->fiscal_year, b->at->account.s, text_of(c->scratch, b->used.sum),
			       text_of(c->scratch, excess), text_of(c->scratch, b->available.sum));
	else if (c->excess != NULL)
		c->excess(c->ctx, &(struct dgpm_excess){ b->at->project_id, b->at->account, b->at->fiscal_year,
							 (dgpm_yen)b->used.sum, (dgpm_yen)b->available.sum,
							 (dgpm_yen)excess, b->at->first });
	dgpm_diags_project(c->diags, NULL);
}

/* What left one year with what came into the next, of one account. */
static void judge_carried(const struct check *c, const struct balance *from, const struct balance *to)
{
	wide off = to->in.sum - from->out.sum;
	const struct dgpm_total *g = to->in.at;
	enum dgpm_msg msg;

	if (from->out.at == NULL || g == NULL || from->broken || to->broken || off == 0 || !wide_fits(off) ||
	    !wide_fits(to->in.sum) || !wide_fits(from->out.sum))
		return;
	msg = (off < 0 ? -off : off) <= dgpm_rounding(&from->out.terms, &to->in.terms) ? DGPM_MSG_LED_07
										       : DGPM_MSG_LED_09;
	dgpm_diags_project(c->diags, g->project_id.s);
	dgpm_diag_addf(c->diags, msg, g->first, dgpm_diag_value(c->diags, "%d %s", g->fiscal_year, g->account.s),
		       _("carried out of %d (%s): %s yen, carried into %d: %s yen"), g->fiscal_year - 1, g->account.s,
		       text_of(c->scratch, from->out.sum), g->fiscal_year, text_of(c->scratch, to->in.sum));
	dgpm_diags_project(c->diags, NULL);
}

/* One project: its groups stand by year and account. */
static void check_project(const struct check *c, const struct dgpm_total *g, size_t n)
{
	struct balance *years = dgpm_arena_array(c->scratch, n, sizeof *years);
	const struct dgpm_total **first = dgpm_arena_array(c->scratch, n, sizeof(const struct dgpm_total *));
	size_t n_years = 0;

	for (size_t i = 0; i < n; n_years++) {
		struct side initial = { 0 };
		struct balance *b = &years[n_years];

		first[n_years] = &g[i];
		for (; i < n && g[i].fiscal_year == first[n_years]->fiscal_year &&
		       dgpm_str_eq(g[i].account, first[n_years]->account);
		     i++) {
			if (g[i].overflow)
				say_overflow(c->scratch, c->diags, &g[i]);
			else if (g[i].stage == DGPM_LS_INITIAL)
				add(&initial, &g[i]);
			take(b, &g[i]);
		}
		if (initial.sum < 0 && wide_fits(initial.sum)) {
			dgpm_diags_project(c->diags, g->project_id.s);
			dgpm_diag_addf(c->diags, DGPM_MSG_LED_08, initial.at->first,
				       dgpm_diag_value(c->diags, "%d %s", initial.at->fiscal_year,
						       initial.at->account.s),
				       _("%d (%s): %s yen"), initial.at->fiscal_year, initial.at->account.s,
				       text_of(c->scratch, initial.sum));
			dgpm_diags_project(c->diags, NULL);
		}
		judge_use(c, b);
		for (size_t k = n_years; k-- > 0 && first[k]->fiscal_year >= first[n_years]->fiscal_year - 1;)
			if (first[k]->fiscal_year == first[n_years]->fiscal_year - 1 &&
			    dgpm_str_eq(first[k]->account, first[n_years]->account))
				judge_carried(c, &years[k], b);
	}
}

void dgpm_totals_check(const struct dgpm_totals *t, struct dgpm_arena *arena, struct dgpm_diags *diags,
		       dgpm_excess_fn excess, void *ctx)
{
	struct dgpm_arena *scratch = dgpm_arena_like(arena);
	struct check c = { scratch, diags, excess, ctx };
	size_t n_projects, n;
	const struct dgpm_totals_name *projects = dgpm_totals_projects(t, arena, &n_projects);

	for (size_t i = 0; i < n_projects; i++) {
		const struct dgpm_total *groups = dgpm_totals_of(t, scratch, projects[i].text, &n);

		check_project(&c, groups, n);
		dgpm_arena_reset(scratch);
	}
	dgpm_arena_free(scratch);
}
