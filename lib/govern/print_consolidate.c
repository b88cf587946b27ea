/* The consolidated appropriation as a report. */
#include "base/i18n.h"
#include "base/list.h"
#include "govern/consolidate.h"
#include "ledger/account.h"
#include "portfolio/print.h"
#include "print/text.h"

#define FOLD_FROM 30 /* more rows than this are told by their sums alone, as the findings of reviews are */
#define FOLD_SHOWN 5 /* else so many of a group */

static const struct dgpm_col columns[] = {
	{ "project_id", "", DGPM_COL_TEXT },      { "organization", "", DGPM_COL_TEXT },
	{ "name", "", DGPM_COL_TEXT },            { "account", "", DGPM_COL_TEXT },
	{ "request_yen", "", DGPM_COL_YEN },      { "decision", "", DGPM_COL_TEXT },
	{ "reason", "", DGPM_COL_TEXT },          { "appropriated_yen", "", DGPM_COL_YEN },
	{ "group", "", DGPM_COL_TEXT },           { "last_year_yen", "", DGPM_COL_YEN },
	{ "figure", "", DGPM_COL_TEXT },
};

/* Those of text; two have the years in their titles. */
enum { LAST_YEAR = 4, REQUEST, GROUP };
static const struct dgpm_col text_columns[] = {
	{ "project_id", N_("project"), DGPM_COL_TEXT }, { "organization", N_("organization"), DGPM_COL_NAME },
	{ "name", N_("name"), DGPM_COL_NAME },          { "account", N_("account"), DGPM_COL_NAME },
	{ "last_year_yen", NULL, DGPM_COL_YEN },        { "request_yen", NULL, DGPM_COL_YEN },
	{ "group", NULL, DGPM_COL_NAME },               { "reason", N_("reason"), DGPM_COL_NAME },
	{ "decision", NULL, DGPM_COL_TEXT },            { "appropriated_yen", NULL, DGPM_COL_YEN },
	{ "figure", NULL, DGPM_COL_TEXT },
};

static const struct dgpm_col sum_columns[] = {
	{ "group", N_("group"), DGPM_COL_TEXT },
	{ "n", N_("accounts"), DGPM_COL_INT },
	{ "last_year_yen", NULL, DGPM_COL_YEN },
	{ "request_yen", NULL, DGPM_COL_YEN },
};
enum { SUM_LAST_YEAR = 2, SUM_REQUEST };

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
	bool begun;  /* the year */
	bool folded, addresses;
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

static void print_data(const struct printing *s, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_grid *g = dgpm_grid_new(s->arena, columns, DGPM_COUNT(columns));

	dgpm_grid_main(g);
	for (size_t i = 0; i < s->all->n; i++) {
		const struct dgpm_consolidated *c = &s->all->items[i];

		dgpm_grid_cstr(g, c->id);
		dgpm_grid_cstr(g, c->organization);
		dgpm_grid_cstr(g, c->name);
		dgpm_grid_cstr(g, c->account);
		add_amount(g, &c->request);
		dgpm_grid_cstr(g, c->decision);
		dgpm_grid_cstr(g, c->reason);
		add_amount(g, &c->appropriated);
		dgpm_grid_cstr(g, dgpm_bulk_group_name(c->group));
		add_amount(g, &c->last_year);
		dgpm_grid_cstr(g, dgpm_consolidation_address(s->arena, s->all->fiscal_year, c));
	}
	dgpm_grid_print(g, out, how);
}

/* The columns with the two years in their titles; in a workbook, where rows have no heads, the group too. */
static struct dgpm_grid *dated(const struct printing *s, const struct dgpm_print *how, const struct dgpm_col *cols,
			       size_t n, size_t last_year, size_t request)
{
	struct dgpm_col *own = dgpm_arena_array(s->arena, n, sizeof *own);
	struct dgpm_grid *g;

	memcpy(own, cols, n * sizeof *own);
	if (s->addresses && strcmp(own[n - 1].name, "figure") == 0)
		own[n - 1].title = N_("address");
	own[last_year].title = dgpm_arena_printf(s->arena, _("FY%s budget"),
						 dgpm_print_year(s->arena, how, s->all->fiscal_year - 1));
	if (cols == text_columns && how->workbook != NULL)
		own[GROUP].title = N_("group");
	own[request].title = dgpm_arena_printf(s->arena, _("FY%s request"),
					       dgpm_print_year(s->arena, how, s->all->fiscal_year));
	g = dgpm_grid_new(s->arena, own, n);
	dgpm_grid_brief(g, own[last_year].name,
			dgpm_arena_printf(s->arena, _("%s bud."),
					  dgpm_print_year(s->arena, how, s->all->fiscal_year - 1)));
	dgpm_grid_brief(g, own[request].name,
			dgpm_arena_printf(s->arena, _("%s req."), dgpm_print_year(s->arena, how, s->all->fiscal_year)));
	return g;
}

