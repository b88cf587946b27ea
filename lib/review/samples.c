/* Texts of the template that a card still has: they say nothing of the project, whatever rule they would meet. */
#include "review/samples.h"
#include "base/i18n.h"
#include "base/text.h"

#include <inttypes.h>

#define FILE_NAME "card.samples.yaml"
#define LENGTHS 512 /* bytes of a text; the texts of the template are shorter */

struct review_samples {
	const char **texts; /* sorted */
	size_t n;
	bool lengths[LENGTHS]; /* that one of them has: nearly every text of a card is known by this alone */
};

struct walk {
	const struct review_samples *samples;
	struct dgpm_worker *w;
	const struct dgpm_card *card;
	const char *stage;
	size_t n;
};

const struct review_samples *review_samples_read(struct dgpm_arena *arena, struct dgpm_diags *diags,
						 struct dgpm_data *data)
{
	const struct dgpm_node *root = dgpm_data_doc(data, diags, FILE_NAME), *list = dgpm_node_get(root, "texts");
	struct review_samples *s = dgpm_arena_array(arena, 1, sizeof *s);

	if (root == NULL)
		return NULL;
	s->texts = dgpm_arena_array(arena, list != NULL ? list->n : 0, sizeof *s->texts);
	for (uint32_t i = 0; list != NULL && list->kind == DGPM_LIST && i < list->n; i++) {
		struct dgpm_str text = dgpm_node_str(&list->items[i]);

		if (text.n == 0 || text.n >= LENGTHS) {
			dgpm_diag_add(diags, DGPM_MSG_DATA_01, dgpm_node_loc(&list->items[i], FILE_NAME), NULL);
			return NULL;
		}
		s->texts[s->n++] = text.s;
		s->lengths[text.n] = true;
	}
	dgpm_texts_sort(s->texts, s->n);
	return s;
}

/* The way to a value, on the stack: a pointer is only written where something is told. */
struct step {
	const struct step *up;
	const char *key; /* NULL: the item of a list */
	uint32_t index;
};

static const char *pointer_to(struct dgpm_arena *a, const struct step *at)
{
	const char *up = at != NULL ? pointer_to(a, at->up) : "";

	if (at == NULL)
		return up;
	return at->key != NULL ? dgpm_arena_cat(a, up, "/", at->key)
			       : dgpm_arena_printf(a, "%s/%" PRIu32, up, at->index);
}

static void tell(struct walk *walk, const struct dgpm_node *node, const struct step *at)
{
	const struct dgpm_msg_info *info = dgpm_msg_info(DGPM_MSG_TPL_01);
	struct dgpm_arena *a = walk->w->scratch;

	walk->n++;
	dgpm_diag_push(walk->w->diags, &(struct dgpm_diag){
					       .severity = info->severity,
					       .rule = info->id,
					       .stage = walk->stage,
					       .project_id = walk->card->id,
					       .at = dgpm_node_loc(node, walk->card->path),
					       .message = dgpm_arena_printf(a, "%s: '%s'", _(info->text), node->text),
					       .remedy = _(info->remedy),
					       .value = node->text,
					       .pointer = pointer_to(a, at),
					       .kind = walk->stage != NULL ? DGPM_KIND_MISSING : NULL });
}

/* A card is limited in its nesting when it is read. */
static void visit(struct walk *walk, const struct dgpm_node *node, const struct step *at)
{
	if (node->kind == DGPM_STRING && node->n < LENGTHS && walk->samples->lengths[node->n] &&
	    dgpm_texts_find(walk->samples->texts, walk->samples->n, node->text) != NULL)
		tell(walk, node, at);
	for (uint32_t i = 0; node->kind == DGPM_MAP && i < node->n; i++)
		visit(walk, &node->pairs[i].value, &(struct step){ at, node->pairs[i].key.text, 0 });
	for (uint32_t i = 0; node->kind == DGPM_LIST && i < node->n; i++)
		visit(walk, &node->items[i], &(struct step){ at, NULL, i });
}

size_t review_samples_tell(const struct review_samples *samples, struct dgpm_worker *w, const struct dgpm_card *card,
			   const char *stage)
{
	struct walk walk = { samples, w, card, stage, 0 };

	if (samples->n != 0)
		visit(&walk, card->root, NULL);
	return walk.n;
}
