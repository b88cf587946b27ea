/* consolidate: the consolidated appropriation of a year. */
#include "base/i18n.h"
#include "govern/consolidate.h"
#include "trace/parts.h"

struct trace_consolidated {
	int fiscal_year;
	struct dgpm_consolidation all;
	bool good;
};

/* What is asked for, at hand. */
struct at {
	struct trace_run *run;
	struct dgpm_answer *answer;
	const struct dgpm_consolidation *all;
	const struct dgpm_consolidated *item;
	const char *row;
};

static const struct dgpm_consolidation *consolidated(struct trace_run *run, int fiscal_year)
{
	struct trace_consolidated *one;

	for (size_t i = 0; i < run->n_consolidated; i++)
		if (run->consolidated[i].fiscal_year == fiscal_year)
			return run->consolidated[i].good ? &run->consolidated[i].all : NULL;
	one = DGPM_PUSH(run->arena, run->consolidated, run->n_consolidated, run->cap_consolidated);
	one->fiscal_year = fiscal_year;
	one->good = dgpm_consolidate(&one->all, run->arena, dgpm_diags_new(run->arena), run->p, run->how->date,
				     fiscal_year, run->how->threads) == 0;
	return one->good ? &one->all : NULL;
}

static struct dgpm_answer_value amount(const struct dgpm_amount *a)
{
	return trace_yen(a->known, a->yen);
}

static struct dgpm_answer_value value_of(const struct at *at, const char *column)
{
	const struct dgpm_consolidated *c = at->item;
	const struct {
		const char *column;
		struct dgpm_answer_value value;
	} all[] = {
		{ "project_id", trace_text(c->id) },
		{ "organization", trace_text(c->organization) },
		{ "name", trace_text(c->name) },
		{ "account", trace_text(c->account) },
		{ "request_yen", amount(&c->request) },
		{ "decision", trace_text(c->decision) },
		{ "reason", trace_text(c->reason) },
		{ "appropriated_yen", amount(&c->appropriated) },
		{ "group", trace_text(dgpm_bulk_group_name(c->group)) },
		{ "last_year_yen", amount(&c->last_year) },
		{ "allocated_yen", amount(&c->allocated) },
		{ "executed_yen", amount(&c->executed) },
	};

	for (size_t i = 0; i < DGPM_COUNT(all); i++)
		if (strcmp(all[i].column, column) == 0)
			return all[i].value;
	return trace_text(NULL);
}

/* The rows of one account of a project. */
static void want_rows(const struct at *at, const struct dgpm_consolidated *c, const struct dgpm_origin *o)
{
	struct trace_member *member = dgpm_arena_array(at->run->arena, 1, sizeof *member);
	struct trace_want *want = trace_want(at->run, at->answer);

	*member = (struct trace_member){ c->id, o->stages };
	want->fiscal_year = at->all->fiscal_year - (strcmp(o->column, "last_year_yen") == 0);
	want->expenses = (1u << DGPM_N_EXPENSES) - 1;
	want->account = c->account;
	want->members = member;
	want->n_members = 1;
	want->keep = (1u << DGPM_N_LEDGER_STAGES) - 1;
	want->by_agency = strcmp(o->column, "appropriated_yen") == 0;
}

static const struct dgpm_origin *origin_of(struct dgpm_arena *arena, const char *column)
{
	const struct dgpm_origin *o =
		dgpm_origin_find(dgpm_consolidation_origins, dgpm_consolidation_n_origins, column);

	return o != NULL ? o
			 : dgpm_origin_find(dgpm_consolidation_origins, dgpm_consolidation_n_origins,
					    dgpm_arena_printf(arena, "%s_yen", column));
}

