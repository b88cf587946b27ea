/*
 * One diagnostic type, with a place: found anywhere in lib/, sorted and printed by the caller.
 *
 * In:     a message of the table (messages.h, in the order of man/dgpm-messages.7) or a whole struct dgpm_diag; the
 *         place; the value that tells this finding from others of its kind, which is no part of any sentence.
 * Out:    lists in one order by path, line, column, rule, project and message, whatever thread found what; equal ones
 *         once. findings/ makes fingerprints of them and prints them, cmd/ makes the status.
 * Drives: diag.c is all there is.
 * Thread: a list belongs to one thread and one arena; workers have their own, merged or adopted when they are done.
 */
#ifndef DIAG_DIAG_H
#define DIAG_DIAG_H

#include "base/arena.h"
#include "diag/messages.h"

/* A place in the input. Lines and columns start at 1, columns count characters, 0 is "not known".
 * `path` is as seen from the portfolio root, or as given on the command line. */
struct dgpm_loc {
	const char *path;
	uint32_t line, column;
};

/* FATAL: something could not be read or used, and was left out; it makes the exit status 2. The first four are
 * results of a review that are told but are no findings. */
enum dgpm_severity {
	DGPM_SAID_PASS,
	DGPM_SAID_NOT_APPLICABLE,
	DGPM_SAID_WAIVED,
	DGPM_SAID_CANNOT_COMPUTE,
	DGPM_NOTE,
	DGPM_WARNING,
	DGPM_ERROR,
	DGPM_FATAL
};

/* "pass", "not-applicable", "waived", "cannot-compute", "note", "warning", "error", "fatal": the same in every
 * language, for editors and scripts. */
const char *dgpm_severity_name(enum dgpm_severity s);

/* What a rule that fails says of a card; the same in every language, as severities are. */
#define DGPM_KIND_MISSING "missing"   /* the card is silent */
#define DGPM_KIND_VIOLATED "violated" /* it speaks against the rule */

/* One problem, as data. Every pointer may be NULL but `message`. */
struct dgpm_diag {
	enum dgpm_severity severity;
	const char *rule;         /* "PRE-05" from a rule pack, "CSV-03" from DGPM_MESSAGES */
	const char *stage;        /* "pre-request" for a finding of a review */
	const char *project_id;   /* NULL when the place belongs to no project */
	struct dgpm_loc at;
	const char *message;      /* the user's language, no full stop */
	const char *remedy;       /* how to mend it, the user's language */
	const char *source;       /* "S1 2-1": document and section; NULL for dgpm's own messages */
	struct dgpm_loc also;     /* a second place, where two disagree; path NULL: none */
	const char *also_message; /* what stands at the second place */
	const char *value;        /* the offending text, part of the finding's identity */
	const char *pointer;      /* JSON pointer to the place in the document, part of it too */
	const char *place;        /* the pointer, items of lists by their names: the identity's; NULL: the pointer */
	const char *parts;        /* several places in one: a line each, place and, after a tab, value; else NULL */
	const char *fingerprint;  /* where it is known already: of a list that holds only a part; else NULL */
	const char *kind;         /* of a rule that fails: one of the two above; else NULL */
	const char *reason;       /* WAIVED: why, by whom and until when; NOT_APPLICABLE, CANNOT_COMPUTE: why */
	const char *begins;       /* the day from which it is told, with no edit of the files; NULL */
	enum dgpm_severity was;   /* of the first four severities: what the rule would be told as; else 0 */
	const char *url;          /* where the source can be read; NULL */
	struct {
		const char *reason, *approver, *until; /* WAIVED: as written on the card; else NULL */
		const char *item;                      /* of the list that it excuses; NULL: all of the rule */
	} waiver;
};

/* The severity of the rule behind a result, whatever came of it. */
static inline enum dgpm_severity dgpm_diag_was(const struct dgpm_diag *d)
{
	return d->severity < DGPM_NOTE && d->was >= DGPM_NOTE ? d->was : d->severity;
}

#define DGPM_MSG_ENUM(symbol, id, severity, text, remedy) DGPM_MSG_##symbol,
enum dgpm_msg { DGPM_MESSAGES(DGPM_MSG_ENUM) DGPM_MSG_COUNT };
#undef DGPM_MSG_ENUM

