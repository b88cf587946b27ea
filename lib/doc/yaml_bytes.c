/* What is wrong with the bytes of a text, told with its line and column. Runs only after libyaml has complained. */
#include "base/i18n.h"
#include "doc/yaml.h"

#include <iconv.h>

bool yamlin_decode(const unsigned char *s, size_t n, size_t *len, uint32_t *c)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t want = s[0] < 0x80 ? 1 : s[0] >= 0xc2 && s[0] < 0xe0 ? 2 : s[0] >= 0xe0 && s[0] < 0xf0 ? 3 : 4;

	*len = 1;
	*c = s[0];
	if (want == 1)
		return true;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return false;
	*c &= 0xffu >> (want + 1);
	for (; *len < want; ++*len) {
		if (*len == n || (s[*len] & 0xc0) != 0x80)
			return false;
		*c = *c << 6 | (s[*len] & 0x3f);
	}
	return *c >= least[want] && *c <= 0x10ffff && (*c < 0xd800 || *c > 0xdfff);
}

/* YAML 1.2.2 section 5.1: in quotes, where these are looked for by themselves, all but these may stand. */
static bool never(uint32_t c)
{
	return c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

static bool is_cp932(struct dgpm_str text)
{
	iconv_t cd = iconv_open("UTF-8", "CP932");
	char buf[4096];
	char *in = (char *)(uintptr_t)text.s; /* iconv does not write to it */
	size_t left = text.n;
	bool well = true;

	if (cd == (iconv_t)-1)
		return false;
	while (well && left != 0) {
		char *out = buf;
		size_t room = sizeof buf;

		/* The buffer may be full: go on. Nothing read: a sequence that is wrong or cut off. */
		well = iconv(cd, &in, &left, &out, &room) != (size_t)-1 || room < 8;
	}
	iconv_close(cd);
	return well;
}

static void tell_not_utf8(struct dgpm_diags *diags, struct dgpm_loc at, struct dgpm_str text, size_t i, size_t len)
{
	char hex[4 * 3 + 1];

	for (size_t k = 0; k < len; k++) {
		static const char digits[] = "0123456789ABCDEF";
		unsigned char c = (unsigned char)text.s[i + k];

		hex[k * 3] = ' ';
		hex[k * 3 + 1] = digits[c >> 4];
		hex[k * 3 + 2] = digits[c & 15];
	}
	hex[len * 3] = '\0';
	if (is_cp932(text))
		dgpm_diag_addf(diags, DGPM_MSG_YAML_06, at, hex, _("bytes%s; the file looks like CP932 (Shift_JIS)"),
			       hex);
	else
		dgpm_diag_addf(diags, DGPM_MSG_YAML_06, at, hex, _("bytes%s"), hex);
}

bool yamlin_bytes(struct dgpm_diags *diags, const char *path, struct dgpm_str text)
{
	const unsigned char *s = (const unsigned char *)text.s;
	struct dgpm_loc at = { path, 1, 1 };
	size_t len;

	for (size_t i = 0; i < text.n; i += len) {
		uint32_t c;

		if (!yamlin_decode(s + i, text.n - i, &len, &c)) {
			tell_not_utf8(diags, at, text, i, len);
			return true;
		}
		if (never(c)) {
			dgpm_diag_addf(diags, DGPM_MSG_YAML_07, at, dgpm_diag_value(diags, "%04X", (unsigned)c),
				       "U+%04X", (unsigned)c);
			return true;
		}
		if (c == '\n' || (c == '\r' && (i + 1 == text.n || s[i + 1] != '\n'))) {
			at.line++;
			at.column = 1;
		} else {
			at.column++;
		}
	}
	return false;
}

bool yamlin_bom(struct dgpm_diags *diags, const char *path, struct dgpm_str text)
{
	static const struct {
		struct dgpm_str mark;
		const char *name;
	} boms[] = {
		{ { "\xff\xfe\0\0", 4 }, "UTF-32LE" },
		{ { "\0\0\xfe\xff", 4 }, "UTF-32BE" },
		{ { "\xff\xfe", 2 }, "UTF-16LE" },
		{ { "\xfe\xff", 2 }, "UTF-16BE" },
	};

	for (size_t i = 0; i < DGPM_COUNT(boms); i++)
		if (text.n >= boms[i].mark.n && memcmp(text.s, boms[i].mark.s, boms[i].mark.n) == 0) {
			dgpm_diag_addf(diags, DGPM_MSG_YAML_06, (struct dgpm_loc){ path, 1, 1 }, boms[i].name,
				       _("the file looks like %s"), boms[i].name);
			return true;
		}
	return false;
}

bool yamlin_directives(struct dgpm_diags *diags, const char *path, struct dgpm_str text)
{
	enum { MOST = 50 };
	const char *p = memchr(text.s, '%', text.n), *end = text.s + text.n;
	uint32_t line = 1;

	/* Few texts have a '%' at all. */
	for (int n = 0; p != NULL && (p = memmem(p, (size_t)(end - p), "%TAG", 4)) != NULL; p += 4)
		if (++n > MOST)
			break;
	if (p == NULL)
		return false;
	for (const char *q = text.s; q < p; q++)
		line += *q == '\n';
	dgpm_diag_addf(diags, DGPM_MSG_YAML_01, (struct dgpm_loc){ path, line, 1 }, NULL, _("more than %d %%TAG lines"),
		       MOST);
	return true;
}
