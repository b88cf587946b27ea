/* Reading schemas/classes.yaml. */
#include "govern/classify_data.h"
#include "data/params.h"

#define FILE_NAME "classes.yaml"

static const char *text(const struct dgpm_node *map, const char *key)
{
	return dgpm_node_cstr(dgpm_node_get(map, key));
}

/* The items of a list in a map; 0 when there is none. */
static uint32_t items(const struct dgpm_node *map, const char *key, const struct dgpm_node **out)
{
	const struct dgpm_node *list = dgpm_node_get(map, key);

	if (list == NULL || list->kind != DGPM_LIST)
		return 0;
	*out = list->items;
	return list->n;
}

static void read_criteria(struct classes_model *m, struct params *p, const struct dgpm_node *root)
{
	const struct dgpm_node *list = NULL;
	uint32_t n = items(root, "criteria", &list);

	m->criteria = dgpm_arena_array(p->arena, n, sizeof *m->criteria);
	for (uint32_t i = 0; i < n; i++) {
		struct classes_criterion *c = &m->criteria[m->n_criteria++];
		int64_t class = 0;

		c->id = text(&list[i], "id");
		c->title = dgpm_data_text(p->data, dgpm_node_get(&list[i], "title"));
		c->source = params_sources(p->arena, dgpm_node_get(&list[i], "source"), NULL, NULL);
		c->at = text(&list[i], "at");
		c->unless = text(&list[i], "unless");
		(void)dgpm_node_int(dgpm_node_get(&list[i], "class"), &class);
		c->class = (int)class;
		c->holds = params_compile(p, dgpm_node_get(&list[i], "holds"));
		p->failed |= c->id == NULL || c->title == NULL || c->holds == NULL || class < 1 || class > 2;
	}
}

static void read_route(struct classes_model *m, struct params *p, const struct dgpm_node *root)
{
	const struct dgpm_node *route = dgpm_node_get(root, "route"), *list = NULL;
	uint32_t n = items(route, "questions", &list);

	m->start = text(route, "start");
	m->questions = dgpm_arena_array(p->arena, n, sizeof *m->questions);
	for (uint32_t i = 0; i < n; i++) {
		struct classes_question *q = &m->questions[m->n_questions++];

		q->id = text(&list[i], "id");
		q->ask = dgpm_data_text(p->data, dgpm_node_get(&list[i], "ask"));
		q->source = params_sources(p->arena, dgpm_node_get(&list[i], "source"), NULL, NULL);
		q->needs = text(&list[i], "needs");
		q->yes = text(&list[i], "yes");
		q->no = text(&list[i], "no");
		q->test = params_compile(p, dgpm_node_get(&list[i], "test"));
		p->failed |= q->id == NULL || q->ask == NULL || q->needs == NULL || q->yes == NULL || q->no == NULL ||
			     q->test == NULL;
	}
	n = items(route, "outcomes", &list);
	m->outcomes = dgpm_arena_array(p->arena, n, sizeof *m->outcomes);
	for (uint32_t i = 0; i < n; i++) {
		struct classes_outcome *o = &m->outcomes[m->n_outcomes++];

		o->id = text(&list[i], "id");
		o->title = dgpm_data_text(p->data, dgpm_node_get(&list[i], "title"));
		o->source = params_sources(p->arena, dgpm_node_get(&list[i], "source"), NULL, NULL);
		p->failed |= o->id == NULL || o->title == NULL;
	}
}

/* Every answer leads somewhere. */
static bool leads(const struct classes_model *m, const char *id)
{
	return id != NULL && (classes_question_of(m, id) != NULL || classes_outcome_of(m, id) != NULL);
}

int classes_load(struct classes_model *out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
		 const struct dgpm_node *settings)
{
	const struct dgpm_node *root = dgpm_data_doc(data, diags, FILE_NAME);
	struct params p = { .arena = arena, .diags = diags, .data = data, .path = FILE_NAME, .given = settings };

	*out = (struct classes_model){ 0 };
	if (root == NULL)
		return -1;
	p.own = dgpm_node_get(root, "params");
	read_criteria(out, &p, root);
	read_route(out, &p, root);
	if (!p.failed) {
		p.failed |= !leads(out, out->start);
		for (size_t i = 0; i < out->n_questions; i++)
			p.failed |= !leads(out, out->questions[i].yes) || !leads(out, out->questions[i].no);
	}
	if (!p.failed)
		return 0;
	dgpm_diag_add(diags, DGPM_MSG_CLS_04, dgpm_node_loc(root, FILE_NAME), NULL);
	classes_close(out);
	return -1;
}

void classes_close(struct classes_model *m)
{
	for (size_t i = 0; i < m->n_criteria; i++)
		if (m->criteria[i].holds != NULL)
			dgpm_schema_close(m->criteria[i].holds);
	for (size_t i = 0; i < m->n_questions; i++)
		if (m->questions[i].test != NULL)
			dgpm_schema_close(m->questions[i].test);
	m->n_criteria = m->n_questions = 0;
}

const struct classes_question *classes_question_of(const struct classes_model *m, const char *id)
{
	for (size_t i = 0; i < m->n_questions; i++)
		if (m->questions[i].id != NULL && strcmp(m->questions[i].id, id) == 0)
			return &m->questions[i];
	return NULL;
}

const struct classes_outcome *classes_outcome_of(const struct classes_model *m, const char *id)
{
	for (size_t i = 0; i < m->n_outcomes; i++)
		if (m->outcomes[i].id != NULL && strcmp(m->outcomes[i].id, id) == 0)
			return &m->outcomes[i];
	return NULL;
}
