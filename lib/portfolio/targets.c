/* Reading cost-reduction targets, and the path from the baseline to the target. */
#include "portfolio/targets.h"
#include "base/list.h"
#include "base/i18n.h"
#include "base/wide.h"

#define KIND "dgpm/target@1"

bool dgpm_cut_parse(int64_t *out, struct dgpm_str text)
{
	int64_t value = 0, whole = 0;
	int places = -1;

	if (text.s == NULL || text.n == 0)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.s[i];

		if (c == '.' && places < 0) {
			places = 0;
			continue;
		}
		if (c < '0' || c > '9' || places == 6 || whole > 1)
			return false;
		if (places < 0)
			whole = whole * 10 + (c - '0');
		else
			places++;
		value = value * 10 + (c - '0');
	}
	if (text.s[0] == '.' || text.s[text.n - 1] == '.')
		return false;
	for (int i = places < 0 ? 0 : places; i < 6; i++)
		value *= 10;
	if (value > DGPM_CUT_WHOLE)
		return false;
	*out = value;
	return true;
}

/* Half-up, away from zero at the half, as everywhere in dgpm. */
static wide divide(wide n, wide d)
{
	return n >= 0 ? (n * 2 + d) / (d * 2) : -((-n * 2 + d) / (d * 2));
}

bool dgpm_aim_yen(dgpm_yen *out, const struct dgpm_aim *aim, dgpm_yen baseline)
{
	wide v;

	switch (aim->kind) {
	case DGPM_AIM_CUT:
		v = divide((wide)baseline * (DGPM_CUT_WHOLE - aim->value), DGPM_CUT_WHOLE);
		break;
	case DGPM_AIM_CUT_YEN:
		v = (wide)baseline - aim->value;
		break;
	case DGPM_AIM_AMOUNT:
		v = aim->value;
		break;
	default:
		return false;
	}
	if (v < 0 || v > INT64_MAX)
		return false;
	*out = (dgpm_yen)v;
	return true;
}

bool dgpm_target_path(dgpm_yen *out, const struct dgpm_target *t, dgpm_yen baseline, int fiscal_year)
{
	int from = t->baseline_fy;
	dgpm_yen low = baseline, high;

	if (t->baseline_fy == 0 || t->aim.fiscal_year == 0 || fiscal_year < from)
		return false;
	for (size_t i = 0; i <= t->n_milestones; i++) {
		const struct dgpm_aim *point = i < t->n_milestones ? &t->milestones[i] : &t->aim;

		if (!dgpm_aim_yen(&high, point, baseline))
			return false;
		if (fiscal_year <= point->fiscal_year) {
			wide over = point->fiscal_year - from;

			*out = (dgpm_yen)divide((wide)low * over + ((wide)high - low) * (fiscal_year - from), over);
			return true;
		}
		low = high;
		from = point->fiscal_year;
	}
	*out = high;
	return true;
}

static const struct dgpm_node *items_of(const struct dgpm_node *list, uint32_t *n)
{
	*n = list != NULL && list->kind == DGPM_LIST ? list->n : 0;
	return *n != 0 ? list->items : NULL;
}

static bool int_at(const struct dgpm_node *map, const char *key, int64_t *out)
{
	return dgpm_node_int(dgpm_node_get(map, key), out);
}