/* What the greatest request, else the greatest budget, is comes first. */
static int cmp_rows(const void *pa, const void *pb)
{
	const struct dgpm_consolidated *a = *(const struct dgpm_consolidated *const *)pa,
				       *b = *(const struct dgpm_consolidated *const *)pb;
	int c = (int)b->request.known - (int)a->request.known;

	if (c == 0)
		c = (b->request.yen > a->request.yen) - (b->request.yen < a->request.yen);
	if (c == 0)
		c = (int)b->last_year.known - (int)a->last_year.known;
	if (c == 0)
		c = (b->last_year.yen > a->last_year.yen) - (b->last_year.yen < a->last_year.yen);
	/* The array of all is in the official order. */
	return c != 0 ? c : (a > b) - (a < b);
}

static void put_blanks(struct dgpm_grid *g, size_t n)
{
	for (size_t i = 0; i < n; i++)
		dgpm_grid_cstr(g, "");
}

/* A row of the text without what only rows of projects have. */
static void put_sum(struct dgpm_grid *g, const char *label, const struct dgpm_bulk_part *sum)
{
	dgpm_grid_cstr(g, label);
	put_blanks(g, LAST_YEAR - 1);
	add_amount(g, &sum->last_year);
	add_amount(g, &sum->request);
	put_blanks(g, DGPM_COUNT(text_columns) - GROUP);
}

static void put_account(struct dgpm_grid *g, const struct printing *s, const char *account)
{
	const char *kind = dgpm_account_kind_name(dgpm_account_kind(dgpm_str_of(account)));
	const char *text = dgpm_word(&s->words, "account", kind), *name = strchr(account, ':');

	if (name != NULL)
		text = dgpm_arena_printf(s->arena, _("%s (%s)"), text, name + 1);
	dgpm_grid_short(g, text, dgpm_word(&s->words, "account-brief", kind));
}

static void put_row(struct dgpm_grid *g, const struct printing *s, const struct dgpm_consolidated *c)
{
	const char *decision = dgpm_word(&s->words, "consolidation-decision", c->decision), *brief = decision;

	/* The head says already that it can be requested, or that something is to be done: what that is remains. */
	if (c->group == DGPM_BULK_CAN || c->todo != NULL)
		brief = c->detail != NULL ? c->detail : "";
	dgpm_grid_cstr(g, c->id);
	dgpm_put_organization(g, &s->words, c->organization);
	dgpm_grid_cstr(g, c->name);
	put_account(g, s, c->account);
	add_amount(g, &c->last_year);
	add_amount(g, &c->request);
	dgpm_grid_cstr(g, dgpm_word(&s->words, "consolidation-group", dgpm_bulk_group_name(c->group)));
	dgpm_grid_short(g, c->reason, brief);
	dgpm_grid_cstr(g, decision);
	add_amount(g, &c->appropriated);
	dgpm_grid_cstr(g, s->addresses ? dgpm_consolidation_address(s->arena, s->all->fiscal_year, c) : NULL);
}

static const char *group_label(const struct printing *s, enum dgpm_bulk_group group)
{
	return dgpm_word(&s->words, "consolidation-group", dgpm_bulk_group_name(group));
}