/* What the table says of a message; the texts untranslated. */
struct dgpm_msg_info {
	const char *id;
	enum dgpm_severity severity;
	const char *text, *remedy;
};
const struct dgpm_msg_info *dgpm_msg_info(enum dgpm_msg msg);

/*
 * A list of diagnostics. Not shared between threads: each worker has its own, merged at the end.
 *
 * Owner:  lives in `a`; everything added is copied into `a`.
 */
struct dgpm_diags;
struct dgpm_diags *dgpm_diags_new(struct dgpm_arena *a);

/* Add one of dgpm's own messages. `detail`, the offending text, is shown in single quotes; NULL for none. */
void dgpm_diag_add(struct dgpm_diags *d, enum dgpm_msg msg, struct dgpm_loc at, const char *detail);

/*
 * The same, with a free explanation after a colon, printf style. `value` is what tells this finding from another of
 * the same rule and file, in every language and whatever the explanation says: the offending text, a name, a key;
 * never a count that changes while the fault stays. NULL: rule and place say it all.
 */
void dgpm_diag_addf(struct dgpm_diags *d, enum dgpm_msg msg, struct dgpm_loc at, const char *value, const char *fmt,
		    ...) DGPM_PRINTF(5, 6);

/* dgpm_diag_add() of a word nobody knows, with the likest one that is known; NULL: none is near. */
void dgpm_diag_add_near(struct dgpm_diags *d, enum dgpm_msg msg, struct dgpm_loc at, const char *word,
			const char *near);

/* A value put together, for dgpm_diag_addf(); it lives as long as `d`. Numbers without separators. */
const char *dgpm_diag_value(struct dgpm_diags *d, const char *fmt, ...) DGPM_PRINTF(2, 3);

/* The same as dgpm_diag_add(), with the second place: the note that follows says `also_message` (translated). */
void dgpm_diag_add2(struct dgpm_diags *d, enum dgpm_msg msg, struct dgpm_loc at, const char *detail,
		    struct dgpm_loc also, const char *also_message);

/* Add any diagnostic, copied. */
void dgpm_diag_push(struct dgpm_diags *d, const struct dgpm_diag *diag);

/* From now on diagnostics that name no project get this one (copied); NULL ends it. */
void dgpm_diags_project(struct dgpm_diags *d, const char *project_id);

/* Those of a message get another severity. */
void dgpm_diags_set(struct dgpm_diags *d, enum dgpm_msg msg, enum dgpm_severity severity);

/* Copy all of `from` to the end of `into`. */
void dgpm_diags_merge(struct dgpm_diags *into, const struct dgpm_diags *from);

/* The same without copying their texts: the arena of `from` must live as long as `into`. Two sorted lists make one. */
void dgpm_diags_adopt(struct dgpm_diags *into, const struct dgpm_diags *from);

/*
 * What the system refuses to read (IO-01) is remembered whichever list it was told to, even one that nobody prints: a
 * run that could not read all it was to read does not end as if it had. How many there were, and those that none of
 * `into` and `told` has, by path, added to `into`. Safe from several threads.
 */
size_t dgpm_diags_n_unread(void);
void dgpm_diags_unread(struct dgpm_diags *into, const struct dgpm_diags *told);

/* Forget all. The memory stays with the arena. */
void dgpm_diags_clear(struct dgpm_diags *d);

/*
 * By path, line, column, rule, project, message: one order, whatever the number of threads. Equal ones become one. Of
 * paths that end in a cell of one sheet, "book!sheet!F10", by row and column.
 */
void dgpm_diags_sort(struct dgpm_diags *d);

/* Put those from number `from` on into that order, among themselves. */
void dgpm_diags_sort_from(struct dgpm_diags *d, size_t from);

size_t dgpm_diags_count(const struct dgpm_diags *d);
size_t dgpm_diags_count_of(const struct dgpm_diags *d, enum dgpm_severity s);
const struct dgpm_diag *dgpm_diags_at(const struct dgpm_diags *d, size_t i);

#endif