/* A year and one of cut, cut_yen and amount_yen; TGT-03 when the cut is none. */
static bool read_aim(struct dgpm_aim *out, struct dgpm_diags *diags, const struct dgpm_node *map, const char *path)
{
	const struct dgpm_node *cut = dgpm_node_get(map, "cut"), *amount;
	int64_t year;

	*out = (struct dgpm_aim){ 0 };
	if (int_at(map, "fiscal_year", &year))
		out->fiscal_year = (int)year;
	if (cut != NULL) {
		out->kind = DGPM_AIM_CUT;
		if (dgpm_cut_parse(&out->value, dgpm_node_str(cut)))
			return true;
		dgpm_diag_addf(diags, DGPM_MSG_TGT_03, dgpm_node_loc(cut, path), dgpm_node_str(cut).s, "%s",
			       dgpm_node_str(cut).s);
		return false;
	}
	amount = dgpm_node_get(map, "cut_yen");
	out->kind = amount != NULL ? DGPM_AIM_CUT_YEN : DGPM_AIM_AMOUNT;
	if (amount == NULL)
		amount = dgpm_node_get(map, "amount_yen");
	if (amount == NULL)
		out->kind = DGPM_AIM_NONE;
	else if (!dgpm_node_int(amount, &out->value) || out->value < 0) {
		dgpm_diag_addf(diags, DGPM_MSG_TGT_03, dgpm_node_loc(amount, path), dgpm_node_str(amount).s, "%s",
			       dgpm_node_str(amount).s);
		return false;
	}
	return true;
}

static int cmp_aims(const void *pa, const void *pb)
{
	const struct dgpm_aim *a = pa, *b = pb;

	return (a->fiscal_year > b->fiscal_year) - (a->fiscal_year < b->fiscal_year);
}

#define MOST_TOLD 1000 /* of the faults of one path */

static bool read_path(struct dgpm_target *t, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      const struct dgpm_node *root, const char *path)
{
	uint32_t n;
	const struct dgpm_node *items = items_of(dgpm_node_get(root, "path"), &n);
	struct dgpm_aim *aims = dgpm_arena_array(arena, n, sizeof *aims);
	uint32_t *seen = dgpm_arena_array(arena, DGPM_YEAR_MAX - DGPM_YEAR_MIN + 1, sizeof *seen);
	uint32_t told = 0;

	for (uint32_t i = 0; i < n && told < MOST_TOLD; i++) {
		struct dgpm_loc at = dgpm_node_loc(dgpm_node_get(&items[i], "fiscal_year"), path);

		if (!read_aim(&aims[i], diags, &items[i], path)) {
			told++;
			continue;
		}
		if (aims[i].fiscal_year >= DGPM_YEAR_MIN && aims[i].fiscal_year <= DGPM_YEAR_MAX &&
		    seen[aims[i].fiscal_year - DGPM_YEAR_MIN]++ != 0) {
			dgpm_diag_addf(diags, DGPM_MSG_TGT_04, at, dgpm_diag_value(diags, "%d", aims[i].fiscal_year),
				       "%d", aims[i].fiscal_year);
			told++;
		}
		if (aims[i].fiscal_year <= t->baseline_fy || aims[i].fiscal_year >= t->aim.fiscal_year) {
			dgpm_diag_addf(diags, DGPM_MSG_TGT_04, at, dgpm_diag_value(diags, "%d", aims[i].fiscal_year),
				       _("%d is not between %d and %d"), aims[i].fiscal_year, t->baseline_fy,
				       t->aim.fiscal_year);
			told++;
		}
	}
	dgpm_sort(aims, n, sizeof *aims, cmp_aims);
	t->milestones = aims;
	t->n_milestones = n;
	return told == 0;
}

static unsigned read_expenses(const struct dgpm_node *list)
{
	uint32_t n;
	const struct dgpm_node *items = items_of(list, &n);
	unsigned mask = 0;

	for (uint32_t i = 0; i < n; i++)
		for (int e = 0; e < DGPM_N_EXPENSES; e++)
			if (dgpm_str_is(dgpm_node_str(&items[i]), dgpm_expense_name((enum dgpm_expense)e)))
				mask |= 1u << e;
	return mask != 0 ? mask : 1u << DGPM_EXPENSE_OPERATION;
}

