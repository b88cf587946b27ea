/*
 * Patterns: what ECMA-262 says differently from pcre2 is rewritten before compiling.
 *
 * Known departure: \S inside a class takes the spaces beyond ASCII for text.
 */
#include "schema/pattern.h"
#include "base/i18n.h"
#include "base/text.h"

#include <stdio.h>

/* Some thousandths of a second at the worst. */
#define MATCH_LIMIT 200000
#define HEAP_LIMIT_KIB 20000

struct rewrite {
	const char *s;
	size_t n, at;
	char *out;
	size_t used, stop; /* stop: so much of `out` is enough */
	bool in_class;
};

/* Names that ECMA-262 allows for the general categories beside the short ones. */
static const struct category {
	const char *name, *code;
} categories[] = {
	{ "Letter", "L" }, { "Cased_Letter", "L&" }, { "Uppercase_Letter", "Lu" }, { "Lowercase_Letter", "Ll" },
	{ "Titlecase_Letter", "Lt" }, { "Modifier_Letter", "Lm" }, { "Other_Letter", "Lo" }, { "Mark", "M" },
	{ "Combining_Mark", "M" }, { "Nonspacing_Mark", "Mn" }, { "Spacing_Mark", "Mc" }, { "Enclosing_Mark", "Me" },
	{ "Number", "N" }, { "Decimal_Number", "Nd" }, { "digit", "Nd" }, { "Letter_Number", "Nl" },
	{ "Other_Number", "No" }, { "Punctuation", "P" }, { "punct", "P" }, { "Connector_Punctuation", "Pc" },
	{ "Dash_Punctuation", "Pd" }, { "Open_Punctuation", "Ps" }, { "Close_Punctuation", "Pe" },
	{ "Initial_Punctuation", "Pi" }, { "Final_Punctuation", "Pf" }, { "Other_Punctuation", "Po" },
	{ "Symbol", "S" }, { "Math_Symbol", "Sm" }, { "Currency_Symbol", "Sc" }, { "Modifier_Symbol", "Sk" },
	{ "Other_Symbol", "So" }, { "Separator", "Z" }, { "Space_Separator", "Zs" }, { "Line_Separator", "Zl" },
	{ "Paragraph_Separator", "Zp" }, { "Other", "C" }, { "Control", "Cc" }, { "cntrl", "Cc" }, { "Format", "Cf" },
	{ "Surrogate", "Cs" }, { "Private_Use", "Co" }, { "Unassigned", "Cn" },
};

#define SPACES "\\x09-\\x0d\\x20\\u00a0\\ufeff\\u2028\\u2029\\p{Zs}"

static void put(struct rewrite *r, const char *s, size_t n)
{
	memcpy(r->out + r->used, s, n);
	r->used += n;
}

static void puts_to(struct rewrite *r, const char *s)
{
	put(r, s, strlen(s));
}

/* \p{...}: the long names, and General_Category= and Script= before a name. */
static void put_property(struct rewrite *r)
{
	const char *open = r->s + r->at, *close;
	struct dgpm_str name;

	put(r, open, 2);
	r->at += 2;
	if (r->at == r->n || r->s[r->at] != '{')
		return;
	open = r->s + r->at + 1;
	close = memchr(open, '}', r->n - r->at - 1);
	if (close == NULL)
		return;
	name = (struct dgpm_str){ open, (size_t)(close - open) };
	for (size_t i = 0; i < 2; i++) {
		const char *before = i == 0 ? "General_Category=" : "gc=";
		size_t n = strlen(before);

		if (name.n > n && memcmp(name.s, before, n) == 0)
			name = (struct dgpm_str){ name.s + n, name.n - n };
	}
	for (size_t i = 0; i < DGPM_COUNT(categories); i++)
		if (dgpm_str_is(name, categories[i].name))
			name = dgpm_str_of(categories[i].code);
	puts_to(r, "{");
	put(r, name.s, name.n);
	puts_to(r, "}");
	r->at = (size_t)(close - r->s) + 1;
}

