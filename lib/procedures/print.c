/* Procedures as text, CSV and JSON. */
#include "base/i18n.h"
#include "base/list.h"
#include "procedures/procedures.h"

static const struct dgpm_col columns[] = {
	{ "organization", "", DGPM_COL_TEXT }, { "project_id", "", DGPM_COL_TEXT },
	{ "procedure_id", "", DGPM_COL_TEXT }, { "name", "", DGPM_COL_TEXT },
	{ "uses", "", DGPM_COL_INT },	       { "uses_online", "", DGPM_COL_INT },
	{ "online", "", DGPM_COL_TEXT },       { "complete", "", DGPM_COL_TEXT },
	{ "attachments", "", DGPM_COL_TEXT },  { "omitted", "", DGPM_COL_INT },
	{ "reason", "", DGPM_COL_TEXT },
};

static const char *known_name(uint8_t known)
{
	static const char *const names[] = { NULL, "no", "planned", "yes" };

	return names[known];
}

static void put_count(struct dgpm_grid *g, bool has, int64_t n)
{
	if (has)
		dgpm_grid_int(g, n);
	else
		dgpm_grid_none(g);
}

static void print_rows(const struct dgpm_procedures *all, struct dgpm_arena *arena, struct dgpm_out *out,
		       const struct dgpm_print *how)
{
	struct dgpm_grid *g = dgpm_grid_new(arena, columns, DGPM_COUNT(columns));

	dgpm_grid_main(g);
	for (size_t i = 0; i < all->n; i++) {
		const struct dgpm_procedure *p = &all->items[i];

		dgpm_grid_cstr(g, p->organization);
		dgpm_grid_cstr(g, p->project_id);
		dgpm_grid_cstr(g, p->id);
		dgpm_grid_cstr(g, p->name);
		put_count(g, p->has_uses, p->uses);
		put_count(g, p->has_uses_online, p->uses_online);
		dgpm_grid_cstr(g, known_name(p->online));
		dgpm_grid_cstr(g, known_name(p->complete));
		dgpm_grid_cstr(g,
			       p->has_count ? dgpm_arena_printf(arena, "%zu", p->n_attachments) : p->attachments_code);
		put_count(g, p->has_count, (int64_t)p->n_omitted);
		dgpm_grid_cstr(g, p->reason);
	}
	dgpm_grid_print(g, out, how);
}

static const struct dgpm_col sum_columns[] = {
	{ "group", N_("group"), DGPM_COL_NAME },
	{ "procedures", N_("procedures"), DGPM_COL_INT },
	{ "online", N_("online"), DGPM_COL_INT },
	{ "online_rate", N_("online %"), DGPM_COL_RATE },
	{ "uses", N_("uses"), DGPM_COL_INT },
	{ "weighted_rate", N_("weighted %"), DGPM_COL_RATE },
	{ "use_rate", N_("used online %"), DGPM_COL_RATE },
	{ "complete", N_("end to end"), DGPM_COL_INT },
	{ "no_documents", N_("no documents"), DGPM_COL_INT },
	{ "paper", N_("paper"), DGPM_COL_INT },
	{ "unknown", N_("unknown"), DGPM_COL_INT },
};

static void put_rate(struct dgpm_grid *g, int64_t part, int64_t whole)
{
	int64_t rate;

	if (whole != 0 && dgpm_rate(&rate, part, whole, 4))
		dgpm_grid_int(g, rate);
	else
		dgpm_grid_none(g);
}

static const char *key_text(const struct dgpm_words *words, enum dgpm_procedures_by by, const char *key)
{
	if (key == NULL)
		return _("all procedures");
	if (*key == '\0')
		return _("not told");
	return by == DGPM_PROCEDURES_BY_ORGANIZATION ? dgpm_word_organization(words, key) :
	       by == DGPM_PROCEDURES_BY_KIND	     ? dgpm_word(words, "procedure-kind", key) :
						       key;
}