static void read_stages(struct dgpm_target *t, const struct dgpm_node *list)
{
	static const uint8_t usual[] = { DGPM_LS_EXECUTED, DGPM_LS_INITIAL, DGPM_LS_PLANNED };
	uint32_t n;
	const struct dgpm_node *items = items_of(list, &n);

	for (uint32_t i = 0; i < n && t->n_stages < DGPM_N_LEDGER_STAGES; i++)
		for (int s = 0; s < DGPM_N_LEDGER_STAGES; s++)
			if (dgpm_str_is(dgpm_node_str(&items[i]), dgpm_ledger_stage_name((enum dgpm_ledger_stage)s)))
				t->stages[t->n_stages++] = (uint8_t)s;
	if (t->n_stages == 0) {
		memcpy(t->stages, usual, sizeof usual);
		t->n_stages = DGPM_COUNT(usual);
	}
}

/* "S1 4-4-2, S3 5.2" */
static const char *source_text(struct dgpm_arena *arena, const struct dgpm_node *list)
{
	uint32_t n;
	const struct dgpm_node *items = items_of(list, &n);
	const char *text = NULL;

	for (uint32_t i = 0; i < n; i++) {
		const char *document = dgpm_node_cstr(dgpm_node_get(&items[i], "document"));
		const char *section = dgpm_node_cstr(dgpm_node_get(&items[i], "section"));

		if (document == NULL)
			continue;
		text = dgpm_arena_printf(arena, "%s%s%s%s%s", text != NULL ? text : "", text != NULL ? ", " : "",
					 document, section != NULL ? " " : "", section != NULL ? section : "");
	}
	return text;
}

bool dgpm_target_read(struct dgpm_target *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      const struct dgpm_data *data, const struct dgpm_node *root, const char *path)
{
	const struct dgpm_node *baseline = dgpm_node_get(root, "baseline"), *target = dgpm_node_get(root, "target");
	const struct dgpm_node *published = dgpm_node_get(root, "published");
	int64_t year;
	bool good;

	*out = (struct dgpm_target){
		.id = dgpm_node_cstr(dgpm_node_get(root, "id")),
		.title = dgpm_data_text(data, dgpm_node_get(root, "title")),
		.note = dgpm_data_text(data, dgpm_node_get(root, "note")),
		.source = source_text(arena, dgpm_node_get(root, "source")),
		.scope = dgpm_node_get(root, "scope"),
		.baseline_scope = dgpm_node_get(baseline, "scope"),
		.expenses = read_expenses(dgpm_node_get(root, "expenses")),
		.more_than = dgpm_node_true(dgpm_node_get(target, "more_than")),
		.at = dgpm_node_loc(dgpm_node_get(root, "id"), path),
	};
	read_stages(out, dgpm_node_get(root, "stages"));
	if (int_at(baseline, "fiscal_year", &year))
		out->baseline_fy = (int)year;
	out->has_baseline = int_at(baseline, "amount_yen", &out->baseline_yen);
	out->has_published = int_at(published, "baseline_yen", &out->published_yen);
	(void)int_at(published, "cut_yen", &out->published_cut_yen);
	good = read_aim(&out->aim, diags, target, path);
	if (out->baseline_fy != 0 && out->aim.fiscal_year != 0 && out->aim.fiscal_year <= out->baseline_fy) {
		dgpm_diag_addf(diags, DGPM_MSG_TGT_02, dgpm_node_loc(dgpm_node_get(target, "fiscal_year"), path),
			       dgpm_diag_value(diags, "%d", out->aim.fiscal_year), _("%d, the baseline is of %d"),
			       out->aim.fiscal_year, out->baseline_fy);
		return false; /* no year lies between the two */
	}
	return read_path(out, arena, diags, root, path) && good;
}

