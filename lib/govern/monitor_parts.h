/* Internal: the reasons of schemas/monitor.yaml, compiled, and the values measured for them. */
#ifndef GOVERN_MONITOR_PARTS_H
#define GOVERN_MONITOR_PARTS_H

#include "doc/build.h"
#include "rules/facts.h"
#include "govern/monitor.h"

#define MONITOR_MAX_STEPS 8
#define MONITOR_NAMED_BY "monitor.named_by" /* known once all cards are read */

struct monitor_step {
	int64_t limit;
	bool below;
	int points;
};

struct monitor_rule {
	const char *id, *title, *source, *value, *detail;
	bool risk, yen;
	struct monitor_step steps[MONITOR_MAX_STEPS];
	size_t n_steps;
	int points;
	const struct dgpm_schema *holds, *met; /* met: of a note */
};

struct monitor_model {
	struct monitor_rule *rules; /* reasons, then notes */
	size_t n_rules, n_reasons;
};

/* -1 after a diagnostic. `given`: `monitor` of dgpm.yaml, or NULL. */
int monitor_load(struct monitor_model *out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
		 const struct dgpm_node *given) DGPM_MUST_CHECK;
void monitor_close(struct monitor_model *m);

/* The points of the first step that the value reaches; 0: none. */
int monitor_points(const struct monitor_rule *rule, int64_t value);

/* monitor.*: what facts do not tell, as a map. */
struct dgpm_node monitor_values(struct dgpm_arena *a, const struct dgpm_facts_in *in, const struct dgpm_card *card);

#endif