static void print_sums(const struct dgpm_procedures *all, struct dgpm_arena *arena, const struct dgpm_words *words,
		       enum dgpm_procedures_by by, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_grid *g = dgpm_grid_new(arena, sum_columns, DGPM_COUNT(sum_columns));
	size_t n;
	const struct dgpm_procedures_sum *sums = dgpm_procedures_sum(&n, arena, all, by);

	dgpm_grid_main(g);
	for (size_t i = 0; i < n; i++) {
		const struct dgpm_procedures_sum *s = &sums[i];

		if (s->key == NULL)
			dgpm_grid_sum(g, false);
		dgpm_grid_cstr(g, key_text(words, by, s->key));
		dgpm_grid_int(g, (int64_t)s->n);
		put_count(g, s->n_online_known != 0, (int64_t)s->n_online);
		put_rate(g, (int64_t)s->n_online, (int64_t)s->n_online_known);
		put_count(g, s->n_uses != 0, s->uses);
		put_rate(g, s->online_uses, s->weighed_uses);
		put_rate(g, s->rate_online, s->rate_uses);
		put_count(g, s->n_complete_known != 0, (int64_t)s->n_complete);
		put_count(g, s->n_attachments_known != 0, (int64_t)s->n_none);
		put_count(g, s->n_attachments_known != 0, (int64_t)s->n_paper);
		dgpm_grid_int(g, (int64_t)(s->n - s->n_attachments_known));
	}
	dgpm_grid_print(g, out, how);
	dgpm_out_printf(
		out,
		_("counted: online %zu, uses %zu, weighted %zu, used online %zu, end to end %zu, documents %zu of %zu; "
		  "what is not counted is not 0\n"),
		sums[n - 1].n_online_known, sums[n - 1].n_uses, sums[n - 1].n_weighed, sums[n - 1].n_use_rate,
		sums[n - 1].n_complete_known, sums[n - 1].n_attachments_known, sums[n - 1].n);
	dgpm_out_printf(out,
			_("planned to go online: %zu; online without a use: %zu; with a fee: %zu, paid online: %zu\n"),
			sums[n - 1].n_planned, sums[n - 1].n_zero_online, sums[n - 1].n_fee, sums[n - 1].n_fee_online);
	dgpm_out_printf(out, "%s\n",
			_("beside it: about nine in ten of the state's procedures by law are to be online, by kinds "
			  "[S3 6.2.1(1)]"));
}

static int cmp_uses(const void *pa, const void *pb)
{
	const struct dgpm_procedure *a = *(const struct dgpm_procedure *const *)pa,
				    *b = *(const struct dgpm_procedure *const *)pb;

	if (a->has_uses != b->has_uses)
		return a->has_uses ? -1 : 1;
	if (a->uses != b->uses)
		return a->uses > b->uses ? -1 : 1;
	return (a > b) - (a < b); /* their order in the list */
}

static void print_offline(const struct dgpm_procedures *all, struct dgpm_arena *arena, size_t top, struct dgpm_out *out,
			  const struct dgpm_print *how)
{
	static const struct dgpm_col offline_columns[] = {
		{ "name", N_("not online, by uses"), DGPM_COL_NAME },
		{ "project_id", N_("project"), DGPM_COL_TEXT },
		{ "uses", N_("uses"), DGPM_COL_INT },
		{ "reason", N_("reason"), DGPM_COL_NAME },
	};
	struct dgpm_grid *g = dgpm_grid_new(arena, offline_columns, DGPM_COUNT(offline_columns));
	const struct dgpm_procedure **offline = dgpm_arena_array(arena, all->n, sizeof *offline);
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++)
		if (all->items[i].online == DGPM_NO || all->items[i].online == DGPM_PLANNED)
			offline[n++] = &all->items[i];
	if (n == 0)
		return;
	dgpm_sort(offline, n, sizeof *offline, cmp_uses);
	for (size_t i = 0; i < n && i < top; i++) {
		dgpm_grid_cstr(g, offline[i]->name);
		dgpm_grid_cstr(g, offline[i]->project_id);
		put_count(g, offline[i]->has_uses, offline[i]->uses);
		dgpm_grid_cstr(g, offline[i]->online == DGPM_PLANNED && offline[i]->reason == NULL
					  ? _("planned")
					  : offline[i]->reason);
	}
	dgpm_out_puts(out, "\n");
	dgpm_grid_print(g, out, how);
	if (n > top)
		dgpm_out_printf(out, _("%zu of %zu\n"), top, n);
}

