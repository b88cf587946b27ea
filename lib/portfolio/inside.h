/* Internal: what the parts of a portfolio share. */
#ifndef PORTFOLIO_H
#define PORTFOLIO_H

#include "portfolio/portfolio.h"

/* What a YAML file is, by its `schema` key. */
enum portfolio_kind { PORTFOLIO_UNSEEN, PORTFOLIO_CARD, PORTFOLIO_OTHER };

struct dgpm_portfolio {
	struct dgpm_arena *arena;
	struct dgpm_data *data;
	const char *dir;           /* the root as a path */
	int root_fd;               /* paths below are seen from here */
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
	struct dgpm_entry *entries;
	size_t n_entries;
	struct dgpm_other *others;
	size_t n_others;
	bool others_read;
};

/* An arena that lives as long as the portfolio, for one worker. */
struct dgpm_arena *portfolio_keep(struct dgpm_portfolio *p);

/* Read one file of the portfolio; "-" is the spooled standard input. */
int portfolio_read(const struct dgpm_portfolio *p, struct dgpm_str *out, struct dgpm_arena *arena,
		   struct dgpm_diags *diags, const char *path, size_t limit) DGPM_MUST_CHECK;

/* Open it for streaming; -1 after a diagnostic. */
int portfolio_open(const struct dgpm_portfolio *p, struct dgpm_diags *diags, const char *path);

/* Run `work` on up to `threads` threads, each with its index; returns when all are done. */
typedef void (*portfolio_work)(void *ctx, unsigned index);
void portfolio_parallel(unsigned threads, portfolio_work work, void *ctx);

#endif
