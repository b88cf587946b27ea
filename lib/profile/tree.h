/* Internal: a profile as the converter walks it. */
#ifndef PROFILE_TREE_H
#define PROFILE_TREE_H

#include "base/map.h"
#include "profile/profile.h"
#include "base/yen.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* Columns of the ledger that a profile sets; amount and source come by themselves. */
enum profile_field {
	PF_FISCAL_YEAR,
	PF_PROJECT_ID,
	PF_ORGANIZATION,
	PF_ACCOUNT,
	PF_EXPENSE,
	PF_STAGE,
	PF_ITEM,
	PF_NOTE,
	PF_COUNT
};
extern const char *const profile_fields[PF_COUNT];

enum profile_as { AS_TEXT, AS_AMOUNT, AS_YEAR, AS_DATE, AS_ORGANIZATION, AS_WHOLE, AS_COLOR };
extern const char *const profile_as_names[];

enum profile_other { OTHER_REJECT, OTHER_KEEP, OTHER_NONE };

/* Texts of cells to codes; the texts are folded. */
struct profile_map {
	const struct profile_pair {
		struct dgpm_str from;
		const char *to;
	} * pairs;
	size_t n;
	uint8_t other; /* enum profile_other: what is not in the map */
};

/* Another table: the folded text of its key to a text. */
struct profile_table {
	const char *file;
	struct dgpm_map by;
	struct profile_entry {
		struct dgpm_str key, text;
	} * items;
	size_t n, cap;
};

struct profile_column {
	const char *name;
	const char *shown;		/* the first of its headers, as written */
	const struct dgpm_str *headers; /* folded, without spaces */
	size_t n_headers;
	pcre2_code *pattern; /* in place of headers: may stand for many columns */
	uint8_t as;
	uint8_t unit;	  /* enum dgpm_unit */
	bool unit_stated; /* the sheet must say the unit */
	bool optional, fill_down;
	bool turned; /* the sign is the other way round */
	const char *era;
	const struct profile_map *map;
	const struct dgpm_str *none; /* folded: marks that say "no value" */
	size_t n_none;
	const struct profile_table *table; /* the sheet has no such column: its text comes from there */
	int by;				   /* by the text of this column */
	bool may_lack;			   /* a key that is not there is no value, not wrong */
};

enum spec_kind {
	SPEC_NONE,
	SPEC_TEXT,
	SPEC_COLUMN,
	SPEC_GROUP,
	SPEC_TEMPLATE,
	SPEC_FIRST,
	SPEC_ACCOUNT,
	SPEC_PARTS_ACCOUNT,
	SPEC_ID,
	SPEC_PLACE,
	SPEC_FILE
};

/* A part of a template: what stands between columns (column -1), or a column, and what vanishes with it. */
struct piece {
	struct dgpm_str text; /* in front of it */
	int column;
	struct dgpm_str behind;
};

/* How one value is made of a row. */
struct spec {
	uint8_t kind;	  /* enum spec_kind */
	uint8_t as;	  /* of a group: AS_TEXT or AS_YEAR */
	int column;	  /* index; -1: none */
	int plus;	  /* years to add */
	int with;	  /* template: only when this column has a value other than 0; -1: always */
	const char *text; /* constant, template, name of the group */
	const struct profile_map *map;
	const struct spec *items; /* of SPEC_FIRST; of SPEC_ACCOUNT kind, name, part */
	const struct piece *pieces; /* of SPEC_TEMPLATE */
	size_t n;		    /* of either; of SPEC_TEXT the bytes of `text` */
	bool rigid; /* a constant that is no text in YAML: number or boolean */
};

enum cond_op { COND_FILLED, COND_BLANK, COND_IS, COND_NOT, COND_MATCHES };

struct cond {
	size_t number; /* among the conditions of the profile */
	int column;
	uint8_t op;		      /* enum cond_op */
	const struct dgpm_str *texts; /* folded */
	size_t n;
	pcre2_code *pattern;
};

enum zero_is { ZERO_VALUE, ZERO_NONE, ZERO_NONE_FROM };

/* One figure of a row: the cell, and what the ledger says of it. */
struct amount {
	int column;
	const struct spec *set[PF_COUNT]; /* NULL: not set */
	uint8_t zero;			  /* enum zero_is */
	int zero_from;			  /* a year column: 0 is no value when the fiscal year is not before it */
};

struct row_kind {
	const char *id;
	bool skip;
	bool otherwise;	    /* rows for which `when` does not hold */
	const char *reason; /* of a skip */
	const struct cond *when;
	size_t n_when;
	const struct amount *amounts;
	size_t n_amounts;
	bool deferred; /* a value needs the other rows of the group */
};

enum check_kind { CHECK_PARTS, CHECK_IDENTITY, CHECK_AT_MOST };

/* A total and what it must be made of; `minus`: those that are taken away. */
struct figure {
	int total;
	const int *parts;
	const bool *minus;
	size_t n;
};

