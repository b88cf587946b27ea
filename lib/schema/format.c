/* Formats: a pattern each, and what a pattern cannot say. */
#include "schema/format.h"
#include "base/date.h"
#include "base/i18n.h"
#include "schema/uri.h"

/* RFC 3339; what a leap second asks for is looked at afterwards. */
#define TIME "(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?(?:[zZ]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)"
#define OCTET "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)"
#define IPV4 OCTET "(?:\\." OCTET "){3}"
/* RFC 1123; "--" third and fourth is kept for names in punycode. */
#define LABEL "(?:(?![^.]{2}--)|(?=[xX][nN]--))[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
#define HOST "(?=.{1,253}$)" LABEL "(?:\\." LABEL ")*"
#define WIDE "A-Za-z0-9\\u0080-\\u{10ffff}"
#define WIDE_LABEL "(?![^.]{2}--)[" WIDE "](?:[" WIDE "-]{0,61}[" WIDE "])?"
/* RFC 5321; beyond ASCII RFC 6531. */
#define ATOM "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
#define WIDE_ATOM "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u0080-\\u{10ffff}-]+"
#define MAIL(atom, host)                                                                                          \
	"^(?:" atom "(?:\\." atom ")*|\"(?:[^\"\\\\]|\\\\[^])*\")@(?:" host "|\\[" IPV4                           \
	"\\]|\\[IPv6:[0-9A-Fa-f:.]+\\])$"
#define POINTER "(?:/(?:[^~/]|~[01])*)*"
#define VARIABLE "(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:\\.?(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*(?::[1-9]\\d{0,3}|\\*)?"

static unsigned two(const char *s)
{
	return (unsigned)(s[0] - '0') * 10 + (unsigned)(s[1] - '0');
}

/* The pattern matched. A second 60 is the last of a day of UTC. */
static bool is_time(struct dgpm_str t)
{
	int minutes = (int)(two(t.s) * 60 + two(t.s + 3)), off = 0;

	if (two(t.s + 6) != 60)
		return true;
	if (t.s[t.n - 1] != 'z' && t.s[t.n - 1] != 'Z')
		off = (t.s[t.n - 6] == '-' ? -1 : 1) * (int)(two(t.s + t.n - 5) * 60 + two(t.s + t.n - 2));
	return (minutes - off + 2 * 24 * 60) % (24 * 60) == 23 * 60 + 59;
}

static bool is_date(struct dgpm_str t)
{
	struct dgpm_date date;

	return dgpm_date_parse(&date, t);
}

static bool is_date_time(struct dgpm_str t)
{
	return is_date((struct dgpm_str){ t.s, 10 }) && is_time((struct dgpm_str){ t.s + 11, t.n - 11 });
}

/* An address of version 6 in brackets is looked at, too. */
static bool is_mail(struct dgpm_str t)
{
	static const char tag[] = "@[IPv6:";
	const char *at = memmem(t.s, t.n, tag, strlen(tag));

	if (at == NULL || t.s[t.n - 1] != ']')
		return true;
	at += strlen(tag);
	return uri_is_ipv6((struct dgpm_str){ at, (size_t)(t.s + t.n - 1 - at) });
}

static bool is_uri(struct dgpm_str t)
{
	return uri_ok(t, true, false);
}

static bool is_uri_reference(struct dgpm_str t)
{
	return uri_ok(t, false, false);
}

static bool is_iri(struct dgpm_str t)
{
	return uri_ok(t, true, true);
}

static bool is_iri_reference(struct dgpm_str t)
{
	return uri_ok(t, false, true);
}

static const struct schema_format formats[] = {
	{ "date", NULL, is_date, N_("not a date that exists, written YYYY-MM-DD") },
	{ "time", "^" TIME "$", is_time, N_("not a time; write it as 09:30:00+09:00") },
	{ "date-time", "^\\d{4}-\\d\\d-\\d\\d[Tt]" TIME "$", is_date_time,
	  N_("not a date and time; write them as 2021-04-01T09:30:00+09:00") },
	{ "duration",
	  "^P(?!$)(?:\\d+W|(?:\\d+Y(?:\\d+M(?:\\d+D)?)?|\\d+M(?:\\d+D)?|\\d+D)?"
	  "(?:T(?:\\d+H(?:\\d+M(?:\\d+S)?)?|\\d+M(?:\\d+S)?|\\d+S))?)$",
	  NULL, N_("not a duration; write it as P1Y6M or PT36H") },
	{ "email", MAIL(ATOM, HOST), is_mail, N_("not an e-mail address") },
	{ "idn-email", MAIL(WIDE_ATOM, "(?=.{1,253}$)" WIDE_LABEL "(?:\\." WIDE_LABEL ")*"), is_mail,
	  N_("not an e-mail address") },
	{ "hostname", "^" HOST "$", NULL, N_("not the name of a host") },
	{ "ipv4", "^" IPV4 "$", NULL, N_("not an address of IPv4") },
	{ "ipv6", NULL, uri_is_ipv6, N_("not an address of IPv6") },
	{ "uuid", "^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", NULL, N_("not a UUID") },
	{ "uri", NULL, is_uri, N_("not a full URI such as https://example.org/") },
	{ "uri-reference", NULL, is_uri_reference, N_("not a URI, with or without a scheme") },
	{ "iri", NULL, is_iri, N_("not a full URI such as https://example.org/") },
	{ "iri-reference", NULL, is_iri_reference, N_("not a URI, with or without a scheme") },
	{ "uri-template",
	  "^(?:[^\\u0000-\\u0020\"<>\\\\^`{|}%\\u007f]|%[0-9A-Fa-f]{2}|\\{[+#./;?&=,!@|]?" VARIABLE "(?:," VARIABLE
	  ")*\\})*$",
	  NULL, N_("not a template of URIs, such as https://example.org/{id}") },
	{ "json-pointer", "^" POINTER "$", NULL, N_("not a JSON pointer, such as /a/0") },
	{ "relative-json-pointer", "^(?:0|[1-9]\\d*)(?:#|" POINTER ")$", NULL,
	  N_("not a relative JSON pointer, such as 1/a") },
};

const struct schema_format *schema_format_find(struct dgpm_str name)
{
	for (size_t i = 0; i < DGPM_COUNT(formats); i++)
		if (dgpm_str_is(name, formats[i].name))
			return &formats[i];
	return NULL;
}
