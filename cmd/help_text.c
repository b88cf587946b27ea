/*
 * What argp writes, in the user's language. libc translates argp's own words by a locale that need not be installed, so
 * they are held back as argp writes them and put into the language here; the texts of options are translated before.
 */
#include "cmd.h"
#include "base/text.h"

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

/* Of the run whose help it is: as wide as it asked for. */
static const struct cmd_common *asked;

/* argp's column of the texts of options. */
enum { TEXT_COLUMN = 29 };

static bool begins(const char *line, const char *with)
{
	return strncmp(line, with, strlen(with)) == 0;
}

void cmd_help_wrap(FILE *to, unsigned width, const char *label, const char *text, unsigned indent)
{
	size_t n = strlen(text), at = dgpm_text_width(label, strlen(label));

	fputs(label, to);
	do {
		size_t cut = width == 0 ? n : dgpm_text_break(text, n, width > at + 12 ? width - at : 12), end = cut;

		while (cut < n && end > 1 && text[end - 1] == ' ')
			end--;
		fwrite(text, 1, end, to);
		putc('\n', to);
		for (; cut < n && text[cut] == ' '; cut++)
			;
		text += cut;
		n -= cut;
		at = indent;
		if (n != 0)
			fprintf(to, "%*s", (int)indent, "");
	} while (n != 0);
}

/* A synopsis is broken between its parts: "[-f FORMAT]" stays together. */
static void put_usage(FILE *to, unsigned width, const char *front, const char *text)
{
	size_t column = dgpm_text_width(front, strlen(front)), indent = column + 1;

	fputs(front, to);
	while (*text != '\0') {
		size_t depth = 0, n = 1;

		for (; text[n] != '\0' && (depth != 0 || text[n] != ' '); n++)
			depth = text[n] == '[' ? depth + 1 : text[n] == ']' && depth != 0 ? depth - 1 : depth;
		if (width != 0 && column + n > width && column > indent) {
			fprintf(to, "\n%*s", (int)indent - 1, "");
			column = indent - 1;
		}
		fwrite(text, 1, n, to);
		column += n;
		text += n;
	}
	putc('\n', to);
}

/* "Try `dgpm list --help' or ...": the name stands in it twice. */
static void put_try(FILE *to, unsigned width, struct dgpm_arena *a, const char *line)
{
	const char *name = strchr(line, '`') + 1;
	const char *copy = dgpm_arena_strndup(a, name, strcspn(name, "'") - strlen(" --help"));
	char *text = dgpm_arena_printf(a, _(try_help), copy, copy);

	text[strcspn(text, "\n")] = '\0';
	cmd_help_wrap(to, width, "", text, 2);
}

/* "  -s, --stage=STAGE          only this stage": the names, and the text in its column. */
static void put_option(FILE *to, unsigned width, struct dgpm_arena *a, const char *line)
{
	const char *names = strstr(line, "--"), *gap = names != NULL ? strchr(names, ' ') : NULL;
	size_t n = gap != NULL ? (size_t)(gap - line) + strspn(gap, " ") : strspn(line, " ");
	const char *text = line + n;

	if (names != NULL && gap == NULL) {
		fprintf(to, "%s\n", line);
		return;
	}
	for (size_t i = 0; i < DGPM_COUNT(docs); i++)
		if (strcmp(text, docs[i]) == 0)
			text = _(docs[i]);
	cmd_help_wrap(to, width, dgpm_arena_strndup(a, line, n), text, TEXT_COLUMN);
}

static void put_line(FILE *to, unsigned width, struct dgpm_arena *a, const char *line)
{
	const char *front = begins(line, usage) ? usage : begins(line, or_so) ? or_so : NULL;
	const char *rest = front != NULL ? line + strlen(front) : NULL;
	const char *word = front != NULL ? strstr(rest, options_word) : NULL;

	if (word != NULL)
		rest = dgpm_arena_printf(a, "%.*s%s%s", (int)(word - rest), rest, _(options_word),
					 word + strlen(options_word));
	if (front != NULL)
		put_usage(to, width, _(front), rest);
	else if (begins(line, "Try `") && strstr(line, " --help'") != NULL)
		put_try(to, width, a, line);
	else if (begins(line, "  "))
		put_option(to, width, a, line);
	else
		cmd_help_wrap(to, width, "", strcmp(line, both_forms) == 0 ? _(both_forms) : line, 0);
}

static void put_all(FILE *to, unsigned width, struct dgpm_arena *a, const char *text)
{
	for (const char *line = text; *line != '\0';) {
		size_t n = strcspn(line, "\n");

		put_line(to, width, a, dgpm_arena_strndup(a, line, n));
		line += n + (line[n] == '\n');
	}
}

/* A help that nobody reads at a terminal is as wide as argp makes it; a mistake is told in one line. */
static unsigned width_of(FILE *to)
{
	unsigned width = asked->given_width != 0 ? asked->given_width : cmd_terminal_width(to);

	return width == 0 && to == stdout ? CMD_USUAL_WIDTH - 1 : width;
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
		put_all(h->to, width_of(h->to), asked->arena, h->text);
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

void cmd_help_hold(struct argp_state *state, const struct cmd_common *c)
{
	static bool registered;

	/* argp counts bytes, and breaks lines of Japanese anywhere: it is to break none. */
	if (setenv("ARGP_HELP_FMT", "rmargin=32000", 1) != 0)
		cmd_out_of_memory(NULL);
	asked = c;
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