/* \d and \w are ASCII in pcre2 without UCP, as in ECMA-262; only the spaces differ. */
static void put_escape(struct rewrite *r)
{
	char c = r->at + 1 < r->n ? r->s[r->at + 1] : '\0';

	if (c == 'p' || c == 'P') {
		put_property(r);
		return;
	}
	if (c == 's')
		puts_to(r, r->in_class ? SPACES : "[" SPACES "]");
	else if (c == 'S' && !r->in_class)
		puts_to(r, "[^" SPACES "]");
	else if (c == 'v')
		puts_to(r, "\\x0b");
	else
		put(r, r->s + r->at, r->at + 1 < r->n ? 2 : 1);
	r->at += r->at + 1 < r->n ? 2 : 1;
}

/* (?: and its like: other languages have more, among them (?i) for all that follows. */
static bool is_group(const struct rewrite *r)
{
	static const char *const known[] = { "(?:", "(?=", "(?!", "(?<" };

	for (size_t i = 0; i < DGPM_COUNT(known); i++)
		if (r->n - r->at >= 3 && memcmp(r->s + r->at, known[i], 3) == 0)
			return true;
	return false;
}

/* NULL, or what is not ECMA-262. */
static const char *rewrite(struct rewrite *r)
{
	while (r->at < r->n && r->used < r->stop) {
		char c = r->s[r->at];

		if (c == '\\') {
			char next = r->at + 1 < r->n ? r->s[r->at + 1] : 'd';

			if (next != '\0' && strchr("AzZGQEKRXNhHgCaeloLUV", next) != NULL)
				return "an escape that ECMA-262 does not have";
			put_escape(r);
			continue;
		}
		if (r->in_class) {
			/* [[:alpha:]] and the like: "[" is a plain character in a class. */
			puts_to(r, c == '[' ? "\\" : "");
			r->in_class = c != ']';
		} else if (c == '[') {
			r->in_class = true;
			if (r->at + 1 < r->n && r->s[r->at + 1] == '^') {
				puts_to(r, "[");
				r->at++, c = '^';
			}
		} else if (c == '.') {
			puts_to(r, "[^\\n\\r\\u2028\\u2029]");
			r->at++;
			continue;
		} else if (c == '(' && r->at + 1 < r->n && r->s[r->at + 1] == '*') {
			return "a quantifier with nothing to repeat";
		} else if (c == '(' && r->at + 1 < r->n && r->s[r->at + 1] == '?' && !is_group(r)) {
			return "a group that ECMA-262 does not have";
		}
		put(r, &c, 1);
		r->at++;
	}
	return NULL;
}

/* The literal of "^literal"; s is NULL when there is more to it. */
static struct dgpm_str literal_prefix(struct dgpm_str text)
{
	if (text.n < 2 || text.s[0] != '^')
		return (struct dgpm_str){ 0 };
	for (size_t i = 1; i < text.n; i++)
		if (text.s[i] == '\0' || strchr("\\^$.|?*+()[]{}", text.s[i]) != NULL)
			return (struct dgpm_str){ 0 };
	return (struct dgpm_str){ text.s + 1, text.n - 1 };
}

/* The longest rewriting is of "\\S": 60 bytes for 2. */
size_t schema_pattern_room(size_t n)
{
	return n < SIZE_MAX / 64 ? n * 40 + 64 : SIZE_MAX;
}

/* Where in the pattern as written the fault is, behind what it is. */
static void add_place(char *why, size_t size, struct dgpm_str text, size_t at)
{
	size_t n = strlen(why);

	if (at >= text.n)
		snprintf(why + n, size - n, "%s", _(", at its end"));
	else
		snprintf(why + n, size - n, _(", at its character %zu"), dgpm_utf8_length(text.s, at) + 1);
}

/* The place of what was rewritten to `out`, in the pattern as written. */
static size_t place_of(char *room, struct dgpm_str text, size_t out)
{
	struct rewrite r = { .s = text.s, .n = text.n, .out = room, .stop = out };

	(void)rewrite(&r);
	return r.at;
}

