/* Internal: what the parts of a portfolio share. */
#ifndef PORTFOLIO_INSIDE_H
#define PORTFOLIO_INSIDE_H

#include "portfolio/select.h"

#include <sys/types.h>

/* What a YAML file is, by its `schema` key; unread: reading that broke off said nothing of it. */
enum portfolio_kind { PORTFOLIO_UNSEEN, PORTFOLIO_CARD, PORTFOLIO_OTHER, PORTFOLIO_UNREAD };

/* A condition made ready. */
struct portfolio_where {
	enum dgpm_condition_key key;
	bool part;
	struct dgpm_str text;                         /* folded, or a code */
	const struct dgpm_organization *organization; /* of a whole value */
};

/* A file that is no file of the system: a part of another one. */
struct portfolio_blob {
	const char *path;
	off_t at;
	uint64_t size;
};

/* The files of a revision, by their paths, all in one file. */
struct portfolio_tree {
	struct portfolio_blob *blobs;
	size_t n;
	int spool;
};

/* A card that was read and is kept, see dgpm_portfolio_hold(). */
struct portfolio_held {
	struct dgpm_card card;
	size_t file;
	bool selected;
};

struct dgpm_portfolio {
	struct dgpm_arena *arena;
	struct dgpm_data *data;
	const char *dir;           /* the root as a path */
	int root_fd;               /* paths below are seen from here; -1: they are in `tree` */
	struct portfolio_tree tree;
	bool named;
	bool config_broken; /* dgpm.yaml has faults: told when it was opened */
	const struct dgpm_node *config;
	struct dgpm_organizations *organizations;
	struct dgpm_files files;   /* sorted */
	uint8_t *kinds;            /* enum portfolio_kind of each file */
	struct dgpm_arena **keeps; /* of workers, let go at the end */
	size_t n_keeps, cap_keeps;
	const bool *stop;          /* see dgpm_portfolio_stop() */
	int spool;                 /* standard input as a file; -1: none */
	const char *stdin_name;    /* what it is told as, and read for; "-" unless given */
	const char *const *exclude; /* beside `ignore` */
	size_t n_exclude;
	struct dgpm_entry *entries;
	size_t n_entries;
	const char **broken;       /* IDs of cards that were left out, sorted */
	size_t n_broken, cap_broken;
	struct dgpm_other *others;
	size_t n_others;
	struct dgpm_other *broken_others; /* do not hold to their schemas */
	size_t n_broken_others, cap_broken_others;
	bool others_read;
	struct dgpm_portfolio_seen seen;
	const char **selected;     /* files and folders that reports are about; none: all */
	size_t n_selected;
	const struct portfolio_where *where;
	size_t n_where;
	bool hold;                     /* see dgpm_portfolio_hold() */
	struct portfolio_held *held;   /* NULL: not read yet */
	size_t n_held;
	struct dgpm_cards_stats held_cards;
	struct dgpm_tally **tallies;   /* of the ledgers, one a worker, by all that is asked for; NULL: not read yet */
	unsigned n_tallies;
	struct dgpm_ledgers_stats held_ledgers;
};

/* Read one file of the portfolio; "-" is the spooled standard input. */
int portfolio_read(const struct dgpm_portfolio *p, struct dgpm_str *out, struct dgpm_arena *arena,
		   struct dgpm_diags *diags, const char *path, size_t limit) DGPM_MUST_CHECK;

/* Open it for streaming; -1 after a diagnostic. */
int portfolio_open(const struct dgpm_portfolio *p, struct dgpm_diags *diags, const char *path);

/* Whether a file lies in what was named; true where nothing was. */
bool portfolio_path_selected(const struct dgpm_portfolio *p, const char *path);

/* Open a portfolio from files that were read elsewhere. Owner: takes over `tree`, also its file. */
int portfolio_open_tree(struct dgpm_portfolio **out, struct dgpm_arena *arena, struct dgpm_diags *diags,
			struct dgpm_data *data, const char *name, const struct portfolio_tree *tree) DGPM_MUST_CHECK;

#endif
