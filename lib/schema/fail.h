/* Failures of a schema run, worded. All return false; with run->fail NULL they do nothing else. */
#ifndef SCHEMA_FAIL_H
#define SCHEMA_FAIL_H

#include "schema/run.h"

/* Prepare a failure that is reported when the run has ended. */
void schema_fail_note(struct dgpm_schema_run *run, struct dgpm_schema_failure *out, enum dgpm_msg msg,
		      const struct dgpm_node *v, const struct schema_place *at);

bool schema_fail_none(struct dgpm_schema_run *run, const struct dgpm_node *v, const struct schema_place *at);
bool schema_fail_type(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		      const struct schema_place *at);
bool schema_fail_const(struct dgpm_schema_run *run, const struct dgpm_node *wanted, const struct dgpm_node *v,
		       const struct schema_place *at);
bool schema_fail_enum(struct dgpm_schema_run *run, const struct dgpm_node *list, const struct dgpm_node *v,
		      const struct schema_place *at);
bool schema_fail_number(struct dgpm_schema_run *run, const char *keyword, const struct dgpm_node *limit,
			const struct dgpm_node *v, const struct schema_place *at);
bool schema_fail_count(struct dgpm_schema_run *run, const char *keyword, uint32_t limit, uint32_t n,
		       const struct dgpm_node *v, const struct schema_place *at);
bool schema_fail_pattern(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			 const struct schema_place *at);
bool schema_fail_format(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
			const struct schema_place *at);
bool schema_fail_contains(struct dgpm_schema_run *run, const struct schema_lists *l, uint32_t n,
			  const struct dgpm_node *v, const struct schema_place *at);
bool schema_fail_twin(struct dgpm_schema_run *run, const struct dgpm_node *v, const struct dgpm_node *earlier,
		      const struct schema_place *at);
/* An unknown key, or one that is forbidden. `at` is its value's place. */
bool schema_fail_key(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_pair *p,
		     const struct schema_place *at);
/* `because`, when not NULL, is the key that makes this one needed. */
bool schema_fail_missing(struct dgpm_schema_run *run, const struct dgpm_node *key, const struct dgpm_node *because,
			 const struct dgpm_node *map, const struct schema_place *at);

/* branch.c: combinations. */
bool schema_fail_any(struct dgpm_schema_run *run, const struct schema_sub *s, const struct schema_subs *branches,
		     const char *keyword, const struct dgpm_node *v, const struct schema_place *at);
bool schema_fail_several(struct dgpm_schema_run *run, const struct schema_sub *s, uint32_t n,
			 const struct dgpm_node *v, const struct schema_place *at);
bool schema_fail_not(struct dgpm_schema_run *run, const struct schema_sub *s, const struct dgpm_node *v,
		     const struct schema_place *at);

/* A text under construction, in scratch. */
struct schema_text {
	struct schema_scratch *scratch;
	char *s;
	size_t n, room;
};

/* Report with a detail worded by the caller. */
bool schema_fail(struct dgpm_schema_run *run, enum dgpm_msg msg, const char *keyword, const struct dgpm_node *node,
		 const struct schema_place *at, const char *fmt, ...) DGPM_PRINTF(6, 7);

void schema_text_add(struct schema_text *t, const char *s);
/* "'text'", "12", "true", "null"; lists and maps by their type. At most 40 columns, control characters escaped. */
void schema_text_value(struct schema_text *t, const struct dgpm_node *v);
const char *schema_show(struct dgpm_schema_run *run, const struct dgpm_node *v);
/* The same, with lists and maps as YAML in one line, cut at about 80 columns: "{a: 1, b: ['x', ..." */
const char *schema_show_whole(struct dgpm_schema_run *run, const struct dgpm_node *v);
/* "string or null" */
void schema_text_types(struct schema_text *t, uint8_t types);
/* The schema's own words for what is asked, or NULL. */
const char *schema_hint(const struct dgpm_schema_run *run, const struct schema_sub *s);

#endif
