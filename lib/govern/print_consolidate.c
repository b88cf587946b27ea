/* The consolidated appropriation as a report. */
#include "base/i18n.h"
#include "govern/consolidate.h"
#include "portfolio/print.h"

static const struct dgpm_col columns[] = {
	{ "project_id", N_("project"), DGPM_COL_TEXT },   { "organization", N_("organization"), DGPM_COL_NAME },
	{ "name", N_("name"), DGPM_COL_NAME },            { "account", N_("account"), DGPM_COL_NAME },
	{ "request_yen", N_("request"), DGPM_COL_YEN },   { "decision", N_("decision"), DGPM_COL_TEXT },
	{ "reason", N_("reason"), DGPM_COL_NAME },        { "appropriated_yen", NULL, DGPM_COL_YEN },
};

static const struct dgpm_col group_columns[] = {
	{ "organization", N_("organization"), DGPM_COL_NAME }, { "account", N_("account"), DGPM_COL_NAME },
	{ "n_agency", N_("in bulk"), DGPM_COL_INT },     { "agency_yen", N_("its request"), DGPM_COL_YEN },
	{ "n_stays", N_("not in bulk"), DGPM_COL_INT },
	{ "stays_yen", N_("their request"), DGPM_COL_YEN },
	{ "n_unknown", N_("no request in the ledger"), DGPM_COL_INT },
};

static const struct dgpm_col execution_columns[] = {
	{ "project_id", N_("project"), DGPM_COL_TEXT },       { "name", N_("name"), DGPM_COL_NAME },
	{ "account", N_("account"), DGPM_COL_NAME },          { "allocated_yen", N_("allocated"), DGPM_COL_YEN },
	{ "executed_yen", N_("executed"), DGPM_COL_YEN },     { "reported_yen", N_("reported"), DGPM_COL_YEN },
	{ "missing", N_("missing"), DGPM_COL_NAME },
};

struct printing {
	const struct dgpm_consolidation *all;
	struct dgpm_arena *arena;
	struct dgpm_words words;
	bool begun; /* the year */
};

static void add_amount(struct dgpm_grid *g, const struct dgpm_amount *amount)
{
	if (amount->known)
		dgpm_grid_int(g, amount->yen);
	else
		dgpm_grid_none(g);
}

static bool by_agency(const struct dgpm_consolidated *c)
{
	return strcmp(c->decision, "agency") == 0;
}

static void print_groups(const struct printing *s, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_grid *g = dgpm_grid_new(s->arena, group_columns, DGPM_COUNT(group_columns));

	for (size_t i = 0; i < s->all->n_groups; i++) {
		const struct dgpm_consolidation_group *x = &s->all->groups[i];

		dgpm_put_organization(g, &s->words, x->organization);
		dgpm_grid_cstr(g, dgpm_word(&s->words, "account", x->account));
		dgpm_grid_int(g, (int64_t)x->n_agency);
		add_amount(g, &x->agency);
		dgpm_grid_int(g, (int64_t)x->n_stays);
		add_amount(g, &x->stays);
		dgpm_grid_int(g, (int64_t)x->n_unknown);
	}
	dgpm_out_puts(out, "\n");
	dgpm_grid_print(g, out, how);
}

/* "no report, no plan of execution" of a consolidated project whose year has begun. */
static const char *missing(const struct printing *s, const struct dgpm_consolidated *c)
{
	const char *text = c->allocated.known || c->executed.known ? NULL : _("allocation");

	if (!c->first)
		return text;
	if (!c->has_plan)
		text = dgpm_arena_printf(s->arena, "%s%s%s", text != NULL ? text : "", text != NULL ? ", " : "",
					 _("plan of execution"));
	if (!c->has_report)
		text = dgpm_arena_printf(s->arena, "%s%s%s", text != NULL ? text : "", text != NULL ? ", " : "",
					 _("report"));
	return text;
}

/* S1 4-5: the Agency executes or allocates; ministries report. Only once the year has begun. */
static void print_execution(const struct printing *s, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_grid *g = dgpm_grid_new(s->arena, execution_columns, DGPM_COUNT(execution_columns));
	size_t n_reported = 0, n = 0;

	for (size_t i = 0; i < s->all->n; i++) {
		const struct dgpm_consolidated *c = &s->all->items[i];

		if (!(by_agency(c) && s->begun) && !c->allocated.known)
			continue;
		dgpm_grid_cstr(g, c->id);
		dgpm_grid_cstr(g, c->name);
		dgpm_grid_cstr(g, c->account);
		add_amount(g, &c->allocated);
		add_amount(g, &c->executed);
		add_amount(g, &c->reported);
		dgpm_grid_cstr(g, s->begun ? missing(s, c) : NULL);
		n += c->first;
		n_reported += c->has_report;
	}
	if (dgpm_grid_rows(g) == 0)
		return;
	dgpm_out_puts(out, "\n");
	dgpm_grid_print(g, out, how);
	dgpm_out_printf(out, P_("execution reported: %zu of %zu project\n",
				"execution reported: %zu of %zu projects\n", n),
			n_reported, n);
}

