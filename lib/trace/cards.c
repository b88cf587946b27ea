/* cards, classify, known: how many projects there are, and what their cards say; card: one of them. */
#include "base/i18n.h"
#include "doc/doc.h"
#include "govern/classify.h"
#include "portfolio/each.h"
#include "portfolio/select.h"
#include "trace/parts.h"

/* What is asked of a card. */
struct question {
	const struct trace_run *run;
	const char *organization;      /* a code; NULL: all */
	const char *cloud;	       /* "unknown": nothing; NULL: not asked */
	const struct dgpm_node *paths; /* all of which are to be there; NULL */
};

struct found {
	const char *id, *path;
};

static bool answers(const struct question *q, const struct dgpm_card *card)
{
	const char *model = dgpm_node_cstr(dgpm_node_at(card->root, "cloud.model"));

	if (q->organization != NULL &&
	    strcmp(dgpm_organization_code(dgpm_portfolio_organizations(q->run->p), card->organization),
		   q->organization) != 0)
		return false;
	if (q->cloud != NULL && strcmp(model != NULL ? model : "unknown", q->cloud) != 0)
		return false;
	for (uint32_t i = 0; q->paths != NULL && i < q->paths->n; i++)
		if (!dgpm_node_stands(card->root, dgpm_node_cstr(&q->paths->items[i])))
			return false;
	return true;
}

struct pass {
	const struct question *q;
	struct dgpm_lists *lists;
};

static void keep_card(void *ctx, struct dgpm_worker *w, const struct dgpm_card *card)
{
	const struct pass *pass = ctx;

	if (dgpm_portfolio_selects(pass->q->run->p, w->scratch, card) && answers(pass->q, card))
		*(struct found *)dgpm_lists_add(pass->lists, w) =
			(struct found){ dgpm_arena_strdup(w->keep, card->id), card->path };
}

static int cmp_found(const void *pa, const void *pb)
{
	const struct found *a = pa, *b = pb;
	int c = strcmp(a->id, b->id);

	return c != 0 ? c : strcmp(a->path, b->path);
}

/* The cards for which all that is asked holds. */
static void count(struct trace_run *run, struct dgpm_answer *answer, const struct question *q, const char *formula)
{
	unsigned threads = run->how->threads > 0 ? run->how->threads : 1;
	struct pass pass = { q, dgpm_lists_new(run->arena, threads, sizeof(struct found)) };
	struct dgpm_cards_stats stats;
	const struct found *all;
	size_t n;

	dgpm_portfolio_cards(run->p, dgpm_diags_new(run->arena), threads, keep_card, &pass, &stats);
	all = dgpm_lists_join(pass.lists, run->arena, cmp_found, &n);
	answer->kind = DGPM_ORIGIN_COUNT;
	answer->formula = formula;
	answer->value = trace_count((int64_t)n);
	for (size_t i = 0; i < n; i++)
		trace_operand(run, answer, all[i].id, NULL, trace_count(1))->place = all[i].path;
}

static const char *organization_of(const struct dgpm_address *a, size_t part)
{
	const char *word = dgpm_address_only(a, part);

	return word == NULL || strcmp(word, "*") == 0 ? NULL : word;
}

bool trace_cards(struct trace_run *run, struct dgpm_answer *answer)
{
	const char *second = dgpm_address_only(&answer->address, 1), *third = dgpm_address_only(&answer->address, 2);
	struct question q = { .run = run };

	if (second == NULL || third == NULL || answer->address.n != 3)
		return trace_unknown(run, answer, _("cards:DATE/ORGANIZATION/count is meant"));
	if (strcmp(second, "cloud") == 0) {
		q.cloud = third;
		count(run, answer, &q, _("number of cards with this cloud model"));
		return true;
	}
	if (strcmp(third, "count") != 0)
		return trace_unknown(run, answer, _("the report has no such column"));
	q.organization = organization_of(&answer->address, 1);
	count(run, answer, &q, _("number of cards"));
	return true;
}

/* By the class that is designated, else by the one that the criteria suggest. */
bool trace_classify(struct trace_run *run, struct dgpm_answer *answer)
{
	const char *day = dgpm_address_only(&answer->address, 0), *class = dgpm_address_only(&answer->address, 2);
	const char *organization = organization_of(&answer->address, 1);
	struct dgpm_classes classes;
	struct dgpm_date date;
	int64_t n = 0;

	if (class == NULL || answer->address.n != 3 || day == NULL || !dgpm_date_parse(&date, dgpm_str_of(day)))
		return trace_unknown(run, answer, _("classify:DATE/ORGANIZATION/CLASS is meant"));
	if (dgpm_classify(&classes, run->arena, dgpm_diags_new(run->arena), run->p, date, run->how->threads) != 0)
		return trace_unknown(run, answer, NULL);
	for (size_t i = 0; i < classes.n; i++) {
		const struct dgpm_classified *c = &classes.items[i];
		int own = c->designated != 0 ? c->designated : c->suggested;

		if (own < 1 || own > 3 || class[0] != '0' + own || class[1] != '\0' ||
		    (organization != NULL &&
		     strcmp(dgpm_organization_code(dgpm_portfolio_organizations(run->p), c->organization),
			    organization) != 0))
			continue;
		n++;
		trace_operand(run, answer, c->id, NULL, trace_count(own))->place = c->path;
	}
	answer->kind = DGPM_ORIGIN_COUNT;
	answer->formula = _("number of projects of this class, designated or else suggested by the criteria");
	answer->value = trace_count(n);
	return true;
}

/* The items of the report, and the paths of the card that each asks for. */
static const struct dgpm_node *known_item(struct trace_run *run, const char *id)
{
	const struct dgpm_node *doc = dgpm_data_doc(dgpm_portfolio_data(run->p), run->diags, "report.yaml"), *items;
	uint32_t n = doc != NULL ? dgpm_node_items(doc, "known", &items) : 0;

	for (uint32_t i = 0; i < n; i++)
		if (dgpm_node_text_is(&items[i], "id", id))
			return &items[i];
	return NULL;
}

bool trace_known(struct trace_run *run, struct dgpm_answer *answer)
{
	const char *id = dgpm_address_only(&answer->address, 1);
	const struct dgpm_node *item = id != NULL ? known_item(run, id) : NULL;
	struct question q = { .run = run };

	if (item == NULL || answer->address.n != 2)
		return trace_unknown(run, answer, _("known:DATE/ITEM is meant"));
	q.paths = dgpm_node_get(item, "card");
	if (q.paths == NULL)
		return trace_known_rows(run, answer, dgpm_node_cstr(dgpm_node_get(item, "ledger")));
	count(run, answer, &q, _("number of cards that tell it"));
	return true;
}