/* Organizations a scope names are to be known. */
static bool check_scope(const struct dgpm_portfolio *p, struct dgpm_diags *diags, const struct dgpm_node *scope,
			const char *path)
{
	uint32_t n;
	const struct dgpm_node *items = items_of(dgpm_node_get(scope, "organizations"), &n);
	bool good = true;

	for (uint32_t i = 0; i < n; i++)
		if (dgpm_organizations_find(dgpm_portfolio_organizations(p), dgpm_node_str(&items[i])) == NULL) {
			dgpm_diag_add(diags, DGPM_MSG_REF_05, dgpm_node_loc(&items[i], path),
				      dgpm_node_str(&items[i]).s);
			good = false;
		}
	return good;
}

static bool id_is_free(const struct dgpm_target *have, size_t n, struct dgpm_diags *diags, const struct dgpm_target *t)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(have[i].id, t->id) == 0) {
			dgpm_diag_add2(diags, DGPM_MSG_TGT_01, t->at, t->id, have[i].at, _("the same ID stands here"));
			return false;
		}
	return true;
}

int dgpm_targets_load(struct dgpm_targets *out, struct dgpm_arena *arena, struct dgpm_diags *diags,
		      struct dgpm_data *data, struct dgpm_portfolio *portfolio, unsigned threads)
{
	size_t n_files, n_others = 0;
	const char *const *files = dgpm_data_list(data, diags, "targets", ".yaml", &n_files);
	const struct dgpm_other *others =
		portfolio != NULL ? dgpm_portfolio_others(portfolio, diags, threads, &n_others) : NULL;
	struct dgpm_target *items = dgpm_arena_array(arena, n_files + n_others, sizeof *items);
	size_t n = 0;

	for (size_t i = 0; i < n_files; i++) {
		const struct dgpm_node *root = dgpm_data_doc(data, diags, files[i]);

		if (root == NULL || !dgpm_target_read(&items[n], arena, diags, data, root, files[i]))
			return -1;
		items[n++].built_in = true;
	}
	for (size_t i = 0; i < n_others; i++) {
		bool good;

		if (strcmp(others[i].kind, KIND) != 0)
			continue;
		/* All that is wrong with one is told at once. */
		good = dgpm_target_read(&items[n], arena, diags, data, others[i].root, others[i].path);
		good &= check_scope(portfolio, diags, items[n].scope, others[i].path);
		good &= check_scope(portfolio, diags, items[n].baseline_scope, others[i].path);
		good &= id_is_free(items, n, diags, &items[n]);
		n += good;
	}
	*out = (struct dgpm_targets){ .items = items, .n = n };
	return 0;
}

static void check_projects(struct dgpm_diags *diags, const struct dgpm_portfolio *p, const struct dgpm_node *scope,
			   const char *path)
{
	uint32_t n;
	const struct dgpm_node *items = items_of(dgpm_node_get(scope, "projects"), &n);

	for (uint32_t i = 0; i < n; i++)
		if (!dgpm_portfolio_knows(p, dgpm_node_str(&items[i])))
			dgpm_diag_add(diags, DGPM_MSG_REF_03, dgpm_node_loc(&items[i], path),
				      dgpm_node_str(&items[i]).s);
}

void dgpm_target_check_projects(struct dgpm_diags *diags, const struct dgpm_portfolio *p, const struct dgpm_target *t)
{
	if (t->built_in || dgpm_portfolio_is_named(p))
		return;
	check_projects(diags, p, t->scope, t->at.path);
	check_projects(diags, p, t->baseline_scope, t->at.path);
}

void dgpm_targets_check(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p, unsigned threads)
{
	size_t n, own = 0;
	const struct dgpm_other *others = dgpm_portfolio_others(p, diags, threads, &n);
	struct dgpm_targets targets;

	for (size_t i = 0; i < n; i++)
		own += strcmp(others[i].kind, KIND) == 0;
	if (own == 0 || dgpm_targets_load(&targets, arena, diags, dgpm_portfolio_data(p), p, threads) != 0)
		return;
	for (size_t i = 0; i < targets.n; i++)
		dgpm_target_check_projects(diags, p, &targets.items[i]);
}
