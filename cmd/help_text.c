/*
 * What argp writes, in the user's language. libc translates argp's own words by a locale that need not be installed, so
 * they are held back as argp writes them and put into the language here; the texts of options are translated before.
 */
#include "cmd.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static const char usage[] = N_("Usage:"), or_so[] = N_("  or: "), options_word[] = N_(" [OPTION...]");
static const char try_help[] = N_("Try `%s --help' or `%s --usage' for more information.\n");
/* NOLINTNEXTLINE(bugprone-suspicious-missing-comma): one long sentence */
static const char both_forms[] =
	N_("Mandatory or optional arguments to long options are also mandatory or optional for "
	   "any corresponding short options.");
static const char *const docs[] = { N_("Give this help list"), N_("Give a short usage message"),
				    N_("Print program version") };

static struct held {
	FILE *to, *stream;
	char *text;
	size_t n;
} held[2]; /* standard output and error */

static bool begins(const char *line, const char *with)
{
	return strncmp(line, with, strlen(with)) == 0;
}

/* "Try `dgpm list --help' or ...": the name stands in it twice. */
static void put_try(FILE *to, const char *line)
{
	const char *name = strchr(line, '`') + 1;
	char *copy = strndup(name, strcspn(name, "'") - strlen(" --help"));

	if (copy != NULL)
		fprintf(to, _(try_help), copy, copy);
	free(copy);
}

static void put_line(FILE *to, const char *line, size_t n)
{
	const char *front = begins(line, usage) ? usage : begins(line, or_so) ? or_so : NULL;
	const char *word;

	if (front != NULL) {
		fputs(_(front), to);
		line += strlen(front);
		n -= strlen(front);
		word = memmem(line, n, options_word, strlen(options_word));
		if (word != NULL) {
			fwrite(line, 1, (size_t)(word - line), to);
			fputs(_(options_word), to);
			n -= (size_t)(word - line) + strlen(options_word);
			line = word + strlen(options_word);
		}
	}
	for (size_t i = 0; i < DGPM_COUNT(docs); i++) {
		size_t k = strlen(docs[i]);

		if (n > k && line[0] == ' ' && memcmp(line + n - k, docs[i], k) == 0) {
			fwrite(line, 1, n - k, to);
			fputs(_(docs[i]), to);
			n = 0;
		}
	}
	fwrite(line, 1, n, to);
	putc('\n', to);
}

static void put_all(FILE *to, const char *text)
{
	const char *last = strrchr(both_forms, ' ') + 1, *end_of_try = "information.";

	if (_(usage) == usage) {
		fputs(text, to);
		return;
	}
	for (const char *line = text, *end; *line != '\0'; line = end) {
		size_t n = strcspn(line, "\n");

		end = line + n + (line[n] == '\n');
		if (begins(line, "Try `") && strstr(line, " --help'") != NULL) {
			const char *rest = strstr(line, end_of_try);

			end = rest != NULL ? rest + strlen(end_of_try) : end;
			end += *end == '\n';
			put_try(to, line);
		} else if (begins(line, "Mandatory or optional arguments")) {
			/* argp has wrapped it. */
			const char *rest = strstr(line, last);

			end = rest != NULL ? rest + strlen(last) : end;
			end += *end == '\n';
			fprintf(to, "%s\n", _(both_forms));
		} else {
			put_line(to, line, n);
		}
	}
}

/* What is held goes where it was meant for; the number of bytes. A text that is not whole is none. */
static size_t let_go(void)
{
	size_t n = 0;

	for (size_t i = 0; i < DGPM_COUNT(held); i++) {
		struct held *h = &held[i];
		bool torn;

		if (h->stream == NULL)
			continue;
		torn = ferror(h->stream) != 0;
		if (fclose(h->stream) != 0 || torn || h->text == NULL)
			cmd_out_of_memory(NULL);
		put_all(h->to, h->text);
		n += h->n;
		free(h->text);
		*h = (struct held){ 0 };
	}
	return n;
}

/*
 * argp ends the program after a help: what could not be written is told here, where nobody else comes by. Where argp
 * finds no memory for a help it ends without a word.
 */
static void at_exit(void)
{
	bool any = held[0].stream != NULL || held[1].stream != NULL;

	if (let_go() == 0 && any)
		cmd_out_of_memory(NULL);
	if (any && (fflush(stdout) != 0 || ferror(stdout) != 0)) {
		if (errno == EPIPE) /* who reads has enough of it */
			_exit(CMD_TROUBLE);
		fprintf(stderr, "dgpm: %s: IO-07: %s: %s: %s\n", dgpm_severity_name(DGPM_FATAL),
			_(dgpm_msg_info(DGPM_MSG_IO_07)->text), _("standard output"), strerror(errno));
		_exit(CMD_TROUBLE);
	}
}

void cmd_help_hold(struct argp_state *state)
{
	static bool registered;

	held[0].to = stdout;
	held[1].to = stderr;
	for (size_t i = 0; i < DGPM_COUNT(held); i++)
		held[i].stream = open_memstream(&held[i].text, &held[i].n);
	if (held[0].stream == NULL || held[1].stream == NULL)
		cmd_out_of_memory(NULL);
	state->out_stream = held[0].stream;
	state->err_stream = held[1].stream;
	if (!registered)
		registered = atexit(at_exit) == 0;
}

void cmd_help_let_go(void)
{
	(void)let_go();
}

const struct argp_option *cmd_help_options(struct dgpm_arena *arena, const struct argp_option *options)
{
	struct argp_option *out;
	size_t n = 0;

	if (options == NULL)
		return NULL;
	while (options[n].name != NULL || options[n].key != 0 || options[n].doc != NULL || options[n].group != 0)
		n++;
	out = dgpm_arena_array(arena, n + 1, sizeof *out);
	for (size_t i = 0; i < n; i++) {
		out[i] = options[i];
		if (out[i].doc != NULL)
			out[i].doc = _(out[i].doc);
	}
	return out;
}
