/* libyaml's errors in plain words. */
#include "base/i18n.h"
#include "doc/yaml.h"

#include <stdio.h>

struct words {
	const char *problem; /* libyaml's text, or how it begins */
	const char *context; /* its context, NULL for any */
	const char *text;    /* ours */
	const char *began;   /* what stands where the construct began; NULL: that place says nothing */
	enum { AT_PROBLEM, AT_ESCAPE, AT_BEGIN } at; /* libyaml is past the escape's "\\u", or a line further */
};

static const struct words table[] = {
	{ "found unexpected end of stream", "while scanning a quoted scalar",
	  N_("a quote is opened and never closed"), N_("the quote is opened here"), AT_PROBLEM },
	{ "found unexpected document indicator", "while scanning a quoted scalar",
	  N_("a line of '---' or '...' inside quotes; is a quote not closed before it?"),
	  N_("the quote is opened here"), AT_PROBLEM },
	{ "found unknown escape character", NULL,
	  N_("a backslash in double quotes that begins no escape; write \\\\ or use single quotes"),
	  N_("the quote is opened here"), AT_PROBLEM },
	{ "found invalid Unicode character escape code", NULL,
	  N_("an escape for half a character (D800 to DFFF) or beyond 10FFFF; write the character itself"),
	  N_("the quote is opened here"), AT_ESCAPE },
	{ "did not find expected hexdecimal number", NULL,
	  N_("\\x, \\u and \\U in double quotes take 2, 4 and 8 hexadecimal digits; write \\\\ for a backslash"),
	  N_("the quote is opened here"), AT_ESCAPE },
	{ "mapping values are not allowed in this context", NULL,
	  N_("a second ': ' in one line, or a key indented too deep; put a text that has ': ' in it in quotes"),
	  NULL, AT_PROBLEM },
	{ "could not find expected ':'", NULL,
	  N_("a line that is neither 'key: value' nor '- item'; is a colon, or the space after it, missing?"),
	  NULL, AT_BEGIN },
	{ "did not find expected key", "while parsing a block mapping",
	  N_("a key is expected here; is the line indented as its neighbours, or does text follow a closing quote?"),
	  N_("the map begins here"), AT_PROBLEM },
	{ "did not find expected '-' indicator", NULL,
	  N_("an item beginning with '- ' is expected here; is the line indented differently from its neighbours?"),
	  N_("the list begins here"), AT_PROBLEM },
	{ "block sequence entries are not allowed in this context", NULL,
	  N_("a '- ' is not allowed here; begin a list on its own line, put a text that begins with '- ' in quotes"),
	  NULL, AT_PROBLEM },
	{ "mapping keys are not allowed in this context", NULL,
	  N_("a '? ' is not allowed here; put a text that begins with '? ' in quotes"), NULL, AT_PROBLEM },
	{ "did not find expected ',' or ']'", NULL, N_("a ',' or ']' is expected here"),
	  N_("the '[' is opened here"), AT_PROBLEM },
	{ "did not find expected ',' or '}'", NULL, N_("a ',' or '}' is expected here"),
	  N_("the '{' is opened here"), AT_PROBLEM },
	{ "did not find expected node content", NULL,
	  N_("a value is expected here; is there a comma or a bracket too many?"), NULL, AT_PROBLEM },
	{ "found character that cannot start any token", NULL,
	  N_("a value cannot begin with this character; put the text in quotes"), NULL, AT_PROBLEM },
	{ "found a tab character", NULL, N_("a tab is used to indent; use spaces"), NULL, AT_PROBLEM },
	{ "did not find expected <document start>", NULL,
	  N_("the document has ended before this text; is the line indented less than the first one?"),
	  NULL, AT_PROBLEM },
	{ "found undefined tag handle", NULL, N_("a tag with a prefix that no %TAG line declares; remove the tag"),
	  NULL, AT_PROBLEM },
	{ "found incompatible YAML document", NULL, N_("a %YAML line with a version other than 1.1 or 1.2; remove it"),
	  NULL, AT_PROBLEM },
	{ "did not find expected whitespace or line break", "while scanning a tag",
	  N_("a space is expected after the tag; put a text that begins with '!' in quotes"), NULL, AT_PROBLEM },
	{ "did not find expected alphabetic or numeric character", NULL,
	  N_("a name of letters and digits is expected after '&' or '*'; put a text that begins with one in quotes"),
	  NULL, AT_PROBLEM },
	{ "did not find expected comment or line break", "while scanning a block scalar",
	  N_("after '|' or '>' the text begins on the next line; put a text that begins with one in quotes"),
	  NULL, AT_PROBLEM },
	{ "found an indentation indicator equal to 0", NULL,
	  N_("after '|' or '>' the indentation is 1 to 9"), NULL, AT_PROBLEM },
	{ "found unknown directive name", NULL,
	  /* xgettext:no-c-format */
	  N_("a line that begins with '%' is an instruction to YAML; put the text in quotes"), NULL, AT_PROBLEM },
	{ "could not find expected directive name", NULL,
	  /* xgettext:no-c-format */
	  N_("a line that begins with '%' is an instruction to YAML; put the text in quotes"), NULL, AT_PROBLEM },
	{ "exceeded maximum", NULL, N_("nested deeper than the YAML library can read"), NULL, AT_PROBLEM },
};

static const struct words *find(const char *problem, const char *context)
{
	for (size_t i = 0; i < DGPM_COUNT(table); i++)
		if (strncmp(problem, table[i].problem, strlen(table[i].problem)) == 0 &&
		    (table[i].context == NULL || (context != NULL && strcmp(context, table[i].context) == 0)))
			return &table[i];
	return NULL;
}

/* libyaml calls a tab that indents a character like others. */
static bool at_tab(const yaml_parser_t *parser)
{
	return parser->error == YAML_SCANNER_ERROR && parser->unread != 0 && *parser->buffer.pointer == '\t' &&
	       parser->problem != NULL && strcmp(parser->problem, "found character that cannot start any token") == 0;
}

static struct dgpm_loc place(const char *path, yaml_mark_t mark, const struct yamlin_mend *mend)
{
	size_t column = mend != NULL ? yamlin_mend_column(mend, mark) : mark.column;

	return (struct dgpm_loc){ path, (uint32_t)mark.line + 1, (uint32_t)column + 1 };
}

void yamlin_error(struct dgpm_diags *diags, const char *path, const yaml_parser_t *parser, struct yamlin_mend *mend)
{
	const char *problem = parser->problem != NULL ? parser->problem : "";
	const struct words *w = find(at_tab(parser) ? "found a tab character" : problem, parser->context);
	const struct dgpm_msg_info *info = dgpm_msg_info(DGPM_MSG_YAML_01);
	struct dgpm_loc at = place(path, parser->problem_mark, mend), began = { 0 };
	char message[512];

	if (w != NULL && w->at == AT_BEGIN)
		at = place(path, parser->context_mark, mend);
	else if (w != NULL && w->at == AT_ESCAPE && at.column > 2)
		at.column -= 2;
	if (w != NULL && w->began != NULL && parser->context != NULL)
		began = place(path, parser->context_mark, mend);
	snprintf(message, sizeof message, "%s: %s", _(info->text), w != NULL ? _(w->text) : problem);
	dgpm_diag_push(diags, &(struct dgpm_diag){ .severity = info->severity, .rule = info->id, .at = at,
						   .message = message, .remedy = _(info->remedy), .also = began,
						   .also_message = began.path != NULL ? _(w->began) : NULL });
}