static pcre2_code *compile(const struct dgpm_arena *a, char *room, struct dgpm_str text, char *why, size_t size)
{
	struct rewrite r = { .s = text.s, .n = text.n, .out = room, .stop = SIZE_MAX };
	pcre2_compile_context *context = NULL;
	pcre2_code *code = NULL;
	const char *fault = rewrite(&r);
	PCRE2_SIZE at;
	int error;

	if (fault != NULL) {
		snprintf(why, size, "%s", fault);
		add_place(why, size, text, r.at);
		goto out;
	}
	context = pcre2_compile_context_create(NULL);
	if (context == NULL)
		dgpm_arena_fail(a);
	pcre2_set_compile_extra_options(context, PCRE2_EXTRA_ALT_BSUX);
	code = pcre2_compile((PCRE2_SPTR)r.out, r.used,
			     PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_ALLOW_EMPTY_CLASS |
				     PCRE2_NEVER_BACKSLASH_C,
			     &error, &at, context);
	if (code == NULL && error == PCRE2_ERROR_HEAP_FAILED)
		dgpm_arena_fail(a); /* the pattern is none the worse for it */
	if (code == NULL) {
		pcre2_get_error_message(error, (PCRE2_UCHAR *)why, size);
		add_place(why, size, text, place_of(room, text, at));
	}
out:
	pcre2_compile_context_free(context);
	return code;
}

bool schema_pattern_check(const struct dgpm_arena *a, char *room, struct dgpm_str text, char *why, size_t size)
{
	pcre2_code *code = compile(a, room, text, why, size);

	pcre2_code_free(code);
	return code != NULL;
}

int schema_pattern_open(struct schema_pattern *p, struct dgpm_arena *a, struct dgpm_str text, char *why, size_t size)
{
	p->text = text;
	p->code = NULL;
	p->jit = false;
	p->prefix = literal_prefix(text);
	if (p->prefix.s != NULL)
		return 0;
	p->code = compile(a, dgpm_arena_alloc(a, schema_pattern_room(text.n)), text, why, size);
	if (p->code == NULL)
		return -1;
	p->jit = pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE) == 0;
	return 0;
}

void schema_pattern_close(struct schema_pattern *p)
{
	pcre2_code_free(p->code);
	p->code = NULL;
}

bool schema_matcher_open(struct schema_matcher *m)
{
	m->data = pcre2_match_data_create(1, NULL);
	m->context = pcre2_match_context_create(NULL);
	m->stack = pcre2_jit_stack_create(32 << 10, 1 << 20, NULL);
	if (m->data == NULL || m->context == NULL)
		return false;
	pcre2_set_match_limit(m->context, MATCH_LIMIT);
	pcre2_set_heap_limit(m->context, HEAP_LIMIT_KIB);
	/* Without JIT there is no stack, and none is needed. */
	if (m->stack != NULL)
		pcre2_jit_stack_assign(m->context, NULL, m->stack);
	return true;
}

void schema_matcher_close(struct schema_matcher *m)
{
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->context);
	pcre2_jit_stack_free(m->stack);
	*m = (struct schema_matcher){ 0 };
}

enum schema_match schema_pattern_match(const struct schema_matcher *m, const struct schema_pattern *p,
				       struct dgpm_str text)
{
	PCRE2_SPTR s = (PCRE2_SPTR)(text.s != NULL ? text.s : "");
	int rc;

	if (p->prefix.s != NULL)
		return text.n >= p->prefix.n && text.s != NULL && memcmp(text.s, p->prefix.s, p->prefix.n) == 0;
	if (p->jit)
		rc = pcre2_jit_match(p->code, s, text.n, 0, 0, m->data, m->context);
	else
		rc = pcre2_match(p->code, s, text.n, 0, PCRE2_NO_UTF_CHECK, m->data, m->context);
	if (rc >= 0)
		return SCHEMA_MATCH_YES;
	return rc == PCRE2_ERROR_NOMATCH ? SCHEMA_MATCH_NO : SCHEMA_MATCH_COSTLY;
}
