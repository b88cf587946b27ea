/*
 * Rules: data, compiled once, held against cards joined with facts.
 *
 * In:     packs of schemas/rules/ and of the portfolio; a card; the sums of the ledger, plans and other cards that
 *         facts ask for.
 * Out:    compiled rules; for a card the result of each, with the places that decided it; facts as a tree that a rule,
 *         a monitor or a report can read.
 * Drives: packs.c reads and compiles, facts.c gathers what facts_*.c know, judge.c asks schema/ about a card, failed.c
 *         and place.c say where and with which values it failed. examples.c holds each rule against its own examples.
 * Thread: packs and totals are read only once loaded. A run of judge.c and the facts it asks for belong to one worker
 *         and its scratch arena.
 */
#ifndef RULES_RULES_H
#define RULES_RULES_H

#include "portfolio/portfolio.h"

/* The five results. The last three say why; "cannot compute" is never "pass". */
enum dgpm_result { DGPM_PASS, DGPM_FAIL, DGPM_NOT_APPLICABLE, DGPM_CANNOT_COMPUTE, DGPM_WAIVED, DGPM_N_RESULTS };

/* What a rule needs, and what is said when it has no value. */
struct dgpm_rule_need {
	const char *path, *pointer; /* "facts.ledger.rows", "/facts/ledger/rows" */
	const char *reason, *message;
};

struct dgpm_rule {
	const char *id, *stage, *pack;  /* pack: the file it comes from */
	enum dgpm_severity severity;    /* after the portfolio's own setting */
	bool report;                    /* of another report than a review: `stage` is its name */
	bool after_results;             /* judged after the others, with facts.results */
	bool off;                       /* switched off in dgpm.yaml or in its pack, or broken */
	bool broken;                    /* cannot be judged as it is written: told when it was read */
	bool asks_similar;              /* asks facts.similar.found: all cards are to be compared before */
	int from_fy, to_fy;             /* years under review it holds for; 0: open */
	struct dgpm_date effective;     /* reviews before this day are not judged by it; year 0: all are */
	const char *title, *message, *remedy;   /* the user's language */
	const char *source;             /* "S1 2-1, S3 4.4(1)" */
	const char *titles;             /* of the documents, a line each: "S1: title, date"; "" when none is known */
	const char *url;                /* where the first source that names an address can be read; NULL */
	const char *documents, *sections; /* "S1;S3" and "2-1;4.4(1)" */
	const char *at;                 /* dot path to point at when the failing value is not there; NULL: the card */
	const struct dgpm_node *said_in; /* paths of the card that speak where facts are asked; NULL: `at` */
	const struct dgpm_node *at_most; /* of its pack: the highest severity of a sector */
	const struct dgpm_node *excuses; /* of its pack: keys that excuse what the card says */
	const struct dgpm_node *node;   /* the rule as written */
	const struct dgpm_node *given;  /* what dgpm.yaml says in place of its parameters; NULL */
	const struct dgpm_node *sectors;
	const struct dgpm_rule_need *needs; /* without these values the rule cannot be judged */
	size_t n_needs;
	const struct dgpm_schema *when, *require; /* NULL: always */
	const struct dgpm_rule_local *locals; /* severities for some cards, in the order of dgpm.yaml */
	size_t n_locals;
	size_t when_no;                 /* rules with the same `when` (one YAML anchor) have the same number, from 1 */
	bool shares_when;               /* `when` belongs to an earlier rule */
};

struct dgpm_rules;

/* Which rules, and in what state. */
struct dgpm_rules_how {
	struct dgpm_portfolio *portfolio; /* its own packs and settings; NULL: the built-in rules alone */
	const char *const *packs;         /* other pack files, by paths from the working directory */
	size_t n_packs;
	bool only_packs;                  /* nothing but those: for trying a pack, also a built-in one */
	bool names_only;                  /* nothing is judged: conditions are not compiled */
	bool checks;                      /* nothing is judged, but what is the portfolio's own is compiled and told:
					   * its packs, the rules whose parameters it sets, its settings; never -1 for
					   * a fault of those */
	const char *stage;                /* only the conditions of this stage are compiled; NULL: all */
	bool as_written;                  /* without the settings of the portfolio: for the examples of the rules */
};

/*
 * Read the rule packs of dgpm and of a portfolio.
 *
 * Shape:  schemas/rules/ *.yaml, every dgpm/rules@1 document of the portfolio, the packs named; severities,
 *         parameters and `off` of dgpm.yaml are in.
 * Owner:  *out lives in `arena` and borrows data and portfolio; dgpm_rules_close() lets go of patterns.
 * Errors: -1 after diagnostics: a pack that is malformed, two rules with one ID, a setting for an unknown rule.
 * Source: schemas/rules.schema.json.
 */
int dgpm_rules_load(struct dgpm_rules **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
		    const struct dgpm_rules_how *how) DGPM_MUST_CHECK;
void dgpm_rules_close(struct dgpm_rules *rules);

