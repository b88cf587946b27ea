/* A procedure of a card, and the rules it is held against. */
#include "doc/build.h"
#include "procedures/parts.h"

static const char *const documents[DGPM_N_DOCUMENTS] = { "registry-company", "registry-land", "family-register",
							 "residence",	     "seal-person",   "seal-company",
							 "income-tax",	     "articles",      "other",
							 "private" };

const char *dgpm_document_name(size_t i)
{
	return documents[i];
}

static const char *kept(struct dgpm_arena *a, const struct dgpm_node *map, const char *key)
{
	const char *text = dgpm_node_cstr(dgpm_node_get(map, key));

	return text != NULL ? dgpm_arena_strdup(a, text) : NULL;
}

/* true and false of the old key too. */
static uint8_t online_of(const struct dgpm_node *node)
{
	if (node == NULL)
		return DGPM_NOT_KNOWN;
	if (node->kind == DGPM_BOOL)
		return node->yes ? DGPM_YES : DGPM_NO;
	return dgpm_str_is(dgpm_node_str(node), "yes")	   ? DGPM_YES :
	       dgpm_str_is(dgpm_node_str(node), "planned") ? DGPM_PLANNED :
							     DGPM_NO;
}

/* All of its four parts online, or without that part; where a part is not told, by end_to_end. */
static uint8_t complete_of(const struct dgpm_node *node)
{
	static const char *const parts[] = { "attachments", "identification", "payment", "answer" };
	const struct dgpm_node *said = dgpm_node_get(node, "parts"), *whole = dgpm_node_get(node, "end_to_end");
	size_t told = 0;

	for (size_t i = 0; i < DGPM_COUNT(parts); i++) {
		if (dgpm_node_text_is(said, parts[i], "paper"))
			return DGPM_NO;
		told += dgpm_node_get(said, parts[i]) != NULL;
	}
	if (told == DGPM_COUNT(parts))
		return DGPM_YES;
	return whole == NULL ? DGPM_NOT_KNOWN : dgpm_node_true(whole) ? DGPM_YES : DGPM_NO;
}

static void read_attachments(struct dgpm_procedure *p, struct dgpm_arena *keep, const struct dgpm_node *node)
{
	const struct dgpm_node *said = dgpm_node_get(node, "attachments"), *items = NULL;
	uint32_t n = dgpm_node_items(node, "attachments", &items);

	if (said == NULL)
		return;
	p->attachments = DGPM_ATTACHMENTS_OTHER;
	if (said->kind != DGPM_LIST) {
		p->attachments_code = kept(keep, node, "attachments");
		/* What is omitted need not be handed in. */
		if (dgpm_str_is(dgpm_node_str(said), "none") || dgpm_str_is(dgpm_node_str(said), "omitted"))
			p->attachments = DGPM_ATTACHMENTS_NONE;
		else if (dgpm_str_is(dgpm_node_str(said), "paper"))
			p->attachments = DGPM_ATTACHMENTS_PAPER;
		return;
	}
	p->has_count = true;
	p->n_attachments = n;
	for (uint32_t i = 0; i < n; i++) {
		bool omitted = dgpm_node_text_is(&items[i], "status", "omitted") ||
			       dgpm_node_text_is(&items[i], "status", "not-needed");

		p->n_omitted += omitted;
		if (dgpm_node_text_is(&items[i], "status", "paper"))
			p->attachments = DGPM_ATTACHMENTS_PAPER;
		for (size_t k = 0; k < DGPM_N_DOCUMENTS; k++)
			if (dgpm_node_text_is(&items[i], "kind", documents[k]) && p->documents[k] != 1)
				p->documents[k] = omitted ? 2 : 1;
	}
	if (p->n_omitted == n)
		p->attachments = DGPM_ATTACHMENTS_NONE;
}

void procedures_read(struct dgpm_procedure *out, struct dgpm_arena *keep, const struct dgpm_node *node)
{
	const struct dgpm_node *fee = dgpm_node_get(node, "fee");

	out->id = kept(keep, node, "id");
	out->name = kept(keep, node, "name");
	out->kind = kept(keep, node, "kind");
	out->system = kept(keep, node, "system");
	out->reason = kept(keep, node, "reason");
	if (out->reason == NULL)
		out->reason = kept(keep, node, "not_online");
	out->online = online_of(dgpm_node_get(node, "online"));
	out->complete = complete_of(node);
	out->has_uses = dgpm_node_int(dgpm_node_get(node, "yearly_uses"), &out->uses);
	out->has_uses_online = dgpm_node_int(dgpm_node_get(node, "uses_online"), &out->uses_online);
	out->has_fee = dgpm_node_get(fee, "required") != NULL;
	out->fee = dgpm_node_true(dgpm_node_get(fee, "required"));
	out->fee_online = dgpm_node_true(dgpm_node_get(fee, "online"));
	read_attachments(out, keep, node);
}

void procedures_check(const struct dgpm_procedure *proc, const struct dgpm_node *node, const char *phase,
		      int64_t many_uses, const struct dgpm_checks *rules, struct dgpm_worker *w)
{
	struct build_map facts = build_map_new(w->scratch, 3);
	struct dgpm_node made, joined;

	build_text(&facts, "phase", phase);
	build_bool(&facts, "many", proc->has_uses && proc->uses >= many_uses);
	build_bool(&facts, "over", proc->has_uses && proc->has_uses_online && proc->uses_online > proc->uses);
	made = build_done(&facts);
	joined = build_joined(w->scratch, node, "facts", &made);
	for (size_t i = 0; i < rules->n; i++) {
		const struct dgpm_check *r = &rules->items[i];

		if (!dgpm_check_fails(r, w->run, &joined))
			continue;
		dgpm_diag_push(w->diags, &(struct dgpm_diag){ .severity = r->severity,
							      .rule = r->id,
							      .project_id = proc->project_id,
							      .at = proc->at,
							      .message = dgpm_arena_printf(w->scratch, "'%s': %s",
											   proc->name, r->message),
							      .remedy = r->remedy,
							      .source = r->source,
							      .value = proc->id != NULL ? proc->id : proc->name });
	}
}