/* What S3 counts of a kind of document; NULL: nothing. */
static const struct dgpm_node *published_of(const struct dgpm_procedures *all, const char *document)
{
	for (uint32_t i = 0; all->published != NULL && all->published->kind == DGPM_LIST && i < all->published->n; i++)
		if (dgpm_node_text_is(&all->published->items[i], "id", document))
			return &all->published->items[i];
	return NULL;
}

/* A figure of S3, the first of these keys that it has. */
static void put_published(struct dgpm_grid *g, const struct dgpm_node *said, const char *const *keys)
{
	int64_t n;

	for (; *keys != NULL; keys++)
		if (dgpm_node_int(dgpm_node_get(said, *keys), &n)) {
			dgpm_grid_int(g, n);
			return;
		}
	dgpm_grid_none(g);
}

/* Documents that procedures ask for, by the kinds of S3 6.2.2, beside what S3 counts of them for the whole state. */
static void print_documents(const struct dgpm_procedures *all, struct dgpm_arena *arena, const struct dgpm_words *words,
			    struct dgpm_out *out, const struct dgpm_print *how)
{
	static const struct dgpm_col document_columns[] = {
		{ "document", N_("document"), DGPM_COL_NAME },	   { "required", N_("required"), DGPM_COL_INT },
		{ "omitted", N_("omitted"), DGPM_COL_INT },	   { "s3_kinds", N_("S3: kinds"), DGPM_COL_INT },
		{ "s3_to_omit", N_("to omit"), DGPM_COL_INT },
		{ "s3_conditional", N_("on condition"), DGPM_COL_INT },
		{ "s3_issued", N_("issued a year"), DGPM_COL_INT },
	};
	static const char *const kinds[] = { "kinds", NULL }, *const conditional[] = { "conditional", NULL },
				 *const done[] = { "done", "omission_planned", "considered", NULL },
				 *const issued[] = { "issued", NULL };
	struct dgpm_grid *g = dgpm_grid_new(arena, document_columns, DGPM_COUNT(document_columns));
	struct dgpm_print plain = *how;
	size_t listed = 0;

	plain.choice = NULL;
	for (size_t i = 0; i < all->n; i++)
		listed += all->items[i].has_count;
	for (size_t k = 0; k < DGPM_N_DOCUMENTS; k++) {
		const struct dgpm_node *said = published_of(all, dgpm_document_name(k));
		size_t required = 0, omitted = 0;

		for (size_t i = 0; i < all->n; i++) {
			required += all->items[i].documents[k] == 1;
			omitted += all->items[i].documents[k] == 2;
		}
		if (required + omitted == 0 && said == NULL)
			continue;
		dgpm_grid_cstr(g, dgpm_word(words, "procedure-document", dgpm_document_name(k)));
		put_count(g, listed != 0, (int64_t)required);
		put_count(g, listed != 0, (int64_t)omitted);
		put_published(g, said, kinds);
		put_published(g, said, done);
		put_published(g, said, conditional);
		put_published(g, said, issued);
	}
	dgpm_out_puts(out, "\n");
	dgpm_grid_print(g, out, &plain);
	dgpm_out_printf(out, _("documents listed for %zu of %zu procedures\n"), listed, all->n);
	dgpm_out_printf(out, "%s\n",
			_("S3 6.2.2, about, for the whole state: kinds of procedures that ask for it, of these those "
			  "that omit it, will or consider it, those that will on a condition; how many are issued "
			  "(FY2019)"));
}

void dgpm_procedures_print(const struct dgpm_procedures *all, struct dgpm_arena *arena, const struct dgpm_words *words,
			   enum dgpm_procedures_by by, size_t top, struct dgpm_out *out, const struct dgpm_print *how)
{
	struct dgpm_print text = *how;
	struct dgpm_choice choice = { 0 };

	if (how->format != DGPM_FORMAT_TEXT) {
		print_rows(all, arena, out, how);
		return;
	}
	/* In text --top is about those that are not online, the rest of the choice about the sums. */
	if (how->choice != NULL) {
		choice = *how->choice;
		choice.top = 0;
		text.choice = &choice;
	}
	print_sums(all, arena, words, by, out, &text);
	if (how->choice != NULL) {
		choice.top = how->choice->top;
		*how->choice = choice;
	}
	print_documents(all, arena, words, out, how);
	print_offline(all, arena, top, out, how);
}