/* Sorted by stage (in the order of the year), then ID. */
size_t dgpm_rules_count(const struct dgpm_rules *rules);
const struct dgpm_rule *dgpm_rules_at(const struct dgpm_rules *rules, size_t i);
const struct dgpm_rule *dgpm_rules_find(const struct dgpm_rules *rules, struct dgpm_str id);

/* Whether a rule stands in a pack of the portfolio that was left out for its faults, which are told: what names it is
 * no further fault. */
bool dgpm_rule_left_out(const struct dgpm_portfolio *portfolio, const char *id);

/* The likest rule ID, for "did you mean"; NULL. */
const char *dgpm_rules_nearest(const struct dgpm_rules *rules, struct dgpm_str id);

/* One place that fails: an item of a list, or all else that the rule asks of the card. */
struct dgpm_failed {
	struct dgpm_loc at;
	const char *message; /* the rule's message with {paths} filled in */
	const char *value;   /* the failing value, for the finding's identity; may be NULL */
	const char *pointer; /* JSON pointer to it, or to where it is missing */
	const char *place;   /* the same for the identity: items of lists by their names, facts by theirs */
	const char *parts;   /* of several values: see struct dgpm_diag */
	const char *fact;    /* the fact that fails, "execution.accounts[].rate"; NULL: it is not a fact */
	const struct dgpm_node *item; /* the item of a list it belongs to; NULL */
	const char *item_name; /* the way to it by names: "/reviews/F1"; NULL */
	const struct dgpm_node *waiver; /* of the card, that excuses it; NULL */
	bool silent;         /* the card does not say; else it speaks against the rule */
	bool on_card;        /* the failing value stands on the card: `at` is its place, not just that of the rule */
};

/* What a rule says of a project. Texts live in the scratch given. */
struct dgpm_judged {
	enum dgpm_result result;
	struct dgpm_failed *failed; /* FAIL, WAIVED: each place that fails, one at least */
	size_t n_failed;
	size_t n_excused;         /* FAIL: behind those, places that a waiver of their own excuses */
	struct dgpm_loc at;       /* the first of them; CANNOT_COMPUTE: the place the rule looks at */
	const char *reason;       /* CANNOT_COMPUTE, WAIVED: why; NOT_APPLICABLE: why, untranslated */
	bool by_condition;        /* NOT_APPLICABLE: its `when` does not hold */
	const char *message;      /* CANNOT_COMPUTE: the same as a sentence of its own */
	const char *pointer;      /* of the first of them; CANNOT_COMPUTE: of the value that is missing */
};

/* Whether a waiver of a card names the rule; its last day is past; it is of all of the rule, or of the item that
 * fails. */
bool dgpm_waiver_is_of(const struct dgpm_node *waiver, const struct dgpm_rule *rule);
bool dgpm_waiver_is_over(const struct dgpm_node *waiver, struct dgpm_date date);
bool dgpm_waiver_reaches(const struct dgpm_node *waiver, const struct dgpm_failed *failed);

/* Whether the `when` of a rule holds for one card, found once for all rules that share it: by when_no, 0 unknown. */
enum dgpm_known { DGPM_UNKNOWN, DGPM_HOLDS, DGPM_DOES_NOT_HOLD };

/* Numbers of `when`: the size of the array a caller of dgpm_rule_judge() keeps a card. */
size_t dgpm_rules_n_when(const struct dgpm_rules *rules);

/* The severity of a rule for a sector: that of the rule, or less where its pack says so. */
enum dgpm_severity dgpm_rule_severity(const struct dgpm_rule *rule, const char *sector);

/* The same for a card, after `severities` of dgpm.yaml; and whether it is switched off there. */
enum dgpm_severity dgpm_rule_severity_of(const struct dgpm_rule *rule, const struct dgpm_card *card);
bool dgpm_rule_is_off(const struct dgpm_rule *rule, const struct dgpm_card *card);

/* Whether a rule applies to a sector. */
bool dgpm_rule_reaches(const struct dgpm_rule *rule, const char *sector);

/*
 * The rule's message with {facts.fiscal_year} filled in from `joined` and {item.account} from `item`; what has no value
 * shows －. Owner: `arena`.
 */
const char *dgpm_rule_message(struct dgpm_arena *arena, const struct dgpm_rule *rule, const struct dgpm_node *joined,
			      const struct dgpm_node *item);

/* The place in the card a rule looks at. */
struct dgpm_loc dgpm_rule_place(const struct dgpm_rule *rule, const struct dgpm_card *card);

/*
 * Hold one card, joined with its facts, against a rule.
 *
 * Shape:  `joined` is the card's map with the key `facts`. `known` has dgpm_rules_n_when() + 1 items, zero before the
 *         card's first rule; NULL: nothing is shared.
 * Owner:  *out borrows `scratch`.
 * Errors: none; a fault in the rule is told when it loads.
 * Source: waivers: design of rules, dgpm-rules(7).
 */
void dgpm_rule_judge(struct dgpm_judged *out, const struct dgpm_rule *rule, struct dgpm_worker *w,
		     const struct dgpm_card *card, const struct dgpm_node *joined, struct dgpm_date date,
		     uint8_t *known);

#endif
