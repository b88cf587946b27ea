/* Waivers: gathered from the cards, and printed. */
#include "govern/waivers.h"
#include "base/i18n.h"
#include "portfolio/each.h"
#include "portfolio/select.h"

struct run {
	struct dgpm_portfolio *p;
	struct dgpm_date date;
	struct dgpm_lists *rows; /* of struct dgpm_waiver */
};

static const char *text(struct dgpm_worker *w, const struct dgpm_node *waiver, const char *key)
{
	return dgpm_arena_strdup(w->keep, dgpm_node_cstr(dgpm_node_get(waiver, key)));
}

static void take(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	struct run *run = ctx;
	const struct dgpm_node *list = card->waivers;
	struct dgpm_date until;

	if (list == NULL || list->kind != DGPM_LIST || !dgpm_portfolio_selects(run->p, w->scratch, card))
		return;
	for (uint32_t i = 0; i < list->n; i++) {
		struct dgpm_waiver *row = dgpm_lists_add(run->rows, w);

		*row = (struct dgpm_waiver){
			.id = dgpm_arena_strdup(w->keep, card->id),
			.organization = dgpm_arena_strdup(w->keep, card->organization),
			.name = dgpm_arena_strdup(w->keep, card->name),
			.rule = text(w, &list->items[i], "rule"),
			.item = text(w, &list->items[i], "item"),
			.reason = text(w, &list->items[i], "reason"),
			.approver = text(w, &list->items[i], "approver"),
			.until = text(w, &list->items[i], "until"),
			.at = dgpm_node_loc(&list->items[i], card->path),
		};
		if (dgpm_node_date(&list->items[i], "until", &until))
			row->days_left = dgpm_date_days(run->date, until);
	}
}

static int cmp(const void *pa, const void *pb)
{
	const struct dgpm_waiver *a = pa, *b = pb;
	int c;

	if (a->days_left != b->days_left)
		return a->days_left < b->days_left ? -1 : 1;
	if ((c = strcmp(a->id, b->id)) != 0 || (c = strcmp(a->at.path, b->at.path)) != 0)
		return c;
	return a->at.line != b->at.line ? (a->at.line < b->at.line ? -1 : 1) :
					  (a->at.column > b->at.column) - (a->at.column < b->at.column);
}

void dgpm_waivers_list(struct dgpm_waivers *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		       struct dgpm_portfolio *p, struct dgpm_date date, unsigned threads)
{
	struct run run = { p, date, NULL };

	threads = threads < 1 ? 1 : threads;
	*out = (struct dgpm_waivers){ 0 };
	run.rows = dgpm_lists_new(arena, threads, sizeof(struct dgpm_waiver));
	dgpm_portfolio_cards(p, diags, threads, take, &run, &out->cards);
	dgpm_portfolio_check_empty(p, diags, &out->cards, NULL);
	out->items = dgpm_lists_join(run.rows, arena, cmp, &out->n);
	for (size_t i = 0; i < out->n; i++)
		out->n_over += out->items[i].days_left < 0;
}

static const struct dgpm_col columns[] = {
	{ "project_id", N_("project"), DGPM_COL_TEXT },   { "organization", N_("organization"), DGPM_COL_NAME },
	{ "name", NULL, DGPM_COL_NAME },		  { "rule", N_("rule"), DGPM_COL_TEXT },
	{ "item", N_("item"), DGPM_COL_NAME },		  { "until", N_("until"), DGPM_COL_TEXT },
	{ "days_left", N_("days left"), DGPM_COL_INT },	  { "state", NULL, DGPM_COL_TEXT },
	{ "approver", N_("approver"), DGPM_COL_NAME },	  { "reason", N_("reason"), DGPM_COL_NAME },
	{ "file", NULL, DGPM_COL_TEXT },		  { "line", NULL, DGPM_COL_INT },
};

void dgpm_waivers_print(const struct dgpm_waivers *all, struct dgpm_arena *a, const struct dgpm_words *said,
			struct dgpm_date date, struct dgpm_out *out, const struct dgpm_print *how)
{
	bool words = how->format == DGPM_FORMAT_TEXT;
	struct dgpm_grid *g = dgpm_grid_new(a, columns, DGPM_COUNT(columns));
	char day[11];

	dgpm_grid_report(g, "waivers-report");
	dgpm_grid_main(g);
	dgpm_grid_spare(g, "organization item");
	for (size_t i = 0; i < all->n; i++) {
		const struct dgpm_waiver *x = &all->items[i];

		dgpm_grid_cstr(g, x->id);
		if (words)
			dgpm_put_organization(g, said, x->organization);
		else
			dgpm_grid_cstr(g, x->organization);
		dgpm_grid_cstr(g, x->name);
		dgpm_grid_cstr(g, x->rule);
		dgpm_grid_cstr(g, x->item);
		dgpm_grid_cstr(g, x->until);
		dgpm_grid_int(g, x->days_left);
		dgpm_grid_cstr(g, x->days_left < 0 ? "expired" : "holds");
		dgpm_grid_cstr(g, x->approver);
		dgpm_grid_cstr(g, x->reason);
		dgpm_grid_cstr(g, x->at.path);
		dgpm_grid_int(g, x->at.line);
	}
	dgpm_grid_print(g, out, how);
	if (words)
		dgpm_out_printf(out, P_("%zu waiver as of %s, %zu expired\n",
				"%zu waivers as of %s, %zu expired\n", all->n),
				all->n, dgpm_date_format(day, date), all->n_over);
}
