/* Patterns of JSON Schema: ECMA-262 with the u flag, run by pcre2. */
#ifndef SCHEMA_PATTERN_H
#define SCHEMA_PATTERN_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/arena.h"

#include <pcre2.h>

struct schema_pattern {
	struct schema_pattern *next;
	struct dgpm_str text;
	struct dgpm_str prefix; /* of "^x-" and the like, which need no engine; s is NULL else */
	pcre2_code *code;
	bool jit;
};

/* Match data and limits of one thread. */
struct schema_matcher {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
};

enum schema_match { SCHEMA_MATCH_NO, SCHEMA_MATCH_YES, SCHEMA_MATCH_COSTLY };

/* -1 with the reason in `why`. On 0 schema_pattern_close() is due. Texts live in `a`, `text` is borrowed. */
int schema_pattern_open(struct schema_pattern *p, struct dgpm_arena *a, struct dgpm_str text, char *why, size_t size);
void schema_pattern_close(struct schema_pattern *p);

/* Whether it compiles, working in `room` of schema_pattern_room() bytes. */
bool schema_pattern_check(const struct dgpm_arena *a, char *room, struct dgpm_str text, char *why, size_t size);
size_t schema_pattern_room(size_t n);

/* false: no memory. schema_matcher_close() is due in either case. */
bool schema_matcher_open(struct schema_matcher *m);
void schema_matcher_close(struct schema_matcher *m);

/* Anywhere in the text. COSTLY: given up, the limits on work were reached. */
enum schema_match schema_pattern_match(const struct schema_matcher *m, const struct schema_pattern *p,
				       struct dgpm_str text);

#endif
