/* dgpm convert: what its parts share. */
#ifndef CONVERT_CMD_H
#define CONVERT_CMD_H

#include "cmd.h"
#include "convert/convert.h"

#include <time.h>

/* Progress on the terminal. */
struct convert_progress {
	FILE *err; /* NULL: it is not to be told */
	struct timespec start, last;
	bool shown;
};
void convert_progress_begin(struct convert_progress *p, const struct cmd_env *env, const struct cmd_common *c);
/* As dgpm_convert_progress; `ctx` is a struct convert_progress. */
void convert_progress_show(void *ctx, size_t done, size_t files, size_t rows);
void convert_progress_end(struct convert_progress *p);

struct convert_opts {
	struct cmd_common common;
	const char *profile, *encoding, *sheet, *range, *era, *report, *against, *rejects, *manifest;
	bool force, profiles, list;
	struct convert_progress progress;
};

/* A profile and the code lists it reads with, of the portfolio where there is one. False after a diagnostic. */
bool convert_prepare(struct dgpm_convert_how *how, struct cmd_env *env, struct dgpm_diags *diags,
		     struct dgpm_portfolio *portfolio, const char *name);

/*
 * Where the ledger goes and where the report: CSV is the ledger itself, JSON the report of the run, and text, which is
 * on standard error anyway, is told in a file alone. False after wrong use was told.
 */
bool convert_set_outputs(struct cmd_env *env, struct convert_opts *o, bool cards, bool explain);
/* No output may be another one, or what is read; false after wrong use was told. */
bool convert_outputs_apart(struct cmd_env *env, const struct convert_opts *o, bool cards, const char *const *files,
			   size_t n_files);
/* Asked before anything is read, and not of devices; false after CONV-18. */
bool convert_outputs_free(struct cmd_env *env, const struct convert_opts *o, bool cards);

/* --profiles and --list; the status. */
int convert_list_profiles(struct cmd_env *env, const struct cmd_common *c, struct dgpm_portfolio *portfolio);
int convert_list_sheets(struct cmd_env *env, struct convert_opts *o, struct dgpm_portfolio *portfolio,
			const char *const *files, size_t n_files);

#endif