/* The rows under the head of their group, with its sums. */
static void print_rows(const struct printing *s, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_grid *g = dated(s, how, text_columns, DGPM_COUNT(text_columns), LAST_YEAR, REQUEST);
	const struct dgpm_consolidated **rows = dgpm_arena_array(s->arena, s->all->n,
								 sizeof(const struct dgpm_consolidated *));

	dgpm_grid_main(g);
	dgpm_grid_spare(g, "organization");
	for (size_t k = 0; k < DGPM_N_BULK_GROUPS; k++) {
		const struct dgpm_bulk_part *sum = &s->all->by_group[k];
		size_t n = 0, shown;

		for (size_t i = 0; i < s->all->n; i++)
			if (s->all->items[i].group == k)
				rows[n++] = &s->all->items[i];
		dgpm_sort(rows, n, sizeof(const struct dgpm_consolidated *), cmp_rows);
		shown = s->folded && n > FOLD_SHOWN + 1 ? FOLD_SHOWN : n;
		if (how->workbook == NULL) {
			dgpm_grid_head(g);
			put_sum(g, dgpm_arena_printf(s->arena, "%s %zu", group_label(s, sum->group), n), sum);
		}
		for (size_t i = 0; i < shown; i++)
			put_row(g, s, rows[i]);
		if (shown == n)
			continue;
		dgpm_grid_head(g);
		dgpm_grid_cstr(g, dgpm_arena_printf(s->arena, _("  … %zu more (--all)"), n - shown));
		put_blanks(g, DGPM_COUNT(text_columns) - 1);
	}
	dgpm_grid_sum(g, false);
	put_sum(g, dgpm_arena_printf(s->arena, _("total %zu"), s->all->n), &s->all->all);
	dgpm_grid_print(g, out, how);
	if (how->workbook == NULL)
		dgpm_out_puts(out, _("a row is an account of a project\n"));
}

static void put_part(struct dgpm_grid *g, const char *label, const struct dgpm_bulk_part *x)
{
	dgpm_grid_cstr(g, label);
	dgpm_grid_int(g, (int64_t)x->n);
	add_amount(g, &x->last_year);
	add_amount(g, &x->request);
}

/* Groups and decisions alone. */
static void print_sums(const struct printing *s, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_grid *g = dated(s, how, sum_columns, DGPM_COUNT(sum_columns), SUM_LAST_YEAR, SUM_REQUEST);

	for (size_t k = 0; k < DGPM_N_BULK_GROUPS; k++) {
		put_part(g, group_label(s, (enum dgpm_bulk_group)k), &s->all->by_group[k]);
		for (size_t i = 0; k != DGPM_BULK_CAN && i < s->all->n_parts; i++)
			if (s->all->parts[i].group == k)
				put_part(g,
					 dgpm_arena_printf(s->arena, "  %s",
							   dgpm_word(&s->words, "consolidation-decision",
								     s->all->parts[i].decision)),
					 &s->all->parts[i]);
	}
	dgpm_grid_sum(g, false);
	put_part(g, _("total"), &s->all->all);
	dgpm_grid_print(g, out, how);
	dgpm_out_puts(out, _("all rows: --all; those of one organization: --where\n"));
}

static void print_reasons(const struct printing *s, struct dgpm_out *out, const struct dgpm_print *how)
{
	dgpm_out_puts(out, "\n");
	for (size_t i = 0; i < s->all->n; i++) {
		const struct dgpm_consolidated *c = &s->all->items[i];

		dgpm_text_wrap(s->arena, out, "",
			       dgpm_arena_printf(s->arena, "%s %s: %s", c->id, c->account, c->reason), 2, how->width);
	}
}

void dgpm_consolidation_print(const struct dgpm_consolidation *all, struct dgpm_arena *a,
			      const struct dgpm_words *said, struct dgpm_date date,
			      const struct dgpm_consolidation_look *look, struct dgpm_out *out,
			      const struct dgpm_print *how)
{
	bool text = how->format == DGPM_FORMAT_TEXT, chosen = how->choice != NULL;
	struct printing s = { .all = all, .arena = a, .words = text ? *said : dgpm_words_as_codes(said),
			      .begun = dgpm_date_fiscal_year(date) >= all->fiscal_year,
			      .addresses = look->addresses,
			      .folded = how->fold && !look->unfold && !chosen && !how->explain };

	if (!text) {
		print_data(&s, out, how);
		return;
	}
	if (s.folded && all->n > FOLD_FROM)
		print_sums(&s, out, how);
	else
		print_rows(&s, out, how);
	if (chosen && how->choice->unknown != NULL)
		return;
	if (how->width != 0 && how->explain)
		print_reasons(&s, out, how);
	if (!s.folded)
		print_groups(&s, out, how);
	print_execution(&s, out, how);
	print_totals(&s, out);
	dgpm_print_lacking(out, &all->ledgers);
}