struct check {
	uint8_t kind;		    /* enum check_kind */
	int total_kind, parts_kind; /* kinds of rows; -1: any */
	const struct figure *figures;
	size_t n;
};

enum repeats { REPEATS_REPORT, REPEATS_NUMBER, REPEATS_LATEST };

enum tree_kind { TREE_MAP, TREE_LIST, TREE_LEAF, TREE_COLLECT, TREE_EACH_ROW, TREE_WHOLE };

/* The shape of a card. Leaves are numbered; a row gives each a text or none. */
struct tree {
	uint8_t kind;		 /* enum tree_kind */
	const char *key;	 /* in its map */
	const struct spec *spec; /* of a leaf or a collection */
	size_t leaf;
	bool rigid; /* its text is written plain: a number, a boolean */
	const struct tree *items;
	size_t n;
};

struct id_rule {
	struct spec year;
	struct spec organization;
	int number, whole; /* columns; -1: none. whole: a complete ID stands there */
	const int *key;	   /* the first of them that has a text */
	size_t n_key;
	int digits;
};

struct dgpm_profile {
	const char *id, *title, *note, *path;
	enum dgpm_makes makes;
	const char *sheet; /* name; NULL: all that are not hidden and have the header */
	const char *range; /* NULL: all */
	struct profile_json {
		bool is; /* JSON is read, no spreadsheet */
		const struct dgpm_str *documents, *records; /* keys on the way down */
		size_t n_documents, n_records;
	} json;
	uint32_t header_rows, header_look;
	const char *header_join;
	bool header_fill; /* blank cells of the upper header rows take the text to their left */
	const struct profile_column *columns;
	size_t n_columns;
	const struct row_kind *kinds;
	size_t n_kinds, n_conds;
	const int *group;
	size_t n_group;
	const struct check *checks;
	size_t n_checks;
	uint8_t repeats; /* enum repeats */
	int latest;	 /* column of REPEATS_LATEST */
	unsigned latest_by; /* bits of enum profile_field: what figures must share to be the same */
	struct profile_extra {
		const char *name;
		const struct spec *spec;
	} * extra; /* columns of the ledger behind its own */
	size_t n_extra;
	struct id_rule id_rule;
	bool has_id;
	const struct tree *card;
	size_t n_leaves;
	pcre2_code **codes; /* to be let go */
	size_t n_codes, cap_codes;
};

/* What the parts of the reader share. */
struct profile_reader {
	struct dgpm_profile *p;
	struct dgpm_arena *arena;
	struct dgpm_diags *diags;
	const struct dgpm_data *data;
	const char *path;
	const char *dir; /* in which the files are that it names */
	bool bad;
};

/* reader.c: CONV-02 at a node. */
void profile_wrong(struct profile_reader *r, const struct dgpm_node *at, const char *fmt, ...) DGPM_PRINTF(3, 4);
/* Index of the column a node names; -1 after CONV-02. */
int profile_column_of(struct profile_reader *r, const struct dgpm_node *node);
pcre2_code *profile_pattern(struct profile_reader *r, const struct dgpm_node *node);
const struct profile_map *profile_map_of(struct profile_reader *r, const struct dgpm_node *node,
					 const struct dgpm_node *other);
/* A list of texts, or one text, folded; `spaces` false: without spaces. */
const struct dgpm_str *profile_texts(struct profile_reader *r, const struct dgpm_node *node, bool spaces, size_t *n);
/* lookup.c: the table a column is looked up in; the text of a folded key, or a NULL one. */
void profile_lookup(struct profile_reader *r, struct profile_column *c, const struct dgpm_node *node);
struct dgpm_str profile_table_find(const struct profile_table *table, struct dgpm_str key);
/* profile.c: read one document; `dir` has the files that it names. -1 after a diagnostic. */
int profile_load(struct dgpm_profile **out, struct dgpm_arena *arena, struct dgpm_diags *diags, struct dgpm_data *data,
		 const struct dgpm_node *root, const char *path, const char *dir) DGPM_MUST_CHECK;
const char *profile_dir_of(struct dgpm_arena *arena, const char *root, const char *path);
bool profile_is_table(const struct dgpm_node *root);
/* spec.c, rows.c, card.c: parts of a profile. */
void profile_spec(struct profile_reader *r, struct spec *out, const struct dgpm_node *node);
void profile_rows(struct profile_reader *r, const struct dgpm_node *root);
void profile_checks(struct profile_reader *r, const struct dgpm_node *root);
void profile_card(struct profile_reader *r, const struct dgpm_node *root);

/* Folded (NFKC, case) and without any space: how headers are compared. */
struct dgpm_str profile_fold(struct dgpm_arena *a, struct dgpm_str text);

/* The code of a text; NULL: not in the map. */
const char *profile_map_find(const struct profile_map *map, struct dgpm_arena *scratch, struct dgpm_str text);

#endif