/* A figure of the portfolio says of how many systems it is: the others are not 0, they are not known. */
static void print_own(const struct printing *s, struct dgpm_out *out, const char *name, const struct dgpm_bulk_sum *x)
{
	char yen[DGPM_INT_BUF];

	if (x->n != 0 && x->sum.known)
		dgpm_out_printf(out, _("%s: %s million yen (known of %zu of %zu)\n"), name,
				dgpm_int_format(yen, dgpm_yen_round(x->sum.yen, DGPM_UNIT_MILLION), ','), x->n,
				s->all->n_systems);
	else
		dgpm_out_printf(out, _("%s: no figure\n"), name);
}

static void print_published(const struct printing *s, struct dgpm_out *out, const struct dgpm_published *p,
			    const char *name)
{
	const struct dgpm_bulk_sum *own = &s->all->bulk[p->kind];
	char yen[DGPM_INT_BUF];
	int64_t rate;

	dgpm_out_printf(out, _("published, %s: "), name);
	if (p->has_systems)
		dgpm_out_printf(out, _("%lld systems, "), (long long)p->systems);
	dgpm_out_printf(out, p->about ? _("about %s million yen, %s [%s]") : _("%s million yen, %s [%s]"),
			dgpm_int_format(yen, dgpm_yen_round(p->amount_yen, DGPM_UNIT_MILLION), ','), p->by, p->source);
	if (own->n != 0 && own->sum.known && dgpm_rate(&rate, own->sum.yen, p->amount_yen, 3))
		dgpm_out_printf(out, _("; here %lld.%lld %% of it"), (long long)(rate / 10), (long long)(rate % 10));
	dgpm_out_puts(out, "\n");
}

static void print_totals(const struct printing *s, struct dgpm_out *out)
{
	const struct dgpm_consolidation *c = s->all;
	const char *const names[DGPM_N_BULK_KINDS] = { _("requested in bulk"), _("appropriated in bulk"),
						       _("executed of it") };

	dgpm_out_printf(out, P_("\nFY%d, in bulk: %zu system\n", "\nFY%d, in bulk: %zu systems\n", c->n_systems),
			c->fiscal_year, c->n_systems);
	for (enum dgpm_bulk_kind k = 0; k < DGPM_N_BULK_KINDS; k++)
		if (k == DGPM_BULK_REQUEST || c->bulk[k].n != 0)
			print_own(s, out, names[k], &c->bulk[k]);
	for (size_t i = 0; i < c->n_published; i++)
		print_published(s, out, &c->published[i], names[c->published[i].kind]);
}

void dgpm_consolidation_print(const struct dgpm_consolidation *all, struct dgpm_arena *a,
			      const struct dgpm_words *said, struct dgpm_date date, struct dgpm_out *out,
			      const struct dgpm_print *how)
{
	bool text = how->format == DGPM_FORMAT_TEXT;
	const struct printing s = { all, a, text ? *said : dgpm_words_as_codes(said),
				    dgpm_date_fiscal_year(date) >= all->fiscal_year };
	struct dgpm_grid *g = dgpm_grid_new(a, columns, DGPM_COUNT(columns));

	dgpm_grid_main(g);
	dgpm_grid_spare(g, "organization");
	for (size_t i = 0; i < all->n; i++) {
		const struct dgpm_consolidated *c = &all->items[i];

		dgpm_grid_cstr(g, c->id);
		if (text)
			dgpm_put_organization(g, &s.words, c->organization);
		else
			dgpm_grid_cstr(g, c->organization);
		dgpm_grid_cstr(g, c->name);
		dgpm_grid_cstr(g, c->account);
		add_amount(g, &c->request);
		dgpm_grid_cstr(g, dgpm_word(&s.words, "consolidation-decision", c->decision));
		dgpm_grid_cstr(g, c->reason);
		add_amount(g, &c->appropriated);
	}
	dgpm_grid_print(g, out, how);
	if (!text)
		return;
	for (size_t i = 0; how->width != 0 && how->explain && i < all->n; i++)
		if (all->items[i].reason != NULL)
			dgpm_out_printf(out, "%s%s %s: %s\n", i == 0 ? "\n" : "", all->items[i].id,
					all->items[i].account, all->items[i].reason);
	print_groups(&s, out, how);
	print_execution(&s, out, how);
	print_totals(&s, out);
	dgpm_print_lacking(out, &all->ledgers);
}
