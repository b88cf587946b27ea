/* Reading schemas/monitor.yaml. */
#include "govern/monitor_parts.h"
#include "data/params.h"
#include "data/settings.h"
#include "base/text.h"

#define FILE_NAME "monitor.yaml"

static void read_steps(struct monitor_rule *r, struct params *p, const struct dgpm_node *map)
{
	const struct dgpm_node *list = NULL;
	uint32_t n = dgpm_node_items(map, "steps", &list);

	r->n_steps = 0;
	p->failed |= n > MONITOR_MAX_STEPS;
	for (uint32_t i = 0; i < n && i < MONITOR_MAX_STEPS; i++) {
		struct monitor_step *step = &r->steps[r->n_steps++];
		int64_t points = 0;

		step->below = dgpm_node_get(&list[i], "below") != NULL;
		p->failed |= !dgpm_node_int(dgpm_node_get(&list[i], step->below ? "below" : "from"), &step->limit) ||
			     !dgpm_node_int(dgpm_node_get(&list[i], "points"), &points) || points < 0 || points > 1000;
		step->points = (int)points;
	}
}

static void read_rule(struct monitor_rule *r, struct params *p, const struct dgpm_node *map, bool note)
{
	const struct dgpm_node *set;
	const char *side = dgpm_node_cstr(dgpm_node_get(map, "side")),
		   *unit = dgpm_node_cstr(dgpm_node_get(map, "unit"));
	int64_t points = 0;

	*r = (struct monitor_rule){ .id = dgpm_node_cstr(dgpm_node_get(map, "id")) };
	set = r->id != NULL ? dgpm_node_get(p->given, r->id) : NULL;
	r->title = dgpm_data_text(p->data, dgpm_node_get(map, "title"));
	r->source = params_sources(p->arena, dgpm_node_get(map, "source"), NULL, NULL);
	r->value = dgpm_node_cstr(dgpm_node_get(map, "value"));
	r->detail = dgpm_node_cstr(dgpm_node_get(map, "detail"));
	r->risk = side != NULL && strcmp(side, "risk") == 0;
	r->yen = unit != NULL && strcmp(unit, "yen") == 0;
	r->holds = params_compile(p, dgpm_node_get(map, note ? "when" : "holds"));
	r->met = params_compile(p, dgpm_node_get(map, "met"));
	read_steps(r, p, dgpm_node_get(set, "steps") != NULL ? set : map);
	(void)dgpm_node_int(dgpm_node_get(map, "points"), &points);
	p->failed |= r->id == NULL || r->title == NULL || points < 0 || points > 1000 ||
		     (note ? r->holds == NULL || r->met == NULL :
			     (r->value == NULL || r->n_steps == 0) && (r->holds == NULL || points == 0));
	if (dgpm_node_int(dgpm_node_get(set, "points"), &points))
		p->failed |= points < 0 || points > 1000;
	r->points = (int)points;
	/* `budget-size: off` */
	if (set != NULL && dgpm_str_is(dgpm_node_str(set), "off")) {
		r->n_steps = 0;
		r->points = 0;
	}
}

/* Settings of dgpm.yaml for reasons that are none: false after a diagnostic. */
static bool check_given(struct params *p, const struct monitor_model *m)
{
	const char **ids = dgpm_arena_array(p->arena, m->n_rules, sizeof *ids);
	size_t n = 0;
	bool good = true;

	for (size_t i = 0; i < m->n_rules; i++)
		if (m->rules[i].id != NULL)
			ids[n++] = m->rules[i].id;
	for (uint32_t i = 0; p->given != NULL && p->given->kind == DGPM_MAP && i < p->given->n; i++) {
		const struct dgpm_node *key = &p->given->pairs[i].key;
		bool known = strncmp(key->text, "x-", 2) == 0;

		for (size_t k = 0; k < n; k++)
			known |= strcmp(ids[k], key->text) == 0;
		if (!known)
			dgpm_diag_add_near(p->diags, DGPM_MSG_REF_10, dgpm_node_loc(key, "dgpm.yaml"), key->text,
					   dgpm_text_nearest(dgpm_node_str(key), ids, n));
		good &= known;
	}
	return good;
}

int monitor_load(struct monitor_model *out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
		 const struct dgpm_node *given)
{
	const struct dgpm_node *root = dgpm_data_doc(data, diags, FILE_NAME), *reasons = NULL, *notes = NULL;
	struct params p = { .arena = arena, .diags = diags, .data = data, .path = FILE_NAME, .given = given };
	uint32_t n_reasons = dgpm_node_items(root, "reasons", &reasons),
		 n_notes = dgpm_node_items(root, "notes", &notes);

	*out = (struct monitor_model){ 0 };
	if (root == NULL)
		return -1;
	out->rules = dgpm_arena_array(arena, (size_t)n_reasons + n_notes, sizeof *out->rules);
	for (uint32_t i = 0; i < n_reasons; i++)
		read_rule(&out->rules[out->n_rules++], &p, &reasons[i], false);
	out->n_reasons = out->n_rules;
	for (uint32_t i = 0; i < n_notes; i++)
		read_rule(&out->rules[out->n_rules++], &p, &notes[i], true);
	p.failed |= out->n_reasons == 0;
	if (check_given(&p, out) && !p.failed)
		return 0;
	if (p.failed)
		dgpm_diag_add(diags, DGPM_MSG_DATA_01, dgpm_node_loc(root, FILE_NAME), NULL);
	monitor_close(out);
	return -1;
}

void dgpm_monitor_check(struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_portfolio *p)
{
	const struct dgpm_node *given = dgpm_node_get(dgpm_portfolio_config(p), "monitor");
	struct monitor_model m;

	if (given != NULL && monitor_load(&m, arena, diags, dgpm_portfolio_data(p), given) == 0)
		monitor_close(&m);
}

void monitor_close(struct monitor_model *m)
{
	for (size_t i = 0; i < m->n_rules; i++) {
		if (m->rules[i].holds != NULL)
			dgpm_schema_close(m->rules[i].holds);
		if (m->rules[i].met != NULL)
			dgpm_schema_close(m->rules[i].met);
	}
	m->n_rules = 0;
}

int monitor_points(const struct monitor_rule *rule, int64_t value)
{
	for (size_t i = 0; i < rule->n_steps; i++) {
		const struct monitor_step *step = &rule->steps[i];

		if (step->below ? value < step->limit : value >= step->limit)
			return step->points;
	}
	return 0;
}
