/* Standard input as a file that can be read twice, and from any place. */
#ifndef IO_SPOOL_H
#define IO_SPOOL_H

#include "diag/diag.h"

/* A file without a name, for reading and writing; -1 with errno. */
int dgpm_nameless(void);
/* The folder such files are made in: TMPDIR, else that of the system. */
const char *dgpm_nameless_dir(void);

/*
 * What is left of `fd`, copied to a file without a name, which stands at its beginning.
 *
 * Owner:  the caller closes the descriptor returned.
 * Errors: -1 after IO-01 at `shown`.
 */
int dgpm_spool(struct dgpm_diags *diags, int fd, const char *shown) DGPM_MUST_CHECK;

/* Let standard input be such a file, unless it is a file already that nothing was read of. Told by IO-01 at "-". */
void dgpm_spool_stdin(struct dgpm_diags *diags);

#endif