/* What is in bulk: all that the Agency requests. */
static bool answer_all(const struct at *at, const char *column)
{
	static const char *const columns[DGPM_N_BULK_KINDS] = { "request_yen", "appropriated_yen", "executed_yen" };
	const struct dgpm_origin *o = origin_of(at->run->arena, column);

	for (enum dgpm_bulk_kind k = 0; o != NULL && k < DGPM_N_BULK_KINDS; k++) {
		if (strcmp(o->column, columns[k]) != 0)
			continue;
		at->answer->kind = DGPM_ORIGIN_SUM;
		at->answer->formula = _("of all that the Agency requests in bulk");
		at->answer->value =
			trace_yen(at->all->bulk[k].n != 0 && at->all->bulk[k].sum.known, at->all->bulk[k].sum.yen);
		for (size_t i = 0; i < at->all->n; i++)
			if (strcmp(at->all->items[i].decision, "agency") == 0)
				want_rows(at, &at->all->items[i], o);
		return true;
	}
	return trace_unknown(at->run, at->answer, _("the report has no such column"));
}

static bool answer_cell(const struct at *at, const char *column)
{
	const struct dgpm_origin *o = origin_of(at->run->arena, column);
	struct dgpm_operand *operand;

	if (o == NULL)
		return trace_unknown(at->run, at->answer, _("the report has no such column"));
	at->answer->kind = o->kind;
	at->answer->formula = o->formula != NULL ? _(o->formula) : NULL;
	at->answer->value = value_of(at, o->column);
	if (o->kind == DGPM_ORIGIN_SUM)
		want_rows(at, at->item, o);
	if (o->kind != DGPM_ORIGIN_FORMULA)
		return true;
	operand = trace_operand(
		at->run, at->answer, strcmp(o->column, "reason") == 0 ? "decision" : "reason",
		dgpm_address_cell(at->run->arena, at->row, strcmp(o->column, "reason") == 0 ? "decision" : "reason"),
		trace_text(strcmp(o->column, "reason") == 0 ? at->item->decision : at->item->reason));
	operand->place = at->item->path;
	return true;
}

static void answer_row(const struct at *at)
{
	for (size_t i = 0; i < dgpm_consolidation_n_origins; i++) {
		const struct dgpm_origin *o = &dgpm_consolidation_origins[i];
		struct dgpm_answer_value value = value_of(at, o->column);

		if (o->kind != DGPM_ORIGIN_KEY && value.kind != DGPM_ANSWER_NONE)
			trace_operand(at->run, at->answer, o->column,
				      dgpm_address_cell(at->run->arena, at->row, o->column), value);
	}
	at->answer->is_row = true;
}

static const char *account_of(const struct dgpm_address_part *part)
{
	for (size_t i = 1; i < part->n; i++)
		if (part->terms[i].key != NULL && strcmp(part->terms[i].key, "account") == 0)
			return part->terms[i].value;
	return NULL;
}

bool trace_consolidate(struct trace_run *run, struct dgpm_answer *answer)
{
	const struct dgpm_address *a = &answer->address;
	const char *column = dgpm_address_only(a, 2), *account;
	struct at at = { .run = run, .answer = answer };
	int year;

	if (a->n < 2 || a->n > 3 || (a->n == 3 && column == NULL) || dgpm_address_only(a, 0) == NULL ||
	    !dgpm_fiscal_year_parse(&year, NULL, dgpm_str_of(dgpm_address_only(a, 0)), NULL) ||
	    a->parts[1].terms[0].key != NULL)
		return trace_unknown(run, answer, _("consolidate:YEAR/ID+account=ACCOUNT/COLUMN is meant"));
	at.all = consolidated(run, year);
	if (at.all == NULL)
		return trace_unknown(run, answer, NULL);
	if (strcmp(a->parts[1].terms[0].value, "*") == 0 && column != NULL)
		return answer_all(&at, column);
	account = account_of(&a->parts[1]);
	for (size_t i = 0; i < at.all->n && at.item == NULL; i++)
		if (strcmp(at.all->items[i].id, a->parts[1].terms[0].value) == 0 &&
		    (account == NULL || strcmp(at.all->items[i].account, account) == 0))
			at.item = &at.all->items[i];
	if (at.item == NULL)
		return trace_unknown(run, answer, _("the report has no such row"));
	at.row = dgpm_consolidation_address(run->arena, year, at.item);
	if (column != NULL)
		return answer_cell(&at, column);
	answer_row(&at);
	return true;
}
