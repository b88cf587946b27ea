/* Standard input as a file that can be read twice, and from any place: what readers of spreadsheets need. */
#include "cmd.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

/* Copy what is left of standard input to a file without a name. */
static int spool(FILE *to)
{
	char block[1 << 16];
	ssize_t n;

	while ((n = read(STDIN_FILENO, block, sizeof block)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0 && fwrite(block, 1, (size_t)n, to) != (size_t)n)
			return -1;
	return n < 0 || fflush(to) != 0 ? -1 : 0;
}

void cmd_stdin_whole(struct cmd_env *env, const struct cmd_common *c)
{
	struct stat st;
	bool asked = false;
	FILE *to;

	for (size_t i = 0; i < c->n_args; i++)
		asked |= strcmp(c->args[i], "-") == 0 || strcmp(c->args[i], "/dev/stdin") == 0;
	if (!asked || (fstat(STDIN_FILENO, &st) == 0 && S_ISREG(st.st_mode) && lseek(STDIN_FILENO, 0, SEEK_CUR) == 0))
		return;
	to = tmpfile();
	if (to == NULL || spool(to) != 0 || dup2(fileno(to), STDIN_FILENO) < 0)
		dgpm_diag_addf(env->diags, DGPM_MSG_IO_01, (struct dgpm_loc){ .path = "-" }, NULL, "%s",
			       strerror(errno));
	if (to != NULL)
		fclose(to);
}
